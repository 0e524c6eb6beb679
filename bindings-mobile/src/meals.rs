//! School meals on a phone: a parent's screen in one call, the parent's answer, and the question of whoever hands a meal out.
//!
//! [`meal_screen`] answers a screen; [`meal_reply`] and [`meal_activate`] are what a parent does; [`meal_preview`] asks
//! for a terminal before the server does, whose answer wins.

mod facts;
mod mirror;
mod preview;
mod regulation;
mod screen;
mod steps;
mod text;

pub use facts::MealMonthFacts;
pub use preview::{MealAsked, MealKey, MealPreviewAnswer, meal_preview};
pub use regulation::{meal_regulation_digest, meal_regulation_in_force};
pub use screen::{MealButton, MealDay, MealScreen, MealToday, meal_screen};
pub use steps::{MealFactAnswer, MealStepAnswer, meal_activate, meal_reply};
pub use text::{MealReason, MealStageText};

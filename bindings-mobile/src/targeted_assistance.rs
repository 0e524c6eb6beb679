//! Targeted social assistance on a phone: a family's screen of its application in one call, and a calculator.
//!
//! [`application_screen`] answers a screen; [`assistance_calculator`] answers for a family by its own word, without an
//! application. What a family files, the server records, so there are no steps.

mod calculator;
mod facts;
mod mirror;
mod regulation;
mod screen;
mod text;

pub use calculator::{
    AssistanceAnswer, AssistanceAssessment, AssistanceCalculation, AssistanceMonth, assistance_calculator,
};
pub use facts::ApplicationFacts;
pub use regulation::{assistance_regulation_digest, assistance_regulation_in_force};
pub use screen::{ApplicationScreen, AssistanceButton, AssistanceItem, application_screen};
pub use text::{AssistanceMissing, AssistanceReason, AssistanceStageText, AssistanceStep};

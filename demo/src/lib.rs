//! Made-up worlds: people whom nobody is, what happens to them, and what comes of it under the rules.
//!
//! The demo plays them, the benches measure on them, the wallet's race draws from them. What every programme needs stands
//! here: dice, people, a journal that is played, tables. Each programme has a room for its own world and its own report.

pub use dice::Dice;
pub use people::{MOST_PEOPLE, iins};

pub mod assistance;
pub mod card;
pub mod family;
pub mod gas;
pub mod meals;
pub mod medicines;

mod days;
mod dice;
mod fault;
mod pen;
mod people;
mod play;
mod report;
mod table;
mod tally;

//! One family through all five programmes: what happens to it, day by day, and what each ledger answers.

use std::io;

pub use story::{Step, Story};

mod assistance;
mod gas;
mod offer;
mod page;
mod pharmacy;
mod school;
mod story;

/// Tells the story and prints it on one page.
///
/// # Errors
///
/// An output that cannot be written.
pub fn play() -> io::Result<()> {
    page::print(&Story::tell(), &mut io::stdout().lock())
}

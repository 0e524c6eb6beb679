//! The page: every step with its date, its answer and its norm.

use std::io::{self, Write};

use super::story::Story;
use crate::table::Table;

/// Prints the story.
pub(crate) fn print(story: &Story, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "One family of Aktobe region, winter and spring of 2026. Nobody in it exists.")?;
    let mut table = Table::new(&["on", "programme", "what happens", "what the library answers", "by"]);
    for step in story.steps() {
        table.cells(vec![
            step.on.clone(),
            step.programme.code().to_owned(),
            step.what.clone(),
            step.answer.clone(),
            step.norm.to_owned(),
        ]);
    }
    table.print(out)?;
    let taken = story.steps().iter().filter(|step| step.accepted).count();
    writeln!(out, "\n{taken} of {} steps taken.", story.steps().len())
}

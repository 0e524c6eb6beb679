//! Facts as lines of a journal: what a server sends is what the app keeps, whether or not this version knows it.

use std::fmt;

use voucher_core::Journal;

/// A fact as a line of a journal; never shown by printing it.
#[derive(Clone, PartialEq, Eq)]
pub struct FactLine(pub String);

uniffi::custom_type!(
    /// A fact as a line of a journal (`docs/wire`); never shown by printing it.
    FactLine, String, {
    lower: |line| line.0,
    try_lift: |text| Ok(FactLine(text)),
});

impl fmt::Debug for FactLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FactLine({} characters)", self.0.chars().count())
    }
}

/// A line that is no fact that the rules take: it changed nothing, and is kept.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct RefusedLine {
    /// Its place among the lines, from 0.
    pub place: u32,
    /// What the journal answers to it: refusals or an error, by code, and never a value of the line.
    pub answer: String,
}

/// Feeds lines to a journal, and gives back those that it did not take. An empty line says nothing.
pub(crate) fn feed(journal: &mut Journal, lines: &[FactLine]) -> Vec<RefusedLine> {
    let answers = lines.iter().zip(0..).map(|(line, place)| (place, journal.answer(line.0.as_bytes())));
    let is_taken = |answer: &String| answer.contains(r#""accepted":true"#);
    let refused = answers.filter_map(|(place, answer)| {
        let answer = answer.filter(|answer| !is_taken(answer))?;
        Some(RefusedLine { place, answer })
    });
    refused.collect()
}

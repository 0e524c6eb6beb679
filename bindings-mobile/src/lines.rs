//! Facts as lines of a journal: what a server sends is what the app keeps, whether or not this version knows it.

use std::fmt;

use crate::{error::VoucherError, value::Text};

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

/// The lines of a journal of facts, as they came, to be kept by a screen or shown by it.
#[uniffi::export]
pub fn fact_lines_from_json(text: Text) -> Result<Vec<FactLine>, VoucherError> {
    Ok(lines(&text.0).map(|line| FactLine(line.to_owned())).collect())
}

/// Facts as a journal, one line each, for a saved state or a server: personal data.
#[uniffi::export]
pub fn fact_lines_to_json(lines: Vec<FactLine>) -> Result<String, VoucherError> {
    Ok(journal(lines.into_iter().map(|line| line.0)))
}

/// The lines of a journal, without the empty ones, which say nothing, and without a byte order mark.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.strip_prefix('\u{feff}').unwrap_or(text).lines().filter(|line| !line.is_empty())
}

/// Lines as a journal. A line end inside a line can only stand between two words of JSON, where a space says the same.
pub(crate) fn journal(lines: impl Iterator<Item = String>) -> String {
    lines.fold(String::new(), |text, line| text + &line.replace('\n', " ") + "\n")
}

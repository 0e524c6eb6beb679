//! What was found: of each column and code how many rows, the first of them, and which texts said so.

use std::{cmp::Reverse, collections::BTreeMap};

use super::super::fault::Column;

/// How many different texts of a column are told apart; more are counted together.
const TEXTS: usize = 1000;
/// The longest text that is shown whole, in characters.
const LONGEST: usize = 60;

/// How many rows, and the number of the first.
#[derive(Clone, Copy)]
pub(super) struct Rows {
    pub(super) count: u64,
    pub(super) first: u64,
}

/// The rows of one fault.
#[derive(Default)]
struct Faults {
    /// Those whose text is not told.
    other: Option<Rows>,
    texts: BTreeMap<String, Rows>,
}

/// One line of the report: column, code, text, how many rows, the first of them.
pub(super) type Line = (&'static str, &'static str, Option<String>, u64, u64);

/// All that was found.
#[derive(Default)]
pub(super) struct Found(BTreeMap<(Column, &'static str), Faults>);

impl Found {
    /// Notes a fault of rows, which come in order; `text` is none of cells that nobody may see.
    #[cold]
    pub(super) fn note(&mut self, column: Column, code: &'static str, text: Option<&str>, rows: Rows) {
        let faults = self.0.entry((column, code)).or_default();
        let none = Rows { count: 0, first: rows.first };
        let text = text.map(shown);
        let noted = match text {
            Some(text) if faults.texts.len() < TEXTS || faults.texts.contains_key(&text) => {
                faults.texts.entry(text).or_insert(none)
            }
            Some(_) | None => faults.other.get_or_insert(none),
        };
        noted.count += rows.count;
    }

    /// The lines of the report: by column, then the most frequent first.
    pub(super) fn lines(self) -> Vec<Line> {
        let lines = self.0.into_iter().flat_map(|((column, code), Faults { other, texts })| {
            let texts = texts.into_iter().map(|(text, rows)| (Some(text), rows));
            let all = texts.chain(other.map(|rows| (None, rows)));
            all.map(move |(text, rows)| (column, Reverse(rows.count), rows.first, code, text))
        });
        let mut lines: Vec<_> = lines.collect();
        lines.sort_unstable();
        let line = |(column, Reverse(count), first, code, text): (Column, _, _, _, _)| {
            (column.name(), code, text, count, first)
        };
        lines.into_iter().map(line).collect()
    }
}

/// A text as it is shown: the digits of what may be a number of a person or an account that stands in the wrong column are
/// hidden (N34).
fn shown(text: &str) -> String {
    let text = text.trim();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let longest = text.split(|letter: char| !letter.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    let hidden = digits > 8 || longest > 4;
    let letter = |letter: char| if hidden && letter.is_numeric() { '#' } else { letter };
    let mut shown: String = text.chars().take(LONGEST).map(letter).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

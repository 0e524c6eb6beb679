//! What was found: of each column and code how many rows, the first of them, and which texts said so.

use std::collections::BTreeMap;

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

/// The faults of one column and code.
struct Faults {
    column: Column,
    code: &'static str,
    /// Those whose text is not told.
    other: Option<Rows>,
    texts: BTreeMap<String, Rows>,
}

/// One line of the report.
pub(super) struct Line {
    pub(super) column: Column,
    pub(super) code: &'static str,
    pub(super) text: Option<String>,
    pub(super) rows: Rows,
}

/// All that was found.
#[derive(Default)]
pub(super) struct Found(Vec<Faults>);

impl Found {
    /// Notes a fault of rows, which come in order; `text` is none of cells that nobody may see.
    #[cold]
    pub(super) fn note(&mut self, column: Column, code: &'static str, text: Option<&str>, rows: Rows) {
        let faults = self.of(column, code);
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

    fn of(&mut self, column: Column, code: &'static str) -> &mut Faults {
        let place = self.0.iter().position(|faults| faults.column == column && faults.code == code);
        let place = place.unwrap_or(self.0.len());
        if place == self.0.len() {
            self.0.push(Faults { column, code, other: None, texts: BTreeMap::new() });
        }
        #[expect(clippy::indexing_slicing, reason = "it was found there, or was just put there")]
        &mut self.0[place]
    }

    /// The lines of the report: by column, then the most frequent first.
    pub(super) fn lines(self) -> Vec<Line> {
        let lines = self.0.into_iter().flat_map(|Faults { column, code, other, texts }| {
            let texts = texts.into_iter().map(|(text, rows)| (Some(text), rows));
            texts.chain(other.map(|rows| (None, rows))).map(move |(text, rows)| Line {
                column,
                code,
                text,
                rows,
            })
        });
        let mut lines: Vec<Line> = lines.collect();
        lines.sort_by(|one, other| {
            let place = |line: &Line| (line.column, u64::MAX - line.rows.count, line.rows.first);
            place(one).cmp(&place(other)).then_with(|| (one.code, &one.text).cmp(&(other.code, &other.text)))
        });
        lines
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

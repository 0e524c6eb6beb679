//! The faces of phones from Rust: that they say what the core says. What is decided, the core and the vectors prove.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod contradictions;
mod family_card;
mod gas;
mod meals;
mod medicines;
mod shared;
mod targeted_assistance;
mod wallet;

use std::fmt::Debug;

use voucher_core::{Count, Iin, Language, Month, Reference, Tiyn, parse_date};
use voucher_core_mobile::{CivilDate, FactLine, RefusedLine, Text, VoucherError};

const LANGUAGES: [Language; 3] = [Language::Kk, Language::Ru, Language::En];

/// The person of each line, as a field of it.
const PERSON: &str = r#""iin":"990101600002""#;

fn iin() -> Iin {
    Iin::parse("990101600002").unwrap()
}

fn day(text: &str) -> CivilDate {
    parse_date(text).unwrap()
}

/// So many days from a first one on.
fn days(first: &str, count: usize) -> impl Iterator<Item = CivilDate> + Clone + use<> {
    day(first).iter_days().take(count)
}

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

fn reference(text: &str) -> Reference {
    Reference::parse(text).unwrap()
}

fn count(number: u32) -> Count {
    Count::new(number).unwrap()
}

fn tenge(tenge: u64) -> Tiyn {
    Tiyn::new(tenge * 100)
}

fn text(text: &str) -> Text {
    Text(text.to_owned())
}

/// A fact by its name and the rest of its fields.
fn line(name: &str, rest: &str, on: impl ToString) -> FactLine {
    FactLine(format!(r#"{{"fact":"{name}",{rest},"on":"{}"}}"#, on.to_string()))
}

/// The code and the field of the error that must be answered.
fn fault<T: Debug>(answer: Result<T, VoucherError>) -> (String, String) {
    let VoucherError::Malformed { code, field, .. } = answer.unwrap_err();
    (code, field.unwrap_or_default())
}

/// Lines that were not taken: their places, and what a journal answers after the line's number.
fn refused(lines: &[RefusedLine]) -> Vec<(u32, &str)> {
    lines.iter().map(|line| (line.place, line.answer.split_once(',').unwrap().1)).collect()
}

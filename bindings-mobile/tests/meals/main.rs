//! School meals from Rust: a screen on whichever day it is looked at, what a parent does, and the question of a terminal.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod calls;
mod laws;

use voucher_core::{Iin, Language, Month, Reference, meals::Regulation, parse_date};
use voucher_core_mobile::{
    CivilDate, FactLine,
    meals::{MealAsked, MealMonthFacts, MealScreen, meal_screen},
};

fn iin() -> Iin {
    Iin::parse("990101600002").unwrap()
}

fn day(text: &str) -> CivilDate {
    parse_date(text).unwrap()
}

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

fn reference(text: &str) -> Reference {
    Reference::parse(text).unwrap()
}

/// A fact about the child.
fn fact(on: &str, name: &str, rest: &str) -> FactLine {
    FactLine(format!(r#"{{"fact":"{name}","iin":"990101600002"{rest},"on":"{on}"}}"#))
}

fn listed(on: &str, grade: u32) -> FactLine {
    let rest = format!(r#","school":"S-1","region":"71","grade":{grade},"grounds":["targeted_social"]"#);
    fact(on, "listed", &rest)
}

fn replied(on: &str, answer: &str) -> FactLine {
    fact(on, "replied", &format!(r#","answer":"{answer}""#))
}

/// A hot meal, recorded on its day.
fn given(on: &str) -> FactLine {
    let rest = r#","school":"S-1","supplier":"F-1","kind":"hot_meal","source":"terminal""#;
    fact(on, "meal_given", &format!(r#","record":"{on}"{rest},"given_on":"{on}""#))
}

fn closed(on: &str, day: &str) -> FactLine {
    FactLine(format!(r#"{{"fact":"day_closed","school":"S-1","day":"{day}","on":"{on}"}}"#))
}

/// The meal that the child's own school hands out.
fn own_meal(open: Option<bool>) -> MealAsked {
    MealAsked { school: reference("S-1"), supplier: reference("F-1"), kind: reference("hot_meal"), open }
}

fn facts(shown: Month, lines: &[FactLine]) -> MealMonthFacts {
    MealMonthFacts { iin: iin(), month: shown, lines: lines.to_vec() }
}

fn screen(facts: &MealMonthFacts, rules: &Regulation, today: CivilDate, language: Language) -> MealScreen {
    meal_screen(facts.clone(), rules.clone(), today, language).unwrap()
}

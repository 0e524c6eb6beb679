//! No screen contradicts itself, in none of the programmes after gas: a law a row of what phones showed, over every path of a few
//! facts, every day of the time concerned and every language.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod applications;
mod cards;
mod edges;
mod meals;
mod offers;
mod prescriptions;
mod rights;

use std::{collections::BTreeSet, slice::from_ref};

use voucher_core::{Iin, Journal, Reference, parse_date, programme::Texts};
use voucher_core_mobile::{CivilDate, DaysLeft, FactLine};

fn iin() -> Iin {
    Iin::parse("990101600002").unwrap()
}

fn day(text: &str) -> CivilDate {
    parse_date(text).unwrap()
}

fn reference(text: &str) -> Reference {
    Reference::parse(text).unwrap()
}

/// So many days from a first one on.
fn days(first: &str, count: usize) -> impl Iterator<Item = CivilDate> + use<> {
    day(first).iter_days().take(count)
}

/// Every path: of each step one of its facts or none.
fn paths(steps: &[&[FactLine]]) -> Vec<Vec<FactLine>> {
    steps.iter().fold(vec![vec![]], |paths, step| {
        let with = |path: &Vec<FactLine>, fact: &FactLine| [&path[..], from_ref(fact)].concat();
        let longer: Vec<_> = paths.iter().flat_map(|path| step.iter().map(|fact| with(path, fact))).collect();
        [paths, longer].concat()
    })
}

/// The day of a fact.
fn on(fact: &FactLine) -> CivilDate {
    let (_, on) = fact.0.rsplit_once(r#""on":""#).unwrap();
    day(on.trim_end_matches(r#""}"#))
}

/// Whether a clock that shows a date is behind some of the facts, so that none is taken (N9).
fn is_behind(today: CivilDate, facts: &[FactLine]) -> bool {
    facts.iter().any(|fact| today < on(fact))
}

/// What a ledger makes of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    Changes,
    Repeats,
    No,
}

/// What a server's journal answers to a fact after others.
fn taken(mut journal: Journal, lines: &[FactLine], fact: &FactLine) -> Taken {
    for line in lines {
        journal.answer(line.0.as_bytes());
    }
    let answer = journal.answer(fact.0.as_bytes()).unwrap();
    match (answer.contains(r#""accepted":true"#), answer.contains(r#""repeat":true"#)) {
        (true, false) => Taken::Changes,
        (true, true) => Taken::Repeats,
        (false, _) => {
            assert!(answer.contains(r#""accepted":false"#), "no fact: {answer}");
            Taken::No
        }
    }
}

/// A button of whichever programme, and what a ledger makes of its fact.
struct Pressed {
    shown: Shown,
    taken: Taken,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    Lit,
    Done,
    /// With the words of its reasons.
    Dark(Vec<String>),
}

/// What a screen of whichever programme says.
struct Told<'a> {
    place: &'a str,
    title: &'a str,
    stage: &'a str,
    /// All that is read beside the stage: what is next, what stands against it.
    beside: Vec<&'a str>,
    until: Option<CivilDate>,
    days_left: Option<&'a DaysLeft>,
    today: CivilDate,
    buttons: Vec<Pressed>,
}

/// No sentence stands in two of these texts, nor twice in one.
fn said_once<'a>(place: &str, texts: impl Iterator<Item = &'a str>) {
    let mut said = BTreeSet::new();
    for sentence in texts.flat_map(|text| text.split(". ")) {
        assert!(said.insert(sentence.trim_end_matches('.')), "{place}: said twice: {sentence}");
    }
}

/// The laws of every programme.
fn check(told: &Told<'_>) {
    let Told { place, title, stage, beside, until, days_left, today, buttons } = told;
    assert!((1..=Texts::TITLE).contains(&title.chars().count()), "{place}: {title}");
    said_once(place, [stage].into_iter().chain(beside).copied());
    assert!(!beside.iter().any(|text| text.trim_end_matches('.') == *title), "{place}: said twice: {title}");
    assert!(until.is_none_or(|until| *today <= until), "{place}: {until:?} has passed");
    let days = until.map(|until| (until - *today).num_days());
    assert_eq!(days_left.map(|left| i64::from(left.days)), days, "{place}");
    for Pressed { shown, taken } in buttons {
        let right = match shown {
            Shown::Lit => *taken == Taken::Changes,
            Shown::Done => *taken == Taken::Repeats,
            Shown::Dark(reasons) => {
                said_once(place, reasons.iter().map(String::as_str));
                *taken == Taken::No && !reasons.is_empty()
            }
        };
        assert!(right, "{place}: {shown:?}, and the ledger: {taken:?}");
    }
}

//! The naive models answer every vector as the vectors say, so that they may judge the library.

use serde_json::{Value, json};
use voucher_reference::wire::{Naive, read, shown};
use voucher_reference::{family_card, meals, medicines, naive_assistance, naive_journal};
use voucher_tests::vectors;

/// What a model makes of the vectors of its programme.
struct Play {
    programme: &'static str,
    /// Whether the model is asked what it makes of lines in error; to a model that takes every line for well formed none is told.
    errors: bool,
    /// What the model is told in place of a line.
    told: fn(Value) -> Value,
    /// The least number of answers that are compared, and the most lines in error to which the model says nothing.
    least: usize,
    silent: usize,
}

impl Play {
    fn by<M: Naive>(&self) {
        let (mut compared, mut silent) = (0, 0);
        let programme = format!("{}/", self.programme);
        for vector in vectors::all().unwrap().iter().filter(|vector| vector.name.starts_with(&programme)) {
            let mut model = M::default();
            assert_eq!(vector.lines().count(), vector.answers.lines().count(), "one answer a line");
            for ((number, line), want) in vector.lines().zip(vector.answers.lines()) {
                let of = format!("{}, line {number}", vector.name);
                let mut want: Value = serde_json::from_str(want).unwrap();
                assert_eq!(want.as_object_mut().unwrap().shift_remove("line"), Some(json!(number)), "{of}");
                let is_error = want.get("error").is_some();
                if is_error && !self.errors {
                    continue;
                }
                let Some(given) = read(line).and_then(|line| model.answer(&(self.told)(line))) else {
                    assert!(is_error, "{of}: no answer");
                    silent += 1;
                    continue;
                };
                let [given, want] = shown(&given, &want);
                assert_eq!(given, want, "{of}");
                compared += 1;
            }
        }
        println!("{compared} answers compared, {silent} lines in error left alone");
        assert!(compared >= self.least && silent <= self.silent, "{compared} compared, {silent} left alone");
    }
}

const ALL: Play = Play { programme: "", errors: true, told: |line| line, least: 0, silent: 0 };

#[test]
fn gas() {
    Play { programme: "gas", least: 800, silent: usize::MAX, ..ALL }.by::<naive_journal::Journal>();
}

/// The model of meals answers lines in error too, and makes its digests itself.
#[test]
fn meals() {
    Play { programme: "meals", least: 370, silent: 2, ..ALL }.by::<meals::Journal>();
}

#[test]
fn medicines() {
    Play { programme: "medicines", errors: false, least: 230, ..ALL }.by::<medicines::Model>();
}

#[test]
fn family_card() {
    let told = |mut line: Value| {
        if let Some(id) = line["regulation"].as_str() {
            line["regulation"] = super::family_card::published(id);
        }
        line
    };
    Play { programme: "family_card", errors: false, told, least: 350, ..ALL }.by::<family_card::Model>();
}

#[test]
fn targeted_assistance() {
    let programme = "targeted_assistance";
    Play { programme, errors: false, least: 400, ..ALL }.by::<naive_assistance::Model>();
}

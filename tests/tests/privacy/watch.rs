//! Looks for digits of identifiers in what is shown.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
    ops::RangeBounds,
};

use serde_json::Value;
use voucher_core::Error;

/// The fewest digits in a row that give an identifier away.
const RUN: usize = 6;

/// What an item of `due`, a row of a register and a commit key may hold of a person.
const PERSONAL: [&str; 6] = ["iin", "account", "record", "prescription", "item", "point"];

/// Looks for digits of the canaries.
#[derive(Default)]
pub(crate) struct Watch {
    runs: BTreeSet<String>,
    looks: usize,
    /// By what showed it: the first text with digits of a canary.
    leaks: BTreeMap<String, String>,
}

impl Watch {
    pub(crate) fn on(canaries: &[&str]) -> Self {
        let mut watch = Self::default();
        for canary in canaries {
            watch.plant(canary);
        }
        watch
    }

    /// Remembers every run of digits of a canary, whatever stands between them.
    pub(crate) fn plant(&mut self, canary: &str) {
        let digits: Vec<u8> = canary.bytes().filter(u8::is_ascii_digit).collect();
        self.runs.extend(digits.windows(RUN).map(|run| String::from_utf8_lossy(run).into_owned()));
    }

    /// The run of a canary's digits in this text, as text or as a list of bytes.
    pub(crate) fn run_in(&mut self, text: &str) -> Option<String> {
        self.looks += 1;
        [text.to_owned(), from_byte_lists(text)].iter().find_map(|text| {
            let runs = text.as_bytes().windows(RUN).filter(|run| run.iter().all(u8::is_ascii_digit));
            let mut runs = runs.map(|run| String::from_utf8_lossy(run).into_owned());
            runs.find(|run| self.runs.contains(run))
        })
    }

    pub(crate) fn look(&mut self, what: &str, text: &str) {
        if let Some(run) = self.run_in(text) {
            let text: String = text.chars().take(2000).collect();
            self.leaks.entry(what.to_owned()).or_insert(format!("{run} in {text}"));
        }
    }

    pub(crate) fn look_at(&mut self, what: &str, value: &dyn Debug) {
        self.look(what, &format!("{value:?}"));
        self.look(what, &format!("{value:#?}"));
    }

    pub(crate) fn look_at_error(&mut self, error: &Error) {
        self.look_at("an error", error);
        self.look("an error", &error.to_string());
        self.look("an error's place", &format!("{:?} {:?}", error.field(), error.position()));
    }

    /// An answer of a journal, but for the places where the wire format has an identifier, or an
    /// amount that may be what was put in.
    pub(crate) fn look_at_answer(&mut self, answer: &str) {
        let mut answer: Value = serde_json::from_str(answer).unwrap();
        for item in answer.get_mut("due").and_then(Value::as_array_mut).into_iter().flatten() {
            PERSONAL.iter().for_each(|name| drop(item[name].take()));
        }
        for name in ["receiving", "calculation"] {
            if let Some(value) = answer.get_mut(name) {
                value.take();
            }
        }
        let register = answer.get_mut("register").and_then(Value::as_object_mut);
        for (name, value) in register.into_iter().flatten() {
            match name.as_str() {
                "rows" => value.as_array_mut().into_iter().flatten().for_each(|row| {
                    PERSONAL.iter().for_each(|name| drop(row[name].take()));
                }),
                "digest" | "point" => *value = Value::Null,
                _ => {}
            }
        }
        if let Some(receipt) = answer.get_mut("receipt") {
            receipt.take();
        }
        if let Some(key) = answer.get_mut("key") {
            PERSONAL.iter().for_each(|name| drop(key[name].take()));
        }
        self.look("an answer", &answer.to_string());
    }

    /// At the end: nothing leaked, and so often was looked.
    #[track_caller]
    pub(crate) fn saw_nothing(&self, looks: impl RangeBounds<usize>) {
        assert!(self.leaks.is_empty(), "shown by {} kinds: {:#?}", self.leaks.len(), self.leaks);
        assert!(looks.contains(&self.looks), "looked {} times", self.looks);
    }
}

/// What lists of bytes like `57, 57, 48` spell.
fn from_byte_lists(text: &str) -> String {
    let digit = |number: &str| number.parse().ok().filter(u8::is_ascii_digit).map_or(' ', char::from);
    let mut spelled = String::new();
    for item in text.split(',') {
        let item = item.trim().trim_start_matches('[').trim_end_matches(']').trim();
        spelled.push(digit(item.rsplit(['[', ' ']).next().unwrap_or_default()));
    }
    spelled
}

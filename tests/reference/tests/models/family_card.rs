//! The family card beside the naive model: every vector, every threshold from both sides, every dialogue to its last state,
//! and the laws of the norms.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of a test fail as the test does"
)]

use serde_json::{Value, json};
use voucher_core::Journal;
use voucher_reference::family_card::Model;

mod dialogue;
mod grading;
mod rights;
mod vectors;

/// A journal of the library and the model under one regulation.
#[derive(Clone)]
struct Pair {
    journal: Journal,
    model: Model,
}

/// A published regulation as its JSON has it.
fn published(id: &str) -> Value {
    use voucher_core::family_card::Regulation;
    let json = match Regulation::published(id).unwrap() {
        Regulation::Grading(grading) => grading.canonical_json(),
        Regulation::Proactive(proactive) => proactive.canonical_json(),
    };
    serde_json::from_str(&json).unwrap()
}

impl Pair {
    fn new(regulation: &Value) -> Self {
        let mut journal = Journal::new();
        let taken = journal.answer(json!({ "regulation": regulation }).to_string().as_bytes()).unwrap();
        assert!(taken.contains("digest"), "{taken}");
        Self { journal, model: Model::new(regulation.clone()) }
    }

    /// Both answers, which must be the same to the byte, but for the number of the line and texts.
    fn ask(&mut self, line: &Value) -> Value {
        let given = self.journal.answer(line.to_string().as_bytes()).unwrap();
        let mut given: Value = serde_json::from_str(&given).unwrap();
        given.as_object_mut().unwrap().shift_remove("line");
        if let Some(text) = given.get_mut("text") {
            *text = "*".into();
        }
        let want = self.model.answer(line).unwrap_or_else(|| panic!("the model has no answer to {line}"));
        assert_eq!(given.to_string(), want.to_string(), "{line}");
        given
    }
}

/// Draws that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn one_of<'i, T>(&mut self, items: &'i [T]) -> &'i T {
        &items[self.below(items.len())]
    }
}

//! The family card beside the naive model: every threshold from both sides, every dialogue to its last state, and the laws of
//! the norms.

use serde_json::{Value, json};
use voucher_core::family_card::Regulation;
use voucher_demo::Dice;
use voucher_reference::family_card::Model;

use super::both::{self, explore, with};

mod dialogue;
mod grading;
mod rights;

type Both = both::Both<Model>;

/// A published regulation as its JSON has it.
pub(super) fn published(id: &str) -> Value {
    let json = match Regulation::published(id).unwrap() {
        Regulation::Grading(grading) => grading.canonical_json(),
        Regulation::Proactive(proactive) => proactive.canonical_json(),
    };
    serde_json::from_str(&json).unwrap()
}

/// Both under a regulation.
fn under(regulation: &Value) -> Both {
    Both::new(&json!({ "regulation": regulation }))
}

/// A line that changes a published regulation.
fn changed(id: &str, change: &Value) -> Value {
    json!({ "regulation": published(id), "change": change })
}

fn one_of<'i, T>(dice: &mut Dice, items: &'i [T]) -> &'i T {
    dice.one_of(items).unwrap()
}

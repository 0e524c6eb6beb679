//! The Digital Family Card: the fourth child is born, and 1414 offers the allowance of a large family.

use serde_json::{Value, json};
use voucher_core::Programme::FamilyCard;

use super::story::{MOTHER, Story, with};

/// The four children; the last of them is the reason.
const CHILDREN: [&str; 4] = ["2017-10-12", "2021-04-02", "2023-06-14", "2026-04-08"];

pub(crate) fn tell(story: &mut Story) {
    let children: Vec<_> = CHILDREN.iter().map(|born| json!({"born": born, "student": false})).collect();
    let asked = json!({"query": "entitled", "service": "large_family", "facts": {"children": children}});
    story.step(FamilyCard, "2026-04-14", "A fourth child was born: is there a right?", "K10, K17", asked);
    let replied = json!({"sender": "1414", "answer": "agree"});
    for (on, fact, what, norm, more) in [
        ("2026-04-14", "right_arose", "The right arose from the birth", "K21", json!({})),
        ("2026-04-14", "offered", "1414 offers the allowance by SMS", "K20, K22", json!({})),
        ("2026-04-15", "replied", "She agrees, in answer to 1414", "K23", replied),
        ("2026-04-16", "account_confirmed", "She names her account by her linked phone", "K25", json!({})),
        ("2026-04-17", "assigned", "The allowance is assigned", "K26", json!({})),
    ] {
        story.step(FamilyCard, on, what, norm, of_birth(fact, more));
    }
}

/// A fact of the dialogue about this birth.
fn of_birth(fact: &str, line: Value) -> Value {
    with(line, [("fact", fact), ("iin", MOTHER), ("service", "large_family"), ("event", "birth/4")])
}

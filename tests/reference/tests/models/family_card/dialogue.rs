//! Dialogues: every fact told once in every state that can be reached, under every kind of regulation (K19 to K30).

use serde_json::{Value, json};
use voucher_demo::Dice;

use super::{Both, changed, explore, one_of, with};

/// Lines of regulations: final or reversible, with and without the account step, with codes, and with an offer near the end of the period.
fn regulations() -> Vec<Value> {
    let period = json!({ "first": "2026-02-10", "last": "2026-02-13" });
    let mut regulations = Vec::new();
    for refusal in ["final", "reversible"] {
        for account_step in [true, false] {
            let patch = json!({
                "id": "own", "period": period, "refusal": refusal, "account_step": account_step,
                "agree_codes": ["1"], "refuse_codes": ["2", "иә"], "answer_within_days": 2,
                "services": ["birth", "child_care", "maternity"], "per_child": ["child_care"],
            });
            regulations.push(changed("proactive-2025-09", &patch));
        }
    }
    regulations
}

fn key(service: &str, iin: &str, event: &str, child: Option<&str>) -> Value {
    let mut key = json!({ "iin": iin, "service": service, "event": event });
    if let Some(child) = child {
        key["child"] = json!(child);
    }
    key
}

/// A line about a key.
fn line(key: &Value, more: &Value, on: &str) -> Value {
    with(&with(key, more), &json!({ "on": on }))
}

fn facts() -> Vec<Value> {
    let mut facts: Vec<Value> = ["right_arose", "offered", "account_known", "account_confirmed", "assigned"]
        .map(|fact| json!({ "fact": fact }))
        .into();
    let replied =
        |sender: &str, name: &str, said: &str| json!({ "fact": "replied", "sender": sender, name: said });
    for said in [("answer", "agree"), ("answer", "refuse"), ("text", " 1 "), ("text", "2"), ("text", "11")] {
        facts.push(replied(" 1414\t", said.0, said.1));
    }
    facts.extend([replied("1415", "answer", "agree"), replied("", "text", "2")]);
    facts
}

const DAYS: [&str; 8] = [
    "2026-02-09",
    "2026-02-10",
    "2026-02-11",
    "2026-02-12",
    "2026-02-13",
    "2026-02-14",
    "2026-02-16",
    "9999-12-31",
];

/// Asks both all of these keys on every date.
fn look(both: &mut Both, keys: &[Value]) {
    for on in DAYS {
        for key in keys {
            both.says(&line(key, &json!({ "query": "status" }), on));
        }
        both.says(&json!({ "query": "due", "on": on }));
        both.says(&json!({ "query": "summary", "on": on }));
    }
}

/// K21 to K28: one key, every fact on every day in every state, until no new state is found; and each state restores.
#[test]
fn one_dialogue_to_its_last_state() {
    for regulation in regulations() {
        for key in
            [key("birth", "990101600002", "e/1", None), key("child_care", "990101600002", "e/1", Some("c"))]
        {
            let facts = facts();
            let dated = DAYS.iter().flat_map(|on| facts.iter().map(|fact| line(&key, fact, on)));
            let look = |state: &mut Both| look(state, std::slice::from_ref(&key));
            let states = explore(Both::new(&regulation), &dated.collect::<Vec<_>>(), look, |_, _| {});
            assert!(states > 60, "{states}");
        }
    }
}

/// K19, K29, K30: many keys that share what they can, told in random order; what is due and the summary are sorted and
/// whole.
#[test]
fn many_dialogues_beside_each_other() {
    let mut keys = Vec::new();
    for service in ["birth", "child_care", "maternity", "burial"] {
        for iin in ["990101600012", "990101600002"] {
            for (event, child) in
                [("e-2", None), ("e-10", None), ("e-1", Some("b")), ("e-1", Some("a")), ("e-1b", None)]
            {
                keys.push(key(service, iin, event, child));
            }
        }
    }
    let mut dice = Dice::new(5, 0);
    for regulation in regulations() {
        for _ in 0..12 {
            let mut both = Both::new(&regulation);
            let (facts, mut day) = (facts(), 1);
            for step in 0..250 {
                day = (day + usize::from(dice.below(60) == 0)).min(DAYS.len() - 1);
                // Now and then a day that is over.
                let on = if dice.below(20) == 0 { *one_of(&mut dice, &DAYS) } else { DAYS[day] };
                let fact = one_of(&mut dice, if step < 60 { &facts[..2] } else { &facts });
                both.says(&line(one_of(&mut dice, &keys), fact, on));
            }
            look(&mut both, &keys[..4]);
            both.must_restore();
        }
    }
}

/// K20: the last day to answer at the end of the calendar and with a term beyond it.
#[test]
fn the_last_day_goes_no_further_than_the_calendar() {
    for days in [1, 3, i32::MAX] {
        let patch = json!({ "id": "own", "answer_within_days": days, "period": { "first": "2026-01-01", "last": "9999-12-31" } });
        let mut both = Both::new(&changed("proactive-2025-09", &patch));
        let key = key("birth", "990101600002", "e", None);
        for fact in ["right_arose", "offered"] {
            both.says(&line(&key, &json!({ "fact": fact }), "9999-12-30"));
        }
        let status = both.says(&line(&key, &json!({ "query": "status" }), "9999-12-31"));
        assert_eq!(status["until"], "9999-12-31");
    }
}

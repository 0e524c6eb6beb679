//! Dialogues: every fact told once in every state that can be reached, under every kind of regulation (K19 to K30).

use std::collections::BTreeSet;

use serde_json::{Value, json};
use voucher_core::family_card::Ledger;
use voucher_reference::family_card::changed;

use super::{Dice, Pair, published};

/// Final or reversible, with and without the account step, with codes, and with an offer near the end of the period.
fn regulations() -> Vec<Value> {
    let published = published("proactive-2025-09");
    let period = json!({ "first": "2026-02-10", "last": "2026-02-13" });
    let mut regulations = Vec::new();
    for refusal in ["final", "reversible"] {
        for account_step in [true, false] {
            let patch = json!({
                "id": "own", "period": period, "refusal": refusal, "account_step": account_step,
                "agree_codes": ["1"], "refuse_codes": ["2", "иә"], "answer_within_days": 2,
                "services": ["birth", "child_care", "maternity"], "per_child": ["child_care"],
            });
            regulations.push(changed(&published, &patch));
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
    let mut line = key.clone();
    for (name, value) in more.as_object().unwrap() {
        line[name.as_str()] = value.clone();
    }
    line["on"] = json!(on);
    line
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

/// All that a pair shows of a key on every date.
fn look(pair: &mut Pair, keys: &[Value]) -> String {
    let mut shown = String::new();
    for on in DAYS {
        for key in keys {
            shown += &pair.ask(&line(key, &json!({ "query": "status" }), on)).to_string();
        }
        shown += &pair.ask(&json!({ "query": "due", "on": on })).to_string();
        shown += &pair.ask(&json!({ "query": "summary", "on": on })).to_string();
    }
    shown
}

/// What a pair is: the saved ledger says all.
fn state(pair: &Pair) -> String {
    pair.journal.family_card().unwrap().save()
}

/// K21 to K28: one key, every fact on every day in every state, until no new state is found; and each state restores.
#[test]
fn one_dialogue_to_its_last_state() {
    for regulation in regulations() {
        for key in
            [key("birth", "990101600002", "e/1", None), key("child_care", "990101600002", "e/1", Some("c"))]
        {
            let begin = Pair::new(&regulation);
            let (mut known, mut open) = (BTreeSet::from([state(&begin)]), vec![begin]);
            while let Some(mut pair) = open.pop() {
                look(&mut pair, std::slice::from_ref(&key));
                let text = state(&pair);
                let restored = Ledger::restore(&text).unwrap();
                assert_eq!((&restored, restored.save()), (pair.journal.family_card().unwrap(), text.clone()));
                for on in DAYS {
                    for fact in facts() {
                        let mut next = pair.clone();
                        let answer = next.ask(&line(&key, &fact, on));
                        let after = state(&next);
                        if answer["accepted"] == false {
                            assert_eq!(after, text, "what is refused changes nothing");
                        } else if known.insert(after) {
                            open.push(next);
                        }
                    }
                }
            }
            assert!(known.len() > 60, "{}", known.len());
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
    let mut dice = Dice(5);
    for regulation in regulations() {
        for _ in 0..12 {
            let mut pair = Pair::new(&regulation);
            let (facts, mut day) = (facts(), 1);
            for step in 0..250 {
                day = (day + usize::from(dice.below(60) == 0)).min(DAYS.len() - 1);
                // Now and then a day that is over.
                let on = DAYS[if dice.below(20) == 0 { dice.below(DAYS.len()) } else { day }];
                let fact = if step < 60 { &facts[dice.below(2)] } else { dice.one_of(&facts) };
                pair.ask(&line(dice.one_of(&keys), fact, on));
            }
            look(&mut pair, &keys[..4]);
            let text = state(&pair);
            assert_eq!(&Ledger::restore(&text).unwrap(), pair.journal.family_card().unwrap());
        }
    }
}

/// K20: the last day to answer at the end of the calendar and with a term beyond it.
#[test]
fn the_last_day_goes_no_further_than_the_calendar() {
    for days in [1, 3, i32::MAX] {
        let patch = json!({ "id": "own", "answer_within_days": days, "period": { "first": "2026-01-01", "last": "9999-12-31" } });
        let mut pair = Pair::new(&changed(&published("proactive-2025-09"), &patch));
        let key = key("birth", "990101600002", "e", None);
        for fact in ["right_arose", "offered"] {
            pair.ask(&line(&key, &json!({ "fact": fact }), "9999-12-30"));
        }
        let status = pair.ask(&line(&key, &json!({ "query": "status" }), "9999-12-31"));
        assert_eq!(status["until"], "9999-12-31");
    }
}

//! Journals in a few words a line, so that a test is a table of what happens and what is answered.

use serde_json::{Value, json};
use voucher_core::Journal;

/// The published regulation.
pub(crate) const GAS: &str = r#"{"regulation":"gas-2025-08"}"#;

/// The same without consent, so that a voucher is issued by the list alone.
pub(crate) const NO_CONSENT: &str = r#"{"regulation":"gas-2025-08","change":{"consent":null}}"#;

/// People not born yet.
const PEOPLE: [(&str, &str); 4] =
    [("a", "990101600002"), ("b", "990101600012"), ("c", "990101600101"), ("d", "990101600302")];

pub(crate) fn iin(person: &str) -> &'static str {
    PEOPLE.iter().find(|(name, _)| *name == person).map(|(_, iin)| *iin).unwrap()
}

/// A journal that goes on.
pub(crate) struct Story(Journal);

/// Tells a journal under a regulation: each line and the answer that it must get, both in short.
#[track_caller]
pub(crate) fn story(regulation: &str, steps: &[(&str, &str)]) -> Story {
    let mut journal = Journal::new();
    let taken = journal.answer(regulation.as_bytes()).unwrap();
    assert!(taken.contains(r#","digest":"#), "{taken}");
    let mut story = Story(journal);
    story.goes_on(steps);
    story
}

impl Story {
    #[track_caller]
    pub(crate) fn goes_on(&mut self, steps: &[(&str, &str)]) {
        for (step, want) in steps {
            assert_eq!(self.says(step), *want, "{step}");
        }
    }

    /// The answer to one step. `asked` stands for being listed and the start SMS, `activate` for the four facts of an activation.
    pub(crate) fn says(&mut self, step: &str) -> String {
        let (date, rest) = step.split_once(' ').unwrap_or_default();
        let facts: &[&str] = match rest.split_once(' ') {
            Some(("asked", _)) => &["listed {person}", "start {person}"],
            Some(("activate", _)) => &[
                "enter {person} {rest}",
                "offer {person}",
                "checked {person} {rest} yes",
                "confirm {person}",
            ],
            _ => return self.line(&line(step)),
        };
        let (person, rest) =
            rest.split_once(' ').map(|(_, of)| of.split_once(' ').unwrap_or((of, ""))).unwrap();
        let facts = facts.iter().map(|fact| fact.replace("{person}", person).replace("{rest}", rest));
        let answers: Vec<_> = facts.map(|fact| self.line(&line(&format!("{date} {fact}")))).collect();
        let refused = answers.iter().find(|answer| answer.starts_with("no"));
        refused.or(answers.last()).unwrap().clone()
    }

    /// The answer to a line, in short.
    pub(crate) fn line(&mut self, line: &str) -> String {
        brief(&serde_json::from_str(&self.0.answer(line.as_bytes()).unwrap()).unwrap())
    }

    pub(crate) fn journal(&self) -> &Journal {
        &self.0
    }
}

/// A step as a line of a journal: `DATE VERB …`. A step that is JSON already stays as it is.
pub(crate) fn line(step: &str) -> String {
    if step.starts_with('{') {
        return step.to_owned();
    }
    let mut words = step.splitn(4, ' ');
    let mut word = || words.next().unwrap_or_default();
    let (date, verb, first, rest) = (word(), word(), word(), word());
    let of_person = |kind: &str, name: &str| {
        let mut line = json!({ kind: name });
        line["iin"] = iin(first).into();
        line
    };
    let (account, answer) = rest.split_once(' ').unwrap_or((rest, ""));
    let mut line = match verb {
        "listed" => {
            let mut line = of_person("fact", "listed");
            line["region"] = if rest.is_empty() { "71" } else { rest }.into();
            line["assistance"] = json!(["targeted_social"]);
            line
        }
        "delisted" => of_person("fact", "delisted"),
        "start" | "repeat" => {
            let mut line = of_person("fact", "sms_sent");
            line["kind"] = verb.into();
            line
        }
        "agree" | "refuse" => {
            let mut line = of_person("fact", "replied");
            line["answer"] = verb.into();
            line
        }
        "types" => {
            let mut line = of_person("fact", "replied");
            line["text"] = rest.into();
            line
        }
        "enter" => {
            let mut line = of_person("fact", "account_entered");
            line["account"] = rest.into();
            line["channel"] = "egov_mobile".into();
            line
        }
        "offer" => of_person("fact", "offer_accepted"),
        "checked" => {
            let mut line = of_person("fact", "account_checked");
            line["account"] = account.into();
            line["exists"] = (answer == "yes").into();
            line
        }
        "confirm" => of_person("fact", "confirmed"),
        "sent" => json!({ "fact": "register_sent", "month": first }),
        "due" => json!({ "query": "due" }),
        "status" => of_person("query", "status"),
        "preview" => {
            let mut line = of_person("query", "preview");
            line["account"] = account.into();
            line["exists"] = true.into();
            line
        }
        "register" => json!({ "query": "register", "month": first }),
        _ => panic!("no such verb: {verb}"),
    };
    line[if date.contains(['T', 't']) { "at" } else { "on" }] = date.into();
    line.to_string()
}

/// An answer in short; people by their names here.
fn brief(answer: &Value) -> String {
    let texts = |name: &str| -> Vec<String> {
        let items = answer[name].as_array().into_iter().flatten();
        items.map(|item| item.as_str().unwrap().to_owned()).collect()
    };
    let short = |names: &[&str]| -> String {
        let said = names.iter().filter_map(|name| answer[*name].as_str());
        said.collect::<Vec<_>>().join(" ")
    };
    let person = |iin: &Value| PEOPLE.iter().find(|(_, each)| iin == each).map_or("?", |(name, _)| name);
    if answer.get("error").is_some() {
        short(&["error", "field", "reason"])
    } else if answer["accepted"] == true {
        let word = if answer["repeat"] == true { "again" } else { "ok" };
        format!("{word} {}", short(&["stage", "next"])).trim_end().to_owned()
    } else if answer.get("refusals").is_some() {
        let earliest = answer["earliest"].as_str().map(|day| format!(", from {day}"));
        format!("no {}{}", texts("refusals").join(" "), earliest.unwrap_or_default())
    } else if let Some(due) = answer["due"].as_array() {
        let said = due.iter().map(|due| match due["action"].as_str().unwrap() {
            "send_start_sms" => format!("start {}", person(&due["iin"])),
            "send_repeat_sms" => format!("repeat {}", person(&due["iin"])),
            _ => format!("register {}", due["month"].as_str().unwrap()),
        });
        said.collect::<Vec<_>>().join(", ")
    } else if let Some(rows) = answer["register"]["rows"].as_array() {
        let said = rows.iter().map(|row| {
            format!(
                "{} {} {}",
                row["account"].as_str().unwrap(),
                person(&row["iin"]),
                row["activated_on"].as_str().unwrap()
            )
        });
        said.collect::<Vec<_>>().join(", ")
    } else if let Some(receipt) = answer["receipt"].as_object() {
        receipt.values().map(|amount| amount.as_str().unwrap()).collect::<Vec<_>>().join(" ")
    } else if answer["preview"] == "cannot_tell" {
        format!("cannot tell: {}", texts("missing").join(" "))
    } else {
        short(&["preview", "stage", "until"])
    }
}

//! The dialogue (K19 to K30): a list of what was accepted, looked through from its beginning for every question.

use chrono::{Days, NaiveDate};
use serde_json::{Map, Value, json};

use super::{day, in_period, list, text};
use crate::wire::{self, OPEN, reasons};

/// What was accepted, in the order of arrival.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offers {
    accepted: Vec<(Key, Event)>,
    latest: Option<NaiveDate>,
}

/// Service, person, event, and the child: as lists of what is due are sorted, the service by its place.
pub type Key = (usize, String, String, Option<String>);

/// What happened to an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// A right arose.
    Arose,
    /// The offer went out on this day.
    Offered(NaiveDate),
    /// The person agreed.
    Agreed,
    /// The person refused.
    Refused,
    /// An account is there.
    Account,
    /// The benefit was assigned.
    Assigned,
}

const SERVICES: [&str; 12] = [
    "maternity",
    "child_care",
    "job_loss",
    "breadwinner",
    "child_disability_carer",
    "disability",
    "large_family",
    "awarded_mother",
    "targeted_assistance",
    "loss_of_capacity",
    "birth",
    "burial",
];

const STAGES: [&str; 8] =
    ["assigned", "refused", "awaiting_account", "agreed", "lapsed", "asked", "expired", "to_ask"];

fn key(line: &Value) -> Option<Key> {
    let service = SERVICES.iter().position(|each| Some(*each) == text(line, "service"))?;
    let trimmed = |name| text(line, name).map(|text| text.trim_ascii().to_owned());
    Some((service, text(line, "iin")?.to_owned(), trimmed("event")?, trimmed("child")))
}

fn names(list: &[Value], name: &str) -> bool {
    list.iter().any(|each| each.as_str() == Some(name))
}

fn next(stage: &str) -> Option<&'static str> {
    match stage {
        "refused" | "lapsed" | "expired" => Some("apply"),
        "awaiting_account" => Some("confirm_account"),
        "asked" => Some("answer"),
        _ => None,
    }
}

fn last_day(regulation: &Value, offered: NaiveDate) -> Option<NaiveDate> {
    let days = u64::try_from(regulation.get("answer_within_days")?.as_i64()?).ok()?;
    let end = NaiveDate::from_ymd_opt(9999, 12, 31)?;
    Some(offered.checked_add_days(Days::new(days)).map_or(end, |last| last.min(end)))
}

fn account_step(regulation: &Value) -> bool {
    regulation.get("account_step") == Some(&Value::Bool(true))
}

impl Offers {
    fn of<'o>(&'o self, key: &'o Key) -> impl Iterator<Item = Event> + 'o {
        self.accepted.iter().filter(move |(of, _)| of == key).map(|(_, event)| *event)
    }

    fn has(&self, key: &Key, event: Event) -> bool {
        self.of(key).any(|each| each == event)
    }

    fn offered(&self, key: &Key) -> Option<NaiveDate> {
        self.of(key).find_map(|event| match event {
            Event::Offered(on) => Some(on),
            Event::Arose | Event::Agreed | Event::Refused | Event::Account | Event::Assigned => None,
        })
    }

    /// The answer that stands: the last one given.
    fn answer(&self, key: &Key) -> Option<Event> {
        self.of(key).filter(|event| [Event::Agreed, Event::Refused].contains(event)).last()
    }

    /// The answer to a fact.
    pub(super) fn record(
        &mut self,
        regulation: &Value,
        fact: &str,
        line: &Value,
        on: NaiveDate,
    ) -> Option<wire::Outcome> {
        if self.latest.is_some_and(|latest| on < latest) {
            return Some(Err(vec!["out_of_order"]));
        }
        let key = key(line)?;
        let (refusals, event) = match fact {
            "right_arose" => (self.arose(regulation, &key, on)?, Some(Event::Arose)),
            "offered" => (self.offers(regulation, &key, on)?, Some(Event::Offered(on))),
            "replied" => self.replied(regulation, &key, line, on)?,
            "account_known" => (self.account(regulation, &key, false), Some(Event::Account)),
            "account_confirmed" => (self.account(regulation, &key, true), Some(Event::Account)),
            "assigned" => (self.assigns(regulation, &key), Some(Event::Assigned)),
            _ => return None,
        };
        if !refusals.is_empty() {
            return Some(Err(refusals));
        }
        let event = event?;
        let repeat = match event {
            Event::Agreed | Event::Refused => self.answer(&key) == Some(event),
            Event::Arose | Event::Offered(_) | Event::Account | Event::Assigned => self.has(&key, event),
        };
        if !repeat {
            self.accepted.push((key.clone(), event));
        }
        self.latest = Some(on);
        let stage = self.stage(regulation, &key, on)?;
        Some(Ok((repeat, Some(stage), next(stage))))
    }

    fn arose(&self, regulation: &Value, key: &Key, on: NaiveDate) -> Option<Vec<&'static str>> {
        let service = SERVICES.get(key.0)?;
        let per_child = names(list(regulation, "per_child"), service);
        Some(reasons(&[
            (!in_period(regulation.get("period")?, on)?, "outside_pilot"),
            (!names(list(regulation, "services"), service), "service_not_proactive"),
            (per_child && key.3.is_none(), "child_needed"),
            (!per_child && key.3.is_some(), "child_not_needed"),
        ]))
    }

    fn offers(&self, regulation: &Value, key: &Key, on: NaiveDate) -> Option<Vec<&'static str>> {
        let before = self.offered(key).is_some_and(|offered| offered != on);
        let answer = self.answer(key);
        Some(reasons(&[
            (!in_period(regulation.get("period")?, on)?, "outside_pilot"),
            (!self.has(key, Event::Arose), "no_right"),
            (before && answer == Some(Event::Refused), "refused_before"),
            (before && answer == Some(Event::Agreed), "already_answered"),
            (before && answer.is_none(), "already_offered"),
        ]))
    }

    fn replied(
        &self,
        regulation: &Value,
        key: &Key,
        line: &Value,
        on: NaiveDate,
    ) -> Option<(Vec<&'static str>, Option<Event>)> {
        let right_sender = text(line, "sender").map(str::trim_ascii) == text(regulation, "sender");
        let said = match (text(line, "answer"), text(line, "text").map(str::trim_ascii)) {
            (Some("agree"), _) => Some(Event::Agreed),
            (Some(_), _) => Some(Event::Refused),
            (None, Some(text)) if names(list(regulation, "agree_codes"), text) => Some(Event::Agreed),
            (None, Some(text)) if names(list(regulation, "refuse_codes"), text) => Some(Event::Refused),
            (None, _) => None,
        };
        let known = said.filter(|_| right_sender);
        let (offered, stands) = (self.offered(key), self.answer(key));
        let late = offered.and_then(|offered| last_day(regulation, offered)).is_some_and(|last| on > last);
        let changes_refusal = known == Some(Event::Agreed) && stands == Some(Event::Refused);
        let is_final = text(regulation, "refusal") == Some("final");
        let refusals = reasons(&[
            (offered.is_none(), "not_offered"),
            (!right_sender, "sender_not_1414"),
            (right_sender && said.is_none(), "unrecognised_reply"),
            (late && (stands.is_none() || changes_refusal), "answer_too_late"),
            (changes_refusal && is_final, "refused_before"),
            (known == Some(Event::Refused) && self.has(key, Event::Assigned), "already_assigned"),
        ]);
        Some((refusals, known))
    }

    fn account(&self, regulation: &Value, key: &Key, needs_consent: bool) -> Vec<&'static str> {
        let arisen = self.has(key, Event::Arose);
        let answer = self.answer(key);
        reasons(&[
            (!account_step(regulation), "account_not_needed"),
            (!arisen, "no_right"),
            (needs_consent && arisen && answer.is_none(), "awaiting_consent"),
            (needs_consent && answer == Some(Event::Refused), "consent_refused"),
        ])
    }

    fn assigns(&self, regulation: &Value, key: &Key) -> Vec<&'static str> {
        let arisen = self.has(key, Event::Arose);
        let answer = self.answer(key);
        let no_account = account_step(regulation) && !self.has(key, Event::Account);
        reasons(&[
            (!arisen, "no_right"),
            (arisen && answer.is_none(), "awaiting_consent"),
            (answer == Some(Event::Refused), "consent_refused"),
            (answer == Some(Event::Agreed) && no_account, "awaiting_account"),
        ])
    }

    fn stage(&self, regulation: &Value, key: &Key, on: NaiveDate) -> Option<&'static str> {
        let offered = self.offered(key);
        Some(if !self.has(key, Event::Arose) {
            "not_arisen"
        } else if self.has(key, Event::Assigned) {
            "assigned"
        } else if self.answer(key) == Some(Event::Refused) {
            "refused"
        } else if self.answer(key) == Some(Event::Agreed) {
            if account_step(regulation) && !self.has(key, Event::Account) {
                "awaiting_account"
            } else {
                "agreed"
            }
        } else if let Some(offered) = offered {
            if on > last_day(regulation, offered)? { "lapsed" } else { "asked" }
        } else if on > day(regulation.get("period")?, "last")? {
            "expired"
        } else {
            "to_ask"
        })
    }

    /// The answer to `status`, its text left open.
    #[must_use]
    pub fn status(&self, regulation: &Value, line: &Value, on: NaiveDate) -> Option<Value> {
        let key = key(line)?;
        let stage = self.stage(regulation, &key, on)?;
        let until = self.offered(&key).filter(|_| stage == "asked").and_then(|on| last_day(regulation, on));
        let until = until.map(|until| json!(until.to_string()));
        let rest = [("until", until), ("next", next(stage).map(Value::from)), ("text", Some(json!(OPEN)))];
        Some(wire::with(json!({ "stage": stage }), rest))
    }

    fn keys(&self) -> Vec<&Key> {
        self.accepted.iter().filter(|(_, event)| *event == Event::Arose).map(|(key, _)| key).collect()
    }

    /// The answer to `due`.
    #[must_use]
    pub fn due(&self, regulation: &Value, on: NaiveDate) -> Option<Value> {
        let in_period = in_period(regulation.get("period")?, on)?;
        let mut due = Vec::new();
        for key in self.keys() {
            let action = match self.stage(regulation, key, on)? {
                "to_ask" if in_period => 0,
                "awaiting_account" => 1,
                "agreed" => 2,
                _ => continue,
            };
            due.push((action, key));
        }
        due.sort();
        let actions = ["send_offer", "ask_account", "assign"];
        let row = |(action, (service, iin, event, child)): (usize, &Key)| {
            let mut row = json!({
                "action": actions.get(action)?, "iin": iin, "service": SERVICES.get(*service)?, "event": event,
            });
            if let (Some(child), Some(fields)) = (child, row.as_object_mut()) {
                fields.insert("child".into(), child.as_str().into());
            }
            Some(row)
        };
        let rows: Vec<Value> = due.into_iter().map(row).collect::<Option<_>>()?;
        Some(json!({ "due": rows }))
    }

    /// The answer to `summary`.
    #[must_use]
    pub fn summary(&self, regulation: &Value, on: NaiveDate) -> Option<Value> {
        let mut rows = Vec::new();
        for (place, service) in SERVICES.iter().enumerate() {
            if !names(list(regulation, "services"), service) {
                continue;
            }
            let mut row = Map::new();
            row.insert("service".into(), (*service).into());
            for stage in STAGES {
                let keys = self.keys().into_iter().filter(|key| key.0 == place);
                let count = keys.filter(|key| self.stage(regulation, key, on) == Some(stage)).count();
                row.insert(stage.into(), count.into());
            }
            rows.push(Value::Object(row));
        }
        Some(json!({ "summary": rows }))
    }
}

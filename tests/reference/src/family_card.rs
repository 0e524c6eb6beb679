//! The family card as a reader of its pages would write it down: a journal that answers every line that is no error.
//!
//! It works on JSON alone and knows nothing of the library: the rules are those of the norms K1 to K31, the fields those of
//! the wire page. A line in error is none of its business.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

pub mod dialogue;
pub mod entitled;
pub mod grade;

/// A journal under one regulation.
#[derive(Clone, Debug)]
pub struct Model {
    regulation: Value,
    offers: dialogue::Offers,
}

impl Model {
    /// A journal without facts, under a regulation as its JSON has it.
    #[must_use]
    pub fn new(regulation: Value) -> Self {
        Self { regulation, offers: dialogue::Offers::default() }
    }

    /// The answer to a line, without its number; none for a line that the model does not know.
    pub fn answer(&mut self, line: &Value) -> Option<Value> {
        let on = date_of(line)?;
        if let Some(fact) = text(line, "fact") {
            return self.offers.record(&self.regulation, fact, line, on);
        }
        Some(match (text(line, "query")?, text(&self.regulation, "kind")?) {
            ("grade", "grading") => grade::grade(&self.regulation, line.get("family")?, on)?,
            ("entitled", "proactive") => {
                let benefits = self.regulation.get("benefits")?;
                entitled::entitled(benefits, text(line, "service")?, line.get("facts")?, on)?
            }
            ("status", "proactive") => self.offers.status(&self.regulation, line, on)?,
            ("due", "proactive") => self.offers.due(&self.regulation, on)?,
            ("summary", "proactive") => self.offers.summary(&self.regulation, on)?,
            _ => return None,
        })
    }
}

/// A patch laid over a regulation (RFC 7396), and the name that the result then has.
#[must_use]
pub fn changed(regulation: &Value, patch: &Value) -> Value {
    let mut changed = merged(regulation, patch);
    if changed.get("id") == regulation.get("id") {
        let id = format!("{}+changed", text(regulation, "id").unwrap_or(""));
        if let Some(fields) = changed.as_object_mut() {
            fields.insert("id".into(), id.into());
        }
    }
    changed
}

fn merged(target: &Value, patch: &Value) -> Value {
    let Some(patch) = patch.as_object() else { return patch.clone() };
    let mut fields = target.as_object().cloned().unwrap_or_default();
    for (name, value) in patch {
        if value.is_null() {
            fields.remove(name);
        } else {
            let old = fields.get(name).cloned().unwrap_or(Value::Null);
            fields.insert(name.clone(), merged(&old, value));
        }
    }
    Value::Object(fields)
}

/// The civil date of a line; an instant counts in UTC+05:00 (N2).
#[must_use]
pub fn date_of(line: &Value) -> Option<NaiveDate> {
    match text(line, "on") {
        Some(on) => on.parse().ok(),
        None => {
            let instant = chrono::DateTime::parse_from_rfc3339(text(line, "at")?).ok()?;
            Some((instant.naive_utc() + chrono::TimeDelta::hours(5)).date())
        }
    }
}

pub(crate) fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name)?.as_str()
}

pub(crate) fn day(value: &Value, name: &str) -> Option<NaiveDate> {
    text(value, name)?.parse().ok()
}

pub(crate) fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Whether a date lies in a period, ends included (N3).
pub(crate) fn in_period(period: &Value, on: NaiveDate) -> Option<bool> {
    Some(day(period, "first")? <= on && on <= day(period, "last")?)
}

/// Decimal text as units of 1/1 000 000.
#[must_use]
pub fn micro(text: &str) -> Option<i128> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{part:0<6}").parse().ok()
}

/// An answer of one field.
pub(crate) fn only(name: &str, value: impl Into<Value>) -> Value {
    let mut fields = Map::new();
    fields.insert(name.into(), value.into());
    Value::Object(fields)
}

/// An answer that names refusals.
pub(crate) fn refused(refusals: &[&str]) -> Value {
    json!({ "accepted": false, "refusals": refusals })
}

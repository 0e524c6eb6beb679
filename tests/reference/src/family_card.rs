//! The family card as a reader of its pages would write it down: a journal that answers every line that is no error.
//!
//! It works on JSON alone and knows nothing of the library: the rules are those of the norms K1 to K31, the fields those of
//! the wire page. A line in error is none of its business.

use chrono::NaiveDate;
use serde_json::Value;

use crate::wire::{self, Naive};

pub mod dialogue;
pub mod entitled;
pub mod grade;

/// A journal under one regulation.
#[derive(Clone, Debug, Default)]
pub struct Model {
    regulation: Value,
    offers: dialogue::Offers,
}

impl Naive for Model {
    /// A regulation comes as its whole JSON.
    fn answer(&mut self, line: &Value) -> Option<Value> {
        if line.get("regulation").is_some() {
            self.regulation = wire::chosen(line, |_| None)?;
            return Some(wire::taken(self.regulation.get("id")?));
        }
        let on = wire::date(line)?;
        if let Some(fact) = text(line, "fact") {
            return self.offers.record(&self.regulation, fact, line, on).map(wire::told);
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

//! A naive model of medicines, written from its page of the norms alone: maps, sums, and the journal line by line.
//!
//! It answers lines that are well formed, as the page on the journal of medicines says, but for digests and texts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use serde_json::{Map, Value, json};

use crate::naive::{self, Code};
use crate::wire::{self, Naive, OPEN, refused_by};

/// The regulation `medicines-2024-01` in JSON.
const MEDICINES_2024_01: &str = r#"{
    "id": "medicines-2024-01", "programme": "medicines",
    "period": {"first": "2024-01-01", "last": "2026-12-31"},
    "valid_days": 30, "days_of_supply": {"least": 1, "most": 92},
    "dispensing": "single", "where": "any_point", "remind_before_days": 5,
    "register_due": {"day": 1, "if_missing": "first_day_of_next_month"}
}"#;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Prescription {
    iin: String,
    item: String,
    quantity: u64,
    days: u64,
    issued_on: NaiveDate,
    cancelled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Dispensing {
    prescription: String,
    point: String,
    quantity: u64,
    evidence: String,
    on: NaiveDate,
    withdrawn: bool,
}

/// All that facts have said under a regulation.
#[derive(Clone, Debug, Default)]
pub struct Model {
    regulation: Value,
    latest: Option<NaiveDate>,
    /// Where each patient is enrolled; none once they left.
    patients: BTreeMap<String, Option<String>>,
    prescriptions: BTreeMap<String, Prescription>,
    dispensings: BTreeMap<String, Dispensing>,
    sent: BTreeSet<(String, String)>,
}

/// Refusals, or whether the fact is a repeat.
type Decision = Result<bool, Vec<Code>>;

impl Naive for Model {
    fn answer(&mut self, line: &Value) -> Option<Value> {
        if line.get("regulation").is_some() {
            let published = |_: &str| serde_json::from_str(MEDICINES_2024_01).ok();
            self.regulation = wire::chosen(line, published)?;
            return Some(wire::taken(part(&self.regulation, "id")));
        }
        let on = wire::date(line)?;
        Some(match line.get("fact") {
            Some(_) => wire::told(self.fact(line, on)),
            None => self.query(line, on),
        })
    }
}

impl Model {
    fn fact(&mut self, line: &Value, on: NaiveDate) -> wire::Outcome {
        refused_by(&[(self.latest > Some(on), "out_of_order")])?; // N9
        let repeat = self.decide(line, on)?;
        self.latest = Some(on);
        let of_record = self.dispensings.get(text(line, "record")).map(|found| &*found.prescription);
        let of = of_record.unwrap_or(text(line, "prescription"));
        Ok((repeat, self.prescriptions.get(of).map(|known| self.stage(of, known, on)), None))
    }

    fn decide(&mut self, line: &Value, on: NaiveDate) -> Decision {
        match text(line, "fact") {
            "enrolled" => {
                refused_by(&[(!self.in_period(on), "outside_pilot")])?;
                let at = Some(text(line, "point").to_owned());
                let before = self.patients.insert(text(line, "iin").to_owned(), at.clone());
                Ok(before == Some(at))
            }
            "left" => {
                let known = self.patients.contains_key(text(line, "iin"));
                refused_by(&[(!self.in_period(on), "outside_pilot"), (!known, "not_enrolled")])?;
                Ok(self.patients.insert(text(line, "iin").to_owned(), None) == Some(None))
            }
            "prescribed" => self.prescribed(line, on),
            "prescription_cancelled" => self.cancelled(text(line, "prescription"), on),
            "dispensed" => self.dispensed(line, on),
            "dispensing_withdrawn" => self.withdrawn(text(line, "record")),
            kind => {
                let register = (text(line, "point").to_owned(), text(line, "month").to_owned());
                let outside = !self.meets_period(&register.1);
                if kind == "register_recalled" {
                    refused_by(&[(outside, "outside_pilot")])?;
                    return Ok(!self.sent.remove(&register));
                }
                let early = !self.is_due(&register.1, on);
                refused_by(&[(outside, "outside_pilot"), (early, "register_not_due")])?;
                Ok(!self.sent.insert(register))
            }
        }
    }

    /// R6.
    fn prescribed(&mut self, line: &Value, on: NaiveDate) -> Decision {
        let new = Prescription {
            iin: text(line, "iin").to_owned(),
            item: text(line, "item").to_owned(),
            quantity: number(line, "quantity"),
            days: number(line, "days"),
            issued_on: on,
            cancelled: false,
        };
        if let Some(known) = self.prescriptions.get(text(line, "prescription")) {
            if known.cancelled {
                return Err(vec!["prescription_cancelled"]);
            }
            let same = *known == Prescription { issued_on: known.issued_on, ..new };
            return if same { Ok(true) } else { Err(vec!["record_differs"]) };
        }
        let supply = part(&self.regulation, "days_of_supply");
        let in_range = number(supply, "least") <= new.days && new.days <= number(supply, "most");
        refused_by(&[
            (!self.in_period(on), "outside_pilot"),
            (self.enrolled_at(&new.iin).is_none(), "not_enrolled"),
            (new.quantity == 0, "quantity_not_positive"),
            (!in_range, "days_out_of_range"),
        ])?;
        self.prescriptions.insert(text(line, "prescription").to_owned(), new);
        Ok(false)
    }

    /// R7.
    fn cancelled(&mut self, name: &str, on: NaiveDate) -> Decision {
        let Some(known) = self.prescriptions.get(name) else { return Err(vec!["no_such_prescription"]) };
        let stage = self.stage(name, known, on);
        refused_by(&[(stage == "dispensed", "already_dispensed")])?;
        self.prescriptions.entry(name.to_owned()).and_modify(|known| known.cancelled = true);
        Ok(stage == "cancelled")
    }

    /// R8.
    fn dispensed(&mut self, line: &Value, on: NaiveDate) -> Decision {
        let new = Dispensing {
            prescription: text(line, "prescription").to_owned(),
            point: text(line, "point").to_owned(),
            quantity: number(line, "quantity"),
            evidence: text(line, "evidence").to_owned(),
            on,
            withdrawn: false,
        };
        if let Some(known) = self.dispensings.get(text(line, "record")) {
            if known.withdrawn {
                return Err(vec!["record_withdrawn"]);
            }
            let same = *known == Dispensing { on: known.on, ..new };
            return if same { Ok(true) } else { Err(vec!["record_differs"]) };
        }
        refused_by(&self.conditions(&new.prescription, &new.point, Some(new.quantity), on))?;
        self.dispensings.insert(text(line, "record").to_owned(), new);
        Ok(false)
    }

    /// R9.
    fn withdrawn(&mut self, record: &str) -> Decision {
        let Some(known) = self.dispensings.get_mut(record) else { return Err(vec!["no_such_record"]) };
        let is_sent = self.sent.contains(&(known.point.clone(), month_text(known.on)));
        refused_by(&[(is_sent && !known.withdrawn, "register_already_sent")])?;
        Ok(std::mem::replace(&mut known.withdrawn, true))
    }

    /// D.
    fn conditions(&self, name: &str, point: &str, quantity: Option<u64>, on: NaiveDate) -> Vec<(bool, Code)> {
        let mut checks = vec![(!self.in_period(on), "outside_pilot")];
        let known = self.prescriptions.get(name);
        checks.push((known.is_none(), "no_such_prescription"));
        let (mut over, mut partial) = (false, false);
        if let Some(known) = known {
            let at = self.enrolled_at(&known.iin);
            let rest = self.rest(name, known);
            let done = if self.is_single() { rest < known.quantity } else { rest == 0 };
            checks.extend([
                (known.cancelled, "prescription_cancelled"),
                (at.is_none(), "not_enrolled"),
                (self.is("where", "own_point") && at.is_some_and(|at| at != point), "other_point"),
                (on < known.issued_on, "before_issue"),
                (on > self.last_valid_day(known), "prescription_expired"),
                (done, "already_dispensed"),
            ]);
            over = !done && quantity > Some(rest);
            partial = !done && self.is_single() && quantity.is_some_and(|given| 1 <= given && given < rest);
        }
        checks.extend([
            (quantity == Some(0), "quantity_not_positive"),
            (over, "quantity_over"),
            (partial, "partial_not_allowed"),
        ]);
        checks
    }

    fn query(&self, line: &Value, on: NaiveDate) -> Value {
        let name = text(line, "prescription");
        match text(line, "query") {
            "due" => json!({"due": self.due(on)}),
            "status" => match self.prescriptions.get(name) {
                None => json!({"refusals": ["no_such_prescription"]}),
                Some(known) => {
                    let stage = self.stage(name, known, on);
                    let (rest, until) = (self.rest(name, known), self.last_valid_day(known).to_string());
                    if stage == "open" || stage == "partly_dispensed" {
                        json!({"stage": stage, "until": until, "rest": rest, "text": OPEN})
                    } else {
                        json!({"stage": stage, "rest": rest, "text": OPEN})
                    }
                }
            },
            "preview" => self.preview(line, name, on),
            "register" => self.register(text(line, "point"), text(line, "month"), on),
            _ => {
                let stages = ["cancelled", "dispensed", "expired", "partly_dispensed", "open"];
                let issued = self
                    .prescriptions
                    .iter()
                    .filter(|(_, known)| month_text(known.issued_on) == text(line, "month"));
                let found: Vec<_> = issued.map(|(name, known)| self.stage(name, known, on)).collect();
                let count = |stage: &str| json!(found.iter().filter(|found| **found == stage).count());
                json!({"summary": Map::from_iter(stages.map(|stage| (stage.to_owned(), count(stage))))})
            }
        }
    }

    /// R12.
    fn preview(&self, line: &Value, name: &str, on: NaiveDate) -> Value {
        let given = |field| line.get(field).is_some();
        let quantity = given("quantity").then(|| number(line, "quantity"));
        if let Err(refusals) = refused_by(&self.conditions(name, text(line, "point"), quantity, on)) {
            let waits = refusals.contains(&"before_issue") && !refusals.contains(&"prescription_cancelled");
            return match self.prescriptions.get(name) {
                Some(known) if waits => {
                    json!({"preview": "no", "refusals": refusals, "earliest": known.issued_on.to_string()})
                }
                _ => json!({"preview": "no", "refusals": refusals}),
            };
        }
        let missing: Vec<_> = ["quantity", "evidence"].into_iter().filter(|field| !given(field)).collect();
        if !missing.is_empty() {
            return json!({"preview": "cannot_tell", "missing": missing});
        }
        if self.is_single() {
            return json!({"preview": "yes", "key": {"programme": "medicines", "prescription": name}});
        }
        let ever = self.dispensings.values().filter(|each| each.prescription == name).count();
        let key = json!({"programme": "medicines", "prescription": name, "number": ever + 1});
        json!({"preview": "yes", "key": key})
    }

    /// R13.
    fn register(&self, point: &str, month: &str, on: NaiveDate) -> Value {
        let early = !self.is_due(month, on);
        let outside = !self.meets_period(month);
        if let Err(refusals) = refused_by(&[(outside, "outside_pilot"), (early, "register_not_due")]) {
            return json!({"refusals": refusals});
        }
        let mut rows: Vec<_> = self.standing().filter(|(_, each)| each.point == point).collect();
        rows.retain(|(_, each)| month_text(each.on) == month);
        rows.sort_by_key(|(record, each)| (each.on, &each.prescription, *record));
        let row = |(record, each): &(&String, &Dispensing)| {
            let item = self.prescriptions.get(&each.prescription).map(|known| &known.item);
            json!({
                "dispensed_on": each.on.to_string(), "prescription": each.prescription, "item": item,
                "quantity": each.quantity, "evidence": each.evidence, "record": record,
            })
        };
        let rows: Vec<_> = rows.iter().map(row).collect();
        json!({"register": {
            "point": point, "month": month, "regulation": text(&self.regulation, "id"), "count": rows.len(),
            "rows": rows, "digest": OPEN,
        }})
    }

    /// R15.
    fn due(&self, on: NaiveDate) -> Vec<Value> {
        let mut due = Vec::new();
        for (name, known) in self.prescriptions.iter().filter(|_| self.in_period(on)) {
            let (stage, until) = (self.stage(name, known, on), self.last_valid_day(known));
            let ahead = until.signed_duration_since(on).num_days();
            let near = u64::try_from(ahead)
                .is_ok_and(|ahead| ahead <= number(&self.regulation, "remind_before_days"));
            let enrolled = self.enrolled_at(&known.iin).is_some();
            if ["open", "partly_dispensed"].contains(&stage) && known.issued_on <= on && near && enrolled {
                due.push(
                    json!({"action": "remind_patient", "prescription": name, "until": until.to_string()}),
                );
            }
        }
        let registers: BTreeSet<_> =
            self.standing().map(|(_, each)| (month_text(each.on), each.point.clone())).collect();
        for (month, point) in registers {
            if self.is_due(&month, on) && !self.sent.contains(&(point.clone(), month.clone())) {
                due.push(json!({"action": "send_register", "point": point, "month": month}));
            }
        }
        due
    }

    /// R3.
    fn stage(&self, name: &str, known: &Prescription, on: NaiveDate) -> &'static str {
        let rest = self.rest(name, known);
        let done = if self.is_single() { rest < known.quantity } else { rest == 0 };
        let stages = [
            ("cancelled", known.cancelled),
            ("dispensed", done),
            ("expired", on > self.last_valid_day(known)),
            ("partly_dispensed", rest < known.quantity),
        ];
        stages.into_iter().find(|(_, holds)| *holds).map_or("open", |(stage, _)| stage)
    }

    /// R2.
    fn rest(&self, name: &str, known: &Prescription) -> u64 {
        let of = self.standing().filter(|(_, each)| each.prescription == name);
        known.quantity - of.map(|(_, each)| each.quantity).sum::<u64>()
    }

    fn standing(&self) -> impl Iterator<Item = (&String, &Dispensing)> {
        self.dispensings.iter().filter(|(_, each)| !each.withdrawn)
    }

    fn enrolled_at(&self, iin: &str) -> Option<&str> {
        self.patients.get(iin).and_then(Option::as_deref)
    }

    /// R1.
    fn last_valid_day(&self, known: &Prescription) -> NaiveDate {
        let last = known.issued_on.checked_add_days(Days::new(number(&self.regulation, "valid_days")));
        last.unwrap_or(NaiveDate::MAX).min(day("9999-12-31"))
    }

    fn in_period(&self, on: NaiveDate) -> bool {
        let period = part(&self.regulation, "period");
        day(text(period, "first")) <= on && on <= day(text(period, "last"))
    }

    /// R10: texts of months order as months do.
    fn meets_period(&self, month: &str) -> bool {
        let period = part(&self.regulation, "period");
        let month_of = |end| text(period, end).rsplit_once('-').map_or("", |(month, _)| month);
        month_of("first") <= month && month <= month_of("last")
    }

    /// R10, N4: whether the day in the month after has come.
    fn is_due(&self, month: &str, on: NaiveDate) -> bool {
        let after = day(&format!("{month}-01")) + chrono::Months::new(1);
        let due =
            wire::day(part(&self.regulation, "register_due")).map(|rule| rule.of(naive::month_of(after)));
        due.is_some_and(|due| due.year() <= 9999 && due <= on)
    }

    fn is_single(&self) -> bool {
        self.is("dispensing", "single")
    }

    fn is(&self, field: &str, code: &str) -> bool {
        text(&self.regulation, field) == code
    }
}

fn part<'v>(of: &'v Value, field: &str) -> &'v Value {
    of.get(field).unwrap_or(&Value::Null)
}

fn text<'v>(of: &'v Value, field: &str) -> &'v str {
    part(of, field).as_str().unwrap_or_default().trim_ascii()
}

fn number(of: &Value, field: &str) -> u64 {
    part(of, field).as_u64().unwrap_or_default()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn month_text(on: NaiveDate) -> String {
    on.format("%Y-%m").to_string()
}

//! What may be asked (section 5), answered in the form of the wire.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::journal::sha256;
use super::{Fact, Meal, Model, Sheet};
use crate::naive::{Code, Month, month_of};
use crate::wire::{OPEN, month_text, reasons, with};

/// The stages of a summary, in the order of M7.
const STAGES: [Code; 7] = ["delisted", "ended", "refused", "to_notify", "notified", "to_activate", "active"];

fn tenge(tiyn: i64) -> String {
    format!("{}.{:02}", tiyn / 100, tiyn % 100)
}

impl Model {
    /// The pupils with a `listed` in a month, sorted.
    fn pupils(&self, month: Month) -> BTreeSet<&str> {
        let listed = self.told.iter().filter(|told| month_of(told.on) == month);
        let iin = listed.filter_map(|told| {
            let Fact::List { iin, .. } = &told.fact else { return None };
            Some(iin.as_str())
        });
        iin.collect()
    }

    /// M25.
    pub(super) fn status(&self, iin: &str, month: Month, on: NaiveDate) -> Value {
        let stage = self.stage(month, iin, on);
        let waits = ["to_notify", "notified", "to_activate", "active"].contains(&stage);
        let until = self.rules.end(month).filter(|_| waits).map(|day| json!(day.to_string()));
        with(json!({"stage": stage}), [("until", until), ("text", Some(json!(OPEN)))])
    }

    /// M25.
    pub(super) fn summary(&self, month: Month, on: NaiveDate) -> Value {
        let pupils = self.pupils(month);
        let at = |stage| pupils.iter().filter(|iin| self.stage(month, iin, on) == stage).count();
        json!({"summary": STAGES.map(|stage| (stage.to_owned(), json!(at(stage)))).into_iter().collect::<Map<_, _>>()})
    }

    /// The preview (N26) of a meal that would be given on its day.
    pub(super) fn preview(&self, meal: &Meal, open: Option<bool>) -> Value {
        let day = meal.given_on;
        let refusals = reasons(&self.conditions(day, meal, open == Some(false)));
        if !refusals.is_empty() {
            let earliest = self.earliest(meal, &refusals).map(|day| json!(day.to_string()));
            return with(json!({"preview": "no", "refusals": refusals}), [("earliest", earliest)]);
        }
        if open.is_none() {
            return json!({"preview": "cannot_tell", "missing": ["day_open"]});
        }
        let key =
            json!({"programme": "meals", "iin": meal.iin, "given_on": day.to_string(), "kind": meal.kind});
        json!({"preview": "yes", "key": key})
    }

    /// The first later day on which none of the five reasons holds, if one of them does.
    fn earliest(&self, meal: &Meal, refusals: &[Code]) -> Option<NaiveDate> {
        let five = [
            "outside_pilot",
            "register_already_sent",
            "not_a_school_day",
            "day_closed",
            "meal_already_given",
        ];
        refusals.iter().find(|refusal| five.contains(refusal))?;
        let listed = self.entry(&meal.iin, meal.given_on).map(|entry| entry.grade);
        let period = self.rules.period;
        let later = meal.given_on.succ_opt()?.max(period.first).iter_days();
        later.take_while(|day| *day <= period.last).find(|day| {
            let meal = Meal { given_on: *day, ..meal.clone() };
            !self.sent(&meal.sheet())
                && !self.no_school_day(*day, listed)
                && !self.day_closed(&meal.school, *day, listed)
                && !self.already_given(&meal.iin, &meal.kind, *day)
        })
    }

    /// The meals of a register, in its order (M21).
    fn rows(&self, sheet: &Sheet) -> Vec<(&Meal, Option<i64>)> {
        let of_sheet = self.meals().filter(|(meal, _)| meal.sheet() == *sheet);
        let priced = of_sheet.map(|(meal, entry)| {
            let price = entry.and_then(|entry| self.rules.price(&entry.region, entry.grade, meal.given_on));
            (meal, price)
        });
        let mut rows: Vec<_> = priced.collect();
        rows.sort();
        rows
    }

    /// M21.
    pub(super) fn register(&self, sheet: &Sheet, on: NaiveDate) -> Value {
        if let Err(refusals) = self.register_refused(on, sheet.month) {
            return json!({"refusals": refusals});
        }
        let (mut rows, mut csv) = (Vec::new(), "given_on,iin,kind,source,record\n".to_owned());
        let mut by_hand = 0;
        for (Meal { given_on, iin, kind, source, record, .. }, _) in self.rows(sheet) {
            by_hand += i64::from(source == "by_hand");
            csv += &format!("{given_on},{iin},{kind},{source},{record}\n");
            let day = given_on.to_string();
            rows.push(json!({"given_on": day, "iin": iin, "kind": kind, "source": source, "record": record}));
        }
        json!({"register": {
            "school": sheet.school, "supplier": sheet.supplier, "month": month_text(sheet.month),
            "regulation": self.rules.id, "count": rows.len(), "by_hand": by_hand, "rows": rows,
            "digest": sha256(&csv),
        }})
    }

    /// M22.
    pub(super) fn amount(&self, sheet: &Sheet, on: NaiveDate) -> Value {
        if let Err(refusals) = self.register_refused(on, sheet.month) {
            return json!({"refusals": refusals});
        }
        let mut parts: BTreeMap<i64, i64> = BTreeMap::new();
        let rows = self.rows(sheet);
        for (_, price) in &rows {
            let Some(price) = price else { return json!({"refusals": ["price_unknown"]}) };
            *parts.entry(*price).or_default() += 1;
        }
        let total = parts.iter().map(|(price, count)| price * count).sum();
        let part = |(price, count): (&i64, &i64)| json!({"price": tenge(*price), "count": count, "sum": tenge(price * count)});
        let parts: Vec<Value> = parts.iter().map(part).collect();
        json!({"amount": {"count": rows.len(), "parts": parts, "total": tenge(total)}})
    }

    /// M20.
    pub(super) fn planned(&self, school: &str, month: Month, kind: &str, on: NaiveDate) -> Value {
        let limit = self.rules.kinds.get(kind);
        let refusals = reasons(&[
            (!self.rules.has_month(month), "outside_pilot"),
            (limit.is_none(), "kind_not_in_pilot"),
        ]);
        let Some(limit) = limit.filter(|_| refusals.is_empty()) else {
            return json!({"refusals": refusals});
        };
        let [mut given, mut closed, mut no_consent, mut absent, mut ahead] = [0; 5];
        for (iin, day, grade) in self.pupil_days(school, month) {
            let of_day = |meal: &Meal| meal.iin == iin && meal.given_on == day;
            let recorded = self.count(|meal| of_day(meal) && meal.kind == kind && meal.school == school);
            let rest = limit - recorded;
            let consents = self.answer(month, iin, day) == Some(true);
            let active = !self.rules.by_holder || self.activated(month, iin, day);
            if self.closed(school, day, grade) {
                closed += limit;
                continue;
            }
            given += recorded;
            if !(consents && active) {
                no_consent += rest;
            } else if day <= on {
                absent += rest;
            } else {
                ahead += rest;
            }
        }
        let of_month = |meal: &Meal| month_of(meal.given_on) == month && meal.kind == kind;
        let over = self.count(|meal| of_month(meal) && meal.school == school) - given;
        json!({"planned": {
            "school": school, "month": month_text(month), "kind": kind,
            "planned": given + closed + no_consent + absent + ahead,
            "given": given, "closed": closed, "no_consent": no_consent, "absent": absent, "ahead": ahead,
            "over": over,
        }})
    }

    /// The pupil-days of a school and month, with the listed grade (M20).
    fn pupil_days(&self, school: &str, month: Month) -> Vec<(&str, NaiveDate, i32)> {
        let mut pupil_days = Vec::new();
        for iin in self.pupils(month) {
            for day in self.rules.days(month) {
                if let Some(entry) = self.entry(iin, day)
                    && entry.school == school
                    && self.rules.school_day(day, entry.grade)
                {
                    pupil_days.push((iin, day, entry.grade));
                }
            }
        }
        pupil_days
    }

    fn count(&self, of: impl Fn(&Meal) -> bool) -> i64 {
        self.meals().filter(|(meal, _)| of(meal)).map(|_| 1).sum()
    }

    /// M24.
    pub(super) fn due(&self, on: NaiveDate) -> Value {
        let mut due = Vec::new();
        let within = self.rules.period.has(on);
        for (action, stage) in [("notify", "to_notify"), ("remind_to_activate", "to_activate")] {
            for iin in self.pupils(month_of(on)) {
                if within && self.stage(month_of(on), iin, on) == stage {
                    due.push(json!({"action": action, "iin": iin}));
                }
            }
        }
        for sheet in self.meals().map(|(meal, _)| meal.sheet()).collect::<BTreeSet<_>>() {
            if on >= self.rules.register_due(sheet.month) && !self.sent(&sheet) {
                let (school, supplier, month) = (sheet.school, sheet.supplier, month_text(sheet.month));
                due.push(json!({
                    "action": "send_register", "school": school, "supplier": supplier, "month": month
                }));
            }
        }
        json!({"due": due})
    }
}

//! School meals: the journal of the library and the naive model are asked the same, line by line.

mod enumerated;
mod laws;
mod regulations;

use serde_json::{Value, json};
use voucher_reference::meals::Journal;

use super::both;

type Both = both::Both<Journal>;

const PUPILS: [&str; 2] = ["990101600002", "990101600012"];

/// The answers to queries.
fn observe(both: &mut Both, queries: &[Value]) -> Vec<Value> {
    queries.iter().map(|query| both.says(query)).collect()
}

/// A regulation, the days on which things happen under it, and a day in the month of the first without lessons.
#[derive(Clone, Copy, Debug)]
struct Scene {
    regulation: &'static str,
    days: [&'static str; 3],
    rest: &'static str,
}

/// Regulations that differ in every field, and days on which they differ.
const SCENES: [Scene; 5] = [
    // As published: automatic, one meal, 7 days late, lists until the month's end, due on the first.
    Scene {
        regulation: r#"{"regulation":"meals-2026-02"}"#,
        days: ["2026-03-17", "2026-03-18", "2026-04-01"],
        rest: "2026-03-19",
    },
    // By the holder, two meals and another kind, never late, lists until the 17th, few grounds and regions, prices.
    Scene {
        regulation: r#"{"regulation":"meals-2024-09","change":{"period":{"last":"2026-04-30"},"late_entry_days":0,
            "meals_per_day":{"hot_meal":2,"soup":1},"list_closes":{"day":17},"regions":["71"],
            "grounds":["emergency","primary_grade"],"prices":[
            {"region":"71","grades":{"first":0,"last":4},"first":"2026-03-17","last":"2026-03-17","price":"0.5"},
            {"region":"71","grades":{"first":5,"last":5},"first":"2026-03-01","last":"2026-05-01","price":"99999999.99"}]}}"#,
        days: ["2026-03-17", "2026-03-18", "2026-04-01"],
        rest: "2026-03-22",
    },
    // A period that cuts two months, two days late, due on the last day; lessons on Saturdays, no breaks.
    Scene {
        regulation: r#"{"regulation":"meals-2026-02","change":{"id":"cut","period":{"first":"2026-03-18","last":"2026-04-03"},
            "late_entry_days":2,"register_due":{"day":31,"if_missing":"last_day_of_month"},"primary_grades":{"first":5,"last":12},
            "list_closes":{"day":31,"if_missing":"first_day_of_next_month"},"school_years":[{"first":"2025-09-01",
            "last":"2026-05-25","weekdays":["sat","wed","tue","sat"],"breaks":[]}]}}"#,
        days: ["2026-03-17", "2026-03-18", "2026-04-30"],
        rest: "2026-03-19",
    },
    // A year that ends in March and one that begins in May; due on the first of the month after next.
    Scene {
        regulation: r#"{"regulation":"meals-2026-02","change":{"activation":"by_holder","grounds":["targeted_social","emergency"],
            "meals_per_day":{"hot_meal":1,"soup":2},"register_due":{"day":31},"period":{"last":"2026-05-31"},"school_years":[
            {"first":"2025-09-01","last":"2026-03-18","weekdays":["tue","wed"],"breaks":[]},
            {"first":"2026-05-04","last":"2026-05-29","weekdays":["mon","tue","wed","thu","fri","sat","sun"],"breaks":[]}]}}"#,
        days: ["2026-03-17", "2026-03-18", "2026-05-01"],
        rest: "2026-03-16",
    },
    // Breaks by grade, and prices by grade and day.
    Scene {
        regulation: r#"{"regulation":"meals-2026-02","change":{"late_entry_days":1,"register_due":{"day":2},"school_years":[
            {"first":"2026-03-16","last":"2026-04-30","weekdays":["mon","tue","wed","thu","fri"],"breaks":[
            {"first":"2026-03-17","last":"2026-03-17","grades":{"first":5,"last":12}},
            {"first":"2026-03-18","last":"2026-03-18","grades":{"first":0,"last":3}},
            {"first":"2026-03-20","last":"2026-03-20"}]}],"prices":[
            {"region":"15","grades":{"first":5,"last":5},"first":"2026-03-01","last":"2026-03-31","price":"760.99"},
            {"region":"71","grades":{"first":2,"last":2},"first":"2026-03-01","last":"2026-03-31","price":"7"}]}}"#,
        days: ["2026-03-17", "2026-03-18", "2026-04-02"],
        rest: "2026-03-20",
    },
];

impl Scene {
    /// The line of the regulation.
    fn regulation(self) -> Value {
        serde_json::from_str(self.regulation).unwrap()
    }

    /// The month of the first day.
    fn month(self) -> &'static str {
        month_of(self.days[0])
    }

    /// What is asked on a day: each query, of each pupil and school.
    fn queries(self, on: &str) -> Vec<Value> {
        let (month, last) = (self.month(), self.days[2]);
        let mut queries = vec![json!({"query": "due", "on": on}), json!({"query": "due", "on": last})];
        for iin in PUPILS {
            queries.push(json!({"query": "status", "iin": iin, "on": on}));
            queries.push(json!({"query": "status", "iin": iin, "month": month, "on": last}));
        }
        queries.extend([
            preview(PUPILS[0], ["S-1", "F-1", "hot_meal"], Some(true), on),
            preview(PUPILS[0], ["S-2", "F-1", "soup"], Some(true), on),
            preview(PUPILS[1], ["S-1", "F-2", "hot_meal"], None, on),
            preview(PUPILS[1], ["S-2", "F-1", "hot_meal"], Some(false), on),
        ]);
        for (school, kind) in [("S-1", "hot_meal"), ("S-2", "soup")] {
            queries
                .push(json!({"query": "planned", "school": school, "month": month, "kind": kind, "on": on}));
            for query in ["register", "amount"] {
                queries.push(
                    json!({"query": query, "school": school, "supplier": "F-1", "month": month, "on": last}),
                );
            }
        }
        queries.push(json!({"query": "summary", "month": month, "on": on}));
        queries
    }
}

fn month_of(day: &str) -> &str {
    day.rsplit_once('-').unwrap().0
}

fn preview(iin: &str, [school, supplier, kind]: [&str; 3], open: Option<bool>, on: &str) -> Value {
    let mut preview = json!({
        "query": "preview", "iin": iin, "school": school, "supplier": supplier, "kind": kind, "on": on
    });
    if let Some(open) = open {
        preview["open"] = Value::from(open);
    }
    preview
}

/// The line of a fact on a day.
fn line(fact: &Value, on: &str) -> Value {
    both::with(fact, &json!({"on": on}))
}

fn about(fact: &str, iin: &str) -> Value {
    json!({"fact": fact, "iin": iin})
}

fn listed(iin: &str, school: &str, region: &str, grade: u8, ground: &str) -> Value {
    let grounds = [ground];
    json!({"fact": "listed", "iin": iin, "school": school, "region": region, "grade": grade, "grounds": grounds})
}

fn replied(iin: &str, answer: &str) -> Value {
    json!({"fact": "replied", "iin": iin, "answer": answer})
}

fn meal(record: &str, iin: &str, [school, supplier, kind]: [&str; 3], given_on: &str) -> Value {
    json!({
        "fact": "meal_given", "record": record, "iin": iin, "school": school, "supplier": supplier, "kind": kind,
        "given_on": given_on, "source": if supplier == "F-1" { "terminal" } else { "by_hand" },
    })
}

fn withdrawn(record: &str) -> Value {
    json!({"fact": "meal_withdrawn", "record": record})
}

fn day(fact: &str, school: &str, day: &str, [first, last]: [u8; 2]) -> Value {
    json!({"fact": fact, "school": school, "day": day, "first_grade": first, "last_grade": last})
}

fn register(fact: &str, [school, supplier]: [&str; 2], month: &str) -> Value {
    json!({"fact": fact, "school": school, "supplier": supplier, "month": month})
}

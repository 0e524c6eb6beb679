//! The table of section 2 and that of M2, in the form of the wire.

use serde_json::{Map, Value, json};

/// A school year: name; first and last day; breaks; days off; the week when grade 1 rests.
type Year =
    (&'static str, [&'static str; 2], [[&'static str; 2]; 3], &'static [&'static str], [&'static str; 2]);

const YEARS: [Year; 3] = [
    (
        "2023-24",
        ["2023-09-01", "2024-05-25"],
        [["2023-10-30", "2023-11-05"], ["2023-12-29", "2024-01-07"], ["2024-03-21", "2024-03-31"]],
        &["2023-10-25", "2023-12-18", "2024-03-08", "2024-05-01", "2024-05-07", "2024-05-09"],
        ["2024-02-05", "2024-02-11"],
    ),
    (
        "2024-25",
        ["2024-09-01", "2025-05-25"],
        [["2024-10-28", "2024-11-03"], ["2024-12-30", "2025-01-08"], ["2025-03-21", "2025-03-31"]],
        &["2024-10-25", "2024-12-16", "2025-03-10", "2025-05-01", "2025-05-07", "2025-05-09"],
        ["2025-02-10", "2025-02-16"],
    ),
    (
        "2025-26",
        ["2025-09-01", "2026-05-25"],
        [["2025-10-27", "2025-11-02"], ["2025-12-29", "2026-01-07"], ["2026-03-19", "2026-03-29"]],
        &["2025-12-16", "2026-03-09", "2026-05-01", "2026-05-07", "2026-05-11"],
        ["2026-02-09", "2026-02-15"],
    ),
];

/// A built-in school year written out, if the name is one (M2).
pub(super) fn school_year(name: &str) -> Option<Value> {
    let (_, [first, last], breaks, days_off, [from, to]) = YEARS.into_iter().find(|year| year.0 == name)?;
    let rest = |first, last, grades: Value| json!({"first": first, "last": last, "grades": grades});
    let breaks = breaks.into_iter().map(|[first, last]| rest(first, last, Value::Null));
    let days_off = days_off.iter().map(|day| rest(day, day, Value::Null));
    let of_grade_1 = rest(from, to, json!({"first": 1, "last": 1}));
    let breaks: Vec<Value> = breaks.chain(days_off).chain([of_grade_1]).collect();
    let weekdays = ["mon", "tue", "wed", "thu", "fri"];
    Some(json!({"first": first, "last": last, "weekdays": weekdays, "breaks": breaks}))
}

/// A published regulation written out, if the id is that of one (section 2).
#[must_use]
pub fn published(id: &str) -> Option<Value> {
    let (period, activation, years): (_, _, &[&str]) = match id {
        "meals-2024-09" => (["2024-09-01", "2026-02-20"], "by_holder", &["2024-25", "2025-26"]),
        "meals-2026-02" => (["2026-02-21", "2026-05-25"], "automatic", &["2025-26"]),
        _ => return None,
    };
    let [first, last] = period;
    let regions = "10 11 15 19 23 27 31 33 35 39 43 47 55 59 61 62 63 71 75 79";
    Some(json!({
        "id": id,
        "programme": "meals",
        "period": {"first": first, "last": last},
        "regions": regions.split(' ').collect::<Vec<_>>(),
        "grounds": super::rules::GROUNDS,
        "primary_grades": {"first": 1, "last": 4},
        "list_closes": {"day": 31, "if_missing": "last_day_of_month"},
        "activation": activation,
        "school_years": years.iter().filter_map(|name| school_year(name)).collect::<Vec<_>>(),
        "meals_per_day": {"hot_meal": 1},
        "late_entry_days": 7,
        "register_due": {"day": 1, "if_missing": "first_day_of_next_month"},
        "prices": [],
    }))
}

/// The regulation with each name among its school years replaced by what it stands for (M2), and each break with its
/// grades; nothing if a name stands for none.
pub(super) fn written_out(mut regulation: Value) -> Option<Value> {
    for year in regulation.get_mut("school_years").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(name) = year.as_str() {
            *year = school_year(name)?;
        }
        for rest in year.get_mut("breaks").and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(rest) = rest.as_object_mut() {
                rest.entry("grades").or_insert(Value::Null);
            }
        }
    }
    Some(regulation)
}

/// The canonical form of a value without fractions (RFC 8785).
pub(super) fn canonical(value: &Value) -> String {
    match value {
        Value::Array(values) => {
            format!("[{}]", values.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        Value::Object(fields) => {
            let mut names: Vec<&String> = fields.keys().collect();
            names.sort();
            let sorted: Map<String, Value> = names
                .into_iter()
                .filter_map(|name| Some((name.clone(), fields.get(name)?.clone())))
                .collect();
            let field = |(name, value): (&String, &Value)| format!("{}:{}", json!(name), canonical(value));
            format!("{{{}}}", sorted.iter().map(field).collect::<Vec<_>>().join(","))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

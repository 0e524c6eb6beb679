//! M1-M4: the published regulations, the school days that can be counted, and every fault of a regulation.

use serde_json::{Value, json};
use voucher_reference::meals::published;

use super::{Both, PUPILS, line, listed};

/// M2, section 2: what the tables say, written out a third time, has the digest of what the library publishes.
#[test]
fn the_published_regulations_are_those_of_the_tables() {
    for id in ["meals-2024-09", "meals-2026-02"] {
        let named = Both::default().says(&json!({"regulation": id}));
        let written_out = Both::default().says(&json!({"regulation": published(id).unwrap()}));
        assert_eq!(named, written_out);
        assert_eq!(named["regulation"], id);
    }
    for name in ["2023-24", "2024-25", "2025-26"] {
        let change = json!({"id": name, "school_years": [name]});
        Both::new(&json!({"regulation": "meals-2026-02", "change": change}));
    }
}

/// M1, section 6: the school days of each month from September to May, of grade 2 and of grade 1.
#[test]
fn school_days_are_as_many_as_the_norms_count() {
    let period = json!({"first": "2023-09-01", "last": "2026-05-25"});
    let change = json!({"period": period, "school_years": ["2023-24", "2024-25", "2025-26"]});
    let mut pair = Both::new(&json!({"regulation": "meals-2024-09", "change": change}));
    let mut sums = Vec::new();
    for year in 2023..=2025 {
        let months: Vec<String> =
            (8..17).map(|month| format!("{}-{:02}", year + month / 12, month % 12 + 1)).collect();
        let mut days = [Vec::new(), Vec::new()];
        for month in &months {
            for (grade, school) in [(1, "S-1"), (2, "S-2")] {
                let fact = listed(PUPILS[usize::from(grade) - 1], school, "71", grade, "primary_grade");
                assert_eq!(pair.says(&line(&fact, &format!("{month}-01")))["accepted"], true);
                let planned = json!({
                    "query": "planned", "school": school, "month": month, "kind": "hot_meal", "on": "2023-09-01"
                });
                let planned = pair.says(&planned)["planned"]["planned"].as_u64().unwrap();
                days[usize::from(grade) - 1].push(planned);
            }
        }
        sums.push(days.clone().map(|days| days.iter().sum::<u64>()));
        if year == 2025 {
            assert_eq!(days[1], [22, 18, 20, 19, 17, 20, 14, 22, 14]);
            assert_eq!(days[0], [22, 18, 20, 19, 17, 15, 14, 22, 14]);
        }
    }
    assert_eq!(sums, [[162, 167], [159, 164], [161, 166]]);
}

/// A school year with one field changed.
fn year(field: &str, value: Value) -> Value {
    let mut year = json!({"first": "2025-09-01", "last": "2026-05-25", "weekdays": ["mon"], "breaks": []});
    year[field] = value;
    json!({"school_years": [year]})
}

/// Prices, the first with one field changed.
fn prices(field: &str, value: Value) -> Value {
    let grades = json!({"first": 1, "last": 4});
    let price = json!({"region": "71", "grades": grades, "first": "2026-03-01", "last": "2026-03-31", "price": "1.5"});
    let (mut changed, grades) = (price.clone(), json!({"first": 5, "last": 9}));
    let other =
        json!({"region": "71", "grades": grades, "first": "2026-03-31", "last": "2026-05-01", "price": "2"});
    changed[field] = value;
    json!({"prices": [changed, other]})
}

/// Changes of a regulation, most of them to something that is no regulation, and some at the edge of it.
fn changes() -> Vec<Value> {
    let day = |day: Value| json!({"day": day});
    let [mut gone, mut rests, mut days] = [Vec::new(), Vec::new(), Vec::new()];
    for field in ["period", "regions", "grounds", "primary_grades", "activation", "meals_per_day", "prices"] {
        gone.extend([json!({field: null}), json!({field: 7}), json!({field: "x"}), json!({field: []})]);
    }
    for rest in [
        json!({"first": "2025-09-01", "last": "2025-09-01"}),
        json!({"first": "2025-09-02", "last": "2025-09-01"}),
        json!({"first": "2025-08-31", "last": "2025-09-01"}),
        json!({"first": "2026-05-25", "last": "2026-05-26", "grades": {"first": 12, "last": 12}}),
        json!({"first": "2026-05-25", "last": "2026-05-25", "grades": {"first": 12, "last": 13}}),
        json!({"first": "2026-05-25", "last": "2026-05-25", "grades": {"first": 3, "last": 2}}),
        json!({"first": "2026-05-25", "last": "2026-05-25", "grades": null, "why": "x"}),
    ] {
        rests.push(year("breaks", json!([rest])));
    }
    for value in [json!(0), json!(1), json!(31), json!(32), json!(-1), json!("1"), json!(1.0), json!(3e9)] {
        days.extend([
            json!({"list_closes": day(value.clone())}),
            json!({"register_due": day(value.clone())}),
        ]);
        days.extend([json!({"late_entry_days": value}), json!({"meals_per_day": {"hot_meal": value}})]);
        days.extend([
            json!({"primary_grades": {"last": value}}),
            prices("grades", json!({"first": value, "last": 4})),
        ]);
    }
    let years = |first: &str, second: &str| json!({"school_years": [first, second]});
    let two = |last: &str, first: &str| {
        let year = |first: &str, last: &str| json!({"first": first, "last": last, "weekdays": ["sun", "sun"], "breaks": []});
        json!({"school_years": [year("2025-09-01", last), year(first, "2026-05-31")]})
    };
    let others = vec![
        json!({"period": {"first": "2026-05-25"}}),
        json!({"period": {"first": "2026-05-26"}}),
        json!({"period": {"first": "2026-02-29"}}),
        json!({"programme": "Meals"}),
        json!({"regions": ["71", "72"]}),
        json!({"regions": ["71", "71"]}),
        json!({"grounds": ["orphan"]}),
        json!({"primary_grades": {"first": 5}}),
        json!({"activation": "by_parent"}),
        json!({"school_years": []}),
        years("2024-25", "2025-26"),
        years("2025-26", "2024-25"),
        years("2025-26", "2025-26"),
        years("2025-26", "2026-27"),
        two("2026-03-01", "2026-03-31"),
        two("2026-03-31", "2026-04-01"),
        year("first", json!("2026-05-25")),
        year("first", json!("2026-05-26")),
        year("weekdays", json!([])),
        year("weekdays", json!(["mon", "Mon"])),
        year("name", json!("2025-26")),
        json!({"meals_per_day": {"hot_meal": null}}),
        json!({"meals_per_day": {" soup": 1}}),
        json!({"meals_per_day": {"soup/2:a_b-c.d": 2_147_483_647}}),
        prices("region", json!("72")),
        prices("grades", json!({"first": 1, "last": 5})),
        prices("last", json!("2026-03-30")),
        prices("first", json!("2026-04-01")),
        prices("grades", json!({"first": 9, "last": 9})),
        json!({"id": null}),
        json!({"id": "ours", "note": null}),
        json!({"note": "x"}),
    ];
    let decimals =
        ["-0", "0", "-0.01", "1.001", "-1.001", "99999999.99", "100000000", "-100000000", "1.", ".5", "1e2"];
    let decimals = decimals.into_iter().map(|price| prices("price", json!(price)));
    gone.into_iter().chain(rests).chain(days).chain(others).chain(decimals).collect()
}

/// M4: each change alone, and any two that touch other fields: the first fault is named, and a digest tells the rest.
#[test]
fn every_two_faults_are_named_in_order() {
    let changes = changes();
    let (mut reasons, mut taken) = (std::collections::BTreeSet::new(), 0);
    for one in &changes {
        for other in &changes {
            let mut both = other.as_object().unwrap().clone();
            both.extend(one.as_object().unwrap().clone());
            let change = json!({"regulation": "meals-2026-02", "change": both});
            let answer = Both::default().says(&change);
            taken += usize::from(answer.get("digest").is_some());
            reasons.extend(answer.get("reason").map(Value::to_string));
        }
    }
    println!("{} changes, {taken} regulations taken, {reasons:?}", changes.len().pow(2));
    assert_eq!(reasons.len(), 20, "every code");
    assert!(taken > 1_000, "{taken}");
}

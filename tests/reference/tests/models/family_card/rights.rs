//! Rights: every fact of every service at its edges, known or not, on the days around each change (K10 to K17).

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use serde_json::{Map, Value, json};

use super::{Both, Dice, changed, one_of};

/// The edges of tables, terms and base values, from both sides.
const DATES: [&str; 16] = [
    "0001-01-01",
    "2021-12-31",
    "2022-01-01",
    "2022-03-31",
    "2022-04-01",
    "2022-12-31",
    "2023-01-01",
    "2023-06-30",
    "2023-07-01",
    "2023-12-31",
    "2024-02-29",
    "2026-02-10",
    "2026-02-11",
    "2026-12-31",
    "2027-01-01",
    "9999-12-31",
];

/// Amounts at the edges of caps, floors and rounding.
const AMOUNTS: [&str; 12] = [
    "0",
    "0.01",
    "1",
    "62280",
    "62280.01",
    "250001.37",
    "419999.99",
    "420000",
    "595000",
    "595000.01",
    "99999999.99",
    "300000",
];

fn days_before(on: NaiveDate) -> Vec<NaiveDate> {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
    let near = (0..3).filter_map(|days| on.checked_sub_days(Days::new(days)));
    let after = on
        .checked_add_days(Days::new(1))
        .filter(|day| *day <= NaiveDate::from_ymd_opt(9999, 12, 31).unwrap());
    let years = [7, 18, 23].into_iter().flat_map(|years| {
        let back = chrono::Months::new(years * 12);
        let same = on.checked_sub_months(back);
        same.into_iter().flat_map(|same| [same.pred_opt(), Some(same), same.succ_opt()]).flatten()
    });
    let months = [1, 2, 6, 12, 18].into_iter().flat_map(|months| {
        let same = on.checked_sub_months(chrono::Months::new(months));
        same.into_iter().flat_map(|same| [same.pred_opt(), Some(same), same.succ_opt()]).flatten()
    });
    let odd = [day(2024, 2, 29), day(2008, 2, 29), day(2026, 1, 31), day(9999, 12, 31), day(1, 1, 1)];
    near.chain(after)
        .chain(years)
        .chain(months)
        .chain(odd.into_iter().flatten())
        .filter(|day| day.year() >= 1)
        .collect()
}

/// The names of a service, and what is worth asking of each.
fn values(service: &str, on: NaiveDate) -> BTreeMap<&'static str, Vec<Value>> {
    let days: Vec<Value> = days_before(on).iter().map(|day| json!(day.to_string())).collect();
    let or_none: Vec<Value> = days.iter().cloned().chain([json!("none")]).collect();
    let amounts: Vec<Value> = AMOUNTS.map(Value::from).into();
    let yes_no = vec![json!(false), json!(true)];
    let counts = |counts: &[i64]| counts.iter().map(|count| json!(count)).collect::<Vec<_>>();
    let words = |words: &[&str]| words.iter().map(|word| json!(word)).collect::<Vec<_>>();
    match service {
        "maternity" => BTreeMap::from([
            ("insured", yes_no),
            ("sick_list_from", or_none),
            ("sick_list_days", counts(&[1, 126, 140, 4096])),
            ("income_12_months", amounts),
        ]),
        "child_care" => BTreeMap::from([
            ("insured", yes_no),
            ("born", days),
            ("order", counts(&[1, 2, 3, 4, 5, 4096])),
            ("income_24_months", amounts),
        ]),
        "job_loss" => BTreeMap::from([
            (
                "months_of_participation",
                counts(&[0, 5, 6, 11, 12, 23, 24, 47, 48, 59, 60, 71, 72, 239, 240, 4096]),
            ),
            ("registered_on", or_none),
            ("income_24_months", amounts),
        ]),
        "breadwinner" => BTreeMap::from([
            ("lost_on", or_none),
            ("dependants", counts(&[0, 1, 2, 5, 6, 7, 4096])),
            ("insured", yes_no.clone()),
            ("both_parents_lost", yes_no),
        ]),
        "child_disability_carer" => BTreeMap::from([
            ("carer", yes_no),
            ("born", days),
            ("established_on", or_none.clone()),
            ("until", or_none),
        ]),
        "disability" => BTreeMap::from([
            ("established_on", or_none.clone()),
            ("until", or_none),
            ("born", days),
            ("group", words(&["1", "2", "3"])),
            ("since_childhood", yes_no),
            ("cause", words(&["general", "other"])),
        ]),
        "awarded_mother" => BTreeMap::from([
            ("award", words(&["none", "kumis_alqa", "altyn_alqa", "mother_heroine", "maternal_glory"])),
            ("awarded_on", days),
        ]),
        "targeted_assistance" => {
            BTreeMap::from([("income_per_head", amounts.clone()), ("poverty_line", amounts)])
        }
        _ => panic!("{service} has no such facts"),
    }
}

const SERVICES: [&str; 8] = [
    "maternity",
    "child_care",
    "job_loss",
    "breadwinner",
    "child_disability_carer",
    "disability",
    "awarded_mother",
    "targeted_assistance",
];

fn ask(both: &mut Both, service: &str, facts: &Map<String, Value>, on: NaiveDate) -> Value {
    both.says(&json!({ "query": "entitled", "service": service, "facts": facts, "on": on.to_string() }))
}

/// The published tables, and tables of one's own: half a tenge, another missing day, other ages, rates that are wanting.
fn regulations() -> Vec<Value> {
    let own = json!({ "id": "own", "benefits": {
        "rounding": "half_away_from_zero", "if_missing": "last_day_of_month",
        "maternity": [{ "from": "2022-01-01", "term_months": 1, "income_cap": "1.0001", "days_per_month": 7, "withheld": "0.3333" }],
        "child_care": [{ "from": "2022-01-01", "term_months": 2, "income_cap": "0.5", "rate": "0.3333", "floors": [] },
            { "from": "2023-07-01", "term_months": 6, "income_cap": null, "rate": "0.3", "floors": ["0.0001", null, "3"] }],
        "job_loss": [{ "from": "2022-01-01", "least_months": 12, "income_cap": "100", "rate": "0.0007",
            "by_months": [{ "months": 5, "coefficient": "0.7", "paid_months": 1 }, { "months": 60, "coefficient": null, "paid_months": 2 }] }],
        "breadwinner": [{ "from": "2022-01-01", "by_dependants": [], "both_parents_per_child": "0.0001" },
            { "from": "2023-07-01", "by_dependants": ["0.3333", null], "both_parents_per_child": null }],
        "disability": [{ "from": "2022-01-01", "young_under": 18, "adult_from": 7, "young": "0.7777",
            "childhood": ["1.1111", null, "0"], "adult": [null, "0.0001", "99.9999"] }],
        "large_family": [{ "from": "2022-01-01", "least_children": 2, "child_under": 7, "student_under": 18,
            "by_children": [null, "1.1111"], "per_child": "0.3333" }],
    } });
    [own, json!({})].iter().map(|change| changed("proactive-2025-09", change)).collect()
}

/// K10 to K16: facts drawn from their edges, each known or not, on every edge of the tables. A known refusal beats a
/// missing fact, and a fact more never turns a no into anything else.
#[test]
fn every_service_at_its_edges() {
    let mut dice = Dice::new(3, 0);
    for regulation in regulations() {
        let mut both = Both::new(&regulation);
        for service in SERVICES {
            let mut answers = BTreeMap::<String, usize>::new();
            for on in DATES {
                let on: NaiveDate = on.parse().unwrap();
                let values = values(service, on);
                for _ in 0..120 {
                    let mut facts = Map::new();
                    for (name, values) in &values {
                        if dice.below(8) > 0 {
                            facts.insert((*name).to_owned(), one_of(&mut dice, values).clone());
                        }
                    }
                    let answer = ask(&mut both, service, &facts, on);
                    *answers.entry(answer["entitled"].as_str().unwrap().to_owned()).or_default() += 1;
                    if answer["entitled"] == "no" {
                        // All that is missing, whatever it is.
                        for (name, values) in &values {
                            if !facts.contains_key(*name) {
                                facts.insert((*name).to_owned(), one_of(&mut dice, values).clone());
                            }
                        }
                        assert_eq!(ask(&mut both, service, &facts, on)["entitled"], "no", "{facts:?}");
                    }
                }
            }
            assert!(answers.len() >= 3, "{service}: {answers:?}");
        }
    }
}

/// K17: families of up to nine children around each age, students, unknown births and all.
#[test]
fn large_families_at_their_edges() {
    let mut dice = Dice::new(4, 0);
    for regulation in regulations() {
        let mut both = Both::new(&regulation);
        let mut answers = BTreeMap::<String, usize>::new();
        for on in DATES {
            let on: NaiveDate = on.parse().unwrap();
            let days = days_before(on);
            for _ in 0..150 {
                let mut children = Vec::new();
                let unknown = *one_of(&mut dice, &[0, 5, 25]);
                for _ in 0..dice.below(10) {
                    let mut child = Map::new();
                    if dice.below(100) >= unknown {
                        child.insert("born".into(), json!(one_of(&mut dice, &days).to_string()));
                    }
                    if dice.below(3) > 0 {
                        child.insert("student".into(), json!(dice.below(2) == 0));
                    }
                    children.push(Value::Object(child));
                }
                let facts = [("children".to_owned(), Value::from(children))].into_iter().collect();
                let answer = ask(&mut both, "large_family", &facts, on);
                *answers.entry(answer["entitled"].as_str().unwrap().to_owned()).or_default() += 1;
            }
            ask(&mut both, "large_family", &Map::new(), on);
        }
        assert_eq!(answers.len(), 3, "{answers:?}");
    }
}

/// K13: each day from before the first to after the last, for every day of a leap year that a term may begin on.
#[test]
fn terms_end_where_the_model_says() {
    for regulation in regulations() {
        let mut both = Both::new(&regulation);
        let start = NaiveDate::from_ymd_opt(2023, 12, 28).unwrap();
        for day in start.iter_days().take(430).map(|day| json!(day.to_string())) {
            let on = NaiveDate::from_ymd_opt(2025, 3, 1).unwrap();
            for (service, name) in
                [("child_care", "born"), ("maternity", "sick_list_from"), ("job_loss", "registered_on")]
            {
                let facts = [("insured".to_owned(), json!(true)), (name.to_owned(), day.clone())];
                let mut facts: Map<String, Value> = facts.into_iter().collect();
                if service == "job_loss" {
                    facts.shift_remove("insured");
                    facts.insert("months_of_participation".into(), json!(24));
                }
                ask(&mut both, service, &facts, on);
            }
        }
    }
}

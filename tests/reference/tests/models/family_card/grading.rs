//! Gradings: every threshold from both sides, random families, and the laws of what is not known (K4 to K9).

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use voucher_reference::family_card::micro;

use super::{Both, Dice, one_of, published, under};

const ON: &str = "2026-07-01";

/// A grading of one's own: a rule by values with an inner one, a fact in two indicators, bounds between whole numbers,
/// and in subsistence minimums with tiyn.
fn own() -> Value {
    json!({
        "id": "own", "programme": "family_card", "kind": "grading", "official": true,
        "period": { "first": "2026-01-01", "last": "2026-12-31" }, "subsistence": "50000.01",
        "facts": [
            { "name": "income", "kind": "amount" }, { "name": "debt", "kind": "amount" },
            { "name": "heating", "kind": ["gas", "coal", "none"] }, { "name": "internet", "kind": "boolean" },
            { "name": "rooms", "kind": "count" }, { "name": "people", "kind": "count" }
        ],
        "at_most": [["debt", "income"], ["rooms", "people"], ["people", "rooms"]],
        "indicators": [
            { "id": "warm", "criterion": "housing", "rule": { "fact": "heating", "values": { "gas": 3, "none": -3,
                "coal": { "fact": "internet", "values": { "no": -1, "yes": 1 } } } } },
            { "id": "rich", "criterion": "economic", "rule": { "fact": "income", "unit": "subsistence", "brackets": [
                { "least": "0", "gives": { "fact": "debt", "unit": "subsistence", "brackets": [
                    { "least": "0", "gives": 2 }, { "above": "0", "gives": -2 }, { "least": "0.3333", "gives": -9 }] } },
                { "least": "0.5001", "gives": 4 }, { "above": "0.5001", "gives": 5 }, { "above": "3", "gives": 9 }] } },
            { "id": "online", "criterion": "education", "rule": { "fact": "internet", "values": { "no": 0, "yes": 2 } } },
            { "id": "room", "criterion": "housing", "rule": { "fact": "rooms", "unit": "one", "brackets": [
                { "least": "0", "gives": -1 }, { "above": "0.5", "gives": 0 }, { "least": "0.7", "gives": 2 },
                { "above": "2", "gives": 1 }] } }
        ],
        "levels": [{ "level": "high", "least": 9 }, { "level": "mid", "least": 3 }, { "level": "low", "least": -2 }],
        "lowest": "none"
    })
}

fn gradings() -> [Value; 2] {
    [published("grading-2026-06"), own()]
}

/// What is worth asking of each fact: both sides of every bound, and every value.
fn values(grading: &Value) -> Vec<(String, Vec<Value>)> {
    let text = grading.to_string();
    let subsistence = micro(grading["subsistence"].as_str().unwrap()).unwrap();
    let mut bounds: BTreeSet<i128> = BTreeSet::new();
    for piece in text.split("\"least\":\"").chain(text.split("\"above\":\"")).skip(1) {
        if let Some(bound) = piece.split('"').next().and_then(micro) {
            for unit in [1_000_000, subsistence] {
                let hundredths = bound * unit / 10_000_000_000;
                let near = hundredths - 2..=hundredths + 2;
                bounds.extend(near.filter(|amount| (0..10_000_000_000).contains(amount)));
            }
        }
    }
    let kinds = grading["facts"].as_array().unwrap().iter();
    kinds
        .map(|fact| {
            let values = match fact["kind"].as_str() {
                Some("amount") => {
                    let amount = |amount: &i128| json!(format!("{}.{:02}", amount / 100, amount % 100));
                    bounds.iter().map(amount).chain([json!("99999999.99")]).collect()
                }
                Some("count") => (0..14).chain([2_147_483_647]).map(Value::from).collect(),
                Some(_) => vec![json!(false), json!(true)],
                None => fact["kind"].as_array().unwrap().clone(),
            };
            (fact["name"].as_str().unwrap().to_owned(), values)
        })
        .collect()
}

fn ask(both: &mut Both, family: &Map<String, Value>) -> Value {
    both.says(&json!({ "query": "grade", "family": family, "on": ON }))
}

/// K4, K6: each value of each fact alone, and beside a family of which all else is known.
#[test]
fn every_threshold_from_both_sides() {
    for grading in gradings() {
        let (mut both, values) = (under(&grading), values(&grading));
        let whole: Map<String, Value> =
            values.iter().map(|(fact, values)| (fact.clone(), values[0].clone())).collect();
        let mut seen = BTreeSet::new();
        for (fact, values) in &values {
            for value in values {
                let alone: Map<String, Value> = [(fact.clone(), value.clone())].into_iter().collect();
                seen.insert(ask(&mut both, &alone)["total"].to_string());
                let mut family = whole.clone();
                family.insert(fact.clone(), value.clone());
                ask(&mut both, &family);
            }
        }
        assert!(seen.len() > 12, "{}", seen.len());
    }
}

/// K8: the edges of the period.
#[test]
fn the_period_from_both_sides() {
    for (on, answered) in
        [("2026-06-16", false), ("2026-06-17", true), ("2026-12-31", true), ("2027-01-01", false)]
    {
        let mut both = under(&published("grading-2026-06"));
        let answer = both.says(&json!({ "query": "grade", "family": {}, "on": on }));
        assert_eq!(answer.get("refusals").is_none(), answered, "{on}");
    }
}

/// K7: every total that the published grading knows, beside the least totals of its levels.
#[test]
fn every_level_from_both_sides() {
    use voucher_core::family_card::Grading;
    let grading = Grading::grading_2026_06();
    for (total, level) in [
        (i64::MAX, "A"),
        (1800, "A"),
        (1799, "B"),
        (730, "B"),
        (729, "C"),
        (-30, "C"),
        (-31, "D"),
        (-458, "D"),
        (-459, "E"),
        (i64::MIN, "E"),
    ] {
        assert_eq!(grading.level_of(total), level, "{total}");
    }
}

fn random_family(dice: &mut Dice, values: &[(String, Vec<Value>)], known: u32) -> Map<String, Value> {
    let mut family = Map::new();
    for (fact, values) in values {
        if dice.below(100) < known {
            family.insert(fact.clone(), one_of(dice, values).clone());
        }
    }
    family
}

/// The levels that an answer leaves possible.
fn possible(answer: &Value) -> BTreeSet<String> {
    let levels = answer.get("levels").and_then(Value::as_array).cloned();
    let levels = levels.unwrap_or_else(|| vec![answer["level"].clone()]);
    levels.iter().map(|level| level.as_str().unwrap().to_owned()).collect()
}

/// K6, K8: random families as the model answers them; a fact more never widens the set of possible levels, nor the
/// points of any indicator; and what is immaterial cannot move the level.
#[test]
fn a_fact_more_never_widens_what_is_possible() {
    let (mut dice, mut narrowed) = (Dice::new(1, 0), 0);
    for grading in gradings() {
        let (mut both, values) = (under(&grading), values(&grading));
        for round in 0..1500 {
            let mut family = random_family(&mut dice, &values, [20, 60, 90, 98][round % 4]);
            let before = ask(&mut both, &family);
            let (fact, more) = one_of(&mut dice, &values);
            if family.contains_key(fact) {
                continue;
            }
            family.insert(fact.clone(), one_of(&mut dice, more).clone());
            let after = ask(&mut both, &family);
            if before.get("total").is_none() || after.get("total").is_none() {
                // Facts disagree; a fact more never makes them agree.
                assert!(before.get("total").is_some() || after.get("total").is_none());
                continue;
            }
            assert!(possible(&after).is_subset(&possible(&before)), "{family:?}");
            narrowed += usize::from(possible(&after) != possible(&before));
            let immaterial = before.get("immaterial").and_then(Value::as_array);
            if immaterial.is_some() {
                assert_eq!(possible(&after), possible(&before));
            }
            for (less, more) in [("least", "least"), ("most", "most")] {
                let (was, is) = (&before["total"][less], &after["total"][more]);
                let (was, is) = (was.as_i64().unwrap(), is.as_i64().unwrap());
                assert!(if less == "least" { is >= was } else { is <= was });
            }
        }
    }
    assert!(narrowed > 100, "{narrowed}");
}

/// K9: a higher income and one more who works never worsen the level of the published grading.
#[test]
fn income_and_work_never_worsen_the_level() {
    let grading = published("grading-2026-06");
    let (mut both, values) = (under(&grading), values(&grading));
    let of = |fact: &str| values.iter().find(|(name, _)| name == fact).unwrap().1.clone();
    let worth = |answer: &Value| {
        let place = |level: &str| "EDCBA".find(level).unwrap();
        let places: Vec<usize> = possible(answer).iter().map(|level| place(level)).collect();
        (*places.iter().min().unwrap(), *places.iter().max().unwrap())
    };
    let mut dice = Dice::new(2, 0);
    for round in 0..40 {
        let mut family = random_family(&mut dice, &values, [70, 97][round % 2]);
        for fact in ["children_without_preschool", "children_without_school"] {
            family.remove(fact);
        }
        for fact in ["income_per_head", "working"] {
            let mut family = family.clone();
            let mut before = None;
            for value in of(fact) {
                family.insert(fact.to_owned(), value);
                let now = worth(&ask(&mut both, &family));
                assert!(before.is_none_or(|before: (usize, usize)| before.0 <= now.0 && before.1 <= now.1));
                before = Some(now);
            }
        }
    }
}

//! Grading (K3 to K8): every outcome that what is known leaves open is listed, and the least and the most are taken.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{in_period, list, micro, text};

/// The answer of a grading about a family on a date.
#[must_use]
pub fn grade(grading: &Value, family: &Value, on: NaiveDate) -> Option<Value> {
    let disagreeing = disagreeing(grading, family);
    let mut refusals = Vec::new();
    if !in_period(grading.get("period")?, on)? {
        refusals.push("outside_pilot");
    }
    if !disagreeing.is_empty() {
        refusals.push("facts_disagree");
        return Some(json!({ "refusals": refusals, "facts": disagreeing }));
    }
    if !refusals.is_empty() {
        return Some(json!({ "refusals": refusals }));
    }
    let mut rows = Vec::new();
    let mut missing = BTreeSet::new();
    for (place, indicator) in list(grading, "indicators").iter().enumerate() {
        let mut looked_at = BTreeSet::new();
        let open = outcomes(grading, indicator.get("rule")?, family, &mut looked_at)?;
        let (least, most) = (*open.first()?, *open.last()?);
        if least != most {
            missing.extend(looked_at);
        }
        rows.push((least, most, place, text(indicator, "id")?, text(indicator, "criterion")?));
    }
    let sum = |of: Option<&str>| {
        let counts = |row: &&(i64, i64, usize, &str, &str)| of.is_none_or(|of| row.4 == of);
        let rows = || rows.iter().filter(counts);
        let (least, most) = (rows().map(|row| row.0).sum::<i64>(), rows().map(|row| row.1).sum::<i64>());
        (least, most)
    };
    let (least, most) = sum(None);
    let criteria: Vec<Value> = ["economic", "health", "disability", "housing", "education"]
        .iter()
        .map(|criterion| {
            let (least, most) = sum(Some(criterion));
            json!({ "criterion": criterion, "least": least, "most": most })
        })
        .collect();
    rows.sort();
    let indicators: Vec<Value> = rows
        .iter()
        .map(|row| json!({ "indicator": row.3, "criterion": row.4, "least": row.0, "most": row.1 }))
        .collect();
    let facts = list(grading, "facts").iter().filter_map(|fact| text(fact, "name"));
    let missing: Vec<&str> = facts.filter(|fact| missing.contains(*fact)).collect();
    let official = grading.get("official")?;
    let total = json!({ "least": least, "most": most });
    let (best, worst) = (level(grading, most), level(grading, least));
    if best == worst {
        let level = names(grading).into_iter().nth(best)?;
        return Some(json!({
            "grade": "graded", "level": level, "official": official, "total": total,
            "criteria": criteria, "indicators": indicators, "immaterial": missing,
        }));
    }
    let levels: Vec<&str> = names(grading).into_iter().take(worst + 1).skip(best).collect();
    Some(json!({
        "grade": "cannot_tell", "levels": levels, "official": official, "total": total,
        "criteria": criteria, "indicators": indicators, "missing": missing,
    }))
}

/// All facts of pairs that disagree, in the order of the grading (K5).
fn disagreeing<'g>(grading: &'g Value, family: &Value) -> Vec<&'g str> {
    let number = |name: &Value| value_of(family.get(name.as_str()?)?);
    let mut found = BTreeSet::new();
    for pair in list(grading, "at_most") {
        if let Some([first, second]) = pair.as_array().map(Vec::as_slice)
            && let (Some(one), Some(other)) = (number(first), number(second))
            && one > other
        {
            found.extend([first.as_str(), second.as_str()]);
        }
    }
    let facts = list(grading, "facts").iter().filter_map(|fact| text(fact, "name"));
    facts.filter(|fact| found.contains(&Some(*fact))).collect()
}

/// An amount or a count in 1/1 000 000.
fn value_of(value: &Value) -> Option<i128> {
    match value.as_str() {
        Some(amount) => micro(amount),
        None => Some(i128::from(value.as_i64()?) * 1_000_000),
    }
}

/// The points that a rule can give, by what is known; the facts that it looks at in vain (K4, K6).
fn outcomes(
    grading: &Value,
    rule: &Value,
    family: &Value,
    looked_at: &mut BTreeSet<String>,
) -> Option<BTreeSet<i64>> {
    let fact = text(rule, "fact")?;
    let known = family.get(fact);
    let chosen: Vec<&Value> = match (rule.get("brackets"), known) {
        (Some(brackets), Some(known)) => {
            let mut reached = brackets.as_array()?.iter().filter(|each| reaches(grading, rule, each, known));
            vec![reached.next_back()?.get("gives")?]
        }
        (Some(brackets), None) => brackets.as_array()?.iter().filter_map(|each| each.get("gives")).collect(),
        (None, Some(known)) => {
            let name = match known.as_bool() {
                Some(true) => "yes",
                Some(false) => "no",
                None => known.as_str()?,
            };
            vec![rule.get("values")?.get(name)?]
        }
        (None, None) => rule.get("values")?.as_object()?.values().collect(),
    };
    if known.is_none() {
        looked_at.insert(fact.to_owned());
    }
    let mut open = BTreeSet::new();
    for gives in chosen {
        match gives.as_i64() {
            Some(points) => open.extend([points]),
            None => open.extend(outcomes(grading, gives, family, looked_at)?),
        }
    }
    Some(open)
}

/// Whether a value reaches a bracket: both sides in 1/10¹² of the fact's unit, so that nothing is rounded.
fn reaches(grading: &Value, rule: &Value, bracket: &Value, known: &Value) -> bool {
    let unit = match text(rule, "unit") {
        Some("subsistence") => text(grading, "subsistence").and_then(micro),
        _ => Some(1_000_000),
    };
    let value = value_of(known).map(|value| value * 1_000_000);
    let bound = |name| text(bracket, name).and_then(micro).zip(unit).map(|(bound, unit)| bound * unit);
    match (bound("least"), bound("above")) {
        (Some(least), _) => value >= Some(least),
        (None, Some(above)) => value > Some(above),
        (None, None) => false,
    }
}

fn names(grading: &Value) -> Vec<&str> {
    let levels = list(grading, "levels").iter().filter_map(|level| text(level, "level"));
    levels.chain(text(grading, "lowest")).collect()
}

/// The place of the level of a total, from the best (K7).
fn level(grading: &Value, total: i64) -> usize {
    let levels = list(grading, "levels");
    let reached =
        |level: &Value| level.get("least").and_then(Value::as_i64).is_some_and(|least| total >= least);
    levels.iter().position(reached).unwrap_or(levels.len())
}

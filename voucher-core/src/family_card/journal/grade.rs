//! The query `grade` (*wire*).

use alloc::{string::String, vec, vec::Vec};

use crate::{
    family_card::{
        grade::{FactValue, Family, Grade, Points, Score, grade},
        grading::{Criterion, FactKind, Grading, PlainKind},
    },
    programme::answers::write_refusals,
    value::{error::ErrorKind, money::Amount},
    wire::{
        fields::{DATE, Fault, Fields, KIND, boolean, count, need, text},
        json::Value,
        writer::Object,
    },
};

pub(super) fn query(grading: &Grading, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault> {
    let own = [KIND, need("family"), DATE];
    fields.check(&own)?;
    let given = fields.get("family").and_then(Fields::of);
    let by_place = given.map(|given| by_place(grading, given)).transpose()?.unwrap_or_default();
    fields.object("family")?;
    let mut family = Family::new(grading);
    for (place, (fact, value)) in grading.parts().facts.iter().zip(by_place).enumerate() {
        if let Some(value) = value {
            read(&fact.kind, value)
                .and_then(|value| family.know_at(place, value).map_err(|error| error.kind()))
                .map_err(|reason| Fault::invalid_named(&fact.name, reason))?;
        }
    }
    write(&grade(&family, fields.date()?), answer);
    Ok(())
}

/// What was given, by the places of the grading's facts; the first name that it does not have is a fault.
fn by_place<'v>(grading: &Grading, given: Fields<'v>) -> Result<Vec<Option<&'v Value<'v>>>, Fault> {
    let mut by_place = vec![None; grading.parts().facts.len()];
    let mut next = 0;
    for (name, value) in given.iter() {
        // Mostly, facts come in the order of the grading.
        let is_next = grading.fact(next) == Some(name);
        let place = if is_next { Some(next) } else { grading.place_of_fact(name) };
        next = place.map_or(0, |place| place + 1);
        let place = place.and_then(|place| by_place.get_mut(place));
        *place.ok_or_else(|| Fault::stray(ErrorKind::UnknownField, name))? = Some(value);
    }
    Ok(by_place)
}

fn read<'v>(kind: &FactKind, value: &'v Value<'v>) -> Result<FactValue<'v>, ErrorKind> {
    match kind {
        FactKind::Plain(PlainKind::Amount) => text(value, Amount::parse).map(FactValue::Amount),
        FactKind::Plain(PlainKind::Count) => count(value).map(FactValue::Count),
        FactKind::Plain(PlainKind::Boolean) => boolean(value).map(FactValue::Boolean),
        FactKind::OneOf(_) => match value {
            Value::Text(text) => Ok(FactValue::Value(text)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                Err(ErrorKind::NotText)
            }
        },
    }
}

fn write(grade: &Grade<'_>, answer: &mut Object<'_>) {
    match grade {
        Grade::Graded { level, score, immaterial } => {
            answer.plain("grade", "graded").plain("level", level);
            write_score(score, answer);
            answer.codes("immaterial", immaterial.iter().copied());
        }
        Grade::CannotTell { levels, score, missing } => {
            answer.plain("grade", "cannot_tell").codes("levels", levels.iter().map(String::as_str));
            write_score(score, answer);
            answer.codes("missing", missing.iter().copied());
        }
        Grade::Refused { refusals, facts } => {
            write_refusals(*refusals, answer);
            if !facts.is_empty() {
                answer.codes("facts", facts.iter().copied());
            }
        }
    }
}

fn write_score(score: &Score<'_>, answer: &mut Object<'_>) {
    answer
        .boolean("official", score.official)
        .object("total", |to| write_points(score.total, to))
        .objects("criteria", Criterion::ALL.iter().zip(score.criteria), |to, (criterion, points)| {
            write_points(points, to.plain("criterion", criterion.code()));
        })
        .objects("indicators", &score.indicators, |to, each| {
            to.plain("indicator", each.indicator).plain("criterion", each.criterion.code());
            write_points(each.points, to);
        });
}

fn write_points(points: Points, to: &mut Object<'_>) {
    to.signed("least", points.least).signed("most", points.most);
}

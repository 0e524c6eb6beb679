//! A grading from JSON, whole or as a change of another.

use alloc::{boxed::Box, string::String, vec::Vec};

use super::{
    BracketParts, Criterion, FactKind, FactParts, GivesParts, GradingParts, IndicatorParts, LevelParts,
    PlainKind, RuleParts, Unit,
};
use crate::{
    family_card::kind::RegulationKind,
    programme::Programme,
    value::{error::ErrorKind, order},
    wire::{
        fields::{FORM, Fault, Fields, need},
        json::Value,
    },
};

const NO_PAIR: Fault = Fault::invalid("at_most", ErrorKind::InvalidField);
const GIVES_NOTHING: Fault = Fault::invalid("gives", ErrorKind::InvalidField);

impl GradingParts {
    pub(super) fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check_is("programme", Programme::FamilyCard.code())?;
        fields.check_is("kind", RegulationKind::Grading.code())?;
        fields.check(&[
            FORM,
            need("id"),
            need("programme"),
            need("kind"),
            need("official"),
            need("period"),
            need("subsistence"),
            need("facts"),
            need("at_most"),
            need("indicators"),
            need("levels"),
            need("lowest"),
        ])?;
        Ok(Self {
            id: fields.string("id")?,
            programme: fields.coded("programme", Programme::from_code)?,
            kind: fields.coded("kind", RegulationKind::from_code)?,
            official: fields.boolean("official")?,
            period: fields.period("period")?,
            subsistence: fields.string("subsistence")?,
            facts: fields.objects("facts")?.map(|each| fact(each?)).collect::<Result<_, _>>()?,
            at_most: fields.array("at_most")?.iter().map(pair).collect::<Result<_, _>>()?,
            indicators: fields
                .objects("indicators")?
                .map(|each| indicator(each?))
                .collect::<Result<_, _>>()?,
            levels: fields.objects("levels")?.map(|each| level(each?)).collect::<Result<_, _>>()?,
            lowest: fields.string("lowest")?,
        })
    }
}

fn fact(fields: Fields<'_>) -> Result<FactParts, Fault> {
    fields.check(&[need("name"), need("kind")])?;
    let kind = match fields.get("kind") {
        Some(Value::Array(_)) => FactKind::OneOf(fields.strings("kind")?),
        Some(_) | None => FactKind::Plain(fields.coded("kind", PlainKind::from_code)?),
    };
    Ok(FactParts { name: fields.string("name")?, kind })
}

fn pair(value: &Value<'_>) -> Result<(String, String), Fault> {
    match value {
        Value::Array(names) => match names {
            [Value::Text(first), Value::Text(second)] => Ok(((*first).into(), (*second).into())),
            _ => Err(NO_PAIR),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::Object(_) => Err(NO_PAIR),
    }
}

fn indicator(fields: Fields<'_>) -> Result<IndicatorParts, Fault> {
    fields.check(&[need("id"), need("criterion"), need("rule")])?;
    Ok(IndicatorParts {
        id: fields.string("id")?,
        criterion: fields.coded("criterion", Criterion::from_code)?,
        rule: rule(fields.object("rule")?)?,
    })
}

fn rule(fields: Fields<'_>) -> Result<RuleParts, Fault> {
    if fields.has("values") {
        fields.check(&[need("fact"), need("values")])?;
        let value = |(name, value): (&str, &Value<'_>)| Ok((String::from(name), gives(value)?));
        let values = order::map(fields.object("values")?.iter().map(value))?;
        return Ok(RuleParts::Values { fact: fields.string("fact")?, values });
    }
    fields.check(&[need("fact"), need("unit"), need("brackets")])?;
    let brackets: Vec<_> =
        fields.objects("brackets")?.map(|each| bracket(each?)).collect::<Result<_, _>>()?;
    let unit = fields.coded("unit", Unit::from_code)?;
    Ok(RuleParts::Brackets { fact: fields.string("fact")?, unit, brackets })
}

fn bracket(fields: Fields<'_>) -> Result<BracketParts, Fault> {
    let outcome = || fields.get("gives").map_or(Err(GIVES_NOTHING), gives);
    if fields.has("above") {
        fields.check(&[need("above"), need("gives")])?;
        return Ok(BracketParts::Above { above: fields.string("above")?, gives: outcome()? });
    }
    fields.check(&[need("least"), need("gives")])?;
    Ok(BracketParts::Least { least: fields.string("least")?, gives: outcome()? })
}

fn gives(value: &Value<'_>) -> Result<GivesParts, Fault> {
    match value {
        Value::Number(points) => points.parse().map(GivesParts::Points).map_err(|_| GIVES_NOTHING),
        Value::Null | Value::Bool(_) | Value::Text(_) | Value::Array(_) | Value::Object(_) => {
            let fields = Fields::of(value).ok_or(GIVES_NOTHING)?;
            Ok(GivesParts::Rule(Box::new(rule(fields)?)))
        }
    }
}

fn level(fields: Fields<'_>) -> Result<LevelParts, Fault> {
    fields.check(&[need("level"), need("least")])?;
    Ok(LevelParts { level: fields.string("level")?, least: fields.number("least")? })
}

//! A regulation from JSON, whole or as a change of another.

use alloc::{borrow::ToOwned, collections::BTreeMap, string::String};

use super::{
    Activation, BreakParts, GradeRange, PriceParts, RegulationParts, SchoolYearParts, Weekday,
    published::school_year,
};
use crate::{
    meals::fact::Ground,
    programme::{DayRule, Programme},
    value::{error::ErrorKind, order, reference::Reference},
    wire::{
        fields::{FORM, Fault, Fields, may, need},
        json::Value,
    },
};

impl RegulationParts {
    pub(super) fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check_is("programme", Programme::Meals.code())?;
        fields.check(&[
            FORM,
            need("id"),
            need("programme"),
            need("period"),
            need("regions"),
            need("grounds"),
            need("primary_grades"),
            need("list_closes"),
            need("activation"),
            need("school_years"),
            need("meals_per_day"),
            need("late_entry_days"),
            need("register_due"),
            need("prices"),
        ])?;
        Ok(Self {
            id: fields.string("id")?,
            programme: fields.coded("programme", Programme::from_code)?,
            period: fields.period("period")?,
            regions: fields.strings("regions")?,
            grounds: fields.codes("grounds", Ground::from_code)?,
            primary_grades: GradeRange::read(fields.object("primary_grades")?)?,
            list_closes: DayRule::read(fields.object("list_closes")?)?,
            activation: fields.coded("activation", Activation::from_code)?,
            school_years: fields.array("school_years")?.iter().map(year).collect::<Result<_, _>>()?,
            meals_per_day: limits(fields.object("meals_per_day")?)?,
            late_entry_days: fields.number("late_entry_days")?,
            register_due: DayRule::read(fields.object("register_due")?)?,
            prices: fields
                .objects("prices")?
                .map(|price| PriceParts::read(price?))
                .collect::<Result<_, _>>()?,
        })
    }
}

/// A school year: written out, or the name of one that is built in (M2).
fn year(value: &Value<'_>) -> Result<SchoolYearParts, Fault> {
    let unknown = Fault::invalid("school_years", ErrorKind::UnknownValue);
    match value {
        Value::Text(name) => school_year(name).ok_or(unknown),
        Value::Object(_) => SchoolYearParts::read(Fields::of(value).ok_or(unknown)?),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => Err(unknown),
    }
}

impl SchoolYearParts {
    fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check(&[need("first"), need("last"), need("weekdays"), need("breaks")])?;
        Ok(Self {
            first: fields.day("first")?,
            last: fields.day("last")?,
            weekdays: fields.codes("weekdays", Weekday::from_code)?,
            breaks: fields
                .objects("breaks")?
                .map(|rest| BreakParts::read(rest?))
                .collect::<Result<_, _>>()?,
        })
    }
}

impl BreakParts {
    fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check(&[need("first"), need("last"), may("grades")])?;
        let grades = fields.nullable("grades", |fields| GradeRange::read(fields.object("grades")?))?;
        Ok(Self { first: fields.day("first")?, last: fields.day("last")?, grades })
    }
}

impl PriceParts {
    fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check(&[need("region"), need("grades"), need("first"), need("last"), need("price")])?;
        Ok(Self {
            region: fields.string("region")?,
            grades: GradeRange::read(fields.object("grades")?)?,
            first: fields.day("first")?,
            last: fields.day("last")?,
            price: fields.string("price")?,
        })
    }
}

impl GradeRange {
    fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check(&[need("first"), need("last")])?;
        Ok(Self { first: fields.number("first")?, last: fields.number("last")? })
    }
}

/// Limits by kind. A kind is a reference as it stands, without white space around it.
fn limits(fields: Fields<'_>) -> Result<BTreeMap<String, i32>, Fault> {
    let invalid = || Fault::invalid("meals_per_day", ErrorKind::InvalidField);
    let limit = |(kind, limit): (&str, &Value<'_>)| {
        let Value::Number(limit) = limit else { return Err(invalid()) };
        let as_it_stands = Reference::parse(kind).is_ok_and(|read| read.expose_text() == kind);
        let limit = limit.parse().ok().filter(|_| as_it_stands).ok_or_else(invalid)?;
        Ok((kind.to_owned(), limit))
    };
    order::map(fields.iter().map(limit))
}

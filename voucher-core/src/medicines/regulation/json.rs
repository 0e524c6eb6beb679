//! A regulation from JSON, whole or as a change of another.

use super::{DaysOfSupply, Dispensing, RegulationParts, Where};
use crate::{
    programme::{DayRule, Programme},
    wire::fields::{FORM, Fault, Fields, need},
};

impl RegulationParts {
    pub(super) fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check_is("programme", Programme::Medicines.code())?;
        fields.check(&[
            FORM,
            need("id"),
            need("programme"),
            need("period"),
            need("valid_days"),
            need("days_of_supply"),
            need("dispensing"),
            need("where"),
            need("remind_before_days"),
            need("register_due"),
        ])?;
        Ok(Self {
            id: fields.string("id")?,
            programme: fields.coded("programme", Programme::from_code)?,
            period: fields.period("period")?,
            valid_days: fields.number("valid_days")?,
            days_of_supply: DaysOfSupply::read(fields.object("days_of_supply")?)?,
            dispensing: fields.coded("dispensing", Dispensing::from_code)?,
            at: fields.coded("where", Where::from_code)?,
            remind_before_days: fields.number("remind_before_days")?,
            register_due: DayRule::read(fields.object("register_due")?)?,
        })
    }
}

impl DaysOfSupply {
    fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check(&[need("least"), need("most")])?;
        Ok(Self { least: fields.number("least")?, most: fields.number("most")? })
    }
}

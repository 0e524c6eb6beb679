//! A regulation from JSON, whole or as a change of another.

use alloc::collections::BTreeMap;

use super::{
    AbsentMembers, AgeOn, BanParts, ChannelParts, ChannelsParts, EqualToLine, IncomeParts, LineParts,
    OpenPeriod, PerCapitaRounding, RegulationParts, Rounding, TopUpParts, WholeLineParts,
};
use crate::{
    programme::Programme,
    targeted_assistance::{
        evidence::{Condition, Evidence},
        filing::{Notice, Signature},
        income::IncomeKind,
    },
    value::{calendar::MissingDay, error::ErrorKind, order},
    wire::{
        fields::{FORM, Fault, Fields, may, need},
        json::Value,
    },
};

impl RegulationParts {
    pub(super) fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check_is("programme", Programme::TargetedAssistance.code())?;
        fields.check(&[
            FORM,
            need("id"),
            need("programme"),
            need("period"),
            need("line"),
            need("equal_to_line"),
            need("income"),
            need("absent_members"),
            need("per_capita_rounding"),
            need("amount_rounding"),
            may("whole_line"),
            may("top_up"),
            need("carer_child_under"),
            may("conditional_months"),
            need("bans"),
            need("if_missing"),
            need("commission"),
            need("channels"),
            need("banks"),
            need("evidence"),
        ])?;
        Ok(Self {
            id: fields.string("id")?,
            programme: fields.coded("programme", Programme::from_code)?,
            period: OpenPeriod::read(fields.object("period")?)?,
            line: LineParts::read(fields.object("line")?)?,
            equal_to_line: fields.coded("equal_to_line", EqualToLine::from_code)?,
            income: IncomeParts::read(fields.object("income")?)?,
            absent_members: fields.coded("absent_members", AbsentMembers::from_code)?,
            per_capita_rounding: fields.coded("per_capita_rounding", PerCapitaRounding::from_code)?,
            amount_rounding: fields.coded("amount_rounding", Rounding::from_code)?,
            whole_line: fields
                .nullable("whole_line", |fields| WholeLineParts::read(fields.object("whole_line")?))?,
            top_up: fields.nullable("top_up", |fields| TopUpParts::read(fields.object("top_up")?))?,
            carer_child_under: fields.number("carer_child_under")?,
            conditional_months: months(fields, "conditional_months")?,
            bans: BanParts::read(fields.object("bans")?)?,
            if_missing: fields.coded("if_missing", MissingDay::from_code)?,
            commission: fields.boolean("commission")?,
            channels: ChannelsParts::read(fields.object("channels")?)?,
            banks: fields.strings("banks")?,
            evidence: evidence(fields.object("evidence")?)?,
        })
    }
}

/// A number of months that may be left out.
fn months(fields: Fields<'_>, name: &'static str) -> Result<Option<i32>, Fault> {
    fields.nullable(name, |fields| fields.number(name))
}

impl OpenPeriod {
    fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check(&[need("first"), may("last")])?;
        Ok(Self { first: fields.day("first")?, last: fields.nullable("last", |fields| fields.day("last"))? })
    }
}

impl LineParts {
    fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check(&[need("minimum_share"), may("median_share"), need("rounding")])?;
        Ok(Self {
            minimum_share: fields.string("minimum_share")?,
            median_share: fields.nullable("median_share", |fields| fields.string("median_share"))?,
            rounding: fields.coded("rounding", Rounding::from_code)?,
        })
    }
}

impl IncomeParts {
    fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check(&[need("counted"), need("left_out")])?;
        let kinds = |name| fields.codes(name, IncomeKind::from_code);
        Ok(Self { counted: kinds("counted")?, left_out: kinds("left_out")? })
    }
}

impl WholeLineParts {
    fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check(&[need("child_under"), need("student_under")])?;
        Ok(Self {
            child_under: fields.number("child_under")?,
            student_under: fields.number("student_under")?,
        })
    }
}

impl TopUpParts {
    fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        let names = ["mci", "first_age", "last_age", "age_on", "rounding"];
        fields.check(&names.map(need))?;
        Ok(Self {
            mci: fields.string("mci")?,
            first_age: fields.number("first_age")?,
            last_age: fields.number("last_age")?,
            age_on: fields.coded("age_on", AgeOn::from_code)?,
            rounding: fields.coded("rounding", Rounding::from_code)?,
        })
    }
}

impl BanParts {
    fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check(&["measures_refused", "contract_broken", "false_information"].map(may))?;
        Ok(Self {
            measures_refused: months(fields, "measures_refused")?,
            contract_broken: months(fields, "contract_broken")?,
            false_information: months(fields, "false_information")?,
        })
    }
}

impl ChannelsParts {
    fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check(&["portal", "centre", "akim"].map(need))?;
        let channel = |name| ChannelParts::read(fields.object(name)?);
        Ok(Self { portal: channel("portal")?, centre: channel("centre")?, akim: channel("akim")? })
    }
}

impl ChannelParts {
    fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check(&["signatures", "account_needed", "notice"].map(need))?;
        Ok(Self {
            signatures: fields.codes("signatures", Signature::from_code)?,
            account_needed: fields.boolean("account_needed")?,
            notice: fields.codes("notice", Notice::from_code)?,
        })
    }
}

fn evidence(fields: Fields<'_>) -> Result<BTreeMap<Evidence, Condition>, Fault> {
    let malformed = || Fault::invalid("evidence", ErrorKind::UnknownValue);
    let condition = |(kind, condition): (&str, &Value<'_>)| match condition {
        Value::Text(condition) => {
            Evidence::from_code(kind).zip(Condition::from_code(condition)).ok_or_else(malformed)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Err(malformed())
        }
    };
    order::map(fields.iter().map(condition))
}

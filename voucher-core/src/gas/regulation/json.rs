//! A regulation from JSON, whole or as a change of another.

use alloc::{collections::BTreeMap, string::String};

use super::{ConsentParts, ConsentScope, DiscountParts, RegulationParts, Rounding, Window};
use crate::{
    gas::assistance::Assistance,
    programme::{DayRule, Programme},
    value::{error::ErrorKind, order},
    wire::{
        fields::{FORM, Fault, Fields, may, need},
        json::Value,
    },
};

impl RegulationParts {
    pub(super) fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check_is("programme", Programme::Gas.code())?;
        fields.check(&[
            FORM,
            need("id"),
            need("programme"),
            need("period"),
            need("regions"),
            need("assistance"),
            need("list_closes"),
            may("consent"),
            need("window"),
            need("activations_per_account"),
            need("register_due"),
            may("discount"),
            may("helpline"),
            may("sign_up_link"),
        ])?;
        Ok(Self {
            id: fields.string("id")?,
            programme: fields.coded("programme", Programme::from_code)?,
            period: fields.period("period")?,
            regions: fields.strings("regions")?,
            assistance: fields.codes("assistance", Assistance::from_code)?,
            list_closes: DayRule::read(fields.object("list_closes")?)?,
            consent: fields.nullable("consent", |fields| ConsentParts::read(fields.object("consent")?))?,
            window: Window::read(fields.object("window")?)?,
            activations_per_account: fields.number("activations_per_account")?,
            register_due: DayRule::read(fields.object("register_due")?)?,
            discount: fields
                .nullable("discount", |fields| DiscountParts::read(fields.object("discount")?))?,
            helpline: fields.nullable("helpline", |fields| fields.string("helpline"))?,
            sign_up_link: fields.nullable("sign_up_link", |fields| fields.string("sign_up_link"))?,
        })
    }
}

impl Window {
    fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check(&[need("first"), need("last")])?;
        let day = |name| DayRule::read(fields.object(name)?);
        Ok(Self { first: day("first")?, last: day("last")? })
    }
}

impl ConsentParts {
    fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check(&[
            need("scope"),
            need("repeat_after_days"),
            need("last_day"),
            need("agree_codes"),
            need("refuse_codes"),
        ])?;
        Ok(Self {
            scope: fields.coded("scope", ConsentScope::from_code)?,
            repeat_after_days: fields.number("repeat_after_days")?,
            last_day: DayRule::read(fields.object("last_day")?)?,
            agree_codes: fields.strings("agree_codes")?,
            refuse_codes: fields.strings("refuse_codes")?,
        })
    }
}

impl DiscountParts {
    fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check(&[need("rate"), need("norms_m3"), need("rounding")])?;
        Ok(Self {
            rate: fields.string("rate")?,
            norms_m3: norms(fields.object("norms_m3")?)?,
            rounding: fields.coded("rounding", Rounding::from_code)?,
        })
    }
}

fn norms(fields: Fields<'_>) -> Result<BTreeMap<String, String>, Fault> {
    let norm = |(kato, norm): (&str, &Value<'_>)| match norm {
        Value::Text(norm) => Ok((String::from(kato), String::from(&**norm))),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Err(Fault::invalid("norms_m3", ErrorKind::NotText))
        }
    };
    order::map(fields.iter().map(norm))
}

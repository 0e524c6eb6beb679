//! A regulation from JSON, whole or as a change of another.

use alloc::{collections::BTreeMap, string::String};

use super::{ConsentParts, ConsentScope, DiscountParts, Regulation, RegulationParts, Rounding, Window};
use crate::{
    gas::assistance::Assistance,
    programme::{DayRule, Programme},
    value::error::{Error, ErrorKind},
    wire::{
        fields::{Fault, Fields, may, need},
        json::Value,
    },
};

impl Regulation {
    /// Reads a regulation from JSON.
    ///
    /// # Errors
    ///
    /// `malformed_json` and `duplicate_field` for the text, then as [`new`](Self::new);
    /// `malformed_regulation` also for fields that are missing, unknown or of the wrong kind.
    ///
    /// ```
    /// use voucher_core::gas::Regulation;
    ///
    /// let published = Regulation::gas_2025_08();
    /// assert_eq!(Regulation::from_json(&published.canonical_json())?, published);
    /// let fraction = published.canonical_json().replace(r#""day":30"#, r#""day":30.0"#);
    /// assert_eq!(Regulation::from_json(&fraction).unwrap_err().code(), "malformed_regulation");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Error> {
        Self::from_value(&Value::read(text)?)
    }

    /// A copy changed by a JSON merge patch (RFC 7396), called by its old id with `+changed` behind
    /// it unless the patch gives it another id.
    ///
    /// # Errors
    ///
    /// As [`from_json`](Self::from_json).
    ///
    /// ```
    /// use voucher_core::gas::Regulation;
    ///
    /// let no_consent = Regulation::gas_2025_08().patched(r#"{"consent":null}"#)?;
    /// assert_eq!(no_consent.id(), "gas-2025-08+changed");
    /// assert!(!no_consent.needs_consent());
    /// let wrong = Regulation::gas_2025_08().patched(r#"{"window":{"first":{"day":30}}}"#);
    /// assert_eq!(wrong.unwrap_err().code(), "window_reversed");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn patched(&self, patch: &str) -> Result<Self, Error> {
        Self::from_value(&Value::read(&self.canonical_json())?.changed(Value::read(patch)?))
    }

    /// Reads the data and checks it; a form that is not the wire's is one fault.
    pub(crate) fn from_value(value: &Value<'_>) -> Result<Self, Error> {
        let parts = Fields::of(value).and_then(|fields| RegulationParts::read(fields).ok());
        Self::new(parts.ok_or(Error::new(ErrorKind::MalformedRegulation))?)
    }
}

impl RegulationParts {
    fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check(&[
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
    fields.iter().map(norm).collect()
}

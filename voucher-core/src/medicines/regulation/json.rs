//! A regulation from JSON, whole or as a change of another.

use super::{DaysOfSupply, Dispensing, Regulation, RegulationParts, Where};
use crate::{
    programme::{DayRule, Programme},
    value::error::{Error, ErrorKind},
    wire::{
        fields::{Fault, Fields, need},
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
    /// use voucher_core::medicines::Regulation;
    ///
    /// let published = Regulation::medicines_2024_01();
    /// assert_eq!(Regulation::from_json(&published.canonical_json())?, published);
    /// let fraction = published.canonical_json().replace(r#""valid_days":30"#, r#""valid_days":30.0"#);
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
    /// use voucher_core::medicines::Regulation;
    ///
    /// let one_day = Regulation::medicines_2024_01().patched(r#"{"valid_days":1}"#)?;
    /// assert_eq!(one_day.id(), "medicines-2024-01+changed");
    /// let none = Regulation::medicines_2024_01().patched(r#"{"valid_days":0}"#);
    /// assert_eq!(none.unwrap_err().code(), "valid_below_one_day");
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

//! A proactive regulation from JSON, whole or as a change of another.

use super::{Proactive, ProactiveParts, RefusalRule, form::Form as _};
use crate::{
    family_card::{kind::RegulationKind, service::Service},
    programme::Programme,
    value::error::{Error, ErrorKind},
    wire::{
        fields::{Fields, need},
        json::Value,
    },
};

impl Proactive {
    /// Reads a proactive regulation from JSON.
    ///
    /// # Errors
    ///
    /// `malformed_json` and `duplicate_field` for the text, then as [`new`](Self::new); `malformed_regulation` also for
    /// fields that are missing, unknown or of the wrong kind.
    ///
    /// ```
    /// use voucher_core::family_card::Proactive;
    ///
    /// let published = Proactive::proactive_2025_09();
    /// assert_eq!(Proactive::from_json(&published.canonical_json())?, published);
    /// let fraction = published.canonical_json().replace(r#""answer_within_days":3"#, r#""answer_within_days":3.0"#);
    /// assert_eq!(Proactive::from_json(&fraction).unwrap_err().code(), "malformed_regulation");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Error> {
        Self::from_value(&Value::read(text)?)
    }

    /// A copy changed by a JSON merge patch (RFC 7396), called by its old id with `+changed` behind it unless the patch
    /// gives it another id.
    ///
    /// # Errors
    ///
    /// As [`from_json`](Self::from_json).
    ///
    /// ```
    /// use voucher_core::family_card::Proactive;
    ///
    /// let own = Proactive::proactive_2025_09().patched(r#"{"refusal":"reversible"}"#)?;
    /// assert_eq!(own.id(), "proactive-2025-09+changed");
    /// let wrong = Proactive::proactive_2025_09().patched(r#"{"agree_codes":["1"],"refuse_codes":["1"]}"#);
    /// assert_eq!(wrong.unwrap_err().code(), "code_twice");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn patched(&self, patch: &str) -> Result<Self, Error> {
        Self::from_value(&Value::read(&self.canonical_json())?.changed(Value::read(patch)?))
    }

    /// Reads the data and checks it; a form that is not the wire's is one fault.
    pub(crate) fn from_value(value: &Value<'_>) -> Result<Self, Error> {
        let parts = Fields::of(value).and_then(read);
        Self::new(parts.ok_or(Error::new(ErrorKind::MalformedRegulation))?)
    }
}

fn read(fields: Fields<'_>) -> Option<ProactiveParts> {
    let own = [
        need("id"),
        need("programme"),
        need("kind"),
        need("period"),
        need("services"),
        need("per_child"),
        need("sender"),
        need("answer_within_days"),
        need("agree_codes"),
        need("refuse_codes"),
        need("refusal"),
        need("account_step"),
        need("benefits"),
    ];
    fields.check(&own).ok()?;
    Some(ProactiveParts {
        id: fields.string("id").ok()?,
        programme: fields.coded("programme", Programme::from_code).ok()?,
        kind: fields.coded("kind", RegulationKind::from_code).ok()?,
        period: fields.period("period").ok()?,
        services: fields.codes("services", Service::from_code).ok()?,
        per_child: fields.codes("per_child", Service::from_code).ok()?,
        sender: fields.string("sender").ok()?,
        answer_within_days: fields.number("answer_within_days").ok()?,
        agree_codes: fields.strings("agree_codes").ok()?,
        refuse_codes: fields.strings("refuse_codes").ok()?,
        refusal: fields.coded("refusal", RefusalRule::from_code).ok()?,
        account_step: fields.boolean("account_step").ok()?,
        benefits: super::BenefitsParts::read(fields.get("benefits")?)?,
    })
}

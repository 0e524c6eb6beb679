//! A proactive regulation from JSON, whole or as a change of another.

use super::{ProactiveParts, RefusalRule, form::Form as _};
use crate::{
    family_card::{kind::RegulationKind, service::Service},
    programme::Programme,
    value::error::ErrorKind,
    wire::fields::{Fault, Fields, need},
};

impl ProactiveParts {
    /// A form that is not the wire's is one fault.
    pub(super) fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        read(fields).ok_or(Fault::new(ErrorKind::MalformedRegulation))
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

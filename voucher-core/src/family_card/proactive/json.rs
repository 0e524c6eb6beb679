//! A proactive regulation from JSON, whole or as a change of another.

use super::{ProactiveParts, RefusalRule, form::Form as _};
use crate::{
    family_card::{kind::RegulationKind, service::Service},
    programme::Programme,
    wire::fields::{FORM, Fault, Fields, need},
};

impl ProactiveParts {
    pub(super) fn read(fields: Fields<'_>) -> Result<Self, Fault> {
        fields.check_is("programme", Programme::FamilyCard.code())?;
        fields.check_is("kind", RegulationKind::Proactive.code())?;
        let own = [
            FORM,
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
        fields.check(&own)?;
        Ok(Self {
            id: fields.string("id")?,
            programme: fields.coded("programme", Programme::from_code)?,
            kind: fields.coded("kind", RegulationKind::from_code)?,
            period: fields.period("period")?,
            services: fields.codes("services", Service::from_code)?,
            per_child: fields.codes("per_child", Service::from_code)?,
            sender: fields.string("sender")?,
            answer_within_days: fields.number("answer_within_days")?,
            agree_codes: fields.strings("agree_codes")?,
            refuse_codes: fields.strings("refuse_codes")?,
            refusal: fields.coded("refusal", RefusalRule::from_code)?,
            account_step: fields.boolean("account_step")?,
            benefits: super::BenefitsParts::of_field(fields, "benefits")?,
        })
    }
}

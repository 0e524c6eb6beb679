//! Words for people, by code (N36).

use voucher_core::{
    Language,
    gas::{Refusal, Sms, Stage, Step},
};

use crate::error::VoucherError;

/// A refusal with its words.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasReason {
    /// The refusal.
    pub refusal: Refusal,
    /// Its stable code, as servers and journals write it.
    pub code: String,
    /// The norms that decide it.
    pub norm: String,
    /// The text for the person.
    pub text: String,
}

/// A stage with its words.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasStageText {
    /// The stage.
    pub stage: Stage,
    /// Its stable code.
    pub code: String,
    /// The text for the person.
    pub text: String,
}

/// A step with its words.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasStepText {
    /// The step.
    pub step: Step,
    /// Its stable code.
    pub code: String,
    /// The text for the person.
    pub text: String,
}

/// An SMS with its words.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasSmsText {
    /// The SMS.
    pub sms: Sms,
    /// Whether the text is the order's own.
    pub official: bool,
    /// The text for the person.
    pub text: String,
}

/// Every text in one language.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasCatalogue {
    /// Every refusal, in the order of the norms.
    pub refusals: Vec<GasReason>,
    /// Every stage, in the order of N18.
    pub stages: Vec<GasStageText>,
    /// Every step, in order.
    pub steps: Vec<GasStepText>,
    /// The two SMS.
    pub sms: Vec<GasSmsText>,
}

/// Every text in one language, for an app that looks words up by code.
#[uniffi::export]
pub fn gas_catalogue(language: Language) -> Result<GasCatalogue, VoucherError> {
    Ok(GasCatalogue {
        refusals: Refusal::ALL.iter().map(|refusal| GasReason::new(*refusal, language)).collect(),
        stages: Stage::ALL.iter().map(|stage| GasStageText::new(*stage, language)).collect(),
        steps: Step::ALL.iter().map(|step| GasStepText::new(*step, language)).collect(),
        sms: Sms::ALL.iter().map(|sms| GasSmsText::new(*sms, language)).collect(),
    })
}

impl GasReason {
    pub(crate) fn new(refusal: Refusal, language: Language) -> Self {
        Self {
            refusal,
            code: refusal.code().to_owned(),
            norm: refusal.norm().to_owned(),
            text: refusal.texts().in_language(language).to_owned(),
        }
    }
}

impl GasStageText {
    pub(crate) fn new(stage: Stage, language: Language) -> Self {
        Self { stage, code: stage.code().to_owned(), text: stage.texts().in_language(language).to_owned() }
    }
}

impl GasStepText {
    pub(crate) fn new(step: Step, language: Language) -> Self {
        Self { step, code: step.code().to_owned(), text: step.texts().in_language(language).to_owned() }
    }
}

impl GasSmsText {
    fn new(sms: Sms, language: Language) -> Self {
        let texts = sms.texts();
        Self { sms, official: texts.is_official(language), text: texts.in_language(language).to_owned() }
    }
}

//! Words for people, by code (N36).

use voucher_core::{
    Language,
    gas::{Refusal, Sms, Stage, Step},
};

use crate::{error::VoucherError, words::words};

words!(GasReason, GasStageText);

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
        refusals: GasReason::all(Refusal::ALL.iter().copied(), language),
        stages: Stage::ALL.iter().map(|stage| GasStageText::new(*stage, language)).collect(),
        steps: Step::ALL.iter().map(|step| GasStepText::new(*step, language)).collect(),
        sms: Sms::ALL.iter().map(|sms| GasSmsText::new(*sms, language)).collect(),
    })
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

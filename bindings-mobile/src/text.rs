//! Words for people, by code (N36).

use voucher_core::{
    Language,
    gas::{Refusal, Sms, Stage, Step},
};

use crate::error::VoucherError;

/// A refusal with its words.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Reason {
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
pub struct StageText {
    /// The stage.
    pub stage: Stage,
    /// Its stable code.
    pub code: String,
    /// The text for the person.
    pub text: String,
}

/// A step with its words.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct StepText {
    /// The step.
    pub step: Step,
    /// Its stable code.
    pub code: String,
    /// The text for the person.
    pub text: String,
}

/// An SMS with its words.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SmsText {
    /// The SMS.
    pub sms: Sms,
    /// Whether the text is the order's own.
    pub official: bool,
    /// The text for the person.
    pub text: String,
}

/// Every text in one language.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Catalogue {
    /// Every refusal, in the order of the norms.
    pub refusals: Vec<Reason>,
    /// Every stage, in the order of N18.
    pub stages: Vec<StageText>,
    /// Every step, in order.
    pub steps: Vec<StepText>,
    /// The two SMS.
    pub sms: Vec<SmsText>,
}

/// Every text in one language, for an app that looks words up by code.
#[uniffi::export]
pub fn catalogue(language: Language) -> Result<Catalogue, VoucherError> {
    Ok(Catalogue {
        refusals: Refusal::ALL.iter().map(|refusal| Reason::new(*refusal, language)).collect(),
        stages: Stage::ALL.iter().map(|stage| StageText::new(*stage, language)).collect(),
        steps: Step::ALL.iter().map(|step| StepText::new(*step, language)).collect(),
        sms: Sms::ALL.iter().map(|sms| SmsText::new(*sms, language)).collect(),
    })
}

/// The version of this library.
#[uniffi::export]
pub fn version() -> Result<String, VoucherError> {
    Ok(env!("CARGO_PKG_VERSION").to_owned())
}

impl Reason {
    pub(crate) fn new(refusal: Refusal, language: Language) -> Self {
        Self {
            refusal,
            code: refusal.code().to_owned(),
            norm: refusal.norm().to_owned(),
            text: refusal.texts().in_language(language).to_owned(),
        }
    }
}

impl StageText {
    pub(crate) fn new(stage: Stage, language: Language) -> Self {
        Self { stage, code: stage.code().to_owned(), text: stage.texts().in_language(language).to_owned() }
    }
}

impl StepText {
    pub(crate) fn new(step: Step, language: Language) -> Self {
        Self { step, code: step.code().to_owned(), text: step.texts().in_language(language).to_owned() }
    }
}

impl SmsText {
    fn new(sms: Sms, language: Language) -> Self {
        let texts = sms.texts();
        Self { sms, official: texts.is_official(language), text: texts.in_language(language).to_owned() }
    }
}

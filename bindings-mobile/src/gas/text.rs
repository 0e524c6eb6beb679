//! Words for people, by code (N36).

use voucher_core::{
    Language,
    gas::{Action, Refusal, Regulation, Sms, Stage, Step},
    programme::Texts,
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
    /// Its name in at most 20 characters: a button.
    pub label: String,
    /// The text for the person.
    pub text: String,
}

/// An action with its name.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GasActionText {
    /// The action.
    pub action: Action,
    /// Its stable code.
    pub code: String,
    /// Its name in at most 20 characters: a button.
    pub label: String,
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
    /// Every action, in order.
    pub actions: Vec<GasActionText>,
}

/// Every text in one language, for an app that looks words up by code.
#[uniffi::export]
#[must_use]
pub fn gas_catalogue(language: Language) -> GasCatalogue {
    GasCatalogue {
        refusals: GasReason::all(Refusal::ALL.iter().copied(), language),
        stages: Stage::ALL.iter().map(|stage| GasStageText::new(*stage, language)).collect(),
        steps: Step::ALL.iter().map(|step| GasStepText::new(*step, language)).collect(),
        actions: Action::ALL.iter().map(|action| GasActionText::new(*action, language)).collect(),
    }
}

/// The texts of the SMS under a regulation. An SMS whose text names another day, code, number or link than the regulation is not
/// among them.
#[uniffi::export]
pub fn gas_sms_texts(regulation: Regulation, language: Language) -> Result<Vec<GasSmsText>, VoucherError> {
    let told = |sms: &Sms| Some(GasSmsText::new(*sms, sms.texts_under(&regulation)?, language));
    Ok(Sms::ALL.iter().filter_map(told).collect())
}

impl GasStepText {
    pub(crate) fn new(step: Step, language: Language) -> Self {
        let (label, text) = (step.label().in_language(language), step.texts().in_language(language));
        Self { step, code: step.code().to_owned(), label: label.to_owned(), text: text.to_owned() }
    }
}

impl GasActionText {
    fn new(action: Action, language: Language) -> Self {
        let label = action.label().in_language(language).to_owned();
        Self { action, code: action.code().to_owned(), label }
    }
}

impl GasSmsText {
    fn new(sms: Sms, texts: Texts, language: Language) -> Self {
        Self { sms, official: texts.is_official(language), text: texts.in_language(language).to_owned() }
    }
}

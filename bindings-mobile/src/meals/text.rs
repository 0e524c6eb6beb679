//! Words for people, by code (N36).

use voucher_core::{
    Language,
    meals::{Refusal, Refusals, Stage},
};

/// A refusal with its words.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MealReason {
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
pub struct MealStageText {
    /// The stage.
    pub stage: Stage,
    /// Its stable code.
    pub code: String,
    /// The text for the person.
    pub text: String,
}

impl MealReason {
    /// Every refusal, in the order of the norms.
    pub(crate) fn all(refusals: Refusals, language: Language) -> Vec<Self> {
        let reason = |refusal: Refusal| Self {
            refusal,
            code: refusal.code().to_owned(),
            norm: refusal.norm().to_owned(),
            text: refusal.texts().in_language(language).to_owned(),
        };
        refusals.iter().map(reason).collect()
    }
}

impl MealStageText {
    pub(crate) fn new(stage: Stage, language: Language) -> Self {
        Self { stage, code: stage.code().to_owned(), text: stage.texts().in_language(language).to_owned() }
    }
}

//! Words for people, by code (N36).

use voucher_core::{
    Language,
    meals::{Refusal, Stage},
    programme::Texts,
};

use crate::{calendar::MonthPhase, words::words};

words!(MealReason, MealStageText);

impl MealStageText {
    /// Of a month, wherever it lies: one that is over asks for nothing.
    pub(crate) fn in_month(stage: Stage, phase: MonthPhase, language: Language) -> Self {
        let told = Self::new(stage, language);
        if phase != MonthPhase::Over {
            return told;
        }
        let words = |texts: Texts| texts.in_language(language).to_owned();
        Self { title: words(stage.title_when_over()), text: words(stage.texts_when_over()), ..told }
    }
}

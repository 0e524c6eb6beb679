//! Words for people, by code (N36, K32).

use voucher_core::{
    Language,
    family_card::{MissingFact, NextStep, Refusal, Service, Stage},
    programme::Texts,
};

use crate::words::words;

words!(CardReason);

/// Values of a closed list with their words, by the names that they have on a phone.
macro_rules! told {
    ($($(#[$doc:meta])* $Told:ident { $(#[$field_doc:meta])* $field:ident: $Value:ident })+) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
        pub struct $Told {
            $(#[$field_doc])*
            pub $field: $Value,
            /// Its stable code, as servers and journals write it.
            pub code: String,
            /// The text for the person.
            pub text: String,
        }

        impl $Told {
            pub(crate) fn new($field: $Value, texts: Texts, language: Language) -> Self {
                Self { $field, code: $field.code().to_owned(), text: texts.in_language(language).to_owned() }
            }
        }
    )+ };
}

told! {
    /// A service with its name (K14).
    CardServiceText {
        /// The service.
        service: Service
    }

    /// What the person does next, with its words (K28).
    OfferStepText {
        /// The step.
        step: NextStep
    }

    /// What is missing, in words that are part of a sentence (K10, K11).
    RightMissing {
        /// The fact that is not known, or the number that is not published.
        fact: MissingFact
    }
}

/// A stage of an offer with its words (K28). Those of a refusal hang on whether it is final.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct OfferStageText {
    /// The stage.
    pub stage: Stage,
    /// Its stable code, as servers and journals write it.
    pub code: String,
    /// Its name in at most 25 characters: a heading, a chip, a notification.
    pub title: String,
    /// The text for the person.
    pub text: String,
}

impl OfferStageText {
    pub(crate) fn new(stage: Stage, texts: Texts, language: Language) -> Self {
        let words = |texts: Texts| texts.in_language(language).to_owned();
        Self { stage, code: stage.code().to_owned(), title: words(stage.title()), text: words(texts) }
    }
}

//! Words for people, by code (N36): what the records of every programme have in common.

use voucher_core::{
    Language, Programme, family_card, gas, meals, medicines,
    programme::{Fault, Texts},
    targeted_assistance,
};

use crate::value::TypedText;

/// A refusal and, where its words hang on nothing else, a stage of a programme with their words, by the names that they have
/// on a phone.
macro_rules! words {
    ($Reason:ident) => {
        /// A refusal with its words.
        #[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
        pub struct $Reason {
            /// The refusal.
            pub refusal: Refusal,
            /// Its stable code, as servers and journals write it.
            pub code: String,
            /// The norms that decide it.
            pub norm: String,
            /// The text for the person.
            pub text: String,
        }

        impl $Reason {
            /// Every refusal, in their order.
            pub(crate) fn all(refusals: impl Iterator<Item = Refusal>, language: Language) -> Vec<Self> {
                let reason = |refusal: Refusal| Self {
                    refusal,
                    code: refusal.code().to_owned(),
                    norm: refusal.norm().to_owned(),
                    text: refusal.texts().in_language(language).to_owned(),
                };
                refusals.map(reason).collect()
            }
        }
    };

    ($Reason:ident, $StageText:ident) => {
        $crate::words::words!($Reason);

        /// A stage with its words.
        #[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
        pub struct $StageText {
            /// The stage.
            pub stage: Stage,
            /// Its stable code.
            pub code: String,
            /// Its name in at most 25 characters: a heading, a chip, a notification.
            pub title: String,
            /// The text for the person.
            pub text: String,
        }

        impl $StageText {
            pub(crate) fn new(stage: Stage, language: Language) -> Self {
                let words = |texts: voucher_core::programme::Texts| texts.in_language(language).to_owned();
                let (title, text) = (words(stage.title()), words(stage.texts()));
                Self { stage, code: stage.code().to_owned(), title, text }
            }
        }
    };
}

pub(crate) use words;

/// An identifier's fault with its words, for the field where it is typed (N39).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct FaultText {
    /// Its stable code, which the checks answer with.
    pub code: String,
    /// The text for the person.
    pub text: String,
}

/// What can be wrong with an IIN, an account or a phone, in words.
#[uniffi::export]
#[must_use]
pub fn fault_texts(language: Language) -> Vec<FaultText> {
    let told = |fault: &Fault| FaultText {
        code: fault.code().to_owned(),
        text: fault.texts().in_language(language).to_owned(),
    };
    Fault::ALL.iter().map(told).collect()
}

/// What to tell the person of a refusal that a server names by its code; none where this version knows no such refusal of the
/// programme.
#[uniffi::export]
#[must_use]
pub fn refusal_text(programme: Programme, code: TypedText, language: Language) -> Option<String> {
    let code = code.0.as_str();
    let texts: Option<Texts> = match programme {
        Programme::Gas => gas::Refusal::from_code(code).map(gas::Refusal::texts),
        Programme::Meals => meals::Refusal::from_code(code).map(meals::Refusal::texts),
        Programme::Medicines => medicines::Refusal::from_code(code).map(medicines::Refusal::texts),
        Programme::FamilyCard => family_card::Refusal::from_code(code).map(family_card::Refusal::texts),
        Programme::TargetedAssistance => {
            targeted_assistance::Refusal::from_code(code).map(targeted_assistance::Refusal::texts)
        }
    };
    texts.map(|texts| texts.in_language(language).to_owned())
}

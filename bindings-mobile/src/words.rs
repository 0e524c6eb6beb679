//! Words for people, by code (N36): what the records of every programme have in common.

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
            /// The text for the person.
            pub text: String,
        }

        impl $StageText {
            pub(crate) fn new(stage: Stage, language: Language) -> Self {
                let text = stage.texts().in_language(language).to_owned();
                Self { stage, code: stage.code().to_owned(), text }
            }
        }
    };
}

pub(crate) use words;

//! Words for people, by code (N36).

use voucher_core::{
    Language, Reference,
    programme::Texts,
    targeted_assistance::{Evidence, Missing, MissingFact, Party, Refusal, Stage},
};

use crate::words::words;

words!(AssistanceReason, AssistanceStageText);

/// Something that is missing, with its words (T25).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct AssistanceMissing {
    /// What is missing; none where it is an item of evidence.
    pub fact: Option<MissingFact>,
    /// The kind of evidence that is not answered; none where it is something else.
    pub evidence: Option<Evidence>,
    /// The stable code of either.
    pub code: String,
    /// The member of whom it is missing, where it is something of a member.
    pub member: Option<Reference>,
    /// The code of the breach or of the kind of income that it is about, where it is about one.
    pub kind: Option<String>,
    /// What it is, in words.
    pub text: String,
}

impl AssistanceMissing {
    pub(crate) fn new(missing: &Missing, language: Language) -> Self {
        let code = missing.what();
        Self {
            fact: MissingFact::from_code(code),
            evidence: Evidence::from_code(code),
            code: code.to_owned(),
            member: missing.member(),
            kind: missing.kind().map(str::to_owned),
            text: missing.texts().in_language(language).to_owned(),
        }
    }
}

/// What is to be done, and who has to do it (T13, T23).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct AssistanceStep {
    /// The stable code of what is due for the application, or of what is next for an item of evidence.
    pub code: String,
    /// What it is, in words.
    pub text: String,
    /// Who has to act.
    pub by: Party,
    /// Who that is, in words.
    pub by_text: String,
}

impl AssistanceStep {
    pub(crate) fn new(code: &str, texts: Texts, by: Party, language: Language) -> Self {
        let by_text = by.texts().in_language(language).to_owned();
        Self { code: code.to_owned(), text: texts.in_language(language).to_owned(), by, by_text }
    }
}

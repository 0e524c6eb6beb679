//! Texts and names by code, in Kazakh, Russian and English (N33, N36).

use pyo3::prelude::*;
use voucher_core as core;

use crate::{
    argument::Text,
    coded::Code,
    error::{Bind, BindError, OWN},
    regulation::RegulationArg,
};

/// The SMS that asks for consent (N36): in Russian the order's own wording, otherwise our translation.
///
/// Errors: `unknown_value` where a `regulation` has other days, codes or numbers than the text names.
#[pyfunction]
#[pyo3(signature = (language, *, regulation=None))]
pub(crate) fn start_sms(
    language: Code<core::Language>,
    regulation: Option<RegulationArg<'_>>,
) -> Bind<&'static str> {
    words(core::gas::Sms::Start, language.0, regulation.as_ref())
}

/// The SMS that answers a consent (N36): in Russian the order's own wording, otherwise our translation.
///
/// Errors: `unknown_value` where a `regulation` has other days or another link than the text names.
#[pyfunction]
#[pyo3(signature = (language, *, regulation=None))]
pub(crate) fn confirmation_sms(
    language: Code<core::Language>,
    regulation: Option<RegulationArg<'_>>,
) -> Bind<&'static str> {
    words(core::gas::Sms::Confirmation, language.0, regulation.as_ref())
}

/// The words of an SMS, where a regulation is what they say.
fn words(
    sms: core::gas::Sms,
    language: core::Language,
    regulation: Option<&RegulationArg<'_>>,
) -> Bind<&'static str> {
    let texts = regulation.map_or(Some(sms.texts()), |regulation| sms.texts_under(regulation.get()));
    texts.map(|texts| texts.in_language(language)).ok_or_else(|| other_sms("regulation"))
}

/// A regulation has other days, codes or numbers than the text of an SMS names.
#[cold]
pub(crate) fn other_sms(field: &'static str) -> BindError {
    let text = "the regulation differs from what the SMS of the order says: send a text of your own";
    BindError::malformed("unknown_value", field, text)
}

/// The text of `Refusal.text`.
#[pyfunction]
pub(crate) fn _refusal_text(
    refusal: Code<core::gas::Refusal>,
    language: Code<core::Language>,
) -> &'static str {
    refusal.0.texts().in_language(language.0)
}

/// The norms of `Refusal.norm`.
#[pyfunction]
pub(crate) fn _refusal_norm(refusal: Code<core::gas::Refusal>) -> &'static str {
    refusal.0.norm()
}

/// The text of `Stage.text`.
#[pyfunction]
pub(crate) fn _stage_text(stage: Code<core::gas::Stage>, language: Code<core::Language>) -> &'static str {
    stage.0.texts().in_language(language.0)
}

/// The text of `Step.text`.
#[pyfunction]
pub(crate) fn _step_text(step: Code<core::gas::Step>, language: Code<core::Language>) -> &'static str {
    step.0.texts().in_language(language.0)
}

/// What the code of an error says, in words for whoever has to mend the input (N36): of an exception, a row or a line. Ours, not
/// official.
///
/// Errors: `unknown_value` where no error has this code.
#[pyfunction]
pub(crate) fn error_text(code: Text<'_>, language: Code<core::Language>) -> Bind<&'static str> {
    words_of_error(code.read("code")?, language.0)
        .ok_or_else(|| BindError::malformed("unknown_value", "code", "no error has this code"))
}

/// The words of an error's code, if there is such an error.
pub(crate) fn words_of_error(code: &str, language: core::Language) -> Option<&'static str> {
    let own = || {
        OWN.into_iter().find(|(own, _)| *own == code).map(|(_, [kk, ru, en])| match language {
            core::Language::Kk => kk,
            core::Language::Ru => ru,
            core::Language::En => en,
        })
    };
    core::Error::texts_of(code).map(|texts| texts.in_language(language)).or_else(own)
}

/// The code of `Region.iso`.
#[pyfunction]
pub(crate) fn _region_iso(region: Code<core::Region>) -> &'static str {
    region.0.iso_3166_2()
}

/// The name of `Region.label`.
#[pyfunction]
pub(crate) fn _region_label(region: Code<core::Region>, language: Code<core::Language>) -> &'static str {
    region.0.name(language.0)
}

/// The region of `Region.parse`: by its codes, or by a name as people write it.
#[pyfunction]
pub(crate) fn _region_parse(text: Text<'_>) -> Bind<Code<core::Region>> {
    let text = text.read("region")?;
    Ok(Code(core::Region::parse(text)?))
}

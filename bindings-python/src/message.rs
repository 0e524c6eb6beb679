//! Texts and names by code, in Kazakh, Russian and English (N33, N36).

use pyo3::prelude::*;
use voucher_core as core;

use crate::{argument::Text, coded::Code, error::Bind};

/// The SMS that asks for consent (N36): in Russian the order's own wording, otherwise our translation.
#[pyfunction]
pub(crate) fn start_sms(language: Code<core::Language>) -> &'static str {
    core::gas::Sms::Start.texts().in_language(language.0)
}

/// The SMS that answers a consent (N36): in Russian the order's own wording, otherwise our translation.
#[pyfunction]
pub(crate) fn confirmation_sms(language: Code<core::Language>) -> &'static str {
    core::gas::Sms::Confirmation.texts().in_language(language.0)
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

/// The region of `Region.parse`: by KATO code or by any known name.
#[pyfunction]
pub(crate) fn _region_parse(text: Text<'_>) -> Bind<Code<core::Region>> {
    let text = text.read("region")?;
    Ok(Code(core::Region::from_kato(text).or_else(|_| core::Region::from_name(text))?))
}

/// A text of this face in the three languages; ours, not official.
pub(crate) struct Phrase {
    kk: &'static str,
    ru: &'static str,
    en: &'static str,
}

impl Phrase {
    pub(crate) const fn in_language(&self, language: core::Language) -> &'static str {
        match language {
            core::Language::Kk => self.kk,
            core::Language::Ru => self.ru,
            core::Language::En => self.en,
        }
    }
}

/// A preview says *yes*.
pub(crate) const YES: Phrase = Phrase {
    kk: "Ваучерді белсендіруге болады.",
    ru: "Ваучер можно активировать.",
    en: "The voucher can be activated.",
};

/// What stands before the earliest date of a *no*.
pub(crate) const EARLIEST: Phrase = Phrase {
    kk: "Мүмкін болатын ең ерте күн:",
    ru: "Самая ранняя возможная дата:",
    en: "The earliest possible date:",
};

/// What stands before the missing facts.
pub(crate) const CANNOT_TELL: Phrase = Phrase {
    kk: "Жауап беру үшін мәліметтер жеткіліксіз:",
    ru: "Для ответа не хватает сведений:",
    en: "Not enough is known to answer:",
};

/// A missing fact in words.
pub(crate) const fn missing(fact: core::gas::MissingFact) -> Phrase {
    match fact {
        core::gas::MissingFact::Listing => Phrase {
            kk: "адамның осы айдың тізімінде бар-жоғы",
            ru: "есть ли человек в списке этого месяца",
            en: "whether the person is on this month's list",
        },
        core::gas::MissingFact::Consent => Phrase {
            kk: "адамның келісім бергені-бермегені",
            ru: "дано ли согласие",
            en: "whether consent was given",
        },
        core::gas::MissingFact::OwnActivation => Phrase {
            kk: "адамның осы айдағы ваучері белсендірілген-белсендірілмегені",
            ru: "активирован ли уже ваучер этого человека за месяц",
            en: "whether this person's voucher of the month is activated",
        },
        core::gas::MissingFact::AccountUse => Phrase {
            kk: "осы айда тұлғалық шотта басқа белсендірулердің бар-жоғы",
            ru: "есть ли в этом месяце другие активации на лицевом счёте",
            en: "whether the account has other activations this month",
        },
        core::gas::MissingFact::AccountExists => Phrase {
            kk: "қызмет көрсетушіде мұндай тұлғалық шоттың бар-жоғы",
            ru: "есть ли такой лицевой счёт у поставщика",
            en: "whether the provider has such an account",
        },
    }
}

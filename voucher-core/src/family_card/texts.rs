//! Texts for people, by code, in Kazakh, Russian and English (K32, N36).

use crate::{
    family_card::{offers::Stage, proactive::RefusalRule},
    programme::Texts,
};

impl Stage {
    /// Where the offer stands.
    #[must_use]
    pub const fn texts(self, _refusal: RefusalRule) -> Texts {
        Texts { kk: "-", ru: "-", en: "-", official_ru: false }
    }
}

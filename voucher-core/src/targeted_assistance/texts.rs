//! Texts for people, by code, in Kazakh, Russian and English (N36).
use crate::{programme::Texts, targeted_assistance::stage::Stage};
impl Stage {
    /// x
    pub const fn texts(self) -> Texts {
        Texts { kk: "x", ru: "x", en: "x", official_ru: false }
    }
}

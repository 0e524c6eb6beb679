//! The languages in which people are spoken to (N36).

use crate::value::coded::coded;

coded! {
    /// A language of texts and names (N36). The codes are those of ISO 639-1.
    ///
    /// Deliberately exhaustive: a new language must break your build.
    ///
    /// ```
    /// use voucher_core::Language;
    ///
    /// assert_eq!(Language::Kk.code(), "kk"); // the language, not the country: that would be "kz"
    /// assert_eq!(Language::ALL, [Language::Kk, Language::Ru, Language::En]);
    /// ```
    Language {
        /// Kazakh, in Cyrillic script.
        Kk "kk",
        /// Russian.
        Ru "ru",
        /// English.
        En "en",
    }
}

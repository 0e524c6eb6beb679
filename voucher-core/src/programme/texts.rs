//! A text in the three languages.

use crate::value::language::Language;

/// One text in the three languages (N36). No language is ever empty.
///
/// ```
/// use voucher_core::{Language, gas::Step};
///
/// let texts = Step::EnterAccount.texts();
/// assert_eq!(texts.kk(), "Тұлғалық шотыңызды енгізіңіз.");
/// assert_eq!(texts.ru(), "Введите, пожалуйста, свой лицевой счёт.");
/// assert_eq!(texts.in_language(Language::En), texts.en());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Texts {
    pub(crate) kk: &'static str,
    pub(crate) ru: &'static str,
    pub(crate) en: &'static str,
    pub(crate) official_ru: bool,
}

/// A text that is all ours.
pub(crate) const fn ours(kk: &'static str, ru: &'static str, en: &'static str) -> Texts {
    Texts { kk, ru, en, official_ru: false }
}

/// A fact of a date before that of the latest one (N9), in every programme.
pub(crate) const OUT_OF_ORDER: Texts = ours(
    "Бұл әрекеттің күні бұрын тіркелген күннен ерте, сондықтан ол қабылданбады. Әрекетті қайталап көріңіз.",
    "Дата этого действия раньше той, что уже записана, поэтому оно не принято. Попробуйте, пожалуйста, ещё раз.",
    "The date of this action is earlier than one already recorded, so it was not accepted. Please try again.",
);

/// A text whose Russian is the source's own wording.
pub(crate) const fn official(kk: &'static str, ru: &'static str, en: &'static str) -> Texts {
    Texts { kk, ru, en, official_ru: true }
}

impl Texts {
    /// The most characters of a title: a heading, a chip, a notification.
    pub const TITLE: usize = 25;

    /// The most characters of a label: a button.
    pub const LABEL: usize = 20;

    /// The Kazakh text, in Cyrillic script; never official (N36).
    ///
    /// ```
    /// use voucher_core::gas::Step;
    ///
    /// assert!(Step::Confirm.texts().kk().contains("«Растау»"));
    /// ```
    #[must_use]
    pub const fn kk(self) -> &'static str {
        self.kk
    }

    /// The Russian text; [`is_official`](Self::is_official) tells whether it is the source's own (N36).
    ///
    /// ```
    /// use voucher_core::gas::Step;
    ///
    /// assert!(Step::Confirm.texts().ru().contains("«Подтвердить»"));
    /// ```
    #[must_use]
    pub const fn ru(self) -> &'static str {
        self.ru
    }

    /// The English text, in ASCII; never official (N36).
    ///
    /// ```
    /// use voucher_core::gas::Step;
    ///
    /// assert!(Step::Confirm.texts().en().is_ascii());
    /// ```
    #[must_use]
    pub const fn en(self) -> &'static str {
        self.en
    }

    /// The text in this language (N36).
    ///
    /// ```
    /// use voucher_core::{Language, gas::Stage};
    ///
    /// let texts = Stage::Asked.texts();
    /// assert_eq!(texts.in_language(Language::Kk), texts.kk());
    /// assert_ne!(texts.in_language(Language::Ru), texts.kk());
    /// ```
    #[must_use]
    pub const fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::Kk => self.kk,
            Language::Ru => self.ru,
            Language::En => self.en,
        }
    }

    /// Whether the text in this language is the source's own wording (N36). Only Russian ones are: those of the two
    /// [`Sms`](crate::gas::Sms) of gas, of the [levels](crate::family_card::Level) and nine
    /// [services](crate::family_card::Service) of the family card, and of the
    /// [evidence](crate::targeted_assistance::Evidence) of assistance.
    ///
    /// ```
    /// use voucher_core::{Language, gas::{Sms, Stage}, targeted_assistance::Evidence};
    ///
    /// assert!(Sms::Start.texts().is_official(Language::Ru));
    /// assert!(Evidence::Income.texts().is_official(Language::Ru));
    /// assert!(!Sms::Start.texts().is_official(Language::Kk));
    /// assert!(!Stage::Issued.texts().is_official(Language::Ru));
    /// ```
    #[must_use]
    pub const fn is_official(self, language: Language) -> bool {
        match language {
            Language::Ru => self.official_ru,
            Language::Kk | Language::En => false,
        }
    }
}

#[cfg(test)]
impl Texts {
    /// Texts for people: one or two sentences each, without digits, codes and control characters, in the letters of their language
    /// (N36).
    pub(crate) fn are_sentences(texts: impl Iterator<Item = Self>) {
        for texts in texts {
            for &language in Language::ALL {
                let text = texts.in_language(language);
                assert!(text.ends_with('.') && text.matches(". ").count() <= 1, "{text}");
                assert!(!text.contains(|c: char| c.is_numeric() || c == '_' || c.is_control()), "{text}");
                assert!(text.chars().next().is_some_and(char::is_uppercase), "{text}");
            }
            texts.has_own_letters();
        }
    }

    /// Each language is written in its own letters (N36).
    pub(crate) fn has_own_letters(self) {
        assert!(self.kk().contains(|c| "әғқңөұүіӘҒҚҢӨҰҮІ".contains(c)), "{}", self.kk());
        let cyrillic = |c: &char| ('\u{400}'..='\u{52f}').contains(c);
        assert!(self.ru().chars().any(|c| cyrillic(&c)), "{}", self.ru());
        let russian = |c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
        assert!(self.ru().chars().filter(cyrillic).all(russian), "{}", self.ru());
        assert!(self.en().is_ascii(), "{}", self.en());
    }

    /// Short forms of a closed list: none longer than `most`, none a sentence, no two alike.
    pub(crate) fn are_short(forms: impl Iterator<Item = Self>, most: usize) {
        let mut seen = alloc::vec::Vec::new();
        for form in forms {
            for language in Language::ALL {
                let text = form.in_language(*language);
                assert!((1..=most).contains(&text.chars().count()), "{text}");
                assert!(text.chars().next().is_some_and(char::is_uppercase), "{text}");
                assert!(
                    !text.ends_with('.') && text.trim() == text && !text.contains(char::is_numeric),
                    "{text}"
                );
                assert!(!form.is_official(*language) && !seen.contains(&(*language, text)), "{text}");
                seen.push((*language, text));
            }
            assert!(form.en().is_ascii() && form.kk() != form.ru(), "{}", form.en());
            assert!(form.ru().contains(|letter: char| ('а'..='я').contains(&letter)), "{}", form.ru());
        }
    }
}

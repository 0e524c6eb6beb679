//! Every code that an input error can have, module by module.

use crate::{
    family_card, gas, meals, medicines,
    programme::{self, Fault, Texts, ours},
    targeted_assistance, value,
    value::error::{Error, ErrorKind},
    wire,
};

mod texts;

impl Error {
    /// Every code that [`code`](Error::code) can give, each once.
    ///
    /// ```
    /// assert!(voucher_core::Error::codes().any(|code| code == "window_reversed"));
    /// ```
    pub fn codes() -> impl Iterator<Item = &'static str> {
        causes().map(ErrorKind::code)
    }

    /// What a code of [`codes`](Self::codes) says, in words for whoever has to mend the input (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::{Error, Iin};
    ///
    /// let error = Iin::parse("990101").unwrap_err();
    /// assert_eq!(Error::texts_of(error.code()).unwrap().ru(), "В ИИН двенадцать цифр.");
    /// assert_eq!(Error::texts_of("window_reversed").unwrap().kk(), "белсендіру мерзімі кейбір айда басталмай тұрып аяқталады");
    /// assert_eq!(Error::texts_of("not_a_code"), None);
    /// ```
    #[must_use]
    pub fn texts_of(code: &str) -> Option<Texts> {
        let cause = causes().find(|kind| kind.code() == code)?;
        let row = || texts::ROWS.iter().find(|(of, ..)| *of == code);
        let said = || row().map(|(_, kk, ru)| ours(kk, ru, cause.0.text));
        Fault::from_code(code).map(Fault::texts).or_else(said)
    }
}

fn causes() -> impl Iterator<Item = ErrorKind> {
    [
        value::CAUSES,
        wire::CAUSES,
        programme::CAUSES,
        gas::CAUSES,
        meals::CAUSES,
        medicines::CAUSES,
        family_card::CAUSES,
        targeted_assistance::CAUSES,
    ]
    .into_iter()
    .flatten()
    .copied()
    .flatten()
    .copied()
}

#[cfg(test)]
mod tests {
    use alloc::{collections::BTreeSet, vec::Vec};

    use super::*;

    /// N36: each code has words in each language, each row a code, and no words stand twice in a language.
    #[test]
    #[cfg_attr(miri, ignore = "compares thousands of words")]
    fn each_code_has_words_of_its_own() {
        let codes: BTreeSet<&str> = Error::codes().collect();
        let said: Vec<Texts> = codes.iter().filter_map(|code| Error::texts_of(code)).collect();
        assert_eq!(said.len(), codes.len());
        let without_pseudonyms = usize::from(!cfg!(feature = "pseudonym"));
        assert_eq!(texts::ROWS.len() + Fault::ALL.len(), codes.len() + without_pseudonyms);
        for of in [Texts::kk, Texts::ru, Texts::en] {
            let words: BTreeSet<&str> = said.iter().map(|texts| of(*texts)).collect();
            assert_eq!(words.len(), said.len());
        }
    }
}

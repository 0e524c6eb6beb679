//! What is wrong with an identifier that a person types, in words for them (N36, N39).

use crate::{
    programme::texts::{Texts, ours as t},
    value::{coded::coded, error::Error},
};

coded! {
    /// What can be wrong with an IIN, an account or a phone that a person types; the codes are those of [`Error::code`].
    ///
    /// Deliberately exhaustive: a new fault must break your build.
    ///
    /// ```
    /// use voucher_core::{Iin, programme::Fault};
    ///
    /// let fault = Fault::of(&Iin::parse("990101600003").unwrap_err());
    /// assert_eq!(fault, Some(Fault::IinControlDigit));
    /// ```
    Fault {
        /// An IIN has 12 digits.
        IinLength "iin_length",
        /// An IIN has digits only.
        IinNotDigits "iin_not_digits",
        /// The control digit does not fit.
        IinControlDigit "iin_control_digit",
        /// Twelve equal digits.
        IinRepeatedDigit "iin_repeated_digit",
        /// A character that no phone has.
        PhoneCharacter "phone_character",
        /// Too few digits or too many.
        PhoneLength "phone_length",
        /// Not a mobile number of Kazakhstan.
        PhoneNotMobile "phone_not_mobile",
        /// Nothing was typed.
        AccountEmpty "account_empty",
        /// More than 32 characters.
        AccountTooLong "account_too_long",
        /// A character that no account has.
        AccountCharacter "account_character",
        /// No digit among the characters.
        AccountNoDigit "account_no_digit",
    }
}

impl Fault {
    /// The fault that an error tells of; none where it is about something else.
    ///
    /// ```
    /// use voucher_core::{Account, parse_date, programme::Fault};
    ///
    /// assert_eq!(Fault::of(&Account::parse("").unwrap_err()), Some(Fault::AccountEmpty));
    /// assert_eq!(Fault::of(&parse_date("today").unwrap_err()), None);
    /// ```
    #[must_use]
    pub fn of(error: &Error) -> Option<Self> {
        Self::from_code(error.code())
    }

    /// The fault in words, beside the field (N36). Ours, not official.
    ///
    /// ```
    /// use voucher_core::programme::Fault;
    ///
    /// assert_eq!(Fault::IinLength.texts().en(), "An IIN has twelve digits.");
    /// ```
    #[must_use]
    pub const fn texts(self) -> Texts {
        match self {
            Self::IinLength => {
                t("ЖСН он екі цифрдан тұрады.", "В ИИН двенадцать цифр.", "An IIN has twelve digits.")
            }
            Self::IinNotDigits => {
                t("ЖСН тек цифрлардан тұрады.", "ИИН состоит только из цифр.", "An IIN has digits only.")
            }
            Self::IinControlDigit => t(
                "ЖСН-де қате бар. Цифрларды құжатпен салыстырып тексеріңіз.",
                "В ИИН ошибка. Сверьте, пожалуйста, цифры с документом.",
                "There is a mistake in the IIN. Please compare the digits with the document.",
            ),
            Self::IinRepeatedDigit => t(
                "Барлық цифры бірдей ЖСН болмайды.",
                "ИИН из одинаковых цифр не бывает.",
                "No IIN has the same digit throughout.",
            ),
            Self::PhoneCharacter => t(
                "Телефон нөмірінде тек цифрлар болады.",
                "В номере телефона бывают только цифры.",
                "A phone number has digits only.",
            ),
            Self::PhoneLength => t(
                "Нөмірді толық енгізіңіз: елдің коды және он цифр.",
                "Введите, пожалуйста, номер полностью: код страны и десять цифр.",
                "Please enter the whole number: the country code and ten digits.",
            ),
            Self::PhoneNotMobile => t(
                "Бұл Қазақстанның ұялы телефон нөмірі емес.",
                "Это не мобильный номер Казахстана.",
                "This is not a mobile number of Kazakhstan.",
            ),
            Self::AccountEmpty => t(
                "Тұлғалық шотты енгізіңіз.",
                "Введите, пожалуйста, лицевой счёт.",
                "Please enter the personal account.",
            ),
            Self::AccountTooLong => t(
                "Тұлғалық шоттың нөмірі тым ұзын.",
                "Номер лицевого счёта слишком длинный.",
                "The number of the personal account is too long.",
            ),
            Self::AccountCharacter => t(
                "Тұлғалық шотта тек латын әріптері, цифрлар, сызықша және қиғаш сызық болады.",
                "В лицевом счёте бывают только латинские буквы, цифры, дефис и косая черта.",
                "A personal account has Latin letters, digits, hyphens and slashes only.",
            ),
            Self::AccountNoDigit => t(
                "Тұлғалық шотта кемінде бір цифр болады.",
                "В лицевом счёте есть хотя бы одна цифра.",
                "A personal account has at least one digit.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{identity::CAUSES, language::Language};

    #[test]
    fn n39_every_fault_of_an_identifier_has_words() {
        assert!(CAUSES.iter().map(|cause| cause.code()).eq(Fault::ALL.iter().map(|fault| fault.code())));
        for fault in Fault::ALL {
            for language in Language::ALL {
                let text = fault.texts().in_language(*language);
                assert!(text.ends_with('.') && !text.contains(char::is_numeric), "{text}");
                assert!(text.chars().next().is_some_and(char::is_uppercase), "{text}");
                assert!(text.chars().count() <= 80, "{text}");
            }
            let texts = fault.texts();
            assert!(texts.en().is_ascii() && texts.kk() != texts.ru());
            assert!(texts.kk().contains(|letter| "әғқңөұүһі".contains(letter)), "{}", texts.kk());
        }
    }
}

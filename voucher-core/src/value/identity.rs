//! Identifiers of people: IIN, phone, personal account. Hidden in every `Debug` (N24, N31, N32, N34).

use alloc::string::String;
use core::fmt;

use crate::value::{
    characters::{Characters, Kind},
    error::{Error, ErrorKind, causes},
};

causes! {
    IinLength "iin_length" "an IIN has 12 digits",
    IinNotDigits "iin_not_digits" "an IIN has ASCII digits only",
    IinControlDigit "iin_control_digit" "the control digit does not fit",
    IinRepeatedDigit "iin_repeated_digit" "twelve equal digits are no IIN",
    PhoneCharacter "phone_character" "a phone has digits, spaces, dashes and brackets, with + in front only",
    PhoneLength "phone_length" "a phone is +7 or 8 and ten digits, or ten digits",
    PhoneNotMobile "phone_not_mobile" "not a mobile number of Kazakhstan",
    AccountEmpty "account_empty" "an account has at least one character",
    AccountTooLong "account_too_long" "an account has at most 32 characters",
    AccountCharacter "account_character" "an account has ASCII letters, digits, - and / only",
    AccountNoDigit "account_no_digit" "an account has at least one digit",
}

/// An individual identification number (ИИН, ЖСН): 12 ASCII digits with a fitting control digit (N31).
///
/// The digits of birth date and sex are neither checked nor decoded: since 2013 they need not match.
/// `Debug` never shows the number (N34); [`expose_text`](Iin::expose_text) does, and its name says so.
///
/// ```
/// use voucher_core::Iin;
///
/// assert!(Iin::parse("990101600002").is_ok()); // first weights
/// assert!(Iin::parse("990101600302").is_ok()); // first weights give 10, second weights decide
/// let none_exists = (0..10).all(|digit| Iin::parse(&format!("99010160034{digit}")).is_err());
/// assert!(none_exists); // both weights give 10
/// assert_eq!(format!("{:?}", Iin::parse("990101600002")?), "Iin(12 digits)");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iin(
    /// INVARIANT: below 10¹², the control digit fits, the digits are not all equal.
    u64,
);

impl Iin {
    /// How many digits it has.
    pub const DIGITS: usize = 12;

    /// Reads 12 digits; white space is not trimmed.
    ///
    /// # Errors
    ///
    /// The first that holds of `iin_length` (in characters), `iin_not_digits`,
    /// `iin_control_digit`, `iin_repeated_digit`.
    ///
    /// ```
    /// use voucher_core::Iin;
    ///
    /// let code = |text| Iin::parse(text).unwrap_err().code();
    /// assert_eq!(code("99010160000"), "iin_length");
    /// assert_eq!(code("99010160000x"), "iin_not_digits");
    /// assert_eq!(code("990101600003"), "iin_control_digit");
    /// assert_eq!(code("000000000000"), "iin_repeated_digit");
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        let error = |kind| Error::of_field(kind, "iin");
        let Ok(digits) = <&[u8; Self::DIGITS]>::try_from(text.as_bytes()) else {
            return Err(Self::of_wrong_length(text));
        };
        let digits = digits.map(|byte| byte.wrapping_sub(b'0'));
        if digits.iter().any(|digit| *digit > 9) {
            return Err(Self::of_wrong_length(text));
        }
        let [first_eleven @ .., last] = digits;
        if control_digit(first_eleven) != Some(u32::from(last)) {
            return Err(error(ErrorKind::IinControlDigit));
        }
        let number = digits.iter().fold(0, |number, digit| number * 10 + u64::from(*digit));
        if number % 111_111_111_111 == 0 {
            return Err(error(ErrorKind::IinRepeatedDigit));
        }
        Ok(Self(number))
    }

    /// Whether a twelfth digit makes an IIN of these eleven.
    pub(crate) fn can_complete(first_eleven: [u8; Self::DIGITS - 1]) -> Result<(), Error> {
        match control_digit(first_eleven) {
            None => Err(Error::of_field(ErrorKind::IinControlDigit, "iin")),
            Some(0) if first_eleven == [0; Self::DIGITS - 1] => {
                Err(Error::of_field(ErrorKind::IinRepeatedDigit, "iin"))
            }
            Some(_) => Ok(()),
        }
    }

    /// What is wrong with a text that is not 12 ASCII digits.
    #[cold]
    fn of_wrong_length(text: &str) -> Error {
        if text.chars().count() != Self::DIGITS {
            return Error::of_field(ErrorKind::IinLength, "iin");
        }
        let stray = text.chars().position(|character| !character.is_ascii_digit());
        Error::of_field(ErrorKind::IinNotDigits, "iin").at(stray.unwrap_or(0))
    }

    /// The number itself, 12 digits: personal data (N34).
    #[must_use]
    pub fn expose_text(self) -> String {
        self.expose_digits().iter().copied().map(char::from).collect()
    }

    /// The number itself as 12 ASCII digits: personal data (N34).
    ///
    /// ```
    /// use voucher_core::Iin;
    ///
    /// assert_eq!(&Iin::parse("990101600002")?.expose_digits(), b"990101600002");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn expose_digits(self) -> [u8; Self::DIGITS] {
        let mut digits = [b'0'; Self::DIGITS];
        let mut rest = self.0;
        for digit in digits.iter_mut().rev() {
            *digit += u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
        }
        digits
    }
}

/// The control digit that the first 11 digits ask for, or none where no such number exists (N31).
fn control_digit(digits: [u8; Iin::DIGITS - 1]) -> Option<u32> {
    const FIRST: [u32; 11] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    const SECOND: [u32; 11] = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];
    let control = |weights: [u32; 11]| {
        let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| u32::from(*digit) * weight).sum();
        Some(sum % 11).filter(|control| *control < 10)
    };
    control(FIRST).or_else(|| control(SECOND))
}

impl fmt::Debug for Iin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Iin(12 digits)")
    }
}

/// A mobile phone of Kazakhstan, normalised to `+7` and ten digits (N32).
///
/// Mobile numbers begin, after `+7`, with 700 to 709, 747, 760 to 764, 770 to 779 or 785 (N32). `Debug` never shows
/// the number (N34).
///
/// ```
/// use voucher_core::Phone;
///
/// for text in ["+77012345678", "8 (701) 234-56-78", "7012345678"] {
///     assert_eq!(Phone::parse(text)?.expose_text(), "+77012345678");
/// }
/// assert_eq!(Phone::parse("77012345678").unwrap_err().code(), "phone_length"); // eleven digits need + or 8
/// assert_eq!(Phone::parse("+77172701234").unwrap_err().code(), "phone_not_mobile");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(
    /// INVARIANT: the ten digits after `+7` of a mobile number.
    u64,
);

impl Phone {
    pub(crate) const DIGITS: usize = 10;

    /// Reads `+7…`, `8…` or ten digits, with spaces, dashes and brackets inside; white space at the
    /// ends is trimmed, a bracket may stand in front.
    ///
    /// # Errors
    ///
    /// The first that holds of `phone_character`, `phone_length`, `phone_not_mobile`.
    ///
    /// ```
    /// use voucher_core::Phone;
    ///
    /// assert!(Phone::parse(" (701) 234-56-78 ").is_ok());
    /// assert_eq!(Phone::parse("701 234 56 78-").unwrap_err().code(), "phone_character");
    /// assert_eq!(Phone::parse("701 234 56 7").unwrap_err().code(), "phone_length");
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        let error = |kind| Error::of_field(kind, "phone");
        let before = text.len() - text.trim_ascii_start().len();
        let text = text.trim_ascii();
        let last = text.chars().count().saturating_sub(1);
        let (mut number, mut digits) = (0_u64, 0_usize);
        for (place, character) in text.chars().enumerate() {
            match character {
                '0'..='9' => {
                    digits = digits.saturating_add(1);
                    if digits <= Self::DIGITS + 1 {
                        number = number * 10 + u64::from(character.to_digit(10).unwrap_or(0));
                    }
                }
                // Never at an end, where it is trimmed.
                ' ' => {}
                '+' if place == 0 => {}
                '(' if place == 0 || place < last => {}
                '-' | ')' if 0 < place && place < last => {}
                _ => return Err(error(ErrorKind::PhoneCharacter).at(before + place)),
            }
        }
        let subscriber = match (text.starts_with('+'), digits, number / 10_000_000_000) {
            (true, 11, 7) | (false, 11, 8) => number % 10_000_000_000,
            (false, 10, _) => number,
            (true | false, _, _) => return Err(error(ErrorKind::PhoneLength)),
        };
        if is_mobile(subscriber / 10_000_000) {
            Ok(Self(subscriber))
        } else {
            Err(error(ErrorKind::PhoneNotMobile))
        }
    }

    /// The phone of the ten digits after `+7`, which begin with a mobile code.
    pub(crate) fn of_digits(digits: &[u8]) -> Self {
        Self(digits.iter().fold(0, |number, digit| number * 10 + u64::from(*digit)))
    }

    /// The number itself, as `+7` and ten digits: personal data (N34).
    #[must_use]
    pub fn expose_text(self) -> String {
        alloc::format!("+7{:010}", self.0)
    }
}

/// Whether mobile numbers have this code, the three digits after `+7` (N32).
pub(crate) const fn is_mobile(code: u64) -> bool {
    matches!(code, 700..=709 | 747 | 760..=764 | 770..=779 | 785)
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(mobile)")
    }
}

/// A personal account (лицевой счёт, тұлғалық шот) at the gas provider, in its normal form (N24).
///
/// 1 to 32 characters of ASCII letters, digits, `-` and `/`, of which at least one is a digit, in upper case; leading
/// zeros count. A digit is needed because tables write `nan`, `None` or `-` for an empty cell, and families would share
/// that account. Whether an account exists is the provider's to say. `Debug` never shows an account (N34).
///
/// ```
/// use voucher_core::Account;
///
/// assert_eq!(Account::parse("\t x-1/2 \r\n")?.expose_text(), "X-1/2");
/// assert_ne!(Account::parse("0012345")?, Account::parse("12345")?);
/// assert_eq!(format!("{:?}", Account::parse("0012345")?), "Account(7 characters)");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Account(
    /// INVARIANT: the normal form, a digit among its characters.
    Characters<{ Self::MAX_CHARACTERS }>,
);

impl Account {
    /// The most characters that an account can have.
    pub const MAX_CHARACTERS: usize = 32;

    /// Reads an account: trims ASCII white space at the ends, turns letters into upper case.
    ///
    /// # Errors
    ///
    /// The first that holds of `account_empty`, `account_too_long`, `account_character`, `account_no_digit`.
    ///
    /// ```
    /// use voucher_core::Account;
    ///
    /// assert!(Account::parse(&"9".repeat(32)).is_ok());
    /// assert_eq!(Account::parse(&"9".repeat(33)).unwrap_err().code(), "account_too_long");
    /// assert_eq!(Account::parse(" \t\n").unwrap_err().code(), "account_empty");
    /// assert_eq!(Account::parse("12 34").unwrap_err().code(), "account_character");
    /// assert_eq!(Account::parse("n/a").unwrap_err().code(), "account_no_digit");
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        const KIND: Kind = Kind {
            name: "account",
            kept: Kind::pairs(
                b"0123456789-/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                b"0123456789-/ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ",
            ),
            empty: ErrorKind::AccountEmpty,
            too_long: ErrorKind::AccountTooLong,
            character: ErrorKind::AccountCharacter,
        };
        let mut characters = Characters::NONE;
        characters.read(text, &KIND)?;
        if !characters.text().bytes().any(|byte| byte.is_ascii_digit()) {
            return Err(Error::of_field(ErrorKind::AccountNoDigit, "account"));
        }
        Ok(Self(characters))
    }

    /// The account itself, in its normal form: personal data (N34).
    #[must_use]
    pub fn expose_text(&self) -> &str {
        self.0.text()
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Account({:?})", self.0)
    }
}

/// `FromStr` of every identifier.
macro_rules! text_conversions {
    ($($value:ident,)+) => { $(
        impl core::str::FromStr for $value {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self, Error> {
                Self::parse(text)
            }
        }
    )+ };
}

text_conversions! { Iin, Phone, Account, }

#[cfg(test)]
mod tests {
    use super::*;

    /// N31: the control digit of every number behind a fixed prefix, against the text of the norm; zeros in front are
    /// digits as others are.
    #[test]
    #[cfg_attr(miri, ignore = "reads a million numbers")]
    fn control_digits_by_full_enumeration() {
        let mut existing = 0_u32;
        let prefixes = ["990101", "000101"];
        for (prefix, serial) in
            prefixes.iter().flat_map(|prefix| (0..50_000_u32).map(move |serial| (prefix, serial)))
        {
            let first_eleven = alloc::format!("{prefix}{serial:05}");
            let digits: alloc::vec::Vec<u32> = first_eleven.chars().filter_map(|c| c.to_digit(10)).collect();
            let sum = |weights: &[u32]| digits.iter().zip(weights).map(|(d, w)| d * w).sum::<u32>() % 11;
            let first = sum(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
            let control = if first < 10 { first } else { sum(&[3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) };
            for digit in 0..10 {
                let text = alloc::format!("{first_eleven}{digit}");
                assert_eq!(Iin::parse(&text).is_ok(), digit == control, "{prefix}, serial {serial}");
            }
            existing += u32::from(control < 10);
        }
        assert!((99_100..99_300).contains(&existing), "about 0.8 % have no control digit: {existing}");
    }

    /// N31: twelve equal digits; of these only the zeros pass the control digit.
    #[test]
    fn repeated_digits_are_no_iin() {
        for digit in '0'..='9' {
            let text: String = core::iter::repeat_n(digit, 12).collect();
            let code = Iin::parse(&text).unwrap_err().code();
            assert!(matches!(code, "iin_repeated_digit" | "iin_control_digit"), "{digit}: {code}");
        }
        assert_eq!(Iin::parse("000000000000").unwrap_err().code(), "iin_repeated_digit");
    }

    /// N34: an identifier in a log says what it is, and no more.
    #[test]
    fn debug_shows_the_kind_alone() {
        assert_eq!(alloc::format!("{:?}", Iin::parse("990101600002").unwrap()), "Iin(12 digits)");
        assert_eq!(alloc::format!("{:?}", Phone::parse("+77012345678").unwrap()), "Phone(mobile)");
        assert_eq!(alloc::format!("{:?}", Account::parse("0012345").unwrap()), "Account(7 characters)");
    }

    /// N31: characters are counted, not bytes; foreign digits are no digits.
    #[test]
    fn length_is_in_characters() {
        assert_eq!(Iin::parse("99010160000\u{662}").unwrap_err().code(), "iin_not_digits");
        assert_eq!(Iin::parse("99010160000\u{662}").unwrap_err().position(), Some(11));
        assert_eq!(
            Iin::parse("\u{661}\u{661}\u{661}\u{661}\u{661}\u{661}").unwrap_err().code(),
            "iin_length"
        );
        assert_eq!(Iin::parse(" 990101600002").unwrap_err().code(), "iin_length");
    }

    /// N32: a place is told in the text as it came, white space in front included.
    #[test]
    fn phones_name_the_place_of_a_fault() {
        let place = |text: &str| Phone::parse(text).unwrap_err().position();
        assert_eq!(place("701x"), Some(3));
        assert_eq!(place("  701x"), Some(5));
        assert_eq!(place(" +7+"), Some(3));
        for separator in ['-', '(', ')', '+'] {
            assert_eq!(place(&alloc::format!("701{separator}")), Some(3));
        }
        for separator in ['-', ')'] {
            assert_eq!(place(&alloc::format!("  {separator}701")), Some(2));
        }
        assert_eq!(Phone::parse("(").unwrap_err().code(), "phone_length");
        assert!(Phone::parse("8 (701) 234-56-78").is_ok());
    }

    /// N32, F6: every code of three digits.
    #[test]
    fn mobile_codes_are_those_of_the_norm() {
        let tried = if cfg!(miri) { 755..775 } else { 0..1000 };
        let is_mobile = |code: &u32| Phone::parse(&alloc::format!("+7{code:03}0000000")).is_ok();
        let codes: alloc::vec::Vec<u32> = tried.clone().filter(is_mobile).collect();
        let of_the_norm = (700..=709).chain([747]).chain(760..=764).chain(770..=779).chain([785]);
        assert!(codes.into_iter().eq(of_the_norm.filter(|code| tried.contains(code))));
    }

    /// N24: length before character, counted after trimming and in characters.
    #[test]
    fn accounts_name_the_first_fault() {
        assert_eq!(Account::parse(&"Ж".repeat(32)).unwrap_err().code(), "account_character");
        assert_eq!(Account::parse(&"Ж".repeat(33)).unwrap_err().code(), "account_too_long");
        assert_eq!(Account::parse("\u{b}1").unwrap_err().code(), "account_character"); // VT is not trimmed
        assert_eq!(Account::parse("\u{a0}1").unwrap_err().code(), "account_character");
        assert_eq!(Account::parse("  1_").unwrap_err().position(), Some(3));
        assert_eq!(Account::parse(&"-".repeat(33)).unwrap_err().code(), "account_too_long");
        assert_eq!(Account::parse("n\u{661}").unwrap_err().code(), "account_character");
    }

    /// N24, F4: at least one ASCII digit, at any place; what a table writes for nothing has none.
    #[test]
    fn accounts_have_a_digit() {
        for nothing in
            ["nan", "NaN ", "None", "N/A", "n/a", "NULL", "-", "--", "/", "NaT", "null", "inf", "A"]
        {
            assert_eq!(Account::parse(nothing).unwrap_err().code(), "account_no_digit", "{nothing}");
        }
        assert_eq!(Account::parse("nan").unwrap_err().position(), None);
        for digit in '0'..='9' {
            for text in
                ["{}", "{}A-", "A{}", "-/{}"].map(|form| form.replace("{}", &alloc::format!("{digit}")))
            {
                assert!(Account::parse(&text).is_ok(), "{text}");
            }
        }
    }

    /// N24: the order of accounts is the order of their text.
    #[test]
    fn accounts_order_as_text() {
        let texts = ["--0", "-0", "-0/", "/0", "0", "00", "01", "1", "10", "9", "A-0", "A1", "Z1"];
        for pair in texts.windows(2) {
            assert!(Account::parse(pair[0]).unwrap() < Account::parse(pair[1]).unwrap(), "{pair:?}");
        }
    }

    /// N24: normalising twice changes nothing more.
    #[test]
    fn normal_form_is_stable() {
        for byte in 0..=127_u8 {
            let text = alloc::format!(" {}1 ", char::from(byte));
            if let Ok(account) = Account::parse(&text) {
                assert_eq!(Account::parse(account.expose_text()), Ok(account));
            }
        }
    }
}

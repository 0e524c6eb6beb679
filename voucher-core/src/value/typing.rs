//! Identifiers of people while they are typed or pasted (N39): good, incomplete or wrong.
//!
//! A service and a journal take what N24, N31 and N32 say, no more. A person has a keyboard, a messenger and a phone book in
//! front of them, so a field takes what these write.

use alloc::string::String;

use crate::value::{
    error::{Error, ErrorKind},
    identity::{Account, Iin, Phone, is_mobile},
};

/// A text that is being typed.
///
/// Deliberately exhaustive: a new answer must break your build.
///
/// ```
/// use voucher_core::{Iin, Typed};
///
/// assert_eq!(Iin::typed("990101 600002 "), Typed::Good(Iin::parse("990101600002")?));
/// assert_eq!(Iin::typed("9901"), Typed::Incomplete(None));
/// assert!(matches!(Iin::typed("9901x"), Typed::Bad(_)));
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed<T> {
    /// The value.
    Good(T),
    /// The beginning of something good, with what it is if nothing follows: where there is such a value, a field must
    /// not go on by itself.
    Incomplete(Option<T>),
    /// Nothing good begins so.
    Bad(Error),
}

impl<T> Typed<T> {
    /// What the text is if nothing follows: what a person means who presses *done*.
    ///
    /// ```
    /// use voucher_core::Phone;
    ///
    /// assert_eq!(Phone::typed("7701234567").done(), Phone::parse("7701234567").ok());
    /// assert_eq!(Phone::typed("87012").done(), None);
    /// ```
    #[must_use]
    pub fn done(self) -> Option<T> {
        match self {
            Self::Good(value) => Some(value),
            Self::Incomplete(whole) => whole,
            Self::Bad(_) => None,
        }
    }
}

/// Marks that are not seen: directions of writing, joiners, byte order marks.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// What stands between digits without meaning anything: white space of every width, dashes, marks.
fn is_space(character: char) -> bool {
    let dash = matches!(
        character,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    );
    dash || character.is_whitespace() || is_mark(character)
}

/// The first digits of a text, as many as `MOST`, and how many there are.
struct Digits<const MOST: usize> {
    digits: [u8; MOST],
    count: usize,
}

impl<const MOST: usize> Digits<MOST> {
    const NONE: Self = Self { digits: [0; MOST], count: 0 };

    fn push(&mut self, digit: u32) {
        if let Some(slot) = self.digits.get_mut(self.count) {
            *slot = u8::try_from(digit).unwrap_or(0);
        }
        self.count = self.count.saturating_add(1);
    }

    /// The digits that were kept.
    fn kept(&self) -> &[u8] {
        self.digits.get(..self.count).unwrap_or(&self.digits)
    }

    fn text(&self) -> String {
        self.kept().iter().map(|digit| char::from(b'0' + digit)).collect()
    }
}

impl Iin {
    /// An IIN that is being typed: spaces, dashes and marks anywhere mean nothing (N39).
    ///
    /// ```
    /// use voucher_core::{Iin, Typed};
    ///
    /// let code = |text| match Iin::typed(text) { Typed::Bad(error) => error.code(), _ => "" };
    /// assert_eq!(code("9901016000021"), "iin_length"); // one too many
    /// assert_eq!(code("99010160034"), "iin_control_digit"); // no twelfth digit fits
    /// assert_eq!(Iin::typed(""), Typed::Incomplete(None));
    /// ```
    #[must_use]
    pub fn typed(text: &str) -> Typed<Self> {
        let mut digits = Digits::<{ Self::DIGITS }>::NONE;
        for (place, character) in text.chars().enumerate() {
            match character {
                '0'..='9' => digits.push(character.to_digit(10).unwrap_or(0)),
                character if is_space(character) => {}
                _ => return Typed::Bad(Error::of_field(ErrorKind::IinNotDigits, "iin").at(place)),
            }
        }
        match Self::DIGITS.checked_sub(digits.count) {
            None => Typed::Bad(Error::of_field(ErrorKind::IinLength, "iin")),
            Some(0) => Self::parse(&digits.text()).map_or_else(Typed::Bad, Typed::Good),
            Some(1) => {
                let [first_eleven @ .., _] = digits.digits;
                Self::can_complete(first_eleven).map_or_else(Typed::Bad, |()| Typed::Incomplete(None))
            }
            Some(_) => Typed::Incomplete(None),
        }
    }
}

impl Phone {
    /// A phone that is being typed: `+7…`, `8…`, `7…` or ten digits; spaces, dashes, brackets and marks anywhere mean nothing
    /// (N39). Ten digits that may be the first of eleven are incomplete.
    ///
    /// ```
    /// use voucher_core::{Phone, Typed};
    ///
    /// let phone = Phone::parse("+77012345678")?;
    /// assert_eq!(Phone::typed("77012345678"), Typed::Good(phone));
    /// assert_eq!(Phone::typed("\u{202a}+7\u{a0}701\u{2011}234\u{2011}56\u{2011}78\u{202c}"), Typed::Good(phone));
    /// assert_eq!(Phone::typed("8701234567"), Typed::Incomplete(None)); // not yet, and not wrong
    /// assert!(matches!(Phone::typed("7701234567"), Typed::Incomplete(Some(_)))); // +7 770…, or +7 701… without its end
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn typed(text: &str) -> Typed<Self> {
        let error = |kind| Error::of_field(kind, "phone");
        let (mut digits, mut plus) = (Digits::<{ Self::DIGITS + 1 }>::NONE, false);
        for (place, character) in text.chars().enumerate() {
            match character {
                '0'..='9' => digits.push(character.to_digit(10).unwrap_or(0)),
                '+' if !plus && digits.count == 0 => plus = true,
                '(' | ')' => {}
                character if is_space(character) => {}
                _ => return Typed::Bad(error(ErrorKind::PhoneCharacter).at(place)),
            }
        }
        if digits.count > Self::DIGITS + 1 {
            return Typed::Bad(error(ErrorKind::PhoneLength));
        }
        let forms: &[&[u8]] = if plus { &[&[7]] } else { &[&[8], &[7], &[]] };
        let (mut whole, mut begun) = (None, false);
        for form in forms {
            let Some(subscriber) = after(digits.kept(), form) else { continue };
            if subscriber.len() < Self::DIGITS {
                begun |= begins_mobile(subscriber);
            } else if begins_mobile(subscriber) && subscriber.len() == Self::DIGITS {
                whole = Some(Self::of_digits(subscriber));
            }
        }
        match whole {
            _ if begun => Typed::Incomplete(whole),
            Some(phone) => Typed::Good(phone),
            None if plus && digits.kept().first() != Some(&7) => Typed::Bad(error(ErrorKind::PhoneLength)),
            None => Typed::Bad(error(ErrorKind::PhoneNotMobile)),
        }
    }
}

/// What stands behind a form's first digits; nothing yet where these are not all there; none where others stand.
fn after<'d>(digits: &'d [u8], form: &[u8]) -> Option<&'d [u8]> {
    match digits.strip_prefix(form) {
        None if form.starts_with(digits) => Some(&[]),
        rest => rest,
    }
}

/// Whether a mobile number begins with these digits.
fn begins_mobile(digits: &[u8]) -> bool {
    let number = |digits: &[u8]| digits.iter().fold(0_u64, |number, digit| number * 10 + u64::from(*digit));
    let (known, _) = digits.split_at(digits.len().min(3));
    let missing = 10_u64.pow(u32::try_from(3 - known.len()).unwrap_or(0));
    let first = number(known) * missing;
    (first..first + missing).any(is_mobile)
}

impl Account {
    /// An account that is being typed: white space at the ends and marks anywhere mean nothing (N39). The place of a fault is
    /// that in the text as it came.
    ///
    /// ```
    /// use voucher_core::{Account, Typed};
    ///
    /// assert_eq!(Account::typed("\u{a0}a-1\u{200e} "), Typed::Good(Account::parse("A-1")?));
    /// assert_eq!(Account::typed("A-"), Typed::Incomplete(None)); // a digit may follow
    /// let Typed::Bad(error) = Account::typed("\u{a0}12 4") else { panic!() };
    /// assert_eq!((error.code(), error.position()), ("account_character", Some(3)));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn typed(text: &str) -> Typed<Self> {
        let seen: String = text.chars().filter(|character| !is_mark(*character)).collect();
        let trimmed = seen.trim();
        match Self::parse(trimmed) {
            Ok(account) => Typed::Good(account),
            Err(_) if trimmed.is_empty() => Typed::Incomplete(None),
            Err(error)
                if error.kind() == ErrorKind::AccountNoDigit && trimmed.len() < Self::MAX_CHARACTERS =>
            {
                Typed::Incomplete(None)
            }
            Err(error) => Typed::Bad(match error.position() {
                Some(position) => error.at(place_in(text, position)),
                None => error,
            }),
        }
    }
}

/// Where a character of the trimmed text without marks stands in the text as it came.
fn place_in(text: &str, position: usize) -> usize {
    let seen = text.chars().enumerate().filter(|(_, character)| !is_mark(*character));
    let from = seen.skip_while(|(_, character)| character.is_whitespace());
    from.map(|(place, _)| place).nth(position).unwrap_or(0)
}

#[cfg(test)]
mod tests;

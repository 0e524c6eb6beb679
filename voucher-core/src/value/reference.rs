//! Identifiers that the host gives (N37).

use core::{fmt, str::FromStr};

use crate::value::{
    characters::{Characters, Kind},
    error::{Error, ErrorKind, causes},
};

causes! {
    ReferenceEmpty "reference_empty" "a reference has at least one character",
    ReferenceTooLong "reference_too_long" "a reference has at most 64 characters",
    ReferenceCharacter "reference_character" "a reference has ASCII letters, digits, -, _, ., / and : only",
}

/// An opaque identifier that the host gives to a thing: a school, a supplier, a pharmacy, a prescription, an item, a
/// record, an event, an application, a member (N37).
///
/// 1 to 64 ASCII letters, digits, `-`, `_`, `.`, `/` and `:`, compared byte for byte. A reference can belong to a person,
/// as that of a prescription does, so `Debug` never shows a reference (N34).
///
/// ```
/// use voucher_core::Reference;
///
/// assert_eq!(Reference::parse("\t urn:school/12.a_B-7 \r\n")?.expose_text(), "urn:school/12.a_B-7");
/// assert_ne!(Reference::parse("a1")?, Reference::parse("A1")?);
/// assert_eq!(format!("{:?}", Reference::parse("a1")?), "Reference(2 characters)");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference(
    /// INVARIANT: trimmed, and every character is one of N37.
    Characters<{ Self::MAX_CHARACTERS }>,
);

impl Reference {
    /// The most characters that a reference can have.
    pub const MAX_CHARACTERS: usize = 64;

    /// Reads a reference: trims ASCII white space at the ends (N37).
    ///
    /// # Errors
    ///
    /// The first that holds of `reference_empty`, `reference_too_long` (in characters), `reference_character`.
    ///
    /// ```
    /// use voucher_core::Reference;
    ///
    /// assert!(Reference::parse(&"r".repeat(64)).is_ok());
    /// assert_eq!(Reference::parse(&"r".repeat(65)).unwrap_err().code(), "reference_too_long");
    /// assert_eq!(Reference::parse(" \t\n").unwrap_err().code(), "reference_empty");
    /// assert_eq!(Reference::parse("a+b").unwrap_err().code(), "reference_character");
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        const KIND: Kind = Kind {
            name: "reference",
            kept: Kind::each_of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:"),
            empty: ErrorKind::ReferenceEmpty,
            too_long: ErrorKind::ReferenceTooLong,
            character: ErrorKind::ReferenceCharacter,
        };
        let mut reference = Self(Characters::NONE);
        reference.0.read(text, &KIND)?;
        Ok(reference)
    }

    /// The reference itself: personal data where it belongs to a person (N34).
    #[must_use]
    pub fn expose_text(&self) -> &str {
        self.0.text()
    }

    /// The same as bytes, which are not checked to be text once more.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.bytes()
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reference({:?})", self.0)
    }
}

impl FromStr for Reference {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// N37: every character of Latin-1 and some beyond, alone, at either end and inside, against the text of the norm.
    #[test]
    fn characters_are_those_of_the_norm() {
        let allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:";
        for character in ('\0'..='\u{ff}')
            .step_by(if cfg!(miri) { 13 } else { 1 })
            .chain(['\u{661}', '１', 'А', 'ә', '\u{2003}', '\u{feff}', '😀'])
        {
            for (text, place) in [
                (format(character, "", "x"), 0),
                (format(character, "x", ""), 1),
                (format(character, "x", "x"), 1),
            ] {
                let trimmed = text.trim_matches([' ', '\t', '\n', '\u{c}', '\r']);
                match Reference::parse(&text) {
                    Ok(reference) => {
                        assert!(trimmed.chars().all(|each| allowed.contains(each)), "{text:?}");
                        assert_eq!(reference.expose_text(), trimmed);
                        assert_eq!(Reference::parse(reference.expose_text()), Ok(reference));
                    }
                    Err(error) => {
                        assert!(!trimmed.chars().all(|each| allowed.contains(each)), "{text:?}");
                        assert_eq!((error.code(), error.position()), ("reference_character", Some(place)));
                        assert_eq!(error.field(), Some("reference"));
                    }
                }
            }
        }
    }

    fn format(character: char, before: &str, after: &str) -> alloc::string::String {
        alloc::format!("{before}{character}{after}")
    }

    /// N37: in Unicode code points, after trimming; length before character, and a place in the text as it came.
    #[test]
    fn the_first_fault_is_named() {
        let fault = |text: &str| Reference::parse(text).map_err(|error| (error.code(), error.position()));
        assert_eq!(fault(""), Err(("reference_empty", None)));
        assert_eq!(fault("\u{c}\r\n\t "), Err(("reference_empty", None)));
        assert_eq!(fault(&alloc::format!(" {}\n", "r".repeat(64))).map(|found| found.0.text().len()), Ok(64));
        assert_eq!(fault(&"r".repeat(65)), Err(("reference_too_long", None)));
        assert_eq!(fault(&"Ж".repeat(64)), Err(("reference_character", Some(0))));
        assert_eq!(fault(&"Ж".repeat(65)), Err(("reference_too_long", None)));
        assert_eq!(fault("  a b"), Err(("reference_character", Some(3))));
        assert_eq!(fault("\u{b}a"), Err(("reference_character", Some(0)))); // VT is not trimmed
    }
}

//! Identifiers of a few ASCII characters, kept without an allocation (N24, N37).

use core::fmt;

use crate::value::error::{Error, ErrorKind};

/// 1 to `MOST` ASCII characters, none of them zero, so that bytes order as text does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Characters<const MOST: usize> {
    /// INVARIANT: the text, then zeros.
    characters: [u8; MOST],
    /// INVARIANT: 1 to `MOST`.
    length: u8,
}

/// The name of a kind of identifier, and of its faults.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) empty: ErrorKind,
    pub(crate) too_long: ErrorKind,
    pub(crate) character: ErrorKind,
}

impl<const MOST: usize> Characters<MOST> {
    /// Reads a text: trims ASCII white space at the ends and keeps each byte as `keep` gives it. `keep` gives none for a byte
    /// that the identifier cannot have, and never zero.
    #[inline]
    pub(crate) fn read(text: &str, kind: &Kind, keep: impl Fn(u8) -> Option<u8>) -> Result<Self, Error> {
        let trimmed = text.trim_ascii();
        if trimmed.is_empty() {
            return Err(Error::of_field(kind.empty, kind.name));
        }
        let mut characters = [0; MOST];
        let mut fits = trimmed.len() <= MOST;
        for (slot, byte) in characters.iter_mut().zip(trimmed.bytes()) {
            let kept = keep(byte);
            fits &= kept.is_some();
            *slot = kept.unwrap_or_default();
        }
        if !fits {
            return Err(Self::fault(text, trimmed, kind, keep));
        }
        Ok(Self { characters, length: u8::try_from(trimmed.len()).unwrap_or(u8::MAX) })
    }

    /// The fault of a text that is no such identifier: first the length, counted in characters, then the first wrong
    /// character.
    #[cold]
    fn fault(text: &str, trimmed: &str, kind: &Kind, keep: impl Fn(u8) -> Option<u8>) -> Error {
        if trimmed.chars().count() > MOST {
            return Error::of_field(kind.too_long, kind.name);
        }
        let before = text.len() - text.trim_ascii_start().len();
        let allowed = |character: char| u8::try_from(character).ok().and_then(&keep).is_some();
        let stray = trimmed.chars().position(|character| !allowed(character)).unwrap_or(0);
        Error::of_field(kind.character, kind.name).at(before + stray)
    }

    pub(crate) fn text(&self) -> &str {
        core::str::from_utf8(self.bytes()).unwrap_or("")
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.characters.get(..usize::from(self.length)).unwrap_or(&self.characters)
    }
}

impl<const MOST: usize> fmt::Debug for Characters<MOST> {
    /// Shows how many characters there are, and none of them (N34).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} characters", self.length)
    }
}

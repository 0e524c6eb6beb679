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

/// A kind of identifier: its name, its characters, its faults.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// What is kept of each byte, in its place; zero for one that the identifier cannot have.
    pub(crate) kept: [u8; 256],
    pub(crate) empty: ErrorKind,
    pub(crate) too_long: ErrorKind,
    pub(crate) character: ErrorKind,
}

impl Kind {
    /// Letters, digits and signs, each of which is kept as it is.
    pub(crate) const fn each_of(bytes: &[u8]) -> [u8; 256] {
        Self::pairs(bytes, bytes)
    }

    /// The second bytes, kept in place of the first, each of the byte at its own place.
    #[expect(
        clippy::indexing_slicing,
        clippy::as_conversions,
        reason = "the compiler works it out, and refuses what is out of bounds"
    )]
    pub(crate) const fn pairs(bytes: &[u8], kept: &[u8]) -> [u8; 256] {
        let (mut table, mut place) = ([0; 256], 0);
        while place < bytes.len() {
            table[bytes[place] as usize] = kept[place];
            place += 1;
        }
        table
    }

    fn keep(&self, byte: u8) -> u8 {
        self.kept.get(usize::from(byte)).copied().unwrap_or_default()
    }
}

impl<const MOST: usize> Characters<MOST> {
    /// No characters yet.
    pub(crate) const NONE: Self = Self { characters: [0; MOST], length: 0 };

    /// Reads a text: trims ASCII white space at the ends and keeps of each byte what the kind keeps. It is read to its place,
    /// since what is returned is copied.
    #[inline]
    pub(crate) fn read(&mut self, text: &str, kind: &Kind) -> Result<(), Error> {
        let trimmed = text.trim_ascii();
        if trimmed.is_empty() {
            return Err(Error::of_field(kind.empty, kind.name));
        }
        let mut fits = trimmed.len() <= MOST;
        for (slot, byte) in self.characters.iter_mut().zip(trimmed.bytes()) {
            *slot = kind.keep(byte);
            fits &= *slot != 0;
        }
        if !fits {
            return Err(Self::fault(text, trimmed, kind));
        }
        self.length = u8::try_from(trimmed.len()).unwrap_or(u8::MAX);
        Ok(())
    }

    /// The fault of a text that is no such identifier: first the length, counted in characters, then the first wrong
    /// character.
    #[cold]
    fn fault(text: &str, trimmed: &str, kind: &Kind) -> Error {
        if trimmed.chars().count() > MOST {
            return Error::of_field(kind.too_long, kind.name);
        }
        let before = text.len() - text.trim_ascii_start().len();
        let allowed = |character: char| u8::try_from(character).is_ok_and(|byte| kind.keep(byte) != 0);
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

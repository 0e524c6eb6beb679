//! The references of a household's members, kept as one text.

use alloc::{boxed::Box, string::String};
use core::fmt;

use crate::value::reference::Reference;

/// What stands between two references; no reference can hold it (N37).
const BETWEEN: char = ' ';

/// How many bytes stand in the application itself, because another place of memory costs more than the search.
const SHORT: usize = 30;

/// The references of a household, in its order: as short as they are, where 64 characters each would be kept otherwise.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Names {
    /// So many bytes, and zeros behind them.
    Short(u8, [u8; SHORT]),
    Long(Box<str>),
}

impl Names {
    pub(crate) fn new<'r>(references: impl Iterator<Item = &'r Reference>) -> Self {
        let mut text = String::new();
        for reference in references {
            if !text.is_empty() {
                text.push(BETWEEN);
            }
            text.push_str(reference.expose_text());
        }
        let mut short = [0; SHORT];
        match (short.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(bytes), Ok(length)) => {
                bytes.copy_from_slice(text.as_bytes());
                Self::Short(length, short)
            }
            (None, _) | (_, Err(_)) => Self::Long(text.into()),
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Short(length, short) => {
                let bytes = short.get(..usize::from(*length)).unwrap_or_default();
                core::str::from_utf8(bytes).unwrap_or_default()
            }
            Self::Long(text) => text,
        }
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.text().split(BETWEEN)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Reference> {
        self.texts().filter_map(|text| Reference::parse(text).ok())
    }

    pub(crate) fn place(&self, reference: &Reference) -> Option<usize> {
        let wanted = reference.expose_text();
        self.texts().position(|text| text == wanted)
    }

    pub(crate) fn get(&self, place: usize) -> Option<Reference> {
        self.iter().nth(place)
    }

    /// Whether these are the references, in this order.
    pub(crate) fn are<'r>(&self, references: impl Iterator<Item = &'r Reference>) -> bool {
        self.texts().eq(references.map(Reference::expose_text))
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Names(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn names_are_found_where_they_stand() {
        let long = "r".repeat(SHORT);
        let references: Vec<_> = ["b", "a", "ab", "c123456789", "d12345678901", "e", &long]
            .map(|text| Reference::parse(text).unwrap())
            .into();
        for many in 1..=references.len() {
            let references = &references[..many];
            let names = Names::new(references.iter());
            assert!(names.iter().eq(references.iter().copied()) && names.are(references.iter()));
            assert!(!names.are(references[1..].iter()));
            for (place, reference) in references.iter().enumerate() {
                assert_eq!((names.place(reference), names.get(place)), (Some(place), Some(*reference)));
            }
            assert_eq!((names.place(&Reference::parse("z").unwrap()), names.get(many)), (None, None));
        }
    }
}

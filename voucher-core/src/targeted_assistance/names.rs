//! The references of a household's members, kept as one text.

use alloc::{boxed::Box, string::String};
use core::fmt;

use crate::value::reference::Reference;

/// What stands between two references; no reference can hold it (N37).
const BETWEEN: char = ' ';

/// The references of a household, in its order: as short as they are, where 64 places each would be kept otherwise.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Names(Box<str>);

impl Names {
    pub(crate) fn new<'r>(references: impl Iterator<Item = &'r Reference>) -> Self {
        let mut text = String::new();
        for reference in references {
            if !text.is_empty() {
                text.push(BETWEEN);
            }
            text.push_str(reference.expose_text());
        }
        Self(text.into())
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.split(BETWEEN)
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
        let references: Vec<_> = ["b", "a", "ab"].map(|text| Reference::parse(text).unwrap()).into();
        for many in 1..=references.len() {
            let references = &references[..many];
            let names = Names::new(references.iter());
            assert!(names.iter().eq(references.iter().copied()) && names.are(references.iter()));
            assert!(!names.are(references[1..].iter()));
            for (place, reference) in references.iter().enumerate() {
                assert_eq!((names.place(reference), names.get(place)), (Some(place), Some(*reference)));
            }
            assert_eq!((names.place(&Reference::parse("c").unwrap()), names.get(many)), (None, None));
        }
    }
}

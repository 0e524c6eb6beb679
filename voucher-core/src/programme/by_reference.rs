//! What a ledger keeps of things that have references (N37).

use alloc::vec::Vec;
use core::fmt;

use crate::{
    programme::index::{Index, Number, half_hash},
    value::{order, reference::Reference},
};

/// A record for each reference, numbered in the order of arrival.
///
/// All references stand in one text, so that none has an allocation of its own or the 65 bytes of a [`Reference`]. The hash is
/// fixed, so that a ledger is the same on every machine: who may choose many references can make searches long, and the host
/// that hands them over answers for them.
#[derive(Clone)]
pub(crate) struct ByReference<T> {
    texts: Vec<u8>,
    kept: Vec<Kept<T>>,
    index: Index,
}

#[derive(Clone)]
struct Kept<T> {
    /// Where the reference ends in the text; it begins where the one before ends.
    end: usize,
    record: T,
}

impl<T> fmt::Debug for ByReference<T> {
    /// Shows how many there are, and none of them (N34).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} references", self.kept.len())
    }
}

impl<T> Default for ByReference<T> {
    fn default() -> Self {
        Self { texts: Vec::new(), kept: Vec::new(), index: Index::default() }
    }
}

impl<T> ByReference<T> {
    pub(crate) fn len(&self) -> usize {
        self.kept.len()
    }

    pub(crate) fn find(&self, reference: &Reference) -> Option<Number> {
        let bytes = reference.bytes();
        self.index.find(half_hash(bytes), |number| self.bytes(number) == bytes)
    }

    /// Keeps a record for a reference that has none.
    pub(crate) fn add(&mut self, reference: &Reference, record: T) -> Number {
        let (bytes, number) = (reference.bytes(), Number::next(self.len()));
        self.texts.extend_from_slice(bytes);
        self.kept.push(Kept { end: self.texts.len(), record });
        self.index.add(half_hash(bytes), number);
        number
    }

    pub(crate) fn get(&self, number: Number) -> Option<&T> {
        self.kept.get(number.place()).map(|kept| &kept.record)
    }

    pub(crate) fn get_mut(&mut self, number: Number) -> Option<&mut T> {
        self.kept.get_mut(number.place()).map(|kept| &mut kept.record)
    }

    /// The reference as text: personal data where it is one of a person's things (N34).
    pub(crate) fn text(&self, number: Number) -> &str {
        core::str::from_utf8(self.bytes(number)).unwrap_or_default()
    }

    /// The same as bytes, which are not checked to be text once more.
    pub(crate) fn bytes(&self, number: Number) -> &[u8] {
        let end = |place: usize| self.kept.get(place).map(|kept| kept.end);
        let (place, before) = (number.place(), number.place().checked_sub(1));
        let first = before.and_then(end).unwrap_or(0);
        end(place).and_then(|end| self.texts.get(first..end)).unwrap_or_default()
    }

    pub(crate) fn reference(&self, number: Number) -> Option<Reference> {
        Reference::parse(self.text(number)).ok()
    }

    /// All records, in the order of arrival.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Number, &T)> {
        self.since(|_| false)
    }

    /// The records that are chosen, by a key of theirs, those of one key by reference, byte by byte.
    ///
    /// The order of arrival says nothing that must last: a ledger that was saved and restored has another.
    pub(crate) fn sorted<K: Ord>(
        &self,
        chosen: impl Fn(&T) -> bool,
        key: impl Fn(&T) -> K,
    ) -> Vec<(Number, &T)> {
        let mut records: Vec<_> = self.iter().filter(|(_, record)| chosen(record)).collect();
        order::sort_by_key(&mut records, |(number, record)| (key(record), self.bytes(*number)));
        records
    }

    /// The records from the first on that `before` is false for. Records for which it holds must all have come before the
    /// others, as those of earlier days have.
    pub(crate) fn since(&self, before: impl Fn(&T) -> bool) -> impl Iterator<Item = (Number, &T)> {
        let first = self.kept.partition_point(|kept| before(&kept.record));
        let rest = self.kept.iter().enumerate().skip(first);
        rest.map(|(place, kept)| (Number::next(place), &kept.record))
    }
}

impl ByReference<()> {
    /// The number of a reference of which nothing more is kept, the next one if it has none yet.
    pub(crate) fn number(&mut self, reference: &Reference) -> Number {
        self.find(reference).unwrap_or_else(|| self.add(reference, ()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference(number: usize) -> Reference {
        Reference::parse(&alloc::format!("{number}")).unwrap()
    }

    #[test]
    #[cfg_attr(miri, ignore = "keeps ten thousand references")]
    fn each_reference_has_its_number() {
        let mut kept = ByReference::default();
        for place in 0..10_000 {
            assert_eq!(kept.find(&reference(place)), None);
            assert_eq!(kept.add(&reference(place), place * 2), Number::next(place));
        }
        for place in 0..10_000 {
            let number = kept.find(&reference(place)).unwrap();
            assert_eq!((number.place(), kept.get(number)), (place, Some(&(place * 2))));
            assert_eq!(kept.reference(number), Some(reference(place)));
        }
        assert_eq!((kept.find(&reference(10_000)), kept.len()), (None, 10_000));
        assert!(kept.since(|record| *record < 19_998).map(|(number, _)| number.place()).eq([9_999]));
        assert_eq!(kept.iter().count(), 10_000);
    }
}

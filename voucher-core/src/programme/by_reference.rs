//! What a ledger keeps of things that have references (N37).

use alloc::vec::Vec;
use core::fmt;

use crate::{
    programme::index::{Free, Index, Number, half_hash},
    value::{order, reference::Reference},
};

/// A record for each reference, numbered in the order of arrival.
///
/// The references of a shelf stand in one text, so that none has an allocation of its own or the 65 bytes of a [`Reference`].
/// A shelf that is full is never moved, so that a large ledger has next to no spare room. The hash is
/// fixed, so that a ledger is the same on every machine: who may choose many references can make searches long, and the host
/// that hands them over answers for them.
#[derive(Clone)]
pub(crate) struct ByReference<T> {
    /// INVARIANT: all full but the last.
    shelves: Vec<Shelf<T>>,
    index: Index,
}

/// Some records, one behind the other.
#[derive(Clone)]
struct Shelf<T> {
    texts: Vec<u8>,
    /// At most `SHELF`.
    kept: Vec<Kept<T>>,
}

/// How many records a shelf has room for.
const SHELF: usize = 1 << 14;

#[derive(Clone)]
struct Kept<T> {
    /// Where the reference ends in the text of the shelf; it begins where the one before ends.
    end: u32,
    record: T,
}

impl<T> Shelf<T> {
    /// A shelf behind a full one, whose references were about as long.
    fn after(full: &Self) -> Self {
        let text = full.texts.len() + full.texts.len() / 64;
        Self { texts: Vec::with_capacity(text), kept: Vec::with_capacity(SHELF) }
    }

    fn end(&self, place: usize) -> Option<usize> {
        self.kept.get(place).and_then(|kept| usize::try_from(kept.end).ok())
    }

    fn bytes(&self, place: usize) -> Option<&[u8]> {
        let first = place.checked_sub(1).and_then(|before| self.end(before)).unwrap_or(0);
        self.texts.get(first..self.end(place)?)
    }
}

impl<T> fmt::Debug for ByReference<T> {
    /// Shows how many there are, and none of them (N34).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} references", self.len())
    }
}

impl<T> Default for ByReference<T> {
    fn default() -> Self {
        Self { shelves: Vec::new(), index: Index::default() }
    }
}

impl<T> ByReference<T> {
    pub(crate) fn len(&self) -> usize {
        let (full, last) = (self.shelves.len().saturating_sub(1), self.shelves.last());
        full * SHELF + last.map_or(0, |last| last.kept.len())
    }

    pub(crate) fn find(&self, reference: &Reference) -> Option<Number> {
        self.search(reference).map(|(number, _)| number).ok()
    }

    /// The record of a reference, with its number; or where [`add`](Self::add) keeps one.
    pub(crate) fn search(&self, reference: &Reference) -> Result<(Number, &T), Free> {
        let bytes = reference.bytes();
        self.index.find(half_hash(bytes), |number| {
            let record = self.get(number)?;
            (self.bytes(number) == bytes).then_some((number, record))
        })
    }

    /// The same, of a reference that is likely to have this number.
    pub(crate) fn find_near(&self, likely: Option<Number>, reference: &Reference) -> Option<Number> {
        likely.filter(|number| self.bytes(*number) == reference.bytes()).or_else(|| self.find(reference))
    }

    /// Keeps a record for a reference that was searched in vain.
    pub(crate) fn add(&mut self, free: Free, reference: &Reference, record: T) -> Number {
        let (bytes, number) = (reference.bytes(), Number::next(self.len()));
        let next = match self.shelves.last() {
            None => Some(Shelf { texts: Vec::new(), kept: Vec::new() }),
            Some(last) => (last.kept.len() == SHELF).then(|| Shelf::after(last)),
        };
        self.shelves.extend(next);
        if let Some(Shelf { texts, kept }) = self.shelves.last_mut() {
            texts.extend_from_slice(bytes);
            kept.push(Kept { end: u32::try_from(texts.len()).unwrap_or(u32::MAX), record });
        }
        self.index.add(free, number);
        number
    }

    pub(crate) fn get(&self, number: Number) -> Option<&T> {
        let place = number.place();
        self.shelves.get(place / SHELF)?.kept.get(place % SHELF).map(|kept| &kept.record)
    }

    pub(crate) fn get_mut(&mut self, number: Number) -> Option<&mut T> {
        let place = number.place();
        self.shelves.get_mut(place / SHELF)?.kept.get_mut(place % SHELF).map(|kept| &mut kept.record)
    }

    /// The reference as text: personal data where it is one of a person's things (N34).
    pub(crate) fn text(&self, number: Number) -> &str {
        core::str::from_utf8(self.bytes(number)).unwrap_or_default()
    }

    /// The same as bytes, which are not checked to be text once more.
    pub(crate) fn bytes(&self, number: Number) -> &[u8] {
        let place = number.place();
        self.shelves.get(place / SHELF).and_then(|shelf| shelf.bytes(place % SHELF)).unwrap_or_default()
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
        let is_before = |kept: &Kept<T>| before(&kept.record);
        let full = self.shelves.partition_point(|shelf| shelf.kept.last().is_none_or(is_before));
        let within = self.shelves.get(full).map_or(0, |shelf| shelf.kept.partition_point(is_before));
        let places = full * SHELF + within..;
        let rest = self.shelves.iter().skip(full).flat_map(|shelf| &shelf.kept).skip(within);
        places.zip(rest).map(|(place, kept)| (Number::next(place), &kept.record))
    }
}

impl ByReference<()> {
    /// The number of a reference of which nothing more is kept, the next one if it has none yet.
    pub(crate) fn number(&mut self, reference: &Reference) -> Number {
        let found = self.search(reference).map(|(number, ())| number);
        found.unwrap_or_else(|free| self.add(free, reference, ()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference(number: usize) -> Reference {
        Reference::parse(&alloc::format!("{number}")).unwrap()
    }

    #[test]
    #[cfg_attr(miri, ignore = "fills two shelves")]
    fn each_reference_has_its_number() {
        let (mut kept, many) = (ByReference::default(), SHELF * 2 + 10);
        for place in 0..many {
            let free = kept.search(&reference(place)).unwrap_err();
            assert_eq!(kept.add(free, &reference(place), place * 2), Number::next(place));
        }
        for place in 0..many {
            let number = kept.find(&reference(place)).unwrap();
            assert_eq!((number.place(), kept.get(number)), (place, Some(&(place * 2))));
            assert_eq!(kept.reference(number), Some(reference(place)));
        }
        assert_eq!((kept.find(&reference(many)), kept.len()), (None, many));
        for first in [0, 1, SHELF - 1, SHELF, SHELF + 1, SHELF * 2, many - 1, many] {
            let places = kept.since(|record| *record < first * 2).map(|(number, _)| number.place());
            assert!(places.eq(first..many), "{first}");
        }
        assert_eq!(kept.iter().count(), many);
    }
}

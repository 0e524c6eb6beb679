//! What a ledger keeps of people.

use alloc::vec::Vec;
use core::{fmt, mem};

use crate::{
    programme::index::{half_hash, probes},
    value::identity::Iin,
};

/// A record for each person.
///
/// A record stands with its IIN where the search for it begins, or close behind, so that a search waits for memory once; a map
/// with control bytes waits for those first. No record is ever taken out. The hash is fixed, so that a ledger is the same on
/// every machine; only people of a list get in, so nobody can choose keys that collide.
#[derive(Clone)]
pub(crate) struct ByPerson<T> {
    /// INVARIANT: a power of two of slots or none, some of them free.
    slots: Vec<Option<(Iin, T)>>,
    used: usize,
}

impl<T: fmt::Debug> fmt::Debug for ByPerson<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<T> Default for ByPerson<T> {
    fn default() -> Self {
        Self { slots: Vec::new(), used: 0 }
    }
}

impl<T> ByPerson<T> {
    pub(crate) fn len(&self) -> usize {
        self.used
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.used == 0
    }

    pub(crate) fn get(&self, iin: Iin) -> Option<&T> {
        self.find(iin).map(|(_, record)| record)
    }

    pub(crate) fn get_mut(&mut self, iin: Iin) -> Option<&mut T> {
        let (place, _) = self.find(iin)?;
        self.at_mut(place)
    }

    /// The record at a place where one was found.
    pub(crate) fn at_mut(&mut self, place: usize) -> Option<&mut T> {
        self.slots.get_mut(place)?.as_mut().map(|(_, record)| record)
    }

    /// Keeps a record in place of the person's last, which it gives back.
    pub(crate) fn insert(&mut self, iin: Iin, record: T) -> Option<T> {
        if let Some(kept) = self.get_mut(iin) {
            return Some(mem::replace(kept, record));
        }
        // Seven eighths: few of those who are searched stand far behind, and few slots are empty.
        if (self.used + 1) * 8 > self.slots.len() * 7 {
            let grown = (self.slots.len() * 2).max(8);
            let before = mem::take(&mut self.slots);
            self.slots.resize_with(grown, || None);
            before.into_iter().flatten().for_each(|entry| self.put(entry));
        }
        self.put((iin, record));
        self.used += 1;
        None
    }

    /// In no particular order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Iin, &T)> {
        self.slots.iter().flatten().map(|(iin, record)| (*iin, record))
    }

    #[cfg(feature = "json")]
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (Iin, &mut T)> {
        self.slots.iter_mut().flatten().map(|(iin, record)| (*iin, record))
    }

    /// A person's record, and where it stands.
    pub(crate) fn find(&self, iin: Iin) -> Option<(usize, &T)> {
        for place in probes(self.slots.len(), half_hash(iin)) {
            let (other, record) = self.slots.get(place)?.as_ref()?;
            if *other == iin {
                return Some((place, record));
            }
        }
        None
    }

    /// Keeps the record of a person who has none, where there is room.
    fn put(&mut self, entry: (Iin, T)) {
        let is_free = |place: &usize| self.slots.get(*place).is_some_and(Option::is_none);
        let free = probes(self.slots.len(), half_hash(entry.0)).find(is_free);
        if let Some(slot) = free.and_then(|place| self.slots.get_mut(place)) {
            *slot = Some(entry);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each person has one record, the last, however often the slots grow and whoever collides with whom.
    #[test]
    fn the_last_record_of_each_person_is_found() {
        let people = |from: u64| {
            let texts = (from..).map(|number| alloc::format!("{number}"));
            texts.filter_map(|text| Iin::parse(&text).ok()).take(if cfg!(miri) { 20 } else { 700 })
        };
        let (some, others) = (people(990_101_600_000), people(100_101_600_000));
        let mut kept = ByPerson::default();
        assert!(kept.is_empty() && kept.get_mut(Iin::parse("990101600002").unwrap()).is_none());
        for (place, iin) in some.clone().enumerate() {
            assert_eq!((kept.get(iin).is_none(), kept.insert(iin, place)), (true, None));
            assert_eq!((kept.insert(iin, place + 1), kept.len()), (Some(place), place + 1));
            let slots = kept.slots.len();
            assert!(slots.is_power_of_two() && kept.used * 8 <= slots * 7, "{slots}");
            assert!(slots == 8 || kept.used * 16 > slots * 7, "{slots}");
        }
        for (place, iin) in some.clone().enumerate() {
            *kept.get_mut(iin).unwrap() *= 2;
            assert_eq!(kept.get(iin), Some(&((place + 1) * 2)));
        }
        assert!(others.map(|iin| kept.get(iin)).all(|record| record.is_none()));
        let mut all: Vec<_> = kept.iter().map(|(iin, record)| (iin, *record)).collect();
        all.sort_unstable();
        assert_eq!(alloc::format!("{kept:?}").matches("Iin").count(), all.len());
        assert!(all.into_iter().eq(some.enumerate().map(|(place, iin)| (iin, (place + 1) * 2))));
    }
}

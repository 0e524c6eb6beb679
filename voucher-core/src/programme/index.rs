//! Numbers of things, and where to find them by hash.

use alloc::{vec, vec::Vec};
use core::{
    hash::{BuildHasher, Hash},
    num::NonZeroU32,
};

use foldhash::fast::FixedState;

/// Where a thing stands in the order of arrival, counted from 0: what other records keep of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Number(
    /// One more than the place, so that no number takes no room of its own.
    NonZeroU32,
);

impl Default for Number {
    /// The first.
    fn default() -> Self {
        Self(NonZeroU32::MIN)
    }
}

impl Number {
    /// The number of the next thing, where so many have one. There is room for four thousand million: the memory ends before.
    pub(crate) fn next(so_many: usize) -> Self {
        Self(NonZeroU32::MIN.saturating_add(u32::try_from(so_many).unwrap_or(u32::MAX)))
    }

    /// Where it stands in a vector of all.
    pub(crate) fn place(self) -> usize {
        usize::try_from(self.0.get() - 1).unwrap_or(usize::MAX)
    }
}

/// The half of a hash that the index keeps, the same on every machine.
pub(crate) fn half_hash(key: impl Hash) -> u32 {
    let hash = FixedState::default().hash_one(key);
    u32::try_from(hash >> u32::BITS).unwrap_or_default()
}

/// All places of so many slots, a power of two or none, from the one where a search begins.
pub(crate) fn probes(slots: usize, half: u32) -> impl Iterator<Item = usize> {
    let (first, mask) = (usize::try_from(half).unwrap_or_default(), slots.saturating_sub(1));
    (0..slots).map(move |step| first.wrapping_add(step) & mask)
}

/// Numbers by the hash of a key that stands elsewhere; no number is ever taken out.
///
/// Half of each hash is kept beside the number. So a search looks at few keys but the right one, and the index grows without
/// looking at any. What is searched stands where the search begins or close behind, so that most searches, and the entry
/// of a new number after a search in vain, touch one line of the cache; a map with control bytes touches two.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// INVARIANT: a power of two of slots or none, some of them free.
    slots: Vec<Slot>,
    used: usize,
}

/// Half a hash, and the number; none in a free slot.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    half: u32,
    number: Option<Number>,
}

/// Where a search in vain ended: what is added there is hashed and searched no second time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Free {
    half: u32,
    place: usize,
}

impl Index {
    /// What `searched` has for the number with this half of a hash whose key is the one that is searched.
    pub(crate) fn find<T>(&self, half: u32, searched: impl Fn(Number) -> Option<T>) -> Result<T, Free> {
        for place in probes(self.slots.len(), half) {
            match self.slots.get(place) {
                Some(Slot { half: other, number: Some(number) }) => {
                    if *other == half
                        && let Some(found) = searched(*number)
                    {
                        return Ok(found);
                    }
                }
                Some(Slot { number: None, .. }) | None => return Err(Free { half, place }),
            }
        }
        Err(Free { half, place: 0 })
    }

    /// Adds a number whose key is not there.
    pub(crate) fn add(&mut self, Free { half, place }: Free, number: Number) {
        let slot = Slot { half, number: Some(number) };
        self.used += 1;
        if self.used * 4 > self.slots.len() * 3 {
            let grown = vec![Slot::default(); (self.slots.len() * 2).max(8)];
            let before = core::mem::replace(&mut self.slots, grown);
            before.into_iter().filter(|slot| slot.number.is_some()).for_each(|slot| self.put(slot));
            self.put(slot);
        } else if let Some(free) = self.slots.get_mut(place).filter(|free| free.number.is_none()) {
            *free = slot;
        } else {
            self.put(slot);
        }
    }

    fn put(&mut self, slot: Slot) {
        for place in probes(self.slots.len(), slot.half) {
            if let Some(free) = self.slots.get_mut(place).filter(|free| free.number.is_none()) {
                *free = slot;
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_found() {
        // Under Miri, as many as make it grow twice.
        let (many, slots) = if cfg!(miri) { (20, 32) } else { (200, 512) };
        let mut index = Index::default();
        let same = |number| move |found| (found == number).then_some(found);
        let collides = |place: usize| Number::next(place).0.get() % 7;
        for place in (0..many).step_by(2) {
            let both = [Number::next(place), Number::next(place + 1)];
            // Where the first is added, the second may have been about to be.
            let free = both.map(|number| index.find(collides(number.place()), same(number)).unwrap_err());
            both.into_iter().zip(free).for_each(|(number, free)| index.add(free, number));
        }
        for place in 0..many {
            let number = Number::next(place);
            assert_eq!(index.find(collides(place), same(number)), Ok(number));
            assert!(index.find(collides(place) + 1, same(number)).is_err());
        }
        assert_eq!((index.used, index.slots.len(), size_of::<Slot>()), (many, slots, 8));
    }
}

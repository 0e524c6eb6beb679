//! Draws that come out the same on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// ChaCha with 8 rounds: the seed is the key (its 8 bytes, little end first, then zeros), the stream is the
/// nonce.
///
/// Only whole numbers are drawn, and by the arithmetic written here, so neither a float unit nor a new
/// version of a crate can change a world.
#[derive(Debug)]
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// Dice of their own for each pair of seed and stream.
    #[must_use]
    pub fn new(seed: u64, stream: u64) -> Dice {
        let mut key = [0; 32];
        for (place, byte) in key.iter_mut().zip(seed.to_le_bytes()) {
            *place = byte;
        }
        let mut source = ChaCha8Rng::from_seed(key);
        source.set_stream(stream);
        Dice(source)
    }

    /// One of `0 .. bound`; 0 for a bound of 0. (High part of a product: at most one part in 2³² from even.)
    pub fn below(&mut self, bound: u32) -> u32 {
        let product = u64::from(self.0.next_u32()) * u64::from(bound);
        u32::try_from(product >> 32).unwrap_or(0)
    }

    /// One of `first ..= last`.
    pub fn within(&mut self, first: u32, last: u32) -> u32 {
        first + self.below(last.saturating_sub(first) + 1)
    }

    /// True so many times in a thousand.
    pub fn often(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// One of the values, each as often as another; none of none.
    pub fn one_of<'a, T>(&mut self, values: &'a [T]) -> Option<&'a T> {
        let place = self.below(u32::try_from(values.len()).unwrap_or(u32::MAX));
        values.get(usize::try_from(place).ok()?)
    }

    /// One of the values, each as often as its weight says.
    ///
    /// `others` is given where the draw falls behind all of `rows`: its weight is what they leave of a
    /// thousand.
    pub fn pick<T: Copy>(&mut self, rows: &[(u32, T)], others: T) -> T {
        self.pick_of(1000, rows, others)
    }

    /// The same, of another whole than a thousand.
    pub fn pick_of<T: Copy>(&mut self, whole: u32, rows: &[(u32, T)], others: T) -> T {
        let mut drawn = self.below(whole);
        for &(weight, value) in rows {
            match drawn.checked_sub(weight) {
                None => return value,
                Some(left) => drawn = left,
            }
        }
        others
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn draws_stay_in_their_range_and_reach_both_ends() {
        let mut dice = Dice::new(1, 0);
        let drawn: Vec<u32> = (0..1000).map(|_| dice.within(7, 29)).collect();
        assert_eq!(drawn.iter().min(), Some(&7));
        assert_eq!(drawn.iter().max(), Some(&29));
        assert_eq!((dice.below(0), dice.one_of::<u8>(&[])), (0, None));
        let letters: BTreeSet<_> = (0..100).filter_map(|_| dice.one_of(&['a', 'b', 'c'])).collect();
        assert_eq!(letters.len(), 3);
    }

    #[test]
    fn streams_and_seeds_differ() {
        let first = |seed, stream| Dice::new(seed, stream).below(u32::MAX);
        assert_ne!(first(1, 0), first(1, 1));
        assert_ne!(first(1, 0), first(2, 0));
    }

    /// Another number here means that every world has changed.
    #[test]
    fn the_first_draws_are_frozen() {
        let mut dice = Dice::new(2025, 9);
        let drawn: Vec<u32> = (0..4).map(|_| dice.below(1_000_000)).collect();
        assert_eq!(drawn, [957_837, 493_691, 855_811, 244_818]);
    }
}

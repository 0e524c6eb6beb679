//! Draws that come out the same on every machine.

/// SplitMix64: enough for an order of tries, and ten lines.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// One of `0 .. bound`; 0 for a bound of 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX);
        usize::try_from(self.next().checked_rem(bound).unwrap_or(0)).unwrap_or(0)
    }

    /// True so many times in a hundred.
    pub(crate) fn often(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of them; none of none.
    pub(crate) fn pick<T: Copy>(&mut self, values: &[T]) -> Option<T> {
        values.get(self.below(values.len())).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Other numbers here mean that every race has changed. The first words are those of the published generator.
    #[test]
    fn the_first_draws_are_frozen() {
        assert_eq!(Dice::new(1_234_567).next(), 6_457_827_717_110_365_317);
        let mut dice = Dice::new(1_234_567);
        let drawn: Vec<usize> = (0..3).map(|_| dice.below(1000)).collect();
        assert_eq!(drawn, [317, 973, 423]);
        assert_eq!((dice.below(0), dice.pick::<u8>(&[])), (0, None));
    }
}

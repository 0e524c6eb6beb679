//! Amounts that are exact until the end, then whole tenge (K13).

use crate::{
    family_card::proactive::Rounding,
    value::money::{Amount, Factor, Tiyn, rounded_half_up, rounded_up},
};

/// A sum of money that no step has rounded.
#[derive(Clone, Copy)]
pub(crate) struct Exact {
    /// In parts of a tenge.
    parts: u128,
    /// How many of them a tenge has.
    in_a_tenge: u128,
}

/// A factor has so many units.
const FACTOR: u128 = 10_000;

impl Exact {
    pub(crate) fn of(amount: Amount) -> Self {
        Self { parts: u128::from(amount.units()), in_a_tenge: 100 }
    }

    pub(crate) fn times(self, factor: Factor) -> Self {
        self.times_of(u128::from(factor.units()), FACTOR)
    }

    /// Times what is left of one when the factor, which is 0 to 1, is taken off.
    pub(crate) fn less(self, factor: Factor) -> Self {
        self.times_of(FACTOR.saturating_sub(u128::from(factor.units())), FACTOR)
    }

    /// Times a number, divided by another that is not 0.
    pub(crate) fn times_of(self, number: u128, of: u128) -> Self {
        // At most 10⁸ tenge times three factors of 100 and a number of 16 bits: far below 128 bits.
        Self { parts: self.parts.saturating_mul(number), in_a_tenge: self.in_a_tenge.saturating_mul(of) }
    }

    pub(crate) fn min(self, other: Self) -> Self {
        if self.is_below(other) { self } else { other }
    }

    pub(crate) fn max(self, other: Self) -> Self {
        if self.is_below(other) { other } else { self }
    }

    fn is_below(self, other: Self) -> bool {
        self.parts.saturating_mul(other.in_a_tenge) < other.parts.saturating_mul(self.in_a_tenge)
    }

    /// Rounded to whole tenge.
    pub(crate) fn rounded(self, rounding: Rounding) -> Tiyn {
        let tenge = match rounding {
            Rounding::Up => rounded_up(self.parts, self.in_a_tenge),
            Rounding::HalfAwayFromZero => rounded_half_up(self.parts, self.in_a_tenge),
        };
        Tiyn::new(tenge.saturating_mul(100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// K13: a part of a tenge on either side of a whole and of a half one.
    #[test]
    fn whole_and_half_tenge_round_as_said() {
        for (amount, up, half) in [
            ("0", "0.00", "0.00"),
            ("0.01", "1.00", "0.00"),
            ("1.49", "2.00", "1.00"),
            ("1.50", "2.00", "2.00"),
            ("1.51", "2.00", "2.00"),
            ("99999999.99", "100000000.00", "100000000.00"),
        ] {
            let exact = Exact::of(Amount::parse(amount).unwrap());
            for (rounding, want) in [(Rounding::Up, up), (Rounding::HalfAwayFromZero, half)] {
                assert_eq!(alloc::format!("{}", exact.rounded(rounding)), want, "{amount}");
            }
        }
    }
}

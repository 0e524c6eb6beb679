//! A short ordered list of refusals.

use core::{fmt, marker::PhantomData};

use crate::value::coded::Coded;

/// Every refusal that applies, in the order in which the norms list the checks.
///
/// This is a list and not a set, because the order of the checks differs between facts: N13 and N14 name `not_asked`
/// and `consent_closed` in opposite orders. The list fits a machine word: six bits a refusal, the first one lowest, and
/// a count on top. It has room for ten, and no decision of the norms can fail more checks.
///
/// ```
/// use voucher_core::gas::{Refusal, Refusals};
///
/// let refusals: Refusals = [Refusal::NotListed, Refusal::WindowClosed].into_iter().collect();
/// assert_eq!(refusals.len(), 2);
/// assert!(refusals.contains(Refusal::WindowClosed));
/// assert!(!refusals.contains(Refusal::WindowNotOpen));
/// assert_eq!(refusals.iter().next(), Some(Refusal::NotListed));
/// assert_eq!(Refusals::from_iter(Refusal::ALL.iter().copied()).len(), 10); // of 28
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Refusals<R>(u64, PhantomData<R>);

/// How many bits a refusal has; they hold its place in the closed list, counted from 1.
const BITS: u32 = 6;
const ONE: u64 = (1 << BITS) - 1;
const ROOM: u32 = 10;
/// Where the number of refusals begins, above the list.
const COUNT: u32 = BITS * ROOM;
const LIST: u64 = (1 << COUNT) - 1;

impl<R: Coded> Refusals<R> {
    const FITS: () = assert!(R::ALL.len() < 1 << BITS, "six bits a refusal");

    /// No refusal.
    pub const NONE: Self = Self(0, PhantomData);

    /// Adds a refusal at the end.
    pub(crate) fn push(&mut self, refusal: R) {
        const { Self::FITS };
        debug_assert!(self.count() < ROOM, "no decision fails more than ten checks");
        let place = u64::try_from(refusal.place()).unwrap_or(0) + 1;
        self.0 |= place << (BITS * self.count());
        self.0 += 1 << COUNT;
    }

    /// Adds a refusal at the end if it applies.
    pub(crate) fn push_if(&mut self, applies: bool, refusal: R) {
        if applies {
            self.push(refusal);
        }
    }

    /// The list with one more at its end.
    pub(crate) fn and(mut self, refusal: R) -> Self {
        self.push(refusal);
        self
    }

    fn count(self) -> u32 {
        u32::try_from(self.0 >> COUNT).unwrap_or(ROOM)
    }

    /// How many refusals there are, 0 to 10.
    #[must_use]
    pub fn len(self) -> usize {
        self.iter().count()
    }

    /// Whether there is no refusal.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this refusal is in the list.
    #[must_use]
    pub fn contains(self, refusal: R) -> bool {
        self.iter().any(|each| each == refusal)
    }

    /// Whether any refusal of the list has its bit in this set.
    pub(crate) const fn meet(self, bits: u64) -> bool {
        let mut rest = self.0 & LIST;
        while rest != 0 {
            // A code of six bits is never 0 before the end.
            if (bits << 1 >> (rest & ONE)) & 1 != 0 {
                return true;
            }
            rest >>= BITS;
        }
        false
    }

    /// The refusals, in the order of the checks.
    pub fn iter(self) -> impl Iterator<Item = R> {
        let mut rest = self.0 & LIST;
        core::iter::from_fn(move || {
            let place = usize::try_from(rest & ONE).ok()?.checked_sub(1)?;
            rest >>= BITS;
            R::ALL.get(place).copied()
        })
    }
}

impl<R> Default for Refusals<R> {
    fn default() -> Self {
        Self(0, PhantomData)
    }
}

impl<R: Coded> FromIterator<R> for Refusals<R> {
    /// Keeps the order, the first of each, and no more than ten.
    fn from_iter<I: IntoIterator<Item = R>>(refusals: I) -> Self {
        let mut list = Self::NONE;
        for refusal in refusals {
            list.push_if(list.count() < ROOM && !list.contains(refusal), refusal);
        }
        list
    }
}

impl<R: Coded + fmt::Debug> fmt::Debug for Refusals<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<R: Coded> fmt::Display for Refusals<R> {
    /// The codes, with commas between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, refusal) in self.iter().enumerate() {
            if place > 0 {
                f.write_str(", ")?;
            }
            f.write_str(refusal.code())?;
        }
        Ok(())
    }
}

/// Stamps a programme's closed list of refusals: a closed list whose values cite their norms. One row a refusal: variant,
/// code, norm, meaning.
macro_rules! refusals {
    ($(#[$doc:meta])* $($refusal:ident $code:literal $norm:literal $meaning:literal,)+) => {
        $crate::value::coded::coded! {
            $(#[$doc])*
            ///
            /// Deliberately exhaustive: a new refusal must break your build, because somebody has to
            /// be told about it.
            Refusal {
                $(#[doc = concat!($meaning, " (", $norm, ").")] $refusal $code,)+
            }
        }

        impl Refusal {
            /// The norms that decide it, as `N11, N12`; a letter for the conditions of a programme.
            #[must_use]
            pub const fn norm(self) -> &'static str {
                match self { $(Self::$refusal => $norm,)+ }
            }
        }

        impl core::fmt::Display for Refusal {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

pub(crate) use refusals;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gas::Refusal;

    #[test]
    fn every_refusal_survives_the_word_alone_and_with_every_other() {
        for &first in Refusal::ALL.iter().step_by(if cfg!(miri) { 9 } else { 1 }) {
            for &second in Refusal::ALL {
                let list = Refusals::from_iter([first, second]);
                let want: &[Refusal] = if first == second { &[first] } else { &[first, second] };
                assert!(list.iter().eq(want.iter().copied()));
                assert_eq!(list.bits(), first.bit() | second.bit());
            }
        }
    }

    #[test]
    fn ten_fit() {
        let ten = Refusals::from_iter(Refusal::ALL.iter().copied().rev());
        assert!(ten.iter().eq(Refusal::ALL.iter().copied().rev().take(10)));
    }
}

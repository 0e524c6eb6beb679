//! Counts: of units, of days.

use crate::value::error::{Error, ErrorKind, causes};

causes! {
    NotACount "not_a_count" "must be a whole number from 0",
}

/// A count of things: a whole number from 0 to 2147483647.
///
/// ```
/// use voucher_core::Count;
///
/// assert_eq!(Count::new(2_147_483_647)?, Count::MAX);
/// assert_eq!(Count::new(2_147_483_648).unwrap_err().code(), "not_a_count");
/// assert_eq!(Count::ZERO.number(), 0);
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count(
    /// INVARIANT: at most `i32::MAX`.
    u32,
);

impl Count {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The largest count, which any language's whole numbers of 32 bits can hold.
    pub const MAX: Self = Self(i32::MAX.unsigned_abs());

    /// The count with this number.
    ///
    /// # Errors
    ///
    /// `not_a_count` if the number is too large.
    pub const fn new(number: u32) -> Result<Self, Error> {
        if number <= Self::MAX.0 {
            Ok(Self(number))
        } else {
            Err(Error::of_field(ErrorKind::NotACount, "count"))
        }
    }

    /// The number.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// How many are left when some are taken; none if more are taken than there are.
    pub(crate) const fn less(self, taken: Self) -> Self {
        Self(self.0.saturating_sub(taken.0))
    }

    /// How many there are with some more, at most the largest count.
    pub(crate) const fn plus(self, more: Self) -> Self {
        let sum = self.0.saturating_add(more.0);
        if sum <= Self::MAX.0 { Self(sum) } else { Self::MAX }
    }
}

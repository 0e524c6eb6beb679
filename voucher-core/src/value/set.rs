//! Sets of values of a closed list.

use core::{
    fmt,
    hash::Hash,
    marker::PhantomData,
    ops::{BitAnd, BitOr, Not, Shl},
};

use super::coded::Coded;

/// A set of values of a closed list, a bit each.
///
/// `B` holds the bits: `u8`, `u32` or `u64`. A list that has more values than `B` has bits does not compile:
///
/// ```compile_fail
/// use voucher_core::{Region, Set};
///
/// let twenty_regions = Set::<Region, u8>::from_iter([Region::Astana]);
/// ```
///
/// ```
/// use voucher_core::{Region, Set};
///
/// let pilot = Set::<Region>::from_iter([Region::WestKazakhstan, Region::Shymkent]);
/// assert!(pilot.contains(Region::Shymkent));
/// assert!(!pilot.contains(Region::Astana));
/// assert_eq!(pilot.iter().next(), Some(Region::WestKazakhstan)); // by the order of the list
/// assert!(!pilot.meets(Set::default()) && Set::<Region>::default().is_empty());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Set<T, B = u32>(
    /// INVARIANT: a bit for each place of the list, no other.
    B,
    PhantomData<T>,
);

/// An integer that holds the bits of a [`Set`].
///
/// ```
/// use voucher_core::{Region, Set};
///
/// let last = Set::<Region, u64>::from_iter([Region::Shymkent]); // the twentieth of twenty
/// assert!(last.contains(Region::Shymkent));
/// ```
pub trait Bits:
    Copy
    + Eq
    + Default
    + From<u8>
    + BitAnd<Output = Self>
    + BitOr<Output = Self>
    + Not<Output = Self>
    + Shl<usize, Output = Self>
{
}

impl Bits for u8 {}
impl Bits for u32 {}
impl Bits for u64 {}

impl<T: Coded, B: Bits> Set<T, B> {
    const FITS: () = assert!(T::ALL.len() <= 8 * size_of::<B>(), "a bit a value");

    fn bit(value: T) -> B {
        const { Self::FITS };
        B::from(1) << value.place()
    }

    /// Adds a value if it applies.
    pub(crate) fn insert_if(&mut self, applies: bool, value: T) {
        if applies {
            self.0 = self.0 | Self::bit(value);
        }
    }

    /// The values of either set.
    pub(crate) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0, PhantomData)
    }

    /// The values of both sets.
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0, PhantomData)
    }

    /// The values of this set that are not in the other.
    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0, PhantomData)
    }

    /// Whether every value of the other set is in this one.
    pub(crate) fn holds(self, other: Self) -> bool {
        self.and(other) == other
    }

    /// The bits: the lowest is that of the first value of the list.
    ///
    /// ```
    /// use voucher_core::{Region, Set};
    ///
    /// assert_eq!(Set::<Region>::from_iter(Region::ALL.iter().copied().skip(1).take(2)).bits(), 0b110);
    /// ```
    #[must_use]
    pub fn bits(self) -> B {
        self.0
    }

    /// Whether the set has no value.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == B::default()
    }

    /// Whether the value is in the set.
    #[must_use]
    pub fn contains(self, value: T) -> bool {
        self.0 & Self::bit(value) != B::default()
    }

    /// Whether the two sets share a value.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != B::default()
    }

    /// The values in the set, in the order of their list.
    pub fn iter(self) -> impl Iterator<Item = T> {
        T::ALL.iter().copied().filter(move |value| self.contains(*value))
    }
}

impl<T, B: Bits> Default for Set<T, B> {
    /// The empty set.
    fn default() -> Self {
        Self(B::default(), PhantomData)
    }
}

impl<T: Coded, B: Bits> FromIterator<T> for Set<T, B> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(values.into_iter().fold(B::default(), |bits, value| bits | Self::bit(value)), PhantomData)
    }
}

impl<T: Coded + fmt::Debug, B: Bits> fmt::Debug for Set<T, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

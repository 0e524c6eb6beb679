//! Grades of a school, and ranges of them.

use core::fmt;

use crate::value::error::{Error, ErrorKind};

/// A grade of a school: 0 (preschool) to 12.
///
/// ```
/// use voucher_core::meals::Grade;
///
/// assert_eq!(Grade::new(12)?.number(), 12);
/// assert_eq!(Grade::new(13).unwrap_err().code(), "too_large");
/// assert_eq!(format!("{:?}", Grade::FIRST), "Grade(0)");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade(
    /// INVARIANT: 0 to 12.
    u8,
);

impl Grade {
    /// The first grade there is.
    pub const FIRST: Self = Self(0);
    /// The last grade there is.
    pub const LAST: Self = Self(12);

    /// The grade with this number.
    ///
    /// # Errors
    ///
    /// `too_large` above 12.
    pub fn new(number: u32) -> Result<Self, Error> {
        match u8::try_from(number) {
            Ok(number) if number <= Self::LAST.0 => Ok(Self(number)),
            Ok(_) | Err(_) => Err(Error::of_field(ErrorKind::TooLarge, "grade")),
        }
    }

    /// Its number, 0 to 12.
    #[must_use]
    pub fn number(self) -> u32 {
        u32::from(self.0)
    }
}

impl fmt::Debug for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Grade({})", self.0)
    }
}

/// Some grades, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct GradeSet(u16);

impl GradeSet {
    pub(crate) const NONE: Self = Self(0);
    /// Grades 0 to 12.
    pub(crate) const ALL: Self = Self((1 << 13) - 1);

    pub(crate) fn one(grade: Grade) -> Self {
        Self(1 << grade.0)
    }

    /// From the first to the last grade, both inclusive; none where the first is above the last (M14).
    pub(crate) fn between(first: Grade, last: Grade) -> Self {
        let up_to = |grade: Grade| (2_u16 << grade.0) - 1;
        Self(up_to(last) & !(up_to(first) >> 1))
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether every grade of the other set is in this one.
    pub(crate) const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The grades, lowest first.
    pub(crate) fn iter(self) -> impl Iterator<Item = Grade> {
        (0..=Grade::LAST.0).map(Grade).filter(move |grade| self.meets(Self::one(*grade)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// M14: both ends inclusive, and nothing where the first is above the last, for every pair.
    #[test]
    fn a_range_has_its_ends_and_nothing_when_reversed() {
        for first in GradeSet::ALL.iter() {
            for last in GradeSet::ALL.iter() {
                let range = GradeSet::between(first, last);
                assert!(
                    GradeSet::ALL.iter().all(|grade| {
                        range.meets(GradeSet::one(grade)) == (first <= grade && grade <= last)
                    })
                );
                assert_eq!(range.is_empty(), first > last);
            }
        }
    }
}

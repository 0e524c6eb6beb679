//! What worlds of every programme are made of: facts with their dates.

use alloc::vec::Vec;
use core::slice;

use chrono::NaiveDate;

/// Facts and their dates, in their order of arrival. A programme calls it `Facts`.
///
/// `Debug` numbers people and things by first appearance, so that a counterexample can be read and shows nobody (N34).
#[derive(Clone, PartialEq, Eq)]
pub struct Facts<F>(Vec<(NaiveDate, F)>);

impl<F> Facts<F> {
    /// The facts, in order.
    pub fn iter(&self) -> slice::Iter<'_, (NaiveDate, F)> {
        self.0.iter()
    }

    /// The facts as a slice.
    ///
    /// ```
    /// assert!(voucher_core::testing::gas::Facts::default().as_slice().is_empty());
    /// ```
    #[must_use]
    pub fn as_slice(&self) -> &[(NaiveDate, F)] {
        &self.0
    }
}

impl<F> Default for Facts<F> {
    /// No facts.
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<F> FromIterator<(NaiveDate, F)> for Facts<F> {
    fn from_iter<I: IntoIterator<Item = (NaiveDate, F)>>(facts: I) -> Self {
        Self(facts.into_iter().collect())
    }
}

impl<'a, F> IntoIterator for &'a Facts<F> {
    type IntoIter = slice::Iter<'a, (NaiveDate, F)>;
    type Item = &'a (NaiveDate, F);

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Each value once, in order of first appearance.
pub(super) fn distinct<T: Copy + PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut distinct = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}

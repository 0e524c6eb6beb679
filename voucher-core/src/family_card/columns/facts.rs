//! What is known of each row.

use core::fmt;

use super::block::ROWS;
use crate::value::money::Amount;

/// The values of a fact, one a row; a negative number stands for *not known*, and so does a row that is not there.
///
/// Each width fits each fact whose numbers fit into it.
///
/// Deliberately exhaustive: there is no fourth width.
///
/// ```
/// use voucher_core::family_card::columns::FactColumn;
///
/// assert_eq!(format!("{:?}", FactColumn::Small(&[1, 0])), "FactColumn(2 rows)"); // and none of them
/// ```
#[derive(Clone, Copy)]
pub enum FactColumn<'a> {
    /// No row knows it.
    NotKnown,
    /// Booleans, and the places of listed values.
    Small(&'a [i8]),
    /// Counts.
    Count(&'a [i32]),
    /// Amounts in hundredths.
    Amount(&'a [i64]),
}

impl FactColumn<'_> {
    /// The number of an amount.
    ///
    /// ```
    /// use voucher_core::{Amount, family_card::columns::FactColumn};
    ///
    /// assert_eq!(FactColumn::of_amount(Amount::parse("50851")?), 5_085_100);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn of_amount(amount: Amount) -> i64 {
        i64::try_from(amount.units()).unwrap_or(i64::MAX)
    }

    /// The numbers of a block of rows.
    #[inline(always)]
    pub(super) fn fill(self, start: usize, out: &mut [i64; ROWS]) {
        match self {
            Self::NotKnown => out.fill(-1),
            Self::Small(values) => fill(values, start, out),
            Self::Count(values) => fill(values, start, out),
            Self::Amount(values) => fill(values, start, out),
        }
    }
}

/// The cells of a block, as wider numbers.
#[inline(always)]
pub(super) fn fill<T: Copy, U: Copy + From<T> + From<i8>>(values: &[T], start: usize, out: &mut [U; ROWS]) {
    let values = values.get(start..).unwrap_or_default();
    if let Some(values) = values.first_chunk::<ROWS>() {
        for (out, value) in out.iter_mut().zip(values) {
            *out = U::from(*value);
        }
        return;
    }
    out.fill(U::from(-1_i8));
    for (out, value) in out.iter_mut().zip(values) {
        *out = U::from(*value);
    }
}

impl fmt::Debug for FactColumn<'_> {
    /// Shows how many rows there are, and none of them (N34).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = match self {
            Self::NotKnown => 0,
            Self::Small(values) => values.len(),
            Self::Count(values) => values.len(),
            Self::Amount(values) => values.len(),
        };
        write!(f, "FactColumn({rows} rows)")
    }
}

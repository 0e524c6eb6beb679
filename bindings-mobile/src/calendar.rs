//! The date that it is in Kazakhstan, and where a month lies, seen from it.

use std::cmp::Ordering;

use voucher_core::{Month, parse_instant};

use crate::{
    error::VoucherError,
    value::{CivilDate, Text},
};

/// Where the month that is shown lies, seen from a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum MonthPhase {
    /// The date lies before it.
    Ahead,
    /// The date lies in it.
    Current,
    /// The date lies after it.
    Over,
}

impl MonthPhase {
    /// Of a month, seen from a date.
    #[must_use]
    pub fn of(month: Month, on: CivilDate) -> Self {
        match month.cmp(&Month::of(on)) {
            Ordering::Greater => Self::Ahead,
            Ordering::Equal => Self::Current,
            Ordering::Less => Self::Over,
        }
    }
}

/// The civil date in Kazakhstan of an instant written as in RFC 3339 (N2): what `today` means, wherever the
/// device is and whatever its zone data say.
#[uniffi::export]
pub fn civil_date(instant: Text) -> Result<CivilDate, VoucherError> {
    Ok(parse_instant(&instant.0)?)
}

//! The date that it is in Kazakhstan, and where a month lies, seen from it.

use std::cmp::Ordering;

use voucher_core::{Language, Month, parse_instant};

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

/// How long something can still be done, in words.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DaysLeft {
    /// How many days follow the date, the last one among them; 0 on the last day (N3).
    pub days: u32,
    /// The same in words: "3 days left", "Today is the last day".
    pub text: String,
    /// The last day as people write it, such as "29 September".
    pub day_text: String,
}

impl DaysLeft {
    /// From a date to a last day; none where it has passed.
    pub(crate) fn new(until: CivilDate, today: CivilDate, language: Language) -> Option<Self> {
        let days = u32::try_from(until.signed_duration_since(today).num_days()).ok()?;
        Some(Self { days, text: language.days_left(days), day_text: language.day(until) })
    }
}

/// A date as people write it, such as "29 September 2025".
#[uniffi::export]
pub fn date_text(date: CivilDate, language: Language) -> Result<String, VoucherError> {
    Ok(language.date(date))
}

/// The civil date in Kazakhstan of an instant written as in RFC 3339 (N2): what `today` means, wherever the
/// device is and whatever its zone data say.
#[uniffi::export]
pub fn civil_date(instant: Text) -> Result<CivilDate, VoucherError> {
    Ok(parse_instant(&instant.0)?)
}

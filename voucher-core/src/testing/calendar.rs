//! Days: mostly near the pilot, and the edges on which an answer changes.

use alloc::{format, string::String, vec::Vec};

use chrono::{Days, NaiveDate};
use proptest::{
    prop_oneof,
    sample::select,
    strategy::{Just, Strategy},
};

use super::{codes::arb_missing_day, read};
use crate::{DayOfMonth, Month, Period, programme::DayRule};

/// Days from the year 1 to the pilot's first day, and from there to the end of the year 9999.
const BEFORE: i64 = 739_490;
const AFTER: i64 = 2_912_568;

/// The pilot's first day, toward which dates shrink.
pub(super) fn pilot_begins() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 8, 28).unwrap_or(NaiveDate::MIN)
}

/// So many days later, or earlier where it is negative; the date itself at the end of the calendar.
pub(super) fn shifted(date: NaiveDate, days: i64) -> NaiveDate {
    let size = Days::new(days.unsigned_abs());
    let to = if days < 0 { date.checked_sub_days(size) } else { date.checked_add_days(size) };
    to.unwrap_or(date)
}

/// A date of the years 1 to 9999, mostly within two years of the pilot; shrinks toward 2025-08-28.
///
/// ```
/// use voucher_core::{gas::Regulation, testing::{arb_date, draws}};
///
/// let period = Regulation::gas_2025_08().period();
/// assert!(draws(arb_date()).take(99).any(|date| period.contains(date)));
/// assert!(draws(arb_date()).take(99).any(|date| date > period.last));
/// ```
pub fn arb_date() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![6 => -60..=400_i64, 2 => -730..=730_i64, 1 => -BEFORE..=AFTER]
        .prop_map(|days| shifted(pilot_begins(), days))
}

/// A date of the whole calendar, its two ends included, which no text can name.
///
/// ```
/// use chrono::NaiveDate;
/// use voucher_core::testing::{arb_any_date, draws};
///
/// assert!(draws(arb_any_date()).take(99).any(|date| date == NaiveDate::MAX));
/// ```
pub fn arb_any_date() -> impl Strategy<Value = NaiveDate> {
    let ends = [NaiveDate::MIN, NaiveDate::MAX, shifted(NaiveDate::MAX, -31), shifted(NaiveDate::MIN, 31)];
    prop_oneof![6 => arb_date(), 1 => select(ends.to_vec())]
}

/// A month of the years 1 to 9999, mostly of the pilot or next to it; shrinks toward August 2025.
///
/// ```
/// use voucher_core::{Month, testing::{arb_month, draws}};
///
/// assert!(draws(arb_month()).take(99).any(|month| month == Month::parse("2026-02").unwrap()));
/// ```
pub fn arb_month() -> impl Strategy<Value = Month> {
    const AUGUST_2025: i32 = 2025 * 12 + 7;
    let months = prop_oneof![6 => -1..=11_i32, 1 => 12 - AUGUST_2025..120_000 - AUGUST_2025];
    read(months, |months| {
        let month = AUGUST_2025 + months;
        Month::new(month / 12, (month % 12).unsigned_abs() + 1).ok()
    })
}

/// A day of month with either rule.
///
/// ```
/// use voucher_core::testing::{arb_day_of_month, draws};
///
/// assert!(draws(arb_day_of_month()).take(999).any(|day| day.day() == 31));
/// ```
pub fn arb_day_of_month() -> impl Strategy<Value = DayOfMonth> {
    read((1..=31, arb_missing_day()), |(day, if_missing)| DayOfMonth::new(day, if_missing).ok())
}

/// A period of up to two years that begins within three years of the pilot.
///
/// ```
/// use voucher_core::testing::{arb_period, draws};
///
/// assert!(draws(arb_period()).take(99).all(|period| period.first <= period.last));
/// ```
pub fn arb_period() -> impl Strategy<Value = Period> {
    (prop_oneof![3 => Just(0), 1 => -1000..1000_i64], prop_oneof![3 => 0..=400_i64, 1 => 0..730_i64])
        .prop_map(|(later, days)| {
            let first = shifted(pilot_begins(), later);
            Period { first, last: shifted(first, days) }
        })
}

/// A day of month as a regulation has it.
///
/// ```
/// use voucher_core::testing::{arb_day_rule, draws};
///
/// assert!(draws(arb_day_rule()).take(99).all(|rule| (1..=31).contains(&rule.day)));
/// ```
pub fn arb_day_rule() -> impl Strategy<Value = DayRule> {
    (1..=31, arb_missing_day()).prop_map(|(day, if_missing)| DayRule { day, if_missing })
}

/// One of these days, shrinking toward the first; never one where there are none.
pub(super) fn one_of(days: Vec<NaiveDate>) -> impl Strategy<Value = NaiveDate> {
    (0..days.len().max(1)).prop_filter_map("no such day", move |place| days.get(place).copied())
}

/// An instant, as RFC 3339 writes it, whose civil date in Kazakhstan is this one: midnight, the
/// last moment of the day, and moments seen from other offsets (N2).
///
/// It reads back as the date from 2024-03-01 on; before, two zones existed.
///
/// ```
/// use voucher_core::{parse_date, parse_instant, testing::{arb_instant_on, draws}};
///
/// let date = parse_date("2025-08-28")?;
/// assert!(draws(arb_instant_on(date)).take(99).all(|instant| parse_instant(&instant) == Ok(date)));
/// assert!(draws(arb_instant_on(date)).take(99).any(|instant| instant == "2025-08-27T19:00:00Z"));
/// # Ok::<(), voucher_core::Error>(())
/// ```
pub fn arb_instant_on(date: NaiveDate) -> impl Strategy<Value = String> {
    let before = shifted(date, -1);
    select(Vec::from([
        format!("{before}T19:00:00Z"),
        format!("{date}T18:59:59.999999999Z"),
        format!("{date}T00:00:00+05:00"),
        format!("{date}t23:59:59.5+05:00"),
        format!("{date}T12:00:00.000z"),
        format!("{before}T20:00:00+01:00"),
        format!("{date}T14:00:00-04:59"),
        format!("{date}T18:00:00+23:00"),
    ]))
}

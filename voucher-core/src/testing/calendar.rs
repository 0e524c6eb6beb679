//! Days: mostly near the pilot, and the edges on which an answer changes.

use alloc::{format, string::String, vec::Vec};

use chrono::{Days, NaiveDate};
use proptest::{prop_oneof, sample::select, strategy::Strategy};

use super::{codes::arb_missing_day, read};
use crate::{DayOfMonth, Month, gas::Regulation};

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

/// The months of a regulation, at most 240; the month of its first day where it has none.
pub(super) fn months_of(regulation: &Regulation) -> Vec<Month> {
    let mut months: Vec<_> = regulation.months().take(240).collect();
    if months.is_empty() {
        months.push(Month::of(regulation.period().first));
    }
    months
}

/// A month of the regulation (N8); the month of its first day where it has none.
///
/// ```
/// use voucher_core::{gas::Regulation, testing::{gas::arb_month_of, draws}};
///
/// let regulation = Regulation::gas_2025_08();
/// assert!(draws(arb_month_of(&regulation)).take(99).all(|month| regulation.has_month(month)));
/// ```
pub fn arb_month_of(regulation: &Regulation) -> impl Strategy<Value = Month> + use<> {
    select(months_of(regulation))
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

/// A day of the regulation's period; shrinks toward the first.
///
/// ```
/// use voucher_core::{gas::Regulation, testing::{gas::arb_day_in_period, draws}};
///
/// let regulation = Regulation::gas_2025_08();
/// assert!(draws(arb_day_in_period(&regulation)).take(99).all(|day| regulation.period().contains(day)));
/// ```
pub fn arb_day_in_period(regulation: &Regulation) -> impl Strategy<Value = NaiveDate> + use<> {
    let period = regulation.period();
    (0..=(period.last - period.first).num_days()).prop_map(move |days| shifted(period.first, days))
}

/// The days of the period and a month on each side; of a long period, its first eight years.
fn days_around(regulation: &Regulation) -> impl Iterator<Item = NaiveDate> {
    let (first, last) = (regulation.period().first, shifted(regulation.period().last, 31));
    let period = first.iter_days().take_while(move |day| *day <= last).take(3000);
    period.chain(shifted(first, -31).iter_days().take(31))
}

/// Whether a voucher can be activated on the day, as far as the calendar goes.
fn is_open(regulation: &Regulation, day: NaiveDate) -> bool {
    let month = Month::of(day);
    let window = regulation.window_opens(month)..=regulation.window_closes(month);
    regulation.period().contains(day) && window.contains(&day)
}

/// One of these days, shrinking toward the first; never one where there are none.
fn one_of(days: Vec<NaiveDate>) -> impl Strategy<Value = NaiveDate> {
    (0..days.len().max(1)).prop_filter_map("no such day", move |place| days.get(place).copied())
}

/// A day on which a voucher can be activated: in its month's window and in the period.
///
/// Under a regulation without such a day every draw is rejected.
///
/// ```
/// use voucher_core::{Month, gas::Regulation, testing::{gas::arb_day_in_window, draws}};
///
/// let regulation = Regulation::gas_2025_08();
/// assert!(draws(arb_day_in_window(&regulation)).take(99).all(|day| day <= regulation.window_closes(Month::of(day))));
/// ```
pub fn arb_day_in_window(regulation: &Regulation) -> impl Strategy<Value = NaiveDate> + use<> {
    one_of(days_around(regulation).filter(|day| is_open(regulation, *day)).collect())
}

/// A day on which no voucher can be activated: of the period or within a month of it.
///
/// ```
/// use voucher_core::{Month, gas::Regulation, testing::{gas::arb_day_outside_window, draws}};
///
/// let regulation = Regulation::gas_2025_08();
/// assert!(draws(arb_day_outside_window(&regulation)).take(99).any(|day| day > regulation.window_closes(Month::of(day))));
/// ```
pub fn arb_day_outside_window(regulation: &Regulation) -> impl Strategy<Value = NaiveDate> + use<> {
    one_of(days_around(regulation).filter(|day| !is_open(regulation, *day)).collect())
}

/// A day on which an answer changes, or the day beside it: ends of the period, of each month of 28
/// to 31 days, of the list, of answering, of the window, and the day the register is due.
///
/// ```
/// use voucher_core::{parse_date, gas::Regulation, testing::{gas::arb_edge_date, draws}};
///
/// let edges: Vec<_> = draws(arb_edge_date(&Regulation::gas_2025_08())).take(2000).collect();
/// for edge in ["2025-08-27", "2025-08-28", "2025-09-07", "2025-09-30", "2026-02-28", "2026-03-01", "2026-07-01"] {
///     assert!(edges.contains(&parse_date(edge).unwrap()), "{edge}");
/// }
/// ```
pub fn arb_edge_date(regulation: &Regulation) -> impl Strategy<Value = NaiveDate> + use<> {
    let period = regulation.period();
    let mut edges =
        Vec::from([period.first, shifted(period.first, -1), period.last, shifted(period.last, 1)]);
    for month in months_of(regulation) {
        let last_days = [
            Some(regulation.list_closes(month)),
            regulation.last_day_to_answer(month),
            Some(regulation.window_closes(month)),
            Some(month.last_day()),
        ];
        let first_days = [month.first_day(), regulation.window_opens(month), regulation.register_due(month)];
        edges.extend(last_days.into_iter().flatten().flat_map(|last| [last, shifted(last, 1)]));
        edges.extend(first_days.into_iter().flat_map(|first| [first, shifted(first, -1)]));
    }
    select(edges)
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

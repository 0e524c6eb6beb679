//! Dates on which the answers of a regulation hang.

use alloc::vec::Vec;

use chrono::NaiveDate;
use proptest::{sample::select, strategy::Strategy};

use crate::{
    Month,
    gas::Regulation,
    testing::calendar::{one_of, shifted},
};

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
/// use voucher_core::{gas::Regulation, testing::{draws, gas::arb_month_of}};
///
/// let regulation = Regulation::gas_2025_08();
/// assert!(draws(arb_month_of(&regulation)).take(99).all(|month| regulation.has_month(month)));
/// ```
pub fn arb_month_of(regulation: &Regulation) -> impl Strategy<Value = Month> + use<> {
    select(months_of(regulation))
}

/// A day of the regulation's period; shrinks toward the first.
///
/// ```
/// use voucher_core::{gas::Regulation, testing::{draws, gas::arb_day_in_period}};
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

/// A day on which a voucher can be activated: in its month's window and in the period.
///
/// Under a regulation without such a day every draw is rejected.
///
/// ```
/// use voucher_core::{Month, gas::Regulation, testing::{draws, gas::arb_day_in_window}};
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
/// use voucher_core::{Month, gas::Regulation, testing::{draws, gas::arb_day_outside_window}};
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
/// use voucher_core::{gas::Regulation, parse_date, testing::{draws, gas::arb_edge_date}};
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

//! What a regulation says of each month, in days since 1970-01-01.

use alloc::vec::Vec;

use chrono::{Datelike, NaiveDate};

use super::ABSENT;
use crate::{
    activation::{first_open_day, open_day_of},
    calendar::Month,
    region::Region,
    regulation::Regulation,
};

/// How many years before and after its period a regulation's timetable reaches.
const REACH_IN_YEARS: i32 = 60;

/// What a regulation says of months, ready for columns.
///
/// It reaches from 60 years before the regulation's period to 60 years after it.
///
/// ```
/// use voucher_core::{Month, Regulation, columns::{Timetable, day_number}, parse_date};
///
/// let timetable = Timetable::new(&Regulation::gas_2025_08());
/// let september = timetable.month(Month::parse("2025-09")?);
/// assert_eq!(timetable.month_of_day(day_number(parse_date("2025-09-30")?)), september);
/// assert_ne!(timetable.month_of_day(day_number(parse_date("2025-10-01")?)), september);
/// assert_eq!(timetable.month(Month::parse("1925-09")?), None);
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Timetable {
    pub(super) period: (i32, i32),
    pub(super) needs_consent: bool,
    pub(super) repeat_after_days: i32,
    pub(super) limit: u32,
    /// The first of the months below.
    first_month: Month,
    first_day: i32,
    pub(super) months: Vec<MonthDays>,
    /// The month of each day from `first_day` on.
    month_of_day: Vec<MonthPlace>,
    region_in_pilot: [bool; 100],
}

/// A month's place in a [`Timetable`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthPlace(pub(super) u16);

impl MonthPlace {
    /// The place as a number below 2000.
    ///
    /// ```
    /// use voucher_core::{Month, Regulation, columns::Timetable};
    ///
    /// let timetable = Timetable::new(&Regulation::gas_2025_08());
    /// let (august, july) = (Month::parse("2025-08")?, Month::parse("1965-07")?);
    /// assert_eq!(timetable.month(august).unwrap().number(), 60 * 12);
    /// assert_eq!(timetable.month(july), None);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }
}

/// One month.
#[derive(Clone, Copy, Debug)]
pub(super) struct MonthDays {
    /// Its first day.
    pub(super) first: i32,
    /// Days counted from the first, six bits each, as [`Days`](super::rows) reads them.
    pub(super) packed: u32,
    /// The earliest date of N26 by its kind: none, the pilot's first open day, this month's, a later month's.
    pub(super) earliest: [i32; 4],
}

/// The days that [`MonthDays::packed`] holds, lowest first; above them, whether the month is none of the regulation's.
pub(super) const LAST: u32 = 0;
pub(super) const LIST_CLOSES: u32 = 6;
pub(super) const LAST_TO_ANSWER: u32 = 12;
pub(super) const OPENS: u32 = 18;
pub(super) const CLOSES: u32 = 24;
pub(super) const OUTSIDE: u32 = 30;
/// Six bits.
pub(super) const DAY: u32 = 0b11_1111;

/// Days since 1970-01-01.
///
/// ```
/// use voucher_core::{columns::day_number, parse_date};
///
/// assert_eq!(day_number(parse_date("1970-01-01")?), 0);
/// assert_eq!(day_number(parse_date("1969-12-31")?), -1);
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[must_use]
pub fn day_number(date: NaiveDate) -> i32 {
    /// Of 1970-01-01, counted from the first day of the year 1.
    const EPOCH: i32 = 719_163;
    date.num_days_from_ce() - EPOCH
}

impl Timetable {
    /// Works out what a regulation says of each month.
    #[must_use]
    pub fn new(regulation: &Regulation) -> Self {
        let period = regulation.period();
        let year = |date: NaiveDate, years: i32| (date.year() + years).clamp(1, 9999);
        let edge = |date: NaiveDate, years| {
            Month::new(year(date, years), Month::of(date).month_of_year()).unwrap_or_else(|_| Month::of(date))
        };
        let (first_month, last_month) =
            (edge(period.first, -REACH_IN_YEARS), edge(period.last, REACH_IN_YEARS));
        let open_first = number_or_absent(first_open_day(regulation, Month::of(period.first)));
        let mut months = Vec::new();
        let mut month_of_day = Vec::new();
        let mut month = first_month;
        while month <= last_month {
            let place = MonthPlace(u16::try_from(months.len()).unwrap_or(u16::MAX));
            months.push(MonthDays::new(regulation, month, open_first));
            month_of_day.extend((0..month.number_of_days()).map(|_| place));
            month = month.next();
        }
        Self {
            period: (day_number(period.first), day_number(period.last)),
            needs_consent: regulation.needs_consent(),
            repeat_after_days: regulation.consent.map_or(0, |rules| rules.repeat_after_days),
            limit: regulation.activations_per_account(),
            first_month,
            first_day: day_number(first_month.first_day()),
            months,
            month_of_day,
            region_in_pilot: core::array::from_fn(|kato| {
                Region::ALL
                    .iter()
                    .any(|region| regulation.regions().contains(*region) && region.kato().parse() == Ok(kato))
            }),
        }
    }

    /// The place of a month, if the timetable reaches it.
    #[must_use]
    pub fn month(&self, month: Month) -> Option<MonthPlace> {
        let months = (month.year() - self.first_month.year()) * 12 + month_of_year(month)
            - month_of_year(self.first_month);
        let place = u16::try_from(months).ok()?;
        (usize::from(place) < self.months.len()).then_some(MonthPlace(place))
    }

    /// The place of the month that holds a day, if the timetable reaches it.
    #[must_use]
    #[inline]
    pub fn month_of_day(&self, day: i32) -> Option<MonthPlace> {
        let place = usize::try_from(day.checked_sub(self.first_day)?).ok()?;
        self.month_of_day.get(place).copied()
    }

    /// The month at a place; after the last one, the last.
    ///
    /// ```
    /// use voucher_core::{Month, Regulation, columns::Timetable};
    ///
    /// let timetable = Timetable::new(&Regulation::gas_2025_08());
    /// let month = Month::parse("2026-02")?;
    /// assert_eq!(timetable.month_at(timetable.month(month).unwrap()), month);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn month_at(&self, place: MonthPlace) -> Month {
        let first = self.days(place).first;
        NaiveDate::from_num_days_from_ce_opt(first + 719_163).map_or(self.first_month, Month::of)
    }

    /// The first day of the month at a place.
    #[must_use]
    pub fn first_day(&self, place: MonthPlace) -> i32 {
        self.days(place).first
    }

    /// How many activations an account may have in a month.
    #[must_use]
    pub const fn activations_per_account(&self) -> u32 {
        self.limit
    }

    /// Whether the region of this KATO number takes part.
    ///
    /// ```
    /// use voucher_core::{Regulation, columns::Timetable};
    ///
    /// let timetable = Timetable::new(&Regulation::gas_2025_08());
    /// assert!(timetable.has_region(71) && !timetable.has_region(10) && !timetable.has_region(255));
    /// ```
    #[must_use]
    pub fn has_region(&self, kato: u8) -> bool {
        self.region_in_pilot.get(usize::from(kato)).copied().unwrap_or(false)
    }

    #[inline]
    pub(super) fn days(&self, place: MonthPlace) -> &MonthDays {
        self.months.get(usize::from(place.0)).unwrap_or(&MonthDays::NOWHERE)
    }
}

fn month_of_year(month: Month) -> i32 {
    i32::try_from(month.month_of_year()).unwrap_or(1)
}

impl MonthDays {
    /// Of a place that no timetable has.
    const NOWHERE: Self = Self { first: 0, packed: 1 << OUTSIDE, earliest: [ABSENT; 4] };

    /// The earliest date of a kind.
    #[inline]
    pub(super) fn earliest(&self, kind: u8) -> i32 {
        self.earliest.get(usize::from(kind)).copied().unwrap_or(ABSENT)
    }

    fn new(regulation: &Regulation, month: Month, open_first: i32) -> Self {
        let first = day_number(month.first_day());
        // Each lies within 32 days of the first (N4).
        let from_first = |date| u32::try_from(day_number(date) - first).unwrap_or(0) & DAY;
        let outside = u32::from(!regulation.has_month(month));
        let packed = from_first(month.last_day()) << LAST
            | from_first(regulation.list_closes(month)) << LIST_CLOSES
            | regulation.last_day_to_answer(month).map_or(0, from_first) << LAST_TO_ANSWER
            | from_first(regulation.window_opens(month)) << OPENS
            | from_first(regulation.window_closes(month)) << CLOSES
            | outside << OUTSIDE;
        let here = number_or_absent(open_day_of(regulation, month));
        let later = number_or_absent(first_open_day(regulation, month.next()));
        Self { first, packed, earliest: [ABSENT, open_first, here, later] }
    }
}

fn number_or_absent(date: Option<NaiveDate>) -> i32 {
    date.map_or(ABSENT, day_number)
}

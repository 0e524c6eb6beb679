//! What a regulation says of each month, in days since 1970-01-01.

use alloc::vec::Vec;

use chrono::{Datelike, NaiveDate};

use super::day::{ABSENT, EPOCH, FAR, day_from, day_number, number_or_absent};
use crate::{
    gas::{
        regulation::Regulation,
        today::{first_open_day, open_day_of},
    },
    value::calendar::Month,
};

/// How many years before and after its period a regulation's timetable reaches.
const REACH_IN_YEARS: i32 = 60;

/// What a regulation says of months, ready for columns.
///
/// It reaches from 60 years before the regulation's period to 60 years after it.
///
/// ```
/// use voucher_core::{Month, gas::{Regulation, columns::{Timetable, day_number}}, parse_date};
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
    pub(super) needs_consent: bool,
    /// Capped at more days than any month has.
    pub(super) repeat_after_days: u8,
    pub(super) limit: u32,
    /// The first day that lies in its month's window and in the period, or never (N26).
    pub(super) open_first: i32,
    /// The first of the months below.
    first_month: Month,
    first_day: i32,
    pub(super) months: Vec<MonthDays>,
    /// The month of each day from `first_day` to the last day of the last month.
    month_of_day: Vec<MonthPlace>,
}

/// A month's place in a [`Timetable`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthPlace(pub(super) u32);

impl MonthPlace {
    /// The place as a number below 119 988, the months of the years 1 to 9999.
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Regulation, columns::Timetable}};
    ///
    /// let timetable = Timetable::new(&Regulation::gas_2025_08());
    /// let (august, july) = (Month::parse("2025-08")?, Month::parse("1965-07")?);
    /// assert_eq!(timetable.month(august).unwrap().number(), 60 * 12);
    /// assert_eq!(timetable.month(july), None);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The number as an index.
    #[inline(always)]
    fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// One month.
#[derive(Clone, Copy, Debug)]
pub(super) struct MonthDays {
    /// Its first day, since 1970-01-01.
    pub(super) first: i32,
    /// The first day that lies in the month's window and in the period, or never (N26).
    pub(super) open_here: i32,
    /// The first such day of any later month.
    pub(super) open_later: i32,
    /// Days of the month, a byte each, as [`Days`] reads them.
    pub(super) packed: u64,
}

/// Days of one month, counted from 1; the first of the next month follows its last day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days {
    /// Its last day.
    pub(super) last: u8,
    pub(super) list_closes: u8,
    /// A day that never comes where no consent is needed.
    pub(super) last_to_answer: u8,
    pub(super) opens: u8,
    pub(super) closes: u8,
    /// The period's first day in the month: 0 where the period begins before, after the last day where it begins later.
    pub(super) period_first: u8,
    /// The period's last day in the month: 0 where the period ends before, after the last day where it ends later.
    pub(super) period_last: u8,
    /// 1 where the month is none of the regulation's (N8).
    pub(super) outside: u8,
}

impl Days {
    const fn pack(self) -> u64 {
        let Self { last, list_closes, last_to_answer, opens, closes, period_first, period_last, outside } =
            self;
        u64::from_le_bytes([
            last,
            list_closes,
            last_to_answer,
            opens,
            closes,
            period_first,
            period_last,
            outside,
        ])
    }

    #[inline(always)]
    pub(super) const fn unpack(packed: u64) -> Self {
        let [last, list_closes, last_to_answer, opens, closes, period_first, period_last, outside] =
            packed.to_le_bytes();
        Self { last, list_closes, last_to_answer, opens, closes, period_first, period_last, outside }
    }
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
        let (mut months, mut month_of_day) = (Vec::new(), Vec::new());
        let mut month = first_month;
        while month <= last_month {
            let place = MonthPlace(u32::try_from(months.len()).unwrap_or(u32::MAX));
            months.push(MonthDays::new(regulation, month));
            month_of_day.extend((0..month.number_of_days()).map(|_| place));
            month = month.next();
        }
        Self {
            needs_consent: regulation.needs_consent(),
            repeat_after_days: u8::try_from(
                regulation.consent.map_or(0, |rules| rules.repeat_after_days).clamp(0, i32::from(FAR)),
            )
            .unwrap_or(FAR),
            limit: regulation.activations_per_account(),
            open_first: number_or_absent(first_open_day(regulation, Month::of(period.first))),
            first_month,
            first_day: day_number(first_month.first_day()),
            months,
            month_of_day,
        }
    }

    /// The place of a month, if the timetable reaches it.
    #[must_use]
    pub fn month(&self, month: Month) -> Option<MonthPlace> {
        let months = (month.year() - self.first_month.year()) * 12 + month_of_year(month)
            - month_of_year(self.first_month);
        let place = MonthPlace(u32::try_from(months).ok()?);
        (place.index() < self.months.len()).then_some(place)
    }

    /// The place of the month that holds a day, if the timetable reaches it.
    #[must_use]
    #[inline(always)]
    pub fn month_of_day(&self, day: i32) -> Option<MonthPlace> {
        let from_first = day.wrapping_sub(self.first_day).cast_unsigned();
        self.month_of_day.get(usize::try_from(from_first).unwrap_or(usize::MAX)).copied()
    }

    /// The month at a place; after the last one, the last.
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Regulation, columns::Timetable}};
    ///
    /// let timetable = Timetable::new(&Regulation::gas_2025_08());
    /// let month = Month::parse("2026-02")?;
    /// assert_eq!(timetable.month_at(timetable.month(month).unwrap()), month);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn month_at(&self, place: MonthPlace) -> Month {
        let month = self.months.get(place.index()).or(self.months.last());
        let first = month.and_then(|month| NaiveDate::from_num_days_from_ce_opt(month.first + EPOCH));
        first.map_or(self.first_month, Month::of)
    }

    /// The first day of the month at a place.
    #[must_use]
    #[inline(always)]
    pub fn first_day(&self, place: MonthPlace) -> i32 {
        self.month_days(place).first
    }

    /// How many days the month at a place has.
    #[must_use]
    #[inline(always)]
    pub fn number_of_days(&self, place: MonthPlace) -> u8 {
        self.days(place).last
    }

    /// How many activations an account may have in a month.
    #[must_use]
    pub const fn activations_per_account(&self) -> u32 {
        self.limit
    }

    /// The days of the month at a place.
    #[inline(always)]
    pub(super) fn days(&self, place: MonthPlace) -> Days {
        Days::unpack(self.month_days(place).packed)
    }

    #[inline(always)]
    pub(super) fn month_days(&self, place: MonthPlace) -> &MonthDays {
        self.months.get(place.index()).unwrap_or(&MonthDays::NOWHERE)
    }
}

fn month_of_year(month: Month) -> i32 {
    i32::try_from(month.month_of_year()).unwrap_or(1)
}

impl MonthDays {
    /// Of a place that no timetable has.
    const NOWHERE: Self = Self { first: 0, open_here: ABSENT, open_later: ABSENT, packed: 0 };

    fn new(regulation: &Regulation, month: Month) -> Self {
        let first = day_number(month.first_day());
        let days = Days {
            last: day_from(first, day_number(month.last_day())),
            list_closes: day_from(first, day_number(regulation.list_closes(month))),
            last_to_answer: regulation
                .last_day_to_answer(month)
                .map_or(FAR - 1, |last| day_from(first, day_number(last))),
            opens: day_from(first, day_number(regulation.window_opens(month))),
            closes: day_from(first, day_number(regulation.window_closes(month))),
            period_first: day_from(first, day_number(regulation.period().first)),
            period_last: day_from(first, day_number(regulation.period().last)),
            outside: u8::from(!regulation.has_month(month)),
        };
        let open_here = number_or_absent(open_day_of(regulation, month));
        let open_later = number_or_absent(first_open_day(regulation, month.next()));
        Self { first, open_here, open_later, packed: days.pack() }
    }
}

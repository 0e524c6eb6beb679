//! Civil time: months, days of month with their missing-day rule, instants (N1-N5).

use core::{fmt, num::NonZeroU8, str::FromStr};

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset};

use crate::value::{
    coded::coded,
    error::{Error, ErrorKind, causes},
};

causes! {
    NoSuchDay "no_such_day" "no such day in the calendar",
    NotADate "not_a_date" "a date is written YYYY-MM-DD",
    NotAnInstant "not_an_instant" "an instant is written as in RFC 3339",
    InstantBeforeSingleZone "instant_before_single_zone" "before 2024-02-29T19:00:00Z the country had two zones",
    NotAMonth "not_a_month" "a month is written YYYY-MM",
    DayOutOfRange "day_out_of_range" "a day of month is 1 to 31",
}

/// A calendar month of the years 1 to 9999.
///
/// ```
/// use voucher_core::Month;
///
/// let month = Month::parse("2026-02")?;
/// assert_eq!(month.number_of_days(), 28);
/// assert_eq!(Month::parse("2028-02")?.number_of_days(), 29);
/// assert_eq!(month.to_string(), "2026-02");
/// assert_eq!(Month::parse("2026-13").unwrap_err().code(), "not_a_month");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(
    /// Months since January of the year 0: twelve a year.
    i32,
);

impl Month {
    /// December of the year 9999, the last month that the wire form can have.
    pub(crate) const LAST: Self = Self(9999 * 12 + 11);

    /// The month of a year, both counted from 1.
    ///
    /// # Errors
    ///
    /// `not_a_month` unless the year is 1 to 9999 and the month 1 to 12.
    ///
    /// ```
    /// use voucher_core::Month;
    ///
    /// assert!(Month::new(9999, 12).is_ok());
    /// assert!(Month::new(10_000, 1).is_err());
    /// assert!(Month::new(2025, 0).is_err());
    /// ```
    pub fn new(year: i32, month: u32) -> Result<Self, Error> {
        match i32::try_from(month) {
            Ok(month @ 1..=12) if (1..=9999).contains(&year) => Ok(Self(year * 12 + month - 1)),
            Ok(_) | Err(_) => Err(Error::of_field(ErrorKind::NotAMonth, "month")),
        }
    }

    /// Reads `YYYY-MM`.
    ///
    /// # Errors
    ///
    /// `not_a_month` for any other text.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let &[y1, y2, y3, y4, b'-', m1, m2] = text.as_bytes() else {
            return Err(Error::of_field(ErrorKind::NotAMonth, "month"));
        };
        match (number(&[y1, y2, y3, y4]), number(&[m1, m2])) {
            (Some(year), Some(month)) => Self::new(year, month.unsigned_abs()),
            (None, _) | (_, None) => Err(Error::of_field(ErrorKind::NotAMonth, "month")),
        }
    }

    /// The month that holds this date. Total: dates outside the years 1 to 9999 have months too,
    /// which no regulation has.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use voucher_core::Month;
    ///
    /// let first = NaiveDate::from_ymd_opt(2025, 9, 1).unwrap();
    /// assert_eq!(Month::of(first), Month::parse("2025-09")?);
    /// assert_eq!(Month::of(first.pred_opt().unwrap()), Month::parse("2025-08")?);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        // `month0` is 0 to 11.
        Self(date.year() * 12 + i32::try_from(date.month0()).unwrap_or(0))
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month of the year, 1 to 12.
    #[must_use]
    pub const fn month_of_year(self) -> u32 {
        self.0.rem_euclid(12).unsigned_abs() + 1
    }

    /// The first day; after the last month of the calendar, its last day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        self.date(1)
    }

    /// The last day, on which the list of the *next* month is drawn up.
    ///
    /// ```
    /// use voucher_core::Month;
    ///
    /// assert_eq!(Month::parse("2026-02")?.last_day().to_string(), "2026-02-28");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.date(self.number_of_days())
    }

    /// How many days it has, 28 to 31.
    #[must_use]
    pub const fn number_of_days(self) -> u32 {
        let year = self.year();
        match self.month_of_year() {
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// The month after this one.
    ///
    /// ```
    /// use voucher_core::Month;
    ///
    /// assert_eq!(Month::parse("2025-12")?.next(), Month::parse("2026-01")?);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The month so many months later.
    pub(crate) const fn plus(self, months: i32) -> Self {
        Self(self.0.saturating_add(months))
    }

    /// The month before this one.
    ///
    /// ```
    /// use voucher_core::Month;
    ///
    /// assert_eq!(Month::parse("2026-01")?.previous(), Month::parse("2025-12")?);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub const fn previous(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// The day with this number, which the month must have; beyond the calendar, the calendar's first or last day.
    pub(crate) fn date(self, day: u32) -> NaiveDate {
        let beyond = if self.0.is_negative() { NaiveDate::MIN } else { NaiveDate::MAX };
        NaiveDate::from_ymd_opt(self.year(), self.month_of_year(), day).unwrap_or(beyond)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month_of_year())
    }
}

impl FromStr for Month {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

/// First and last day, both inclusive (N3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct Period {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

impl Period {
    /// Whether the date lies in the period, ends included (N3).
    ///
    /// ```
    /// use voucher_core::{gas::Regulation, parse_date};
    ///
    /// let period = Regulation::gas_2025_08().period();
    /// assert!(!period.contains(parse_date("2025-08-27")?));
    /// assert!(period.contains(parse_date("2025-08-28")?));
    /// assert!(period.contains(parse_date("2026-06-30")?));
    /// assert!(!period.contains(parse_date("2026-07-01")?));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.first <= date && date <= self.last
    }
}

coded! {
    /// Which day stands for a day of month that a month lacks (N4). There is no default.
    ///
    /// Deliberately exhaustive: a new rule must break your build.
    ///
    /// ```
    /// use voucher_core::MissingDay;
    ///
    /// assert_eq!(MissingDay::LastDayOfMonth.code(), "last_day_of_month");
    /// assert_eq!(MissingDay::ALL.len(), 2);
    /// ```
    MissingDay {
        /// The last day of the month: the 30th of February is the 28th or 29th.
        LastDayOfMonth "last_day_of_month",
        /// The first day of the next month: the 30th of February is 1 March.
        FirstDayOfNextMonth "first_day_of_next_month",
    }
}

/// A day of month, 1 to 31, with its rule for months that lack it (N4).
///
/// ```
/// use voucher_core::{DayOfMonth, MissingDay, Month};
///
/// let february = Month::parse("2026-02")?;
/// let last = DayOfMonth::new(29, MissingDay::LastDayOfMonth)?;
/// let due = DayOfMonth::new(30, MissingDay::FirstDayOfNextMonth)?;
/// assert_eq!(last.in_month(february).to_string(), "2026-02-28");
/// assert_eq!(due.in_month(february).to_string(), "2026-03-01");
/// assert_eq!(last.in_month(Month::parse("2028-02")?).to_string(), "2028-02-29");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DayOfMonth {
    /// INVARIANT: 1 to 31.
    day: u8,
    if_missing: MissingDay,
}

impl DayOfMonth {
    /// The day with this number.
    ///
    /// # Errors
    ///
    /// `day_out_of_range` unless the day is 1 to 31.
    ///
    /// ```
    /// use voucher_core::{DayOfMonth, MissingDay};
    ///
    /// assert!(DayOfMonth::new(31, MissingDay::LastDayOfMonth).is_ok());
    /// assert_eq!(DayOfMonth::new(32, MissingDay::LastDayOfMonth).unwrap_err().code(), "day_out_of_range");
    /// assert_eq!(DayOfMonth::new(0, MissingDay::LastDayOfMonth).unwrap_err().code(), "day_out_of_range");
    /// ```
    pub fn new(day: i32, if_missing: MissingDay) -> Result<Self, Error> {
        match u8::try_from(day) {
            Ok(day @ 1..=31) => Ok(Self { day, if_missing }),
            Ok(_) | Err(_) => Err(Error::new(ErrorKind::DayOutOfRange)),
        }
    }

    /// The number of the day, 1 to 31.
    #[must_use]
    pub fn day(self) -> u32 {
        u32::from(self.day)
    }

    /// The rule for months that lack it.
    #[must_use]
    pub const fn if_missing(self) -> MissingDay {
        self.if_missing
    }

    /// The date that stands for it in this month: in the month, or the first day of the next.
    #[must_use]
    pub fn in_month(self, month: Month) -> NaiveDate {
        let days = month.number_of_days();
        let place = self.place_in(days);
        if place > days { month.next().first_day() } else { month.date(place) }
    }

    /// The same as the number of a day in a month of so many days; the first day of the next month has the number after
    /// the last.
    pub(crate) fn place_in(self, number_of_days: u32) -> u32 {
        if self.day() <= number_of_days {
            return self.day();
        }
        match self.if_missing {
            MissingDay::LastDayOfMonth => number_of_days,
            MissingDay::FirstDayOfNextMonth => number_of_days + 1,
        }
    }
}

/// A day of a known month as one byte: what a record keeps of a date in its month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Day(NonZeroU8);

impl Day {
    pub(crate) fn of(date: NaiveDate) -> Self {
        let day = u8::try_from(date.day()).ok().and_then(NonZeroU8::new);
        Self(day.unwrap_or(NonZeroU8::MIN))
    }

    pub(crate) fn number(self) -> u32 {
        u32::from(self.0.get())
    }

    /// This day, or the one so many days before another if that is later.
    pub(crate) fn not_before(self, today: Self, days: u8) -> Self {
        let earliest = NonZeroU8::new(today.0.get().saturating_sub(days)).unwrap_or(NonZeroU8::MIN);
        Self(self.0.max(earliest))
    }

    /// Whole days from an earlier day of the same month.
    pub(crate) fn days_since(self, earlier: Self) -> i32 {
        i32::from(self.0.get()) - i32::from(earlier.0.get())
    }
}

/// The last day that the wire form can have.
pub(crate) const LAST_DAY: NaiveDate = named_date(9999, 12, 31);

/// The same day of the month so many months later, or what stands for it there (T3, K13). A day beyond the calendar is the
/// calendar's last, later than every date of a regulation.
pub(crate) fn months_after(date: NaiveDate, months: i32, if_missing: MissingDay) -> NaiveDate {
    DayOfMonth { day: Day::of(date).0.get(), if_missing }.in_month(Month::of(date).plus(months))
}

/// A date that a source of this crate names.
pub(crate) const fn named_date(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => NaiveDate::MIN,
    }
}

/// The single zone of Kazakhstan since 2024-03-01, UTC+05:00 (N2).
const SINGLE_ZONE_SECONDS: i32 = 5 * 60 * 60;

/// 2024-02-29T19:00:00Z, which is midnight of 2024-03-01 in the single zone (N2).
const SINGLE_ZONE_SINCE: i64 = 1_709_233_200;

/// The civil date in Kazakhstan at an instant, with the fixed offset UTC+05:00 (N2).
///
/// # Errors
///
/// `instant_before_single_zone` before 2024-02-29T19:00:00Z: two zones then existed. `not_an_instant` where the date
/// lies after 9999-12-31, from 9999-12-31T19:00:00Z on.
///
/// ```
/// use chrono::DateTime;
/// use voucher_core::civil_date;
///
/// let at = |text| civil_date(&DateTime::parse_from_rfc3339(text).unwrap());
/// assert_eq!(at("2025-08-27T18:59:59Z")?.to_string(), "2025-08-27");
/// assert_eq!(at("2025-08-27T19:00:00Z")?.to_string(), "2025-08-28");
/// assert_eq!(at("2024-02-29T18:59:59Z").unwrap_err().code(), "instant_before_single_zone");
/// assert_eq!(at("9999-12-31T18:59:59Z")?.to_string(), "9999-12-31");
/// assert_eq!(at("9999-12-31T19:00:00Z").unwrap_err().code(), "not_an_instant");
/// # Ok::<(), voucher_core::Error>(())
/// ```
pub fn civil_date<Tz: chrono::TimeZone>(instant: &DateTime<Tz>) -> Result<NaiveDate, Error> {
    if instant.timestamp() < SINGLE_ZONE_SINCE {
        return Err(Error::new(ErrorKind::InstantBeforeSingleZone));
    }
    let zone = FixedOffset::east_opt(SINGLE_ZONE_SECONDS).unwrap_or(chrono::Utc.fix());
    instant
        .naive_utc()
        .checked_add_offset(zone)
        .map(|local| local.date())
        .filter(|date| date.year() <= 9999)
        .ok_or(Error::new(ErrorKind::NotAnInstant))
}

/// Reads a civil date, `YYYY-MM-DD`, of the years 1 to 9999.
///
/// # Errors
///
/// `not_a_date` unless it is written so, `no_such_day` if the calendar has no such day.
///
/// ```
/// use voucher_core::parse_date;
///
/// assert!(parse_date("2028-02-29").is_ok());
/// assert_eq!(parse_date("2026-02-29").unwrap_err().code(), "no_such_day");
/// assert_eq!(parse_date("2026-2-28").unwrap_err().code(), "not_a_date");
/// ```
pub fn parse_date(text: &str) -> Result<NaiveDate, Error> {
    let parts = date_parts(text.as_bytes()).ok_or(Error::new(ErrorKind::NotADate))?;
    civil(parts).filter(|date| date.year() >= 1).ok_or(Error::new(ErrorKind::NoSuchDay))
}

/// Reads an instant as RFC 3339 writes it and gives its civil date in Kazakhstan (N2).
///
/// `T` and `Z` in either case, any offset, a fraction of any length, no second 60.
///
/// # Errors
///
/// `not_an_instant` unless it is one, and both codes as in [`civil_date`].
///
/// ```
/// use voucher_core::parse_instant;
///
/// assert_eq!(parse_instant("2025-09-29T18:59:59.999999999Z")?.to_string(), "2025-09-29");
/// assert_eq!(parse_instant("2025-09-30T00:00:00+05:00")?.to_string(), "2025-09-30");
/// assert_eq!(parse_instant("2025-09-29T23:59:60Z").unwrap_err().code(), "not_an_instant");
/// # Ok::<(), voucher_core::Error>(())
/// ```
pub fn parse_instant(text: &str) -> Result<NaiveDate, Error> {
    let instant = instant(text.as_bytes()).ok_or(Error::new(ErrorKind::NotAnInstant))?;
    civil_date(&instant)
}

fn instant(text: &[u8]) -> Option<DateTime<FixedOffset>> {
    let (date, rest) = text.split_at_checked(10)?;
    let (time, rest) = rest.split_at_checked(9)?;
    let &[b'T' | b't', h1, h2, b':', m1, m2, b':', s1, s2] = time else { return None };
    let date = civil(date_parts(date)?)?;
    let time = NaiveTime::from_hms_opt(
        number(&[h1, h2])?.unsigned_abs(),
        number(&[m1, m2])?.unsigned_abs(),
        number(&[s1, s2])?.unsigned_abs(),
    )?;
    let offset = offset(after_fraction(rest)?)?;
    NaiveDateTime::new(date, time).and_local_timezone(offset).single()
}

/// What follows a fraction of a second, if there is one. The fraction never changes the date.
fn after_fraction(text: &[u8]) -> Option<&[u8]> {
    let Some(fraction) = text.strip_prefix(b".") else { return Some(text) };
    let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
    fraction.get(digits..).filter(|_| digits > 0)
}

fn offset(text: &[u8]) -> Option<FixedOffset> {
    let (sign, h1, h2, m1, m2) = match *text {
        [b'Z' | b'z'] => return FixedOffset::east_opt(0),
        [b'+', h1, h2, b':', m1, m2] => (1, h1, h2, m1, m2),
        [b'-', h1, h2, b':', m1, m2] => (-1, h1, h2, m1, m2),
        _ => return None,
    };
    let minutes = number(&[m1, m2]).filter(|minutes| *minutes < 60)?;
    // An offset of a day or more is refused here, so the hours end at 23.
    FixedOffset::east_opt(sign * (number(&[h1, h2])? * 60 + minutes) * 60)
}

fn date_parts(text: &[u8]) -> Option<(i32, i32, i32)> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else { return None };
    Some((number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?))
}

fn civil((year, month, day): (i32, i32, i32)) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month.unsigned_abs(), day.unsigned_abs())
}

/// A whole number of a few ASCII digits and nothing else.
fn number(digits: &[u8]) -> Option<i32> {
    digits
        .iter()
        .try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i32::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// T3, K13: the examples of the norm, both rules, and the ends of the calendar.
    #[test]
    fn days_after_months() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let after = |text, months, rule| months_after(day(text), months, rule);
        let next = MissingDay::FirstDayOfNextMonth;
        assert_eq!(after("2025-08-31", 6, next), day("2026-03-01"));
        assert_eq!(after("2025-08-31", 6, MissingDay::LastDayOfMonth), day("2026-02-28"));
        assert_eq!(after("2024-02-29", 12, next), day("2025-03-01"));
        assert_eq!(after("2024-02-29", 48, next), day("2028-02-29"));
        assert_eq!(after("2025-12-31", 0, next), day("2025-12-31"));
        assert!(after("9999-12-31", 1, next) > LAST_DAY);
        assert_eq!(months_after(NaiveDate::MAX, i32::MAX, next), NaiveDate::MAX);
    }

    /// N4: every day of month in every month of both kinds of year, against the calendar.
    #[test]
    fn a_missing_day_follows_its_rule() {
        for (year, month) in [(2026, 1), (2026, 2), (2028, 2), (2026, 4), (2026, 12)] {
            let month = Month::new(year, month).unwrap();
            for day in 1..=31_i32 {
                let there = NaiveDate::from_ymd_opt(year, month.month_of_year(), day.unsigned_abs());
                let last = DayOfMonth::new(day, MissingDay::LastDayOfMonth).unwrap().in_month(month);
                let next = DayOfMonth::new(day, MissingDay::FirstDayOfNextMonth).unwrap().in_month(month);
                assert_eq!(last, there.unwrap_or(month.last_day()));
                assert_eq!(next, there.unwrap_or(month.next().first_day()));
            }
        }
    }

    /// N1: months are total at both ends of the calendar.
    #[test]
    #[cfg_attr(miri, ignore = "walks through every month there is")]
    fn months_have_no_holes_and_no_panics() {
        let mut month = Month::parse("0001-01").unwrap();
        while month < Month::parse("9999-12").unwrap() {
            assert_eq!(month.next().previous(), month);
            assert_eq!(month.number_of_days(), u32::from(month.first_day().num_days_in_month()));
            assert_eq!(month.last_day().succ_opt(), Some(month.next().first_day()));
            assert_eq!(Month::parse(&alloc::format!("{month}")), Ok(month));
            month = month.next();
        }
        let day = DayOfMonth::new(31, MissingDay::FirstDayOfNextMonth).unwrap();
        for edge in [NaiveDate::MIN, NaiveDate::MAX] {
            let month = Month::of(edge);
            assert!(day.in_month(month) >= month.first_day());
            assert!(month.last_day() >= month.first_day());
            let _ = (month.next(), month.previous());
        }
        assert_eq!(Month::of(NaiveDate::MAX).last_day(), NaiveDate::MAX);
        assert_eq!(Month::of(NaiveDate::MAX).next().first_day(), NaiveDate::MAX);
        assert_eq!(Month::of(NaiveDate::MIN).previous().last_day(), NaiveDate::MIN);
    }

    /// N2, F5: an instant is refused where its civil date has no year of four digits, and before the single zone, from the
    /// year 0000 on.
    #[test]
    fn instants_end_with_the_last_day() {
        let last = parse_date("9999-12-31");
        for text in
            ["9999-12-31T18:59:59.999999999Z", "9999-12-31T23:59:59+05:00", "9999-12-31T23:59:59+23:59"]
        {
            assert_eq!(parse_instant(text), last, "{text}");
        }
        for text in [
            "9999-12-31T19:00:00Z",
            "9999-12-31T23:59:59Z",
            "9999-12-31T23:59:59-23:59",
            "9999-12-31T23:59:59+04:59",
        ] {
            assert_eq!(parse_instant(text).unwrap_err().code(), "not_an_instant", "{text}");
        }
        for text in ["0000-01-01T00:00:00Z", "0000-01-01T00:00:00+23:59", "0001-01-01T00:00:00Z"] {
            assert_eq!(parse_instant(text).unwrap_err().code(), "instant_before_single_zone", "{text}");
        }
        for (at, code) in [
            (DateTime::<chrono::Utc>::MAX_UTC, "not_an_instant"),
            (DateTime::<chrono::Utc>::MIN_UTC, "instant_before_single_zone"),
        ] {
            assert_eq!(civil_date(&at).unwrap_err().code(), code);
        }
    }

    #[test]
    fn instants_are_read_strictly() {
        for good in ["2025-09-01t10:00:00z", "2025-09-01T10:00:00.5+00:00", "2025-09-01T23:59:59-23:59"] {
            assert!(parse_instant(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "2025-09-01",
            "2025-09-01 10:00:00Z",
            "2025-09-01T10:00Z",
            "2025-09-01T10:00:00.Z",
            "2025-09-01T10:00:00",
            "2025-09-01T24:00:00Z",
            "2025-09-01T10:60:00Z",
            "2025-09-01T10:00:60Z",
            "2025-09-01T10:00:00+24:00",
            "2025-09-01T10:00:00+05:60",
            "2025-09-01T10:00:00+0500",
            "2025-02-29T10:00:00Z",
            "2025-09-01T10:00:00Zz",
            "2025-09-01T1\u{661}:00:00Z",
        ] {
            assert_eq!(parse_instant(bad).unwrap_err().code(), "not_an_instant", "{bad}");
        }
    }
}

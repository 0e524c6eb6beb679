//! Rows of person-months: one by days since 1970-01-01, or many by columns of days of the month.

use super::{
    day::{ABSENT, day_from},
    timetable::MonthPlace,
};

/// The date columns of a row that must lie in the row's month, in the order in which a fault names them.
///
/// ```
/// assert_eq!(voucher_core::gas::columns::DATE_COLUMNS[4], "entered_on");
/// ```
pub const DATE_COLUMNS: [&str; 5] = ["listed_on", "asked_on", "reminded_on", "answered_on", "entered_on"];

/// One person-month: days since 1970-01-01, each in the row's month or [`ABSENT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Put on the list.
    pub listed: i32,
    /// The start SMS.
    pub asked: i32,
    /// The repeat SMS.
    pub reminded: i32,
    /// The reply.
    pub answered: i32,
    /// Account entered, offer accepted, account checked, confirmed, on one day: each only if the one before was accepted.
    pub entered: i32,
    /// The day of the question: any day.
    pub as_of: i32,
    /// What is not a day.
    pub flags: RowFlags,
}

impl Default for Row {
    /// Nothing happened, and nothing is known of the account.
    fn default() -> Self {
        let never = ABSENT;
        Self {
            listed: never,
            asked: never,
            reminded: never,
            answered: never,
            entered: never,
            as_of: 0,
            flags: RowFlags::default(),
        }
    }
}

/// What a row says beside its days.
///
/// ```
/// use voucher_core::gas::columns::RowFlags;
///
/// let flags = RowFlags { agrees: true, account_exists: Some(false), ..RowFlags::default() };
/// assert_eq!(RowFlags::from_bits(flags.bits()), flags);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowFlags {
    /// The reply is *agree*; otherwise it is *refuse*.
    pub agrees: bool,
    /// Whether the provider has the account, as far as is known.
    pub account_exists: Option<bool>,
    /// The person receives no assistance that counts.
    pub no_assistance: bool,
    /// The region takes no part in the pilot.
    pub region_not_in_pilot: bool,
    /// The row names an account that others may use too.
    pub shares_account: bool,
}

impl RowFlags {
    /// The reply is *agree*.
    pub const AGREES: u8 = 1;
    /// The provider has the account.
    pub const EXISTS: u8 = 2;
    /// It is not known whether the provider has the account.
    pub const MAY_EXIST: u8 = 4;
    /// The person receives no assistance that counts.
    pub const NO_ASSISTANCE: u8 = 8;
    /// The region takes no part in the pilot.
    pub const REGION_NOT_IN_PILOT: u8 = 16;
    /// The row names an account.
    pub const SHARES_ACCOUNT: u8 = 32;

    /// As the bits of [`Rows::flags`].
    #[must_use]
    pub const fn bits(self) -> u8 {
        const fn bit(set: bool, bit: u8) -> u8 {
            if set { bit } else { 0 }
        }
        let exists = match self.account_exists {
            Some(true) => Self::EXISTS,
            Some(false) => 0,
            None => Self::MAY_EXIST,
        };
        bit(self.agrees, Self::AGREES)
            | exists
            | bit(self.no_assistance, Self::NO_ASSISTANCE)
            | bit(self.region_not_in_pilot, Self::REGION_NOT_IN_PILOT)
            | bit(self.shares_account, Self::SHARES_ACCOUNT)
    }

    /// From the bits of [`Rows::flags`].
    #[must_use]
    pub const fn from_bits(bits: u8) -> Self {
        Self {
            agrees: bits & Self::AGREES != 0,
            account_exists: if bits & Self::MAY_EXIST != 0 { None } else { Some(bits & Self::EXISTS != 0) },
            no_assistance: bits & Self::NO_ASSISTANCE != 0,
            region_not_in_pilot: bits & Self::REGION_NOT_IN_PILOT != 0,
            shares_account: bits & Self::SHARES_ACCOUNT != 0,
        }
    }
}

/// The day of month that stands for *never*.
pub const NEVER: u8 = u8::MAX;

/// The months of a block of rows.
///
/// ```
/// use voucher_core::{Month, gas::{Regulation, columns::{Months, Timetable}}};
///
/// let timetable = Timetable::new(&Regulation::gas_2025_08());
/// let place = |month| timetable.month(Month::parse(month).unwrap()).unwrap();
/// let (september, october) = (place("2025-09"), place("2025-10"));
/// assert_eq!(Months::One(september).at(5000), september);
/// assert_eq!(Months::Each(&[september, october]).at(1), october);
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Months<'a> {
    /// All rows are of this one.
    One(MonthPlace),
    /// Each row has its own.
    Each(&'a [MonthPlace]),
}

impl Months<'_> {
    /// The month of a row.
    #[must_use]
    #[inline(always)]
    pub fn at(&self, row: usize) -> MonthPlace {
        match self {
            Self::One(month) => *month,
            Self::Each(months) => months.get(row).copied().unwrap_or_default(),
        }
    }
}

/// A block of rows, a slice a column; as many rows as the shortest column has.
///
/// A day is a day of the row's month, 1 to 31, or [`NEVER`].
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// The months.
    pub months: Months<'a>,
    /// [`Row::listed`].
    pub listed: &'a [u8],
    /// [`Row::asked`].
    pub asked: &'a [u8],
    /// [`Row::reminded`].
    pub reminded: &'a [u8],
    /// [`Row::answered`].
    pub answered: &'a [u8],
    /// [`Row::entered`].
    pub entered: &'a [u8],
    /// [`Row::as_of`], as [`as_of_day`] counts it.
    pub as_of: &'a [u8],
    /// [`RowFlags::bits`].
    pub flags: &'a [u8],
}

/// The day of a question, counted from the first of a row's month as 1: 0 for any day before, at most 100 for any day
/// after. Both arguments are days since 1970-01-01.
///
/// ```
/// use voucher_core::gas::columns::as_of_day;
///
/// assert_eq!([-1, 0, 30, 31, 5000].map(|day| as_of_day(0, day)), [0, 1, 31, 32, 100]);
/// ```
#[must_use]
#[inline(always)]
pub fn as_of_day(first_day: i32, day: i32) -> u8 {
    day_from(first_day, day)
}

impl Rows<'_> {
    /// How many rows there are: as many as the shortest column has.
    #[must_use]
    pub fn len(&self) -> usize {
        let days =
            [self.listed, self.asked, self.reminded, self.answered, self.entered, self.as_of, self.flags];
        let shortest = days.iter().map(|column| column.len()).min().unwrap_or(0);
        match self.months {
            Months::One(_) => shortest,
            Months::Each(months) => shortest.min(months.len()),
        }
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

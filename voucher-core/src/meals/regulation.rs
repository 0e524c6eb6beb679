//! Regulations of school meals: the rules as checked data (M1-M4).

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use chrono::NaiveDate;

use crate::{
    meals::{
        fact::{Ground, GroundSet},
        grade::{Grade, GradeSet},
    },
    programme::{DayRule, Programme, index::Number, month_after::in_month_after, regulation::regulation},
    value::{
        calendar::{DayOfMonth, Month, Period},
        coded::coded,
        money::Tiyn,
        reference::Reference,
        region::{Region, RegionSet},
    },
};
pub(crate) use checks::CAUSES;
pub use set::RegulationSet;
use year::SchoolYear;

mod canonical;
mod checks;
#[cfg(feature = "json")]
mod json;
mod published;
mod set;
mod year;

/// The data of a regulation, as its JSON has it: plain, comparable, unchecked until [`Regulation::new`] takes it.
///
/// ```
/// use voucher_core::meals::Regulation;
///
/// let mut parts = Regulation::meals_2026_02().parts().clone();
/// parts.late_entry_days = -1;
/// assert_eq!(Regulation::new(parts).unwrap_err().code(), "late_entry_negative");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct RegulationParts {
    /// The short id that it is called by.
    pub id: String,
    /// The programme: meals.
    pub programme: Programme,
    /// First and last day in force, both inclusive (N3).
    pub period: Period,
    /// KATO codes of the regions that take part.
    pub regions: Vec<String>,
    /// The grounds that count; any one is enough.
    pub grounds: Vec<Ground>,
    /// The grades in which `primary_grade` counts.
    pub primary_grades: GradeRange,
    /// The last day of month on which the list may change.
    pub list_closes: DayRule,
    /// How a voucher becomes active.
    pub activation: Activation,
    /// School years, in order (M1).
    pub school_years: Vec<SchoolYearParts>,
    /// By kind: how many meals a pupil can have on a school day.
    pub meals_per_day: BTreeMap<String, i32>,
    /// How many calendar days after a meal it can be entered.
    pub late_entry_days: i32,
    /// The day of the month after on which a register is due.
    pub register_due: DayRule,
    /// What a meal costs, where it is known.
    pub prices: Vec<PriceParts>,
}

/// Grades from the first to the last, both inclusive, unchecked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct GradeRange {
    /// The first grade.
    pub first: i32,
    /// The last grade.
    pub last: i32,
}

/// A school year, unchecked (M1).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct SchoolYearParts {
    /// The first day of lessons.
    pub first: NaiveDate,
    /// The last day of lessons.
    pub last: NaiveDate,
    /// The days of the week with lessons.
    pub weekdays: Vec<Weekday>,
    /// Days without lessons.
    pub breaks: Vec<BreakParts>,
}

/// Days without lessons, unchecked (M1).
///
/// ```
/// use voucher_core::{meals::{BreakParts, Regulation}, parse_date};
///
/// let day = |text| parse_date(text).unwrap();
/// let break_of = |last| BreakParts { first: day("2026-05-25"), last: day(last), grades: None };
/// let with = |days| Regulation::meals_2026_02().changed(|parts| parts.school_years[0].breaks.push(days));
/// assert!(with(break_of("2026-05-25")).is_ok());
/// assert_eq!(with(break_of("2026-05-26")).unwrap_err().code(), "break_outside_year"); // it ends on the 25th
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct BreakParts {
    /// The first day.
    pub first: NaiveDate,
    /// The last day, inclusive.
    pub last: NaiveDate,
    /// The grades that have no lessons; none for all.
    #[cfg_attr(feature = "serde", serde(default))]
    pub grades: Option<GradeRange>,
}

/// What a meal costs in a region, for some grades and days, unchecked (M4).
///
/// ```
/// use voucher_core::{meals::{GradeRange, PriceParts, Regulation}, parse_date};
///
/// let price = |price: &str| PriceParts {
///     region: "15".into(),
///     grades: GradeRange { first: 5, last: 9 },
///     first: parse_date("2026-03-01").unwrap(),
///     last: parse_date("2026-03-31").unwrap(),
///     price: price.into(),
/// };
/// let with = |text| Regulation::meals_2026_02().changed(|parts| parts.prices.push(price(text)));
/// assert!(with("99999999.99").is_ok());
/// assert_eq!(with("-0.01").unwrap_err().code(), "price_negative");
/// assert_eq!(with("760.995").unwrap_err().code(), "malformed_regulation");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct PriceParts {
    /// KATO code of the region.
    pub region: String,
    /// The grades.
    pub grades: GradeRange,
    /// The first day.
    pub first: NaiveDate,
    /// The last day, inclusive.
    pub last: NaiveDate,
    /// Tenge as decimal text, at most two decimals.
    pub price: String,
}

coded! {
    /// How a voucher becomes active (M7).
    ///
    /// Deliberately exhaustive: a new way must break your build.
    ///
    /// ```
    /// use voucher_core::meals::{Activation, Regulation};
    ///
    /// assert_eq!(Regulation::meals_2024_09().parts().activation, Activation::ByHolder);
    /// assert_eq!(Regulation::meals_2026_02().parts().activation, Activation::Automatic);
    /// ```
    Activation {
        /// With the consent.
        Automatic "automatic",
        /// The holder activates it.
        ByHolder "by_holder",
    }

    /// A day of the week.
    ///
    /// ```
    /// use voucher_core::meals::Weekday;
    ///
    /// assert_eq!(Weekday::ALL.first(), Some(&Weekday::Monday));
    /// assert_eq!(Weekday::from_code("sun"), Some(Weekday::Sunday));
    /// ```
    Weekday {
        /// Monday.
        Monday "mon",
        /// Tuesday.
        Tuesday "tue",
        /// Wednesday.
        Wednesday "wed",
        /// Thursday.
        Thursday "thu",
        /// Friday.
        Friday "fri",
        /// Saturday.
        Saturday "sat",
        /// Sunday.
        Sunday "sun",
    }
}

/// A checked regulation: one order's rules, with a digest of their content.
///
/// ```
/// use voucher_core::{Month, meals::{Grade, Regulation}, parse_date};
///
/// let regulation = Regulation::meals_2026_02();
/// let (first, second) = (Grade::new(1)?, Grade::new(2)?);
/// let lessons = |date, grade| regulation.is_school_day(parse_date(date).unwrap(), grade);
/// assert!(!lessons("2026-02-09", first) && lessons("2026-02-09", second)); // grade 1 has a week of its own
/// assert!(lessons("2026-05-25", second) && !lessons("2026-05-26", second)); // the year ends on the 25th
/// assert_eq!(regulation.register_due(Month::parse("2026-02")?), Some(parse_date("2026-03-01")?));
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "RegulationParts", into = "RegulationParts"))]
pub struct Regulation {
    parts: RegulationParts,
    digest: [u8; 32],
    regions: RegionSet,
    grounds: GroundSet,
    primary_grades: GradeSet,
    list_closes: DayOfMonth,
    years: Vec<SchoolYear>,
    /// By text.
    kinds: Vec<(Reference, u32)>,
    late_entry_days: i64,
    register_due: DayOfMonth,
    prices: Vec<Price>,
}

/// What a meal costs.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Price {
    region: Region,
    grades: GradeSet,
    days: Period,
    price: Tiyn,
}

regulation!(Regulation of RegulationParts, "meals::Regulation", "meals_2026_02");

impl Regulation {
    /// First and last day in force.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.parts.period
    }

    /// Whether the month is one of the regulation's: it has a day that lies in the period and in a school year (M3).
    ///
    /// ```
    /// use voucher_core::{Month, meals::Regulation};
    ///
    /// let regulation = Regulation::meals_2026_02();
    /// let has = |month| regulation.has_month(Month::parse(month).unwrap());
    /// assert!(!has("2026-01") && has("2026-02") && has("2026-05") && !has("2026-06"));
    /// ```
    #[must_use]
    pub fn has_month(&self, month: Month) -> bool {
        let period = self.period();
        self.year_of(month).is_some_and(|(_, year)| {
            let first = year.days.first.max(period.first).max(month.first_day());
            first <= year.days.last.min(period.last).min(month.last_day())
        })
    }

    /// The last day on which the list of the month may change (M8, M9).
    ///
    /// ```
    /// use voucher_core::{Month, meals::Regulation};
    ///
    /// let closes = |month| Regulation::meals_2026_02().list_closes(Month::parse(month).unwrap()).to_string();
    /// assert_eq!((closes("2026-02").as_str(), closes("2026-03").as_str()), ("2026-02-28", "2026-03-31"));
    /// ```
    #[must_use]
    pub fn list_closes(&self, month: Month) -> NaiveDate {
        self.list_closes.in_month(month)
    }

    /// The day from which the register of the month is due (M17); none after 9999-12-31.
    ///
    /// It lies in the month after, or on the first day of the month after that where the month lacks the day (N4).
    ///
    /// ```
    /// use voucher_core::{Month, meals::Regulation};
    ///
    /// let due = |day| Regulation::meals_2026_02().changed(|parts| parts.register_due.day = day).unwrap();
    /// let of_january = |day| due(day).register_due(Month::parse("2026-01").unwrap()).unwrap().to_string();
    /// assert_eq!((of_january(28).as_str(), of_january(29).as_str()), ("2026-02-28", "2026-03-01"));
    /// assert_eq!(due(1).register_due(Month::parse("9999-12")?), None);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn register_due(&self, month: Month) -> Option<NaiveDate> {
        in_month_after(self.register_due, month)
    }

    /// Whether the grade has lessons on the date (M1).
    #[must_use]
    pub fn is_school_day(&self, date: NaiveDate, grade: Grade) -> bool {
        self.lessons(date).meets(GradeSet::one(grade))
    }

    /// The first school day of the grade after the date, in the period (M1); none if there is none.
    ///
    /// ```
    /// use voucher_core::{meals::{Grade, Regulation}, parse_date};
    ///
    /// let (regulation, grade) = (Regulation::meals_2026_02(), Grade::new(5)?);
    /// let next = |date| regulation.next_school_day(parse_date(date).unwrap(), grade).map(|day| day.to_string());
    /// assert_eq!(next("2026-03-18").as_deref(), Some("2026-03-30")); // the spring break lies between
    /// assert_eq!(next("2026-05-25"), None);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn next_school_day(&self, after: NaiveDate, grade: Grade) -> Option<NaiveDate> {
        self.days_after(after).find(|day| self.is_school_day(*day, grade))
    }

    /// How many meals of a kind a pupil can have on a school day; none for a kind that the regulation does not have (G).
    ///
    /// ```
    /// use voucher_core::{Reference, meals::Regulation};
    ///
    /// let regulation = Regulation::meals_2026_02();
    /// assert_eq!(regulation.meals_per_day(&Reference::parse("hot_meal")?), Some(1));
    /// assert_eq!(regulation.meals_per_day(&Reference::parse("breakfast")?), None);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn meals_per_day(&self, kind: &Reference) -> Option<u32> {
        self.kind(kind).map(|(_, limit)| limit)
    }

    /// What a meal costs in a region and grade on a day, where it is known (M22).
    ///
    /// ```
    /// use voucher_core::{Region, Tiyn, meals::{Grade, Regulation}, parse_date};
    ///
    /// let price = r#"{"region":"15","grades":{"first":5,"last":9},"first":"2026-03-02","last":"2026-03-31","price":"760.99"}"#;
    /// let regulation = Regulation::meals_2026_02().patched(&format!(r#"{{"prices":[{price}]}}"#))?;
    /// let price = |date| regulation.price(Region::Aktobe, Grade::new(9).unwrap(), parse_date(date).unwrap());
    /// assert_eq!((price("2026-03-31"), price("2026-04-01")), (Some(Tiyn::new(76_099)), None));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn price(&self, region: Region, grade: Grade, day: NaiveDate) -> Option<Tiyn> {
        let grade = GradeSet::one(grade);
        let holds =
            |price: &&Price| price.region == region && price.grades.meets(grade) && price.days.contains(day);
        self.prices.iter().find(holds).map(|price| price.price)
    }

    /// The grades that have lessons on the date (M1). No two school years have a day in common (M4).
    pub(crate) fn lessons(&self, date: NaiveDate) -> GradeSet {
        self.years().find(|year| year.days.contains(date)).map_or(GradeSet::NONE, |year| year.lessons(date))
    }

    /// The school year of a month, with its place (M3).
    pub(crate) fn year_of(&self, month: Month) -> Option<(usize, &SchoolYear)> {
        self.years.iter().enumerate().find(|(_, year)| year.has_month(month))
    }

    /// The school years, in order.
    pub(crate) fn years(&self) -> impl Iterator<Item = &SchoolYear> {
        self.years.iter()
    }

    /// The last day on which a voucher of the month can be used: of its school year or of the period, the earlier.
    pub(crate) fn last_day_of(&self, month: Month) -> Option<NaiveDate> {
        self.year_of(month).map(|(_, year)| year.days.last.min(self.period().last))
    }

    /// The number and the limit of a kind.
    pub(crate) fn kind(&self, kind: &Reference) -> Option<(Number, u32)> {
        let place = self.kinds.iter().position(|(known, _)| known == kind)?;
        self.kinds.get(place).map(|(_, limit)| (Number::next(place), *limit))
    }

    /// The kinds with their limits, by text.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = (Number, u32)> {
        self.kinds.iter().enumerate().map(|(place, (_, limit))| (Number::next(place), *limit))
    }

    /// The kind with a number.
    pub(crate) fn kind_at(&self, kind: Number) -> Option<Reference> {
        self.kinds.get(kind.place()).map(|(kind, _)| *kind)
    }

    /// Whether a ground of an entry counts in its grade (M8).
    pub(crate) fn counting(&self, grounds: GroundSet, grade: Grade) -> bool {
        let primary = self.primary_grades.meets(GradeSet::one(grade));
        grounds
            .iter()
            .filter(|ground| self.grounds.contains(*ground))
            .any(|ground| ground != Ground::PrimaryGrade || primary)
    }

    pub(crate) const fn regions(&self) -> RegionSet {
        self.regions
    }

    pub(crate) const fn late_entry_days(&self) -> i64 {
        self.late_entry_days
    }

    pub(crate) fn is_automatic(&self) -> bool {
        self.parts.activation == Activation::Automatic
    }

    /// The days of school years that lie in the period, after a date, in order.
    pub(crate) fn days_after(&self, date: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        let (period, after) = (self.period(), date.succ_opt());
        self.years.iter().flat_map(move |year| {
            let first = after.map(|after| year.days.first.max(period.first).max(after));
            let last = year.days.last.min(period.last);
            first.into_iter().flat_map(move |first| first.iter_days().take_while(move |day| *day <= last))
        })
    }
}

#[cfg(test)]
mod tests;

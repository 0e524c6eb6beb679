//! The checks of a regulation, in the order in which the first fault is named (M4).

use alloc::vec::Vec;

use super::{GradeRange, Price, Regulation, RegulationParts, SchoolYearParts, canonical, year::SchoolYear};
use crate::{
    meals::grade::{Grade, GradeSet},
    programme::{Programme, is_written},
    value::{
        calendar::{Month, Period},
        coded::Coded,
        error::{Error, ErrorKind, causes, check},
        money::Tiyn,
        reference::Reference,
        region::{Region, RegionSet},
    },
};

causes! {
    NoGrounds "no_grounds" "a regulation names at least one ground",
    NoSchoolYears "no_school_years" "a regulation has at least one school year",
    YearReversed "year_reversed" "a school year ends before it begins",
    YearsOverlap "years_overlap" "a school year begins in the month in which the one before it ends, or earlier",
    NoWeekdays "no_weekdays" "a school year has at least one day of the week with lessons",
    BreakReversed "break_reversed" "a break ends before it begins",
    BreakOutsideYear "break_outside_year" "a day of a break lies outside its school year",
    GradeOutOfRange "grade_out_of_range" "a grade is 0 to 12",
    GradesReversed "grades_reversed" "the last grade is below the first",
    LateEntryNegative "late_entry_negative" "the days of late entry are not negative",
    NoKinds "no_kinds" "a regulation has at least one kind of meal",
    PriceNegative "price_negative" "a price is not negative",
    PriceReversed "price_reversed" "a price ends before it begins",
    PriceOverlap "price_overlap" "two prices have a region, a grade and a day in common",
}

impl Regulation {
    /// Checks the parts of a regulation (M4).
    ///
    /// # Errors
    ///
    /// The first that holds of `malformed_regulation` (the id is of another programme, a price has more than two decimals or
    /// 10⁸ tenge or more, a kind is no reference, or a year is outside 1 to 9999), `period_reversed`, `no_regions`, `unknown_region`, `no_grounds`, `no_school_years`, `year_reversed`,
    /// `years_overlap`, `no_weekdays`, `break_reversed`, `break_outside_year`, `grade_out_of_range`, `grades_reversed`,
    /// `day_out_of_range`, `late_entry_negative`, `no_kinds`, `limit_below_one`, `price_negative`, `price_reversed`,
    /// `price_overlap`.
    ///
    /// ```
    /// use voucher_core::meals::Regulation;
    ///
    /// let mut parts = Regulation::meals_2026_02().parts().clone();
    /// parts.primary_grades.last = 13;
    /// assert_eq!(Regulation::new(parts).unwrap_err().code(), "grade_out_of_range");
    /// ```
    pub fn new(parts: RegulationParts) -> Result<Self, Error> {
        let (kinds, amounts) = well_formed(&parts)?;
        check(parts.period.first <= parts.period.last, ErrorKind::PeriodReversed)?;
        check(!parts.regions.is_empty(), ErrorKind::NoRegions)?;
        let regions =
            parts.regions.iter().map(|kato| Region::from_kato(kato)).collect::<Result<RegionSet, _>>();
        let of_prices =
            parts.prices.iter().map(|price| Region::from_kato(&price.region)).collect::<Result<Vec<_>, _>>();
        let unknown = |error: Error| Error::new(error.kind());
        let (regions, of_prices) = (regions.map_err(unknown)?, of_prices.map_err(unknown)?);
        check(!parts.grounds.is_empty(), ErrorKind::NoGrounds)?;
        check_years(&parts.school_years)?;
        check_grades(&parts)?;
        let list_closes = parts.list_closes.checked()?;
        let register_due = parts.register_due.checked()?;
        check(parts.late_entry_days >= 0, ErrorKind::LateEntryNegative)?;
        check(!kinds.is_empty(), ErrorKind::NoKinds)?;
        let kinds = kinds
            .into_iter()
            .map(|(kind, limit)| Some((kind, u32::try_from(limit).ok().filter(|limit| *limit >= 1)?)));
        let kinds = kinds.collect::<Option<Vec<_>>>().ok_or(Error::new(ErrorKind::LimitBelowOne))?;
        Ok(Self {
            digest: canonical::digest(&parts),
            regions,
            grounds: parts.grounds.iter().copied().collect(),
            primary_grades: grades(parts.primary_grades),
            list_closes,
            years: parts.school_years.iter().map(SchoolYear::new).collect(),
            kinds,
            late_entry_days: parts.late_entry_days.into(),
            register_due,
            prices: prices(&parts, of_prices, amounts)?,
            parts,
        })
    }
}

/// What is neither a form of the wire page nor a value is one fault. Gives the kinds, and each price, none where it is
/// negative.
#[expect(clippy::type_complexity, reason = "two lists of pairs that only `new` takes apart")]
fn well_formed(parts: &RegulationParts) -> Result<(Vec<(Reference, i32)>, Vec<Option<Tiyn>>), Error> {
    let malformed = || Error::new(ErrorKind::MalformedRegulation);
    let periods = parts
        .school_years
        .iter()
        .flat_map(|year| {
            let breaks = year.breaks.iter().map(|rest| Period { first: rest.first, last: rest.last });
            breaks.chain([Period { first: year.first, last: year.last }])
        })
        .chain(parts.prices.iter().map(|price| Period { first: price.first, last: price.last }))
        .chain([parts.period]);
    let written = periods.into_iter().all(is_written) && parts.programme == Programme::Meals;
    check(written, ErrorKind::MalformedRegulation)?;
    let kinds = parts.meals_per_day.iter().map(|(kind, limit)| {
        let read = Reference::parse(kind).ok().filter(|read| read.expose_text() == kind);
        Ok((read.ok_or_else(malformed)?, *limit))
    });
    let amounts = parts.prices.iter().map(|price| match Tiyn::parse(&price.price) {
        Ok(price) => Ok(Some(price)),
        Err(error) if error.kind() == ErrorKind::Negative => Ok(None),
        Err(_) => Err(malformed()),
    });
    Ok((kinds.collect::<Result<_, _>>()?, amounts.collect::<Result<_, _>>()?))
}

fn check_years(years: &[SchoolYearParts]) -> Result<(), Error> {
    let breaks = || years.iter().flat_map(|year| year.breaks.iter().map(move |rest| (year, rest)));
    let in_turn = |(before, after): (&SchoolYearParts, &SchoolYearParts)| {
        Month::of(before.last) < Month::of(after.first)
    };
    check(!years.is_empty(), ErrorKind::NoSchoolYears)?;
    check(years.iter().all(|year| year.first <= year.last), ErrorKind::YearReversed)?;
    check(years.iter().zip(years.iter().skip(1)).all(in_turn), ErrorKind::YearsOverlap)?;
    check(years.iter().all(|year| !year.weekdays.is_empty()), ErrorKind::NoWeekdays)?;
    check(breaks().all(|(_, rest)| rest.first <= rest.last), ErrorKind::BreakReversed)?;
    check(
        breaks().all(|(year, rest)| year.first <= rest.first && rest.last <= year.last),
        ErrorKind::BreakOutsideYear,
    )
}

fn check_grades(parts: &RegulationParts) -> Result<(), Error> {
    let of_breaks = parts.school_years.iter().flat_map(|year| &year.breaks).filter_map(|rest| rest.grades);
    let ranges = || {
        let of_prices = parts.prices.iter().map(|price| price.grades);
        [parts.primary_grades].into_iter().chain(of_breaks.clone()).chain(of_prices)
    };
    let known = 0..=12;
    check(
        ranges().all(|range| known.contains(&range.first) && known.contains(&range.last)),
        ErrorKind::GradeOutOfRange,
    )?;
    check(ranges().all(|range| range.first <= range.last), ErrorKind::GradesReversed)
}

/// The grades of a range that was checked.
fn grades(range: GradeRange) -> GradeSet {
    let grade = |number: i32| Grade::new(number.unsigned_abs()).unwrap_or(Grade::LAST);
    GradeSet::between(grade(range.first), grade(range.last))
}

impl SchoolYear {
    /// A school year that was checked.
    fn new(parts: &SchoolYearParts) -> Self {
        let breaks = parts.breaks.iter().map(|rest| {
            let days = Period { first: rest.first, last: rest.last };
            (days, rest.grades.map_or(GradeSet::ALL, grades))
        });
        Self {
            days: Period { first: parts.first, last: parts.last },
            weekdays: parts.weekdays.iter().fold(0, |days, day| days | 1 << day.place()),
            breaks: breaks.collect(),
        }
    }
}

fn prices(
    parts: &RegulationParts,
    regions: Vec<Region>,
    amounts: Vec<Option<Tiyn>>,
) -> Result<Vec<Price>, Error> {
    let amounts = amounts.into_iter().collect::<Option<Vec<_>>>();
    let amounts = amounts.ok_or(Error::new(ErrorKind::PriceNegative))?;
    check(parts.prices.iter().all(|price| price.first <= price.last), ErrorKind::PriceReversed)?;
    let prices = parts.prices.iter().zip(regions).zip(amounts).map(|((parts, region), price)| Price {
        region,
        grades: grades(parts.grades),
        days: Period { first: parts.first, last: parts.last },
        price,
    });
    let prices: Vec<_> = prices.collect();
    let overlap = |one: &Price, other: &Price| {
        one.region == other.region
            && one.grades.meets(other.grades)
            && one.days.first <= other.days.last
            && other.days.first <= one.days.last
    };
    let later = |place: usize| prices.iter().skip(place + 1);
    let any = prices.iter().enumerate().any(|(place, one)| later(place).any(|other| overlap(one, other)));
    check(!any, ErrorKind::PriceOverlap)?;
    Ok(prices)
}

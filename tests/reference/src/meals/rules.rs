//! M1-M4: the regulation, its checks, and the school days.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde_json::Value;
use voucher_core::Reference;

use crate::naive::{Code, Day, Month, month_of};
use crate::wire::{Object, civil, day, is_region, one_of, shaped, text, texts, whole};

/// The grounds of the table of section 2.
pub(super) const GROUNDS: [Code; 6] = [
    "primary_grade",
    "targeted_social",
    "below_subsistence",
    "no_parental_care",
    "emergency",
    "school_decision",
];

const WEEKDAYS: [Code; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// First and last, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range<T> {
    pub(super) first: T,
    pub(super) last: T,
}

impl<T: PartialOrd + Copy> Range<T> {
    pub(super) fn has(self, value: T) -> bool {
        self.first <= value && value <= self.last
    }

    fn reversed(self) -> bool {
        self.first > self.last
    }

    fn meets(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

type Days = Range<NaiveDate>;
pub(super) type Grades = Range<i32>;

/// The grades that there are.
pub(super) const ALL_GRADES: Grades = Range { first: 0, last: 12 };

/// A school year (M1).
#[derive(Clone, Debug)]
pub(super) struct SchoolYear {
    pub(super) days: Days,
    /// From Monday, 0.
    weekdays: Vec<usize>,
    /// Days without lessons for some grades, or for all.
    breaks: Vec<(Days, Option<Grades>)>,
}

#[derive(Clone, Debug)]
struct Price {
    region: String,
    grades: Grades,
    days: Days,
    /// In tiyn; a price below zero is -1.
    tiyn: i64,
}

/// A regulation (section 2).
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) id: String,
    pub(super) period: Days,
    pub(super) regions: Vec<String>,
    pub(super) grounds: Vec<String>,
    pub(super) primary_grades: Grades,
    pub(super) list_closes: Day,
    pub(super) by_holder: bool,
    pub(super) years: Vec<SchoolYear>,
    /// The limit of each kind.
    pub(super) kinds: BTreeMap<String, i64>,
    pub(super) late_entry_days: i64,
    register_due: Day,
    prices: Vec<Price>,
}

/// The first and the last day of a month.
fn days_of(month: Month) -> Days {
    let day = |day| Day { day, next_month: false }.of(month);
    Range { first: day(1), last: day(31) }
}

pub(super) fn next((year, month): Month) -> Month {
    if month == 12 { (year + 1, 1) } else { (year, month + 1) }
}

impl Rules {
    /// M1.
    pub(super) fn school_day(&self, day: NaiveDate, grade: i32) -> bool {
        let weekday = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or(7);
        self.years.iter().any(|year| {
            let rests = |(days, grades): &(Days, Option<Grades>)| {
                days.has(day) && grades.is_none_or(|grades| grades.has(grade))
            };
            year.days.has(day) && year.weekdays.contains(&weekday) && !year.breaks.iter().any(rests)
        })
    }

    /// M3: the school year of a month, by its place.
    pub(super) fn year_of(&self, month: Month) -> Option<usize> {
        self.years.iter().position(|year| year.days.meets(days_of(month)))
    }

    /// The last day on which a stage of the month can change: of the school year or of the period (M7, M25).
    pub(super) fn end(&self, month: Month) -> Option<NaiveDate> {
        let year = self.years.get(self.year_of(month)?)?;
        Some(year.days.last.min(self.period.last))
    }

    /// The days of a month that lie in the period.
    pub(super) fn days(&self, month: Month) -> impl Iterator<Item = NaiveDate> {
        let (days, period) = (days_of(month), self.period);
        days.first.iter_days().take_while(move |day| *day <= days.last).filter(move |day| period.has(*day))
    }

    /// M3: a day of the month lies in the period and in a school year.
    pub(super) fn has_month(&self, month: Month) -> bool {
        self.days(month).any(|day| self.years.iter().any(|year| year.days.has(day)))
    }

    /// M17.
    pub(super) fn register_due(&self, month: Month) -> NaiveDate {
        self.register_due.of(next(month))
    }

    /// M22, in tiyn.
    pub(super) fn price(&self, region: &str, grade: i32, day: NaiveDate) -> Option<i64> {
        let fits = |price: &&Price| price.region == region && price.grades.has(grade) && price.days.has(day);
        self.prices.iter().find(fits).map(|price| price.tiyn)
    }

    /// M4: a regulation without a fault, or the code of the first.
    pub(super) fn checked(json: &Value) -> Result<Self, Code> {
        let rules = json.as_object().and_then(Self::read).ok_or("malformed_regulation")?;
        rules.fault().map_or(Ok(rules), Err)
    }

    /// The form alone.
    fn read(json: &Object) -> Option<Self> {
        let names = [
            "id",
            "programme",
            "period",
            "regions",
            "grounds",
            "primary_grades",
            "list_closes",
            "activation",
            "school_years",
            "meals_per_day",
            "late_entry_days",
            "register_due",
            "prices",
        ];
        shaped(json, &names, &[])?;
        one_of(json.get("programme"), &["meals"])?;
        let limit = |(kind, limit): (&String, &Value)| {
            let reference = Reference::parse(kind).ok()?;
            (reference.expose_text() == kind).then_some((kind.clone(), whole(limit)?.into()))
        };
        Some(Self {
            id: text(json, "id")?.to_owned(),
            period: days(json.get("period")?.as_object()?, &[])?,
            regions: texts(json.get("regions"))?,
            grounds: codes(json.get("grounds"), &GROUNDS)?,
            primary_grades: grades(json.get("primary_grades"))?,
            list_closes: day(json.get("list_closes")?)?,
            by_holder: one_of(json.get("activation"), &["automatic", "by_holder"])? == "by_holder",
            years: all(json.get("school_years"), school_year)?,
            kinds: json.get("meals_per_day")?.as_object()?.iter().map(limit).collect::<Option<_>>()?,
            late_entry_days: whole(json.get("late_entry_days")?)?.into(),
            register_due: day(json.get("register_due")?)?,
            prices: all(json.get("prices"), price)?,
        })
    }

    /// The first fault, each looked for in the whole regulation, in the order of the wire page.
    fn fault(&self) -> Option<Code> {
        let breaks = || self.years.iter().flat_map(|year| year.breaks.iter().map(move |rest| (year, rest)));
        let grades = || {
            let of_breaks = breaks().filter_map(|(_, rest)| rest.1);
            of_breaks.chain([self.primary_grades]).chain(self.prices.iter().map(|price| price.grades))
        };
        let named = self.regions.iter().chain(self.prices.iter().map(|price| &price.region));
        let days_of_month = [self.list_closes, self.register_due];
        let overlap =
            |[before, after]: [&SchoolYear; 2]| month_of(after.days.first) <= month_of(before.days.last);
        let faults = [
            (self.period.reversed(), "period_reversed"),
            (self.regions.is_empty(), "no_regions"),
            (!named.into_iter().all(|region| is_region(region)), "unknown_region"),
            (self.grounds.is_empty(), "no_grounds"),
            (self.years.is_empty(), "no_school_years"),
            (self.years.iter().any(|year| year.days.reversed()), "year_reversed"),
            (
                self.years.iter().zip(self.years.iter().skip(1)).any(|pair| overlap(pair.into())),
                "years_overlap",
            ),
            (self.years.iter().any(|year| year.weekdays.is_empty()), "no_weekdays"),
            (breaks().any(|(_, rest)| rest.0.reversed()), "break_reversed"),
            (
                breaks().any(|(year, rest)| !(year.days.has(rest.0.first) && year.days.has(rest.0.last))),
                "break_outside_year",
            ),
            (
                grades().any(|grades| !(ALL_GRADES.has(grades.first) && ALL_GRADES.has(grades.last))),
                "grade_out_of_range",
            ),
            (grades().any(Range::reversed), "grades_reversed"),
            (days_of_month.iter().any(|day| !(1..=31).contains(&day.day)), "day_out_of_range"),
            (self.late_entry_days < 0, "late_entry_negative"),
            (self.kinds.is_empty(), "no_kinds"),
            (self.kinds.values().any(|limit| *limit < 1), "limit_below_one"),
            (self.prices.iter().any(|price| price.tiyn < 0), "price_negative"),
            (self.prices.iter().any(|price| price.days.reversed()), "price_reversed"),
            (self.prices_overlap(), "price_overlap"),
        ];
        faults.into_iter().find(|fault| fault.0).map(|fault| fault.1)
    }

    fn prices_overlap(&self) -> bool {
        let meet = |one: &Price, other: &Price| {
            one.region == other.region && one.grades.meets(other.grades) && one.days.meets(other.days)
        };
        let prices = || self.prices.iter().enumerate();
        prices().any(|(place, one)| prices().any(|(other, price)| place < other && meet(one, price)))
    }
}

fn all<T>(value: Option<&Value>, read: impl Fn(&Object) -> Option<T>) -> Option<Vec<T>> {
    value?.as_array()?.iter().map(|value| read(value.as_object()?)).collect()
}

/// The texts of an array, each one of these codes.
fn codes(value: Option<&Value>, codes: &[Code]) -> Option<Vec<String>> {
    texts(value).filter(|texts| texts.iter().all(|text| codes.contains(&text.as_str())))
}

/// `first` and `last` beside these other fields.
fn days(json: &Object, others: &[&str]) -> Option<Days> {
    shaped(json, &["first", "last"], others)?;
    Some(Range { first: civil(text(json, "first")?)?, last: civil(text(json, "last")?)? })
}

fn grades(json: Option<&Value>) -> Option<Grades> {
    let json = json?.as_object()?;
    shaped(json, &["first", "last"], &[])?;
    Some(Range { first: whole(json.get("first")?)?, last: whole(json.get("last")?)? })
}

fn school_year(json: &Object) -> Option<SchoolYear> {
    let days = days(json, &["weekdays", "breaks"])?;
    let weekdays = codes(json.get("weekdays"), &WEEKDAYS)?;
    let place = |name: String| WEEKDAYS.iter().position(|weekday| *weekday == name);
    Some(SchoolYear {
        days,
        weekdays: weekdays.into_iter().filter_map(place).collect(),
        breaks: all(json.get("breaks"), rest)?,
    })
}

fn rest(json: &Object) -> Option<(Days, Option<Grades>)> {
    let of = match json.get("grades") {
        None | Some(Value::Null) => None,
        some => Some(grades(some)?),
    };
    Some((days(json, &["grades"])?, of))
}

fn price(json: &Object) -> Option<Price> {
    Some(Price {
        region: text(json, "region")?.to_owned(),
        grades: grades(json.get("grades"))?,
        days: days(json, &["region", "grades", "price"])?,
        tiyn: tiyn(text(json, "price")?)?,
    })
}

/// A decimal with at most two places below 10⁸ tenge, in tiyn; -1 if it is below zero, however far.
fn tiyn(text: &str) -> Option<i64> {
    let plain = text.strip_prefix('-').unwrap_or(text);
    let (whole, places) = plain.split_once('.').unwrap_or((plain, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (digits(whole) && digits(places) && places.len() <= 2).then_some(())?;
    let is_zero = plain.bytes().all(|byte| byte == b'0' || byte == b'.');
    if text.starts_with('-') && !is_zero {
        return Some(-1);
    }
    let tiyn: i64 = format!("0{}{places:0<2}", whole.trim_start_matches('0')).parse().ok()?;
    (tiyn < 10_000_000_000).then_some(tiyn)
}

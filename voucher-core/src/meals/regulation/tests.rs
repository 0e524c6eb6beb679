//! The checks, each at its bound.

use super::*;
use crate::value::calendar::named_date;

type Fault = (&'static str, fn(&mut RegulationParts));

/// A school year of Mondays.
fn year(first: NaiveDate, last: NaiveDate) -> SchoolYearParts {
    SchoolYearParts { first, last, weekdays: [Weekday::Monday].into(), breaks: Vec::new() }
}

/// A price of a day in Astana.
fn price(grades: [i32; 2], days: [u32; 2]) -> PriceParts {
    let [first, last] = grades;
    let [from, to] = days.map(|day| named_date(2026, 3, day));
    let grades = GradeRange { first, last };
    PriceParts { region: "71".into(), grades, first: from, last: to, price: "0".into() }
}

/// M4: each fault alone has its own code, and begins right behind the bound.
#[test]
#[cfg_attr(miri, ignore = "makes forty regulations")]
fn each_fault_has_its_code() {
    let faults: [Fault; 42] = [
        ("ok", |_| {}),
        ("malformed_regulation", |parts| parts.programme = Programme::Medicines),
        ("malformed_regulation", |parts| parts.period.last = named_date(10_000, 1, 1)),
        ("malformed_regulation", |parts| parts.period.first = named_date(0, 12, 31)),
        ("malformed_regulation", |parts| parts.meals_per_day = [(" soup".into(), 1)].into()),
        ("malformed_regulation", |parts| {
            parts.prices = [PriceParts { price: "1.001".into(), ..price([0, 12], [1, 1]) }].into();
        }),
        ("period_reversed", |parts| parts.period.last = parts.period.first.pred_opt().unwrap()),
        ("ok", |parts| parts.period.last = parts.period.first),
        ("no_regions", |parts| parts.regions.clear()),
        ("unknown_region", |parts| parts.regions.push("01".into())),
        ("unknown_region", |parts| {
            parts.prices = [PriceParts { region: "01".into(), ..price([0, 12], [1, 1]) }].into();
        }),
        ("no_grounds", |parts| parts.grounds.clear()),
        ("no_school_years", |parts| parts.school_years.clear()),
        ("year_reversed", |parts| {
            parts.school_years = [year(named_date(2026, 3, 2), named_date(2026, 3, 1))].into();
        }),
        ("ok", |parts| parts.school_years = [year(named_date(2026, 3, 2), named_date(2026, 3, 2))].into()),
        ("years_overlap", |parts| {
            parts.school_years.push(year(named_date(2026, 5, 31), named_date(2026, 6, 1)));
        }),
        ("ok", |parts| parts.school_years.push(year(named_date(2026, 6, 1), named_date(2026, 6, 1)))),
        ("no_weekdays", |parts| {
            let day = named_date(2026, 9, 1);
            parts.school_years.push(SchoolYearParts { weekdays: Vec::new(), ..year(day, day) });
        }),
        ("break_reversed", |parts| of_break(parts, [3, 2], None)),
        ("ok", |parts| of_break(parts, [2, 2], None)),
        ("break_outside_year", |parts| of_break(parts, [1, 3], None)),
        ("break_outside_year", |parts| of_break(parts, [2, 31], None)),
        ("ok", |parts| of_break(parts, [2, 30], None)),
        ("grade_out_of_range", |parts| parts.primary_grades.last = 13),
        ("grade_out_of_range", |parts| parts.primary_grades.first = -1),
        ("ok", |parts| parts.primary_grades = GradeRange { first: 0, last: 12 }),
        ("grade_out_of_range", |parts| of_break(parts, [2, 2], Some(GradeRange { first: 0, last: 13 }))),
        ("grade_out_of_range", |parts| parts.prices = [price([-1, 12], [1, 1])].into()),
        ("grades_reversed", |parts| parts.primary_grades = GradeRange { first: 5, last: 4 }),
        ("ok", |parts| parts.primary_grades = GradeRange { first: 4, last: 4 }),
        ("day_out_of_range", |parts| parts.list_closes.day = 0),
        ("day_out_of_range", |parts| parts.register_due.day = 32),
        ("late_entry_negative", |parts| parts.late_entry_days = -1),
        ("ok", |parts| parts.late_entry_days = 0),
        ("no_kinds", |parts| parts.meals_per_day.clear()),
        ("limit_below_one", |parts| parts.meals_per_day = [("soup".into(), 0)].into()),
        ("price_negative", |parts| {
            parts.prices = [PriceParts { price: "-0.01".into(), ..price([0, 12], [1, 1]) }].into();
        }),
        ("price_reversed", |parts| parts.prices = [price([0, 12], [2, 1])].into()),
        ("ok", |parts| parts.prices = [price([0, 12], [1, 1]), price([0, 12], [2, 2])].into()),
        ("ok", |parts| parts.prices = [price([0, 4], [1, 2]), price([5, 12], [1, 2])].into()),
        ("price_overlap", |parts| parts.prices = [price([0, 4], [1, 2]), price([4, 12], [2, 3])].into()),
        ("price_overlap", |parts| parts.prices = [price([4, 4], [2, 2]), price([0, 12], [1, 3])].into()),
    ];
    for (place, (expected, change)) in faults.into_iter().enumerate() {
        let changed = Regulation::meals_2026_02().changed(change);
        let code = changed.map_or_else(|error| error.code(), |_| "ok");
        assert_eq!(code, expected, "{place}");
    }
}

/// One school year, of 2 to 30 March 2026, with a break.
fn of_break(parts: &mut RegulationParts, days: [u32; 2], grades: Option<GradeRange>) {
    let [first, last] = days.map(|day| named_date(2026, 3, day));
    let mut only = year(named_date(2026, 3, 2), named_date(2026, 3, 30));
    only.breaks.push(BreakParts { first, last, grades });
    parts.school_years = [only].into();
}

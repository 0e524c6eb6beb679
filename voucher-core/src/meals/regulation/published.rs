//! Every number of the published rules, each with its source or the word *choice*.
//!
//! S2 is the report on the Social Wallet of December 2024, P a public page that `docs/norms` names.

use alloc::{string::ToString, vec, vec::Vec};

use super::{Activation, BreakParts, GradeRange, Regulation, RegulationParts, SchoolYearParts, Weekday};
use crate::{
    meals::fact::Ground,
    programme::{DayRule, Programme},
    value::{
        calendar::{MissingDay, Period, named_date},
        region::Region,
    },
};

/// The rules of September 2024.
fn parts_2024_09() -> RegulationParts {
    RegulationParts {
        id: "meals-2024-09".to_string(),
        programme: Programme::Meals,
        // P: world-news247. The last day is a choice: until the next order.
        period: Period { first: named_date(2024, 9, 1), last: named_date(2026, 2, 20) },
        // S2.
        regions: Region::ALL.iter().map(|region| region.kato().to_string()).collect(),
        // P: profit-200, egemen-5. That grades 1 to 4 count in 2024 is a choice: S2's vouchers are more than the pupils of
        // grades 5 to 11 on assistance.
        grounds: Ground::ALL.to_vec(),
        // P: profit-200.
        primary_grades: GradeRange { first: 1, last: 4 },
        // Choice.
        list_closes: DayRule { day: 31, if_missing: MissingDay::LastDayOfMonth },
        // P: liter, S2.
        activation: Activation::ByHolder,
        // P: adilet-cal24, alau-cal.
        school_years: vec![year_2024_25(), year_2025_26()],
        // P: kazpravda, one meal a day.
        meals_per_day: [("hot_meal".to_string(), 1)].into(),
        // Choice.
        late_entry_days: 7,
        // Choice.
        register_due: DayRule { day: 1, if_missing: MissingDay::FirstDayOfNextMonth },
        // None is published: those of Aktobe were computed and not approved (P: inf-aqt).
        prices: Vec::new(),
    }
}

/// The rules of February 2026.
fn parts_2026_02() -> RegulationParts {
    RegulationParts {
        id: "meals-2026-02".to_string(),
        // P: mail-meals. The last day is a choice: the school year's end.
        period: Period { first: named_date(2026, 2, 21), last: named_date(2026, 5, 25) },
        // P: profit-200.
        activation: Activation::Automatic,
        // P: alau-cal.
        school_years: vec![year_2025_26()],
        ..parts_2024_09()
    }
}

/// The built-in school year with this name (M2).
#[cfg(feature = "json")]
pub(super) fn school_year(name: &str) -> Option<SchoolYearParts> {
    match name {
        "2023-24" => Some(year_2023_24()),
        "2024-25" => Some(year_2024_25()),
        "2025-26" => Some(year_2025_26()),
        _ => None,
    }
}

/// A day or days of a month.
type Days = ((i32, u32, u32), (i32, u32, u32));

/// Monday to Friday (choice: it gives the 165 days of P: zk-smol). Breaks, then days off, then the week of grade 1.
fn year(days: Days, breaks: [Days; 3], days_off: &[(i32, u32, u32)], first_grade: Days) -> SchoolYearParts {
    let civil = |(year, month, day)| named_date(year, month, day);
    let rest = |(first, last), grades| BreakParts { first: civil(first), last: civil(last), grades };
    let breaks = breaks.into_iter().map(|days| rest(days, None));
    let days_off = days_off.iter().map(|day| rest((*day, *day), None));
    let first_grade = rest(first_grade, Some(GradeRange { first: 1, last: 1 }));
    SchoolYearParts {
        first: civil(days.0),
        last: civil(days.1),
        weekdays: vec![
            Weekday::Monday,
            Weekday::Tuesday,
            Weekday::Wednesday,
            Weekday::Thursday,
            Weekday::Friday,
        ],
        breaks: breaks.chain(days_off).chain([first_grade]).collect(),
    }
}

/// P: mgorod-cal for the breaks; the days off are a choice (the public holidays).
#[cfg(feature = "json")]
fn year_2023_24() -> SchoolYearParts {
    year(
        ((2023, 9, 1), (2024, 5, 25)),
        [((2023, 10, 30), (2023, 11, 5)), ((2023, 12, 29), (2024, 1, 7)), ((2024, 3, 21), (2024, 3, 31))],
        &[(2023, 10, 25), (2023, 12, 18), (2024, 3, 8), (2024, 5, 1), (2024, 5, 7), (2024, 5, 9)],
        ((2024, 2, 5), (2024, 2, 11)),
    )
}

/// P: adilet-cal24 for the breaks; the days off are a choice (the public holidays, one on a weekend moves to Monday).
fn year_2024_25() -> SchoolYearParts {
    year(
        ((2024, 9, 1), (2025, 5, 25)),
        [((2024, 10, 28), (2024, 11, 3)), ((2024, 12, 30), (2025, 1, 8)), ((2025, 3, 21), (2025, 3, 31))],
        &[(2024, 10, 25), (2024, 12, 16), (2025, 3, 10), (2025, 5, 1), (2025, 5, 7), (2025, 5, 9)],
        ((2025, 2, 10), (2025, 2, 16)),
    )
}

/// P: alau-cal for the first day and the breaks, kazpravda-off and inform-off for 16 December and 9 March; the other days
/// off are a choice.
fn year_2025_26() -> SchoolYearParts {
    year(
        ((2025, 9, 1), (2026, 5, 25)),
        [((2025, 10, 27), (2025, 11, 2)), ((2025, 12, 29), (2026, 1, 7)), ((2026, 3, 19), (2026, 3, 29))],
        &[(2025, 12, 16), (2026, 3, 9), (2026, 5, 1), (2026, 5, 7), (2026, 5, 11)],
        ((2026, 2, 9), (2026, 2, 15)),
    )
}

impl Regulation {
    /// School meals by the rules of September 2024: the holder activates.
    ///
    /// ```
    /// use voucher_core::meals::Regulation;
    ///
    /// assert_eq!(Regulation::meals_2024_09().period().first.to_string(), "2024-09-01");
    /// ```
    #[must_use]
    pub fn meals_2024_09() -> Self {
        Self::well_formed(parts_2024_09())
    }

    /// School meals by the rules of February 2026: a voucher is active on consent.
    ///
    /// ```
    /// use voucher_core::meals::Regulation;
    ///
    /// assert_eq!(Regulation::meals_2026_02().period().last.to_string(), "2026-05-25");
    /// ```
    #[must_use]
    pub fn meals_2026_02() -> Self {
        Self::well_formed(parts_2026_02())
    }

    #[expect(clippy::expect_used, reason = "literals of this file, which a test builds")]
    fn well_formed(parts: RegulationParts) -> Self {
        Self::new(parts).expect("published regulations are well formed")
    }
}

//! The published proactive regulations, every base value and every rate, each with its source or the word *choice*.
//!
//! S3 is the report on the Digital Family Card, P a public page that `docs/norms` names. The tables are the same in all
//! three regulations, because they hold by the date of the question (K12). A rate that is none is not published.

use alloc::{
    string::{String, ToString},
    vec,
    vec::Vec,
};

use super::{
    AwardRates, AwardedMotherRow, BaseRow, BenefitsParts, BreadwinnerRow, ChildCareRow,
    ChildDisabilityCarerRow, DisabilityRow, JobLossRow, LargeFamilyRow, MaternityRow, MonthsRow, Proactive,
    ProactiveParts, RefusalRule, Rounding,
};
use crate::{
    family_card::{kind::RegulationKind, service::Service},
    programme::Programme,
    value::calendar::{MissingDay, Period, named_date},
};

/// What all three regulations say.
fn parts(id: &str, period: Period, services: &[Service]) -> ProactiveParts {
    ProactiveParts {
        id: id.to_string(),
        programme: Programme::FamilyCard,
        kind: RegulationKind::Proactive,
        period,
        services: services.to_vec(),
        // P, for the payment; choice, for the allowance.
        per_child: vec![Service::ChildCare, Service::ChildDisabilityCarer],
        // S3.
        sender: "1414".to_string(),
        // P: 72 hours, then annulled; in civil days is a choice.
        answer_within_days: 3,
        // Not published.
        agree_codes: vec![],
        refuse_codes: vec![],
        // Choice.
        refusal: RefusalRule::Final,
        // P.
        account_step: true,
        benefits: benefits(),
    }
}

fn benefits() -> BenefitsParts {
    BenefitsParts {
        // P: all sums that are quoted fit "up"; as a rule a choice.
        rounding: Rounding::Up,
        // Choice.
        if_missing: MissingDay::FirstDayOfNextMonth,
        base: base(),
        maternity: vec![MaternityRow {
            from: TABLES_BEGIN,
            term_months: 12,
            income_cap: rate("7"),
            days_per_month: 30,
            withheld: "0.10".to_string(),
        }],
        child_care: vec![child_care(TABLES_BEGIN, 12), child_care(named_date(2023, 1, 1), 18)],
        job_loss: vec![
            job_loss(TABLES_BEGIN, "0.40", vec![]),
            job_loss(named_date(2023, 1, 1), "0.45", vec![]),
            job_loss(SOCIAL_CODE, "0.45", lengths_of_participation()),
        ],
        breadwinner: vec![
            breadwinner(TABLES_BEGIN, &["0.86", "1.49", "1.85", "1.96", "2.03", "2.11"], "1.18"),
            // Choice: the date.
            breadwinner(SOCIAL_CODE, &["0.92", "1.70", "2.25", "2.60", "2.75", "3.00"], "1.54"),
        ],
        child_disability_carer: vec![carer(TABLES_BEGIN, "1.40"), carer(SOCIAL_CODE, "1.61")],
        disability: vec![
            DisabilityRow {
                // Not published: a plan of 2020 only.
                young: None,
                childhood: [None, None, None],
                ..disability(TABLES_BEGIN, ["1.92", "1.53", "1.04"])
            },
            disability(SOCIAL_CODE, ["2.20", "1.76", "1.20"]),
        ],
        large_family: vec![LargeFamilyRow {
            from: TABLES_BEGIN,
            least_children: 4,
            // P; "under" is a choice.
            child_under: 18,
            student_under: 23,
            by_children: rates(&["16.03", "20.04", "24.05", "28.06"]),
            per_child: rate("4"),
        }],
        awarded_mother: vec![award(TABLES_BEGIN, "6.40"), award(SOCIAL_CODE, "7.40")],
    }
}

/// The first day of the tables.
const TABLES_BEGIN: chrono::NaiveDate = named_date(2022, 1, 1);

/// The first day of the Social Code.
const SOCIAL_CODE: chrono::NaiveDate = named_date(2023, 7, 1);

/// P: MCI, subsistence minimum and minimum wage in tenge; each row ends the day before the next.
fn base() -> Vec<BaseRow<String>> {
    vec![
        year((named_date(2022, 1, 1), named_date(2022, 3, 31)), "3063", "36018", "60000"),
        // The subsistence minimum is derived.
        year((named_date(2022, 4, 1), named_date(2022, 12, 31)), "3180", "37389", "60000"),
        year((named_date(2023, 1, 1), named_date(2023, 12, 31)), "3450", "40567", "70000"),
        // The subsistence minimum is derived.
        year((named_date(2024, 1, 1), named_date(2024, 12, 31)), "3692", "43407", "85000"),
        year((named_date(2025, 1, 1), named_date(2025, 12, 31)), "3932", "46228", "85000"),
        year((named_date(2026, 1, 1), named_date(2026, 12, 31)), "4325", "50851", "85000"),
    ]
}

/// P: from 2023-07-01, by months of participation: coefficient and months paid.
fn lengths_of_participation() -> Vec<MonthsRow<String>> {
    [
        (6, "0.70", 1),
        (12, "0.75", 2),
        (24, "0.85", 3),
        (36, "0.90", 4),
        (48, "0.95", 5),
        (60, "1.00", 6),
        (72, "1.02", 6),
        (84, "1.04", 6),
        (96, "1.06", 6),
        (108, "1.08", 6),
        (120, "1.10", 6),
        (132, "1.12", 6),
        (144, "1.14", 6),
        (156, "1.16", 6),
        (168, "1.18", 6),
        (180, "1.20", 6),
        (192, "1.22", 6),
        (204, "1.24", 6),
        (216, "1.26", 6),
        (228, "1.28", 6),
        (240, "1.30", 6),
    ]
    .map(|(months, coefficient, paid_months)| MonthsRow {
        months,
        coefficient: rate(coefficient),
        paid_months,
    })
    .into()
}

fn rate(text: &str) -> Option<String> {
    Some(text.to_string())
}

fn rates(texts: &[&str]) -> Vec<Option<String>> {
    texts.iter().map(|text| rate(text)).collect()
}

fn year(
    (first, last): (chrono::NaiveDate, chrono::NaiveDate),
    mci: &str,
    subsistence: &str,
    minimum_wage: &str,
) -> BaseRow<String> {
    let [mci, subsistence, minimum_wage] = [mci, subsistence, minimum_wage].map(ToString::to_string);
    BaseRow { first, last, mci, subsistence, minimum_wage }
}

fn child_care(from: chrono::NaiveDate, term_months: i32) -> ChildCareRow<String> {
    ChildCareRow {
        from,
        term_months,
        income_cap: rate("7"),
        rate: rate("0.40"),
        floors: rates(&["5.76", "6.81", "7.85", "8.90"]),
    }
}

fn job_loss(from: chrono::NaiveDate, part: &str, by_months: Vec<MonthsRow<String>>) -> JobLossRow<String> {
    JobLossRow { from, least_months: 6, income_cap: rate("7"), rate: rate(part), by_months }
}

fn breadwinner(from: chrono::NaiveDate, by_dependants: &[&str], per_child: &str) -> BreadwinnerRow<String> {
    let by_dependants = rates(by_dependants);
    BreadwinnerRow { from, by_dependants, both_parents_per_child: rate(per_child) }
}

fn carer(from: chrono::NaiveDate, part: &str) -> ChildDisabilityCarerRow<String> {
    ChildDisabilityCarerRow { from, child_under: 18, rate: rate(part) }
}

fn disability(from: chrono::NaiveDate, adult: [&str; 3]) -> DisabilityRow<String> {
    DisabilityRow {
        from,
        young_under: 7,
        adult_from: 18,
        young: rate("1.61"),
        childhood: ["2.20", "1.83", "1.61"].map(rate),
        adult: adult.map(rate),
    }
}

fn award(from: chrono::NaiveDate, highest: &str) -> AwardedMotherRow<String> {
    AwardedMotherRow {
        from,
        rates: AwardRates {
            kumis_alqa: rate("6.40"),
            altyn_alqa: rate(highest),
            mother_heroine: rate(highest),
            maternal_glory: rate(highest),
        },
    }
}

/// The nine services of S3; all twelve begin with them.
fn nine() -> &'static [Service] {
    Service::ALL.get(..9).unwrap_or_default()
}

impl Proactive {
    /// The regulation of 2022-09-01 to 2022-12-31 (S3, P).
    ///
    /// ```
    /// use voucher_core::family_card::{Proactive, Service};
    ///
    /// assert!(Proactive::proactive_2022_09().services().iter().eq(Service::ALL[..9].iter().copied()));
    /// ```
    #[must_use]
    pub fn proactive_2022_09() -> Self {
        // S3; P.
        let period = Period { first: named_date(2022, 9, 1), last: named_date(2022, 12, 31) };
        Self::well_formed(parts("proactive-2022-09", period, nine()))
    }

    /// The regulation of 2023-01-01 to 2025-09-04 (S3, P).
    ///
    /// ```
    /// use voucher_core::family_card::Proactive;
    ///
    /// assert_eq!(Proactive::proactive_2023_01().period().last.to_string(), "2025-09-04");
    /// ```
    #[must_use]
    pub fn proactive_2023_01() -> Self {
        // S3, P; choice: until the day before the next.
        let period = Period { first: named_date(2023, 1, 1), last: named_date(2025, 9, 4) };
        Self::well_formed(parts("proactive-2023-01", period, nine()))
    }

    /// The regulation of 2025-09-05 to 2026-12-31, with twelve services (P).
    ///
    /// ```
    /// use voucher_core::family_card::{Proactive, Service};
    ///
    /// assert_eq!(Proactive::proactive_2025_09().services().iter().count(), Service::ALL.len());
    /// ```
    #[must_use]
    pub fn proactive_2025_09() -> Self {
        // P: first seen on that day; choice: as far as base values are known. That maternity is kept is a choice.
        let period = Period { first: named_date(2025, 9, 5), last: named_date(2026, 12, 31) };
        Self::well_formed(parts("proactive-2025-09", period, Service::ALL))
    }

    #[expect(clippy::expect_used, reason = "three literals of this file, which a test builds")]
    fn well_formed(parts: ProactiveParts) -> Self {
        Self::new(parts).expect("published regulations are well formed")
    }
}

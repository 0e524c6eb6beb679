//! The published grading: every number of `grading-2026-06` (K9), each with its source or the word *choice*.
//!
//! P is an unofficial public calculator of the Ministry's method (order 267 of 2023-06-29 as amended by No. 247 of
//! 2026-06-17); `docs/norms` names it. No earlier grading is known (K3).

use alloc::{boxed::Box, collections::BTreeMap, string::ToString, vec, vec::Vec};

use super::{
    BracketParts, Criterion, FactKind, FactParts, GivesParts, Grading, GradingParts, IndicatorParts,
    LevelParts, PlainKind, RuleParts, Unit,
};
use crate::{
    family_card::kind::RegulationKind,
    programme::Programme,
    value::calendar::{Period, named_date},
};
use Criterion::{Disability, Economic, Education, Health, Housing};
use PlainKind::{Amount, Boolean, Count};
use Unit::{One, Subsistence};

fn parts_2026_06() -> GradingParts {
    GradingParts {
        id: "grading-2026-06".to_string(),
        programme: Programme::FamilyCard,
        kind: RegulationKind::Grading,
        // P is no office.
        official: false,
        // P: in effect from the 17th; choice: as far as the subsistence minimum is known.
        period: Period { first: named_date(2026, 6, 17), last: named_date(2026, 12, 31) },
        // P: the national value; that it is the national one is a choice.
        subsistence: "50851".to_string(),
        facts: facts(),
        // Choice, both.
        at_most: vec![
            ("children_without_preschool".to_string(), "children_and_students".to_string()),
            ("children_without_school".to_string(), "children_and_students".to_string()),
        ],
        indicators: indicators(),
        // P; all points are tens, so that -460 and -459, which P prints too, give the same level to every total.
        levels: [("A", 1800), ("B", 730), ("C", -30), ("D", -458)]
            .map(|(level, least)| LevelParts { level: level.to_string(), least })
            .into(),
        lowest: "E".to_string(),
    }
}

/// What P asks, by the names of K9.
fn facts() -> Vec<FactParts> {
    vec![
        plain("income_per_head", Amount),
        plain("credit", Boolean),
        one_of("arrears", &["none", "some_adults", "all_adults"]),
        plain("cars", Count),
        plain("commercial_transport", Boolean),
        plain("machinery_kinds", Count),
        plain("able_bodied", Count),
        plain("working", Count),
        one_of("business", &["none", "sole_proprietor", "company_founder", "both"]),
        plain("smallholding_value", Amount),
        plain("land_plot", Boolean),
        plain("all_attached_to_clinic", Boolean),
        plain("all_health_insured", Boolean),
        plain("chronic_illness", Boolean),
        plain("dispensary", Boolean),
        plain("adults_disability_1_2", Count),
        plain("adults_disability_3", Count),
        plain("disability_since_childhood", Boolean),
        plain("children_and_students", Count),
        plain("dwellings", Count),
        plain("area_per_head", Amount),
        plain("commercial_property", Boolean),
        one_of(
            "settlement",
            &["republican_city", "oblast_city", "district", "rural_okrug", "village", "not_registered"],
        ),
        plain("children_without_preschool", Count),
        plain("children_without_school", Count),
    ]
}

/// P: points, their bounds closed on the left. The mapping to the five criteria is a choice.
fn indicators() -> Vec<IndicatorParts> {
    vec![
        each(
            "income",
            Economic,
            in_minimums(
                "income_per_head",
                &[
                    least("0", 0),
                    above("0", 40),
                    least("0.25", 100),
                    least("1", 170),
                    least("2", 280),
                    least("3", 400),
                    least("4", 620),
                ],
            ),
        ),
        each("credit", Economic, yes_no("credit", 0, 50)),
        // Choice: two of three adults are some.
        each(
            "arrears",
            Economic,
            values("arrears", &[("none", 0), ("some_adults", -250), ("all_adults", -500)]),
        ),
        each(
            "cars",
            Economic,
            steps("cars", &[least("0", -50), least("1", 0), least("2", 50), least("3", 100)]),
        ),
        each("commercial_transport", Economic, yes_no("commercial_transport", 0, 80)),
        // Choice: two kinds are many.
        each(
            "machinery",
            Economic,
            steps("machinery_kinds", &[least("0", 0), least("1", 100), least("2", 200)]),
        ),
        // Choice: all of them work.
        each("able_bodied", Economic, steps("able_bodied", &[least("0", -100), least("1", 0)])),
        each("working", Economic, steps("working", &[least("0", 0), least("1", 150), least("2", 300)])),
        each(
            "business",
            Economic,
            values(
                "business",
                &[("none", 0), ("sole_proprietor", 50), ("company_founder", 100), ("both", 150)],
            ),
        ),
        each(
            "smallholding",
            Economic,
            steps(
                "smallholding_value",
                &[
                    least("0", 0),
                    above("0", 50),
                    least("500000", 150),
                    least("1000000", 350),
                    // Choice: exactly two million.
                    least("2000000", 600),
                ],
            ),
        ),
        each("land_plot", Economic, yes_no("land_plot", 0, 150)),
        each("clinic", Health, yes_no("all_attached_to_clinic", -20, 0)),
        each("health_insurance", Health, yes_no("all_health_insured", -20, 0)),
        each("chronic_illness", Health, yes_no("chronic_illness", 0, -80)),
        each("dispensary", Health, yes_no("dispensary", 0, -50)),
        // Choice: adults of both kinds give the lower points, once.
        each(
            "adult_disability",
            Disability,
            steps(
                "adults_disability_1_2",
                &[
                    least_then("0", steps("adults_disability_3", &[least("0", 0), least("1", -100)])),
                    least("1", -250),
                ],
            ),
        ),
        each("since_childhood", Disability, yes_no("disability_since_childhood", 0, -150)),
        each(
            "children",
            Housing,
            steps(
                "children_and_students",
                &[least("0", 0), least("1", 50), least("2", 100), least("3", 150), least("4", 200)],
            ),
        ),
        // Choice: 3 and 6 stand in two rows of P, the lower is taken.
        each(
            "dwelling",
            Housing,
            steps(
                "dwellings",
                &[
                    least("0", -200),
                    least_then("1", steps("area_per_head", &[least("0", -80), least("18", 50)])),
                    least("2", 100),
                    least("4", 400),
                    least("7", 1000),
                    least("12", 2000),
                ],
            ),
        ),
        each("commercial_property", Housing, yes_no("commercial_property", 0, 80)),
        each(
            "settlement",
            Housing,
            values(
                "settlement",
                &[
                    ("republican_city", 70),
                    ("oblast_city", 0),
                    ("district", -30),
                    ("rural_okrug", -50),
                    ("village", -70),
                    ("not_registered", -100),
                ],
            ),
        ),
        each("preschool", Education, steps("children_without_preschool", &[least("0", 0), least("1", -50)])),
        each("school", Education, steps("children_without_school", &[least("0", 0), least("1", -100)])),
    ]
}

fn plain(name: &str, kind: PlainKind) -> FactParts {
    FactParts { name: name.to_string(), kind: FactKind::Plain(kind) }
}

fn one_of(name: &str, values: &[&str]) -> FactParts {
    let values = values.iter().map(ToString::to_string).collect();
    FactParts { name: name.to_string(), kind: FactKind::OneOf(values) }
}

fn each(id: &str, criterion: Criterion, rule: RuleParts) -> IndicatorParts {
    IndicatorParts { id: id.to_string(), criterion, rule }
}

fn steps(fact: &str, brackets: &[BracketParts]) -> RuleParts {
    RuleParts::Brackets { fact: fact.to_string(), unit: One, brackets: brackets.into() }
}

fn in_minimums(fact: &str, brackets: &[BracketParts]) -> RuleParts {
    RuleParts::Brackets { fact: fact.to_string(), unit: Subsistence, brackets: brackets.into() }
}

fn values(fact: &str, values: &[(&str, i32)]) -> RuleParts {
    let value = |(name, points): &(&str, i32)| (name.to_string(), GivesParts::Points(*points));
    let mut by_name = BTreeMap::new();
    by_name.extend(values.iter().map(value));
    RuleParts::Values { fact: fact.to_string(), values: by_name }
}

fn yes_no(fact: &str, no: i32, yes: i32) -> RuleParts {
    values(fact, &[("no", no), ("yes", yes)])
}

fn least(bound: &str, points: i32) -> BracketParts {
    BracketParts::Least { least: bound.to_string(), gives: GivesParts::Points(points) }
}

fn above(bound: &str, points: i32) -> BracketParts {
    BracketParts::Above { above: bound.to_string(), gives: GivesParts::Points(points) }
}

fn least_then(bound: &str, rule: RuleParts) -> BracketParts {
    BracketParts::Least { least: bound.to_string(), gives: GivesParts::Rule(Box::new(rule)) }
}

impl Grading {
    /// The grading of 2026-06-17 to 2026-12-31, by a public calculator that is not official (K9).
    ///
    /// ```
    /// use voucher_core::{family_card::Grading, parse_date};
    ///
    /// let grading = Grading::grading_2026_06();
    /// assert!(!grading.is_official());
    /// assert!(!grading.period().contains(parse_date("2026-06-16")?));
    /// assert!(grading.period().contains(parse_date("2026-06-17")?));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    #[expect(clippy::expect_used, reason = "a literal of this file, which a test builds")]
    pub fn grading_2026_06() -> Self {
        Self::new(parts_2026_06()).expect("the published grading is well formed")
    }
}

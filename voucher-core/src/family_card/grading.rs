//! Grading: the rules by which a family gets a level of well-being, as checked data (K3, K4).

use alloc::{boxed::Box, collections::BTreeMap, string::String, vec::Vec};

use crate::{
    family_card::kind::RegulationKind,
    programme::{Programme, regulation::regulation},
    value::{calendar::Period, coded::coded},
};
pub(crate) use checks::CAUSES;
pub(crate) use rule::{Gives as Outcome, Rule};

mod canonical;
mod checks;
#[cfg(feature = "json")]
mod json;
mod published;
mod rule;

/// The data of a grading, as its JSON has it: plain, comparable, unchecked until [`Grading::new`] takes it.
///
/// ```
/// use voucher_core::family_card::Grading;
///
/// let mut parts = Grading::grading_2026_06().parts().clone();
/// parts.lowest = "D".into(); // which is the name of another level
/// assert_eq!(Grading::new(parts).unwrap_err().code(), "duplicate_level");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct GradingParts {
    /// The short id that it is called by.
    pub id: String,
    /// The programme: the family card.
    pub programme: Programme,
    /// The kind of regulation: a grading.
    pub kind: RegulationKind,
    /// Whether an office has published it.
    pub official: bool,
    /// First and last day in force, both inclusive (N3).
    pub period: Period,
    /// The subsistence minimum in tenge, as decimal text.
    pub subsistence: String,
    /// What it asks for, in the order of answers (K5).
    pub facts: Vec<FactParts>,
    /// Pairs of facts of which the first is at most the second (K5).
    pub at_most: Vec<(String, String)>,
    /// What gives points (K4).
    pub indicators: Vec<IndicatorParts>,
    /// The levels from best to worst, without the lowest (K7).
    pub levels: Vec<LevelParts>,
    /// The lowest level, which every total reaches.
    pub lowest: String,
}

/// A fact that a grading asks for, unchecked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct FactParts {
    /// Its name.
    pub name: String,
    /// What its values are.
    pub kind: FactKind,
}

/// What the values of a fact are (K5).
///
/// Deliberately exhaustive: a new kind must break your build.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", untagged))]
pub enum FactKind {
    /// Of a kind that every grading knows.
    Plain(PlainKind),
    /// One of these values.
    OneOf(Vec<String>),
}

coded! {
    /// A kind of values that every grading knows (K5).
    ///
    /// Deliberately exhaustive: a new kind must break your build.
    ///
    /// ```
    /// use voucher_core::family_card::PlainKind;
    ///
    /// assert_eq!(PlainKind::from_code("count"), Some(PlainKind::Count));
    /// assert_eq!(PlainKind::from_code("text"), None);
    /// ```
    PlainKind {
        /// Two decimals, below 10⁸.
        Amount "amount",
        /// A whole number from 0.
        Count "count",
        /// Yes or no.
        Boolean "boolean",
    }

    /// A criterion of well-being (S3, K7).
    ///
    /// Deliberately exhaustive: a new criterion must break your build.
    ///
    /// ```
    /// use voucher_core::family_card::Criterion;
    ///
    /// assert_eq!(Criterion::ALL.len(), 5);
    /// assert_eq!(Criterion::from_code("disability"), Some(Criterion::Disability));
    /// ```
    Criterion {
        /// Income, debts, property that earns, work.
        Economic "economic",
        /// Clinic, insurance, illness.
        Health "health",
        /// Disability.
        Disability "disability",
        /// Dwelling, settlement, children.
        Housing "housing",
        /// Preschool and school.
        Education "education",
    }

    /// What a bound is counted in (K4).
    ///
    /// Deliberately exhaustive: a new unit must break your build.
    ///
    /// ```
    /// use voucher_core::family_card::Unit;
    ///
    /// assert_eq!(Unit::from_code("subsistence"), Some(Unit::Subsistence));
    /// ```
    Unit {
        /// The fact's own unit.
        One "one",
        /// Subsistence minimums.
        Subsistence "subsistence",
    }
}

/// What gives points: a rule, and the criterion that it belongs to; unchecked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct IndicatorParts {
    /// Its name.
    pub id: String,
    /// The criterion that its points count for.
    pub criterion: Criterion,
    /// How its points follow from facts.
    pub rule: RuleParts,
}

/// How points follow from one fact, unchecked (K4).
///
/// Deliberately exhaustive: a new form must break your build.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", untagged, deny_unknown_fields))]
pub enum RuleParts {
    /// By the last bound that the value reaches.
    Brackets {
        /// The fact that it looks at.
        fact: String,
        /// What the bounds are counted in.
        unit: Unit,
        /// Bounds that rise, the first of them `least` 0.
        brackets: Vec<BracketParts>,
    },
    /// By the value itself.
    Values {
        /// The fact that it looks at.
        fact: String,
        /// The outcome of each value; `no` and `yes` for a boolean.
        values: BTreeMap<String, GivesParts>,
    },
}

/// A bound and what is given from there on, unchecked (K4).
///
/// Deliberately exhaustive: a new kind of bound must break your build.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", untagged, deny_unknown_fields))]
pub enum BracketParts {
    /// Reached by the bound itself.
    Least {
        /// The bound, as decimal text.
        least: String,
        /// What it gives.
        gives: GivesParts,
    },
    /// Reached by whatever is above the bound.
    Above {
        /// The bound, as decimal text.
        above: String,
        /// What it gives.
        gives: GivesParts,
    },
}

/// What a bracket or a value gives, unchecked (K4).
///
/// Deliberately exhaustive: points or one more rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", untagged))]
pub enum GivesParts {
    /// Points.
    Points(i32),
    /// An inner rule, whose outcomes are points.
    Rule(Box<RuleParts>),
}

/// A level and the least total that reaches it, unchecked (K7).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct LevelParts {
    /// Its name.
    pub level: String,
    /// The least total that reaches it.
    pub least: i32,
}

/// A checked grading, with a digest of its content.
///
/// ```
/// use voucher_core::family_card::Grading;
///
/// let grading = Grading::grading_2026_06();
/// assert!(grading.levels().iter().eq(["A", "B", "C", "D", "E"]));
/// assert_eq!(grading.level_of(1800), "A");
/// assert_eq!(grading.level_of(1799), "B");
/// assert_eq!(grading.level_of(-459), "E");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "GradingParts", into = "GradingParts"))]
pub struct Grading {
    parts: GradingParts,
    digest: [u8; 32],
    /// The place of each fact by its name.
    places: BTreeMap<String, usize>,
    /// The places of the pairs of which the first is at most the second.
    pub(crate) at_most: Vec<(usize, usize)>,
    /// One an indicator.
    pub(crate) rules: Vec<Rule>,
    /// From best to worst, the lowest last.
    levels: Vec<String>,
}

regulation!(Grading of GradingParts, "family_card::Grading", "grading_2026_06");

impl Grading {
    /// First and last day in force.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.parts.period
    }

    /// Whether an office has published it (K8).
    #[must_use]
    pub const fn is_official(&self) -> bool {
        self.parts.official
    }

    /// The levels from best to worst, the lowest last.
    #[must_use]
    pub fn levels(&self) -> &[String] {
        &self.levels
    }

    /// The level of a total: the first, best first, whose least total it reaches, else the lowest (K7).
    #[must_use]
    pub fn level_of(&self, total: i64) -> &str {
        self.levels.get(self.place_of_level(total)).map_or("", String::as_str)
    }

    pub(crate) fn place_of_level(&self, total: i64) -> usize {
        let levels = &self.parts.levels;
        levels.iter().position(|level| i64::from(level.least) <= total).unwrap_or(levels.len())
    }

    /// The place of a fact among the facts of the grading.
    pub(crate) fn place_of_fact(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// The name of the fact at a place.
    pub(crate) fn fact(&self, place: usize) -> Option<&str> {
        self.parts.facts.get(place).map(|fact| fact.name.as_str())
    }
}

#[cfg(test)]
mod tests;

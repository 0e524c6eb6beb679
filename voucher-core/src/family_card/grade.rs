//! Which level a family has (K5 to K8).

use alloc::{string::String, vec, vec::Vec};
use core::ops::{Add, AddAssign};

use chrono::NaiveDate;

use crate::{
    family_card::{
        grading::{Criterion, FactKind, Grading, Outcome, PlainKind, Rule},
        refusal::{Refusal, Refusals},
    },
    value::{
        count::Count,
        error::{Error, ErrorKind},
        money::Amount,
        order,
    },
};

/// What is known of a family, by the facts of one grading (K5). A fact that nobody gave is not known.
///
/// ```
/// use voucher_core::{Amount, Count, family_card::{FactValue, Family, Grading}};
///
/// let grading = Grading::grading_2026_06();
/// let mut family = Family::new(&grading);
/// family.know("cars", FactValue::Count(Count::new(2)?))?;
/// family.know("arrears", FactValue::Value("none"))?;
/// family.know("income_per_head", FactValue::Amount(Amount::parse("50850.99")?))?;
/// assert_eq!(family.know("cars", FactValue::Boolean(true)).unwrap_err().code(), "wrong_kind_of_fact");
/// assert_eq!(family.know("boats", FactValue::Count(Count::ZERO)).unwrap_err().code(), "unknown_fact");
/// assert_eq!(format!("{family:?}"), "Family(3 of 25 facts known)"); // and none of them
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Family<'g> {
    grading: &'g Grading,
    /// By the places of the grading's facts, in the numbers of its rules.
    known: Vec<Option<u64>>,
}

/// The value of a fact of a family (K5).
///
/// ```
/// use voucher_core::{Amount, family_card::{FactValue, Family, Grading}};
///
/// let grading = Grading::grading_2026_06();
/// let mut family = Family::new(&grading);
/// assert!(family.know("income_per_head", FactValue::Amount(Amount::parse("0")?)).is_ok()); // in tenge
/// assert_eq!(family.know("arrears", FactValue::Value("perhaps")).unwrap_err().code(), "unknown_value");
/// assert_eq!(format!("{:?}", FactValue::Boolean(true)), "Boolean(hidden)"); // N34
/// # Ok::<(), voucher_core::Error>(())
/// ```
///
/// Deliberately exhaustive: a new kind of value must break your build.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum FactValue<'v> {
    /// Of a fact of the kind `amount`: tenge, or m² of an area.
    Amount(Amount),
    /// Of a fact of the kind `count`.
    Count(Count),
    /// Of a fact of the kind `boolean`.
    Boolean(bool),
    /// Of a fact that lists its values.
    Value(&'v str),
}

impl<'g> Family<'g> {
    /// A family of which nothing is known.
    #[must_use]
    pub fn new(grading: &'g Grading) -> Self {
        Self { grading, known: vec![None; grading.parts().facts.len()] }
    }

    /// States the value of a fact, in place of the one before.
    ///
    /// # Errors
    ///
    /// `unknown_fact` where the grading has no such fact, `wrong_kind_of_fact` where it is of another kind,
    /// `unknown_value` for none of the values that it lists.
    pub fn know(&mut self, fact: &str, value: FactValue<'_>) -> Result<(), Error> {
        let place = self.grading.place_of_fact(fact).ok_or(Error::new(ErrorKind::UnknownFact))?;
        self.know_at(place, value)
    }

    pub(crate) fn know_at(&mut self, place: usize, value: FactValue<'_>) -> Result<(), Error> {
        let kind = self.grading.parts().facts.get(place).map(|fact| &fact.kind);
        let (kind, known) = kind.zip(self.known.get_mut(place)).ok_or(Error::new(ErrorKind::UnknownFact))?;
        *known = Some(number(kind, value)?);
        Ok(())
    }

    fn value(&self, place: usize) -> Option<u64> {
        self.known.get(place).copied().flatten()
    }
}

/// A value as the number of the grading's rules.
fn number(kind: &FactKind, value: FactValue<'_>) -> Result<u64, Error> {
    match (kind, value) {
        (FactKind::Plain(PlainKind::Amount), FactValue::Amount(amount)) => Ok(amount.units()),
        (FactKind::Plain(PlainKind::Count), FactValue::Count(count)) => Ok(count.number().into()),
        (FactKind::Plain(PlainKind::Boolean), FactValue::Boolean(yes)) => Ok(u64::from(yes)),
        (FactKind::OneOf(values), FactValue::Value(value)) => {
            let place = values.iter().position(|each| each == value);
            let place = place.and_then(|place| u64::try_from(place).ok());
            place.ok_or(Error::new(ErrorKind::UnknownValue))
        }
        (FactKind::Plain(_) | FactKind::OneOf(_), _) => Err(Error::new(ErrorKind::WrongKindOfFact)),
    }
}

impl core::fmt::Debug for Family<'_> {
    /// Shows how many facts are known, and none of them (N34).
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Family({} of {} facts known)", self.known.iter().flatten().count(), self.known.len())
    }
}

impl core::fmt::Debug for FactValue<'_> {
    /// Shows the kind (N34).
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Amount(_) => "Amount(hidden)",
            Self::Count(_) => "Count(hidden)",
            Self::Boolean(_) => "Boolean(hidden)",
            Self::Value(_) => "Value(hidden)",
        })
    }
}

/// The least and the most points that what is known leaves open (K6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Points {
    /// The least.
    pub least: i64,
    /// The most.
    pub most: i64,
}

impl Points {
    fn of(points: i32) -> Self {
        Self { least: i64::from(points), most: i64::from(points) }
    }

    fn or(self, other: Self) -> Self {
        Self { least: self.least.min(other.least), most: self.most.max(other.most) }
    }
}

impl Add for Points {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { least: self.least.saturating_add(other.least), most: self.most.saturating_add(other.most) }
    }
}

impl AddAssign for Points {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// The points of one indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct IndicatorPoints<'g> {
    /// Its name.
    pub indicator: &'g str,
    /// The criterion that they count for.
    pub criterion: Criterion,
    /// Its points.
    pub points: Points,
}

/// What both a level and an open answer carry (K8).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Score<'g> {
    /// Whether an office has published the grading.
    pub official: bool,
    /// The sum over all indicators.
    pub total: Points,
    /// The sums by criterion, in the order of [`Criterion::ALL`].
    pub criteria: [Points; Criterion::ALL.len()],
    /// Every indicator: by least, then by most, then in the order of the grading. The first ones pull the family down
    /// most.
    pub indicators: Vec<IndicatorPoints<'g>>,
}

/// The answer of a grading (K8).
///
/// Deliberately exhaustive: there is no fourth answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(tag = "grade", rename_all = "snake_case"))]
pub enum Grade<'g> {
    /// Whatever is not known, the level is this one.
    Graded {
        /// The level.
        level: &'g str,
        /// The points.
        score: Score<'g>,
        /// Facts that are not known and could move points, but not the level.
        immaterial: Vec<&'g str>,
    },
    /// The level depends on what is not known.
    CannotTell {
        /// Every level that is possible, best first.
        levels: &'g [String],
        /// The points.
        score: Score<'g>,
        /// The facts that are not known and could move points.
        missing: Vec<&'g str>,
    },
    /// There is no answer, for every one of these reasons.
    Refused {
        /// The reasons.
        refusals: Refusals,
        /// The facts of the pairs that disagree, in the order of the grading.
        facts: Vec<&'g str>,
    },
}

/// The level of a family on a date, with every indicator (K8).
///
/// ```
/// use voucher_core::{Count, family_card::{FactValue, Family, Grade, Grading, grade}, parse_date};
///
/// let grading = Grading::grading_2026_06();
/// let mut family = Family::new(&grading);
/// let on = parse_date("2026-06-17")?;
/// let Grade::CannotTell { levels, missing, .. } = grade(&family, on) else { panic!() };
/// assert_eq!((levels.len(), missing.len()), (5, 25)); // nothing is read as no or zero
///
/// family.know("dwellings", FactValue::Count(Count::new(12)?))?; // 2000 points
/// let Grade::CannotTell { levels, missing, .. } = grade(&family, on) else { panic!() };
/// assert_eq!((levels.join(""), missing.len()), ("ABC".into(), 23)); // the area does not matter any more
/// assert!(matches!(grade(&family, parse_date("2026-06-16")?), Grade::Refused { .. }));
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[must_use]
pub fn grade<'g>(family: &Family<'g>, on: NaiveDate) -> Grade<'g> {
    let grading = family.grading;
    let facts = disagreeing(family);
    let mut refusals = Refusals::NONE;
    refusals.push_if(!grading.period().contains(on), Refusal::OutsidePilot);
    refusals.push_if(!facts.is_empty(), Refusal::FactsDisagree);
    if !refusals.is_empty() {
        return Grade::Refused { refusals, facts };
    }
    let (score, missing) = score(family);
    let (best, worst) = (grading.place_of_level(score.total.most), grading.place_of_level(score.total.least));
    let levels = grading.levels().get(best..=worst).unwrap_or_default();
    match levels {
        [level] => Grade::Graded { level, score, immaterial: missing },
        levels => Grade::CannotTell { levels, score, missing },
    }
}

/// The facts of the pairs of which the first is known to be above the second (K5).
fn disagreeing<'g>(family: &Family<'g>) -> Vec<&'g str> {
    let grading = family.grading;
    let disagree = |(first, second): &&(usize, usize)| {
        family.value(*first).zip(family.value(*second)).is_some_and(|(first, second)| first > second)
    };
    let mut places: Vec<usize> =
        grading.at_most.iter().filter(disagree).flat_map(|(first, second)| [*first, *second]).collect();
    order::sort(&mut places);
    places.dedup();
    places.into_iter().filter_map(|place| grading.fact(place)).collect()
}

/// The points of every indicator, their sums, and the facts that are not known and could move points (K6, K7).
fn score<'g>(family: &Family<'g>) -> (Score<'g>, Vec<&'g str>) {
    let grading = family.grading;
    let (mut total, mut criteria) = (Points::default(), [Points::default(); Criterion::ALL.len()]);
    let mut indicators = Vec::with_capacity(grading.rules.len());
    let mut unknown = Unknown { looked_at: Vec::new(), missing: Vec::new() };
    for (parts, rule) in grading.parts().indicators.iter().zip(&grading.rules) {
        let points = points(family, rule, &mut unknown.looked_at);
        unknown.end_of_indicator(points.least != points.most, family.known.len());
        total += points;
        if let Some(sum) = criteria.get_mut(crate::value::coded::Coded::place(parts.criterion)) {
            *sum += points;
        }
        indicators.push(IndicatorPoints { indicator: &parts.id, criterion: parts.criterion, points });
    }
    // Stable: equal points keep the order of the grading.
    order::sort_by_key(&mut indicators, |each| each.points);
    let missing = unknown.missing.iter().enumerate().filter(|(_, missing)| **missing);
    let missing = missing.filter_map(|(place, _)| grading.fact(place)).collect();
    (Score { official: grading.is_official(), total, criteria, indicators }, missing)
}

/// Which facts rules looked at in vain.
struct Unknown {
    /// Of the indicator at hand.
    looked_at: Vec<usize>,
    /// By place; empty as long as no fact is missing.
    missing: Vec<bool>,
}

impl Unknown {
    /// What the indicator at hand looked at in vain is missing where its points are open.
    fn end_of_indicator(&mut self, open: bool, facts: usize) {
        if open {
            self.missing.resize(facts, false);
            for place in &self.looked_at {
                if let Some(missing) = self.missing.get_mut(*place) {
                    *missing = true;
                }
            }
        }
        self.looked_at.clear();
    }
}

/// The points of a rule: those of the outcome that its fact selects, or else those of all outcomes (K6). The facts that
/// were looked at in vain are added to `unknown`.
fn points(family: &Family<'_>, rule: &Rule, unknown: &mut Vec<usize>) -> Points {
    let mut of = |gives: &Outcome| match gives {
        Outcome::Points(points) => Points::of(*points),
        Outcome::Rule(inner) => points(family, inner, unknown),
    };
    let Some(value) = family.value(rule.fact) else {
        let all = rule.steps.iter().map(|step| of(&step.gives)).reduce(Points::or);
        unknown.push(rule.fact);
        return all.unwrap_or_default();
    };
    rule.gives(value).map(of).unwrap_or_default()
}

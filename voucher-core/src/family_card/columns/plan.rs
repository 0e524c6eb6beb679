//! A grading as plain numbers, such that all rows of a block take the same steps.

use alloc::{collections::BTreeSet, vec::Vec};

use crate::{
    family_card::grading::{Grading, IndicatorParts, Outcome, Rule},
    value::coded::Coded,
};

/// An indicator: the place of its criterion, and how its points follow.
#[derive(Clone, Debug)]
pub(super) struct Indicator {
    pub(super) criterion: usize,
    pub(super) rule: Nested,
}

/// A rule whose outcomes may be rules; flat where none is.
#[derive(Clone, Debug)]
pub(super) enum Nested {
    Flat(Steps<i32>),
    Deep(Steps<Gives>),
}

/// What is given from a bound on, where some outcome is a rule.
#[derive(Clone, Debug)]
pub(super) enum Gives {
    Points(i32),
    Rule(Steps<i32>),
}

/// What a fact gives: `first` from 0 on, then each step from its bound on.
#[derive(Clone, Debug)]
pub(super) struct Steps<G> {
    pub(super) fact: usize,
    pub(super) first: G,
    pub(super) rest: Vec<(Bound, G)>,
    /// Over all outcomes.
    pub(super) least: i32,
    pub(super) most: i32,
}

/// The first number that reaches a step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bound {
    /// None where no number of 32 bits does.
    pub(super) number: Option<i32>,
    /// How many of the fact's bounds it reaches.
    pub(super) rank: i32,
}

/// A grading as plain numbers.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) indicators: Vec<Indicator>,
    /// The bounds of each fact above 0, over all rules that look at it.
    pub(super) bounds: Vec<Vec<i64>>,
}

impl Plan {
    /// None where some sum of points has more than 32 bits.
    pub(super) fn new(grading: &Grading) -> Option<Self> {
        let mut bounds: Vec<BTreeSet<i64>> = grading.parts().facts.iter().map(|_| BTreeSet::new()).collect();
        grading.rules.iter().for_each(|rule| gather(rule, &mut bounds));
        let bounds: Vec<Vec<i64>> = bounds.into_iter().map(|each| each.into_iter().collect()).collect();
        let each = grading.parts().indicators.iter().zip(&grading.rules);
        let indicator = |(parts, rule): (&IndicatorParts, &Rule)| Indicator {
            criterion: Coded::place(parts.criterion),
            rule: nested(rule, &bounds),
        };
        let indicators: Vec<Indicator> = each.map(indicator).collect();
        let widest = |indicator: &Indicator| {
            let (least, most) = indicator.rule.range();
            u64::from(least.unsigned_abs().max(most.unsigned_abs()))
        };
        let most = indicators.iter().map(widest).fold(0, u64::saturating_add);
        i32::try_from(most).is_ok().then_some(Self { indicators, bounds })
    }
}

impl Nested {
    pub(super) const fn range(&self) -> (i32, i32) {
        match self {
            Self::Flat(Steps { least, most, .. }) | Self::Deep(Steps { least, most, .. }) => (*least, *most),
        }
    }
}

/// Adds the bounds of a rule, and of those within it, to those of their facts.
fn gather(rule: &Rule, bounds: &mut [BTreeSet<i64>]) {
    for step in &rule.steps {
        if let Some(bounds) = bounds.get_mut(rule.fact) {
            bounds.extend(i64::try_from(step.from).ok().filter(|from| *from > 0));
        }
        if let Outcome::Rule(inner) = &step.gives {
            gather(inner, bounds);
        }
    }
}

fn nested(rule: &Rule, bounds: &[Vec<i64>]) -> Nested {
    let points = |gives: &Outcome| match gives {
        Outcome::Points(points) => Some(*points),
        Outcome::Rule(_) => None,
    };
    if rule.steps.iter().all(|step| points(&step.gives).is_some()) {
        return Nested::Flat(flat(rule, bounds));
    }
    let of = |gives: &Outcome| match gives {
        Outcome::Points(points) => Gives::Points(*points),
        Outcome::Rule(inner) => Gives::Rule(flat(inner, bounds)),
    };
    Nested::Deep(steps(rule, bounds, of, Gives::range))
}

/// A rule whose outcomes are points; an inner rule has no other.
fn flat(rule: &Rule, bounds: &[Vec<i64>]) -> Steps<i32> {
    let of = |gives: &Outcome| match gives {
        Outcome::Points(points) => *points,
        Outcome::Rule(_) => 0,
    };
    steps(rule, bounds, of, |points| (*points, *points))
}

impl Gives {
    const fn range(&self) -> (i32, i32) {
        match self {
            Self::Points(points) => (*points, *points),
            Self::Rule(steps) => (steps.least, steps.most),
        }
    }
}

fn steps<G>(
    rule: &Rule,
    bounds: &[Vec<i64>],
    of: impl Fn(&Outcome) -> G,
    range: impl Fn(&G) -> (i32, i32),
) -> Steps<G> {
    let none = Outcome::Points(0);
    let (first, rest) =
        rule.steps.split_first().map_or((&none, [].as_slice()), |(first, rest)| (&first.gives, rest));
    let first = of(first);
    let of_fact = bounds.get(rule.fact).map_or([].as_slice(), Vec::as_slice);
    let rest: Vec<(Bound, G)> =
        rest.iter().map(|step| (Bound::new(step.from, of_fact), of(&step.gives))).collect();
    let ranges = || [&first].into_iter().chain(rest.iter().map(|(_, gives)| gives)).map(&range);
    let least = ranges().map(|(least, _)| least).min().unwrap_or(0);
    let most = ranges().map(|(_, most)| most).max().unwrap_or(0);
    Steps { fact: rule.fact, first, rest, least, most }
}

impl Bound {
    fn new(from: u64, of_fact: &[i64]) -> Self {
        let reached =
            i64::try_from(from).map_or(usize::MAX, |from| of_fact.partition_point(|each| *each <= from));
        Self { number: i32::try_from(from).ok(), rank: i32::try_from(reached).unwrap_or(i32::MAX) }
    }
}

//! Gradings, and what is known of families.

use alloc::{boxed::Box, collections::BTreeMap, format, string::String, vec::Vec};

use proptest::{
    collection::vec,
    option, prop_oneof,
    sample::Index,
    strategy::{Just, Strategy},
};

use super::codes::{arb_criterion, arb_unit};
use crate::{
    Amount, Count, Programme,
    family_card::{
        BracketParts, FactKind, FactParts, FactValue, Family, GivesParts, Grading, GradingParts,
        IndicatorParts, LevelParts, PlainKind, RegulationKind, RuleParts, Unit,
    },
    testing::{amounts::arb_amount, calendar::arb_period, read},
};

/// The facts of every made-up grading: two of each kind.
fn facts() -> Vec<FactParts> {
    let plain = |name: &str, kind| FactParts { name: name.into(), kind: FactKind::Plain(kind) };
    let listed = |name: &str, values: &[&str]| {
        let values = values.iter().copied().map(String::from).collect();
        FactParts { name: name.into(), kind: FactKind::OneOf(values) }
    };
    Vec::from([
        plain("income", PlainKind::Amount),
        plain("area", PlainKind::Amount),
        plain("rooms", PlainKind::Count),
        plain("people", PlainKind::Count),
        plain("internet", PlainKind::Boolean),
        plain("garden", PlainKind::Boolean),
        listed("heating", &["gas", "coal", "none"]),
        listed("place", &["city", "village"]),
    ])
}

/// Rising bounds of which the first is 0, in ten-thousandths.
fn bounds() -> impl Strategy<Value = Vec<u32>> {
    vec(1..=50_000_u32, 0..=4).prop_map(|steps| {
        let rise = |sum: &mut u32, step: u32| {
            *sum = sum.saturating_add(step);
            Some(*sum)
        };
        [0].into_iter().chain(steps.into_iter().scan(0, rise)).collect()
    })
}

/// A rule on a fact, with the outcomes drawn from these.
fn rule(fact: &FactParts, unit: Unit, bounds: &[u32], mut gives: impl FnMut() -> GivesParts) -> RuleParts {
    let names: Vec<String> = match &fact.kind {
        FactKind::Plain(PlainKind::Amount | PlainKind::Count) => {
            let bound = |bound: &u32| format!("{}.{:04}", bound / 10_000, bound % 10_000);
            // Every other bound is one to be exceeded.
            let bracket = |(place, number): (usize, &u32)| match place % 2 {
                0 => BracketParts::Least { least: bound(number), gives: gives() },
                _ => BracketParts::Above { above: bound(number), gives: gives() },
            };
            let brackets = bounds.iter().enumerate().map(bracket).collect();
            return RuleParts::Brackets { fact: fact.name.clone(), unit, brackets };
        }
        FactKind::Plain(PlainKind::Boolean) => ["no", "yes"].map(String::from).into(),
        FactKind::OneOf(values) => values.clone(),
    };
    let values: BTreeMap<_, _> = names.into_iter().map(|name| (name, gives())).collect();
    RuleParts::Values { fact: fact.name.clone(), values }
}

fn arb_indicators() -> impl Strategy<Value = Vec<IndicatorParts>> {
    let index = proptest::arbitrary::any::<Index>;
    let points = || vec(-500..=500_i32, 8);
    let parts = (index(), index(), arb_unit(), bounds(), points(), points(), arb_criterion(), 0..=8_usize);
    vec(parts, 1..=6).prop_map(|all| {
        let facts = facts();
        let indicator =
            |(number, (outer, inner, unit, bounds, own, others, criterion, nested)): (usize, _)| {
                let (outer, inner): (&Index, &Index) = (&outer, &inner);
                let (own, others): (Vec<i32>, Vec<i32>) = (own, others);
                let bounds: Vec<u32> = bounds;
                let mut place = 0;
                let mut inner_points = others.into_iter().cycle();
                let within = rule(inner.get(&facts), unit, &bounds, || {
                    GivesParts::Points(inner_points.next().unwrap_or(0))
                });
                let rule = rule(outer.get(&facts), unit, &bounds, || {
                    place += 1;
                    match own.get(place).copied() {
                        Some(points) if place != nested => GivesParts::Points(points),
                        Some(_) | None => GivesParts::Rule(Box::new(within.clone())),
                    }
                });
                IndicatorParts { id: format!("indicator_{number}"), criterion, rule }
            };
        all.into_iter().enumerate().map(indicator).collect()
    })
}

/// A grading: the published one, or one with indicators and levels of its own.
///
/// ```
/// use voucher_core::testing::{draws, family_card::arb_grading};
///
/// assert!(draws(arb_grading()).take(99).any(|grading| grading.id() == "grading-2026-06"));
/// ```
pub fn arb_grading() -> impl Strategy<Value = Grading> {
    let levels = vec(1..=400_i32, 0..=4).prop_map(|falls| {
        let fall = |least: &mut i32, fall: i32| {
            *least = least.saturating_sub(fall);
            Some(*least)
        };
        let level = |(number, least)| LevelParts { level: format!("{number}"), least };
        falls.into_iter().scan(600, fall).enumerate().map(level).collect()
    });
    let subsistence = (1..=10_000_000_u32).prop_map(|tiyn| format!("{}.{:02}", tiyn / 100, tiyn % 100));
    let official = proptest::bool::ANY;
    let own = (arb_period(), subsistence, arb_indicators(), levels, official).prop_map(
        |(period, subsistence, indicators, levels, official)| GradingParts {
            id: "own-grading".into(),
            programme: Programme::FamilyCard,
            kind: RegulationKind::Grading,
            official,
            period,
            subsistence,
            facts: facts(),
            at_most: Vec::from([("rooms".into(), "people".into()), ("area".into(), "income".into())]),
            indicators,
            levels,
            lowest: "lowest".into(),
        },
    );
    let own = read(own, |parts| Grading::new(parts).ok());
    prop_oneof![1 => Just(Grading::grading_2026_06()), 4 => own]
}

/// A family of which some facts are known, by the facts of a grading.
///
/// ```
/// use voucher_core::{family_card::{Grade, Grading, grade}, testing::{draws, family_card::arb_family}};
///
/// let grading = Grading::grading_2026_06();
/// let on = grading.period().first;
/// let graded = |family| matches!(grade(&family, on), Grade::Graded { .. });
/// assert!(draws(arb_family(&grading)).take(99).any(graded));
/// ```
pub fn arb_family(grading: &Grading) -> impl Strategy<Value = Family<'_>> {
    let count = || read(0..=14_u32, |number| Count::new(number).ok());
    let draw = move || (arb_amount(), count(), proptest::bool::ANY, proptest::arbitrary::any::<Index>());
    let known = prop_oneof![2 => Just(0.99), 2 => Just(0.7), 1 => Just(0.1)];
    let facts = grading.parts().facts.len();
    let all = known.prop_flat_map(move |known| vec(option::weighted(known, draw()), facts));
    read(all, move |all| {
        let mut family = Family::new(grading);
        for (fact, drawn) in grading.parts().facts.iter().zip(&all) {
            if let Some(drawn) = drawn {
                family.know(&fact.name, value(&fact.kind, drawn)).ok()?;
            }
        }
        Some(family)
    })
}

fn value<'k>(kind: &'k FactKind, drawn: &(Amount, Count, bool, Index)) -> FactValue<'k> {
    let (amount, count, yes, index) = drawn;
    match kind {
        FactKind::Plain(PlainKind::Amount) => FactValue::Amount(*amount),
        FactKind::Plain(PlainKind::Count) => FactValue::Count(*count),
        FactKind::Plain(PlainKind::Boolean) => FactValue::Boolean(*yes),
        FactKind::OneOf(values) => FactValue::Value(index.get::<String>(values)),
    }
}

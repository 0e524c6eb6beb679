//! K1, K3, K9: the published grading, the checks and their order.

use alloc::{string::String, vec::Vec};

use super::*;
use crate::value::{calendar::named_date, text::push_hex};

type Fault = (&'static str, fn(&mut GradingParts));

fn code_of(change: impl FnOnce(&mut GradingParts)) -> &'static str {
    match Grading::grading_2026_06().changed(change) {
        Ok(_) => "ok",
        Err(error) => error.code(),
    }
}

/// The rule of an indicator, which is one by brackets.
fn brackets(parts: &mut GradingParts, place: usize) -> &mut Vec<BracketParts> {
    match &mut parts.indicators[place].rule {
        RuleParts::Brackets { brackets, .. } => brackets,
        RuleParts::Values { .. } => panic!("a rule by values"),
    }
}

fn values(parts: &mut GradingParts, place: usize) -> &mut BTreeMap<String, GivesParts> {
    match &mut parts.indicators[place].rule {
        RuleParts::Values { values, .. } => values,
        RuleParts::Brackets { .. } => panic!("a rule by brackets"),
    }
}

fn least(bound: &str) -> BracketParts {
    BracketParts::Least { least: bound.into(), gives: GivesParts::Points(0) }
}

fn above(bound: &str) -> BracketParts {
    BracketParts::Above { above: bound.into(), gives: GivesParts::Points(0) }
}

/// A rule that holds one more, which holds one more.
fn three_deep(parts: &mut GradingParts) {
    let inner = |gives| RuleParts::Brackets {
        fact: "cars".into(),
        unit: Unit::One,
        brackets: [BracketParts::Least { least: "0".into(), gives }].into(),
    };
    let two = inner(GivesParts::Rule(Box::new(inner(GivesParts::Points(1)))));
    parts.indicators[0].rule = inner(GivesParts::Rule(Box::new(two)));
}

/// The digest of the published grading is that of the wire page.
#[test]
#[cfg_attr(miri, ignore = "makes the longest digest")]
fn the_digest_is_that_of_the_page() {
    let mut hex = String::new();
    push_hex(&mut hex, &Grading::grading_2026_06().digest());
    assert_eq!(hex, "d864998f34f874f0200dd9cdbb33f9bd88643e0d02a375150a0f9f7fe76d89b1");
}

/// *wire*: each fault alone has its own code, at its edge.
#[test]
#[cfg_attr(miri, ignore = "makes sixty gradings")]
fn each_fault_has_its_code() {
    let faults: Vec<Fault> = alloc::vec![
        ("ok", |_| {}),
        ("malformed_regulation", |parts| parts.programme = Programme::Gas),
        ("malformed_regulation", |parts| parts.kind = RegulationKind::Proactive),
        ("malformed_regulation", |parts| parts.period.last = named_date(10_000, 1, 1)),
        ("malformed_regulation", |parts| parts.subsistence = "50851.001".into()),
        ("malformed_regulation", |parts| parts.subsistence = "100000000".into()),
        ("malformed_regulation", |parts| parts.facts[0].name = "Income".into()),
        ("malformed_regulation", |parts| parts.facts[0].name = "1income".into()),
        ("malformed_regulation", |parts| parts.facts[0].name = String::new()),
        ("malformed_regulation", |parts| parts.facts[3].name = "c".repeat(33)),
        ("unknown_fact", |parts| parts.facts[3].name = "c".repeat(32)),
        ("malformed_regulation", |parts| parts.facts[2].kind = FactKind::OneOf(["a b".into()].into())),
        ("malformed_regulation", |parts| parts.indicators[0].id = "income-1".into()),
        ("malformed_regulation", |parts| parts.levels[0].level = String::new()),
        ("ok", |parts| parts.levels[0].level = "a_1".repeat(5)),
        ("ok", |parts| parts.levels[0].level = "x".repeat(16)),
        ("malformed_regulation", |parts| parts.levels[0].level = "x".repeat(17)),
        ("malformed_regulation", |parts| parts.lowest = "E-".into()),
        ("malformed_regulation", |parts| brackets(parts, 3).push(least("3.00001"))),
        ("malformed_regulation", |parts| brackets(parts, 3).push(least("100000000"))),
        ("malformed_regulation", three_deep),
        ("period_reversed", |parts| parts.period.last = parts.period.first.pred_opt().unwrap()),
        ("ok", |parts| parts.period.last = parts.period.first),
        ("subsistence_not_positive", |parts| parts.subsistence = "0.00".into()),
        ("subsistence_not_positive", |parts| parts.subsistence = "-999999999999".into()),
        ("ok", |parts| parts.subsistence = "0.01".into()),
        ("duplicate_fact", |parts| parts.facts.push(parts.facts[3].clone())),
        ("duplicate_fact", |parts| {
            parts.facts[2].kind = FactKind::OneOf(["a".into(), "b".into(), "a".into()].into());
        }),
        ("unknown_fact", |parts| parts.at_most.push(("cars".into(), "wheels".into()))),
        ("unknown_fact", |parts| parts.at_most.push(("Wheels!".into(), "cars".into()))),
        ("wrong_kind_of_fact", |parts| parts.at_most.push(("cars".into(), "income_per_head".into()))),
        ("wrong_kind_of_fact", |parts| parts.at_most.push(("credit".into(), "credit".into()))),
        ("ok", |parts| parts.at_most.push(("area_per_head".into(), "income_per_head".into()))),
        ("wrong_kind_of_fact", |parts| parts.facts[1].kind = FactKind::Plain(PlainKind::Count)),
        ("wrong_kind_of_fact", |parts| parts.facts[0].kind = FactKind::Plain(PlainKind::Boolean)),
        ("wrong_kind_of_fact", |parts| parts.facts[0].kind = FactKind::OneOf(["a".into()].into())),
        ("no_indicators", |parts| parts.indicators.clear()),
        ("duplicate_indicator", |parts| parts.indicators.push(parts.indicators[4].clone())),
        ("brackets_not_rising", |parts| brackets(parts, 3).clear()),
        ("brackets_not_rising", |parts| {
            brackets(parts, 3).remove(0);
        }),
        ("brackets_not_rising", |parts| brackets(parts, 3)[0] = above("0")),
        ("brackets_not_rising", |parts| brackets(parts, 3)[0] = least("-0.0001")),
        ("ok", |parts| brackets(parts, 3)[0] = least("-0")),
        ("brackets_not_rising", |parts| brackets(parts, 3).push(least("3"))),
        ("ok", |parts| brackets(parts, 3).push(above("3"))),
        ("brackets_not_rising", |parts| brackets(parts, 3).extend([above("3"), least("3")])),
        ("ok", |parts| brackets(parts, 3).extend([above("3"), least("3.0001")])),
        ("brackets_not_rising", |parts| {
            let BracketParts::Least { gives: GivesParts::Rule(inner), .. } = &mut brackets(parts, 15)[0]
            else {
                panic!("an inner rule")
            };
            let RuleParts::Brackets { brackets, .. } = &mut **inner else { panic!("by brackets") };
            brackets.remove(0);
        }),
        ("values_incomplete", |parts| {
            values(parts, 1).remove("no");
        }),
        ("values_incomplete", |parts| {
            values(parts, 1).insert("Maybe!".into(), GivesParts::Points(0));
        }),
        ("values_incomplete", |parts| {
            let gives = values(parts, 2).remove("none").unwrap();
            values(parts, 2).insert("nothing".into(), gives);
        }),
        ("values_incomplete", |parts| {
            parts.facts[2].kind = FactKind::OneOf(Vec::new());
            values(parts, 2).clear();
        }),
        ("levels_not_falling", |parts| parts.levels[1].least = 1800),
        ("ok", |parts| parts.levels[1].least = 1799),
        ("ok", |parts| parts.levels.clear()),
        ("duplicate_level", |parts| parts.lowest = "B".into()),
        ("duplicate_level", |parts| parts.levels[0].level = "D".into()),
        ("ok", |parts| parts.at_most.clear()),
    ];
    for (number, (code, fault)) in faults.into_iter().enumerate() {
        assert_eq!(code_of(fault), code, "fault {number}");
    }
}

/// *wire*: of two faults the first in the order of the page is named, for every pair.
#[test]
#[cfg_attr(miri, ignore = "makes seventy gradings")]
fn the_first_fault_is_named() {
    let faults: [Fault; 11] = [
        ("malformed_regulation", |parts| parts.programme = Programme::Meals),
        ("period_reversed", |parts| parts.period.last = named_date(2026, 1, 1)),
        ("subsistence_not_positive", |parts| parts.subsistence = "-1".into()),
        ("duplicate_fact", |parts| parts.facts.push(parts.facts[3].clone())),
        ("unknown_fact", |parts| parts.at_most.push(("boats".into(), "cars".into()))),
        ("wrong_kind_of_fact", |parts| parts.at_most.push(("credit".into(), "cars".into()))),
        ("duplicate_indicator", |parts| parts.indicators.push(parts.indicators[4].clone())),
        ("brackets_not_rising", |parts| brackets(parts, 3).push(least("0"))),
        ("values_incomplete", |parts| {
            values(parts, 1).remove("no");
        }),
        ("levels_not_falling", |parts| parts.levels[2].least = 5000),
        ("duplicate_level", |parts| parts.lowest = "A".into()),
    ];
    for (place, (code, first)) in faults.iter().enumerate() {
        for (_, second) in &faults[place..] {
            let both = |parts: &mut GradingParts| {
                first(parts);
                second(parts);
            };
            assert_eq!(code_of(both), *code);
        }
    }
}

//! The columns of the family card: a table of families is graded as each family alone (K5 to K8).

use proptest::{arbitrary::any, prop_assert_eq, test_runner::TestCaseError};
use voucher_core::{
    Amount, Count,
    family_card::{
        BracketParts, FactKind, FactParts, FactValue, Family, GivesParts, Grade, Grading, GradingParts,
        LevelParts, PlainKind, RuleParts, Unit,
        columns::{Block, FactColumn, Grader, NO_LEVEL, ROWS},
        grade,
    },
    testing::family_card::arb_grading,
};
use voucher_demo::Dice;

use crate::law;

/// Two blocks and a piece of a third.
const TABLE: usize = 2 * ROWS + 41;

/// A decimal text in units of so many decimals; 0 where it is negative, as no number of a fact is.
fn units(text: &str, decimals: usize) -> u64 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{fraction:0<decimals$}").parse().unwrap_or(0)
}

/// The bounds of a fact in 1/10 000, wherever a rule looks at it, and whether they are in subsistence minimums.
fn bounds(rule: &RuleParts, fact: &str, found: &mut Vec<(u64, bool)>) {
    let inner = |gives: &GivesParts, found: &mut Vec<(u64, bool)>| {
        if let GivesParts::Rule(rule) = gives {
            bounds(rule, fact, found);
        }
    };
    match rule {
        RuleParts::Values { values, .. } => values.values().for_each(|gives| inner(gives, found)),
        RuleParts::Brackets { fact: of, unit, brackets } => {
            for bracket in brackets {
                let (BracketParts::Least { least: bound, gives }
                | BracketParts::Above { above: bound, gives }) = bracket;
                if of == fact {
                    found.push((units(bound, 4), *unit == Unit::Subsistence));
                }
                inner(gives, found);
            }
        }
    }
}

/// Numbers of a fact that tell rules apart: those beside each bound, and some far from all.
fn candidates(grading: &Grading, place: usize) -> Vec<i64> {
    let parts = grading.parts();
    let fact = &parts.facts[place];
    let (scale, most) = match &fact.kind {
        FactKind::Plain(PlainKind::Boolean) => return vec![0, 1],
        FactKind::OneOf(values) => return (0..i64::try_from(values.len()).unwrap()).collect(),
        FactKind::Plain(PlainKind::Amount) => (100, 9_999_999_999),
        FactKind::Plain(PlainKind::Count) => (1, 2_147_483_647),
    };
    let subsistence = u128::from(units(&parts.subsistence, 2));
    let mut found = Vec::new();
    parts.indicators.iter().for_each(|each| bounds(&each.rule, &fact.name, &mut found));
    let near = found.into_iter().flat_map(|(bound, in_minimums)| {
        let unit = if in_minimums { subsistence } else { 100 };
        let at = i64::try_from(u128::from(bound) * unit * scale / 1_000_000).unwrap_or(most);
        [at - 1, at, at + 1]
    });
    near.chain([0, 1, 2, most]).filter(|number| (0..=most).contains(number)).collect()
}

/// A number of a fact as the value that a family knows.
fn value(kind: &FactKind, number: i64) -> FactValue<'_> {
    match kind {
        FactKind::Plain(PlainKind::Amount) => {
            let text = format!("{}.{:02}", number / 100, number % 100);
            FactValue::Amount(Amount::parse(&text).unwrap())
        }
        FactKind::Plain(PlainKind::Count) => {
            FactValue::Count(Count::new(u32::try_from(number).unwrap()).unwrap())
        }
        FactKind::Plain(PlainKind::Boolean) => FactValue::Boolean(number == 1),
        FactKind::OneOf(values) => FactValue::Value(&values[usize::try_from(number).unwrap()]),
    }
}

/// A column in the three widths.
struct Widths(Vec<i8>, Vec<i32>, Vec<i64>);

impl Widths {
    fn new(numbers: &[i64]) -> Self {
        Self(
            numbers.iter().map(|number| i8::try_from(*number).unwrap_or(i8::MAX)).collect(),
            numbers.iter().map(|number| i32::try_from(*number).unwrap_or(i32::MAX)).collect(),
            numbers.to_vec(),
        )
    }

    /// A width that loses nothing.
    fn column(&self, dice: &mut Dice) -> FactColumn<'_> {
        let most = self.2.iter().max().copied().unwrap_or(0);
        match dice.below(4) {
            0 if most < 0 => FactColumn::NotKnown,
            1 if most <= i64::from(i8::MAX) => FactColumn::Small(&self.0),
            2 if most <= i64::from(i32::MAX) => FactColumn::Count(&self.1),
            _ => FactColumn::Amount(&self.2),
        }
    }
}

/// K5-K8: every output of every row is that of the family alone, on a day of the period and on one outside it. 150 gradings.
#[test]
fn a_table_is_graded_as_each_family() {
    law(150, (arb_grading(), any::<u64>()), |(grading, seed)| {
        let mut dice = Dice::new(seed, 0);
        let facts = &grading.parts().facts;
        let known: Vec<u32> = (0..TABLE).map(|_| *dice.one_of(&[0, 1, 5, 9, 10]).unwrap()).collect();
        let columns: Vec<Widths> = (0..facts.len())
            .map(|place| {
                let candidates = candidates(&grading, place);
                let cell = |known: &u32| {
                    if dice.below(10) < *known { *dice.one_of(&candidates).unwrap() } else { -1 }
                };
                Widths::new(&known.iter().map(cell).collect::<Vec<_>>())
            })
            .collect();
        let table: Vec<FactColumn<'_>> = columns.iter().map(|column| column.column(&mut dice)).collect();
        let grader = Grader::new(&grading).unwrap();
        let mut block = Block::new();
        for on in [Some(grading.period().last), grading.period().first.pred_opt()].into_iter().flatten() {
            for start in (0..TABLE).step_by(ROWS) {
                let rows = grader.grade(on, &table, start, TABLE, &mut block);
                prop_assert_eq!(rows, ROWS.min(TABLE - start));
                for row in 0..rows {
                    let mut family = Family::new(&grading);
                    for (fact, column) in facts.iter().zip(&columns) {
                        let number = column.2[start + row];
                        if number >= 0 {
                            family.know(&fact.name, value(&fact.kind, number)).unwrap();
                        }
                    }
                    same(&grading, &grade(&family, on), &block, row)?;
                }
            }
        }
        Ok(())
    });
}

fn same(grading: &Grading, alone: &Grade<'_>, block: &Block, row: usize) -> Result<(), TestCaseError> {
    let place = |level: &str| grading.levels().iter().position(|each| each == level).unwrap();
    let bits = |facts: &[&str]| {
        let place = |name: &&str| grading.parts().facts.iter().position(|fact| fact.name == **name).unwrap();
        facts.iter().fold(0_u64, |bits, name| bits | 1 << place(name))
    };
    let (score, levels, level, facts) = match alone {
        Grade::Refused { facts, .. } => {
            prop_assert_eq!((block.level[row], block.levels[row]), (NO_LEVEL, 0));
            prop_assert_eq!(block.facts[row], bits(facts));
            return Ok(());
        }
        Grade::Graded { level, score, immaterial } => {
            (score, 1 << place(level), u8::try_from(place(level)).unwrap(), immaterial)
        }
        Grade::CannotTell { levels, score, missing } => {
            (score, levels.iter().fold(0_u32, |bits, level| bits | 1 << place(level)), NO_LEVEL, missing)
        }
    };
    prop_assert_eq!((block.level[row], block.levels[row], block.facts[row]), (level, levels, bits(facts)));
    let sums = [(&block.total, score.total)].into_iter().chain(block.criteria.iter().zip(score.criteria));
    for (column, points) in sums {
        prop_assert_eq!(
            (i64::from(column.least[row]), i64::from(column.most[row])),
            (points.least, points.most)
        );
    }
    Ok(())
}

/// A grading whose sums, facts or levels do not fit into columns is not taken: each from both sides of its bound.
#[test]
fn a_grader_takes_what_fits() {
    let takes = |change: &dyn Fn(&mut GradingParts)| {
        let mut parts = Grading::grading_2026_06().parts().clone();
        change(&mut parts);
        Grader::new(&Grading::new(parts).unwrap()).is_some()
    };
    let points = |credit: i32, land: i32| {
        takes(&|parts| {
            parts.indicators.retain(|each| ["credit", "land_plot"].contains(&each.id.as_str()));
            for (indicator, points) in parts.indicators.iter_mut().zip([credit, land]) {
                if let RuleParts::Values { values, .. } = &mut indicator.rule {
                    values.insert("yes".into(), GivesParts::Points(points));
                }
            }
        })
    };
    assert!(points(i32::MAX, 0) && points(i32::MAX - 1, -1));
    assert!(!points(i32::MAX, 1) && !points(i32::MAX, -1) && !points(i32::MIN, 0));
    let facts = |count: usize| {
        takes(&|parts| {
            let fact = |number| FactParts { name: format!("f{number}"), ..parts.facts[1].clone() };
            let more: Vec<FactParts> = (parts.facts.len()..count).map(fact).collect();
            parts.facts.extend(more);
        })
    };
    assert!(facts(64) && !facts(65));
    let levels = |count: i32| {
        takes(&|parts| {
            let level = |number: i32| LevelParts { level: format!("l{number}"), least: -number };
            parts.levels = (1..count).map(level).collect();
        })
    };
    assert!(levels(1) && levels(32) && !levels(33));
}

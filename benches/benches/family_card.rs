//! The family card: a grade with every indicator, and one question about each right.
//!
//! `cargo bench -p voucher-benches --bench family_card`
#![expect(clippy::print_stdout, reason = "a bench reports to its reader")]

use std::hint::black_box;
use std::num::NonZeroU16;

use chrono::NaiveDate;
use voucher_benches::{is_test, rounds, timed};
use voucher_core::{
    Amount, Count, Error, Iin, Reference,
    family_card::{
        Award, AwardedMotherFacts, BreadwinnerFacts, Cause, Child, ChildCareFacts, ChildDisabilityCarerFacts,
        DayOrNone, DisabilityFacts, Entitlement, Fact, FactKind, FactValue, Family, Grade, Grading, Group,
        JobLossFacts, LargeFamilyFacts, Ledger, MaternityFacts, OfferKey, PlainKind, Proactive, Reply,
        RightFacts, Service, TargetedAssistanceFacts, Worth,
        columns::{Block, FactColumn, Grader, ROWS},
        entitled, grade,
    },
    parse_date,
};

/// A family of which every fact is known.
fn whole(grading: &Grading) -> Result<Family<'_>, Error> {
    let mut family = Family::new(grading);
    for fact in &grading.parts().facts {
        let value = match &fact.kind {
            FactKind::Plain(PlainKind::Amount) => FactValue::Amount(Amount::parse("101701.99")?),
            FactKind::Plain(PlainKind::Count) => FactValue::Count(Count::new(1)?),
            FactKind::Plain(PlainKind::Boolean) => FactValue::Boolean(true),
            FactKind::OneOf(values) => FactValue::Value(values.last().map_or("", String::as_str)),
        };
        family.know(&fact.name, value)?;
    }
    Ok(family)
}

/// How many rows of a table are graded in a call: more than the nearest memory holds.
const TABLE: usize = 256 * ROWS;

/// The columns of a table of families of which every `hole`th fact is not known, each as narrow as its facts allow.
#[derive(Default)]
struct Columns {
    small: Vec<i8>,
    counts: Vec<i32>,
    amounts: Vec<i64>,
}

impl Columns {
    fn new(kind: &FactKind, seed: u32, hole: u32) -> Self {
        let mut columns = Self::default();
        let mut mixed = seed;
        for _ in 0..TABLE {
            mixed = mixed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let chance = mixed >> 16;
            let known = !chance.is_multiple_of(hole);
            match kind {
                FactKind::Plain(PlainKind::Amount) => {
                    columns.amounts.push(if known { i64::from(mixed >> 5) } else { -1 });
                }
                FactKind::Plain(PlainKind::Count) => {
                    columns.counts.push(if known { i32::try_from(chance % 13).unwrap_or(0) } else { -1 });
                }
                FactKind::Plain(PlainKind::Boolean) | FactKind::OneOf(_) => {
                    columns.small.push(if known { i8::try_from(chance % 2).unwrap_or(0) } else { -1 });
                }
            }
        }
        columns
    }

    fn column(&self) -> FactColumn<'_> {
        match (self.small.is_empty(), self.counts.is_empty()) {
            (false, _) => FactColumn::Small(&self.small),
            (_, false) => FactColumn::Count(&self.counts),
            (true, true) => FactColumn::Amount(&self.amounts),
        }
    }
}

/// Rows with every output, a call a row.
fn grade_table(grading: &Grading, on: NaiveDate, times: usize, name: &str, hole: u32) {
    let Some(grader) = Grader::new(grading) else { return };
    let facts = grading.parts().facts.iter().zip(1_u32..);
    let columns: Vec<Columns> = facts.map(|(fact, seed)| Columns::new(&fact.kind, seed, hole)).collect();
    let table: Vec<FactColumn<'_>> = columns.iter().map(Columns::column).collect();
    let mut block = Block::new();
    let [samples] = rounds(
        times,
        TABLE,
        [&mut || {
            timed(|| {
                for start in (0..TABLE).step_by(ROWS) {
                    assert_eq!(
                        grader.grade(on, black_box(&table), start, TABLE, black_box(&mut block)),
                        ROWS
                    );
                }
            })
        }],
    );
    println!("{:<40} {:>8} ns", name, samples.median());
}

/// A right of each service with an amount, on this date.
fn rights(on: NaiveDate) -> Result<Vec<RightFacts>, Error> {
    let income = Some(Amount::parse("250001.37")?);
    let (born, day) = (Some(parse_date("2010-05-05")?), Some(DayOrNone::On(on)));
    let child = |born: &str| Ok(Child { born: Some(parse_date(born)?), student: Some(true) });
    let children = ["2008-02-11", "2005-05-05", "2012-06-06", "2014-07-07", "2020-01-01"].map(child);
    Ok(vec![
        RightFacts::Maternity(MaternityFacts {
            insured: Some(true),
            sick_list_from: day,
            sick_list_days: NonZeroU16::new(126),
            income_12_months: income,
        }),
        RightFacts::ChildCare(ChildCareFacts {
            insured: Some(true),
            born: Some(on),
            order: NonZeroU16::new(2),
            income_24_months: income,
        }),
        RightFacts::JobLoss(JobLossFacts {
            months_of_participation: Some(30),
            registered_on: day,
            income_24_months: income,
        }),
        RightFacts::Breadwinner(BreadwinnerFacts {
            lost_on: day,
            dependants: Some(2),
            insured: Some(false),
            both_parents_lost: Some(true),
        }),
        RightFacts::ChildDisabilityCarer(ChildDisabilityCarerFacts {
            carer: Some(true),
            born,
            established_on: day,
            until: Some(DayOrNone::None),
        }),
        RightFacts::Disability(DisabilityFacts {
            established_on: day,
            until: Some(DayOrNone::None),
            born,
            group: Some(Group::Second),
            since_childhood: Some(false),
            cause: Some(Cause::General),
        }),
        RightFacts::LargeFamily(LargeFamilyFacts {
            children: Some(children.into_iter().collect::<Result<_, Error>>()?),
        }),
        RightFacts::AwardedMother(AwardedMotherFacts { award: Some(Award::AltynAlqa), awarded_on: Some(on) }),
        RightFacts::TargetedAssistance(TargetedAssistanceFacts {
            income_per_head: income,
            poverty_line: Some(Amount::parse("250001.38")?),
        }),
    ])
}

/// Each right is there, with its amount.
fn assert_rights(regulation: &Proactive, rights: &[RightFacts], on: NaiveDate) {
    for facts in rights {
        let amount = match entitled(regulation, facts, on) {
            Entitlement::Yes { worth: Worth::Amount(_), .. } => true,
            Entitlement::Potential => facts.service() == Service::TargetedAssistance,
            Entitlement::Yes { .. } | Entitlement::No { .. } | Entitlement::CannotTell { .. } => false,
        };
        assert!(amount, "{:?}", facts.service());
    }
}

/// So many offers, each told the way from the right to the assignment.
fn offers(count: u32) -> Result<Vec<OfferKey>, Error> {
    let iin = Iin::parse("990101600002")?;
    let key = |number: u32| {
        let event = Reference::parse(&format!("birth/2026/{number}"))?;
        Ok(OfferKey { service: Service::LargeFamily, iin, event, child: None })
    };
    (0..count).map(key).collect()
}

fn way(key: OfferKey) -> [Fact; 5] {
    [
        Fact::RightArose { key },
        Fact::Offered { key },
        Fact::Replied { key, reply: Reply::Agree },
        Fact::AccountConfirmed { key },
        Fact::Assigned { key },
    ]
}

fn main() -> Result<(), Error> {
    let (calls, times, count) = if is_test() { (10, 1, 100) } else { (20_000, 11, 200_000) };
    let on = parse_date("2026-07-01")?;
    let grading = Grading::grading_2026_06();
    let family = whole(&grading)?;
    assert!(matches!(grade(&family, on), Grade::Graded { score, .. } if score.indicators.len() == 23));
    let unknown = Family::new(&grading);
    let regulation = Proactive::proactive_2025_09();
    let rights = rights(on)?;
    assert_rights(&regulation, &rights, on);

    let ask = |what: &str, work: &mut dyn FnMut()| {
        let [samples] = rounds(times, calls, [&mut || timed(|| (0..calls).for_each(|_| work()))]);
        println!("{what:<40} {:>8} ns", samples.median());
    };
    ask("grade, every fact known", &mut || drop(black_box(grade(black_box(&family), on))));
    ask("grade, no fact known", &mut || drop(black_box(grade(black_box(&unknown), on))));
    grade_table(&grading, on, times, "a row of a table, all known", u32::MAX);
    grade_table(&grading, on, times, "a row of a table, a tenth not known", 10);
    for facts in &rights {
        ask(&format!("entitled, {}", facts.service().code()), &mut || {
            black_box(entitled(black_box(&regulation), black_box(facts), on));
        });
    }
    let keys = offers(count)?;
    let mut ledger = Ledger::new(regulation);
    let told = timed(|| {
        for fact in keys.iter().copied().flat_map(way) {
            assert!(ledger.record(on, &fact).is_accepted());
        }
    });
    println!("{:<40} {:>8} ns", "a fact of a ledger", told.as_nanos() / (u128::from(count) * 5));
    Ok(())
}

//! Medicines: how deep the worlds go, and what holds in every one of them (R2, R8, R9, R11, R13).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::{prop_assert, prop_assert_eq, strategy::Strategy};
use voucher_core::{
    Count, Journal, Month, Reference,
    medicines::{
        Due, Evidence, Fact, Ledger, Match, Outcome, Refusal, Refusals, RegisterRow, Regulation, Stage,
        Status, reconcile,
    },
    programme::Row,
    testing::{
        draws, made_up_people,
        medicines::{Facts, SystemUnderTest, arb_facts, arb_regulation, arb_unsound_facts, check},
    },
};

use super::law;

fn arb_world() -> impl Strategy<Value = (Regulation, Facts)> {
    let world = |regulation| {
        let facts = arb_unsound_facts(&regulation, 3);
        (proptest::strategy::Just(regulation), facts)
    };
    arb_regulation().prop_flat_map(world)
}

/// Every fact is accepted, every refusal is met, every stage is reached, and there are repeats. 600 worlds.
#[test]
fn worlds_reach_everything() {
    let (mut met, mut kinds) = (BTreeSet::new(), BTreeSet::new());
    for (regulation, facts) in draws(arb_world()).take(600) {
        let mut ledger = Ledger::new(regulation.clone());
        for (on, fact) in &facts {
            kinds.insert(fact.code());
            match ledger.record(*on, fact) {
                Outcome::Accepted { repeat, stage } => {
                    met.insert(if repeat { "repeat" } else { fact.code() });
                    met.extend(stage.map(Stage::code));
                }
                Outcome::Refused(refusals) => met.extend(refusals.iter().map(Refusal::code)),
            }
        }
    }
    assert_eq!(kinds.len(), 8, "{kinds:?}");
    // Facts come in date order here, and so none before the day of issue.
    let of_queries = [Refusal::BeforeIssue, Refusal::OutOfOrder].map(Refusal::code);
    let refusals = Refusal::ALL.iter().map(|refusal| refusal.code());
    let stages = Stage::ALL.iter().map(|stage| stage.code());
    let wanted =
        refusals.filter(|code| !of_queries.contains(code)).chain(stages).chain(kinds).chain(["repeat"]);
    let missed: Vec<_> = wanted.filter(|code| !met.contains(code)).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

/// A ledger restored says the same of its patients, and the ledger that a journal makes of the same lines is the same. 200 worlds.
#[test]
fn ledgers_survive_their_text_and_their_lines() {
    law(200, arb_world(), |(regulation, facts)| {
        let (ledger, mut journal) = (facts.replay(&regulation), Journal::new());
        let restored = Ledger::restore(&ledger.save()).unwrap();
        let on = ledger.latest().unwrap_or(regulation.period().first);
        for iin in made_up_people().take(3) {
            prop_assert_eq!(restored.prescriptions(iin, on), ledger.prescriptions(iin, on));
        }
        journal.answer(format!("{{\"regulation\":{}}}", regulation.canonical_json()).as_bytes());
        for (on, fact) in &facts {
            journal.answer(fact.expose_line(*on).as_bytes());
        }
        prop_assert_eq!(journal.medicines(), Some(&ledger));
        Ok(())
    });
}

/// A system that tells of nothing that was withdrawn until the next fact, and forms registers without rows.
struct Slow {
    now: Ledger,
    shown: Ledger,
    empty_registers: bool,
}

impl SystemUnderTest for Slow {
    fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
        let outcome = self.now.record(on, fact);
        if !matches!(fact, Fact::DispensingWithdrawn { .. }) {
            self.shown = self.now.clone();
        }
        outcome
    }

    fn status(&mut self, prescription: &Reference, on: NaiveDate) -> Result<Status, Refusals> {
        self.shown.status(prescription, on)
    }

    fn due(&mut self, on: NaiveDate) -> Vec<Due> {
        self.now.due(on)
    }

    fn register(
        &mut self,
        point: &Reference,
        month: Month,
        on: NaiveDate,
    ) -> Result<Vec<RegisterRow>, Refusals> {
        let rows = SystemUnderTest::register(&mut self.now, point, month, on)?;
        Ok(if self.empty_registers { Vec::new() } else { rows })
    }
}

/// R9, R13: the reference machine looks at a prescription when a dispensing of it is withdrawn, and at registers that no
/// fact names.
#[test]
fn the_machine_sees_withdrawals_and_registers_that_nobody_sent() {
    let regulation = Regulation::medicines_2024_01();
    let reference = |text| Reference::parse(text).unwrap();
    let (iin, point) = (made_up_people().next().unwrap(), reference("P-1"));
    let (prescription, item, record) = (reference("RX-1"), reference("I"), reference("D-1"));
    let (quantity, days) = (Count::new(4).unwrap(), Count::new(1).unwrap());
    let on = regulation.period().first;
    let given = Fact::Dispensed { record, prescription, point, quantity, evidence: Evidence::Qr };
    let handed_out =
        [Fact::Enrolled { iin, point }, Fact::Prescribed { prescription, iin, item, quantity, days }, given];
    let withdrawn = [Fact::DispensingWithdrawn { record }, Fact::Left { iin }];
    let found = |facts: &[Fact], empty_registers| {
        let new = || Ledger::new(regulation.clone());
        let facts = Facts::from_iter(facts.iter().map(|fact| (on, *fact)));
        let mut slow = Slow { now: new(), shown: new(), empty_registers };
        check(&regulation, &mut slow, &facts).err().map(|difference| (difference.step, difference.fact))
    };
    assert_eq!(found(&handed_out, false), None);
    assert_eq!(found(&handed_out, true), Some((3, "dispensed")));
    assert_eq!(found(&[&handed_out[..], &withdrawn].concat(), false), Some((4, "dispensing_withdrawn")));
}

/// R13: the same dispensings in another order of their days give the same register; R14: it differs from itself in nothing.
/// 200 worlds.
#[test]
fn registers_do_not_tell_the_order_of_arrival() {
    let regulation = Regulation::medicines_2024_01();
    let worlds = arb_facts(&regulation, 3);
    law(200, worlds, |facts| {
        let mut one = Ledger::new(regulation.clone());
        let dispensed = |(_, fact): &&(_, Fact)| {
            matches!(fact, Fact::Enrolled { .. } | Fact::Prescribed { .. } | Fact::Dispensed { .. })
        };
        // What counts, since who comes first wins.
        let mut turned: Vec<_> = facts.iter().filter(dispensed).copied().collect();
        turned.retain(|(on, fact)| one.record(*on, fact).is_accepted());
        // On each day the patients first, then the prescriptions, then what is handed out, last arrived first.
        turned.reverse();
        turned.sort_by_key(|(on, fact)| {
            let first = ["enrolled", "prescribed"].iter().position(|code| *code == fact.code());
            (*on, first.unwrap_or(2))
        });
        let other = Facts::from_iter(turned).replay(&regulation);
        let until = regulation.period().last;
        for (on, fact) in &facts {
            let Fact::Dispensed { point, .. } = fact else { continue };
            let month = Month::of(*on);
            let long_after = until.checked_add_days(chrono::Days::new(60)).unwrap();
            let [one, other] = [&one, &other].map(|ledger| ledger.register(point, month, long_after));
            prop_assert_eq!(&one, &other);
            let Ok(register) = one else { continue };
            let rows = register.rows();
            prop_assert!(reconcile(rows, rows).values().all(|class| *class == Match::Equal));
            prop_assert_eq!(reconcile(rows, rows.get(1..).unwrap_or_default()).len(), rows.len());
            prop_assert!(rows.iter().map(Row::key).collect::<BTreeSet<_>>().len() == rows.len());
        }
        Ok(())
    });
}

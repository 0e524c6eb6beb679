//! The laws of the ledger (N9-N23, N27).

use std::collections::BTreeMap;

use proptest::{
    bool::ANY as EITHER,
    collection::vec,
    prelude::{Just, Strategy, any, prop_oneof},
    prop_assert, prop_assert_eq,
    sample::Index,
    test_runner::{TestCaseError, TestCaseResult},
};
use voucher_core::testing::{
    arb_any_date,
    gas::{
        Facts, SystemUnderTest, arb_facts, arb_racing_pair, arb_regulation, arb_unsound_facts, check, iin_of,
    },
    made_up_accounts,
};
use voucher_core::{
    Account, Iin, Month,
    gas::{Fact, Ledger, Outcome, Regulation},
};

use crate::law;

/// A regulation, and a world under it with everything wrong in it.
pub(crate) fn unsound_worlds(people: usize) -> impl Strategy<Value = (Regulation, Facts)> {
    arb_regulation().prop_flat_map(move |regulation| {
        let facts = arb_unsound_facts(&regulation, people);
        (Just(regulation), facts)
    })
}

/// A regulation, and a world under it that goes deep.
pub(crate) fn sound_worlds(people: usize) -> impl Strategy<Value = (Regulation, Facts)> {
    arb_regulation().prop_flat_map(move |regulation| {
        let facts = arb_facts(&regulation, people);
        (Just(regulation), facts)
    })
}

/// N11-N23: an accepted fact told again at once changes nothing more, and its answer says the same
/// stage and step. It is accepted as a repeat, but for an account entered (N19 begins anew) and an
/// account that does not exist (N21 has dropped the entry). 400 worlds.
#[test]
fn an_accepted_fact_told_again_changes_nothing() {
    law(400, unsound_worlds(4), |(regulation, facts)| {
        let mut ledger = Ledger::new(regulation);
        for (on, fact) in &facts {
            let Outcome::Accepted { stage, next, .. } = ledger.record(*on, fact) else { continue };
            let mut told_again = ledger.clone();
            let again = told_again.record(*on, fact);
            prop_assert_eq!(&told_again, &ledger);
            let repeat = match fact {
                Fact::AccountChecked { exists: false, .. } => {
                    prop_assert!(!again.is_accepted());
                    continue;
                }
                Fact::AccountEntered { .. } => false,
                Fact::AccountChecked { .. }
                | Fact::Listed { .. }
                | Fact::Delisted { .. }
                | Fact::SmsSent { .. }
                | Fact::Replied { .. }
                | Fact::OfferAccepted { .. }
                | Fact::Confirmed { .. }
                | Fact::RegisterSent { .. } => true,
            };
            prop_assert_eq!(again, Outcome::Accepted { repeat, stage, next });
        }
        Ok(())
    });
}

/// N9: replaying a prefix, keeping the ledger, and replaying the rest is replaying all; and the
/// accepted facts alone give the same ledger as all facts. 400 worlds.
#[test]
fn a_prefix_and_the_rest_are_all_and_refused_facts_can_be_forgotten() {
    law(400, (unsound_worlds(4), any::<Index>()), |((regulation, facts), cut)| {
        let all = facts.replay(&regulation);
        let (prefix, rest) = facts.as_slice().split_at(cut.index(facts.as_slice().len() + 1));
        let mut kept = Facts::from_iter(prefix.iter().copied()).replay(&regulation).clone();
        for (on, fact) in rest {
            kept.record(*on, fact);
        }
        prop_assert_eq!(&kept, &all);
        let mut ledger = Ledger::new(regulation.clone());
        let accepted: Facts =
            facts.iter().filter(|(on, fact)| ledger.record(*on, fact).is_accepted()).copied().collect();
        prop_assert_eq!(accepted.replay(&regulation), all);
        Ok(())
    });
}

/// How often each account is activated in a month, and that nobody is activated twice.
fn activations(ledger: &Ledger, month: Month) -> BTreeMap<Account, u32> {
    let mut activations = BTreeMap::new();
    for person in ledger.people(month) {
        if let (Some(account), Some(_)) = (person.account, person.activated_on) {
            *activations.entry(account).or_default() += 1;
        }
    }
    activations
}

fn limit_holds(regulation: &Regulation, facts: &Facts) -> TestCaseResult {
    let mut ledger = Ledger::new(regulation.clone());
    for (on, fact) in facts {
        if ledger.record(*on, fact).is_accepted() {
            let month = Month::of(*on);
            let most = activations(&ledger, month).into_values().max().unwrap_or(0);
            prop_assert!(most <= regulation.activations_per_account());
        }
    }
    Ok(())
}

/// A.`account_already_used`, N25: never more activations than the limit on an account and month, in
/// any interleaving. 1500 races of two people, 300 worlds of six.
#[test]
fn no_interleaving_passes_the_limit() {
    let races = arb_regulation().prop_flat_map(|regulation| {
        let race = arb_racing_pair(&regulation);
        (Just(regulation), race)
    });
    law(1500, races, |(regulation, race)| limit_holds(&regulation, &race));
    law(300, unsound_worlds(6), |(regulation, facts)| limit_holds(&regulation, &facts));
}

/// A: of two people who race for one account with a limit of one, exactly one wins, and it is the
/// first to confirm; the other is told that the account is used, wherever it stands. 500 races.
#[test]
fn the_first_to_confirm_wins_and_the_other_is_told() {
    let regulation = Regulation::gas_2025_08();
    law(500, arb_racing_pair(&regulation), move |race| {
        let mut ledger = Ledger::new(regulation.clone());
        let mut winner = None;
        for (on, fact) in &race {
            let outcome = ledger.record(*on, fact);
            if let (Fact::Confirmed { iin }, Outcome::Accepted { repeat: false, .. }) = (fact, outcome) {
                prop_assert_eq!(winner.replace(*iin), None);
            }
            if let (Fact::Confirmed { iin } | Fact::AccountEntered { iin, .. }, Some(winner)) = (fact, winner)
            {
                prop_assert!(*iin == winner || !outcome.is_accepted());
            }
        }
        prop_assert!(winner.is_some());
        Ok(())
    });
}

/// The facts with an account of its own for each person, so that nobody stands in another's way.
fn apart(facts: &Facts) -> Facts {
    let own: BTreeMap<Iin, Account> = facts.people().into_iter().zip(made_up_accounts()).collect();
    let with_own = |fact: Fact| match fact {
        Fact::AccountEntered { iin, account, channel } => {
            Fact::AccountEntered { iin, account: own.get(&iin).copied().unwrap_or(account), channel }
        }
        Fact::AccountChecked { iin, account, exists } => {
            Fact::AccountChecked { iin, account: own.get(&iin).copied().unwrap_or(account), exists }
        }
        Fact::Listed { .. }
        | Fact::Delisted { .. }
        | Fact::SmsSent { .. }
        | Fact::Replied { .. }
        | Fact::OfferAccepted { .. }
        | Fact::Confirmed { .. }
        | Fact::RegisterSent { .. } => fact,
    };
    facts.iter().map(|(on, fact)| (*on, with_own(*fact))).collect()
}

/// N9, N27: facts of one date about different people may come in any order: the ledger is the same,
/// and so is every register, byte for byte. 400 worlds of people with accounts of their own.
#[test]
fn the_order_of_arrival_among_equals_does_not_show() {
    law(400, (sound_worlds(5), vec(0..1000_u32, 6)), |((regulation, facts), ranks)| {
        let facts = apart(&facts);
        let people = facts.people();
        let rank = |fact: &Fact| {
            let place = iin_of(fact).and_then(|iin| people.iter().position(|each| *each == iin));
            ranks.get(place.map_or(0, |place| place + 1)).copied()
        };
        let mut permuted: Vec<_> = facts.iter().copied().collect();
        permuted.sort_by_key(|(on, fact)| (*on, rank(fact)));
        let (one, other) = (facts.replay(&regulation), Facts::from_iter(permuted).replay(&regulation));
        prop_assert_eq!(&one, &other);
        for month in regulation.months() {
            let due = regulation.register_due(month);
            let (one, other) = (one.register(month, due).unwrap(), other.register(month, due).unwrap());
            prop_assert_eq!(one.to_csv(), other.to_csv());
            prop_assert_eq!(one.to_json(), other.to_json());
            prop_assert_eq!(one.digest(), other.digest());
        }
        Ok(())
    });
}

/// N27, N25: a register holds the activated vouchers and nothing else, sorted, one row a person; its
/// keys are those of the people. 300 worlds.
#[test]
fn a_register_is_the_activated_vouchers() {
    law(300, sound_worlds(4), |(regulation, facts)| {
        let ledger = facts.replay(&regulation);
        for month in regulation.months() {
            let register = ledger.register(month, regulation.register_due(month)).unwrap();
            let activated = |person: &voucher_core::gas::PersonMonth| person.activated_on.is_some();
            let people: Vec<Iin> = ledger
                .people(month)
                .iter()
                .filter(|person| activated(person))
                .map(|person| person.iin)
                .collect();
            let mut rows: Vec<Iin> = register.rows().iter().map(|row| row.iin).collect();
            prop_assert!(register.rows().is_sorted_by_key(|row| (row.account, row.iin)));
            rows.sort_unstable();
            prop_assert_eq!(rows, people);
            for (row, key) in register.rows().iter().zip(register.commit_keys()) {
                prop_assert_eq!(ledger.commit_key(row.iin, month), Some(key));
                prop_assert!(Month::of(row.activated_on) == month);
            }
        }
        Ok(())
    });
}

/// N9, N18, N30: every query is answered on every day of the calendar, its two ends included, and
/// leaves the ledger as it is; the stages of the people add up to the summary. 300 worlds.
#[test]
fn queries_are_total_and_change_nothing() {
    law(300, (unsound_worlds(3), arb_any_date(), EITHER), |((regulation, facts), on, own)| {
        let ledger = facts.replay(&regulation);
        let before = ledger.clone();
        let month = if own { Month::of(on) } else { Month::of(regulation.period().first) };
        let summary = ledger.summary(month, on);
        let people = ledger.people(month);
        for (stage, count) in summary.iter() {
            let at_stage =
                people.iter().filter(|person| ledger.stage(person.iin, month, on) == stage).count();
            prop_assert_eq!(count, at_stage);
        }
        prop_assert!(ledger.due(on).is_sorted());
        let formed = ledger.register(month, on).is_ok();
        prop_assert_eq!(formed, regulation.has_month(month) && on >= regulation.register_due(month));
        for (iin, account) in facts.people().into_iter().zip(made_up_accounts()) {
            let _ = ledger.preview(iin, account, Some(true), on);
        }
        prop_assert_eq!(ledger, before);
        Ok(())
    });
}

/// What a rule is called here, and what makes it wrong.
type Rule = (&'static str, fn(&mut voucher_core::gas::RegulationParts));

/// The reference machine: a system with one rule wrong is caught, whichever rule of the regulation
/// it is, and the report names no one. Up to 300 worlds a rule.
#[test]
fn a_system_with_one_rule_wrong_is_caught() {
    let right = Regulation::gas_2025_08()
        .changed(|parts| parts.consent.as_mut().unwrap().refuse_codes.push("0".into()))
        .unwrap();
    let wrong: [Rule; 9] = [
        ("list", |parts| parts.list_closes.day = 15),
        ("window opens", |parts| parts.window.first.day = 6),
        ("window closes", |parts| parts.window.last.day = 28),
        ("register", |parts| parts.register_due.day = 31),
        ("limit", |parts| parts.activations_per_account = 2),
        ("repeat", |parts| parts.consent.as_mut().unwrap().repeat_after_days = 6),
        ("answer", |parts| parts.consent.as_mut().unwrap().last_day.day = 28),
        ("scope", |parts| {
            parts.consent.as_mut().unwrap().scope = voucher_core::gas::ConsentScope::UntilWithdrawn;
        }),
        ("period", |parts| parts.period.last = parts.period.last.pred_opt().unwrap()),
    ];
    for (rule, change) in wrong {
        let system = || Ledger::new(right.changed(change).unwrap());
        let mut worlds = voucher_core::testing::draws(arb_unsound_facts(&right, 5)).take(300);
        let caught = worlds.find_map(|facts| check(&right, &mut system(), &facts).err());
        let caught = caught.unwrap_or_else(|| panic!("nobody noticed: {rule}"));
        assert!(caught.step > 0 && !caught.to_string().contains("9901016"), "{rule}: {caught}");
    }
}

/// A system that answers rightly and keeps wrongly: it forgets that a person was taken off the list.
struct Lazy(Ledger);

impl SystemUnderTest for Lazy {
    fn record(&mut self, on: chrono::NaiveDate, fact: &Fact) -> Outcome {
        let mut right = self.0.clone();
        let outcome = right.record(on, fact);
        if !matches!(fact, Fact::Delisted { .. }) {
            self.0 = right;
        }
        outcome
    }

    fn stage(&mut self, iin: Iin, month: Month, on: chrono::NaiveDate) -> voucher_core::gas::Stage {
        self.0.stage(iin, month, on)
    }

    fn due(&mut self, on: chrono::NaiveDate) -> Vec<voucher_core::gas::Due> {
        self.0.due(on)
    }

    fn register(
        &mut self,
        month: Month,
        on: chrono::NaiveDate,
    ) -> Result<Vec<voucher_core::gas::RegisterRow>, voucher_core::gas::Refusals> {
        SystemUnderTest::register(&mut self.0, month, on)
    }
}

/// The reference machine: what shrinks is short. A system that forgets people taken off the list is
/// caught by two facts. Up to 300 worlds.
#[test]
fn the_smallest_counterexample_is_readable() {
    let regulation = Regulation::gas_2025_08();
    let caught = std::panic::catch_unwind(|| {
        law(300, prop_oneof![arb_facts(&regulation, 5), arb_unsound_facts(&regulation, 5)], |facts| {
            let mut system = Lazy(Ledger::new(regulation.clone()));
            check(&regulation, &mut system, &facts)
                .map_err(|difference| TestCaseError::fail(difference.to_string()))
        });
    });
    let report = *caught.unwrap_err().downcast::<String>().unwrap();
    assert_eq!(report.matches(" person 1").count(), 2, "{report}");
    assert!(report.contains("delisted person 1") && !report.contains("person 2"), "{report}");
}

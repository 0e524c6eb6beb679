//! The strategies themselves: how deep the worlds go.

use std::collections::{BTreeMap, BTreeSet};

use proptest::strategy::{Strategy, ValueTree};
use voucher_core::testing::{
    draws,
    gas::{Facts, arb_facts, arb_racing_pair, arb_unsound_facts},
};
use voucher_core::{
    Month,
    gas::{Ledger, Outcome, Refusal, Regulation, Stage},
};

/// How often each thing was met: fact kinds accepted, refusals, stages.
fn met(regulation: &Regulation, worlds: impl Iterator<Item = Facts>) -> BTreeMap<&'static str, usize> {
    let mut met = BTreeMap::new();
    let mut meet = |code| *met.entry(code).or_default() += 1;
    for facts in worlds {
        let mut ledger = Ledger::new(regulation.clone());
        for (on, fact) in &facts {
            match ledger.record(*on, fact) {
                Outcome::Accepted { repeat: false, .. } => meet(fact.code()),
                Outcome::Accepted { repeat: true, .. } => meet("repeat"),
                Outcome::Refused(refusals) => refusals.iter().map(Refusal::code).for_each(&mut meet),
            }
        }
        for month in regulation.months() {
            let seen = [month.first_day(), regulation.window_closes(month).succ_opt().unwrap()];
            for iin in facts.people() {
                seen.iter().for_each(|on| meet(ledger.stage(iin, month, *on).code()));
            }
        }
    }
    met
}

fn kinds(facts: &Facts) -> BTreeSet<&'static str> {
    facts.iter().map(|(_, fact)| fact.code()).collect()
}

/// Every fact kind is accepted, every refusal that a fact can have is met, every stage is reached.
/// 600 worlds.
#[test]
fn worlds_reach_everything() {
    let regulation = Regulation::gas_2025_08();
    let mut met = met(&regulation, draws(arb_unsound_facts(&regulation, 5)).take(600));
    met.extend(
        self::met(
            &Regulation::gas_2024_12(),
            draws(arb_unsound_facts(&Regulation::gas_2024_12(), 5)).take(100),
        )
        .into_iter()
        .filter(|(code, _)| *code == "consent_not_needed"),
    );
    let of_queries = [Refusal::AccountUnknown, Refusal::DiscountTermsUnknown];
    let refusals =
        Refusal::ALL.iter().filter(|refusal| !of_queries.contains(refusal)).map(|refusal| refusal.code());
    let stages = Stage::ALL.iter().map(|stage| stage.code());
    let kinds: BTreeSet<_> =
        draws(arb_unsound_facts(&regulation, 5)).take(600).flat_map(|facts| kinds(&facts)).collect();
    assert_eq!(kinds.len(), 9, "{kinds:?}");
    for code in refusals.chain(stages).chain(kinds).chain(["repeat"]) {
        let count = met.get(code).copied().unwrap_or(0);
        assert!(count >= 5, "{code}: met {count} times in {met:?}");
    }
}

/// Most facts of a sound world are accepted, and most worlds end with a voucher. 300 worlds.
#[test]
fn sound_worlds_go_deep() {
    for regulation in [Regulation::gas_2025_08(), Regulation::gas_2024_12()] {
        let (mut accepted, mut all, mut with_voucher) = (0, 0, 0);
        for facts in draws(arb_facts(&regulation, 4)).take(300) {
            let mut ledger = Ledger::new(regulation.clone());
            assert!(facts.as_slice().is_sorted_by_key(|(on, _)| *on));
            all += facts.as_slice().len();
            accepted += facts.iter().filter(|(on, fact)| ledger.record(*on, fact).is_accepted()).count();
            let activated =
                |month: Month| ledger.people(month).iter().any(|person| person.activated_on.is_some());
            with_voucher += usize::from(regulation.months().any(activated));
        }
        assert!(accepted * 10 > all * 6, "{accepted} of {all}");
        assert!(with_voucher > 200, "{with_voucher}");
    }
}

/// A world shrinks to nothing, fact by fact.
#[test]
fn worlds_shrink_to_nothing() {
    let regulation = Regulation::gas_2025_08();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for strategy in [
        arb_facts(&regulation, 4).boxed(),
        arb_racing_pair(&regulation).boxed(),
        arb_unsound_facts(&regulation, 4).boxed(),
    ] {
        for _ in 0..20 {
            let mut tree = strategy.new_tree(&mut runner).unwrap();
            while tree.simplify() {}
            assert!(tree.current().as_slice().is_empty());
        }
    }
}

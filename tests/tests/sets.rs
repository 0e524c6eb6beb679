//! Sets that are small enough to enumerate: of kinds of assistance, and of facts that a preview misses.
#![expect(clippy::panic, clippy::unwrap_used, reason = "helpers of a test fail as the test does")]

use voucher_core::{
    Account,
    gas::{
        Assistance, AssistanceSet, ConsentState, MissingFact, MissingFacts, Preview, PreviewFacts,
        Regulation, preview,
    },
    parse_date,
};

/// Every way to take some of these.
fn subsets<T: Copy>(all: &[T]) -> Vec<Vec<T>> {
    let every = 0..1_u32 << all.len();
    let chosen = |bits: u32| all.iter().enumerate().filter(move |(place, _)| bits >> place & 1 == 1);
    every.map(|bits| chosen(bits).map(|(_, each)| *each).collect()).collect()
}

/// N10: a set has the kinds that were put into it, and meets another where they share one.
#[test]
fn sets_of_assistance() {
    for kinds in subsets(Assistance::ALL) {
        let set = AssistanceSet::from_iter(kinds.iter().copied());
        assert!(set.iter().eq(kinds.iter().copied()));
        for kind in Assistance::ALL.iter().copied() {
            assert_eq!(set.contains(kind), kinds.contains(&kind));
        }
        for others in subsets(Assistance::ALL) {
            let other = AssistanceSet::from_iter(others.iter().copied());
            assert_eq!(set.meets(other), kinds.iter().any(|kind| others.contains(kind)));
            assert_eq!(set == other, kinds == others);
        }
        let shown = format!("{set:?}");
        for kind in Assistance::ALL {
            assert_eq!(shown.contains(&format!("{kind:?}")), kinds.contains(kind), "{shown}");
        }
    }
}

/// N26: a preview misses what was not told, and says no more and no less.
#[test]
fn sets_of_missing_facts() {
    let (regulation, account) = (Regulation::gas_2025_08(), Account::parse("1").unwrap());
    for facts in subsets(MissingFact::ALL) {
        let Some(missing) = missed(&regulation, account, &facts) else {
            assert!(facts.is_empty());
            continue;
        };
        assert!(!missing.is_empty() && missing.iter().eq(facts.iter().copied()));
        let shown = format!("{missing:?}");
        for fact in MissingFact::ALL.iter().copied() {
            assert_eq!(missing.contains(fact), facts.contains(&fact));
            assert_eq!(shown.contains(&format!("{fact:?}")), facts.contains(&fact), "{shown}");
        }
    }
}

/// What a preview misses that is told everything but these facts; nothing where it says yes.
fn missed(regulation: &Regulation, account: Account, facts: &[MissingFact]) -> Option<MissingFacts> {
    let told = |fact| !facts.contains(&fact);
    let known = PreviewFacts {
        on_list: told(MissingFact::Listing).then_some(true),
        consent: told(MissingFact::Consent).then_some(ConsentState::Given),
        own_activation: told(MissingFact::OwnActivation).then_some(false),
        others_on_account: told(MissingFact::AccountUse).then_some(0),
        account_exists: told(MissingFact::AccountExists).then_some(true),
    };
    match preview(regulation, &known, account, parse_date("2025-09-07").unwrap()) {
        Preview::Yes(_) => None,
        Preview::CannotTell(missing) => Some(missing),
        Preview::No { refusals, .. } => panic!("{refusals:?}"),
    }
}

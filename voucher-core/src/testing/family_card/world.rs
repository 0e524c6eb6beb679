//! Whole worlds: offers that mostly go well, merged in date order.

use alloc::vec::Vec;

use chrono::{Days, NaiveDate};
use proptest::{
    collection::vec,
    prop_oneof,
    strategy::{Just, Strategy},
};

use super::{
    codes::arb_reply,
    facts::{Facts, arb_fact, arb_offer_key},
};
use crate::family_card::{Fact, Ledger, OfferKey, Proactive, Reply};

/// One offer from its right on, with the days before each step.
fn arb_dialogue(
    regulation: &Proactive,
    people: usize,
) -> impl Strategy<Value = Vec<(NaiveDate, Fact)>> + use<> {
    let period = regulation.period();
    let length = u64::try_from((period.last - period.first).num_days()).unwrap_or(0);
    let begins = prop_oneof![3 => 0..=length.min(60), 1 => 0..=length];
    let wait = || prop_oneof![5 => 0..=2_u64, 2 => 0..=4_u64, 1 => 0..=40_u64];
    let replies =
        prop_oneof![5 => Just(Reply::Agree).prop_map(|reply| [reply].into()), 3 => vec(arb_reply(), 0..=3)];
    let known = prop_oneof![3 => Just(false), 1 => Just(true)];
    let waits = (wait(), wait(), wait(), wait());
    (arb_offer_key(regulation, people), begins, waits, replies, known).prop_map(
        move |(key, begins, waits, replies, known)| steps(period.first, key, begins, waits, &replies, known),
    )
}

fn steps(
    first: NaiveDate,
    key: OfferKey,
    begins: u64,
    (offer, answer, account, assignment): (u64, u64, u64, u64),
    replies: &[Reply],
    known: bool,
) -> Vec<(NaiveDate, Fact)> {
    let after = |day: NaiveDate, days| day.checked_add_days(Days::new(days)).unwrap_or(day);
    let arose = after(first, begins);
    let offered = after(arose, offer);
    let mut facts = Vec::from([(arose, Fact::RightArose { key }), (offered, Fact::Offered { key })]);
    let mut on = offered;
    for reply in replies {
        on = after(on, answer);
        facts.push((on, Fact::Replied { key, reply: *reply }));
    }
    on = after(on, account);
    facts.push((on, if known { Fact::AccountKnown { key } } else { Fact::AccountConfirmed { key } }));
    facts.push((after(on, assignment), Fact::Assigned { key }));
    facts
}

/// A world of offers to so many people, in date order, that goes deep.
///
/// ```
/// use voucher_core::{family_card::{Proactive, Stage}, testing::{draws, family_card::arb_facts}};
///
/// let regulation = Proactive::proactive_2025_09();
/// let assigned = draws(arb_facts(&regulation, 2)).take(20).any(|facts| {
///     let ledger = facts.replay(&regulation);
///     facts.keys().iter().any(|key| ledger.stage(key, regulation.period().last) == Stage::Assigned)
/// });
/// assert!(assigned);
/// ```
pub fn arb_facts(regulation: &Proactive, people: usize) -> impl Strategy<Value = Facts> + use<> {
    vec(arb_dialogue(regulation, people), 0..=6).prop_map(|dialogues| {
        let mut facts: Vec<_> = dialogues.into_iter().flatten().collect();
        // Stable: the steps of one day keep their order.
        facts.sort_by_key(|(on, _)| *on);
        facts.into_iter().collect()
    })
}

/// A world with everything wrong in it: any fact about so many people, around the period and out of order.
///
/// ```
/// use voucher_core::{family_card::Proactive, testing::{draws, family_card::arb_unsound_facts}};
///
/// let regulation = Proactive::proactive_2025_09();
/// let refused = |facts: voucher_core::testing::family_card::Facts| {
///     let mut ledger = voucher_core::family_card::Ledger::new(regulation.clone());
///     facts.iter().any(|(on, fact)| !ledger.record(*on, fact).is_accepted())
/// };
/// assert!(draws(arb_unsound_facts(&regulation, 2)).take(20).any(refused));
/// ```
pub fn arb_unsound_facts(regulation: &Proactive, people: usize) -> impl Strategy<Value = Facts> + use<> {
    let period = regulation.period();
    let first = period.first.pred_opt().unwrap_or(period.first);
    let days = prop_oneof![8 => 0..=9_u64, 1 => 0..=400_u64];
    let day = days.prop_map(move |days| first.checked_add_days(Days::new(days)).unwrap_or(first));
    let fact = (day, arb_fact(regulation, people));
    (vec(fact, 0..=30), proptest::bool::weighted(0.8)).prop_map(|(mut facts, sorted)| {
        if sorted {
            facts.sort_by_key(|(on, _)| *on);
        }
        facts.into_iter().collect()
    })
}

/// A ledger that has taken a world.
///
/// ```
/// use voucher_core::{family_card::Proactive, testing::{draws, family_card::arb_ledger}};
///
/// assert!(draws(arb_ledger(&Proactive::proactive_2025_09(), 2)).take(20).any(|ledger| ledger.count() > 2));
/// ```
pub fn arb_ledger(regulation: &Proactive, people: usize) -> impl Strategy<Value = Ledger> + use<> {
    let regulation = regulation.clone();
    arb_facts(&regulation, people).prop_map(move |facts| facts.replay(&regulation))
}

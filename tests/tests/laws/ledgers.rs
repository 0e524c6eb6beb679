//! What holds for the ledger of every programme (N9), and its reference machine.

use core::fmt::Debug;
use std::collections::BTreeMap;

use crate::law;
use proptest::{
    prelude::{Just, Strategy},
    prop_assert, prop_assert_eq,
    sample::select,
};
use voucher_core::{Journal, testing::draws};

/// A saved ledger but for its clock and the digest that hangs on it.
fn but_for_the_clock(saved: &str) -> String {
    let (head, lines) = saved.split_once('\n').unwrap();
    let head = head
        .split_once(r#","latest":""#)
        .map_or(head.to_owned(), |(before, after)| before.to_owned() + after.split_once('"').unwrap().1);
    head + lines.trim_end().rsplit_once('\n').map_or("", |(records, _)| records)
}

/// A regulation, and a world under it.
fn worlds<R: Clone + Debug, F: Strategy>(
    regulations: impl Strategy<Value = R>,
    facts: impl Fn(&R) -> F,
) -> impl Strategy<Value = (R, F::Value)> {
    regulations.prop_flat_map(move |regulation| {
        let facts = facts(&regulation);
        (Just(regulation), facts)
    })
}

/// The name of a variant as a code: `OfferAccepted { … }` is `offer_accepted`.
fn snake(shown: &str) -> String {
    let name = shown.split(|letter: char| !letter.is_alphabetic()).next().unwrap();
    let letters = name.chars().enumerate().map(|(place, letter)| {
        let begins = place > 0 && letter.is_uppercase();
        format!("{}{}", if begins { "_" } else { "" }, letter.to_lowercase())
    });
    letters.collect()
}

macro_rules! laws_of {
    ($($programme:ident: $kinds:literal, $cases:literal, $retries:literal, $regulations:expr, $facts:expr;)+) => { $(
        mod $programme {
            use voucher_core::{$programme::{Ledger, Outcome}, testing::$programme::*};

            use super::*;

            /// A refused fact changes nothing, the clock included; an accepted one moves the clock to its date, and a repeat nothing
            /// but the clock. Told again at once, an accepted fact is a repeat.
            #[test]
            fn a_refused_fact_changes_nothing_and_a_repeat_only_the_clock() {
                law($cases, worlds($regulations, $facts), |(regulation, facts)| {
                    let mut ledger = Ledger::new(regulation);
                    for (on, fact) in &facts {
                        let before = ledger.clone();
                        match ledger.record(*on, fact) {
                            Outcome::Refused(refusals) => {
                                prop_assert!(!refusals.is_empty());
                                prop_assert_eq!(&ledger, &before);
                                prop_assert_eq!(ledger.latest(), before.latest());
                            }
                            Outcome::Accepted { repeat, stage, .. } => {
                                prop_assert!(before.latest() <= Some(*on) && ledger.latest() == Some(*on));
                                let [then, now] = [&before, &ledger].map(|ledger| but_for_the_clock(&ledger.save()));
                                if repeat || $retries {
                                    prop_assert_eq!(repeat, then == now, "{}", fact.code());
                                    prop_assert_eq!(ledger == before, repeat && before.latest() == Some(*on));
                                }
                                if $retries {
                                    let (after, again) = (ledger.clone(), ledger.record(*on, fact));
                                    let same = matches!(again, Outcome::Accepted { repeat: true, stage: other, .. } if other == stage);
                                    prop_assert!(same && ledger == after, "{}", fact.code());
                                }
                            }
                        }
                    }
                    Ok(())
                });
            }

            /// *wire*: the code of a fact is its name, and the name by which a journal knows it.
            #[test]
            fn the_code_of_a_fact_is_that_of_a_journal() {
                let mut journals = BTreeMap::new();
                for (regulation, facts) in draws(worlds($regulations, $facts)).take(50) {
                    for (_, fact) in &facts {
                        assert_eq!(fact.code(), snake(&format!("{fact:?}")));
                        journals.insert(fact.code(), Journal::restore(&Ledger::new(regulation.clone()).save()).unwrap());
                    }
                }
                assert_eq!(journals.len(), $kinds, "{:?}", journals.keys());
                for (code, mut journal) in journals {
                    let answer = journal.answer(format!(r#"{{"fact":"{code}"}}"#).as_bytes()).unwrap();
                    assert!(answer.contains(r#""error":"missing_field""#), "{code}: {answer}");
                }
            }

            /// A ledger saved and restored before any fact is the same ledger, and so answers what is to come as it would have; and
            /// it passes the reference machine.
            #[test]
            fn a_ledger_goes_on_where_it_was_saved() {
                law($cases / 2, worlds($regulations, $facts), |(regulation, facts)| {
                    prop_assert_eq!(check(&regulation, &mut Ledger::new(regulation.clone()), &facts), Ok(()));
                    let (mut ledger, mut saved) = (Ledger::new(regulation.clone()), Ledger::new(regulation));
                    for (on, fact) in &facts {
                        saved = Ledger::restore(&saved.save()).unwrap();
                        prop_assert_eq!(&saved, &ledger);
                        prop_assert_eq!(saved.record(*on, fact), ledger.record(*on, fact));
                    }
                    prop_assert_eq!(saved.save(), ledger.save());
                    Ok(())
                });
            }
        }
    )+ };
}

// How many kinds of facts; how many worlds; whether every accepted fact told again is a repeat, of which gas has a law of its own;
// the worlds.
laws_of! {
    gas: 9, 400, false, arb_regulation(), |regulation| arb_unsound_facts(regulation, 4);
    meals: 11, 200, true, select(published()), |regulation| arb_unsound_facts(regulation, 3);
    medicines: 8, 200, true, arb_regulation(), |regulation| arb_unsound_facts(regulation, 3);
    family_card: 6, 200, true, arb_proactive(), |regulation| arb_unsound_facts(regulation, 2);
    targeted_assistance: 9, 60, true, arb_published_regulation(), |regulation| arb_facts(regulation, 60);
}

fn published() -> Vec<voucher_core::meals::Regulation> {
    use voucher_core::meals::Regulation;
    vec![Regulation::meals_2024_09(), Regulation::meals_2026_02()]
}

//! When two ledgers are equal: the same regulation, the same clock, the same records, and nothing else.
#![expect(clippy::unwrap_used, reason = "helpers of a test fail as the test does")]

use std::collections::{BTreeMap, BTreeSet};

use voucher_core::{
    Account, Iin, Journal, Month, Programme, Region,
    gas::{Assistance, AssistanceSet, Channel, Fact, Ledger, Regulation},
    medicines, parse_date,
};
use voucher_tests::hold_the_same;
use voucher_tests::vectors::{self, Vector};

fn iin(number: usize) -> Iin {
    let text = ["990101600002", "990101600012"].get(number).copied();
    text.and_then(|text| Iin::parse(text).ok()).unwrap()
}

/// Consent is not asked, and two vouchers fit on an account.
fn shared_accounts() -> Regulation {
    Regulation::gas_2025_08().patched(r#"{"consent":null,"activations_per_account":2}"#).unwrap()
}

fn told(regulation: &Regulation, facts: &[(&str, Fact)]) -> Ledger {
    let mut ledger = Ledger::new(regulation.clone());
    for (on, fact) in facts {
        assert!(ledger.record(parse_date(on).unwrap(), fact).is_accepted(), "{on} {fact:?}");
    }
    ledger
}

fn listed(number: usize) -> Fact {
    let assistance = AssistanceSet::from_iter([Assistance::Housing]);
    Fact::Listed { iin: iin(number), region: Region::Astana, assistance }
}

/// An activation, from the account to the last press of a button.
fn activated(number: usize, account: &str) -> [(&'static str, Fact); 4] {
    let (iin, account) = (iin(number), Account::parse(account).unwrap());
    [
        Fact::AccountEntered { iin, account, channel: Channel::EgovMobile },
        Fact::OfferAccepted { iin },
        Fact::AccountChecked { iin, account, exists: true },
        Fact::Confirmed { iin },
    ]
    .map(|fact| ("2025-09-07", fact))
}

/// Ledgers that each differ from every other, some in one thing alone.
fn different() -> Vec<Ledger> {
    let (published, shared) = (Regulation::gas_2025_08(), shared_accounts());
    let both = [("2025-09-02", listed(0)), ("2025-09-02", listed(1))];
    let sent = |month| ("2025-09-30", Fact::RegisterSent { month: Month::parse(month).unwrap() });
    let with = |activations: &[[(&'static str, Fact); 4]]| {
        told(&shared, &[both.as_slice(), &activations.concat()].concat())
    };
    vec![
        told(&published, &[]),
        told(&shared, &[]),
        told(&published, &[sent("2025-09")]),
        told(&published, &[sent("2025-08")]),
        told(&published, &[("2025-09-02", listed(0)), sent("2025-08")]),
        told(&published, &[("2025-09-02", listed(0)), sent("2025-08"), sent("2025-09")]),
        told(&published, &[("2025-09-02", listed(0))]),
        // The same person again: another day of the clock and nothing else.
        told(&published, &[("2025-09-02", listed(0)), ("2025-09-03", listed(0))]),
        told(&published, &[("2025-09-02", listed(1))]),
        told(&published, &both),
        told(&published, &[("2025-09-02", listed(0)), ("2025-09-02", Fact::Delisted { iin: iin(0) })]),
        with(&[activated(0, "1")]),
        with(&[activated(0, "2")]),
        with(&[activated(1, "1")]),
        with(&[activated(0, "1"), activated(1, "2")]),
        // Who was first on the account is all that tells these two apart.
        with(&[activated(0, "1"), activated(1, "1")]),
        with(&[activated(1, "1"), activated(0, "1")]),
    ]
}

/// N9, N25: a ledger is equal to one that was told the same, and to no other.
#[test]
fn ledgers_are_equal_where_nothing_differs() {
    let (ledgers, again) = (different(), different());
    for (left, ledger) in ledgers.iter().enumerate() {
        for (right, other) in again.iter().enumerate() {
            assert_eq!(ledger == other, left == right, "{left} {right}");
        }
    }
}

/// N25: the place of an account on the shelf is nobody's business: whoever came first has the first place.
#[test]
fn places_of_accounts_do_not_count() {
    let entered = |number, account| {
        let (iin, account) = (iin(number), Account::parse(account).unwrap());
        ("2025-09-07", Fact::AccountEntered { iin, account, channel: Channel::EgovMobile })
    };
    let both = [("2025-09-02", listed(0)), ("2025-09-02", listed(1))];
    let told = |entries: &[(&'static str, Fact)]| told(&shared_accounts(), &[&both, entries].concat());
    let (one, other) = (told(&[entered(0, "1"), entered(1, "2")]), told(&[entered(1, "2"), entered(0, "1")]));
    assert_eq!(one, other);
}

/// The states of a journal that its lines lead to, each once; none before a regulation is chosen.
fn states(vector: &Vector) -> Vec<(String, Journal)> {
    let (mut journal, mut states) = (Journal::new(), BTreeMap::new());
    for (_, line) in vector.lines() {
        journal.answer(line);
        if let Some(saved) = journal.save() {
            states.entry(saved).or_insert_with(|| journal.clone());
        }
    }
    states.into_iter().collect()
}

/// A ledger of whichever programme is equal to the one that its saved text gives, and to none that a further line has changed.
#[test]
fn ledgers_of_every_programme_are_equal_where_their_saved_texts_are() {
    let mut programmes = BTreeSet::new();
    for vector in &vectors::all().unwrap() {
        let states = states(vector);
        for (left, (saved, journal)) in states.iter().enumerate() {
            assert!(hold_the_same(journal, &Journal::restore(saved).unwrap()), "{}: {left}", vector.name);
            for (right, (_, other)) in states.iter().enumerate() {
                assert_eq!(hold_the_same(journal, other), left == right, "{}: {left} {right}", vector.name);
            }
            programmes.extend(journal.programme());
        }
    }
    assert_eq!(programmes.len(), Programme::ALL.len());
}

/// The ledger of medicines that these lines lead to, all of which count.
fn medicines<T: AsRef<str>>(lines: &[T]) -> medicines::Ledger {
    let lines = lines.iter().map(AsRef::as_ref);
    let lines: Vec<_> = [r#"{"regulation":"medicines-2024-01"}"#].into_iter().chain(lines).collect();
    voucher_tests::told(&lines).medicines().unwrap().clone()
}

/// Ledgers that were told the same are equal, whatever the order of arrival; any other differ.
#[test]
fn ledgers_of_medicines_are_equal_where_nothing_differs() {
    let enrolled = r#"{"fact":"enrolled","iin":"990101600002","point":"P-1","on":"2026-02-10"}"#;
    let [first, second] = ["RX-1", "RX-2"].map(|name| {
        format!(
            r#"{{"fact":"prescribed","prescription":"{name}","iin":"990101600002","item":"{name}","quantity":2,"days":1,"on":"2026-02-10"}}"#
        )
    });
    let given = |quantity, evidence, point| {
        format!(
            r#"{{"fact":"dispensed","record":"D","prescription":"RX-1","point":"{point}","quantity":{quantity},"evidence":"{evidence}","on":"2026-02-10"}}"#
        )
    };
    let (whole, seen, there) = (given(2, "qr", "P-1"), given(2, "face", "P-1"), given(2, "qr", "P-2"));
    let cancelled = r#"{"fact":"prescription_cancelled","prescription":"RX-2","on":"2026-02-10"}"#;
    let withdrawn = r#"{"fact":"dispensing_withdrawn","record":"D","on":"2026-02-10"}"#;
    let sent = |kind, month| {
        format!(r#"{{"fact":"register_{kind}","point":"P-1","month":"{month}","on":"2026-04-01"}}"#)
    };
    let (february, march, recalled) =
        (sent("sent", "2026-02"), sent("sent", "2026-03"), sent("recalled", "2026-02"));
    let stories: [&[&str]; 13] = [
        &[],
        &[enrolled],
        &[enrolled, r#"{"fact":"enrolled","iin":"990101600002","point":"P-2","on":"2026-02-10"}"#],
        &[enrolled, r#"{"fact":"left","iin":"990101600002","on":"2026-02-10"}"#],
        &[enrolled, &first],
        &[enrolled, &first, &second],
        &[enrolled, &first, &second, cancelled],
        &[enrolled, &first, &whole],
        &[enrolled, &first, &seen],
        &[enrolled, &first, &there],
        &[enrolled, &first, &whole, withdrawn],
        &[enrolled, &february],
        &[enrolled, &march],
    ];
    for (left, one) in stories.iter().enumerate() {
        for (right, other) in stories.iter().enumerate() {
            assert_eq!(medicines(one) == medicines(other), left == right, "{left} {right}");
        }
    }
    assert_eq!(medicines(&[enrolled, &first, &second]), medicines(&[enrolled, &second, &first]));
    assert_eq!(medicines(&[&recalled]), medicines(&[&february, &recalled]));
}

/// Medicines number patients, prescriptions and points as they come: the order says nothing, and what a record holds does.
#[test]
fn ledgers_of_medicines_are_equal_by_what_they_hold() {
    let of = |iin: &str, point: &str| {
        [
            format!(r#"{{"fact":"enrolled","iin":"{iin}","point":"P-{point}","on":"2026-02-10"}}"#),
            format!(
                r#"{{"fact":"prescribed","prescription":"RX-{iin}","iin":"{iin}","item":"I-{point}","quantity":90,"days":90,"on":"2026-02-10"}}"#
            ),
            format!(
                r#"{{"fact":"dispensed","record":"D-{iin}","prescription":"RX-{iin}","point":"P-{point}","quantity":90,"evidence":"qr","on":"2026-02-10"}}"#
            ),
        ]
    };
    let (mother, girl) = ("990101600002", "990101600012");
    let one = medicines(&[of(mother, "1"), of(girl, "2")].concat());
    assert_eq!(one, medicines(&[of(girl, "2"), of(mother, "1")].concat()));
    assert_ne!(one, medicines(&[of(mother, "2"), of(girl, "1")].concat()));
}

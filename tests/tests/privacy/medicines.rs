//! Medicines: nobody's prescription, record or IIN is shown but where the wire format has a place for it.

use voucher_core::{medicines::*, *};

use crate::watch::Watch;

const CANARIES: [&str; 4] = ["990101600002", "RX-86429753", "D/7206:5558431", "P.41978263504"];

#[test]
fn ledgers_and_facts_show_no_identifier() {
    let mut watch = Watch::on(&CANARIES);
    let [iin, prescription, record, point] = CANARIES;
    let iin = Iin::parse(iin).unwrap();
    let [prescription, record, point] =
        [prescription, record, point].map(|text| Reference::parse(text).unwrap());
    let (quantity, days, on) =
        (Count::new(2).unwrap(), Count::new(30).unwrap(), parse_date("2026-02-10").unwrap());
    let (month, evidence) = (Month::of(on), Evidence::Face);
    let parts = Regulation::medicines_2024_01().changed(|parts| parts.dispensing = Dispensing::UntilQuantity);
    let mut ledger = Ledger::new(parts.unwrap());
    let facts = [
        (on, Fact::Enrolled { iin, point }),
        (on, Fact::Prescribed { prescription, iin, item: point, quantity, days }),
        (on, Fact::Dispensed { record, prescription, point, quantity: Count::new(1).unwrap(), evidence }),
        (on, Fact::Dispensed { record: point, prescription, point, quantity, evidence }),
        (on, Fact::DispensingWithdrawn { record }),
        (
            on,
            Fact::Dispensed {
                record: prescription,
                prescription,
                point,
                quantity: Count::new(1).unwrap(),
                evidence,
            },
        ),
        (on, Fact::PrescriptionCancelled { prescription: record }),
        (parse_date("2026-03-07").unwrap(), Fact::RegisterSent { point: record, month }),
        (parse_date("2026-03-07").unwrap(), Fact::RegisterRecalled { point, month }),
        (parse_date("2026-03-07").unwrap(), Fact::Left { iin }),
    ];
    let mut journal = Journal::new();
    journal.answer(br#"{"regulation":"medicines-2024-01","change":{"dispensing":"until_quantity"}}"#);
    let mut accepted = 0;
    for (on, fact) in facts {
        watch.look_at("a fact", &fact);
        let outcome = ledger.record(on, &fact);
        accepted += usize::from(outcome.is_accepted());
        watch.look_at("an outcome", &outcome);
        let answer = journal.answer(fact.expose_line(on).as_bytes()).unwrap();
        watch.look_at_answer(&answer);
        watch.look_at("a ledger", &ledger);
        watch.look_at("a journal", &journal);
        watch.look_at("what is due", &ledger.due(parse_date("2026-03-07").unwrap()));
        watch.look_at("a status", &ledger.status(&prescription, on));
        watch
            .look_at("a preview", &ledger.preview(&prescription, &point, Some(quantity), Some(evidence), on));
        watch.look_at("a register", &ledger.register(&point, month, parse_date("2026-03-07").unwrap()));
        watch.look_at("a summary", &ledger.summary(month, on));
    }
    assert_eq!(accepted, 8);
    watch.look_at("a key", &CommitKey::new(prescription, Some(1)));
    let row = RegisterRow { dispensed_on: on, prescription, record, item: point, quantity, evidence };
    watch.look_at("a reconciliation", &reconcile(&[row], &[]));
    let facts = testing::medicines::Facts::from_iter(facts);
    watch.look_at("facts", &facts);
    for damaged in
        [ledger.save().replace("Face", ""), ledger.save().replace(",\"withdrawn", ""), "86429753".into()]
    {
        watch.look_at("an error", &Ledger::restore(&damaged));
    }
    watch.saw_nothing(150..);
}

/// Lines that hold a canary where none belongs.
#[test]
fn hostile_lines_are_not_repeated() {
    let mut watch = Watch::on(&CANARIES);
    for hostile in [
        r#"{"fact":"enrolled","iin":"@","point":"@","on":"2026-02-10"}"#,
        r#"{"fact":"enrolled","iin":"990101600002","point":"@ @","on":"2026-02-10"}"#,
        r#"{"fact":"prescribed","prescription":"@","iin":"990101600002","item":"@","quantity":"@","days":1,"on":"2026-02-10"}"#,
        r#"{"fact":"dispensed","record":"@","prescription":"@","point":"@","quantity":1,"evidence":"@","on":"2026-02-10"}"#,
        r#"{"fact":"dispensing_withdrawn","record":"@","on":"@"}"#,
        r#"{"fact":"prescription_cancelled","prescription":"@","on":"2026-02-10"}"#,
        r#"{"fact":"register_sent","point":"@","month":"@","on":"2026-02-10"}"#,
        r#"{"query":"status","prescription":"@","on":"2026-02-10"}"#,
        r#"{"query":"preview","prescription":"@","point":"@","on":"2026-02-10"}"#,
        r#"{"query":"register","point":"@","month":"2026-03","on":"2026-02-10"}"#,
        r#"{"query":"status","prescription":{"@":"@"},"@":1,"on":"2026-02-10"}"#,
        r#"{"regulation":"medicines-2024-01","change":{"where":"@"}}"#,
    ] {
        for canary in CANARIES {
            for first in ["", r#"{"regulation":"medicines-2024-01"}"#] {
                let mut journal = Journal::new();
                journal.answer(first.as_bytes());
                watch.look_at_answer(&journal.answer(hostile.replace('@', canary).as_bytes()).unwrap());
                watch.look_at("a journal", &journal);
            }
        }
    }
    watch.saw_nothing(3 * 12 * 4 * 2..=3 * 12 * 4 * 2);
}

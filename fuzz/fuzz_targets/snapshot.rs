//! Any lines with the digest of themselves as a saved ledger of any programme: refused by a code, or a ledger that writes the very
//! same text and goes on.
#![no_main]

use std::fmt::Write;

use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};
use voucher_core::{Error, Journal, Month, gas};

/// What any programme is asked, about a day of its regulation and about days far from it.
const QUERIES: [&str; 6] = [
    r#"{"query":"due","on":"2026-03-31"}"#,
    r#"{"query":"due","on":"9999-12-31"}"#,
    r#"{"query":"summary","on":"0001-01-01"}"#,
    r#"{"query":"summary","month":"2026-03","on":"2026-03-31"}"#,
    r#"{"query":"regulation"}"#,
    r#"{"query":"stage","iin":"990101600002","month":"2026-03","on":"2026-03-31"}"#,
];

fuzz_target!(|lines: &str| {
    let mut text = lines.to_owned();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let digest = Sha256::digest(&text);
    text.push_str("{\"digest\":\"sha256:");
    digest.iter().for_each(|byte| write!(text, "{byte:02x}").expect("a string"));
    text.push_str("\"}\n");
    for text in [lines, &text] {
        match Journal::restore(text) {
            Err(error) => assert!(Error::codes().any(|code| code == error.code())),
            Ok(mut journal) => {
                assert_eq!(journal.save().as_deref(), Some(text));
                for query in QUERIES {
                    let answer = journal.answer(query.as_bytes()).expect("a line has an answer");
                    serde_json::from_str::<serde_json::Value>(&answer).expect("an answer is JSON");
                }
                assert_eq!(journal.save().as_deref(), Some(text)); // no query changes a ledger
                journal.gas().into_iter().for_each(every_person);
            }
        }
    }
});

/// Of gas, each person too.
fn every_person(ledger: &gas::Ledger) {
    let Some(latest) = ledger.latest() else { return };
    let month = Month::of(latest);
    let people = ledger.people(month);
    assert_eq!(ledger.summary(month, latest).iter().map(|(_, count)| count).sum::<usize>(), people.len());
    let _ = (ledger.due(latest), ledger.register(month, latest));
    for person in people {
        let _ = ledger.stage(person.iin, month, latest);
    }
}

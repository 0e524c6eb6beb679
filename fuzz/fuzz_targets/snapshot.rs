//! Any lines with the digest of themselves as a saved ledger: refused by a code, or a ledger that writes the very same text and
//! goes on.
#![no_main]

use std::fmt::Write;

use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};
use voucher_core::{Error, gas::Ledger, Month};

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
        match Ledger::restore(text) {
            Err(error) => assert!(Error::codes().any(|code| code == error.code())),
            Ok(ledger) => {
                assert_eq!(ledger.save(), text);
                let Some(latest) = ledger.latest() else { continue };
                let month = Month::of(latest);
                let people = ledger.people(month);
                assert_eq!(
                    ledger.summary(month, latest).iter().map(|(_, count)| count).sum::<usize>(),
                    people.len()
                );
                let _ = (ledger.due(latest), ledger.register(month, latest));
                for person in people {
                    let _ = ledger.stage(person.iin, month, latest);
                }
            }
        }
    }
});

//! Any text as a regulation and as a change of one: refused by a code, or a regulation that every question can be asked of
//! (N4 to N8).
#![no_main]

use libfuzzer_sys::fuzz_target;
use voucher_core::{Error, gas::Regulation};

fuzz_target!(|text: &str| {
    for read in [Regulation::from_json(text), Regulation::gas_2025_08().patched(text)] {
        match read {
            Err(error) => assert!(Error::codes().any(|code| code == error.code())),
            Ok(regulation) => {
                let again = Regulation::from_json(&regulation.canonical_json()).expect("its own text");
                assert_eq!((&again, again.digest()), (&regulation, regulation.digest()));
                for month in regulation.months().take(40) {
                    let (opens, closes) = (regulation.window_opens(month), regulation.window_closes(month));
                    assert!(opens <= closes && closes < regulation.register_due(month));
                    assert!(regulation.last_day_to_answer(month).is_some() == regulation.needs_consent());
                }
            }
        }
    }
});

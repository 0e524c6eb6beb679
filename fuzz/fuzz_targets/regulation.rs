//! Any text as a regulation of each programme and as a change of one: refused by a code, or a regulation that every question can be
//! asked of (N4 to N8, M4, R3, K1, T4).
#![no_main]

use libfuzzer_sys::fuzz_target;
use voucher_core::{Error, Month, family_card, gas, meals, medicines, targeted_assistance};

/// Reads the text as a regulation and as a change of the published one, and hands what is read to a closure.
macro_rules! read {
    ($text:expr, $regulation:ty, $published:ident, $ask:expr) => {
        for read in [<$regulation>::from_json($text), <$regulation>::$published().patched($text)] {
            match read {
                Err(error) => assert!(Error::codes().any(|code| code == error.code())),
                Ok(regulation) => {
                    let again = <$regulation>::from_json(&regulation.canonical_json()).expect("its own text");
                    assert_eq!((&again, again.digest()), (&regulation, regulation.digest()));
                    let ask: fn(&$regulation) = $ask;
                    ask(&regulation);
                }
            }
        }
    };
}

fuzz_target!(|text: &str| {
    read!(text, gas::Regulation, gas_2025_08, |regulation| {
        for month in regulation.months().take(40) {
            let (opens, closes) = (regulation.window_opens(month), regulation.window_closes(month));
            assert!(opens <= closes && closes < regulation.register_due(month));
            assert!(regulation.last_day_to_answer(month).is_some() == regulation.needs_consent());
        }
    });
    read!(text, meals::Regulation, meals_2026_02, |regulation| {
        let mut month = Month::of(regulation.period().first);
        while regulation.has_month(month) && month < Month::of(regulation.period().last) {
            assert!(regulation.register_due(month).is_none_or(|due| due > regulation.list_closes(month)));
            let grade = meals::Grade::LAST;
            let lessons = month.first_day().iter_days().take(31).filter(|day| regulation.is_school_day(*day, grade));
            assert!(lessons.count() <= 31);
            month = month.next();
        }
    });
    read!(text, medicines::Regulation, medicines_2024_01, |regulation| {
        let first = regulation.period().first;
        assert!(regulation.last_valid_day(first) >= first);
    });
    read!(text, family_card::Grading, grading_2026_06, |_| ());
    read!(text, family_card::Proactive, proactive_2025_09, |_| ());
    read!(text, targeted_assistance::Regulation, asp_2025_01, |_| ());
});

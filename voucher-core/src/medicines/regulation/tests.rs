//! The published numbers, the checks, the digest.

use alloc::string::String;

use super::*;
use crate::value::text::push_hex;

type Fault = (&'static str, fn(&mut RegulationParts));

/// The digest of the published regulation is that of the conformance vectors.
#[test]
fn the_digest_is_that_of_the_vectors() {
    let mut hex = String::new();
    push_hex(&mut hex, &Regulation::medicines_2024_01().digest());
    assert_eq!(hex, "eb6db915420a24958ef6341eb0003feb3bc6b822b583bafdb6ec22a351269792");
}

/// Each fault alone has its own code, and begins right behind the bound.
#[test]
#[cfg_attr(miri, ignore = "makes twenty regulations")]
fn each_fault_has_its_code() {
    let faults: [Fault; 17] = [
        ("ok", |_| {}),
        ("malformed_regulation", |parts| parts.programme = Programme::Meals),
        ("malformed_regulation", |parts| parts.period.last = NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap()),
        ("period_reversed", |parts| parts.period.last = parts.period.first.pred_opt().unwrap()),
        ("ok", |parts| parts.period.last = parts.period.first),
        ("valid_below_one_day", |parts| parts.valid_days = 0),
        ("valid_below_one_day", |parts| parts.valid_days = i32::MIN),
        ("ok", |parts| parts.valid_days = 1),
        ("days_below_one", |parts| parts.days_of_supply.least = 0),
        ("days_reversed", |parts| parts.days_of_supply.least = 93),
        ("ok", |parts| parts.days_of_supply.least = 92),
        ("reminder_negative", |parts| parts.remind_before_days = -1),
        ("ok", |parts| parts.remind_before_days = 0),
        ("ok", |parts| parts.remind_before_days = i32::MAX),
        ("day_out_of_range", |parts| parts.register_due.day = 0),
        ("day_out_of_range", |parts| parts.register_due.day = 32),
        ("ok", |parts| parts.register_due.day = 31),
    ];
    for (place, (expected, change)) in faults.into_iter().enumerate() {
        let changed = Regulation::medicines_2024_01().changed(change);
        let code = changed.map_or_else(|error| error.code(), |_| "ok");
        assert_eq!(code, expected, "{place}");
    }
}

/// Of several faults the first in the order of the wire page is named.
#[test]
#[cfg_attr(miri, ignore = "makes several regulations")]
fn the_first_fault_is_named() {
    let faults: [Fault; 7] = [
        ("malformed_regulation", |parts| parts.programme = Programme::Gas),
        ("period_reversed", |parts| parts.period.last = NaiveDate::from_ymd_opt(2023, 12, 31).unwrap()),
        ("valid_below_one_day", |parts| parts.valid_days = 0),
        ("days_below_one", |parts| parts.days_of_supply.least = 0),
        ("days_reversed", |parts| parts.days_of_supply.most = -1),
        ("reminder_negative", |parts| parts.remind_before_days = -1),
        ("day_out_of_range", |parts| parts.register_due.day = 32),
    ];
    for first in 0..faults.len() {
        let changed = Regulation::medicines_2024_01().changed(|parts| {
            faults.iter().skip(first).for_each(|(_, change)| change(parts));
            // Without its own fault, the least is at least one.
            parts.days_of_supply.least = if first > 3 { 1 } else { parts.days_of_supply.least };
        });
        assert_eq!(changed.unwrap_err().code(), faults[first].0);
    }
}

/// N6: nothing of the published set shares a day.
#[test]
fn the_published_set_is_one() {
    let published: alloc::vec::Vec<_> = RegulationSet::published().iter().cloned().collect();
    assert_eq!(RegulationSet::new(published), Ok(RegulationSet::published()));
}

/// R1: a validity that leaves the calendar ends with it.
#[test]
fn validity_ends_with_the_calendar() {
    let long = Regulation::medicines_2024_01().changed(|parts| parts.valid_days = i32::MAX).unwrap();
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap();
    for issued_on in [long.period().first, last, last.pred_opt().unwrap()] {
        assert_eq!(long.last_valid_day(issued_on), last);
    }
}

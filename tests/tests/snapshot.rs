//! Saved ledgers: what is not whole, not ours, or cannot be, is refused with a code and never half-read.
#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "helpers of a test fail as the test does"
)]

#[path = "snapshot/assistance.rs"]
mod assistance;

use sha2::{Digest, Sha256};
use voucher_core::{
    Account, Iin, Month, Region,
    gas::{Assistance, AssistanceSet, Channel, Fact, Ledger, Regulation, Reply, SmsKind},
    parse_date,
};

/// September 2025 in the middle: one has activated, one is about to, one was reminded, one is off the list; August's
/// register is sent.
fn september(regulation: Regulation) -> Ledger {
    let mut ledger = Ledger::new(regulation);
    let [ainur, berik, dana, erlan] = ["990101600002", "990101600012", "990101600101", "990101600302"]
        .map(|text| Iin::parse(text).unwrap());
    let (first, second) = (Account::parse("0012345").unwrap(), Account::parse("ab-7/1").unwrap());
    let assistance = AssistanceSet::from_iter([Assistance::Housing, Assistance::TargetedSocial]);
    let mut record = |on: &str, facts: &[Fact]| {
        for fact in facts {
            assert!(ledger.record(parse_date(on).unwrap(), fact).is_accepted(), "{on} {fact:?}");
        }
    };
    let listed = |iin, region| Fact::Listed { iin, region, assistance };
    let asked = |iin| Fact::SmsSent { iin, kind: SmsKind::Start };
    let agrees = |iin| Fact::Replied { iin, reply: Reply::Agree };
    record("2025-09-01", &[Fact::RegisterSent { month: Month::parse("2025-08").unwrap() }]);
    record("2025-09-02", &[listed(ainur, Region::Astana), listed(berik, Region::Shymkent)]);
    record("2025-09-02", &[listed(dana, Region::Turkistan), listed(erlan, Region::Astana)]);
    record("2025-09-03", &[asked(ainur), asked(berik), asked(dana), Fact::Delisted { iin: erlan }]);
    record("2025-09-06", &[agrees(ainur), agrees(berik)]);
    let entered = |iin, account, channel| Fact::AccountEntered { iin, account, channel };
    record("2025-09-09", &[entered(ainur, first, Channel::EgovMobile), Fact::OfferAccepted { iin: ainur }]);
    record("2025-09-09", &[Fact::AccountChecked { iin: ainur, account: first, exists: true }]);
    record("2025-09-09", &[Fact::Confirmed { iin: ainur }]);
    record(
        "2025-09-10",
        &[entered(berik, second, Channel::ServiceCentre), Fact::OfferAccepted { iin: berik }],
    );
    record("2025-09-10", &[Fact::SmsSent { iin: dana, kind: SmsKind::Repeat }]);
    ledger
}

fn code(text: &str) -> &'static str {
    Ledger::restore(text).unwrap_err().code()
}

/// With another last line, that of the lines as they are.
fn signed(lines: &str) -> String {
    let hex: String = Sha256::digest(lines).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{lines}{{\"digest\":\"sha256:{hex}\"}}\n")
}

/// The lines without the last.
fn unsigned(text: &str) -> &str {
    text.split_inclusive('\n').next_back().and_then(|last| text.strip_suffix(last)).unwrap()
}

/// N34, N9: no byte can be changed, lost or added.
#[test]
fn every_damage_is_found() {
    let text = september(Regulation::gas_2025_08()).save();
    assert_eq!(signed(unsigned(&text)), text);
    let codes = ["snapshot_foreign", "snapshot_version", "snapshot_damaged"];
    for place in 0..text.len() {
        for other in ["0", "x", "\n", ""] {
            let damaged = format!("{}{other}{}", &text[..place], &text[place + 1..]);
            assert!(damaged == text || codes.contains(&code(&damaged)), "{place} {other:?}");
        }
        assert!(codes.contains(&code(&text[..place])), "{place}");
    }
    for more in [" ", "\n", "{}", "{}\n", &text] {
        assert_eq!(code(&format!("{text}{more}")), "snapshot_damaged");
    }
    assert_eq!(code(&text.replace('\n', "\r\n")), "snapshot_damaged");
}

#[test]
fn what_another_wrote_is_foreign() {
    for text in ["", "{", "{}", "null", "{\"ledger\":", "{ \"ledger\":1}", "\u{feff}{\"ledger\":1,", "ledger"]
    {
        let expected = if text == "{\"ledger\":" { "snapshot_version" } else { "snapshot_foreign" };
        assert_eq!(code(text), expected, "{text}");
    }
    let journal = "{\"regulation\":\"gas-2025-08\"}\n";
    assert_eq!(code(journal), "snapshot_foreign");
    assert_eq!(code(&signed("{\"ledger\":12,\"months\":[]}\n")), "snapshot_version");
}

/// A text with the digest of itself that no ledger can have written: N7, N9, N11, N13, N14, N16, N22, N25, A.
#[test]
fn what_no_ledger_can_hold_is_inconsistent() {
    let text = september(Regulation::gas_2025_08()).save();
    let lines = unsigned(&text);
    let ainur = lines.lines().find(|line| line.contains("990101600002")).unwrap();
    let twice = format!("{ainur}\n{ainur}\n");
    let edits: &[(&str, &str)] = &[
        // The head.
        (r#""people":4"#, r#""people":3"#),
        (r#""people":4"#, r#""people":5"#),
        (r#""people":4"#, r#""people":18446744073709551615"#),
        (r#""people":4"#, r#""people":4.0"#),
        (r#""people":4,"register_sent":false"#, r#""people":4,"register_sent":true"#),
        (
            r#"{"month":"2025-08","people":0,"register_sent":true}"#,
            r#"{"month":"2025-08","people":0,"register_sent":false}"#,
        ),
        (r#"{"month":"2025-08""#, r#"{"month":"2025-10""#),
        (r#"{"month":"2025-08""#, r#"{"month":"1999-01""#),
        (r#""latest":"2025-09-10""#, r#""latest":"2025-09-08""#),
        (r#","latest":"2025-09-10""#, ""),
        (r#""latest":"2025-09-10""#, r#""latest":"2025-9-10""#),
        // The list.
        (r#""region":"71""#, r#""region":"10""#),
        (r#""region":"71""#, r#""region":"00""#),
        (r#""assistance":["targeted_social","housing"],"on"#, r#""assistance":[],"on"#),
        (
            r#""assistance":["targeted_social","housing"],"on"#,
            r#""assistance":["housing","targeted_social"],"on"#,
        ),
        (r#""on_list":false"#, r#""on_list":null"#),
        // Consent.
        (r#""asked_on":"2025-09-03""#, r#""asked_on":"2025-10-03""#),
        (r#""asked_on":"2025-09-03","reminded_on":"2025-09-10""#, r#""reminded_on":"2025-09-10""#),
        (r#""reminded_on":"2025-09-10""#, r#""reminded_on":"2025-09-09""#),
        (r#""reminded_on":"2025-09-10""#, r#""reminded_on":"2025-09-11""#),
        (r#""asked_on":"2025-09-03","answer":"agree""#, r#""answer":"agree""#),
        (r#""answer":"agree""#, r#""answer":"refuse""#),
        (r#""answer":"agree""#, r#""answer":"perhaps""#),
        // Activation.
        (r#""activated_on":"2025-09-09""#, r#""activated_on":"2025-09-06""#),
        (r#""activated_on":"2025-09-09""#, r#""activated_on":"2025-09-11""#),
        (r#""first_on_account":true"#, r#""first_on_account":false"#),
        (r#","first_on_account":true"#, ""),
        (r#""account":"0012345""#, r#""account":"""#),
        (r#""account":"AB-7/1""#, r#""account":"ab-7/1""#),
        (r#""step":"check_account""#, r#""step":"enter_account""#),
        (r#""step":"check_account""#, r#""step":"done""#),
        (r#""step":"check_account""#, r#""activated_on":"2025-09-10","first_on_account":false"#),
        (r#""step":"check_account""#, r#""step":"check_account","more":1"#),
        (
            r#""account":"AB-7/1","channel":"service_centre","step":"check_account""#,
            r#""account":"0012345","channel":"service_centre","activated_on":"2025-09-10","first_on_account":false"#,
        ),
        // People.
        (r#""iin":"990101600002""#, r#""iin":"990101600003""#),
        (ainur, &twice),
        (ainur, "null"),
        (ainur, " "),
    ];
    for (from, to) in edits {
        assert!(lines.contains(from), "{from}");
        let edited = signed(&lines.replacen(from, to, 1));
        let error = Ledger::restore(&edited).unwrap_err();
        assert_eq!((error.code(), error.field()), ("snapshot_inconsistent", Some("snapshot")), "{from} {to}");
        assert!(error.position().unwrap() <= edited.len() && !error.to_string().contains("990101"), "{from}");
    }
    let without_window = signed(&lines.replacen(r#""day":7"#, r#""day":30"#, 1));
    assert_eq!(code(&without_window), "window_reversed");
}

/// The place is that of the line at fault, in characters as every position is, also behind a name that is not ASCII.
#[test]
fn the_place_is_the_line() {
    let named_in_kazakh = Regulation::gas_2025_08().changed(|parts| parts.id = "жылыту-2025".into()).unwrap();
    for regulation in [Regulation::gas_2025_08(), named_in_kazakh] {
        let lines = unsigned(&september(regulation).save()).to_owned();
        for line in lines.lines().skip(1) {
            let edited = signed(&lines.replacen(line, "{}", 1));
            let before = lines.find(line).map(|bytes| lines[..bytes].chars().count());
            assert_eq!(Ledger::restore(&edited).unwrap_err().position(), before);
        }
    }
}

/// Every rule that a regulation of one's own changes is saved with it.
#[test]
fn a_changed_regulation_goes_along() {
    let changed = Regulation::gas_2025_08().changed(|parts| parts.activations_per_account = 2).unwrap();
    let ledger = september(changed);
    let restored = Ledger::restore(&ledger.save()).unwrap();
    assert_eq!(restored, ledger);
    assert_eq!(restored.regulation().digest(), ledger.regulation().digest());
}

/// N17: a register may be sent in any later year, also in one of five digits.
#[test]
fn the_latest_date_may_be_far_away() {
    for year in [9999, 10_000, 262_000] {
        let mut ledger = Ledger::new(Regulation::gas_2025_08());
        let on = chrono::NaiveDate::from_ymd_opt(year, 12, 31).unwrap();
        assert!(
            ledger.record(on, &Fact::RegisterSent { month: Month::parse("2025-08").unwrap() }).is_accepted()
        );
        assert_eq!(Ledger::restore(&ledger.save()).unwrap().latest(), Some(on));
    }
}

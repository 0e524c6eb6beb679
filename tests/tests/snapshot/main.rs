//! Saved ledgers: what is not whole, not ours, or cannot be, is refused with a code and never half-read.
#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "helpers of a test fail as the test does"
)]

mod assistance;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use voucher_core::{
    Account, Error, Iin, Journal, Month, Programme, Reference, Region,
    gas::{Assistance, AssistanceSet, Channel, Fact, Ledger, Regulation, Reply, SmsKind},
    meals, parse_date,
};
use voucher_tests::{hold_the_same, told, vectors};

/// A ledger as text.
struct Saved(String);

impl Saved {
    /// The ledger of a journal all of whose lines are taken.
    fn after(lines: &[&str]) -> Self {
        Self(told(lines).save().unwrap())
    }

    /// The lines without the last.
    fn lines(&self) -> &str {
        self.0.split_inclusive('\n').next_back().and_then(|last| self.0.strip_suffix(last)).unwrap()
    }

    /// The first line that has this in it.
    fn line(&self, part: &str) -> &str {
        self.lines().lines().find(|line| line.contains(part)).unwrap()
    }

    /// Another text in place of one, where it stands first, and a digest that fits.
    fn edited(&self, from: &str, to: &str) -> Self {
        assert!(self.lines().contains(from), "{from}");
        signed(&self.lines().replacen(from, to, 1))
    }

    fn fault(&self) -> Option<Error> {
        Journal::restore(&self.0).err()
    }

    fn code(&self) -> &'static str {
        self.fault().map_or("ok", |fault| fault.code())
    }

    /// Each of these edits makes a text with the digest of itself that no ledger can have written.
    #[track_caller]
    fn is_never(&self, edits: &[(&str, &str)]) {
        assert_eq!(Journal::restore(&self.0).unwrap().save().as_ref(), Some(&self.0));
        for (from, to) in edits {
            let edited = self.edited(from, to);
            let fault = edited.fault().unwrap();
            assert_eq!(
                (fault.code(), fault.field()),
                ("snapshot_inconsistent", Some("snapshot")),
                "{from} {to}"
            );
            assert!(
                fault.position().unwrap() <= edited.0.len() && !fault.to_string().contains("990101"),
                "{from}"
            );
        }
    }
}

/// With another last line, that of the lines as they are.
fn signed(lines: &str) -> Saved {
    let hex: String = Sha256::digest(lines).iter().map(|byte| format!("{byte:02x}")).collect();
    Saved(format!("{lines}{{\"digest\":\"sha256:{hex}\"}}\n"))
}

/// September 2025 in the middle: one has activated, one is about to, one was reminded, one is off the list; August's
/// register is sent.
fn september(regulation: Regulation) -> Saved {
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
    Saved(ledger.save())
}

/// A pupil who has eaten and left; a day that is closed; a register that is sent.
fn meals() -> Saved {
    Saved::after(&[
        r#"{"regulation":"meals-2024-09"}"#,
        r#"{"fact":"listed","iin":"990101600002","school":"S-1","region":"71","grade":2,"grounds":["primary_grade"],"on":"2025-03-03"}"#,
        r#"{"fact":"notified","iin":"990101600002","on":"2025-03-03"}"#,
        r#"{"fact":"replied","iin":"990101600002","answer":"agree","on":"2025-03-03"}"#,
        r#"{"fact":"activated","iin":"990101600002","on":"2025-03-04"}"#,
        r#"{"fact":"meal_given","record":"T1","iin":"990101600002","school":"S-1","supplier":"F-1","kind":"hot_meal","given_on":"2025-03-05","source":"qr","on":"2025-03-05"}"#,
        r#"{"fact":"delisted","iin":"990101600002","on":"2025-03-06"}"#,
        r#"{"fact":"day_closed","school":"S-1","day":"2025-03-07","last_grade":0,"on":"2025-03-06"}"#,
        r#"{"fact":"register_sent","school":"S-1","supplier":"F-1","month":"2025-02","on":"2025-03-06"}"#,
    ])
}

/// One patient has left; of four prescriptions one is whole, one cancelled, one handed out in part, and one was handed out anew.
fn medicines() -> Saved {
    Saved::after(&[
        r#"{"regulation":"medicines-2024-01","change":{"dispensing":"until_quantity"}}"#,
        r#"{"fact":"enrolled","iin":"990101600002","point":"P-1","on":"2026-02-10"}"#,
        r#"{"fact":"enrolled","iin":"990101600012","point":"P-1","on":"2026-02-10"}"#,
        r#"{"fact":"left","iin":"990101600012","on":"2026-02-10"}"#,
        r#"{"fact":"prescribed","prescription":"RX-1","iin":"990101600002","item":"I","quantity":4,"days":30,"on":"2026-02-10"}"#,
        r#"{"fact":"prescribed","prescription":"RX-2","iin":"990101600002","item":"I","quantity":3,"days":92,"on":"2026-02-11"}"#,
        r#"{"fact":"prescribed","prescription":"RX-3","iin":"990101600002","item":"J","quantity":5,"days":1,"on":"2026-02-11"}"#,
        r#"{"fact":"prescription_cancelled","prescription":"RX-3","on":"2026-02-12"}"#,
        r#"{"fact":"dispensed","record":"D-1","prescription":"RX-2","point":"P-2","quantity":3,"evidence":"qr","on":"2026-02-12"}"#,
        r#"{"fact":"dispensing_withdrawn","record":"D-1","on":"2026-02-12"}"#,
        r#"{"fact":"dispensed","record":"D-2","prescription":"RX-2","point":"P-1","quantity":3,"evidence":"face","on":"2026-02-12"}"#,
        r#"{"fact":"dispensed","record":"D-3","prescription":"RX-1","point":"P-1","quantity":1,"evidence":"document","on":"2026-02-13"}"#,
        r#"{"fact":"register_sent","point":"P-1","month":"2026-02","on":"2026-03-01"}"#,
    ])
}

/// One offer that is agreed to, and one that has led to a benefit.
fn offers() -> Saved {
    Saved::after(&[
        r#"{"regulation":"proactive-2025-09"}"#,
        r#"{"fact":"right_arose","iin":"990101600002","service":"child_care","event":"b/1","child":"c","on":"2026-12-29"}"#,
        r#"{"fact":"right_arose","iin":"990101600012","service":"birth","event":"b/2","on":"2026-12-29"}"#,
        r#"{"fact":"offered","iin":"990101600002","service":"child_care","event":"b/1","child":"c","on":"2026-12-30"}"#,
        r#"{"fact":"offered","iin":"990101600012","service":"birth","event":"b/2","on":"2026-12-30"}"#,
        r#"{"fact":"replied","iin":"990101600002","service":"child_care","event":"b/1","child":"c","sender":"1414","answer":"agree","on":"2026-12-31"}"#,
        r#"{"fact":"account_known","iin":"990101600002","service":"child_care","event":"b/1","child":"c","on":"2027-01-05"}"#,
        r#"{"fact":"assigned","iin":"990101600002","service":"child_care","event":"b/1","child":"c","on":"2027-01-05"}"#,
    ])
}

fn every_programme() -> [Saved; 5] {
    [september(Regulation::gas_2025_08()), meals(), medicines(), offers(), assistance::applications()]
}

/// N34, N9: no byte can be changed, lost or added.
#[test]
fn every_damage_is_found() {
    let codes = ["snapshot_foreign", "snapshot_version", "snapshot_damaged"];
    for saved in every_programme() {
        let text = &saved.0;
        assert_eq!(signed(saved.lines()).0, *text);
        for place in 0..text.len() {
            for other in ["0", "x", "\n", ""] {
                let damaged = Saved(format!("{}{other}{}", &text[..place], &text[place + 1..]));
                assert!(damaged.0 == *text || codes.contains(&damaged.code()), "{place} {other:?}");
            }
            assert!(codes.contains(&Saved(text[..place].to_owned()).code()), "{place}");
        }
        for more in [" ", "\n", "{}", "{}\n", text] {
            assert_eq!(Saved(format!("{text}{more}")).code(), "snapshot_damaged");
        }
        assert_eq!(Saved(text.replace('\n', "\r\n")).code(), "snapshot_damaged");
    }
}

#[test]
fn what_another_wrote_is_foreign() {
    for text in ["", "{", "{}", "null", "{\"ledger\":", "{ \"ledger\":1}", "\u{feff}{\"ledger\":1,", "ledger"]
    {
        let expected = if text == "{\"ledger\":" { "snapshot_version" } else { "snapshot_foreign" };
        assert_eq!(Saved(text.to_owned()).code(), expected, "{text}");
    }
    assert_eq!(Saved("{\"regulation\":\"gas-2025-08\"}\n".to_owned()).code(), "snapshot_foreign");
    assert_eq!(signed("{\"ledger\":12,\"months\":[]}\n").code(), "snapshot_version");
}

/// A ledger is restored by its own programme alone.
#[test]
fn no_ledger_of_another_programme_is_restored() {
    let restored = |text: &str| {
        use voucher_core::{family_card, medicines, targeted_assistance};
        [
            Ledger::restore(text).is_ok(),
            meals::Ledger::restore(text).is_ok(),
            medicines::Ledger::restore(text).is_ok(),
            family_card::Ledger::restore(text).is_ok(),
            targeted_assistance::Ledger::restore(text).is_ok(),
        ]
    };
    for (place, saved) in every_programme().iter().enumerate() {
        assert_eq!(restored(&saved.0), [0, 1, 2, 3, 4].map(|own| own == place));
    }
}

/// N7, N9, N11, N13, N14, N16, N22, N25, A.
#[test]
fn what_no_ledger_can_hold_is_inconsistent() {
    let saved = september(Regulation::gas_2025_08());
    let ainur = saved.line("990101600002");
    let twice = format!("{ainur}\n{ainur}\n");
    saved.is_never(&[
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
    ]);
    assert_eq!(saved.edited(r#""day":7"#, r#""day":30"#).code(), "window_reversed");
}

/// The place is that of the line at fault, in characters as every position is, also behind a name that is not ASCII.
#[test]
fn the_place_is_the_line() {
    let named_in_kazakh = Regulation::gas_2025_08().changed(|parts| parts.id = "жылыту-2025".into()).unwrap();
    for saved in every_programme().into_iter().chain([september(named_in_kazakh)]) {
        for line in saved.lines().lines().skip(1) {
            let before = saved.lines().find(line).map(|bytes| saved.lines()[..bytes].chars().count());
            assert_eq!(saved.edited(line, "{}").fault().unwrap().position(), before);
        }
    }
}

/// Every rule that a regulation of one's own changes is saved with it.
#[test]
fn a_changed_regulation_goes_along() {
    let changed = Regulation::gas_2025_08().changed(|parts| parts.activations_per_account = 2).unwrap();
    let restored = Ledger::restore(&september(changed.clone()).0).unwrap();
    assert_eq!((restored.regulation(), restored.regulation().digest()), (&changed, changed.digest()));
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

/// Saved and restored after each line of each vector of each programme: the same ledger, the same text.
#[test]
fn every_ledger_of_the_vectors_is_restored() {
    let mut texts = BTreeMap::new();
    for vector in &vectors::all().unwrap() {
        let mut journal = Journal::new();
        for (_, line) in vector.lines() {
            journal.answer(line);
            if let Some(text) = journal.save() {
                let restored = Journal::restore(&text).unwrap();
                assert!(hold_the_same(&restored, &journal), "{}", vector.name);
                assert_eq!(restored.save().as_ref(), Some(&text), "{}", vector.name);
                *texts.entry(journal.programme()).or_insert(0) += 1;
            }
        }
    }
    assert!(Programme::ALL.iter().all(|programme| texts[&Some(*programme)] > 100), "{texts:?}");
}

/// M5-M18.
#[test]
fn what_no_ledger_of_meals_can_hold_is_inconsistent() {
    let saved = meals();
    let meal = saved.line("T1");
    saved.is_never(&[
        (r#""pupils":1"#, r#""pupils":0"#),
        (r#""meals":1"#, r#""meals":2"#),
        (r#""latest":"2025-03-06""#, r#""latest":"2025-03-05""#),
        (r#","latest":"2025-03-06""#, ""),
        // The list: a month of the regulation, days in order, grounds that count.
        (r#"{"month":"2025-03","iin""#, r#"{"month":"2025-07","iin""#),
        (r#""entries":[{"day":3"#, r#""entries":[{"day":7"#),
        (r#"{"day":6}"#, r#"{"day":6},{"day":6}"#),
        (r#"{"day":6}"#, r#"{"day":32}"#),
        (r#"{"day":6}"#, r#"{"day":7}"#),
        (r#""grade":2,"grounds""#, r#""grade":5,"grounds""#),
        (r#""region":"71","grade":2,"grounds""#, r#""region":"72","grade":2,"grounds""#),
        (r#""grounds":["primary_grade"]"#, r#""grounds":[]"#),
        // The voucher.
        (r#"{"school_year":"2024-09-01""#, r#"{"school_year":"2025-09-01""#),
        (r#""notified_on":"2025-03-03""#, r#""notified_on":"2025-03-04""#),
        (r#""notified_on":"2025-03-03""#, r#""notified_on":"2025-02-03""#),
        (r#""activated_on":"2025-03-04""#, r#""activated_on":"2025-03-02""#),
        (r#"{"on":"2025-03-03","answer":"agree"}"#, r#"{"on":"2025-03-07","answer":"agree"}"#),
        (r#"{"on":"2025-03-03","answer":"agree"}"#, ""),
        // What the voucher and the meal rest on.
        (r#""answer":"agree""#, r#""answer":"refuse""#),
        (r#","activated_on":"2025-03-04""#, ""),
        (r#""activated_on":"2025-03-04""#, r#""activated_on":"2025-03-06""#),
        (r#"{"day":6}"#, r#"{"day":4}"#),
        (r#""entries":[{"day":3"#, r#""entries":[{"day":5"#),
        (r#""school":"S-1","supplier":"F-1","kind""#, r#""school":"S-9","supplier":"F-1","kind""#),
        (r#""region":"71","grade":2,"withdrawn""#, r#""region":"75","grade":2,"withdrawn""#),
        (r#""region":"71","grade":2,"withdrawn""#, r#""region":"71","grade":3,"withdrawn""#),
        // The meal.
        (r#""kind":"hot_meal""#, r#""kind":"breakfast""#),
        (r#""given_on":"2025-03-05""#, r#""given_on":"2025-03-08""#),
        (r#""given_on":"2025-03-05""#, r#""given_on":"2025-02-05""#),
        (r#""region":"71","grade":2,"withdrawn""#, r#""region":"72","grade":2,"withdrawn""#),
        (r#""withdrawn":false"#, r#""withdrawn":0"#),
        // Closed days and registers sent.
        (r#"{"day":"2025-03-07""#, r#"{"day":"2025-03-08""#),
        (r#""grade":0}"#, r#""grade":13}"#),
        (r#"{"month":"2025-02","school""#, r#"{"month":"2025-03","school""#),
        (meal, "null"),
    ]);
    let second = format!("{meal}\n{}", meal.replace("T1", "T2"));
    let two = saved.edited(meal, &second).edited(r#""meals":1"#, r#""meals":2"#);
    assert_ne!(two.code(), "ok", "more meals of a day than the limit");
    assert_eq!(two.edited("false", "true").code(), "ok", "a withdrawn meal frees its place");
}

/// N9, R1, R3, R4, R6, R8, R9, R10, D.
#[test]
fn what_no_ledger_of_medicines_can_hold_is_inconsistent() {
    let saved = medicines();
    let third = saved.line(r#"{"prescription":"RX-3""#);
    let twice = format!("{third}\n{third}");
    saved.is_never(&[
        // The head.
        (r#""latest":"2026-03-01""#, r#""latest":"2026-02-28""#),
        (r#","latest":"2026-03-01""#, ""),
        (r#""latest":"2026-03-01""#, r#""latest":"2026-3-1""#),
        (r#"{"month":"2026-02","point":"P-1"}"#, r#"{"month":"2026-03","point":"P-1"}"#),
        (r#"{"month":"2026-02","point":"P-1"}"#, r#"{"month":"2023-12","point":"P-1"}"#),
        (
            r#"{"month":"2026-02","point":"P-1"}"#,
            r#"{"month":"2026-02","point":"P-1"},{"month":"2026-02","point":"P-1"}"#,
        ),
        // Patients.
        (r#"{"iin":"990101600002","point":"P-1"}"#, r#"{"iin":"990101600022","point":"P-1"}"#),
        (r#"{"iin":"990101600012"}"#, r#"{"iin":"990101600012","point":""}"#),
        (r#"{"iin":"990101600012"}"#, "{\"iin\":\"990101600012\"}\n{\"iin\":\"990101600012\"}"),
        // Prescriptions.
        (r#""quantity":4"#, r#""quantity":0"#),
        (r#""quantity":4"#, r#""quantity":2147483648"#),
        (r#""days":92"#, r#""days":93"#),
        (r#""issued_on":"2026-02-10""#, r#""issued_on":"2023-12-31""#),
        (r#""issued_on":"2026-02-10""#, r#""issued_on":"2026-03-02""#),
        (r#""issued_on":"2026-02-10""#, r#""issued_on":"2026-02-12""#),
        (
            r#""quantity":3,"days":92,"issued_on":"2026-02-11","cancelled":false"#,
            r#""quantity":3,"days":92,"issued_on":"2026-02-11","cancelled":true"#,
        ),
        (third, &twice),
        (third, "{}"),
        // Dispensings.
        (r#""record":"D-3","prescription":"RX-1""#, r#""record":"D-3","prescription":"RX-4""#),
        (r#""record":"D-3","prescription":"RX-1""#, r#""record":"D-2","prescription":"RX-1""#),
        (r#""point":"P-1","quantity":1"#, r#""point":"P-1","quantity":5"#),
        (r#""point":"P-1","quantity":1"#, r#""point":"P-1","quantity":0"#),
        (r#""evidence":"document""#, r#""evidence":"paper""#),
        (r#""dispensed_on":"2026-02-13""#, r#""dispensed_on":"2026-02-09""#),
        (r#""dispensed_on":"2026-02-13""#, r#""dispensed_on":"2026-03-02""#),
        (r#""withdrawn":true"#, r#""withdrawn":false"#),
        // Withdrawn, but after all was handed out.
        (r#""evidence":"qr","dispensed_on":"2026-02-12""#, r#""evidence":"qr","dispensed_on":"2026-02-13""#),
    ]);
    assert_eq!(saved.edited(r#""valid_days":30"#, r#""valid_days":0"#).code(), "valid_below_one_day");
}

/// K19-K27.
#[test]
fn what_no_ledger_of_offers_can_hold_is_inconsistent() {
    let saved = offers();
    let (assigned, asked) = (saved.line("b/1"), saved.line("b/2"));
    saved.is_never(&[
        // The head.
        (r#""offers":2"#, r#""offers":1"#),
        (r#""latest":"2027-01-05""#, r#""latest":"2026-12-29""#),
        (r#""latest":"2027-01-05","#, ""),
        // The key: a service that is offered, a child just where one is needed.
        (r#""service":"birth""#, r#""service":"pension""#),
        (r#""service":"birth""#, r#""service":"child_care""#),
        (r#""service":"birth","event":"b/2""#, r#""service":"birth","event":"b/2","child":"c""#),
        (r#""event":"b/1","child":"c","offered"#, r#""event":"b/1","offered"#),
        (r#""event":"b/2""#, r#""event":" b/2""#),
        (r#""event":"b/2""#, r#""event":"""#),
        // The dialogue.
        (r#""offered_on":"2026-12-30","answer""#, r#""answer""#),
        (r#""offered_on":"2026-12-30""#, r#""offered_on":"2027-01-01""#),
        (r#""offered_on":"2026-12-30""#, r#""offered_on":"2025-09-04""#),
        (r#""answer":"agree""#, r#""answer":"refuse""#),
        (r#""answer":"agree","#, ""),
        (r#""account":true,"assigned":true"#, r#""account":false,"assigned":true"#),
        (r#""account":true"#, r#""account":1"#),
        // Sorted, each once.
        (assigned, asked),
        (asked, assigned),
        (assigned, "null"),
    ]);
    // The position is that of the line.
    for (from, to, line) in [
        (r#""offered_on":"2026-12-30","answer""#, r#""offered_on":"2027-01-01","answer""#, assigned),
        (r#""service":"birth""#, r#""service":"pension""#, asked),
    ] {
        assert_eq!(saved.edited(from, to).fault().unwrap().position(), saved.0.find(line), "{from} {to}");
    }
    // After the period nothing is left to do with an offer that was neither answered nor given an account.
    let untouched = saved.edited(&format!("{assigned}\n"), "").edited(r#""offers":2"#, r#""offers":1"#);
    assert_eq!(untouched.code(), "snapshot_inconsistent");
    let in_time = untouched.edited("2027-01-05", "2026-12-31");
    assert_eq!(in_time.code(), "ok");
    // Without an offer nothing has happened.
    let nothing = in_time.edited(&format!("{asked}\n"), "").edited(r#""offers":1"#, r#""offers":0"#);
    assert_eq!(nothing.code(), "snapshot_inconsistent");
}

/// M5, M8, M11: what stood on the day of a meal may be replaced on that very day, and the meal stands.
#[test]
fn what_a_meal_rested_on_may_be_replaced_on_its_day() {
    let journal = told(&[
        r#"{"regulation":"meals-2026-02","change":{"regions":["71","75"]}}"#,
        r#"{"fact":"listed","iin":"990101600002","school":"S-1","region":"71","grade":2,"grounds":["primary_grade"],"on":"2026-03-02"}"#,
        r#"{"fact":"replied","iin":"990101600002","answer":"agree","on":"2026-03-02"}"#,
        r#"{"fact":"listed","iin":"990101600002","school":"S-2","region":"71","grade":2,"grounds":["primary_grade"],"on":"2026-03-03"}"#,
        r#"{"fact":"meal_given","record":"T1","iin":"990101600002","school":"S-2","supplier":"F-1","kind":"hot_meal","given_on":"2026-03-03","source":"qr","on":"2026-03-03"}"#,
        r#"{"fact":"listed","iin":"990101600002","school":"S-3","region":"75","grade":4,"grounds":["emergency"],"on":"2026-03-03"}"#,
        r#"{"fact":"replied","iin":"990101600002","answer":"refuse","on":"2026-03-03"}"#,
        r#"{"fact":"delisted","iin":"990101600002","on":"2026-03-03"}"#,
    ]);
    let (ledger, saved) = (journal.meals().unwrap(), Saved(journal.save().unwrap()));
    assert_eq!(&meals::Ledger::restore(&saved.0).unwrap(), ledger);
    // On that day it may have been any entry that could be made (M8), but of no region that takes no part.
    saved.is_never(&[(r#""region":"71","grade":2,"withdrawn""#, r#""region":"79","grade":2,"withdrawn""#)]);
    // The school whose entry was replaced has a meal, so it is one of the month (M20).
    let schools = ledger.schools(Month::parse("2026-03").unwrap());
    assert_eq!(schools.iter().map(Reference::expose_text).collect::<Vec<_>>(), ["S-1", "S-2"]);
}

/// M5, M15: a meal may be older than the month's first entry by as many days as it can be entered late.
#[test]
fn a_meal_is_not_entered_before_there_is_an_entry() {
    let journal = told(&[
        r#"{"regulation":"meals-2026-02"}"#,
        r#"{"fact":"listed","iin":"990101600002","school":"S-1","region":"71","grade":2,"grounds":["primary_grade"],"on":"2026-02-23"}"#,
        r#"{"fact":"replied","iin":"990101600002","answer":"agree","on":"2026-02-23"}"#,
        r#"{"fact":"listed","iin":"990101600002","school":"S-1","region":"71","grade":2,"grounds":["primary_grade"],"on":"2026-03-12"}"#,
        r#"{"fact":"meal_given","record":"T1","iin":"990101600002","school":"S-1","supplier":"F-1","kind":"hot_meal","given_on":"2026-03-05","source":"qr","on":"2026-03-12"}"#,
    ]);
    assert!(hold_the_same(&Journal::restore(&journal.save().unwrap()).unwrap(), &journal));
    Saved(journal.save().unwrap()).is_never(&[("2026-03-05", "2026-03-04")]);
}

/// Equal ledgers answer alike, in whatever order the facts of a day came.
#[test]
fn a_restored_ledger_answers_as_the_one_that_was_saved() {
    let journal = told(&[
        r#"{"regulation":"meals-2026-02","change":{"meals_per_day":{"hot_meal":2}}}"#,
        r#"{"fact":"listed","iin":"990101600002","school":"S-1","region":"71","grade":2,"grounds":["primary_grade"],"on":"2026-03-02"}"#,
        r#"{"fact":"replied","iin":"990101600002","answer":"agree","on":"2026-03-02"}"#,
        r#"{"fact":"meal_given","record":"B","iin":"990101600002","school":"S-1","supplier":"F-1","kind":"hot_meal","given_on":"2026-03-02","source":"qr","on":"2026-03-02"}"#,
        r#"{"fact":"meal_given","record":"A","iin":"990101600002","school":"S-1","supplier":"F-1","kind":"hot_meal","given_on":"2026-03-02","source":"terminal","on":"2026-03-02"}"#,
    ]);
    let (iin, march) = (Iin::parse("990101600002").unwrap(), Month::parse("2026-03").unwrap());
    let (ledger, restored) = (journal.meals().unwrap(), Journal::restore(&journal.save().unwrap()).unwrap());
    assert_eq!(restored.meals().unwrap().meals(iin, march), ledger.meals(iin, march));

    let journal = told(&[
        r#"{"regulation":"medicines-2024-01","change":{"dispensing":"until_quantity"}}"#,
        r#"{"fact":"enrolled","iin":"990101600002","point":"P-1","on":"2026-02-10"}"#,
        r#"{"fact":"prescribed","prescription":"RX-2","iin":"990101600002","item":"I","quantity":4,"days":30,"on":"2026-02-10"}"#,
        r#"{"fact":"prescribed","prescription":"RX-1","iin":"990101600002","item":"I","quantity":4,"days":30,"on":"2026-02-10"}"#,
        r#"{"fact":"dispensed","record":"D-2","prescription":"RX-2","point":"P-2","quantity":1,"evidence":"qr","on":"2026-02-10"}"#,
        r#"{"fact":"dispensed","record":"D-1","prescription":"RX-2","point":"P-1","quantity":2,"evidence":"qr","on":"2026-02-10"}"#,
    ]);
    let (ledger, restored) =
        (journal.medicines().unwrap(), Journal::restore(&journal.save().unwrap()).unwrap());
    let on = parse_date("2026-02-11").unwrap();
    assert_eq!(restored.medicines().unwrap().prescriptions(iin, on), ledger.prescriptions(iin, on));
}

/// M17: a register that would be due after 9999-12-31 is never due.
#[test]
fn a_register_of_the_last_month_is_never_due() {
    let regulation = meals::Regulation::meals_2026_02()
        .patched(
            r#"{"period":{"first":"9999-11-01","last":"9999-12-31"},"school_years":
            [{"first":"9999-09-01","last":"9999-12-31","weekdays":["mon"],"breaks":[]}]}"#,
        )
        .unwrap();
    let [school, supplier] = ["S-1", "F-1"].map(|text| Reference::parse(text).unwrap());
    let sheet = meals::Sheet { month: Month::parse("9999-12").unwrap(), school, supplier };
    let beyond = parse_date("9999-12-31").unwrap().succ_opt().unwrap();
    let mut ledger = meals::Ledger::new(regulation);
    let refused = ledger.record(beyond, &meals::Fact::RegisterSent(sheet));
    assert_eq!(refused, meals::Outcome::Refused([meals::Refusal::RegisterNotDue].into_iter().collect()));
}

/// K24: an answer to an offer of the period's last days comes after it, and what was answered is restored.
#[test]
fn an_answer_after_the_period_is_restored() {
    let journal = told(&[
        r#"{"regulation":"proactive-2025-09"}"#,
        r#"{"fact":"right_arose","iin":"990101600012","service":"birth","event":"b/2","on":"2026-12-29"}"#,
        r#"{"fact":"offered","iin":"990101600012","service":"birth","event":"b/2","on":"2026-12-30"}"#,
        r#"{"fact":"replied","iin":"990101600012","service":"birth","event":"b/2","sender":"1414","answer":"agree","on":"2027-01-02"}"#,
    ]);
    assert!(hold_the_same(&Journal::restore(&journal.save().unwrap()).unwrap(), &journal));
}

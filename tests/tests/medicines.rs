//! Medicines: what no ledger can have saved, when ledgers are equal, and lines whose fields are not as they must be.
#![expect(clippy::unwrap_used, reason = "helpers of a test fail as the test does")]

use sha2::{Digest, Sha256};
use voucher_core::{Journal, medicines::Ledger};

/// A ledger of what a journal under a regulation was told, all of which counts.
fn told(change: &str, lines: &[&str]) -> Ledger {
    let mut journal = Journal::new();
    journal.answer(format!(r#"{{"regulation":"medicines-2024-01","change":{change}}}"#).as_bytes());
    for line in lines {
        let answer = journal.answer(line.as_bytes()).unwrap();
        assert!(answer.contains(r#""accepted":true"#), "{line} {answer}");
    }
    journal.medicines().unwrap().clone()
}

/// One patient has left; of four prescriptions one is whole, one cancelled, one handed out in part, and one was handed out anew.
fn march() -> Ledger {
    told(
        r#"{"dispensing":"until_quantity"}"#,
        &[
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
        ],
    )
}

/// With another last line, that of the lines as they are.
fn signed(lines: &str) -> String {
    let hex: String = Sha256::digest(lines).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{lines}{{\"digest\":\"sha256:{hex}\"}}\n")
}

/// A text with the digest of itself that no ledger can have written: N9, R1, R3, R4, R6, R8, R9, R10, D.
#[test]
fn what_no_ledger_can_hold_is_inconsistent() {
    let text = march().save();
    let lines = text.split_inclusive('\n').next_back().and_then(|last| text.strip_suffix(last)).unwrap();
    assert_eq!(Ledger::restore(&signed(lines)), Ok(march()));
    let third = lines.lines().find(|line| line.starts_with(r#"{"prescription":"RX-3""#)).unwrap();
    let twice = format!("{third}\n{third}");
    for (from, to) in [
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
    ] {
        assert!(lines.contains(from), "{from}");
        let error = Ledger::restore(&signed(&lines.replacen(from, to, 1))).unwrap_err();
        assert_eq!((error.code(), error.field()), ("snapshot_inconsistent", Some("snapshot")), "{from} {to}");
        assert!(!error.to_string().contains("990101"), "{from}");
    }
    let none_valid = signed(&lines.replacen(r#""valid_days":30"#, r#""valid_days":0"#, 1));
    assert_eq!(Ledger::restore(&none_valid).unwrap_err().code(), "valid_below_one_day");
}

/// Ledgers that were told the same are equal, whatever the order of arrival; any other differ.
#[test]
fn ledgers_are_equal_where_nothing_differs() {
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
            assert_eq!(told("{}", one) == told("{}", other), left == right, "{left} {right}");
        }
    }
    assert_eq!(told("{}", &[enrolled, &first, &second]), told("{}", &[enrolled, &second, &first]));
    assert_eq!(told("{}", &[&recalled]), told("{}", &[&february, &recalled]));
}

/// Counts, references and codes as people and programs send them.
#[test]
fn fields_that_are_not_as_they_must_be() {
    let dispensed = r#"{"fact":"dispensed","record":"D","prescription":"RX","point":"P","quantity":1,"evidence":"qr","on":"2026-02-10"}"#;
    let mut journal = Journal::new();
    journal.answer(br#"{"regulation":"medicines-2024-01"}"#);
    for (from, to, reason) in [
        (r#""quantity":1"#, r#""quantity":-1"#, "not_a_count"),
        (r#""quantity":1"#, r#""quantity":-0"#, "not_a_count"),
        (r#""quantity":1"#, r#""quantity":1.0"#, "not_a_count"),
        (r#""quantity":1"#, r#""quantity":1e0"#, "not_a_count"),
        (r#""quantity":1"#, r#""quantity":2147483648"#, "not_a_count"),
        (r#""quantity":1"#, r#""quantity":18446744073709551617"#, "not_a_count"),
        (r#""quantity":1"#, r#""quantity":"1""#, "not_a_count"),
        (r#""quantity":1"#, r#""quantity":[1]"#, "not_a_count"),
        (r#""quantity":1"#, r#""quantity":true"#, "not_a_count"),
        (r#""record":"D""#, r#""record":null"#, "not_text"),
        (r#""record":"D""#, r#""record":7"#, "not_text"),
        (r#""record":"D""#, r#""record":" \n""#, "reference_empty"),
        (r#""record":"D""#, r#""record":"Д""#, "reference_character"),
        (r#""record":"D""#, r#""record":"D,1""#, "reference_character"),
        (r#""record":"D""#, r#""record":"D\u0000""#, "reference_character"),
        (r#""evidence":"qr""#, r#""evidence":"QR""#, "unknown_value"),
        (r#""evidence":"qr""#, r#""evidence":"""#, "unknown_value"),
    ] {
        let line = dispensed.replacen(from, to, 1);
        let answer = journal.answer(line.as_bytes()).unwrap();
        assert!(answer.contains(&format!(r#""reason":"{reason}""#)), "{to} {answer}");
    }
    for (quantity, refusal) in [
        ("0", r#"["no_such_prescription","quantity_not_positive"]"#),
        ("2147483647", r#"["no_such_prescription"]"#),
    ] {
        let line = dispensed.replacen(r#""quantity":1"#, &format!(r#""quantity":{quantity}"#), 1);
        assert!(journal.answer(line.as_bytes()).unwrap().contains(refusal));
    }
}

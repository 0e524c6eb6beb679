//! Rows 54-59, 69-75, 82-86 and 104-106 for school meals and medicines: identifiers, vouchers, races, registers, the wire.

const PUPIL: &str = r#""iin":"990101600002""#;
const PLACE: &str = r#""school":"S-1","supplier":"F-1","kind":"hot_meal""#;

/// A journal under a regulation that is told lines, each with the part of the answer that matters.
pub(crate) fn told(regulation: &str, lines: &[(String, &str)]) {
    let mut journal = voucher_tests::told(&[regulation]);
    for (line, expected) in lines {
        let answer = journal.answer(line.as_bytes()).unwrap();
        assert!(answer.contains(expected), "{line}: {answer}");
        let is_error = answer.contains(r#""error""#);
        assert!(!is_error || !answer.contains("990101600002"), "{answer}");
    }
}

pub(crate) fn fact(name: &str, fields: &str, on: &str) -> String {
    format!(r#"{{"fact":"{name}",{fields},"on":"{on}"}}"#)
}

/// Every Monday of these weeks is a school day of grade 2.
fn kitchen(lines: &[(String, &str)]) {
    let entry = format!(r#"{PUPIL},"school":"S-1","region":"71","grade":2,"grounds":["primary_grade"]"#);
    let mut all = vec![
        (fact("listed", &entry, "2026-03-02"), r#""accepted":true"#),
        (fact("replied", &format!(r#"{PUPIL},"answer":"agree""#), "2026-03-02"), r#""stage":"active""#),
    ];
    all.extend_from_slice(lines);
    told(r#"{"regulation":"meals-2026-02"}"#, &all);
}

fn meal(record: &str, more: &str, on: &str) -> String {
    let fields =
        format!(r#""record":{record},{PUPIL},{PLACE},"given_on":"2026-03-02","source":"terminal"{more}"#);
    fact("meal_given", &fields, on)
}

fn pharmacy(lines: &[(String, &str)]) {
    let mut all = vec![
        (fact("enrolled", &format!(r#"{PUPIL},"point":"P-1""#), "2026-02-10"), r#""accepted":true"#),
        (prescribed(r#""RX-1""#, "4", "30"), r#""stage":"open""#),
    ];
    all.extend_from_slice(lines);
    told(r#"{"regulation":"medicines-2024-01"}"#, &all);
}

fn prescribed(prescription: &str, quantity: &str, days: &str) -> String {
    let fields =
        format!(r#""prescription":{prescription},{PUPIL},"item":"I","quantity":{quantity},"days":{days}"#);
    fact("prescribed", &fields, "2026-02-10")
}

fn dispensed(record: &str, quantity: u32, on: &str) -> String {
    let fields = format!(
        r#""record":"{record}","prescription":"RX-1","point":"P-1","quantity":{quantity},"evidence":"qr""#
    );
    fact("dispensed", &fields, on)
}

/// N37: 1 to 64 ASCII letters, digits and a few signs, as text; what is none is never repeated.
#[test]
fn b054_references_are_text_of_a_few_characters() {
    let longest = format!(r#""{}""#, "R".repeat(64));
    for (record, fault) in [
        ("12", "not_text"),
        ("1.2e3", "not_text"),
        ("null", "not_text"),
        ("true", "not_text"),
        (r#""""#, "reference_empty"),
        (r#"" \n""#, "reference_empty"),
        (r#""R\u0000""#, "reference_character"),
        (r#""Р""#, "reference_character"),
        (r#""１""#, "reference_character"),
        (r#""R\u200b""#, "reference_character"),
        (r#""=cmd()""#, "reference_character"),
        (r#""R R""#, "reference_character"),
        (r#""R,1""#, "reference_character"),
        (&format!(r#""{}""#, "R".repeat(65)), "reference_too_long"),
        (&format!(r#""{}""#, "R".repeat(1 << 20)), "line_too_long"),
    ] {
        kitchen(&[(meal(record, "", "2026-03-02"), fault)]);
        pharmacy(&[(prescribed(record, "1", "30"), fault)]);
    }
    kitchen(&[
        (meal(r#""R\n""#, "", "2026-03-02"), r#""accepted":true,"stage""#), // trimmed at the ends
        (meal(r#"" R""#, "", "2026-03-02"), r#""accepted":true,"repeat":true"#),
    ]);
    kitchen(&[(meal(&longest, "", "2026-03-02"), r#""accepted":true"#)]);
    pharmacy(&[(prescribed(&longest, "1", "30"), r#""accepted":true"#)]);
}

/// M15: a palm reader and a QR code that record one pupil's meal, in both orders: the first counts.
#[test]
fn b069_two_devices_and_one_meal() {
    for (first, second) in [(r#""T/1""#, r#""Q/1""#), (r#""Q/1""#, r#""T/1""#)] {
        kitchen(&[
            (meal(first, "", "2026-03-02"), r#""accepted":true,"stage""#),
            (meal(second, "", "2026-03-02"), r#""refusals":["meal_already_given"]"#),
        ]);
    }
}

/// R8, R9, M16: withdrawn and given again, the place is free once; a withdrawn record stays withdrawn.
#[test]
fn b072_withdrawn_and_given_again() {
    let withdrawn = |name: &str, record: &str, on: &str| fact(name, &format!(r#""record":"{record}""#), on);
    kitchen(&[
        (meal(r#""T/1""#, "", "2026-03-02"), r#""accepted":true"#),
        (withdrawn("meal_withdrawn", "T/1", "2026-03-03"), r#""accepted":true,"stage""#),
        (withdrawn("meal_withdrawn", "T/1", "2026-03-03"), r#""accepted":true,"repeat":true"#),
        (meal(r#""T/1""#, "", "2026-03-03"), r#""refusals":["record_withdrawn"]"#),
        (meal(r#""T/2""#, "", "2026-03-03"), r#""accepted":true,"stage""#),
    ]);
    pharmacy(&[
        (dispensed("D/1", 4, "2026-02-11"), r#""accepted":true"#),
        (withdrawn("dispensing_withdrawn", "D/1", "2026-02-11"), r#""accepted":true"#),
        (dispensed("D/1", 4, "2026-02-11"), r#""refusals":["record_withdrawn"]"#),
        (dispensed("D/2", 4, "2026-02-12"), r#""accepted":true"#),
    ]);
}

/// A prescription that nobody wrote, that has expired, or that was handed out.
#[test]
fn b073_expired_unknown_and_used_prescriptions() {
    let unknown = r#""record":"D/9","prescription":"RX-9","point":"P-1","quantity":1,"evidence":"qr""#;
    pharmacy(&[
        (fact("dispensed", unknown, "2026-02-11"), r#""refusals":["no_such_prescription"]"#),
        (dispensed("D/1", 4, "2026-03-12"), r#""accepted":true"#), // the last valid day
        (dispensed("D/2", 4, "2026-03-12"), r#""already_dispensed""#),
    ]);
    pharmacy(&[(dispensed("D/1", 4, "2026-03-13"), r#""refusals":["prescription_expired"]"#)]);
}

/// M15, R8: the same again after a lost answer is a repeat, also weeks later; under the same record another content is refused.
#[test]
fn b074_a_retry_after_a_lost_answer_of_a_device() {
    kitchen(&[
        (meal(r#""T/1""#, "", "2026-03-02"), r#""accepted":true,"stage""#),
        (meal(r#""T/1""#, "", "2026-05-25"), r#""accepted":true,"repeat":true"#),
        (meal(r#""T/1""#, "", "2026-05-25").replace("terminal", "qr"), r#""refusals":["record_differs"]"#),
    ]);
    pharmacy(&[
        (dispensed("D/1", 4, "2026-02-11"), r#""accepted":true,"stage""#),
        (dispensed("D/1", 4, "2026-06-11"), r#""accepted":true,"repeat":true"#),
        (dispensed("D/1", 3, "2026-06-11"), r#""refusals":["record_differs"]"#),
    ]);
}

/// M17, M18, R10: what was sent does not change until it is taken back.
#[test]
fn b085_a_register_that_was_sent() {
    let sheet = r#""school":"S-1","supplier":"F-1","month":"2026-03""#;
    let late = meal(r#""T/2""#, "", "2026-04-01").replace("2026-03-02", "2026-03-31");
    kitchen(&[
        (fact("register_sent", sheet, "2026-03-31"), r#""refusals":["register_not_due"]"#),
        (fact("register_sent", sheet, "2026-04-01"), r#""accepted":true"#),
        (late.clone(), r#""refusals":["register_already_sent"]"#),
        (fact("register_recalled", sheet, "2026-04-01"), r#""accepted":true"#),
        (late, r#""accepted":true"#),
    ]);
}

/// Whole numbers only, within the norms' bounds; a day outside them is a decision, a number that is none an error.
#[test]
fn b105_grades_quantities_and_days() {
    let entry = |grade: &str| {
        format!(r#"{PUPIL},"school":"S-1","region":"71","grade":{grade},"grounds":["emergency"]"#)
    };
    for (grade, expected) in [
        ("0", r#""accepted":true"#),
        ("12", r#""accepted":true"#),
        ("13", "too_large"),
        ("-1", "not_a_count"),
        ("1.0", "not_a_count"),
        ("1e1", "not_a_count"),
        (r#""1""#, "not_a_count"),
        ("null", "not_a_count"),
    ] {
        kitchen(&[(fact("listed", &entry(grade), "2026-03-03"), expected)]);
    }
    for (quantity, days, expected) in [
        ("0", "30", r#""refusals":["quantity_not_positive"]"#),
        ("1", "0", r#""refusals":["days_out_of_range"]"#),
        ("1", "92", r#""accepted":true"#),
        ("1", "93", r#""refusals":["days_out_of_range"]"#),
        ("2147483647", "30", r#""accepted":true"#),
        ("2147483648", "30", "not_a_count"),
        ("18446744073709551617", "30", "not_a_count"),
        ("-1", "30", "not_a_count"),
        ("-0", "30", "not_a_count"),
        ("1.0", "30", "not_a_count"),
        ("1e0", "30", "not_a_count"),
        (r#""1""#, "30", "not_a_count"),
        ("[1]", "30", "not_a_count"),
        ("true", "30", "not_a_count"),
    ] {
        pharmacy(&[(prescribed(r#""RX-2""#, quantity, days), expected)]);
    }
    for evidence in ["QR", ""] {
        let line = dispensed("D/1", 1, "2026-02-11").replace(r#""qr""#, &format!(r#""{evidence}""#));
        pharmacy(&[(line, r#""field":"evidence","reason":"unknown_value""#)]);
    }
}

/// Names that stand twice, that nobody knows, that are not there.
#[test]
fn b106_fields_of_lines_that_do_not_fit() {
    let twice = meal(r#""T/1""#, r#","source":"qr""#, "2026-03-02");
    let unknown = meal(r#""T/1""#, r#","menu":"soup""#, "2026-03-02");
    let missing = meal(r#""T/1""#, "", "2026-03-02").replace(r#","source":"terminal""#, "");
    kitchen(&[
        (twice, r#""error":"duplicate_field","field":"source""#),
        (unknown, r#""error":"unknown_field","field":"menu""#),
        (missing, r#""error":"missing_field","field":"source""#),
        (fact("dispensed", r#""record":"D/1""#, "2026-03-02"), r#""error":"unknown_kind""#),
    ]);
}

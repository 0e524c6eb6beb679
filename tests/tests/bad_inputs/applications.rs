//! Rows 1, 28, 29, 36, 43, 54, 59, 73, 74, 79, 105 and 106 for targeted assistance: an application, its evidence, its decision.

use crate::programmes::{fact, told};

const APPLICATION: &str = r#""application":"A-1""#;
const HOUSEHOLD: &str = r#""household":[{"member":"a","role":"applicant"}]"#;

fn applied(household: &str, more: &str, on: &str) -> String {
    let who = r#""iin":"990101600002","channel":"centre","signed_by":"paper""#;
    fact("applied", &format!(r#"{APPLICATION},{who}{more},{household}"#), on)
}

fn told_after(first: String, lines: &[(String, &str)]) {
    let mut all = vec![(first, r#""accepted":true,"stage""#)];
    all.extend_from_slice(lines);
    told(r#"{"regulation":"asp-2025-01"}"#, &all);
}

/// An application of the 10th of February 2026.
fn open(lines: &[(String, &str)]) {
    told_after(applied(HOUSEHOLD, "", "2026-02-10"), lines);
}

fn answered(kind: &str, more: &str, on: &str) -> String {
    let item = format!(r#"{APPLICATION},"kind":"{kind}","member":"a","source":"system""#);
    fact("evidence_answered", &format!("{item}{more}"), on)
}

const NOTHING: &str = r#","on_record":false"#;

/// T14, T16: what is delivered twice changes nothing; another answer takes the place of the first.
#[test]
fn b028_b029_the_same_delivered_twice() {
    open(&[
        (applied(HOUSEHOLD, "", "2026-02-12"), r#""repeat":true"#),
        (answered("vehicle", NOTHING, "2026-02-12"), r#""accepted":true,"stage""#),
        (answered("vehicle", NOTHING, "2026-02-13"), r#""repeat":true"#),
        (answered("vehicle", r#","on_record":true"#, "2026-02-13"), r#""accepted":true,"stage""#),
    ]);
}

/// A fact of a day before that of the last one is out of order (N30), and the ledger stays where it was.
#[test]
fn b036_facts_out_of_order() {
    open(&[
        (answered("vehicle", NOTHING, "2026-02-09"), r#""refusals":["out_of_order"]"#),
        (answered("vehicle", NOTHING, "2026-02-10"), r#""accepted":true,"stage""#),
    ]);
}

/// References are text of 1 to 64 of a few characters (N37), also a megabyte of them; what is none is never repeated.
#[test]
fn b054_b059_references() {
    let longest = "A".repeat(64);
    for (name, expected) in [
        (format!(r#""{longest}""#), r#""accepted":true"#),
        (format!(r#""{longest}A""#), r#""field":"application","reason":"reference_too_long""#),
        (format!(r#""{}""#, "A".repeat(1 << 15)), r#""field":"application","reason":"reference_too_long""#),
        (format!(r#""{}""#, "A".repeat(1 << 20)), r#""error":"line_too_long""#),
        (r#""""#.to_owned(), r#""field":"application","reason":"reference_empty""#),
        (r#""А-1""#.to_owned(), r#""field":"application","reason":"reference_character""#),
        ("1".to_owned(), r#""field":"application","reason":"not_text""#),
    ] {
        let line = applied(HOUSEHOLD, "", "2026-02-10").replace(r#""A-1""#, &name);
        told(r#"{"regulation":"asp-2025-01"}"#, &[(line, expected)]);
    }
}

/// T15-T22: of no application, of no member, of what nobody asked for.
#[test]
fn b073_unknown_applications_members_and_evidence() {
    let nobody = |line: String| line.replace(r#""member":"a""#, r#""member":"z""#);
    open(&[
        (
            answered("vehicle", NOTHING, "2026-02-10").replace("A-1", "A-2"),
            r#""refusals":["no_application"]"#,
        ),
        (nobody(answered("vehicle", NOTHING, "2026-02-10")), r#""refusals":["not_a_member"]"#),
        (answered("full_time_study", NOTHING, "2026-02-10"), r#""refusals":["evidence_not_needed"]"#),
        (
            answered("vehicle", NOTHING, "2026-02-10").replace("system", "reply"),
            r#""refusals":["not_requested"]"#,
        ),
        (
            answered("vehicle", NOTHING, "2026-02-10").replace("system", "digital_document"),
            r#""refusals":["digital_consent_missing"]"#,
        ),
        (
            fact("decided", &format!(r#"{APPLICATION},"outcome":"assigned""#), "2026-02-10"),
            r#""refusals":["evidence_missing"]"#,
        ),
    ]);
}

/// T22: a decision told again is the same decision, another one is refused.
#[test]
fn b074_a_decision_told_twice() {
    let decided = |outcome: &str, on: &str| {
        fact("decided", &format!(r#"{APPLICATION},"outcome":"{outcome}","line":"37060""#), on)
    };
    told_after(
        applied(HOUSEHOLD, r#","status":"other""#, "2026-02-10"),
        &[
            (decided("assigned", "2026-02-11"), r#""refusals":["decision_differs"]"#),
            (decided("refused", "2026-02-11"), r#""stage":"refused""#),
            (decided("refused", "2026-03-11"), r#""repeat":true"#),
            (decided("assigned", "2026-03-11"), r#""refusals":["already_decided"]"#),
        ],
    );
}

/// T9: an income is an exact decimal of the whole quarter, below ten thousand millions.
#[test]
fn b079_b105_amounts_of_incomes() {
    for (amount, expected) in [
        (r#""0""#, r#""accepted":true"#),
        (r#""9999999999.99""#, r#""accepted":true"#),
        (r#""10000000000""#, r#""field":"amount","reason":"too_large""#),
        (r#""0.001""#, r#""field":"amount","reason":"too_many_decimals""#),
        (r#""-1""#, r#""field":"amount","reason":"negative""#),
        (r#""1e3""#, r#""field":"amount","reason":"not_a_decimal""#),
        (r#""NaN""#, r#""field":"amount","reason":"not_a_decimal""#),
        ("60000", r#""field":"amount","reason":"not_text""#),
        ("1.5", r#""field":"amount","reason":"not_text""#),
        ("null", r#""field":"amount","reason":"not_text""#),
    ] {
        let incomes = format!(r#","on_record":true,"incomes":[{{"kind":"wages","amount":{amount}}}]"#);
        open(&[(answered("income", &incomes, "2026-02-10"), expected)]);
    }
}

/// T5: households of nobody, of two applicants, of one member twice, of too many.
#[test]
fn b106_households_that_do_not_fit() {
    let member = |name: &str, role: &str| format!(r#"{{"member":"{name}","role":"{role}"}}"#);
    let many = |count: usize| {
        let others: String =
            (1..count).map(|number| format!(",{}", member(&number.to_string(), "other"))).collect();
        format!(r#""household":[{}{others}]"#, member("a", "applicant"))
    };
    for (household, expected) in [
        (many(64), r#""accepted":true"#),
        (many(65), r#""field":"household","reason":"too_many""#),
        (r#""household":[]"#.to_owned(), r#""reason":"applicant_not_one""#),
        (r#""household":{}"#.to_owned(), r#""field":"household","reason":"not_an_array""#),
        (r#""household":["a"]"#.to_owned(), r#""field":"household","reason":"not_an_object""#),
        (
            format!(r#""household":[{0},{0}]"#, member("a", "applicant")),
            r#""field":"household","reason":"applicant_not_one""#,
        ),
        (
            format!(r#""household":[{},{}]"#, member("a", "applicant"), member(" a ", "other")),
            r#""field":"household","reason":"member_repeated""#,
        ),
        (format!(r#""household":[{}]"#, member("a", "uncle")), r#""field":"role","reason":"unknown_value""#),
        (r#""house":[]"#.to_owned(), r#""error":"missing_field","field":"household""#),
    ] {
        told(r#"{"regulation":"asp-2025-01"}"#, &[(applied(&household, "", "2026-02-10"), expected)]);
    }
}

/// Dates that do not exist, dates outside the period of the rules, facts of other programmes, names that stand twice.
#[test]
fn b001_b043_lines_that_do_not_fit() {
    let rules = r#"{"regulation":"asp-2023-01"}"#;
    for (line, expected) in [
        (applied(HOUSEHOLD, "", "2024-02-29"), r#""accepted":true"#),
        (applied(HOUSEHOLD, "", "2023-02-29"), r#""field":"on","reason":"no_such_day""#),
        (applied(HOUSEHOLD, "", "2022-12-31"), r#""refusals":["outside_pilot"]"#),
        (applied(HOUSEHOLD, "", "2025-01-01"), r#""refusals":["outside_pilot"]"#),
        (applied(HOUSEHOLD, r#","channel":"akim""#, "2024-02-10"), r#""error":"duplicate_field""#),
        (applied(HOUSEHOLD, r#","phone":"1""#, "2024-02-10"), r#""error":"unknown_field","field":"phone""#),
        (fact("right_arose", APPLICATION, "2024-02-10"), r#""error":"unknown_kind""#),
    ] {
        told(rules, &[(line, expected)]);
    }
}

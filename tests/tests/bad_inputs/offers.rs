//! Rows 1, 9, 26, 28, 30, 33-36, 38, 40, 41, 43, 54, 79, 105 and 106 for the family card: the dialogue from 1414, and what a grading
//! is asked.

use crate::programmes::{fact, told};

const KEY: &str = r#""iin":"990101600002","service":"large_family","event":"e-1""#;

/// A right that arose on the 9th of February 2026, with its bank account known.
fn dialogue(lines: &[(String, &str)]) {
    let mut all = vec![
        (fact("right_arose", KEY, "2026-02-09"), r#""stage":"to_ask""#),
        (fact("account_known", KEY, "2026-02-09"), r#""stage":"to_ask""#),
    ];
    all.extend_from_slice(lines);
    told(r#"{"regulation":"proactive-2025-09"}"#, &all);
}

/// The same, offered on the 10th: the last day to answer is the 13th.
fn asked(lines: &[(String, &str)]) {
    let mut all = vec![(fact("offered", KEY, "2026-02-10"), r#""stage":"asked""#)];
    all.extend_from_slice(lines);
    dialogue(&all);
}

fn replied(answer: &str, on: &str) -> String {
    fact("replied", &format!(r#"{KEY},"sender":"1414",{answer}"#), on)
}

const AGREE: &str = r#""answer":"agree""#;
const REFUSE: &str = r#""answer":"refuse""#;

/// K23: nothing is asked yet, of a right that arose and of one that nobody knows.
#[test]
fn b026_a_reply_before_any_offer() {
    dialogue(&[(replied(AGREE, "2026-02-10"), r#""refusals":["not_offered"]"#)]);
    told(r#"{"regulation":"proactive-2025-09"}"#, &[(replied(AGREE, "2026-02-10"), "not_offered")]);
}

/// K23: what a network delivers twice changes nothing, at any later date.
#[test]
fn b028_b030_an_answer_delivered_twice() {
    asked(&[
        (replied(AGREE, "2026-02-13"), r#""accepted":true,"stage":"agreed""#),
        (replied(AGREE, "2026-02-13"), r#""repeat":true"#),
        (replied(AGREE, "2027-02-13"), r#""repeat":true"#),
    ]);
}

/// K20, K23: the third day after the offer is the last, and then silence has lapsed.
#[test]
fn b033_an_answer_after_the_last_day() {
    asked(&[
        (replied(AGREE, "2026-02-14"), r#""refusals":["answer_too_late"]"#),
        (replied(REFUSE, "2026-02-14"), r#""refusals":["answer_too_late"]"#),
        (fact("offered", KEY, "2026-02-14"), r#""refusals":["already_offered"]"#),
    ]);
}

/// K23: both answers of one day, in both orders: a refusal counts whichever came first, until assistance is assigned.
#[test]
fn b034_b035_one_answer_after_another() {
    asked(&[
        (replied(AGREE, "2026-02-11"), r#""stage":"agreed""#),
        (replied(REFUSE, "2026-02-11"), r#""stage":"refused""#),
        (fact("assigned", KEY, "2026-02-11"), r#""refusals":["consent_refused"]"#),
        (replied(AGREE, "2026-02-11"), r#""refusals":["refused_before"]"#),
    ]);
    asked(&[
        (replied(REFUSE, "2026-02-11"), r#""stage":"refused""#),
        (replied(AGREE, "2026-02-11"), r#""refusals":["refused_before"]"#),
    ]);
    asked(&[
        (replied(AGREE, "2026-02-11"), r#""stage":"agreed""#),
        (fact("assigned", KEY, "2026-02-11"), r#""stage":"assigned""#),
        (replied(REFUSE, "2026-02-11"), r#""refusals":["already_assigned"]"#),
    ]);
}

/// A fact of a day before that of the last one is out of order (N30), and the ledger stays where it was.
#[test]
fn b036_facts_out_of_order() {
    asked(&[
        (replied(AGREE, "2026-02-09"), r#""refusals":["out_of_order"]"#),
        (replied(AGREE, "2026-02-10"), r#""stage":"agreed""#),
    ]);
}

/// K23: no code of an answer is published, so no text is one.
#[test]
fn b038_what_people_type() {
    for text in ["1", " 1 ", "１", "иә", "да", "yes", "жоқ", "", "👍", &"a".repeat(2000)] {
        let text = format!(r#""text":"{text}""#);
        asked(&[(replied(&text, "2026-02-10"), r#""refusals":["unrecognised_reply"]"#)]);
    }
    let both = format!(r#""text":"1",{AGREE}"#);
    asked(&[(replied(&both, "2026-02-10"), r#""error":"unknown_field","field":"answer""#)]);
}

/// K23: what a message from another number is answered counts for nothing; spaces at the ends of a number do not.
#[test]
fn b040_a_message_from_another_number() {
    for (sender, expected) in [
        ("1414", r#""stage":"agreed""#),
        (" 1414 ", r#""stage":"agreed""#),
        ("14140", r#""refusals":["sender_not_1414"]"#),
        ("+7 1414", r#""refusals":["sender_not_1414"]"#),
        ("１４１４", r#""refusals":["sender_not_1414"]"#),
        ("", r#""refusals":["sender_not_1414"]"#),
    ] {
        asked(&[(replied(AGREE, "2026-02-10").replace("1414", sender), expected)]);
    }
    asked(&[(
        replied(REFUSE, "2026-02-20").replace("1414", "1415"),
        r#""refusals":["sender_not_1414","answer_too_late"]"#,
    )]);
}

/// A key is equal field by field: another event, another person and a child are offers of their own.
#[test]
fn b041_b054_one_phone_and_several_offers() {
    let other = KEY.replace("e-1", "e-2");
    let reply = |key: &str| fact("replied", &format!(r#"{key},"sender":"1414",{AGREE}"#), "2026-02-10");
    asked(&[
        (reply(&other), r#""refusals":["not_offered"]"#),
        (reply(&KEY.replace("600002", "600012")), r#""refusals":["not_offered"]"#),
        (reply(&format!(r#"{KEY},"child":"c-1""#)), r#""refusals":["not_offered"]"#),
        (
            reply(&KEY.replace(r#""e-1""#, "1")),
            r#""error":"invalid_field","field":"event","reason":"not_text""#,
        ),
        (reply(&KEY.replace("e-1", " e-1 ")), r#""stage":"agreed""#),
    ]);
}

/// Dates that do not exist, dates outside the period of the rules, and their ends.
#[test]
fn b001_b009_days_of_a_right() {
    for (on, expected) in [
        ("2026-02-29", r#""reason":"no_such_day""#),
        ("2025-09-04", r#""refusals":["outside_pilot"]"#),
        ("2025-09-05", r#""stage":"to_ask""#),
    ] {
        told(r#"{"regulation":"proactive-2025-09"}"#, &[(fact("right_arose", KEY, on), expected)]);
    }
}

/// Facts of other programmes, names that stand twice, that nobody knows, that are not there.
#[test]
fn b043_b106_lines_that_do_not_fit() {
    dialogue(&[
        (fact("meal_given", KEY, "2026-02-10"), r#""error":"unknown_kind""#),
        (fact("offered", &format!(r#"{KEY},"event":"e-2""#), "2026-02-10"), r#""error":"duplicate_field""#),
        (fact("offered", &format!(r#"{KEY},"code":"1""#), "2026-02-10"), r#""error":"unknown_field""#),
        (fact("replied", KEY, "2026-02-10"), r#""error":"missing_field","field":"sender""#),
    ]);
}

/// K5: counts are whole, amounts exact decimals; what is none is an error and never repeated.
#[test]
fn b079_b105_numbers_of_a_family() {
    for (family, expected) in [
        (r#""cars":0"#, r#""grade":"#),
        (r#""cars":4096"#, r#""grade":"#),
        (r#""cars":2147483648"#, r#""field":"cars","reason":"not_a_count""#),
        (r#""cars":1.0"#, r#""field":"cars","reason":"not_a_count""#),
        (r#""cars":1e3"#, r#""field":"cars","reason":"not_a_count""#),
        (r#""cars":-0"#, r#""field":"cars","reason":"not_a_count""#),
        (r#""cars":"1""#, r#""field":"cars","reason":"not_a_count""#),
        (r#""income_per_head":"0.00""#, r#""grade":"#),
        (r#""income_per_head":12.5"#, r#""field":"income_per_head","reason":"not_text""#),
        (r#""income_per_head":"NaN""#, r#""field":"income_per_head","reason":"not_a_decimal""#),
        (r#""income_per_head":"1e30""#, r#""field":"income_per_head","reason":"not_a_decimal""#),
        (r#""income_per_head":"-0.01""#, r#""field":"income_per_head","reason":"negative""#),
        (r#""income_per_head":"0.001""#, r#""field":"income_per_head","reason":"too_many_decimals""#),
        (r#""income_per_head":"100000000""#, r#""field":"income_per_head","reason":"too_large""#),
        (r#""credit":1"#, r#""field":"credit","reason":"not_a_boolean""#),
        (r#""arrears":"some""#, r#""field":"arrears","reason":"unknown_value""#),
        (r#""yachts":1"#, r#""error":"unknown_field","field":"yachts""#),
    ] {
        let query = format!(r#"{{"query":"grade","family":{{{family}}},"on":"2026-07-01"}}"#);
        told(r#"{"regulation":"grading-2026-06"}"#, &[(query, expected)]);
    }
}

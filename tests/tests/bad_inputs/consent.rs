//! Rows 26-44: consent by SMS.

use voucher_core::{
    Iin, Journal, Month,
    gas::{Answer, Fact, Ledger, Regulation, Reply, SmsKind},
    parse_date,
};

use crate::{
    code,
    story::{GAS, iin, story},
};

/// N14 calls it `not_asked`; the state stays.
#[test]
fn b026_a_reply_before_any_sms() {
    story! { GAS,
        "2025-09-03 listed a" => "ok to_ask",
        "2025-09-03 agree a" => "no not_asked",
        "2025-09-03 status a" => "to_ask 2025-09-29",
    }
}

/// N9: facts come in date order; on one date their order of arrival counts.
#[test]
fn b027_a_reply_dated_before_its_sms() {
    story! { GAS,
        "2025-09-03 listed a" => "ok to_ask",
        "2025-09-05 start a" => "ok asked",
        "2025-09-04 agree a" => "no out_of_order",
        "2025-09-05 agree a" => "ok issued",
    }
}

/// N14: facts have no ids; the same answer again is a repeat.
#[test]
fn b028_a_reply_delivered_twice() {
    story! { GAS,
        "2025-09-03 asked a" => "ok asked",
        "2025-09-04 types a 21*1" => "ok issued",
        "2025-09-04 types a 21*1" => "again issued",
    }
}

/// N9, N14: facts have no ids, so a reply with another text is another reply: what is no code
/// changes nothing.
#[test]
fn b029_a_reply_delivered_again_with_another_text() {
    story! { GAS,
        "2025-09-03 asked a" => "ok asked",
        "2025-09-04 types a 21*1" => "ok issued",
        "2025-09-04 types a 21*2" => "no unrecognised_reply",
        "2025-09-04 status a" => "issued 2025-09-29",
    }
}

/// N14: pressed again another day, it is a repeat too, and it moves the clock as repeats do (N9).
#[test]
fn b030_a_user_presses_twice() {
    story! { GAS,
        "2025-09-03 asked a" => "ok asked",
        "2025-09-04 agree a" => "ok issued",
        "2025-09-08 agree a" => "again issued",
        "2025-09-07 agree a" => "no out_of_order",
    }
}

#[test]
fn b031_the_repeat_sms_after_six_seven_and_eight_days() {
    story! { GAS,
        "2025-09-03 asked a" => "ok asked",
        "2025-09-03 asked b" => "ok asked",
        "2025-09-09 repeat a" => "no repeat_too_early",
        "2025-09-10 due" => "repeat a, repeat b",
        "2025-09-10 repeat a" => "ok reminded",
        "2025-09-11 repeat b" => "ok reminded",
        "2025-09-12 repeat b" => "no already_reminded",
    }
}

/// N14: one answer a month; which SMS it answers does not matter.
#[test]
fn b032_a_reply_after_the_second_sms() {
    story! { GAS,
        "2025-09-03 asked a" => "ok asked",
        "2025-09-10 repeat a" => "ok reminded",
        "2025-09-10 agree a" => "ok issued",
        "2025-09-10 repeat a" => "again issued",
        "2025-09-11 repeat a" => "no already_answered",
    }
}

#[test]
fn b033_a_reply_after_the_lapse() {
    story! { GAS,
        "2025-09-03 asked a" => "ok asked",
        "2025-09-29 status a" => "asked 2025-09-29",
        "2025-09-30 agree a" => "no consent_closed",
        "2025-09-30 status a" => "lapsed",
    }
}

#[test]
fn b034_one_answer_after_another() {
    story! { GAS,
        "2025-09-03 asked a" => "ok asked",
        "2025-09-03 asked b" => "ok asked",
        "2025-09-04 refuse a" => "ok refused",
        "2025-09-05 agree a" => "no refused_this_month",
        "2025-09-05 agree b" => "ok issued",
        "2025-09-07 activate b 1" => "ok activated done",
        "2025-09-08 refuse b" => "no voucher_already_activated",
        "2025-10-03 asked b" => "ok asked",
        "2025-10-04 agree b" => "ok issued",
        "2025-10-05 refuse b" => "ok refused",
        "2025-10-07 enter b 1" => "no consent_refused",
    }
}

/// Either order of arrival ends in the refusal, the safer of the two.
#[test]
fn b035_both_answers_on_one_date() {
    story! { GAS,
        "2025-09-03 asked a" => "ok asked",
        "2025-09-03 asked b" => "ok asked",
        "2025-09-04 agree a" => "ok issued",
        "2025-09-04 refuse a" => "ok refused",
        "2025-09-04 refuse b" => "ok refused",
        "2025-09-04 agree b" => "no refused_this_month",
    }
}

/// N9: never sorted in silence; a fact before the clock is refused, for whomever it is.
#[test]
fn b036_facts_out_of_order() {
    story! { GAS,
        "2025-09-03 listed a" => "ok to_ask",
        "2025-09-11 agree a" => "no not_asked",
        "2025-09-10 repeat a" => "no not_asked",
        "2025-09-05 start a" => "ok asked",
        "2025-09-04 listed b" => "no out_of_order",
        "2025-09-04 start a" => "no out_of_order",
    }
}

/// A person's month has room for one start and one repeat SMS, so there is no limit to set.
#[test]
fn b037_ten_thousand_sms() {
    let mut ledger = story(GAS, &[("2025-09-03 listed a", "ok to_ask"), ("2025-09-03 start a", "ok asked")])
        .journal()
        .gas()
        .cloned()
        .unwrap();
    let before = ledger.people(Month::parse("2025-09").unwrap());
    let a = Iin::parse(iin("a")).unwrap();
    let start = Fact::SmsSent { iin: a, kind: SmsKind::Start };
    for (on, accepted) in [("2025-09-03", 10_000), ("2025-09-04", 0)] {
        let on = parse_date(on).unwrap();
        let sent = (0..10_000).filter(|_| ledger.record(on, &start).is_accepted()).count();
        assert_eq!(sent, accepted);
    }
    assert_eq!(ledger.people(Month::parse("2025-09").unwrap()), before);
}

/// N14: only a code of the regulation, ASCII white space at its ends aside; all else is never consent.
#[test]
fn b038_what_people_type() {
    let regulation =
        Regulation::gas_2025_08().patched(r#"{"consent":{"agree_codes":["1","иә"],"refuse_codes":["жоқ"]}}"#);
    let regulation = regulation.unwrap();
    for text in ["1", " 1 ", "\t1\r\n", "\u{c}1", "иә"] {
        assert_eq!(regulation.read_reply(text), Reply::Agree, "{text:?}");
    }
    assert_eq!(regulation.read_reply(" жоқ"), Reply::Refuse);
    let long = "1".repeat(2000);
    for text in [
        "１",
        "\u{661}",
        "I",
        "l",
        "ИӘ",
        "Иә",
        "да",
        "Да.",
        "yes",
        "ЖОҚ",
        "нет",
        "",
        " ",
        "😀",
        "1.",
        "11",
        "1 1",
        "1\0",
        "1\u{a0}",
        "\u{feff}1",
        "1\u{200b}",
        "1\u{b}",
        &long,
    ] {
        assert_eq!(regulation.read_reply(text), Reply::Unrecognised, "{text:?}");
    }
}

/// N14: byte for byte, so there is no table of look-alikes: a letter of another script and another
/// normal form of Unicode are other texts, both ways.
#[test]
fn b039_look_alikes() {
    for (code, look_alike) in [("Аа", "Aa"), ("Aa", "Аа"), ("й", "и\u{306}"), ("и\u{306}", "й"), ("ә", "ə")]
    {
        let patch = format!(r#"{{"consent":{{"agree_codes":["{code}"]}}}}"#);
        let regulation = Regulation::gas_2025_08().patched(&patch).unwrap();
        assert_eq!(regulation.read_reply(code), Reply::Agree);
        assert_eq!(regulation.read_reply(look_alike), Reply::Unrecognised);
    }
}

/// Phones are no part of a reply's fact: whoever relays replies finds the person.
#[test]
fn b040_a_reply_from_another_phone() {
    let line = format!(
        r#"{{"fact":"replied","iin":"{}","answer":"agree","phone":"+77012345678","on":"2025-09-04"}}"#,
        iin("a")
    );
    story(GAS, &[(&line, "unknown_field phone")]);
}

/// A reply names one person, so it cannot consent for another, whatever phone they share.
#[test]
fn b041_a_phone_of_two_recipients() {
    story! { GAS,
        "2025-09-03 asked a" => "ok asked",
        "2025-09-03 asked b" => "ok asked",
        "2025-09-04 agree a" => "ok issued",
        "2025-09-04 status b" => "asked 2025-09-29",
        "2025-09-07 enter b 1" => "no awaiting_consent",
    }
}

/// Phones are no part of an SMS's fact either: the person was asked, the person answers.
#[test]
fn b042_a_phone_that_changes_between_sms_and_reply() {
    for fact in ["sms_sent", "replied"] {
        let own = if fact == "replied" { r#""answer":"agree""# } else { r#""kind":"start""# };
        let line = format!(
            r#"{{"fact":"{fact}","iin":"{}",{own},"phone":"87012345678","on":"2025-09-04"}}"#,
            iin("a")
        );
        story(GAS, &[(&line, "unknown_field phone")]);
    }
}

/// Named, not skipped in silence, and the next line is read.
#[test]
fn b043_a_kind_of_fact_from_a_newer_program() {
    let newer = format!(r#"{{"fact":"sms_bounced","iin":"{}","on":"2025-09-04"}}"#, iin("a"));
    story! { GAS,
        "2025-09-03 listed a" => "ok to_ask",
        &newer => "unknown_kind",
        "2025-09-03 status a" => "to_ask 2025-09-29",
    }
}

/// What is kept is the journal itself, which replays to the same ledger; a regulation or fact of
/// another version is read in full or not at all.
#[test]
fn b044_a_state_saved_by_another_version() {
    let steps = [
        ("2025-09-03 listed a", "ok to_ask"),
        ("2025-09-03 start a", "ok asked"),
        ("2025-09-04 agree a", "ok issued"),
        ("2025-09-07 enter a 1", "ok issued accept_offer"),
    ];
    let now = story(GAS, &steps);
    let person = Iin::parse(iin("a")).unwrap();
    let saved =
        Fact::Replied { iin: person, reply: Reply::Agree }.expose_line(parse_date("2025-09-04").unwrap());
    let replayed = story(GAS, &[steps[0], steps[1], (saved.as_str(), "ok issued"), steps[3]]);
    assert_eq!(now.journal().gas(), replayed.journal().gas());
    assert_ne!(now.journal().gas(), Some(&Ledger::new(Regulation::gas_2025_08())));
    assert_eq!(
        now.journal().gas().unwrap().people(Month::parse("2025-09").unwrap())[0].answer,
        Some(Answer::Agree)
    );

    let json = Regulation::gas_2025_08().canonical_json();
    assert_eq!(code(Regulation::from_json(&json)), "ok");
    let newer = json.replacen('{', r#"{"colour":"green","#, 1);
    assert_eq!(code(Regulation::from_json(&newer)), "malformed_regulation");
    let older = json.replace(r#""activations_per_account":1,"#, "");
    assert_eq!(code(Regulation::from_json(&older)), "malformed_regulation");
    let older_fact = format!(r#"{{"fact":"replied","iin":"{}","on":"2025-09-04"}}"#, iin("a"));
    let mut journal = Journal::new();
    journal.answer(GAS.as_bytes());
    let answer = journal.answer(older_fact.as_bytes());
    assert_eq!(answer.as_deref(), Some(r#"{"line":2,"error":"missing_field","field":"text"}"#));
}

//! Facts kept as a journal: what came in goes out again (field case F27).

use voucher_core::{
    Journal, Region,
    gas::{Assistance, Channel, Fact, Regulation, Reply, SmsKind},
};
use voucher_core_mobile::{
    FactLine, fact_lines_from_json, fact_lines_to_json,
    gas::{
        GasDatedFact, GasFactAnswer, GasMonthFacts, gas_facts_from_json, gas_facts_to_json, gas_record_fact,
    },
};

use super::{account, of, on, september};
use crate::{iin, month, text};

/// Two lines that only a newer version knows, one of them of a kind that exists, among lines that this one knows.
const NEWER: &str = r#"{"fact":"appealed","iin":"990101600002","on":"2025-09-02"}
{"fact":"listed","iin":"990101600002","region":"71","assistance":["housing"],"on":"2025-09-03"}
{"fact":"confirmed","iin":"990101600002","signature":"x","on":"2025-09-03"}
{"fact":"sms_sent","iin":"990101600002","kind":"start","on":"2025-09-03"}
"#;

fn read(lines: &str) -> GasMonthFacts {
    gas_facts_from_json(iin(), month("2025-09"), Regulation::gas_2025_08(), text(lines)).unwrap()
}

fn written(facts: &GasMonthFacts) -> String {
    gas_facts_to_json(facts.clone()).unwrap()
}

fn journal() -> Journal {
    let mut journal = Journal::new();
    journal.answer(br#"{"regulation":"gas-2025-08"}"#);
    journal
}

/// Each kind of fact with each of its values.
fn every_fact() -> Vec<Fact> {
    let (iin, account, month) = (iin(), account(), month("2025-09"));
    let kinds = [&[][..], &[Assistance::Housing], Assistance::ALL];
    let listed = Region::ALL.iter().flat_map(|&region| {
        kinds.map(|kinds| Fact::Listed { iin, region, assistance: kinds.iter().copied().collect() })
    });
    let replied =
        [Reply::Agree, Reply::Refuse, Reply::Unrecognised].map(|reply| Fact::Replied { iin, reply });
    let checked = [true, false].map(|exists| Fact::AccountChecked { iin, account, exists });
    let rest = [Fact::Delisted { iin }, Fact::OfferAccepted { iin }, Fact::Confirmed { iin }];
    let sent = SmsKind::ALL.iter().map(|&kind| Fact::SmsSent { iin, kind });
    let entered = Channel::ALL.iter().map(|&channel| Fact::AccountEntered { iin, account, channel });
    let own = listed.chain(sent).chain(replied).chain(entered).chain(checked).chain(rest);
    own.chain([Fact::RegisterSent { month }]).collect()
}

#[test]
fn every_fact_comes_back() {
    let facts: Vec<GasDatedFact> = every_fact().into_iter().map(|fact| on("2025-09-10", fact)).collect();
    let facts = of(month("2025-09"), &facts);
    let text = written(&facts);
    assert_eq!(read(&text), facts);
    // A journal takes each line: the form is its own.
    let mut journal = journal();
    assert!(text.lines().all(|line| !journal.answer(line.as_bytes()).unwrap().contains("error")));
}

#[test]
fn a_line_that_is_not_known_stays_where_it_stood() {
    let facts = read(NEWER);
    let told: Vec<_> =
        facts.unread.iter().map(|line| (line.place, line.code.as_str(), line.field.as_deref())).collect();
    assert_eq!(told, [(0, "unknown_kind", None), (2, "unknown_field", Some("signature"))]);
    assert_eq!((facts.facts.len(), written(&facts)), (2, NEWER.to_owned()));
    // A step is added behind, and loses nothing.
    let agreed = on("2025-09-05", Fact::Replied { iin: iin(), reply: Reply::Agree });
    let after = gas_record_fact(facts, Regulation::gas_2025_08(), agreed).unwrap();
    assert!(matches!(after.answer, GasFactAnswer::Accepted { repeat: false, .. }));
    let line = r#"{"fact":"replied","iin":"990101600002","answer":"agree","on":"2025-09-05"}"#;
    assert_eq!(written(&after.facts), format!("{NEWER}{line}\n"));
    // Nor do facts that an app takes away, whatever it does to places.
    let mut fewer = after.facts;
    fewer.facts.clear();
    fewer.unread[0].place = u32::MAX;
    assert_eq!(written(&fewer).lines().count(), 2);
}

/// *wire*: the codes are those that a journal answers with, and no line is lost, whatever stands in it.
#[test]
fn what_cannot_be_read_is_named_as_a_journal_names_it() {
    let long = format!(r#"{{"fact":"{}"}}"#, "x".repeat(65_536));
    let lines = [
        "nonsense",
        "[]",
        r#"{"fact":"delisted","fact":"delisted"}"#,
        r#"{"fact":"delisted","query":"due"}"#,
        r#"{"fact":7}"#,
        r#"{"fact":"delisted","iin":"990101600002"}"#,
        r#"{"fact":"delisted","iin":"990101600003","on":"2025-09-03"}"#,
        &long,
    ];
    let facts = read(&lines.join("\r\n"));
    assert_eq!(facts.facts, []);
    let mut journal = journal();
    for (unread, line) in facts.unread.iter().zip(lines) {
        let answer = journal.answer(line.as_bytes()).unwrap();
        let field = |name, value: &Option<String>| {
            value.as_ref().map_or_else(String::new, |value| format!(r#","{name}":"{value}""#))
        };
        let rest = format!("{}{}", field("field", &unread.field), field("reason", &unread.reason));
        assert!(answer.ends_with(&format!(r#""error":"{}"{rest}}}"#, unread.code)), "{answer} {unread:?}");
        assert_eq!(unread.line, FactLine(line.to_owned()));
    }
    assert_eq!(written(&facts), lines.join("\n") + "\n");
    assert!(!format!("{facts:?}").contains("9901016"), "personal data is printed");
    // What a journal answers otherwise is no fact either; empty lines and a byte order mark say nothing.
    assert_eq!(read(r#"{"query":"due","on":"2025-09-03"}"#).unread[0].code, "unknown_kind");
    assert_eq!(read("\u{feff}\r\n\n{\"regulation\":\"gas-2025-08\"}").unread[0].code, "unknown_kind");
    assert_eq!(read(""), september(0));
}

/// N14: a reply by its text is what the rules say of it.
#[test]
fn a_reply_means_what_the_rules_say() {
    let line = |text| {
        format!(r#"{{"fact":"replied","iin":"990101600002","text":"{text}","at":"2025-09-02T19:00:00Z"}}"#)
    };
    let reply = |text| read(&line(text)).facts[0].clone();
    let expected = |reply| on("2025-09-03", Fact::Replied { iin: iin(), reply });
    assert_eq!(reply("21*1"), expected(Reply::Agree));
    assert_eq!(reply("55*1"), expected(Reply::Unrecognised));
}

/// Of the other programmes the lines themselves are the facts.
#[test]
fn lines_come_back_as_they_were() {
    let to_json = |lines: &[&str]| {
        fact_lines_to_json(lines.iter().map(|line| FactLine((*line).to_owned())).collect()).unwrap()
    };
    let lines = [r#"{"fact":"served"}"#, "nonsense", "{\"fact\": \"\u{e000}\"}"];
    let text = to_json(&lines);
    let back = fact_lines_from_json(crate::text(&text)).unwrap();
    assert!(back.iter().map(|line| line.0.as_str()).eq(lines));
    assert_eq!(fact_lines_to_json(back).unwrap(), text);
    // One fact stays one line.
    assert_eq!(to_json(&["{\"fact\":\n\"served\"}"]), "{\"fact\": \"served\"}\n");
}

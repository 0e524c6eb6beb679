//! N34, the canary: identifiers are planted everywhere, and no run of six or more of their digits may
//! come out of a `Debug`, an error, a refusal or a text. Answers may hold them only where the wire
//! format has a place for them.
#![expect(clippy::unwrap_used, clippy::string_slice, reason = "helpers of a test fail as the test does")]

use std::collections::BTreeMap;

use serde_json::Value;
use voucher_core::{gas::*, *};
use voucher_tests::vectors;

mod assistance;
mod medicines;
mod serde_errors;
mod watch;

use watch::Watch;

const IINS: [&str; 4] = ["990101600002", "990101600012", "990101600302", "990101600101"];
const PHONES: [&str; 2] = ["+77019876543", "8 (747) 864-20-86"];
const ACCOUNTS: [&str; 3] = ["0086429753", "KZ-5558431/7206", "41978263504197826350419782635041"];

fn canaries() -> Vec<&'static str> {
    [&IINS[..], &PHONES, &ACCOUNTS].concat()
}

/// The watch itself sees what it must.
#[test]
fn the_canary_sings() {
    let mut watch = Watch::on(&["990101600002", "+7 (701) 987-65-43"]);
    for caught in [
        "iin: 990101600002",
        "…01600002…",
        "16000021",
        "7019876543",
        "[123, 49, 54, 48, 48, 48, 48, 50]",
        "begun: [\n    49,\n    54,\n    48,\n    48,\n    48,\n    48,\n],",
        "Journal { begun: [49, 54, 48, 48, 48, 48], lines: 1 }",
    ] {
        assert!(watch.run_in(caught).is_some(), "{caught}");
    }
    for harmless in
        ["Iin(12 digits)", "16000", "2025-09-07", "123456", "[9, 9, 0, 1, 0, 1]", "49, 54, 48, 48, 48"]
    {
        assert_eq!(watch.run_in(harmless), None, "{harmless}");
    }
}

/// A vector's journal with every short account, which has a digit or more, replaced by a canary.
fn planted(journal: &[u8], watch: &mut Watch) -> Vec<u8> {
    const BEFORE: &[u8] = b"\"account\":\"";
    let (mut planted, mut rest) = (Vec::new(), journal);
    let mut known = BTreeMap::new();
    while let Some(place) = rest.windows(BEFORE.len()).position(|bytes| bytes == BEFORE) {
        let (before, after) = rest.split_at(place + BEFORE.len());
        planted.extend_from_slice(before);
        let end = after.iter().position(|byte| *byte == b'"').unwrap();
        let (account, after) = after.split_at(end);
        if (1..6).contains(&account.iter().filter(|byte| byte.is_ascii_digit()).count()) && account.len() < 8
        {
            let number = known.len();
            let canary = known
                .entry(account.trim_ascii().to_ascii_uppercase())
                .or_insert_with(|| format!("8642{:05}", number * 7001 + 13579));
            planted.extend_from_slice(canary.as_bytes());
            watch.plant(canary);
        } else {
            planted.extend_from_slice(account);
            watch.plant(&String::from_utf8_lossy(account));
        }
        rest = after;
    }
    planted.extend_from_slice(rest);
    planted
}

/// Every line of every vector: the answer, and the journal in the middle of the line and after it.
#[test]
fn vectors_show_no_identifier() {
    let mut watch = Watch::on(&IINS);
    let (mut accepted, mut wanted) = (0, 0);
    for vector in vectors::all().unwrap() {
        wanted += vector.answers.matches(r#""accepted":true"#).count();
        let mut journal = Journal::new();
        for line in planted(&vector.journal, &mut watch).split_inclusive(|byte| *byte == b'\n') {
            let (begun, rest) = line.split_at(line.len() * 3 / 4);
            let mut answers = String::new();
            journal.feed(begun, &mut answers);
            watch.look("a journal in the middle of a line", &format!("{journal:?}"));
            journal.feed(rest, &mut answers);
            for answer in answers.lines() {
                accepted += usize::from(answer.contains(r#""accepted":true"#));
                watch.look_at_answer(answer);
            }
        }
        watch.look_at("a journal", &journal);
        if let Some(ledger) = journal.gas() {
            look_at_ledger(&mut watch, ledger);
        }
        if let Some(ledger) = journal.meals() {
            watch.look_at("a ledger of meals", ledger);
        }
        if let Some(ledger) = journal.family_card() {
            watch.look_at("a ledger of offers", ledger);
            watch.look_at("offers", &ledger.offers());
        }
    }
    assert_eq!(accepted, wanted, "the canaries changed the stories");
    watch.saw_nothing(1000..);
}

/// Events, children, senders and what is known of families: no `Debug` and no error shows them.
#[test]
fn the_family_card_shows_no_reference_and_no_fact() {
    use voucher_core::family_card::*;
    const EVENT: &str = "birth/8642013579";
    const CHILD: &str = "c-9753186420";
    const INCOME: &str = "97531864.20";
    let mut watch = Watch::on(&[&IINS[..], &[EVENT, CHILD, INCOME, "97531864", "9753186420"]].concat());
    let key = OfferKey {
        service: Service::ChildCare,
        iin: Iin::parse(IINS[0]).unwrap(),
        event: Reference::parse(EVENT).unwrap(),
        child: Some(Reference::parse(CHILD).unwrap()),
    };
    let mut ledger = Ledger::new(Proactive::proactive_2025_09());
    let on = parse_date("2026-02-10").unwrap();
    for fact in [Fact::RightArose { key }, Fact::Offered { key }] {
        watch.look_at("a fact", &fact);
        watch.look_at("an outcome", &ledger.record(on, &fact));
    }
    watch.look_at("a ledger", &ledger);
    watch.look_at("offers", &ledger.offers());
    watch.look_at("what is due", &ledger.due(on));
    watch.look_at("a message", &Said::Text(EVENT));
    let grading = Grading::grading_2026_06();
    let (mut family, income) = (Family::new(&grading), Amount::parse(INCOME).unwrap());
    family.know("income_per_head", FactValue::Amount(income)).unwrap();
    watch.look_at("a family", &family);
    watch.look_at(
        "a value",
        &(
            FactValue::Amount(income),
            FactValue::Count(Count::new(97_531_864).unwrap()),
            FactValue::Value(EVENT),
        ),
    );
    watch.look_at(
        "faults",
        &[family.know(EVENT, FactValue::Count(Count::ZERO)), family.know("arrears", FactValue::Value(EVENT))],
    );
    let born = parse_date("2010-05-05").ok();
    watch.look_at(
        "a right",
        &RightFacts::ChildCare(ChildCareFacts { born, income_24_months: Some(income), ..Default::default() }),
    );
    let mut journal = Journal::new();
    journal.answer(br#"{"regulation":"proactive-2025-09"}"#);
    for line in [
        format!(
            r#"{{"fact":"offered","iin":"{}","service":"birth","event":"{EVENT} {EVENT}","on":"2026-02-10"}}"#,
            IINS[0]
        ),
        format!(
            r#"{{"fact":"replied","iin":"{}","service":"birth","event":"e","child":"{CHILD}","sender":"{INCOME}","text":"{EVENT}","on":"2026-02-10"}}"#,
            IINS[0]
        ),
        format!(
            r#"{{"query":"entitled","service":"child_care","facts":{{"income_24_months":"{INCOME}1","{CHILD}":1}},"on":"2026-02-10"}}"#
        ),
        format!(
            r#"{{"query":"entitled","service":"child_care","facts":{{"income_24_months":"{INCOME}1"}},"on":"2026-02-10"}}"#
        ),
    ] {
        watch.look("an answer", &journal.answer(line.as_bytes()).unwrap());
        watch.look_at("a journal", &journal);
    }
    watch.saw_nothing(15..);
}

/// Whatever a ledger gives.
fn look_at_ledger(watch: &mut Watch, ledger: &Ledger) {
    watch.look_at("a ledger", ledger);
    for month in ledger.months() {
        let on = ledger.regulation().register_due(month);
        watch.look_at("a register", &ledger.register(month, on));
        watch.look_at("a summary", &ledger.summary(month, on));
        for day in month.first_day().iter_days().take(31) {
            watch.look_at("what is due", &ledger.due(day));
        }
        for person in ledger.people(month) {
            watch.look_at("a person's month", &person);
            watch.look_at("a commit key", &ledger.commit_key(person.iin, month));
            let account = person.account.unwrap_or(Account::parse(ACCOUNTS[0]).unwrap());
            for day in month.first_day().iter_days().take(31) {
                watch.look_at("a preview", &ledger.preview(person.iin, account, Some(true), day));
            }
        }
    }
}

/// Values that no journal makes, and facts.
#[test]
fn values_show_no_identifier() {
    let mut watch = Watch::on(&canaries());
    let on = parse_date("2025-09-07").unwrap();
    let month = Month::of(on);
    let regulation = Regulation::gas_2025_08();
    for phone in PHONES {
        watch.look_at("a phone", &Phone::parse(phone).unwrap());
    }
    let mut rows = Vec::new();
    for iin in IINS.map(|iin| Iin::parse(iin).unwrap()) {
        watch.look_at("an iin", &iin);
        watch.look_at("due", &Due::SendRepeatSms { iin });
        for account in ACCOUNTS.map(|account| Account::parse(account).unwrap()) {
            watch.look_at("an account", &account);
            let row = RegisterRow { account, iin, activated_on: on, channel: Channel::EgovMobile };
            watch.look_at("a row", &row);
            rows.push(row);
            let key = CommitKey::new(month, account);
            watch.look_at("a key", &key);
            watch.look_at("a preview", &Preview::Yes(key));
            for fact in [
                Fact::Listed { iin, region: Region::Astana, assistance: AssistanceSet::default() },
                Fact::Delisted { iin },
                Fact::SmsSent { iin, kind: SmsKind::Start },
                Fact::Replied { iin, reply: Reply::Unrecognised },
                Fact::AccountEntered { iin, account, channel: Channel::EgovMobile },
                Fact::OfferAccepted { iin },
                Fact::AccountChecked { iin, account, exists: true },
                Fact::Confirmed { iin },
            ] {
                watch.look_at("a fact", &fact);
                watch.look_at("an outcome", &Ledger::new(regulation.clone()).record(on, &fact));
            }
        }
    }
    watch.look_at("a reconciliation", &reconcile(&rows, &rows[1..]));
    watch.look_at("a register", &Register::new(&regulation, month, rows));
    let key = "990101600002990101600012+77019876543";
    let pseudonymiser = Pseudonymiser::new(key.as_bytes(), "990101600302").unwrap();
    watch.look_at("a pseudonymiser", &pseudonymiser);
    for iin in IINS {
        watch.look("a pseudonym", &pseudonymiser.of_iin(Iin::parse(iin).unwrap()));
    }
    watch.look_at_error(&Pseudonymiser::new(&key.as_bytes()[..31], key).unwrap_err());
    watch.saw_nothing(400..);
}

/// Each canary whole and with faults.
fn faulty() -> Vec<String> {
    let mut faulty = Vec::new();
    for canary in canaries() {
        let middle = canary.char_indices().nth(7).map_or(0, |(place, _)| place);
        let (head, tail) = canary.split_at(middle);
        faulty.push(canary.to_owned());
        for stray in
            ["x", " ", "+", "\0", "\u{200b}", "ж", "٣", "😀", "-", "_", "\"", "\\", "9", "{}", ".5", "e3"]
        {
            faulty.push(format!("{canary}{stray}"));
            faulty.push(format!("{stray}{canary}"));
            faulty.push(format!("{head}{stray}{tail}"));
        }
        faulty.push(canary.repeat(3));
        faulty.push(canary[1..].to_owned());
        faulty.push(canary.replace('2', "3"));
        faulty.push(format!("2025-09-07T10:00:00Z{canary}"));
        faulty.push(format!("2025-09-{canary}"));
    }
    faulty
}

#[test]
fn errors_show_no_identifier() {
    let mut watch = Watch::on(&canaries());
    let mut errors = BTreeMap::<&str, usize>::new();
    let mut look = |watch: &mut Watch, result: Result<(), Error>| {
        if let Err(error) = result {
            watch.look_at_error(&error);
            *errors.entry(error.code()).or_default() += 1;
        }
    };
    let json = Regulation::gas_2024_12().canonical_json();
    for text in faulty() {
        for result in [
            Iin::parse(&text).map(drop),
            Phone::parse(&text).map(drop),
            Account::parse(&text).map(drop),
            Reference::parse(&text).map(drop),
            Month::parse(&text).map(drop),
            Volume::parse(&text).map(drop),
            Price::parse(&text).map(drop),
            Rate::parse(&text).map(drop),
            Region::from_kato(&text).map(drop),
            Region::from_name(&text).map(drop),
            parse_date(&text).map(drop),
            parse_instant(&text).map(drop),
            Regulation::from_json(&text).map(drop),
            Regulation::gas_2025_08().patched(&text).map(drop),
        ] {
            look(&mut watch, result);
        }
        let quoted = Value::from(text.as_str()).to_string();
        for known in ["\"631\"", "\"0.24\"", "\"79\"", "\"2025-04-30\"", "\"housing\"", "\"discount\"", "14"]
        {
            look(&mut watch, Regulation::from_json(&json.replace(known, &quoted)).map(drop));
        }
        let patch = format!(r#"{{"consent":{{"scope":{quoted}}},{quoted}:1}}"#);
        look(&mut watch, Regulation::gas_2025_08().patched(&patch).map(drop));
    }
    let journal_only = Error::codes().filter(|code| !errors.contains_key(code)).count();
    assert!(errors.len() > 15 && journal_only > 0, "{errors:?}");
    watch.saw_nothing(10_000..);
}

/// Lines that hold a canary where none belongs: `@` stands for it.
const HOSTILE: [&str; 44] = [
    "@",
    "\"@\"",
    "[\"@\"]",
    "{\"@\"",
    "{\"@\":1}",
    "{\"iin\":\"@\"}",
    "{\"regulation\":\"@\"}",
    "{\"regulation\":{\"id\":\"@\"}}",
    "{\"regulation\":\"gas-2025-08\",\"@\":1}",
    "{\"regulation\":\"gas-2025-08\",\"change\":{\"@\":1}}",
    "{\"regulation\":\"gas-2025-08\",\"change\":{\"regions\":[\"@\"]}}",
    "{\"regulation\":\"gas-2025-08\",\"change\":{\"consent\":{\"scope\":\"@\"}}}",
    "{\"fact\":\"@\",\"on\":\"2025-09-03\"}",
    "{\"query\":\"@\",\"on\":\"2025-09-03\"}",
    "{\"fact\":{\"@\":\"@\"},\"on\":\"2025-09-03\"}",
    "{\"query\":\"due\",\"on\":\"@\"}",
    "{\"query\":\"due\",\"at\":\"@\"}",
    "{\"query\":\"due\",\"on\":\"2025-09-03\",\"@\":1}",
    "{\"query\":\"due\",\"on\":\"2025-09-03\",\"Iin@\":1}",
    "{\"query\":\"due\",\"on\":\"2025-09-03\",\"iin_of_the_person_who_is_called_@\":1}",
    "{\"query\":\"due\",\"on\":\"2025-09-03\",\"@\":1,\"@\":2}",
    "{\"query\":\"due\",\"on\":\"2025-09-03\",\"note\":{\"@\":1,\"@\":2}}",
    "{\"query\":\"due\",\"on\":\"2025-09-03\",\"note\":\"@\"}",
    "{\"query\":\"due\",\"on\":{\"@\":\"@\"}}",
    "{\"query\":\"due\",\"on\":[\"@\"]}",
    "{\"query\":\"status\",\"iin\":\"@x\",\"on\":\"2025-09-03\"}",
    "{\"query\":\"status\",\"iin\":{\"@\":1},\"on\":\"2025-09-03\"}",
    "{\"query\":\"status\",\"iin\":\"990101600002\",\"month\":\"@\",\"on\":\"2025-09-03\"}",
    "{\"query\":\"preview\",\"iin\":\"990101600002\",\"account\":\"@_\",\"on\":\"2025-09-03\"}",
    "{\"query\":\"preview\",\"iin\":\"990101600002\",\"account\":\"1\",\"exists\":\"@\",\"on\":\"2025-09-03\"}",
    "{\"query\":\"register\",\"month\":\"@\",\"on\":\"2025-09-03\"}",
    "{\"query\":\"summary\",\"month\":\"@\",\"on\":\"2025-09-03\"}",
    "{\"query\":\"receipt\",\"month\":\"2025-09\",\"account\":\"1\",\"volume_m3\":\"@\",\"price\":\"1\"}",
    "{\"query\":\"receipt\",\"month\":\"2025-09\",\"account\":\"1\",\"volume_m3\":\"1\",\"price\":\"@\"}",
    "{\"query\":\"receipt\",\"month\":\"2025-09\",\"account\":\"1\",\"volume_m3\":\"1\",\"price\":\"1\",\"terms\":{\"@\":1}}",
    "{\"query\":\"receipt\",\"month\":\"2025-09\",\"account\":\"1\",\"volume_m3\":\"1\",\"price\":\"1\",\"terms\":\"@\"}",
    "{\"fact\":\"listed\",\"iin\":\"990101600002\",\"region\":\"@\",\"assistance\":[],\"on\":\"2025-09-03\"}",
    "{\"fact\":\"listed\",\"iin\":\"990101600002\",\"region\":\"71\",\"assistance\":[\"@\"],\"on\":\"2025-09-03\"}",
    "{\"fact\":\"sms_sent\",\"iin\":\"990101600002\",\"kind\":\"@\",\"on\":\"2025-09-03\"}",
    "{\"fact\":\"replied\",\"iin\":\"990101600002\",\"text\":\"@\",\"on\":\"2025-09-03\"}",
    "{\"fact\":\"replied\",\"iin\":\"990101600002\",\"answer\":\"@\",\"on\":\"2025-09-03\"}",
    "{\"fact\":\"account_entered\",\"iin\":\"990101600002\",\"account\":\"1\",\"channel\":\"@\",\"on\":\"2025-09-03\"}",
    "{\"fact\":\"account_checked\",\"iin\":\"990101600002\",\"account\":\"1\",\"exists\":\"@\",\"on\":\"2025-09-03\"}",
    "{\"fact\":\"confirmed\",\"iin\":\"@\",\"on\":\"2025-09-03\",\"at\":\"@\"}",
];

/// Before and after a regulation is taken; quoted as text, and bare as a number.
#[test]
fn hostile_lines_are_not_repeated() {
    let mut watch = Watch::on(&canaries());
    for first in ["", r#"{"regulation":"gas-2025-08"}"#] {
        for hostile in HOSTILE {
            for canary in canaries() {
                for line in
                    [hostile.replace('@', canary), hostile.replace("\"@\"", canary).replace('@', canary)]
                {
                    let mut journal = Journal::new();
                    journal.answer(first.as_bytes());
                    watch.look_at_answer(&journal.answer(line.as_bytes()).unwrap());
                    watch.look_at("a journal", &journal);
                }
            }
        }
    }
    let lines = 2 * HOSTILE.len() * canaries().len() * 2;
    watch.saw_nothing(3 * lines..=3 * lines);
}

/// A line whose end has not come yet waits in the journal, unseen.
#[test]
fn a_line_begun_is_not_shown() {
    let mut watch = Watch::on(&canaries());
    for canary in canaries() {
        let mut journal = Journal::new();
        journal.feed(format!(r#"{{"fact":"confirmed","iin":"{canary}""#).as_bytes(), &mut String::new());
        watch.look_at("a journal", &journal);
    }
    watch.saw_nothing(18..=18);
}

/// The texts for people hold no digits of anybody.
#[test]
fn messages_show_no_identifier() {
    let mut watch = Watch::on(&canaries());
    let sms = Sms::ALL.iter().map(|sms| sms.texts());
    let refusals = Refusal::ALL.iter().map(|refusal| refusal.texts());
    let stages = Stage::ALL.iter().map(|stage| stage.texts());
    let steps = Step::ALL.iter().map(|step| step.texts());
    for texts in sms.chain(refusals).chain(stages).chain(steps) {
        for &language in Language::ALL {
            let text = texts.in_language(language);
            watch.look("a text", text);
            let digits = text.split(|letter: char| !letter.is_ascii_digit()).map(str::len).max();
            assert!(digits < Some(6), "{text}");
        }
    }
    let texts = 3 * (2 + Refusal::ALL.len() + Stage::ALL.len() + Step::ALL.len());
    watch.saw_nothing(texts..=texts);
}

//! N34 of targeted assistance: references, households, histories and incomes are personal too. Texts that are no digits are
//! planted, and looked for whole.

use std::fmt::Debug;

use serde_json::{Value, json};
use voucher_core::{Journal, QuarterTenge, Reference, parse_date, targeted_assistance::*};

const APPLICATION: &str = "KZ/asp:Zhanar-77";
const MEMBER: &str = "member-of-Zhanar";
const BANK: &str = "bank-of-Zhanar";
const PLANTED: [&str; 8] =
    [APPLICATION, MEMBER, BANK, "86420975", "2019-08-27", "2023-07-19", "990101600002", "Zhanar"];

fn look(what: &str, shown: &str) {
    for planted in PLANTED {
        assert!(!shown.contains(planted), "{what} shows {planted}: {shown}");
    }
}

fn look_at(what: &str, value: &dyn Debug) {
    look(what, &format!("{value:?}"));
    look(what, &format!("{value:#?}"));
}

fn household() -> Value {
    json!([{"member": MEMBER, "role": "applicant", "born": "2019-08-27", "able_bodied": false, "stated": ["alimony"]}])
}

/// A journal of every fact and query, looked at after each line.
#[test]
fn a_journal_shows_nothing_of_a_family() {
    let history = json!([{"what": "contract_broken", "on": "2023-07-19"}]);
    let incomes = json!([{"kind": "wages", "amount": "86420975.31"}]);
    let of = |fact: &str, rest: Value| {
        let mut line = json!({"fact": fact, "application": APPLICATION, "on": "2026-02-10"});
        line.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        line
    };
    let mut told = household()[0].clone();
    told["incomes"] = incomes.clone();
    let lines = [
        json!({"regulation": "asp-2025-01", "change": {"banks": [BANK, "kazpost"]}}),
        of(
            "applied",
            json!({"iin": "990101600002", "channel": "portal", "signed_by": "eds", "bank": BANK, "own_account": true,
            "history": history, "household": household()}),
        ),
        of("evidence_requested", json!({"kind": "income", "member": MEMBER})),
        of(
            "evidence_answered",
            json!({"kind": "income", "member": MEMBER, "source": "system", "on_record": true, "incomes": incomes}),
        ),
        of("digital_document_consented", json!({"member": MEMBER, "consent": true})),
        of("surveyed", json!({"outcome": "done"})),
        of("commission_concluded", json!({"need": false})),
        of("contract_answered", json!({"answer": "signed"})),
        of("breach_recorded", json!({"what": "false_information"})),
        of("decided", json!({"outcome": "refused", "line": "37060"})),
        json!({"query": "decision", "application": APPLICATION, "line": "37060"}),
        json!({"query": "assess", "history": history, "household": [told], "on": "2026-02-10"}),
    ];
    let mut journal = Journal::new();
    for line in &lines {
        let answer = journal.answer(line.to_string().as_bytes()).unwrap();
        assert!(!answer.contains("error"), "{answer}");
        look_at("a journal", &journal);
        let ledger = journal.targeted_assistance().unwrap();
        look_at("a ledger", ledger);
        let application = Reference::parse(APPLICATION).unwrap();
        let standing = ledger.standing(&application);
        look_at("a standing", &standing);
        look_at("a checklist", &ledger.checklist(&application));
        look_at("a decision", &ledger.decision(&application, &Figures::default()));
        look_at("what is due", &ledger.due(parse_date("2026-02-10").unwrap()));
        look_at("who receives", &ledger.receiving(parse_date("2026-02-10").unwrap()));
    }
    let text = journal.targeted_assistance().unwrap().save();
    assert!(text.contains(APPLICATION) && text.contains("86420975.31"), "what is saved is saved whole");
    look_at("a fault of a saved ledger", &Ledger::restore(&text.replace("done", "gone")));
}

/// The values that no journal shows.
#[test]
fn values_show_nothing_of_a_family() {
    let born = parse_date("2019-08-27").unwrap();
    let member =
        Member { born: Some(born), ..Member::new(Reference::parse(MEMBER).unwrap(), Role::Applicant) };
    let amount = QuarterTenge::parse("86420975.31").unwrap();
    let income = Income { kind: IncomeKind::Wages, amount };
    let event = Event { what: Breach::ContractBroken, on: parse_date("2023-07-19").unwrap() };
    let told = Told { incomes: Some(vec![income]), ..Told::new(member) };
    let family =
        Family { history: Some(vec![event]), ..Family::new(Household::new(vec![told.clone()]).unwrap()) };
    let household = Household::new(vec![member]).unwrap();
    let iin = voucher_core::Iin::parse("990101600002").unwrap();
    let filing = Filing::new(iin, Channel::Portal, Signature::Eds, household.clone());
    let filing = Filing { history: Some(vec![event]), bank: Reference::parse(BANK).ok(), ..filing };
    let answer = Answer::of_incomes(Evidence::Income, vec![income]).unwrap();
    let application = Reference::parse(APPLICATION).unwrap();
    let values: [&dyn Debug; 12] = [
        &member,
        &income,
        &event,
        &told,
        &family,
        &household,
        &filing,
        &answer,
        &Fact::Applied { application, filing: filing.clone() },
        &Fact::EvidenceAnswered {
            application,
            member: member.member,
            source: Source::System,
            answer: answer.clone(),
        },
        &Missing::Born(member.member),
        &Household::new(vec![member, member]).unwrap_err(),
    ];
    values.into_iter().for_each(|value| look_at("a value", value));
}

/// Lines in error repeat no value, wherever it stands.
#[test]
fn errors_show_nothing_of_a_family() {
    let applied = json!({"fact": "applied", "application": APPLICATION, "iin": "990101600002", "channel": "centre",
        "signed_by": "paper", "bank": BANK, "own_account": true, "status": "citizen", "service_on": "2026-02-20",
        "history": [{"what": "contract_broken", "on": "2023-07-19"}], "household": household(), "on": "2026-02-10"});
    let assess = json!({"query": "assess", "line": "37060", "on": "2026-02-10", "household": [{"member": MEMBER,
        "role": "applicant", "incomes": [{"kind": "wages", "amount": "86420975.31"}]}]});
    let mut journal = Journal::new();
    journal.answer(br#"{"regulation":"asp-2025-01"}"#).unwrap();
    let mut errors = 0;
    for line in [applied, assess] {
        for pointer in pointers(&line) {
            for hostile in ["Zhanar 86420975", "2019-08-27T", "990101600002 ", ""] {
                let mut line = line.clone();
                *line.pointer_mut(&pointer).unwrap() = json!({ "Zhanar": [hostile] });
                let nested = journal.answer(line.to_string().as_bytes()).unwrap();
                *line.pointer_mut(&pointer).unwrap() = json!(hostile);
                let plain = journal.answer(line.to_string().as_bytes()).unwrap();
                for answer in [nested, plain] {
                    errors += usize::from(answer.contains("error"));
                    look("an answer", &answer);
                }
            }
        }
    }
    assert!(errors > 150, "{errors} errors");
}

/// Where each value of a line stands.
fn pointers(value: &Value) -> Vec<String> {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(object) => object.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(place, item)| (place.to_string(), item)).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    let below = |(name, value): (String, &Value)| {
        let deeper: Vec<_> = pointers(value).iter().map(|pointer| format!("/{name}{pointer}")).collect();
        [vec![format!("/{name}")], deeper].concat()
    };
    inner.into_iter().flat_map(below).collect()
}

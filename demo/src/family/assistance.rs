//! Targeted assistance: applied for in February, assigned for February and March.

use serde_json::{Value, json};
use voucher_core::Programme::TargetedAssistance;
use voucher_core::targeted_assistance::{Assessment, Evidence, Figures, Item};
use voucher_core::{Amount, Reference};

use super::story::{MOTHER, Story, is_taken, with};

/// The line of Aktobe region in the first quarter of 2026, as published, and the monthly calculation index of 2026.
const LINE: &str = "37060";
const MCI: &str = "4325";

/// Everything but the father's wages comes from the systems on the first day.
pub(crate) fn tell(story: &mut Story) {
    let programme = TargetedAssistance;
    let first = "2026-02-10";
    story.step(
        programme,
        first,
        "The mother applies at the employment centre for a family of five",
        "T14",
        applied(),
    );
    let (taken, all) = collect(story, first);
    let answer = format!(r#"{{"line":0,"answered":"{taken} of {all} items"}}"#);
    story.note(programme, first, "The systems of the state answer what they know", "T12, T16", &answer);
    let asked =
        json!({"fact": "evidence_requested", "application": "A-1", "kind": "income", "member": "father"});
    story.step(programme, "2026-02-11", "The father's incomes are asked for in writing", "T15", asked);
    let line = answered(Evidence::Income, "father", "reply");
    story.step(
        programme,
        "2026-02-16",
        "The reply: 540 000 tenge of wages in the last quarter",
        "T9, T16",
        line,
    );
    for (on, what, norm, line) in [
        ("2026-02-17", "The commission visits", "T18", json!({"fact": "surveyed", "outcome": "done"})),
        ("2026-02-18", "It finds need", "T19", json!({"fact": "commission_concluded", "need": true})),
        (
            "2026-02-19",
            "Two can work, so a social contract is signed",
            "T10, T20",
            json!({"fact": "contract_answered", "answer": "signed"}),
        ),
    ] {
        story.step(programme, on, what, norm, of_application(line));
    }
    decide(story, "2026-02-20");
}

/// What the decision would be, and the decision; both with the line and the index.
fn decide(story: &mut Story, on: &str) {
    let figures = of_application(json!({"line": LINE, "mci": MCI}));
    let calculated = calculated(story).unwrap_or_default();
    let answer = format!(r#"{{"line":0,"answer":"{calculated}"}}"#);
    story.note(TargetedAssistance, on, "What is there to decide?", "T24, T28-T30", &answer);
    let decided = with(figures, [("fact", "decided"), ("outcome", "assigned")]);
    story.step(TargetedAssistance, on, "It is assigned for February and March", "T22, T31", decided);
}

/// The answer to the query `decision`, with the money of a month.
fn calculated(story: &Story) -> Option<String> {
    let ledger = story.journal(TargetedAssistance).targeted_assistance()?;
    let figures =
        Figures { line: Amount::parse(LINE).ok(), mci: Amount::parse(MCI).ok(), ..Figures::default() };
    let Assessment { decision, calculation } =
        ledger.decision(&Reference::parse("A-1").ok()?, &figures).ok()?;
    let (kind, months) = (calculation.kind?, calculation.months?);
    let (per_head, month) = (calculation.per_capita?, months.first()?);
    Some(format!(
        "{}, {}; {per_head} a head; {} a month and {} for the small ones, {} months",
        decision.code(),
        kind.code(),
        month.base,
        month.top_up,
        months.len()
    ))
}

fn of_application(line: Value) -> Value {
    with(line, [("application", "A-1")])
}

fn applied() -> Value {
    let child = |name: &str, born: &str| json!({"member": name, "role": "child", "born": born, "able_bodied": false, "stated": []});
    let adult = |name: &str, role: &str| json!({"member": name, "role": role, "able_bodied": true, "cares_for": "nobody", "stated": []});
    let household = [
        adult("mother", "applicant"),
        adult("father", "spouse"),
        child("girl", "2017-10-12"),
        child("boy", "2021-04-02"),
        child("baby", "2023-06-14"),
    ];
    json!({
        "fact": "applied", "application": "A-1", "iin": MOTHER, "channel": "centre", "signed_by": "paper",
        "status": "citizen", "service_on": "2026-03-02", "history": [], "household": household,
    })
}

/// Answers of the systems to all that is needed but the father's incomes: how many were taken, and how many items there
/// are.
fn collect(story: &mut Story, on: &str) -> (usize, usize) {
    let items = checklist(story);
    let known = |item: &&Item| (item.kind, item.member.expose_text()) != (Evidence::Income, "father");
    let lines: Vec<_> = items
        .iter()
        .filter(known)
        .map(|item| answered(item.kind, item.member.expose_text(), "system"))
        .collect();
    let taken =
        lines.into_iter().filter(|line| is_taken(&story.say(TargetedAssistance, on, line.clone()))).count();
    (taken, items.len())
}

fn checklist(story: &Story) -> Vec<Item> {
    let ledger = story.journal(TargetedAssistance).targeted_assistance();
    let items = ledger.zip(Reference::parse("A-1").ok()).and_then(|(ledger, of)| ledger.checklist(&of).ok());
    items.unwrap_or_default()
}

/// What the systems have on record; wages are the father's alone.
fn answered(kind: Evidence, member: &str, source: &str) -> Value {
    let wages = kind == Evidence::Income && member == "father";
    let on_record = wages
        || match kind {
            Evidence::Identity | Evidence::ResidenceRegistration | Evidence::BankDetails => true,
            Evidence::ChildBirthDeath | Evidence::MarriageDivorce | Evidence::Qualification => true,
            Evidence::HousingOwned => member == "father",
            Evidence::Employment => member == "father",
            Evidence::KandasStatus | Evidence::RefugeeStatus | Evidence::ForeignerStatus => false,
            Evidence::StatelessStatus | Evidence::Disability | Evidence::Guardianship => false,
            Evidence::Adoption | Evidence::FullTimeStudy | Evidence::Income => false,
            Evidence::SoleProprietor | Evidence::AssistanceOverlap | Evidence::SubsidiaryPlot => false,
            Evidence::Alimony | Evidence::DetentionTreatment | Evidence::BuildingPlot => false,
            Evidence::Vehicle => false,
        };
    let mut line = json!({
        "fact": "evidence_answered", "application": "A-1", "kind": kind.code(), "member": member,
        "source": source, "on_record": on_record,
    });
    if let (true, Value::Object(fields)) = (wages, &mut line) {
        fields.insert("incomes".to_owned(), json!([{"kind": "wages", "amount": "540000"}]));
    }
    line
}

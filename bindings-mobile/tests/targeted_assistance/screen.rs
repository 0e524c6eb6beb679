//! A family's screen: no contradiction on whichever day it is looked at, and each of its parts.

use voucher_core::{
    Language,
    targeted_assistance::{Evidence, Figures, ItemState, Party, Refusal, Stage},
};
use voucher_core_mobile::{
    CivilDate, FactLine,
    targeted_assistance::{ApplicationScreen, AssistanceAnswer, AssistanceButton},
};

use crate::{answers, applied, day, fact, facts, missing, of_line, reasons, reference, refusals, seen};

const CITIZEN: &str = r#","status":"citizen""#;
const ALONE: &str = r#"{"member":"a","role":"applicant","able_bodied":false,"stated":[]}"#;
const COUPLE: &str = r#"{"member":"a","role":"applicant","able_bodied":true,"stated":[]},{"member":"b","role":"spouse","able_bodied":true,"stated":[]}"#;

/// Filed, and every item answered on the next day.
fn collected(status: &str, household: &str) -> Vec<FactLine> {
    let filed = vec![applied("2026-02-10", status, household)];
    let all = answers(&filed, "2026-02-11");
    [filed, all].concat()
}

fn surveyed() -> [FactLine; 2] {
    [
        fact("2026-02-13", "surveyed", r#","outcome":"done""#),
        fact("2026-02-16", "commission_concluded", r#","need":true"#),
    ]
}

fn decided(on: &str, outcome: &str) -> FactLine {
    fact(on, "decided", &format!(r#","outcome":"{outcome}","line":"37060""#))
}

fn signed(answer: &str) -> FactLine {
    fact("2026-02-17", "contract_answered", &format!(r#","answer":"{answer}""#))
}

/// Whole ways, of which every beginning is a story too.
fn ways() -> Vec<Vec<FactLine>> {
    let alone = [&collected(CITIZEN, ALONE)[..], &surveyed()].concat();
    let couple = [&collected(CITIZEN, COUPLE)[..], &surveyed()].concat();
    let breach = fact("2026-03-10", "breach_recorded", r#","what":"contract_broken""#);
    let no_need = fact("2026-02-16", "commission_concluded", r#","need":false"#);
    let refused = fact("2026-02-13", "surveyed", r#","outcome":"refused""#);
    vec![
        [&alone[..], &[decided("2026-03-03", "assigned"), breach]].concat(),
        [&couple[..], &[signed("signed"), decided("2026-02-18", "assigned")]].concat(),
        [&couple[..], &[signed("refused"), decided("2026-02-18", "refused")]].concat(),
        [&alone[..], &[no_need, decided("2026-02-18", "refused")]].concat(),
        vec![applied("2026-02-10", CITIZEN, COUPLE), refused, decided("2026-02-14", "refused")],
        [&collected("", ALONE)[..], &surveyed()].concat(),
    ]
}

/// Nothing on a screen contradicts, whatever has happened and on whichever day it is looked at (T23, T24).
#[test]
fn a_screen_tells_one_story() {
    let days = || day("2026-02-09").iter_days().take(14).chain([day("2026-03-31"), day("2026-04-01")]);
    let figures = [Figures::default(), of_line("37060", Some("4325")), of_line("1", None)];
    for (place, way) in ways().iter().enumerate() {
        let cut = way.len().saturating_sub(6);
        for length in (0..=2).chain(cut..=way.len()) {
            let lines = &way[..length.min(way.len())];
            for figures in figures {
                for today in days() {
                    let screen = seen(lines, figures, today, Language::En);
                    consistent(&screen, today, &format!("way {place}, {length} lines, {today}"));
                }
            }
        }
    }
}

fn consistent(screen: &ApplicationScreen, today: CivilDate, place: &str) {
    let stage = screen.stage.stage;
    let (none, decided) = (stage == Stage::NoApplication, matches!(stage, Stage::Assigned | Stage::Refused));
    let assessment = &screen.assessment;
    assert_eq!(screen.registered_on.is_none(), none, "{place}");
    let is_blocked = !screen.blocked.is_empty();
    assert_eq!(screen.next.is_none(), none || decided || is_blocked, "{place}");
    assert!(!is_blocked || matches!(stage, Stage::ToComplete | Stage::ToSign), "{place}");
    assert!(
        screen.overdue.is_none() || !decided && screen.until.is_some_and(|until| until < today),
        "{place}"
    );
    assert_eq!((assessment.answer.is_none(), assessment.calculation.is_none()), (none, none), "{place}");
    assert_eq!(
        refusals(&assessment.blocked),
        if none { vec![Refusal::NoApplication] } else { vec![] },
        "{place}"
    );
    let open = screen.evidence.iter().filter(|item| item.state != ItemState::Answered).count();
    assert!(
        screen.evidence.iter().all(|item| item.on_record.is_some() == (item.state == ItemState::Answered))
    );
    let asked = screen.evidence.iter().filter(|item| item.next.is_some()).count();
    assert_eq!(asked, if stage == Stage::Collecting { open } else { 0 }, "{place}");
    assert_eq!(asked > 0, stage == Stage::Collecting, "{place}");
    let months = assessment.calculation.as_ref().is_some_and(|calculation| calculation.months.is_some());
    match &assessment.answer {
        Some(AssistanceAnswer::Assigned { receives, .. }) => {
            assert!(stage == Stage::Assigned || stage == Stage::ToDecide, "{place}");
            assert!(stage != Stage::Assigned || screen.until == Some(receives.last), "{place}");
            assert!(stage == Stage::Assigned || months, "{place}");
        }
        Some(AssistanceAnswer::Refused { reasons }) => assert!(!reasons.is_empty() && !months, "{place}"),
        Some(AssistanceAnswer::CannotTell { missing }) => assert!(!missing.is_empty() && !decided, "{place}"),
        None => {}
    }
    for button in [&screen.sign_contract, &screen.refuse_contract] {
        match button {
            AssistanceButton::Dark { reasons } => assert!(!reasons.is_empty(), "{place}"),
            AssistanceButton::Lit => assert!(!decided && !none, "{place}"),
            AssistanceButton::Done => assert!(!none, "{place}"),
        }
    }
}

/// T12, T13, T23: what evidence is missing, of whom, and who has to bring it.
#[test]
fn evidence_and_who_brings_it() {
    let asked = fact("2026-02-10", "evidence_requested", r#","kind":"vehicle","member":"a""#);
    let identity = r#","kind":"identity","member":"a","source":"paper","on_record":true"#;
    let lines =
        [applied("2026-02-10", CITIZEN, ALONE), asked, fact("2026-02-10", "evidence_answered", identity)];
    let screen = seen(&lines, Figures::default(), day("2026-02-11"), Language::Ru);
    assert_eq!((screen.stage.stage, screen.registered_on), (Stage::Collecting, Some(day("2026-02-10"))));
    let next = screen.next.unwrap();
    assert_eq!(
        (next.code.as_str(), next.by, next.by_text.as_str()),
        ("collect_evidence", Party::Authority, "уполномоченный орган")
    );
    assert!(next.text.ends_with("Вы можете принести документы и сами."));
    let item = |kind| screen.evidence.iter().find(|item| item.kind == kind).unwrap();
    let identity = item(Evidence::Identity);
    assert_eq!(
        (identity.state, identity.on_record, &identity.next),
        (ItemState::Answered, Some(true), &None)
    );
    let vehicle = item(Evidence::Vehicle);
    assert_eq!(vehicle.text, "О наличие в собственности транспортного средства");
    let step = vehicle.next.as_ref().unwrap();
    assert_eq!((step.code.as_str(), step.by), ("await_reply", Party::StateBody));
    let step = item(Evidence::Income).next.as_ref().unwrap();
    assert_eq!((step.code.as_str(), step.by), ("query_system", Party::Authority));
    assert!(screen.evidence.iter().all(|item| item.member == reference("a")));
}

/// T23: the day of the service is the last day in time; the day after, it is overdue.
#[test]
fn overdue_after_the_day_of_the_service() {
    let on = |text| seen(&collected(CITIZEN, ALONE), Figures::default(), day(text), Language::En);
    let (last, late) = (on("2026-02-20"), on("2026-02-21"));
    assert_eq!((last.until, last.overdue), (Some(day("2026-02-20")), None));
    assert_eq!(
        late.overdue.unwrap().text,
        "The day of the service has passed. Please ask the authority about your application."
    );
    let next = late.next.unwrap();
    assert_eq!((next.code.as_str(), next.by), ("survey", Party::Commission));
}

/// T23, T25: what the application left out is the applicant's to add.
#[test]
fn an_application_is_completed_by_the_applicant() {
    let screen = seen(&collected("", ALONE), of_line("37060", None), day("2026-02-12"), Language::En);
    assert_eq!(screen.stage.stage, Stage::ToComplete);
    assert_eq!(screen.next.unwrap().by, Party::Applicant);
    assert!(missing(screen.assessment.answer.as_ref()).contains(&("status", None)));
}

/// T10, T20: a couple that can work signs; a person who cannot has nothing to sign.
#[test]
fn a_contract_is_signed_where_one_is_needed() {
    let couple = [&collected(CITIZEN, COUPLE)[..], &surveyed()].concat();
    let of = |lines: &[FactLine], today| seen(lines, of_line("37060", None), day(today), Language::En);
    let before = of(&couple, "2026-02-17");
    assert_eq!((before.stage.stage, before.sign_contract), (Stage::ToSign, AssistanceButton::Lit));
    let after = of(&[&couple[..], &[signed("signed")]].concat(), "2026-02-17");
    assert_eq!((after.sign_contract, after.refuse_contract), (AssistanceButton::Done, AssistanceButton::Lit));
    let refused = of(&[&couple[..], &[signed("refused")]].concat(), "2026-02-17");
    assert_eq!(reasons(refused.assessment.answer.as_ref()), ["contract_refused"]);
    let dark = |screen: ApplicationScreen| match screen.sign_contract {
        AssistanceButton::Dark { reasons } => refusals(&reasons),
        AssistanceButton::Lit | AssistanceButton::Done => vec![],
    };
    assert_eq!(dark(of(&collected(CITIZEN, ALONE), "2026-02-17")), [Refusal::ContractNotNeeded]);
    // N9: a clock that is behind is a reason too.
    assert_eq!(dark(of(&couple, "2026-02-15")), [Refusal::OutOfOrder]);
    assert_eq!(dark(of(&[], "2026-02-15")), [Refusal::NoApplication]);
}

/// T22, T24, T31, T32: the decision stands, with its months beside its own figures only, whatever is recorded later.
#[test]
fn a_decision_stands() {
    let way = &ways()[0];
    let of = |lines: &[FactLine], figures| seen(lines, figures, day("2026-03-11"), Language::En);
    for lines in [&way[..way.len() - 1], way] {
        let screen = of(lines, of_line("37060", None));
        assert_eq!(
            (screen.stage.text.as_str(), screen.until),
            ("Assistance is assigned.", Some(day("2026-03-31")))
        );
        let Some(AssistanceAnswer::Assigned { receives, .. }) = &screen.assessment.answer else { panic!() };
        assert_eq!(receives.first, day("2026-02-01"));
        let months = screen.assessment.calculation.unwrap().months;
        // 37,060 less a third of 60,000, also after the breach.
        let totals = months.unwrap().iter().map(|month| month.total.to_string()).collect::<Vec<_>>();
        assert_eq!(totals, ["17060.00", "17060.00"]);
    }
    let unknown = of(&way[..way.len() - 1], Figures::default()).assessment;
    assert!(matches!(unknown.answer, Some(AssistanceAnswer::Assigned { .. })));
    assert_eq!(unknown.calculation.unwrap().months, None);
}

/// A language changes words and nothing else (N36).
#[test]
fn three_languages() {
    let lines = [applied("2026-02-10", CITIZEN, COUPLE)];
    let [kk, ru, en] = [Language::Kk, Language::Ru, Language::En]
        .map(|language| seen(&lines, Figures::default(), day("2026-02-11"), language));
    for (one, other) in [(&kk, &ru), (&ru, &en)] {
        assert!(one.stage.text != other.stage.text && one.stage.code == other.stage.code);
        for (one, other) in one.evidence.iter().zip(&other.evidence) {
            assert!(one.text != other.text && one.kind == other.kind);
            let (one, other) = (one.next.as_ref().unwrap(), other.next.as_ref().unwrap());
            assert!(one.text != other.text && one.by_text != other.by_text && one.code == other.code);
        }
    }
}

/// A line that is not taken is kept and named; nothing that is printed shows the application or a member (N34).
#[test]
fn lines_that_are_not_taken_are_named_and_nobody_is_printed() {
    let stray = fact("2026-02-10", "dispensed", r#","record":"D-1""#);
    let query = FactLine(r#"{"query":"status","application":"A-1"}"#.to_owned());
    let lines = [applied("2026-02-10", CITIZEN, ALONE), stray, query];
    let screen = seen(&lines, of_line("37060", None), day("2026-02-10"), Language::En);
    let refused: Vec<_> = screen.refused.iter().map(|line| (line.place, line.answer.as_str())).collect();
    assert_eq!(
        refused,
        [(1, r#"{"line":2,"error":"unknown_kind"}"#), (2, r#"{"line":3,"error":"unknown_kind"}"#)]
    );
    let printed = format!("{:?} {screen:?}", facts(&lines));
    assert!(
        !printed.contains("990101") && !printed.contains("A-1") && !printed.contains(r#""a""#),
        "{printed}"
    );
}

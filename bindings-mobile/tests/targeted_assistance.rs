//! Targeted social assistance: a family's screen, and the calculator.

mod calculator;

use voucher_core::{
    Amount, Language, Reference,
    targeted_assistance::{Evidence, Figures, ItemState, Party, Refusal, Regulation, Stage},
};
use voucher_core_mobile::{
    FactLine,
    targeted_assistance::{
        ApplicationFacts, ApplicationScreen, AssistanceAnswer, AssistanceButton, AssistanceReason,
        application_screen,
    },
};

use crate::{PERSON, day, line, reference, refused};

pub(crate) const CITIZEN: &str = r#","status":"citizen""#;
pub(crate) const ALONE: &str = r#"{"member":"a","role":"applicant","able_bodied":false,"stated":[]}"#;
pub(crate) const COUPLE: &str = r#"{"member":"a","role":"applicant","able_bodied":true,"stated":[]},{"member":"b","role":"spouse","able_bodied":true,"stated":[]}"#;

pub(crate) fn of_line(line: &str, mci: Option<&str>) -> Figures {
    let amount = |text| Amount::parse(text).unwrap();
    Figures { line: Some(amount(line)), mci: mci.map(amount), ..Figures::default() }
}

/// A fact of an application.
pub(crate) fn fact(on: impl ToString, name: &str, rest: &str) -> FactLine {
    line(name, &format!(r#""application":"A-1"{rest}"#), on)
}

/// Filed at a service centre, for the day of the service on 20 February.
pub(crate) fn applied(on: impl ToString, status: &str, household: &str) -> FactLine {
    let said = format!(r#"{status},"service_on":"2026-02-20","history":[],"household":[{household}]"#);
    fact(on, "applied", &format!(r#",{PERSON},"channel":"centre","signed_by":"paper"{said}"#))
}

pub(crate) fn facts(lines: &[FactLine]) -> ApplicationFacts {
    ApplicationFacts { application: reference("A-1"), lines: lines.to_vec() }
}

/// Filed, and every item answered on the next day: nothing on record, but an address, an identity and wages of 60,000.
pub(crate) fn collected(status: &str, household: &str) -> Vec<FactLine> {
    let filed = vec![applied("2026-02-10", status, household)];
    let answer = |kind: &str| match kind {
        "identity" | "residence_registration" => r#"true"#,
        "income" => r#"true,"incomes":[{"kind":"wages","amount":"60000"}]"#,
        _ => "false",
    };
    let items = seen(&filed, Figures::default(), "2026-02-11").evidence;
    let answers = items.iter().map(|item| {
        let about = format!(r#","kind":"{}","member":"{}""#, item.code, item.member.expose_text());
        let rest = format!(r#"{about},"source":"system","on_record":{}"#, answer(&item.code));
        fact("2026-02-11", "evidence_answered", &rest)
    });
    filed.iter().cloned().chain(answers).collect()
}

/// Collected, surveyed, and need found.
fn concluded(household: &str) -> Vec<FactLine> {
    let surveyed = fact("2026-02-13", "surveyed", r#","outcome":"done""#);
    let concluded = fact("2026-02-16", "commission_concluded", r#","need":true"#);
    [collected(CITIZEN, household), vec![surveyed, concluded]].concat()
}

fn seen(lines: &[FactLine], figures: Figures, today: &str) -> ApplicationScreen {
    application_screen(facts(lines), Regulation::asp_2025_01(), figures, day(today), Language::En).unwrap()
}

fn refusals(reasons: &[AssistanceReason]) -> Vec<Refusal> {
    reasons.iter().map(|reason| reason.refusal).collect()
}

/// Every reason of a refusal; none of another answer.
fn reasons(answer: Option<&AssistanceAnswer>) -> Vec<Refusal> {
    let Some(AssistanceAnswer::Refused { reasons }) = answer else { return vec![] };
    refusals(reasons)
}

/// All that is missing: what, and of whom; nothing of another answer.
fn missing(answer: Option<&AssistanceAnswer>) -> Vec<(&str, Option<Reference>)> {
    let Some(AssistanceAnswer::CannotTell { missing }) = answer else { return vec![] };
    missing.iter().map(|each| (each.code.as_str(), each.member)).collect()
}

/// T12, T13, T23: what evidence is missing, of whom, and who has to bring it.
#[test]
fn evidence_and_who_brings_it() {
    let asked = fact("2026-02-10", "evidence_requested", r#","kind":"vehicle","member":"a""#);
    let identity = r#","kind":"identity","member":"a","source":"paper","on_record":true"#;
    let answered = fact("2026-02-10", "evidence_answered", identity);
    let lines = [applied("2026-02-10", CITIZEN, ALONE), asked, answered];
    let (rules, today) = (Regulation::asp_2025_01(), day("2026-02-11"));
    let screen = application_screen(facts(&lines), rules, Figures::default(), today, Language::Ru).unwrap();
    assert_eq!((screen.stage.stage, screen.registered_on), (Stage::Collecting, Some(day("2026-02-10"))));
    let next = screen.next.unwrap();
    assert_eq!((next.code.as_str(), next.by), ("collect_evidence", Party::Authority));
    assert_eq!(next.by_text, "уполномоченный орган");
    assert!(next.text.ends_with("Вы можете принести документы и сами."));
    for (kind, state, on_record, next) in [
        (Evidence::Identity, ItemState::Answered, Some(true), None),
        (Evidence::Vehicle, ItemState::Requested, None, Some(("await_reply", Party::StateBody))),
        (Evidence::Income, ItemState::Missing, None, Some(("query_system", Party::Authority))),
    ] {
        let item = screen.evidence.iter().find(|item| item.kind == kind).unwrap();
        assert_eq!((item.state, item.on_record, item.member), (state, on_record, reference("a")), "{kind:?}");
        assert_eq!(item.next.as_ref().map(|step| (step.code.as_str(), step.by)), next, "{kind:?}");
        assert_eq!((item.code.as_str(), item.text.as_str()), (kind.code(), kind.texts().ru()));
    }
}

/// T23: the day of the service is the last day in time; the day after, it is overdue.
#[test]
fn overdue_after_the_day_of_the_service() {
    let on = |text| seen(&collected(CITIZEN, ALONE), Figures::default(), text);
    let (last, late) = (on("2026-02-20"), on("2026-02-21"));
    assert_eq!((last.until, last.overdue), (Some(day("2026-02-20")), None));
    let text = "The day of the service has passed. Please ask the authority about your application.";
    assert_eq!(late.overdue.unwrap().text, text);
    let next = late.next.unwrap();
    assert_eq!((next.code.as_str(), next.by), ("survey", Party::Commission));
}

/// T10, T20, T23, T25: what was left out is the applicant's to add; a couple that can work signs, a person who cannot has nothing to sign.
#[test]
fn what_an_applicant_does() {
    let left_out = seen(&collected("", ALONE), of_line("37060", None), "2026-02-12");
    assert_eq!((left_out.stage.stage, left_out.next.unwrap().by), (Stage::ToComplete, Party::Applicant));
    assert!(missing(left_out.assessment.answer.as_ref()).contains(&("status", None)));
    let answered = |answer| {
        let rest = format!(r#","answer":"{answer}""#);
        let lines = [concluded(COUPLE), vec![fact("2026-02-17", "contract_answered", &rest)]].concat();
        seen(&lines, of_line("37060", None), "2026-02-17")
    };
    let before = seen(&concluded(COUPLE), of_line("37060", None), "2026-02-17");
    assert_eq!((before.stage.stage, before.sign_contract), (Stage::ToSign, AssistanceButton::Lit));
    let after = answered("signed");
    assert_eq!((after.sign_contract, after.refuse_contract), (AssistanceButton::Done, AssistanceButton::Lit));
    assert_eq!(reasons(answered("refused").assessment.answer.as_ref()), [Refusal::ContractRefused]);
    for (lines, today, refusal) in [
        (collected(CITIZEN, ALONE), "2026-02-17", Refusal::ContractNotNeeded),
        (concluded(COUPLE), "2026-02-15", Refusal::OutOfOrder), // N9: a clock that is behind is a reason too
        (vec![], "2026-02-15", Refusal::NoApplication),
    ] {
        let AssistanceButton::Dark { reasons } = seen(&lines, Figures::default(), today).sign_contract else {
            panic!("{refusal:?}")
        };
        assert_eq!(refusals(&reasons), [refusal]);
    }
}

/// T22, T24, T31, T32: the decision stands, with its months beside its own figures only, whatever is recorded later.
#[test]
fn a_decision_stands() {
    let decided = fact("2026-03-03", "decided", r#","outcome":"assigned","line":"37060""#);
    let breach = fact("2026-03-10", "breach_recorded", r#","what":"contract_broken""#);
    let way = [concluded(ALONE), vec![decided, breach]].concat();
    for (figures, lines, totals) in [
        // 37,060 less a third of 60,000, also after the breach.
        (of_line("37060", None), &way[..way.len() - 1], Some(vec!["17060.00", "17060.00"])),
        (of_line("37060", None), &way, Some(vec!["17060.00", "17060.00"])),
        (Figures::default(), &way, None),
    ] {
        let screen = seen(lines, figures, "2026-03-11");
        assert_eq!(
            (screen.stage.text.as_str(), screen.until),
            ("Assistance is assigned.", Some(day("2026-03-31")))
        );
        let Some(AssistanceAnswer::Assigned { receives, .. }) = screen.assessment.answer else { panic!() };
        assert_eq!(receives.first, day("2026-02-01"));
        let months = screen.assessment.calculation.unwrap().months;
        let told: Option<Vec<_>> =
            months.map(|months| months.iter().map(|month| month.total.to_string()).collect());
        assert_eq!(told, totals.map(|totals| totals.into_iter().map(str::to_owned).collect()));
    }
}

/// A line that is not taken is kept and named; nothing that is printed shows the application or a member (N34).
#[test]
fn lines_that_are_not_taken_are_named_and_nobody_is_printed() {
    let stray = fact("2026-02-10", "dispensed", r#","record":"D-1""#);
    let query = FactLine(r#"{"query":"status","application":"A-1"}"#.to_owned());
    let lines = [applied("2026-02-10", CITIZEN, ALONE), stray, query];
    let screen = seen(&lines, of_line("37060", None), "2026-02-10");
    assert_eq!(refused(&screen.refused), [1, 2].map(|place| (place, r#""error":"unknown_kind"}"#)));
    let printed = format!("{:?} {screen:?}", facts(&lines));
    assert!(
        !printed.contains("990101") && !printed.contains("A-1") && !printed.contains(r#""a""#),
        "{printed}"
    );
}

//! Targeted social assistance from Rust: a family's screen on every day, and the calculator on published examples.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod calculator;
mod screen;

use voucher_core::{
    Amount, Language, QuarterTenge, Reference, parse_date,
    targeted_assistance::{
        Contract, Family, Figures, Household, Income, IncomeKind, Member, Refusal, Regulation, Role, Status,
        Survey, Told,
    },
};
use voucher_core_mobile::{
    CivilDate, FactLine,
    targeted_assistance::{
        ApplicationFacts, ApplicationScreen, AssistanceAnswer, AssistanceReason, application_screen,
    },
};

fn day(text: &str) -> CivilDate {
    parse_date(text).unwrap()
}

fn reference(text: &str) -> Reference {
    Reference::parse(text).unwrap()
}

fn of_line(line: &str, mci: Option<&str>) -> Figures {
    let amount = |text| Amount::parse(text).unwrap();
    Figures { line: Some(amount(line)), mci: mci.map(amount), ..Figures::default() }
}

/// A member who is registered, present, able-bodied or not, with wages of the whole quarter or no income.
fn told(name: &str, role: Role, able_bodied: bool, wages: Option<&str>) -> Told {
    let income = |amount| Income { kind: IncomeKind::Wages, amount: QuarterTenge::parse(amount).unwrap() };
    let mut told = Told::new(Member::new(reference(name), role));
    (told.member.able_bodied, told.member.stated) = (Some(able_bodied), Some([].into_iter().collect()));
    (told.registered, told.absent) = (Some(true), Some(false));
    told.incomes = Some(wages.into_iter().map(income).collect());
    told
}

/// A family of citizens of whom the commission has found need, and who have signed what is to be signed.
fn family(members: Vec<Told>) -> Family {
    Family {
        status: Some(Status::Citizen),
        overlap: Some(false),
        survey: Some(Survey::Done),
        need: Some(true),
        contract: Some(Contract::Signed),
        history: Some(vec![]),
        ..Family::new(Household::new(members).unwrap())
    }
}

fn refusals(reasons: &[AssistanceReason]) -> Vec<Refusal> {
    reasons.iter().map(|reason| reason.refusal).collect()
}

/// Every reason of a refusal, by code; none of another answer.
fn reasons(answer: Option<&AssistanceAnswer>) -> Vec<&str> {
    let Some(AssistanceAnswer::Refused { reasons }) = answer else { return vec![] };
    reasons.iter().map(|each| each.code.as_str()).collect()
}

/// All that is missing: what, and of whom; nothing of another answer.
fn missing(answer: Option<&AssistanceAnswer>) -> Vec<(&str, Option<Reference>)> {
    let Some(AssistanceAnswer::CannotTell { missing }) = answer else { return vec![] };
    missing.iter().map(|each| (each.code.as_str(), each.member)).collect()
}

/// A fact of an application.
fn fact(on: &str, name: &str, rest: &str) -> FactLine {
    FactLine(format!(r#"{{"fact":"{name}","application":"A-1"{rest},"on":"{on}"}}"#))
}

/// Filed at a service centre, for the day of the service on 20 February.
fn applied(on: &str, status: &str, household: &str) -> FactLine {
    let person = r#","iin":"990101600002","channel":"centre","signed_by":"paper""#;
    let said = format!(r#"{status},"service_on":"2026-02-20","history":[],"household":[{household}]"#);
    fact(on, "applied", &format!("{person}{said}"))
}

fn facts(lines: &[FactLine]) -> ApplicationFacts {
    ApplicationFacts { application: reference("A-1"), lines: lines.to_vec() }
}

fn seen(lines: &[FactLine], figures: Figures, today: CivilDate, language: Language) -> ApplicationScreen {
    application_screen(facts(lines), Regulation::asp_2025_01(), figures, today, language).unwrap()
}

/// An answer to every item that is still missing: nothing on record, but an address, an identity and wages of 60,000.
fn answers(lines: &[FactLine], on: &str) -> Vec<FactLine> {
    let items = seen(lines, Figures::default(), day(on), Language::En).evidence;
    let answer = |code: &str| match code {
        "identity" | "residence_registration" => r#""on_record":true"#,
        "income" => r#""on_record":true,"incomes":[{"kind":"wages","amount":"60000"}]"#,
        _ => r#""on_record":false"#,
    };
    let line = |code: &str, member: &Reference| {
        let item = format!(r#","kind":"{code}","member":"{}","source":"system","#, member.expose_text());
        fact(on, "evidence_answered", &format!("{item}{}", answer(code)))
    };
    items.iter().filter(|item| item.next.is_some()).map(|item| line(&item.code, &item.member)).collect()
}

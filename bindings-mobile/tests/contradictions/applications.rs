//! Applications for targeted assistance.

use voucher_core::{
    Journal,
    programme::PersonAction,
    targeted_assistance::{Figures, ItemState, Ledger, Party, Refusal, Regulation, Stage},
};
use voucher_core_mobile::{
    CivilDate, FactLine,
    targeted_assistance::{ApplicationScreen, AssistanceAnswer, AssistanceButton, application_screen},
    wallet::WalletHolding,
};

use super::{Held, Shown, Taken, Told, paths, shown, sweep};
use crate::{
    LANGUAGES, days,
    targeted_assistance::{ALONE, CITIZEN, COUPLE, applied, collected, fact, facts, of_line},
};

/// Every path of each filing: evidence that is collected or not, then every choice of the steps.
fn stories() -> Vec<Vec<FactLine>> {
    let step = |on: &str, name: &str, field: &str, values: [&str; 2], rest: &str| {
        values.map(|value| fact(on, name, &format!(r#","{field}":{value}{rest}"#)))
    };
    let ways = paths(&[
        &step("2026-02-13", "surveyed", "outcome", [r#""done""#, r#""refused""#], ""),
        &step("2026-02-16", "commission_concluded", "need", ["true", "false"], ""),
        &step("2026-02-17", "contract_answered", "answer", [r#""signed""#, r#""refused""#], ""),
        &step("2026-02-18", "decided", "outcome", [r#""assigned""#, r#""refused""#], r#","line":"37060""#),
    ]);
    let starts = [(CITIZEN, ALONE), ("", ALONE), (CITIZEN, COUPLE)].map(|(status, household)| {
        [vec![applied("2026-02-10", status, household)], collected(status, household)]
    });
    let starts = starts.as_flattened().iter();
    let stories = starts.flat_map(|start| ways.iter().map(move |way| [&start[..], way].concat()));
    [vec![]].into_iter().chain(stories).collect()
}

/// By a journal's own facts; one that completes an application says all that it left out.
fn of_person(held: &Held, action: PersonAction, on: CivilDate) -> FactLine {
    let household = if held.lines.iter().any(|line| line.0.contains("spouse")) { COUPLE } else { ALONE };
    let answered = |answer| fact(on, "contract_answered", &format!(r#","answer":"{answer}""#));
    if action == PersonAction::CompleteApplication {
        return applied(on, CITIZEN, household);
    }
    answered(if action == PersonAction::SignContract { "signed" } else { "refused" })
}

fn held(lines: &[FactLine], figures: Figures, days: impl Iterator<Item = CivilDate>) -> Held {
    let regulation = Regulation::asp_2025_01();
    let ledger = Ledger::new(regulation.clone());
    let holding = WalletHolding::Application { facts: facts(lines), regulation, figures };
    Held::new(holding, lines, Journal::from(ledger), days, of_person)
}

pub(crate) fn february() -> Vec<Held> {
    let around = || days("2026-02-08", 40).chain(days("2026-04-01", 2));
    stories().iter().map(|lines| held(lines, of_line("37060", None), around())).collect()
}

/// The day of the service and the last day of assistance stay where they have passed: they are no days of the person's.
pub(super) fn told(screen: ApplicationScreen, today: CivilDate) -> Told {
    let ApplicationScreen { stage, next, overdue, until, days_left, assessment, .. } = screen;
    let by_applicant = next.as_ref().is_some_and(|next| next.by == Party::Applicant);
    let asks = match stage.stage {
        Stage::ToComplete => Some(PersonAction::CompleteApplication),
        Stage::ToSign => Some(PersonAction::SignContract),
        Stage::NoApplication
        | Stage::Collecting
        | Stage::ToSurvey
        | Stage::ToConclude
        | Stage::ToDecide
        | Stage::Assigned
        | Stage::Refused => None,
    };
    let reasons = match assessment.answer {
        Some(AssistanceAnswer::Refused { reasons }) => reasons,
        Some(AssistanceAnswer::Assigned { .. } | AssistanceAnswer::CannotTell { .. }) | None => vec![],
    };
    let steps = next.into_iter().chain(overdue).map(|step| step.text);
    let reasons = reasons.into_iter().chain(assessment.blocked).map(|reason| reason.text);
    Told {
        title: stage.title,
        words: [stage.text].into_iter().chain(steps).chain(reasons).collect(),
        until: until.filter(|until| today <= *until),
        days_left,
        asks: asks.filter(|_| by_applicant),
        buttons: vec![
            (PersonAction::SignContract, shown!(AssistanceButton, screen.sign_contract)),
            (PersonAction::RefuseContract, shown!(AssistanceButton, screen.refuse_contract)),
        ],
    }
}

#[test]
fn no_screen_contradicts_itself() {
    let around = || days("2026-02-09", 14).chain(days("2026-03-30", 3));
    for (figures, every) in
        [(of_line("37060", Some("4325")), 1), (of_line("1", None), 5), (Figures::default(), 5)]
    {
        let stories = stories().into_iter().step_by(every);
        let all: Vec<_> = stories.map(|lines| held(&lines, figures, around())).collect();
        let met = sweep(&all, |held, today, told| {
            let WalletHolding::Application { facts, regulation, figures } = &held.holding else { panic!() };
            let (facts, rules) = (|| facts.clone(), || regulation.clone());
            let screens = LANGUAGES
                .map(|language| application_screen(facts(), rules(), *figures, today, language).unwrap());
            what_is_asked_can_be_done(held, today, told, &screens[2]);
            goes_with_its_stage(held, today, &screens[2]);
            its_evidence_has_words(&screens);
        });
        assert_eq!(met.len(), 6, "{met:?}");
    }
}

/// Nothing but what the applicant can do is asked of them, a clock that is behind tells why not, and a decision asks for nothing.
fn what_is_asked_can_be_done(held: &Held, today: CivilDate, told: &Told, screen: &ApplicationScreen) {
    let ApplicationScreen { stage, next, overdue, blocked, .. } = screen;
    let place = held.place(today);
    let awaits = stage.stage.action().is_some_and(|action| action.awaits() == Party::Applicant);
    let late = (awaits && told.asks.is_none()).then_some(Refusal::OutOfOrder);
    assert!(blocked.iter().map(|reason| reason.refusal).eq(late), "{place}");
    assert!(late.is_none() || held.is_behind(today), "{place}");
    if let Some(asks) = told.asks {
        assert_eq!(held.does(asks, today), Taken::Changes, "{place}");
    }
    let lit = told.buttons.iter().filter(|(_, shown)| *shown == Shown::Lit).count();
    assert!(stage.stage != Stage::ToSign || told.asks.is_none() || lit == 2, "{place}");
    if matches!(stage.stage, Stage::Assigned | Stage::Refused) {
        assert!(next.is_none() && overdue.is_none() && lit == 0, "{place}");
    }
}

/// T12, T23, T24: registration, deadline, evidence and answer are those of the stage.
fn goes_with_its_stage(held: &Held, today: CivilDate, screen: &ApplicationScreen) {
    let (stage, place, assessment) = (screen.stage.stage, held.place(today), &screen.assessment);
    let (none, decided) = (stage == Stage::NoApplication, matches!(stage, Stage::Assigned | Stage::Refused));
    assert_eq!(screen.registered_on.is_none(), none, "{place}");
    assert!(stage != Stage::Refused || screen.until.is_none(), "{place}");
    assert_eq!(screen.next.is_none(), none || decided || !screen.blocked.is_empty(), "{place}");
    let has_passed = screen.until.is_some_and(|until| until < today);
    assert_eq!(screen.overdue.is_some(), !none && !decided && has_passed, "{place}");
    assert_eq!((assessment.answer.is_none(), assessment.calculation.is_none()), (none, none), "{place}");
    let blocked = assessment.blocked.iter().map(|reason| reason.refusal);
    assert!(blocked.eq(none.then_some(Refusal::NoApplication)), "{place}");
    for item in &screen.evidence {
        let is_answered = item.state == ItemState::Answered;
        assert_eq!(item.on_record.is_some(), is_answered, "{place}");
        assert_eq!(item.next.is_some(), stage == Stage::Collecting && !is_answered, "{place}");
    }
    let months = assessment.calculation.as_ref().is_some_and(|calculation| calculation.months.is_some());
    match &assessment.answer {
        Some(AssistanceAnswer::Assigned { receives, .. }) => {
            let is_last = screen.until == Some(receives.last);
            assert!(if decided { stage == Stage::Assigned && is_last } else { months }, "{place}");
            assert!(decided || stage == Stage::ToDecide, "{place}");
        }
        Some(AssistanceAnswer::Refused { reasons }) => assert!(!reasons.is_empty() && !months, "{place}"),
        Some(AssistanceAnswer::CannotTell { missing }) => assert!(!missing.is_empty() && !decided, "{place}"),
        None => {}
    }
}

fn its_evidence_has_words([kk, ru, en]: &[ApplicationScreen; 3]) {
    for ((kk, ru), en) in kk.evidence.iter().zip(&ru.evidence).zip(&en.evidence) {
        assert!(kk.kind == ru.kind && ru.kind == en.kind && kk.text != ru.text && ru.text != en.text);
        if let (Some(kk), Some(ru), Some(en)) = (&kk.next, &ru.next, &en.next) {
            assert!(kk.code == ru.code && kk.text != ru.text && ru.text != en.text && en.text != kk.text);
            assert!(kk.by_text != ru.by_text && ru.by_text != en.by_text && en.by_text != kk.by_text);
        }
    }
}

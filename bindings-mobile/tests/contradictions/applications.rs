//! Applications for targeted assistance.

use voucher_core::{
    Amount, Journal, Language,
    targeted_assistance::{Figures, Ledger, Party, Refusal, Regulation, Stage},
};
use voucher_core_mobile::{
    CivilDate, FactLine,
    targeted_assistance::{
        ApplicationFacts, ApplicationScreen, AssistanceAnswer, AssistanceButton, application_screen,
    },
};

use crate::{Pressed, Shown, Taken, Told, check, day, days, is_behind, paths, reference, taken};

const ALONE: &str = r#"{"member":"a","role":"applicant","able_bodied":false,"stated":[]}"#;
const COUPLE: &str = r#"{"member":"a","role":"applicant","able_bodied":true,"stated":[]},{"member":"b","role":"spouse","able_bodied":true,"stated":[]}"#;
const CITIZEN: &str = r#","status":"citizen""#;

fn fact(on: &str, name: &str, rest: &str) -> FactLine {
    FactLine(format!(r#"{{"fact":"{name}","application":"A-1"{rest},"on":"{on}"}}"#))
}

fn applied(on: &str, status: &str, household: &str) -> FactLine {
    let person = r#","iin":"990101600002","channel":"centre","signed_by":"paper""#;
    let said = format!(r#"{status},"service_on":"2026-02-20","history":[],"household":[{household}]"#);
    fact(on, "applied", &format!("{person}{said}"))
}

/// The same application, with all that it left out.
pub(crate) fn completed(lines: &[FactLine], on: CivilDate) -> FactLine {
    let household = if lines.iter().any(|line| line.0.contains("spouse")) { COUPLE } else { ALONE };
    applied(&on.to_string(), CITIZEN, household)
}

pub(crate) fn figures() -> Figures {
    Figures { line: Some(Amount::parse("37060").unwrap()), ..Figures::default() }
}

pub(crate) fn facts(lines: &[FactLine]) -> ApplicationFacts {
    ApplicationFacts { application: reference("A-1"), lines: lines.to_vec() }
}

fn screen(lines: &[FactLine], today: CivilDate, language: Language) -> ApplicationScreen {
    application_screen(facts(lines), Regulation::asp_2025_01(), figures(), today, language).unwrap()
}

/// An answer to every item of evidence that is missing: wages of 60,000 and else nothing.
fn answers(filed: &FactLine) -> Vec<FactLine> {
    let items = screen(std::slice::from_ref(filed), day("2026-02-11"), Language::En).evidence;
    let answer = |code: &str| match code {
        "identity" | "residence_registration" => r#""on_record":true"#,
        "income" => r#""on_record":true,"incomes":[{"kind":"wages","amount":"60000"}]"#,
        _ => r#""on_record":false"#,
    };
    let line = |code: &str, member: &str| {
        let item = format!(r#","kind":"{code}","member":"{member}","source":"system","#);
        fact("2026-02-11", "evidence_answered", &format!("{item}{}", answer(code)))
    };
    items.iter().map(|item| line(&item.code, item.member.expose_text())).collect()
}

/// Every path of each filing: evidence that is collected or not, then every choice of the steps.
pub(crate) fn stories() -> Vec<Vec<FactLine>> {
    let step = |on: &str, name: &str, rest: &str| fact(on, name, rest);
    let ways = paths(&[
        &[
            step("2026-02-13", "surveyed", r#","outcome":"done""#),
            step("2026-02-13", "surveyed", r#","outcome":"refused""#),
        ],
        &[
            step("2026-02-16", "commission_concluded", r#","need":true"#),
            step("2026-02-16", "commission_concluded", r#","need":false"#),
        ],
        &[
            step("2026-02-17", "contract_answered", r#","answer":"signed""#),
            step("2026-02-17", "contract_answered", r#","answer":"refused""#),
        ],
        &[
            step("2026-02-18", "decided", r#","outcome":"assigned","line":"37060""#),
            step("2026-02-18", "decided", r#","outcome":"refused","line":"37060""#),
        ],
    ]);
    let filings = [(CITIZEN, ALONE), ("", ALONE), (CITIZEN, COUPLE)];
    let filings = filings.map(|(status, household)| applied("2026-02-10", status, household));
    let with = |filed: &FactLine| {
        let collected = [&[filed.clone()][..], &answers(filed)].concat();
        let starts = [vec![filed.clone()], collected];
        starts.into_iter().flat_map(|start| ways.iter().map(move |way| [&start[..], way].concat())).collect()
    };
    let stories: Vec<Vec<Vec<FactLine>>> = filings.iter().map(with).collect();
    [vec![vec![]], stories.concat()].concat()
}

struct Seen<'a> {
    lines: &'a [FactLine],
    today: CivilDate,
    screen: ApplicationScreen,
}

impl Seen<'_> {
    fn place(&self) -> String {
        let names = self.lines.iter().map(|line| line.0.split('"').nth(3).unwrap());
        let names: Vec<_> = names.filter(|name| *name != "evidence_answered").collect();
        format!("{names:?} of {} facts, {}", self.lines.len(), self.today)
    }

    fn taken(&self, fact: &FactLine) -> Taken {
        taken(Journal::from(Ledger::new(Regulation::asp_2025_01())), self.lines, fact)
    }

    fn buttons(&self) -> Vec<Pressed> {
        let ApplicationScreen { sign_contract, refuse_contract, .. } = &self.screen;
        let pressed = |(button, answer): (&AssistanceButton, &str)| Pressed {
            shown: match button {
                AssistanceButton::Lit => Shown::Lit,
                AssistanceButton::Done => Shown::Done,
                AssistanceButton::Dark { reasons } => {
                    Shown::Dark(reasons.iter().map(|reason| reason.text.clone()).collect())
                }
            },
            taken: self.taken(&answered(self.today, answer)),
        };
        [(sign_contract, "signed"), (refuse_contract, "refused")].map(pressed).into_iter().collect()
    }
}

fn answered(on: CivilDate, answer: &str) -> FactLine {
    fact(&on.to_string(), "contract_answered", &format!(r#","answer":"{answer}""#))
}

#[test]
fn no_screen_contradicts_itself() {
    let around = || days("2026-02-09", 14).chain(days("2026-03-30", 3));
    for &language in Language::ALL {
        for lines in &stories() {
            for today in around() {
                let seen = Seen { lines, today, screen: screen(lines, today, language) };
                one_story(&seen);
                if language == Language::En {
                    what_is_asked_can_be_done(&seen);
                }
            }
        }
    }
}

/// The day of the service and the last day of assistance stay where they have passed: they are no days of the person's.
fn one_story(seen: &Seen<'_>) {
    let ApplicationScreen { stage, next, overdue, until, days_left, assessment, .. } = &seen.screen;
    let steps = next.iter().chain(overdue).map(|step| step.text.as_str());
    let reasons = match &assessment.answer {
        Some(AssistanceAnswer::Refused { reasons }) => &reasons[..],
        Some(AssistanceAnswer::Assigned { .. } | AssistanceAnswer::CannotTell { .. }) | None => &[],
    };
    let reasons = reasons.iter().chain(&assessment.blocked).map(|reason| reason.text.as_str());
    check(&Told {
        place: &seen.place(),
        title: &stage.title,
        stage: &stage.text,
        beside: steps.chain(reasons).collect(),
        until: until.filter(|until| seen.today <= *until),
        days_left: days_left.as_ref(),
        today: seen.today,
        buttons: seen.buttons(),
    });
}

/// What the applicant is asked for can be done, nothing is asked of them else, and a decision asks for nothing.
fn what_is_asked_can_be_done(seen: &Seen<'_>) {
    let ApplicationScreen { stage, next, overdue, sign_contract, refuse_contract, .. } = &seen.screen;
    let (stage, place) = (stage.stage, seen.place());
    let by_applicant = next.as_ref().is_some_and(|next| next.by == Party::Applicant);
    if is_behind(seen.today, seen.lines) && !by_applicant {
        let reasons = seen.screen.blocked.iter().map(|reason| reason.refusal);
        let late = stage.action().is_some_and(|action| action.awaits() == Party::Applicant);
        return assert!(reasons.eq(late.then_some(Refusal::OutOfOrder)), "{place}");
    }
    assert_eq!(by_applicant, matches!(stage, Stage::ToComplete | Stage::ToSign), "{place}");
    match stage {
        Stage::ToComplete => {
            let completed = completed(seen.lines, seen.today);
            assert_eq!(seen.taken(&completed), Taken::Changes, "{place}");
        }
        Stage::ToSign => {
            let lit = [sign_contract, refuse_contract].map(|button| *button == AssistanceButton::Lit);
            assert_eq!(lit, [true; 2], "{place}");
        }
        Stage::Assigned | Stage::Refused => {
            assert!(next.is_none() && overdue.is_none(), "{place}");
            assert!(![sign_contract, refuse_contract].contains(&&AssistanceButton::Lit), "{place}");
        }
        Stage::NoApplication | Stage::Collecting | Stage::ToSurvey | Stage::ToConclude | Stage::ToDecide => {}
    }
}

//! Offers from 1414.

use voucher_core::{
    Journal, Language,
    family_card::{Ledger, NextStep, OfferKey, Proactive, RefusalRule, Service, Stage},
};
use voucher_core_mobile::{
    CivilDate, FactLine,
    family_card::{OfferButton, OfferFacts, OfferScreen, offer_screen},
};

use crate::{Pressed, Shown, Taken, Told, check, days, iin, is_behind, paths, reference, taken};

pub(crate) fn key() -> OfferKey {
    OfferKey { service: Service::LargeFamily, iin: iin(), event: reference("birth/1"), child: None }
}

fn fact(on: &str, name: &str, rest: &str) -> FactLine {
    let key = r#""iin":"990101600002","service":"large_family","event":"birth/1""#;
    FactLine(format!(r#"{{"fact":"{name}",{key}{rest},"on":"{on}"}}"#))
}

fn replied(on: &str, answer: &str) -> FactLine {
    fact(on, "replied", &format!(r#","sender":"1414","answer":"{answer}""#))
}

fn rules() -> Vec<Proactive> {
    let published = Proactive::proactive_2025_09();
    let changed = |refusal, account_step, days| {
        let change = |parts: &mut voucher_core::family_card::ProactiveParts| {
            (parts.refusal, parts.account_step, parts.answer_within_days) = (refusal, account_step, days);
        };
        published.changed(change).unwrap()
    };
    vec![
        published.clone(),
        changed(RefusalRule::Reversible, true, 3),
        changed(RefusalRule::Reversible, false, 1),
    ]
}

pub(crate) fn stories() -> Vec<Vec<FactLine>> {
    let answers = |on| [replied(on, "agree"), replied(on, "refuse")];
    paths(&[
        &[fact("2026-02-09", "right_arose", "")],
        &[fact("2026-02-10", "offered", "")],
        &answers("2026-02-11"),
        &[fact("2026-02-12", "account_known", "")],
        &answers("2026-02-12"),
        &[fact("2026-02-13", "account_confirmed", "")],
        &[fact("2026-02-14", "assigned", "")],
    ])
}

struct Seen {
    rules: Proactive,
    facts: OfferFacts,
    today: CivilDate,
    screen: OfferScreen,
}

impl Seen {
    fn place(&self) -> String {
        let names: Vec<_> = self.facts.lines.iter().map(|line| line.0.split('"').nth(3).unwrap()).collect();
        format!("{names:?}, {:?}, {}", self.rules.parts().refusal, self.today)
    }

    fn taken(&self, fact: &FactLine) -> Taken {
        taken(Journal::from(Ledger::new(self.rules.clone())), &self.facts.lines, fact)
    }

    fn buttons(&self) -> Vec<Pressed> {
        let OfferScreen { agree, refuse, confirm_account, .. } = &self.screen;
        let on = self.today.to_string();
        let facts = [replied(&on, "agree"), replied(&on, "refuse"), fact(&on, "account_confirmed", "")];
        let pressed = |(button, fact): (&OfferButton, &FactLine)| Pressed {
            shown: match button {
                OfferButton::Lit => Shown::Lit,
                OfferButton::Done => Shown::Done,
                OfferButton::Dark { reasons } => {
                    Shown::Dark(reasons.iter().map(|reason| reason.text.clone()).collect())
                }
            },
            taken: self.taken(fact),
        };
        [agree, refuse, confirm_account].into_iter().zip(&facts).map(pressed).collect()
    }
}

fn sweep(language: Language, look: impl Fn(&Seen)) {
    for rules in rules() {
        for lines in stories() {
            for today in days("2026-02-08", 10).chain(days("2026-12-30", 4)) {
                let facts = OfferFacts { key: key(), lines: lines.clone() };
                let screen = offer_screen(facts.clone(), rules.clone(), today, language).unwrap();
                look(&Seen { rules: rules.clone(), facts, today, screen });
            }
        }
    }
}

#[test]
fn no_screen_contradicts_itself() {
    for &language in Language::ALL {
        sweep(language, |seen| {
            one_story(seen);
            if language == Language::En {
                let step = seen.screen.next.as_ref().map(|next| next.step);
                let asks = step.is_some_and(|step| step != NextStep::Apply);
                if asks || !is_behind(seen.today, &seen.facts.lines) {
                    what_is_asked_can_be_done(seen);
                }
                if !is_behind(seen.today, &seen.facts.lines) {
                    a_last_day_is_the_last(seen);
                }
            }
        });
    }
}

fn one_story(seen: &Seen) {
    let OfferScreen { service, caution, stage, until, days_left, silence, next, .. } = &seen.screen;
    let mut beside = vec![service.text.as_str(), caution];
    beside.extend(silence.as_deref());
    beside.extend(next.as_ref().map(|next| next.text.as_str()));
    check(&Told {
        place: &seen.place(),
        title: &stage.title,
        stage: &stage.text,
        beside,
        until: *until,
        days_left: days_left.as_ref(),
        today: seen.today,
        buttons: seen.buttons(),
    });
}

/// What is asked can be done, what can be done is offered; a success asks for nothing.
fn what_is_asked_can_be_done(seen: &Seen) {
    let OfferScreen { stage, agree, refuse, confirm_account, next, silence, until, .. } = &seen.screen;
    let (place, step) = (seen.place(), next.as_ref().map(|next| next.step));
    let (stage, text) = (stage.stage, stage.text.as_str());
    let lit = [agree, refuse, confirm_account].map(|button| *button == OfferButton::Lit);
    let answers = step == Some(NextStep::Answer);
    assert_eq!((silence.is_some(), until.is_some()), (answers, answers), "{place}");
    if matches!(stage, Stage::Agreed | Stage::Assigned) {
        assert!(step.is_none() && *agree == OfferButton::Done, "{place}");
    }
    if stage == Stage::Refused {
        let may_change = text == stage.texts(RefusalRule::Reversible).en();
        return assert_eq!(lit[0], may_change, "{place}");
    }
    let changes_mind = matches!(stage, Stage::AwaitingAccount | Stage::Agreed);
    assert_eq!((lit[0], lit[1]), (answers, answers || changes_mind), "{place}");
    assert!(lit[2] || step != Some(NextStep::ConfirmAccount), "{place}");
}

/// A last day is one on which the answer is taken, and the next is not.
fn a_last_day_is_the_last(seen: &Seen) {
    let Some(until) = seen.screen.until else { return };
    for answer in ["agree", "refuse"] {
        let on = |day: CivilDate| seen.taken(&replied(&day.to_string(), answer));
        let both = (on(until), on(until.succ_opt().unwrap()));
        assert_eq!(both, (Taken::Changes, Taken::No), "{}", seen.place());
    }
}

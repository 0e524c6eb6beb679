//! Offers from 1414.

use voucher_core::{
    Journal, Language,
    family_card::{Ledger, NextStep, Proactive, RefusalRule, Stage},
    programme::PersonAction,
};
use voucher_core_mobile::{
    CivilDate, FactLine,
    family_card::{OfferButton, OfferFacts, OfferScreen, offer_screen},
    wallet::WalletHolding,
};

use super::{Held, Shown, Taken, Told, paths, shown, sweep};
use crate::{
    LANGUAGES, days,
    family_card::offers::{fact, key, replied},
};

fn rules() -> [Proactive; 3] {
    let published = Proactive::proactive_2025_09();
    let changed = |account_step, days| {
        let rules = published.changed(|parts| {
            (parts.refusal, parts.account_step, parts.answer_within_days) =
                (RefusalRule::Reversible, account_step, days);
        });
        rules.unwrap()
    };
    [published.clone(), changed(true, 3), changed(false, 1)]
}

fn stories() -> Vec<Vec<FactLine>> {
    let answers = |on| [replied(on, "agree"), replied(on, "refuse")];
    paths(&[
        &[fact("2026-02-09", "right_arose")],
        &[fact("2026-02-10", "offered")],
        &answers("2026-02-11"),
        &[fact("2026-02-12", "account_known")],
        &answers("2026-02-12"),
        &[fact("2026-02-13", "account_confirmed")],
        &[fact("2026-02-14", "assigned")],
    ])
}

fn held(rules: &Proactive, days: impl Iterator<Item = CivilDate> + Clone) -> Vec<Held> {
    let fact = |_: &Held, action: PersonAction, on: CivilDate| match action == PersonAction::ConfirmAccount {
        true => fact(on, "account_confirmed"),
        false => replied(on, action.code()),
    };
    let of = |lines: &Vec<FactLine>| {
        let facts = OfferFacts { key: key(), lines: lines.clone() };
        let holding = WalletHolding::Offer { facts, regulation: rules.clone() };
        Held::new(holding, lines, Journal::from(Ledger::new(rules.clone())), days.clone(), fact)
    };
    stories().iter().map(of).collect()
}

/// Every path of February under the published rules.
pub(crate) fn february() -> Vec<Held> {
    held(&rules()[0], days("2026-02-08", 40).chain(days("2026-04-01", 2)))
}

pub(super) fn told(screen: OfferScreen) -> Told {
    let OfferScreen { service, caution, stage, until, days_left, silence, next, .. } = screen;
    let asks = next.as_ref().map(|next| match next.step {
        NextStep::Answer => PersonAction::Agree,
        NextStep::ConfirmAccount => PersonAction::ConfirmAccount,
        NextStep::Apply => PersonAction::Apply,
    });
    let beside = silence.into_iter().chain(next.map(|next| next.text));
    let words = [stage.text, service.text, caution].into_iter().chain(beside).collect();
    let buttons = vec![
        (PersonAction::Agree, shown!(OfferButton, screen.agree)),
        (PersonAction::Refuse, shown!(OfferButton, screen.refuse)),
        (PersonAction::ConfirmAccount, shown!(OfferButton, screen.confirm_account)),
    ];
    Told { title: stage.title, words, until, days_left, asks, buttons }
}

#[test]
fn no_screen_contradicts_itself() {
    for rules in rules() {
        let around = days("2026-02-08", 10).chain(days("2026-12-30", 4));
        let met = sweep(&held(&rules, around), |held, today, told| {
            let WalletHolding::Offer { facts, regulation } = &held.holding else { panic!() };
            let screen = |language| offer_screen(facts.clone(), regulation.clone(), today, language).unwrap();
            what_is_asked_can_be_done(held, today, told, &screen(Language::En));
            a_last_day_is_the_last(held, today, told);
            LANGUAGES.map(screen).iter().for_each(none_asks_for_a_code);
        });
        assert_eq!(met.len(), if rules.parts().account_step { 9 } else { 7 }, "{met:?}");
    }
}

/// What is asked can be done, what can be done is offered; a success asks for nothing.
fn what_is_asked_can_be_done(held: &Held, today: CivilDate, told: &Told, screen: &OfferScreen) {
    let OfferScreen { stage, agree, refuse, confirm_account, silence, until, .. } = screen;
    let asks = told.asks.filter(|asks| *asks != PersonAction::Apply);
    let (place, answers) = (held.place(today), asks == Some(PersonAction::Agree));
    assert_eq!((silence.is_some(), until.is_some()), (answers, answers), "{place}");
    if asks.is_none() && held.is_behind(today) {
        return;
    }
    let (stage, text) = (stage.stage, stage.text.as_str());
    let [can_agree, can_refuse, can_confirm] =
        [agree, refuse, confirm_account].map(|button| *button == OfferButton::Lit);
    if matches!(stage, Stage::Agreed | Stage::Assigned) {
        assert!(told.asks.is_none() && *agree == OfferButton::Done, "{place}");
    }
    if stage == Stage::Refused {
        let may_change = text == stage.texts(RefusalRule::Reversible).en();
        return assert_eq!(can_agree, may_change, "{place}");
    }
    let changes_mind = matches!(stage, Stage::AwaitingAccount | Stage::Agreed);
    assert_eq!((can_agree, can_refuse), (answers, answers || changes_mind), "{place}");
    assert!(can_confirm || asks != Some(PersonAction::ConfirmAccount), "{place}");
}

/// A last day is one on which the answer is taken, and the next is not.
fn a_last_day_is_the_last(held: &Held, today: CivilDate, told: &Told) {
    let Some(until) = told.until.filter(|_| !held.is_behind(today)) else { return };
    for action in [PersonAction::Agree, PersonAction::Refuse] {
        let taken = [until, until.succ_opt().unwrap()].map(|on| held.does(action, on));
        assert_eq!(taken, [Taken::Changes, Taken::No], "{}", held.place(today));
    }
}

/// K32: codes are named where somebody is warned of telling one.
fn none_asks_for_a_code(screen: &OfferScreen) {
    let told = told(screen.clone());
    let names_codes =
        |text: &&String| text.to_lowercase().contains("код") || text.to_lowercase().contains("code");
    assert!(told.all_words().filter(names_codes).eq([&screen.caution]), "{}", screen.caution);
}

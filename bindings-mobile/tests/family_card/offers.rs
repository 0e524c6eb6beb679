//! What the screen of an offer says on its boundaries, and that nothing on it contradicts.

use voucher_core::{
    Iin, Language, Reference,
    family_card::{NextStep, OfferKey, Proactive, Refusal, RefusalRule, Service, Stage},
};
use voucher_core_mobile::{
    CivilDate, FactLine,
    family_card::{
        CardReason, OfferButton, OfferFacts, OfferScreen, card_regulation_digest, card_regulation_in_force,
        offer_screen,
    },
};

use crate::day;

fn reference(text: &str) -> Reference {
    Reference::parse(text).unwrap()
}

/// The offer of the allowance to a family with many children, after a birth.
fn key() -> OfferKey {
    let iin = Iin::parse("990101600002").unwrap();
    OfferKey { service: Service::LargeFamily, iin, event: reference("birth/1"), child: None }
}

fn fact(on: &str, name: &str, rest: &str) -> FactLine {
    let key = r#""iin":"990101600002","service":"large_family","event":"birth/1""#;
    FactLine(format!(r#"{{"fact":"{name}",{key}{rest},"on":"{on}"}}"#))
}

fn replied(on: &str, answer: &str) -> FactLine {
    fact(on, "replied", &format!(r#","sender":"1414","answer":"{answer}""#))
}

/// A right that arose on 9 February, and an offer that went out on the next day.
fn offered() -> Vec<FactLine> {
    vec![fact("2026-02-09", "right_arose", ""), fact("2026-02-10", "offered", "")]
}

fn screen(lines: &[FactLine], rules: &Proactive, today: CivilDate, language: Language) -> OfferScreen {
    let facts = OfferFacts { key: key(), lines: lines.to_vec() };
    offer_screen(facts, rules.clone(), today, language).unwrap()
}

fn seen(lines: &[FactLine], today: &str) -> OfferScreen {
    screen(lines, &Proactive::proactive_2025_09(), day(today), Language::En)
}

fn refusals(button: &OfferButton) -> Vec<Refusal> {
    match button {
        OfferButton::Lit | OfferButton::Done => vec![],
        OfferButton::Dark { reasons } => reasons.iter().map(|reason| reason.refusal).collect(),
    }
}

/// K20, K23: an offer of the 10th is answered until the 13th.
#[test]
fn the_last_day_to_answer() {
    let last = seen(&offered(), "2026-02-13");
    assert_eq!((last.stage.stage, last.until), (Stage::Asked, Some(day("2026-02-13"))));
    assert_eq!((&last.agree, &last.refuse), (&OfferButton::Lit, &OfferButton::Lit));
    assert_eq!((last.sender.as_str(), last.service.service), ("1414", Service::LargeFamily));
    assert_eq!(last.service.text, "allowance to families with many children");
    assert_eq!(last.next.unwrap().text, "Please answer the SMS with the offer.");
    assert!(last.silence.unwrap().starts_with("Silence does not count as consent"));
    let after = seen(&offered(), "2026-02-14");
    assert_eq!((after.stage.stage, after.until, after.silence), (Stage::Lapsed, None, None));
    assert_eq!(after.next.unwrap().step, NextStep::Apply);
    assert_eq!(refusals(&after.agree), [Refusal::AnswerTooLate]);
    let OfferButton::Dark { reasons } = after.refuse else { panic!() };
    assert_eq!((reasons[0].code.as_str(), reasons[0].norm.as_str()), ("answer_too_late", "K23"));
    assert_eq!(
        reasons[0].text,
        "The time to answer is over. You can apply for the service in the ordinary way."
    );
}

/// K23 to K26: an agreement, the account, and the benefit; an answer to another number counts for nothing.
#[test]
fn an_agreement_leads_to_the_benefit() {
    let other = fact("2026-02-10", "replied", r#","sender":"+77001234567","answer":"agree""#);
    let fraud = seen(&[offered(), vec![other]].concat(), "2026-02-10");
    assert_eq!(fraud.stage.stage, Stage::Asked);
    let answer = r#"{"line":3,"accepted":false,"refusals":["sender_not_1414"]}"#;
    assert_eq!((fraud.refused[0].place, fraud.refused[0].answer.as_str()), (2, answer));

    let agreed = [offered(), vec![replied("2026-02-13", "agree")]].concat();
    let waiting = seen(&agreed, "2026-03-01");
    assert_eq!(waiting.stage.stage, Stage::AwaitingAccount);
    assert_eq!(waiting.next.unwrap().step, NextStep::ConfirmAccount);
    let buttons = [waiting.agree, waiting.refuse, waiting.confirm_account];
    assert_eq!(buttons, [OfferButton::Done, OfferButton::Lit, OfferButton::Lit]);

    let account = [agreed, vec![fact("2026-03-01", "account_confirmed", "")]].concat();
    let ready = seen(&account, "2026-03-01");
    assert_eq!(
        (ready.stage.stage, ready.next, ready.confirm_account),
        (Stage::Agreed, None, OfferButton::Done)
    );
    let assigned = seen(&[account, vec![fact("2026-03-02", "assigned", "")]].concat(), "2026-03-02");
    assert_eq!((assigned.stage.stage, &assigned.agree), (Stage::Assigned, &OfferButton::Done));
    assert_eq!(refusals(&assigned.refuse), [Refusal::AlreadyAssigned]);
}

/// K23, K32: a refusal that is final, and one that can be taken back.
#[test]
fn a_refusal() {
    let lines = [offered(), vec![replied("2026-02-11", "refuse")]].concat();
    let stands = seen(&lines, "2026-02-13");
    assert_eq!((stands.stage.stage, &stands.refuse), (Stage::Refused, &OfferButton::Done));
    assert_eq!(refusals(&stands.agree), [Refusal::RefusedBefore]);
    assert!(stands.stage.text.contains("no new offer"));
    let rules =
        Proactive::proactive_2025_09().changed(|parts| parts.refusal = RefusalRule::Reversible).unwrap();
    let open = |today| screen(&lines, &rules, day(today), Language::En);
    assert_eq!(open("2026-02-13").agree, OfferButton::Lit);
    assert!(!open("2026-02-13").stage.text.contains("no new offer"));
    assert_eq!(refusals(&open("2026-02-14").agree), [Refusal::AnswerTooLate]);
}

/// N9: a clock that is a day behind darkens every button, and says why.
#[test]
fn a_clock_that_is_behind() {
    let behind = seen(&offered(), "2026-02-09");
    for button in [&behind.agree, &behind.refuse, &behind.confirm_account] {
        assert_eq!(refusals(button), [Refusal::OutOfOrder]);
    }
}

/// Ways that an offer goes.
fn stories() -> Vec<Vec<FactLine>> {
    let with = |more: &[FactLine]| [&offered(), more].concat();
    let agreed = replied("2026-02-11", "agree");
    let account = fact("2026-02-12", "account_confirmed", "");
    vec![
        vec![],
        vec![fact("2026-02-09", "right_arose", "")],
        with(&[]),
        with(&[replied("2026-02-11", "refuse")]),
        with(&[fact("2026-02-10", "account_known", "")]),
        with(std::slice::from_ref(&agreed)),
        with(&[agreed.clone(), account.clone()]),
        with(&[agreed.clone(), replied("2026-02-12", "refuse")]),
        with(&[agreed, account, fact("2026-02-13", "assigned", "")]),
    ]
}

fn worlds() -> impl Iterator<Item = (Proactive, Vec<FactLine>, CivilDate)> {
    let published = Proactive::proactive_2025_09();
    let changed = published.changed(|parts| {
        (parts.refusal, parts.account_step, parts.answer_within_days) = (RefusalRule::Reversible, false, 1);
    });
    let days = || day("2026-02-08").iter_days().take(10).chain([day("2026-12-31"), day("2027-01-01")]);
    [published, changed.unwrap()].into_iter().flat_map(move |rules| {
        let each = move |story: Vec<_>| days().map(move |today| (story.clone(), today));
        stories().into_iter().flat_map(each).map(move |(story, today)| (rules.clone(), story, today))
    })
}

/// K28: stage, words, deadline and buttons tell one story, on whichever day.
#[test]
fn a_screen_tells_one_story() {
    for (rules, story, today) in worlds() {
        let seen = screen(&story, &rules, today, Language::En);
        let place = format!("{:?} of {} facts on {today}", seen.stage.stage, story.len());
        let (stage, step) = (seen.stage.stage, seen.next.as_ref().map(|next| next.step));
        assert_eq!(seen.until.is_some(), step == Some(NextStep::Answer), "{place}");
        assert!(seen.until.is_none_or(|until| today <= until), "{place}");
        assert_eq!(seen.silence.is_some(), step == Some(NextStep::Answer), "{place}");
        let buttons = [&seen.agree, &seen.refuse, &seen.confirm_account];
        for button in buttons {
            assert_eq!(
                refusals(button).is_empty(),
                matches!(button, OfferButton::Lit | OfferButton::Done),
                "{place}"
            );
        }
        if buttons.into_iter().any(|button| refusals(button).contains(&Refusal::OutOfOrder)) {
            continue;
        }
        // What the person is told to do can be done, and what is done stands.
        assert_eq!(step == Some(NextStep::Answer), stage == Stage::Asked, "{place}");
        assert_eq!(seen.refuse == OfferButton::Done, stage == Stage::Refused, "{place}");
        let agreed = matches!(stage, Stage::AwaitingAccount | Stage::Agreed | Stage::Assigned);
        assert_eq!(seen.agree == OfferButton::Done, agreed, "{place}");
        assert!(
            stage != Stage::Asked || buttons[..2].iter().all(|button| **button == OfferButton::Lit),
            "{place}"
        );
        let confirms = seen.confirm_account == OfferButton::Lit;
        assert_eq!(confirms, step == Some(NextStep::ConfirmAccount), "{place}");
    }
}

/// K32, N36: three languages, one screen, and none asks for a code.
#[test]
fn a_language_changes_words_and_nothing_else() {
    let words = |seen: &OfferScreen| {
        let of = |button: &OfferButton| match button {
            OfferButton::Lit | OfferButton::Done => vec![],
            OfferButton::Dark { reasons } => {
                reasons.iter().map(|reason: &CardReason| reason.text.clone()).collect()
            }
        };
        let buttons = [&seen.agree, &seen.refuse, &seen.confirm_account];
        let own = [&seen.service.text, &seen.caution, &seen.stage.text].map(String::clone);
        let more = seen.silence.clone().into_iter().chain(seen.next.clone().map(|next| next.text));
        own.into_iter().chain(more).chain(buttons.into_iter().flat_map(of)).collect::<Vec<_>>()
    };
    for (rules, story, today) in worlds() {
        let seen = [Language::Kk, Language::Ru, Language::En]
            .map(|language| screen(&story, &rules, today, language));
        assert!(
            seen.iter().all(|each| each.stage.stage == seen[0].stage.stage && each.until == seen[0].until)
        );
        let [kk, ru, en] = seen.each_ref().map(words);
        assert!(
            kk.len() == en.len() && kk.iter().zip(&ru).zip(&en).all(|((kk, ru), en)| kk != ru && ru != en)
        );
        for text in kk.iter().chain(&ru).chain(&en).map(|text| text.to_lowercase()) {
            let warns = ["ешкімге айтпаңыз", "никому не сообщайте", "never tell anybody"];
            let names_codes = text.contains("код") || text.contains("code");
            assert!(!names_codes || warns.iter().any(|words| text.contains(words)), "{text}");
        }
    }
}

/// A query among the lines is not answered, a line of later versions is kept, and nothing that is printed shows anybody (N34).
#[test]
fn lines_that_are_not_taken_are_named_and_nobody_is_printed() {
    let strange = [r#"{"query":"due","on":"2026-02-10"}"#, r#"{"fact":"reminded","on":"2026-02-10"}"#];
    let lines = [offered(), strange.map(|line| FactLine(line.to_owned())).to_vec()].concat();
    let seen = seen(&lines, "2026-02-10");
    let refused: Vec<_> = seen.refused.iter().map(|line| (line.place, line.answer.as_str())).collect();
    let unknown = [r#"{"line":3,"error":"unknown_kind"}"#, r#"{"line":4,"error":"unknown_kind"}"#];
    assert_eq!(refused, [(2, unknown[0]), (3, unknown[1])]);
    let printed = format!("{:?} {seen:?}", OfferFacts { key: key(), lines });
    assert!(!printed.contains("990101") && !printed.contains("birth/1"));
}

/// K1: a date has at most one proactive regulation.
#[test]
fn rules_in_force() {
    let id = |date| card_regulation_in_force(day(date), None).unwrap().map(|found| found.id().to_owned());
    assert_eq!(id("2022-08-31"), None);
    assert_eq!(id("2025-09-04").as_deref(), Some("proactive-2023-01"));
    assert_eq!(id("2026-06-17").as_deref(), Some("proactive-2025-09"));
    assert_eq!(card_regulation_digest(Proactive::proactive_2025_09()).unwrap().len(), 71);
    // Of a server's set, whose own order takes the place of the published one.
    let own = Proactive::proactive_2025_09().changed(|_| ()).unwrap();
    let found = card_regulation_in_force(day("2026-06-17"), Some(vec![own.clone()]));
    assert_eq!(found, Ok(Some(own.clone())));
    assert!(card_regulation_in_force(day("2026-06-17"), Some(vec![own.clone(), own])).is_err());
}

//! What the screen of an offer says on its boundaries.

use voucher_core::{
    Language,
    family_card::{NextStep, OfferKey, Proactive, Refusal, Service, Stage},
};
use voucher_core_mobile::{
    FactLine,
    family_card::{OfferButton, OfferFacts, OfferScreen, offer_screen},
};

use crate::{PERSON, day, iin, line, reference, refused};

/// The offer of the allowance to a family with many children, after a birth.
pub(crate) fn key() -> OfferKey {
    OfferKey { service: Service::LargeFamily, iin: iin(), event: reference("birth/1"), child: None }
}

pub(crate) fn fact(on: impl ToString, name: &str) -> FactLine {
    with(on, name, "")
}

fn with(on: impl ToString, name: &str, rest: &str) -> FactLine {
    line(name, &format!(r#"{PERSON},"service":"large_family","event":"birth/1"{rest}"#), on)
}

pub(crate) fn replied(on: impl ToString, answer: &str) -> FactLine {
    with(on, "replied", &format!(r#","sender":"1414","answer":"{answer}""#))
}

/// A right that arose on 9 February, an offer that went out on the next day, and what happened after.
pub(crate) fn offered(more: &[FactLine]) -> OfferFacts {
    let lines = [&[fact("2026-02-09", "right_arose"), fact("2026-02-10", "offered")][..], more].concat();
    OfferFacts { key: key(), lines }
}

fn seen(more: &[FactLine], today: &str) -> OfferScreen {
    offer_screen(offered(more), Proactive::proactive_2025_09(), day(today), Language::En).unwrap()
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
    let last = seen(&[], "2026-02-13");
    assert_eq!((last.stage.stage, last.until), (Stage::Asked, Some(day("2026-02-13"))));
    assert_eq!((&last.agree, &last.refuse), (&OfferButton::Lit, &OfferButton::Lit));
    assert_eq!((last.sender.as_str(), last.service.service), ("1414", Service::LargeFamily));
    assert_eq!(last.service.text, "allowance to families with many children");
    assert_eq!(last.next.unwrap().text, "Please answer the SMS with the offer.");
    assert!(last.silence.unwrap().starts_with("Silence does not count as consent"));
    let after = seen(&[], "2026-02-14");
    assert_eq!((after.stage.stage, after.next.unwrap().step), (Stage::Lapsed, NextStep::Apply));
    assert_eq!(refusals(&after.agree), [Refusal::AnswerTooLate]);
    let OfferButton::Dark { reasons } = after.refuse else { panic!() };
    assert_eq!((reasons[0].code.as_str(), reasons[0].norm.as_str()), ("answer_too_late", "K23"));
    let text = "The time to answer is over. You can apply for the service in the ordinary way.";
    assert_eq!(reasons[0].text, text);
}

/// K23 to K26: an agreement, the account, and the benefit; an answer to another number counts for nothing.
#[test]
fn an_agreement_leads_to_the_benefit() {
    let other = with("2026-02-10", "replied", r#","sender":"+77001234567","answer":"agree""#);
    let fraud = seen(&[other], "2026-02-10");
    assert_eq!(fraud.stage.stage, Stage::Asked);
    assert_eq!(refused(&fraud.refused), [(2, r#""accepted":false,"refusals":["sender_not_1414"]}"#)]);
    let agreed = replied("2026-02-13", "agree");
    let (account, assigned) = (fact("2026-03-01", "account_confirmed"), fact("2026-03-02", "assigned"));
    let way = [agreed, account, assigned];
    let (lit, done) = (OfferButton::Lit, OfferButton::Done);
    let waiting = seen(&way[..1], "2026-03-01");
    assert_eq!(waiting.stage.stage, Stage::AwaitingAccount);
    assert_eq!(waiting.next.unwrap().step, NextStep::ConfirmAccount);
    assert_eq!([waiting.agree, waiting.refuse, waiting.confirm_account], [done.clone(), lit.clone(), lit]);
    let ready = seen(&way[..2], "2026-03-01");
    assert_eq!((ready.stage.stage, ready.next, ready.confirm_account), (Stage::Agreed, None, done));
    let assigned = seen(&way, "2026-03-02");
    assert_eq!(
        (assigned.stage.stage, refusals(&assigned.refuse)),
        (Stage::Assigned, vec![Refusal::AlreadyAssigned])
    );
}

/// A query among the lines is not answered, a line of later versions is kept, and nothing that is printed shows anybody (N34).
#[test]
fn lines_that_are_not_taken_are_named_and_nobody_is_printed() {
    let strange = [r#"{"query":"due","on":"2026-02-10"}"#, r#"{"fact":"reminded","on":"2026-02-10"}"#];
    let strange = strange.map(|line| FactLine(line.to_owned()));
    let seen = seen(&strange, "2026-02-10");
    assert_eq!(refused(&seen.refused), [2, 3].map(|place| (place, r#""error":"unknown_kind"}"#)));
    let printed = format!("{:?} {seen:?}", offered(&strange));
    assert!(!printed.contains("990101") && !printed.contains("birth/1"));
}

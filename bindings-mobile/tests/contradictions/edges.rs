//! What the sweeps over the published rules do not come to: rules that end, days before they begin, a last day after the month's.

use voucher_core::{
    Journal,
    gas::{Fact, Ledger, Regulation as GasRegulation, Reply},
    meals, medicines,
    programme::{PersonAction, ReminderKind, Urgency},
    targeted_assistance::{self, Regulation},
};
use voucher_core_mobile::{
    CivilDate, FactLine,
    meals::MealMonthFacts,
    targeted_assistance::application_screen,
    wallet::{WalletCard, WalletHolding, reminders, wallet},
};

use super::{Held, Taken};
use crate::{
    LANGUAGES, PERSON, day, days, gas, iin, line, month,
    targeted_assistance::{ALONE, CITIZEN, fact, of_line},
};

fn card(holding: &WalletHolding, today: CivilDate) -> WalletCard {
    let [.., language] = LANGUAGES;
    wallet(vec![holding.clone()], today, language).unwrap().remove(0)
}

fn reminded(holding: &WalletHolding, today: &str) -> Vec<(ReminderKind, CivilDate)> {
    let [.., language] = LANGUAGES;
    let reminders = reminders(vec![holding.clone()], day(today), language).unwrap();
    reminders.iter().map(|reminder| (reminder.kind, reminder.on)).collect()
}

fn patched(patch: &str) -> GasRegulation {
    GasRegulation::gas_2025_08().patched(patch).unwrap()
}

/// A patient enrolled on a day, with a prescription that is issued on another, and what happened after.
fn patient(enrolled: &str, issued: &str, more: &[FactLine]) -> WalletHolding {
    let what = format!(r#""prescription":"RX-1",{PERSON},"item":"I","quantity":30,"days":30"#);
    let enrolled = line("enrolled", &format!(r#"{PERSON},"point":"P-1""#), enrolled);
    let facts = crate::medicines::facts(&[&[enrolled, line("prescribed", &what, issued)], more].concat());
    WalletHolding::Prescriptions { facts, regulation: medicines::Regulation::medicines_2024_01() }
}

/// N14, N36: a reply is of the month of its date, so no day after the month's is a last day to answer.
#[test]
fn a_last_day_lies_in_its_month() {
    let regulation = patched(r#"{"consent":{"last_day":{"day":30,"if_missing":"first_day_of_next_month"}}}"#);
    let facts = gas::facts("2026-02", 2);
    let mut ledger = Ledger::new(regulation.clone());
    for fact in &facts.facts {
        assert!(ledger.record(fact.on, &fact.fact).is_accepted());
    }
    let holding = WalletHolding::Gas { facts, regulation };
    for today in days("2026-02-03", 30) {
        let agrees = Fact::Replied { iin: iin(), reply: Reply::Agree };
        let agrees = ledger.clone().record(today, &agrees).is_accepted();
        assert_eq!(card(&holding, today).until, agrees.then_some(day("2026-02-28")), "{today}");
    }
    let of = [(ReminderKind::ThreeDaysLeft, day("2026-02-25")), (ReminderKind::LastDay, day("2026-02-28"))];
    assert_eq!(reminded(&holding, "2026-02-04"), of);
}

/// N36, N40: of a period that ends inside a month, what is not done can be done no more.
#[test]
fn nobody_waits_for_what_has_ended() {
    let regulation = patched(r#"{"period":{"first":"2025-08-28","last":"2025-09-15"}}"#);
    for known in 2..=3 {
        let facts = gas::facts("2025-09", known);
        let holding = WalletHolding::Gas { facts, regulation: regulation.clone() };
        assert_ne!(card(&holding, day("2025-09-15")).urgency, Urgency::Settled);
        let after = card(&holding, day("2025-09-16"));
        assert_eq!((after.urgency, after.until, after.actions), (Urgency::Settled, None, vec![]));
    }
    let holding = patient("2026-12-20", "2026-12-23", &[]);
    assert_eq!(card(&holding, day("2026-12-31")).urgency, Urgency::ToDo);
    assert_eq!(card(&holding, day("2027-01-01")).urgency, Urgency::Settled);
}

/// R3, N40: a prescription that is seen before its day of issue is handed out from that day on, where a point is known.
#[test]
fn a_prescription_opens_on_its_day_of_issue() {
    let issued = day("2026-02-10");
    let of = |more: &[FactLine], today: &str| {
        let holding = patient("2026-02-01", "2026-02-10", more);
        let card = card(&holding, day(today));
        (card.urgency, card.from, reminded(&holding, today).first().copied())
    };
    let opens = Some((ReminderKind::Opens, issued));
    assert_eq!(of(&[], "2026-02-09"), (Urgency::Waiting, Some(issued), opens));
    let three = Some((ReminderKind::ThreeDaysLeft, day("2026-03-09")));
    assert_eq!(of(&[], "2026-02-10"), (Urgency::ToDo, None, three));
    assert_eq!(of(&[line("left", PERSON, "2026-02-10")], "2026-02-09"), (Urgency::Waiting, None, None));
}

/// T2, N36: an edition that has ended takes no application anew, so nobody is asked to complete one.
#[test]
fn nobody_completes_an_application_after_the_edition() {
    let others = "identity residence_registration assistance_overlap disability child_birth_death guardianship \
        adoption marriage_divorce full_time_study sole_proprietor subsidiary_plot employment qualification alimony \
        detention_treatment housing_owned building_plot vehicle bank_details";
    let others = others.split(' ').map(|kind| format!(r#""{kind}":null"#)).collect::<Vec<_>>().join(",");
    let regulation = Regulation::asp_2023_01().patched(&format!(r#"{{"evidence":{{{others}}}}}"#)).unwrap();
    let applied = |rest: &str, on: &str| {
        let person = format!(r#",{PERSON},"channel":"centre","signed_by":"paper""#);
        fact(on, "applied", &format!(r#"{person}{CITIZEN}{rest},"household":[{ALONE}]"#))
    };
    let income = r#","kind":"income","member":"a","source":"system","on_record":false"#;
    let lines = [applied("", "2024-12-20"), fact("2024-12-20", "evidence_answered", income)];
    let (facts, figures) = (crate::targeted_assistance::facts(&lines), of_line("37060", None));
    let holding =
        WalletHolding::Application { facts: facts.clone(), regulation: regulation.clone(), figures };
    let server = Journal::from(targeted_assistance::Ledger::new(regulation.clone()));
    let held = Held::new(holding, &lines, server, [].into_iter(), |_, _, _| FactLine(String::new()));
    let dates = [("2024-12-19", false), ("2024-12-20", true), ("2024-12-31", true), ("2025-01-01", false)];
    for (today, can) in dates {
        let full = applied(r#","history":[]"#, today);
        assert_eq!(held.taken(&full) == Taken::Changes, can, "{today}");
        let [.., language] = LANGUAGES;
        let seen =
            application_screen(facts.clone(), regulation.clone(), figures, day(today), language).unwrap();
        assert_eq!((seen.stage.code.as_str(), seen.next.is_some()), ("to_complete", can), "{today}");
        assert_eq!(seen.blocked.is_empty(), can, "{today}");
        let card = card(&held.holding, day(today));
        let asked = card.actions.iter().any(|each| each.action == PersonAction::CompleteApplication);
        assert_eq!((asked, card.urgency == Urgency::ToDo), (can, can), "{today}");
    }
}

/// N40: what opens on a day that is known is shown with it, and there is a reminder of it.
#[test]
fn meals_open_with_their_period() {
    let regulation = meals::Regulation::meals_2026_02();
    let first = regulation.period().first;
    let lines = vec![crate::meals::listed("2026-02-02", 1)];
    let facts = MealMonthFacts { iin: iin(), month: month("2026-02"), lines };
    let holding = WalletHolding::Meals { facts, regulation };
    let before = card(&holding, day("2026-02-10"));
    assert_eq!((before.urgency, before.from), (Urgency::Waiting, Some(first)));
    assert_eq!(reminded(&holding, "2026-02-10").first(), Some(&(ReminderKind::Opens, first)));
    let then = card(&holding, first);
    assert_eq!((then.urgency, then.from), (Urgency::ToDo, None));
}

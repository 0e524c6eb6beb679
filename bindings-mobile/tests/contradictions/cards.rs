//! The cards of the wallet: what is offered is taken, what is settled asks for nothing, reminders are of days on which it can be
//! done, and what is due first stands first.

use std::collections::BTreeSet;

use voucher_core::{
    Journal, Language, Month, Region,
    family_card::{self, Proactive},
    gas::{self, Assistance, Fact, Reply, SmsKind},
    meals, medicines,
    programme::{PersonAction, ReminderKind, Urgency},
    targeted_assistance,
};
use voucher_core_mobile::{
    CivilDate, FactLine,
    family_card::OfferFacts,
    gas::{GasDatedFact, GasMonthFacts},
    meals::MealMonthFacts,
    medicines::PrescriptionFacts,
    wallet::{WalletCard, WalletHolding, WalletReminder, reminders, wallet},
};

use crate::{Taken, applications, day, days, iin, is_behind, offers, prescriptions, taken};

/// February's gas voucher up to each step.
fn gas() -> Vec<WalletHolding> {
    let (iin, regulation) = (iin(), gas::Regulation::gas_2025_08());
    let assistance = [Assistance::Housing].into_iter().collect();
    let facts = [
        Fact::Listed { iin, region: Region::Astana, assistance },
        Fact::SmsSent { iin, kind: SmsKind::Start },
        Fact::Replied { iin, reply: Reply::Agree },
    ];
    let dated = facts.map(|fact| GasDatedFact { on: day("2026-02-03"), fact });
    let month = Month::parse("2026-02").unwrap();
    let holding = |steps| WalletHolding::Gas {
        facts: GasMonthFacts {
            iin,
            month,
            facts: dated.iter().take(steps).cloned().collect(),
            unread: vec![],
        },
        regulation: regulation.clone(),
    };
    (0..=3).map(holding).collect()
}

/// What stands in a wallet, with its lines and the ledger that they are told to, where it is one of lines.
struct Held {
    holding: WalletHolding,
    lines: Vec<FactLine>,
    journal: fn() -> Journal,
}

fn meal(lines: Vec<FactLine>) -> Held {
    let facts = MealMonthFacts { iin: iin(), month: Month::parse("2026-03").unwrap(), lines: lines.clone() };
    Held {
        holding: WalletHolding::Meals { facts, regulation: meals::Regulation::meals_2026_02() },
        lines,
        journal: || Journal::from(meals::Ledger::new(meals::Regulation::meals_2026_02())),
    }
}

fn prescription(lines: Vec<FactLine>) -> Held {
    let facts = PrescriptionFacts { iin: iin(), lines: lines.clone() };
    Held {
        holding: WalletHolding::Prescriptions {
            facts,
            regulation: medicines::Regulation::medicines_2024_01(),
        },
        lines,
        journal: || Journal::from(medicines::Ledger::new(medicines::Regulation::medicines_2024_01())),
    }
}

fn offer(lines: Vec<FactLine>) -> Held {
    let facts = OfferFacts { key: offers::key(), lines: lines.clone() };
    Held {
        holding: WalletHolding::Offer { facts, regulation: Proactive::proactive_2025_09() },
        lines,
        journal: || Journal::from(family_card::Ledger::new(Proactive::proactive_2025_09())),
    }
}

fn application(lines: Vec<FactLine>) -> Held {
    let regulation = targeted_assistance::Regulation::asp_2025_01();
    Held {
        holding: WalletHolding::Application {
            facts: applications::facts(&lines),
            regulation,
            figures: applications::figures(),
        },
        lines,
        journal: || {
            Journal::from(targeted_assistance::Ledger::new(targeted_assistance::Regulation::asp_2025_01()))
        },
    }
}

/// Everything that is told in lines; a February's or a March's.
fn held() -> Vec<Held> {
    let meals = crate::meals::stories("2026").into_iter().map(meal);
    let prescriptions = prescriptions::stories("2026-02").into_iter().map(prescription);
    let offers = offers::stories().into_iter().map(offer);
    meals
        .chain(prescriptions)
        .chain(offers)
        .chain(applications::stories().into_iter().map(application))
        .collect()
}

fn cards(holdings: &[WalletHolding], today: CivilDate) -> Vec<WalletCard> {
    wallet(holdings.to_vec(), today, Language::En).unwrap()
}

fn of(holding: &WalletHolding, today: CivilDate) -> Vec<WalletCard> {
    cards(std::slice::from_ref(holding), today)
}

fn ahead(holding: &WalletHolding, today: CivilDate) -> Vec<WalletReminder> {
    reminders(vec![holding.clone()], today, Language::En).unwrap()
}

/// The fact by which a person does something; none of what is done elsewhere, or with facts of its own.
fn deed(
    holding: &WalletHolding,
    lines: &[FactLine],
    action: PersonAction,
    on: CivilDate,
) -> Option<FactLine> {
    let person = r#""iin":"990101600002""#;
    let fact = |name: &str, rest: &str| Some(FactLine(format!(r#"{{"fact":"{name}",{rest},"on":"{on}"}}"#)));
    let offer = format!(r#"{person},"service":"large_family","event":"birth/1""#);
    match (holding, action) {
        (WalletHolding::Meals { .. }, PersonAction::Agree) => {
            fact("replied", &format!(r#"{person},"answer":"agree""#))
        }
        (WalletHolding::Meals { .. }, PersonAction::Refuse) => {
            fact("replied", &format!(r#"{person},"answer":"refuse""#))
        }
        (WalletHolding::Meals { .. }, PersonAction::Activate) => fact("activated", person),
        (WalletHolding::Offer { .. }, PersonAction::Agree) => {
            fact("replied", &format!(r#"{offer},"sender":"1414","answer":"agree""#))
        }
        (WalletHolding::Offer { .. }, PersonAction::Refuse) => {
            fact("replied", &format!(r#"{offer},"sender":"1414","answer":"refuse""#))
        }
        (WalletHolding::Offer { .. }, PersonAction::ConfirmAccount) => fact("account_confirmed", &offer),
        (WalletHolding::Prescriptions { .. }, PersonAction::Collect) => {
            let what = r#""record":"D-9","prescription":"RX-1","point":"P-1","quantity":90,"evidence":"qr""#;
            fact("dispensed", what)
        }
        (WalletHolding::Application { .. }, PersonAction::CompleteApplication) => {
            Some(applications::completed(lines, on))
        }
        (WalletHolding::Application { .. }, PersonAction::SignContract) => {
            fact("contract_answered", r#""application":"A-1","answer":"signed""#)
        }
        (WalletHolding::Application { .. }, PersonAction::RefuseContract) => {
            fact("contract_answered", r#""application":"A-1","answer":"refused""#)
        }
        _ => None,
    }
}

#[test]
fn no_card_contradicts_itself() {
    let mut done = BTreeSet::new();
    for Held { holding, lines, journal } in held() {
        let around = days("2026-02-08", 40).chain(days("2026-04-01", 2));
        for today in around {
            for card in of(&holding, today) {
                let place =
                    format!("{:?} of {} facts on {today}: {:?}", card.programme, lines.len(), card.title);
                settled_or_not(&card, today, &place);
                for action in card.actions.iter().map(|each| each.action) {
                    let Some(fact) = deed(&holding, &lines, action, today) else { continue };
                    assert_eq!(taken(journal(), &lines, &fact), Taken::Changes, "{place}: {action:?}");
                    done.insert((card.programme, action));
                }
            }
        }
    }
    assert_eq!(done.len(), 9, "{done:?}");
}

fn settled_or_not(card: &WalletCard, today: CivilDate, place: &str) {
    let WalletCard { urgency, actions, from, until, days_left, .. } = card;
    assert!(from.is_none_or(|from| today < from) && until.is_none_or(|until| today <= until), "{place}");
    let days = until.map(|until| (until - today).num_days());
    assert_eq!(days_left.as_ref().map(|left| i64::from(left.days)), days, "{place}");
    let can = actions.iter().any(|each| each.action != PersonAction::Refuse);
    match urgency {
        Urgency::ToDo => assert!(can && from.is_none(), "{place}"),
        Urgency::Waiting => {}
        Urgency::Settled => assert!(from.is_none() && until.is_none(), "{place}"),
    }
}

/// On the day of a reminder it can be done: the day before the first one it could not, on the last day it still can.
#[test]
fn reminders_are_of_days_on_which_it_can_be_done() {
    let mut kinds = BTreeSet::new();
    let held = held().into_iter().map(|Held { holding, lines, .. }| (holding, lines));
    for (holding, lines) in gas().into_iter().map(|holding| (holding, vec![])).chain(held) {
        for today in days("2026-02-04", 44).filter(|today| !is_behind(*today, &lines)) {
            for reminder in ahead(&holding, today) {
                let then = of(&in_month(&holding, reminder.on), reminder.on);
                let place = format!("{reminder:?} of {} facts on {today}", lines.len());
                let card = then.iter().find(|card| card.reference == reminder.reference).unwrap();
                let days = card.days_left.as_ref().map(|left| left.days);
                assert_eq!(card.urgency, Urgency::ToDo, "{place}");
                match reminder.kind {
                    ReminderKind::Opens => {
                        let before = of(&holding, reminder.on.pred_opt().unwrap());
                        assert!(before.iter().all(|card| card.urgency != Urgency::ToDo), "{place}");
                    }
                    ReminderKind::ThreeDaysLeft => assert_eq!(days, Some(3), "{place}"),
                    ReminderKind::LastDay => {
                        assert_eq!(days, Some(0), "{place}");
                        let after = of(
                            &in_month(&holding, reminder.on.succ_opt().unwrap()),
                            reminder.on.succ_opt().unwrap(),
                        );
                        assert!(after.iter().all(|card| card.urgency == Urgency::Settled), "{place}");
                    }
                }
                kinds.insert((card.programme, reminder.kind));
            }
        }
    }
    assert_eq!(kinds.len(), 8, "{kinds:?}");
}

/// The same in the month of a date: what lasts for a school year is asked of a child on that month's list.
fn in_month(holding: &WalletHolding, on: CivilDate) -> WalletHolding {
    let mut holding = holding.clone();
    if let WalletHolding::Meals { facts, .. } = &mut holding {
        facts.month = Month::of(on);
        if facts.month > Month::parse("2026-03").unwrap() {
            let listed = r#""school":"S-1","region":"71","grade":1,"grounds":["targeted_social"]"#;
            let line = format!(
                r#"{{"fact":"listed","iin":"990101600002",{listed},"on":"{}"}}"#,
                facts.month.first_day()
            );
            facts.lines.push(FactLine(line));
        }
    }
    holding
}

/// All cards of all paths together stand in order, and what is due alike stays as it was handed in.
#[test]
fn what_is_due_first_stands_first() {
    let holdings: Vec<_> = gas().into_iter().chain(held().into_iter().map(|held| held.holding)).collect();
    for today in days("2026-02-08", 40) {
        let shown = cards(&holdings, today);
        let due = |card: &WalletCard| {
            let next = card.from.or(card.until);
            (card.urgency, next.is_none(), next, card.holding)
        };
        assert!(shown.is_sorted_by_key(due), "{today}");
    }
}

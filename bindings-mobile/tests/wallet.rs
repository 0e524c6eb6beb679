//! A wallet of several programmes: what is due first stands first, a card says what its screen says, and reminders are of days on which
//! it can be done (N40).

use std::{collections::BTreeSet, slice::from_ref};

use voucher_core::{
    Language, Programme,
    family_card::Proactive,
    gas::{Action, Regulation},
    meals, medicines,
    programme::{ReminderKind, Urgency},
    targeted_assistance::{self, Figures},
};
use voucher_core_mobile::{
    CivilDate,
    gas::{GasQuestion, gas_screen},
    targeted_assistance::ApplicationFacts,
    wallet::{WalletCard, WalletHolding, reminders, wallet},
};

use crate::{
    contradictions::{Held, applications, meals as children, offers, prescriptions},
    day, days, family_card,
    meals::{facts, listed, replied},
    month, reference,
};

/// February's gas voucher up to a step: listed, asked, agreed.
fn gas(steps: usize) -> WalletHolding {
    WalletHolding::Gas { facts: crate::gas::facts("2026-02", steps), regulation: Regulation::gas_2025_08() }
}

/// A child of the first grade whose parent has agreed or not.
fn meals(agreed: bool) -> WalletHolding {
    let answer = agreed.then(|| replied("2026-02-21", "agree"));
    let lines: Vec<_> = [listed("2026-02-21", 1)].into_iter().chain(answer).collect();
    let facts = facts(month("2026-02"), &lines);
    WalletHolding::Meals { facts, regulation: meals::Regulation::meals_2026_02() }
}

/// Nothing applied for; a prescription of 90 days and one of 30; an offer of 10 February.
fn everything() -> Vec<WalletHolding> {
    let application = WalletHolding::Application {
        facts: ApplicationFacts { application: reference("A-1"), lines: vec![] },
        regulation: targeted_assistance::Regulation::asp_2025_01(),
        figures: Figures::default(),
    };
    let prescriptions = WalletHolding::Prescriptions {
        facts: crate::medicines::facts(&crate::medicines::prescribed()),
        regulation: medicines::Regulation::medicines_2024_01(),
    };
    let facts = family_card::offers::offered(&[]);
    let offer = WalletHolding::Offer { facts, regulation: Proactive::proactive_2025_09() };
    vec![application, gas(0), gas(3), meals(false), prescriptions, offer, meals(true), gas(2)]
}

/// All that the sweeps over contradictions hold in February.
fn held() -> Vec<Held> {
    let [meals, prescriptions] = [children::february(), prescriptions::february()];
    meals.into_iter().chain(prescriptions).chain(offers::february()).chain(applications::february()).collect()
}

fn cards(holdings: &[WalletHolding], today: CivilDate) -> Vec<WalletCard> {
    wallet(holdings.to_vec(), today, Language::En).unwrap()
}

#[test]
fn what_is_due_first_stands_first() {
    let shown = cards(&everything(), day("2026-02-21"));
    let told: Vec<_> = shown.iter().map(|card| (card.holding, card.urgency, card.until)).collect();
    let to_do = |holding, until: &str| (holding, Urgency::ToDo, Some(day(until)));
    let first = [
        to_do(2, "2026-02-28"), // a voucher to activate
        to_do(7, "2026-02-28"), // an SMS to answer
        to_do(4, "2026-03-12"), // a prescription
        to_do(4, "2026-03-12"),
        to_do(3, "2026-05-25"), // consent to a child's meals
    ];
    assert_eq!(told[..5], first);
    // No application, the month without a list, the offer that has lapsed, the child whose parent has agreed.
    assert_eq!(told[5..], [0, 1, 5, 6].map(|holding| (holding, Urgency::Settled, None)));
    let references = ["RX-2", "RX-1", "A-1", "birth/1"].map(reference);
    assert_eq!(shown.iter().filter_map(|card| card.reference).collect::<Vec<_>>(), references);
    assert_eq!(shown[0].programme, Programme::Gas);
    let offered = cards(&everything(), day("2026-02-13"));
    assert_eq!((offered[0].holding, offered[0].until), (5, Some(day("2026-02-13"))));
}

/// On every day the cards of all paths keep their order: what is due alike stays as it was handed in.
#[test]
fn cards_stand_in_order_on_every_day() {
    let held = held().into_iter().map(|held| held.holding);
    let holdings: Vec<_> = everything().into_iter().chain(held).collect();
    for today in days("2026-01-25", 80).step_by(2) {
        let shown = cards(&holdings, today);
        let due = |card: &WalletCard| {
            let next = card.from.or(card.until);
            (card.urgency, next.is_none(), next, card.holding)
        };
        assert!(shown.is_sorted_by_key(due), "{today}");
    }
}

/// A card says what its own screen says.
#[test]
fn a_card_of_gas_is_its_screen_in_short() {
    for steps in 0..=3 {
        for today in days("2026-02-03", 30) {
            let card = cards(&[gas(steps)], today).remove(0);
            let WalletHolding::Gas { facts, regulation } = gas(steps) else { panic!() };
            let screen =
                gas_screen(GasQuestion { facts, regulation, today, language: Language::En }).unwrap();
            let stage = (screen.stage.code, screen.stage.title, screen.stage.text);
            assert_eq!((card.stage, card.title, card.text), stage, "{today}");
            assert_eq!((card.until, card.days_left), (screen.until, screen.days_left), "{today}");
            let actions = screen.actions.iter().map(|action: &Action| (action.code(), action.label().en()));
            let shown = card.actions.iter().map(|action| (action.code.as_str(), action.label.as_str()));
            assert!(shown.eq(actions), "{today}");
        }
    }
}

/// The window opens on the 7th and closes on 28 February.
#[test]
fn reminders_of_a_voucher() {
    let opens = ("2026-02-07", ReminderKind::Opens, "Начинается сегодня");
    let three = ("2026-02-25", ReminderKind::ThreeDaysLeft, "Осталось 3 дня");
    let last = ("2026-02-28", ReminderKind::LastDay, "Сегодня последний день");
    for (steps, today, expected) in [
        (3, "2026-02-06", vec![opens, three, last]),
        (3, "2026-02-07", vec![three, last]),
        (2, "2026-02-06", vec![three, last]), // to answer, which needs no window
        (3, "2026-02-27", vec![last]),
        (3, "2026-02-28", vec![]),
        (1, "2026-02-06", vec![]), // nothing is asked of the person
    ] {
        let all = reminders(vec![gas(0), gas(steps)], day(today), Language::Ru).unwrap();
        assert!(all.iter().all(|each| each.holding == 1 && each.title == Programme::Gas.title().ru()));
        let told = all.iter().map(|each| (each.on, each.kind, each.text.as_str()));
        assert!(
            told.eq(expected.into_iter().map(|(on, kind, text)| (day(on), kind, text))),
            "{steps} {today}"
        );
    }
}

/// On the day of a reminder it can be done: the day before the first one it could not, after the last one it is settled.
#[test]
fn reminders_are_of_days_on_which_it_can_be_done() {
    let mut kinds = BTreeSet::new();
    let own = (0..=3).map(|steps| (gas(steps), None));
    let held: Vec<_> = held();
    for (holding, of) in own.chain(held.iter().map(|held| (held.holding.clone(), Some(held)))) {
        for today in days("2026-02-04", 44).filter(|today| of.is_none_or(|held| !held.is_behind(*today))) {
            let ahead = reminders(vec![holding.clone()], today, Language::En).unwrap();
            assert!(ahead.is_sorted_by_key(|each| (each.on, each.kind)), "{today}");
            for reminder in ahead {
                let place = format!("{reminder:?} on {today}");
                let on = |date: CivilDate| {
                    let shown = cards(&[in_month(&holding, date)], date);
                    shown.into_iter().find(|card| card.reference == reminder.reference).unwrap()
                };
                let then = on(reminder.on);
                assert!(today < reminder.on && then.urgency == Urgency::ToDo, "{place}");
                let left = then.days_left.as_ref().map(|left| left.days);
                let settles = on(reminder.on.succ_opt().unwrap()).urgency == Urgency::Settled;
                match reminder.kind {
                    ReminderKind::Opens => {
                        let before = reminder.on.pred_opt().unwrap();
                        assert!(cards(from_ref(&holding), before)[0].urgency != Urgency::ToDo, "{place}");
                    }
                    ReminderKind::ThreeDaysLeft => assert_eq!(left, Some(3), "{place}"),
                    ReminderKind::LastDay => assert!(left == Some(0) && settles, "{place}"),
                }
                kinds.insert((then.programme, reminder.kind));
            }
        }
    }
    assert_eq!(kinds.len(), 8, "{kinds:?}");
    let ahead = reminders(everything(), day("2026-02-08"), Language::En).unwrap();
    assert!(ahead.is_sorted_by_key(|each| (each.on, each.kind)) && ahead.len() > 6);
}

/// The same in the month of a date: what lasts for a school year is asked of a child on that month's list.
fn in_month(holding: &WalletHolding, on: CivilDate) -> WalletHolding {
    let mut holding = holding.clone();
    if let WalletHolding::Meals { facts, .. } = &mut holding {
        let shown = voucher_core::Month::of(on);
        if facts.month < shown && month("2026-03") < shown {
            facts.lines.push(listed(shown.first_day(), 1));
        }
        facts.month = shown;
    }
    holding
}

/// N34.
#[test]
fn nobody_is_printed() {
    let shown = format!("{:?}{:?}", everything(), cards(&everything(), day("2026-02-21")));
    assert!(!shown.contains("990101600002"));
}

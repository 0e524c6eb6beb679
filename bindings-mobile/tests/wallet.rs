//! A wallet of several programmes: what is due first stands first, a card says what its screen says, and reminders lie ahead (N40).
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::BTreeSet;

use voucher_core::{
    Iin, Language, Month, Programme, Reference, Region,
    family_card::{OfferKey, Proactive, Service},
    gas::{Action, Assistance, Fact, Regulation, Reply, SmsKind},
    meals, medicines, parse_date,
    programme::{PersonAction, ReminderKind, Urgency},
    targeted_assistance::{self, Figures},
};
use voucher_core_mobile::{
    CivilDate, FactLine,
    family_card::OfferFacts,
    gas::{GasDatedFact, GasMonthFacts, GasQuestion, gas_screen},
    meals::MealMonthFacts,
    medicines::PrescriptionFacts,
    targeted_assistance::ApplicationFacts,
    wallet::{WalletCard, WalletHolding, reminders, wallet},
};

fn iin() -> Iin {
    Iin::parse("990101600002").unwrap()
}

fn day(text: &str) -> CivilDate {
    parse_date(text).unwrap()
}

fn reference(text: &str) -> Reference {
    Reference::parse(text).unwrap()
}

fn fact(on: &str, name: &str, rest: &str) -> FactLine {
    FactLine(format!(r#"{{"fact":"{name}",{rest},"on":"{on}"}}"#))
}

/// February's gas voucher up to a step: listed, asked, agreed.
fn gas_facts(steps: usize) -> GasMonthFacts {
    let iin = iin();
    let assistance = [Assistance::Housing].into_iter().collect();
    let facts = [
        Fact::Listed { iin, region: Region::Astana, assistance },
        Fact::SmsSent { iin, kind: SmsKind::Start },
        Fact::Replied { iin, reply: Reply::Agree },
    ];
    let dated = facts.into_iter().take(steps).map(|fact| GasDatedFact { on: day("2026-02-03"), fact });
    GasMonthFacts { iin, month: Month::parse("2026-02").unwrap(), facts: dated.collect(), unread: vec![] }
}

fn gas(steps: usize) -> WalletHolding {
    WalletHolding::Gas { facts: gas_facts(steps), regulation: Regulation::gas_2025_08() }
}

/// A child of the first grade whose parent was notified, and has agreed or not.
fn meals(agreed: bool) -> WalletHolding {
    let child = r#""iin":"990101600002""#;
    let listed = format!(r#"{child},"school":"S-1","region":"71","grade":1,"grounds":["targeted_social"]"#);
    let told = fact("2026-02-21", "replied", &format!(r#"{child},"answer":"agree""#));
    let lines = [fact("2026-02-21", "listed", &listed), fact("2026-02-21", "notified", child)];
    let lines = lines.into_iter().chain(agreed.then_some(told)).collect();
    let facts = MealMonthFacts { iin: iin(), month: Month::parse("2026-02").unwrap(), lines };
    WalletHolding::Meals { facts, regulation: meals::Regulation::meals_2026_02() }
}

/// A prescription of 90 days and one of 30.
fn prescriptions() -> WalletHolding {
    let patient = r#""iin":"990101600002""#;
    let prescribed = |name: &str, quantity: u32| {
        let what = format!(
            r#""prescription":"{name}",{patient},"item":"A10","quantity":{quantity},"days":{quantity}"#
        );
        fact("2026-02-10", "prescribed", &what)
    };
    let enrolled = fact("2026-02-09", "enrolled", &format!(r#"{patient},"point":"P-1""#));
    let lines = vec![enrolled, prescribed("RX-1", 90), prescribed("RX-2", 30)];
    let regulation = medicines::Regulation::medicines_2024_01();
    WalletHolding::Prescriptions { facts: PrescriptionFacts { iin: iin(), lines }, regulation }
}

/// An offer of 20 February, to be answered until the 23rd.
fn offer() -> WalletHolding {
    let key =
        OfferKey { service: Service::LargeFamily, iin: iin(), event: reference("birth/1"), child: None };
    let about = r#""iin":"990101600002","service":"large_family","event":"birth/1""#;
    let lines = vec![fact("2026-02-19", "right_arose", about), fact("2026-02-20", "offered", about)];
    WalletHolding::Offer { facts: OfferFacts { key, lines }, regulation: Proactive::proactive_2025_09() }
}

fn application() -> WalletHolding {
    WalletHolding::Application {
        facts: ApplicationFacts { application: reference("A-1"), lines: vec![] },
        regulation: targeted_assistance::Regulation::asp_2025_01(),
        figures: Figures::default(),
    }
}

fn cards(holdings: &[WalletHolding], today: CivilDate) -> Vec<WalletCard> {
    wallet(holdings.to_vec(), today, Language::En).unwrap()
}

fn everything() -> Vec<WalletHolding> {
    vec![application(), gas(0), gas(3), meals(false), prescriptions(), offer(), meals(true), gas(2)]
}

#[test]
fn what_is_due_first_stands_first() {
    let shown: Vec<_> = cards(&everything(), day("2026-02-21"))
        .into_iter()
        .map(|card| (card.holding, card.urgency, card.until.map(|until| until.to_string())))
        .collect();
    let to_do = |holding, until: &str| (holding, Urgency::ToDo, Some(until.to_owned()));
    let settled = |holding| (holding, Urgency::Settled, None);
    assert_eq!(
        shown[..4],
        [
            to_do(5, "2026-02-23"), // the offer
            to_do(2, "2026-02-28"), // a voucher to activate
            to_do(7, "2026-02-28"), // an SMS to answer
            to_do(4, "2026-03-12"), // the prescription of 30 days
        ]
    );
    // The child whose parent has agreed, the month without a list, no application.
    assert_eq!(shown[6..], [settled(0), settled(1), settled(6)]);
    assert_eq!(shown.len(), 9);
}

/// Every order in which things are handed in gives the same cards; on every day the cards keep their order.
#[test]
fn cards_stand_in_order_on_every_day() {
    for today in day("2026-01-25").iter_days().take(80) {
        let shown = cards(&everything(), today);
        let key = |card: &WalletCard| {
            let next = card.from.or(card.until);
            (card.urgency, next.is_none(), next)
        };
        assert!(shown.is_sorted_by_key(key), "{today}");
        for card in &shown {
            let asks = card.actions.iter().any(|each| each.action != PersonAction::Refuse);
            assert!(card.urgency != Urgency::ToDo || asks, "{today}: {card:?}");
            assert!(card.until.is_none_or(|until| today <= until), "{today}: {card:?}");
            assert!(card.from.is_none_or(|from| today < from), "{today}: {card:?}");
            assert_eq!(card.days_left.is_some(), card.until.is_some(), "{today}: {card:?}");
            assert!(card.title.chars().count() <= 25 && card.programme_title.chars().count() <= 25);
            assert!(card.actions.iter().all(|each| each.label.chars().count() <= 20));
        }
        let turned: Vec<_> = everything().into_iter().rev().collect();
        let titles = |cards: Vec<WalletCard>| {
            let mut titles: Vec<_> =
                cards.into_iter().map(|card| (card.programme, card.title, card.until)).collect();
            titles.sort();
            titles
        };
        assert_eq!(titles(shown), titles(cards(&turned, today)), "{today}");
    }
}

/// A card says what its own screen says.
#[test]
fn a_card_of_gas_is_its_screen_in_short() {
    for steps in 0..=3 {
        for today in day("2026-02-03").iter_days().take(30) {
            let card = cards(&[gas(steps)], today).remove(0);
            let (facts, regulation) = (gas_facts(steps), Regulation::gas_2025_08());
            let asked = GasQuestion { facts, regulation, today, language: Language::En };
            let screen = gas_screen(asked).unwrap();
            assert_eq!(
                (card.stage, card.title, card.text),
                (screen.stage.code, screen.stage.title, screen.stage.text)
            );
            let actions: Vec<_> = screen.actions.iter().map(|action: &Action| action.code()).collect();
            let shown: Vec<_> = card.actions.iter().map(|action| action.code.as_str()).collect();
            assert_eq!(
                (shown, card.until, card.days_left),
                (actions, screen.until, screen.days_left),
                "{today}"
            );
        }
    }
}

/// N40: the window opens on the 7th and closes on 28 February.
#[test]
fn reminders_of_a_voucher() {
    let ahead = |steps, today: &str| {
        let all = reminders(vec![gas(steps)], day(today), Language::Ru).unwrap();
        all.into_iter().map(|each| (each.on.to_string(), each.kind, each.text)).collect::<Vec<_>>()
    };
    let told = |on: &str, kind, text: &str| (on.to_owned(), kind, text.to_owned());
    let opens = told("2026-02-07", ReminderKind::Opens, "Начинается сегодня");
    let three = told("2026-02-25", ReminderKind::ThreeDaysLeft, "Осталось 3 дня");
    let last = told("2026-02-28", ReminderKind::LastDay, "Сегодня последний день");
    assert_eq!(ahead(3, "2026-02-06"), [opens, three.clone(), last.clone()]);
    assert_eq!(ahead(3, "2026-02-07"), [three.clone(), last.clone()]);
    assert_eq!(ahead(2, "2026-02-06"), [three, last.clone()]); // to answer, which needs no window
    assert_eq!(ahead(3, "2026-02-27"), [last]);
    assert_eq!(ahead(3, "2026-02-28"), []);
    assert_eq!(ahead(1, "2026-02-06"), []); // nothing is asked of the person
}

#[test]
fn reminders_lie_ahead_and_belong_to_a_card() {
    let mut kinds = BTreeSet::new();
    for today in day("2026-01-25").iter_days().take(80) {
        let ahead = reminders(everything(), today, Language::Kk).unwrap();
        let shown = cards(&everything(), today);
        assert!(ahead.is_sorted_by_key(|each| each.on), "{today}");
        for each in ahead {
            assert!(today < each.on && !each.title.is_empty(), "{today}: {each:?}");
            let card =
                shown.iter().find(|card| (card.holding, card.reference) == (each.holding, each.reference));
            let card = card.unwrap();
            assert!(card.urgency != Urgency::Settled, "{today}: {each:?}");
            assert!(card.until.is_some_and(|until| each.on <= until), "{today}: {each:?}");
            kinds.insert((card.programme, each.kind));
        }
    }
    for programme in [Programme::Gas, Programme::Meals, Programme::Medicines, Programme::FamilyCard] {
        assert!(kinds.contains(&(programme, ReminderKind::LastDay)), "{programme:?}");
    }
    assert!(kinds.contains(&(Programme::Gas, ReminderKind::Opens)));
}

#[test]
fn nobody_is_printed() {
    let shown = format!("{:?}{:?}", everything(), cards(&everything(), day("2026-02-21")));
    assert!(!shown.contains("990101600002"));
}

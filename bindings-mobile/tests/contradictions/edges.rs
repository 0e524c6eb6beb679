//! What the sweeps over the published rules do not come to: rules that end, days before they begin, a last day after the month's.

use voucher_core::{
    Amount, Count, Journal, Language, Month, Region, Tiyn,
    family_card::Proactive,
    gas::{self, Assistance, Fact, Ledger, Reply, SmsKind},
    meals, medicines,
    programme::{PersonAction, ReminderKind, Urgency},
    targeted_assistance::{Figures, Regulation},
};
use voucher_core_mobile::{
    CivilDate, FactLine, Text,
    family_card::{RightFacts, rights_screen},
    gas::{GasDatedFact, GasMonthFacts, gas_regulation_from_json},
    meals::MealMonthFacts,
    medicines::PrescriptionFacts,
    targeted_assistance::{ApplicationFacts, application_screen},
    wallet::{WalletCard, WalletHolding, reminders, wallet},
};

use crate::{Taken, day, days, iin, reference, taken};

fn card(holding: &WalletHolding, today: CivilDate) -> WalletCard {
    wallet(vec![holding.clone()], today, Language::En).unwrap().remove(0)
}

fn reminded(holding: &WalletHolding, today: &str) -> Vec<(ReminderKind, CivilDate)> {
    let reminders = reminders(vec![holding.clone()], day(today), Language::En).unwrap();
    reminders.iter().map(|reminder| (reminder.kind, reminder.on)).collect()
}

/// N14, N36: a reply is of the month of its date, so no day after the month's is a last day to answer.
#[test]
fn a_last_day_lies_in_its_month() {
    let patch = r#"{"consent":{"last_day":{"day":30,"if_missing":"first_day_of_next_month"}}}"#;
    let regulation = gas::Regulation::gas_2025_08().patched(patch).unwrap();
    let (iin, listed) = (iin(), day("2026-02-03"));
    let facts = [
        Fact::Listed { iin, region: Region::Astana, assistance: [Assistance::Housing].into_iter().collect() },
        Fact::SmsSent { iin, kind: SmsKind::Start },
    ];
    let mut ledger = Ledger::new(regulation.clone());
    for fact in &facts {
        assert!(ledger.record(listed, fact).is_accepted());
    }
    let facts = facts.map(|fact| GasDatedFact { on: listed, fact }).to_vec();
    let month = Month::parse("2026-02").unwrap();
    let holding =
        WalletHolding::Gas { facts: GasMonthFacts { iin, month, facts, unread: vec![] }, regulation };
    for today in days("2026-02-03", 30) {
        let agrees = ledger.clone().record(today, &Fact::Replied { iin, reply: Reply::Agree }).is_accepted();
        let until = card(&holding, today).until;
        assert_eq!(until, agrees.then_some(day("2026-02-28")), "{today}");
    }
    let of = [(ReminderKind::ThreeDaysLeft, day("2026-02-25")), (ReminderKind::LastDay, day("2026-02-28"))];
    assert_eq!(reminded(&holding, "2026-02-04"), of);
}

/// N36, N40: of a period that ends inside a month, what is not done can be done no more.
#[test]
fn nobody_waits_for_what_has_ended() {
    let patch = r#"{"period":{"first":"2025-08-28","last":"2025-09-15"}}"#;
    let regulation = gas::Regulation::gas_2025_08().patched(patch).unwrap();
    let (iin, month) = (iin(), Month::parse("2025-09").unwrap());
    let facts = [
        Fact::Listed { iin, region: Region::Astana, assistance: [Assistance::Housing].into_iter().collect() },
        Fact::SmsSent { iin, kind: SmsKind::Start },
        Fact::Replied { iin, reply: Reply::Agree },
    ];
    let facts = facts.map(|fact| GasDatedFact { on: day("2025-09-03"), fact });
    for known in 2..=3 {
        let facts =
            GasMonthFacts { iin, month, facts: facts.iter().take(known).cloned().collect(), unread: vec![] };
        let holding = WalletHolding::Gas { facts, regulation: regulation.clone() };
        assert_ne!(card(&holding, day("2025-09-15")).urgency, Urgency::Settled);
        let after = card(&holding, day("2025-09-16"));
        assert_eq!((after.urgency, after.until, after.actions), (Urgency::Settled, None, vec![]));
    }
    let lines = [
        r#"{"fact":"enrolled","iin":"990101600002","point":"P-1","on":"2026-12-20"}"#,
        r#"{"fact":"prescribed","prescription":"RX-1","iin":"990101600002","item":"I","quantity":30,"days":30,"on":"2026-12-23"}"#,
    ];
    let facts = PrescriptionFacts { iin, lines: lines.map(|line| FactLine(line.to_owned())).to_vec() };
    let holding =
        WalletHolding::Prescriptions { facts, regulation: medicines::Regulation::medicines_2024_01() };
    assert_eq!(card(&holding, day("2026-12-31")).urgency, Urgency::ToDo);
    assert_eq!(card(&holding, day("2027-01-01")).urgency, Urgency::Settled);
}

/// R3, N40: a prescription that is seen before its day of issue is handed out from that day on, where a point is known.
#[test]
fn a_prescription_opens_on_its_day_of_issue() {
    let lines = [
        r#"{"fact":"enrolled","iin":"990101600002","point":"P-1","on":"2026-02-01"}"#,
        r#"{"fact":"prescribed","prescription":"RX-1","iin":"990101600002","item":"I","quantity":30,"days":30,"on":"2026-02-10"}"#,
        r#"{"fact":"left","iin":"990101600002","on":"2026-02-10"}"#,
    ];
    let card_of = |lines: &[&str], today: &str| {
        let lines = lines.iter().map(|line| FactLine((*line).to_owned())).collect();
        let facts = PrescriptionFacts { iin: iin(), lines };
        let regulation = medicines::Regulation::medicines_2024_01();
        let holding = WalletHolding::Prescriptions { facts, regulation };
        let card = card(&holding, day(today));
        (card.urgency, card.from, reminded(&holding, today))
    };
    let issued = day("2026-02-10");
    let (urgency, from, reminders) = card_of(&lines[..2], "2026-02-09");
    assert_eq!((urgency, from), (Urgency::Waiting, Some(issued)));
    assert_eq!(reminders.first(), Some(&(ReminderKind::Opens, issued)));
    let (urgency, from, reminders) = card_of(&lines[..2], "2026-02-10");
    assert_eq!((urgency, from), (Urgency::ToDo, None));
    assert_eq!(reminders.first().map(|(kind, _)| *kind), Some(ReminderKind::ThreeDaysLeft));
    assert_eq!(card_of(&lines, "2026-02-09"), (Urgency::Waiting, None, vec![]));
}

/// T2, N36: an edition that has ended takes no application anew, so nobody is asked to complete one.
#[test]
fn nobody_completes_an_application_after_the_edition() {
    let applied = |rest: &str, on: &str| {
        let person = r#""iin":"990101600002","channel":"centre","signed_by":"paper""#;
        let household = r#""household":[{"member":"a","role":"applicant","able_bodied":false,"stated":[]}]"#;
        FactLine(format!(
            r#"{{"fact":"applied","application":"A-1",{person}{rest},{household},"on":"{on}"}}"#
        ))
    };
    let evidence = r#"{"identity":null,"residence_registration":null,"assistance_overlap":null,"disability":null,"child_birth_death":null,"guardianship":null,"adoption":null,"marriage_divorce":null,"full_time_study":null,"sole_proprietor":null,"subsidiary_plot":null,"employment":null,"qualification":null,"alimony":null,"detention_treatment":null,"housing_owned":null,"building_plot":null,"vehicle":null,"bank_details":null}"#;
    let regulation = Regulation::asp_2023_01().patched(&format!(r#"{{"evidence":{evidence}}}"#)).unwrap();
    let income = r#"{"fact":"evidence_answered","application":"A-1","kind":"income","member":"a","source":"system","on_record":false,"on":"2024-12-20"}"#;
    let lines = vec![applied(r#","status":"citizen""#, "2024-12-20"), FactLine(income.to_owned())];
    let facts = ApplicationFacts { application: reference("A-1"), lines: lines.clone() };
    let figures = Figures { line: Some(Amount::parse("37060").unwrap()), ..Figures::default() };
    for (today, can) in
        [("2024-12-19", false), ("2024-12-20", true), ("2024-12-31", true), ("2025-01-01", false)]
    {
        let full = applied(r#","status":"citizen","history":[]"#, today);
        let server = Journal::from(voucher_core::targeted_assistance::Ledger::new(regulation.clone()));
        assert_eq!(taken(server, &lines, &full) == Taken::Changes, can, "{today}");
        let screen =
            application_screen(facts.clone(), regulation.clone(), figures, day(today), Language::En).unwrap();
        assert_eq!((screen.stage.code.as_str(), screen.next.is_some()), ("to_complete", can), "{today}");
        assert_eq!(screen.blocked.is_empty(), can, "{today}");
        let holding =
            WalletHolding::Application { facts: facts.clone(), regulation: regulation.clone(), figures };
        let card = card(&holding, day(today));
        let asked = card.actions.iter().any(|each| each.action == PersonAction::CompleteApplication);
        assert_eq!((asked, card.urgency == Urgency::ToDo), (can, can), "{today}");
    }
}

/// N40: what opens on a day that is known is shown with it, and there is a reminder of it.
#[test]
fn meals_open_with_their_period() {
    let regulation = meals::Regulation::meals_2026_02();
    let first = regulation.period().first;
    let listed = r#"{"fact":"listed","iin":"990101600002","school":"S-1","region":"71","grade":1,"grounds":["targeted_social"],"on":"2026-02-02"}"#;
    let month = Month::parse("2026-02").unwrap();
    let facts = MealMonthFacts { iin: iin(), month, lines: vec![FactLine(listed.to_owned())] };
    let holding = WalletHolding::Meals { facts, regulation };
    let before = card(&holding, day("2026-02-10"));
    assert_eq!((before.urgency, before.from), (Urgency::Waiting, Some(first)));
    assert_eq!(reminded(&holding, "2026-02-10").first(), Some(&(ReminderKind::Opens, first)));
    let then = card(&holding, first);
    assert_eq!((then.urgency, then.from), (Urgency::ToDo, None));
}

/// N34: an amount and the days of a right follow from what is known of a family.
#[test]
fn a_right_is_not_printed() {
    let facts = RightFacts::ChildCare {
        insured: Some(true),
        born: Some(day("2026-01-31")),
        order: Some(Count::new(1).unwrap()),
        income_24_months: Some(Tiyn::new(10_000_000)),
    };
    let rules = Proactive::proactive_2025_09();
    let screen = rights_screen(vec![facts], rules, day("2026-02-10"), Language::En).unwrap();
    let printed = format!("{screen:?}");
    assert!(
        printed.contains("hidden") && !printed.contains("40000") && !printed.contains("2026-01-31"),
        "{printed}"
    );
}

/// *wire*: a byte order mark at the start belongs to no text.
#[test]
fn rules_may_have_a_byte_order_mark() {
    let json = gas::Regulation::gas_2025_08().canonical_json();
    let read = gas_regulation_from_json(Text(format!("\u{feff}{json}")));
    assert_eq!(read.unwrap(), gas::Regulation::gas_2025_08());
}

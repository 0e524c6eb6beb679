//! Medicines on prescription.

use voucher_core::{
    Count, Journal, Language,
    medicines::{Dispensing, Evidence, Ledger, Regulation, Where},
    programme::PersonAction,
};
use voucher_core_mobile::{
    CivilDate, FactLine,
    medicines::{
        PrescriptionAsked, PrescriptionFacts, PrescriptionPreviewAnswer, PrescriptionScreen,
        PrescriptionShown, prescription_preview, prescription_screen,
    },
    wallet::WalletHolding,
};

use super::{Held, Shown, Taken, Told, paths, sweep};
use crate::{PERSON, days, iin, line, reference};

fn dispensed(on: impl ToString, record: &str, quantity: u32) -> FactLine {
    let what = format!(r#""record":"{record}","prescription":"RX-1","point":"P-1","quantity":{quantity}"#);
    line("dispensed", &format!(r#"{what},"evidence":"qr""#), on)
}

fn rules() -> [Regulation; 3] {
    let published = Regulation::medicines_2024_01();
    let in_parts = published.changed(|parts| parts.dispensing = Dispensing::UntilQuantity).unwrap();
    let own = in_parts.changed(|parts| parts.at = Where::OwnPoint).unwrap();
    [published, in_parts, own]
}

/// A prescription of 90 units, which is issued on the 10th of some month.
fn stories(month: &str) -> Vec<Vec<FactLine>> {
    let on = |day: &str| format!("{month}-{day}");
    let what = format!(r#""prescription":"RX-1",{PERSON},"item":"A10","quantity":90,"days":90"#);
    paths(&[
        &[line("enrolled", &format!(r#"{PERSON},"point":"P-1""#), on("09"))],
        &[line("prescribed", &what, on("10"))],
        &[dispensed(on("11"), "D-1", 30), dispensed(on("11"), "D-1", 90)],
        &[line("dispensing_withdrawn", r#""record":"D-1""#, on("12"))],
        &[
            line("prescription_cancelled", r#""prescription":"RX-1""#, on("13")),
            dispensed(on("13"), "D-2", 60),
        ],
        &[line("left", PERSON, on("14"))],
    ])
}

fn held(rules: &Regulation, lines: &[FactLine], days: impl Iterator<Item = CivilDate>) -> Held {
    let facts = PrescriptionFacts { iin: iin(), lines: lines.to_vec() };
    let holding = WalletHolding::Prescriptions { facts, regulation: rules.clone() };
    // All that is left is handed out at the patient's point.
    let collected = |held: &Held, _: PersonAction, on: CivilDate| {
        let own = held.journal.medicines().unwrap().prescriptions(iin(), on).pop();
        dispensed(on, "D-9", own.map_or(1, |own| own.status.rest.number().max(1)))
    };
    Held::new(holding, lines, Journal::from(Ledger::new(rules.clone())), days, collected)
}

/// Every path of February under the published rules.
pub(crate) fn february() -> Vec<Held> {
    let around = || days("2026-02-08", 40).chain(days("2026-04-01", 2));
    stories("2026-02").iter().map(|lines| held(&rules()[0], lines, around())).collect()
}

/// Nothing is asked where the rules have ended, or no point is known.
pub(super) fn told(screen: PrescriptionScreen, in_force: bool) -> Option<Told> {
    let shown = screen.prescriptions.into_iter().next()?;
    let is_open = shown.stage.stage.is_open();
    let blocked: Vec<_> = shown.blocked.iter().map(|reason| reason.text.clone()).collect();
    let collect = match (is_open, blocked.is_empty()) {
        (true, true) => Shown::Lit,
        (true, false) => Shown::Dark(blocked.clone()),
        (false, _) => Shown::Dark(vec![shown.stage.text.clone()]),
    };
    Some(Told {
        title: shown.stage.title,
        words: [vec![shown.stage.text], blocked].concat(),
        until: shown.until,
        days_left: shown.days_left,
        asks: (is_open && in_force && screen.point.is_some()).then_some(PersonAction::Collect),
        buttons: vec![(PersonAction::Collect, collect)],
    })
}

/// Every path on every day from before the issue to after the last valid day; the period ends inside the second one.
#[test]
fn no_card_contradicts_itself() {
    for (month, first) in [("2026-02", "2026-02-08"), ("2026-12", "2026-12-08")] {
        for rules in rules() {
            let all: Vec<_> =
                stories(month).iter().map(|lines| held(&rules, lines, days(first, 36))).collect();
            let met = sweep(&all, |held, today, told| {
                let WalletHolding::Prescriptions { facts, regulation } = &held.holding else { panic!() };
                let (facts, rules) = (|| facts.clone(), || regulation.clone());
                let screen = prescription_screen(facts(), rules(), today, Language::En).unwrap();
                let [card] = &screen.prescriptions[..] else { panic!("{}", held.place(today)) };
                let asked = PrescriptionAsked {
                    prescription: card.prescription,
                    point: screen.point.unwrap_or(reference("P-9")),
                    quantity: card.rest,
                    evidence: Some(Evidence::Face),
                };
                let answer = prescription_preview(facts(), rules(), asked, today, Language::En).unwrap();
                has_a_rest_and_a_last_day(held, today, told, card);
                is_what_a_point_is_told(card, &answer, &held.place(today));
            });
            assert_eq!(met.len(), 2, "{met:?}");
        }
    }
}

/// What is open has a rest; it has a last day, the last on which the rest is handed out, where the patient is enrolled.
fn has_a_rest_and_a_last_day(held: &Held, today: CivilDate, told: &Told, card: &PrescriptionShown) {
    let (place, is_open) = (held.place(today), card.stage.stage.is_open());
    let has = (told.until.is_some(), card.rest.is_some());
    assert_eq!(has, (told.asks.is_some(), is_open), "{place}");
    let handed_out: u32 = card.dispensed.iter().map(|part| part.quantity.number()).sum();
    assert!(card.rest.is_none_or(|rest| rest.number() + handed_out == 90 && rest != Count::ZERO), "{place}");
    assert!(is_open || card.blocked.is_empty(), "{place}");
    let Some(until) = told.until.filter(|_| !held.is_behind(today)) else { return };
    let taken = [until, until.succ_opt().unwrap()].map(|on| held.does(PersonAction::Collect, on));
    assert_eq!(taken, [Taken::Changes, Taken::No], "{place}");
}

/// A point is told the same of what is open; it may ask about any date, whatever the clock says (N9).
fn is_what_a_point_is_told(card: &PrescriptionShown, answer: &PrescriptionPreviewAnswer, place: &str) {
    let is_open = card.stage.stage.is_open();
    match answer {
        PrescriptionPreviewAnswer::Yes { .. } => {
            let late = card.blocked.iter().all(|reason| reason.code == "out_of_order");
            assert!(is_open && late, "{place}");
        }
        PrescriptionPreviewAnswer::No { reasons, .. } => {
            assert!(!is_open || *reasons == card.blocked, "{place}");
        }
        PrescriptionPreviewAnswer::CannotTell { .. } => panic!("{place}"),
    }
}

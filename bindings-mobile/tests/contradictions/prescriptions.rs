//! Medicines on prescription.

use voucher_core::{
    Count, Journal, Language,
    medicines::{Dispensing, Ledger, Regulation, Where},
};
use voucher_core_mobile::{
    CivilDate, FactLine,
    medicines::{PrescriptionFacts, PrescriptionScreen, PrescriptionShown, prescription_screen},
};

use crate::{Pressed, Shown, Taken, Told, check, days, iin, is_behind, paths, taken};

fn fact(on: &str, name: &str, rest: &str) -> FactLine {
    FactLine(format!(r#"{{"fact":"{name}",{rest},"on":"{on}"}}"#))
}

fn dispensed(on: &str, record: &str, point: &str, quantity: u32) -> FactLine {
    let what =
        format!(r#""record":"{record}","prescription":"RX-1","point":"{point}","quantity":{quantity}"#);
    fact(on, "dispensed", &format!(r#"{what},"evidence":"qr""#))
}

fn rules() -> Vec<Regulation> {
    let published = Regulation::medicines_2024_01();
    let in_parts = published.changed(|parts| parts.dispensing = Dispensing::UntilQuantity).unwrap();
    let own = in_parts.changed(|parts| parts.at = Where::OwnPoint).unwrap();
    vec![published, in_parts, own]
}

/// Of a prescription of a year's tenth of some month, which is issued on the 10th.
pub(crate) fn stories(month: &str) -> Vec<Vec<FactLine>> {
    let (on, patient) = (|day: &str| format!("{month}-{day}"), r#""iin":"990101600002""#);
    let enrolled = |day| fact(&on(day), "enrolled", &format!(r#"{patient},"point":"P-1""#));
    let what = format!(r#""prescription":"RX-1",{patient},"item":"A10","quantity":90,"days":90"#);
    paths(&[
        &[enrolled("09")],
        &[fact(&on("10"), "prescribed", &what)],
        &[dispensed(&on("11"), "D-1", "P-1", 30), dispensed(&on("11"), "D-1", "P-1", 90)],
        &[fact(&on("12"), "dispensing_withdrawn", r#""record":"D-1""#)],
        &[
            fact(&on("13"), "prescription_cancelled", r#""prescription":"RX-1""#),
            dispensed(&on("13"), "D-2", "P-1", 60),
        ],
        &[fact(&on("14"), "left", patient)],
    ])
}

struct Seen {
    rules: Regulation,
    facts: PrescriptionFacts,
    today: CivilDate,
    screen: PrescriptionScreen,
}

impl Seen {
    fn place(&self) -> String {
        let names: Vec<_> = self.facts.lines.iter().map(|line| line.0.split('"').nth(3).unwrap()).collect();
        format!("{names:?}, {:?}, {}", self.rules.parts().dispensing, self.today)
    }

    /// What the ledger says to all that is left, handed out at the patient's point.
    fn handed_out(&self, card: &PrescriptionShown, on: CivilDate) -> Taken {
        let rest = card.rest.map_or(1, Count::number);
        let fact = dispensed(&on.to_string(), "D-9", "P-1", rest);
        taken(Journal::from(Ledger::new(self.rules.clone())), &self.facts.lines, &fact)
    }
}

/// Every path on every day from before the issue to after the last valid day; the period ends inside the second one.
fn sweep(language: Language, look: impl Fn(&Seen)) {
    for (month, first) in [("2026-02", "2026-02-08"), ("2026-12", "2026-12-08")] {
        for rules in rules() {
            for lines in stories(month) {
                for today in days(first, 36) {
                    let facts = PrescriptionFacts { iin: iin(), lines: lines.clone() };
                    let screen = prescription_screen(facts.clone(), rules.clone(), today, language).unwrap();
                    look(&Seen { rules: rules.clone(), facts, today, screen });
                }
            }
        }
    }
}

#[test]
fn no_card_contradicts_itself() {
    for &language in Language::ALL {
        sweep(language, |seen| {
            for card in &seen.screen.prescriptions {
                one_story(seen, card);
                a_last_day_is_the_last(seen, card);
            }
        });
    }
}

/// What can be collected is handed out, and what is handed out can be collected; what is closed has no reasons beside its stage.
fn one_story(seen: &Seen, card: &PrescriptionShown) {
    let can_collect = card.stage.stage.is_open() && card.blocked.is_empty();
    assert!(card.stage.stage.is_open() || card.blocked.is_empty(), "{}", seen.place());
    let shown = if can_collect { Shown::Lit } else { Shown::Dark(vec![card.stage.text.clone()]) };
    check(&Told {
        place: &seen.place(),
        title: &card.stage.title,
        stage: &card.stage.text,
        beside: card.blocked.iter().map(|reason| reason.text.as_str()).collect(),
        until: card.until,
        days_left: card.days_left.as_ref(),
        today: seen.today,
        buttons: vec![Pressed { shown, taken: seen.handed_out(card, seen.today) }],
    });
}

/// A last day is one on which what is left is handed out to who is enrolled, and the next is not.
fn a_last_day_is_the_last(seen: &Seen, card: &PrescriptionShown) {
    let (open, place) = (card.stage.stage.is_open(), seen.place());
    let in_force = seen.today <= seen.rules.period().last;
    let is_enrolled = seen.screen.point.is_some();
    assert_eq!(
        (card.until.is_some(), card.rest.is_some()),
        (open && in_force && is_enrolled, open),
        "{place}"
    );
    let Some(until) = card.until.filter(|_| !is_behind(seen.today, &seen.facts.lines)) else { return };
    assert_eq!(seen.handed_out(card, until), Taken::Changes, "{place}");
    assert_eq!(seen.handed_out(card, until.succ_opt().unwrap()), Taken::No, "{place}");
}

//! Medicines on prescription: a patient's screen and the question of a pharmacy point.

use voucher_core::{
    Count, Language, Programme,
    medicines::{Dispensing, Evidence, MissingFact, Refusal, Regulation, Stage},
};
use voucher_core_mobile::{
    CivilDate, FactLine,
    medicines::{
        PrescriptionAsked, PrescriptionFacts, PrescriptionKey, PrescriptionPreviewAnswer, PrescriptionReason,
        PrescriptionScreen, prescription_preview, prescription_screen,
    },
};

use crate::{PERSON, count, day, iin, line, reference, refused};

/// Enrolled on 9 February, two prescriptions on the next day: one of 60 units for 90 days, one that nobody collects.
pub(crate) fn prescribed() -> Vec<FactLine> {
    let prescribed = |what: &str| line("prescribed", &format!("{PERSON},{what}"), "2026-02-10");
    vec![
        line("enrolled", &format!(r#"{PERSON},"point":"P-1""#), "2026-02-09"),
        prescribed(r#""prescription":"RX-1","item":"A10","quantity":60,"days":90"#),
        prescribed(r#""prescription":"RX-2","item":"C09","quantity":30,"days":30"#),
    ]
}

/// The published rules, and the same where a prescription is handed out in parts.
fn rules() -> [Regulation; 2] {
    let published = Regulation::medicines_2024_01();
    let parts = published.changed(|parts| parts.dispensing = Dispensing::UntilQuantity).unwrap();
    [published, parts]
}

pub(crate) fn facts(lines: &[FactLine]) -> PrescriptionFacts {
    PrescriptionFacts { iin: iin(), lines: lines.to_vec() }
}

fn screen(lines: &[FactLine], rules: &Regulation, today: &str) -> PrescriptionScreen {
    prescription_screen(facts(lines), rules.clone(), day(today), Language::En).unwrap()
}

fn refusals(reasons: &[PrescriptionReason]) -> Vec<Refusal> {
    reasons.iter().map(|reason| reason.refusal).collect()
}

/// R1, R2: the last valid day, what is left, and what was handed out where.
#[test]
fn a_patient_sees_what_is_left() {
    let [_, rules] = rules();
    let what = r#""record":"D-1","prescription":"RX-1","point":"P-2","quantity":20,"evidence":"qr""#;
    let lines = [prescribed(), vec![line("dispensed", what, "2026-02-11")]].concat();
    let seen = screen(&lines, &rules, "2026-03-12");
    assert_eq!(seen.point, Some(reference("P-1")));
    let [last, first] = &seen.prescriptions[..] else { panic!() };
    assert_eq!((last.prescription, last.stage.stage), (reference("RX-2"), Stage::Open));
    assert_eq!((first.prescription, first.item), (reference("RX-1"), reference("A10")));
    assert_eq!((first.quantity, first.days, first.rest), (count(60), count(90), Some(count(40))));
    assert_eq!(first.stage.stage, Stage::PartlyDispensed);
    assert_eq!((first.issued_on, first.until), (day("2026-02-10"), Some(day("2026-03-12"))));
    let [part] = &first.dispensed[..] else { panic!() };
    assert_eq!((part.on, part.point, part.quantity), (day("2026-02-11"), reference("P-2"), count(20)));
    assert_eq!(part.evidence, Evidence::Qr);
    let after = screen(&lines, &rules, "2026-03-13").prescriptions.remove(1);
    assert_eq!((after.stage.stage, after.until, after.rest), (Stage::Expired, None, None));
    assert_eq!(after.blocked, []); // the stage says why
}

/// R12: yes with the key, no in words, or what is missing.
#[test]
fn a_point_asks() {
    let [whole, in_parts] = rules();
    let ask = |rules: &Regulation, quantity: Option<Count>, evidence, today: &str| {
        let (prescription, point) = (reference("RX-1"), reference("P-2"));
        let asked = PrescriptionAsked { prescription, point, quantity, evidence };
        let today: CivilDate = day(today);
        prescription_preview(facts(&prescribed()), rules.clone(), asked, today, Language::Ru).unwrap()
    };
    let (all, qr) = (Some(count(60)), Some(Evidence::Qr));
    for (rules, number) in [(&whole, None), (&in_parts, Some(1))] {
        let key =
            PrescriptionKey { programme: Programme::Medicines, prescription: reference("RX-1"), number };
        assert_eq!(ask(rules, all, qr, "2026-03-12"), PrescriptionPreviewAnswer::Yes { key });
    }
    let missing = vec![MissingFact::Quantity, MissingFact::Evidence];
    assert_eq!(ask(&whole, None, None, "2026-03-12"), PrescriptionPreviewAnswer::CannotTell { missing });
    for (quantity, today, expected, waits) in [
        (20, "2026-03-13", vec![Refusal::PrescriptionExpired, Refusal::PartialNotAllowed], None),
        (60, "2026-02-09", vec![Refusal::BeforeIssue], Some("2026-02-10")),
    ] {
        let PrescriptionPreviewAnswer::No { reasons, earliest } =
            ask(&whole, Some(count(quantity)), qr, today)
        else {
            panic!("{today}")
        };
        assert_eq!((refusals(&reasons), earliest), (expected, waits.map(day)));
        assert_eq!(reasons[0].text, reasons[0].refusal.texts().ru());
    }
}

/// A line of another programme is kept and named; nothing that is printed shows the patient or the prescription (N34).
#[test]
fn lines_that_are_not_taken_are_named_and_nobody_is_printed() {
    let lines = [prescribed(), vec![line("notified", PERSON, "2026-02-10")]].concat();
    let seen = screen(&lines, &rules()[0], "2026-02-10");
    assert_eq!(refused(&seen.refused), [(3, r#""error":"unknown_kind"}"#)]);
    let printed = format!("{:?} {seen:?}", facts(&lines));
    assert!(!printed.contains("990101") && !printed.contains("RX-1"));
}

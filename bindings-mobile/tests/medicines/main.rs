//! Medicines from Rust: a patient's screen on every day, and the question of a pharmacy point.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use voucher_core::{
    Count, Iin, Language, Programme, Reference,
    medicines::{Dispensing, Evidence, MissingFact, Refusal, Regulation, Stage},
    parse_date,
};
use voucher_core_mobile::{
    CivilDate, FactLine,
    medicines::{
        PrescriptionAsked, PrescriptionFacts, PrescriptionKey, PrescriptionPreviewAnswer, PrescriptionReason,
        PrescriptionScreen, PrescriptionShown, prescription_preview, prescription_regulation_digest,
        prescription_regulation_in_force, prescription_screen,
    },
};

fn day(text: &str) -> CivilDate {
    parse_date(text).unwrap()
}

fn reference(text: &str) -> Reference {
    Reference::parse(text).unwrap()
}

fn count(number: u32) -> Count {
    Count::new(number).unwrap()
}

fn line(on: &str, rest: &str) -> FactLine {
    FactLine(format!(r#"{{"fact":{rest},"on":"{on}"}}"#))
}

/// Enrolled on 9 February, two prescriptions on the next day: one for 90 units, one that nobody collects.
fn prescribed() -> Vec<FactLine> {
    let iin = r#""iin":"990101600002""#;
    vec![
        line("2026-02-09", &format!(r#""enrolled",{iin},"point":"P-1""#)),
        line(
            "2026-02-10",
            &format!(r#""prescribed","prescription":"RX-1",{iin},"item":"A10","quantity":90,"days":90"#),
        ),
        line(
            "2026-02-10",
            &format!(r#""prescribed","prescription":"RX-2",{iin},"item":"C09","quantity":30,"days":30"#),
        ),
    ]
}

fn dispensed(on: &str, record: &str, quantity: u32) -> FactLine {
    let what = format!(r#""record":"{record}","prescription":"RX-1","point":"P-2","quantity":{quantity}"#);
    line(on, &format!(r#""dispensed",{what},"evidence":"qr""#))
}

/// The published rules, and the same where a prescription is handed out in parts.
fn rules() -> [Regulation; 2] {
    let published = Regulation::medicines_2024_01();
    let parts = published.changed(|parts| parts.dispensing = Dispensing::UntilQuantity).unwrap();
    [published, parts]
}

fn facts(lines: &[FactLine]) -> PrescriptionFacts {
    PrescriptionFacts { iin: Iin::parse("990101600002").unwrap(), lines: lines.to_vec() }
}

fn screen(lines: &[FactLine], rules: &Regulation, on: CivilDate, language: Language) -> PrescriptionScreen {
    prescription_screen(facts(lines), rules.clone(), on, language).unwrap()
}

fn stories() -> Vec<Vec<FactLine>> {
    let (first, second) = (dispensed("2026-02-11", "D-1", 30), dispensed("2026-03-12", "D-2", 60));
    let withdrawn = line("2026-03-13", r#""dispensing_withdrawn","record":"D-2""#);
    let cancelled = line("2026-02-12", r#""prescription_cancelled","prescription":"RX-1""#);
    let left = line("2026-02-12", r#""left","iin":"990101600002""#);
    let with = |more: &[&FactLine]| prescribed().iter().chain(more.iter().copied()).cloned().collect();
    vec![
        vec![],
        with(&[]),
        with(&[&first]),
        with(&[&first, &second]),
        with(&[&first, &second, &withdrawn]),
        with(&[&dispensed("2026-02-11", "D-1", 90)]),
        with(&[&first, &cancelled]),
        with(&[&left]),
    ]
}

fn refusals(reasons: &[PrescriptionReason]) -> Vec<Refusal> {
    reasons.iter().map(|reason| reason.refusal).collect()
}

/// Nothing on a card contradicts, on whichever day it is looked at, and a point is told the same.
#[test]
fn a_card_tells_one_story() {
    let days = || day("2026-02-08").iter_days().take(40).chain([day("2026-12-31"), day("2027-01-01")]);
    for rules in rules() {
        for (place, story) in stories().iter().enumerate() {
            for today in days() {
                let seen = screen(story, &rules, today, Language::En);
                for card in &seen.prescriptions {
                    let place = format!("story {place}: {:?} on {today}", card.stage.stage);
                    consistent(card, today, &place);
                    let handed_out: u32 = card.dispensed.iter().map(|part| part.quantity.number()).sum();
                    let rest = card.rest.map_or(0, Count::number);
                    assert!(rest == 0 || rest + handed_out == card.quantity.number(), "{place}");
                    let enrolled = !refusals(&card.blocked).contains(&Refusal::NotEnrolled);
                    assert!(!card.stage.stage.is_open() || seen.point.is_some() == enrolled, "{place}");
                    let asked = PrescriptionAsked {
                        prescription: card.prescription,
                        point: seen.point.unwrap_or(reference("P-9")),
                        quantity: card.rest,
                        evidence: Some(Evidence::Face),
                    };
                    let answer =
                        prescription_preview(facts(story), rules.clone(), asked, today, Language::En)
                            .unwrap();
                    match answer {
                        PrescriptionPreviewAnswer::Yes { .. } => {
                            // A question may be about any date; a fact of an earlier one is not taken (N9).
                            let behind = refusals(&card.blocked) == [Refusal::OutOfOrder];
                            assert!(card.stage.stage.is_open(), "{place}");
                            assert!(behind || card.blocked.is_empty(), "{place}");
                        }
                        PrescriptionPreviewAnswer::No { reasons, .. } => {
                            // Where nothing more can be handed out, the stage says so.
                            let beside = if card.stage.stage.is_open() { &reasons[..] } else { &[] };
                            assert_eq!(beside, card.blocked, "{place}");
                        }
                        PrescriptionPreviewAnswer::CannotTell { .. } => panic!("{place}"),
                    }
                }
            }
        }
    }
}

/// What can be collected has a last day and a rest; the reasons are those that pass, since the stage says the others.
fn consistent(card: &PrescriptionShown, today: CivilDate, place: &str) {
    let open = matches!(card.stage.stage, Stage::Open | Stage::PartlyDispensed);
    let is_enrolled = !refusals(&card.blocked).contains(&Refusal::NotEnrolled);
    assert_eq!((card.until.is_some(), card.rest.is_some()), (open && is_enrolled, open), "{place}");
    assert!(card.until.is_none_or(|until| today <= until), "{place}");
    assert!(card.rest != Some(Count::ZERO), "{place}");
    let passing = [Refusal::OutOfOrder, Refusal::OutsidePilot, Refusal::NotEnrolled, Refusal::BeforeIssue];
    let own = refusals(&card.blocked).into_iter().filter(|refusal| !passing.contains(refusal)).count();
    assert_eq!(own, 0, "{place}: what is its own, the stage says");
}

/// R1, R2: the last valid day, what is left, and what was handed out where.
#[test]
fn a_patient_sees_what_is_left() {
    let [_, rules] = rules();
    let lines = [&prescribed()[..], &[dispensed("2026-02-11", "D-1", 30)]].concat();
    let seen = screen(&lines, &rules, day("2026-03-12"), Language::En);
    assert_eq!(seen.point, Some(reference("P-1")));
    let [last, first] = &seen.prescriptions[..] else { panic!() };
    assert_eq!((last.prescription, last.stage.stage), (reference("RX-2"), Stage::Open));
    assert_eq!((first.prescription, first.item), (reference("RX-1"), reference("A10")));
    assert_eq!((first.stage.stage, first.rest), (Stage::PartlyDispensed, Some(count(60))));
    assert_eq!((first.issued_on, first.until), (day("2026-02-10"), Some(day("2026-03-12"))));
    let [part] = &first.dispensed[..] else { panic!() };
    assert_eq!((part.on, part.point, part.quantity), (day("2026-02-11"), reference("P-2"), count(30)));
    let after = screen(&lines, &rules, day("2026-03-13"), Language::En);
    let [_, first] = &after.prescriptions[..] else { panic!() };
    assert_eq!((first.stage.stage, first.until, first.rest), (Stage::Expired, None, None));
    assert_eq!(first.blocked, []); // the stage says why
}

/// R12: yes with the key, no in words, or what is missing.
#[test]
fn a_point_asks() {
    let [whole, in_parts] = rules();
    let ask = |rules: &Regulation, quantity, evidence, today| {
        let (prescription, point) = (reference("RX-1"), reference("P-2"));
        let asked = PrescriptionAsked { prescription, point, quantity, evidence };
        prescription_preview(facts(&prescribed()), rules.clone(), asked, day(today), Language::Ru).unwrap()
    };
    let key =
        |number| PrescriptionKey { programme: Programme::Medicines, prescription: reference("RX-1"), number };
    let (all, qr) = (Some(count(90)), Some(Evidence::Qr));
    assert_eq!(ask(&whole, all, qr, "2026-03-12"), PrescriptionPreviewAnswer::Yes { key: key(None) });
    assert_eq!(ask(&in_parts, all, qr, "2026-03-12"), PrescriptionPreviewAnswer::Yes { key: key(Some(1)) });
    let missing = vec![MissingFact::Quantity, MissingFact::Evidence];
    assert_eq!(ask(&whole, None, None, "2026-03-12"), PrescriptionPreviewAnswer::CannotTell { missing });
    let no = |answer| match answer {
        PrescriptionPreviewAnswer::No { reasons, earliest } => (refusals(&reasons), earliest),
        PrescriptionPreviewAnswer::Yes { .. } | PrescriptionPreviewAnswer::CannotTell { .. } => panic!(),
    };
    assert_eq!(
        no(ask(&whole, Some(count(30)), qr, "2026-03-13")).0,
        [Refusal::PrescriptionExpired, Refusal::PartialNotAllowed,]
    );
    let early = no(ask(&whole, all, qr, "2026-02-09"));
    assert_eq!(early, (vec![Refusal::BeforeIssue], Some(day("2026-02-10"))));
}

#[test]
fn a_language_changes_words_and_nothing_else() {
    let [rules, _] = rules();
    let before_the_issue = prescribed();
    let [kk, ru, en] = [Language::Kk, Language::Ru, Language::En]
        .map(|language| screen(&before_the_issue, &rules, day("2026-02-09"), language).prescriptions);
    for ((kk, ru), en) in kk.iter().zip(&ru).zip(&en) {
        assert!(refusals(&kk.blocked) == refusals(&en.blocked) && kk.stage.code == ru.stage.code);
        let texts = [kk, ru, en].map(|card| (&card.stage.text, &card.blocked[0].text));
        assert!(texts[0].0 != texts[1].0 && texts[1].0 != texts[2].0 && texts[0].1 != texts[1].1);
    }
}

/// A line of another programme is kept and named; nothing that is printed shows the patient or the prescription (N34).
#[test]
fn lines_that_are_not_taken_are_named_and_nobody_is_printed() {
    let [rules, _] = rules();
    let stray = line("2026-02-10", r#""notified","iin":"990101600002""#);
    let lines = [prescribed(), vec![stray]].concat();
    let seen = screen(&lines, &rules, day("2026-02-10"), Language::En);
    assert_eq!(seen.refused[0].place, 3);
    assert_eq!(seen.refused[0].answer, r#"{"line":4,"error":"unknown_kind"}"#);
    let printed = format!("{:?} {seen:?}", facts(&lines));
    assert!(!printed.contains("990101") && !printed.contains("RX-1"));
}

#[test]
fn rules_in_force() {
    let id =
        |date| prescription_regulation_in_force(day(date), None).unwrap().map(|found| found.id().to_owned());
    assert_eq!(id("2023-12-31"), None);
    assert_eq!(id("2026-12-31").as_deref(), Some("medicines-2024-01"));
    assert_eq!(prescription_regulation_digest(Regulation::medicines_2024_01()).unwrap().len(), 71);
}

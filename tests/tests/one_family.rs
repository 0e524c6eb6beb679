//! One family through all five programmes, as `cargo xtask demo family` tells it: what one programme says is what the next
//! one needs.
#![expect(clippy::unwrap_used, reason = "helpers of a test fail as the test does")]

use std::collections::BTreeSet;

use voucher_core::{Amount, Iin, Month, Programme, Reference, gas, parse_date, targeted_assistance};
use voucher_core::{family_card, meals, medicines};
use voucher_demo::family::Story;

fn mother() -> Iin {
    Iin::parse("990101600002").unwrap()
}

/// Every step is taken, in the order of its days, and every programme has some.
#[test]
fn every_step_is_taken() {
    let story = Story::tell();
    for step in story.steps() {
        assert!(step.accepted, "{step:?}");
        assert!(parse_date(&step.on).is_ok() && !step.answer.is_empty(), "{step:?}");
    }
    assert!(story.steps().is_sorted_by_key(|step| &step.on));
    let told: BTreeSet<_> = story.steps().iter().map(|step| step.programme).collect();
    assert_eq!(told.len(), Programme::ALL.len());
}

/// T31, N11: gas lists in a month whoever receives assistance on the day before its first. The family has assistance in
/// February and March, so it is on the lists of March and April, and on no other.
#[test]
fn gas_lists_whoever_receives_assistance() {
    let story = Story::tell();
    let assistance = story.journal(Programme::TargetedAssistance).targeted_assistance().unwrap();
    let ledger = story.journal(Programme::Gas).gas().unwrap();
    let months = ["2026-02", "2026-03", "2026-04", "2026-05"].map(|month| Month::parse(month).unwrap());
    let lists: Vec<Vec<Iin>> = months
        .iter()
        .map(|month| ledger.people(*month).iter().filter(|each| each.on_list).map(|each| each.iin).collect())
        .collect();
    assert_eq!(lists, [vec![], vec![mother()], vec![mother()], vec![]]);
    for (month, list) in months.iter().zip(&lists) {
        assert_eq!(assistance.receiving(month.first_day().pred_opt().unwrap()), *list, "{month}");
    }
    let standing = assistance.standing(&Reference::parse("A-1").unwrap()).unwrap();
    let Some(targeted_assistance::Decided::Assigned(days)) = standing.decided else { panic!("not assigned") };
    assert_eq!(
        (days.first, days.last),
        (parse_date("2026-02-01").unwrap(), parse_date("2026-03-31").unwrap())
    );
    let gas_months: Vec<_> = targeted_assistance::gas_months(days.first, days.last).collect();
    assert_eq!(gas_months, [months[1], months[2]]);
}

/// Without the decision nobody receives, so nobody is listed: the list rests on nothing else.
#[test]
fn the_list_rests_on_the_decision() {
    let story = Story::tell();
    let assistance = story.journal(Programme::TargetedAssistance).targeted_assistance().unwrap();
    let receives = |on: &str| assistance.receiving(parse_date(on).unwrap()) == [mother()];
    assert!(!receives("2026-01-31") && receives("2026-02-01"));
    assert!(receives("2026-03-31") && !receives("2026-04-01"));
}

/// T22: beside the decision that stands are the amounts that it rests on, and none of figures that lead to another one.
#[test]
fn a_decision_has_the_amounts_that_it_rests_on() {
    let story = Story::tell();
    let assistance = story.journal(Programme::TargetedAssistance).targeted_assistance().unwrap();
    let with = |line: &str| {
        let [line, mci] = [line, "4325"].map(|amount| Some(Amount::parse(amount).unwrap()));
        let figures = targeted_assistance::Figures { line, mci, ..Default::default() };
        let assessment = assistance.assessment(&Reference::parse("A-1").unwrap(), &figures).unwrap();
        let assigned = matches!(assessment.decision, targeted_assistance::Decision::Assigned { .. });
        (assigned, assessment.calculation.months.map(|months| months.len()))
    };
    assert_eq!([with("37060"), with("0.01")], [(true, Some(2)), (true, None)]);
}

/// Where the other programmes end.
#[test]
fn every_programme_comes_to_its_end() {
    let story = Story::tell();
    let (girl, april) = (Iin::parse("990101600012").unwrap(), parse_date("2026-04-30").unwrap());
    let march = Month::parse("2026-03").unwrap();
    let gas = story.journal(Programme::Gas).gas().unwrap();
    assert_eq!(gas.stage(mother(), march, april), gas::Stage::Registered);
    let meals = story.journal(Programme::Meals).meals().unwrap();
    assert_eq!(meals.meals(girl, march).len(), 2);
    assert_eq!(meals.stage(girl, march, april), meals::Stage::Active);
    let medicines = story.journal(Programme::Medicines).medicines().unwrap();
    let prescription = Reference::parse("RX-1").unwrap();
    assert_eq!(medicines.status(&prescription, april).unwrap().stage, medicines::Stage::Dispensed);
    let offers = story.journal(Programme::FamilyCard).family_card().unwrap().offers();
    assert_eq!(offers.len(), 1);
    assert_eq!(offers[0].key.service, family_card::Service::LargeFamily);
    assert!(offers[0].assigned);
}

//! Each call on its boundaries, and what crosses.

use voucher_core::{
    Language, Programme,
    meals::{Answer, MissingFact, Refusal, Regulation, Stage},
};
use voucher_core_mobile::{
    FactLine,
    meals::{
        MealAsked, MealButton, MealFactAnswer, MealKey, MealPreviewAnswer, MealScreen, meal_activate,
        meal_preview, meal_regulation_digest, meal_regulation_in_force, meal_reply,
    },
};

use crate::{closed, day, fact, facts, given, iin, listed, month, own_meal, reference, replied};

fn rules() -> Regulation {
    Regulation::meals_2026_02()
}

fn march(lines: &[FactLine], today: &str) -> MealScreen {
    crate::screen(&facts(month("2026-03"), lines), &rules(), day(today), Language::En)
}

/// Consented on 2 March, and eating.
fn eating() -> Vec<FactLine> {
    vec![listed("2026-03-02", 2), replied("2026-03-02", "agree"), given("2026-03-02"), given("2026-03-18")]
}

/// M1: 18 March is the last day before the spring break, 30 March the first one after it.
#[test]
fn a_screen_on_the_edges_of_a_break() {
    let seen = march(&eating(), "2026-03-18");
    let today = seen.today.unwrap();
    assert!(today.day.is_school_day);
    assert_eq!(today.day.given, [reference("hot_meal")]);
    assert_eq!((seen.stage.stage, seen.until), (Stage::Active, Some(day("2026-05-25"))));
    assert_eq!((seen.school, seen.grade), (Some(reference("S-1")), Some(2)));
    assert_eq!(seen.next_school_day, Some(day("2026-03-30")));
    let given: Vec<_> = seen.days.iter().filter(|each| !each.given.is_empty()).map(|each| each.day).collect();
    assert_eq!(given, [day("2026-03-02"), day("2026-03-18")]);
    let rest = march(&eating(), "2026-03-19").today.unwrap();
    assert!(!rest.day.is_school_day);
    assert_eq!(rest.day.blocked.iter().map(|each| &*each.code).collect::<Vec<_>>(), ["not_a_school_day"]);
    assert_eq!(rest.day.blocked[0].text, "There are no lessons on this day, so no free meal is given.");
}

/// M13: a closed day is left out; after the month's last school day comes one of the next month, and none after the year.
#[test]
fn the_next_school_day() {
    let next = |lines: &[FactLine], today| march(lines, today).next_school_day;
    let closing = [&eating()[..], &[closed("2026-03-18", "2026-03-30")]].concat();
    assert_eq!(next(&closing, "2026-03-18"), Some(day("2026-03-31")));
    assert_eq!(next(&eating(), "2026-03-31"), Some(day("2026-04-01")));
    assert_eq!(next(&eating(), "2026-04-01"), None);
    assert_eq!(next(&eating(), "2026-02-28"), Some(day("2026-03-02")));
    let may = facts(month("2026-05"), &[listed("2026-05-02", 2)]);
    let next = |today| crate::screen(&may, &rules(), day(today), Language::En).next_school_day;
    assert_eq!((next("2026-05-24"), next("2026-05-25")), (Some(day("2026-05-25")), None));
}

/// M11: a parent agrees, agrees again after a lost answer, and thinks better of it.
#[test]
fn a_parent_answers() {
    let before = facts(month("2026-03"), &[listed("2026-03-02", 2)]);
    let on = day("2026-03-03");
    let agreed = meal_reply(before, rules(), Answer::Agree, on).unwrap();
    assert_eq!(agreed.answer, MealFactAnswer::Accepted { repeat: false, stage: Some(Stage::Active) });
    assert_eq!(agreed.facts.lines.last(), Some(&replied("2026-03-03", "agree")));
    let again = meal_reply(agreed.facts.clone(), rules(), Answer::Agree, on).unwrap();
    assert!(matches!(again.answer, MealFactAnswer::Accepted { repeat: true, .. }));
    let refused = meal_reply(agreed.facts.clone(), rules(), Answer::Refuse, on).unwrap();
    assert_eq!(refused.answer, MealFactAnswer::Accepted { repeat: false, stage: Some(Stage::Refused) });
    let activated = meal_activate(agreed.facts.clone(), rules(), on).unwrap();
    let refusals = vec![Refusal::ActivationNotNeeded];
    assert_eq!(activated.answer, MealFactAnswer::Refused { refusals });
    let other = meal_reply(agreed.facts, rules(), Answer::Refuse, day("2026-04-01")).unwrap();
    assert_eq!(other.answer, MealFactAnswer::OtherMonth { month: month("2026-04") });
}

/// M12: where the holder activates.
#[test]
fn a_parent_activates() {
    let rules = Regulation::meals_2024_09();
    let lines = [listed("2025-05-02", 2), replied("2025-05-02", "agree")];
    let on = day("2025-05-25");
    let before = facts(month("2025-05"), &lines);
    let seen = crate::screen(&before, &rules, on, Language::En);
    assert_eq!((seen.stage.stage, seen.today.unwrap().activate), (Stage::ToActivate, MealButton::Lit));
    let activated = meal_activate(before, rules, on).unwrap();
    assert_eq!(activated.answer, MealFactAnswer::Accepted { repeat: false, stage: Some(Stage::Active) });
    assert_eq!(activated.facts.lines.last(), Some(&fact("2025-05-25", "activated", "")));
}

/// N26: what the terminal is told, and in which words.
#[test]
fn a_terminal_asks() {
    let ask = |meal, today| {
        let march = facts(month("2026-03"), &eating());
        meal_preview(march, rules(), meal, day(today), Language::En).unwrap()
    };
    let open = own_meal(Some(true));
    let key = MealKey {
        programme: Programme::Meals,
        iin: iin(),
        given_on: day("2026-03-31"),
        kind: reference("hot_meal"),
    };
    assert_eq!(ask(open.clone(), "2026-03-31"), MealPreviewAnswer::Yes { key });
    let missing = vec![MissingFact::DayOpen];
    assert_eq!(ask(own_meal(None), "2026-03-31"), MealPreviewAnswer::CannotTell { missing });
    let MealPreviewAnswer::No { reasons, earliest } = ask(open.clone(), "2026-03-18") else { panic!() };
    assert_eq!(reasons[0].text, "The child's meal of this day has already been given.");
    assert_eq!((reasons.len(), earliest), (1, Some(day("2026-03-30"))));
    let elsewhere = MealAsked { school: reference("S-2"), ..open.clone() };
    let MealPreviewAnswer::No { reasons, earliest } = ask(elsewhere, "2026-03-31") else { panic!() };
    assert_eq!((reasons[0].refusal, earliest), (Refusal::OtherSchool, None));
    assert_eq!(ask(open, "2026-04-01"), MealPreviewAnswer::OtherMonth { month: month("2026-04") });
}

/// Lines that this version does not know are kept, named, and change nothing.
#[test]
fn lines_that_are_not_taken_are_named() {
    let unknown = FactLine(r#"{"fact":"fed","iin":"990101600002","on":"2026-03-02"}"#.to_owned());
    let lines = [&eating()[..1], &[unknown, listed("2026-03-01", 2), FactLine(String::new())]].concat();
    let seen = march(&lines, "2026-03-02");
    let refused: Vec<_> = seen.refused.iter().map(|line| (line.place, line.answer.as_str())).collect();
    let error = r#"{"line":2,"error":"unknown_kind"}"#;
    let refusal = r#"{"line":3,"accepted":false,"refusals":["out_of_order"]}"#;
    assert_eq!(refused, [(1, error), (2, refusal)]);
    assert_eq!(seen.stage, march(&eating()[..1], "2026-03-02").stage);
    let step =
        meal_reply(facts(month("2026-03"), &lines), rules(), Answer::Agree, day("2026-03-02")).unwrap();
    assert_eq!(step.facts.lines[..4], lines);
}

/// A question among the facts is none, and what it asks for is not said.
#[test]
fn a_query_is_not_answered() {
    let queries = [
        r#"{"query":"register","school":"S-1","supplier":"F-1","month":"2026-03","on":"2026-04-01"}"#,
        r#"{"query":"due","on":"2026-03-02"}"#,
        r#"{"query":"save"}"#,
    ];
    let lines = [&eating()[..1], &queries.map(|query| FactLine(query.to_owned()))].concat();
    let seen = march(&lines, "2026-03-02");
    let refused = seen.refused.into_iter().map(|line| (line.place, line.answer));
    let unknown = |place| (place, format!(r#"{{"line":{},"error":"unknown_kind"}}"#, place + 1));
    assert_eq!(refused.collect::<Vec<_>>(), [1, 2, 3].map(unknown));
}

#[test]
fn rules_in_force() {
    let id = |date| meal_regulation_in_force(day(date), None).unwrap().map(|found| found.id().to_owned());
    assert_eq!(id("2026-02-20").as_deref(), Some("meals-2024-09"));
    assert_eq!(id("2026-02-21").as_deref(), Some("meals-2026-02"));
    assert_eq!(id("2026-05-26"), None);
    let digest = meal_regulation_digest(rules()).unwrap();
    assert!(digest.starts_with("sha256:") && digest.len() == 71);
}

/// N34: what is printed shows nobody.
#[test]
fn a_screen_prints_nobody() {
    let facts = facts(month("2026-03"), &eating());
    let asked = meal_preview(facts.clone(), rules(), own_meal(Some(true)), day("2026-03-31"), Language::Kk);
    let printed = format!("{facts:?} {:?} {asked:?}", march(&eating(), "2026-03-18"));
    assert!(!printed.contains("990101") && !printed.contains("S-1"));
}

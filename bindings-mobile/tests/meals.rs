//! School meals: each call on its boundaries, and what crosses.

use voucher_core::{
    Language, Month, Programme,
    meals::{Answer, MissingFact, Refusal, Regulation, Stage},
};
use voucher_core_mobile::{
    FactLine,
    meals::{
        MealAsked, MealKey, MealMonthFacts, MealPreviewAnswer, MealScreen, meal_preview, meal_reply,
        meal_screen,
    },
};

use crate::{PERSON, day, iin, line, month, reference, refused};

pub(crate) fn listed(on: impl ToString, grade: u32) -> FactLine {
    let rest = format!(r#""school":"S-1","region":"71","grade":{grade},"grounds":["targeted_social"]"#);
    line("listed", &format!("{PERSON},{rest}"), on)
}

pub(crate) fn replied(on: impl ToString, answer: &str) -> FactLine {
    line("replied", &format!(r#"{PERSON},"answer":"{answer}""#), on)
}

/// A hot meal, recorded on its day.
pub(crate) fn given(on: impl ToString) -> FactLine {
    let (on, meal) =
        (on.to_string(), r#""school":"S-1","supplier":"F-1","kind":"hot_meal","source":"terminal""#);
    line("meal_given", &format!(r#"{PERSON},"record":"{on}",{meal},"given_on":"{on}""#), &on)
}

pub(crate) fn closed(on: impl ToString, day: impl ToString) -> FactLine {
    line("day_closed", &format!(r#""school":"S-1","day":"{}""#, day.to_string()), on)
}

/// The meal that the child's own school hands out.
pub(crate) fn own_meal(open: Option<bool>) -> MealAsked {
    MealAsked { school: reference("S-1"), supplier: reference("F-1"), kind: reference("hot_meal"), open }
}

pub(crate) fn facts(shown: Month, lines: &[FactLine]) -> MealMonthFacts {
    MealMonthFacts { iin: iin(), month: shown, lines: lines.to_vec() }
}

fn rules() -> Regulation {
    Regulation::meals_2026_02()
}

fn march(lines: &[FactLine]) -> MealMonthFacts {
    facts(month("2026-03"), lines)
}

fn seen(facts: MealMonthFacts, today: &str) -> MealScreen {
    meal_screen(facts, rules(), day(today), Language::En).unwrap()
}

/// Consented on 2 March, and eating.
fn eating() -> Vec<FactLine> {
    vec![listed("2026-03-02", 2), replied("2026-03-02", "agree"), given("2026-03-02"), given("2026-03-18")]
}

/// M1: 18 March is the last day before the spring break.
#[test]
fn a_screen_on_the_edges_of_a_break() {
    let screen = seen(march(&eating()), "2026-03-18");
    assert_eq!(screen.today.unwrap().day.given, [reference("hot_meal")]);
    assert_eq!((screen.stage.stage, screen.until), (Stage::Active, Some(day("2026-05-25"))));
    assert_eq!((screen.school, screen.grade), (Some(reference("S-1")), Some(2)));
    let meals = screen.days.iter().filter(|each| !each.given.is_empty()).map(|each| each.day);
    assert!(meals.eq([day("2026-03-02"), day("2026-03-18")]));
    let rest = seen(march(&eating()), "2026-03-19").today.unwrap().day;
    let [why] = &rest.blocked[..] else { panic!("{rest:?}") };
    assert_eq!((rest.is_school_day, why.code.as_str()), (false, "not_a_school_day"));
    assert_eq!(why.text, "There are no lessons on this day, so no free meal is given.");
}

/// M13: a closed day is left out; after the month's last school day comes one of the next month, and none after the year.
#[test]
fn the_next_school_day() {
    let closing = [&eating()[..], &[closed("2026-03-18", "2026-03-30")]].concat();
    let may = facts(month("2026-05"), &[listed("2026-05-02", 2)]);
    for (facts, today, next) in [
        (march(&eating()), "2026-03-18", Some("2026-03-30")),
        (march(&closing), "2026-03-18", Some("2026-03-31")),
        (march(&eating()), "2026-03-31", Some("2026-04-01")),
        (march(&eating()), "2026-04-01", None),
        (march(&eating()), "2026-02-28", Some("2026-03-02")),
        (may.clone(), "2026-05-24", Some("2026-05-25")),
        (may, "2026-05-25", None),
    ] {
        assert_eq!(seen(facts, today).next_school_day, next.map(day), "{today}");
    }
}

/// N26: what the terminal is told, and in which words.
#[test]
fn a_terminal_asks() {
    let ask = |meal, today| meal_preview(march(&eating()), rules(), meal, day(today), Language::En).unwrap();
    let (programme, given_on, kind) = (Programme::Meals, day("2026-03-31"), reference("hot_meal"));
    let key = MealKey { programme, iin: iin(), given_on, kind };
    let open = own_meal(Some(true));
    assert_eq!(ask(open.clone(), "2026-03-31"), MealPreviewAnswer::Yes { key });
    let missing = vec![MissingFact::DayOpen];
    assert_eq!(ask(own_meal(None), "2026-03-31"), MealPreviewAnswer::CannotTell { missing });
    assert_eq!(ask(open.clone(), "2026-04-01"), MealPreviewAnswer::OtherMonth { month: month("2026-04") });
    let elsewhere = MealAsked { school: reference("S-2"), ..open.clone() };
    for (meal, today, refusal, waits) in [
        (open, "2026-03-18", Refusal::MealAlreadyGiven, Some("2026-03-30")),
        (elsewhere, "2026-03-31", Refusal::OtherSchool, None),
    ] {
        let MealPreviewAnswer::No { reasons, earliest } = ask(meal, today) else { panic!("{today}") };
        let told = (reasons.len(), reasons[0].refusal, reasons[0].text.as_str(), earliest);
        assert_eq!(told, (1, refusal, refusal.texts().en(), waits.map(day)));
    }
}

/// Lines that this version does not know, and questions, are kept, named and not answered; nobody is printed (N34).
#[test]
fn lines_that_are_not_taken_are_named_and_nobody_is_printed() {
    let query = r#"{"query":"register","school":"S-1","supplier":"F-1","month":"2026-03","on":"2026-04-01"}"#;
    let strange = [r#"{"query":"save"}"#, query, ""].map(|line| FactLine(line.to_owned()));
    let unknown = [line("fed", PERSON, "2026-03-02"), listed("2026-03-01", 2)];
    let lines = [&eating()[..1], &unknown, &strange].concat();
    let screen = seen(march(&lines), "2026-03-02");
    let (error, refusal) = (r#""error":"unknown_kind"}"#, r#""accepted":false,"refusals":["out_of_order"]}"#);
    assert_eq!(refused(&screen.refused), [(1, error), (2, refusal), (3, error), (4, error)]);
    assert_eq!(screen.stage, seen(march(&eating()[..1]), "2026-03-02").stage);
    let step = meal_reply(march(&lines), rules(), Answer::Agree, day("2026-03-02")).unwrap();
    assert_eq!(step.facts.lines[..6], lines);
    let asked =
        meal_preview(march(&eating()), rules(), own_meal(Some(true)), day("2026-03-31"), Language::Kk);
    let printed =
        format!("{:?} {screen:?} {:?} {asked:?}", march(&lines), seen(march(&eating()), "2026-03-18"));
    assert!(!printed.contains("990101") && !printed.contains("S-1"));
}

//! Nothing on a screen contradicts, whatever has happened and on whichever day of whichever month it is looked at.

use voucher_core::{
    Language, Month,
    meals::{Answer, Refusal, Regulation, Stage},
};
use voucher_core_mobile::{
    CivilDate, FactLine, MonthPhase,
    meals::{
        MealAsked, MealButton, MealFactAnswer, MealMonthFacts, MealPreviewAnswer, MealReason, MealScreen,
        MealStepAnswer, meal_activate, meal_preview, meal_reply,
    },
};

use crate::{closed, day, fact, facts, given, listed, month, own_meal, reference, replied, screen};

/// Rules, a story under them, the months that are shown, and the days on which they are looked at.
struct World {
    rules: Regulation,
    stories: Vec<Vec<FactLine>>,
    months: &'static [&'static str],
    first: &'static str,
    days: usize,
}

/// Spring 2026, where consent is enough; the end of a school year inside the rules, where the parent activates.
fn worlds() -> [World; 2] {
    let march = [listed("2026-03-02", 1), fact("2026-03-02", "notified", "")];
    let eating = [&march[..], &[replied("2026-03-03", "agree"), given("2026-03-03")]].concat();
    let closing = [closed("2026-03-04", "2026-03-05"), closed("2026-03-04", "2026-03-31")];
    let april = [listed("2026-04-01", 1), given("2026-04-01"), listed("2026-05-02", 1)];
    let may = [listed("2025-05-02", 3), replied("2025-05-05", "agree")];
    let activated = [&may[..], &[fact("2025-05-06", "activated", ""), given("2025-05-06")]].concat();
    [
        World {
            rules: Regulation::meals_2026_02(),
            stories: vec![
                vec![],
                march[..1].to_vec(),
                march.to_vec(),
                [&march[..], &[replied("2026-03-03", "refuse")]].concat(),
                [&eating[..], &closing, &april].concat(),
                [&eating[..], &closing, &[fact("2026-03-10", "delisted", "")]].concat(),
                [&eating[..], &[FactLine("?".to_owned()), replied("2026-04-02", "refuse")]].concat(),
                vec![listed("2026-02-03", 2), listed("2026-03-02", 2), replied("2026-03-02", "agree")],
            ],
            months: &["2026-02", "2026-03", "2026-04", "2026-06"],
            first: "2026-02-18",
            days: 108,
        },
        World {
            rules: Regulation::meals_2024_09(),
            stories: vec![may[..1].to_vec(), may.to_vec(), activated],
            months: &["2025-05", "2025-06", "2025-09"],
            first: "2025-05-01",
            days: 36,
        },
    ]
}

/// Every pair of facts and a day on which they are looked at.
fn each(look: impl Fn(&Regulation, &MealMonthFacts, CivilDate, &MealScreen, &str)) {
    for World { rules, stories, months, first, days } in worlds() {
        for (place, story) in stories.iter().enumerate() {
            for shown in months {
                let facts = facts(month(shown), story);
                for today in day(first).iter_days().take(days) {
                    let seen = screen(&facts, &rules, today, Language::En);
                    look(&rules, &facts, today, &seen, &format!("story {place}: {shown} seen on {today}"));
                }
            }
        }
    }
}

fn refusals(reasons: &[MealReason]) -> Vec<Refusal> {
    reasons.iter().map(|reason| reason.refusal).collect()
}

#[test]
fn all_of_a_screen_is_about_the_month_that_it_shows() {
    each(|_, facts, today, seen, place| {
        let shown = facts.month;
        assert!(seen.days.iter().all(|day| Month::of(day.day) == shown), "{place}");
        assert_eq!(seen.days.first().unwrap().day, shown.first_day(), "{place}");
        assert_eq!(Month::of(seen.days.last().unwrap().day.succ_opt().unwrap()), shown.next(), "{place}");
        let of_month = |phase| match phase {
            MonthPhase::Ahead => shown > Month::of(today),
            MonthPhase::Current => shown == Month::of(today),
            MonthPhase::Over => shown < Month::of(today),
        };
        assert!(seen.month == shown && of_month(seen.phase), "{place}");
        let acts = seen.phase == MonthPhase::Current && seen.stage.stage != Stage::Ended;
        assert_eq!(seen.today.is_some(), acts, "{place}");
        assert!(seen.today.iter().all(|now| now.day.day == today && seen.days.contains(&now.day)), "{place}");
        // The next school day is the first of the month after the date, if there is one.
        let first = seen.days.iter().find(|day| day.day > today && day.is_school_day).map(|day| day.day);
        match (seen.phase, seen.next_school_day) {
            (MonthPhase::Over, next) => assert_eq!(next, None, "{place}"),
            (MonthPhase::Current, Some(next)) if first.is_none() => {
                assert!(Month::of(next) > shown, "{place}");
            }
            (MonthPhase::Ahead | MonthPhase::Current, next) => assert_eq!(next, first, "{place}"),
        }
    });
}

#[test]
fn a_dark_button_has_a_reason_and_a_lit_one_does_what_it_says() {
    each(|rules, facts, today, seen, place| {
        let reply = |answer| meal_reply(facts.clone(), rules.clone(), answer, today).unwrap();
        let activated = || meal_activate(facts.clone(), rules.clone(), today).unwrap();
        let steps = [reply(Answer::Agree), reply(Answer::Refuse), activated()];
        let Some(now) = &seen.today else {
            let same = |step: &MealStepAnswer| &step.facts == facts;
            assert!(seen.phase == MonthPhase::Current || steps.iter().all(same), "{place}");
            return;
        };
        let buttons = [&now.agree, &now.refuse, &now.activate];
        let agreed = &[Stage::Active, Stage::ToActivate][..];
        let after = [agreed, &[Stage::Refused], &[Stage::Active]];
        for ((button, step), stages) in buttons.into_iter().zip(steps).zip(after) {
            match (button, &step.answer) {
                (MealButton::Dark { reasons }, MealFactAnswer::Refused { refusals: told }) => {
                    assert!(!reasons.is_empty() && &refusals(reasons) == told, "{place}");
                    assert_eq!(&step.facts, facts, "{place}");
                }
                (MealButton::Lit, MealFactAnswer::Accepted { repeat: false, stage: Some(stage) })
                | (MealButton::Done, MealFactAnswer::Accepted { repeat: true, stage: Some(stage) }) => {
                    assert!(stages.contains(stage), "{place}: {stage:?}");
                    // The line that was added says the same.
                    let after = screen(&step.facts, rules, today, Language::En);
                    assert_eq!((after.stage.stage, &after.refused), (*stage, &seen.refused), "{place}");
                    assert_eq!(*button == MealButton::Done, after.stage == seen.stage, "{place}");
                }
                (button, answer) => panic!("{place}: {button:?} {answer:?}"),
            }
        }
    });
}

#[test]
fn a_stage_its_words_and_the_day_tell_one_story() {
    each(|rules, facts, today, seen, place| {
        let stage = seen.stage.stage;
        let agreed = seen.consent == Some(Answer::Agree);
        match stage {
            Stage::NotListed | Stage::Delisted => assert_eq!(seen.school, None, "{place}"),
            Stage::Ended => assert_eq!(seen.until, None, "{place}"),
            Stage::Refused => assert_eq!(seen.consent, Some(Answer::Refuse), "{place}"),
            Stage::ToNotify | Stage::Notified => assert_eq!(seen.consent, None, "{place}"),
            Stage::ToActivate | Stage::Active => assert!(agreed, "{place}"),
        }
        let lasts = !matches!(stage, Stage::NotListed | Stage::Delisted | Stage::Ended | Stage::Refused)
            && seen.phase != MonthPhase::Over;
        assert_eq!(seen.until.is_some_and(|until| today <= until), lasts, "{place}");
        for day in &seen.days {
            let blocked = refusals(&day.blocked);
            // Every meal is one of a day that allowed it, and it takes the day's place.
            assert!(day.given.is_empty() || blocked.contains(&Refusal::MealAlreadyGiven), "{place}");
            assert!(day.is_school_day || !blocked.is_empty(), "{place}");
        }
        let Some(now) = &seen.today else { return };
        let blocked = refusals(&now.day.blocked);
        let passing =
            [Refusal::OutsidePilot, Refusal::NotASchoolDay, Refusal::DayClosed, Refusal::MealAlreadyGiven];
        let beside: Vec<_> = blocked.iter().copied().filter(|refusal| !stage.says(*refusal)).collect();
        assert_eq!(refusals(&now.blocked), beside, "{place}");
        let lasting = blocked.iter().any(|refusal| !passing.contains(refusal));
        assert_eq!(lasting, stage != Stage::Active, "{place}: {stage:?} {blocked:?}");
        assert_eq!(
            now.refuse == MealButton::Done,
            seen.consent == Some(Answer::Refuse) && seen.school.is_some()
        );
        // A terminal of the child's own school is told the same.
        if seen.school.is_none() {
            return;
        }
        let asked = MealAsked { supplier: reference("nobody"), ..own_meal(Some(true)) };
        let answer = meal_preview(facts.clone(), rules.clone(), asked, today, Language::En).unwrap();
        match answer {
            MealPreviewAnswer::Yes { .. } => assert!(blocked.is_empty() && now.day.is_school_day, "{place}"),
            MealPreviewAnswer::No { reasons, earliest } => {
                assert_eq!(refusals(&reasons), blocked, "{place}");
                let waits = blocked.iter().any(|refusal| passing.contains(refusal));
                assert_eq!(earliest, seen.next_school_day.filter(|_| waits), "{place}");
            }
            MealPreviewAnswer::CannotTell { .. } | MealPreviewAnswer::OtherMonth { .. } => panic!("{place}"),
        }
    });
}

/// N36: three languages, one screen.
#[test]
fn a_language_changes_words_and_nothing_else() {
    let codes = |seen: &MealScreen| {
        let days = seen.days.iter().map(|day| refusals(&day.blocked)).collect::<Vec<_>>();
        (seen.stage.code.clone(), seen.consent, seen.next_school_day, seen.until, days)
    };
    let words = |seen: &MealScreen| {
        let reasons = seen.days.iter().flat_map(|day| &day.blocked).map(|reason| reason.text.clone());
        reasons.chain([seen.stage.text.clone()]).collect::<Vec<_>>()
    };
    let [World { rules, stories, .. }, _] = worlds();
    for story in stories {
        let facts = facts(month("2026-03"), &story);
        let seen = [Language::Kk, Language::Ru, Language::En]
            .map(|language| screen(&facts, &rules, day("2026-03-10"), language));
        assert!(seen.iter().all(|each| codes(each) == codes(&seen[0])));
        let [kk, ru, en] = seen.each_ref().map(words);
        assert!(kk.iter().zip(&ru).zip(&en).all(|((kk, ru), en)| kk != ru && ru != en && !kk.is_empty()));
    }
}

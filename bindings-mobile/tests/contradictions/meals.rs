//! School meals.

use voucher_core::{
    Journal, Language, Month,
    meals::{Answer, Ledger, Refusal, Regulation, Stage},
    programme::PersonAction,
};
use voucher_core_mobile::{
    CivilDate, FactLine, MonthPhase,
    meals::{
        MealButton, MealFactAnswer, MealMonthFacts, MealPreviewAnswer, MealScreen, MealStepAnswer, MealToday,
        meal_activate, meal_preview, meal_reply, meal_screen,
    },
    wallet::WalletHolding,
};

use super::{Held, Shown, Taken, Told, paths, shown, sweep};
use crate::{
    PERSON, day, days, line,
    meals::{closed, facts, listed, own_meal, replied},
    month,
};

/// Rules where consent is enough and where the parent activates, each with a March inside its last school year.
fn rules() -> [(Regulation, &'static str); 2] {
    [(Regulation::meals_2026_02(), "2026"), (Regulation::meals_2024_09(), "2025")]
}

fn stories(year: &str) -> Vec<Vec<FactLine>> {
    let on = |day: &str| format!("{year}-03-{day}");
    let fact = |day: &str, name: &str| line(name, PERSON, on(day));
    paths(&[
        &[listed(on("03"), 1)],
        &[fact("03", "notified")],
        &[replied(on("04"), "agree"), replied(on("04"), "refuse")],
        &[fact("05", "activated")],
        &[replied(on("10"), "agree"), replied(on("10"), "refuse")],
        &[fact("10", "delisted"), closed(on("10"), on("11"))],
    ])
}

/// A child's March, as it is looked at in a month.
pub(crate) fn march(
    rules: &Regulation,
    shown: &str,
    lines: &[FactLine],
    days: impl Iterator<Item = CivilDate>,
) -> Held {
    let fact = |_: &Held, action: PersonAction, on: CivilDate| match action == PersonAction::Activate {
        true => line("activated", PERSON, on),
        false => replied(on, action.code()),
    };
    let holding = WalletHolding::Meals { facts: facts(month(shown), lines), regulation: rules.clone() };
    Held::new(holding, lines, Journal::from(Ledger::new(rules.clone())), days, fact)
}

/// Every path of the spring in which consent is enough.
pub(crate) fn february() -> Vec<Held> {
    let around = || days("2026-02-08", 40).chain(days("2026-04-01", 2));
    stories("2026").iter().map(|lines| march(&rules()[0].0, "2026-03", lines, around())).collect()
}

pub(super) fn told(screen: MealScreen) -> Told {
    let MealScreen { stage, phase, until, days_left, today, .. } = screen;
    let asks = match stage.stage {
        Stage::ToNotify | Stage::Notified => Some(PersonAction::Agree),
        Stage::ToActivate => Some(PersonAction::Activate),
        Stage::NotListed | Stage::Delisted | Stage::Ended | Stage::Refused | Stage::Active => None,
    };
    let reasons = today.iter().flat_map(|today| &today.blocked).map(|reason| reason.text.clone());
    let words = [stage.text].into_iter().chain(reasons).collect();
    let buttons = today.into_iter().flat_map(|MealToday { agree, refuse, activate, .. }| {
        [
            (PersonAction::Agree, shown!(MealButton, agree)),
            (PersonAction::Refuse, shown!(MealButton, refuse)),
            (PersonAction::Activate, shown!(MealButton, activate)),
        ]
    });
    let (asks, buttons) = (asks.filter(|_| phase != MonthPhase::Over), buttons.collect());
    Told { title: stage.title, words, until, days_left, asks, buttons }
}

/// Every path on every day of its month, around it, and around the end of the school year.
#[test]
fn no_screen_contradicts_itself() {
    for (rules, year) in rules() {
        let around = days(&format!("{year}-02-27"), 36).chain(days(&format!("{year}-05-24"), 3));
        let held = stories(year).into_iter().flat_map(|lines| {
            let (rules, around) = (&rules, &around);
            ["02", "03", "04", "05", "07"].map(|shown| {
                let shown = format!("{year}-{shown}");
                let near = |today: &CivilDate| {
                    Month::of(*today) == month(&shown) || today.to_string().ends_with('1')
                };
                march(rules, &shown, &lines, around.clone().filter(near))
            })
        });
        let met = sweep(&held.collect::<Vec<_>>(), |held, today, told| {
            let WalletHolding::Meals { facts, regulation } = &held.holding else { panic!() };
            let screen = meal_screen(facts.clone(), regulation.clone(), today, Language::En).unwrap();
            let seen = Seen { held, facts, rules: regulation, today, told, screen };
            seen.is_about_its_month();
            seen.has_what_stands();
            seen.does_as_its_buttons_say();
            seen.asks_what_a_terminal_asks();
            seen.last_day_is_the_last();
        });
        assert_eq!(met.len(), if year == "2026" { 7 } else { 9 }, "{met:?}");
    }
}

struct Seen<'a> {
    held: &'a Held,
    facts: &'a MealMonthFacts,
    rules: &'a Regulation,
    today: CivilDate,
    told: &'a Told,
    screen: MealScreen,
}

impl Seen<'_> {
    fn place(&self) -> String {
        format!("{} of {}, {}", self.facts.month, self.rules.id(), self.held.place(self.today))
    }

    /// Days, phase, buttons and the next school day are those of the month that is shown; one that is over asks for nothing.
    fn is_about_its_month(&self) {
        let MealScreen { month, phase, days, next_school_day, today: now, stage, until, .. } = &self.screen;
        let (shown, today, place) = (self.facts.month, self.today, self.place());
        let all = shown.first_day().iter_days().take_while(|day| *day <= shown.last_day());
        assert!(days.iter().map(|day| day.day).eq(all), "{place}");
        assert_eq!((*month, *phase), (shown, MonthPhase::of(shown, today)), "{place}");
        let acts = *phase == MonthPhase::Current && stage.stage != Stage::Ended;
        assert_eq!(now.is_some(), acts, "{place}");
        assert!(now.iter().all(|now| now.day.day == today && days.contains(&now.day)), "{place}");
        let first = days.iter().find(|day| day.day > today && day.is_school_day).map(|day| day.day);
        match phase {
            MonthPhase::Ahead => assert_eq!(*next_school_day, first, "{place}"),
            MonthPhase::Current => {
                let after = next_school_day.filter(|next| Month::of(*next) > shown);
                assert_eq!(*next_school_day, first.or(after), "{place}");
            }
            MonthPhase::Over => {
                assert_eq!((*next_school_day, *until), (None, None), "{place}");
                assert!(![&stage.title, &stage.text].iter().any(|text| text.contains("lease")), "{place}");
            }
        }
    }

    /// List, consent and last day go with the stage; beside it stands what it does not say.
    fn has_what_stands(&self) {
        let MealScreen { stage, school, grade, consent, until, phase, days, today: now, .. } = &self.screen;
        let (stage, place) = (stage.stage, self.place());
        assert_eq!(school.is_some(), grade.is_some(), "{place}");
        match stage {
            Stage::NotListed | Stage::Delisted => assert_eq!(*school, None, "{place}"),
            Stage::Ended => assert_eq!(*until, None, "{place}"),
            Stage::Refused => assert_eq!(*consent, Some(Answer::Refuse), "{place}"),
            Stage::ToNotify | Stage::Notified => assert_eq!(*consent, None, "{place}"),
            Stage::ToActivate | Stage::Active => assert_eq!(*consent, Some(Answer::Agree), "{place}"),
        }
        let is_over = matches!(stage, Stage::NotListed | Stage::Delisted | Stage::Ended | Stage::Refused);
        assert_eq!(until.is_some(), !is_over && *phase != MonthPhase::Over, "{place}");
        for day in days {
            let has = |refusal| day.blocked.iter().any(|reason| reason.refusal == refusal);
            assert!(day.given.is_empty() || has(Refusal::MealAlreadyGiven), "{place}");
            assert!(day.is_school_day || !day.blocked.is_empty(), "{place}");
        }
        if let Some(now) = now {
            let beside = now.day.blocked.iter().filter(|reason| !stage.says(reason.refusal));
            assert!(now.blocked.iter().eq(beside), "{place}");
        }
    }

    /// M11, M12: a step answers what its button shows, and the line that it adds says the same; in another month it changes nothing.
    fn does_as_its_buttons_say(&self) {
        let given = || (self.facts.clone(), self.rules.clone());
        let ((a, r), (b, s), (c, t)) = (given(), given(), given());
        let steps = [
            (PersonAction::Agree, meal_reply(a, r, Answer::Agree, self.today)),
            (PersonAction::Refuse, meal_reply(b, s, Answer::Refuse, self.today)),
            (PersonAction::Activate, meal_activate(c, t, self.today)),
        ];
        let buttons = self.told.buttons.iter().map(|(_, shown)| Some(shown)).chain([None; 3]);
        for ((action, step), button) in steps.into_iter().zip(buttons) {
            let MealStepAnswer { answer, facts } = step.unwrap();
            let place = format!("{}: {answer:?}", self.place());
            match answer {
                MealFactAnswer::OtherMonth { month } => {
                    assert!(month == Month::of(self.today) && month != self.facts.month, "{place}");
                    assert_eq!(&facts, self.facts, "{place}");
                }
                MealFactAnswer::Refused { refusals } => {
                    let reasons = refusals.iter().map(|refusal| refusal.texts().en().to_owned()).collect();
                    assert!(button.is_none_or(|button| *button == Shown::Dark(reasons)), "{place}");
                    assert_eq!(&facts, self.facts, "{place}");
                }
                MealFactAnswer::Accepted { repeat, stage } => {
                    let shown = if repeat { Shown::Done } else { Shown::Lit };
                    assert!(button.is_none_or(|button| *button == shown), "{place}");
                    let line = (self.held.fact)(self.held, action, self.today);
                    assert_eq!(facts.lines, [&self.facts.lines[..], &[line]].concat(), "{place}");
                    let after = meal_screen(facts, self.rules.clone(), self.today, Language::En).unwrap();
                    let refused = &self.screen.refused;
                    assert_eq!((Some(after.stage.stage), &after.refused), (stage, refused), "{place}");
                }
            }
        }
    }

    /// A terminal of the child's own school is told the same.
    fn asks_what_a_terminal_asks(&self) {
        let Some(now) = self.screen.today.as_ref().filter(|_| self.screen.school.is_some()) else { return };
        let (facts, rules) = (self.facts.clone(), self.rules.clone());
        match meal_preview(facts, rules, own_meal(Some(true)), self.today, Language::En).unwrap() {
            MealPreviewAnswer::Yes { .. } => assert!(now.day.blocked.is_empty(), "{}", self.place()),
            MealPreviewAnswer::No { reasons, earliest } => {
                assert_eq!(reasons, now.day.blocked, "{}", self.place());
                assert!(earliest.is_none() || earliest == self.screen.next_school_day, "{}", self.place());
            }
            MealPreviewAnswer::CannotTell { .. } | MealPreviewAnswer::OtherMonth { .. } => {
                panic!("{}", self.place())
            }
        }
    }

    /// A last day is one on which the answer is taken from a child on that month's list; a late one is asked of nobody any more (M6).
    fn last_day_is_the_last(&self) {
        let is_now = self.screen.phase == MonthPhase::Current
            && self.rules.period().contains(self.today)
            && !self.held.is_behind(self.today);
        let Some((until, asks)) = self.screen.until.zip(self.told.asks).filter(|_| is_now) else { return };
        let after = |on: CivilDate| {
            let lines = [&self.facts.lines[..], &[listed(on, 1)]].concat();
            let later = march(self.rules, &Month::of(on).to_string(), &lines, [].into_iter());
            (later.does(asks, on), later.told(on, Language::En).is_some_and(|told| !told.buttons.is_empty()))
        };
        assert_eq!(after(until), (Taken::Changes, true), "{}", self.place());
        let (taken, is_asked) = after(until.succ_opt().unwrap());
        assert!(taken == Taken::No || !is_asked, "{}", self.place());
    }
}

/// A month without the programme has no school day, no button and no deadline.
#[test]
fn a_month_without_the_programme_says_so() {
    let held = march(&Regulation::meals_2026_02(), "2026-07", &[], [].into_iter());
    let (told, today) = (held.told(day("2026-07-10"), Language::En).unwrap(), day("2026-07-10"));
    assert_eq!((told.until, told.asks), (None, None));
    for (action, shown) in told.buttons {
        assert_eq!((shown.taken(), held.does(action, today)), (Taken::No, Taken::No));
    }
    let WalletHolding::Meals { facts, regulation } = held.holding else { panic!() };
    let screen = meal_screen(facts, regulation, today, Language::En).unwrap();
    assert!(screen.days.iter().all(|day| !day.is_school_day && !day.blocked.is_empty()));
    assert_eq!((screen.consent, screen.next_school_day), (None, None));
}

//! School meals.

use voucher_core::{
    Journal, Language, Month,
    meals::{Answer, Ledger, Regulation, Stage},
};
use voucher_core_mobile::{
    CivilDate, FactLine, MonthPhase,
    meals::{MealButton, MealMonthFacts, MealScreen, MealToday, meal_screen},
};

use crate::{Pressed, Shown, Taken, Told, check, day, days, iin, is_behind, paths, taken};

fn fact(on: &str, name: &str, rest: &str) -> FactLine {
    FactLine(format!(r#"{{"fact":"{name}","iin":"990101600002"{rest},"on":"{on}"}}"#))
}

fn listed(on: &str) -> FactLine {
    fact(on, "listed", r#","school":"S-1","region":"71","grade":1,"grounds":["targeted_social"]"#)
}

fn replied(on: &str, answer: &str) -> FactLine {
    fact(on, "replied", &format!(r#","answer":"{answer}""#))
}

/// Rules where consent is enough and where the parent activates, each with a March inside its last school year.
fn rules() -> [(Regulation, &'static str); 2] {
    [(Regulation::meals_2026_02(), "2026"), (Regulation::meals_2024_09(), "2025")]
}

pub(crate) fn stories(year: &str) -> Vec<Vec<FactLine>> {
    let on = |day: &str| format!("{year}-03-{day}");
    let closed = FactLine(format!(
        r#"{{"fact":"day_closed","school":"S-1","day":"{}","on":"{}"}}"#,
        on("10"),
        on("09")
    ));
    paths(&[
        &[listed(&on("03"))],
        &[fact(&on("03"), "notified", "")],
        &[replied(&on("04"), "agree"), replied(&on("04"), "refuse")],
        &[fact(&on("05"), "activated", "")],
        &[replied(&on("09"), "agree"), replied(&on("09"), "refuse")],
        &[fact(&on("10"), "delisted", ""), closed],
    ])
}

struct Seen {
    rules: Regulation,
    facts: MealMonthFacts,
    today: CivilDate,
    screen: MealScreen,
}

impl Seen {
    fn new(rules: &Regulation, facts: &MealMonthFacts, today: CivilDate, language: Language) -> Self {
        let screen = meal_screen(facts.clone(), rules.clone(), today, language).unwrap();
        Self { rules: rules.clone(), facts: facts.clone(), today, screen }
    }

    fn place(&self) -> String {
        let names: Vec<_> = self.facts.lines.iter().map(|line| line.0.split('"').nth(3).unwrap()).collect();
        format!("{names:?} of {}, {}, {}", self.facts.month, self.rules.id(), self.today)
    }

    fn taken(&self, fact: &FactLine) -> Taken {
        taken(Journal::from(Ledger::new(self.rules.clone())), &self.facts.lines, fact)
    }

    fn buttons(&self) -> Vec<Pressed> {
        let Some(MealToday { agree, refuse, activate, .. }) = &self.screen.today else { return vec![] };
        let on = self.today.to_string();
        let facts = [replied(&on, "agree"), replied(&on, "refuse"), fact(&on, "activated", "")];
        let pressed = |(button, fact): (&MealButton, &FactLine)| Pressed {
            shown: match button {
                MealButton::Lit => Shown::Lit,
                MealButton::Done => Shown::Done,
                MealButton::Dark { reasons } => {
                    Shown::Dark(reasons.iter().map(|reason| reason.text.clone()).collect())
                }
            },
            taken: self.taken(fact),
        };
        [agree, refuse, activate].into_iter().zip(&facts).map(pressed).collect()
    }

    /// What the stage asks of the parent: the fact that does it.
    fn asked(&self, on: CivilDate) -> Option<FactLine> {
        let on = on.to_string();
        match self.screen.stage.stage {
            Stage::ToNotify | Stage::Notified => Some(replied(&on, "agree")),
            Stage::ToActivate => Some(fact(&on, "activated", "")),
            Stage::NotListed | Stage::Delisted | Stage::Ended | Stage::Refused | Stage::Active => None,
        }
    }

    /// On a day on which the rules take facts, in the month shown.
    fn is_now(&self) -> bool {
        self.screen.phase == MonthPhase::Current
            && self.rules.period().contains(self.today)
            && !is_behind(self.today, &self.facts.lines)
    }
}

/// Every path on every day of its month, around it, and around the end of the school year.
fn sweep(language: Language, look: impl Fn(&Seen)) {
    for (rules, year) in rules() {
        let around = days(&format!("{year}-02-27"), 36).chain(days(&format!("{year}-05-24"), 3));
        let around: Vec<_> = around.collect();
        for lines in stories(year) {
            for month in ["02", "03", "04", "05", "07"] {
                let month = Month::parse(&format!("{year}-{month}")).unwrap();
                let facts = MealMonthFacts { iin: iin(), month, lines: lines.clone() };
                let near =
                    |today: &&CivilDate| month == Month::of(**today) || today.to_string().ends_with('1');
                for today in around.iter().filter(near) {
                    look(&Seen::new(&rules, &facts, *today, language));
                }
            }
        }
    }
}

#[test]
fn no_screen_contradicts_itself() {
    for &language in Language::ALL {
        sweep(language, |seen| {
            one_story(seen);
            if language == Language::En {
                what_is_asked_can_be_done(seen);
                a_last_day_is_the_last(seen);
            }
        });
    }
}

fn one_story(seen: &Seen) {
    let MealScreen { stage, today, until, days_left, .. } = &seen.screen;
    check(&Told {
        place: &seen.place(),
        title: &stage.title,
        stage: &stage.text,
        beside: today.iter().flat_map(|today| &today.blocked).map(|reason| reason.text.as_str()).collect(),
        until: *until,
        days_left: days_left.as_ref(),
        today: seen.today,
        buttons: seen.buttons(),
    });
}

/// What is asked can be done on the day, and nothing is asked of a month that is over.
fn what_is_asked_can_be_done(seen: &Seen) {
    let asks = |text: &str| text.contains("lease");
    let MealScreen { stage, phase, until, .. } = &seen.screen;
    let place = seen.place();
    if *phase == MonthPhase::Over {
        assert!(!asks(&stage.title) && !asks(&stage.text) && until.is_none(), "{place}: {}", stage.text);
    }
    if let Some(fact) = seen.asked(seen.today).filter(|_| seen.is_now()) {
        assert_eq!(seen.taken(&fact), Taken::Changes, "{place}");
    }
}

/// A last day is one on which the answer is taken from a child on that month's list, and the next is not.
fn a_last_day_is_the_last(seen: &Seen) {
    let Some(until) = seen.screen.until.filter(|_| seen.is_now()) else { return };
    let next = until.succ_opt().unwrap();
    let Some((last, late)) = seen.asked(until).zip(seen.asked(next)) else {
        return assert_eq!(seen.screen.stage.stage, Stage::Active);
    };
    let after = |on: CivilDate, fact: &FactLine| {
        let lines = [&seen.facts.lines[..], &[listed(&on.to_string())]].concat();
        let facts = MealMonthFacts { iin: iin(), month: Month::of(on), lines };
        let later = Seen::new(&seen.rules, &facts, on, Language::En);
        (later.taken(fact), later.screen.today.is_some())
    };
    assert_eq!(after(until, &last), (Taken::Changes, true), "{}", seen.place());
    // A late answer is recorded (M6), and asked of nobody any more.
    let (taken, asked) = after(next, &late);
    assert!(taken == Taken::No || !asked, "{}", seen.place());
}

/// A month without the programme has no school day, no button and no deadline.
#[test]
fn a_month_without_the_programme_says_so() {
    let facts = MealMonthFacts { iin: iin(), month: Month::parse("2026-07").unwrap(), lines: vec![] };
    let seen = Seen::new(&Regulation::meals_2026_02(), &facts, day("2026-07-10"), Language::En);
    assert!(seen.screen.days.iter().all(|day| !day.is_school_day && !day.blocked.is_empty()));
    assert_eq!(
        (seen.screen.until, seen.screen.consent, seen.screen.next_school_day),
        (None, None::<Answer>, None)
    );
    assert!(seen.buttons().iter().all(|button| button.taken == Taken::No));
}

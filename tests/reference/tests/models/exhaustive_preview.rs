//! The preview as a function of what is known: every combination, against the reading of N26 by the naive model.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use voucher_core::testing::{
    draws,
    gas::{arb_edge_date, arb_regulation},
};
use voucher_core::{
    Account,
    gas::{ConsentState, PreviewFacts, Regulation, RegulationParts, Window, preview},
};
use voucher_reference::compare::{self, changes, date, or_last_day, or_next_month, rules};
use voucher_reference::naive::{Day, Known, Preview, Rules, month_of};

/// What is known, as the model has it.
fn known(facts: &PreviewFacts) -> Known {
    let agreed = facts.consent.map(|consent| match consent {
        ConsentState::Awaiting => None,
        ConsentState::Given => Some(true),
        ConsentState::Refused => Some(false),
    });
    let others_on_account = facts.others_on_account.map(|others| usize::try_from(others).unwrap());
    let PreviewFacts { on_list, own_activation, account_exists, .. } = *facts;
    Known { on_list, agreed, own_activation, others_on_account, account_exists }
}

/// Every combination of what can be known and of what is not: 3 x 4 x 3 x 4 x 3.
fn combinations() -> Vec<PreviewFacts> {
    let known = [None, Some(false), Some(true)];
    let consents =
        [None, Some(ConsentState::Awaiting), Some(ConsentState::Given), Some(ConsentState::Refused)];
    let uses = [None, Some(0), Some(1), Some(2)];
    let mut all = Vec::new();
    for on_list in known {
        for consent in consents {
            for own_activation in known {
                for others_on_account in uses {
                    all.extend(known.map(|account_exists| PreviewFacts {
                        on_list,
                        consent,
                        own_activation,
                        others_on_account,
                        account_exists,
                    }));
                }
            }
        }
    }
    all
}

/// Everything that matters for dates alone: nothing known, all in favour, and one thing against.
fn few_combinations() -> Vec<PreviewFacts> {
    let favourable = PreviewFacts {
        on_list: Some(true),
        consent: Some(ConsentState::Given),
        own_activation: Some(false),
        others_on_account: Some(0),
        account_exists: Some(true),
    };
    vec![
        PreviewFacts::default(),
        favourable,
        PreviewFacts { on_list: Some(false), ..favourable },
        PreviewFacts { consent: Some(ConsentState::Refused), ..favourable },
    ]
}

/// Compares the previews of a regulation, and counts them by answer, dates of a later yes apart.
fn compared(
    regulation: &Regulation,
    all: &[PreviewFacts],
    days: &[NaiveDate],
) -> BTreeMap<&'static str, usize> {
    let (rules, account, mut counts) =
        (rules(regulation), Account::parse("0012345").unwrap(), BTreeMap::new());
    for on in days {
        for facts in all {
            let core = compare::preview(&preview(regulation, facts, account, *on));
            let norm = rules.preview(&known(facts), *on);
            assert_eq!(core, norm, "{}: {facts:?} on {on}", regulation.id());
            *counts.entry(kind(&norm)).or_insert(0) += 1;
        }
    }
    counts
}

fn kind(preview: &Preview) -> &'static str {
    match preview {
        Preview::Yes => "yes",
        Preview::No(_, Some(_)) => "no, but later",
        Preview::No(_, None) => "no",
        Preview::CannotTell(_) => "cannot tell",
    }
}

fn days(first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
    first.iter_days().take_while(|day| *day <= last).collect()
}

fn must_reach(counts: &BTreeMap<&'static str, usize>, each: usize) {
    assert!(counts.len() == 4 && counts.values().all(|count| *count >= each), "{counts:?}");
}

/// N26, and N8 for the days: all of the two pilots, and two months around them.
#[test]
fn every_preview_on_every_day_of_the_pilots() {
    let (first, second) = (Regulation::gas_2024_12(), Regulation::gas_2025_08());
    for (regulation, days) in [
        (first, days(date(2024, 10, 1), date(2025, 6, 30))),
        (second, days(date(2025, 6, 25), date(2026, 8, 31))),
    ] {
        let counts = compared(&regulation, &combinations(), &days);
        println!("{}: {counts:?}", regulation.id());
        must_reach(&counts, 200);
    }
}

/// N26 with N4 and A: where one thing of the pilot is changed, around its ends and in February.
#[test]
fn every_preview_under_every_change() {
    let months = [(date(2025, 8, 1), date(2025, 9, 8)), (date(2026, 1, 28), date(2026, 3, 8))];
    let end = (date(2026, 5, 28), date(2026, 7, 8));
    let days: Vec<NaiveDate> =
        months.into_iter().chain([end]).flat_map(|(first, last)| days(first, last)).collect();
    for regulation in changes().unwrap() {
        let counts = compared(&regulation, &combinations(), &days);
        println!("{}: {counts:?}", regulation.id());
        must_reach(&counts, 5);
    }
}

/// N26: regulations drawn at random, on dates at their edges.
#[test]
fn every_preview_under_random_regulations() {
    for regulation in draws(arb_regulation()).take(200) {
        let days: Vec<NaiveDate> = draws(arb_edge_date(&regulation)).take(4).collect();
        compared(&regulation, &combinations(), &days);
    }
}

/// N4, N7: of all windows with their registers, those are taken whose days stand in their order in months of
/// every length. So no window that is taken reaches into the next month by its missing-day rule.
/// N26: and every preview there is as the norm says.
#[test]
fn every_window_that_is_taken() {
    let days = days(date(2025, 12, 25), date(2026, 4, 1));
    let published = Regulation::gas_2025_08();
    let (mut taken, mut refused, mut previews) = (0, 0, 0);
    for window in windows() {
        let (first, last, due) = window;
        let change = |parts: &mut RegulationParts| {
            parts.window = Window { first, last };
            parts.register_due = due;
            parts.period = voucher_core::Period { first: date(2025, 12, 31), last: date(2026, 3, 30) };
        };
        match published.changed(change) {
            Ok(regulation) => {
                assert!(in_order(&rules(&regulation)), "taken: {window:?}");
                previews += compared(&regulation, &few_combinations(), &days).values().sum::<usize>();
                taken += 1;
            }
            Err(error) => {
                assert!(["window_reversed", "register_before_window_ends"].contains(&error.code()));
                assert!(!in_order(&with(&published, window)), "refused: {window:?}");
                refused += 1;
            }
        }
    }
    println!("windows: {taken} taken with {previews} previews, {refused} refused");
    assert!(taken > 100 && refused > 100);
}

type Days = (voucher_core::gas::DayRule, voucher_core::gas::DayRule, voucher_core::gas::DayRule);

/// First, last and the register's day: those that some months lack, and some that none lacks.
fn windows() -> Vec<Days> {
    let days: Vec<_> = [1, 7, 27, 28, 29, 30, 31]
        .into_iter()
        .flat_map(|day| [or_last_day(day), or_next_month(day)])
        .collect();
    let pairs = days.iter().flat_map(|first| days.iter().map(move |last| (*first, *last)));
    pairs.flat_map(|(first, last)| days.iter().map(move |due| (first, last, *due))).collect()
}

/// The rules of a window and register that the library may have refused.
fn with(published: &Regulation, (first, last, due): Days) -> Rules {
    let day = |rule: voucher_core::gas::DayRule| Day {
        day: rule.day.unsigned_abs(),
        next_month: rule == or_next_month(rule.day),
    };
    Rules { window_first: day(first), window_last: day(last), register_due: day(due), ..rules(published) }
}

/// The window is not reversed and the register comes after it, in months of 28 to 31 days (N7); then the
/// window also lies within each of them.
fn in_order(rules: &Rules) -> bool {
    [(2026, 2), (2028, 2), (2026, 4), (2026, 3)].into_iter().all(|month| {
        let (first, last) = (rules.window_first.of(month), rules.window_last.of(month));
        let in_order = first <= last && last < rules.register_due.of(month);
        assert!(!in_order || month_of(last) == month, "a window reaches into the next month");
        in_order
    })
}

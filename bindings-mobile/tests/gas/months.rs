//! A screen is about the month that it shows, on whichever day it is looked at (field case F21).

use std::cmp::Ordering;

use voucher_core::{
    Month,
    gas::{Channel, ConsentScope, Fact, MissingFact, PreviewFacts, Refusal, Regulation, Reply, Stage},
};
use voucher_core_mobile::{
    CivilDate, MonthPhase,
    gas::{
        GasDatedFact, GasFactAnswer, GasMonthFacts, GasPreviewAnswer, GasStepAnswer, gas_accept_offer,
        gas_account_checked, gas_confirm, gas_enter_account, gas_preview_activation, gas_record_fact,
    },
};

use crate::{account, day, iin, month, screen, september, walk};

/// The published rules, and the same with consent that carries over (N16).
fn rules() -> [Regulation; 2] {
    let published = Regulation::gas_2025_08();
    let mut parts = published.parts().clone();
    parts.consent.as_mut().unwrap().scope = ConsentScope::UntilWithdrawn;
    [published, Regulation::new(parts).unwrap()]
}

/// Everything that was told of three months: nothing, one of them, several.
fn stories() -> Vec<Vec<GasDatedFact>> {
    let refused =
        GasDatedFact { on: day("2025-11-04"), fact: Fact::Replied { iin: iin(), reply: Reply::Refuse } };
    vec![
        vec![],
        walk("2025-09", 7),
        walk("2025-10", 6),
        [walk("2025-09", 7), walk("2025-10", 6)].concat(),
        [walk("2025-09", 8), walk("2025-10", 7), walk("2025-11", 3)].concat(),
        [walk("2025-09", 3), walk("2025-10", 1), walk("2025-11", 2), vec![refused]].concat(),
        walk("2026-02", 6),
    ]
}

/// Each step of a person, taken on a date.
fn steps(facts: &GasMonthFacts, regulation: &Regulation, today: CivilDate) -> [GasStepAnswer; 5] {
    let given = || (facts.clone(), regulation.clone());
    let ((a, r), (b, s), (c, t), (d, u), (e, v)) = (given(), given(), given(), given(), given());
    let fact = GasDatedFact { on: today, fact: Fact::Confirmed { iin: iin() } };
    [
        gas_enter_account(a, r, account(), Channel::EgovMobile, today).unwrap(),
        gas_accept_offer(b, s, today).unwrap(),
        gas_account_checked(c, t, account(), true, today).unwrap(),
        gas_confirm(d, u, today).unwrap(),
        gas_record_fact(e, v, fact).unwrap(),
    ]
}

/// Every pair of a month that is shown and a day on which it is looked at.
fn pairs() -> impl Iterator<Item = (Month, CivilDate)> {
    let months = std::iter::successors(Some(month("2025-07")), |month| Some(month.next())).take(14);
    let days = day("2025-07-01").iter_days().take(427);
    months.flat_map(move |month| days.clone().map(move |today| (month, today)))
}

#[test]
fn all_of_a_screen_is_about_the_month_that_it_shows() {
    for rules in rules() {
        for (story, (shown, today)) in
            stories().iter().flat_map(|story| pairs().map(move |pair| (story, pair)))
        {
            let place = format!("{shown} seen on {today}");
            let facts = GasMonthFacts { iin: iin(), month: shown, facts: story.clone(), unread: vec![] };
            let seen = screen(&facts, &rules, today);
            assert_eq!(seen.month, shown);
            let next_open = seen.earliest.map(Month::of);
            match shown.cmp(&Month::of(today)) {
                Ordering::Equal => {
                    assert_eq!(seen.phase, MonthPhase::Current, "{place}");
                    assert!(next_open.is_none_or(|open| open >= shown), "{place}");
                }
                order @ (Ordering::Less | Ordering::Greater) => {
                    let phase = if order.is_gt() { MonthPhase::Ahead } else { MonthPhase::Over };
                    assert_eq!((seen.phase, seen.can_confirm), (phase, false), "{place}");
                    assert_eq!(seen.blocked, [], "{place}");
                    assert!(next_open.is_none_or(|open| open == shown && order.is_gt()), "{place}");
                    for answer in steps(&facts, &rules, today) {
                        assert_eq!(
                            answer.answer,
                            GasFactAnswer::OtherMonth { month: Month::of(today) },
                            "{place}"
                        );
                        assert_eq!(answer.facts, facts, "{place}");
                    }
                }
            }
            assert!(seen.activated_on.is_none_or(|on| Month::of(on) == shown), "{place}");
            assert!(seen.until.is_none_or(|until| Month::of(until) == shown && today <= until), "{place}");
        }
    }
}

/// The button tells what a confirmation does: it activates the month that is shown, and no other.
#[test]
fn a_confirmation_changes_the_month_that_is_shown_and_no_other() {
    let mut activated = 0;
    for rules in rules() {
        for (story, (shown, today)) in
            stories().iter().flat_map(|story| pairs().map(move |pair| (story, pair)))
        {
            let of = |month, facts: &[GasDatedFact]| GasMonthFacts {
                iin: iin(),
                month,
                facts: facts.to_vec(),
                unread: vec![],
            };
            let before = of(shown, story);
            let answer = gas_confirm(before.clone(), rules.clone(), today).unwrap();
            let accepted = matches!(answer.answer, GasFactAnswer::Accepted { repeat: false, .. });
            assert_eq!(screen(&before, &rules, today).can_confirm, accepted, "{shown} seen on {today}");
            if !accepted {
                continue;
            }
            activated += 1;
            let after = screen(&answer.facts, &rules, today);
            assert_eq!((after.stage.stage, after.activated_on), (Stage::Activated, Some(today)));
            for other in [shown.previous(), shown.next()] {
                let before = screen(&of(other, story), &rules, today);
                assert_eq!(screen(&of(other, &answer.facts.facts), &rules, today), before);
            }
        }
    }
    // From the 9th to the last day of a window: October alone and with September before it, and February.
    assert_eq!(activated, 2 * (21 + 21 + 20));
}

/// Facts of other months change nothing on a screen, where consent does not carry over.
#[test]
fn facts_of_other_months_change_nothing() {
    let [rules, _] = rules();
    for (story, (shown, today)) in stories().iter().flat_map(|story| pairs().map(move |pair| (story, pair))) {
        // A clock that was put back: the button is dark, whichever month the later facts are of (N9).
        if story.iter().any(|fact| fact.on > today) {
            continue;
        }
        let own = |fact: &&GasDatedFact| Month::of(fact.on) == shown;
        let alone: Vec<GasDatedFact> = story.iter().filter(own).cloned().collect();
        let all = GasMonthFacts { iin: iin(), month: shown, facts: story.clone(), unread: vec![] };
        let alone = GasMonthFacts { facts: alone, ..all.clone() };
        assert_eq!(screen(&all, &rules, today), screen(&alone, &rules, today), "{shown} seen on {today}");
    }
}

/// The examples of the trial: an activated month seen from the next one, and a pilot that is over.
#[test]
fn an_activated_month_stays_activated() {
    let [rules, _] = rules();
    let both = [walk("2025-09", 7), walk("2025-10", 6)].concat();
    let september = GasMonthFacts { iin: iin(), month: month("2025-09"), facts: both, unread: vec![] };
    let seen = screen(&september, &rules, day("2025-10-09"));
    assert_eq!((seen.stage.stage, seen.phase, seen.can_confirm), (Stage::Activated, MonthPhase::Over, false));
    assert_eq!((seen.blocked, seen.earliest), (vec![], None));
    // The same facts as October: its button is lit, and it is October that a confirmation activates.
    let october = GasMonthFacts { month: month("2025-10"), ..september };
    let seen = screen(&october, &rules, day("2025-10-09"));
    assert_eq!((seen.stage.stage, seen.phase, seen.can_confirm), (Stage::Issued, MonthPhase::Current, true));
    let nothing = |month| GasMonthFacts { iin: iin(), month, facts: vec![], unread: vec![] };
    let after = screen(&nothing(month("2026-07")), &rules, day("2026-07-01"));
    assert!(after.blocked.iter().any(|reason| reason.refusal == Refusal::OutsidePilot));
    assert_eq!(screen(&nothing(month("2026-07")), &rules, day("2026-06-30")).earliest, None);
}

/// Of a month ahead: the first day of its window that lies in the period, unless its own facts rule that out.
#[test]
fn the_window_of_a_month_ahead() {
    let [rules, _] = rules();
    let earliest = |shown, facts, today| {
        screen(&GasMonthFacts { iin: iin(), month: month(shown), facts, unread: vec![] }, &rules, day(today))
            .earliest
    };
    assert_eq!(earliest("2025-10", walk("2025-09", 7), "2025-09-30"), Some(day("2025-10-07")));
    assert_eq!(earliest("2025-08", vec![], "2025-07-31"), Some(day("2025-08-28")));
    assert_eq!(earliest("2025-07", vec![], "2025-06-30"), None);
    // The device's clock is behind what the server tells.
    assert_eq!(earliest("2025-10", walk("2025-10", 3), "2025-09-30"), Some(day("2025-10-07")));
    assert_eq!(earliest("2025-10", walk("2025-10", 7), "2025-09-30"), None);
}

/// A register is of the month that it names, whenever it is sent (N17).
#[test]
fn a_register_is_of_the_month_that_it_names() {
    let [rules, _] = rules();
    let facts = september(7);
    let sent = |month| GasDatedFact { on: day("2025-10-02"), fact: Fact::RegisterSent { month } };
    let own = gas_record_fact(facts.clone(), rules.clone(), sent(month("2025-09"))).unwrap();
    assert!(matches!(own.answer, GasFactAnswer::Accepted { repeat: false, .. }));
    assert_eq!(screen(&own.facts, &rules, day("2025-10-02")).stage.stage, Stage::Registered);
    let other = gas_record_fact(facts, rules, sent(month("2025-08"))).unwrap();
    assert_eq!(other.answer, GasFactAnswer::OtherMonth { month: month("2025-08") });
}

/// N26: a month's facts say nothing of another month; what they leave open is missing, not *no*.
#[test]
fn a_preview_of_another_month_knows_only_what_the_server_says() {
    let [rules, _] = rules();
    let facts = september(7);
    let ask = |known| {
        gas_preview_activation(facts.clone(), rules.clone(), account(), known, day("2025-10-09")).unwrap()
    };
    let missing = vec![MissingFact::Listing, MissingFact::Consent, MissingFact::OwnActivation];
    let free =
        PreviewFacts { others_on_account: Some(0), account_exists: Some(true), ..PreviewFacts::default() };
    assert_eq!(ask(free), GasPreviewAnswer::CannotTell { missing });
    let refused = PreviewFacts { on_list: Some(false), ..free };
    let no = GasPreviewAnswer::No { refusals: vec![Refusal::NotListed], earliest: None };
    assert_eq!(ask(refused), no);
}

/// N16: where consent carries over, the month before stands in front.
#[test]
fn the_month_before_counts() {
    let facts = [walk("2025-09", 3), walk("2025-10", 1)].concat();
    let october = GasMonthFacts { iin: iin(), month: month("2025-10"), facts, unread: vec![] };
    let stages = rules().map(|rules| screen(&october, &rules, day("2025-10-07")).stage.stage);
    assert_eq!(stages, [Stage::ToAsk, Stage::Issued]);
}

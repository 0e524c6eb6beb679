//! A screen is about the month that it shows, on whichever day it is looked at (field case F21).

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

use super::{account, of, on, screen, september, walk};
use crate::{day, days, iin, month};

/// The published rules, and the same with consent that carries over (N16).
fn rules() -> [Regulation; 2] {
    let published = Regulation::gas_2025_08();
    let carried =
        published.changed(|parts| parts.consent.as_mut().unwrap().scope = ConsentScope::UntilWithdrawn);
    [published, carried.unwrap()]
}

/// Everything that was told of three months: nothing, one of them, several.
fn stories() -> Vec<Vec<GasDatedFact>> {
    let refused = on("2025-11-04", Fact::Replied { iin: iin(), reply: Reply::Refuse });
    let unknown = Fact::AccountChecked { iin: iin(), account: account(), exists: false };
    let unknown = on("2025-09-09", unknown);
    vec![
        vec![],
        walk("2025-09", 7),
        walk("2025-10", 6),
        [walk("2025-09", 7), walk("2025-10", 6)].concat(),
        [walk("2025-09", 8), walk("2025-10", 7), walk("2025-11", 3)].concat(),
        [walk("2025-09", 5), vec![unknown], walk("2025-10", 3)].concat(),
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
#[test]
fn all_of_a_screen_is_about_the_month_that_it_shows() {
    let months = || std::iter::successors(Some(month("2025-07")), |month| Some(month.next())).take(14);
    let mut activated = 0;
    for rules in rules() {
        for story in stories() {
            for shown in months() {
                for today in days("2025-07-01", 427) {
                    activated += u32::from(one_screen(&rules, &story, shown, today));
                }
            }
        }
    }
    // From the 9th to the last day of a window: October alone and with September before it, and February.
    assert_eq!(activated, 2 * (21 + 21 + 20));
}

/// Whether a confirmation would activate, which its button tells.
fn one_screen(rules: &Regulation, story: &[GasDatedFact], shown: Month, today: CivilDate) -> bool {
    let (place, now) = (format!("{shown} seen on {today}"), Month::of(today));
    let facts = of(shown, story);
    let seen = screen(&facts, rules, today);
    assert_eq!((seen.month, seen.phase), (shown, MonthPhase::of(shown, today)), "{place}");
    assert!(seen.activated_on.is_none_or(|on| Month::of(on) == shown), "{place}");
    assert!(seen.until.is_none_or(|until| Month::of(until) == shown && today <= until), "{place}");
    let is_behind = story.iter().any(|fact| fact.on > today);
    let carries_over = rules.parts().consent.as_ref().unwrap().scope == ConsentScope::UntilWithdrawn;
    if !carries_over && !is_behind {
        // Facts of other months change nothing.
        let own: Vec<_> = story.iter().filter(|fact| Month::of(fact.on) == shown).cloned().collect();
        assert_eq!(seen, screen(&of(shown, &own), rules, today), "{place}");
    }
    let opens = seen.earliest.map(Month::of);
    if shown != now {
        assert_eq!((seen.can_confirm, seen.blocked), (false, vec![]), "{place}");
        assert!(opens.is_none_or(|opens| opens == shown && now < shown), "{place}");
        for step in steps(&facts, rules, today) {
            let answer = GasFactAnswer::OtherMonth { month: now };
            assert_eq!(step, GasStepAnswer { answer, facts: facts.clone() }, "{place}");
        }
        return false;
    }
    assert!(opens.is_none_or(|opens| opens >= shown), "{place}");
    let answer = gas_confirm(facts, rules.clone(), today).unwrap();
    let accepted = matches!(answer.answer, GasFactAnswer::Accepted { repeat: false, .. });
    assert_eq!(seen.can_confirm, accepted, "{place}");
    if accepted {
        let after = screen(&answer.facts, rules, today);
        assert_eq!((after.stage.stage, after.activated_on), (Stage::Activated, Some(today)), "{place}");
        for other in [shown.previous(), shown.next()] {
            let before = screen(&of(other, story), rules, today);
            assert_eq!(screen(&of(other, &answer.facts.facts), rules, today), before, "{place}");
        }
    }
    accepted
}

/// The examples of the trial: an activated month seen from the next one, the month after it, and a pilot that is over.
#[test]
fn an_activated_month_stays_activated() {
    let [rules, _] = rules();
    let both = [walk("2025-09", 7), walk("2025-10", 6)].concat();
    for (shown, stage, phase) in
        [("2025-09", Stage::Activated, MonthPhase::Over), ("2025-10", Stage::Issued, MonthPhase::Current)]
    {
        let seen = screen(&of(month(shown), &both), &rules, day("2025-10-09"));
        let can_confirm = phase == MonthPhase::Current;
        assert_eq!((seen.stage.stage, seen.phase, seen.can_confirm), (stage, phase, can_confirm));
        assert_eq!((seen.blocked, seen.earliest), (vec![], None));
    }
    let after = screen(&of(month("2026-07"), &[]), &rules, day("2026-07-01"));
    assert!(after.blocked.iter().any(|reason| reason.refusal == Refusal::OutsidePilot));
}

/// Of a month ahead: the first day of its window that lies in the period, unless its own facts rule that out.
#[test]
fn the_window_of_a_month_ahead() {
    for (shown, facts, today, earliest) in [
        ("2025-10", walk("2025-09", 7), "2025-09-30", Some("2025-10-07")),
        ("2025-08", vec![], "2025-07-31", Some("2025-08-28")),
        ("2025-07", vec![], "2025-06-30", None),
        ("2026-07", vec![], "2026-06-30", None),
        // The device's clock is behind what the server tells.
        ("2025-10", walk("2025-10", 3), "2025-09-30", Some("2025-10-07")),
        ("2025-10", walk("2025-10", 7), "2025-09-30", None),
    ] {
        let seen = screen(&of(month(shown), &facts), &rules()[0], day(today));
        assert_eq!(seen.earliest, earliest.map(day), "{shown} seen on {today}");
    }
}

/// A register is of the month that it names, whenever it is sent (N17).
#[test]
fn a_register_is_of_the_month_that_it_names() {
    let [rules, _] = rules();
    let record = |shown| {
        let sent = on("2025-10-02", Fact::RegisterSent { month: month(shown) });
        gas_record_fact(september(7), rules.clone(), sent).unwrap()
    };
    let own = record("2025-09");
    assert!(matches!(own.answer, GasFactAnswer::Accepted { repeat: false, .. }));
    assert_eq!(screen(&own.facts, &rules, day("2025-10-02")).stage.stage, Stage::Registered);
    assert_eq!(record("2025-08").answer, GasFactAnswer::OtherMonth { month: month("2025-08") });
}

/// N26: a month's facts say nothing of another month; what they leave open is missing, not *no*.
#[test]
fn a_preview_of_another_month_knows_only_what_the_server_says() {
    let ask = |on_list| {
        let (others_on_account, account_exists) = (Some(0), Some(true));
        let known = PreviewFacts { on_list, others_on_account, account_exists, ..PreviewFacts::default() };
        let [rules, _] = rules();
        gas_preview_activation(september(7), rules, account(), known, day("2025-10-09")).unwrap()
    };
    let missing = vec![MissingFact::Listing, MissingFact::Consent, MissingFact::OwnActivation];
    assert_eq!(ask(None), GasPreviewAnswer::CannotTell { missing });
    let no = GasPreviewAnswer::No { refusals: vec![Refusal::NotListed], earliest: None };
    assert_eq!(ask(Some(false)), no);
}

/// N16: where consent carries over, the month before stands in front.
#[test]
fn the_month_before_counts() {
    let october = of(month("2025-10"), &[walk("2025-09", 3), walk("2025-10", 1)].concat());
    let stages = rules().map(|rules| screen(&october, &rules, day("2025-10-07")).stage.stage);
    assert_eq!(stages, [Stage::ToAsk, Stage::Issued]);
}

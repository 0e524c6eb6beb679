//! No screen contradicts itself (N38, field case F25): a law a row of what phones showed, over every path of a month, every
//! day, under every rules, in every language.

use std::collections::BTreeSet;

use voucher_core::{
    Account, Month,
    gas::{
        Action, Channel, ConsentScope, Fact, Refusal, Regulation, RegulationParts, Reply, SmsKind, Stage,
        Step,
    },
};
use voucher_core_mobile::{
    CivilDate, MonthPhase,
    gas::{GasDatedFact, GasFactAnswer, GasMonthFacts, GasQuestion, GasScreen, gas_record_fact, gas_screen},
};

use super::{account, another, of, on, refusals, screen, theirs, walk};
use crate::{
    LANGUAGES,
    contradictions::{Told, check},
    day, days, iin, month,
};

/// A screen and what it was asked with.
struct Seen<'a> {
    facts: &'a GasMonthFacts,
    rules: &'a Regulation,
    today: CivilDate,
    screen: &'a GasScreen,
    /// Where a law does not hold.
    place: &'a str,
}

impl Seen<'_> {
    fn stage(&self) -> Stage {
        self.screen.stage.stage
    }

    fn can(&self, action: Action) -> bool {
        self.screen.actions.contains(&action)
    }

    /// Why the button is dark.
    fn cannot(&self) -> Vec<Refusal> {
        refusals(&self.screen.cannot_confirm)
    }

    /// The reasons that are shown.
    fn shown(&self) -> Vec<Refusal> {
        refusals(&self.screen.blocked)
    }

    /// In its own month, on a day on which facts are taken: not before the latest of them, and in the period.
    fn is_now(&self) -> bool {
        let latest = self.facts.facts.iter().map(|fact| fact.on).max();
        self.screen.phase == MonthPhase::Current
            && latest.is_none_or(|latest| latest <= self.today)
            && self.rules.period().contains(self.today)
    }

    /// Whether the rules take a fact, and something changes.
    fn takes(&self, fact: Fact) -> bool {
        let fact = GasDatedFact { on: self.today, fact };
        let answer = gas_record_fact(self.facts.clone(), self.rules.clone(), fact).unwrap().answer;
        matches!(answer, GasFactAnswer::Accepted { repeat: false, .. })
    }
}

/// Published rules with consent and without; consent that carries over; a period that ends in the middle of a month.
fn rules() -> [Regulation; 4] {
    let published = Regulation::gas_2025_08();
    let changed = |change: fn(&mut RegulationParts)| published.changed(change).unwrap();
    [
        published.clone(),
        changed(|parts| parts.consent.as_mut().unwrap().scope = ConsentScope::UntilWithdrawn),
        changed(|parts| parts.period.last = day("2025-09-20")),
        changed(|parts| parts.consent = None),
    ]
}

/// Every path of September: to each step of the way, and off the way from it.
fn paths() -> Vec<GasMonthFacts> {
    let (iin, other) = (iin(), Account::parse("7").unwrap());
    let on = |day_of_month: &str, fact| on(&format!("2025-09-{day_of_month}"), fact);
    let entered = |account| on("11", Fact::AccountEntered { iin, account, channel: Channel::EgovMobile });
    let unknown = || on("09", Fact::AccountChecked { iin, account: account(), exists: false });
    let theirs_unknown = Fact::AccountChecked { iin: another(), account: account(), exists: false };
    let theirs_unknown = on("09", theirs_unknown);
    let tails = [
        vec![],
        vec![on("10", Fact::Delisted { iin })],
        vec![on("10", Fact::SmsSent { iin, kind: SmsKind::Repeat })],
        vec![on("10", Fact::Replied { iin, reply: Reply::Refuse })],
        vec![on("10", Fact::Replied { iin, reply: Reply::Unrecognised })],
        vec![unknown()],
        vec![unknown(), on("10", Fact::Delisted { iin })],
        vec![unknown(), entered(other)],
        vec![unknown(), entered(account()), on("11", Fact::OfferAccepted { iin })],
        theirs("2025-09-09"),
        // The provider lacks another person's account.
        theirs("2025-09-09").into_iter().take(5).chain([theirs_unknown]).collect(),
        [theirs("2025-09-09"), vec![entered(other)]].concat(),
    ];
    let starts = (0..=8).map(|steps| walk("2025-09", steps));
    let path = |start: Vec<_>| tails.clone().map(|tail| of(month("2025-09"), &[&start[..], &tail].concat()));
    starts.flat_map(path).collect()
}

/// Every path under all rules on every day from before the month to the window after it.
#[test]
fn no_screen_contradicts_itself() {
    let (mut stages, mut actions) = (BTreeSet::new(), BTreeSet::new());
    let (mut screens, mut unknown, mut waits) = (0, 0, 0);
    for (at, rules) in rules().iter().enumerate() {
        for facts in &paths() {
            for today in days("2025-08-25", 45) {
                let place = format!("{} facts, rules {at}, {today}", facts.facts.len());
                let all = LANGUAGES.map(|language| {
                    let (facts, regulation) = (facts.clone(), rules.clone());
                    gas_screen(GasQuestion { facts, regulation, today, language }).unwrap()
                });
                check(&place, today, &all.each_ref().map(told));
                let seen = Seen { facts, rules, today, screen: &all[2], place: &place };
                a_dark_button_has_a_reason_and_a_lit_one_none(&seen);
                a_success_has_no_reasons(&seen);
                what_can_be_done_is_taken_by_the_rules(&seen);
                what_is_asked_of_the_person_can_be_done(&seen);
                no_reason_says_what_the_stage_or_the_step_says(&seen);
                a_last_day_is_one_on_which_something_can_be_done(&seen);
                a_window_is_that_of_the_rules(&seen);
                if seen.is_now() {
                    what_is_said_of_consent_is_where_it_stands(&seen);
                    unknown += u32::from(an_unknown_account_is_told_until_another_is_entered(&seen));
                    waits += u32::from(an_earliest_date_is_one_on_which_waiting_alone_can_help(&seen));
                }
                screens += 1;
                stages.insert(seen.stage());
                actions.extend(seen.screen.actions.iter().copied());
            }
        }
    }
    assert_eq!((stages.len(), actions.len()), (Stage::ALL.len(), Action::ALL.len()));
    assert!(screens > 15_000 && unknown > 40 && waits > 0, "{screens} {unknown} {waits}");
}

/// Rows 7 and 8: what is said on a screen, no sentence of which stands twice.
fn told(screen: &GasScreen) -> Told {
    let GasScreen { stage, next, blocked, until, days_left, .. } = screen;
    let step = next.iter().map(|next| &next.text);
    let words = [&stage.text].into_iter().chain(step).chain(blocked.iter().map(|reason| &reason.text));
    let words = words.cloned().collect();
    Told { title: stage.title.clone(), words, until: *until, days_left: days_left.clone(), ..Told::default() }
}

fn is_success(stage: Stage) -> bool {
    matches!(stage, Stage::Activated | Stage::Registered)
}

/// Row 2: a dark button has a reason, a lit one has none.
fn a_dark_button_has_a_reason_and_a_lit_one_none(seen: &Seen<'_>) {
    let Seen { screen, place, .. } = seen;
    let dark = screen.phase == MonthPhase::Current && !screen.can_confirm && !is_success(seen.stage());
    assert_eq!(!seen.cannot().is_empty(), dark, "{place}");
    assert_eq!(screen.can_confirm, seen.can(Action::Confirm), "{place}");
    assert!(seen.shown().iter().all(|refusal| seen.cannot().contains(refusal)), "{place}");
}

/// Row 7: whoever is done is told of no reason, no step, no deadline, no later date.
fn a_success_has_no_reasons(seen: &Seen<'_>) {
    let GasScreen { next, until, earliest, actions, cannot_confirm, blocked, .. } = seen.screen;
    let nothing = next.is_none() && until.is_none() && earliest.is_none() && actions.is_empty();
    let no_reasons = cannot_confirm.is_empty() && blocked.is_empty();
    assert!(!is_success(seen.stage()) || nothing && no_reasons, "{}", seen.place);
}

/// Every action is a fact that the rules take, and changes something.
fn what_can_be_done_is_taken_by_the_rules(seen: &Seen<'_>) {
    let (iin, account) = (iin(), Account::parse("42").unwrap());
    for (action, fact) in [
        (Action::Agree, Fact::Replied { iin, reply: Reply::Agree }),
        (Action::Refuse, Fact::Replied { iin, reply: Reply::Refuse }),
        (Action::EnterAccount, Fact::AccountEntered { iin, account, channel: Channel::EgovMobile }),
        (Action::Confirm, Fact::Confirmed { iin }),
    ] {
        assert_eq!(seen.can(action), seen.takes(fact), "{action:?}: {}", seen.place);
    }
    // N20 takes an offer where nothing can come of it, too.
    let accept = seen.takes(Fact::OfferAccepted { iin });
    let leads_on = seen.can(Action::EnterAccount) && !seen.cannot().contains(&Refusal::AccountAlreadyUsed);
    assert_eq!(seen.can(Action::AcceptOffer), accept && leads_on, "{}", seen.place);
}

/// Rows 4 and 6: the next step, the stage and the reasons ask for nothing that cannot be done.
fn what_is_asked_of_the_person_can_be_done(seen: &Seen<'_>) {
    let place = seen.place;
    match seen.screen.next.as_ref().map(|next| next.step) {
        Some(Step::EnterAccount) => assert!(seen.can(Action::EnterAccount), "{place}"),
        Some(Step::AcceptOffer) => assert!(seen.can(Action::AcceptOffer), "{place}"),
        Some(Step::Confirm) => assert!(seen.can(Action::Confirm), "{place}"),
        Some(Step::CheckAccount) => assert!(seen.cannot().contains(&Refusal::AccountNotChecked), "{place}"),
        Some(Step::Done) => panic!("{place}"),
        None => assert!(!seen.can(Action::EnterAccount), "{place}"),
    }
    let asked = matches!(seen.stage(), Stage::Asked | Stage::Reminded) && seen.is_now();
    if asked || seen.cannot().contains(&Refusal::AwaitingConsent) {
        assert!(seen.can(Action::Agree) && seen.can(Action::Refuse), "{place}");
    }
    let enter_another = [Refusal::AccountUnknown, Refusal::AccountAlreadyUsed];
    if seen.cannot().iter().any(|refusal| enter_another.contains(refusal)) {
        assert!(seen.can(Action::EnterAccount), "{place}");
    }
    if seen.shown().contains(&Refusal::WindowNotOpen) {
        assert!(seen.stage() == Stage::Issued && seen.screen.earliest.is_some(), "{place}");
    }
}

/// Rows 3 and 4: who can no more answer is told so, and who was not asked is told that.
fn what_is_said_of_consent_is_where_it_stands(seen: &Seen<'_>) {
    let consents =
        [Refusal::AwaitingConsent, Refusal::NotAsked, Refusal::ConsentClosed, Refusal::ConsentRefused];
    let right = match seen.stage() {
        Stage::ToAsk => Some(Refusal::NotAsked),
        Stage::Asked | Stage::Reminded => Some(Refusal::AwaitingConsent),
        Stage::Lapsed => Some(Refusal::ConsentClosed),
        Stage::Refused => Some(Refusal::ConsentRefused),
        Stage::NotListed
        | Stage::Delisted
        | Stage::Issued
        | Stage::Expired
        | Stage::Activated
        | Stage::Registered => None,
    };
    let said = seen.cannot().into_iter().filter(|refusal| consents.contains(refusal));
    assert!(said.eq(right), "{}", seen.place);
}

/// Whether the person's account exists, by a check, or may exist, by a new entry; none of any other fact.
fn exists(fact: &Fact) -> Option<bool> {
    let person = iin();
    match *fact {
        Fact::AccountChecked { iin, exists, .. } => (iin == person).then_some(exists),
        Fact::AccountEntered { iin, .. } => (iin == person).then_some(true),
        Fact::Listed { .. }
        | Fact::Delisted { .. }
        | Fact::SmsSent { .. }
        | Fact::Replied { .. }
        | Fact::OfferAccepted { .. }
        | Fact::Confirmed { .. }
        | Fact::RegisterSent { .. } => None,
    }
}

/// Row 1: that the provider has no such account is said until another is entered, on every day on which one can be.
fn an_unknown_account_is_told_until_another_is_entered(seen: &Seen<'_>) -> bool {
    // The last check or entry that the rules took.
    let refused: BTreeSet<_> = seen.screen.refused.iter().map(|fact| fact.place).collect();
    let accepted = seen.facts.facts.iter().zip(0..).filter(|(_, place)| !refused.contains(place));
    let last = accepted.filter_map(|(dated, _)| exists(&dated.fact)).last();
    let unknown = last == Some(false) && seen.can(Action::EnterAccount);
    assert_eq!(seen.shown().contains(&Refusal::AccountUnknown), unknown, "{}", seen.place);
    let step = seen.screen.next.as_ref().map(|next| next.step);
    assert!(!unknown || step == Some(Step::EnterAccount), "{}", seen.place);
    unknown
}

/// Row 5: a last day stands where something is asked of the person, and never after it has passed.
fn a_last_day_is_one_on_which_something_can_be_done(seen: &Seen<'_>) {
    let place = seen.place;
    let waits = matches!(seen.stage(), Stage::Asked | Stage::Reminded | Stage::Issued);
    let Some(until) = seen.screen.until else { return assert!(!waits || !seen.is_now(), "{place}") };
    assert!(waits && Month::of(until) == seen.screen.month, "{place}");
    assert!(until <= seen.rules.period().last, "{place}");
    if seen.is_now() {
        assert!(!screen(seen.facts, seen.rules, until).actions.is_empty(), "{place}");
    }
}

/// Nobody is told of a date to wait for who has to be asked or to answer first: waiting alone does not help.
fn an_earliest_date_is_one_on_which_waiting_alone_can_help(seen: &Seen<'_>) -> bool {
    let in_month = seen.screen.earliest.filter(|earliest| Month::of(*earliest) == Month::of(seen.today));
    let consents = [Refusal::AwaitingConsent, Refusal::NotAsked];
    let lacks_consent = seen.cannot().iter().any(|refusal| consents.contains(refusal));
    assert!(in_month.is_none() || !lacks_consent, "{}", seen.place);
    in_month.is_some()
}

/// Rows 7 and 8: no reason says what the stage or the step says.
fn no_reason_says_what_the_stage_or_the_step_says(seen: &Seen<'_>) {
    let by_stage = match seen.stage() {
        Stage::NotListed | Stage::Delisted => Some(Refusal::NotListed),
        Stage::Refused => Some(Refusal::ConsentRefused),
        Stage::Lapsed => Some(Refusal::ConsentClosed),
        Stage::ToAsk => Some(Refusal::NotAsked),
        Stage::Asked | Stage::Reminded => Some(Refusal::AwaitingConsent),
        Stage::Expired => Some(Refusal::WindowClosed),
        Stage::Issued | Stage::Activated | Stage::Registered => None,
    };
    let by_step = [Refusal::NoAccountEntered, Refusal::OfferNotAccepted, Refusal::AccountNotChecked];
    let is_said = |refusal: &Refusal| Some(*refusal) == by_stage || by_step.contains(refusal);
    assert!(!seen.shown().iter().any(is_said), "{}", seen.place);
}

/// Rows 9 and 10: the window that is shown is the one that opens.
fn a_window_is_that_of_the_rules(seen: &Seen<'_>) {
    let calendar = seen.screen.calendar.as_ref().unwrap();
    assert!(
        calendar.opens <= calendar.closes && calendar.closes <= seen.rules.period().last,
        "{}",
        seen.place
    );
    let is_open = calendar.opens <= seen.today && seen.today <= calendar.closes;
    assert!(is_open || !seen.can(Action::EnterAccount), "{}", seen.place);
}

/// Rows 9 and 10: the first window begins with the period, and a month that the rules lack has none.
#[test]
fn a_month_that_the_rules_lack_has_no_window() {
    let nothing = |shown, today| screen(&of(month(shown), &[]), &rules()[0], day(today));
    let seen = nothing("2025-08", "2025-08-01");
    let august = seen.calendar.unwrap();
    assert_eq!((august.opens, august.closes), (day("2025-08-28"), day("2025-08-29")));
    assert_eq!(seen.earliest, Some(august.opens));
    let dates = [august.list_closes, august.last_day_to_answer.unwrap(), august.register_due];
    assert_eq!(dates, ["2025-08-14", "2025-08-29", "2025-08-30"].map(day));
    assert_eq!(nothing("2025-07", "2025-07-10").calendar, None);
    assert_eq!(nothing("2026-07", "2026-07-10").calendar, None);
}

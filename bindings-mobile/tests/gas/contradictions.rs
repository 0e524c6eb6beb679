//! No screen contradicts itself (N38, field case F25): a law a row of what phones showed, over every path of a month, every
//! day, under every rules, in every language.

use std::collections::BTreeSet;

use voucher_core::{
    Account, Language, Month, Region,
    gas::{
        Action, Assistance, Channel, ConsentScope, Fact, Refusal, Regulation, Reply, SmsKind, Stage, Step,
    },
};
use voucher_core_mobile::{
    CivilDate, MonthPhase,
    gas::{GasDatedFact, GasFactAnswer, GasMonthFacts, GasQuestion, GasScreen, gas_record_fact, gas_screen},
};

use crate::{account, day, iin, month};

/// A screen and what it was asked with.
struct Seen {
    facts: GasMonthFacts,
    rules: Regulation,
    today: CivilDate,
    screen: GasScreen,
}

impl Seen {
    fn stage(&self) -> Stage {
        self.screen.stage.stage
    }

    fn place(&self) -> String {
        format!(
            "{} facts of {}, {}, {}",
            self.facts.facts.len(),
            self.facts.month,
            self.rules.id(),
            self.today
        )
    }

    fn can(&self, action: Action) -> bool {
        self.screen.actions.contains(&action)
    }

    /// Why the button is dark.
    fn cannot(&self) -> Vec<Refusal> {
        self.screen.cannot_confirm.iter().map(|reason| reason.refusal).collect()
    }

    /// The reasons that are shown.
    fn shown(&self) -> Vec<Refusal> {
        self.screen.blocked.iter().map(|reason| reason.refusal).collect()
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
fn rules() -> Vec<Regulation> {
    let published = Regulation::gas_2025_08();
    let mut carried = published.parts().clone();
    carried.id = "carried".to_owned();
    carried.consent.as_mut().unwrap().scope = ConsentScope::UntilWithdrawn;
    let mut short = published.parts().clone();
    short.id = "short".to_owned();
    short.period.last = day("2025-09-20");
    let mut without = published.parts().clone();
    without.id = "without".to_owned();
    without.consent = None;
    vec![
        published,
        Regulation::new(carried).unwrap(),
        Regulation::new(short).unwrap(),
        Regulation::new(without).unwrap(),
    ]
}

/// Every path of September: to each step of the way, and off the way from it.
fn paths() -> Vec<Vec<GasDatedFact>> {
    let (iin, account, other) = (iin(), account(), Account::parse("7").unwrap());
    let on = |day_of_month: u32, fact| GasDatedFact { on: day(&format!("2025-09-{day_of_month:02}")), fact };
    let assistance = [Assistance::Housing].into_iter().collect();
    let listed = |iin| on(3, Fact::Listed { iin, region: Region::Astana, assistance });
    let entered = |day, account| on(day, Fact::AccountEntered { iin, account, channel: Channel::EgovMobile });
    let checked = |day, account, exists| on(day, Fact::AccountChecked { iin, account, exists });
    let way = [
        listed(iin),
        on(3, Fact::SmsSent { iin, kind: SmsKind::Start }),
        on(5, Fact::Replied { iin, reply: Reply::Agree }),
        entered(9, account),
        on(9, Fact::OfferAccepted { iin }),
        checked(9, account, true),
        on(9, Fact::Confirmed { iin }),
        on(30, Fact::RegisterSent { month: month("2025-09") }),
    ];
    let neighbour = voucher_core::Iin::parse("990101600302").unwrap();
    let theirs: Vec<_> = [
        Fact::Listed { iin: neighbour, region: Region::Astana, assistance },
        Fact::SmsSent { iin: neighbour, kind: SmsKind::Start },
        Fact::Replied { iin: neighbour, reply: Reply::Agree },
        Fact::AccountEntered { iin: neighbour, account, channel: Channel::EgovMobile },
        Fact::OfferAccepted { iin: neighbour },
        Fact::AccountChecked { iin: neighbour, account, exists: true },
        Fact::Confirmed { iin: neighbour },
    ]
    .into_iter()
    .map(|fact| on(9, fact))
    .collect();
    let tails = [
        vec![],
        vec![on(10, Fact::Delisted { iin })],
        vec![on(10, Fact::SmsSent { iin, kind: SmsKind::Repeat })],
        vec![on(10, Fact::Replied { iin, reply: Reply::Refuse })],
        vec![on(10, Fact::Replied { iin, reply: Reply::Unrecognised })],
        vec![checked(9, account, false)],
        vec![checked(9, account, false), on(10, Fact::Delisted { iin })],
        vec![checked(9, account, false), entered(11, other)],
        vec![checked(9, account, false), entered(11, account), on(11, Fact::OfferAccepted { iin })],
        theirs.clone(),
        [theirs, vec![entered(11, other)]].concat(),
    ];
    let starts = 0..=way.len();
    let paths: Vec<_> = starts
        .flat_map(|steps| tails.iter().map(move |tail| (steps, tail)))
        .map(|(steps, tail)| [way.iter().take(steps).cloned().collect(), tail.clone()].concat())
        .collect();
    paths
}

/// Every path under all rules on every day from before the month to the window after it.
fn sweep(language: Language) -> impl Iterator<Item = Seen> {
    let days = || day("2025-08-25").iter_days().take(45);
    let cases =
        rules().into_iter().flat_map(|rules| paths().into_iter().map(move |path| (rules.clone(), path)));
    cases.flat_map(move |(rules, path)| {
        days().map(move |today| {
            let facts =
                GasMonthFacts { iin: iin(), month: month("2025-09"), facts: path.clone(), unread: vec![] };
            let (asked, regulation) = (facts.clone(), rules.clone());
            let screen = gas_screen(GasQuestion { facts: asked, regulation, today, language }).unwrap();
            Seen { facts, rules: rules.clone(), today, screen }
        })
    })
}

fn seen() -> impl Iterator<Item = Seen> {
    sweep(Language::En)
}

fn is_success(stage: Stage) -> bool {
    matches!(stage, Stage::Activated | Stage::Registered)
}

#[test]
fn the_sweep_meets_every_stage_and_every_action() {
    let (mut stages, mut actions) = (BTreeSet::new(), BTreeSet::new());
    let mut screens = 0;
    for seen in seen() {
        screens += 1;
        stages.insert(seen.stage());
        actions.extend(seen.screen.actions);
    }
    assert_eq!((stages.len(), actions.len()), (Stage::ALL.len(), Action::ALL.len()));
    assert!(screens > 15_000, "{screens}");
}

/// Row 2: a dark button has a reason, a lit one has none.
#[test]
fn a_dark_button_has_a_reason_and_a_lit_one_none() {
    for seen in seen() {
        let dark =
            seen.screen.phase == MonthPhase::Current && !seen.screen.can_confirm && !is_success(seen.stage());
        assert_eq!(!seen.cannot().is_empty(), dark, "{}", seen.place());
        assert_eq!(seen.screen.can_confirm, seen.can(Action::Confirm), "{}", seen.place());
        assert!(seen.shown().iter().all(|refusal| seen.cannot().contains(refusal)), "{}", seen.place());
    }
}

/// Row 7: whoever is done is told of no reason, no step, no deadline, no later date.
#[test]
fn a_success_has_no_reasons() {
    for seen in seen().filter(|seen| is_success(seen.stage())) {
        let GasScreen { next, until, earliest, actions, .. } = &seen.screen;
        assert!(
            next.is_none() && until.is_none() && earliest.is_none() && actions.is_empty(),
            "{}",
            seen.place()
        );
        assert!(seen.cannot().is_empty() && seen.shown().is_empty(), "{}", seen.place());
    }
}

/// Every action is a fact that the rules take, and changes something.
#[test]
fn what_can_be_done_is_taken_by_the_rules() {
    let (iin, free) = (iin(), Account::parse("42").unwrap());
    for seen in seen() {
        let entry = Fact::AccountEntered { iin, account: free, channel: Channel::EgovMobile };
        for (action, fact) in [
            (Action::Agree, Fact::Replied { iin, reply: Reply::Agree }),
            (Action::Refuse, Fact::Replied { iin, reply: Reply::Refuse }),
            (Action::EnterAccount, entry),
            (Action::Confirm, Fact::Confirmed { iin }),
        ] {
            assert_eq!(seen.can(action), seen.takes(fact), "{action:?}: {}", seen.place());
        }
        // N20 takes an offer where nothing can come of it, too.
        let accept = seen.takes(Fact::OfferAccepted { iin });
        let leads_on =
            seen.can(Action::EnterAccount) && !seen.cannot().contains(&Refusal::AccountAlreadyUsed);
        assert_eq!(seen.can(Action::AcceptOffer), accept && leads_on, "{}", seen.place());
    }
}

/// Rows 4 and 6: the next step, the stage and the reasons ask for nothing that cannot be done.
#[test]
fn what_is_asked_of_the_person_can_be_done() {
    for seen in seen() {
        match seen.screen.next.as_ref().map(|next| next.step) {
            Some(Step::EnterAccount) => assert!(seen.can(Action::EnterAccount), "{}", seen.place()),
            Some(Step::AcceptOffer) => assert!(seen.can(Action::AcceptOffer), "{}", seen.place()),
            Some(Step::Confirm) => assert!(seen.can(Action::Confirm), "{}", seen.place()),
            Some(Step::CheckAccount) => assert!(seen.cannot().contains(&Refusal::AccountNotChecked)),
            Some(Step::Done) => panic!("{}", seen.place()),
            None => assert!(!seen.can(Action::EnterAccount), "{}", seen.place()),
        }
        let asked = matches!(seen.stage(), Stage::Asked | Stage::Reminded);
        let told_to_answer = seen.cannot().contains(&Refusal::AwaitingConsent);
        if told_to_answer || (asked && seen.is_now()) {
            assert!(seen.can(Action::Agree) && seen.can(Action::Refuse), "{}", seen.place());
        }
        let enter_another = [Refusal::AccountUnknown, Refusal::AccountAlreadyUsed];
        if seen.cannot().iter().any(|refusal| enter_another.contains(refusal)) {
            assert!(seen.can(Action::EnterAccount), "{}", seen.place());
        }
        if seen.shown().contains(&Refusal::WindowNotOpen) {
            assert!(seen.stage() == Stage::Issued && seen.screen.earliest.is_some(), "{}", seen.place());
        }
    }
}

/// Rows 3 and 4: who can no more answer is told so, and who was not asked is told that.
#[test]
fn what_is_said_of_consent_is_where_it_stands() {
    for seen in seen().filter(Seen::is_now) {
        let said: Vec<_> = seen
            .cannot()
            .into_iter()
            .filter(|refusal| {
                matches!(
                    refusal,
                    Refusal::AwaitingConsent
                        | Refusal::NotAsked
                        | Refusal::ConsentClosed
                        | Refusal::ConsentRefused
                )
            })
            .collect();
        let right: &[Refusal] = match seen.stage() {
            Stage::ToAsk => &[Refusal::NotAsked],
            Stage::Asked | Stage::Reminded => &[Refusal::AwaitingConsent],
            Stage::Lapsed => &[Refusal::ConsentClosed],
            Stage::Refused => &[Refusal::ConsentRefused],
            Stage::NotListed
            | Stage::Delisted
            | Stage::Issued
            | Stage::Expired
            | Stage::Activated
            | Stage::Registered => &[],
        };
        assert_eq!(said, right, "{}", seen.place());
    }
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
#[test]
fn an_unknown_account_is_told_until_another_is_entered() {
    let mut told = 0;
    for seen in seen().filter(Seen::is_now) {
        // The last check or entry that the rules took.
        let refused: BTreeSet<_> = seen.screen.refused.iter().map(|fact| fact.place).collect();
        let accepted = seen.facts.facts.iter().zip(0..).filter(|(_, place)| !refused.contains(place));
        let last = accepted.filter_map(|(dated, _)| exists(&dated.fact));
        let last = last.last();
        let unknown = last == Some(false) && seen.can(Action::EnterAccount);
        told += u32::from(unknown);
        assert_eq!(seen.shown().contains(&Refusal::AccountUnknown), unknown, "{}", seen.place());
        if unknown {
            assert_eq!(seen.screen.next.as_ref().map(|next| next.step), Some(Step::EnterAccount));
        }
    }
    assert!(told > 40, "{told}");
}

/// Row 5: a last day stands where something is asked of the person, and never after it has passed.
#[test]
fn a_last_day_is_one_on_which_something_can_be_done() {
    for seen in seen() {
        let waits = matches!(seen.stage(), Stage::Asked | Stage::Reminded | Stage::Issued);
        let Some(until) = seen.screen.until else {
            assert!(!waits || !seen.is_now(), "{}", seen.place());
            continue;
        };
        assert!(waits && seen.today <= until && Month::of(until) == seen.screen.month, "{}", seen.place());
        assert!(until <= seen.rules.period().last, "{}", seen.place());
        if seen.is_now() {
            let on_that_day = GasQuestion {
                facts: seen.facts.clone(),
                regulation: seen.rules.clone(),
                today: until,
                language: Language::En,
            };
            assert!(!gas_screen(on_that_day).unwrap().actions.is_empty(), "{}", seen.place());
        }
    }
}

/// Nobody is told of a date to wait for who has to be asked or to answer first: waiting alone does not help.
#[test]
fn an_earliest_date_is_one_on_which_waiting_alone_can_help() {
    let mut waits = 0;
    for seen in seen().filter(Seen::is_now) {
        let in_month = seen.screen.earliest.filter(|earliest| Month::of(*earliest) == Month::of(seen.today));
        let consents = [Refusal::AwaitingConsent, Refusal::NotAsked];
        let lacks_consent = seen.cannot().iter().any(|refusal| consents.contains(refusal));
        assert!(in_month.is_none() || !lacks_consent, "{}", seen.place());
        waits += u32::from(in_month.is_some());
    }
    assert!(waits > 0);
}

/// Rows 7 and 8: no sentence stands twice on a screen, and no reason says what the stage or the step says.
#[test]
fn nothing_is_said_twice() {
    for language in Language::ALL {
        for seen in sweep(*language) {
            let GasScreen { stage, next, blocked, .. } = &seen.screen;
            let step = next.iter().map(|next| next.text.as_str());
            let reasons = blocked.iter().map(|reason| reason.text.as_str());
            let texts = [stage.text.as_str()].into_iter().chain(step).chain(reasons);
            let mut said = BTreeSet::new();
            for sentence in texts.flat_map(|text| text.split(". ")) {
                assert!(
                    said.insert(sentence.trim_end_matches('.').to_owned()),
                    "{sentence}: {}",
                    seen.place()
                );
            }
            let by_stage = match stage.stage {
                Stage::NotListed | Stage::Delisted => Some(Refusal::NotListed),
                Stage::Refused => Some(Refusal::ConsentRefused),
                Stage::Lapsed => Some(Refusal::ConsentClosed),
                Stage::ToAsk => Some(Refusal::NotAsked),
                Stage::Asked | Stage::Reminded => Some(Refusal::AwaitingConsent),
                Stage::Expired => Some(Refusal::WindowClosed),
                Stage::Issued | Stage::Activated | Stage::Registered => None,
            };
            assert!(by_stage.is_none_or(|said| !seen.shown().contains(&said)), "{}", seen.place());
            let said_by_step =
                [Refusal::NoAccountEntered, Refusal::OfferNotAccepted, Refusal::AccountNotChecked];
            assert!(!seen.shown().iter().any(|refusal| said_by_step.contains(refusal)), "{}", seen.place());
        }
    }
}

/// Rows 9 and 10: the window that is shown is the one that opens; a month that the rules lack has none.
#[test]
fn a_calendar_is_that_of_the_rules() {
    let nothing = |shown: &str, today: &str| {
        let facts = GasMonthFacts { iin: iin(), month: month(shown), facts: vec![], unread: vec![] };
        let regulation = Regulation::gas_2025_08();
        gas_screen(GasQuestion { facts, regulation, today: day(today), language: Language::Ru }).unwrap()
    };
    let august = nothing("2025-08", "2025-08-01").calendar.unwrap();
    assert_eq!((august.opens, august.closes), (day("2025-08-28"), day("2025-08-29")));
    assert_eq!(nothing("2025-08", "2025-08-01").earliest, Some(august.opens));
    assert_eq!(nothing("2025-07", "2025-07-10").calendar, None);
    assert_eq!(nothing("2026-07", "2026-07-10").calendar, None);
    for seen in seen() {
        let calendar = seen.screen.calendar.as_ref().unwrap();
        assert!(calendar.opens <= calendar.closes && calendar.closes <= seen.rules.period().last);
        if seen.can(Action::EnterAccount) {
            assert!(calendar.opens <= seen.today && seen.today <= calendar.closes, "{}", seen.place());
        }
    }
}

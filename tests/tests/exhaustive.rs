//! Every fact, on every day, in every state: the library against the naive model.
//!
//! A state is reached by a few facts in the month of the day or in the month before, at several paces; then
//! every fact is told on the day, and all that can be asked afterwards is compared.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of a test fail as the test does"
)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use voucher_core::{
    Account, Assistance, AssistanceSet, Channel, Fact, Iin, Month, Preview, Refusal, Region, Regulation,
    Reply, SmsKind, Stage,
};
use voucher_tests::compare::{Cast, Pair, Said, changes, date, rules, story};
use voucher_tests::naive::{self, Answer, Code, Rules};

/// When a fact of a state comes, at the quickest pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// On the first day of the month.
    List,
    /// As soon as somebody may be asked.
    Ask,
    /// As soon as the repeat SMS may be sent.
    Remind,
    /// As soon as the window is open.
    Activate,
    /// As soon as the register is due.
    Register,
}

/// How the facts of a state lie before the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pace {
    /// Each as early as it can be, in the month of the day.
    Early,
    /// The list on its last day, all else on the day itself.
    Late,
    /// All in the month before, but for its register.
    MonthBefore,
    /// All in the month before; then listed anew.
    ListedAnew,
}

const PACES: [Pace; 4] = [Pace::Early, Pace::Late, Pace::MonthBefore, Pace::ListedAnew];

/// The facts that lead to a state. The month of a register is set when it is told.
type Steps = Vec<(When, Fact)>;

fn listed(iin: Iin, region: Region, kinds: &[Assistance]) -> Fact {
    Fact::Listed { iin, region, assistance: kinds.iter().copied().collect() }
}

/// The first so many of the seven facts that lead to an activated voucher.
fn way(iin: Iin, account: Account, steps: usize) -> Steps {
    let way = [
        (When::List, listed(iin, Region::Shymkent, &[Assistance::Housing])),
        (When::Ask, Fact::SmsSent { iin, kind: SmsKind::Start }),
        (When::Ask, Fact::Replied { iin, reply: Reply::Agree }),
        (When::Activate, Fact::AccountEntered { iin, account, channel: Channel::EgovMobile }),
        (When::Activate, Fact::OfferAccepted { iin }),
        (When::Activate, Fact::AccountChecked { iin, account, exists: true }),
        (When::Activate, Fact::Confirmed { iin }),
    ];
    way.into_iter().take(steps).collect()
}

/// Other ends of the way than an activated voucher.
fn sidetracks(iin: Iin, account: Account) -> Vec<Steps> {
    let to = |steps: usize, end: &[(When, Fact)]| [&way(iin, account, steps), end].concat();
    let repeat = (When::Remind, Fact::SmsSent { iin, kind: SmsKind::Repeat });
    let late_yes = (When::Remind, Fact::Replied { iin, reply: Reply::Agree });
    let refuse = (When::Ask, Fact::Replied { iin, reply: Reply::Refuse });
    let late_refuse = (When::Activate, Fact::Replied { iin, reply: Reply::Refuse });
    let no_account = (When::Activate, Fact::AccountChecked { iin, account, exists: false });
    vec![
        to(2, &[repeat]),
        to(2, &[repeat, late_yes]),
        to(2, &[refuse]),
        to(3, &[refuse]),
        to(4, &[late_refuse]),
        to(6, &[late_refuse]),
        to(5, &[no_account]),
    ]
}

/// Every state of the first of the cast: bare, off the list, listed again, registered, and beside the
/// vouchers of the others.
fn states(cast: &Cast) -> Vec<Steps> {
    let [iin, second, third] = [0, 1, 2].map(|place| cast.people[place]);
    let [account, other] = [0, 1].map(|place| cast.accounts[place]);
    let mut states: Vec<Steps> = (0..=7).map(|steps| way(iin, account, steps)).collect();
    states.extend(sidetracks(iin, account));
    let off = (When::List, Fact::Delisted { iin });
    let again = (When::List, listed(iin, Region::WestKazakhstan, Assistance::ALL));
    for state in states.clone() {
        states.push([&state[..], &[off]].concat());
        states.push([&state[..], &[off, again]].concat());
    }
    let sent = (When::Register, Fact::RegisterSent { month: Month::new(2025, 1).unwrap() });
    states.extend([0, 3, 7].map(|steps| [way(iin, account, steps), vec![sent]].concat()));
    let used = way(second, account, 7);
    for steps in [0, 1, 3, 4, 5, 6] {
        let state = [way(iin, account, steps), used.clone()].concat();
        states.push([state.clone(), way(third, account, 7)].concat());
        states.push(state);
    }
    states.push([way(iin, other, 7), used].concat());
    states.push([way(iin, account, 7), way(second, account, 6)].concat());
    states
}

/// The day of a step at a pace, for a state of this month that is looked at on a day not before it.
fn day_of(regulation: &Regulation, month: Month, pace: Pace, day: NaiveDate, when: When) -> NaiveDate {
    let first = month.first_day();
    let asked = first.max(regulation.period().first);
    let earliest = match when {
        When::List if pace == Pace::Late => regulation.list_closes(month),
        When::List => first,
        When::Register => regulation.register_due(month),
        When::Ask | When::Remind | When::Activate if pace == Pace::Late => day,
        When::Ask => asked,
        When::Remind => {
            let wait = regulation.parts().consent.as_ref().map_or(0, |consent| consent.repeat_after_days);
            asked + chrono::Days::new(wait.unsigned_abs().into())
        }
        When::Activate => asked.max(regulation.window_opens(month)),
    };
    let last = if when == When::Register { day } else { day.min(month.last_day()) };
    earliest.min(last)
}

/// What was told so far, for the one who reads of a difference.
#[derive(Clone)]
struct Told {
    pair: Pair,
    facts: Vec<(NaiveDate, Fact)>,
}

impl Told {
    fn record(&mut self, on: NaiveDate, fact: &Said) -> Answer {
        let answer = self.pair.record(on, fact);
        answer.unwrap_or_else(|difference| panic!("{}{difference}", story(&self.facts)))
    }

    fn observe(&self, on: NaiveDate, cast: &Cast) {
        self.pair.observe(on, cast).unwrap_or_else(|difference| panic!("{}{difference}", story(&self.facts)));
    }
}

/// Tells the facts of a state; those that cannot be are refused by both, which makes it another state.
fn reach(regulation: &Regulation, steps: &Steps, pace: Pace, day: NaiveDate) -> Told {
    let this = Month::of(day);
    let month = match pace {
        Pace::Early | Pace::Late => this,
        Pace::MonthBefore | Pace::ListedAnew => this.previous(),
    };
    let mut told = Told { pair: Pair::new(regulation), facts: Vec::new() };
    let mut on = month.first_day();
    for &(when, fact) in steps {
        on = on.max(day_of(regulation, month, pace, day, when));
        let of_month = Fact::RegisterSent { month };
        let fact = if when == When::Register { of_month } else { fact };
        told.facts.push((on, fact));
        told.record(on, &fact.into());
    }
    if let (Pace::ListedAnew, Some((_, fact))) = (pace, steps.first()) {
        told.facts.push((on.max(this.first_day()), *fact));
        told.record(on.max(this.first_day()), &Said::from(*fact));
    }
    told
}

/// Every kind of fact about the first of the cast, with every small parameter, as of a day.
fn alphabet(cast: &Cast, on: NaiveDate) -> Vec<Said> {
    let (iin, accounts) = (cast.people[0], &cast.accounts);
    let mut facts = vec![Fact::Delisted { iin }, Fact::OfferAccepted { iin }, Fact::Confirmed { iin }];
    for region in [Region::Shymkent, Region::WestKazakhstan, Region::NorthKazakhstan] {
        let (social, housing) = ([Assistance::TargetedSocial], [Assistance::Housing]);
        facts.extend([&[], &social[..], &housing, Assistance::ALL].map(|kinds| listed(iin, region, kinds)));
    }
    facts.extend(SmsKind::ALL.iter().map(|&kind| Fact::SmsSent { iin, kind }));
    let replies = [Reply::Agree, Reply::Refuse, Reply::Unrecognised];
    facts.extend(replies.map(|reply| Fact::Replied { iin, reply }));
    for &account in accounts {
        facts.extend(Channel::ALL.iter().map(|&channel| Fact::AccountEntered { iin, account, channel }));
        facts.extend([true, false].map(|exists| Fact::AccountChecked { iin, account, exists }));
    }
    let this = Month::of(on);
    let months = [this.previous().previous(), this.previous(), this, this.next()];
    facts.extend(months.map(|month| Fact::RegisterSent { month }));
    facts.into_iter().map(Said::from).collect()
}

/// How much was compared.
#[derive(Debug, Default)]
struct Counts {
    states: usize,
    accepted: usize,
    repeats: usize,
    refused: usize,
    refusals: BTreeSet<Code>,
    stages: BTreeSet<Code>,
}

impl Counts {
    fn add(&mut self, answer: &Answer) {
        self.accepted += usize::from(answer.accepted);
        self.repeats += usize::from(answer.repeat);
        self.refused += usize::from(!answer.accepted);
        self.refusals.extend(&answer.refusals);
        self.stages.extend(answer.stage);
    }
}

/// The different states that can be reached for a day.
fn reached(regulation: &Regulation, states: &[Steps], day: NaiveDate) -> Vec<Told> {
    let mut reached: Vec<Told> = Vec::new();
    for steps in states {
        for told in PACES.map(|pace| reach(regulation, steps, pace, day)) {
            if !reached.iter().any(|other| other.pair == told.pair) {
                reached.push(told);
            }
        }
    }
    reached
}

/// Tells every fact of the day in every state, and compares whatever can be asked then.
fn every_fact_on(regulation: &Regulation, cast: &Cast, states: &[Steps], on: NaiveDate, counts: &mut Counts) {
    let alphabet = alphabet(cast, on);
    let day_before = on.pred_opt().unwrap();
    for told in reached(regulation, states, on) {
        counts.states += 1;
        told.observe(on, cast);
        let mut next = told.clone();
        for (fact, on) in alphabet.iter().flat_map(|fact| [(fact, on), (fact, day_before)]) {
            counts.add(&next.record(on, fact));
            if next.pair != told.pair {
                next.facts.push((on, fact.core));
                next.observe(on, cast);
                next = told.clone();
            }
        }
    }
}

fn every_fact(regulation: &Regulation, days: impl Iterator<Item = NaiveDate>) -> Counts {
    let (cast, mut counts) = (Cast::of(3).unwrap(), Counts::default());
    let states = states(&cast);
    for day in days {
        every_fact_on(regulation, &cast, &states, day, &mut counts);
    }
    println!("{}: {counts:?}", regulation.id());
    counts
}

fn days(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    first.iter_days().take_while(move |day| *day <= last)
}

/// N9-N23, N27, N30, with N3-N5 and N8 for the days: each day of the year around the pilot.
#[test]
fn every_fact_on_every_day_of_the_pilot() {
    let counts = every_fact(&Regulation::gas_2025_08(), days(date(2025, 8, 1), date(2026, 7, 31)));
    assert!(counts.states > 10_000 && counts.accepted > 100_000 && counts.refused > 100_000);
}

//! Every sequence of facts: the library against the naive model.
//!
//! Short sequences are told one by one. Of longer ones it is enough to tell every fact once in every state
//! that can be reached at all: then every sequence of any length has been told.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use voucher_core::{
    Account, Iin, Month, Region,
    gas::{Assistance, Channel, Fact, Ledger, Regulation, Reply, SmsKind, Stage},
};
use voucher_reference::compare::{Cast, Pair, Said, date, story};
use voucher_reference::naive;

use super::exhaustive::{change, listed, whole_way};

/// Who is told about, and on which days.
struct Play {
    regulation: Regulation,
    cast: Cast,
    days: Vec<NaiveDate>,
}

impl Play {
    fn new(regulation: &Regulation, people: usize, days: &[NaiveDate]) -> Self {
        Self { regulation: regulation.clone(), cast: Cast::of(people).unwrap(), days: days.to_vec() }
    }

    fn begin(&self) -> Pair {
        Pair::new(&self.regulation)
    }
}

/// The facts that lead off the way.
fn off_the_way(iin: Iin, account: Account) -> [Fact; 5] {
    [
        Fact::Delisted { iin },
        Fact::SmsSent { iin, kind: SmsKind::Repeat },
        Fact::Replied { iin, reply: Reply::Refuse },
        Fact::Replied { iin, reply: Reply::Unrecognised },
        Fact::AccountChecked { iin, account, exists: false },
    ]
}

/// The facts with which an account and a region come to differ.
fn otherwise(iin: Iin, account: Account) -> [Fact; 3] {
    [
        listed(iin, Region::WestKazakhstan, Assistance::ALL),
        Fact::AccountEntered { iin, account, channel: Channel::ServiceCentre },
        Fact::AccountChecked { iin, account, exists: true },
    ]
}

fn agreed<T>(result: Result<T, String>, before: &[(NaiveDate, Fact)]) -> T {
    result.unwrap_or_else(|difference| panic!("{}{difference}", story(before)))
}

/// Tells one by one all sequences up to a length that go on from what was told.
struct Depth<'a> {
    cast: &'a Cast,
    letters: Vec<(NaiveDate, Said)>,
    told: Vec<(NaiveDate, Fact)>,
    nodes: usize,
    /// Nodes where something changed; behind any other, all goes on as it would have without it.
    changes: usize,
}

impl Depth<'_> {
    fn go_on(&mut self, pair: &Pair, length: usize) {
        let mut next = pair.clone();
        for letter in 0..self.letters.len() {
            let (on, fact) = &self.letters[letter];
            let on = *on;
            self.told.push((on, fact.core));
            self.nodes += 1;
            agreed(next.record(on, fact), &self.told);
            if next != *pair {
                self.changes += 1;
                agreed(next.observe(on, self.cast), &self.told);
                if length > 1 {
                    self.go_on(&next, length - 1);
                }
                next.clone_from(pair);
            }
            self.told.pop();
        }
    }
}

/// Sequences of two people on one account, on the days of the play, that go on from these facts of the first
/// day; the letters are the rest of the way to a voucher, and what leads off it.
fn one_by_one(play: &Play, steps_before: [usize; 2], length: usize) -> (usize, usize) {
    let account = play.cast.accounts[0];
    let ways = [0, 1].map(|place| whole_way(play.cast.people[place], account));
    let before = ways.iter().zip(steps_before).flat_map(|(way, steps)| &way[..steps]);
    let told: Vec<_> = before.map(|fact| (play.days[0], *fact)).collect();
    let mut pair = play.begin();
    for (on, fact) in &told {
        assert!(agreed(pair.record(*on, &(*fact).into()), &told).accepted);
    }
    let rest = ways.iter().zip(steps_before).flat_map(|(way, steps)| &way[steps..]).copied();
    let off = off_the_way(play.cast.people[0], account);
    let facts: Vec<Said> = rest.chain(off).map(Said::from).collect();
    let letters = play.days.iter().flat_map(|day| facts.iter().map(|fact| (*day, fact.clone()))).collect();
    let mut depth = Depth { cast: &play.cast, letters, told, nodes: 0, changes: 0 };
    depth.go_on(&pair, length);
    println!(
        "{} letters, up to {length} of them: {} nodes, {} changes",
        depth.letters.len(),
        depth.nodes,
        depth.changes
    );
    (depth.nodes, depth.changes)
}

/// N9-N23: from nothing on, from consent on, and from the last step before two vouchers on one account.
#[test]
fn every_short_sequence_of_two_people_on_one_account() {
    let published = Regulation::gas_2025_08();
    let days = [date(2025, 9, 7), date(2025, 9, 14), date(2025, 9, 30)];
    let (one_day, two_days) = (Play::new(&published, 2, &days[..1]), Play::new(&published, 2, &days[..2]));
    let three_days = Play::new(&published, 2, &days);
    let runs = [
        one_by_one(&one_day, [0, 0], 10),
        one_by_one(&two_days, [2, 0], 7),
        one_by_one(&one_day, [3, 3], 9),
        one_by_one(&three_days, [3, 3], 6),
        one_by_one(&three_days, [6, 6], 12),
    ];
    let (nodes, changes) = runs.iter().fold((0, 0), |sum, run| (sum.0 + run.0, sum.1 + run.1));
    println!("one by one: {nodes} nodes, {changes} changes");
    assert!(nodes > 500_000 && changes > 50_000);
}

/// A state that can be reached, and how.
struct Reached {
    pair: Pair,
    /// Where it was reached from, and by what.
    from: Option<(usize, (NaiveDate, Fact))>,
    /// The order of activations and the registers sent, which the library does not show in one place.
    events: Vec<naive::Fact>,
}

/// All states that can be reached by facts of the days of a play.
struct Reach<'a> {
    play: &'a Play,
    states: Vec<Reached>,
    known: BTreeMap<String, usize>,
    told: usize,
    stages: BTreeSet<Stage>,
}

impl<'a> Reach<'a> {
    /// Tells every fact on every day in every state.
    fn all(play: &'a Play, facts: &[Fact]) -> Self {
        let facts: Vec<Said> = facts.iter().copied().map(Said::from).collect();
        let first = Reached { pair: play.begin(), from: None, events: Vec::new() };
        let known = BTreeMap::from([(seen(&first), 0)]);
        let mut reach = Self { play, states: vec![first], known, told: 0, stages: BTreeSet::new() };
        for day in &play.days {
            let mut place = 0;
            while place < reach.states.len() {
                reach.tell_all(place, *day, &facts);
                place += 1;
            }
        }
        let (states, told) = (reach.states.len(), reach.told);
        println!("{}: {states} states, {told} facts told, {:?}", play.regulation.id(), reach.stages);
        reach
    }

    /// Tells every fact of a day in a state, and keeps the states that are new.
    fn tell_all(&mut self, place: usize, on: NaiveDate, facts: &[Said]) {
        let pair = self.states[place].pair.clone();
        agreed(pair.observe(on, &self.play.cast), &self.way_to(place));
        let month = Month::of(on);
        self.stages.extend(self.play.cast.people.iter().map(|iin| pair.ledger().stage(*iin, month, on)));
        let mut next = pair.clone();
        for fact in facts {
            self.told += 1;
            match next.record(on, fact) {
                Ok(_) if next == pair => {}
                Ok(answer) => {
                    self.keep(place, on, fact, !answer.repeat, &next);
                    next.clone_from(&pair);
                }
                Err(difference) => panic!("{}{on} {difference}", story(&self.way_to(place))),
            }
        }
    }

    fn keep(&mut self, from: usize, on: NaiveDate, fact: &Said, new: bool, pair: &Pair) {
        let mut events = self.states[from].events.clone();
        if new && matches!(fact.core, Fact::Confirmed { .. } | Fact::RegisterSent { .. }) {
            events.push(fact.naive.clone());
        }
        let reached = Reached { pair: pair.clone(), from: Some((from, (on, fact.core))), events };
        let place = *self.known.entry(seen(&reached)).or_insert(self.states.len());
        if place == self.states.len() {
            agreed(pair.observe(on, &self.play.cast), &self.way_to(from));
            assert!(Ledger::restore(&pair.ledger().save()).as_ref() == Ok(pair.ledger()));
            self.states.push(reached);
        } else {
            // What looks the same is the same: nothing is kept that cannot be seen.
            assert!(self.states[place].pair == *pair, "{}", story(&self.way_to(place)));
        }
    }

    /// The facts that led to a state.
    fn way_to(&self, place: usize) -> Vec<(NaiveDate, Fact)> {
        let mut from = self.states[place].from;
        let mut facts = Vec::new();
        while let Some((place, fact)) = from {
            facts.push(fact);
            from = self.states[place].from;
        }
        facts.reverse();
        facts
    }
}

/// All that the library shows of a state, as text.
fn seen(state: &Reached) -> String {
    let ledger = state.pair.ledger();
    let mut text = format!("{:?}{:?}", ledger.latest(), state.events);
    for month in ledger.months() {
        for person in ledger.people(month) {
            let account = person.account.as_ref().map(Account::expose_text);
            text += &format!("{month}{}{account:?}{person:?}", person.iin.expose_text());
        }
    }
    text
}

/// The whole alphabet of each of the cast and the registers of the months of a play.
fn alphabet(play: &Play) -> Vec<Fact> {
    let [account, other] = [0, 1].map(|place| play.cast.accounts[place]);
    let mut facts = Vec::new();
    for &iin in &play.cast.people {
        facts.extend(whole_way(iin, account));
        facts.extend(off_the_way(iin, account));
        facts.extend(otherwise(iin, other));
    }
    let months: BTreeSet<Month> = play.days.iter().map(|day| Month::of(*day)).collect();
    facts.extend(months.iter().map(|month| Fact::RegisterSent { month: *month }));
    facts
}

/// A fact with which an account or a region comes to differ from another.
fn is_otherwise(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::Listed { region: Region::WestKazakhstan, .. }
            | Fact::AccountEntered { channel: Channel::ServiceCentre, .. }
    )
}

/// N9-N23, N30: two people with two accounts, on a day when all is open, a week later, and after the window.
#[test]
fn every_sequence_of_two_people_in_a_month() {
    let days = [date(2025, 9, 7), date(2025, 9, 14), date(2025, 9, 30)];
    let play = Play::new(&Regulation::gas_2025_08(), 2, &days);
    let mut facts = alphabet(&play);
    facts.retain(|fact| !matches!(fact, Fact::Listed { region: Region::WestKazakhstan, .. }));
    let reach = Reach::all(&play, &facts);
    assert!(reach.states.len() > 20_000 && reach.stages.len() == Stage::ALL.len());
}

/// N9-N23: one person with two accounts over the turn of a month, in spring and with consent that carries over.
#[test]
fn every_sequence_of_one_person_in_two_months() {
    let autumn = [date(2025, 9, 14), date(2025, 10, 8), date(2025, 10, 30)];
    let spring = [date(2026, 2, 14), date(2026, 3, 1), date(2026, 3, 7)];
    for (regulation, days) in [(Regulation::gas_2025_08(), spring), (change("until-withdrawn"), autumn)] {
        let play = Play::new(&regulation, 1, &days);
        let mut facts = alphabet(&play);
        facts.retain(|fact| !matches!(fact, Fact::Listed { region: Region::WestKazakhstan, .. }));
        assert!(Reach::all(&play, &facts).states.len() > 5_000);
    }
}

/// N16: consent that carries over, or does not, from month to month to month.
#[test]
fn every_sequence_of_consent_in_four_months() {
    let days =
        [date(2025, 12, 14), date(2026, 1, 7), date(2026, 1, 14), date(2026, 2, 14), date(2026, 3, 14)];
    for regulation in [change("until-withdrawn"), Regulation::gas_2025_08()] {
        let play = Play::new(&regulation, 1, &days);
        let mut facts = alphabet(&play);
        facts.retain(|fact| match fact {
            Fact::Listed { .. } | Fact::Delisted { .. } | Fact::SmsSent { .. } | Fact::Replied { .. } => true,
            Fact::AccountEntered { .. } | Fact::OfferAccepted { .. } | Fact::AccountChecked { .. } => false,
            Fact::Confirmed { .. } | Fact::RegisterSent { .. } => false,
        });
        facts.retain(|fact| !is_otherwise(fact));
        assert!(Reach::all(&play, &facts).states.len() > 5_000);
    }
}

/// A, N25: three people on an account that takes two, with and without consent.
#[test]
fn every_sequence_of_three_people_on_one_account() {
    let two = change("two-an-account");
    let without_consent = two.changed(|parts| parts.consent = None).unwrap();
    let play = Play::new(&without_consent, 3, &[date(2025, 9, 14), date(2025, 9, 30)]);
    let mut facts = alphabet(&play);
    facts.retain(|fact| !is_otherwise(fact));
    let reach = Reach::all(&play, &facts);
    assert!(reach.states.len() > 1_000);
    let play = Play::new(&two, 3, &[date(2025, 9, 14)]);
    let facts: Vec<Fact> =
        play.cast.people.iter().flat_map(|iin| whole_way(*iin, play.cast.accounts[0])).collect();
    assert!(Reach::all(&play, &facts).states.len() > 500);
}

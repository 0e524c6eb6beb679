//! Who tries what, in which order: made up, and the same for the same seed.

use chrono::NaiveDate;
use voucher_core::{
    Account, Assistance, AssistanceSet, Channel, ConsentState, Fact, Iin, Month, Region, Regulation, Reply,
    SmsKind, parse_date,
};

use crate::cut::Cut;
use crate::dice::Dice;
use crate::fault::Fault;
use crate::service::Request;

const PEOPLE: usize = 2_000;
pub(crate) const ACCOUNTS: usize = 200;

/// All tries are made on the last day on which a voucher can be activated.
const DAY: &str = "2025-09-29";

/// A potential recipient as the list and the SMS have left him or her.
pub(crate) struct Person {
    pub(crate) iin: Iin,
    pub(crate) on_list: bool,
    pub(crate) consent: ConsentState,
}

impl Person {
    pub(crate) fn may_activate(&self) -> bool {
        self.on_list && self.consent == ConsentState::Given
    }
}

pub(crate) struct Try {
    pub(crate) request: Request,
    /// Where its connection is cut, the first time that it comes to that place.
    pub(crate) cut: Option<Cut>,
}

pub(crate) struct World {
    pub(crate) month: Month,
    pub(crate) people: Vec<Person>,
    /// What happened before the race, in date order (N9).
    pub(crate) before: Vec<(NaiveDate, Fact)>,
    pub(crate) tries: Vec<Try>,
}

impl World {
    /// The published regulation with so many activations an account and month.
    pub(crate) fn regulation(limit: i32) -> Result<Regulation, Fault> {
        Regulation::gas_2025_08()
            .changed(|parts| parts.activations_per_account = limit)
            .map_err(|error| Fault::broken(error.to_string()))
    }

    pub(crate) fn new(seed: u64, tries: usize) -> Result<World, Fault> {
        let mut dice = Dice::new(seed);
        let people: Vec<Person> = iins().take(PEOPLE).map(|iin| person(iin, &mut dice)).collect();
        let before = before(&people)?;
        let today = date(DAY)?;
        let tries = order(&people, today, tries, &mut dice)?;
        Ok(World { month: Month::of(today), people, before, tries })
    }
}

/// Nine in ten may activate; the others are refused for one reason each.
fn person(iin: Iin, dice: &mut Dice) -> Person {
    let (on_list, consent) = match dice.below(100) {
        0..3 => (true, ConsentState::Awaiting),
        3..6 => (true, ConsentState::Refused),
        6..9 => (false, ConsentState::Given),
        _ => (true, ConsentState::Given),
    };
    Person { iin, on_list, consent }
}

fn before(people: &[Person]) -> Result<Vec<(NaiveDate, Fact)>, Fault> {
    let (listed, answered, delisted) = (date("2025-09-01")?, date("2025-09-03")?, date("2025-09-12")?);
    let assistance = AssistanceSet::from_iter([Assistance::TargetedSocial]);
    let mut before = Vec::new();
    for Person { iin, .. } in people {
        before.push((listed, Fact::Listed { iin: *iin, region: Region::Astana, assistance }));
        before.push((listed, Fact::SmsSent { iin: *iin, kind: SmsKind::Start }));
    }
    for Person { iin, consent, .. } in people {
        let reply = match consent {
            ConsentState::Awaiting => continue,
            ConsentState::Given => Reply::Agree,
            ConsentState::Refused => Reply::Refuse,
        };
        before.push((answered, Fact::Replied { iin: *iin, reply }));
    }
    let off = people.iter().filter(|person| !person.on_list);
    before.extend(off.map(|person| (delisted, Fact::Delisted { iin: person.iin })));
    Ok(before)
}

/// Accounts are rushed for one after the other. Every second try is part of the rush, the others come late for
/// an account whose rush has begun.
fn order(people: &[Person], on: NaiveDate, tries: usize, dice: &mut Dice) -> Result<Vec<Try>, Fault> {
    let mut order: Vec<Try> = Vec::with_capacity(tries);
    for number in 0..tries {
        let rushed = number * ACCOUNTS / tries;
        let before = number.checked_sub(2).and_then(|place| order.get(place)).map(|last| last.request.iin);
        let place = if number % 2 == 0 { rushed } else { dice.below(rushed + 1) };
        // One in eight of the rush is the person of the try before: a second tap, or a second account of one person.
        let same = before.filter(|_| number % 2 == 0 && dice.often(12));
        let anyone = people.get(dice.below(people.len())).map(|person| person.iin);
        let exists = !dice.often(1);
        let text = if exists { account_text(place) } else { format!("UNKNOWN-{place}") };
        let channel = dice.pick(Channel::ALL).unwrap_or(Channel::EgovMobile);
        let iin = same.or(anyone).ok_or_else(|| Fault::broken("nobody is there"))?;
        let request = Request { iin, account: account(&text)?, channel, exists, on };
        let cut = match dice.below(100) {
            0..20 => Some(Cut::BeforeCommit),
            20..40 => Some(Cut::AfterCommit),
            40 => Some(Cut::Unheard),
            _ => None,
        };
        order.push(Try { request, cut });
    }
    Ok(order)
}

fn account_text(place: usize) -> String {
    format!("RACE-{place:04}")
}

pub(crate) fn account(text: &str) -> Result<Account, Fault> {
    Account::parse(text).map_err(|error| Fault::broken(error.to_string()))
}

pub(crate) fn date(text: &str) -> Result<NaiveDate, Fault> {
    parse_date(text).map_err(|error| Fault::broken(error.to_string()))
}

/// Valid numbers (N31) of people who are not born yet: they read as born in 2099.
fn iins() -> impl Iterator<Item = Iin> {
    let days = (1..=12).flat_map(|month| (1..=28).map(move |day| (month, day)));
    days.flat_map(|(month, day)| (0..100).map(move |serial| format!("99{month:02}{day:02}6{serial:04}")))
        .filter_map(|body| (0..10).find_map(|digit| Iin::parse(&format!("{body}{digit}")).ok()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_seed_makes_one_world() {
        let text = |seed| {
            let tries = World::new(seed, 500).unwrap().tries;
            let words =
                |row: &Try| format!("{}{}", row.request.iin.expose_text(), row.request.account.expose_text());
            tries.iter().map(words).collect::<Vec<_>>()
        };
        assert_eq!(text(1), text(1));
        assert_ne!(text(1), text(2));
    }

    /// N31: all differ. N9, N11-N14: the ledger takes every fact that comes before the race.
    #[test]
    fn what_comes_before_the_race_is_accepted() {
        let world = World::new(1, 10_000).unwrap();
        assert_eq!(world.people.iter().map(|person| person.iin).collect::<BTreeSet<_>>().len(), PEOPLE);
        let mut ledger = voucher_core::Ledger::new(World::regulation(1).unwrap());
        assert!(world.before.iter().all(|(on, fact)| ledger.record(*on, fact).is_accepted()));
    }

    #[test]
    fn every_account_is_tried() {
        let world = World::new(1, 10_000).unwrap();
        let known = world.tries.iter().filter(|row| row.request.exists);
        let accounts: BTreeSet<_> = known.map(|row| row.request.account.expose_text().to_owned()).collect();
        assert_eq!((world.tries.len(), accounts.len()), (10_000, ACCOUNTS));
    }
}

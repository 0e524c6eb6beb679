//! Who tries what, in which order: made up, and the same for the same seed.

use chrono::NaiveDate;
use voucher_core::{
    Account, Iin, Month, Region,
    gas::{Assistance, AssistanceSet, Channel, ConsentState, Fact, Regulation, Reply, SmsKind},
    parse_date,
};
use voucher_demo::{Dice, iins};

use crate::race::cut::Cut;
use crate::wallet::Fault;
use crate::wallet::{Request, Wish};

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

    /// Somebody who has not answered could, too, but then the reason for which a try is refused would not stay.
    fn may_withdraw(&self) -> bool {
        self.consent != ConsentState::Awaiting
    }
}

/// A fact of a person, before the race.
pub(crate) struct Before {
    pub(crate) iin: Iin,
    pub(crate) on: NaiveDate,
    pub(crate) fact: Fact,
}

pub(crate) struct Try {
    pub(crate) wish: Wish,
    /// Where its connection is cut, the first time that it comes to that place.
    pub(crate) cut: Option<Cut>,
}

pub(crate) struct World {
    pub(crate) month: Month,
    pub(crate) people: Vec<Person>,
    /// What happened before the race, in date order (N9).
    pub(crate) before: Vec<Before>,
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
        let mut dice = Dice::new(seed, 0);
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

fn before(people: &[Person]) -> Result<Vec<Before>, Fault> {
    let (listed, answered, delisted) = (date("2025-09-01")?, date("2025-09-03")?, date("2025-09-12")?);
    let assistance = AssistanceSet::from_iter([Assistance::TargetedSocial]);
    let mut before = Vec::new();
    for &Person { iin, .. } in people {
        before.push(Before {
            iin,
            on: listed,
            fact: Fact::Listed { iin, region: Region::Astana, assistance },
        });
        before.push(Before { iin, on: listed, fact: Fact::SmsSent { iin, kind: SmsKind::Start } });
    }
    for &Person { iin, consent, .. } in people {
        let reply = match consent {
            ConsentState::Awaiting => continue,
            ConsentState::Given => Reply::Agree,
            ConsentState::Refused => Reply::Refuse,
        };
        before.push(Before { iin, on: answered, fact: Fact::Replied { iin, reply } });
    }
    for &Person { iin, .. } in people.iter().filter(|person| !person.on_list) {
        before.push(Before { iin, on: delisted, fact: Fact::Delisted { iin } });
    }
    Ok(before)
}

/// Accounts are rushed for one after the other. Every second try is part of the rush, the others come late for
/// an account whose rush has begun.
fn order(people: &[Person], on: NaiveDate, tries: usize, dice: &mut Dice) -> Result<Vec<Try>, Fault> {
    let mut order: Vec<Try> = Vec::with_capacity(tries);
    let mut last = None;
    for number in 0..tries {
        let rushed = u32::try_from(number * ACCOUNTS / tries).unwrap_or(0);
        let late = number % 2 == 1;
        let place = if late { dice.within(0, rushed) } else { rushed };
        // One in five is the person of the try before: a second tap, a second account of one person, or consent
        // that is taken back in the middle of it.
        let again = last.filter(|_| dice.often(200));
        let Some(person) = again.or_else(|| dice.one_of(people)) else { break };
        last = Some(person);
        let withdraws = person.may_withdraw() && dice.often(if again.is_some() { 200 } else { 20 });
        let wish = if withdraws {
            Wish::Withdraw { iin: person.iin, on }
        } else {
            Wish::Activate(request(person, place, on, dice)?)
        };
        let cut = match dice.below(100) {
            0..20 => Some(Cut::BeforeCommit),
            20..40 => Some(Cut::AfterCommit),
            40 => Some(Cut::Unheard),
            _ => None,
        };
        order.push(Try { wish, cut });
    }
    Ok(order)
}

/// One account in a hundred is none that the provider has.
fn request(person: &Person, place: u32, on: NaiveDate, dice: &mut Dice) -> Result<Request, Fault> {
    let exists = !dice.often(10);
    let text = if exists { format!("RACE-{place:04}") } else { format!("UNKNOWN-{place}") };
    let channel = dice.one_of(Channel::ALL).copied().unwrap_or(Channel::EgovMobile);
    Ok(Request { iin: person.iin, account: account(&text)?, channel, exists, on })
}

pub(crate) fn account(text: &str) -> Result<Account, Fault> {
    Account::parse(text).map_err(|error| Fault::broken(error.to_string()))
}

pub(crate) fn date(text: &str) -> Result<NaiveDate, Fault> {
    parse_date(text).map_err(|error| Fault::broken(error.to_string()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_seed_makes_one_world() {
        let text = |seed| {
            let tries = World::new(seed, 500).unwrap().tries;
            tries.iter().map(|row| row.wish.iin().expose_text()).collect::<Vec<_>>()
        };
        assert_eq!(text(1), text(1));
        assert_ne!(text(1), text(2));
    }

    /// N31: all differ. N9, N11-N14: the ledger takes every fact that comes before the race.
    #[test]
    fn what_comes_before_the_race_is_accepted() {
        let world = World::new(1, 10_000).unwrap();
        assert_eq!(world.people.iter().map(|person| person.iin).collect::<BTreeSet<_>>().len(), PEOPLE);
        let mut ledger = voucher_core::gas::Ledger::new(World::regulation(1).unwrap());
        assert!(world.before.iter().all(|row| ledger.record(row.on, &row.fact).is_accepted()));
    }

    #[test]
    fn every_account_is_tried() {
        let world = World::new(1, 10_000).unwrap();
        let known =
            world.tries.iter().filter_map(|row| row.wish.activates()).filter(|request| request.exists);
        let accounts: BTreeSet<_> = known.map(|request| request.account.expose_text().to_owned()).collect();
        assert_eq!((world.tries.len(), accounts.len()), (10_000, ACCOUNTS));
    }
}

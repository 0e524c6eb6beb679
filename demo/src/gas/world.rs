//! A made-up September 2025 of the pilot `gas-2025-08`: who is listed, and what happens to each of them,
//! minute by minute. The same seed gives the same bytes on every machine.
//!
//! **From the sources** (S0 to S2 as in the rules, P a public page): the 17 pilot regions, the list open
//! until the 14th, the start SMS and the code `21*1`, one repeat after 7 days of silence, activation from the
//! 7th to the 29th in eGov Mobile or a service centre, one voucher an account and month, the register on the
//! 30th [S0, S1]. 300 000 people: targeted social assistance reached 292 700 people in 2025 [P: alau.kz of
//! 2026-01-22]. More than half of them in the south: of 990 500 in an earlier year, 237 500 lived
//! in Turkistan Region, 225 800 in Shymkent and 115 100 in Almaty Region [P: almaty-akshamy.kz]; the prices 29.1
//! and 36.4 tenge a cubic metre are from the same page. The discount terms of the receipts are those of the
//! first pilot, 24 % within 631 m³ [P].
//!
//! **Our choice**, since nobody has published it: every other share and habit. They stand as weights of a
//! thousand in `life.rs` and `visit.rs` (what people and systems do), in `fault.rs` (how a line is spoilt on its
//! way), in `person.rs` (the other regions) and below (two people on one account in every nineteenth household,
//! so that about a tenth of the people share one). People do not see the answers of the journal, but they act as if they did: who
//! reads that the account is used stops, or tries once more.

use std::mem;

use chrono::NaiveDate;
use voucher_core::{Iin, gas::Fact};

use super::event::Event;
use super::fact::fact;
use super::life;
use super::line::{self, Said};
use super::person::{Person, REGIONS};
use crate::pen::Pen;
use crate::play;
use crate::{Dice, iins};

/// The first line of the journal.
const REGULATION: &[u8] = b"{\"regulation\":\"gas-2025-08\"}\n";

/// The whole month: who there is, and all that happens, in order.
#[derive(Debug)]
pub struct World {
    people: Vec<Person>,
    events: Vec<Event>,
    pen: Pen,
}

impl World {
    /// A world of so many people, at most [`MOST_PEOPLE`](crate::MOST_PEOPLE).
    #[must_use]
    pub fn new(people: u32, seed: u64) -> World {
        let mut world = World { people: Vec::new(), events: Vec::new(), pen: Pen::new(seed) };
        let mut numbers = iins().take(usize::try_from(people).unwrap_or(0)).peekable();
        let mut household = 0;
        while numbers.peek().is_some() {
            household += 1;
            let mut dice = Dice::new(seed, u64::from(household));
            let size = if dice.below(19) == 0 { 2 } else { 1 };
            world.settle(&mut dice, household, numbers.by_ref().take(size));
        }
        life::offices(&mut world.events);
        world.events.sort_by_key(|event| event.at);
        world
    }

    /// Adds a household and what its people do.
    fn settle(&mut self, dice: &mut Dice, household: u32, numbers: impl Iterator<Item = Iin>) {
        let region = dice.pick(&region_weights(), 16);
        let first = self.people.len();
        for iin in numbers {
            let kinds = dice.pick(&[(700, 1), (200, 2)], 3);
            let centre = dice.often(100);
            self.people.push(Person { iin, region, kinds, centre, household });
        }
        let members = (first..self.people.len()).filter_map(|place| u32::try_from(place).ok());
        life::household(dice, members, &mut self.events);
    }

    /// The facts of the month, each with its date.
    pub fn facts(&self) -> impl Iterator<Item = (NaiveDate, Fact)> {
        self.said().filter_map(|(event, person)| fact(event, person))
    }

    /// The same as a journal: the regulation, then a plain line a fact, none of them spoilt and no query among them.
    #[must_use]
    pub fn clean_journal(&self) -> Vec<u8> {
        let mut journal = REGULATION.to_vec();
        for (event, person) in self.said().filter(|(event, person)| fact(*event, person).is_some()) {
            line::put(event.plain(), person, &mut journal);
        }
        journal
    }

    /// Each event with the person whom it names, if it names one.
    fn said(&self) -> impl Iterator<Item = (Event, &Person)> {
        self.events.iter().filter_map(|event| self.said_of(*event)).map(|said| (said.event, said.person))
    }

    fn said_of(&self, event: Event) -> Option<Said<'_>> {
        Some(Said { event, person: self.people.get(usize::try_from(event.who).ok()?)? })
    }
}

impl play::World for World {
    fn write(&mut self, out: &mut Vec<u8>) -> bool {
        let mut pen = mem::take(&mut self.pen);
        let more = pen.write(REGULATION, &self.events, |event| self.said_of(event), out);
        self.pen = pen;
        more
    }

    fn progress(&self) -> (u64, u64) {
        self.pen.progress(self.events.len())
    }
}

/// The weights of the regions' places in their table.
fn region_weights() -> [(u32, u8); 17] {
    let mut places = 0..17;
    REGIONS.map(|(weight, _)| (weight, places.next().unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use voucher_core::{
        Journal,
        gas::{Ledger, Regulation},
    };

    use super::super::event::What;
    use super::*;
    use crate::play::testing::{fingerprint, whole};

    fn journal(people: u32, seed: u64) -> Vec<u8> {
        whole(World::new(people, seed))
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
        assert_eq!(journal(3000, 5), journal(3000, 5));
        assert_ne!(journal(3000, 5), journal(3000, 6));
    }

    /// Another number here means that every world has changed: say so where figures of a demo are quoted.
    #[test]
    fn the_bytes_of_one_world_are_frozen() {
        assert_eq!(fingerprint(&journal(5000, 2025)), 3_615_404_992_475_120_508);
    }

    /// What benches and races rest on: the clean journal says the same facts.
    #[test]
    fn the_clean_journal_records_the_facts() {
        let world = World::new(2000, 7);
        let mut ledger = Ledger::new(Regulation::gas_2025_08());
        let (mut facts, mut refused) = (0, 0);
        for (on, fact) in world.facts() {
            facts += 1;
            refused += usize::from(!ledger.record(on, &fact).is_accepted());
        }
        assert!(facts > 9000 && refused < facts / 50, "{refused} of {facts}");
        let (mut journal, mut answers) = (Journal::new(), String::new());
        journal.feed(&world.clean_journal(), &mut answers);
        assert!(!answers.contains("error"));
        assert_eq!(journal.lines(), facts + 1);
        assert!(journal.gas() == Some(&ledger));
    }

    #[test]
    fn events_are_in_order_and_end_with_september() {
        let world = World::new(5000, 3);
        assert!(world.events.is_sorted_by_key(|event| event.at));
        assert!(world.events.iter().all(|event| (1440..31 * 1440).contains(&event.at)));
        assert_eq!(size_of::<Event>(), 8);
    }

    #[test]
    fn dates_go_back_only_where_a_line_is_meant_to_be_late() {
        let lines = journal(20_000, 4);
        let mut latest = String::new();
        let (mut dated, mut back) = (0, 0);
        for text in lines.split(|byte| *byte == b'\n') {
            let Ok(serde_json::Value::Object(fields)) = serde_json::from_slice(text) else { continue };
            let Some(date) = fields.get("on").and_then(|on| on.as_str()) else { continue };
            if date == "2025-09-31" || !fields.contains_key("fact") {
                continue;
            }
            dated += 1;
            if date < latest.as_str() {
                back += 1;
            }
            latest = latest.max(date.to_owned());
        }
        assert!(dated > 50_000);
        assert!(back > 0 && back < dated / 1000, "{back} of {dated}");
    }

    #[test]
    fn shares_are_near_the_weights() {
        let world = World::new(100_000, 1);
        let near =
            |got: usize, want: usize| assert!(got.abs_diff(want) < want / 10 + 100, "{got} for {want}");
        assert_eq!(world.people.len(), 100_000);
        let mut homes: BTreeMap<u32, usize> = BTreeMap::new();
        let mut regions: BTreeMap<&str, usize> = BTreeMap::new();
        for person in &world.people {
            *homes.entry(person.household).or_default() += 1;
            *regions.entry(person.region(false)).or_default() += 1;
        }
        near(homes.values().filter(|size| **size == 2).count() * 2, 10_000);
        near(regions["61"], 24_000);
        near(regions["62"], 600);
        let count = |what: What| world.events.iter().filter(|event| event.what == what).count();
        near(count(What::StartSms), 99_000);
        near(count(What::Confirmed), 38_000);
    }

    #[test]
    fn fewer_people_are_the_first_of_more() {
        let (few, many) = (World::new(1000, 8), World::new(2000, 8));
        let number = |person: &Person| (person.iin, person.household);
        assert!(few.people.iter().take(990).map(number).eq(many.people.iter().take(990).map(number)));
    }

    #[test]
    fn the_weights_of_the_regions_are_a_thousand() {
        assert_eq!(REGIONS.iter().map(|row| row.0).sum::<u32>(), 1000);
    }
}

//! Who tries what, in which order: made up, and the same for the same seed. A file a programme.

mod gas;
mod meals;
mod medicines;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use voucher_core::{Iin, Journal, Programme, Reference, parse_date};
use voucher_demo::Dice;

use crate::race::cut::Cut;
use crate::wallet::{Fault, Wish};

/// A fact of a person, before the race.
pub(crate) struct Before {
    pub(crate) iin: Iin,
    pub(crate) on: NaiveDate,
    pub(crate) line: String,
}

pub(crate) struct Try {
    pub(crate) wish: Arc<dyn Wish>,
    /// Where its connection is cut, the first time that it comes to that place.
    pub(crate) cut: Option<Cut>,
}

pub(crate) struct World {
    /// The published regulation with so many places a key, in JSON.
    pub(crate) regulation: String,
    /// How many places a key has.
    pub(crate) limit: usize,
    /// Whether a key ends with the number of a dispensing.
    pub(crate) numbered: bool,
    /// What happened before the race, in date order (N9).
    pub(crate) before: Vec<Before>,
    pub(crate) tries: Vec<Try>,
    pub(crate) registers: fn(&Journal) -> Registers,
}

/// What the ledger's registers say, when they are due.
#[derive(Default)]
pub(crate) struct Registers {
    /// Each row as a key, without number, and the name that holds it.
    pub(crate) held: BTreeSet<(String, String)>,
    pub(crate) digests: Vec<String>,
}

impl World {
    /// A limit is of activations an account and month, of meals a pupil and day, or of parts of a prescription.
    pub(crate) fn new(programme: Programme, limit: u32, seed: u64, tries: usize) -> Result<World, Fault> {
        let dice = Dice::new(seed, 0);
        match programme {
            Programme::Gas => gas::world(limit, tries, dice),
            Programme::Meals => meals::world(limit, tries, dice),
            Programme::Medicines => medicines::world(limit, tries, dice),
            Programme::FamilyCard | Programme::TargetedAssistance => {
                Err(Fault::broken("this programme has no race"))
            }
        }
    }
}

/// The limits are rushed for one after the other. Every second try is part of the rush, the others come late for one whose
/// rush has begun.
fn order(
    limits: usize,
    tries: usize,
    dice: &mut Dice,
    mut wish: impl FnMut(usize, &mut Dice) -> Result<Arc<dyn Wish>, Fault>,
) -> Result<Vec<Try>, Fault> {
    let mut of = |number: usize, dice: &mut Dice| {
        let rushed = number * limits / tries;
        let late = dice.within(0, u32::try_from(rushed).unwrap_or(0));
        let which = if number % 2 == 1 { usize::try_from(late).unwrap_or(rushed) } else { rushed };
        let cut = match dice.below(100) {
            0..20 => Some(Cut::BeforeCommit),
            20..40 => Some(Cut::AfterCommit),
            40 => Some(Cut::Unheard),
            _ => None,
        };
        Ok(Try { wish: wish(which, dice)?, cut })
    };
    (0..tries).map(|number| of(number, dice)).collect()
}

/// The devices that try for each limit, every one with a record of its own.
struct Devices {
    tried: Vec<Vec<u32>>,
    count: u32,
}

impl Devices {
    fn new(limits: usize, count: u32) -> Devices {
        Devices { tried: vec![Vec::new(); limits], count }
    }

    /// The next to try, and whether it takes back: one of the first two, whose record is likely to stand.
    fn next(&mut self, which: usize, dice: &mut Dice) -> (u32, bool) {
        let mut none = Vec::new();
        let tried = self.tried.get_mut(which).unwrap_or(&mut none);
        let back = if dice.often(200) { dice.one_of(tried.get(..2).unwrap_or(tried)).copied() } else { None };
        let device = back.unwrap_or_else(|| dice.below(self.count));
        if !tried.contains(&device) {
            tried.push(device);
        }
        (device, back.is_some())
    }
}

fn date(text: &str) -> Result<NaiveDate, Fault> {
    parse_date(text).map_err(of_core)
}

fn reference(text: &str) -> Result<Reference, Fault> {
    Reference::parse(text).map_err(of_core)
}

fn of_core(error: voucher_core::Error) -> Fault {
    Fault::broken(error.to_string())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::wallet::Service;

    /// Every programme, with its published limit and with a limit of three.
    pub(crate) fn worlds(tries: usize) -> impl Iterator<Item = World> {
        let programmes = [Programme::Gas, Programme::Meals, Programme::Medicines];
        let kinds = programmes.into_iter().flat_map(|programme| [(programme, 1), (programme, 3)]);
        kinds.map(move |(programme, limit)| World::new(programme, limit, 7, tries).unwrap())
    }

    #[test]
    fn a_seed_makes_one_world() {
        for programme in [Programme::Gas, Programme::Meals, Programme::Medicines] {
            let names = |seed| {
                let tries = World::new(programme, 1, seed, 500).unwrap().tries;
                tries.iter().map(|row| row.wish.name()).collect::<Vec<_>>()
            };
            assert_eq!(names(1), names(1));
            assert_ne!(names(1), names(2));
        }
    }

    /// The ledger takes every fact that comes before the race.
    #[test]
    fn what_comes_before_the_race_is_accepted() {
        for world in worlds(10) {
            let mut journal = Service::new(&world.regulation).unwrap().journal([""; 0]);
            for row in &world.before {
                let answer = journal.answer(row.line.as_bytes()).unwrap();
                assert!(answer.contains(r#""accepted":true"#) && !answer.contains("repeat"), "{answer}");
            }
        }
    }

    #[test]
    fn every_limit_is_tried() {
        for world in worlds(10_000) {
            let keys: BTreeSet<_> = world.tries.iter().filter_map(|row| row.wish.key()).collect();
            assert_eq!(keys.iter().filter(|key| !key.contains("UNKNOWN")).count(), 200);
        }
    }
}

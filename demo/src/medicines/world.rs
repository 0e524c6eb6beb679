//! A made-up quarter of medicines in one city: patients, prescriptions and points, minute by minute. The same seed gives the
//! same bytes on every machine.
//!
//! **From S2**, the report on the Social Wallet of December 2024: 1.4 million people got medicines on 1.4 million prescriptions
//! at 731 points, so a point serves 1 915 people, and a city of 40 000 patients has 21 points.
//!
//! **Our choice**: three prescriptions a patient and quarter, and every other number and habit. They stand in `life.rs` (what
//! people, points and systems do) and `line.rs` (what is prescribed). The quarter is January to March 2026.

use std::mem;

use chrono::NaiveDate;
use voucher_core::{Iin, medicines::Fact};

use super::event::Event;
use super::life::{self, Life};
use super::line::About;
use crate::pen::Pen;
use crate::play;
use crate::{Dice, iins};

/// S2: people a point, by 1.4 million people and 731 points.
pub(crate) const PEOPLE_A_POINT: u32 = 1915;

/// The streams of the dice behind those of the patients.
const POINTS: u64 = 1 << 32;

/// The whole quarter: who there is, and all that happens, in order.
#[derive(Debug)]
pub struct World {
    in_parts: bool,
    points: u32,
    /// Each with the place of the point where they are enrolled.
    patients: Vec<(Iin, u32)>,
    events: Vec<Event>,
    pen: Pen,
}

impl World {
    /// A world of so many patients, at most [`MOST_PEOPLE`](crate::MOST_PEOPLE), and as many points as S2 has for them;
    /// `in_parts` for a regulation by which prescriptions are handed out in parts at the patient's own point.
    #[must_use]
    pub fn new(patients: u32, in_parts: bool, seed: u64) -> World {
        let points = patients.div_ceil(PEOPLE_A_POINT).max(2);
        let mut world =
            World { in_parts, points, patients: Vec::new(), events: Vec::new(), pen: Pen::new(seed) };
        for (who, iin) in (0..patients).zip(iins()) {
            let dice = &mut Dice::new(seed, u64::from(who) + 1);
            world.patients.push((iin, dice.below(points)));
            Life { dice, events: &mut world.events, in_parts, who }.live();
        }
        for point in 0..points {
            life::registers(&mut Dice::new(seed, POINTS + u64::from(point)), point, &mut world.events);
        }
        life::offices(&mut world.events);
        world.events.sort_by_key(|event| event.at);
        world
    }

    /// How many points there are.
    #[must_use]
    pub const fn points(&self) -> u32 {
        self.points
    }

    /// The facts of the quarter, each with its date.
    pub fn facts(&self) -> impl Iterator<Item = (NaiveDate, Fact)> {
        self.events.iter().filter_map(|event| {
            let about = self.about(*event)?;
            Some((about.date(), about.fact()?))
        })
    }

    /// The first line of the journal.
    fn regulation(&self) -> &'static [u8] {
        if self.in_parts {
            b"{\"regulation\":\"medicines-2024-01\",\"change\":{\"dispensing\":\"until_quantity\",\"where\":\"own_point\"}}\n"
        } else {
            b"{\"regulation\":\"medicines-2024-01\"}\n"
        }
    }

    /// An event with those whom it names; of a point's event the patient has no meaning.
    fn about(&self, event: Event) -> Option<About> {
        let who = usize::try_from(event.who).ok()?;
        let (iin, own) = *self.patients.get(who).or(self.patients.first())?;
        let point = if event.what.names_a_point() { event.who } else { own };
        Some(About { event, iin, point, points: self.points })
    }
}

impl play::World for World {
    fn write(&mut self, out: &mut Vec<u8>) -> bool {
        let mut pen = mem::take(&mut self.pen);
        let more = pen.write(self.regulation(), &self.events, |event| self.about(event), out);
        self.pen = pen;
        more
    }

    fn progress(&self) -> (u64, u64) {
        self.pen.progress(self.events.len())
    }
}

#[cfg(test)]
mod tests {
    use voucher_core::Journal;
    use voucher_core::medicines::{Ledger, Refusal};

    use super::*;
    use crate::play::testing::{fingerprint, whole};

    fn journal(patients: u32, in_parts: bool, seed: u64) -> Vec<u8> {
        whole(World::new(patients, in_parts, seed))
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
        assert_eq!(journal(500, false, 5), journal(500, false, 5));
        assert_ne!(journal(500, false, 5), journal(500, false, 6));
    }

    /// Another number here means that every world has changed: say so where figures of a demo are quoted.
    #[test]
    fn the_bytes_of_one_world_are_frozen() {
        assert_eq!(fingerprint(&journal(2000, false, 2025)), 755_556_743_685_267_648);
    }

    #[test]
    fn few_facts_are_refused() {
        for in_parts in [false, true] {
            let world = World::new(3000, in_parts, 7);
            let mut first = Journal::new();
            first.feed(world.regulation(), &mut String::new());
            let mut ledger = Ledger::new(first.medicines().unwrap().regulation().clone());
            let (mut facts, mut refused) = (0, 0);
            for (on, fact) in world.facts() {
                facts += 1;
                refused += usize::from(!ledger.record(on, &fact).is_accepted());
            }
            assert!(facts > 15_000 && refused < facts / 20, "{refused} of {facts}");
        }
    }

    /// S2: 731 points for 1.4 million people. Choice: three prescriptions a patient, 120 000 for 40 000.
    #[test]
    fn the_city_comes_to_its_sizes() {
        let world = World::new(40_000, false, 2025);
        assert_eq!(world.points(), 21);
        let mut ledger = Ledger::new(voucher_core::medicines::Regulation::medicines_2024_01());
        for (on, fact) in world.facts() {
            let _ = ledger.record(on, &fact);
        }
        let quarter =
            ["2026-01", "2026-02", "2026-03"].map(|month| voucher_core::Month::parse(month).unwrap());
        let on = crate::days::date(1, 95);
        let issued: usize = quarter
            .iter()
            .flat_map(|month| ledger.summary(*month, on).iter().map(|row| row.1).collect::<Vec<_>>())
            .sum();
        assert!(issued.abs_diff(120_000) < 4000, "{issued}");
    }

    /// All that a fact can be refused for, but for what only a query meets.
    #[test]
    fn the_quarters_meet_every_refusal_of_a_fact() {
        let mut answers = String::new();
        for in_parts in [false, true] {
            Journal::new().feed(&journal(12_000, in_parts, 2025), &mut answers);
        }
        let is_met = |refusal: &Refusal| {
            let code = format!("\"{}\"", refusal.code());
            answers.lines().any(|line| line.contains("accepted\":false") && line.contains(&code))
        };
        let missing: Vec<_> = Refusal::ALL.iter().filter(|refusal| !is_met(refusal)).collect();
        assert_eq!(missing, [&Refusal::OutsidePilot, &Refusal::BeforeIssue]);
    }

    #[test]
    fn events_are_in_order_and_small() {
        let world = World::new(500, false, 3);
        assert!(world.events.is_sorted_by_key(|event| event.at));
        assert_eq!(size_of::<Event>(), 12);
    }
}

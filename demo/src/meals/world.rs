//! A made-up month of school meals in one oblast: schools and their canteens, pupils and their holders, minute by minute. The
//! same seed gives the same bytes on every machine.
//!
//! What the weights rest on stands in `scene.rs`. The month begins with an empty ledger, so everybody is asked for the first
//! time. People and devices do not see the answers of the journal, but they act as if they did.

use std::mem;

use chrono::NaiveDate;
use voucher_core::meals::Fact;

use super::event::{DAY, DAYS_AFTER, Event, What, push};
use super::fact::About;
use super::life::Life;
use super::pupil::Pupil;
use super::scene::{LAST_DAY, Scene};
use super::school::{DISTRICTS, School};
use crate::pen::Pen;
use crate::play;
use crate::{Dice, fault, iins};

/// The streams of the dice behind those of the pupils.
const SCHOOLS: u64 = 1 << 32;
const STORMS: u64 = 1 << 33;

/// The whole month: who there is, and all that happens, in order.
#[derive(Debug)]
pub struct World {
    scene: Scene,
    schools: Vec<School>,
    pupils: Vec<Pupil>,
    events: Vec<Event>,
    pen: Pen,
}

impl World {
    /// A world of so many schools and pupils: 1 to 9999, and at most [`MOST_PEOPLE`](crate::MOST_PEOPLE).
    #[must_use]
    pub fn new(scene: Scene, schools: u32, pupils: u32, seed: u64) -> World {
        let mut events = Vec::new();
        let school_days = scene.school_days();
        let schools = found(scene, schools.clamp(1, 9999), seed, &school_days, &mut events);
        let mut world = World { scene, schools, pupils: Vec::new(), events, pen: Pen::new(seed) };
        world.enrol(pupils, seed, &school_days);
        offices(&mut world.events);
        world.events.sort_by_key(|event| event.at);
        world
    }

    /// Adds the pupils and what they do.
    fn enrol(&mut self, pupils: u32, seed: u64, school_days: &[u32]) {
        let World { scene, schools, pupils: all, events, .. } = self;
        let places = by_district(schools);
        for (who, iin) in (0..pupils).zip(iins()) {
            let dice = &mut Dice::new(seed, u64::from(who) + 1);
            let place = choose(dice, schools.len(), &places);
            let Some(school) = usize::try_from(place).ok().and_then(|place| schools.get(place)) else {
                continue;
            };
            let pupil = Pupil::new(dice, iin, place);
            let (weights, activates) = (scene.weights(), scene.activates());
            Life { dice, events, weights, activates, school_days, pupil: &pupil, school, who }.live();
            all.push(pupil);
        }
    }

    /// The facts of the month, each with its date.
    pub fn facts(&self) -> impl Iterator<Item = (NaiveDate, Fact)> {
        self.events.iter().filter_map(|event| {
            let about = self.about(*event)?;
            Some((about.date(), about.fact()?))
        })
    }

    /// The same as a journal: the regulation, then a plain line a fact, none of them spoilt and no query among them.
    #[must_use]
    pub fn clean_journal(&self) -> Vec<u8> {
        let mut journal = self.regulation();
        for event in &self.events {
            if let Some(about) = self.about(*event).filter(|about| about.fact().is_some()) {
                fault::Line::put(&about, &mut journal);
            }
        }
        journal
    }

    /// The first line of the journal.
    fn regulation(&self) -> Vec<u8> {
        let (id, prices) = (self.scene.regulation_id(), self.scene.prices());
        format!("{{\"regulation\":\"{id}\",\"change\":{prices}}}\n").into_bytes()
    }

    /// An event with those whom it names; of a school's event the pupil has no meaning.
    fn about(&self, event: Event) -> Option<About<'_>> {
        let who = usize::try_from(event.who).ok()?;
        let (pupil, place) = if event.what.names_a_school() {
            (self.pupils.first()?, who)
        } else {
            let pupil = self.pupils.get(who).or(self.pupils.first())?;
            (pupil, usize::try_from(pupil.school).ok()?)
        };
        let school = self.schools.get(place)?;
        let next = self.schools.get(place + 1).or(self.schools.first())?;
        Some(About { scene: self.scene, event, pupil, school, next })
    }
}

/// The schools and what they do by themselves.
fn found(scene: Scene, schools: u32, seed: u64, school_days: &[u32], events: &mut Vec<Event>) -> Vec<School> {
    let mut storms = Dice::new(seed, STORMS);
    // In two districts of three one day is lost to the weather.
    let storms = DISTRICTS.map(|_| {
        let day = storms.one_of(school_days).copied().unwrap_or(0);
        if storms.often(650) { day } else { 0 }
    });
    let mut all = Vec::new();
    for number in 1..=schools {
        let mut dice = Dice::new(seed, SCHOOLS + u64::from(number));
        let Some(school) = School::new(&mut dice, scene, number, schools, &storms) else { continue };
        school.month(&mut dice, school_days, number - 1, events);
        all.push(school);
    }
    all
}

/// The places of the schools of each district.
fn by_district(schools: &[School]) -> Vec<Vec<u32>> {
    let mut places = vec![Vec::new(); DISTRICTS.len()];
    for (place, school) in (0..).zip(schools) {
        if let Some(places) = places.get_mut(school.district) {
            places.push(place);
        }
    }
    places
}

/// The place of a school by the weight of its district; where that district has none, of any school.
fn choose(dice: &mut Dice, schools: usize, by_district: &[Vec<u32>]) -> u32 {
    let mut places = 0..DISTRICTS.len();
    let weights = DISTRICTS.map(|(_, weight, _)| (weight, places.next().unwrap_or(0)));
    let district = dice.pick(&weights, 0);
    let drawn = by_district.get(district).and_then(|places| dice.one_of(places)).copied();
    drawn.unwrap_or_else(|| dice.below(u32::try_from(schools).unwrap_or(u32::MAX)))
}

/// What the systems ask, whoever the people are.
fn offices(events: &mut Vec<Event>) {
    for day in 1..=LAST_DAY {
        push(events, 0, day * DAY + 1438, What::Summary);
    }
    for day in [1, 8, 15, LAST_DAY, LAST_DAY + 1, LAST_DAY + DAYS_AFTER] {
        push(events, 0, day * DAY + 1437, What::Due);
    }
}

impl play::World for World {
    fn write(&mut self, out: &mut Vec<u8>) -> bool {
        let mut pen = mem::take(&mut self.pen);
        let more = pen.write(&self.regulation(), &self.events, |event| self.about(event), out);
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
    use voucher_core::meals::{Ledger, Refusal, Stage};

    use super::*;
    use crate::play::testing::{fingerprint, whole};

    const SCENES: [Scene; 2] = [Scene::November2024, Scene::April2026];

    fn journal(scene: Scene, schools: u32, pupils: u32, seed: u64) -> Vec<u8> {
        whole(World::new(scene, schools, pupils, seed))
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
        for scene in SCENES {
            assert_eq!(journal(scene, 5, 800, 5), journal(scene, 5, 800, 5));
            assert_ne!(journal(scene, 5, 800, 5), journal(scene, 5, 800, 6));
        }
    }

    /// Another number here means that every world has changed: say so where figures of a demo are quoted.
    #[test]
    fn the_bytes_of_two_worlds_are_frozen() {
        assert_eq!(fingerprint(&journal(Scene::November2024, 20, 3000, 2025)), 12_810_270_975_844_434_162);
        assert_eq!(fingerprint(&journal(Scene::April2026, 20, 1000, 2025)), 17_811_677_928_122_116_284);
    }

    /// What benches rest on: the clean journal says the same facts.
    #[test]
    fn the_clean_journal_records_the_facts() {
        for scene in SCENES {
            let world = World::new(scene, 10, 1500, 7);
            let (mut journal, mut answers) = (Journal::new(), String::new());
            journal.feed(&world.clean_journal(), &mut answers);
            assert!(!answers.contains("error"));
            let mut ledger = Ledger::new(journal.meals().unwrap().regulation().clone());
            let (mut facts, mut refused) = (0, 0);
            for (on, fact) in world.facts() {
                facts += 1;
                refused += usize::from(!ledger.record(on, &fact).is_accepted());
            }
            assert!(facts > 3000 && refused < facts / 20, "{refused} of {facts}");
            assert_eq!(journal.lines(), facts + 1);
            assert!(journal.meals() == Some(&ledger));
        }
    }

    /// S2: of 703 thousand vouchers 51 thousand were activated, and 148 thousand meals recorded.
    #[test]
    fn november_comes_to_the_shares_of_the_report() {
        let world = World::new(Scene::November2024, 200, 60_000, 2025);
        let mut ledger = Ledger::new(voucher_core::meals::Regulation::meals_2024_09());
        for (on, fact) in world.facts() {
            let _ = ledger.record(on, &fact);
        }
        let month = voucher_core::Month::of(Scene::November2024.first_day());
        let active = ledger.summary(month, Scene::November2024.date(LAST_DAY)).count(Stage::Active);
        let meals: usize = world.pupils.iter().map(|pupil| ledger.meals(pupil.iin, month).len()).sum();
        let near = |got: usize, want: usize| assert!(got.abs_diff(want) < want / 20, "{got} for {want}");
        near(active, 60_000 * 51 / 703);
        near(meals, 60_000 * 148 / 703);
    }

    /// All that a fact can be refused for, but for what these months cannot meet: they lie inside the period, their lists are
    /// open to the last day, no region is outside the pilot, and only a query asks for a price.
    #[test]
    fn the_months_meet_every_refusal_of_a_fact() {
        let mut answers = String::new();
        for scene in SCENES {
            Journal::new().feed(&journal(scene, 100, 12_000, 2025), &mut answers);
        }
        let is_met = |refusal: &Refusal| {
            answers.lines().any(|line| line.contains("accepted\":false") && line.contains(refusal.code()))
        };
        let missing: Vec<_> = Refusal::ALL.iter().filter(|refusal| !is_met(refusal)).collect();
        let want =
            [Refusal::OutsidePilot, Refusal::ListClosed, Refusal::RegionNotInPilot, Refusal::PriceUnknown];
        assert!(missing.into_iter().eq(&want));
    }

    #[test]
    fn events_are_in_order_and_small() {
        let world = World::new(Scene::April2026, 5, 500, 3);
        assert!(world.events.is_sorted_by_key(|event| event.at));
        assert_eq!(size_of::<Event>(), 12);
    }
}

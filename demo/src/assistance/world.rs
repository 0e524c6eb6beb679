//! A made-up quarter of targeted assistance in one oblast: families apply, evidence comes, late or never, the commission
//! visits, contracts are signed, offices decide. The same seed gives the same bytes on every machine.
//!
//! **Published**: the poverty line of Aktobe region in the first quarter of 2026, 37 060 tenge, and the monthly calculation
//! index of 2026, 4 325 (T4, K12). **Our choice**: everything else, as no page was found that counts applications, refusals or
//! days. It stands in `home.rs` (who applies and what they earn), `evidence.rs` (how an item comes) and `life.rs` (what offices
//! and applicants do).

use std::mem;

use voucher_core::targeted_assistance::{Decision, Figures, Regulation, Ruling, checklist};
use voucher_core::{Amount, Journal, Reference};

use super::event::{Event, What};
use super::home::Home;
use super::life::{self, Life};
use super::line::About;
use crate::pen::Pen;
use crate::play;
use crate::{Dice, fault, iins};

/// The line of Aktobe region, first quarter of 2026.
pub(crate) const LINE: &str = "37060";

/// The monthly calculation index of 2026.
pub(crate) const MCI: &str = "4325";

/// The first line of the journal.
const REGULATION: &[u8] = b"{\"regulation\":\"asp-2025-01\"}\n";

/// A line and an index as the library takes them.
pub(crate) fn figures(line: Amount, mci: Amount) -> Figures {
    Figures { line: Some(line), mci: Some(mci), ..Figures::default() }
}

/// The whole quarter: who applies, and all that happens, in order.
#[derive(Debug)]
pub struct World {
    figures: Figures,
    homes: Vec<Home>,
    events: Vec<Event>,
    pen: Pen,
}

impl World {
    /// A world of so many applications, at most [`MOST_PEOPLE`](crate::MOST_PEOPLE), decided by these figures.
    #[must_use]
    pub fn new(applications: u32, figures: Figures, seed: u64) -> World {
        let (regulation, mut told) = (Regulation::asp_2025_01(), Journal::new());
        told.feed(REGULATION, &mut String::new());
        let (mut homes, mut events) = (Vec::new(), Vec::new());
        for (who, iin) in (0..applications).zip(iins()) {
            let dice = &mut Dice::new(seed, u64::from(who) + 1);
            let home = Home::new(dice, iin);
            let Ok(household) = home.household() else { continue };
            let items = checklist(&regulation, &household, Some(home.status));
            let start = events.len();
            Life { dice, events: &mut events, home: &home, who }.live(&items);
            decide(&told, &home, &figures, &mut events, start);
            homes.push(home);
        }
        life::offices(&mut events);
        events.sort_by_key(|event| event.at);
        World { figures, homes, events, pen: Pen::new(seed) }
    }

    /// An event with the household whose application it is about.
    fn about(&self, event: Event) -> Option<About<'_>> {
        let home = self.homes.get(usize::try_from(event.who).ok()?)?;
        Some(About { event, home, figures: &self.figures })
    }
}

/// An office decides as the library says there is to decide: the events of one application from `start` on are told to a
/// journal of their own until the office asks. Where something is missing it leaves it at the question.
fn decide(told: &Journal, home: &Home, figures: &Figures, events: &mut Vec<Event>, start: usize) {
    let Some(own) = events.get_mut(start..) else { return };
    own.sort_by_key(|event| event.at);
    let Some(asked) = own.iter().copied().find(|event| event.what == What::Decide) else { return };
    let mut journal = told.clone();
    let mut lines = Vec::new();
    for event in own.iter().copied().take_while(|event| event.what != What::Decide) {
        fault::Line::put(&About { event, home, figures }, &mut lines);
    }
    journal.feed(&lines, &mut String::new());
    let Ok(application) = Reference::parse(&format!("{}{:06}", super::line::PREFIX, asked.who)) else {
        return;
    };
    let ledger = journal.targeted_assistance();
    let ruling = ledger.and_then(|ledger| match ledger.decision(&application, figures).ok()?.decision {
        Decision::Assigned { .. } => Some(Ruling::Assigned),
        Decision::Refused(_) => Some(Ruling::Refused),
        Decision::CannotTell(_) => None,
    });
    if let Some(ruling) = ruling {
        events.push(Event { what: What::Decided(ruling), ..asked });
    }
}

impl play::World for World {
    fn write(&mut self, out: &mut Vec<u8>) -> bool {
        let mut pen = mem::take(&mut self.pen);
        let more = pen.write(REGULATION, &self.events, |event| self.about(event), out);
        self.pen = pen;
        more
    }

    fn progress(&self) -> (u64, u64) {
        self.pen.progress(self.events.len())
    }
}

#[cfg(test)]
mod tests {
    use voucher_core::targeted_assistance::{Decided, Refusal, Stage};

    use super::*;
    use crate::play::testing::{fingerprint, whole};

    fn world(applications: u32, seed: u64) -> World {
        let amount = |text| Amount::parse(text).unwrap();
        World::new(applications, figures(amount(LINE), amount(MCI)), seed)
    }

    fn played(applications: u32, seed: u64) -> (Journal, String) {
        let (mut journal, mut answers) = (Journal::new(), String::new());
        journal.feed(&whole(world(applications, seed)), &mut answers);
        (journal, answers)
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
        assert_eq!(whole(world(200, 5)), whole(world(200, 5)));
        assert_ne!(whole(world(200, 5)), whole(world(200, 6)));
    }

    /// Another number here means that every world has changed: say so where figures of a demo are quoted.
    #[test]
    fn the_bytes_of_one_world_are_frozen() {
        assert_eq!(fingerprint(&whole(world(1000, 2025))), 15_332_381_251_744_745_744);
    }

    /// Most is decided, either way, and what is not has stopped at something that never came.
    #[test]
    fn applications_are_assigned_refused_and_left_open() {
        let (journal, _) = played(2000, 2025);
        let ledger = journal.targeted_assistance().unwrap();
        let standings: Vec<_> =
            ledger.applications().iter().map(|each| ledger.standing(each).unwrap()).collect();
        let count = |stage| standings.iter().filter(|standing| standing.stage == stage).count();
        assert!(standings.len() >= 2000);
        assert!(count(Stage::Assigned) > 800 && count(Stage::Refused) > 400, "{standings:?}");
        assert!((20..200).contains(&count(Stage::Collecting)), "{}", count(Stage::Collecting));
        let reasons = standings.iter().filter_map(|standing| match standing.decided? {
            Decided::Refused(reasons) => Some(reasons),
            Decided::Assigned(_) => None,
        });
        let above = reasons.filter(|reasons| reasons.contains(Refusal::IncomeAboveLine)).count();
        assert!(above > 200, "{above}");
    }

    /// All that a fact of this quarter can be refused for, but for what this journal cannot say.
    #[test]
    fn the_quarter_meets_the_refusals_of_a_fact() {
        let (_, answers) = played(12_000, 2025);
        let is_met = |refusal: &Refusal| {
            let code = format!("\"{}\"", refusal.code());
            answers.lines().any(|line| line.contains("accepted\":false") && line.contains(&code))
        };
        let is_a_reason = |refusal: &Refusal| *refusal >= Refusal::IncomeAboveLine;
        let missing: Vec<_> =
            Refusal::ALL.iter().filter(|refusal| !is_a_reason(refusal) && !is_met(refusal)).collect();
        let never = [
            &Refusal::NoApplication,
            &Refusal::OutsidePilot,
            &Refusal::AnotherApplicant,
            &Refusal::CommissionNotNeeded,
        ];
        assert_eq!(missing, never);
    }

    #[test]
    fn events_are_in_order_and_small() {
        let world = world(300, 3);
        assert!(world.events.is_sorted_by_key(|event| event.at));
        assert_eq!(size_of::<Event>(), 12);
    }
}

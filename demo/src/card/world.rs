//! A made-up month of offers from 1414. The same seed gives the same bytes on every machine.
//!
//! **Published**: 6.3 million families (S3), and in 2025 276 thousand of 530 thousand offers taken up (the figure is the Ministry's;
//! its page is not among our sources). So a month has 7 offers a thousand families, and 521 of a thousand end with money. **Our
//! choice**: which services they are for, and every habit in `life.rs`.

use std::mem;

use voucher_core::Iin;
use voucher_core::family_card::Service;

use super::event::Event;
use super::life::{self, Life};
use super::line::About;
use crate::pen::Pen;
use crate::play;
use crate::{Dice, iins};

/// 2025: offers in thousands, of so many thousand families, in twelve months.
const OFFERS: u64 = 530;
const FAMILIES: u64 = 6300;

const SERVICES: [(u32, Service); 11] = [
    (230, Service::ChildCare),
    (150, Service::Maternity),
    (170, Service::JobLoss),
    (120, Service::Birth),
    (70, Service::Disability),
    (45, Service::ChildDisabilityCarer),
    (60, Service::Breadwinner),
    (25, Service::AwardedMother),
    (30, Service::LossOfCapacity),
    (20, Service::Burial),
    (20, Service::TargetedAssistance),
];

/// How many offers a month brings so many families; at least one.
pub(crate) fn offers_of(families: u32) -> u32 {
    u32::try_from(u64::from(families) * OFFERS / (FAMILIES * 12)).unwrap_or(u32::MAX).max(1)
}

/// The whole month: whom the offers go to, and all that happens, in order.
#[derive(Debug)]
pub struct World {
    offers: Vec<(Iin, Service)>,
    events: Vec<Event>,
    pen: Pen,
}

impl World {
    /// The offers of a country of so many families, at most [`MOST_PEOPLE`](crate::MOST_PEOPLE).
    #[must_use]
    pub fn new(families: u32, seed: u64) -> World {
        let mut world = World { offers: Vec::new(), events: Vec::new(), pen: Pen::new(seed) };
        for (who, iin) in (0..offers_of(families)).zip(iins()) {
            let dice = &mut Dice::new(seed, u64::from(who) + 1);
            world.offers.push((iin, dice.pick(&SERVICES, Service::LargeFamily)));
            Life { dice, events: &mut world.events, who }.live();
        }
        life::offices(&mut world.events);
        world.events.sort_by_key(|event| event.at);
        world
    }

    /// An event with the offer that it names.
    fn about(&self, event: Event) -> Option<About> {
        let (iin, service) = *self.offers.get(usize::try_from(event.who).ok()?)?;
        Some(About { event, iin, service })
    }
}

impl play::World for World {
    fn write(&mut self, out: &mut Vec<u8>) -> bool {
        let mut pen = mem::take(&mut self.pen);
        let regulation = b"{\"regulation\":\"proactive-2025-09\"}\n";
        let more = pen.write(regulation, &self.events, |event| self.about(event), out);
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
    use voucher_core::family_card::{Refusal, Stage};

    use super::*;
    use crate::play::testing::{fingerprint, whole};

    fn played(families: u32, seed: u64) -> (Journal, String) {
        let (mut journal, mut answers) = (Journal::new(), String::new());
        journal.feed(&whole(World::new(families, seed)), &mut answers);
        (journal, answers)
    }

    #[test]
    fn another_seed_gives_other_bytes() {
        assert_ne!(whole(World::new(100_000, 5)), whole(World::new(100_000, 6)));
    }

    /// Another number here means that every world has changed: say so where figures of a demo are quoted.
    #[test]
    fn the_bytes_of_one_world_are_frozen() {
        assert_eq!(fingerprint(&whole(World::new(200_000, 2025))), 2_851_011_712_769_392_424);
    }

    /// 2025: 276 of 530 thousand, within a fiftieth.
    #[test]
    fn the_take_up_is_that_of_2025() {
        let (journal, _) = played(1_000_000, 2025);
        let offers = journal.family_card().unwrap().offers();
        let assigned = offers.iter().filter(|offer| offer.assigned).count();
        assert_eq!(offers.len(), 7010);
        assert!(assigned.abs_diff(offers.len() * 276 / 530) < offers.len() / 50, "{assigned}");
    }

    /// All that a fact of this month can be refused for.
    #[test]
    fn the_month_meets_the_refusals_of_the_dialogue() {
        let (journal, answers) = played(1_000_000, 2025);
        for refusal in [
            Refusal::OutOfOrder,
            Refusal::ChildNeeded,
            Refusal::ChildNotNeeded,
            Refusal::NoRight,
            Refusal::AlreadyOffered,
            Refusal::SenderNot1414,
            Refusal::UnrecognisedReply,
            Refusal::AnswerTooLate,
            Refusal::RefusedBefore,
            Refusal::AlreadyAssigned,
            Refusal::AwaitingAccount,
        ] {
            let code = format!("\"{}\"", refusal.code());
            assert!(answers.lines().any(|line| line.contains("refusals") && line.contains(&code)), "{code}");
        }
        let (ledger, on) = (journal.family_card().unwrap(), voucher_core::parse_date("2026-07-15").unwrap());
        let lapsed: usize = ledger.summary(on).iter().map(|(_, counts)| counts.count(Stage::Lapsed)).sum();
        assert!(lapsed > 2000, "{lapsed}");
    }
}

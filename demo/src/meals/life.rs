//! A pupil's month as draws: the list and the holder. The weights of a thousand here are our choice (see `scene.rs`).

use super::event::{DAY, Entry, Event, What, push};
use super::pupil::Pupil;
use super::scene::{LAST_DAY, Weights};
use super::school::School;
use crate::Dice;

/// One pupil's month in the making.
pub(crate) struct Life<'a> {
    pub(crate) dice: &'a mut Dice,
    pub(crate) events: &'a mut Vec<Event>,
    pub(crate) weights: &'a Weights,
    /// Whether holders activate.
    pub(crate) activates: bool,
    pub(crate) school_days: &'a [u32],
    pub(crate) pupil: &'a Pupil,
    pub(crate) school: &'a School,
    pub(crate) who: u32,
}

/// What the list does to a pupil.
#[derive(Clone, Copy)]
enum Fate {
    Stays,
    SentTwice,
    Moves,
    OtherGrade,
    Delisted,
    DelistedAndBack,
    DelistedUnlisted,
    NoGround,
}

const FATES: [(u32, Fate); 7] = [
    (10, Fate::SentTwice),
    (8, Fate::Moves),
    (5, Fate::OtherGrade),
    (6, Fate::Delisted),
    (2, Fate::DelistedAndBack),
    (1, Fate::DelistedUnlisted),
    (4, Fate::NoGround),
];

impl Life<'_> {
    /// Adds an event of this pupil.
    pub(crate) fn push(&mut self, at: u32, what: What) {
        push(self.events, self.who, at, what);
    }

    /// The whole month.
    pub(crate) fn live(&mut self) {
        let Some((listed, gone)) = self.list() else {
            self.try_once();
            return;
        };
        if self.dice.often(5) {
            self.push(listed + 2 * DAY, What::Status);
        }
        match self.ask(listed) {
            Some(active) => self.eat(active, gone),
            None => {
                if self.dice.often(20) {
                    self.try_once();
                }
            }
        }
    }

    /// When the pupil is on the list at the own school, from and until; none where the list refuses them.
    fn list(&mut self) -> Option<(u32, u32)> {
        let day = self.dice.pick(&[(900, 1), (50, 2)], 0);
        let day = if day == 0 { self.dice.within(3, 12) } else { day };
        let at = day * DAY + 360 + self.dice.below(180);
        let later = at + self.dice.within(3, 16) * DAY;
        match self.dice.pick(&FATES, Fate::Stays) {
            Fate::Stays => {}
            Fate::SentTwice => self.push(later, What::Listed(Entry::Own)),
            Fate::OtherGrade => self.push(later, What::Listed(Entry::OtherGrade)),
            Fate::Moves => {
                self.push(at, What::Listed(Entry::Own));
                self.push(later, What::Listed(Entry::Moved));
                return Some((at, later));
            }
            Fate::Delisted => {
                self.push(at, What::Listed(Entry::Own));
                self.push(later, What::Delisted);
                // One day too many is asked for.
                return Some((at, later + DAY));
            }
            Fate::DelistedAndBack => {
                self.push(later, What::Delisted);
                self.push(later + 30, What::Listed(Entry::Own));
            }
            Fate::DelistedUnlisted => {
                self.push(later, What::Delisted);
                return None;
            }
            Fate::NoGround => {
                self.push(at, What::Listed(Entry::NoGround));
                return None;
            }
        }
        self.push(at, What::Listed(Entry::Own));
        Some((at, u32::MAX))
    }

    /// Notice and answer; from when the pupil may eat, if ever.
    fn ask(&mut self, listed: u32) -> Option<u32> {
        let day = listed / DAY + u32::from(self.dice.often(100));
        let asked = (day * DAY + 600 + self.dice.below(480)).max(listed + 1);
        self.push(asked, What::Notified);
        if self.dice.often(3) {
            self.push(asked + DAY, What::Notified);
        }
        let (soon, slow) = (self.dice.within(1, 300), self.dice.within(300, self.weights.slow * DAY));
        let answered = asked + if self.dice.often(500) { soon } else { slow };
        let drawn = self.dice.below(1000);
        if drawn < self.weights.agree {
            self.push(answered, What::Agreed);
            self.after_agreement(answered)
        } else if drawn < self.weights.agree + self.weights.refuse {
            self.push(answered, What::Refused);
            let mended = self.dice.often(100).then_some(answered + 2 * DAY)?;
            self.push(mended, What::Agreed);
            self.after_agreement(mended)
        } else {
            None
        }
    }

    fn after_agreement(&mut self, at: u32) -> Option<u32> {
        match self.dice.below(1000) {
            0..10 => self.push(at + 45, What::Agreed),
            // A notice that was on its way.
            10..13 => self.push(at + 60, What::Notified),
            13.. => {}
        }
        let activated = self.activate(at)?;
        if self.dice.often(4) {
            self.push(activated + 4 * DAY, What::Refused);
        }
        Some(activated)
    }

    /// Some press before they consent, some twice; where nothing is to be activated, an old app still sends it.
    fn activate(&mut self, agreed: u32) -> Option<u32> {
        if !self.activates {
            if self.dice.often(5) {
                self.push(agreed + 2, What::Activated);
            }
            return Some(agreed);
        }
        if self.dice.often(10) {
            self.push(agreed - 1, What::Activated);
        }
        if !self.dice.often(self.weights.activate) {
            return None;
        }
        let delay = if self.dice.often(700) { self.dice.below(60) } else { self.dice.below(3 * DAY) };
        let at = agreed + 1 + delay;
        self.push(at, What::Activated);
        if self.dice.often(15) {
            self.push(at + 5, What::Activated);
        }
        Some(at).filter(|at| at / DAY <= LAST_DAY)
    }
}

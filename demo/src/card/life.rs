//! One offer's way from the right to the money, as draws. The take-up is published (see `world.rs`), the other weights are our
//! choice.

use super::event::{DAYS_AFTER, Event, LAST_DAY, Named, Said, Sender, What, push};
use crate::Dice;
use crate::days::DAY;

/// One offer in the making.
pub(crate) struct Life<'a> {
    pub(crate) dice: &'a mut Dice,
    pub(crate) events: &'a mut Vec<Event>,
    pub(crate) who: u32,
}

/// What the person does about the SMS.
#[derive(Clone, Copy)]
enum Answer {
    Agrees,
    Refuses,
    /// Refuses, and would agree a day later.
    ChangesHerMind,
    /// Agrees when the days to answer are over.
    TooLate,
    Silent,
}

/// 276 of 530 thousand end with money, 521 of a thousand; four of a hundred who agree name no account.
const ANSWERS: [(u32, Answer); 4] =
    [(543, Answer::Agrees), (40, Answer::Refuses), (6, Answer::ChangesHerMind), (35, Answer::TooLate)];

impl Life<'_> {
    fn push(&mut self, at: u32, what: What) {
        push(self.events, self.who, at, what);
    }

    /// A moment of the hours of an office, so many days later.
    fn later(&mut self, at: u32, least: u32, most: u32) -> u32 {
        (at / DAY + self.dice.within(least, most)) * DAY + 540 + self.dice.below(480)
    }

    /// The whole month.
    pub(crate) fn live(&mut self) {
        let day = self.dice.within(1, LAST_DAY);
        let arose = day * DAY + 60 + self.dice.below(300);
        if self.dice.often(3) {
            self.push(arose - 5, What::RightArose(Named::Otherwise));
        }
        if self.dice.often(3) {
            self.push(arose - 4, What::Offered);
        }
        self.push(arose, What::RightArose(Named::AsMeant));
        if self.dice.often(10) {
            self.push(arose + 1, What::RightArose(Named::AsMeant));
        }
        let offered = arose + 200 + self.dice.below(400);
        self.push(offered, What::Offered);
        match self.dice.below(1000) {
            0..10 => self.push(offered + 1, What::Offered),
            10..16 => self.push(offered + DAY, What::Offered),
            16.. => {}
        }
        if self.dice.often(20) {
            let at = self.later(offered, 0, 8);
            self.push(at, What::Status);
        }
        self.answer(offered);
    }

    fn answer(&mut self, offered: u32) {
        let own = |said| What::Replied(said, Sender::Own);
        // Before midnight of the third day.
        let at = offered + self.dice.within(2, 3 * DAY);
        match self.dice.below(1000) {
            0..15 => self.push(at - 1, own(Said::Text)),
            15..20 => self.push(at - 1, What::Replied(Said::Agree, Sender::Stranger)),
            20.. => {}
        }
        match self.dice.pick(&ANSWERS, Answer::Silent) {
            Answer::Agrees => {
                self.push(at, own(Said::Agree));
                self.agreed(at);
            }
            Answer::Refuses => self.push(at, own(Said::Refuse)),
            Answer::ChangesHerMind => {
                self.push(at, own(Said::Refuse));
                self.push(at + DAY, own(Said::Agree));
            }
            Answer::TooLate => {
                let late = offered + self.dice.within(4, 8) * DAY;
                self.push(late, own(Said::Agree));
            }
            Answer::Silent => {}
        }
    }

    /// From the answer to the money.
    fn agreed(&mut self, at: u32) {
        match self.dice.below(1000) {
            0..10 => self.push(at + 1, What::Replied(Said::Agree, Sender::Own)),
            10..14 => self.push(at + 2, What::Assigned),
            14.. => {}
        }
        if self.dice.often(300) {
            self.push(at + 3, What::AccountKnown);
        } else if self.dice.often(943) {
            let confirmed = self.later(at, 1, 5);
            self.push(confirmed, What::AccountConfirmed);
            return self.assign(confirmed);
        } else {
            return;
        }
        self.assign(at);
    }

    fn assign(&mut self, ready: u32) {
        let at = self.later(ready, 1, 4);
        self.push(at, What::Assigned);
        match self.dice.below(1000) {
            0..6 => self.push(at + 1, What::Assigned),
            6..9 => self.push(at + 30, What::Replied(Said::Refuse, Sender::Own)),
            9.. => {}
        }
    }
}

/// What the systems ask, whoever the people are.
pub(crate) fn offices(events: &mut Vec<Event>) {
    for day in [7, 14, 21, LAST_DAY, LAST_DAY + DAYS_AFTER] {
        push(events, 0, day * DAY + 1437, What::Due);
        push(events, 0, day * DAY + 1438, What::Summary);
    }
}

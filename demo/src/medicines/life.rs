//! A patient's quarter as draws, and what points and systems do. The weights are our choice (see `world.rs`).

use super::event::{DAYS_AFTER, Event, Form, How, Place, What, push};
use crate::Dice;
use crate::days::{DAY, LAST_DAY, MONTHS};

/// One patient's quarter in the making.
pub(crate) struct Life<'a> {
    pub(crate) dice: &'a mut Dice,
    pub(crate) events: &'a mut Vec<Event>,
    /// Whether prescriptions may be handed out in parts.
    pub(crate) in_parts: bool,
    pub(crate) who: u32,
}

/// How many prescriptions a patient gets in the quarter: three on average, as 120 000 of 40 000.
const PRESCRIPTIONS: [(u32, u8); 6] = [(160, 1), (240, 2), (250, 3), (200, 4), (100, 5), (50, 6)];

/// What goes wrong with a dispensing, in ten thousand.
#[derive(Clone, Copy)]
enum Slip {
    None,
    /// The point gets no answer and sends again.
    Retry,
    /// It sends everything of the day again on the next.
    RetryNextDay,
    /// Two points hand out one prescription.
    TwoPoints,
    /// Withdrawn: the patient did not take it.
    Withdrawn,
    /// Withdrawn, and handed out two days later.
    GivenAgain,
    WithdrawnTwice,
    SentWithdrawn,
    /// The record comes again with another sign.
    Differs,
    NoSuchRecord,
    NoSuchPrescription,
    Double,
    Half,
    Nothing,
    Elsewhere,
    /// Withdrawn after the month's register was sent.
    TooLate,
    Preview,
    Status,
}

const SLIPS: [(u32, Slip); 17] = [
    (200, Slip::Retry),
    (30, Slip::RetryNextDay),
    (40, Slip::TwoPoints),
    (20, Slip::Withdrawn),
    (15, Slip::GivenAgain),
    (5, Slip::WithdrawnTwice),
    (5, Slip::SentWithdrawn),
    (5, Slip::Differs),
    (3, Slip::NoSuchRecord),
    (10, Slip::NoSuchPrescription),
    (20, Slip::Double),
    (30, Slip::Half),
    (4, Slip::Nothing),
    (60, Slip::Elsewhere),
    (8, Slip::TooLate),
    (60, Slip::Preview),
    (30, Slip::Status),
];

impl Life<'_> {
    fn push(&mut self, at: u32, what: What) {
        push(self.events, self.who, at, what);
    }

    /// A moment of that day's opening hours.
    fn open(&mut self, day: u32) -> u32 {
        day * DAY + 480 + self.dice.below(600)
    }

    /// The whole quarter.
    pub(crate) fn live(&mut self) {
        let day = if self.dice.often(900) { 1 } else { self.dice.within(2, 60) };
        let enrolled = day * DAY + 60 + self.dice.below(360);
        if !self.dice.often(2) {
            self.push(enrolled, What::Enrolled(Place::Own));
        }
        let later = self.dice.within(day + 1, LAST_DAY);
        match self.dice.below(1000) {
            0..8 => self.push(enrolled + 1, What::Enrolled(Place::Own)),
            8..16 => self.push(later * DAY + 420, What::Enrolled(Place::Next)),
            16..22 => self.push(later * DAY + 420, What::Left),
            22..24 => {
                self.push(later * DAY + 420, What::Left);
                self.push(later * DAY + 430, What::Left);
                self.push((later + 3) * DAY + 420, What::Enrolled(Place::Own));
            }
            24.. => {}
        }
        for number in 0..self.dice.pick(&PRESCRIPTIONS, 0) {
            let day = self.dice.within(day, LAST_DAY);
            self.prescription(number, day);
        }
    }

    fn prescription(&mut self, number: u8, day: u32) {
        let issued = self.open(day);
        match self.dice.below(1000) {
            0..2 => self.push(issued - 2, What::Prescribed(number, Form::TooLong)),
            2..3 => self.push(issued - 2, What::Prescribed(number, Form::Nothing)),
            3.. => {}
        }
        self.push(issued, What::Prescribed(number, Form::AsMeant));
        match self.dice.below(1000) {
            0..10 => self.push(issued + 1, What::Prescribed(number, Form::AsMeant)),
            10..12 => self.push(issued + 5, What::Prescribed(number, Form::Other)),
            12..24 => {
                let cancelled = issued + 20 + self.dice.below(2 * DAY);
                self.push(cancelled, What::Cancelled(number));
                if self.dice.often(100) {
                    self.push(cancelled + 3, What::Cancelled(number));
                    self.push(cancelled + 9, What::Prescribed(number, Form::AsMeant));
                }
            }
            24.. => {}
        }
        self.collect(number, issued);
    }

    /// Most come at once or within the days of validity, a few too late, some never.
    fn collect(&mut self, number: u8, issued: u32) {
        let (from, to) = match self.dice.below(1000) {
            0..350 => (20, 300),
            350..750 => (DAY, 7 * DAY),
            750..880 => (7 * DAY, 30 * DAY),
            880..900 => (31 * DAY, 40 * DAY),
            900.. => return,
        };
        let day = (issued + self.dice.within(from, to)) / DAY;
        let at = self.open(day).max(issued + 10);
        if at / DAY > LAST_DAY {
            return;
        }
        if self.in_parts && self.dice.often(300) {
            self.push(at, What::Dispensed(number, 0, How::Half));
            self.push(at + 6 * DAY, What::Dispensed(number, 1, How::Half));
        } else {
            self.hand_out(number, at);
        }
    }

    fn hand_out(&mut self, number: u8, at: u32) {
        let slip = self.dice.pick_of(10_000, &SLIPS, Slip::None);
        let whole = What::Dispensed(number, 0, How::Whole);
        let withdrawn = What::Withdrawn(number, 0);
        match slip {
            Slip::Double => self.push(at - 1, What::Dispensed(number, 2, How::Double)),
            Slip::Half => self.push(at - 1, What::Dispensed(number, 2, How::Half)),
            Slip::Nothing => self.push(at - 1, What::Dispensed(number, 2, How::Nothing)),
            Slip::Elsewhere => return self.push(at, What::Dispensed(number, 0, How::Elsewhere)),
            Slip::NoSuchPrescription => self.push(at - 1, What::Dispensed(number + 20, 2, How::Whole)),
            Slip::Preview => self.push(at - 1, What::Preview(number)),
            Slip::Status => self.push(at - 1, What::Status(number)),
            Slip::None
            | Slip::Retry
            | Slip::RetryNextDay
            | Slip::TwoPoints
            | Slip::Withdrawn
            | Slip::GivenAgain
            | Slip::WithdrawnTwice
            | Slip::SentWithdrawn
            | Slip::Differs
            | Slip::NoSuchRecord
            | Slip::TooLate => {}
        }
        self.push(at, whole);
        match slip {
            Slip::Retry => self.push(at + 1, whole),
            Slip::RetryNextDay => self.push(at + DAY, whole),
            Slip::TwoPoints => self.push(at + 2, What::Dispensed(number, 3, How::Elsewhere)),
            Slip::Withdrawn => self.push(at + 30, withdrawn),
            Slip::GivenAgain => {
                self.push(at + 30, withdrawn);
                self.push(at + 2 * DAY, What::Dispensed(number, 4, How::Whole));
            }
            Slip::WithdrawnTwice => {
                self.push(at + 30, withdrawn);
                self.push(at + 31, withdrawn);
            }
            Slip::SentWithdrawn => {
                self.push(at + 30, withdrawn);
                self.push(at + 40, whole);
            }
            Slip::Differs => self.push(at + 3, What::Dispensed(number, 0, How::OtherEvidence)),
            Slip::NoSuchRecord => self.push(at + 3, What::Withdrawn(number, 5)),
            Slip::TooLate => self.push(at + 33 * DAY, withdrawn),
            Slip::None
            | Slip::NoSuchPrescription
            | Slip::Double
            | Slip::Half
            | Slip::Nothing
            | Slip::Elsewhere
            | Slip::Preview
            | Slip::Status => {}
        }
    }
}

/// The registers of a point.
pub(crate) fn registers(dice: &mut Dice, who: u32, events: &mut Vec<Event>) {
    let mut last = 0;
    for (month, days) in (0..).zip(MONTHS) {
        last += days;
        let at = (last + 1) * DAY + 600 + dice.below(300);
        if dice.often(40) {
            push(events, who, last * DAY + 1100, What::Sent(month));
        }
        push(events, who, at, What::Register(month));
        push(events, who, at + 2, What::Sent(month));
        if dice.often(40) {
            push(events, who, at + 5, What::Sent(month));
        }
        if dice.often(60) {
            push(events, who, at + 2 * DAY, What::Recalled(month));
            push(events, who, at + 3 * DAY, What::Sent(month));
        }
    }
}

/// What the systems ask, whoever the people are.
pub(crate) fn offices(events: &mut Vec<Event>) {
    for week in 1..=13 {
        push(events, 0, week * 7 * DAY + 1437, What::Due);
    }
    push(events, 0, (LAST_DAY + DAYS_AFTER) * DAY + 1437, What::Due);
    for month in 0..3 {
        push(events, 0, (LAST_DAY + DAYS_AFTER) * DAY + 1438, What::Summary(month));
    }
}

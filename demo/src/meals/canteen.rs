//! A pupil's meals as draws: who comes, how a meal is recorded, what goes wrong. The weights here are our choice (see
//! `scene.rs`).

use super::event::{DAY, How, Plate, What, byte};
use super::life::Life;
use super::school::Device;

/// What goes wrong with a meal, in ten thousand.
#[derive(Clone, Copy)]
enum Slip {
    None,
    /// The device gets no answer and sends again.
    Retry,
    /// It sends everything of the day again on the next.
    RetryNextDay,
    /// Recorded for the wrong pupil, and withdrawn.
    Withdrawn,
    /// Withdrawn, and given again under another record.
    GivenAgain,
    /// Withdrawn twice.
    WithdrawnTwice,
    /// Sent again although it was withdrawn.
    SentWithdrawn,
    /// A record that never came is withdrawn.
    NoSuchRecord,
    /// The record comes again with another content.
    Differs,
    /// Palm and QR code of one pupil.
    TwoDevices,
    OtherSchool,
    Breakfast,
    /// The device's clock is a day ahead.
    Tomorrow,
    /// The device's clock stands still at a day without lessons.
    Weekend,
    /// Somebody asks first.
    Preview,
}

const SLIPS: [(u32, Slip); 14] = [
    (200, Slip::Retry),
    (30, Slip::RetryNextDay),
    (25, Slip::Withdrawn),
    (25, Slip::GivenAgain),
    (4, Slip::WithdrawnTwice),
    (3, Slip::SentWithdrawn),
    (2, Slip::NoSuchRecord),
    (4, Slip::Differs),
    (20, Slip::TwoDevices),
    (5, Slip::OtherSchool),
    (5, Slip::Breakfast),
    (4, Slip::Tomorrow),
    (4, Slip::Weekend),
    (20, Slip::Preview),
];

impl Life<'_> {
    /// All meals of a pupil who may eat from one minute until another.
    pub(crate) fn eat(&mut self, active: u32, gone: u32) {
        if !self.school.equipped {
            return;
        }
        let (from, to) = (active / DAY, gone / DAY);
        let days = self.school_days;
        for day in days.iter().copied().filter(|day| (from..to).contains(day)) {
            if self.dice.often(self.weights.come) {
                self.day(day, active);
            }
        }
    }

    /// Somebody who may not eat comes once.
    pub(crate) fn try_once(&mut self) {
        let days = self.school_days;
        if let (true, Some(day)) = (self.school.equipped, self.dice.one_of(days)) {
            let plate = self.plate(*day);
            let at = self.noon(*day);
            self.push(at, What::Given(plate));
        }
    }

    fn plate(&self, day: u32) -> Plate {
        Plate { day: byte(day), copy: 0, how: How::Device }
    }

    /// A moment of the meals of the day.
    fn noon(&mut self, day: u32) -> u32 {
        day * DAY + 540 + self.dice.below(300)
    }

    fn day(&mut self, day: u32, active: u32) {
        let canteen = self.school.day(day);
        if canteen.closed.is_some_and(|scope| scope.has(self.pupil.grade)) && !self.dice.often(8) {
            return;
        }
        let eaten = self.noon(day).max(active + 1);
        let plate = self.plate(day);
        match canteen.device {
            Device::Works => self.record(eaten, plate),
            Device::SendsLate(days) => self.push(eaten + days * DAY, What::Given(plate)),
            Device::ByHand => self.by_hand(day, plate),
            Device::ByHandAndLate(days) => {
                self.by_hand(day, plate);
                self.push(eaten + days * DAY, What::Given(plate));
            }
        }
    }

    fn by_hand(&mut self, day: u32, plate: Plate) {
        let evening = day * DAY + 900 + self.dice.below(120);
        self.push(evening, What::Given(Plate { copy: 1, how: How::ByHand, ..plate }));
    }

    fn record(&mut self, at: u32, plate: Plate) {
        let slip = self.dice.pick_of(10_000, &SLIPS, Slip::None);
        match slip {
            Slip::Tomorrow => {
                return self.push(at, What::Given(Plate { day: plate.day + 1, copy: 2, ..plate }));
            }
            Slip::Weekend => {
                let rest = (1..u32::from(plate.day)).rev().find(|day| !self.school_days.contains(day));
                let day = rest.map_or(plate.day, byte);
                return self.push(at, What::Given(Plate { day, copy: 2, ..plate }));
            }
            Slip::OtherSchool => {
                return self.push(at, What::Given(Plate { how: How::OtherSchool, ..plate }));
            }
            Slip::Breakfast => {
                self.push(at - 60, What::Given(Plate { copy: 3, how: How::Breakfast, ..plate }));
            }
            Slip::Preview => self.push(at - 1, What::Preview),
            Slip::None
            | Slip::Retry
            | Slip::RetryNextDay
            | Slip::Withdrawn
            | Slip::GivenAgain
            | Slip::WithdrawnTwice
            | Slip::SentWithdrawn
            | Slip::NoSuchRecord
            | Slip::Differs
            | Slip::TwoDevices => {}
        }
        self.push(at, What::Given(plate));
        self.after(slip, at, plate);
    }

    /// What comes of a meal that was recorded.
    fn after(&mut self, slip: Slip, at: u32, plate: Plate) {
        let again = What::Given(plate);
        let withdrawn = What::Withdrawn(plate);
        match slip {
            Slip::Retry => self.push(at + 1, again),
            Slip::RetryNextDay => self.push(at + DAY, again),
            Slip::Withdrawn => self.push(at + 12, withdrawn),
            Slip::GivenAgain => {
                self.push(at + 12, withdrawn);
                self.push(at + 14, What::Given(Plate { copy: 4, ..plate }));
            }
            Slip::WithdrawnTwice => {
                self.push(at + 12, withdrawn);
                self.push(at + 13, withdrawn);
            }
            Slip::SentWithdrawn => {
                self.push(at + 12, withdrawn);
                self.push(at + 40, again);
            }
            Slip::NoSuchRecord => self.push(at + 12, What::Withdrawn(Plate { copy: 5, ..plate })),
            Slip::Differs => self.push(at + 3, What::Given(Plate { how: How::OtherDevice, ..plate })),
            Slip::TwoDevices => {
                self.push(at + 2, What::Given(Plate { copy: 6, how: How::OtherDevice, ..plate }));
            }
            Slip::None
            | Slip::OtherSchool
            | Slip::Breakfast
            | Slip::Tomorrow
            | Slip::Weekend
            | Slip::Preview => {}
        }
    }
}

//! Schools of the made-up oblast, and what their canteens do. The weights here are our choice (see `scene.rs`).

use voucher_core::{Reference, meals::Source};

use super::event::{Contract, DAY, Event, Scope, What, byte, push};
use super::scene::{LAST_DAY, Scene};
use crate::Dice;

/// Districts of the oblast: schools and pupils of a thousand; the last takes what is left.
pub(crate) const DISTRICTS: [(u32, u32, &str); 13] = [
    (230, 520, "aktobe"),
    (80, 75, "mugalzhar"),
    (75, 55, "khromtau"),
    (70, 60, "shalkar"),
    (70, 45, "alga"),
    (75, 40, "martuk"),
    (65, 40, "temir"),
    (65, 30, "aitekebi"),
    (60, 30, "baiganin"),
    (60, 30, "kargaly"),
    (55, 30, "khobda"),
    (50, 25, "oiyl"),
    (45, 20, "yrgyz"),
];

/// A school of the oblast, with its month.
#[derive(Clone, Debug)]
pub(crate) struct School {
    /// Place in the table of districts.
    pub(crate) district: usize,
    /// Number in the oblast, from 1.
    pub(crate) number: u32,
    /// District and number, such as `martuk/017`.
    pub(crate) reference: Reference,
    supplier: Reference,
    /// The supplier who takes over, and from which day.
    next: Option<(u32, Reference)>,
    /// What records meals here.
    pub(crate) device: Source,
    /// Whether meals are recorded at all.
    pub(crate) equipped: bool,
    /// By day of the month.
    days: Vec<Canteen>,
}

/// A day of a canteen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Canteen {
    /// The grades at home, as all know before the first meal.
    pub(crate) closed: Option<Scope>,
    pub(crate) device: Device,
}

/// How the device does on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Device {
    Works,
    /// Sends all meals so many days later.
    SendsLate(u32),
    /// Is out, and somebody enters the meals by hand.
    ByHand,
    /// Is thought to be out, and sends so many days later what was entered by hand.
    ByHandAndLate(u32),
}

const DEVICES: [(u32, Device); 6] = [
    (5, Device::SendsLate(1)),
    (4, Device::SendsLate(3)),
    (2, Device::SendsLate(7)),
    (2, Device::SendsLate(8)),
    (8, Device::ByHand),
    (2, Device::ByHandAndLate(2)),
];

impl School {
    /// A school of an oblast of so many; `storms` has the days on which roads are closed, by district.
    pub(crate) fn new(
        dice: &mut Dice,
        scene: Scene,
        number: u32,
        schools: u32,
        storms: &[u32],
    ) -> Option<School> {
        let district = district_of(number, schools);
        let name = DISTRICTS.get(district)?.2;
        let reference = Reference::parse(&format!("{name}/{number:03}")).ok()?;
        let supplier = supplier(1 + dice.below(schools.div_ceil(6)))?;
        let other = supplier_after(schools)?;
        let next = dice.often(40).then(|| (dice.within(10, 20), other));
        // S2: 1 125 schools with terminals, 1 028 with the app.
        let device = if dice.below(2153) < 1125 { Source::Terminal } else { Source::Qr };
        let equipped = dice.often(scene.weights().equipped);
        let storm = storms.get(district).copied();
        let days = (1..=LAST_DAY).map(|day| Canteen::new(dice, storm == Some(day))).collect();
        Some(School { district, number, reference, supplier, next, device, equipped, days })
    }

    pub(crate) fn day(&self, day: u32) -> Canteen {
        let place = usize::try_from(day).ok().and_then(|day| day.checked_sub(1));
        let open = Canteen { closed: None, device: Device::Works };
        place.and_then(|place| self.days.get(place)).copied().unwrap_or(open)
    }

    /// Which supplier cooks on a day.
    pub(crate) fn contract(&self, day: u32) -> Contract {
        match self.next {
            Some((from, _)) if day >= from => Contract::Second,
            Some(_) | None => Contract::First,
        }
    }

    pub(crate) fn supplier(&self, contract: Contract) -> Reference {
        match (contract, self.next) {
            (Contract::Second, Some((_, supplier))) => supplier,
            (Contract::First | Contract::Second, _) => self.supplier,
        }
    }

    /// The school's own month: closed days, then its registers.
    pub(crate) fn month(&self, dice: &mut Dice, school_days: &[u32], who: u32, events: &mut Vec<Event>) {
        for day in school_days {
            closing(dice, *day, self.day(*day).closed, rest_after(*day, school_days), who, events);
        }
        if self.equipped {
            self.registers(dice, who, events);
        }
        push(events, who, (LAST_DAY + 1) * DAY + 540, What::Planned);
    }

    fn registers(&self, dice: &mut Dice, who: u32, events: &mut Vec<Event>) {
        let second = self.next.map(|_| Contract::Second);
        for contract in [Some(Contract::First), second].into_iter().flatten() {
            // A register that waits for the last day of late entry shuts nothing out.
            let day = if dice.often(600) { LAST_DAY + 1 } else { LAST_DAY + 8 };
            let at = day * DAY + 600 + dice.below(300);
            if dice.often(20) {
                push(events, who, LAST_DAY * DAY + 1000, What::Sent(contract));
            }
            if dice.often(50) {
                push(events, who, at, What::Register(contract));
            }
            push(events, who, at + 1, What::Amount(contract));
            push(events, who, at + 2, What::Sent(contract));
            if dice.often(20) {
                push(events, who, at + 9, What::Sent(contract));
            }
            if day == LAST_DAY + 1 && dice.often(60) {
                push(events, who, (day + 2) * DAY + 600, What::Recalled(contract));
                push(events, who, (day + 3) * DAY + 600, What::Sent(contract));
            }
        }
    }
}

impl Canteen {
    fn new(dice: &mut Dice, storm: bool) -> Canteen {
        let closed = match dice.below(1000) {
            _ if storm => Some(Scope::All),
            0..10 => Some(Scope::All),
            10..18 => Some(Scope::Primary),
            18.. => None,
        };
        Canteen { closed, device: dice.pick(&DEVICES, Device::Works) }
    }
}

fn supplier(number: u32) -> Option<Reference> {
    Reference::parse(&format!("F-{number:03}")).ok()
}

/// The one supplier who takes schools over.
fn supplier_after(schools: u32) -> Option<Reference> {
    supplier(schools.div_ceil(6) + 1)
}

/// The lines on one day: mostly told the evening before or at dawn, now and then days later; some are taken back in time, but
/// then the grades stay at home all the same.
fn closing(dice: &mut Dice, day: u32, closed: Option<Scope>, rest: u8, who: u32, events: &mut Vec<Event>) {
    let said = byte(day);
    let evening = (day - 1) * DAY + 1200;
    match closed {
        Some(scope) => {
            let dawn = day * DAY + 390;
            let at = dice.pick(&[(500, evening), (350, dawn)], (day + 2) * DAY + 540);
            push(events, who, at + dice.below(30), What::Closed(said, scope));
            if dice.often(40) {
                push(events, who, at + 60, What::Closed(said, scope));
            }
        }
        // A false alarm.
        None if dice.often(4) => {
            push(events, who, evening, What::Closed(said, Scope::All));
            push(events, who, evening + 90, What::Reopened(said, Scope::All));
        }
        // Closed at noon, after the first meals.
        None if dice.often(2) => push(events, who, day * DAY + 690, What::Closed(said, Scope::All)),
        // A day without lessons needs no closing.
        None if dice.often(2) => push(events, who, evening, What::Closed(rest, Scope::All)),
        None => {}
    }
}

/// The first day behind this one that has no lessons.
fn rest_after(day: u32, school_days: &[u32]) -> u8 {
    byte((day + 1..).find(|next| !school_days.contains(next)).unwrap_or(day))
}

/// The district of a school by its number.
fn district_of(number: u32, schools: u32) -> usize {
    let mut place = (number - 1) * 1000 / schools.max(1);
    DISTRICTS
        .iter()
        .position(|(weight, ..)| match place.checked_sub(*weight) {
            None => true,
            Some(left) => {
                place = left;
                false
            }
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_of_the_districts_are_a_thousand() {
        assert_eq!(DISTRICTS.iter().map(|row| row.0).sum::<u32>(), 1000);
        assert_eq!(DISTRICTS.iter().map(|row| row.1).sum::<u32>(), 1000);
    }

    #[test]
    fn every_district_of_two_hundred_schools_has_some() {
        let mut counts = [0; 13];
        for number in 1..=200 {
            counts[district_of(number, 200)] += 1;
        }
        assert_eq!(counts, [46, 16, 15, 14, 14, 15, 13, 13, 12, 12, 11, 10, 9]);
        assert_eq!(district_of(1, 1), 0);
    }
}

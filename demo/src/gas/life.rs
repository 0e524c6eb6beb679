//! What systems and people do in the month, up to a first visit to the Wallet, as draws. The weights of a
//! thousand here are our choice (see `world.rs`).

use super::event::{
    DAY, Entry, Event, Life, ODD_TEXTS, PLAIN_TEXT, SPACED_TEXTS, Typed, Visit, WINDOW, What, push,
};
use crate::Dice;

/// What the list does to a person.
#[derive(Clone, Copy)]
enum Fate {
    Stays,
    SentTwice,
    Moves,
    OtherAssistance,
    ChangedLate,
    Delisted,
    DelistedAndBack,
    DelistedLate,
    ListedLate,
    OutsidePilot,
    NoAssistance,
}

const FATES: [(u32, Fate); 10] = [
    (10, Fate::SentTwice),
    (10, Fate::Moves),
    (10, Fate::OtherAssistance),
    (3, Fate::ChangedLate),
    (9, Fate::Delisted),
    (2, Fate::DelistedAndBack),
    (1, Fate::DelistedLate),
    (4, Fate::ListedLate),
    (2, Fate::OutsidePilot),
    (2, Fate::NoAssistance),
];

/// How a person answers an SMS.
#[derive(Clone, Copy)]
enum Reply {
    Code,
    CodeSpaced,
    Button,
    Refusal,
    Odd,
}

const REPLIES: [(u32, Reply); 4] =
    [(70, Reply::CodeSpaced), (30, Reply::Button), (40, Reply::Refusal), (40, Reply::Odd)];

/// What came of the asking.
#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Agreed(u32),
    Refused(u32),
    Silent,
}

/// What the systems ask and send, whoever the people are.
pub(crate) fn offices(events: &mut Vec<Event>) {
    let mut add = |day: u32, minute: u32, what| push(events, 0, day * DAY + minute, what);
    for day in 1..=30 {
        add(day, 1438, What::Summary);
    }
    for day in [1, 8, 15, 29, 30] {
        add(day, 540, What::Due);
    }
    // A day too early, on time, and once more in the evening.
    add(29, 1439, What::RegisterSent);
    add(30, 600, What::Register);
    add(30, 605, What::RegisterSent);
    add(30, 1080, What::RegisterSent);
}

/// The month of the people of one household, who share an account: the first to confirm has it.
pub(crate) fn household(dice: &mut Dice, members: impl Iterator<Item = u32>, events: &mut Vec<Event>) {
    let mut visits: Vec<Visit> = members.filter_map(|who| Life { dice, events, who }.until_visit()).collect();
    visits.sort_by_key(|visit| visit.at);
    let mut taken = None;
    for visit in visits {
        let confirmed = Life { dice, events, who: visit.who }.activate(&visit, taken);
        taken = taken.or(confirmed);
    }
}

/// The same moment, or the next morning's eight o'clock and some, where it falls into the night.
fn awake(dice: &mut Dice, at: u32) -> u32 {
    if at % DAY < 480 { at - at % DAY + 480 + dice.below(120) } else { at }
}

impl Life<'_> {
    /// A moment of that day's morning (the list) or office hours (SMS).
    fn morning(&mut self, day: u32) -> u32 {
        day * DAY + 360 + self.dice.below(180)
    }

    fn office_hours(&mut self, day: u32) -> u32 {
        day * DAY + 600 + self.dice.below(480)
    }

    /// List, SMS and answers; then the first visit, if there is one.
    fn until_visit(&mut self) -> Option<Visit> {
        let (listed, gone) = self.list()?;
        let outcome = self.ask(listed, gone);
        let visit = match outcome {
            Outcome::Agreed(at) => self.after_agreement(at),
            Outcome::Refused(at) => self.after_refusal(at),
            Outcome::Silent => self.after_silence(listed),
        }?;
        let alone = visit.alone || visit.at > gone;
        Some(Visit { alone, ..visit })
    }

    /// When the person is on the list, from and until; none where the list refuses them.
    fn list(&mut self) -> Option<(u32, u32)> {
        let day = match self.dice.pick(&[(700, 1), (120, 2), (60, 3)], 4) {
            4 => self.dice.within(4, 14),
            early => early,
        };
        let at = self.morning(day);
        let later = |life: &mut Self| {
            let day = life.dice.within(day + 1, 15);
            life.morning(day.min(14)).max(at + 1)
        };
        let mut gone = u32::MAX;
        match self.dice.pick(&FATES, Fate::Stays) {
            Fate::Stays => self.push(at, What::Listed(Entry::Own)),
            Fate::SentTwice => self.list_again(at, later, Entry::Own),
            Fate::Moves => self.list_again(at, later, Entry::Moved),
            Fate::OtherAssistance => self.list_again(at, later, Entry::OtherAssistance),
            Fate::ChangedLate => self.list_again(at, Self::late_morning, Entry::Moved),
            Fate::Delisted => {
                self.push(at, What::Listed(Entry::Own));
                gone = later(self);
                self.push(gone, What::Delisted);
            }
            Fate::DelistedAndBack => {
                self.push(at, What::Listed(Entry::Own));
                let off = later(self);
                self.push(off, What::Delisted);
                self.push(off + 30, What::Listed(Entry::Own));
            }
            Fate::DelistedLate => {
                self.push(at, What::Listed(Entry::Own));
                let late = self.late_morning();
                self.push(late, What::Delisted);
            }
            Fate::ListedLate => return self.turned_away(true, Entry::Own),
            Fate::OutsidePilot => return self.turned_away(false, Entry::OutsidePilot),
            Fate::NoAssistance => return self.turned_away(false, Entry::NoAssistance),
        }
        Some((at, gone))
    }

    fn list_again(&mut self, at: u32, when: impl FnOnce(&mut Self) -> u32, entry: Entry) {
        self.push(at, What::Listed(Entry::Own));
        let again = when(self);
        self.push(again, What::Listed(entry));
    }

    fn late_morning(&mut self) -> u32 {
        let day = self.dice.within(15, 20);
        self.morning(day)
    }

    fn turned_away(&mut self, late: bool, entry: Entry) -> Option<(u32, u32)> {
        let at = if late { self.late_morning() } else { self.morning(1) };
        self.push(at, What::Listed(entry));
        None
    }

    /// The start SMS on the day of listing or the next, the repeat after 7 days of silence.
    fn ask(&mut self, listed: u32, gone: u32) -> Outcome {
        let day = listed / DAY + u32::from(self.dice.often(200));
        let asked = self.office_hours(day);
        if asked > gone {
            return Outcome::Silent;
        }
        self.push(asked, What::StartSms);
        match self.dice.below(1000) {
            0 => self.push(asked + DAY, What::StartSms),
            1 | 2 => self.push(asked + 15, What::StartSms),
            3.. => {}
        }
        let outcome = self.answer(asked, 450);
        if outcome == Outcome::Silent { self.remind(day, gone) } else { outcome }
    }

    /// The repeat SMS: mostly on the day it falls due, now and then a day late, rarely too early first.
    fn remind(&mut self, asked_day: u32, gone: u32) -> Outcome {
        let day = asked_day + if self.dice.often(40) { 8 } else { 7 };
        let at = self.office_hours(day);
        if at > gone {
            return Outcome::Silent;
        }
        if self.dice.often(5) {
            let early = self.office_hours(asked_day + 6);
            self.push(early, What::RepeatSms);
        }
        self.push(at, What::RepeatSms);
        self.answer(at, 200)
    }

    /// So many of a thousand answer, half of them within three hours, all within six days.
    fn answer(&mut self, asked: u32, per_mille: u32) -> Outcome {
        if !self.dice.often(per_mille) {
            return Outcome::Silent;
        }
        let (from, to) = self.dice.pick(&[(500, (1, 180)), (300, (180, DAY))], (DAY, 8000));
        let delay = self.dice.within(from, to);
        let at = awake(self.dice, asked + delay);
        match self.dice.pick(&REPLIES, Reply::Code) {
            Reply::Code => self.agree(at, What::Said(PLAIN_TEXT)),
            Reply::CodeSpaced => {
                let text = self.text(SPACED_TEXTS);
                self.agree(at, text)
            }
            Reply::Button => self.agree(at, What::Agreed),
            Reply::Refusal => {
                self.push(at, What::Refused);
                Outcome::Refused(at)
            }
            Reply::Odd => {
                let text = self.text(ODD_TEXTS);
                self.push(at, text);
                let mended = self.dice.often(500);
                if mended { self.agree(at + 20, What::Said(PLAIN_TEXT)) } else { Outcome::Silent }
            }
        }
    }

    fn agree(&mut self, at: u32, what: What) -> Outcome {
        self.push(at, what);
        Outcome::Agreed(at)
    }

    fn text(&mut self, (first, last): (u8, u8)) -> What {
        let place = self.dice.within(u32::from(first), u32::from(last));
        What::Said(u8::try_from(place).unwrap_or(first))
    }

    /// Some say it twice, a few take it back; most come to activate.
    fn after_agreement(&mut self, at: u32) -> Option<Visit> {
        let mut withdrawn = u32::MAX;
        match self.dice.below(1000) {
            0..10 => self.push(at + 45, What::Said(PLAIN_TEXT)),
            10..13 => {
                withdrawn = awake(self.dice, at + 3 * DAY);
                self.push(withdrawn, What::Refused);
            }
            13.. => {}
        }
        if !self.dice.often(720) {
            return None;
        }
        if at / DAY + 1 < WINDOW.0 && self.dice.often(15) {
            self.push(at + 10, What::Entered(Typed::Right));
        }
        let (first, last) = self.dice.pick(&[(400, (7, 10)), (450, (11, 26)), (145, (27, 29))], (30, 30));
        let day = self.dice.within(first, last);
        let planned = day * DAY + 480 + self.dice.below(840);
        let soonest = at + 5 + self.dice.below(600);
        let at = awake(self.dice, planned.max(soonest));
        Some(Visit { who: self.who, at, alone: at / DAY > WINDOW.1 || at > withdrawn })
    }

    /// A few think better of it, a few try to activate all the same.
    fn after_refusal(&mut self, at: u32) -> Option<Visit> {
        if self.dice.often(20) {
            self.push(at + DAY, What::Said(PLAIN_TEXT));
        }
        self.uninvited(at, 20)
    }

    /// A few answer when the month is over, a few try to activate without having answered.
    fn after_silence(&mut self, listed: u32) -> Option<Visit> {
        if self.dice.often(3) {
            let late = self.office_hours(30);
            self.push(late, What::Said(PLAIN_TEXT));
        }
        self.uninvited(listed, 5)
    }

    fn uninvited(&mut self, from: u32, per_mille: u32) -> Option<Visit> {
        if !self.dice.often(per_mille) {
            return None;
        }
        let day = self.dice.within(WINDOW.0, WINDOW.1);
        let at = (day * DAY + 480 + self.dice.below(840)).max(from + 2 * DAY);
        Some(Visit { who: self.who, at, alone: true })
    }
}

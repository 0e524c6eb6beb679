//! One application's way from the filing to the decision, as draws. The weights are our choice.

use voucher_core::targeted_assistance::{Channel, Item, Ruling};

use super::event::{Event, Form, What, push};
use super::home::Home;
use crate::Dice;
use crate::days::{DAY, LAST_DAY};

/// One application in the making.
pub(crate) struct Life<'a> {
    pub(crate) dice: &'a mut Dice,
    pub(crate) events: &'a mut Vec<Event>,
    pub(crate) home: &'a Home,
    pub(crate) who: u32,
}

impl Life<'_> {
    pub(crate) fn push(&mut self, at: u32, what: What) {
        push(self.events, self.who, at, what);
    }

    /// A moment of the hours of an office, so many days later.
    fn office(&mut self, at: u32, least: u32, most: u32) -> u32 {
        (at / DAY + self.dice.within(least, most)) * DAY + 540 + self.dice.below(480)
    }

    /// Everything from the filing on. `items` is what the application needs.
    pub(crate) fn live(&mut self, items: &[Item]) {
        let day = self.dice.within(1, LAST_DAY);
        let applied = day * DAY + 540 + self.dice.below(480);
        let complete = self.file(applied);
        let mut last = complete;
        for item in items {
            let member = member_of(item);
            last = last.zip(self.item(applied, item.kind, member)).map(|(last, at)| last.max(at));
        }
        self.ask(applied);
        match last {
            Some(last) => self.commission(last),
            // An office that decides nevertheless is told what is missing.
            None if self.dice.often(60) => {
                let at = self.office(applied, 5, 15);
                self.push(at, What::Decided(Ruling::Assigned));
            }
            None => {}
        }
    }

    /// The filing: wrongly at first by some, incompletely by others. When it was complete, if it ever was.
    fn file(&mut self, at: u32) -> Option<u32> {
        let portal = self.home.channel == Channel::Portal;
        match self.dice.below(1000) {
            0..12 => self.push(at - 6, What::Applied(Form::OtherSignature)),
            12..20 => self.push(at - 6, What::Applied(Form::OtherBank)),
            20..32 => {
                self.push(at - 6, What::Applied(if portal { Form::NoAccount } else { Form::OtherBank }));
            }
            32..36 => self.push(at - 6, What::Applied(Form::NotOwn)),
            36..76 => {
                self.push(at, What::Applied(Form::Incomplete));
                let completed = self.office(at, 1, 10);
                if self.dice.often(850) {
                    self.push(completed, What::Applied(Form::AsMeant));
                    return Some(completed);
                }
                return None;
            }
            76.. => {}
        }
        self.push(at, What::Applied(Form::AsMeant));
        match self.dice.below(1000) {
            0..10 => self.push(at + 1, What::Applied(Form::AsMeant)),
            10..18 => self.push(at + 3 * DAY, What::Applied(Form::Second)),
            18.. => {}
        }
        Some(at)
    }

    fn ask(&mut self, at: u32) {
        let (later, what) = (self.office(at, 1, 20), self.dice.below(100));
        match what {
            0..3 => self.push(later, What::Status),
            3..5 => self.push(later, What::Checklist),
            5..8 => self.push(later, What::Decision),
            8.. => {}
        }
    }

    /// Survey, conclusion, contract, decision.
    fn commission(&mut self, collected: u32) {
        let survey = self.office(collected, 1, 5);
        if self.dice.often(5) {
            self.push(survey - 30, What::Concluded(true));
        }
        let done = !self.dice.often(25);
        self.push(survey, What::Surveyed(done));
        if !done {
            return self.decide(survey);
        }
        if self.dice.often(4) {
            self.push(survey + 10, What::Surveyed(false));
        }
        let concluded = self.office(survey, 1, 3);
        let need = !self.dice.often(55);
        self.push(concluded, What::Concluded(need));
        if !need {
            return self.decide(concluded);
        }
        let asked = self.home.people.iter().any(|person| person.able_bodied) && !self.dice.often(10);
        let signed = if asked || self.dice.often(8) { self.office(concluded, 1, 4) } else { concluded };
        if signed > concluded {
            let agrees = !self.dice.often(45);
            self.push(signed, What::Contract(agrees));
        }
        self.decide(signed);
    }

    /// The decision, once the office has asked what there is to decide.
    fn decide(&mut self, ready: u32) {
        let at = self.office(ready, 1, 3);
        self.push(at, What::Decide);
        match self.dice.below(1000) {
            0..8 => self.push(at - 1, What::Decided(Ruling::Refused)),
            8..16 => self.push(at - 1, What::Decided(Ruling::Assigned)),
            16..22 => self.push(at + 2, What::Decided(Ruling::Refused)),
            22..30 => self.push(at + 20 * DAY, What::Breach),
            30..33 => self.push(at + 2, What::Surveyed(true)),
            33.. => {}
        }
    }
}

/// The place of an item's member, which its name says.
fn member_of(item: &Item) -> u8 {
    item.member.expose_text().strip_prefix('m').and_then(|place| place.parse().ok()).unwrap_or(0)
}

/// What the systems ask, whoever applies.
pub(crate) fn offices(events: &mut Vec<Event>) {
    let last = LAST_DAY + super::event::DAYS_AFTER;
    for week in 1..=17 {
        push(events, 0, (week * 7 * DAY + 1437).min(last * DAY + 1437), What::Due);
    }
    for day in [31, 59, LAST_DAY, last] {
        push(events, 0, day * DAY + 1438, What::Receiving);
    }
}

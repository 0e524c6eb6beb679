//! An event as what it says to a ledger: a fact or a query.

use chrono::{Datelike, NaiveDate};
use voucher_core::meals::{Answer, Entry, Fact, Grade, Ground, GroundSet, Meal, SchoolDay, Sheet, Source};
use voucher_core::{Month, Reference, Region};

use super::event::{self, Contract, Event, How, Plate, Scope, What};
use super::pupil::Pupil;
use super::scene::{REGION, Scene};
use super::school::School;

/// The kind of meal that there is.
pub(crate) const KIND: &str = "hot_meal";

/// Whom and what an event is about.
#[derive(Clone, Copy)]
pub(crate) struct About<'a> {
    pub(crate) scene: Scene,
    pub(crate) event: Event,
    pub(crate) pupil: &'a Pupil,
    /// The school, or the pupil's.
    pub(crate) school: &'a School,
    /// The school that the next device belongs to.
    pub(crate) next: &'a School,
}

impl About<'_> {
    /// The date of the event.
    pub(crate) fn date(&self) -> NaiveDate {
        self.scene.date(u32::from(self.event.at) / event::DAY)
    }

    /// The month that is played.
    pub(crate) fn month(&self) -> Month {
        Month::of(self.scene.first_day())
    }

    /// The fact; none where the event is a query.
    pub(crate) fn fact(&self) -> Option<Fact> {
        let iin = self.pupil.iin;
        Some(match self.event.what {
            What::Listed(entry) => Fact::Listed { iin, entry: self.entry(entry)? },
            What::Delisted => Fact::Delisted { iin },
            What::Notified => Fact::Notified { iin },
            What::Agreed => Fact::Replied { iin, answer: Answer::Agree },
            What::Refused => Fact::Replied { iin, answer: Answer::Refuse },
            What::Activated => Fact::Activated { iin },
            What::Given(plate) => Fact::MealGiven { record: self.record(plate)?, meal: self.meal(plate)? },
            What::Withdrawn(plate) => Fact::MealWithdrawn { record: self.record(plate)? },
            What::Closed(day, scope) => Fact::DayClosed(self.school_day(day, scope)?),
            What::Reopened(day, scope) => Fact::DayReopened(self.school_day(day, scope)?),
            What::Sent(contract) => Fact::RegisterSent(self.sheet(contract)),
            What::Recalled(contract) => Fact::RegisterRecalled(self.sheet(contract)),
            What::Status | What::Preview | What::Planned | What::Register(_) => return None,
            What::Amount(_) | What::Due | What::Summary => return None,
        })
    }

    fn entry(&self, entry: event::Entry) -> Option<Entry> {
        let Pupil { grade, ground, .. } = *self.pupil;
        let (school, grade, ground) = match entry {
            event::Entry::Own => (self.school, grade, ground),
            event::Entry::Moved => (self.next, grade, ground),
            event::Entry::OtherGrade => (self.school, if grade == 4 { 3 } else { grade + 1 }, ground),
            event::Entry::NoGround => (self.school, 9, Ground::PrimaryGrade),
        };
        Some(Entry {
            school: school.reference,
            region: Region::from_kato(REGION).ok()?,
            grade: Grade::new(u32::from(grade)).ok()?,
            grounds: GroundSet::from_iter([ground]),
        })
    }

    /// A record of 24 characters: device, day, pupil and which of the day.
    fn record(&self, plate: Plate) -> Option<Reference> {
        let day = self.scene.date(u32::from(plate.day));
        let day = (day.year_ce().1 * 100 + day.month()) * 100 + day.day();
        let Event { who, .. } = self.event;
        Reference::parse(&format!("T{:04}/{day}/{who:07}-{}", self.school.number, plate.copy)).ok()
    }

    fn meal(&self, plate: Plate) -> Option<Meal> {
        let other = if self.school.device == Source::Qr { Source::Terminal } else { Source::Qr };
        let (school, source) = match plate.how {
            How::Device | How::Breakfast => (self.school, self.school.device),
            How::ByHand => (self.school, Source::ByHand),
            How::OtherDevice => (self.school, other),
            How::OtherSchool => (self.next, self.next.device),
        };
        let kind = if plate.how == How::Breakfast { "breakfast" } else { KIND };
        let day = u32::from(plate.day);
        Some(Meal {
            iin: self.pupil.iin,
            school: school.reference,
            supplier: school.supplier(school.contract(day)),
            kind: Reference::parse(kind).ok()?,
            given_on: self.scene.date(day),
            source,
        })
    }

    fn school_day(&self, day: u8, scope: Scope) -> Option<SchoolDay> {
        let last_grade = match scope {
            Scope::All => Grade::LAST,
            Scope::Primary => Grade::new(4).ok()?,
        };
        let (school, day) = (self.school.reference, self.scene.date(u32::from(day)));
        Some(SchoolDay { school, day, first_grade: Grade::FIRST, last_grade })
    }

    pub(crate) fn sheet(&self, contract: Contract) -> Sheet {
        let supplier = self.school.supplier(contract);
        Sheet { month: self.month(), school: self.school.reference, supplier }
    }
}

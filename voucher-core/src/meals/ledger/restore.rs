//! What a saved ledger is restored by.
//!
//! Of one date the last entry and the last answer are kept, so that a fact may rest on one that was replaced on its date.

use chrono::NaiveDate;

use super::{Ledger, conditions::AcceptedOn};
use crate::{
    meals::{
        book::{Books, Enrolment, Place, Seen, Voucher},
        fact::{Answer, Entry, Ground, GroundSet, Meal, Sheet},
        grade::{Grade, GradeSet},
        refusal::Refusals,
        regulation::Regulation,
    },
    value::{
        calendar::{Day, Month},
        identity::Iin,
        reference::Reference,
        region::Region,
    },
};

impl Enrolment {
    /// Whether the list may have said something else on a day before its last word.
    fn has_changed_on(&self, day: Day) -> bool {
        self.later().iter().any(|(later, _)| *later == day)
    }

    /// Whether the pupil was on the list at some moment of a day.
    fn was_listed_on(&self, day: Day) -> bool {
        self.first_day <= day && (self.has_changed_on(day) || self.seen(Seen::On(day)).is_some())
    }
}

impl Voucher {
    /// Whether the holder's consent stood at some moment of a date.
    pub(crate) fn may_have_agreed_on(&self, date: NaiveDate) -> bool {
        self.answers().any(|(on, _)| on == date) || self.answer_on(date) == Some(Answer::Agree)
    }
}

/// What restores gives none for what no facts can lead to.
impl Ledger {
    pub(crate) fn restored(regulation: Regulation, latest: Option<NaiveDate>) -> Self {
        Self { latest, ..Self::new(regulation) }
    }

    /// Whether the pupil was on the list of the date's month at some moment of the date.
    pub(crate) fn was_listed_on(&self, iin: Iin, date: NaiveDate) -> bool {
        let enrolment = self.enrolment(Month::of(date), iin);
        enrolment.is_some_and(|enrolment| enrolment.was_listed_on(Day::of(date)))
    }

    pub(crate) fn restore_pupil(
        &mut self,
        month: Month,
        iin: Iin,
        entries: &[(Day, Option<Entry>)],
    ) -> Option<()> {
        let names = &mut self.books.names;
        let mut places = entries.iter().map(|(day, entry)| {
            let Some(Entry { school, region, grade, grounds }) = entry else { return (*day, None) };
            let school = names.number(school);
            (*day, Some(Place { school, region: *region, grade: *grade, grounds: *grounds }))
        });
        let (day, first) = places.next()?;
        let mut enrolment = Enrolment::new(day, first?);
        places.for_each(|(day, place)| enrolment.change(day, place));
        let pupils = &mut self.books.months.entry(month).or_default().pupils;
        pupils.insert(iin, enrolment).is_none().then_some(())
    }

    pub(crate) fn restore_voucher(&mut self, year: NaiveDate, iin: Iin, voucher: Voucher) -> Option<()> {
        let place = self.regulation.years().position(|each| each.days.first == year)?;
        self.books.vouchers.get_mut(place)?.insert(iin, voucher).is_none().then_some(())
    }

    /// Notes with every entry from when the voucher can be used, once all vouchers are there.
    pub(crate) fn note_all_uses(&mut self) {
        let is_automatic = self.regulation.is_automatic();
        let Books { months, vouchers, .. } = &mut self.books;
        for (month, book) in months {
            let year = self.regulation.year_of(*month).and_then(|(year, _)| vouchers.get(year));
            for (iin, enrolment) in book.pupils.iter_mut() {
                let voucher = year.and_then(|vouchers| vouchers.get(&iin));
                enrolment.usable_from = voucher.and_then(|voucher| voucher.usable_from(*month, is_automatic));
            }
        }
    }

    pub(crate) fn restore_meal(
        &mut self,
        record: &Reference,
        meal: &Meal,
        (region, grade): (Region, Grade),
        withdrawn: bool,
    ) -> Option<()> {
        let regulation = &self.regulation;
        let (kind, limit) = regulation.kind(&meal.kind)?;
        let (month, date) = (Month::of(meal.given_on), meal.given_on);
        let (pupil, enrolment) = self.pupil(month, meal.iin)?;
        let voucher = self.voucher(month, meal.iin)?;
        let may_be = Some(date) <= self.latest
            && regulation.period().contains(date)
            && regulation.is_school_day(date, grade)
            && voucher.may_have_agreed_on(date)
            && (regulation.is_automatic() || voucher.is_activated(date));
        let full = self.is_used_up(Some(enrolment), date, (kind, limit));
        let stood = self.may_have_stood(enrolment, date, (&meal.school, region, grade));
        (may_be && stood && (withdrawn || !full)).then_some(())?;
        let free = self.books.meals.search(record).err()?;
        let school = self.books.names.number(&meal.school);
        let supplier = self.books.names.find(&meal.supplier);
        self.serve((record, free), (meal, Some(pupil)), AcceptedOn { kind, school, supplier, region, grade });
        if withdrawn {
            self.withdraw(self.books.meals.find(record)?);
        }
        Some(())
    }

    /// Whether a meal of a date may have been accepted on a school, region and grade (M5).
    fn may_have_stood(
        &self,
        enrolment: &Enrolment,
        date: NaiveDate,
        (school, region, grade): (&Reference, Region, Grade),
    ) -> bool {
        let regulation = &self.regulation;
        let (day, every) = (Day::of(date), GroundSet::from_iter(Ground::ALL.iter().copied()));
        let late = i64::from(enrolment.first_day.number()) - i64::from(day.number());
        late <= regulation.late_entry_days()
            && if enrolment.has_changed_on(day) {
                regulation.regions().contains(region) && regulation.counting(every, grade)
            } else {
                enrolment.seen(Seen::On(day)).is_some_and(|place| {
                    self.books.names.find(school) == Some(place.school)
                        && (region, grade) == (place.region, place.grade)
                })
            }
    }

    pub(crate) fn restore_closed(&mut self, day: NaiveDate, school: &Reference, grade: Grade) {
        let key = (day, self.books.names.number(school));
        let closed = self.books.closed.entry(key).or_default();
        *closed = closed.with(GradeSet::one(grade));
    }

    pub(crate) fn restore_sent(&mut self, sheet: &Sheet) {
        self.mark_sent(Refusals::NONE, sheet, true);
    }
}

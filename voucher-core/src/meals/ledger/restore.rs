//! What a saved ledger is restored by.

use chrono::NaiveDate;

use super::{Ledger, conditions::Ground};
use crate::{
    meals::{
        book::{Enrolment, Place, Voucher},
        fact::{Entry, Meal, Sheet},
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

/// Each gives none for what no facts can lead to.
impl Ledger {
    pub(crate) fn restored(regulation: Regulation, latest: Option<NaiveDate>) -> Self {
        Self { latest, ..Self::new(regulation) }
    }

    pub(crate) fn was_listed(&self, iin: Iin, month: Month) -> bool {
        self.enrolment(month, iin).is_some()
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
        enrolment.later = places.collect();
        let pupils = &mut self.books.months.entry(month).or_default().pupils;
        pupils.insert(iin, enrolment).is_none().then_some(())
    }

    pub(crate) fn restore_voucher(&mut self, year: NaiveDate, iin: Iin, voucher: Voucher) -> Option<()> {
        let place = self.regulation.years().position(|each| each.days.first == year)?;
        self.books.vouchers.get_mut(place)?.insert(iin, voucher).is_none().then_some(())
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
        let month = Month::of(meal.given_on);
        let consented = self.voucher(month, meal.iin).and_then(|voucher| voucher.answers().next());
        let may_be = Some(meal.given_on) <= self.latest
            && regulation.period().contains(meal.given_on)
            && regulation.regions().contains(region)
            && regulation.is_school_day(meal.given_on, grade)
            && consented.is_some_and(|(on, _)| on <= meal.given_on)
            && self.books.meals.find(record).is_none();
        let full = self.is_used_up(self.enrolment(month, meal.iin), meal.given_on, (kind, limit));
        (may_be && self.was_listed(meal.iin, month) && (withdrawn || !full)).then_some(())?;
        let school = self.books.names.number(&meal.school);
        self.serve(record, meal, Ground { kind, school, region, grade });
        let number = self.books.meals.find(record)?;
        self.books.meals.get_mut(number)?.withdrawn = withdrawn;
        Some(())
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

//! Planned against given (M20).

use alloc::{collections::BTreeMap, vec::Vec};

use chrono::NaiveDate;

use super::Ledger;
use crate::{
    meals::{
        book::{Enrolment, Name, Seen, Served},
        grade::GradeSet,
        query::Planned,
        refusal::{Refusal, Refusals},
    },
    programme::index::Number,
    value::{
        calendar::{Day, Month},
        reference::Reference,
    },
};

/// What became of the meals of pupils' school days.
impl Ledger {
    /// Where the meals of a school, month and kind went; the date only parts `absent` from `ahead` (M20).
    ///
    /// # Errors
    ///
    /// `outside_pilot`, `kind_not_in_pilot`, as refusals.
    ///
    /// ```
    /// use voucher_core::{meals::*, *};
    ///
    /// let (mut ledger, on) = (Ledger::new(Regulation::meals_2026_02()), parse_date("2026-03-02")?);
    /// let [school, supplier, kind, record] = ["S-1", "F-1", "hot_meal", "T1/0001"].map(|text| Reference::parse(text).unwrap());
    /// let (iin, grounds) = (Iin::parse("990101600002")?, GroundSet::from_iter([Ground::PrimaryGrade]));
    /// let entry = Entry { school, region: Region::Astana, grade: Grade::new(2)?, grounds };
    /// let meal = Meal { iin, school, supplier, kind, given_on: on, source: Source::Terminal };
    /// ledger.record(on, &Fact::Listed { iin, entry });
    /// ledger.record(on, &Fact::Replied { iin, answer: Answer::Agree });
    /// ledger.record(on, &Fact::MealGiven { record, meal });
    /// let days = |ledger: &Ledger| {
    ///     let planned = ledger.planned(&school, Month::of(on), &kind, on).unwrap();
    ///     (planned.given, planned.over, planned.absent, planned.planned())
    /// };
    /// assert_eq!(days(&ledger), (1, 0, 0, 14)); // one of the fourteen school days of March
    /// ledger.record(on, &Fact::MealWithdrawn { record });
    /// assert_eq!(days(&ledger), (0, 0, 1, 14));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn planned(
        &self,
        school: &Reference,
        month: Month,
        kind: &Reference,
        on: NaiveDate,
    ) -> Result<Planned, Refusals> {
        let kind = self.planned_kind(month, kind)?;
        let Some(school) = self.books.names.find(school) else { return Ok(Planned::default()) };
        let days = self.planned_days(month, kind, Some(school), on);
        Ok(days.into_values().fold(Planned::default(), Planned::and))
    }

    /// Where the meals of a month and kind went, for each school and day that has a pupil-day or a meal (M20).
    ///
    /// The days of a school add up to what [`planned`](Self::planned) says of it.
    ///
    /// # Errors
    ///
    /// As [`planned`](Self::planned).
    ///
    /// ```
    /// use voucher_core::{Month, Reference, meals::*, parse_date};
    ///
    /// let ledger = Ledger::new(Regulation::meals_2026_02());
    /// let (kind, on) = (Reference::parse("hot_meal")?, parse_date("2026-03-31")?);
    /// assert!(ledger.planned_by_day(Month::parse("2026-05")?, &kind, on).unwrap().is_empty()); // nobody is on the list
    /// assert!(ledger.planned_by_day(Month::parse("2026-06")?, &kind, on).is_err());
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn planned_by_day(
        &self,
        month: Month,
        kind: &Reference,
        on: NaiveDate,
    ) -> Result<BTreeMap<(Reference, NaiveDate), Planned>, Refusals> {
        let kind = self.planned_kind(month, kind)?;
        let days = self.planned_days(month, kind, None, on);
        let named = |((school, day), planned)| Some(((self.books.names.reference(school)?, day), planned));
        Ok(days.into_iter().filter_map(named).collect())
    }

    /// A kind of meal with its place and limit, where the month and the kind are the regulation's (M20).
    fn planned_kind(&self, month: Month, kind: &Reference) -> Result<(Number, u32), Refusals> {
        let mut refusals = self.month_refusals(month);
        let known = self.regulation.kind(kind);
        refusals.push_if(known.is_none(), Refusal::KindNotInPilot);
        known.filter(|_| refusals.is_empty()).ok_or(refusals)
    }

    /// M20, by school and day: of one school or of all.
    fn planned_days(
        &self,
        month: Month,
        (kind, limit): (Number, u32),
        only: Option<Name>,
        on: NaiveDate,
    ) -> BTreeMap<(Name, NaiveDate), Planned> {
        let mut days: BTreeMap<_, Planned> = BTreeMap::new();
        let Some(book) = self.books.months.get(&month) else { return days };
        let asked = |school: Name| only.is_none_or(|only| only == school);
        let of_kind = |meal: &&Served| meal.kind == kind && !meal.withdrawn;
        let registers = book.registers.iter().filter(|((school, _), _)| asked(*school));
        let meals = registers.flat_map(|(_, last)| self.meals_in(*last)).map(|(_, meal)| meal);
        for meal in meals.filter(of_kind) {
            // What belongs to no open pupil-day stays here.
            days.entry((meal.school, meal.given_on)).or_default().over += 1;
        }
        let dates: Vec<_> = self.school_days(month).collect();
        let of_school = |enrolment: &Enrolment| enrolment.places().any(|entry| asked(entry.school));
        for (iin, enrolment) in book.pupils.iter().filter(|(_, enrolment)| of_school(enrolment)) {
            let meals = self.meals_of(enrolment).filter(of_kind);
            let meals: Vec<_> = meals.map(|meal| (meal.school, meal.given_on)).collect();
            for (date, lessons) in &dates {
                let entry = enrolment.seen(Seen::On(Day::of(*date)));
                let Some(entry) = entry.filter(|entry| asked(entry.school)) else { continue };
                if !lessons.meets(GradeSet::one(entry.grade)) {
                    continue;
                }
                let key = (entry.school, *date);
                let given = meals.iter().filter(|meal| **meal == key).count();
                let day = days.entry(key).or_default();
                if self.closed_grades(Some(entry.school), *date).meets(GradeSet::one(entry.grade)) {
                    day.closed += u64::from(limit);
                    continue;
                }
                let given = u64::try_from(given).unwrap_or(u64::MAX);
                day.given += given;
                day.over = day.over.saturating_sub(given);
                let mut refusals = Refusals::NONE;
                self.push_voucher(&mut refusals, enrolment, month, iin, *date);
                let part = if !refusals.is_empty() {
                    &mut day.no_consent
                } else if *date <= on {
                    &mut day.absent
                } else {
                    &mut day.ahead
                };
                *part += u64::from(limit).saturating_sub(given);
            }
        }
        days
    }

    /// The days of a month in the period on which some grade has lessons, with these grades.
    fn school_days(&self, month: Month) -> impl Iterator<Item = (NaiveDate, GradeSet)> {
        let days = month.first_day().iter_days().take_while(move |day| Month::of(*day) == month);
        let days = days.filter(|day| self.regulation.period().contains(*day));
        days.map(|date| (date, self.regulation.lessons(date))).filter(|(_, lessons)| !lessons.is_empty())
    }
}

//! What a ledger is asked (M20-M22, M24, M25).

use alloc::{collections::BTreeMap, vec::Vec};

use chrono::NaiveDate;

use super::Ledger;
use crate::{
    meals::{
        book::{Book, Enrolment, Name, Place, Seen, Served},
        fact::{Entry, Meal, Sheet},
        grade::{Grade, GradeSet},
        query::{Amount, AmountPart, Due, Planned, Summary},
        refusal::{Refusal, Refusals},
        register::{Register, RegisterRow},
        stage::Stage,
    },
    value::{
        calendar::{Day, Month},
        identity::Iin,
        reference::Reference,
    },
};

/// The queries: pure, about any date, resting on every fact accepted so far; none moves the clock (N9).
impl Ledger {
    /// The last day on which a stage of the month can last: of the school year or of the period, the earlier (M25).
    ///
    /// ```
    /// use voucher_core::{Month, meals::{Ledger, Regulation, Stage}};
    ///
    /// let (ledger, march) = (Ledger::new(Regulation::meals_2026_02()), Month::parse("2026-03")?);
    /// assert_eq!(ledger.until(Stage::Active, march).unwrap().to_string(), "2026-05-25");
    /// assert_eq!(ledger.until(Stage::Refused, march), None);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn until(&self, stage: Stage, month: Month) -> Option<NaiveDate> {
        if stage.has_until() { self.regulation.last_day_of(month) } else { None }
    }

    /// What the list of a month says of a pupil, seen on a date (M5); none off the list.
    #[must_use]
    pub fn entry(&self, iin: Iin, month: Month, on: NaiveDate) -> Option<Entry> {
        self.entry_of(self.enrolment(month, iin)?.seen(Seen::new(month, on))?)
    }

    /// A pupil's meals of a month that are not withdrawn, by day (M15).
    #[must_use]
    pub fn meals(&self, iin: Iin, month: Month) -> Vec<Meal> {
        let Some(enrolment) = self.enrolment(month, iin) else { return Vec::new() };
        let mut meals: Vec<_> = self.meals_of(enrolment).filter_map(|served| self.meal_of(served)).collect();
        meals.sort_by_key(|meal| (meal.given_on, meal.kind));
        meals
    }

    /// Whether a school is closed on a day for a grade (M13).
    #[must_use]
    pub fn is_closed(&self, school: &Reference, day: NaiveDate, grade: Grade) -> bool {
        self.closed_grades(school, day).meets(GradeSet::one(grade))
    }

    pub(crate) fn entry_of(&self, place: &Place) -> Option<Entry> {
        let Place { school, region, grade, grounds } = *place;
        Some(Entry { school: self.books.names.reference(school)?, region, grade, grounds })
    }

    /// A pupil's meals of a month that are not withdrawn, the last recorded first.
    pub(super) fn meals_of(&self, enrolment: &Enrolment) -> impl Iterator<Item = &Served> {
        let at = |place: Option<usize>| place.and_then(|place| self.books.meals.at(place));
        let meals = core::iter::successors(at(enrolment.last_meal), move |meal| at(meal.previous));
        meals.filter(|meal| !meal.withdrawn)
    }

    /// What must be done on a date (M24).
    ///
    /// ```
    /// use voucher_core::{meals::{Ledger, Regulation}, parse_date};
    ///
    /// let ledger = Ledger::new(Regulation::meals_2026_02());
    /// assert!(ledger.due(parse_date("2026-03-01")?).is_empty()); // no meal, no register
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn due(&self, on: NaiveDate) -> Vec<Due> {
        let mut due = Vec::new();
        let month = Month::of(on);
        if let (true, Some(book)) = (self.regulation.period().contains(on), self.books.months.get(&month)) {
            due.extend(book.pupils.iter().filter_map(|(iin, enrolment)| {
                match self.stage_of(enrolment, *iin, month, on) {
                    Stage::ToNotify => Some(Due::Notify { iin: *iin }),
                    Stage::ToActivate => Some(Due::RemindToActivate { iin: *iin }),
                    Stage::NotListed
                    | Stage::Delisted
                    | Stage::Ended
                    | Stage::Refused
                    | Stage::Notified
                    | Stage::Active => None,
                }
            }));
        }
        for (month, book) in &self.books.months {
            if self.regulation.register_due(*month) <= on {
                due.extend(self.registers_to_send(*month, book).map(Due::SendRegister));
            }
        }
        due.sort_unstable();
        due
    }

    /// The registers of a month with a meal that are not sent.
    fn registers_to_send(&self, month: Month, book: &Book) -> impl Iterator<Item = Sheet> {
        let live = |place: &usize| self.books.meals.at(*place).is_some_and(|meal| !meal.withdrawn);
        let to_send =
            book.registers.iter().filter(move |(_, kept)| !kept.sent && kept.meals.iter().any(live));
        to_send.filter_map(move |(register, _)| self.sheet_of(month, *register))
    }

    /// How many pupils with a `listed` in a month stand at each stage, seen on a date (M25).
    ///
    /// ```
    /// use voucher_core::{Month, meals::{Ledger, Regulation, Stage}, parse_date};
    ///
    /// let ledger = Ledger::new(Regulation::meals_2026_02());
    /// let summary = ledger.summary(Month::parse("2026-03")?, parse_date("2026-03-31")?);
    /// assert_eq!(summary.count(Stage::Active), 0);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn summary(&self, month: Month, on: NaiveDate) -> Summary {
        let mut summary = Summary::default();
        for (iin, enrolment) in self.books.months.get(&month).into_iter().flat_map(|book| &book.pupils) {
            summary.add(self.stage_of(enrolment, *iin, month, on));
        }
        summary
    }

    /// The register of a school, supplier and month, seen on a date (M21).
    ///
    /// # Errors
    ///
    /// `outside_pilot`, `register_not_due`, as refusals.
    ///
    /// ```
    /// use voucher_core::{Month, Reference, meals::*, parse_date};
    ///
    /// let ledger = Ledger::new(Regulation::meals_2026_02());
    /// let (school, supplier) = (Reference::parse("S-1")?, Reference::parse("F-1")?);
    /// let sheet = Sheet { month: Month::parse("2026-02")?, school, supplier };
    /// let refusals = ledger.register(&sheet, parse_date("2026-02-28")?).unwrap_err();
    /// assert!(refusals.iter().eq([Refusal::RegisterNotDue]));
    /// assert_eq!(ledger.register(&sheet, parse_date("2026-03-01")?).unwrap().count(), 0);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn register(&self, sheet: &Sheet, on: NaiveDate) -> Result<Register, Refusals> {
        let refusals = self.sheet_refusals(on, sheet);
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let row = |(place, served): (usize, &Served)| {
            Some(RegisterRow {
                given_on: served.given_on,
                iin: served.iin,
                kind: self.regulation.kind_at(served.kind)?,
                record: self.books.meals.reference(place)?,
                source: served.source,
            })
        };
        let rows = self.served(sheet).filter_map(row).collect();
        Ok(Register::new(&self.regulation, *sheet, rows))
    }

    /// The meals of a register that are not withdrawn, with their places.
    fn served(&self, sheet: &Sheet) -> impl Iterator<Item = (usize, &Served)> {
        let names = &self.books.names;
        let register = names.place(&sheet.school).zip(names.place(&sheet.supplier));
        let kept = register.and_then(|register| self.kept(sheet.month, register));
        let places = kept.into_iter().flat_map(|kept| kept.meals.iter().copied());
        places
            .filter_map(|place| Some((place, self.books.meals.at(place)?)))
            .filter(|(_, meal)| !meal.withdrawn)
    }

    /// What the register of a school, supplier and month costs, seen on a date (M22).
    ///
    /// # Errors
    ///
    /// As [`register`](Self::register); then `price_unknown` where a meal has no price.
    ///
    /// ```
    /// use voucher_core::{Month, Reference, Tiyn, meals::*, parse_date};
    ///
    /// let ledger = Ledger::new(Regulation::meals_2026_02());
    /// let (school, supplier) = (Reference::parse("S-1")?, Reference::parse("F-1")?);
    /// let sheet = Sheet { month: Month::parse("2026-02")?, school, supplier };
    /// assert_eq!(ledger.amount(&sheet, parse_date("2026-03-01")?).unwrap().total(), Tiyn::ZERO);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn amount(&self, sheet: &Sheet, on: NaiveDate) -> Result<Amount, Refusals> {
        let refusals = self.sheet_refusals(on, sheet);
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let mut by_price = BTreeMap::new();
        for (_, served) in self.served(sheet) {
            let price = self.regulation.price(served.region, served.grade, served.given_on);
            let price = price.ok_or_else(|| Refusals::from_iter([Refusal::PriceUnknown]))?;
            *by_price.entry(price).or_insert(0) += 1;
        }
        let part = |(price, count)| AmountPart { price, count };
        Ok(Amount { parts: by_price.into_iter().map(part).collect() })
    }

    /// Where the meals of a school, month and kind went; the date only parts `absent` from `ahead` (M20).
    ///
    /// # Errors
    ///
    /// `outside_pilot`, `kind_not_in_pilot`, as refusals.
    pub fn planned(
        &self,
        school: &Reference,
        month: Month,
        kind: &Reference,
        on: NaiveDate,
    ) -> Result<Planned, Refusals> {
        let kind = self.planned_kind(month, kind)?;
        let Some(school) = self.books.names.place(school) else { return Ok(Planned::default()) };
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
    fn planned_kind(&self, month: Month, kind: &Reference) -> Result<(usize, u32), Refusals> {
        let mut refusals = self.month_refusals(month);
        let known = self.regulation.kind(kind);
        refusals.push_if(known.is_none(), Refusal::KindNotInPilot);
        known.filter(|_| refusals.is_empty()).ok_or(refusals)
    }

    /// M20, by school and day: of one school or of all.
    fn planned_days(
        &self,
        month: Month,
        (kind, limit): (usize, u32),
        only: Option<Name>,
        on: NaiveDate,
    ) -> BTreeMap<(Name, NaiveDate), Planned> {
        let mut days: BTreeMap<_, Planned> = BTreeMap::new();
        let asked = |school: Name| only.is_none_or(|only| only == school);
        let dates: Vec<_> = self.school_days(month).collect();
        for (iin, enrolment) in self.books.months.get(&month).into_iter().flat_map(|book| &book.pupils) {
            let meals: Vec<_> = self
                .meals_of(enrolment)
                .filter(|meal| meal.kind == kind && asked(meal.school))
                .map(|meal| (meal.school, meal.given_on))
                .collect();
            for key in &meals {
                // What belongs to no open pupil-day stays here.
                days.entry(*key).or_default().over += 1;
            }
            for (date, lessons) in &dates {
                let entry = enrolment.seen(Seen::On(Day::of(*date)));
                let Some(entry) = entry.filter(|entry| asked(entry.school)) else { continue };
                if !lessons.meets(GradeSet::one(entry.grade)) {
                    continue;
                }
                let key = (entry.school, *date);
                let given = meals.iter().filter(|meal| **meal == key).count();
                let day = days.entry(key).or_default();
                let closed = self.books.closed.get(&(*date, entry.school));
                if closed.is_some_and(|closed| closed.meets(GradeSet::one(entry.grade))) {
                    day.closed += u64::from(limit);
                    continue;
                }
                let given = u64::try_from(given).unwrap_or(u64::MAX);
                day.given += given;
                day.over = day.over.saturating_sub(given);
                let mut refusals = Refusals::NONE;
                self.push_voucher(&mut refusals, month, *iin, *date);
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


//! What a ledger is asked: entries, meals and closed days (M5, M13, M15), registers and amounts (M21, M22), due and summary
//! (M24, M25).

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use chrono::NaiveDate;

use super::Ledger;
use crate::{
    meals::{
        book::{Book, Enrolment, Name, Place, Seen, Served},
        fact::{Answer, Entry, Meal, Sheet},
        grade::{Grade, GradeSet},
        query::{Amount, AmountPart, Due, Summary},
        refusal::{Refusal, Refusals},
        register::{Register, RegisterRow},
        stage::Stage,
    },
    programme::index::Number,
    value::{calendar::Month, identity::Iin, order, reference::Reference},
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
    ///
    /// ```
    /// use voucher_core::{meals::*, *};
    ///
    /// let mut ledger = Ledger::new(Regulation::meals_2026_02());
    /// let (iin, school) = (Iin::parse("990101600002")?, Reference::parse("S-1")?);
    /// let grounds = GroundSet::from_iter([Ground::PrimaryGrade]);
    /// let entry = Entry { school, region: Region::Astana, grade: Grade::new(4)?, grounds };
    /// ledger.record(parse_date("2026-03-10")?, &Fact::Listed { iin, entry });
    /// ledger.record(parse_date("2026-03-20")?, &Fact::Delisted { iin });
    /// let grade = |on| ledger.entry(iin, Month::parse("2026-03").unwrap(), parse_date(on).unwrap()).map(|entry| entry.grade);
    /// assert_eq!(grade("2026-03-01"), Some(entry.grade)); // the first entry holds from the first day of the month
    /// assert_eq!((grade("2026-03-19"), grade("2026-03-20")), (Some(entry.grade), None));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn entry(&self, iin: Iin, month: Month, on: NaiveDate) -> Option<Entry> {
        self.entry_of(self.enrolment(month, iin)?.seen(Seen::new(month, on))?)
    }

    /// The holder's answer about a pupil in the school year of a month, seen on a date (M6); none where no answer stands.
    ///
    /// ```
    /// use voucher_core::{meals::*, *};
    ///
    /// let mut ledger = Ledger::new(Regulation::meals_2026_02());
    /// let (iin, school) = (Iin::parse("990101600002")?, Reference::parse("S-1")?);
    /// let grounds = GroundSet::from_iter([Ground::PrimaryGrade]);
    /// let entry = Entry { school, region: Region::Astana, grade: Grade::new(2)?, grounds };
    /// let (before, on) = (parse_date("2026-03-01")?, parse_date("2026-03-02")?);
    /// ledger.record(on, &Fact::Listed { iin, entry });
    /// ledger.record(on, &Fact::Replied { iin, answer: Answer::Agree });
    /// let april = Month::parse("2026-04")?; // consent lasts for the school year
    /// assert_eq!(ledger.answer(iin, april, before), None);
    /// assert_eq!(ledger.answer(iin, april, on), Some(Answer::Agree));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn answer(&self, iin: Iin, month: Month, on: NaiveDate) -> Option<Answer> {
        self.voucher(month, iin)?.answer_on(on)
    }

    /// A pupil's meals of a month that are not withdrawn, by day, kind, school, supplier and source (M15).
    ///
    /// ```
    /// use voucher_core::{Iin, Month, meals::{Ledger, Regulation}};
    ///
    /// let ledger = Ledger::new(Regulation::meals_2026_02());
    /// assert!(ledger.meals(Iin::parse("990101600002")?, Month::parse("2026-03")?).is_empty());
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn meals(&self, iin: Iin, month: Month) -> Vec<Meal> {
        let Some(enrolment) = self.enrolment(month, iin) else { return Vec::new() };
        let mut meals: Vec<_> = self.meals_of(enrolment).filter_map(|served| self.meal_of(served)).collect();
        let by = |meal: &Meal| (meal.given_on, meal.kind, meal.school, meal.supplier, meal.source);
        order::sort_by_key(&mut meals, by);
        meals
    }

    /// Whether a school is closed on a day for a grade (M13).
    ///
    /// ```
    /// use voucher_core::{Reference, meals::*, parse_date};
    ///
    /// let mut ledger = Ledger::new(Regulation::meals_2026_02());
    /// let (school, day) = (Reference::parse("S-1")?, parse_date("2026-03-02")?);
    /// let scope = SchoolDay { school, day, first_grade: Grade::new(0)?, last_grade: Grade::new(4)? };
    /// assert!(ledger.record(day, &Fact::DayClosed(scope)).is_accepted());
    /// let is_closed = |grade| ledger.is_closed(&school, day, Grade::new(grade).unwrap());
    /// assert!(is_closed(4) && !is_closed(5));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn is_closed(&self, school: &Reference, day: NaiveDate, grade: Grade) -> bool {
        self.closed_grades(self.books.names.find(school), day).meets(GradeSet::one(grade))
    }

    /// The months with a pupil who was listed, in order.
    ///
    /// ```
    /// use voucher_core::{Month, Reference, meals::*, parse_date};
    ///
    /// let mut ledger = Ledger::new(Regulation::meals_2026_02());
    /// let (school, supplier) = (Reference::parse("S-1")?, Reference::parse("F-1")?);
    /// let sent = Fact::RegisterSent(Sheet { month: Month::parse("2026-02")?, school, supplier });
    /// assert!(ledger.record(parse_date("2026-03-01")?, &sent).is_accepted());
    /// assert_eq!(ledger.months().count(), 0); // a register sent is no pupil
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn months(&self) -> impl Iterator<Item = Month> {
        let months = self.books.months.iter();
        months.filter(|(_, book)| !book.pupils.is_empty()).map(|(month, _)| *month)
    }

    /// The schools of the list of a month and of its meals, sorted.
    ///
    /// Of the list: those named at the end of some day, also if another was named later. Of the meals: withdrawn ones too.
    ///
    /// ```
    /// use voucher_core::{Month, meals::{Ledger, Regulation}};
    ///
    /// let ledger = Ledger::new(Regulation::meals_2026_02());
    /// assert!(ledger.schools(Month::parse("2026-03")?).is_empty());
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn schools(&self, month: Month) -> Vec<Reference> {
        let Some(book) = self.books.months.get(&month) else { return Vec::new() };
        let listed = book.pupils.iter().flat_map(|(_, pupil)| pupil.places().map(|place| place.school));
        let names: BTreeSet<_> = listed.chain(book.registers.keys().map(|(school, _)| *school)).collect();
        let mut schools: Vec<_> =
            names.into_iter().filter_map(|name| self.books.names.reference(name)).collect();
        order::sort(&mut schools);
        schools
    }

    /// The registers of a month with a meal that is not withdrawn or that are sent, by school and supplier.
    ///
    /// ```
    /// use voucher_core::{Month, Reference, meals::*, parse_date};
    ///
    /// let mut ledger = Ledger::new(Regulation::meals_2026_02());
    /// let (school, supplier) = (Reference::parse("S-1")?, Reference::parse("F-1")?);
    /// let sheet = Sheet { month: Month::parse("2026-02")?, school, supplier };
    /// ledger.record(parse_date("2026-03-01")?, &Fact::RegisterSent(sheet));
    /// assert_eq!(ledger.sheets(sheet.month), [sheet]);
    /// ledger.record(parse_date("2026-03-01")?, &Fact::RegisterRecalled(sheet));
    /// assert!(ledger.sheets(sheet.month).is_empty());
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn sheets(&self, month: Month) -> Vec<Sheet> {
        let Some(book) = self.books.months.get(&month) else { return Vec::new() };
        let registers = self.unsent(book).chain(book.sent.iter().copied());
        let mut sheets: Vec<_> = registers.filter_map(|register| self.sheet_of(month, register)).collect();
        order::sort(&mut sheets);
        sheets
    }

    /// An entry as it was told.
    pub(super) fn entry_of(&self, place: &Place) -> Option<Entry> {
        let Place { school, region, grade, grounds } = *place;
        Some(Entry { school: self.books.names.reference(school)?, region, grade, grounds })
    }

    /// A pupil's meals of a month that are not withdrawn, the last recorded first.
    pub(super) fn meals_of(&self, enrolment: &Enrolment) -> impl Iterator<Item = &Served> {
        let at = |number: Option<Number>| number.and_then(|number| self.books.meals.get(number));
        core::iter::successors(at(enrolment.last_meal), move |meal| at(meal.previous))
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
                match self.stage_of(enrolment, iin, month, on) {
                    Stage::ToNotify => Some(Due::Notify { iin }),
                    Stage::ToActivate => Some(Due::RemindToActivate { iin }),
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
            if self.regulation.register_due(*month).is_some_and(|due| due <= on) {
                let sheets = self.unsent(book).filter_map(|register| self.sheet_of(*month, register));
                due.extend(sheets.map(Due::SendRegister));
            }
        }
        order::sort(&mut due);
        due
    }

    /// The registers of a month that are not sent and have a meal that is not withdrawn.
    fn unsent(&self, book: &Book) -> impl Iterator<Item = (Name, Name)> {
        let registers = book.registers.iter().filter(|(register, _)| !book.sent.contains(*register));
        let with_meals = registers.filter(|(_, last)| self.meals_in(**last).any(|(_, meal)| !meal.withdrawn));
        with_meals.map(|(register, _)| *register)
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
        for (iin, enrolment) in self.books.months.get(&month).into_iter().flat_map(|book| book.pupils.iter())
        {
            summary.add(self.stage_of(enrolment, iin, month, on));
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
        let row = |(number, served): (Number, &Served)| {
            Some(RegisterRow {
                given_on: served.given_on,
                iin: served.iin,
                kind: self.regulation.kind_at(served.kind)?,
                record: self.books.meals.reference(number)?,
                source: served.source,
            })
        };
        let rows = self.served(sheet).filter_map(row).collect();
        Ok(Register::new(&self.regulation, *sheet, rows))
    }

    /// The meals of a register that are not withdrawn, with their numbers.
    fn served(&self, sheet: &Sheet) -> impl Iterator<Item = (Number, &Served)> {
        let names = &self.books.names;
        let register = names.find(&sheet.school).zip(names.find(&sheet.supplier));
        let last =
            register.and_then(|register| self.books.months.get(&sheet.month)?.registers.get(&register));
        last.into_iter().flat_map(|last| self.meals_in(*last)).filter(|(_, meal)| !meal.withdrawn)
    }

    /// Every meal of a register, withdrawn ones too, from the last recorded back.
    pub(super) fn meals_in(&self, last: Option<Number>) -> impl Iterator<Item = (Number, &Served)> {
        let at =
            |number: Option<Number>| number.and_then(|number| Some((number, self.books.meals.get(number)?)));
        core::iter::successors(at(last), move |(_, meal)| at(meal.previous_of_register))
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
}

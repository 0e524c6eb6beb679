//! The ledger: facts in, the meals of all pupils, queries out (M5-M25).

use chrono::NaiveDate;

use crate::{
    meals::{
        book::{Book, Books, Enrolment, Name, Place, Seen, Served, Voucher},
        fact::{Answer, Entry, Fact, Meal, Outcome, SchoolDay, Sheet},
        grade::GradeSet,
        refusal::{Refusal, Refusals, Transition},
        regulation::Regulation,
        stage::Stage,
    },
    programme::index::{Free, Number},
    value::{
        calendar::{Day, Month},
        identity::Iin,
        reference::Reference,
    },
};

mod conditions;
mod contents;
mod planned;
mod queries;
#[cfg(feature = "json")]
mod restore;

use conditions::AcceptedOn;

#[cfg(feature = "json")]
pub(crate) use contents::Contents;

/// The meals of all pupils under one regulation: facts go in, in date order, and queries come out.
///
/// A meal may be entered late, so what counts is what stood on the day of the meal. Nothing but an accepted fact changes a
/// ledger; no clock is read. The same facts give the same ledger.
///
/// ```
/// use voucher_core::{meals::*, *};
///
/// let mut ledger = Ledger::new(Regulation::meals_2026_02());
/// let iin = Iin::parse("990101600002")?;
/// let (school, supplier, kind) = (Reference::parse("S-1")?, Reference::parse("F-1")?, Reference::parse("hot_meal")?);
/// let grounds = GroundSet::from_iter([Ground::PrimaryGrade]);
/// let entry = Entry { school, region: Region::Astana, grade: Grade::new(2)?, grounds };
/// let given_on = parse_date("2026-03-02")?;
/// let meal = Meal { iin, school, supplier, kind, given_on, source: Source::Terminal };
/// for (on, fact) in [
///     ("2026-03-02", Fact::Listed { iin, entry }),
///     ("2026-03-02", Fact::Replied { iin, answer: Answer::Agree }),
///     ("2026-03-09", Fact::MealGiven { record: Reference::parse("T1/0001")?, meal }), // the last day of late entry
/// ] {
///     assert!(ledger.record(parse_date(on)?, &fact).is_accepted());
/// }
/// let sheet = Sheet { month: Month::parse("2026-03")?, school, supplier };
/// assert_eq!(ledger.register(&sheet, parse_date("2026-04-01")?).unwrap().count(), 1);
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Ledger {
    regulation: Regulation,
    /// The date of the latest accepted fact (N9).
    latest: Option<NaiveDate>,
    books: Books,
}

impl Ledger {
    /// A ledger without facts.
    #[must_use]
    pub fn new(regulation: Regulation) -> Self {
        let mut books = Books::default();
        books.vouchers.resize_with(regulation.years().count(), Default::default);
        Self { regulation, latest: None, books }
    }

    /// The regulation that decides.
    #[must_use]
    pub const fn regulation(&self) -> &Regulation {
        &self.regulation
    }

    /// The date of the latest accepted fact, before which no fact is taken (N9).
    #[must_use]
    pub const fn latest(&self) -> Option<NaiveDate> {
        self.latest
    }

    /// Takes a fact dated `on`, or refuses it with every reason that applies (N9, M8-M18).
    ///
    /// A refused fact changes nothing.
    ///
    /// ```
    /// use voucher_core::{Month, Reference, meals::{Fact, Ledger, Outcome, Refusal, Refusals, Regulation, Sheet}, parse_date};
    ///
    /// let mut ledger = Ledger::new(Regulation::meals_2026_02());
    /// let (school, supplier) = (Reference::parse("S-1")?, Reference::parse("F-1")?);
    /// let sent = Fact::RegisterSent(Sheet { month: Month::parse("2026-02")?, school, supplier });
    /// let too_early = Refusals::from_iter([Refusal::RegisterNotDue]);
    /// assert_eq!(ledger.record(parse_date("2026-02-28")?, &sent), Outcome::Refused(too_early));
    /// assert!(ledger.record(parse_date("2026-03-01")?, &sent).is_accepted());
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
        if self.latest.is_some_and(|latest| on < latest) {
            return Outcome::Refused(Refusals::from_iter([Refusal::OutOfOrder]));
        }
        let outcome = self.decide_fact(on, fact);
        if outcome.is_accepted() {
            self.latest = Some(on);
        }
        outcome
    }

    /// Apart from [`record`](Self::record), so that the outcome is written once, where the caller wants it: a copy would wait
    /// until all that was written before has reached the cache.
    #[inline(never)]
    fn decide_fact(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
        match fact {
            Fact::Listed { iin, entry } => self.listed(on, *iin, entry),
            Fact::Delisted { iin } => self.delisted(on, *iin),
            Fact::Notified { iin } => self.of_holder(on, *iin, Self::notified),
            Fact::Replied { iin, answer } => self.of_holder(on, *iin, |_, refusals, voucher| {
                let already = voucher.answer.is_some_and(|(_, standing)| standing == *answer);
                Transition::unless(refusals, already, Deed::Reply(*answer))
            }),
            Fact::Activated { iin } => self.of_holder(on, *iin, Self::activated),
            Fact::DayClosed(scope) => self.day(scope, Closing::Close),
            Fact::DayReopened(scope) => self.day(scope, Closing::Reopen),
            Fact::MealGiven { record, meal } => self.meal_given(on, record, meal),
            Fact::MealWithdrawn { record } => self.meal_withdrawn(on, record),
            Fact::RegisterSent(sheet) => self.mark_sent(self.sheet_refusals(on, sheet), sheet, true),
            Fact::RegisterRecalled(sheet) => self.mark_sent(self.month_refusals(sheet.month), sheet, false),
        }
    }

    /// M8.
    fn listed(&mut self, on: NaiveDate, iin: Iin, entry: &Entry) -> Outcome {
        let mut refusals = self.list_refusals(on);
        refusals.push_if(!self.regulation.regions().contains(entry.region), Refusal::RegionNotInPilot);
        refusals.push_if(!self.regulation.counting(entry.grounds, entry.grade), Refusal::NoGround);
        if !refusals.is_empty() {
            return Outcome::Refused(refusals);
        }
        let Entry { school, region, grade, grounds } = *entry;
        let (day, school) = (Day::of(on), self.books.names.number(&school));
        let place = Place { school, region, grade, grounds };
        let pupils = &mut self.books.months.entry(Month::of(on)).or_default().pupils;
        let repeat = match pupils.get_mut(iin) {
            None => {
                pupils.insert(iin, Enrolment::new(day, place));
                self.note_use(Month::of(on), iin);
                false
            }
            Some(enrolment) if enrolment.now() == Some(&place) => true,
            Some(enrolment) => {
                enrolment.change(day, Some(place));
                false
            }
        };
        self.accepted(on, iin, repeat)
    }

    /// M9.
    fn delisted(&mut self, on: NaiveDate, iin: Iin) -> Outcome {
        let refusals = self.list_refusals(on);
        let book = self.books.months.get_mut(&Month::of(on));
        let Some(enrolment) = book.and_then(|book| book.pupils.get_mut(iin)) else {
            return Outcome::Refused(refusals.and(Refusal::NotListed));
        };
        if !refusals.is_empty() {
            return Outcome::Refused(refusals);
        }
        let repeat = enrolment.now().is_none();
        if !repeat {
            enrolment.change(Day::of(on), None);
        }
        self.accepted(on, iin, repeat)
    }

    /// M8, M9: whether the list of the date's month may change on the date.
    fn list_refusals(&self, on: NaiveDate) -> Refusals {
        let month = Month::of(on);
        let mut refusals = self.month_refusals(month);
        refusals.push_if(on > self.regulation.list_closes(month), Refusal::ListClosed);
        refusals
    }

    /// M10.
    fn notified(&self, mut refusals: Refusals, voucher: &Voucher) -> Transition<Deed> {
        let listed = !refusals.contains(Refusal::NotListed);
        refusals.push_if(listed && voucher.answer.is_some(), Refusal::AlreadyAnswered);
        Transition::unless(refusals, voucher.notified.is_some(), Deed::Notify)
    }

    /// M12.
    fn activated(&self, known: Refusals, voucher: &Voucher) -> Transition<Deed> {
        let mut refusals = Refusals::NONE;
        refusals.push_if(known.contains(Refusal::OutsidePilot), Refusal::OutsidePilot);
        refusals.push_if(self.regulation.is_automatic(), Refusal::ActivationNotNeeded);
        if known.contains(Refusal::NotListed) {
            refusals.push(Refusal::NotListed);
        } else {
            conditions::push_consent(&mut refusals, voucher.answer.map(|(_, answer)| answer));
        }
        Transition::unless(refusals, voucher.activated.is_some(), Deed::Activate)
    }

    /// M10-M12: a fact of the holder. `decide` is given whether the date lies outside the period and whether the pupil is
    /// off the list, as refusals.
    fn of_holder(
        &mut self,
        on: NaiveDate,
        iin: Iin,
        decide: impl FnOnce(&Self, Refusals, &Voucher) -> Transition<Deed>,
    ) -> Outcome {
        let month = Month::of(on);
        let listed = self.enrolment(month, iin).is_some_and(|enrolment| enrolment.now().is_some());
        let mut refusals = Refusals::NONE;
        refusals.push_if(!self.regulation.period().contains(on), Refusal::OutsidePilot);
        refusals.push_if(!listed, Refusal::NotListed);
        let deed = match decide(self, refusals, self.voucher(month, iin).unwrap_or(Voucher::BLANK)) {
            Transition::Refused(refusals) => return Outcome::Refused(refusals),
            Transition::Repeat => None,
            Transition::To(deed) => Some(deed),
        };
        let year = self.regulation.year_of(month).and_then(|(year, _)| self.books.vouchers.get_mut(year));
        if let (Some(vouchers), Some(deed)) = (year, deed) {
            let voucher = vouchers.entry(iin).or_default();
            match deed {
                Deed::Notify => voucher.notified = Some(on),
                Deed::Reply(answer) => voucher.reply(on, answer),
                Deed::Activate => voucher.activated = Some(on),
            }
            self.note_use(month, iin);
        }
        self.accepted(on, iin, deed.is_none())
    }

    /// Notes with a pupil's entry from when the voucher can be used. Due after every change of either: what is told later is
    /// of the same month or of a later one.
    fn note_use(&mut self, month: Month, iin: Iin) {
        let is_automatic = self.regulation.is_automatic();
        let from = self.voucher(month, iin).and_then(|voucher| voucher.usable_from(month, is_automatic));
        let book = self.books.months.get_mut(&month);
        if let Some(enrolment) = book.and_then(|book| book.pupils.get_mut(iin)) {
            enrolment.usable_from = from;
        }
    }

    /// M13, M14.
    fn day(&mut self, scope: &SchoolDay, closing: Closing) -> Outcome {
        let SchoolDay { school, day, first_grade, last_grade } = scope;
        let grades = GradeSet::between(*first_grade, *last_grade);
        let mut refusals = Refusals::NONE;
        refusals.push_if(!self.regulation.period().contains(*day), Refusal::OutsidePilot);
        refusals.push_if(!self.regulation.lessons(*day).meets(grades), Refusal::NotASchoolDay);
        refusals.push_if(self.any_register_is_sent(school, Month::of(*day)), Refusal::RegisterAlreadySent);
        if !refusals.is_empty() {
            return Outcome::Refused(refusals);
        }
        let key = (*day, self.books.names.number(school));
        let before = self.books.closed.get(&key).copied().unwrap_or_default();
        let after = match closing {
            Closing::Close => before.with(grades),
            Closing::Reopen => before.without(grades),
        };
        if after.is_empty() {
            self.books.closed.remove(&key);
        } else {
            self.books.closed.insert(key, after);
        }
        Outcome::Accepted { repeat: before == after, stage: None }
    }

    /// M15.
    fn meal_given(&mut self, on: NaiveDate, record: &Reference, meal: &Meal) -> Outcome {
        // The pupil is looked up before the record, although a known record needs none: a processor waits for both at once.
        let (pupil, enrolment) = self.pupil(Month::of(meal.given_on), meal.iin).unzip();
        let free = match self.books.meals.search(record) {
            Ok((_, known)) => return self.given_again(on, known, meal),
            Err(free) => free,
        };
        match self.conditions(on, meal, enrolment) {
            Ok(accepted_on) => {
                self.serve((record, free), (meal, pupil), accepted_on);
                if meal.given_on == on {
                    // Nothing but G lets a pupil eat on the date, and who meets G is active on it (M7).
                    return Outcome::Accepted { repeat: false, stage: Some(Stage::Active) };
                }
                self.accepted(on, meal.iin, false)
            }
            Err(refusals) => Outcome::Refused(refusals),
        }
    }

    /// M15, of a record that is known.
    fn given_again(&self, on: NaiveDate, known: &Served, meal: &Meal) -> Outcome {
        let refusal = if known.withdrawn {
            Refusal::RecordWithdrawn
        } else if self.is_meal(known, meal) {
            return self.accepted(on, meal.iin, true);
        } else {
            Refusal::RecordDiffers
        };
        Outcome::Refused(Refusals::from_iter([refusal]))
    }

    /// Keeps a meal that was accepted.
    fn serve(
        &mut self,
        (record, free): (&Reference, Free),
        (meal, pupil): (&Meal, Option<usize>),
        accepted: AcceptedOn,
    ) {
        let AcceptedOn { kind, school, supplier, region, grade } = accepted;
        let Books { names, months, meals, .. } = &mut self.books;
        let supplier = supplier.unwrap_or_else(|| names.number(&meal.supplier));
        let Meal { iin, given_on, source, .. } = *meal;
        let Some(Book { pupils, registers, .. }) = months.get_mut(&Month::of(given_on)) else { return };
        let Some(enrolment) = pupil.and_then(|pupil| pupils.at_mut(pupil)) else { return };
        let last_of_register = registers.entry((school, supplier)).or_default();
        let served = Served {
            iin,
            previous: enrolment.last_meal,
            previous_of_register: *last_of_register,
            given_on,
            school,
            supplier,
            kind,
            source,
            region,
            grade,
            withdrawn: false,
        };
        let place = meals.add(free, record, served);
        enrolment.last_meal = Some(place);
        enrolment.supplier = Some(supplier);
        enrolment.days_with_meals |= Enrolment::bit(Day::of(given_on));
        *last_of_register = Some(place);
    }

    /// M16.
    fn meal_withdrawn(&mut self, on: NaiveDate, record: &Reference) -> Outcome {
        let refused = |refusal| Outcome::Refused(Refusals::from_iter([refusal]));
        let Ok((place, &served)) = self.books.meals.search(record) else {
            return refused(Refusal::NoSuchRecord);
        };
        let register = (served.school, served.supplier);
        if !served.withdrawn && self.is_sent(Month::of(served.given_on), register) {
            return refused(Refusal::RegisterAlreadySent);
        }
        self.withdraw(place);
        self.accepted(on, served.iin, served.withdrawn)
    }

    /// Marks a meal, and leads the pupil's later ones past it: who gives and withdraws again and again makes none slower to find.
    fn withdraw(&mut self, place: Number) {
        let Books { months, meals, .. } = &mut self.books;
        let Some(served) = meals.get_mut(place).filter(|served| !served.withdrawn) else { return };
        served.withdrawn = true;
        let Served { iin, given_on, previous, .. } = *served;
        let book = months.get_mut(&Month::of(given_on));
        let Some(enrolment) = book.and_then(|book| book.pupils.get_mut(iin)) else { return };
        let mut later = core::iter::successors(enrolment.last_meal, |number| meals.get(*number)?.previous);
        let next = later.find(|number| meals.get(*number).is_some_and(|meal| meal.previous == Some(place)));
        match next.and_then(|next| meals.get_mut(next)) {
            Some(next) => next.previous = previous,
            None => enrolment.last_meal = previous,
        }
    }

    /// M17, M18: the register becomes sent, or is to be sent anew.
    fn mark_sent(&mut self, refusals: Refusals, sheet: &Sheet, sent: bool) -> Outcome {
        if !refusals.is_empty() {
            return Outcome::Refused(refusals);
        }
        let names = &mut self.books.names;
        let key = (names.number(&sheet.school), names.number(&sheet.supplier));
        let all = &mut self.books.months.entry(sheet.month).or_default().sent;
        let changes = if sent { all.insert(key) } else { all.remove(&key) };
        Outcome::Accepted { repeat: !changes, stage: None }
    }

    /// A fact about a pupil, with the stage in the month of its date (M7).
    fn accepted(&self, on: NaiveDate, iin: Iin, repeat: bool) -> Outcome {
        Outcome::Accepted { repeat, stage: Some(self.stage(iin, Month::of(on), on)) }
    }

    fn month_refusals(&self, month: Month) -> Refusals {
        let mut refusals = Refusals::NONE;
        refusals.push_if(!self.regulation.has_month(month), Refusal::OutsidePilot);
        refusals
    }

    /// M17, M21, M22: why a register cannot be formed or sent on a date.
    fn sheet_refusals(&self, on: NaiveDate, sheet: &Sheet) -> Refusals {
        let mut refusals = self.month_refusals(sheet.month);
        let due = self.regulation.register_due(sheet.month);
        refusals.push_if(due.is_none_or(|due| on < due), Refusal::RegisterNotDue);
        refusals
    }

    /// A pupil's entry of a month, with where it stands.
    fn pupil(&self, month: Month, iin: Iin) -> Option<(usize, &Enrolment)> {
        self.books.months.get(&month)?.pupils.find(iin)
    }

    fn enrolment(&self, month: Month, iin: Iin) -> Option<&Enrolment> {
        self.pupil(month, iin).map(|(_, enrolment)| enrolment)
    }

    /// The voucher of the school year of a month (M6).
    fn voucher(&self, month: Month, iin: Iin) -> Option<&Voucher> {
        let (year, _) = self.regulation.year_of(month)?;
        self.books.vouchers.get(year)?.get(&iin)
    }

    fn is_sent(&self, month: Month, register: (Name, Name)) -> bool {
        self.books.months.get(&month).is_some_and(|book| book.sent.contains(&register))
    }

    /// Whether the register of the school and month is sent, for any supplier (M13).
    fn any_register_is_sent(&self, school: &Reference, month: Month) -> bool {
        let known = self.books.names.find(school).zip(self.books.months.get(&month));
        known.is_some_and(|(school, book)| book.is_any_sent(school))
    }

    /// Whether a record is of this very meal (M15).
    fn is_meal(&self, served: &Served, meal: &Meal) -> bool {
        let names = &self.books.names;
        (served.iin, served.given_on, served.source) == (meal.iin, meal.given_on, meal.source)
            && names.find(&meal.school) == Some(served.school)
            && names.find(&meal.supplier) == Some(served.supplier)
            && self.regulation.kind(&meal.kind).is_some_and(|(kind, _)| kind == served.kind)
    }

    fn sheet_of(&self, month: Month, (school, supplier): (Name, Name)) -> Option<Sheet> {
        let names = &self.books.names;
        Some(Sheet { month, school: names.reference(school)?, supplier: names.reference(supplier)? })
    }

    /// A meal as it was told.
    fn meal_of(&self, served: &Served) -> Option<Meal> {
        let names = &self.books.names;
        Some(Meal {
            iin: served.iin,
            school: names.reference(served.school)?,
            supplier: names.reference(served.supplier)?,
            kind: self.regulation.kind_at(served.kind)?,
            given_on: served.given_on,
            source: served.source,
        })
    }

    /// The stage of a pupil in a month, seen on a date (M7).
    ///
    /// ```
    /// use voucher_core::{Iin, Month, meals::{Ledger, Regulation, Stage}, parse_date};
    ///
    /// let ledger = Ledger::new(Regulation::meals_2026_02());
    /// let (iin, month) = (Iin::parse("990101600002")?, Month::parse("2026-03")?);
    /// assert_eq!(ledger.stage(iin, month, parse_date("2026-03-02")?), Stage::NotListed);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn stage(&self, iin: Iin, month: Month, on: NaiveDate) -> Stage {
        match self.enrolment(month, iin) {
            None => Stage::NotListed,
            Some(enrolment) => self.stage_of(enrolment, iin, month, on),
        }
    }

    fn stage_of(&self, enrolment: &Enrolment, iin: Iin, month: Month, on: NaiveDate) -> Stage {
        let seen = Seen::new(month, on);
        if enrolment.seen(seen).is_none() {
            return Stage::Delisted;
        }
        if self.regulation.last_day_of(month).is_none_or(|last| on > last) {
            return Stage::Ended;
        }
        if let Seen::On(day) = seen
            && enrolment.is_usable(day)
        {
            return Stage::Active;
        }
        let voucher = self.voucher(month, iin).unwrap_or(Voucher::BLANK);
        match voucher.answer_on(on) {
            Some(Answer::Refuse) => Stage::Refused,
            None if voucher.is_notified(on) => Stage::Notified,
            None => Stage::ToNotify,
            Some(Answer::Agree) if self.regulation.is_automatic() || voucher.is_activated(on) => {
                Stage::Active
            }
            Some(Answer::Agree) => Stage::ToActivate,
        }
    }
}

/// What a fact of the holder does to the voucher.
#[derive(Clone, Copy)]
enum Deed {
    Notify,
    Reply(Answer),
    Activate,
}

#[derive(Clone, Copy)]
enum Closing {
    Close,
    Reopen,
}

impl PartialEq for Ledger {
    /// The same regulation, clock and records, in whatever order the facts came.
    fn eq(&self, other: &Self) -> bool {
        self.regulation == other.regulation
            && self.latest == other.latest
            && self.contents() == other.contents()
    }
}

impl Eq for Ledger {}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::{
        meals::{
            fact::{Ground, GroundSet, Source},
            grade::Grade,
        },
        value::region::Region,
    };

    /// M16: whatever was withdrawn in whichever order, a pupil's meals lead from one that stands to the next, and so take no longer
    /// to look through however often one was given and withdrawn.
    #[test]
    fn what_is_withdrawn_is_passed_by() {
        let date = |day| NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
        let reference = |text: &str| Reference::parse(text).unwrap();
        let iin = Iin::parse("990101600002").unwrap();
        let (school, supplier, kind) = (reference("S-1"), reference("F-1"), reference("hot_meal"));
        let (source, days) = (Source::Terminal, [2, 3, 4]);
        let mut eaten = Ledger::new(Regulation::meals_2026_02());
        let grounds = GroundSet::from_iter([Ground::PrimaryGrade]);
        let entry = Entry { school, region: Region::Astana, grade: Grade::new(2).unwrap(), grounds };
        let record = |day: u32| reference(&alloc::format!("{day}"));
        let meals = days.map(|day| Fact::MealGiven {
            record: record(day),
            meal: Meal { iin, school, supplier, kind, given_on: date(day), source },
        });
        for fact in [Fact::Listed { iin, entry }, Fact::Replied { iin, answer: Answer::Agree }] {
            assert!(eaten.record(date(2), &fact).is_accepted());
        }
        assert!(meals.iter().all(|meal| eaten.record(date(4), meal).is_accepted()));
        for order in [[2, 3, 4], [2, 4, 3], [3, 2, 4], [3, 4, 2], [4, 2, 3], [4, 3, 2]] {
            let (mut ledger, mut standing) = (eaten.clone(), vec![4, 3, 2]);
            for day in order {
                let withdrawn = Fact::MealWithdrawn { record: record(day) };
                // The second time is a repeat.
                assert!((0..2).all(|_| ledger.record(date(4), &withdrawn).is_accepted()));
                standing.retain(|other| *other != day);
                let enrolment = ledger.enrolment(Month::of(date(day)), iin).unwrap();
                let linked = ledger.meals_of(enrolment).map(|meal| meal.given_on);
                assert!(linked.eq(standing.iter().map(|day| date(*day))), "{order:?}");
            }
        }
    }
}

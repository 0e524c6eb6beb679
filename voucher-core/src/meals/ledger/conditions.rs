//! The conditions of a meal (G), and the preview.

use chrono::NaiveDate;

use super::Ledger;
use crate::{
    meals::{
        book::{Enrolment, Name, Place, Seen, Voucher},
        fact::{Answer, Meal},
        grade::{Grade, GradeSet},
        query::{CommitKey, MissingFact, MissingFacts, Preview},
        refusal::{Refusal, Refusals},
    },
    programme::{Verdict, index::Number},
    value::{
        calendar::{Day, Month},
        identity::Iin,
        reference::Reference,
        region::Region,
    },
};

/// What a meal was accepted on: its kind, and what the entry says.
#[derive(Clone, Copy)]
pub(super) struct AcceptedOn {
    pub(super) kind: Number,
    pub(super) school: Name,
    /// None where no fact has named the supplier before.
    pub(super) supplier: Option<Name>,
    pub(super) region: Region,
    pub(super) grade: Grade,
}

/// A meal that is asked for: whose, where, and of which kind with which limit; none for what nobody has named yet.
#[derive(Clone, Copy)]
struct Asked {
    iin: Iin,
    school: Option<Name>,
    supplier: Option<Name>,
    kind: Option<(Number, u32)>,
}

pub(super) fn push_consent(refusals: &mut Refusals, answer: Option<Answer>) {
    match answer {
        None => refusals.push(Refusal::AwaitingConsent),
        Some(Answer::Refuse) => refusals.push(Refusal::ConsentRefused),
        Some(Answer::Agree) => {}
    }
}

/// The grades that a school day must be one of: that of the entry; off the list, any.
fn scope(entry: Option<&Place>) -> GradeSet {
    entry.map_or(GradeSet::ALL, |entry| GradeSet::one(entry.grade))
}

impl Ledger {
    /// What the list says of a pupil, seen on a day of its month (M5).
    fn entry_on(&self, iin: Iin, day: NaiveDate) -> Option<&Place> {
        self.enrolment(Month::of(day), iin)?.seen(Seen::On(Day::of(day)))
    }

    /// G: what a meal is accepted on, or every reason why it is not, for a pupil of this entry.
    pub(super) fn conditions(
        &self,
        on: NaiveDate,
        meal: &Meal,
        enrolment: Option<&Enrolment>,
    ) -> Result<AcceptedOn, Refusals> {
        let Meal { iin, school, supplier, kind, given_on, .. } = meal;
        let asked = self.asked(*iin, enrolment, school, supplier, kind);
        self.decide_of(enrolment, on, *given_on, asked, true)
    }

    /// The school is likely to be that of the entry, the supplier that of the meal before.
    fn asked(
        &self,
        iin: Iin,
        enrolment: Option<&Enrolment>,
        school: &Reference,
        supplier: &Reference,
        kind: &Reference,
    ) -> Asked {
        let names = &self.books.names;
        let own = enrolment.map(|enrolment| enrolment.first.school);
        let school = names.find_near(own, school);
        let supplier = names.find_near(enrolment.and_then(|enrolment| enrolment.supplier), supplier);
        Asked { iin, school, supplier, kind: self.regulation.kind(kind) }
    }

    /// G with what the caller says of the school: open, or not.
    fn decide(
        &self,
        on: NaiveDate,
        day: NaiveDate,
        asked: Asked,
        open: bool,
    ) -> Result<AcceptedOn, Refusals> {
        self.decide_of(self.enrolment(Month::of(day), asked.iin), on, day, asked, open)
    }

    /// G with the pupil's entry of the month of the day.
    fn decide_of(
        &self,
        enrolment: Option<&Enrolment>,
        on: NaiveDate,
        day: NaiveDate,
        asked: Asked,
        open: bool,
    ) -> Result<AcceptedOn, Refusals> {
        let month = Month::of(day);
        let entry = enrolment.and_then(|enrolment| enrolment.seen(Seen::On(Day::of(day))));
        let scope = scope(entry);
        // The days are counted only of a meal that is entered after its day.
        let late = on > day && on.signed_duration_since(day).num_days() > self.regulation.late_entry_days();
        let mut refusals = Refusals::NONE;
        refusals.push_if(!self.regulation.period().contains(day), Refusal::OutsidePilot);
        refusals.push_if(day > on, Refusal::GivenInFuture);
        refusals.push_if(late, Refusal::EntryTooLate);
        refusals.push_if(self.is_sheet_sent(asked, month), Refusal::RegisterAlreadySent);
        refusals.push_if(asked.kind.is_none(), Refusal::KindNotInPilot);
        refusals.push_if(!self.regulation.lessons(day).meets(scope), Refusal::NotASchoolDay);
        refusals.push_if(!open || self.closed_grades(asked.school, day).covers(scope), Refusal::DayClosed);
        match enrolment.zip(entry) {
            None => refusals.push(Refusal::NotListed),
            Some((enrolment, entry)) => {
                refusals.push_if(asked.school != Some(entry.school), Refusal::OtherSchool);
                self.push_voucher(&mut refusals, enrolment, month, asked.iin, day);
            }
        }
        let used_up = asked.kind.is_some_and(|kind| self.is_used_up(enrolment, day, kind));
        refusals.push_if(used_up, Refusal::MealAlreadyGiven);
        match (asked.kind, entry) {
            (Some((kind, _)), Some(Place { school, region, grade, .. })) if refusals.is_empty() => {
                Ok(AcceptedOn {
                    kind,
                    school: *school,
                    supplier: asked.supplier,
                    region: *region,
                    grade: *grade,
                })
            }
            (_, _) => Err(refusals),
        }
    }

    /// G 10 and 11: consent, and activation where the holder activates, seen on a day.
    pub(super) fn push_voucher(
        &self,
        refusals: &mut Refusals,
        enrolment: &Enrolment,
        month: Month,
        iin: Iin,
        day: NaiveDate,
    ) {
        if enrolment.is_usable(Day::of(day)) {
            return;
        }
        let voucher = self.voucher(month, iin).unwrap_or(Voucher::BLANK);
        let answer = voucher.answer_on(day);
        push_consent(refusals, answer);
        let active = self.regulation.is_automatic() || voucher.is_activated(day);
        refusals.push_if(answer == Some(Answer::Agree) && !active, Refusal::VoucherNotActive);
    }

    fn is_sheet_sent(&self, asked: Asked, month: Month) -> bool {
        asked.school.zip(asked.supplier).is_some_and(|register| self.is_sent(month, register))
    }

    /// The grades that are closed at a school on a day (M13).
    pub(super) fn closed_grades(&self, school: Option<Name>, day: NaiveDate) -> GradeSet {
        school.and_then(|school| self.books.closed.get(&(day, school))).copied().unwrap_or_default()
    }

    /// G 12: whether the pupil's meals of a kind and day have reached the limit.
    pub(super) fn is_used_up(
        &self,
        enrolment: Option<&Enrolment>,
        day: NaiveDate,
        (kind, limit): (Number, u32),
    ) -> bool {
        let Some(enrolment) = enrolment else { return false };
        if enrolment.days_with_meals & Enrolment::bit(Day::of(day)) == 0 {
            return false;
        }
        // No further than to the limit: each meal of a pupil stands at a place of its own.
        let taken = self.meals_of(enrolment).filter(|meal| meal.given_on == day && meal.kind == kind);
        (0..limit).zip(taken).count() == usize::try_from(limit).unwrap_or(usize::MAX)
    }

    /// Whether a pupil may get a meal on a date (N26).
    ///
    /// `open` says whether the school is open on the date; none where the caller does not know. A switch to distance
    /// lessons becomes known late, so silence is not an open school.
    ///
    /// ```
    /// use voucher_core::{Iin, Reference, meals::*, parse_date};
    ///
    /// let ledger = Ledger::new(Regulation::meals_2026_02());
    /// let (school, supplier) = (Reference::parse("S-1")?, Reference::parse("F-1")?);
    /// let (iin, kind) = (Iin::parse("990101600002")?, Reference::parse("hot_meal")?);
    /// let Preview::No { refusals, earliest } =
    ///     ledger.preview(iin, &school, &supplier, &kind, None, parse_date("2026-03-19")?) else { panic!() };
    /// assert!(refusals.iter().eq([Refusal::NotASchoolDay, Refusal::NotListed]));
    /// assert_eq!(earliest, Some(parse_date("2026-03-30")?)); // after the spring break
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn preview(
        &self,
        iin: Iin,
        school: &Reference,
        supplier: &Reference,
        kind: &Reference,
        open: Option<bool>,
        on: NaiveDate,
    ) -> Preview {
        let asked = self.asked(iin, None, school, supplier, kind);
        match (self.decide(on, on, asked, open != Some(false)), open) {
            (Ok(_), Some(_)) => Verdict::Yes(CommitKey::new(iin, on, *kind)),
            (Ok(_), None) => Verdict::CannotTell(MissingFacts::from_iter([MissingFact::DayOpen])),
            (Err(refusals), _) => {
                let passing = refusals.iter().any(Refusal::passes);
                let earliest = if passing { self.earliest(asked, on) } else { None };
                Verdict::No { refusals, earliest }
            }
        }
    }

    /// The first day after a date on which no refusal holds that passes with time, for the grade seen on the date.
    fn earliest(&self, asked: Asked, on: NaiveDate) -> Option<NaiveDate> {
        let scope = scope(self.entry_on(asked.iin, on));
        let is_free = |day: &NaiveDate| {
            let month = Month::of(*day);
            let enrolment = self.enrolment(month, asked.iin);
            self.regulation.lessons(*day).meets(scope)
                && !self.closed_grades(asked.school, *day).covers(scope)
                && !self.is_sheet_sent(asked, month)
                && !asked.kind.is_some_and(|kind| self.is_used_up(enrolment, *day, kind))
        };
        self.regulation.days_after(on).find(is_free)
    }

    /// Why a pupil can get no meal on a date at the school of the list, whoever cooks it and of whichever kind (G); no refusal
    /// where one can be given if the school is open.
    ///
    /// ```
    /// use voucher_core::{Iin, meals::{Ledger, Refusal, Regulation}, parse_date};
    ///
    /// let (ledger, iin) = (Ledger::new(Regulation::meals_2026_02()), Iin::parse("990101600002")?);
    /// let obstacles = |date| ledger.obstacles(iin, parse_date(date).unwrap());
    /// assert!(obstacles("2026-03-18").iter().eq([Refusal::NotListed]));
    /// assert!(obstacles("2026-03-19").iter().eq([Refusal::NotASchoolDay, Refusal::NotListed]));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn obstacles(&self, iin: Iin, on: NaiveDate) -> Refusals {
        let of_kind = |kind| self.decide(on, on, self.at_own_school(iin, kind, on), true).err();
        let by_kind = self.regulation.kinds().map(|kind| of_kind(kind).unwrap_or(Refusals::NONE));
        by_kind.min_by_key(|refusals| refusals.iter().count()).unwrap_or(Refusals::NONE)
    }

    /// The first day after a date on which a pupil's grade has lessons, the school of the list is not closed, and a meal of
    /// some kind is left (N26, M1, M13).
    ///
    /// The grade and the school are those of the entry seen on the date; off the list, every grade counts.
    ///
    /// ```
    /// use voucher_core::{Iin, meals::{Ledger, Regulation}, parse_date};
    ///
    /// let (ledger, iin) = (Ledger::new(Regulation::meals_2026_02()), Iin::parse("990101600002")?);
    /// let next = |date| ledger.next_meal_day(iin, parse_date(date).unwrap()).map(|day| day.to_string());
    /// assert_eq!(next("2026-03-18").as_deref(), Some("2026-03-30")); // the spring break lies between
    /// assert_eq!(next("2026-05-25"), None);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn next_meal_day(&self, iin: Iin, after: NaiveDate) -> Option<NaiveDate> {
        let of_kind = |kind| self.earliest(self.at_own_school(iin, kind, after), after);
        self.regulation.kinds().filter_map(of_kind).min()
    }

    /// What a pupil would get at the school that the list names on a date, from whoever has not sent the register.
    fn at_own_school(&self, iin: Iin, kind: (Number, u32), on: NaiveDate) -> Asked {
        let school = self.entry_on(iin, on).map(|entry| entry.school);
        Asked { iin, school, supplier: None, kind: Some(kind) }
    }
}

impl Refusal {
    /// Whether a later day may be without it (N26).
    const fn passes(self) -> bool {
        match self {
            Self::OutsidePilot
            | Self::RegisterAlreadySent
            | Self::NotASchoolDay
            | Self::DayClosed
            | Self::MealAlreadyGiven => true,
            Self::OutOfOrder
            | Self::ListClosed
            | Self::RegionNotInPilot
            | Self::NoGround
            | Self::NotListed
            | Self::AlreadyAnswered
            | Self::ActivationNotNeeded
            | Self::GivenInFuture
            | Self::EntryTooLate
            | Self::KindNotInPilot
            | Self::OtherSchool
            | Self::AwaitingConsent
            | Self::ConsentRefused
            | Self::VoucherNotActive
            | Self::RecordDiffers
            | Self::RecordWithdrawn
            | Self::NoSuchRecord
            | Self::RegisterNotDue
            | Self::PriceUnknown => false,
        }
    }
}

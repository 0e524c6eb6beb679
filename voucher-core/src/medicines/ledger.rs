//! The ledger: facts in, the prescriptions of all patients, queries out (R2-R13, R15, R16, N9).

use chrono::NaiveDate;

use crate::{
    medicines::{
        book::{Book, PointRegister},
        dispensing::{Enrolled, Evidence, Given, HandedOut, Known, conditions},
        fact::{Fact, Outcome},
        prescription::{Content, Prescription, prescribing},
        refusal::{Refusal, Refusals, Transition},
        regulation::Regulation,
        stage::Stage,
    },
    programme::index::Number,
    value::{calendar::Month, count::Count, identity::Iin, reference::Reference},
};

mod queries;

/// Patients, prescriptions and dispensings under one regulation: facts go in, in date order, and queries come out.
///
/// Nothing but an accepted fact changes a ledger; no clock is read. The state is a fold over the facts:
/// the same facts give the same ledger.
///
/// ```
/// use voucher_core::{medicines::*, *};
///
/// let mut ledger = Ledger::new(Regulation::medicines_2024_01());
/// let reference = |text| Reference::parse(text).unwrap();
/// let (iin, point) = (Iin::parse("990101600002")?, reference("P-1"));
/// let (prescription, item, record) = (reference("RX-1"), reference("A10BA02"), reference("D-1"));
/// let (quantity, days, evidence) = (Count::new(60)?, Count::new(30)?, Evidence::Qr);
/// for (on, fact) in [
///     ("2026-02-10", Fact::Enrolled { iin, point }),
///     ("2026-02-10", Fact::Prescribed { prescription, iin, item, quantity, days }),
///     ("2026-03-12", Fact::Dispensed { record, prescription, point, quantity, evidence }),
/// ] {
///     assert!(ledger.record(parse_date(on)?, &fact).is_accepted());
/// }
/// let status = ledger.status(&prescription, parse_date("2026-03-13")?).unwrap();
/// assert_eq!((status.stage, status.rest), (Stage::Dispensed, Count::ZERO));
/// let march = Month::parse("2026-03")?;
/// assert_eq!(ledger.register(&point, march, parse_date("2026-04-01")?).unwrap().count(), 1);
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    regulation: Regulation,
    /// The date of the latest accepted fact (N9).
    latest: Option<NaiveDate>,
    book: Book,
}

impl Ledger {
    /// A ledger without facts.
    ///
    /// ```
    /// use voucher_core::{Iin, medicines::{Ledger, Regulation}};
    ///
    /// let ledger = Ledger::new(Regulation::medicines_2024_01());
    /// assert_eq!((ledger.latest(), ledger.point(Iin::parse("990101600002")?)), (None, None));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn new(regulation: Regulation) -> Self {
        Self { regulation, latest: None, book: Book::default() }
    }

    /// The regulation that decides.
    #[must_use]
    pub const fn regulation(&self) -> &Regulation {
        &self.regulation
    }

    /// The date of the latest accepted fact, before which no fact is taken (N9).
    ///
    /// ```
    /// use voucher_core::{Iin, Reference, medicines::{Fact, Ledger, Regulation}, parse_date};
    ///
    /// let (mut ledger, first) = (Ledger::new(Regulation::medicines_2024_01()), parse_date("2024-01-01")?);
    /// let fact = Fact::Enrolled { iin: Iin::parse("990101600002")?, point: Reference::parse("P-1")? };
    /// assert!(!ledger.record(parse_date("2023-12-31")?, &fact).is_accepted());
    /// assert_eq!(ledger.latest(), None); // what is refused changes nothing
    /// assert!(ledger.record(first, &fact).is_accepted());
    /// assert_eq!(ledger.latest(), Some(first));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub const fn latest(&self) -> Option<NaiveDate> {
        self.latest
    }

    /// Takes a fact dated `on`, or refuses it with every reason that applies (N9, R4-R11).
    ///
    /// A refused fact changes nothing.
    ///
    /// ```
    /// use voucher_core::{Month, Reference, medicines::{Fact, Ledger, Outcome, Refusal, Refusals, Regulation}, parse_date};
    ///
    /// let mut ledger = Ledger::new(Regulation::medicines_2024_01());
    /// let sent = Fact::RegisterSent { point: Reference::parse("P-1")?, month: Month::parse("2026-02")? };
    /// let too_early = Refusals::from_iter([Refusal::RegisterNotDue]);
    /// assert_eq!(ledger.record(parse_date("2026-02-28")?, &sent), Outcome::Refused(too_early));
    /// assert!(ledger.record(parse_date("2026-03-01")?, &sent).is_accepted());
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn record(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
        if self.is_late(on) {
            return Outcome::Refused(Refusals::from_iter([Refusal::OutOfOrder]));
        }
        let outcome = self.decide(on, fact);
        if outcome.is_accepted() {
            self.latest = Some(on);
        }
        outcome
    }

    /// Whether a date lies before the latest fact (N9).
    fn is_late(&self, on: NaiveDate) -> bool {
        self.latest.is_some_and(|latest| on < latest)
    }

    fn decide(&mut self, on: NaiveDate, fact: &Fact) -> Outcome {
        match fact {
            Fact::Enrolled { iin, point } => self.enrolled(on, *iin, point),
            Fact::Left { iin } => self.left(on, *iin),
            Fact::Prescribed { prescription, iin, item, quantity, days } => {
                self.prescribed(on, prescription, *iin, item, *quantity, *days)
            }
            Fact::PrescriptionCancelled { prescription } => self.cancelled(on, prescription),
            Fact::Dispensed { record, prescription, point, quantity, evidence } => {
                self.dispensed(on, record, prescription, point, *quantity, *evidence)
            }
            Fact::DispensingWithdrawn { record } => self.withdrawn(on, record),
            Fact::RegisterSent { point, month } => {
                let refusals = self.register_refusals(on, *month);
                self.mark(refusals, point, *month, true)
            }
            Fact::RegisterRecalled { point, month } => {
                let refusals = self.outside(self.regulation.has_month(*month));
                self.mark(refusals, point, *month, false)
            }
        }
    }

    /// R4.
    fn enrolled(&mut self, on: NaiveDate, iin: Iin, point: &Reference) -> Outcome {
        let refusals = self.outside(self.regulation.period().contains(on));
        let at = self.book.points.find(point);
        let already = at.is_some() && self.enrolled_at(iin) == at;
        settle(Transition::unless(refusals, already, ()), |()| {
            let point = self.book.points.number(point);
            self.book.patients.enrol(iin, Some(point));
        })
    }

    /// R5.
    fn left(&mut self, on: NaiveDate, iin: Iin) -> Outcome {
        let mut refusals = self.outside(self.regulation.period().contains(on));
        refusals.push_if(self.book.patients.find(iin).is_none(), Refusal::NotEnrolled);
        let already = self.enrolled_at(iin).is_none();
        settle(Transition::unless(refusals, already, ()), |()| self.book.patients.enrol(iin, None))
    }

    /// R6.
    fn prescribed(
        &mut self,
        on: NaiveDate,
        prescription: &Reference,
        iin: Iin,
        item: &Reference,
        quantity: Count,
        days: Count,
    ) -> Outcome {
        let patient = self.book.patients.find(iin);
        let content = |patient, item| Content { patient, item, quantity, days };
        let free = match self.book.prescriptions.search(prescription) {
            Ok((number, kept)) => {
                let item = self.book.items.find(item);
                let told = patient.zip(item).map(|(patient, item)| content(patient, item));
                return self.with_stage(repeated(kept.prescribed_again(told)), number, on);
            }
            Err(free) => free,
        };
        let is_enrolled = patient.is_some_and(|patient| self.book.patients.point(patient).is_some());
        let refusals = prescribing(&self.regulation, on, is_enrolled, quantity, days);
        match patient {
            Some(patient) if refusals.is_empty() => {
                let content = content(patient, self.book.items.number(item));
                let number = self.book.prescriptions.add(free, prescription, Prescription::new(content, on));
                self.with_stage(Outcome::Accepted { repeat: false, stage: None }, number, on)
            }
            Some(_) | None => Outcome::Refused(refusals),
        }
    }

    /// R7.
    fn cancelled(&mut self, on: NaiveDate, prescription: &Reference) -> Outcome {
        let Ok((number, kept)) = self.book.prescriptions.search(prescription) else {
            return refused(Refusal::NoSuchPrescription);
        };
        let cancel = kept.cancel(self.regulation.parts().dispensing);
        let outcome = settle(cancel, |cancelled| self.book.update(number, cancelled));
        self.with_stage(outcome, number, on)
    }

    /// R8.
    fn dispensed(
        &mut self,
        on: NaiveDate,
        record: &Reference,
        prescription: &Reference,
        point: &Reference,
        quantity: Count,
        evidence: Evidence,
    ) -> Outcome {
        let found = self.book.prescriptions.find(prescription);
        let handed_out = |prescription, point| HandedOut { prescription, point, quantity, evidence };
        let free = match self.book.dispensings.search(record) {
            Ok((_, kept)) => {
                let told = found.zip(self.book.points.find(point)).map(|(of, at)| handed_out(of, at));
                return self.with_stage(repeated(kept.dispensed_again(told)), kept.what.prescription, on);
            }
            Err(free) => free,
        };
        let known = found.and_then(|number| self.seen_from(point, number));
        let refusals = conditions(&self.regulation, on, known, Some(quantity));
        match found {
            Some(number) if refusals.is_empty() => {
                let what = handed_out(number, self.book.points.number(point));
                self.book.hand_out((record, free), Given { what, on, withdrawn: false });
                self.with_stage(Outcome::Accepted { repeat: false, stage: None }, number, on)
            }
            Some(_) | None => Outcome::Refused(refusals),
        }
    }

    /// R9.
    fn withdrawn(&mut self, on: NaiveDate, record: &Reference) -> Outcome {
        let Ok((number, &kept)) = self.book.dispensings.search(record) else {
            return refused(Refusal::NoSuchRecord);
        };
        let withdraw = kept.withdraw(self.book.register_is_sent(kept.register()));
        let outcome = settle(withdraw, |withdrawn| self.book.withdraw(number, withdrawn));
        self.with_stage(outcome, kept.what.prescription, on)
    }

    /// R10, R11: a register is sent or recalled.
    fn mark(&mut self, refusals: Refusals, point: &Reference, month: Month, sent: bool) -> Outcome {
        let already = self.is_sent(point, month) == sent;
        settle(Transition::unless(refusals, already, ()), |()| {
            let point = self.book.points.number(point);
            self.book.mark((month, point), sent);
        })
    }

    fn register_of(&self, point: &Reference, month: Month) -> Option<&PointRegister> {
        let point = self.book.points.find(point)?;
        self.book.registers.get(&(month, point))
    }

    /// `outside_pilot`, unless inside.
    fn outside(&self, inside: bool) -> Refusals {
        let mut refusals = Refusals::NONE;
        refusals.push_if(!inside, Refusal::OutsidePilot);
        refusals
    }

    /// R10, R13: why the register of a month cannot be formed or sent on a date.
    fn register_refusals(&self, on: NaiveDate, month: Month) -> Refusals {
        let mut refusals = self.outside(self.regulation.has_month(month));
        let is_due = self.regulation.register_due(month).is_some_and(|due| due <= on);
        refusals.push_if(!is_due, Refusal::RegisterNotDue);
        refusals
    }

    /// Where a patient is enrolled now.
    fn enrolled_at(&self, iin: Iin) -> Option<Number> {
        self.book.patients.point(self.book.patients.find(iin)?)
    }

    /// What the conditions D need of a prescription, seen from a point.
    fn seen_from(&self, point: &Reference, number: Number) -> Option<Known<'_>> {
        let prescription = self.book.prescriptions.get(number)?;
        let enrolled = match self.book.patients.point(prescription.content.patient) {
            None => Enrolled::Nowhere,
            Some(at) if self.book.points.bytes(at) == point.bytes() => Enrolled::Here,
            Some(_) => Enrolled::Elsewhere,
        };
        Some(Known { prescription, enrolled })
    }

    /// The outcome with the prescription's stage on the date, if the fact counts.
    fn with_stage(&self, outcome: Outcome, number: Number, on: NaiveDate) -> Outcome {
        match outcome {
            Outcome::Accepted { repeat, .. } => Outcome::Accepted { repeat, stage: self.stage(number, on) },
            Outcome::Refused(refusals) => Outcome::Refused(refusals),
        }
    }

    fn stage(&self, number: Number, on: NaiveDate) -> Option<Stage> {
        Some(self.book.prescriptions.get(number)?.stage(&self.regulation, on))
    }
}

/// What the saved form reads and restores.
#[cfg(feature = "json")]
impl Ledger {
    pub(crate) const fn book(&self) -> &Book {
        &self.book
    }

    pub(crate) const fn of_book(regulation: Regulation, latest: Option<NaiveDate>, book: Book) -> Self {
        Self { regulation, latest, book }
    }
}

fn refused(refusal: Refusal) -> Outcome {
    Outcome::Refused(Refusals::from_iter([refusal]))
}

/// The outcome of a fact about something that is known already.
fn repeated(refusals: Refusals) -> Outcome {
    if refusals.is_empty() {
        Outcome::Accepted { repeat: true, stage: None }
    } else {
        Outcome::Refused(refusals)
    }
}

/// Writes what a transition leads to.
fn settle<T>(transition: Transition<T>, write: impl FnOnce(T)) -> Outcome {
    match transition {
        Transition::To(new) => {
            write(new);
            Outcome::Accepted { repeat: false, stage: None }
        }
        Transition::Repeat => Outcome::Accepted { repeat: true, stage: None },
        Transition::Refused(refusals) => Outcome::Refused(refusals),
    }
}

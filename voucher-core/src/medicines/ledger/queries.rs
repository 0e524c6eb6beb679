//! What a ledger is asked (R12, R13, R15, R16).

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::Ledger;
use crate::{
    medicines::{
        dispensing::{Asked, Enrolled, Evidence, Given, Known, Preview, conditions, preview},
        prescription::Prescription,
        query::{Dispensed, Due, Prescribed, Status, Summary},
        refusal::{Refusal, Refusals},
        register::{PointMonth, Register, RegisterRow},
    },
    programme::index::Number,
    value::{calendar::Month, count::Count, identity::Iin, order, reference::Reference},
};

/// The queries: pure, about any date, resting on every fact accepted so far; none moves the clock (N9).
impl Ledger {
    /// Where a prescription stands on a date (R16).
    ///
    /// # Errors
    ///
    /// `no_such_prescription` if nobody prescribed it.
    ///
    /// ```
    /// use voucher_core::{Reference, medicines::{Ledger, Refusal, Regulation}, parse_date};
    ///
    /// let ledger = Ledger::new(Regulation::medicines_2024_01());
    /// let unknown = ledger.status(&Reference::parse("RX-1")?, parse_date("2026-02-10")?);
    /// assert!(unknown.unwrap_err().iter().eq([Refusal::NoSuchPrescription]));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn status(&self, prescription: &Reference, on: NaiveDate) -> Result<Status, Refusals> {
        let number = self.book.prescriptions.find(prescription);
        let known = number.and_then(|number| self.book.prescriptions.get(number));
        let known = known.ok_or(Refusals::from_iter([Refusal::NoSuchPrescription]))?;
        Ok(self.status_of(known, on))
    }

    fn status_of(&self, known: &Prescription, on: NaiveDate) -> Status {
        let (stage, last) =
            (known.stage(&self.regulation, on), self.regulation.last_valid_day(known.issued_on));
        Status { stage, until: stage.is_open().then_some(last), rest: known.rest() }
    }

    /// All prescriptions of a patient, by day of issue and prescription, each as it stands on a date, with what was handed
    /// out, by day and record (R16).
    ///
    /// ```
    /// use voucher_core::{medicines::*, *};
    ///
    /// let mut ledger = Ledger::new(Regulation::medicines_2024_01());
    /// let reference = |text| Reference::parse(text).unwrap();
    /// let (iin, point, on) = (Iin::parse("990101600002")?, reference("P-1"), parse_date("2026-02-10")?);
    /// let (prescription, item) = (reference("RX-1"), reference("I"));
    /// let (quantity, days) = (Count::new(60)?, Count::new(30)?);
    /// ledger.record(on, &Fact::Enrolled { iin, point });
    /// ledger.record(on, &Fact::Prescribed { prescription, iin, item, quantity, days });
    /// let stages = |date| ledger.prescriptions(iin, parse_date(date).unwrap()).into_iter().map(|each| each.status.stage);
    /// assert!(stages("2026-03-12").eq([Stage::Open])); // its last valid day
    /// assert!(stages("2026-03-13").eq([Stage::Expired]));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn prescriptions(&self, iin: Iin, on: NaiveDate) -> Vec<Prescribed> {
        let Some(patient) = self.book.patients.find(iin) else { return Vec::new() };
        let own = |known: &Prescription| known.content.patient == patient;
        let own = self.book.prescriptions.sorted(own, |known| known.issued_on).into_iter();
        own.filter_map(|(number, known)| {
            Some(Prescribed {
                prescription: self.book.prescriptions.reference(number)?,
                item: self.book.items.reference(known.content.item)?,
                quantity: known.content.quantity,
                days: known.content.days,
                issued_on: known.issued_on,
                status: self.status_of(known, on),
                dispensings: self.dispensings(number),
            })
        })
        .collect()
    }

    fn dispensings(&self, prescription: Number) -> Vec<Dispensed> {
        let own = |given: &Given| given.what.prescription == prescription && !given.withdrawn;
        let own = self.book.dispensings.sorted(own, |given| given.on).into_iter();
        own.filter_map(|(_, Given { what, on, .. })| {
            let point = self.book.points.reference(what.point)?;
            Some(Dispensed { on: *on, point, quantity: what.quantity, evidence: what.evidence })
        })
        .collect()
    }

    /// The point where a patient is enrolled (R4); none where they are not, or no longer.
    ///
    /// ```
    /// use voucher_core::{Iin, Reference, medicines::{Fact, Ledger, Regulation}, parse_date};
    ///
    /// let mut ledger = Ledger::new(Regulation::medicines_2024_01());
    /// let (iin, point, on) = (Iin::parse("990101600002")?, Reference::parse("P-1")?, parse_date("2026-02-10")?);
    /// ledger.record(on, &Fact::Enrolled { iin, point });
    /// assert_eq!(ledger.point(iin), Some(point));
    /// ledger.record(on, &Fact::Left { iin });
    /// assert_eq!(ledger.point(iin), None);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn point(&self, iin: Iin) -> Option<Reference> {
        self.enrolled_at(iin).and_then(|point| self.book.points.reference(point))
    }

    /// Why nothing of a prescription can be handed out on a date at the patient's own point, whatever the quantity (D); no
    /// refusal where something can. A date before the latest fact is a reason where there is no other (N9).
    ///
    /// ```
    /// use voucher_core::{medicines::*, *};
    ///
    /// let mut ledger = Ledger::new(Regulation::medicines_2024_01());
    /// let reference = |text| Reference::parse(text).unwrap();
    /// let (iin, point, prescription, item) =
    ///     (Iin::parse("990101600002")?, reference("P-1"), reference("RX-1"), reference("I"));
    /// let (quantity, days) = (Count::new(60)?, Count::new(30)?);
    /// ledger.record(parse_date("2026-02-10")?, &Fact::Enrolled { iin, point });
    /// ledger.record(parse_date("2026-02-10")?, &Fact::Prescribed { prescription, iin, item, quantity, days });
    /// ledger.record(parse_date("2026-02-12")?, &Fact::Enrolled { iin, point: reference("P-2") });
    /// let obstacles = |of, date| ledger.obstacles(&of, parse_date(date).unwrap());
    /// assert!(obstacles(prescription, "2026-02-12").is_empty());
    /// assert!(obstacles(prescription, "2026-02-11").iter().eq([Refusal::OutOfOrder]));
    /// let unknown = obstacles(reference("RX-2"), "2027-01-01");
    /// assert!(unknown.iter().eq([Refusal::OutsidePilot, Refusal::NoSuchPrescription]));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn obstacles(&self, prescription: &Reference, on: NaiveDate) -> Refusals {
        let prescription = self.book.prescriptions.find(prescription);
        let prescription = prescription.and_then(|number| self.book.prescriptions.get(number));
        let known = prescription.map(|prescription| {
            let is_enrolled = self.book.patients.point(prescription.content.patient).is_some();
            Known { prescription, enrolled: if is_enrolled { Enrolled::Here } else { Enrolled::Nowhere } }
        });
        let refusals = conditions(&self.regulation, on, known, None);
        if refusals.is_empty() && self.is_late(on) { refusals.and(Refusal::OutOfOrder) } else { refusals }
    }

    /// May this be handed out at this point on this date (R12)? What is not known yet is left out.
    ///
    /// ```
    /// use voucher_core::{medicines::*, *};
    ///
    /// let mut ledger = Ledger::new(Regulation::medicines_2024_01());
    /// let reference = |text| Reference::parse(text).unwrap();
    /// let (iin, point, prescription, item) =
    ///     (Iin::parse("990101600002")?, reference("P-1"), reference("RX-1"), reference("I"));
    /// let (quantity, days, issued_on) = (Count::new(60)?, Count::new(30)?, parse_date("2026-02-10")?);
    /// ledger.record(issued_on, &Fact::Enrolled { iin, point });
    /// ledger.record(issued_on, &Fact::Prescribed { prescription, iin, item, quantity, days });
    /// let whole = |evidence, on| {
    ///     ledger.preview(&prescription, &point, Some(quantity), evidence, parse_date(on).unwrap())
    /// };
    /// let last_day = whole(Some(Evidence::Qr), "2026-03-12");
    /// assert_eq!(last_day, Preview::Yes(CommitKey::new(prescription, None)));
    /// assert!(matches!(whole(None, "2026-03-12"), Preview::CannotTell(_)));
    /// let too_late = Refusals::from_iter([Refusal::PrescriptionExpired]);
    /// assert_eq!(whole(None, "2026-03-13"), Preview::No { refusals: too_late, earliest: None });
    /// let too_early = Refusals::from_iter([Refusal::BeforeIssue]);
    /// assert_eq!(whole(None, "2026-02-09"), Preview::No { refusals: too_early, earliest: Some(issued_on) });
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn preview(
        &self,
        prescription: &Reference,
        point: &Reference,
        quantity: Option<Count>,
        evidence: Option<Evidence>,
        on: NaiveDate,
    ) -> Preview {
        let known =
            self.book.prescriptions.find(prescription).and_then(|number| self.seen_from(point, number));
        let asked = Asked { prescription: *prescription, quantity, evidence };
        preview(&self.regulation, on, known, &asked)
    }

    /// The register of a point and month (R13).
    ///
    /// # Errors
    ///
    /// `outside_pilot` and `register_not_due`, each where it holds.
    ///
    /// ```
    /// use voucher_core::{Month, Reference, medicines::{Ledger, Refusal, Regulation}, parse_date};
    ///
    /// let ledger = Ledger::new(Regulation::medicines_2024_01());
    /// let (point, month) = (Reference::parse("P-1")?, Month::parse("2026-02")?);
    /// let early = ledger.register(&point, month, parse_date("2026-02-28")?).unwrap_err();
    /// assert!(early.iter().eq([Refusal::RegisterNotDue]));
    /// assert_eq!(ledger.register(&point, month, parse_date("2026-03-01")?).unwrap().count(), 0);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn register(&self, point: &Reference, month: Month, on: NaiveDate) -> Result<Register, Refusals> {
        let refusals = self.register_refusals(on, month);
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let register = self.register_of(point, month).into_iter();
        let standing = register.flat_map(|register| self.book.standing(register));
        let rows = standing.filter_map(|(record, given)| self.row(record, given)).collect();
        Ok(Register::new(&self.regulation, PointMonth { point: *point, month }, rows))
    }

    /// Whether the register of a point and month was sent and not recalled since (R10, R11).
    ///
    /// ```
    /// use voucher_core::{Month, Reference, medicines::{Fact, Ledger, Regulation}, parse_date};
    ///
    /// let mut ledger = Ledger::new(Regulation::medicines_2024_01());
    /// let (point, month, on) = (Reference::parse("P-1")?, Month::parse("2026-02")?, parse_date("2026-03-01")?);
    /// ledger.record(on, &Fact::RegisterSent { point, month });
    /// assert!(ledger.is_sent(&point, month));
    /// ledger.record(on, &Fact::RegisterRecalled { point, month });
    /// assert!(!ledger.is_sent(&point, month));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn is_sent(&self, point: &Reference, month: Month) -> bool {
        self.register_of(point, month).is_some_and(|register| register.sent)
    }

    /// The months in which something was prescribed, in order: those whose [`summary`](Self::summary) is not empty (R16).
    ///
    /// ```
    /// use voucher_core::{medicines::*, *};
    ///
    /// let mut ledger = Ledger::new(Regulation::medicines_2024_01());
    /// let reference = |text| Reference::parse(text).unwrap();
    /// let (iin, point, item) = (Iin::parse("990101600002")?, reference("P-1"), reference("I"));
    /// let (quantity, days, march) = (Count::new(60)?, Count::new(30)?, Month::parse("2026-03")?);
    /// ledger.record(parse_date("2026-02-27")?, &Fact::Enrolled { iin, point });
    /// for (on, prescription) in [("2026-02-28", "RX-1"), ("2026-03-01", "RX-2"), ("2026-03-31", "RX-3")] {
    ///     let prescription = reference(prescription);
    ///     ledger.record(parse_date(on)?, &Fact::Prescribed { prescription, iin, item, quantity, days });
    /// }
    /// assert!(ledger.months().eq([march.previous(), march]));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn months(&self) -> impl Iterator<Item = Month> {
        let mut last = None;
        // They stand in the order of issue.
        let months = self.book.prescriptions.iter().map(|(_, known)| Month::of(known.issued_on));
        months.filter(move |month| last.replace(*month) != Some(*month))
    }

    /// The registers with a dispensing that is not withdrawn or that are sent, by month and point.
    ///
    /// ```
    /// use voucher_core::{Month, Reference, medicines::{Fact, Ledger, PointMonth, Regulation}, parse_date};
    ///
    /// let mut ledger = Ledger::new(Regulation::medicines_2024_01());
    /// let (point, month, on) = (Reference::parse("P-1")?, Month::parse("2026-02")?, parse_date("2026-03-01")?);
    /// ledger.record(on, &Fact::RegisterSent { point, month });
    /// assert_eq!(ledger.registers(), [PointMonth { point, month }]);
    /// ledger.record(on, &Fact::RegisterRecalled { point, month });
    /// assert!(ledger.registers().is_empty());
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn registers(&self) -> Vec<PointMonth> {
        let registers = self.book.registers.iter();
        let kept = registers
            .filter(|(_, register)| register.sent || self.book.standing(register).next().is_some())
            .filter_map(|((month, point), _)| {
                Some(PointMonth { point: self.book.points.reference(*point)?, month: *month })
            });
        let mut registers: Vec<_> = kept.collect();
        order::sort_by_key(&mut registers, |scope| (scope.month, scope.point));
        registers
    }

    fn row(&self, record: Number, given: &Given) -> Option<RegisterRow> {
        let prescription = self.book.prescriptions.get(given.what.prescription)?;
        Some(RegisterRow {
            dispensed_on: given.on,
            prescription: self.book.prescriptions.reference(given.what.prescription)?,
            record: self.book.dispensings.reference(record)?,
            item: self.book.items.reference(prescription.content.item)?,
            quantity: given.what.quantity,
            evidence: given.what.evidence,
        })
    }

    /// What the systems must do on a date: reminders, by prescription; then registers, by month and point (R15).
    ///
    /// ```
    /// use voucher_core::{medicines::*, *};
    ///
    /// let mut ledger = Ledger::new(Regulation::medicines_2024_01());
    /// let reference = |text| Reference::parse(text).unwrap();
    /// let (iin, prescription, item) = (Iin::parse("990101600002")?, reference("RX-1"), reference("I"));
    /// let (quantity, days, issued_on) = (Count::new(60)?, Count::new(30)?, parse_date("2026-02-10")?);
    /// ledger.record(issued_on, &Fact::Enrolled { iin, point: reference("P-1") });
    /// ledger.record(issued_on, &Fact::Prescribed { prescription, iin, item, quantity, days });
    /// assert_eq!(ledger.due(parse_date("2026-03-06")?), []);
    /// let until = parse_date("2026-03-12")?; // five days ahead of 7 March
    /// assert_eq!(ledger.due(parse_date("2026-03-07")?), [Due::RemindPatient { prescription, until }]);
    /// assert_eq!(ledger.due(parse_date("2026-03-13")?), []);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn due(&self, on: NaiveDate) -> Vec<Due> {
        let mut due: Vec<Due> = if self.regulation.period().contains(on) {
            self.valid_on(on).filter_map(|(number, known)| self.reminder(number, known, on)).collect()
        } else {
            Vec::new()
        };
        let registers = self.book.registers.iter().filter(|(_, register)| !register.sent);
        due.extend(registers.filter_map(|(&(month, point), register)| {
            let is_due = self.regulation.register_due(month)? <= on;
            let has_any = self.book.standing(register).next().is_some();
            let point = self.book.points.reference(point)?;
            (is_due && has_any).then_some(Due::SendRegister { month, point })
        }));
        order::sort(&mut due);
        due
    }

    /// The prescriptions issued on or before a date that are valid on it, in the order of issue.
    fn valid_on(&self, on: NaiveDate) -> impl Iterator<Item = (Number, &Prescription)> {
        let over = move |known: &Prescription| self.regulation.last_valid_day(known.issued_on) < on;
        self.book.prescriptions.since(over).take_while(move |(_, known)| known.issued_on <= on)
    }

    fn reminder(&self, number: Number, known: &Prescription, on: NaiveDate) -> Option<Due> {
        let until = self.regulation.last_valid_day(known.issued_on);
        let ahead = until.signed_duration_since(on).num_days();
        let is_near = ahead <= self.regulation.parts().remind_before_days.into();
        let is_enrolled = self.book.patients.point(known.content.patient).is_some();
        if is_near && is_enrolled && known.stage(&self.regulation, on).is_open() {
            Some(Due::RemindPatient { prescription: self.book.prescriptions.reference(number)?, until })
        } else {
            None
        }
    }

    /// How many of the prescriptions issued in a month stand at each stage, seen on a date (R16).
    ///
    /// ```
    /// use voucher_core::{medicines::*, *};
    ///
    /// let mut ledger = Ledger::new(Regulation::medicines_2024_01());
    /// let reference = |text| Reference::parse(text).unwrap();
    /// let (iin, prescription, item) = (Iin::parse("990101600002")?, reference("RX-1"), reference("I"));
    /// let (quantity, days, issued_on) = (Count::new(60)?, Count::new(30)?, parse_date("2026-02-10")?);
    /// ledger.record(issued_on, &Fact::Enrolled { iin, point: reference("P-1") });
    /// ledger.record(issued_on, &Fact::Prescribed { prescription, iin, item, quantity, days });
    /// let february = Month::parse("2026-02")?;
    /// let count = |stage, on| ledger.summary(february, parse_date(on).unwrap()).count(stage);
    /// assert_eq!(count(Stage::Open, "2026-03-12"), 1); // its last valid day
    /// assert_eq!(count(Stage::Expired, "2026-03-13"), 1);
    /// assert_eq!(ledger.summary(february.next(), issued_on).iter().map(|(_, count)| count).sum::<usize>(), 0);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn summary(&self, month: Month, on: NaiveDate) -> Summary {
        let mut summary = Summary::default();
        let of_month = self.book.prescriptions.since(|known| Month::of(known.issued_on) < month);
        for (_, known) in of_month.take_while(|(_, known)| Month::of(known.issued_on) == month) {
            summary.add(known.stage(&self.regulation, on));
        }
        summary
    }
}

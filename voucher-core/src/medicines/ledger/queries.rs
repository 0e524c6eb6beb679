//! What a ledger is asked (R12, R13, R15, R16).

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::Ledger;
use crate::{
    medicines::{
        dispensing::{Asked, Evidence, Given, Preview, preview},
        prescription::Prescription,
        query::{Due, Status, Summary},
        refusal::{Refusal, Refusals},
        register::{PointMonth, Register, RegisterRow},
    },
    programme::index::Number,
    value::{calendar::Month, count::Count, reference::Reference},
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
        let (stage, last) =
            (known.stage(&self.regulation, on), self.regulation.last_valid_day(known.issued_on));
        Ok(Status { stage, until: stage.is_open().then_some(last), rest: known.rest() })
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
        let known = self.book.prescriptions.find(prescription).and_then(|number| self.known(number, point));
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
        due.sort_unstable();
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
        let is_enrolled = self.book.patients.get(known.content.patient)?.point.is_some();
        if is_near && is_enrolled && known.stage(&self.regulation, on).is_open() {
            Some(Due::RemindPatient { prescription: self.book.prescriptions.reference(number)?, until })
        } else {
            None
        }
    }

    /// How many of the prescriptions issued in a month stand at each stage, seen on a date (R16).
    ///
    /// ```
    /// use voucher_core::{Month, medicines::{Ledger, Regulation, Stage}, parse_date};
    ///
    /// let ledger = Ledger::new(Regulation::medicines_2024_01());
    /// let summary = ledger.summary(Month::parse("2026-02")?, parse_date("2026-03-13")?);
    /// assert_eq!(summary.count(Stage::Expired), 0);
    /// assert_eq!(summary.iter().count(), 5);
    /// # Ok::<(), voucher_core::Error>(())
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

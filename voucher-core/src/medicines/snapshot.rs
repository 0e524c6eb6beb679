//! A ledger as text: the first line also has the registers sent; patients follow by iin, prescriptions by day of issue and
//! reference, dispensings by day and record.

use alloc::vec::Vec;
use core::mem;

use chrono::NaiveDate;

use crate::{
    medicines::{
        book::{Book, Patient},
        dispensing::{Enrolled, Evidence, Given, HandedOut, Known, conditions},
        ledger::Ledger,
        prescription::{Content, Prescription, prescribing},
        refusal::Transition,
        regulation::Regulation,
    },
    programme::{
        index::Number,
        snapshot::{Reader, Saved, Writer, read_latest, saved, write_latest},
    },
    value::{calendar::Month, error::Error, order, reference::Reference},
    wire::{fields::Fields, json::Value, writer::Object},
};

saved!(Ledger, "medicines", "Regulation", "medicines_2024_01");

impl Saved for Ledger {
    fn write(&self, to: &mut Writer<'_>) {
        let book = self.book();
        to.head(&self.regulation().canonical_json(), |to| write_head(self.latest(), book, to));
        let mut patients: Vec<_> = book.patients.iter().collect();
        order::sort_by_key(&mut patients, |patient| patient.iin);
        for patient in patients {
            to.line(|to| write_patient(book, patient, to));
        }
        for (number, prescription) in book.prescriptions.sorted(|_| true, |known| known.issued_on) {
            to.line(|to| write_prescription(book, number, prescription, to));
        }
        for (number, given) in book.dispensings.sorted(|_| true, |given| given.on) {
            to.line(|to| write_dispensing(book, number, given, to));
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Error> {
        let (regulation, head) = from.line(|fields| {
            let regulation = Regulation::from_value(fields.get("regulation")?);
            Some((regulation, head(fields)?))
        })?;
        let mut restoring = Restoring::new(regulation?, head.latest);
        while !from.at_end() {
            from.line(|fields| restoring.line(fields))?;
        }
        restoring.end(&head.sent).ok_or(from.inconsistent())
    }
}

fn write_head(latest: Option<NaiveDate>, book: &Book, to: &mut Object<'_>) {
    write_latest(latest, to);
    let mut sent: Vec<_> = book.sent().map(|(month, point)| (month, book.points.text(point))).collect();
    order::sort(&mut sent);
    to.objects("registers_sent", sent, |to, (month, point)| {
        to.month("month", month).plain("point", point);
    });
}

fn write_patient(book: &Book, patient: &Patient, to: &mut Object<'_>) {
    to.iin("iin", patient.iin);
    if let Some(point) = patient.point {
        to.plain("point", book.points.text(point));
    }
}

fn write_prescription(book: &Book, number: Number, prescription: &Prescription, to: &mut Object<'_>) {
    let Content { patient, item, quantity, days } = prescription.content;
    to.plain("prescription", book.prescriptions.text(number));
    if let Some(patient) = book.patients.get(patient) {
        to.iin("iin", patient.iin);
    }
    to.plain("item", book.items.text(item))
        .whole("quantity", quantity.number())
        .whole("days", days.number())
        .date("issued_on", prescription.issued_on)
        .boolean("cancelled", prescription.cancelled);
}

fn write_dispensing(book: &Book, number: Number, given: &Given, to: &mut Object<'_>) {
    to.plain("record", book.dispensings.text(number))
        .plain("prescription", book.prescriptions.text(given.what.prescription))
        .plain("point", book.points.text(given.what.point))
        .whole("quantity", given.what.quantity.number())
        .plain("evidence", given.what.evidence.code())
        .date("dispensed_on", given.on)
        .boolean("withdrawn", given.withdrawn);
}

/// The first line.
struct Head {
    latest: Option<NaiveDate>,
    sent: Vec<(Month, Reference)>,
}

// Nobody checks here that a field stands once, or what the order is: written again, the text would be another.

fn head(fields: Fields<'_>) -> Option<Head> {
    let sent = |register: &Value<'_>| {
        let fields = Fields::of(register)?;
        Some((fields.month().ok()?, fields.reference("point").ok()?))
    };
    Some(Head {
        latest: read_latest(fields)?,
        sent: fields.array("registers_sent").ok()?.iter().map(sent).collect::<Option<_>>()?,
    })
}

/// A ledger that is being restored. What its lines say is told to the rules again, so that only what facts could have made
/// is restored.
struct Restoring {
    regulation: Regulation,
    latest: Option<NaiveDate>,
    book: Book,
    cancelled: Vec<Number>,
    /// The dispensings of the last day that stand. They are told after those of the day that are withdrawn, which can have
    /// come first.
    standing: Vec<(Reference, Given)>,
}

impl Restoring {
    fn new(regulation: Regulation, latest: Option<NaiveDate>) -> Self {
        let (book, cancelled, standing) = (Book::default(), Vec::new(), Vec::new());
        Self { regulation, latest, book, cancelled, standing }
    }

    fn line(&mut self, fields: Fields<'_>) -> Option<()> {
        if fields.has("record") {
            self.dispensing(fields)
        } else if fields.has("prescription") {
            self.prescription(fields)
        } else {
            self.patient(fields)
        }
    }

    fn patient(&mut self, fields: Fields<'_>) -> Option<()> {
        let point = fields.optional("point", |fields| fields.reference("point")).ok()?;
        let point = point.map(|point| self.book.points.number(&point));
        self.book.patients.enrol(fields.iin().ok()?, point);
        (Some(self.regulation.period().first) <= self.latest).then_some(())
    }

    fn prescription(&mut self, fields: Fields<'_>) -> Option<()> {
        let reference = fields.reference("prescription").ok()?;
        let (quantity, days) = (fields.counted("quantity").ok()?, fields.counted("days").ok()?);
        let issued_on = fields.day("issued_on").ok()?;
        let patient = self.book.patients.find(fields.iin().ok()?)?;
        let item = self.book.items.number(&fields.reference("item").ok()?);
        let refusals = prescribing(&self.regulation, issued_on, true, quantity, days);
        let free = self.book.prescriptions.search(&reference).err()?;
        if !refusals.is_empty() || Some(issued_on) > self.latest {
            return None;
        }
        let content = Content { patient, item, quantity, days };
        let number = self.book.prescriptions.add(free, &reference, Prescription::new(content, issued_on));
        if fields.boolean("cancelled").ok()? {
            self.cancelled.push(number);
        }
        Some(())
    }

    fn dispensing(&mut self, fields: Fields<'_>) -> Option<()> {
        let (record, on) = (fields.reference("record").ok()?, fields.day("dispensed_on").ok()?);
        let what = HandedOut {
            prescription: self.book.prescriptions.find(&fields.reference("prescription").ok()?)?,
            point: self.book.points.number(&fields.reference("point").ok()?),
            quantity: fields.counted("quantity").ok()?,
            evidence: fields.coded("evidence", Evidence::from_code).ok()?,
        };
        if self.standing.last().is_some_and(|(_, last)| last.on != on) {
            self.end_of_day()?;
        }
        let given = Given { what, on, withdrawn: false };
        if fields.boolean("withdrawn").ok()? {
            let number = self.hand_out(&record, given)?;
            self.book.withdraw(number, Given { withdrawn: true, ..given });
        } else {
            self.standing.push((record, given));
        }
        Some(())
    }

    /// Tells the dispensings of a day that stand.
    fn end_of_day(&mut self) -> Option<()> {
        mem::take(&mut self.standing)
            .iter()
            .try_for_each(|(record, given)| self.hand_out(record, *given).map(drop))
    }

    /// Tells a dispensing: its record is new (R8), its day has come (N9), and D has nothing against it.
    fn hand_out(&mut self, record: &Reference, given: Given) -> Option<Number> {
        let prescription = self.book.prescriptions.get(given.what.prescription)?;
        // The patient may have been enrolled elsewhere then.
        let known = Known { prescription, enrolled: Enrolled::Here };
        let refusals = conditions(&self.regulation, given.on, Some(known), Some(given.what.quantity));
        let free = self.book.dispensings.search(record).err()?;
        if !refusals.is_empty() || Some(given.on) > self.latest {
            return None;
        }
        Some(self.book.hand_out((record, free), given))
    }

    /// Tells what can have come last: the dispensings of the last day, cancellations, registers.
    fn end(mut self, sent: &[(Month, Reference)]) -> Option<Ledger> {
        self.end_of_day()?;
        for number in mem::take(&mut self.cancelled) {
            let prescription = self.book.prescriptions.get(number)?;
            match prescription.cancel(self.regulation.parts().dispensing) {
                Transition::To(cancelled) => self.book.update(number, cancelled),
                Transition::Repeat | Transition::Refused(_) => return None,
            }
        }
        for (month, point) in sent {
            let due = self.regulation.register_due(*month)?;
            if !self.regulation.has_month(*month) || Some(due) > self.latest {
                return None;
            }
            let point = self.book.points.number(point);
            self.book.mark((*month, point), true);
        }
        Some(Ledger::of_book(self.regulation, self.latest, self.book))
    }
}

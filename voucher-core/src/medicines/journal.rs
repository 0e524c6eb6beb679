//! The lines of a journal of medicines (*wire*): facts and queries read, their answers written.

use alloc::string::String;

use crate::{
    medicines::{
        dispensing::{CommitKey, Evidence},
        fact::Fact,
        ledger::Ledger,
        query::{Due, Status},
        register::Register,
    },
    programme::answers::{lines, write_counts, write_or_refuse, write_outcome, write_texts, write_verdict},
    value::error::ErrorKind,
    wire::{
        fields::{DATE, Fault, Field, Fields, IIN, KIND, may, need},
        writer::{Object, written},
    },
};

mod fact;

const POINT: Field = need("point");
const MONTH: Field = need("month");
const PRESCRIPTION: Field = need("prescription");
const RECORD: Field = need("record");

lines!(Ledger, Medicines);

/// Reads a fact and lets the ledger decide on it.
fn fact(ledger: &mut Ledger, kind: &str, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault> {
    let fact = match kind {
        "enrolled" => {
            fields.check(&[KIND, IIN, POINT, DATE])?;
            Fact::Enrolled { iin: fields.iin()?, point: fields.reference("point")? }
        }
        "left" => {
            fields.check(&[KIND, IIN, DATE])?;
            Fact::Left { iin: fields.iin()? }
        }
        "prescribed" => {
            fields.check(&[KIND, PRESCRIPTION, IIN, need("item"), need("quantity"), need("days"), DATE])?;
            Fact::Prescribed {
                prescription: fields.reference("prescription")?,
                iin: fields.iin()?,
                item: fields.reference("item")?,
                quantity: fields.counted("quantity")?,
                days: fields.counted("days")?,
            }
        }
        "prescription_cancelled" => {
            fields.check(&[KIND, PRESCRIPTION, DATE])?;
            Fact::PrescriptionCancelled { prescription: fields.reference("prescription")? }
        }
        "dispensed" => {
            fields.check(&[KIND, RECORD, PRESCRIPTION, POINT, need("quantity"), need("evidence"), DATE])?;
            Fact::Dispensed {
                record: fields.reference("record")?,
                prescription: fields.reference("prescription")?,
                point: fields.reference("point")?,
                quantity: fields.counted("quantity")?,
                evidence: fields.coded("evidence", Evidence::from_code)?,
            }
        }
        "dispensing_withdrawn" => {
            fields.check(&[KIND, RECORD, DATE])?;
            Fact::DispensingWithdrawn { record: fields.reference("record")? }
        }
        "register_sent" => {
            fields.check(&[KIND, POINT, MONTH, DATE])?;
            Fact::RegisterSent { point: fields.reference("point")?, month: fields.month()? }
        }
        "register_recalled" => {
            fields.check(&[KIND, POINT, MONTH, DATE])?;
            Fact::RegisterRecalled { point: fields.reference("point")?, month: fields.month()? }
        }
        _ => return Err(Fault::new(ErrorKind::UnknownKind)),
    };
    write_outcome(ledger.record(fields.date()?, &fact), answer);
    Ok(())
}

/// Reads a query and writes the ledger's answer.
fn query(ledger: &Ledger, kind: &str, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault> {
    match kind {
        "due" => {
            fields.check(&[KIND, DATE])?;
            answer.objects("due", ledger.due(fields.date()?), |to, due| write_due(&due, to));
        }
        "status" => {
            fields.check(&[KIND, PRESCRIPTION, DATE])?;
            let prescription = fields.reference("prescription")?;
            write_or_refuse(ledger.status(&prescription, fields.date()?), answer, write_status);
        }
        "preview" => {
            fields.check(&[KIND, PRESCRIPTION, POINT, may("quantity"), may("evidence"), DATE])?;
            let (prescription, point) = (fields.reference("prescription")?, fields.reference("point")?);
            let quantity = fields.optional("quantity", |fields| fields.counted("quantity"))?;
            let evidence = fields.optional_coded("evidence", Evidence::from_code)?;
            let verdict = ledger.preview(&prescription, &point, quantity, evidence, fields.date()?);
            write_verdict(verdict, answer, write_key);
        }
        "register" => {
            fields.check(&[KIND, POINT, MONTH, DATE])?;
            let (point, month) = (fields.reference("point")?, fields.month()?);
            write_or_refuse(ledger.register(&point, month, fields.date()?), answer, |register, answer| {
                answer.object("register", |to| write_register(&register, to));
            });
        }
        "summary" => {
            fields.check(&[KIND, MONTH, DATE])?;
            let month = fields.month()?;
            write_counts(ledger.summary(month, fields.date()?).iter(), answer);
        }
        _ => return Err(Fault::new(ErrorKind::UnknownKind)),
    }
    Ok(())
}

fn write_due(due: &Due, to: &mut Object<'_>) {
    to.plain("action", due.action().code());
    match due {
        Due::RemindPatient { prescription, until } => {
            to.plain("prescription", prescription.expose_text()).date("until", *until)
        }
        Due::SendRegister { month, point } => to.plain("point", point.expose_text()).month("month", *month),
    };
}

fn write_status(status: Status, answer: &mut Object<'_>) {
    answer.plain("stage", status.stage.code());
    if let Some(until) = status.until {
        answer.date("until", until);
    }
    write_texts(status.stage.texts(), answer.whole("rest", status.rest.number()));
}

fn write_key(key: CommitKey, to: &mut Object<'_>) {
    to.plain("programme", key.programme().code()).plain("prescription", key.prescription().expose_text());
    if let Some(number) = key.number() {
        to.whole("number", number);
    }
}

fn write_register(register: &Register, to: &mut Object<'_>) {
    to.plain("point", register.scope().point.expose_text())
        .month("month", register.scope().month)
        .text("regulation", register.regulation())
        .count("count", register.count())
        .objects("rows", register.rows(), |to, row| {
            to.date("dispensed_on", row.dispensed_on)
                .plain("prescription", row.prescription.expose_text())
                .plain("item", row.item.expose_text())
                .whole("quantity", row.quantity.number())
                .plain("evidence", row.evidence.code())
                .plain("record", row.record.expose_text());
        })
        .digest("digest", &register.digest());
}

impl Register {
    /// The register as JSON, as a journal answers it.
    ///
    /// ```
    /// use voucher_core::{Month, Reference, medicines::{PointMonth, Register, Regulation}};
    ///
    /// let scope = PointMonth { point: Reference::parse("P-1")?, month: Month::parse("2026-02")? };
    /// let empty = Register::new(&Regulation::medicines_2024_01(), scope, vec![]);
    /// assert!(empty.to_json().starts_with(r#"{"point":"P-1","month":"2026-02","regulation":"medicines-2024-01","#));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        written(|to| write_register(self, to))
    }
}

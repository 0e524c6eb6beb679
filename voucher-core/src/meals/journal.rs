//! The lines of a journal of school meals (*wire*): facts and queries read, their answers written.

use alloc::string::String;

use crate::{
    meals::{
        fact::{Answer, Entry, Fact, Ground, Meal, SchoolDay, Sheet, Source},
        grade::Grade,
        ledger::Ledger,
        query::{Amount, CommitKey, Due, Planned},
        register::Register,
    },
    programme::answers::{lines, write_counts, write_or_refuse, write_outcome, write_texts, write_verdict},
    value::{calendar::Month, error::ErrorKind, reference::Reference, region::Region},
    wire::{
        fields::{DATE, Fault, Field, Fields, IIN, KIND, may, need},
        writer::{Object, written},
    },
};

mod fact;

const SCHOOL: Field = need("school");
const SUPPLIER: Field = need("supplier");
const MONTH: Field = need("month");
const RECORD: Field = need("record");
/// The kind of meal; what says whether a line is a fact or a query is [`KIND`].
const MEAL_KIND: Field = need("kind");

/// The most grounds that a line may name.
const MOST_GROUNDS: usize = 4096;

lines!(Ledger, Meals);

/// Reads a fact and lets the ledger decide on it.
fn fact(ledger: &mut Ledger, kind: &str, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault> {
    let only_iin = || fields.check(&[KIND, IIN, DATE]).and_then(|()| fields.iin());
    let fact = match kind {
        "listed" => {
            fields.check(&[KIND, IIN, SCHOOL, need("region"), need("grade"), need("grounds"), DATE])?;
            Fact::Listed { iin: fields.iin()?, entry: entry(fields)? }
        }
        "delisted" => Fact::Delisted { iin: only_iin()? },
        "notified" => Fact::Notified { iin: only_iin()? },
        "activated" => Fact::Activated { iin: only_iin()? },
        "replied" => {
            fields.check(&[KIND, IIN, need("answer"), DATE])?;
            Fact::Replied { iin: fields.iin()?, answer: fields.coded("answer", Answer::from_code)? }
        }
        "day_closed" => Fact::DayClosed(school_day(fields)?),
        "day_reopened" => Fact::DayReopened(school_day(fields)?),
        "meal_given" => {
            fields.check(&[
                KIND,
                RECORD,
                IIN,
                SCHOOL,
                SUPPLIER,
                MEAL_KIND,
                need("given_on"),
                need("source"),
                DATE,
            ])?;
            Fact::MealGiven { record: fields.reference("record")?, meal: meal(fields)? }
        }
        "meal_withdrawn" => {
            fields.check(&[KIND, RECORD, DATE])?;
            Fact::MealWithdrawn { record: fields.reference("record")? }
        }
        "register_sent" => Fact::RegisterSent(sheet(fields)?),
        "register_recalled" => Fact::RegisterRecalled(sheet(fields)?),
        _ => return Err(Fault::new(ErrorKind::UnknownKind)),
    };
    write_outcome(ledger.record(fields.date()?, &fact), answer);
    Ok(())
}

fn entry(fields: Fields<'_>) -> Result<Entry, Fault> {
    Ok(Entry {
        school: fields.reference("school")?,
        region: fields.text("region", Region::from_kato)?,
        grade: grade(fields, "grade")?,
        grounds: fields.few("grounds", MOST_GROUNDS)?.codes("grounds", Ground::from_code)?,
    })
}

fn grade(fields: Fields<'_>, name: &'static str) -> Result<Grade, Fault> {
    Grade::new(fields.count(name)?).map_err(|error| Fault::invalid(name, error.kind()))
}

fn school_day(fields: Fields<'_>) -> Result<SchoolDay, Fault> {
    fields.check(&[KIND, SCHOOL, need("day"), may("first_grade"), may("last_grade"), DATE])?;
    let (school, day) = (fields.reference("school")?, fields.day("day")?);
    let first_grade = fields.optional("first_grade", |fields| grade(fields, "first_grade"))?;
    let last_grade = fields.optional("last_grade", |fields| grade(fields, "last_grade"))?;
    Ok(SchoolDay {
        school,
        day,
        first_grade: first_grade.unwrap_or(Grade::FIRST),
        last_grade: last_grade.unwrap_or(Grade::LAST),
    })
}

fn meal(fields: Fields<'_>) -> Result<Meal, Fault> {
    Ok(Meal {
        iin: fields.iin()?,
        school: fields.reference("school")?,
        supplier: fields.reference("supplier")?,
        kind: fields.reference("kind")?,
        given_on: fields.day("given_on")?,
        source: fields.coded("source", Source::from_code)?,
    })
}

fn sheet(fields: Fields<'_>) -> Result<Sheet, Fault> {
    fields.check(&[KIND, SCHOOL, SUPPLIER, MONTH, DATE])?;
    let (school, supplier) = (fields.reference("school")?, fields.reference("supplier")?);
    Ok(Sheet { month: fields.month()?, school, supplier })
}

/// Reads a query and writes the ledger's answer.
fn query(ledger: &Ledger, kind: &str, fields: Fields<'_>, answer: &mut Object<'_>) -> Result<(), Fault> {
    match kind {
        "due" => {
            fields.check(&[KIND, DATE])?;
            answer.objects("due", ledger.due(fields.date()?), |to, due| write_due(due, to));
        }
        "status" => {
            fields.check(&[KIND, IIN, may("month"), DATE])?;
            let (iin, month) = (fields.iin()?, fields.optional("month", Fields::month)?);
            let on = fields.date()?;
            let month = month.unwrap_or(Month::of(on));
            let stage = ledger.stage(iin, month, on);
            answer.plain("stage", stage.code());
            if let Some(until) = ledger.until(stage, month) {
                answer.date("until", until);
            }
            let over = month < Month::of(on);
            write_texts(if over { stage.texts_when_over() } else { stage.texts() }, answer);
        }
        "preview" => {
            fields.check(&[KIND, IIN, SCHOOL, SUPPLIER, MEAL_KIND, may("open"), DATE])?;
            let iin = fields.iin()?;
            let (school, supplier) = (fields.reference("school")?, fields.reference("supplier")?);
            let kind = fields.reference("kind")?;
            let open = fields.optional("open", |fields| fields.boolean("open"))?;
            let preview = ledger.preview(iin, &school, &supplier, &kind, open, fields.date()?);
            write_verdict(preview, answer, write_key);
        }
        "register" => {
            let register = ledger.register(&sheet(fields)?, fields.date()?);
            write_or_refuse(register, answer, |register, to| {
                to.object("register", |to| write_register(&register, to));
            });
        }
        "amount" => {
            let amount = ledger.amount(&sheet(fields)?, fields.date()?);
            write_or_refuse(amount, answer, |amount, to| {
                to.object("amount", |to| write_amount(&amount, to));
            });
        }
        "planned" => {
            fields.check(&[KIND, SCHOOL, MONTH, MEAL_KIND, DATE])?;
            let (school, month, kind) =
                (fields.reference("school")?, fields.month()?, fields.reference("kind")?);
            let planned = ledger.planned(&school, month, &kind, fields.date()?);
            write_or_refuse(planned, answer, |planned, to| {
                to.object("planned", |to| write_planned(&school, month, &kind, &planned, to));
            });
        }
        "summary" => {
            fields.check(&[KIND, MONTH, DATE])?;
            // Nobody who was listed in the month is `not_listed` in it.
            write_counts(ledger.summary(fields.month()?, fields.date()?).iter().skip(1), answer);
        }
        _ => return Err(Fault::new(ErrorKind::UnknownKind)),
    }
    Ok(())
}

fn write_due(due: Due, to: &mut Object<'_>) {
    to.plain("action", due.action().code());
    match due {
        Due::Notify { iin } | Due::RemindToActivate { iin } => {
            to.iin("iin", iin);
        }
        Due::SendRegister(sheet) => write_sheet(&sheet, to),
    }
}

fn write_sheet(sheet: &Sheet, to: &mut Object<'_>) {
    to.plain("school", sheet.school.expose_text())
        .plain("supplier", sheet.supplier.expose_text())
        .month("month", sheet.month);
}

fn write_key(key: CommitKey, to: &mut Object<'_>) {
    to.plain("programme", key.programme().code())
        .iin("iin", key.iin())
        .date("given_on", key.given_on())
        .plain("kind", key.kind().expose_text());
}

fn write_register(register: &Register, to: &mut Object<'_>) {
    write_sheet(register.scope(), to);
    to.text("regulation", register.regulation())
        .count("count", register.count())
        .count("by_hand", register.by_hand())
        .objects("rows", register.rows(), |to, row| {
            to.date("given_on", row.given_on)
                .iin("iin", row.iin)
                .plain("kind", row.kind.expose_text())
                .plain("source", row.source.code())
                .plain("record", row.record.expose_text());
        })
        .digest("digest", &register.digest());
}

impl Register {
    /// The register as JSON, as a journal answers it.
    ///
    /// ```
    /// use voucher_core::{Month, Reference, meals::{Register, Regulation, Sheet}};
    ///
    /// let (school, supplier) = (Reference::parse("S-1")?, Reference::parse("F-1")?);
    /// let sheet = Sheet { month: Month::parse("2026-03")?, school, supplier };
    /// let json = Register::new(&Regulation::meals_2026_02(), sheet, vec![]).to_json();
    /// assert!(json.contains(r#""count":0,"by_hand":0,"rows":[],"digest":"#));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        written(|to| write_register(self, to))
    }
}

fn write_amount(amount: &Amount, to: &mut Object<'_>) {
    to.whole("count", amount.count())
        .objects("parts", &amount.parts, |to, part| {
            to.display("price", part.price).whole("count", part.count).display("sum", part.sum());
        })
        .display("total", amount.total());
}

fn write_planned(school: &Reference, month: Month, kind: &Reference, planned: &Planned, to: &mut Object<'_>) {
    to.plain("school", school.expose_text())
        .month("month", month)
        .plain("kind", kind.expose_text())
        .whole("planned", planned.planned())
        .whole("given", planned.given)
        .whole("closed", planned.closed)
        .whole("no_consent", planned.no_consent)
        .whole("absent", planned.absent)
        .whole("ahead", planned.ahead)
        .whole("over", planned.over);
}

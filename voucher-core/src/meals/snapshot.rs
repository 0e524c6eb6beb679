//! A ledger as text: the first line also counts the records, which follow by kind: pupils of a month, vouchers of a school
//! year, meals, closed days, registers sent.

use alloc::vec::Vec;

use chrono::NaiveDate;

use crate::{
    meals::{
        book::{Served, Voucher},
        fact::{Answer, Entry, Ground, Meal, Sheet, Source},
        grade::Grade,
        ledger::{Contents, Ledger},
        regulation::Regulation,
    },
    programme::snapshot::{Reader, Saved, Writer, read_latest, saved, write_latest},
    value::{
        calendar::{Day, Month},
        error::Error,
        identity::Iin,
        region::Region,
    },
    wire::{fields::Fields, writer::Object},
};

saved!(Ledger, "meals", "Regulation", "meals_2026_02");

impl Saved for Ledger {
    fn write(&self, to: &mut Writer<'_>) {
        let contents = self.contents();
        to.head(&self.regulation().canonical_json(), |to| write_head(self, &contents, to));
        for (month, iin, entries) in &contents.pupils {
            to.line(|to| {
                to.month("month", *month).iin("iin", *iin).objects("entries", entries, |to, (day, entry)| {
                    to.whole("day", day.number());
                    if let Some(entry) = entry {
                        write_entry(entry, to);
                    }
                });
            });
        }
        for (year, iin, voucher) in &contents.vouchers {
            to.line(|to| write_voucher(*year, *iin, voucher, to));
        }
        for (record, meal, served) in &contents.meals {
            to.line(|to| write_meal(record, meal, served, to));
        }
        for (day, school, grade) in &contents.closed {
            to.line(|to| {
                to.date("day", *day).plain("school", school.expose_text()).whole("grade", grade.number());
            });
        }
        for sheet in &contents.sent {
            to.line(|to| {
                to.month("month", sheet.month)
                    .plain("school", sheet.school.expose_text())
                    .plain("supplier", sheet.supplier.expose_text());
            });
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Error> {
        let (regulation, latest, [pupils, vouchers, meals, closed, sent]) = from.line(|fields| {
            let regulation = Regulation::from_value(fields.get("regulation")?);
            let latest = read_latest(fields)?;
            let count = |name| fields.number(name).ok();
            let counts =
                [count("pupils")?, count("vouchers")?, count("meals")?, count("closed")?, count("sent")?];
            Some((regulation, latest, counts))
        })?;
        let mut ledger = Self::restored(regulation?, latest);
        each(from, pupils, |fields| read_pupil(&mut ledger, fields))?;
        each(from, vouchers, |fields| read_voucher(&mut ledger, fields))?;
        ledger.note_all_uses();
        each(from, meals, |fields| read_meal(&mut ledger, fields))?;
        each(from, closed, |fields| read_closed(&mut ledger, fields))?;
        each(from, sent, |fields| read_sent(&mut ledger, fields))?;
        Ok(ledger)
    }
}

/// Reads so many lines.
fn each(
    from: &mut Reader<'_>,
    count: usize,
    mut read: impl FnMut(Fields<'_>) -> Option<()>,
) -> Result<(), Error> {
    (0..count).try_for_each(|_| from.line(&mut read))
}

fn write_head(ledger: &Ledger, contents: &Contents<'_>, to: &mut Object<'_>) {
    write_latest(ledger.latest(), to);
    to.count("pupils", contents.pupils.len())
        .count("vouchers", contents.vouchers.len())
        .count("meals", contents.meals.len())
        .count("closed", contents.closed.len())
        .count("sent", contents.sent.len());
}

fn write_entry(entry: &Entry, to: &mut Object<'_>) {
    to.plain("school", entry.school.expose_text())
        .plain("region", entry.region.kato())
        .whole("grade", entry.grade.number())
        .codes("grounds", entry.grounds.iter().map(Ground::code));
}

fn write_voucher(year: NaiveDate, iin: Iin, voucher: &Voucher, to: &mut Object<'_>) {
    to.date("school_year", year).iin("iin", iin);
    if let Some(notified) = voucher.notified {
        to.date("notified_on", notified);
    }
    if let Some(activated) = voucher.activated {
        to.date("activated_on", activated);
    }
    to.objects("answers", voucher.answers(), |to, (on, answer)| {
        to.date("on", on).plain("answer", answer.code());
    });
}

fn write_meal(record: &str, meal: &Meal, served: &Served, to: &mut Object<'_>) {
    to.plain("record", record)
        .iin("iin", meal.iin)
        .plain("school", meal.school.expose_text())
        .plain("supplier", meal.supplier.expose_text())
        .plain("kind", meal.kind.expose_text())
        .date("given_on", meal.given_on)
        .plain("source", meal.source.code())
        .plain("region", served.region.kato())
        .whole("grade", served.grade.number())
        .boolean("withdrawn", served.withdrawn);
}

fn grade(fields: Fields<'_>) -> Option<Grade> {
    Grade::new(fields.count("grade").ok()?).ok()
}

// What follows reads a record and keeps it, unless no facts under the regulation, up to the latest, can make it.

fn read_pupil(ledger: &mut Ledger, fields: Fields<'_>) -> Option<()> {
    let (month, iin) = (fields.month().ok()?, fields.iin().ok()?);
    let regulation = ledger.regulation();
    let mut entries = Vec::new();
    for fields in fields.objects("entries").ok()? {
        let fields = fields.ok()?;
        let number = fields.count("day").ok().filter(|day| (1..=month.number_of_days()).contains(day))?;
        let date = month.date(number);
        let entry = fields.optional("school", |fields| fields.reference("school")).ok()?;
        let entry = entry.map(|school| {
            let grounds = fields.codes("grounds", Ground::from_code).ok()?;
            let region = fields.text("region", Region::from_kato).ok()?;
            let entry = Entry { school, region, grade: grade(fields)?, grounds };
            let counts = regulation.counting(grounds, entry.grade) && regulation.regions().contains(region);
            counts.then_some(entry)
        });
        let in_time = Some(date) <= ledger.latest() && date <= regulation.list_closes(month);
        // None in the outer place would be an entry that no list can have.
        entries.push((Day::of(date), entry.map_or(Some(None), |entry| entry.map(Some)).filter(|_| in_time)?));
    }
    let (first, later) = entries.split_first()?;
    let rising = later.iter().zip(later.iter().skip(1)).all(|((one, _), (next, _))| one < next);
    let begins = first.1.is_some() && later.first().is_none_or(|(day, _)| first.0 <= *day);
    (rising && begins && regulation.has_month(month)).then_some(())?;
    ledger.restore_pupil(month, iin, &entries)
}

fn read_voucher(ledger: &mut Ledger, fields: Fields<'_>) -> Option<()> {
    let (year, iin) = (fields.day("school_year").ok()?, fields.iin().ok()?);
    let day = |name| fields.optional(name, |fields| fields.day(name)).ok();
    let mut voucher =
        Voucher { notified: day("notified_on")?, activated: day("activated_on")?, ..Voucher::default() };
    for fields in fields.objects("answers").ok()? {
        let fields = fields.ok()?;
        let (on, answer) = (fields.day("on").ok()?, fields.coded("answer", Answer::from_code).ok()?);
        voucher.answer.is_none_or(|(last, _)| last < on).then_some(())?;
        voucher.reply(on, answer);
    }
    let first_answer = voucher.answers().next().map(|(on, _)| on);
    let dates = || voucher.answers().map(|(on, _)| on).chain(voucher.notified).chain(voucher.activated);
    let held = dates().all(|on| {
        let month = Month::of(on);
        Some(on) <= ledger.latest()
            && ledger.regulation().period().contains(on)
            && ledger.regulation().year_of(month).is_some_and(|(_, of)| of.days.first == year)
            && ledger.was_listed_on(iin, on)
    });
    let activated = voucher
        .activated
        .is_none_or(|on| !ledger.regulation().is_automatic() && voucher.may_have_agreed_on(on));
    let notified = voucher.notified.is_none_or(|on| first_answer.is_none_or(|first| on <= first));
    (held && activated && notified && dates().next().is_some()).then_some(())?;
    ledger.restore_voucher(year, iin, voucher)
}

fn read_meal(ledger: &mut Ledger, fields: Fields<'_>) -> Option<()> {
    let record = fields.reference("record").ok()?;
    let meal = Meal {
        iin: fields.iin().ok()?,
        school: fields.reference("school").ok()?,
        supplier: fields.reference("supplier").ok()?,
        kind: fields.reference("kind").ok()?,
        given_on: fields.day("given_on").ok()?,
        source: fields.coded("source", Source::from_code).ok()?,
    };
    let (region, grade) = (fields.text("region", Region::from_kato).ok()?, grade(fields)?);
    let withdrawn = fields.boolean("withdrawn").ok()?;
    ledger.restore_meal(&record, &meal, (region, grade), withdrawn)
}

fn read_closed(ledger: &mut Ledger, fields: Fields<'_>) -> Option<()> {
    let (day, school) = (fields.day("day").ok()?, fields.reference("school").ok()?);
    let grade = grade(fields)?;
    let regulation = ledger.regulation();
    let may_be = regulation.period().contains(day) && !regulation.lessons(day).is_empty();
    (may_be && ledger.latest().is_some()).then(|| ledger.restore_closed(day, &school, grade))
}

fn read_sent(ledger: &mut Ledger, fields: Fields<'_>) -> Option<()> {
    let (school, supplier) = (fields.reference("school").ok()?, fields.reference("supplier").ok()?);
    let sheet = Sheet { month: fields.month().ok()?, school, supplier };
    let due = ledger.regulation().register_due(sheet.month);
    let is_due = due.zip(ledger.latest()).is_some_and(|(due, latest)| due <= latest);
    let may_be = ledger.regulation().has_month(sheet.month) && is_due;
    may_be.then(|| ledger.restore_sent(&sheet))
}

//! A ledger as text: the first line also has the months, and the records follow by month and iin, about 200 bytes each.

use alloc::{collections::BTreeMap, vec::Vec};

use chrono::NaiveDate;

use crate::{
    gas::{
        activation::{Activation, Channel, EntryStep, Step},
        assistance::{Assistance, AssistanceSet},
        book::{Book, Record},
        consent::{Answer, Consent},
        ledger::Ledger,
        listing::Listing,
        regulation::{ConsentScope, Regulation},
    },
    programme::snapshot::{Reader, Saved, Writer, read_latest, saved, write_latest},
    value::{
        calendar::{Day, Month, parse_date},
        error::Error,
        identity::Iin,
        order,
        region::Region,
    },
    wire::{fields::Fields, json::Value, writer::Object},
};

saved!(Ledger, "gas", "Regulation", "gas_2025_08");

impl Saved for Ledger {
    fn write(&self, to: &mut Writer<'_>) {
        to.head(&self.regulation().canonical_json(), |to| write_head(self, to));
        for (month, book) in self.books() {
            let mut records: Vec<_> = book.records().collect();
            order::sort_by_key(&mut records, |(iin, _)| *iin);
            for (iin, record) in records {
                to.line(|to| write_record(*month, book, iin, &record, to));
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Error> {
        let (regulation, latest, months) = from.line(|fields| {
            let regulation = Regulation::from_value(fields.get("regulation")?);
            Some((regulation, read_latest(fields)?, months(fields)?))
        })?;
        let regulation = regulation?;
        let mut books = BTreeMap::new();
        for Head { month, people, register_sent } in months {
            let due = regulation.register_due(month);
            let sent = register_sent && Some(due) <= latest;
            let may_be = regulation.has_month(month) && sent == register_sent && (sent || people > 0);
            let mut book = book(from, &regulation, month, people, latest)?;
            if !may_be || book.most_on_an_account() > regulation.activations_per_account() {
                return Err(from.inconsistent());
            }
            book.register_sent = sent;
            books.insert(month, book);
        }
        Ok(Self::from_books(regulation, latest, books))
    }
}

fn write_head(ledger: &Ledger, to: &mut Object<'_>) {
    write_latest(ledger.latest(), to);
    to.objects("months", ledger.books(), |to, (month, book)| {
        to.month("month", *month).count("people", book.len()).boolean("register_sent", book.register_sent);
    });
}

fn write_record(month: Month, book: &Book, iin: Iin, record: &Record, to: &mut Object<'_>) {
    to.iin("iin", iin);
    if let Some(listing) = record.listing {
        to.plain("region", listing.region().kato())
            .codes("assistance", listing.assistance().iter().map(Assistance::code))
            .boolean("on_list", listing.is_on());
    }
    let mut day = |name, day: Option<Day>| {
        if let Some(day) = day {
            to.date(name, month.date(day.number()));
        }
    };
    day("asked_on", record.consent.asked());
    day("reminded_on", record.consent.reminded());
    if let Some(answer) = record.consent.answer() {
        to.plain("answer", answer.code());
    }
    match record.activation {
        Activation::None => {}
        Activation::Begun { account, channel, step } => {
            to.plain("account", account.expose_text())
                .plain("channel", channel.code())
                .plain("step", step.step().code());
        }
        Activation::Done { account, channel, on } => {
            let first = book.account_use(account).is_some_and(|used| used.first == iin);
            to.plain("account", account.expose_text())
                .plain("channel", channel.code())
                .date("activated_on", month.date(on.number()))
                .boolean("first_on_account", first);
        }
    }
}

fn book(
    from: &mut Reader<'_>,
    regulation: &Regulation,
    month: Month,
    people: usize,
    latest: Option<NaiveDate>,
) -> Result<Book, Error> {
    let mut book = Book::default();
    let mut later = Vec::new();
    for _ in 0..people {
        let (iin, record, first) = from.line(|fields| {
            let (iin, record, first) = record_of(fields, month)?;
            may_hold(regulation, month, latest, &record).then_some((iin, record, first))
        })?;
        if first == Some(false) {
            later.push((iin, record));
        } else {
            book.write(iin, record);
        }
    }
    later.into_iter().for_each(|(iin, record)| book.write(iin, record));
    Ok(book)
}

/// Whether facts under the regulation, up to the latest, can make such a record.
fn may_hold(regulation: &Regulation, month: Month, latest: Option<NaiveDate>, record: &Record) -> bool {
    let reached = |day: Day| Some(month.date(day.number())) <= latest;
    let listed = record.listing.is_some_and(|listing| {
        regulation.regions().contains(listing.region()) && listing.assistance().meets(regulation.assistance())
    });
    let (asked, reminded, answer) =
        (record.consent.asked(), record.consent.reminded(), record.consent.answer());
    let consent = match regulation.consent {
        None => record.consent == Consent::NotAsked,
        Some(rules) => match (asked, reminded) {
            (Some(asked), Some(reminded)) => reminded.days_since(asked) >= rules.repeat_after_days,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => answer.is_none() || rules.scope == ConsentScope::UntilWithdrawn,
        },
    };
    let activation = match record.activation {
        Activation::None => true,
        Activation::Begun { .. } => regulation.consent.is_none() || answer.is_some(),
        Activation::Done { on, .. } => {
            let date = month.date(on.number());
            let window = regulation.window_opens(month)..=regulation.window_closes(month);
            window.contains(&date)
                && regulation.period().contains(date)
                && (regulation.consent.is_none() || answer == Some(Answer::Agree))
                && reached(on)
        }
    };
    listed && consent && activation && latest.is_some() && asked.into_iter().chain(reminded).all(reached)
}

/// A month of the first line.
struct Head {
    month: Month,
    people: usize,
    register_sent: bool,
}

// Nobody checks here that a field stands once: written again, the text would be another.

fn months(fields: Fields<'_>) -> Option<Vec<Head>> {
    let head = |month: &Value<'_>| {
        let fields = Fields::of(month)?;
        let (month, people) = (fields.month().ok()?, fields.number("people").ok()?);
        Some(Head { month, people, register_sent: fields.boolean("register_sent").ok()? })
    };
    fields.array("months").ok()?.iter().map(head).collect()
}

/// A person, the record, and whether they were the first to activate on their account.
fn record_of(fields: Fields<'_>, month: Month) -> Option<(Iin, Record, Option<bool>)> {
    let record = Record {
        listing: Some(listing(fields)?),
        consent: consent(fields, month)?,
        activation: activation(fields, month)?,
    };
    Some((fields.iin().ok()?, record, fields.boolean("first_on_account").ok()))
}

fn listing(fields: Fields<'_>) -> Option<Listing> {
    let assistance: AssistanceSet = fields.codes("assistance", Assistance::from_code).ok()?;
    let region = fields.text("region", Region::from_kato).ok()?;
    Some(match fields.boolean("on_list").ok()? {
        true => Listing::On { region, assistance },
        false => Listing::Off { region, assistance },
    })
}

/// A day of the month.
fn day(fields: Fields<'_>, name: &'static str, month: Month) -> Option<Day> {
    let date = fields.text(name, parse_date).ok()?;
    (Month::of(date) == month).then(|| Day::of(date))
}

fn consent(fields: Fields<'_>, month: Month) -> Option<Consent> {
    let (asked, reminded) = (day(fields, "asked_on", month), day(fields, "reminded_on", month));
    let answer = fields.optional("answer", |fields| fields.coded("answer", Answer::from_code)).ok()?;
    match (answer, asked, reminded) {
        (Some(answer), asked, reminded) => Some(Consent::Answered { answer, asked, reminded }),
        (None, Some(asked), Some(reminded)) => Some(Consent::Reminded { asked, reminded }),
        (None, Some(asked), None) => Some(Consent::Asked { asked }),
        (None, None, Some(_)) => None,
        (None, None, None) => Some(Consent::NotAsked),
    }
}

fn activation(fields: Fields<'_>, month: Month) -> Option<Activation> {
    if !fields.has("account") {
        return Some(Activation::None);
    }
    let account = fields.account().ok()?;
    let channel = fields.coded("channel", Channel::from_code).ok()?;
    if let Some(on) = day(fields, "activated_on", month) {
        return Some(Activation::Done { account, channel, on });
    }
    let step = match fields.coded("step", Step::from_code).ok()? {
        Step::AcceptOffer => EntryStep::AcceptOffer,
        Step::CheckAccount => EntryStep::CheckAccount,
        Step::Confirm => EntryStep::Confirm,
        Step::EnterAccount | Step::Done => return None,
    };
    Some(Activation::Begun { account, channel, step })
}

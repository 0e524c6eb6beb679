//! A ledger as text, to go on with later: saved whole, restored whole or not at all.
//!
//! A first line with the version, the regulation and the months; a line a record, by month and iin; a last line with the
//! SHA-256 of all before it. One ledger has one text, so what is read is written again and compared: whatever
//! this library would not have written is refused.

use alloc::{borrow::Cow, collections::BTreeMap, string::String, vec::Vec};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::value::{Document, Object, Value};
use crate::{
    activation::{Activation, Channel, EntryStep, Step},
    assistance::{Assistance, AssistanceSet},
    book::{Book, Record},
    calendar::{Day, Month, parse_date},
    consent::{Answer, Consent},
    error::{Error, ErrorKind},
    identity::{Account, Iin},
    ledger::Ledger,
    listing::Listing,
    region::Region,
    regulation::{ConsentScope, Regulation},
    text::{push_ascii, push_date, push_hex, push_month, push_number},
};

/// How every saved ledger begins; the version behind it is 1.
const BEGINNING: &str = r#"{"ledger":"#;
const VERSION: &str = "1,";

impl Ledger {
    /// The ledger as text, from which [`restore`](Self::restore) makes the same ledger: personal data (N34).
    ///
    /// Equal ledgers have equal texts. Its size goes with people and not with facts: about 200 bytes a record.
    ///
    /// ```
    /// use voucher_core::{parse_date, Fact, Ledger, Month, Regulation};
    ///
    /// let mut ledger = Ledger::new(Regulation::gas_2025_08());
    /// ledger.record(parse_date("2025-09-30")?, &Fact::RegisterSent { month: Month::parse("2025-09")? });
    /// let text = ledger.save();
    /// assert!(text.starts_with(r#"{"ledger":1,"regulation":{"#));
    /// assert_eq!(Ledger::restore(&text)?, ledger);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn save(&self) -> String {
        let mut text = String::new();
        write(self, |line| text.push_str(line));
        text
    }

    /// The ledger that [`save`](Self::save) has written.
    ///
    /// # Errors
    ///
    /// `snapshot_foreign` for what no ledger has written, `snapshot_version` for a form that this version does not know,
    /// `snapshot_damaged` where the text is not the one that was written, `snapshot_inconsistent`, with the place of the
    /// line, for what no ledger can hold; what is wrong with the regulation.
    ///
    /// ```
    /// use voucher_core::{Ledger, Regulation};
    ///
    /// let text = Ledger::new(Regulation::gas_2025_08()).save();
    /// let code = |text: &str| Ledger::restore(text).unwrap_err().code();
    /// assert_eq!(code("{}"), "snapshot_foreign");
    /// assert_eq!(code(&text.replacen("1", "2", 1)), "snapshot_version");
    /// assert_eq!(code(text.trim_end()), "snapshot_damaged");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    pub fn restore(text: &str) -> Result<Self, Error> {
        let after = text.strip_prefix(BEGINNING).ok_or(fault(ErrorKind::SnapshotForeign))?;
        if !after.starts_with(VERSION) {
            return Err(fault(ErrorKind::SnapshotVersion));
        }
        let lines = undamaged(text).ok_or(fault(ErrorKind::SnapshotDamaged))?;
        let mut reader = Reader { text: lines, place: 0 };
        let ledger = reader.ledger()?;
        let mut rest = Some(text);
        write(&ledger, |line| rest = rest.and_then(|rest| rest.strip_prefix(line)));
        if rest == Some("") { Ok(ledger) } else { Err(reader.inconsistent()) }
    }
}

const fn fault(kind: ErrorKind) -> Error {
    Error::of_field(kind, "snapshot")
}

/// All lines but the last, if the last has their digest.
fn undamaged(text: &str) -> Option<&str> {
    let (before, last) = text.strip_suffix('\n')?.rsplit_once('\n')?;
    let lines = text.get(..=before.len())?;
    let mut digest = String::new();
    push_digest(&mut digest, Sha256::new().chain_update(lines));
    (digest.strip_suffix('\n') == Some(last)).then_some(lines)
}

/// Writes the lines of a ledger, each with its end.
fn write(ledger: &Ledger, mut each: impl FnMut(&str)) {
    let (mut line, mut digest) = (String::new(), Sha256::new());
    let mut end = |line: &mut String| {
        line.push('\n');
        digest.update(&line);
        each(line);
        line.clear();
    };
    push_head(&mut line, ledger);
    end(&mut line);
    for (month, book) in ledger.books() {
        let mut records: Vec<_> = book.records().collect();
        records.sort_unstable_by_key(|(iin, _)| *iin);
        for (iin, record) in records {
            push_record(&mut line, *month, book, iin, &record);
            end(&mut line);
        }
    }
    push_digest(&mut line, digest);
    each(&line);
}

fn push_head(out: &mut String, ledger: &Ledger) {
    out.push_str(BEGINNING);
    out.push_str(VERSION);
    out.push_str(r#""regulation":"#);
    out.push_str(&ledger.regulation().canonical_json());
    if let Some(latest) = ledger.latest() {
        out.push_str(r#","latest":""#);
        // Of any year: a register may be sent long after.
        out.push_str(&alloc::format!("{latest}\""));
    }
    out.push_str(r#","months":["#);
    for (place, (month, book)) in ledger.books().iter().enumerate() {
        out.push_str(if place > 0 { r#",{"month":""# } else { r#"{"month":""# });
        push_month(out, *month);
        out.push_str(r#"","people":"#);
        push_number(out, book.len());
        out.push_str(if book.register_sent {
            r#","register_sent":true}"#
        } else {
            r#","register_sent":false}"#
        });
    }
    out.push_str("]}");
}

fn push_record(out: &mut String, month: Month, book: &Book, iin: Iin, record: &Record) {
    out.push_str(r#"{"iin":""#);
    push_ascii(out, &iin.expose_digits());
    out.push('"');
    if let Some(listing) = record.listing {
        push_text(out, "region", listing.region().kato());
        out.push_str(r#","assistance":["#);
        for (place, kind) in listing.assistance().iter().enumerate() {
            out.push_str(if place > 0 { ",\"" } else { "\"" });
            out.push_str(kind.code());
            out.push('"');
        }
        out.push_str(if listing.is_on() { r#"],"on_list":true"# } else { r#"],"on_list":false"# });
    }
    push_day(out, "asked_on", month, record.consent.asked());
    push_day(out, "reminded_on", month, record.consent.reminded());
    if let Some(answer) = record.consent.answer() {
        push_text(out, "answer", answer.code());
    }
    match record.activation {
        Activation::None => {}
        Activation::Begun { account, channel, step } => {
            push_text(out, "account", account.expose_text());
            push_text(out, "channel", channel.code());
            push_text(out, "step", step.step().code());
        }
        Activation::Done { account, channel, on } => {
            push_text(out, "account", account.expose_text());
            push_text(out, "channel", channel.code());
            push_day(out, "activated_on", month, Some(on));
            let first = book.account_use(account).is_some_and(|used| used.first == iin);
            out.push_str(if first { r#","first_on_account":true"# } else { r#","first_on_account":false"# });
        }
    }
    out.push('}');
}

/// A text that needs no escape.
fn push_text(out: &mut String, name: &str, value: &str) {
    for part in [",\"", name, "\":\"", value, "\""] {
        out.push_str(part);
    }
}

fn push_day(out: &mut String, name: &str, month: Month, day: Option<Day>) {
    if let Some(day) = day {
        let mut date = String::new();
        push_date(&mut date, month.date(day.number()));
        push_text(out, name, &date);
    }
}

fn push_digest(out: &mut String, digest: Sha256) {
    out.push_str(r#"{"digest":"sha256:"#);
    push_hex(out, &digest.finalize());
    out.push_str("\"}\n");
}

/// Reads line by line, and knows where the last one began.
struct Reader<'a> {
    text: &'a str,
    place: usize,
}

impl<'a> Reader<'a> {
    fn inconsistent(&self) -> Error {
        fault(ErrorKind::SnapshotInconsistent).at(self.place)
    }

    /// The fields of the next line.
    fn line(&mut self) -> Result<Fields<'a>, Error> {
        let line = self.text.split('\n').next().unwrap_or_default();
        let document = Document::read(line).ok_or(self.inconsistent())?;
        self.text = self.text.get(line.len() + 1..).unwrap_or_default();
        Fields::of(document.value).ok_or(self.inconsistent())
    }

    /// Reads a line by `read`, which gives none for what no ledger holds.
    fn read<T>(&mut self, read: impl FnOnce(&Fields<'a>) -> Option<T>) -> Result<T, Error> {
        let before = self.text.len();
        let value = read(&self.line()?).ok_or(self.inconsistent())?;
        self.place += before - self.text.len();
        Ok(value)
    }

    fn ledger(&mut self) -> Result<Ledger, Error> {
        let before = self.text.len();
        let mut head = self.line()?;
        let regulation = Regulation::from_value(head.take("regulation").ok_or(self.inconsistent())?)?;
        let (latest, months) = head.latest_and_months().ok_or(self.inconsistent())?;
        self.place += before - self.text.len();
        let mut books = BTreeMap::new();
        for Head { month, people, register_sent } in months {
            let due = regulation.register_due(month);
            let sent = register_sent && Some(due) <= latest;
            let may_be = regulation.has_month(month) && sent == register_sent && (sent || people > 0);
            let mut book = self.book(&regulation, month, people, latest)?;
            if !may_be || book.most_on_an_account() > regulation.activations_per_account() {
                return Err(self.inconsistent());
            }
            book.register_sent = sent;
            books.insert(month, book);
        }
        Ok(Ledger::from_books(regulation, latest, books))
    }

    fn book(
        &mut self,
        regulation: &Regulation,
        month: Month,
        people: usize,
        latest: Option<NaiveDate>,
    ) -> Result<Book, Error> {
        let mut book = Book::default();
        let mut later = Vec::new();
        for _ in 0..people {
            let (iin, record, first) = self.read(|fields| {
                let (iin, record, first) = fields.record(month)?;
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

/// The fields of an object; none stands twice, or the text would be another when written again.
struct Fields<'a>(Object<'a>);

impl<'a> Fields<'a> {
    fn of(value: Value<'a>) -> Option<Self> {
        match value {
            Value::Object(object) => Some(Self(object)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::Array(_) => None,
        }
    }

    fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    fn take(&mut self, name: &str) -> Option<Value<'a>> {
        let place = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.swap_remove(place).1)
    }

    fn text(&self, name: &str) -> Option<&Cow<'a, str>> {
        match self.get(name)? {
            Value::Text(text) => Some(text),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }

    fn truth(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Value::Bool(truth) => Some(*truth),
            Value::Null | Value::Text(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// A day of the month.
    fn day(&self, name: &str, month: Month) -> Option<Day> {
        let date = parse_date(self.text(name)?).ok()?;
        (Month::of(date) == month).then(|| Day::of(date))
    }

    fn latest_and_months(mut self) -> Option<(Option<NaiveDate>, Vec<Head>)> {
        let latest = match self.text("latest") {
            Some(latest) => Some(latest.parse().ok()?),
            None => None,
        };
        let Value::Array(months) = self.take("months")? else { return None };
        let head = |month| {
            let fields = Self::of(month)?;
            let Value::Number(people) = fields.get("people")? else { return None };
            let month = Month::parse(fields.text("month")?).ok()?;
            Some(Head { month, people: people.parse().ok()?, register_sent: fields.truth("register_sent")? })
        };
        Some((latest, months.into_iter().map(head).collect::<Option<_>>()?))
    }

    /// A person, the record, and whether they were the first to activate on their account.
    fn record(&self, month: Month) -> Option<(Iin, Record, Option<bool>)> {
        let iin = Iin::parse(self.text("iin")?).ok()?;
        let record = Record {
            listing: Some(self.listing()?),
            consent: self.consent(month)?,
            activation: self.activation(month)?,
        };
        Some((iin, record, self.truth("first_on_account")))
    }

    fn listing(&self) -> Option<Listing> {
        let Some(Value::Array(kinds)) = self.get("assistance") else { return None };
        let kind = |kind: &Value<'_>| match kind {
            Value::Text(code) => Assistance::from_code(code),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
        };
        let assistance = kinds.iter().map(kind).collect::<Option<AssistanceSet>>()?;
        let region = Region::from_kato(self.text("region")?).ok()?;
        Some(match self.truth("on_list")? {
            true => Listing::On { region, assistance },
            false => Listing::Off { region, assistance },
        })
    }

    fn consent(&self, month: Month) -> Option<Consent> {
        let (asked, reminded) = (self.day("asked_on", month), self.day("reminded_on", month));
        match (self.text("answer"), asked, reminded) {
            (Some(answer), asked, reminded) => {
                Some(Consent::Answered { answer: Answer::from_code(answer)?, asked, reminded })
            }
            (None, Some(asked), Some(reminded)) => Some(Consent::Reminded { asked, reminded }),
            (None, Some(asked), None) => Some(Consent::Asked { asked }),
            (None, None, Some(_)) => None,
            (None, None, None) => Some(Consent::NotAsked),
        }
    }

    fn activation(&self, month: Month) -> Option<Activation> {
        let Some(account) = self.text("account") else { return Some(Activation::None) };
        let (account, channel) = (Account::parse(account).ok()?, Channel::from_code(self.text("channel")?)?);
        if let Some(on) = self.day("activated_on", month) {
            return Some(Activation::Done { account, channel, on });
        }
        let step = match Step::from_code(self.text("step")?)? {
            Step::AcceptOffer => EntryStep::AcceptOffer,
            Step::CheckAccount => EntryStep::CheckAccount,
            Step::Confirm => EntryStep::Confirm,
            Step::EnterAccount | Step::Done => return None,
        };
        Some(Activation::Begun { account, channel, step })
    }
}

//! A ledger as text: the first line also has the number of applications, and they follow by reference.

use alloc::vec::Vec;

use chrono::NaiveDate;

use crate::{
    programme::snapshot::{Reader, Saved, Writer, any_day, read_latest, saved, write_latest},
    targeted_assistance::{
        amount::Term,
        application::{Application, Decided, Filed},
        bans::Ban,
        book::{Book, Place},
        evidence::{Evidence, EvidenceSet},
        filing::{Channel, Signature},
        history::{Breach, Event},
        household::{CaresFor, Household, Member, Profile, Role, Stated},
        income::{Income, IncomeKind},
        kept::{Earned, Earnings, Kept},
        ledger::Ledger,
        measures::{Contract, Survey},
        names::Names,
        quarter::Quarter,
        reasons::refusal_of,
        refusal::{Refusal, Refusals},
        regulation::Regulation,
        status::Status,
    },
    value::{
        calendar::Period,
        error::Error,
        money::{QuarterTenge, Tiyn},
        order,
        reference::Reference,
    },
    wire::{fields::Fields, json::Value, writer::Object},
};

saved!(Ledger, "targeted_assistance", "Regulation", "asp_2025_01");

impl Saved for Ledger {
    fn write(&self, to: &mut Writer<'_>) {
        let mut applications: Vec<_> = self.book().iter().collect();
        order::sort_by_key(&mut applications, |(_, application)| application.reference);
        to.head(&self.regulation().canonical_json(), |to| {
            write_latest(self.latest(), to);
            to.count("applications", applications.len());
        });
        for (place, application) in applications {
            to.line(|to| write_application(self, place, application, to));
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Error> {
        let (regulation, latest, many) = from.line(|fields| {
            let regulation = Regulation::from_value(fields.get("regulation")?);
            Some((regulation, read_latest(fields)?, fields.number::<usize>("applications").ok()?))
        })?;
        let (regulation, mut book) = (regulation?, Book::default());
        for _ in 0..many {
            let (application, breaches) = from.line(|fields| {
                let read = read_application(&regulation, fields)?;
                let is_new = book.place(&read.0.reference).is_none();
                (is_new && in_time(&read, latest)).then_some(read)
            })?;
            let place = book.insert(application);
            breaches.into_iter().for_each(|event| book.add_breach(place, event));
        }
        let ledger = Self::from_book(regulation, latest, book);
        if may_be(&ledger) { Ok(ledger) } else { Err(from.inconsistent()) }
    }
}

fn write_application(ledger: &Ledger, place: Place, application: &Application, to: &mut Object<'_>) {
    let Filed { channel, signed_by, bank, own_account, status, service_on, history } = &application.filed;
    to.plain("application", application.reference.expose_text())
        .iin("iin", application.iin)
        .date("registered_on", application.registered_on)
        .plain("channel", channel.code())
        .plain("signed_by", signed_by.code());
    if let Some(bank) = bank {
        to.count("bank", *bank);
    }
    write_boolean(to, "own_account", *own_account);
    if let Some(status) = status {
        to.plain("status", status.code());
    }
    if let Some(day) = service_on {
        to.display("service_on", day);
    }
    if let Some(history) = history {
        to.objects("history", history, write_event);
    }
    let members = application.names.iter().zip(application.members.all()).enumerate();
    to.objects("household", members, |to, (place, (name, kept))| {
        to.plain("member", name.expose_text());
        write_member(to, kept, application.earnings.of(place));
    });
    if let Some(survey) = application.survey {
        to.plain("survey", survey.code());
    }
    write_boolean(to, "need", application.need);
    if let Some(contract) = application.contract {
        to.plain("contract", contract.code());
    }
    let breaches = ledger.book().sorted_breaches_on(place);
    if !breaches.is_empty() {
        to.objects("breaches", &breaches, write_event);
    }
    match application.decided {
        Some(Decided::Assigned(days)) => {
            to.period("assigned", days);
        }
        Some(Decided::Refused(reasons)) => {
            to.codes("refused", reasons.iter().map(Refusal::code));
        }
        None => {}
    }
}

fn write_boolean(to: &mut Object<'_>, name: &str, value: Option<bool>) {
    if let Some(value) = value {
        to.boolean(name, value);
    }
}

fn write_event(to: &mut Object<'_>, event: &Event) {
    // Of any year, as facts can be.
    to.plain("what", event.what.code()).display("on", event.on);
}

fn write_member(to: &mut Object<'_>, kept: &Kept, earned: &[Earned]) {
    let Profile { role, born, able_bodied, cares_for, stated } = kept.profile;
    to.plain("role", role.code());
    if let Some(born) = born {
        to.display("born", born);
    }
    write_boolean(to, "able_bodied", able_bodied);
    if let Some(cares_for) = cares_for {
        to.plain("cares_for", cares_for.code());
    }
    if let Some(stated) = stated {
        to.codes("stated", stated.iter().map(Stated::code));
    }
    write_kinds(to, "requested", kept.requested);
    write_kinds(to, "on_record", kept.on_record);
    write_kinds(to, "nothing", kept.answered.without(kept.on_record));
    write_boolean(to, "consent", kept.consent);
    if !earned.is_empty() {
        to.objects("incomes", earned, |to, earned| {
            to.plain("kind", earned.income.kind.code()).display("amount", earned.income.amount);
        });
    }
}

fn write_kinds(to: &mut Object<'_>, name: &str, kinds: EvidenceSet) {
    if !kinds.is_empty() {
        to.codes(name, kinds.iter().map(Evidence::code));
    }
}

// Nobody checks here that a field stands once: written again, the text would be another.

/// A field that may be left out; the outer none is a fault.
fn maybe<T>(
    fields: Fields<'_>,
    name: &'static str,
    read: impl FnOnce(Fields<'_>, &'static str) -> Option<T>,
) -> Option<Option<T>> {
    if fields.has(name) { read(fields, name).map(Some) } else { Some(None) }
}

fn boolean(fields: Fields<'_>, name: &'static str) -> Option<bool> {
    fields.boolean(name).ok()
}

fn objects<T>(
    fields: Fields<'_>,
    name: &'static str,
    read: impl Fn(Fields<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let each = |item: &Value<'_>| read(Fields::of(item)?);
    fields.array(name).ok()?.iter().map(each).collect()
}

fn events(fields: Fields<'_>, name: &'static str) -> Option<Vec<Event>> {
    objects(fields, name, |fields| {
        Some(Event { what: fields.coded("what", Breach::from_code).ok()?, on: any_day(fields, "on")? })
    })
}

/// An application that facts could have made, and the breaches recorded on it.
fn read_application(regulation: &Regulation, fields: Fields<'_>) -> Option<(Application, Vec<Event>)> {
    let members = objects(fields, "household", |fields| read_member(regulation, fields))?;
    let role = |(name, kept, _): &(Reference, Kept, Vec<Income>)| Member::new(*name, kept.profile.role);
    Household::new(members.iter().map(role).collect()).ok()?;
    let earned = members.iter().enumerate();
    let earned = earned.flat_map(|(place, (.., incomes))| incomes.iter().map(move |income| (place, *income)));
    let breaches = maybe(fields, "breaches", events)?.unwrap_or_default();
    let application = Application {
        reference: fields.reference("application").ok()?,
        iin: fields.iin().ok()?,
        registered_on: fields.day("registered_on").ok()?,
        filed: read_filed(fields)?,
        names: Names::new(members.iter().map(|(name, ..)| name)),
        members: members.iter().map(|(_, kept, _)| *kept).collect(),
        earnings: Earnings::new(earned),
        survey: maybe(fields, "survey", |fields, name| fields.coded(name, Survey::from_code).ok())?,
        need: maybe(fields, "need", boolean)?,
        contract: maybe(fields, "contract", |fields, name| fields.coded(name, Contract::from_code).ok())?,
        decided: read_decided(fields)?,
    };
    let filed = may_be_filed(regulation, &application) && may_be_measured(regulation, &application);
    filed.then_some((application, breaches))
}

fn read_filed(fields: Fields<'_>) -> Option<Filed> {
    Some(Filed {
        channel: fields.coded("channel", Channel::from_code).ok()?,
        signed_by: fields.coded("signed_by", Signature::from_code).ok()?,
        bank: maybe(fields, "bank", |fields, name| fields.number(name).ok())?,
        own_account: maybe(fields, "own_account", boolean)?,
        status: maybe(fields, "status", |fields, name| fields.coded(name, Status::from_code).ok())?,
        service_on: maybe(fields, "service_on", any_day)?,
        history: maybe(fields, "history", events)?.map(Into::into),
    })
}

/// Whether the application and its breaches came in the order of their dates, each breach once (N9, T21).
fn in_time((application, breaches): &(Application, Vec<Event>), latest: Option<NaiveDate>) -> bool {
    let reached = |day: NaiveDate| application.registered_on <= day && Some(day) <= latest;
    let rising = breaches.is_sorted_by(|one, next| (one.on, one.what) < (next.on, next.what));
    reached(application.registered_on) && breaches.iter().all(|event| reached(event.on)) && rising
}

/// A member whose evidence can be asked of the role, with incomes where something is on record.
fn read_member(regulation: &Regulation, fields: Fields<'_>) -> Option<(Reference, Kept, Vec<Income>)> {
    let kinds = |name| {
        let kinds = maybe(fields, name, |fields, name| fields.codes(name, Evidence::from_code).ok())?;
        Some(kinds.unwrap_or_default())
    };
    let profile = Profile {
        role: fields.coded("role", Role::from_code).ok()?,
        born: maybe(fields, "born", any_day)?,
        able_bodied: maybe(fields, "able_bodied", boolean)?,
        cares_for: maybe(fields, "cares_for", |fields, name| fields.coded(name, CaresFor::from_code).ok())?,
        stated: maybe(fields, "stated", |fields, name| fields.codes(name, Stated::from_code).ok())?,
    };
    let (requested, on_record, nothing): (EvidenceSet, EvidenceSet, EvidenceSet) =
        (kinds("requested")?, kinds("on_record")?, kinds("nothing")?);
    let incomes = maybe(fields, "incomes", |fields, name| objects(fields, name, read_income))?;
    let incomes = incomes.unwrap_or_default();
    let answered = on_record.or(nothing);
    let kept = Kept { profile, requested, answered, on_record, consent: maybe(fields, "consent", boolean)? };
    let asked = regulation.needs.at_most(profile.role).holds(requested.or(answered));
    let answered = incomes.iter().all(|income| on_record.contains(income.kind.evidence()));
    let may_be = asked && answered && !on_record.meets(nothing);
    may_be.then_some((fields.reference("member").ok()?, kept, incomes))
}

fn read_income(fields: Fields<'_>) -> Option<Income> {
    let kind = fields.coded("kind", IncomeKind::from_code).ok()?;
    Some(Income { kind, amount: fields.text("amount", QuarterTenge::parse).ok()? })
}

fn read_decided(fields: Fields<'_>) -> Option<Option<Decided>> {
    let assigned = maybe(fields, "assigned", |fields, name| fields.period(name).ok())?;
    let refused =
        maybe(fields, "refused", |fields, name| fields.codes::<_, Refusals>(name, Refusal::from_code).ok())?;
    Some(assigned.map(Decided::Assigned).or(refused.map(Decided::Refused)))
}

/// Whether such an application could be filed (T14).
fn may_be_filed(regulation: &Regulation, application: &Application) -> bool {
    let Filed { channel, signed_by, bank, own_account, .. } = application.filed;
    let channel = regulation.channel(channel);
    let banks = &regulation.parts().banks;
    let of_the_banks = |place: usize| {
        let bank = banks.get(place)?;
        Some(Reference::parse(bank).is_ok() && banks.iter().position(|each| each == bank) == Some(place))
    };
    regulation.period().contains(application.registered_on)
        && channel.signatures.contains(&signed_by)
        && bank.is_none_or(|place| of_the_banks(place) == Some(true))
        && own_account != Some(false)
        && (!channel.account_needed || bank.is_some() && own_account.is_some())
}

/// Whether survey and conclusion could be so (T18, T19).
fn may_be_measured(regulation: &Regulation, application: &Application) -> bool {
    let asked = regulation.parts().commission || application.survey.is_none();
    asked && (application.need.is_none() || application.survey == Some(Survey::Done))
}

/// Whether the applications go together: a clock where there are any, at most one that stands a person and quarter, and
/// decisions that the facts give.
fn may_be(ledger: &Ledger) -> bool {
    let mut applications = ledger.book().iter().peekable();
    let has_clock = ledger.latest().is_some() == applications.peek().is_some();
    has_clock
        && applications
            .all(|(_, application)| may_stand(ledger, application) && may_be_decided(ledger, application))
}

/// Whether others of the person and quarter were refused before this one was filed (T14).
fn may_stand(ledger: &Ledger, application: &Application) -> bool {
    let refused = |other: &Application| matches!(other.decided, Some(Decided::Refused(_)));
    let others = ledger.book().of(application.iin).filter(|other| other.reference != application.reference);
    let quarter = Quarter::of(application.registered_on);
    let mut others = others.filter(|other| Quarter::of(other.registered_on) == quarter);
    refused(application)
        || others.all(|other| refused(other) && other.registered_on <= application.registered_on)
}

/// Whether the facts give the decision that stands.
///
/// Breaches since the day of registration may have come after it (T22), so they may refuse or not. The earlier ones and the
/// history were known when it was made.
fn may_be_decided(ledger: &Ledger, application: &Application) -> bool {
    match application.decided {
        None => true,
        Some(Decided::Refused(reasons)) => may_be_refused(ledger, application, reasons),
        Some(Decided::Assigned(days)) => may_be_assigned(ledger, application, days),
    }
}

/// The bans that were known when an application was decided.
fn bans_before(ledger: &Ledger, application: &Application) -> impl Iterator<Item = (Breach, Ban)> {
    let breaches = ledger.book().breaches_of(application.iin);
    let before = breaches.filter(|event| event.on < application.registered_on);
    application.case(ledger.regulation(), before).bans.iter()
}

/// Whether a ban gives the reason, which a breach after the decision may do too.
fn is_of_ban(reason: Refusal) -> bool {
    Breach::ALL.iter().any(|breach| refusal_of(*breach) == reason)
}

fn may_be_refused(ledger: &Ledger, application: &Application, reasons: Refusals) -> bool {
    let case = ledger.case(application);
    let mut by_income = Refusals::NONE;
    by_income.push_if(reasons.contains(Refusal::IncomeAboveLine), Refusal::IncomeAboveLine);
    let above = by_income.is_empty() || case.census().is_above(case.regulation, Tiyn::ZERO);
    let now = case.reasons_but_income(case.finding(), by_income);
    let then = now.iter().filter(|reason| reasons.contains(*reason) || !is_of_ban(*reason));
    let named = |(breach, ban)| ban != Ban::Refuses || reasons.contains(refusal_of(breach));
    !reasons.is_empty() && above && then.eq(reasons.iter()) && bans_before(ledger, application).all(named)
}

fn may_be_assigned(ledger: &Ledger, application: &Application, days: Period) -> bool {
    let case = ledger.case(application);
    let finding = case.finding();
    let mut missing = Vec::new();
    case.missing(finding, &mut missing);
    let term = Term::of(ledger.regulation(), case.on, case.kind(finding));
    case.reasons_but_income(finding, Refusals::NONE).iter().all(is_of_ban)
        && bans_before(ledger, application).all(|(_, ban)| ban == Ban::Free)
        && missing.is_empty()
        && term.map(Term::days) == Some(days)
}

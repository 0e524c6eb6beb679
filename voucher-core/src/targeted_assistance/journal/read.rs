//! The fields of lines, and the objects in their arrays (*wire*, order of checking).
//!
//! Three passes: all that is missing, all that is unknown, all that is invalid. Each visits the line's own fields first
//! and then, element by element, the objects in its arrays.

use alloc::vec::Vec;

use chrono::NaiveDate;

use crate::{
    targeted_assistance::{
        amount::Figures,
        answer::Answer,
        evidence::Evidence,
        family::{Family, Told},
        filing::{Channel, Filing, Signature},
        history::{Breach, Event},
        household::{CaresFor, Household, MAX_ELEMENTS, Member, Role, Stated, StatedSet},
        income::{Income, IncomeKind},
        measures::{Contract, Survey},
        status::Status,
    },
    value::{
        error::ErrorKind,
        money::{Amount, QuarterTenge},
        reference::Reference,
    },
    wire::{
        fields::{DATE, Fault, Field, Fields, IIN, KIND, may, need},
        json::Value,
    },
};

/// An array of objects in a line.
struct Nested {
    name: &'static str,
    /// The fields of an element.
    own: &'static [Field],
    /// The array that an element may hold.
    inner: Option<&'static Self>,
}

const HISTORY: Nested = Nested { name: "history", own: &[need("what"), need("on")], inner: None };
const INCOMES: Nested = Nested { name: "incomes", own: &[need("kind"), need("amount")], inner: None };
const MEMBERS: Nested = Nested {
    name: "household",
    own: &[need("member"), need("role"), may("born"), may("able_bodied"), may("cares_for"), may("stated")],
    inner: None,
};
const TOLD: Nested = Nested {
    name: "household",
    own: &[
        need("member"),
        need("role"),
        may("born"),
        may("able_bodied"),
        may("cares_for"),
        may("stated"),
        may("registered"),
        may("absent"),
        may("incomes"),
    ],
    inner: Some(&INCOMES),
};

impl Nested {
    /// Checks the objects of the array; what has not the right form is skipped, and named when it is read.
    fn check(&self, fields: Fields<'_>, pass: Pass) -> Result<(), Fault> {
        let Ok(items) = fields.array(self.name) else { return Ok(()) };
        for object in items.iter().filter_map(Fields::of) {
            pass(object, self.own)?;
            self.inner.map_or(Ok(()), |inner| inner.check(object, pass))?;
        }
        Ok(())
    }
}

/// A pass over the fields of one object.
type Pass = fn(Fields<'_>, &[Field]) -> Result<(), Fault>;

fn missing(fields: Fields<'_>, own: &[Field]) -> Result<(), Fault> {
    fields.check_missing(own)
}

fn unknown(fields: Fields<'_>, own: &[Field]) -> Result<(), Fault> {
    fields.check_unknown(own)
}

/// The first two passes.
fn check(fields: Fields<'_>, own: &[Field], nested: &[Nested]) -> Result<(), Fault> {
    let passes: [Pass; 2] = [missing, unknown];
    for pass in passes {
        pass(fields, own)?;
        nested.iter().try_for_each(|nested| nested.check(fields, pass))?;
    }
    Ok(())
}

/// Reads the objects of a list.
fn objects<'v, T>(
    items: &'v [Value<'v>],
    name: &'static str,
    read: impl Fn(Fields<'v>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let object = |item| Fields::of(item).ok_or(Fault::invalid(name, ErrorKind::NotAnObject));
    items.iter().map(|item| read(object(item)?)).collect()
}

/// The fields of the figures: a line excludes minimum and median.
pub(super) fn figure_fields(fields: Fields<'_>) -> &'static [Field] {
    if fields.has("line") {
        const { &[may("line"), may("mci")] }
    } else {
        const { &[may("minimum"), may("median"), may("mci")] }
    }
}

pub(super) fn figures(fields: Fields<'_>) -> Result<Figures, Fault> {
    let amount = |name| fields.optional(name, |fields| fields.text(name, Amount::parse));
    Ok(Figures {
        line: amount("line")?,
        minimum: amount("minimum")?,
        median: amount("median")?,
        mci: amount("mci")?,
    })
}

/// The application, its date and its contents.
pub(super) fn filing(fields: Fields<'_>) -> Result<(Reference, NaiveDate, Filing), Fault> {
    let own = [
        KIND,
        need("application"),
        IIN,
        need("channel"),
        need("signed_by"),
        may("bank"),
        may("own_account"),
        may("status"),
        may("service_on"),
        may("history"),
        need("household"),
        DATE,
    ];
    check(fields, &own, &[HISTORY, MEMBERS])?;
    let application = fields.reference("application")?;
    let iin = fields.iin()?;
    let channel = fields.coded("channel", Channel::from_code)?;
    let signed_by = fields.coded("signed_by", Signature::from_code)?;
    let bank = fields.optional("bank", |fields| fields.reference("bank"))?;
    let own_account = fields.optional_boolean("own_account")?;
    let status = fields.optional_coded("status", Status::from_code)?;
    let service_on = fields.optional_day("service_on")?;
    let history = list_of_history(fields)?;
    let members = list_of_members(fields)?;
    let on = fields.date()?;
    let history = events(history)?;
    let household = household(members)?;
    let filing =
        Filing { iin, channel, signed_by, bank, own_account, status, service_on, history, household };
    Ok((application, on, filing))
}

type Items<'v> = &'v [Value<'v>];

fn list_of_history(fields: Fields<'_>) -> Result<Option<Items<'_>>, Fault> {
    fields.optional("history", |fields| fields.few("history", MAX_ELEMENTS)?.array("history"))
}

pub(super) fn list_of_members(fields: Fields<'_>) -> Result<Items<'_>, Fault> {
    fields.few("household", Household::<Member>::MAX_MEMBERS)?.array("household")
}

pub(super) fn list_of_incomes(fields: Fields<'_>) -> Result<Option<Items<'_>>, Fault> {
    fields.optional("incomes", |fields| fields.few("incomes", MAX_ELEMENTS)?.array("incomes"))
}

fn events(items: Option<Items<'_>>) -> Result<Option<Vec<Event>>, Fault> {
    let event = |fields: Fields<'_>| {
        Ok(Event { what: fields.coded("what", Breach::from_code)?, on: fields.day("on")? })
    };
    items.map(|items| objects(items, "history", event)).transpose()
}

/// Incomes of the kinds that `fits` takes.
fn incomes(items: Items<'_>, fits: impl Fn(IncomeKind) -> bool) -> Result<Vec<Income>, Fault> {
    let income = |fields: Fields<'_>| {
        let kind = fields.coded("kind", |code| IncomeKind::from_code(code).filter(|kind| fits(*kind)))?;
        Ok(Income { kind, amount: fields.text("amount", QuarterTenge::parse)? })
    };
    objects(items, "incomes", income)
}

fn member(fields: Fields<'_>) -> Result<Member, Fault> {
    Ok(Member {
        member: fields.reference("member")?,
        role: fields.coded("role", Role::from_code)?,
        born: fields.optional_day("born")?,
        able_bodied: fields.optional_boolean("able_bodied")?,
        cares_for: fields.optional_coded("cares_for", CaresFor::from_code)?,
        stated: fields.optional("stated", stated)?,
    })
}

fn stated(fields: Fields<'_>) -> Result<StatedSet, Fault> {
    fields.few("stated", MAX_ELEMENTS)?.codes("stated", Stated::from_code)
}

fn told(fields: Fields<'_>) -> Result<Told, Fault> {
    let member = member(fields)?;
    let (registered, absent) = (fields.optional_boolean("registered")?, fields.optional_boolean("absent")?);
    let list = list_of_incomes(fields)?;
    Ok(Told { member, registered, absent, incomes: list.map(|list| incomes(list, |_| true)).transpose()? })
}

fn whole<M: AsRef<Member>>(members: Vec<M>) -> Result<Household<M>, Fault> {
    Household::new(members).map_err(|error| Fault::invalid("household", error.kind()))
}

pub(super) fn household(members: Items<'_>) -> Result<Household, Fault> {
    whole(objects(members, "household", member)?)
}

/// Checks the fields of an answer to an item: whether incomes may stand there hangs on kind and answer.
pub(super) fn check_answer(fields: Fields<'_>) -> Result<(), Fault> {
    let kind = fields.coded("kind", Evidence::from_code).ok();
    let on_record = fields.boolean("on_record").ok();
    let names = ["application", "kind", "member", "source", "on_record"];
    let [application, kind_field, member, source, record] = names.map(need);
    let with = |incomes: Option<Field>| {
        let own = [KIND, application, kind_field, member, source, record];
        own.into_iter().chain(incomes).chain([DATE]).collect::<Vec<_>>()
    };
    match (kind.map(Evidence::has_incomes), on_record) {
        (Some(true), Some(true)) => check(fields, &with(Some(need("incomes"))), &[INCOMES]),
        (Some(false), _) | (_, Some(false)) => check(fields, &with(None), &[]),
        (Some(true) | None, _) => check(fields, &with(Some(may("incomes"))), &[INCOMES]),
    }
}

/// The answer to an item of this kind.
pub(super) fn answer(kind: Evidence, on_record: bool, list: Option<Items<'_>>) -> Result<Answer, Fault> {
    match (on_record, list) {
        (false, _) => Ok(Answer::nothing(kind)),
        (true, None) => Ok(Answer::on_record(kind)),
        (true, Some(list)) => {
            let incomes = incomes(list, |income| income.evidence() == kind)?;
            Answer::of_incomes(kind, incomes).map_err(|error| Fault::invalid("incomes", error.kind()))
        }
    }
}

/// Checks the fields of a checklist: of an application, or of a household with perhaps a status.
pub(super) fn check_checklist(fields: Fields<'_>) -> Result<(), Fault> {
    let whose = Field::OneOf("application", "household");
    if fields.has("application") {
        check(fields, &[KIND, whose], &[])
    } else {
        check(fields, &[KIND, whose, may("status")], &[MEMBERS])
    }
}

/// A family, the figures and the registration date.
pub(super) fn family(fields: Fields<'_>) -> Result<(Family, Figures, NaiveDate), Fault> {
    let own = [
        &[KIND, may("status"), may("overlap"), may("survey"), may("need"), may("contract")],
        figure_fields(fields),
        &[may("history"), need("household"), DATE],
    ];
    check(fields, &own.concat(), &[HISTORY, TOLD])?;
    let status = fields.optional_coded("status", Status::from_code)?;
    let overlap = fields.optional_boolean("overlap")?;
    let survey = fields.optional_coded("survey", Survey::from_code)?;
    let need = fields.optional_boolean("need")?;
    let contract = fields.optional_coded("contract", Contract::from_code)?;
    let figures = figures(fields)?;
    let history = list_of_history(fields)?;
    let members = list_of_members(fields)?;
    let on = fields.date()?;
    let history = events(history)?;
    let household = whole(objects(members, "household", told)?)?;
    Ok((Family { status, overlap, survey, need, contract, history, household }, figures, on))
}

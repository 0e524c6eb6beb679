//! Members, incomes and histories as the core's rows: columns read block by block into buffers that stay.

use std::ops::Range;

use voucher_core::{
    Coded, QuarterTenge,
    targeted_assistance::{
        Breach, CaresFor, Event, IncomeKind, Role,
        columns::{self as core, ABSENT, HouseholdRow, Households, MAX_ELEMENTS, Terms},
    },
};

use crate::columns::{
    amounts::{Amounts, Cell},
    cells::{Bits, Dates, put},
    dictionary::Dictionary,
    fault::MISSING,
    objects::{Codes, Flags, Lists, day_at, field, is_day},
    prelude::*,
};

/// A block of households, and what is wrong with each.
pub(super) struct Block<'a> {
    pub(super) households: Households<'a>,
    pub(super) faults: &'a [Fault],
    /// The place of each row's region; none where it is null.
    pub(super) regions: &'a [Option<usize>],
    /// Terms that no block before had.
    pub(super) new_terms: &'a [Terms],
}

/// What is known of the texts of members, incomes and histories.
#[derive(Default)]
pub(super) struct Texts {
    roles: Dictionary<Cell<Role>>,
    cares: Dictionary<Cell<CaresFor>>,
    kinds: Dictionary<Cell<IncomeKind>>,
    amounts: Dictionary<Cell<QuarterTenge>>,
    breaches: Dictionary<Cell<Breach>>,
}

/// The columns of members.
pub(super) struct Members<'a> {
    objects: &'a StructArray,
    roles: Codes<'a, Role>,
    born: Dates<'a>,
    able_bodied: Flags<'a>,
    cares_for: Codes<'a, CaresFor>,
    registered: Flags<'a>,
    absent: Flags<'a>,
    incomes: Lists<'a>,
    kinds: Codes<'a, IncomeKind>,
    amounts: Amounts<'a, QuarterTenge>,
}

impl<'a> Members<'a> {
    /// Errors: `missing_column` without a role, or incomes without kind and amount; those of types.
    pub(super) fn new(objects: &'a StructArray, texts: &Texts) -> Bind<Self> {
        let optional = |column| field(objects, column, false);
        let (incomes, items) = Lists::new(optional(Column::INCOMES)?);
        let of_items = |column| items.map_or(Ok(None), |items| field(items, column, true));
        Ok(Self {
            objects,
            roles: Codes::new(field(objects, Column::ROLE, true)?, &texts.roles),
            born: Dates::new(optional(Column::BORN)?),
            able_bodied: Flags::new(optional(Column::ABLE_BODIED)?),
            cares_for: Codes::new(optional(Column::CARES_FOR)?, &texts.cares),
            registered: Flags::new(optional(Column::REGISTERED)?),
            absent: Flags::new(optional(Column::ABSENT)?),
            incomes,
            kinds: Codes::new(of_items(Column::KIND)?, &texts.kinds),
            amounts: Amounts::new(of_items(Column::AMOUNT)?, &texts.amounts),
        })
    }

    /// Puts so many members behind those in the buffers.
    pub(super) fn read(&self, rows: Range<usize>, flat: &mut Flat) {
        let (first, all) = (flat.members.len(), flat.members.len() + rows.len());
        let (members, bad) = (&mut flat.members, &mut flat.bad_members);
        let mut note = |place, column, code| bad.push((first + place, Fault::new(column, code)));
        members.births.resize(all, ABSENT);
        let births = added(&mut members.births, first);
        self.born.fill(rows.start, births);
        if births.iter().fold(false, |odd, born| odd | is_no_day(*born)) {
            let odd = births.iter().enumerate().filter(|(_, born)| is_no_day(**born));
            odd.for_each(|(place, _)| note(place, Column::BORN, "not_a_date"));
        }
        members.cares_for.resize(all, None);
        self.cares_for.fill(&rows, added(&mut members.cares_for, first), |place, code| {
            note(place, Column::CARES_FOR, code);
        });
        for (flags, column) in [
            (&self.able_bodied, &mut members.able_bodied),
            (&self.registered, &mut members.registered),
            (&self.absent, &mut members.absent),
        ] {
            column.resize(all, None);
            flags.put(rows.start, added(column, first), |slot, flag| *slot = flag);
        }
        if let Some(validity) = Bits::validity(self.objects) {
            let null = rows.clone().enumerate().filter(|(_, row)| !validity.get(*row));
            null.for_each(|(place, _)| note(place, Column::MEMBERS, MISSING));
        }
        let roles = codes(&self.roles, &rows, |place, code| note(place, Column::ROLE, code));
        members.roles.extend(roles.into_iter().map(|role| role.unwrap_or(Role::Other)));
        self.read_incomes(&rows, flat);
    }

    /// The incomes of members, which stand one behind the other.
    fn read_incomes(&self, rows: &Range<usize>, flat: &mut Flat) {
        let (all, begin) = (self.incomes.of(rows), flat.kinds.len());
        self.incomes.put_ends(rows, begin, &mut flat.incomes_at);
        let known = &mut flat.members.incomes_known;
        let first = known.len();
        known.resize(first + rows.len(), true);
        self.incomes.each_null(rows, |place| put(known, first + place, false));
        flat.note_too_many(first);
        let mut note = |place, column, code| flat.bad_incomes.push((begin + place, Fault::new(column, code)));
        let kinds = codes(&self.kinds, &all, |place, code| note(place, Column::KIND, code));
        flat.kinds.extend(kinds.into_iter().map(|kind| kind.unwrap_or(IncomeKind::Other)));
        flat.amounts.resize(begin + all.len(), QuarterTenge::default());
        let amounts = added(&mut flat.amounts, begin);
        self.amounts.each(all.start, all.len(), |place, cell| match (cell, amounts.get_mut(place)) {
            (Cell::Is(amount), Some(slot)) => *slot = amount,
            (Cell::Bad(code), _) => note(place, Column::AMOUNT, code),
            (Cell::Null, _) | (_, None) => note(place, Column::AMOUNT, MISSING),
        });
    }
}

const TOO_MANY: &str = "too_many";

/// Whether a day that is told is none.
fn is_no_day(day: i32) -> bool {
    day != ABSENT && !is_day(day)
}

/// What stands behind so many.
fn added<T>(column: &mut [T], first: usize) -> &mut [T] {
    column.get_mut(first..).unwrap_or_default()
}

/// Codes that must be there; tells of those that are bad or missing.
#[inline(always)]
fn codes<T: Coded + Copy>(
    column: &Codes<'_, T>,
    rows: &Range<usize>,
    mut note: impl FnMut(usize, &'static str),
) -> Vec<Option<T>> {
    let (mut codes, mut bad) = (vec![None; rows.len()], Vec::new());
    column.fill(rows, &mut codes, |place, code| bad.push((place, code)));
    if codes.iter().fold(false, |none, code| none | code.is_none()) {
        bad.extend(
            codes.iter().enumerate().filter(|(_, code)| code.is_none()).map(|(place, _)| (place, MISSING)),
        );
        // Of what is bad, the code is told first.
        bad.sort_by_key(|(place, _)| *place);
        bad.dedup_by_key(|(place, _)| *place);
        bad.into_iter().for_each(|(place, code)| note(place, code));
    }
    codes
}

/// The columns of histories.
pub(super) struct Histories<'a> {
    lists: Lists<'a>,
    breaches: Codes<'a, Breach>,
    days: Dates<'a>,
}

impl<'a> Histories<'a> {
    /// Errors: `missing_column` of events without what and day; those of types.
    pub(super) fn new(array: Option<&'a ArrayRef>, texts: &Texts) -> Bind<Self> {
        let (lists, items) = Lists::new(array);
        let of_items = |column| items.map_or(Ok(None), |items| field(items, column, true));
        let breaches = Codes::new(of_items(Column::WHAT)?, &texts.breaches);
        Ok(Self { lists, breaches, days: Dates::new(of_items(Column::ON)?) })
    }

    /// Whether none of these rows has an event.
    pub(super) fn have_none(&self, rows: &Range<usize>) -> bool {
        self.lists.of(rows).is_empty()
    }

    /// Says of rows whether their histories are known.
    pub(super) fn put_known(&self, rows: &Range<usize>, households: &mut [HouseholdRow]) {
        households.iter_mut().for_each(|household| household.history_known = true);
        self.lists.each_null(rows, |place| {
            if let Some(household) = households.get_mut(place) {
                household.history_known = false;
            }
        });
    }

    /// Puts the history of a row, if it is known, behind those in the buffers; what is wrong with it.
    pub(super) fn read(&self, row: usize, household: &HouseholdRow, events: &mut Vec<Event>) -> Fault {
        let mut fault = Fault::NONE;
        let many = if household.history_known { self.lists.of(&(row..row + 1)) } else { 0..0 };
        if many.len() > MAX_ELEMENTS {
            return Fault::new(Column::HISTORY, TOO_MANY);
        }
        for place in many {
            let on = day_at(&self.days, place);
            let note = |_, code| fault = fault.min(Fault::new(Column::WHAT, code));
            let what = codes(&self.breaches, &(place..place + 1), note).into_iter().flatten().next();
            if let (Some(what), Some(on)) = (what, on.demand(Column::ON, &mut fault)) {
                events.push(Event { what, on });
            }
        }
        fault
    }
}

/// A length as an offset.
pub(super) fn at(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The buffers of a block.
#[derive(Default)]
pub(super) struct Flat {
    pub(super) rows: Vec<HouseholdRow>,
    pub(super) faults: Vec<Fault>,
    pub(super) regions: Vec<Option<usize>>,
    pub(super) members_at: Vec<u32>,
    pub(super) members: People,
    pub(super) incomes_at: Vec<u32>,
    pub(super) kinds: Vec<IncomeKind>,
    pub(super) amounts: Vec<QuarterTenge>,
    pub(super) events_at: Vec<u32>,
    pub(super) events: Vec<Event>,
    /// Faults of members and incomes, by their places here.
    pub(super) bad_members: Vec<(usize, Fault)>,
    pub(super) bad_incomes: Vec<(usize, Fault)>,
}

/// Members, a column a fact.
#[derive(Default)]
pub(super) struct People {
    roles: Vec<Role>,
    births: Vec<i32>,
    able_bodied: Vec<Option<bool>>,
    cares_for: Vec<Option<CaresFor>>,
    registered: Vec<Option<bool>>,
    absent: Vec<Option<bool>>,
    incomes_known: Vec<bool>,
}

impl People {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.roles.len()
    }

    fn clear(&mut self) {
        self.roles.clear();
        self.births.clear();
        self.able_bodied.clear();
        self.cares_for.clear();
        self.registered.clear();
        self.absent.clear();
        self.incomes_known.clear();
    }

    /// Adds one of others.
    fn push_of(&mut self, others: &Self, place: usize) {
        self.roles.extend(others.roles.get(place));
        self.births.extend(others.births.get(place));
        self.able_bodied.extend(others.able_bodied.get(place));
        self.cares_for.extend(others.cares_for.get(place));
        self.registered.extend(others.registered.get(place));
        self.absent.extend(others.absent.get(place));
        self.incomes_known.extend(others.incomes_known.get(place));
    }

    fn columns(&self) -> core::Members<'_> {
        core::Members {
            roles: &self.roles,
            births: &self.births,
            able_bodied: &self.able_bodied,
            cares_for: &self.cares_for,
            registered: &self.registered,
            absent: &self.absent,
            incomes_known: &self.incomes_known,
        }
    }
}

impl Flat {
    /// Empties the buffers.
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.faults.clear();
        self.regions.clear();
        self.members.clear();
        self.kinds.clear();
        self.amounts.clear();
        self.events.clear();
        self.bad_members.clear();
        self.bad_incomes.clear();
        for offsets in [&mut self.members_at, &mut self.incomes_at, &mut self.events_at] {
            offsets.clear();
            offsets.push(0);
        }
    }

    /// Notes who of the members from one on has more incomes than a member can have.
    fn note_too_many(&mut self, first: usize) {
        let most = at(MAX_ELEMENTS);
        let ends = self.incomes_at.get(first..).unwrap_or_default();
        let many = ends.iter().zip(ends.iter().skip(1)).map(|(begin, end)| end.saturating_sub(*begin));
        if many.clone().fold(0, u32::max) <= most {
            return;
        }
        let members = (first..).zip(many).filter(|(_, many)| *many > most).map(|(member, _)| member);
        let known = members.filter(|member| self.members.incomes_known.get(*member) == Some(&true));
        let fault = Fault::new(Column::INCOMES, TOO_MANY);
        self.bad_members.extend(known.map(|member| (member, fault)));
    }

    /// What is wrong with members or with their incomes, where these are known.
    pub(super) fn faults_of_members(&self) -> impl Iterator<Item = (usize, Fault)> {
        let of_income = |(place, fault): &(usize, Fault)| (owner(&self.incomes_at, *place), *fault);
        let known = |(member, _): &(usize, Fault)| {
            self.members.incomes_known.get(*member).is_some_and(|known| *known)
        };
        self.bad_members.iter().copied().chain(self.bad_incomes.iter().map(of_income).filter(known))
    }

    /// Adds a member of others, with the incomes.
    pub(super) fn push_of(&mut self, others: &Self, member: usize) {
        self.members.push_of(&others.members, member);
        if let Some([begin, end]) = others.incomes_at.get(member..).and_then(<[u32]>::first_chunk) {
            let [begin, end] = [begin, end].map(|at| usize::try_from(*at).unwrap_or(usize::MAX));
            self.kinds.extend(others.kinds.get(begin..end).unwrap_or_default());
            self.amounts.extend(others.amounts.get(begin..end).unwrap_or_default());
        }
        self.incomes_at.push(at(self.kinds.len()));
    }

    /// Says of each household what is wrong with its members: the first fault by column.
    pub(super) fn settle(&mut self) {
        let bad: Vec<_> = self.faults_of_members().collect();
        for (member, fault) in bad {
            fault.note(&mut self.faults, owner(&self.members_at, member));
        }
    }

    pub(super) fn block<'a>(&'a self, new_terms: &'a [Terms]) -> Block<'a> {
        Block {
            households: Households {
                rows: &self.rows,
                members_at: &self.members_at,
                members: self.members.columns(),
                incomes_at: &self.incomes_at,
                incomes: core::Incomes { kinds: &self.kinds, amounts: &self.amounts },
                events_at: &self.events_at,
                events: &self.events,
            },
            faults: &self.faults,
            regions: &self.regions,
            new_terms,
        }
    }
}

/// Whose part stands at a place.
fn owner(at: &[u32], place: usize) -> usize {
    at.partition_point(|end| usize::try_from(*end).is_ok_and(|end| end <= place)).saturating_sub(1)
}

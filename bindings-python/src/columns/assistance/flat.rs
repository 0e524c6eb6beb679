//! Members, incomes and histories as the core's rows: columns read block by block into buffers that stay.

use std::ops::Range;

use arrow_array::{ArrayRef, StructArray};
use voucher_core::{
    QuarterTenge,
    targeted_assistance::{
        Breach, CaresFor, Event, Income, IncomeKind, Role,
        columns::{ABSENT, HouseholdRow, Households, MemberRow, Terms},
    },
};

use crate::{
    columns::{
        amounts::{Amounts, Cell},
        cells::{Bits, Dates},
        dictionary::Dictionary,
        fault::{Column, Fault, MISSING},
        input::Kind,
        objects::{Codes, Flags, Lists, day_of, field},
    },
    error::Bind,
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
        let optional = |column, kind| field(objects, (column, kind, false));
        let (incomes, items) = Lists::new(optional(Column::INCOMES, Kind::Lists)?);
        let of_items = |column, kind| match items {
            Some(items) => field(items, (column, kind, true)),
            None => Ok(None),
        };
        Ok(Self {
            objects,
            roles: Codes::new(field(objects, (Column::ROLE, Kind::Codes, true))?, &texts.roles),
            born: Dates::new(optional(Column::BORN, Kind::Dates)?),
            able_bodied: Flags::new(optional(Column::ABLE_BODIED, Kind::Booleans)?),
            cares_for: Codes::new(optional(Column::CARES_FOR, Kind::Codes)?, &texts.cares),
            registered: Flags::new(optional(Column::REGISTERED, Kind::Booleans)?),
            absent: Flags::new(optional(Column::ABSENT, Kind::Booleans)?),
            incomes,
            kinds: Codes::new(of_items(Column::KIND, Kind::Codes)?, &texts.kinds),
            amounts: Amounts::new(of_items(Column::AMOUNT, Kind::Decimals)?, &texts.amounts),
        })
    }

    /// Puts so many members behind those in the buffers.
    pub(super) fn read(&self, rows: Range<usize>, flat: &mut Flat) {
        let first = flat.members.len();
        self.read_births(&rows, flat);
        let mut bad: Vec<(usize, Fault)> = Vec::new();
        let mut role_missing = Vec::new();
        let members = flat.members.get_mut(first..).unwrap_or_default();
        let mut note = |place, fault| bad.push((first + place, fault));
        self.roles.each(&rows, |place, cell| {
            let (mut fault, slot) = (Fault::NONE, members.get_mut(place));
            match (cell.demand(Column::ROLE, &mut fault), slot) {
                (Some(role), Some(member)) => member.role = role,
                (None, _) | (_, None) => role_missing.push((place, fault)),
            }
        });
        self.cares_for.each(&rows, |place, cell| {
            let mut fault = Fault::NONE;
            let cares_for = cell.read(Column::CARES_FOR, &mut fault);
            if let Some(member) = members.get_mut(place) {
                member.cares_for = cares_for;
            }
            if fault != Fault::NONE {
                note(place, fault);
            }
        });
        if let Some(validity) = Bits::validity(self.objects) {
            let null = rows.clone().enumerate().filter(|(_, row)| !validity.get(*row));
            null.for_each(|(place, _)| note(place, Fault::new(Column::MEMBERS, MISSING)));
        }
        self.able_bodied.put(rows.start, members, |member, flag| member.able_bodied = flag);
        self.registered.put(rows.start, members, |member, flag| member.registered = flag);
        self.absent.put(rows.start, members, |member, flag| member.absent = flag);
        role_missing.into_iter().for_each(|(place, fault)| note(place, fault));
        flat.bad_members.append(&mut bad);
        self.read_incomes(&rows, first, flat);
    }

    fn read_births(&self, rows: &Range<usize>, flat: &mut Flat) {
        flat.births.clear();
        flat.births.resize(rows.len(), ABSENT);
        self.born.fill(rows.start, &mut flat.births);
        let member = |born: &i32| MemberRow { born: *born, ..MemberRow::new(Role::Other) };
        flat.members.extend(flat.births.iter().map(member));
    }

    /// The incomes of members, which stand one behind the other.
    fn read_incomes(&self, rows: &Range<usize>, first: usize, flat: &mut Flat) {
        let (all, begin) = (self.incomes.of(rows), flat.incomes.len());
        let mut members = flat.members.get_mut(first..).unwrap_or_default().iter_mut();
        self.incomes.each_end(rows, |end, null| {
            if let Some(member) = members.next() {
                member.incomes_known = !null;
            }
            flat.incomes_at.push(at(begin + end.saturating_sub(all.start)));
        });
        let none = Income { kind: IncomeKind::Other, amount: QuarterTenge::default() };
        flat.incomes.resize(begin + all.len(), none);
        let incomes = flat.incomes.get_mut(begin..).unwrap_or_default();
        let mut note = |place, fault| flat.bad_incomes.push((begin + place, fault));
        self.kinds.each(&all, |place, cell| {
            let mut fault = Fault::NONE;
            match (cell.demand(Column::KIND, &mut fault), incomes.get_mut(place)) {
                (Some(kind), Some(income)) => income.kind = kind,
                (None, _) | (_, None) => note(place, fault),
            }
        });
        self.amounts.each(all.start, all.len(), |place, cell| {
            let mut fault = Fault::NONE;
            match (cell.demand(Column::AMOUNT, &mut fault), incomes.get_mut(place)) {
                (Some(amount), Some(income)) => income.amount = amount,
                (None, _) | (_, None) => note(place, fault),
            }
        });
    }
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
        let of_items = |column, kind| match items {
            Some(items) => field(items, (column, kind, true)),
            None => Ok(None),
        };
        let breaches = Codes::new(of_items(Column::WHAT, Kind::Codes)?, &texts.breaches);
        Ok(Self { lists, breaches, days: Dates::new(of_items(Column::ON, Kind::Dates)?) })
    }

    /// Puts the history of a row behind those in the buffers; what is wrong with it.
    pub(super) fn read(&self, row: usize, household: &mut HouseholdRow, events: &mut Vec<Event>) -> Fault {
        let mut fault = Fault::NONE;
        household.history_known = !self.lists.is_null(row);
        let many = if household.history_known { self.lists.of(&(row..row + 1)) } else { 0..0 };
        for place in many {
            let mut day = [ABSENT];
            self.days.fill(place, &mut day);
            let on = match day {
                [ABSENT] => Cell::Null,
                [day] => day_of(day),
            };
            self.breaches.each(&(place..place + 1), |_, what| {
                let what = what.demand(Column::WHAT, &mut fault);
                if let (Some(what), Some(on)) = (what, on.demand(Column::ON, &mut fault)) {
                    events.push(Event { what, on });
                }
            });
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
    pub(super) members: Vec<MemberRow>,
    pub(super) incomes_at: Vec<u32>,
    pub(super) incomes: Vec<Income>,
    pub(super) events_at: Vec<u32>,
    pub(super) events: Vec<Event>,
    /// Faults of members and incomes, by their places here.
    pub(super) bad_members: Vec<(usize, Fault)>,
    pub(super) bad_incomes: Vec<(usize, Fault)>,
    births: Vec<i32>,
}

impl Flat {
    /// Empties the buffers.
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.faults.clear();
        self.regions.clear();
        self.members.clear();
        self.incomes.clear();
        self.events.clear();
        self.bad_members.clear();
        self.bad_incomes.clear();
        for offsets in [&mut self.members_at, &mut self.incomes_at, &mut self.events_at] {
            offsets.clear();
            offsets.push(0);
        }
    }

    /// What is wrong with members or with their incomes, where these are known.
    pub(super) fn faults_of_members(&self) -> impl Iterator<Item = (usize, Fault)> {
        let of_income = |(place, fault): &(usize, Fault)| (owner(&self.incomes_at, *place), *fault);
        let known =
            |(member, _): &(usize, Fault)| self.members.get(*member).is_some_and(|it| it.incomes_known);
        self.bad_members.iter().copied().chain(self.bad_incomes.iter().map(of_income).filter(known))
    }

    /// The incomes of a member.
    pub(super) fn incomes_of(&self, member: usize) -> &[Income] {
        let Some([begin, end]) = self.incomes_at.get(member..).and_then(<[u32]>::first_chunk) else {
            return &[];
        };
        let [begin, end] = [begin, end].map(|at| usize::try_from(*at).unwrap_or(usize::MAX));
        self.incomes.get(begin..end).unwrap_or_default()
    }

    /// Says of each household what is wrong with its members: the first fault by column.
    pub(super) fn settle(&mut self) {
        let bad: Vec<_> = self.faults_of_members().collect();
        for (member, fault) in bad {
            if let Some(slot) = self.faults.get_mut(owner(&self.members_at, member)) {
                *slot = (*slot).min(fault);
            }
        }
    }

    pub(super) fn block<'a>(&'a self, new_terms: &'a [Terms]) -> Block<'a> {
        Block {
            households: Households {
                rows: &self.rows,
                members_at: &self.members_at,
                members: &self.members,
                incomes_at: &self.incomes_at,
                incomes: &self.incomes,
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

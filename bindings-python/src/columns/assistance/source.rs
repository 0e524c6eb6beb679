//! Households as they come: with their members inside, or beside them in a table of their own.

use std::{collections::BTreeMap, ops::Range};

use chrono::NaiveDate;
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use voucher_core::{
    Amount,
    targeted_assistance::{
        Contract, Event, Figures, Status, Survey,
        columns::{HouseholdRow, Terms},
    },
};

use super::flat::{Block, Flat, Histories, Members, Texts, at};
use crate::{
    amount,
    columns::{
        amounts::{Amounts, Cell},
        cells::{self, Dates},
        dictionary::Dictionary,
        fault::MISSING,
        input::{Kind, Objects, missing},
        objects::{Codes, Flags, Lists, day_at},
        prelude::*,
    },
};

/// How many households are read and decided together.
const BLOCK: usize = 512;

/// The figures, each a column or given for all.
const FIGURES: [Column; 4] = [Column::LINE, Column::MINIMUM, Column::MEDIAN, Column::MCI];

/// What is read of members.
const MEMBER: [Column; 7] = [
    Column::ROLE,
    Column::BORN,
    Column::ABLE_BODIED,
    Column::CARES_FOR,
    Column::REGISTERED,
    Column::ABSENT,
    Column::INCOMES,
];

/// What is read of the objects in lists.
const FIELDS: &Objects<'_> = &[
    (Column::MEMBERS, &MEMBER),
    (Column::INCOMES, &[Column::KIND, Column::AMOUNT]),
    (Column::HISTORY, &[Column::WHAT, Column::ON]),
];

/// How the households of a table are read.
pub(super) struct Families {
    layout: Layout,
    on: Option<NaiveDate>,
    figures: Figures,
    members: Option<Joined>,
    facts: Facts,
}

/// What batches share.
#[derive(Default)]
pub(super) struct Shared {
    flat: Flat,
    known: Known,
    terms: Places,
    pub(super) regions: Regions,
}

/// What is known of the texts of each column.
#[derive(Default)]
struct Known {
    texts: Texts,
    statuses: Dictionary<Cell<Status>>,
    surveys: Dictionary<Cell<Survey>>,
    contracts: Dictionary<Cell<Contract>>,
    amounts: [Dictionary<Cell<Amount>>; 4],
}

/// The places of terms, in the order in which they came.
#[derive(Default)]
struct Places {
    of: HashMap<Terms, u32, FixedState>,
    last: Option<(Terms, u32)>,
    /// Those that came with this block.
    new: Vec<Terms>,
}

impl Places {
    #[inline]
    fn of(&mut self, terms: Terms) -> u32 {
        if let Some((last, place)) = self.last
            && last == terms
        {
            return place;
        }
        let next = at(self.of.len());
        let place = *self.of.entry(terms).or_insert(next);
        if place == next {
            self.new.push(terms);
        }
        self.last = Some((terms, place));
        place
    }
}

/// The regions, in the order in which they came.
#[derive(Default)]
pub(super) struct Regions {
    pub(super) names: Vec<String>,
    places: BTreeMap<String, usize>,
}

impl Regions {
    fn of(&mut self, name: &str) -> usize {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = self.names.len();
        self.names.push(name.to_owned());
        self.places.insert(name.to_owned(), place);
        place
    }
}

/// The columns of a batch of households.
struct Columns<'a> {
    families: &'a Families,
    statuses: Codes<'a, Status>,
    surveys: Codes<'a, Survey>,
    contracts: Codes<'a, Contract>,
    overlaps: Flags<'a>,
    needs: Flags<'a>,
    histories: Histories<'a>,
    days: Dates<'a>,
    figures: [Amounts<'a, Amount>; 4],
    /// The terms of all rows, where no column says them.
    same: Option<Terms>,
    regions: Option<cells::Texts<'a>>,
    keys: Option<cells::Texts<'a>>,
    lists: Lists<'a>,
    members: Option<Members<'a>>,
}

impl Families {
    /// Opens the tables. Errors: those of tables; `excluded_column` for what is given twice.
    pub(super) fn open(
        py: Python<'_>,
        households: &AnyArrow<'_>,
        members: Option<&AnyArrow<'_>>,
        on: Option<NaiveDate>,
        figures: &[Option<amount::Amount<'_>>],
        by_region: bool,
        wishes: Wishes<'_>,
    ) -> Bind<(Source, Self, Beside)> {
        let arrays = households.open()?;
        let family = if members.is_some() { Column::HOUSEHOLD } else { Column::MEMBERS };
        let must = |column| column == family || column == Column::REGISTERED_ON && on.is_none();
        let columns = Column::REGISTERED_ON.until(Column::CONTRACT).chain([Column::HISTORY, family]);
        let mut wanted: Vec<_> = columns.chain(FIGURES).map(|column| column.wanted(must(column))).collect();
        if by_region {
            wanted.push((Column::REGION, Kind::Codes, false));
        }
        let mut layout = Layout::new(&arrays.shape, &wanted)?;
        layout.admit(py, wishes.strict, wishes.require)?;
        layout.admit_fields(py, wishes.strict, FIELDS)?;
        let given = given(figures)?;
        let all = [(Column::REGISTERED_ON, on.is_some())].into_iter();
        let all = all.chain(FIGURES.into_iter().zip(given.map(|figure| figure.is_some())));
        let excluded =
            |column: Column, text| Err(BindError::malformed("excluded_column", column.name(), text));
        let mut told = [false; 5];
        for ((column, is_given), told) in all.zip(&mut told) {
            if is_given && layout.has(column) {
                return excluded(column, "the table has such a column: give it once");
            }
            *told = is_given || layout.has(column);
        }
        let [_, line, minimum, median, _] = told;
        if line && (minimum || median) {
            return excluded(Column::LINE, "a line excludes minimum and median");
        }
        let [line, minimum, median, mci] = given;
        let members = members.map(|members| Joined::read(py, members, wishes.strict)).transpose()?;
        let kept = Beside::new(&arrays.shape, layout.picks_mut(), wishes.keep, wishes.prefix.as_ref())?;
        let source = arrays.read(layout.picks());
        let figures = Figures { line, minimum, median, mci };
        Ok((source, Self { layout, on, figures, members, facts: wishes.facts }, kept))
    }

    /// The names of the columns of households that are read.
    pub(super) fn names(&self) -> Vec<&str> {
        self.layout.names()
    }

    /// Reads a batch block by block.
    pub(super) fn each_block(
        &self,
        batch: &StructArray,
        shared: &mut Shared,
        mut then: impl FnMut(&Block<'_>),
    ) -> Bind<()> {
        let Shared { flat, known, terms, regions } = shared;
        let columns = self.columns(batch, known)?;
        for start in (0..batch.len()).step_by(BLOCK) {
            let rows = start..batch.len().min(start + BLOCK);
            flat.clear();
            terms.new.clear();
            columns.read_households(&rows, flat, terms, regions);
            columns.read_members(&rows, flat);
            flat.settle();
            then(&flat.block(&terms.new));
        }
        Ok(())
    }

    fn columns<'a>(&'a self, batch: &'a StructArray, known: &'a Known) -> Bind<Columns<'a>> {
        let column = |column| self.layout.array(batch, column);
        let [lines, minima, medians, mcis] = &known.amounts;
        let same = |on| Terms { on, figures: self.figures };
        let (lists, objects) = Lists::new(column(Column::MEMBERS));
        Ok(Columns {
            families: self,
            statuses: Codes::new(column(Column::STATUS), &known.statuses),
            surveys: Codes::new(column(Column::SURVEY), &known.surveys),
            contracts: Codes::new(column(Column::CONTRACT), &known.contracts),
            overlaps: Flags::new(column(Column::OVERLAP)),
            needs: Flags::new(column(Column::NEED)),
            histories: Histories::new(column(Column::HISTORY), &known.texts)?,
            days: Dates::new(column(Column::REGISTERED_ON)),
            figures: [
                Amounts::new(column(Column::LINE), lines),
                Amounts::new(column(Column::MINIMUM), minima),
                Amounts::new(column(Column::MEDIAN), medians),
                Amounts::new(column(Column::MCI), mcis),
            ],
            same: self.on.filter(|_| !FIGURES.iter().any(|column| self.layout.has(*column))).map(same),
            regions: column(Column::REGION).and_then(cells::Texts::new),
            keys: column(Column::HOUSEHOLD).and_then(cells::Texts::new),
            lists,
            members: objects.map(|objects| Members::new(objects, &known.texts)).transpose()?,
        })
    }
}

impl Columns<'_> {
    /// Puts what rows say beside their members into the buffers.
    fn read_households(
        &self,
        rows: &Range<usize>,
        flat: &mut Flat,
        terms: &mut Places,
        regions: &mut Regions,
    ) {
        flat.rows.resize(rows.len(), HouseholdRow::default());
        flat.faults.resize(rows.len(), Fault::NONE);
        put(&self.statuses, rows, flat, Column::STATUS, |row, status| row.status = status);
        put(&self.surveys, rows, flat, Column::SURVEY, |row, survey| row.survey = survey);
        put(&self.contracts, rows, flat, Column::CONTRACT, |row, contract| row.contract = contract);
        self.overlaps.put(rows.start, &mut flat.rows, |row, overlap| row.overlap = overlap);
        self.needs.put(rows.start, &mut flat.rows, |row, need| row.need = need);
        self.histories.put_known(rows, &mut flat.rows);
        match self.same.map(|same| terms.of(same)) {
            Some(same) => flat.rows.iter_mut().for_each(|household| household.terms = same),
            None => self.read_terms(rows, flat, terms),
        }
        if self.histories.have_none(rows) {
            flat.events_at.resize(rows.len() + 1, 0);
        } else {
            self.read_histories(rows, flat);
        }
        match &self.regions {
            None => flat.regions.resize(rows.len(), None),
            Some(names) => {
                flat.regions.extend(rows.clone().map(|row| names.get(row).map(|name| regions.of(name))));
            }
        }
    }

    /// Puts dates and figures that columns say into the rows of a block.
    fn read_terms(&self, rows: &Range<usize>, flat: &mut Flat, terms: &mut Places) {
        for (row, (household, fault)) in rows.clone().zip(flat.rows.iter_mut().zip(&mut flat.faults)) {
            let on = self.on(row).demand(Column::REGISTERED_ON, fault);
            let figures = self.figures(row, fault);
            household.terms = on.map_or(0, |on| terms.of(Terms { on, figures }));
        }
    }

    fn read_histories(&self, rows: &Range<usize>, flat: &mut Flat) {
        for (row, (household, fault)) in rows.clone().zip(flat.rows.iter().zip(&mut flat.faults)) {
            let before = flat.events.len();
            *fault = (*fault).min(self.histories.read(row, household, &mut flat.events));
            self.cut(row, before, &mut flat.events);
            flat.events_at.push(at(flat.events.len()));
        }
    }

    /// Takes away the events of a row, which begin here, that came after its day, where those do not count.
    fn cut(&self, row: usize, begin: usize, events: &mut Vec<Event>) {
        if self.families.facts == Facts::All {
            return;
        }
        if let Cell::Is(on) = self.on(row) {
            let own = events.split_off(begin);
            events.extend(own.into_iter().filter(|event| event.on <= on));
        }
    }

    /// Puts the members of rows into the buffers.
    fn read_members(&self, rows: &Range<usize>, flat: &mut Flat) {
        match (&self.families.members, &self.members) {
            (Some(beside), _) => beside.put(rows, self.keys.as_ref(), flat),
            (None, Some(members)) => inside(&self.lists, members, rows, flat),
            (None, None) => {
                // All lists are null.
                flat.faults.iter_mut().for_each(|slot| *slot = (*slot).min(nobody()));
                flat.members_at.resize(rows.len() + 1, 0);
            }
        }
    }

    #[inline]
    fn on(&self, row: usize) -> Cell<NaiveDate> {
        if let Some(on) = self.families.on {
            return Cell::Is(on);
        }
        day_at(&self.days, row)
    }

    #[inline]
    fn figures(&self, row: usize, fault: &mut Fault) -> Figures {
        let Figures { line, minimum, median, mci } = self.families.figures;
        let mut figures = [line, minimum, median, mci];
        for ((column, amounts), figure) in FIGURES.into_iter().zip(&self.figures).zip(&mut figures) {
            if self.families.layout.has(column) {
                let mut cell = [Cell::Null];
                amounts.fill(row, &mut cell);
                let [cell] = cell;
                *figure = cell.read(column, fault);
            }
        }
        let [line, minimum, median, mci] = figures;
        Figures { line, minimum, median, mci }
    }
}

/// The figures that are given for all rows.
fn given(figures: &[Option<amount::Amount<'_>>]) -> Bind<[Option<Amount>; 4]> {
    let mut given = [None; 4];
    for ((slot, figure), column) in given.iter_mut().zip(figures).zip(FIGURES) {
        *slot = figure.as_ref().map(|figure| figure.tenge(column.name())).transpose()?;
    }
    Ok(given)
}

/// A household whose members are not given.
fn nobody() -> Fault {
    Fault::new(Column::MEMBERS, MISSING)
}

/// Puts a column of codes into the rows of a block.
fn put<T: voucher_core::Coded + Copy>(
    codes: &Codes<'_, T>,
    rows: &Range<usize>,
    flat: &mut Flat,
    column: Column,
    set: fn(&mut HouseholdRow, Option<T>),
) {
    let mut said = [None; BLOCK];
    let said = said.split_at_mut(rows.len().min(BLOCK)).0;
    codes.fill(rows, said, |place, code| {
        Fault::new(column, code).note(&mut flat.faults, place);
    });
    for (row, code) in flat.rows.iter_mut().zip(said) {
        set(row, *code);
    }
}

/// Members that stand in the rows of their households.
fn inside(lists: &Lists<'_>, members: &Members<'_>, rows: &Range<usize>, flat: &mut Flat) {
    lists.put_ends(rows, 0, &mut flat.members_at);
    lists.each_null(rows, |place| {
        nobody().note(&mut flat.faults, place);
    });
    members.read(lists.of(rows), flat);
}

/// Members of a table of their own, by the key of their household.
struct Joined {
    flat: Flat,
    faults: BTreeMap<usize, Fault>,
    of: HashMap<String, Vec<usize>, FixedState>,
}

impl Joined {
    fn read(py: Python<'_>, table: &AnyArrow<'_>, strict: bool) -> Bind<Self> {
        let arrays = table.open()?;
        let must = |column| matches!(column, Column::HOUSEHOLD | Column::ROLE);
        let wanted = [Column::HOUSEHOLD].into_iter().chain(MEMBER).map(|column| column.wanted(must(column)));
        let layout = Layout::new(&arrays.shape, &wanted.collect::<Vec<_>>())?;
        layout.admit(py, strict, None)?;
        layout.admit_fields(py, strict, FIELDS)?;
        let mut source = arrays.read(layout.picks());
        let mut beside = Self { flat: Flat::default(), faults: BTreeMap::new(), of: HashMap::default() };
        beside.flat.clear();
        let texts = Texts::default();
        detached(py, || {
            while let Some(batch) = source.next()? {
                let first = beside.flat.members.len();
                Members::new(&batch, &texts)?.read(0..batch.len(), &mut beside.flat);
                let keys = layout.array(&batch, Column::HOUSEHOLD).and_then(cells::Texts::new);
                let keys = keys.ok_or_else(|| missing(Column::HOUSEHOLD, "the table has no such column"))?;
                for row in 0..batch.len() {
                    // A member of no household is nobody's.
                    if let Some(key) = keys.get(row) {
                        match beside.of.get_mut(key) {
                            Some(members) => members.push(first + row),
                            None => drop(beside.of.insert(key.to_owned(), vec![first + row])),
                        }
                    }
                }
            }
            Ok(())
        })?;
        for (member, fault) in beside.flat.faults_of_members() {
            let slot = beside.faults.entry(member).or_insert(fault);
            *slot = (*slot).min(fault);
        }
        Ok(beside)
    }

    /// Puts the members of a block behind each other.
    fn put(&self, rows: &Range<usize>, keys: Option<&cells::Texts<'_>>, flat: &mut Flat) {
        for (place, row) in rows.clone().enumerate() {
            let members = keys.and_then(|keys| keys.get(row)).and_then(|key| self.of.get(key));
            if members.is_none() {
                nobody().note(&mut flat.faults, place);
            }
            for member in members.into_iter().flatten() {
                if let Some(fault) = self.faults.get(member) {
                    flat.bad_members.push((flat.members.len(), *fault));
                }
                flat.push_of(&self.flat, *member);
            }
            flat.members_at.push(at(flat.members.len()));
        }
    }
}

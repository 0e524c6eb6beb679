//! One row of a table explained: a trail that knows who else uses the account.

use arrow_array::types::Date32Type;
use voucher_core::{
    Language, Month,
    gas::{
        Trail,
        columns::{ABSENT, Row, RowFlags, Rows, day_number},
    },
};

use super::{
    block::{Reader, day_of},
    fault::Tally,
    layout,
    prelude::*,
    row_cells::{Cells, Known},
    rows::{Piece, Review, Wants},
    run,
};
use crate::{argument::Whole, coded::Code, date::read_optional};

/// A row of a table in words: where the person stands, what happened on which day and why it does not count, what the
/// person can do and until when (N36). Ours, not official.
///
/// `row` counts from 0. `table`, `as_of` and `facts` are those of `review`, and the text says what `review` answers to
/// the row, also where others use its account: so the whole table is read.
///
/// Errors: those of `review`; `unknown_value` where the table has no such row; `bad_rows` where the row is bad; `not_a_date`
/// where its `as_of` is beyond every calendar.
#[pyfunction]
#[pyo3(signature = (table, row, *, regulation, language, as_of=None, facts=Facts::All))]
pub(crate) fn explain_row(
    py: Python<'_>,
    table: AnyArrow<'_>,
    row: Whole<'_, u64>,
    regulation: RegulationArg<'_>,
    language: Code<Language>,
    as_of: Option<ExactDate<'_>>,
    facts: Facts,
) -> Bind<String> {
    catch(|| {
        let as_of = read_optional(as_of.as_ref(), "as_of")?.map(day_number);
        let row = row.read("row")?;
        let arrays = table.open()?;
        let layout = layout(&arrays.shape, Column::AS_OF, as_of)?;
        layout.admit(py, false, None)?;
        let source = arrays.read(layout.picks());
        let regulation = regulation.get();
        detached(py, || {
            let batches = source.gather()?;
            let wants = Wants { activated: true, ..Wants::default() };
            let review = Review::new(regulation, as_of, Facts::All, wants);
            let reviewed = |review| Reviewed::new(batches.clone(), &layout, review);
            let people =
                |reader| People { layout: &layout, reader, batches: &batches, known: Known::default() };
            let answers = reviewed(review.of_all_facts())?;
            answers.demand_good(row)?;
            let all = Reader::new(regulation, as_of, Facts::All);
            let (answers, reader) = match facts {
                Facts::All => (answers, all),
                // All that the person may know of anybody is what was known on the day that the row asks about.
                Facts::KnownOnAsOf => {
                    let day = people(&all).person(row)?.asked;
                    (reviewed(review.of_day(day))?, all.of_day(day))
                }
            };
            let people = people(&reader);
            let person = people.person(row)?;
            let others = people.others(row, &person, &answers)?;
            let trail = Trail::new(regulation, person.month, &person.row, others.before);
            // Every day of a good row lies in its month, but for that of the question.
            let beyond = "the day of the question is beyond every calendar";
            let trail = trail.ok_or_else(|| BindError::malformed("not_a_date", "as_of", beyond))?;
            let is_used = others.in_all >= regulation.activations_per_account();
            Ok(if is_used { trail.on_used_account() } else { trail }.explain(language.0))
        })
    })
}

/// What a review answers to all rows.
struct Reviewed(Vec<Piece>);

impl Reviewed {
    fn new(batches: Vec<StructArray>, layout: &Layout, review: Review) -> Bind<Self> {
        let pieces = run::run(Source::ready(batches), layout, &[review], &Beside::default(), 1)?;
        Ok(Self(pieces.into_iter().next().unwrap_or_default()))
    }

    /// The piece of a row, and its place there.
    fn find(&self, row: u64) -> Option<(&Piece, usize)> {
        let piece = self.0.iter().rfind(|piece| piece.first_row <= row)?;
        let place = usize::try_from(row - piece.first_row).ok()?;
        (place < piece.rows).then_some((piece, place))
    }

    fn is_activated(&self, row: u64) -> bool {
        self.find(row).is_some_and(|(piece, place)| piece.activated.get(place))
    }

    /// Errors: `unknown_value` for a row that is not there, `bad_rows` for a bad one.
    fn demand_good(&self, row: u64) -> Bind<()> {
        let (piece, place) = self.find(row).ok_or_else(|| {
            let text = "the table has no such row; rows count from 0";
            BindError::malformed("unknown_value", "row", text)
        })?;
        let mut tally = Tally::default();
        let own = piece.bad.0.iter().filter(|(bad, _)| *bad == place);
        own.for_each(|(_, fault)| tally.note(row, *fault));
        tally.refuse(|fault| fault.said(Column::all()))
    }
}

/// All rows of a table.
struct People<'a> {
    layout: &'a Layout,
    reader: &'a Reader,
    batches: &'a [StructArray],
    known: Known,
}

/// What a row says.
#[derive(Clone, Copy)]
struct Person {
    month: Month,
    row: Row,
    /// The day of the question and that on which the account was entered, counted from the first of the month, and the
    /// account, if others may use it too.
    asked: u8,
    entered: u8,
    account: Option<u64>,
}

/// How many others have activated on a person's account.
#[derive(Clone, Copy, Default)]
struct Others {
    /// Before the account was entered or, where it was not, at all.
    before: u32,
    in_all: u32,
}

/// Told of a row: its number, its block and its place there, its account.
type Each<'a> = dyn FnMut(u64, &Rows<'_>, usize, u64) + 'a;

impl People<'_> {
    /// Reads the rows of a batch, of which the first has this number.
    fn each(&self, batch: &StructArray, mut number: u64, then: &mut Each<'_>) -> Bind<()> {
        let (cells, first) = (Cells::new(self.layout, batch, batch.len(), &self.known)?, number);
        let mut then = |rows: &Rows<'_>, accounts: &[u64]| {
            for (place, account) in accounts.iter().enumerate() {
                then(number, rows, place, *account);
                number += 1;
            }
        };
        let (rows, mut bad) = (batch.len(), Bad::default());
        let _ = self.reader.each_block(&cells, first, rows, &self.known, &mut bad, &mut then);
        Ok(())
    }

    fn person(&self, row: u64) -> Bind<Person> {
        let (mut place, mut found) = (usize::try_from(row).unwrap_or(usize::MAX), None);
        for batch in self.batches {
            if place < batch.len() {
                let own = batch.slice(place, 1);
                self.each(&own, row, &mut |_, rows, _, account| found = self.read(&own, rows, account))?;
                break;
            }
            place -= batch.len();
        }
        found.ok_or_else(|| BindError::Panic("columns/explain.rs".to_owned()))
    }

    /// What a batch of one row says.
    fn read(&self, own: &StructArray, rows: &Rows<'_>, account: u64) -> Option<Person> {
        let timetable = &self.reader.timetable;
        let month = rows.months.at(0);
        let first = timetable.first_day(month);
        let day = |days: &[u8]| days.first().map_or(ABSENT, |day| day_of(first, *day));
        let as_of =
            self.layout.array(own, Column::AS_OF).and_then(|days| days.as_primitive_opt::<Date32Type>());
        let as_of = as_of.and_then(|days| days.iter().next().flatten());
        let flags = RowFlags::from_bits(*rows.flags.first()?);
        let row = Row {
            listed: day(rows.listed),
            asked: day(rows.asked),
            reminded: day(rows.reminded),
            answered: day(rows.answered),
            entered: day(rows.entered),
            as_of: as_of.or(self.reader.as_of)?,
            flags,
        };
        let (asked, entered) = (*rows.as_of.first()?, *rows.entered.first()?);
        let account = flags.shares_account.then_some(account);
        Some(Person { month: timetable.month_at(month), row, asked, entered, account })
    }

    fn others(&self, row: u64, person: &Person, reviewed: &Reviewed) -> Bind<Others> {
        let mut others = Others::default();
        let Some(account) = person.account else { return Ok(others) };
        let tried = person.row.entered != ABSENT;
        let mut first = 0;
        for batch in self.batches {
            self.each(batch, first, &mut |number, rows, place, other| {
                let shares = rows.flags.get(place).is_some_and(|bits| bits & RowFlags::SHARES_ACCOUNT != 0);
                if shares && other == account && number != row && reviewed.is_activated(number) {
                    let same_month = self.reader.timetable.month_at(rows.months.at(place)) == person.month;
                    let entered = rows.entered.get(place).copied().unwrap_or_default();
                    let is_before = !tried || (entered, number) < (person.entered, row);
                    others.in_all += u32::from(same_month);
                    others.before += u32::from(same_month && is_before);
                }
            })?;
            first += u64::try_from(batch.len()).unwrap_or(0);
        }
        Ok(others)
    }
}

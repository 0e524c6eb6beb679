//! Tables of person-months in, tables of answers out.

mod account;
mod amounts;
mod arrow;
pub(crate) mod assistance;
mod batches;
mod block;
pub(crate) mod card;
pub(crate) mod card_moves;
mod cells;
pub(crate) mod compare;
mod dictionary;
mod due;
mod fault;
mod input;
mod look;
mod objects;
mod output;
pub(crate) mod planned;
pub(crate) mod receipts;
mod recipients;
mod refusals;
pub(crate) mod registers;
mod row_cells;
mod rows;
mod run;
mod shape;
mod source;
mod table;

use std::{borrow::Cow, mem::take};

use arrow_array::ArrayRef;
use arrow_schema::{DataType, Field};
use pyo3::{prelude::*, types::PyString};
use voucher_core::gas::columns::day_number;
use voucher_core::gas::{Stage, Step};

use self::{
    arrow::AnyArrow,
    batches::interrupted,
    fault::{Column, Tally},
    input::{Kind, Layout},
    output::{Faults, dictionary_type},
    row_cells::COLUMNS,
    rows::{Piece, Review, Wants},
    shape::Shape,
};
use crate::{
    argument::{Whole, kind, text},
    date::{ExactDate, read_optional},
    error::{Bind, BindError, catch},
    regulation::RegulationArg,
};

pub(crate) use due::due_actions;
pub(crate) use recipients::potential_recipients;
pub(crate) use refusals::{refusal_flags, refusal_lists};
pub(crate) use table::Table;

/// The columns of a review's answer, in order.
const OUTPUTS: [&str; 8] = ["stage", "activated", "refusals", "earliest", "next", "status", "code", "field"];

/// Reviews a table of person-months: what a `Ledger` that is fed the facts of all rows answers to each (N9-N26).
///
/// See the package's documentation for the columns of `table` and of the answer. `as_of` is the day of the question for every
/// row, unless the table has a column of that name; `outputs` chooses columns of the answer by name; `strict=True`
/// raises `RowErrors` if any row is bad; `threads` work at once, and no number of them changes an answer.
///
/// Errors: `not_arrow`, `not_a_table`, `missing_column`, `duplicate_column`, `excluded_column`, `unsupported_type`, `not_text`, `float_for_int`,
/// `unknown_output`, `stream_failed`, whose `__cause__` is what the source itself raised; with `strict`, `bad_rows`.
#[pyfunction]
#[pyo3(signature = (table, *, regulation, as_of=None, outputs=None, strict=false, threads=None))]
pub(crate) fn review(
    py: Python<'_>,
    table: AnyArrow<'_>,
    regulation: RegulationArg<'_>,
    as_of: Option<ExactDate<'_>>,
    outputs: Option<Bound<'_, PyAny>>,
    strict: bool,
    threads: Option<Whole<'_, u16>>,
) -> Bind<Table> {
    catch(|| {
        let outputs = Outputs::new(outputs.as_ref())?;
        let as_of = read_optional(as_of.as_ref(), "as_of")?.map(day_number);
        let threads = threads.map_or(Ok(1), |threads| threads.read("threads"))?;
        let arrays = table.open()?;
        let layout = layout(&arrays.shape, as_of)?;
        let reviews = [Review::new(regulation.get(), as_of, outputs.wants())];
        let source = arrays.read(layout.picks());
        let pieces = py.detach(|| catch(|| run::run(source, &layout, &reviews, usize::from(threads))))?;
        let pieces = pieces.into_iter().next().unwrap_or_default();
        refuse_bad_rows(strict, &pieces)?;
        py.detach(|| catch(|| outputs.table(pieces)))
    })
}

/// Where the columns of a review are.
fn layout(shape: &Shape, as_of: Option<i32>) -> Bind<Layout> {
    let mut wanted = COLUMNS.to_vec();
    wanted.push((Column::AS_OF, Kind::Dates, as_of.is_none()));
    let layout = Layout::new(shape, &wanted)?;
    layout.demand(Column::ANSWER, Column::ANSWERED_ON)?;
    layout.demand(Column::ANSWERED_ON, Column::ANSWER)?;
    one_assistance(&layout)?;
    if as_of.is_some() && layout.has(Column::AS_OF) {
        let text = "the table has such a column: give the day once";
        return Err(BindError::malformed("excluded_column", Cow::Borrowed("as_of"), text));
    }
    Ok(layout)
}

/// Errors where assistance is said by kinds and by dates.
fn one_assistance(layout: &Layout) -> Bind<()> {
    for period in [Column::ASSISTED_FROM, Column::ASSISTED_UNTIL] {
        layout.exclude(period, Column::TARGETED_SOCIAL)?;
        layout.exclude(period, Column::HOUSING)?;
    }
    Ok(())
}

/// With `strict`, raises for bad rows.
fn refuse_bad_rows(strict: bool, pieces: &[Piece]) -> Bind<()> {
    let mut tally = Tally::default();
    for piece in pieces {
        tally.add(piece.first_row, &piece.bad);
    }
    if strict && tally.total > 0 { Err(tally.error(Column::all())) } else { Ok(()) }
}

/// Which columns the answer has.
struct Outputs(Vec<&'static str>);

impl Outputs {
    /// Errors: `not_text` for anything but an iterable of texts, `unknown_output`.
    fn new(names: Option<&Bound<'_, PyAny>>) -> Bind<Self> {
        let Some(names) = names else { return Ok(Self(OUTPUTS.to_vec())) };
        let wanted = "must be a list of names";
        if names.is_instance_of::<PyString>() {
            let text = format!("{wanted}; one str came: put it in a list");
            return Err(BindError::wrong_type("not_text", Cow::Borrowed("outputs"), text));
        }
        let items = names.try_iter().map_err(|_| {
            let text = format!("{wanted}; {} came", kind(names));
            BindError::wrong_type("not_text", Cow::Borrowed("outputs"), text)
        })?;
        let mut chosen = Vec::new();
        for item in items {
            let item = item?;
            let name = text(&item, "outputs", wanted)?;
            chosen.push(OUTPUTS.into_iter().find(|output| *output == name).ok_or_else(|| {
                let text = format!("names a column that no answer has; there are {}", OUTPUTS.join(", "));
                BindError::malformed("unknown_output", Cow::Borrowed("outputs"), text)
            })?);
        }
        Ok(Self(OUTPUTS.into_iter().filter(|output| chosen.contains(output)).collect()))
    }

    fn wants(&self) -> Wants {
        let has = |name| self.0.contains(&name);
        Wants {
            stage: has("stage"),
            activated: has("activated"),
            refusals: has("refusals"),
            earliest: has("earliest"),
            next: has("next"),
            groups: false,
        }
    }

    fn fields(&self) -> Vec<Field> {
        let [status, code, field] = output::fault_fields();
        let field_of = |name: &&str| match *name {
            "activated" => Field::new(*name, DataType::Boolean, true),
            "refusals" => Field::new(*name, DataType::UInt32, true),
            "earliest" => Field::new(*name, DataType::Date32, true),
            "status" => status.clone(),
            "code" => code.clone(),
            "field" => field.clone(),
            _ => Field::new(*name, dictionary_type(), true),
        };
        self.0.iter().map(field_of).collect()
    }

    fn table(&self, pieces: Vec<Piece>) -> Bind<Table> {
        let schema = output::schema(self.fields());
        let mut faults = Faults::default();
        let batches = pieces.into_iter().map(|piece| {
            interrupted()?;
            let rows = piece.rows;
            output::batch(&schema, self.columns(piece, &mut faults)?, rows)
        });
        let batches = batches.collect::<Bind<Vec<_>>>()?;
        Ok(Table::new(schema, batches))
    }

    fn columns(&self, mut piece: Piece, faults: &mut Faults) -> Bind<Vec<ArrayRef>> {
        let good = output::good(piece.rows, &piece.bad);
        let [status, code, field] = faults.columns(piece.rows, &piece.bad)?;
        let stages: Vec<&str> = Stage::ALL.iter().map(|stage| stage.code()).collect();
        let steps: Vec<&str> = Step::ALL.iter().map(|step| step.code()).collect();
        let column = |name: &&str| {
            Ok(match *name {
                "stage" => take(&mut piece.stage).dictionary(good.clone(), &stages)?,
                "activated" => take(&mut piece.activated).booleans(good.clone()),
                "refusals" => output::refusals(take(&mut piece.refusals), good.clone()),
                "earliest" => {
                    let known = take(&mut piece.has_earliest);
                    output::dates(take(&mut piece.earliest), known, good.as_ref())
                }
                "next" => take(&mut piece.next).dictionary(good.clone(), &steps)?,
                "status" => status.clone(),
                "code" => code.clone(),
                _ => field.clone(),
            })
        };
        self.0.iter().map(column).collect()
    }
}

//! Tables whose rows are answered one by one: what an answer rests on stands in its row.

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use pyo3::{PyResult, Python};

use super::{fault::Tally, prelude::*};

/// How many rows are answered between two looks for Ctrl-C, and the most that a batch of the answer has. Of 2 to the power of 16,
/// 18 and 20 the first is the fastest (`benches/README.md`).
pub(super) const PIECE: usize = 1 << 16;

/// The answers to a piece: every column but those on faults, and the bad rows.
pub(crate) type Answered = (Vec<ArrayRef>, Bad);

/// Errors where Ctrl-C was pressed.
pub(crate) fn interrupted() -> PyResult<()> {
    fn look(py: Python<'_>) -> PyResult<()> {
        py.check_signals()
    }
    Python::attach(look)
}

/// A table of what stands beside the answers, of a column for each field, and of the columns on faults, which are of columns of
/// these names, by their places; with `strict`, raises for bad rows. `work` gets each piece and the number of its first row.
pub(crate) fn answer(
    source: Source,
    fields: Vec<Field>,
    strict: bool,
    beside: &Beside,
    names: &[&str],
    mut work: impl FnMut(u64, &StructArray) -> Bind<Answered>,
) -> Bind<Table> {
    let schema = beside.schema(fields.into_iter().chain(output::fault_fields()).collect())?;
    let mut faults = output::Faults::default();
    let (batches, tally, _) = pieces(source, &schema, beside, &mut |first_row, rows| {
        let (mut columns, bad) = work(first_row, rows)?;
        columns.extend(faults.columns(names, rows.len(), &bad)?);
        Ok((columns, bad))
    })?;
    if strict {
        tally.refuse(|fault| fault.said(names))?;
    }
    Ok(Table::new(schema, batches).keeping(beside.len()))
}

/// Batches of what stands beside the answers and of the columns that `work` makes of each piece; the bad rows; how many rows
/// there were.
pub(super) fn pieces(
    mut source: Source,
    schema: &SchemaRef,
    beside: &Beside,
    work: &mut dyn FnMut(u64, &StructArray) -> Bind<Answered>,
) -> Bind<(Vec<RecordBatch>, Tally, u64)> {
    let (mut batches, mut tally, mut first_row) = (Vec::new(), Tally::default(), 0);
    while let Some(rows) = source.next()? {
        for start in (0..rows.len()).step_by(PIECE) {
            let piece = rows.slice(start, PIECE.min(rows.len() - start));
            let count = piece.len();
            let (answers, bad) = work(first_row, &piece)?;
            let mut columns = beside.kept(&piece).to_vec();
            columns.extend(answers);
            batches.push(output::batch(schema, columns, count)?);
            tally.add(first_row, &bad);
            first_row += u64::try_from(count).unwrap_or(0);
            interrupted()?;
        }
    }
    Ok((batches, tally, first_row))
}

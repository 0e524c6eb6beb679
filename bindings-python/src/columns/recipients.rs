//! Potential recipients: who can be put on the list of a month (N11).

use arrow_array::BooleanArray;
use voucher_core::gas::columns::RowFlags;

use super::{
    batches::{self, Answered},
    block::{Reader, day_of},
    layout,
    prelude::*,
    row_cells::{Cells, Known},
};
use crate::argument::Texts;

/// Who of a table can be put on the list of the month: what a `Ledger` says to `Listed` (N11).
///
/// The columns of `table` are those of `review` up to `listed_on`, and `iin` or `person` with `duplicate_person`. The answer has
/// `potential_recipient`, `refusals` (the reasons of N11, bit by bit in the order of `Refusal`; `not_listed` where `listed_on` is
/// null), `status`, `code` and `field`. A bad row stops nothing; `strict=True` raises `RowErrors` instead.
///
/// Errors: those of `review`.
#[pyfunction]
#[pyo3(signature = (table, *, regulation, strict=false, keep=None, prefix=None, require=None))]
pub(crate) fn potential_recipients(
    py: Python<'_>,
    table: AnyArrow<'_>,
    regulation: RegulationArg<'_>,
    strict: bool,
    keep: Option<Names>,
    prefix: Option<Text<'_>>,
    require: Option<Texts<'_>>,
) -> Bind<Table> {
    catch(|| {
        let arrays = table.open()?;
        let mut layout = layout(&arrays.shape, Column::LISTED_ON, None)?;
        let wishes = Wishes { strict, require, keep, prefix, facts: Facts::All };
        let (source, beside) = wishes.open(py, arrays, &mut layout)?;
        let reader = Reader::new(regulation.get(), None, Facts::All);
        let fields = vec![
            Field::new("potential_recipient", DataType::Boolean, true),
            Field::new("refusals", DataType::UInt32, true),
        ];
        let answered = detached(py, || {
            let (source, known) = Known::of(&layout, source)?;
            batches::answer(source, fields, strict, &beside, Column::all(), |first, rows| {
                answer(&layout, &reader, &known, first, rows)
            })
        })?;
        Ok(answered.reading(&layout.names()))
    })
}

fn answer(
    layout: &Layout,
    reader: &Reader,
    known: &Known,
    first_row: u64,
    rows: &StructArray,
) -> Bind<Answered> {
    let count = rows.len();
    let cells = Cells::new(layout, rows, count, known)?;
    let (mut refusals, mut bad) = (Vec::with_capacity(count), Bad::default());
    let timetable = &reader.timetable;
    let _ = reader.each_block(&cells, first_row, count, known, &mut bad, &mut |rows, _| {
        for (row, (listed, marks)) in rows.listed.iter().zip(rows.flags).enumerate() {
            let month = rows.months.at(row);
            let listed = day_of(timetable.first_day(month), *listed);
            refusals.push(timetable.listing_refusals(month, listed, RowFlags::from_bits(*marks)));
        }
    });
    let good = output::good(count, &bad);
    let recipients = refusals.iter().map(|refusals| *refusals == 0).collect();
    let recipients = Arc::new(BooleanArray::new(recipients, good.clone()));
    Ok((vec![recipients, output::refusals(refusals, good)], bad))
}

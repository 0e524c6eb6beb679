//! Potential recipients: who can be put on the list of a month (N11).

use std::sync::Arc;

use arrow_array::{Array, BooleanArray, StructArray};
use arrow_schema::{DataType, Field};
use pyo3::prelude::*;
use voucher_core::gas::columns::RowFlags;

use super::{
    arrow::AnyArrow,
    batches::{self, Answered},
    block::{Reader, day_of},
    fault::{Bad, Column},
    input::{Kind, Layout},
    one_assistance, output,
    row_cells::{COLUMNS, Cells, Known},
    table::Table,
};
use crate::{
    error::{Bind, catch},
    regulation::RegulationArg,
};

/// The columns of a review up to `listed_on`.
const LISTING: usize = 7;

/// Who of a table can be put on the list of the month: what a `Ledger` says to `Listed` (N11).
///
/// The columns of `table` are those of `review` up to `listed_on`. The answer has `potential_recipient`,
/// `refusals` (the reasons of N11, bit by bit in the order of `Refusal`; `not_listed` where `listed_on` is
/// null), `status`, `code` and `field`. A bad row stops nothing; `strict=True` raises `RowErrors` instead.
///
/// Errors: those of `review`.
#[pyfunction]
#[pyo3(signature = (table, *, regulation, strict=false))]
pub(crate) fn potential_recipients(
    py: Python<'_>,
    table: AnyArrow<'_>,
    regulation: RegulationArg<'_>,
    strict: bool,
) -> Bind<Table> {
    catch(|| {
        let arrays = table.open()?;
        let wanted: Vec<(Column, Kind, bool)> = COLUMNS.into_iter().take(LISTING).collect();
        let layout = Layout::new(&arrays.shape, &wanted)?;
        one_assistance(&layout)?;
        let reader = Reader::new(regulation.get(), None);
        let fields = vec![
            Field::new("potential_recipient", DataType::Boolean, true),
            Field::new("refusals", DataType::UInt32, true),
        ];
        let (source, known) = (arrays.read(layout.picks()), Known::default());
        py.detach(|| {
            catch(|| batches::answer(source, fields, strict, |rows| answer(&layout, &reader, &known, rows)))
        })
    })
}

fn answer(layout: &Layout, reader: &Reader, known: &Known, rows: &StructArray) -> Bind<Answered> {
    let count = rows.len();
    let cells = Cells::new(layout, rows, count, known)?;
    let (mut refusals, mut bad) = (Vec::with_capacity(count), Bad::default());
    let timetable = &reader.timetable;
    reader.each_block(&cells, count, &known.long, &mut bad, &mut |rows| {
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

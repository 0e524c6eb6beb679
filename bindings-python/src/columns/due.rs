//! What is due: which SMS goes to whom on a day (N30).

use arrow_array::{Array, StructArray};
use arrow_buffer::NullBuffer;
use arrow_schema::Field;
use pyo3::prelude::*;
use voucher_core::gas::{
    SmsKind,
    columns::{ABSENT, Row, RowFlags, day_number},
};

use super::{
    arrow::AnyArrow,
    batches::{self, Answered},
    block::{Reader, day_of},
    fault::{Bad, Column},
    input::{Kind, Layout},
    one_assistance, output,
    output::Places,
    row_cells::{COLUMNS, Cells, Known},
    table::Table,
};
use crate::{
    coded::Action,
    date::ExactDate,
    error::{Bind, catch},
    regulation::RegulationArg,
};

/// The columns of a review up to `answer`.
const REPLY: usize = 11;

/// Which SMS is due on a date to the person of each row: what `Ledger.due` says of them (N30).
///
/// The columns of `table` are those of `review` up to `answer`. The answer has `action` (`send_start_sms`,
/// `send_repeat_sms`, or null where nothing is due), `status`, `code` and `field`. It rests on every fact of
/// the row, also on those after the date (N9); rows of another month than the date's have nothing due. A bad
/// row stops nothing; `strict=True` raises `RowErrors` instead.
///
/// Errors: those of `review`, and `not_a_date`.
#[pyfunction]
#[pyo3(signature = (table, *, regulation, on, strict=false))]
pub(crate) fn due_actions(
    py: Python<'_>,
    table: AnyArrow<'_>,
    regulation: RegulationArg<'_>,
    on: ExactDate<'_>,
    strict: bool,
) -> Bind<Table> {
    catch(|| {
        let on = day_number(on.read("on")?);
        let arrays = table.open()?;
        let wanted: Vec<(Column, Kind, bool)> = COLUMNS.into_iter().take(REPLY).collect();
        let layout = Layout::new(&arrays.shape, &wanted)?;
        layout.demand(Column::ANSWER, Column::ANSWERED_ON)?;
        layout.demand(Column::ANSWERED_ON, Column::ANSWER)?;
        one_assistance(&layout)?;
        let reader = Reader::new(regulation.get(), Some(on));
        let fields = vec![Field::new("action", output::dictionary_type(), true)];
        let (source, known) = (arrays.read(layout.picks()), Known::default());
        py.detach(|| {
            catch(|| {
                batches::answer(source, fields, strict, |rows| answer(&layout, &reader, on, &known, rows))
            })
        })
    })
}

fn answer(layout: &Layout, reader: &Reader, on: i32, known: &Known, rows: &StructArray) -> Bind<Answered> {
    let count = rows.len();
    let cells = Cells::new(layout, rows, count, known)?;
    let (mut actions, mut due, mut bad) =
        (Vec::with_capacity(count), Vec::with_capacity(count), Bad::default());
    let timetable = &reader.timetable;
    reader.each_block(&cells, count, &known.long, &mut bad, &mut |rows| {
        let sms = rows.asked.iter().zip(rows.reminded).zip(rows.answered);
        let others = (0..).zip(rows.listed).zip(rows.flags);
        for (((asked, reminded), answered), ((row, listed), marks)) in sms.zip(others) {
            let month = rows.months.at(row);
            let day = |day: &u8| day_of(timetable.first_day(month), *day);
            let row = Row {
                listed: day(listed),
                asked: day(asked),
                reminded: day(reminded),
                answered: day(answered),
                entered: ABSENT,
                as_of: on,
                flags: RowFlags::from_bits(*marks),
            };
            let sms = timetable.sms_due(month, &row);
            actions.push(u8::from(sms == Some(SmsKind::Repeat)));
            due.push(sms.is_some());
        }
    });
    let due = NullBuffer::union(Some(&NullBuffer::from(due)), output::good(count, &bad).as_ref());
    let codes = [Action::SendStartSms.code(), Action::SendRepeatSms.code()];
    Ok((vec![Places::from(actions).dictionary(due, &codes)?], bad))
}

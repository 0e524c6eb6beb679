//! What is due: which SMS goes to whom on a day (N30).

use arrow_array::Date32Array;
use arrow_buffer::NullBuffer;
use chrono::NaiveDate;
use voucher_core::{
    Coded, Language, Month,
    gas::{
        Regulation, Sms, SmsKind,
        columns::{ABSENT, Row, RowFlags, day_number},
    },
};

use super::{
    batches,
    block::{Reader, day_of},
    layout,
    output::Places,
    prelude::*,
    row_cells::{Cells, Known},
};
use crate::{
    argument::Texts,
    coded::{Action, Code},
    message::other_sms,
};

/// Which SMS is due on a date to the person of each row: what `Ledger.due` says of them (N30).
///
/// The columns of `table` are those of `review` up to `answer`, and `iin` or `person` with `duplicate_person`. The answer has
/// `action` (`send_start_sms`, `send_repeat_sms`, or null where nothing is due), `status`, `code` and `field`. Rows of another
/// month than the date's have nothing due. A bad row stops nothing; `strict=True` raises `RowErrors` instead.
///
/// `on` does not cut the facts by itself: with `facts="all"` the answer rests on every fact of the row, also on those
/// after the date (N9). `facts="known_on_as_of"` asks as one would have asked on that date. `facts_later` of the answer
/// says how many facts are later than `on`. `keep` names columns of `table` that go before the answer's, and `prefix`
/// stands before each name of the answer's. With `language` there are two more columns, for a gateway: `text`, the SMS in
/// that language, which a repeat SMS says again, and `until`, the last day to answer.
///
/// Errors: those of `review`, and `not_a_date`; `unknown_value` of `language` where the regulation says something else than
/// the SMS of the order does: that SMS would mislead.
#[pyfunction]
#[pyo3(signature = (
    table, *, regulation, on, strict=false, facts=Facts::All, keep=None, prefix=None, language=None, require=None,
))]
#[expect(clippy::too_many_arguments, reason = "all but one are named by the caller")]
pub(crate) fn due_actions(
    py: Python<'_>,
    table: AnyArrow<'_>,
    regulation: RegulationArg<'_>,
    on: ExactDate<'_>,
    strict: bool,
    facts: Facts,
    keep: Option<Names>,
    prefix: Option<Text<'_>>,
    language: Option<Code<Language>>,
    require: Option<Texts<'_>>,
) -> Bind<Table> {
    catch(|| {
        let date = on.read("on")?;
        let on = day_number(date);
        let arrays = table.open()?;
        let mut layout = layout(&arrays.shape, Column::ANSWER, Some(on))?;
        let (source, beside) =
            Wishes { strict, require, keep, prefix, facts }.open(py, arrays, &mut layout)?;
        let reader = Reader::new(regulation.get(), Some(on), facts);
        let spoken = language.map(|language| Spoken::new(regulation.get(), language.0, date)).transpose()?;
        let mut fields = vec![Field::new("action", output::dictionary_type(), true)];
        if spoken.is_some() {
            fields.push(Field::new("text", output::dictionary_type(), true));
            fields.push(Field::new("until", DataType::Date32, true));
        }
        let answered = detached(py, || {
            let (source, known) = Known::of(&layout, source)?;
            let mut later = 0;
            let table = batches::answer(source, fields, strict, &beside, Column::all(), |first, rows| {
                let (due, bad, of_rows) = answer(&layout, &reader, on, &known, first, rows)?;
                later += of_rows;
                let mut columns = spoken.as_ref().map_or(Ok(Vec::new()), |spoken| spoken.columns(&due))?;
                let codes = [Action::SendStartSms.code(), Action::SendRepeatSms.code()];
                columns.insert(0, Places::from(due.actions).dictionary(due.valid, &codes)?);
                Ok((columns, bad))
            })?;
            Ok(table.seen_with(later))
        })?;
        Ok(answered.reading(&layout.names()))
    })
}

/// What a gateway needs beside the action. All that is due on a date is due in its month, so both are the same for all.
struct Spoken {
    text: &'static str,
    until: i32,
}

impl Spoken {
    fn new(regulation: &Regulation, language: Language, on: NaiveDate) -> Bind<Self> {
        let texts = Sms::Start.texts_under(regulation);
        let spoken = texts.zip(regulation.last_day_to_answer(Month::of(on)));
        let (texts, until) = spoken.ok_or_else(|| other_sms("language"))?;
        Ok(Self { text: texts.in_language(language), until: day_number(until) })
    }

    fn columns(&self, due: &Due) -> Bind<Vec<ArrayRef>> {
        let rows = due.actions.len();
        let text = Places::from(vec![0; rows]).dictionary(due.valid.clone(), &[self.text])?;
        let until = Date32Array::new(vec![self.until; rows].into(), due.valid.clone());
        Ok(vec![text, Arc::new(until)])
    }
}

/// What is due to each row.
struct Due {
    actions: Vec<u8>,
    valid: Option<NullBuffer>,
}

fn answer(
    layout: &Layout,
    reader: &Reader,
    on: i32,
    known: &Known,
    first_row: u64,
    rows: &StructArray,
) -> Bind<(Due, Bad, u64)> {
    let count = rows.len();
    let cells = Cells::new(layout, rows, count, known)?;
    let (mut actions, mut due, mut bad) =
        (Vec::with_capacity(count), Vec::with_capacity(count), Bad::default());
    let timetable = &reader.timetable;
    let later = reader.each_block(&cells, first_row, count, known, &mut bad, &mut |rows, _| {
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
    let valid = NullBuffer::union(Some(&NullBuffer::from(due)), output::good(count, &bad).as_ref());
    Ok((Due { actions, valid }, bad, later))
}

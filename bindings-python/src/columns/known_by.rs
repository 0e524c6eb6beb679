//! The facts of a table that were known on a day.

use arrow_array::{Date32Array, RecordBatch, types::Date32Type};
use arrow_buffer::NullBuffer;
use arrow_schema::{Schema, SchemaRef};
use voucher_core::gas::columns::day_number;

use super::{arrow::with_nulls, months::MonthsOf, prelude::*};

/// The table as it was on a day: what came later is null, and everything else is as it came.
///
/// `table` has the columns of `review`. Of `listed_on`, `asked_on`, `reminded_on`, `answered_on` and `entered_on` the
/// days after `day` become null, and `answer` with `answered_on`. A table without `listed_on`, whose people are listed on
/// the first day of their month, gets that column behind the others. `review(known_by(table, day), as_of=day)` answers as
/// `review(table, as_of=day, facts="known_on_as_of")` does, but for rows that are bad for what came later: that is gone.
///
/// Errors: `not_a_date`, `not_arrow`, `not_a_table`, `missing_column`, `duplicate_column`, `unsupported_type`, `not_text`,
/// `stream_failed`.
#[pyfunction]
pub(crate) fn known_by(py: Python<'_>, table: AnyArrow<'_>, day: ExactDate<'_>) -> Bind<Table> {
    catch(|| {
        let day = day_number(day.read("day")?);
        let arrays = table.open()?;
        let cut = Cut::new(&arrays.shape, day)?;
        let mut source = arrays.read(cut.layout.picks());
        detached(py, || {
            let mut batches = Vec::new();
            while let Some(rows) = source.next()? {
                batches.push(cut.batch(&rows)?);
                interrupted()?;
            }
            Ok(Table::new(Arc::clone(&cut.schema), batches).keeping(cut.columns))
        })
    })
}

/// The columns that say when a fact came, and the answer that goes with its day.
fn facts() -> impl Iterator<Item = Column> {
    Column::LISTED_ON.until(Column::ENTERED_ON)
}

/// What is done to each batch.
struct Cut {
    day: i32,
    layout: Layout,
    /// The caller's columns, and `listed_on` behind them where there is none.
    schema: SchemaRef,
    columns: usize,
}

impl Cut {
    fn new(shape: &Shape, day: i32) -> Bind<Self> {
        let month = Column::MONTH.wanted(shape.find(Column::LISTED_ON.name())?.is_none());
        let facts = facts().map(|column| column.wanted(false));
        let mut layout = Layout::new(shape, &[month].into_iter().chain(facts).collect::<Vec<_>>())?;
        layout.demand(Column::ANSWERED_ON, Column::ANSWER)?;
        let mut fields = Vec::new();
        for (place, name) in shape.names().iter().enumerate() {
            let pick = shape.carry(place, name)?;
            fields.push(pick.field.clone());
            layout.picks_mut().push(pick);
        }
        let columns = fields.len();
        if !layout.has(Column::LISTED_ON) {
            fields.push(Field::new(Column::LISTED_ON.name(), DataType::Date32, true));
        }
        Ok(Self { day, layout, schema: Arc::new(Schema::new(fields)), columns })
    }

    fn batch(&self, rows: &StructArray) -> Bind<RecordBatch> {
        let carried = rows.columns().get(rows.num_columns() - self.columns..).unwrap_or_default();
        let answered = self.layout.array(rows, Column::ANSWERED_ON).map(|days| self.not_later(days));
        let cut = |(column, field): (&ArrayRef, &Arc<Field>)| match field.name().as_str() {
            "answer" => with_nulls(column, answered.as_ref()),
            name if facts().any(|fact| fact.name() == name) => {
                with_nulls(column, Some(&self.not_later(column)))
            }
            _ => Arc::clone(column),
        };
        let mut columns: Vec<ArrayRef> = carried.iter().zip(self.schema.fields()).map(cut).collect();
        if self.schema.fields().len() > columns.len() {
            columns.push(self.first_days(rows));
        }
        output::batch(&self.schema, columns, rows.len())
    }

    /// Which days are not later than the day.
    fn not_later(&self, days: &ArrayRef) -> NullBuffer {
        match days.as_primitive_opt::<Date32Type>() {
            Some(days) => days.iter().map(|day| day.is_none_or(|day| day <= self.day)).collect(),
            None => NullBuffer::new_valid(days.len()),
        }
    }

    /// The first day of each row's month, unless it is later than the day.
    fn first_days(&self, rows: &StructArray) -> ArrayRef {
        let months = MonthsOf::new(self.layout.array(rows, Column::MONTH));
        let of_row = |row| months.get(row).map(|month| day_number(month.first_day()));
        let days = (0..rows.len()).map(|row| of_row(row).filter(|day| *day <= self.day));
        Arc::new(days.collect::<Date32Array>())
    }
}

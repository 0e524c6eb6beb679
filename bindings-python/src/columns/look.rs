//! A look at a table: in a notebook its first rows, there and as text what its columns hold.

use std::collections::BTreeMap;

use arrow_array::{
    RecordBatch, downcast_integer_array,
    types::{Date32Type, Decimal128Type, Int8Type, Int64Type, UInt32Type},
};
use arrow_schema::Schema;
use chrono::NaiveDate;
use voucher_core::Coded;

use super::prelude::*;
use crate::{coded::codes, html::Table};

/// How many rows are shown.
const ROWS: usize = 10;

/// Columns that are shown as dots, also those of either side of a comparison: whoever exports a table can read them (N34).
const PERSONAL: [&str; 5] = ["account", "iin", "phone", "prescription", "record"];

const DOTS: &str = "•••";

/// The codes of the list that a column of this name holds sets of, a bit each in their order; none where it holds no sets.
pub(crate) type Sets = fn(&str) -> Option<Vec<&'static str>>;

/// The sets of a programme's refusals.
pub(super) fn refusals<R: Coded>(column: &str) -> Option<Vec<&'static str>> {
    column.ends_with("refusals").then(codes::<R>)
}

/// A table to be looked at.
pub(super) struct Look<'a> {
    pub(super) schema: &'a Schema,
    pub(super) batches: &'a [RecordBatch],
    /// How many columns, the first ones, are the caller's own and may hold anything.
    pub(super) kept: usize,
    pub(super) facts_later: Option<u64>,
    pub(super) sets: Sets,
}

/// What a column holds.
struct Held<'a> {
    name: &'a str,
    nulls: usize,
    /// How many rows of each code, how many are true, from when to when, how much in all.
    values: String,
}

impl<'a> Look<'a> {
    /// The first rows and, of more than can be shown, what the columns hold. Errors where Ctrl-C was pressed.
    pub(super) fn html(&self) -> Bind<String> {
        let names: Vec<&str> = self.schema.fields().iter().map(|field| field.name().as_str()).collect();
        let rows = self.rows();
        let first = if rows > ROWS { format!(", the first {ROWS} of them") } else { String::new() };
        let mut table = Table::new(&format!("{}{first}{}", counted(rows), self.later()), &names);
        let places = self.batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |row| (batch, row)));
        for (batch, row) in places.take(ROWS) {
            let columns = batch.columns().iter().zip(self.schema.fields().iter());
            let cell = |(place, (column, field)): (usize, (&ArrayRef, &Arc<Field>))| {
                if column.is_null(row) {
                    String::new()
                } else if self.is_personal(field, place) {
                    DOTS.to_owned()
                } else {
                    self.show(field, column, row)
                }
            };
            table.row(columns.enumerate().map(cell));
        }
        if rows <= ROWS {
            return Ok(table.end());
        }
        let mut summary = Table::new("What the columns hold", &["column", "null", "values"]);
        for Held { name, nulls, values } in self.held()? {
            summary.row([name, &nulls.to_string(), &values]);
        }
        Ok(format!("{}{}", table.end(), summary.end()))
    }

    /// How many rows there are, then a line a column: its name, what it holds, how many of its cells are null. Errors where
    /// Ctrl-C was pressed.
    pub(super) fn text(&self) -> Bind<String> {
        let mut text = format!("{}{}", counted(self.rows()), self.later());
        for Held { name, nulls, values } in self.held()? {
            let nulls = Some(nulls).filter(|nulls| *nulls > 0).map(|nulls| format!("null: {nulls}"));
            let values = Some(values).filter(|values| !values.is_empty());
            let held: Vec<String> = values.into_iter().chain(nulls).collect();
            let line = [name.to_owned(), held.join(", ")];
            text.push_str(&format!("\n{}", line.join(if held.is_empty() { "" } else { " | " })));
        }
        Ok(text)
    }

    fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn later(&self) -> String {
        let later = self.facts_later.filter(|count| *count > 0);
        later
            .map(|count| format!("; {count} facts are later than the day of the question"))
            .unwrap_or_default()
    }

    fn is_personal(&self, field: &Field, place: usize) -> bool {
        let of_side = ["_wallet", "_provider"].iter().find_map(|side| field.name().strip_suffix(side));
        place < self.kept || PERSONAL.contains(&of_side.unwrap_or(field.name()))
    }

    fn held(&self) -> Bind<Vec<Held<'a>>> {
        let column = |(place, field): (usize, &'a Arc<Field>)| {
            let columns: Vec<&ArrayRef> =
                self.batches.iter().filter_map(|batch| batch.columns().get(place)).collect();
            let nulls = columns.iter().map(Array::null_count).sum();
            let personal = self.is_personal(field, place);
            let values = if personal { DOTS.to_owned() } else { self.values(field, &columns)? };
            Ok(Held { name: field.name(), nulls, values })
        };
        self.schema.fields().iter().enumerate().map(column).collect()
    }

    /// A cell that is not null as text; of a type that no table of ours has, its name.
    fn show(&self, field: &Field, column: &ArrayRef, row: usize) -> String {
        if let Some(codes) = (self.sets)(field.name())
            && let Some(sets) = column.as_primitive_opt::<UInt32Type>()
        {
            return members(&codes, sets.value(row)).collect::<Vec<_>>().join(", ");
        }
        downcast_integer_array!(column => column.value(row).to_string(),
            DataType::Boolean => column.as_boolean().value(row).to_string(),
            DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
            DataType::Date32 => date(column.as_primitive::<Date32Type>().value(row)),
            DataType::Decimal128(..) => column.as_primitive::<Decimal128Type>().value_as_string(row),
            DataType::List(item) => {
                let values = column.as_list::<i32>().value(row);
                let known = (0..values.len()).filter(|place| values.is_valid(*place));
                known.map(|place| self.show(item, &values, place)).collect::<Vec<_>>().join(", ")
            }
            _ => code(column, row).map_or_else(|| field.data_type().to_string(), str::to_owned),
        )
    }

    fn values(&self, field: &Field, columns: &[&ArrayRef]) -> Bind<String> {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        let mut sets: BTreeMap<u32, u64> = BTreeMap::new();
        let codes = (self.sets)(field.name());
        let (mut days, mut total) = (None, None);
        for column in columns {
            interrupted()?;
            if let Some(flags) = column.as_boolean_opt() {
                for flag in flags.iter().flatten() {
                    *counts.entry(if flag { "true" } else { "false" }).or_default() += 1;
                }
            } else if let Some(dictionary) = column.as_dictionary_opt::<Int8Type>() {
                for (row, _) in dictionary.keys().iter().enumerate().filter(|(_, key)| key.is_some()) {
                    if let Some(code) = code(column, row) {
                        *counts.entry(code).or_default() += 1;
                    }
                }
            } else if let Some(dates) = column.as_primitive_opt::<Date32Type>() {
                for day in dates.iter().flatten() {
                    let (first, last) = days.unwrap_or((day, day));
                    days = Some((day.min(first), day.max(last)));
                }
            } else if let Some(cells) = column.as_primitive_opt::<UInt32Type>().filter(|_| codes.is_some()) {
                for set in cells.iter().flatten() {
                    *sets.entry(set).or_default() += 1;
                }
            } else if let Some(numbers) = column.as_primitive_opt::<Int64Type>() {
                total =
                    Some(numbers.iter().flatten().fold(total.unwrap_or(0), |sum, one| sum + i128::from(one)));
            } else if let Some(amounts) = column.as_primitive_opt::<Decimal128Type>() {
                total = Some(amounts.iter().flatten().fold(total.unwrap_or(0), i128::saturating_add));
            }
        }
        let codes = codes.unwrap_or_default();
        for (set, count) in sets {
            members(&codes, set).for_each(|code| *counts.entry(code).or_default() += count);
        }
        let counted = counts.into_iter().map(|(value, count)| format!("{value}: {count}"));
        let from_to = days.map(|(first, last)| format!("{} – {}", date(first), date(last)));
        let tenge = matches!(field.data_type(), DataType::Decimal128(_, 2));
        let sum = total.map(|total| {
            if tenge { format!("sum {}.{:02}", total / 100, total % 100) } else { format!("sum {total}") }
        });
        Ok(counted.chain(from_to).chain(sum).collect::<Vec<_>>().join(", "))
    }
}

fn counted(rows: usize) -> String {
    if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") }
}

/// The codes whose bits are set.
fn members<'a>(codes: &'a [&'static str], bits: u32) -> impl Iterator<Item = &'static str> + use<'a> {
    (0..)
        .zip(codes)
        .filter(move |(place, _)| bits.checked_shr(*place).is_some_and(|rest| rest & 1 != 0))
        .map(|(_, code)| *code)
}

fn date(day: i32) -> String {
    NaiveDate::from_epoch_days(day).map(|date| date.to_string()).unwrap_or_default()
}

/// The text of a dictionary's cell.
fn code(column: &ArrayRef, row: usize) -> Option<&str> {
    let dictionary = column.as_dictionary_opt::<Int8Type>()?;
    let texts = dictionary.values().as_string_opt::<i32>()?;
    let key = usize::try_from(dictionary.keys().values().get(row).copied()?).ok()?;
    (dictionary.is_valid(row) && key < texts.len()).then(|| texts.value(key))
}

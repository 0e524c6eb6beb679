//! A look at a table in a notebook: its first rows, and what its columns hold.

use std::collections::BTreeMap;

use arrow_array::{
    Array, ArrayRef, RecordBatch,
    cast::AsArray,
    types::{Date32Type, Decimal128Type, Int8Type, UInt32Type, UInt64Type},
};
use arrow_schema::{DataType, Field, Schema};
use chrono::NaiveDate;
use voucher_core::gas::Refusal;

use super::batches::interrupted;
use crate::{error::Bind, html::Table};

/// How many rows are shown.
const ROWS: usize = 10;

/// Columns that are shown as dots, also those of either side of a comparison: whoever exports a table can read them (N34).
const PERSONAL: [&str; 5] = ["account", "iin", "phone", "prescription", "record"];

fn is_personal(field: &Field) -> bool {
    let of_side = ["_wallet", "_provider"].iter().find_map(|side| field.name().strip_suffix(side));
    PERSONAL.contains(&of_side.unwrap_or(field.name()))
}

const DOTS: &str = "•••";

/// 1970-01-01, where 1 is 0001-01-01.
const EPOCH: i32 = 719_163;

/// The first rows and, of more than can be shown, a summary. Errors where Ctrl-C was pressed.
pub(crate) fn html(schema: &Schema, batches: &[RecordBatch]) -> Bind<String> {
    let rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    let caption = match rows {
        1 => "1 row".to_owned(),
        0..=ROWS => format!("{rows} rows"),
        _ => format!("{rows} rows, the first {ROWS} of them"),
    };
    let mut table = Table::new(&caption, &names);
    let places = batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |row| (batch, row)));
    for (batch, row) in places.take(ROWS) {
        let cell = |(column, field): (&ArrayRef, _)| show(field, column, row);
        table.row(batch.columns().iter().zip(schema.fields().iter().map(AsRef::as_ref)).map(cell));
    }
    let summary = if rows > ROWS { summary(schema, batches)? } else { String::new() };
    Ok(format!("{}{summary}", table.end()))
}

/// A cell as text; of a type that no table of ours has, its name.
fn show(field: &Field, column: &ArrayRef, row: usize) -> String {
    if column.is_null(row) {
        return String::new();
    }
    if is_personal(field) {
        return DOTS.to_owned();
    }
    if let Some(numbers) = column.as_primitive_opt::<UInt32Type>() {
        let bits = numbers.value(row);
        if field.name() == "refusals" {
            let codes = Refusal::ALL.iter().filter(|refusal| bits & refusal.bit() != 0);
            return codes.map(|refusal| refusal.code()).collect::<Vec<_>>().join(", ");
        }
        return bits.to_string();
    }
    if let Some(flags) = column.as_boolean_opt() {
        return if flags.value(row) { "true" } else { "false" }.to_owned();
    }
    if let Some(texts) = column.as_string_opt::<i32>() {
        return texts.value(row).to_owned();
    }
    if let Some(code) = code(column, row) {
        return code.to_owned();
    }
    if let Some(days) = column.as_primitive_opt::<Date32Type>() {
        return date(days.value(row));
    }
    if let Some(amounts) = column.as_primitive_opt::<Decimal128Type>() {
        return amounts.value_as_string(row);
    }
    if let Some(numbers) = column.as_primitive_opt::<UInt64Type>() {
        return numbers.value(row).to_string();
    }
    if let Some(lists) = column.as_list_opt::<i32>() {
        let values = lists.value(row);
        let texts = values.as_string_opt::<i32>().map(|texts| texts.iter().flatten().collect::<Vec<_>>());
        return texts.unwrap_or_default().join(", ");
    }
    field.data_type().to_string()
}

fn date(day: i32) -> String {
    let date = day.checked_add(EPOCH).and_then(NaiveDate::from_num_days_from_ce_opt);
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// The text of a dictionary's cell.
fn code(column: &ArrayRef, row: usize) -> Option<&str> {
    let dictionary = column.as_dictionary_opt::<Int8Type>()?;
    let texts = dictionary.values().as_string_opt::<i32>()?;
    let key = usize::try_from(dictionary.keys().values().get(row).copied()?).ok()?;
    (dictionary.is_valid(row) && key < texts.len()).then(|| texts.value(key))
}

/// What each column holds: how many rows of each code, how many are true, from when to when, how much in all.
fn summary(schema: &Schema, batches: &[RecordBatch]) -> Bind<String> {
    let mut table = Table::new("What the columns hold", &["column", "null", "values"]);
    for (place, field) in schema.fields().iter().enumerate() {
        let columns: Vec<&ArrayRef> = batches.iter().filter_map(|batch| batch.columns().get(place)).collect();
        let nulls: usize = columns.iter().map(Array::null_count).sum();
        let values = if is_personal(field) { DOTS.to_owned() } else { values(field, &columns)? };
        table.row([field.name().as_str(), &nulls.to_string(), &values]);
    }
    Ok(table.end())
}

fn values(field: &Field, columns: &[&ArrayRef]) -> Bind<String> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let mut bits = [0_u64; 32];
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
        } else if let Some(sets) =
            column.as_primitive_opt::<UInt32Type>().filter(|_| field.name() == "refusals")
        {
            for set in sets.iter().flatten() {
                for (refusal, count) in Refusal::ALL.iter().zip(&mut bits) {
                    *count += u64::from(set & refusal.bit() != 0);
                }
            }
        } else if let Some(numbers) = column.as_primitive_opt::<UInt64Type>() {
            total = Some(numbers.iter().flatten().fold(total.unwrap_or(0), |sum, one| sum + i128::from(one)));
        } else if let Some(amounts) = column.as_primitive_opt::<Decimal128Type>() {
            total = Some(amounts.iter().flatten().fold(total.unwrap_or(0), i128::saturating_add));
        }
    }
    for (refusal, count) in Refusal::ALL.iter().zip(bits).filter(|(_, count)| *count > 0) {
        counts.insert(refusal.code(), count);
    }
    let counted = counts.into_iter().map(|(value, count)| format!("{value}: {count}"));
    let from_to = days.map(|(first, last)| format!("{} – {}", date(first), date(last)));
    let tenge = matches!(field.data_type(), DataType::Decimal128(_, 2));
    let sum = total.map(|total| {
        if tenge { format!("sum {}.{:02}", total / 100, total % 100) } else { format!("sum {total}") }
    });
    Ok(counted.chain(from_to).chain(sum).collect::<Vec<_>>().join(", "))
}

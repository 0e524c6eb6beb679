//! Registers of the programmes that cross: as tables out and in, and two of them compared (N27, N28).
//!
//! The columns are those of the register's CSV, by name: a day where the name ends in `_on`, a number where it is `quantity`,
//! otherwise text. A row is read by the core's own values, and the core compares.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use arrow_array::{
    Array, ArrayRef, Date32Array, StructArray, UInt64Array,
    builder::{Date32Builder, ListBuilder, StringBuilder, UInt32Builder},
    cast::AsArray,
    types::{
        Date32Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
    },
};
use arrow_schema::{DataType, Field};
use chrono::NaiveDate;
use pyo3::prelude::*;
use voucher_core::{
    self as core, Coded, Programme,
    gas::columns::day_number,
    programme::{Match, Row},
};

use super::{
    arrow::AnyArrow,
    batches::interrupted,
    cells::Texts,
    output,
    shape::{Odd, Pick, Shape, name_of},
    table::Table,
};
use crate::{
    argument::Text,
    coded::MatchKind,
    error::{Bind, BindError, catch},
};

/// A row that can be read from a table.
trait Read: Row<Field: Coded> + Send + Sized {
    /// Reads the row; which column it stops at first, and why.
    fn read(cells: &Cells<'_>, row: usize) -> Result<Self, Wrong>;
}

impl Read for core::meals::RegisterRow {
    fn read(cells: &Cells<'_>, row: usize) -> Result<Self, Wrong> {
        Ok(Self {
            given_on: cells.day("given_on", row)?,
            iin: cells.text("iin", row, core::Iin::parse)?,
            kind: cells.text("kind", row, core::Reference::parse)?,
            source: cells.code("source", row)?,
            record: cells.text("record", row, core::Reference::parse)?,
        })
    }
}

impl Read for core::medicines::RegisterRow {
    fn read(cells: &Cells<'_>, row: usize) -> Result<Self, Wrong> {
        Ok(Self {
            dispensed_on: cells.day("dispensed_on", row)?,
            prescription: cells.text("prescription", row, core::Reference::parse)?,
            item: cells.text("item", row, core::Reference::parse)?,
            quantity: cells.count("quantity", row)?,
            evidence: cells.code("evidence", row)?,
            record: cells.text("record", row, core::Reference::parse)?,
        })
    }
}

/// What the face asks of the registers of a programme.
struct Registers {
    read: fn(Python<'_>, &AnyArrow<'_>) -> Bind<String>,
    reconcile: fn(Python<'_>, &AnyArrow<'_>, &AnyArrow<'_>) -> Bind<Table>,
}

impl Registers {
    const fn of<R: Read>() -> Self {
        Self { read: read::<R>, reconcile: reconcile::<R> }
    }

    /// Errors: `unknown_value` for a programme whose registers do not cross.
    fn named(programme: &str) -> Bind<Self> {
        match Programme::from_code(programme) {
            Some(Programme::Meals) => Ok(Self::of::<core::meals::RegisterRow>()),
            Some(Programme::Medicines) => Ok(Self::of::<core::medicines::RegisterRow>()),
            Some(Programme::Gas | Programme::FamilyCard | Programme::TargetedAssistance) | None => {
                let text = "no programme with such registers";
                Err(BindError::malformed("unknown_value", Cow::Borrowed("programme"), text))
            }
        }
    }
}

/// The CSV of a table's rows in the order of a register. Errors: those of tables; `bad_rows` for what no register holds.
#[pyfunction]
pub(crate) fn _register_csv(py: Python<'_>, programme: &str, table: AnyArrow<'_>) -> Bind<String> {
    catch(|| (Registers::named(programme)?.read)(py, &table))
}

/// The table of a register's CSV, as the core writes it: its first line has the names.
#[pyfunction]
pub(crate) fn _csv_table(csv: Text<'_>) -> Bind<Table> {
    let (names, lines) = csv.read("csv")?.split_once('\n').unwrap_or_default();
    catch(|| {
        let mut columns = Columns::new(names.split(',').map(|name| (name.to_owned(), name)));
        for line in lines.lines() {
            columns.push(line.split(',').map(Some));
        }
        table(columns.end(), lines.lines().count())
    })
}

/// Compares the Wallet's register with the other side's copy, key by key (N28): every key of either side once, sorted, how it
/// compares, how often it is on each side, which fields differ, and both values of each field side by side.
#[pyfunction]
pub(crate) fn _reconcile(
    py: Python<'_>,
    programme: &str,
    wallet: AnyArrow<'_>,
    provider: AnyArrow<'_>,
) -> Bind<Table> {
    catch(|| (Registers::named(programme)?.reconcile)(py, &wallet, &provider))
}

fn read<R: Read>(py: Python<'_>, table: &AnyArrow<'_>) -> Bind<String> {
    let mut rows = rows::<R>(py, table)?;
    rows.sort_unstable();
    let mut csv = format!("{}\n", R::HEADER);
    for row in &rows {
        row.push_csv(&mut csv);
        csv.push('\n');
    }
    Ok(csv)
}

fn reconcile<R: Read>(py: Python<'_>, wallet: &AnyArrow<'_>, provider: &AnyArrow<'_>) -> Bind<Table> {
    let (wallet, provider) = (rows::<R>(py, wallet)?, rows::<R>(py, provider)?);
    let fields: Vec<&str> = R::Field::ALL.iter().map(|field| field.code()).collect();
    let keys: Vec<&str> = R::HEADER.split(',').filter(|name| !fields.contains(name)).collect();
    let beside =
        |field: &&'static str| ["wallet", "provider"].map(|side| (format!("{field}_{side}"), *field));
    let mut columns = Columns::new(keys.iter().chain(&["match"]).map(|name| ((*name).to_owned(), *name)));
    let mut values = Columns::new(fields.iter().flat_map(beside));
    let (mut in_wallet, mut at_provider) = (Vec::new(), Vec::new());
    let mut differ = ListBuilder::new(StringBuilder::new());
    let [ours, theirs] = [&wallet, &provider].map(|rows| lines(rows));
    for (key, found) in core::programme::reconcile(&wallet, &provider) {
        let sides = [&ours, &theirs].map(|lines| lines.get(&key).map_or("", String::as_str));
        let either = sides.into_iter().find(|line| !line.is_empty()).unwrap_or_default();
        let kind = MatchKind::of(&found);
        columns.push(keys.iter().map(|name| cell::<R>(either, name)).chain([Some(kind.code())]));
        // Of several rows of a key there is no one value.
        let sides = if kind == MatchKind::Duplicated { [""; 2] } else { sides };
        values.push(fields.iter().flat_map(|field| sides.map(|line| cell::<R>(line, field))));
        let (ours, theirs) = MatchKind::counts(&found);
        in_wallet.push(u64::try_from(ours).unwrap_or(u64::MAX));
        at_provider.push(u64::try_from(theirs).unwrap_or(u64::MAX));
        if let Match::Differs(fields) = &found {
            fields.iter().for_each(|field| differ.values().append_value(field.code()));
        }
        differ.append(true);
    }
    let count = in_wallet.len();
    let middle: [(String, ArrayRef); 3] = [
        ("in_wallet".to_owned(), Arc::new(UInt64Array::from(in_wallet))),
        ("at_provider".to_owned(), Arc::new(UInt64Array::from(at_provider))),
        ("differs".to_owned(), Arc::new(differ.finish())),
    ];
    table(columns.end().chain(middle).chain(values.end()), count)
}

/// The last row of each key, as a line of CSV.
fn lines<R: Read>(rows: &[R]) -> BTreeMap<R::Key, String> {
    let line = |row: &R| {
        let mut line = String::new();
        row.push_csv(&mut line);
        (row.key(), line)
    };
    rows.iter().map(line).collect()
}

/// The cell of this name in a line of CSV; none in an empty line.
fn cell<'a, R: Row>(line: &'a str, name: &str) -> Option<&'a str> {
    let mut cells = R::HEADER.split(',').zip(line.split(','));
    cells.find_map(|(of, cell)| (of == name).then_some(cell)).filter(|cell| !cell.is_empty())
}

/// The columns of a batch, by name.
struct Cells<'a>(Vec<(&'static str, Cell<'a>)>);

enum Cell<'a> {
    Texts(Texts<'a>),
    Days(&'a Date32Array),
    Numbers(Vec<Option<u32>>),
    Nulls,
}

/// A column, and the code of what is wrong in it.
type Wrong = (&'static str, &'static str);

impl<'a> Cells<'a> {
    fn new(names: &[&'static str], rows: &'a StructArray) -> Self {
        let cell = |array: &'a ArrayRef| match (array.as_primitive_opt::<Date32Type>(), Texts::new(array)) {
            (Some(days), _) => Cell::Days(days),
            (None, Some(texts)) => Cell::Texts(texts),
            (None, None) => numbers(array).map_or(Cell::Nulls, Cell::Numbers),
        };
        Self(names.iter().copied().zip(rows.columns().iter().map(cell)).collect())
    }

    fn text<T>(
        &self,
        name: &'static str,
        row: usize,
        parse: impl FnOnce(&str) -> Result<T, core::Error>,
    ) -> Result<T, Wrong> {
        let cell = self.0.iter().find_map(|(of, cell)| (*of == name).then_some(cell));
        let text = match cell {
            Some(Cell::Texts(texts)) => texts.get(row),
            Some(Cell::Days(_) | Cell::Numbers(_) | Cell::Nulls) | None => None,
        };
        parse(text.ok_or((name, "missing_field"))?).map_err(|error| (name, error.code()))
    }

    fn code<T: Coded>(&self, name: &'static str, row: usize) -> Result<T, Wrong> {
        let find = |code: &str| T::ALL.iter().copied().find(|each| each.code() == code);
        self.text(name, row, |code| Ok(find(code)))?.ok_or((name, "unknown_value"))
    }

    fn count(&self, name: &'static str, row: usize) -> Result<core::Count, Wrong> {
        let wrong = (name, "not_a_count");
        let number = match self.0.iter().find(|(of, _)| *of == name) {
            Some((_, Cell::Numbers(numbers))) => {
                numbers.get(row).copied().flatten().ok_or((name, "missing_field"))?
            }
            Some(_) | None => self.text(name, row, |text| Ok(text.parse().ok()))?.ok_or(wrong)?,
        };
        core::Count::new(number).map_err(|_| wrong)
    }

    fn day(&self, name: &'static str, row: usize) -> Result<NaiveDate, Wrong> {
        match self.0.iter().find(|(of, _)| *of == name) {
            Some((_, Cell::Days(days))) if days.is_valid(row) => {
                let days = days.values().get(row).and_then(|day| day.checked_add(EPOCH));
                days.and_then(NaiveDate::from_num_days_from_ce_opt).ok_or((name, "not_a_date"))
            }
            Some(_) | None => self.text(name, row, core::parse_date),
        }
    }
}

/// The whole numbers of a column of any width; one that no count holds is as large as none.
fn numbers(array: &ArrayRef) -> Option<Vec<Option<u32>>> {
    macro_rules! of_types {
        ($($kind:ty)+) => { $(
            if let Some(numbers) = array.as_primitive_opt::<$kind>() {
                return Some(numbers.iter().map(|number| Some(u32::try_from(number?).unwrap_or(u32::MAX))).collect());
            }
        )+ };
    }
    of_types! { Int8Type Int16Type Int32Type Int64Type UInt8Type UInt16Type UInt32Type UInt64Type }
    None
}

/// 1970-01-01, where 1 is 0001-01-01.
const EPOCH: i32 = 719_163;

/// Every row of a table. Errors: those of tables; `bad_rows` for rows that no register holds.
fn rows<R: Read>(py: Python<'_>, table: &AnyArrow<'_>) -> Bind<Vec<R>> {
    let arrays = table.open()?;
    let names: Vec<&'static str> = R::HEADER.split(',').collect();
    let picks = names.iter().map(|name| pick(&arrays.shape, name)).collect::<Bind<_>>()?;
    let mut source = arrays.read(picks);
    py.detach(|| {
        catch(|| {
            let (mut rows, mut bad, mut counts, mut place) = (Vec::new(), Vec::new(), BTreeMap::new(), 0);
            while let Some(batch) = source.next()? {
                let cells = Cells::new(&names, &batch);
                for row in 0..batch.len() {
                    match R::read(&cells, row) {
                        Ok(row) => rows.push(row),
                        Err((column, code)) => {
                            *counts.entry(code).or_insert(0) += 1;
                            bad.push((place, column, code));
                        }
                    }
                    place += 1;
                }
                interrupted()?;
            }
            let total = counts.values().sum();
            if total == 0 {
                return Ok(rows);
            }
            bad.truncate(NAMED);
            Err(BindError::Rows { rows: bad, counts: counts.into_iter().collect(), total })
        })
    })
}

/// The most bad rows that are named one by one.
const NAMED: usize = 10;

/// Errors: `not_a_table`, `missing_column`, `duplicate_column`, `not_text` and `unsupported_type`.
fn pick(shape: &Shape, name: &'static str) -> Bind<Pick> {
    if !shape.is_table() {
        let text = format!("must be a table with columns; one array of {} came", shape.words());
        return Err(BindError::wrong_type("not_a_table", None, text));
    }
    let kind = Kind::of(name);
    let (code, hint) = match kind {
        Kind::Day => ("unsupported_type", "cast to date32, or give text such as 2026-03-18"),
        Kind::Number => ("not_an_integer", "cast to a whole number"),
        Kind::Text => ("not_text", "a number has lost its leading zeros: read it as text"),
    };
    let words = match shape.pick(Some(shape.demand(name)?), name) {
        Ok(pick) => {
            let data_type = pick.field.data_type();
            let taken = match kind {
                Kind::Day => *data_type == DataType::Date32,
                Kind::Number => data_type.is_integer(),
                Kind::Text => false,
            };
            if taken || Texts::takes(data_type) {
                return Ok(pick);
            }
            name_of(data_type)
        }
        Err(Odd::Extension(words) | Odd::Unknown(words)) => words,
    };
    Err(BindError::wrong_type(code, Cow::Borrowed(name), format!("came as {words}: {hint}")))
}

/// What a column holds.
enum Kind {
    Day,
    Number,
    Text,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "quantity" => Self::Number,
            name if name.ends_with("_on") => Self::Day,
            _ => Self::Text,
        }
    }
}

/// A column under construction.
enum Column {
    Days(Date32Builder),
    Numbers(UInt32Builder),
    Texts(StringBuilder),
}

impl Column {
    fn push(&mut self, cell: Option<&str>) {
        match self {
            Self::Days(days) => {
                days.append_option(cell.and_then(|cell| core::parse_date(cell).ok()).map(day_number));
            }
            Self::Numbers(numbers) => numbers.append_option(cell.and_then(|cell| cell.parse().ok())),
            Self::Texts(texts) => texts.append_option(cell),
        }
    }

    fn end(self) -> ArrayRef {
        match self {
            Self::Days(mut days) => Arc::new(days.finish()),
            Self::Numbers(mut numbers) => Arc::new(numbers.finish()),
            Self::Texts(mut texts) => Arc::new(texts.finish()),
        }
    }
}

/// Columns by name, filled row by row.
struct Columns(Vec<(String, Column)>);

impl Columns {
    /// Columns of these names, each made of the values of a field.
    fn new<'a>(names: impl IntoIterator<Item = (String, &'a str)>) -> Self {
        let column = |(name, field): (String, &str)| {
            let column = match Kind::of(field) {
                Kind::Day => Column::Days(Date32Builder::new()),
                Kind::Number => Column::Numbers(UInt32Builder::new()),
                Kind::Text => Column::Texts(StringBuilder::new()),
            };
            (name, column)
        };
        Self(names.into_iter().map(column).collect())
    }

    fn push<'a>(&mut self, cells: impl IntoIterator<Item = Option<&'a str>>) {
        for ((_, column), cell) in self.0.iter_mut().zip(cells) {
            column.push(cell);
        }
    }

    fn end(self) -> impl Iterator<Item = (String, ArrayRef)> {
        self.0.into_iter().map(|(name, column)| (name, column.end()))
    }
}

/// A table of columns that stand side by side.
pub(super) fn table(columns: impl IntoIterator<Item = (String, ArrayRef)>, rows: usize) -> Bind<Table> {
    let of_type =
        |(name, array): (String, ArrayRef)| (Field::new(name, array.data_type().clone(), true), array);
    let (fields, arrays) = columns.into_iter().map(of_type).unzip();
    let schema = output::schema(fields);
    let batch = output::batch(&schema, arrays, rows)?;
    Ok(Table::new(schema, vec![batch]))
}

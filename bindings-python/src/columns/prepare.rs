//! Tables of files made ready: what people and spreadsheets write becomes what `review` takes, and a report says all that
//! could not be read.

use std::{borrow::Cow, collections::BTreeMap};

use arrow_array::{Date32Array, StringArray, new_null_array};
use voucher_core::gas::columns::day_number;

use self::{
    cells::{Read, Reader},
    report::{Found, Line, Rows},
};
use super::{
    batches::{self, Answered},
    cells::Texts,
    fault::Tally,
    input::Kind,
    near::{NearMisses, near},
    prelude::*,
    shape::{Odd, name_of},
};
use crate::{
    argument::{self, Flag},
    value::MonthArg,
};

mod cells;
mod report;
mod words;

/// The columns that are made ready, in the order in which they come out.
fn columns_made() -> impl Iterator<Item = Column> {
    Column::MONTH.until(Column::PERSON).chain([Column::PHONE])
}

/// Whether a table with this column can be made ready.
pub(super) fn takes(column: Column) -> bool {
    columns_made().any(|known| known == column)
}

/// What a column is made ready as: of who it is, an IIN is checked.
fn kind_of(column: Column) -> Kind {
    if column == Column::IIN { Kind::Texts } else { column.kind() }
}

/// Whether a column of this type can be made ready as one of a kind.
fn can_become(kind: Kind, data_type: &DataType) -> bool {
    let text = Kind::Texts.takes(data_type);
    let number = data_type.is_integer() || matches!(data_type, DataType::Float32 | DataType::Float64);
    let moment = matches!(data_type, DataType::Date64 | DataType::Timestamp(_, None));
    kind.takes(data_type)
        || match kind {
            Kind::Dates | Kind::Months => text || moment,
            Kind::Booleans => text || number,
            Kind::Regions => number,
            Kind::Answers
            | Kind::Accounts
            | Kind::Persons
            | Kind::Texts
            | Kind::Codes
            | Kind::Decimals
            | Kind::Counts
            | Kind::Lists => false,
        }
}

/// The type that comes out of one that can be made ready.
fn made_of(kind: Kind, data_type: &DataType) -> DataType {
    match kind {
        Kind::Dates | Kind::Months => DataType::Date32,
        Kind::Regions => DataType::UInt8,
        Kind::Booleans | Kind::Answers => DataType::Boolean,
        Kind::Accounts
        | Kind::Persons
        | Kind::Texts
        | Kind::Codes
        | Kind::Decimals
        | Kind::Counts
        | Kind::Lists => {
            if *data_type == DataType::Null {
                DataType::Utf8
            } else {
                data_type.clone()
            }
        }
    }
}

/// What the caller knows of the file.
struct Options {
    day_first: Option<bool>,
    blanks: Vec<String>,
    /// What texts of a column mean.
    values: BTreeMap<(Column, String), String>,
}

impl Options {
    /// What a text means; nothing where it is blank.
    fn meant<'a>(&'a self, column: Column, text: &'a str) -> Option<Cow<'a, str>> {
        let text = text.trim();
        let meant = self.values.get(&(column, text.to_owned())).map_or(text, String::as_str);
        let said = meant.trim();
        let is_blank = said.is_empty() || self.blanks.iter().any(|blank| blank == said);
        if is_blank { None } else { Some(Cow::Borrowed(meant)) }
    }

    /// Whether any text of a column has a meaning of its own.
    fn reword(&self, column: Column) -> bool {
        self.values.keys().any(|(reworded, _)| *reworded == column)
    }
}

/// A column of the file that is wanted.
struct Planned {
    column: Column,
    from: String,
    pick: Result<Pick, Refused>,
    gives: DataType,
}

/// Why a column has a type that cannot be made ready.
struct Refused {
    code: &'static str,
    words: String,
}

/// What is read of a file, and what is not.
#[derive(Default)]
struct Plan {
    planned: Vec<Planned>,
    /// What could not be read when the table was made ready before.
    unread_before: Option<Pick>,
    near: NearMisses,
    unread: Vec<String>,
}

/// The table, the lines of the report, rows in all and bad ones, which columns were read from which, which are nearly one that
/// is read, which were not read.
type Prepared =
    (Table, Vec<Line>, (u64, u64), Vec<(&'static str, String)>, Vec<(String, String)>, Vec<String>);

/// Makes a table of a file ready for `review`: `prepare` of Python, which documents it.
#[pyfunction]
#[pyo3(signature = (table, *, columns, month, values, blanks, day_first, keep, strict))]
#[expect(clippy::too_many_arguments, reason = "what Python's function takes, one by one")]
pub(crate) fn _prepare(
    py: Python<'_>,
    table: AnyArrow<'_>,
    columns: Vec<(String, String)>,
    month: Option<MonthArg>,
    values: Vec<(String, String, String)>,
    blanks: argument::Texts<'_>,
    day_first: Option<Flag<'_>>,
    keep: Option<Names>,
    strict: bool,
) -> Bind<Prepared> {
    catch(|| {
        let day_first = day_first.map(|day_first| day_first.read("day_first")).transpose()?;
        let arrays = table.open()?;
        let options = options(values, blanks.read("blanks")?, day_first)?;
        let plan = Plan::new(&arrays.shape, &columns, month.is_some(), &options)?;
        plan.near.warn(py, strict)?;
        let month = month.map(|month| day_number(month.0.first_day()));
        let mut picks = plan.picks().cloned().collect();
        let beside = Beside::new(&arrays.shape, &mut picks, keep, None)?;
        let source = arrays.read(picks);
        let (table, found, tally, rows) = detached(py, || plan.run(source, &options, month, &beside))?;
        if strict {
            tally.refuse(|fault| fault.said(Column::all()))?;
        }
        let read = plan.planned.iter().filter(|planned| planned.pick.is_ok());
        let read = read.map(|planned| (planned.column.name(), planned.from.clone())).collect();
        Ok((table, found.lines(), (rows, tally.total), read, plan.near.0, plan.unread))
    })
}

fn options(
    values: Vec<(String, String, String)>,
    blanks: Vec<String>,
    day_first: Option<bool>,
) -> Bind<Options> {
    let value = |(column, text, meant): (String, String, String)| {
        let known = columns_made().find(|known| known.name() == column);
        let column = known.ok_or_else(|| unknown("values", &column))?;
        Ok(((column, text.trim().to_owned()), meant))
    };
    let values = values.into_iter().map(value).collect::<Bind<_>>()?;
    let blanks = blanks.into_iter().map(|blank| blank.trim().to_owned()).collect();
    Ok(Options { day_first, blanks, values })
}

fn unknown(field: &'static str, name: &str) -> BindError {
    let known: Vec<&str> = columns_made().map(Column::name).collect();
    let text = format!("{name:?} is no column that is made ready; there are {}", known.join(", "));
    BindError::malformed("unknown_field", field, text)
}

impl Plan {
    /// Errors: `not_a_table`, `duplicate_column`, `missing_column`, `unknown_field`.
    fn new(shape: &Shape, columns: &[(String, String)], has_month: bool, options: &Options) -> Bind<Self> {
        shape.demand_table()?;
        let names = shape.names();
        all_there(&names, columns)?;
        let mut plan = Self::default();
        for column in columns_made() {
            if let Some(from) = source_of(column, &names, columns)? {
                plan.add(shape, column, from, options)?;
            }
        }
        let before = shape.find(Column::UNREAD.name())?;
        let before = before.and_then(|place| shape.pick(Some(place), Column::UNREAD.name()).ok());
        plan.unread_before = before.filter(|pick| Texts::takes(pick.field.data_type()));
        plan.look_beside(&names, columns);
        plan.month(has_month)?;
        Ok(plan)
    }

    fn add(&mut self, shape: &Shape, column: Column, from: String, options: &Options) -> Bind<()> {
        let kind = kind_of(column);
        let pick = match shape.pick(shape.find(&from)?, &from) {
            Ok(pick) if can_become(kind, pick.field.data_type()) => Ok(pick),
            Ok(pick) => {
                let data_type = pick.field.data_type();
                let is_text = matches!(kind, Kind::Accounts | Kind::Persons | Kind::Texts);
                let code = if is_text { kind.refuse(data_type).0 } else { "unsupported_type" };
                Err(Refused { code, words: name_of(data_type) })
            }
            Err(Odd::Extension(words) | Odd::Unknown(words)) => {
                Err(Refused { code: "unsupported_type", words })
            }
        };
        let gives = match &pick {
            Ok(pick) if !options.reword(column) => made_of(kind, pick.field.data_type()),
            Ok(_) | Err(_) => made_of(kind, &DataType::Null),
        };
        self.planned.push(Planned { column, from, pick, gives });
        Ok(())
    }

    /// The columns that are read.
    fn picks(&self) -> impl Iterator<Item = &Pick> {
        self.planned.iter().filter_map(|planned| planned.pick.as_ref().ok()).chain(&self.unread_before)
    }

    /// What stands beside the columns that are read.
    fn look_beside(&mut self, names: &[String], columns: &[(String, String)]) {
        let has = |column: Column| {
            self.planned.iter().any(|planned| planned.column == column)
                || column == Column::UNREAD && self.unread_before.is_some()
        };
        let lacking: Vec<&str> = columns_made().filter(|column| !has(*column)).map(Column::name).collect();
        let is_read = |name: &String| {
            Column::named(name).is_some_and(has) || columns.iter().any(|(from, _)| from == name)
        };
        for name in names.iter().filter(|name| !is_read(name)) {
            match near(name, lacking.iter().copied()) {
                Some(column) => self.near.0.push((name.clone(), column.to_owned())),
                None => self.unread.push(name.clone()),
            }
        }
    }

    /// Errors unless the month stands in a column or is given, and not both.
    fn month(&self, given: bool) -> Bind<()> {
        let stands = self.planned.iter().any(|planned| planned.column == Column::MONTH);
        match (stands, given) {
            (true, false) | (false, true) => Ok(()),
            (true, true) => {
                let text = "the table has such a column: give the month once";
                Err(BindError::malformed("excluded_column", "month", text))
            }
            (false, false) => {
                let nearly = self.near.0.iter().find(|(_, column)| column == "month");
                let nearly = nearly.map(|(name, _)| format!(", or columns={{{name:?}: \"month\"}}"));
                let text = format!(
                    "the table has no such column: say month=\"2025-09\"{}",
                    nearly.unwrap_or_default()
                );
                Err(BindError::malformed("missing_column", "month", text))
            }
        }
    }

    fn fields(&self, month: Option<i32>) -> Vec<Field> {
        let given = month.map(|_| Field::new(Column::MONTH.name(), DataType::Date32, false));
        let read = |planned: &Planned| Field::new(planned.column.name(), planned.gives.clone(), true);
        let unread = Field::new(Column::UNREAD.name(), DataType::Utf8, true);
        given.into_iter().chain(self.planned.iter().map(read)).chain([unread]).collect()
    }

    fn run(
        &self,
        source: Source,
        options: &Options,
        month: Option<i32>,
        beside: &Beside,
    ) -> Bind<(Table, Found, Tally, u64)> {
        let schema = beside.schema(self.fields(month))?;
        let mut found = Found::default();
        let mut read: Vec<Option<Read>> =
            self.planned.iter().map(|planned| Read::new(kind_of(planned.column))).collect();
        let (batches, tally, rows) = batches::pieces(source, &schema, beside, &mut |first_row, rows| {
            let (columns, bad) = self.piece(rows, options, first_row, &mut read, &mut found)?;
            let given = month.map(|day| -> ArrayRef { Arc::new(Date32Array::from(vec![day; rows.len()])) });
            Ok((given.into_iter().chain(columns).collect(), bad))
        })?;
        Ok((Table::new(schema, batches).keeping(beside.len()), found, tally, rows))
    }

    fn piece(
        &self,
        rows: &StructArray,
        options: &Options,
        first_row: u64,
        read: &mut [Option<Read>],
        found: &mut Found,
    ) -> Bind<Answered> {
        let mut faults = vec![Fault::NONE; rows.len()];
        let mut arrays = rows.columns().iter();
        let mut columns = Vec::with_capacity(self.planned.len() + 1);
        for (Planned { column, pick, gives, .. }, read) in self.planned.iter().zip(read) {
            let faults = &mut faults;
            columns.push(match pick {
                Ok(_) => {
                    let lost = || BindError::Panic("columns/prepare.rs".to_owned());
                    let (array, found) = (arrays.next().ok_or_else(lost)?, &mut *found);
                    let mut reader = Reader { column: *column, options, first_row, found, faults };
                    reader.read(array, read, gives)?
                }
                // Of a column whose type cannot be made ready no row can be read.
                Err(Refused { code, words }) => {
                    let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
                    found.note(*column, code, Some(words), Rows { count, first: first_row });
                    let fault = Fault::new(*column, code);
                    faults.iter_mut().for_each(|first| *first = (*first).min(fault));
                    new_null_array(gives, rows.len())
                }
            });
        }
        if let Some(texts) = self.unread_before.as_ref().and_then(|_| Texts::new(arrays.next()?)) {
            keep_unread(&texts, first_row, found, &mut faults);
        }
        let bad: Vec<(usize, Fault)> =
            faults.iter().copied().enumerate().filter(|(_, fault)| *fault != Fault::NONE).collect();
        columns.push(unread(&faults, &bad));
        Ok((columns, Bad(bad)))
    }
}

/// What could not be read before is not read now: the cell is null since.
fn keep_unread(texts: &Texts<'_>, first_row: u64, found: &mut Found, faults: &mut [Fault]) {
    for (row, first) in faults.iter_mut().enumerate() {
        let Some(text) = texts.get(row) else { continue };
        let fault = Fault::of_text(text);
        let rows = Rows { count: 1, first: first_row + u64::try_from(row).unwrap_or(0) };
        found.note(fault.column(), fault.code(), None, rows);
        *first = (*first).min(fault);
    }
}

/// The first fault of each row, in the words that `review` reads.
fn unread(faults: &[Fault], bad: &[(usize, Fault)]) -> ArrayRef {
    if bad.is_empty() {
        return new_null_array(&DataType::Utf8, faults.len());
    }
    let text = |fault: &Fault| format!("{}: {}", fault.column().name(), fault.code());
    let texts = faults.iter().map(|fault| (*fault != Fault::NONE).then(|| text(fault)));
    Arc::new(texts.collect::<StringArray>())
}

/// Errors of all that `columns` names in vain.
fn all_there(names: &[String], columns: &[(String, String)]) -> Bind<()> {
    if let Some((_, known)) =
        columns.iter().find(|(_, known)| columns_made().all(|column| column.name() != known))
    {
        return Err(unknown("columns", known));
    }
    let missing: Vec<&str> = columns
        .iter()
        .map(|(from, _)| from.as_str())
        .filter(|from| !names.iter().any(|name| name == from))
        .collect();
    let Some(first) = missing.first() else { return Ok(()) };
    let text = format!("the table has no column {}; it has {}", missing.join(", "), names.join(", "));
    Err(BindError::malformed("missing_column", (*first).to_owned(), text))
}

/// Which column of the file is to be read as this one.
fn source_of(column: Column, names: &[String], columns: &[(String, String)]) -> Bind<Option<String>> {
    let name = column.name();
    let given = columns.iter().filter(|(_, known)| known == name).map(|(from, _)| from);
    // A column that is given another meaning has not its own.
    let own =
        names.iter().filter(|own| *own == name && !columns.iter().any(|(from, _)| from == *own)).take(1);
    let mut all = given.chain(own);
    let first = all.next().cloned();
    match all.next() {
        None => Ok(first),
        Some(_) => {
            let text = "two columns of the table are to be read as this one";
            Err(BindError::malformed("duplicate_column", name, text))
        }
    }
}

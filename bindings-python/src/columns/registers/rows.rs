//! Rows of a register read from a table, each by the core's own values.

use arrow_array::{Date32Array, types::Date32Type};
use chrono::NaiveDate;
use voucher_core::{self as core, Coded, programme::Row};

use crate::columns::{
    amounts::Cell as Value,
    cells::{Texts, wholes},
    fault::Tally,
    objects::day_of,
    prelude::*,
    shape::{Odd, name_of},
};

/// A row that can be read from a table.
pub(crate) trait Read: Row<Field: Coded> + Send + Sync + Sized {
    /// Reads the row; which column it stops at first, and why.
    fn read(cells: &Cells<'_>, row: usize) -> Result<Self, Wrong>;
}

impl Read for core::gas::RegisterRow {
    fn read(cells: &Cells<'_>, row: usize) -> Result<Self, Wrong> {
        Ok(Self {
            account: cells.text("account", row, core::Account::parse)?,
            iin: cells.text("iin", row, core::Iin::parse)?,
            activated_on: cells.day("activated_on", row)?,
            channel: cells.code("channel", row)?,
        })
    }
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

/// Every row of a table. Errors: those of tables; `bad_rows` for rows that no register holds.
pub(crate) fn rows<R: Read>(py: Python<'_>, table: &AnyArrow<'_>) -> Bind<Vec<R>> {
    let arrays = table.open()?;
    let names: Vec<&'static str> = R::HEADER.split(',').collect();
    let picks = names.iter().map(|name| pick(&arrays.shape, name)).collect::<Bind<_>>()?;
    let mut source = arrays.read(picks);
    detached(py, || {
        let (mut rows, mut tally, mut place) = (Vec::new(), Tally::default(), 0);
        while let Some(batch) = source.next()? {
            let cells = Cells::new(&names, &batch);
            for row in 0..batch.len() {
                match R::read(&cells, row) {
                    Ok(row) => rows.push(row),
                    Err(wrong) => tally.note(place, wrong),
                }
                place += 1;
            }
            interrupted()?;
        }
        tally.refuse(|wrong| wrong)?;
        Ok(rows)
    })
}

/// Errors: `not_a_table`, `missing_column`, `duplicate_column`, `not_text` and `unsupported_type`.
fn pick(shape: &Shape, name: &'static str) -> Bind<Pick> {
    shape.demand_table()?;
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
    Err(BindError::wrong_type(code, name, format!("came as {words}: {hint}")))
}

/// What a column holds.
pub(super) enum Kind {
    Day,
    Number,
    Text,
}

impl Kind {
    pub(super) fn of(name: &str) -> Self {
        match name {
            "quantity" => Self::Number,
            name if name.ends_with("_on") => Self::Day,
            _ => Self::Text,
        }
    }
}

/// The columns of a batch, by name.
pub(crate) struct Cells<'a>(Vec<(&'static str, Cell<'a>)>);

enum Cell<'a> {
    Texts(Texts<'a>),
    Days(&'a Date32Array),
    Numbers(Vec<Option<u32>>),
    Nulls,
}

/// A column, and the code of what is wrong in it.
pub(crate) type Wrong = (&'static str, &'static str);

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
            Some(_) | None => {
                // Neither a sign nor a space is part of a count.
                let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
                self.text(name, row, |text| Ok(text.parse().ok().filter(|_| digits(text))))?.ok_or(wrong)?
            }
        };
        core::Count::new(number).map_err(|_| wrong)
    }

    fn day(&self, name: &'static str, row: usize) -> Result<NaiveDate, Wrong> {
        match self.0.iter().find(|(of, _)| *of == name) {
            Some((_, Cell::Days(days))) if days.is_valid(row) => {
                let day = days.values().get(row).map(|day| day_of(*day));
                if let Some(Value::Is(day)) = day { Ok(day) } else { Err((name, "not_a_date")) }
            }
            Some(_) | None => self.text(name, row, core::parse_date),
        }
    }
}

/// The whole numbers of a column of any width; one that no count holds is as large as none.
fn numbers(array: &ArrayRef) -> Option<Vec<Option<u32>>> {
    let count = |number: i128| u32::try_from(number).unwrap_or(u32::MAX);
    Some(wholes(array)?.into_iter().map(|number| number.map(count)).collect())
}

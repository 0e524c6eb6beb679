//! Which columns a table has, and whether they have types that can be read.

use super::{
    cells::{Texts, put},
    near::NearMisses,
    prelude::*,
    prepare, recipe,
    shape::{Odd, missing_of, name_of},
};
use crate::{argument, error::Named};

/// What a column may hold. A column of nulls alone may stand for each.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Dates,
    /// Dates or text.
    Months,
    /// Text or KATO numbers of any width.
    Regions,
    Booleans,
    /// Text or booleans.
    Answers,
    /// Text or unsigned numbers of the caller's own.
    Accounts,
    /// Text or whole numbers of any width.
    Persons,
    /// Text, decimals or whole numbers.
    Decimals,
    /// Whole numbers of any width.
    Counts,
    Texts,
    /// Codes of a closed list.
    Codes,
    /// Lists of objects.
    Lists,
}

impl Kind {
    /// Errors: `unsupported_type`, `not_text`, `float_for_int` for a column of another type.
    pub(crate) fn check(self, column: Column, data_type: &DataType) -> Bind<()> {
        if self.takes(data_type) { Ok(()) } else { Err(self.untaken(data_type).error(column.name())) }
    }

    fn untaken(self, data_type: &DataType) -> Untaken {
        let (code, hint) = self.refuse(data_type);
        let text = format!("came as {}: {hint}", name_of(data_type));
        Untaken { code, text, data_type: data_type.clone() }
    }

    /// The column of this name at a place, read as this kind; why it is not taken.
    pub(super) fn pick(self, shape: &Shape, place: usize, name: &str) -> Result<Pick, Untaken> {
        match shape.pick(Some(place), name) {
            Ok(pick) if self.takes(pick.field.data_type()) => {
                let as_kato = self == Self::Regions && pick.field.data_type().is_integer();
                Ok(Pick { as_kato, ..pick })
            }
            Ok(pick) => Err(self.untaken(pick.field.data_type())),
            Err(Odd::Extension(extension)) => {
                let text = format!("came as the extension type {extension}: cast it to a plain type");
                Err(Untaken { code: "unsupported_type", text, data_type: DataType::Binary })
            }
            Err(Odd::Unknown(words)) => {
                let (code, hint) = self.refuse(&DataType::Binary);
                let text = format!("came as a type that is not known here ({words}): {hint}");
                Err(Untaken { code, text, data_type: DataType::Binary })
            }
        }
    }

    pub(super) fn takes(self, data_type: &DataType) -> bool {
        let text = || Texts::takes(data_type);
        match self {
            Self::Dates => matches!(data_type, DataType::Date32 | DataType::Null),
            Self::Months => matches!(data_type, DataType::Date32) || text(),
            Self::Regions => data_type.is_integer() || text(),
            Self::Booleans => matches!(data_type, DataType::Boolean | DataType::Null),
            Self::Answers => matches!(data_type, DataType::Boolean) || text(),
            Self::Accounts => matches!(data_type, DataType::UInt64 | DataType::UInt32) || text(),
            Self::Persons => data_type.is_integer() || text(),
            Self::Decimals => {
                data_type.is_integer() || matches!(data_type, DataType::Decimal128(_, 0..=9)) || text()
            }
            Self::Counts => data_type.is_integer() || matches!(data_type, DataType::Null),
            Self::Texts => text(),
            Self::Codes => text(),
            Self::Lists => is_list_of_structs(data_type) || matches!(data_type, DataType::Null),
        }
    }

    /// Why a type is not taken: the code, and what to do.
    pub(super) fn refuse(self, data_type: &DataType) -> (&'static str, &'static str) {
        let number = data_type.is_integer() || data_type.is_floating();
        match self {
            Self::Dates => ("unsupported_type", "cast to date32"),
            Self::Months => ("unsupported_type", "cast to date32, or give text such as 2025-09"),
            Self::Regions if data_type.is_floating() => (
                "float_for_int",
                "numbers became floats because cells are missing: cast to uint8, or to text",
            ),
            Self::Regions => ("unsupported_type", "cast KATO codes to uint8, or give text"),
            Self::Booleans => ("unsupported_type", "cast to boolean"),
            Self::Answers => ("unsupported_type", "give text (agree, refuse) or booleans"),
            Self::Accounts if number => (
                "not_text",
                "a number has lost its leading zeros: read accounts as text, or cast keys of your own to uint64",
            ),
            Self::Accounts => ("not_text", "read accounts as text"),
            Self::Persons if data_type.is_floating() => {
                ("float_for_int", "numbers became floats because cells are missing: give text")
            }
            Self::Persons => ("not_text", "give text or whole numbers"),
            Self::Decimals if data_type.is_floating() => {
                ("unsupported_type", "amounts are exact: cast to decimal128 or give text")
            }
            Self::Decimals => ("unsupported_type", "cast to decimal128 with 0 to 9 decimals, or give text"),
            Self::Counts if data_type.is_floating() => {
                ("float_for_int", "numbers became floats because cells are missing: cast to int32")
            }
            Self::Counts => ("unsupported_type", "cast to int32"),
            Self::Texts => ("not_text", "give text"),
            Self::Codes => ("not_text", "give codes as text"),
            Self::Lists => {
                ("unsupported_type", "give a list of structs, none of whose fields is of type null")
            }
        }
    }
}

/// Whether it is a list of structs whose fields, also those of inner lists, have types: producers lay out fields of type
/// null in different ways.
fn is_list_of_structs(data_type: &DataType) -> bool {
    let (DataType::List(item) | DataType::LargeList(item)) = data_type else { return false };
    matches!(item.data_type(), DataType::Struct(_)) && !holds_null_type(item.data_type())
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "Arrow has forty types; every other one holds no others, or is not read"
)]
fn holds_null_type(data_type: &DataType) -> bool {
    match data_type {
        DataType::Null => true,
        DataType::List(item) | DataType::LargeList(item) => holds_null_type(item.data_type()),
        DataType::Struct(fields) => fields.iter().any(|field| holds_null_type(field.data_type())),
        _ => false,
    }
}

/// A column that is read, what it may hold, and whether it must be there.
pub(crate) type Wanted = (Column, Kind, bool);

/// What is read of the objects in lists, by the columns of these.
pub(crate) type Objects<'a> = [(Column, &'a [Column])];

/// Which columns of a table are read, and where each stands among them: checked once, before any row is read.
pub(crate) struct Layout {
    picks: Vec<Pick>,
    places: Vec<Option<usize>>,
    /// Columns of the table that are not read, each with the one that is lacking and has nearly its name.
    near: NearMisses,
}

impl Layout {
    /// Finds the wanted columns by name; other columns are nobody's concern, unless their names are [nearly](Self::admit) such.
    ///
    /// Errors, those of all columns in one: `not_a_table`, `duplicate_column`, `missing_column` (of those that are required),
    /// `unsupported_type`, `not_text`, `float_for_int`.
    pub(crate) fn new(shape: &Shape, wanted: &[Wanted]) -> Bind<Self> {
        shape.demand_table()?;
        let mut layout =
            Self { picks: Vec::new(), places: vec![None; Column::all().len()], near: NearMisses::default() };
        let mut wrong = Vec::new();
        for &(column, kind, required) in wanted {
            let Some(place) = shape.find(column.name())? else {
                if required {
                    let argument = ": add it, or pass as_of=datetime.date(2025, 9, 30)";
                    let argument = if column == Column::AS_OF { argument } else { "" };
                    wrong.push(Wrong { column, of: Err(format!("the table has no such column{argument}")) });
                }
                continue;
            };
            match kind.pick(shape, place, column.name()) {
                Ok(pick) => layout.add(column, pick),
                Err(untaken) => wrong.push(Wrong { column, of: Ok((kind, untaken)) }),
            }
        }
        let wanted: Vec<&str> = wanted.iter().map(|(column, _, _)| column.name()).collect();
        layout.near = NearMisses::new(shape, &wanted);
        if wrong.is_empty() { Ok(layout) } else { Err(Wrong::error(&wrong, &layout.near)) }
    }

    fn add(&mut self, column: Column, pick: Pick) {
        put(&mut self.places, usize::from(column.place()), Some(self.picks.len()));
        self.picks.push(pick);
    }

    /// Looks for slips in names: [`NearMisses::admit`].
    pub(crate) fn admit(
        &self,
        py: Python<'_>,
        strict: bool,
        require: Option<argument::Texts<'_>>,
    ) -> Bind<()> {
        self.near.admit(py, strict, require, &self.names())
    }

    /// Looks for slips in the names of the fields of objects: [`NearMisses::look`].
    pub(crate) fn admit_fields(&self, py: Python<'_>, strict: bool, read: &Objects<'_>) -> Bind<()> {
        let mut near = NearMisses::default();
        for pick in self.picks.iter().filter(|pick| !pick.carried) {
            near.look(pick.field.name(), pick.field.data_type(), read);
        }
        near.warn(py, strict)
    }

    /// The names of the columns that are read.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.picks.iter().filter(|pick| !pick.carried).map(|pick| pick.field.name().as_str()).collect()
    }

    /// The columns that are read, so that others can be handed on behind them.
    pub(super) fn picks_mut(&mut self) -> &mut Vec<Pick> {
        &mut self.picks
    }

    /// The columns that are read, then those that are handed on.
    pub(crate) fn picks(&self) -> Vec<Pick> {
        self.picks.clone()
    }

    /// Whether the table has the column.
    pub(crate) fn has(&self, column: Column) -> bool {
        self.place(column).is_some()
    }

    fn place(&self, column: Column) -> Option<usize> {
        self.places.get(usize::from(column.place())).copied().flatten()
    }

    /// The column's array in a batch.
    pub(crate) fn array<'a>(&self, batch: &'a StructArray, column: Column) -> Option<&'a ArrayRef> {
        batch.columns().get(self.place(column)?)
    }

    /// Errors unless a table that has one column has the other.
    pub(crate) fn demand(&self, column: Column, beside: Column) -> Bind<()> {
        if self.has(beside) && !self.has(column) {
            return Err(missing(column, &format!("is needed beside {}", beside.name())));
        }
        Ok(())
    }

    /// Errors if a table has both columns.
    pub(crate) fn exclude(&self, column: Column, other: Column) -> Bind<()> {
        if self.has(column) && self.has(other) {
            let text = format!("cannot stand beside {}: they say the same in two ways", other.name());
            return Err(BindError::malformed("excluded_column", column.name(), text));
        }
        Ok(())
    }
}

#[cold]
pub(crate) fn missing(column: Column, text: &str) -> BindError {
    missing_of(column.name(), text)
}

/// Why a column is not taken: the code, what to do, and its type.
#[derive(Clone)]
pub(super) struct Untaken {
    code: &'static str,
    text: String,
    data_type: DataType,
}

impl Untaken {
    /// The error of a column of this name.
    pub(super) fn error(self, name: impl Into<Named>) -> BindError {
        BindError::wrong_type(self.code, name, self.text)
    }
}

/// A column that cannot be read, or that is not there.
struct Wrong {
    column: Column,
    /// What it should be and why it is not taken, or what to do where it is not there.
    of: Result<(Kind, Untaken), String>,
}

impl Wrong {
    fn text(&self) -> &str {
        match &self.of {
            Ok((_, untaken)) => &untaken.text,
            Err(text) => text,
        }
    }

    /// One error of all: code and field are those of the first.
    #[cold]
    fn error(all: &[Self], near: &NearMisses) -> BindError {
        let Some(first) = all.first() else { return BindError::Panic("columns/input.rs".to_owned()) };
        let others = all.iter().skip(1).map(|wrong| format!("; {}: {}", wrong.column.name(), wrong.text()));
        let kinds = all.iter().filter_map(|wrong| {
            let (kind, untaken) = wrong.of.as_ref().ok()?;
            Some((wrong.column.name().to_owned(), *kind, untaken.data_type.clone()))
        });
        let recipes = recipe::lines(&kinds.collect::<Vec<_>>());
        let ready = if all.iter().any(|wrong| prepare::takes(wrong.column)) {
            "\nor all at once: table, report = voucher_core.prepare(table)"
        } else {
            ""
        };
        let text = format!("{}{}{}{recipes}{ready}", first.text(), others.collect::<String>(), near.words());
        match &first.of {
            Ok((_, untaken)) => BindError::wrong_type(untaken.code, first.column.name(), text),
            Err(_) => BindError::malformed("missing_column", first.column.name(), text),
        }
    }
}

//! What stands beside an answer: columns of the caller's own, such as ids, and the prefix of the answer's names.

use arrow_schema::SchemaRef;

use super::{arrow::Arrays, prelude::*, shape::missing_of};
use crate::{
    argument::{Texts, texts},
    hint::hint,
};

/// Names of columns as an argument: any iterable of texts, but no text alone.
pub(crate) struct Names(Vec<String>);

impl<'py> FromPyObject<'_, 'py> for Names {
    type Error = BindError;

    hint!(INPUT_TYPE = type_hint_subscript!(ITERABLE, STR));

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        texts(&value, "keep").map(Self)
    }
}

/// What a caller wishes of the columns of a table and of its answer.
#[derive(Default)]
pub(crate) struct Wishes<'py> {
    /// Nothing may be misspelt, and no row bad.
    pub(crate) strict: bool,
    /// Columns that must be read.
    pub(crate) require: Option<Texts<'py>>,
    pub(crate) keep: Option<Names>,
    pub(crate) prefix: Option<Text<'py>>,
    pub(crate) facts: Facts,
}

impl Wishes<'_> {
    /// Looks for slips in names and takes up the columns to keep: the rows to be read, and what stands beside their answers.
    pub(super) fn open(self, py: Python<'_>, arrays: Arrays, layout: &mut Layout) -> Bind<(Source, Beside)> {
        layout.admit(py, self.strict, self.require)?;
        let beside = Beside::new(&arrays.shape, layout.picks_mut(), self.keep, self.prefix.as_ref())?;
        Ok((arrays.read(layout.picks()), beside))
    }
}

/// The caller's columns and the prefix of the answer's.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beside {
    kept: Vec<Field>,
    prefix: String,
}

impl Beside {
    /// Adds the columns that are kept to those that are read.
    ///
    /// Errors: `not_text`, `missing_column`, `duplicate_column`, `unsupported_type` for a type that nobody here knows,
    /// `unknown_value` for a prefix that no name can have.
    pub(crate) fn new(
        shape: &Shape,
        picks: &mut Vec<Pick>,
        keep: Option<Names>,
        prefix: Option<&Text<'_>>,
    ) -> Bind<Self> {
        let mut kept: Vec<Field> = Vec::new();
        for name in keep.map(|names| names.0).unwrap_or_default() {
            if kept.iter().any(|field| *field.name() == name) {
                return Err(twice(name, "is kept twice"));
            }
            let place = shape.find(&name)?;
            let place =
                place.ok_or_else(|| missing_of(name.clone(), "the table has no such column to keep"))?;
            let pick = shape.carry(place, &name)?;
            kept.push(pick.field.clone());
            picks.push(pick);
        }
        let prefix = prefix.map_or(Ok(""), |prefix| prefix.read("prefix"))?.to_owned();
        if prefix.contains('\0') {
            let text = "has the character of number 0, which no name of an Arrow column can have";
            return Err(BindError::malformed("unknown_value", "prefix", text));
        }
        Ok(Self { kept, prefix })
    }

    /// The columns of a table with these answers. Errors: `duplicate_column` where a kept one is called as an answer is.
    pub(super) fn schema(&self, answers: Vec<Field>) -> Bind<SchemaRef> {
        let own = answers.into_iter().map(|field| {
            let name = format!("{}{}", self.prefix, field.name());
            field.with_name(name)
        });
        let fields: Vec<Field> = self.kept.iter().cloned().chain(own).collect();
        let clash = self
            .kept
            .iter()
            .find(|kept| fields.iter().filter(|field| field.name() == kept.name()).count() > 1);
        match clash {
            Some(kept) => {
                Err(twice(kept.name().clone(), "is kept and a column of the answer: give a prefix"))
            }
            None => Ok(output::schema(fields)),
        }
    }

    /// The kept columns of a batch, as far as they are asked for.
    pub(super) fn kept<'a>(&self, rows: &'a StructArray) -> &'a [ArrayRef] {
        let columns = rows.columns();
        columns.get(columns.len() - self.kept.len()..).unwrap_or_default()
    }

    /// How many columns are kept.
    pub(super) fn len(&self) -> usize {
        self.kept.len()
    }
}

#[cold]
fn twice(name: String, text: &str) -> BindError {
    BindError::malformed("duplicate_column", name, text)
}

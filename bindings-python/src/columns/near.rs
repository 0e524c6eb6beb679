//! Names of columns that are nearly those that are read: other case, spaces or `_`, or one edit away.

use std::ffi::CString;

use super::{input::Objects, prelude::*};
use crate::{argument::Texts, error::ColumnWarning};

/// Columns of a table that are not read, each with the one that is lacking and has nearly its name.
#[derive(Default)]
pub(crate) struct NearMisses(pub(super) Vec<(String, String)>);

impl NearMisses {
    /// Those of a table of which columns of these names are read.
    pub(crate) fn new(shape: &Shape, wanted: &[&str]) -> Self {
        Self::of(shape.names(), wanted)
    }

    /// Adds those of the fields of objects in a list of this name, and in lists inside it, of each of which these are read.
    pub(crate) fn look(&mut self, name: &str, data_type: &DataType, read: &Objects<'_>) {
        let (DataType::List(item) | DataType::LargeList(item)) = data_type else { return };
        let DataType::Struct(fields) = item.data_type() else { return };
        let Some((_, wanted)) = read.iter().find(|(list, _)| list.name() == name) else { return };
        let names = fields.iter().map(|field| field.name().clone()).collect();
        let wanted: Vec<&str> = wanted.iter().map(|field| field.name()).collect();
        self.0.extend(Self::of(names, &wanted).0);
        fields.iter().for_each(|field| self.look(field.name(), field.data_type(), read));
    }

    fn of(names: Vec<String>, wanted: &[&str]) -> Self {
        let lacking: Vec<&str> =
            wanted.iter().copied().filter(|wanted| !names.iter().any(|name| name == wanted)).collect();
        // What has a meaning in another table is no slip.
        let unread = names
            .into_iter()
            .filter(|name| Column::named(name).is_none() && !wanted.contains(&name.as_str()));
        let near = |name: String| near(&name, lacking.iter().copied()).map(|meant| (name, meant.to_owned()));
        Self(unread.filter_map(near).collect())
    }

    /// Such as `; "Region" is nearly region: rename it`.
    pub(super) fn words(&self) -> String {
        self.0.iter().map(|(name, meant)| format!("; {name:?} is nearly {meant}: rename it")).collect()
    }

    /// Says what of a table is not read though it nearly has a name that would be: absent columns are generous, so a slip must not
    /// pass in silence. Errors: `misspelt_column` with `strict`; `missing_column` of those that the caller requires and that are not
    /// among the columns that are read.
    pub(crate) fn admit(
        &self,
        py: Python<'_>,
        strict: bool,
        require: Option<Texts<'_>>,
        read: &[&str],
    ) -> Bind<()> {
        let require = require.map_or_else(|| Ok(Vec::new()), |require| require.read("require"))?;
        let missing = require.iter().filter(|name| !read.contains(&name.as_str()));
        let missing: Vec<&str> = missing.map(String::as_str).collect();
        if let Some(first) = missing.first() {
            let text = format!(
                "is required and not read; not read are {}; read are {}{}",
                missing.join(", "),
                read.join(", "),
                self.words()
            );
            return Err(BindError::malformed("missing_column", (*first).to_owned(), text));
        }
        self.warn(py, strict)
    }

    /// Warns of them. Errors: `misspelt_column` with `strict`.
    pub(crate) fn warn(&self, py: Python<'_>, strict: bool) -> Bind<()> {
        let Some((name, _)) = self.0.first() else { return Ok(()) };
        let text = format!("is not read{}", self.words());
        if strict {
            return Err(BindError::malformed("misspelt_column", name.clone(), text));
        }
        let text = CString::new(format!("{name}: {text}")).unwrap_or_default();
        Ok(PyErr::warn(py, &py.get_type::<ColumnWarning>(), &text, 1)?)
    }
}

/// Shorter names are near in case, spaces and `_` alone: one edit makes another word of them.
const EDITED: usize = 5;

/// Of the names that are wanted, the one that this one nearly is.
pub(crate) fn near<'a>(name: &str, wanted: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = folded(name);
    wanted.into_iter().find(|wanted| {
        let wanted = folded(wanted);
        name == wanted || wanted.len() >= EDITED && is_one_edit(&name, &wanted)
    })
}

fn folded(name: &str) -> Vec<char> {
    let between = |letter: &char| letter.is_whitespace() || "_-.".contains(*letter);
    name.chars().filter(|letter| !between(letter)).flat_map(char::to_lowercase).collect()
}

/// Whether one letter more, less, another, or two neighbours that changed places make one of the other.
fn is_one_edit(mut one: &[char], mut other: &[char]) -> bool {
    while let ([first, rest @ ..], [same, others @ ..]) = (one, other)
        && first == same
    {
        (one, other) = (rest, others);
    }
    while let ([rest @ .., last], [others @ .., same]) = (one, other)
        && last == same
    {
        (one, other) = (rest, others);
    }
    match (one, other) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

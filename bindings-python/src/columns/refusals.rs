//! Sets of refusals, spread out: a list of codes a row, or a column a code.

use arrow_array::{
    BooleanArray, UInt32Array,
    builder::{ListBuilder, StringBuilder},
    types::UInt32Type,
};
use arrow_buffer::BooleanBuffer;
use voucher_core::{Language, gas::Refusal};

use super::{
    batches::PIECE,
    prelude::*,
    shape::{Odd, name_of},
};
use crate::coded::Code;

const FIELD: &str = "refusals";

/// The codes of each set of refusals, in the order of `Refusal`: a table with one column `reasons`, a list
/// of text. `review` gives the same by `outputs=["reasons"]`. With `language` there is a second one, `reasons_text`: what
/// each of them says in words.
///
/// `refusals` is an Arrow array, series or stream of uint32, or a table that has such a column `refusals`, as
/// the answer of `review` does. A null stays null, and no refusal is an empty list.
///
/// Errors: `not_arrow`, `missing_column`, `duplicate_column`, `unsupported_type`, `float_for_int`,
/// `stream_failed`, and `unknown_value` for a bit that no refusal has.
#[pyfunction]
#[pyo3(signature = (refusals, *, language=None))]
pub(crate) fn refusal_lists(
    py: Python<'_>,
    refusals: AnyArrow<'_>,
    language: Option<Code<Language>>,
) -> Bind<Table> {
    let language = language.map(|language| language.0);
    let fields = language.map(|_| lists("reasons_text"));
    spread(py, &refusals, [lists("reasons")].into_iter().chain(fields).collect(), |sets| {
        [reasons(sets, None)]
            .into_iter()
            .chain(language.map(|language| reasons(sets, Some(language))))
            .collect()
    })
}

/// A column of lists of text.
pub(super) fn lists(name: &str) -> Field {
    let item = Field::new_list_field(DataType::Utf8, true);
    Field::new(name, DataType::List(Arc::new(item)), true)
}

/// The codes of each set, or what they say in a language, in the order of `Refusal`.
pub(super) fn reasons(sets: &UInt32Array, language: Option<Language>) -> ArrayRef {
    let said =
        |refusal: &Refusal| language.map_or(refusal.code(), |language| refusal.texts().in_language(language));
    let mut lists = ListBuilder::new(StringBuilder::new());
    for set in sets {
        if let Some(bits) = set {
            let here = Refusal::ALL.iter().filter(|refusal| bits & refusal.bit() != 0);
            here.for_each(|refusal| lists.values().append_value(said(refusal)));
        }
        lists.append(set.is_some());
    }
    Arc::new(lists.finish())
}

/// A table with a boolean column for each `Refusal`, called by its code, in order: whether it is in the set.
///
/// `refusals` is an Arrow array, series or stream of uint32, or a table that has such a column `refusals`, as
/// the answer of `review` does. A null stays null.
///
/// Errors: those of `refusal_lists`.
#[pyfunction]
pub(crate) fn refusal_flags(py: Python<'_>, refusals: AnyArrow<'_>) -> Bind<Table> {
    let fields = Refusal::ALL.iter().map(|refusal| Field::new(refusal.code(), DataType::Boolean, true));
    spread(py, &refusals, fields.collect(), |sets| {
        let column = |refusal: &Refusal| -> ArrayRef {
            let has = |bits: &u32| bits & refusal.bit() != 0;
            let flags =
                BooleanBuffer::collect_bool(sets.len(), |row| sets.values().get(row).is_some_and(has));
            Arc::new(BooleanArray::new(flags, sets.nulls().cloned()))
        };
        Refusal::ALL.iter().map(column).collect()
    })
}

/// A table of these columns, made of sets of refusals.
fn spread(
    py: Python<'_>,
    refusals: &AnyArrow<'_>,
    fields: Vec<Field>,
    columns: impl Fn(&UInt32Array) -> Vec<ArrayRef> + Sync,
) -> Bind<Table> {
    catch(|| {
        let arrays = refusals.open()?;
        let picked = pick(&arrays.shape)?;
        let mut source = arrays.read(vec![picked]);
        detached(py, || {
            let (schema, mut batches) = (output::schema(fields), Vec::new());
            while let Some(rows) = source.next()? {
                let sets = sets(&rows);
                for start in (0..sets.len()).step_by(PIECE) {
                    let piece = sets.slice(start, PIECE.min(sets.len() - start));
                    known(&piece)?;
                    batches.push(output::batch(&schema, columns(&piece), piece.len())?);
                    interrupted()?;
                }
            }
            Ok(Table::new(schema, batches))
        })
    })
}

/// The sets: the array itself, or this column of a table.
fn pick(shape: &Shape) -> Bind<Pick> {
    let place = if shape.is_table() { Some(shape.demand(FIELD)?) } else { None };
    let wrong = |code, words: &str, hint| {
        let text = format!("came as {words}: {hint}");
        Err(BindError::wrong_type(code, FIELD, text))
    };
    let pick = match shape.pick(place, FIELD) {
        Ok(pick) => pick,
        Err(Odd::Extension(words) | Odd::Unknown(words)) => return wrong("unsupported_type", &words, GIVE),
    };
    let data_type = pick.field.data_type();
    if matches!(data_type, DataType::UInt32 | DataType::Null) {
        return Ok(pick);
    }
    if data_type.is_floating() {
        let hint = "numbers became floats because cells are missing: cast to uint32";
        return wrong("float_for_int", &name_of(data_type), hint);
    }
    wrong("unsupported_type", &name_of(data_type), GIVE)
}

const GIVE: &str = "give the uint32 of review";

fn sets(rows: &StructArray) -> UInt32Array {
    let sets = rows.columns().first().and_then(|column| column.as_primitive_opt::<UInt32Type>().cloned());
    sets.unwrap_or_else(|| UInt32Array::new_null(rows.len()))
}

/// Errors for a set that names what is no refusal.
fn known(sets: &UInt32Array) -> Bind<()> {
    let all = Refusal::ALL.iter().fold(0, |all, refusal| all | refusal.bit());
    if sets.iter().flatten().any(|bits| bits & !all != 0) {
        let text = "a number that is no set of refusals: is it the column of review?";
        return Err(BindError::malformed("unknown_value", FIELD, text));
    }
    Ok(())
}

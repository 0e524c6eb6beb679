//! Tables of person-months in, tables of answers out.

mod account;
mod amounts;
mod arrow;
pub(crate) mod assistance;
mod batches;
mod beside;
mod block;
mod by_month;
pub(crate) mod card;
pub(crate) mod card_moves;
mod cells;
pub(crate) mod check;
pub(crate) mod compare;
mod dictionary;
mod due;
pub(crate) mod explain;
mod facts;
mod fault;
mod input;
pub(crate) mod known_by;
mod look;
mod months;
mod near;
mod objects;
mod output;
mod persons;
pub(crate) mod planned;
mod prelude;
pub(crate) mod prepare;
pub(crate) mod receipts;
mod recipe;
mod recipients;
mod refusals;
pub(crate) mod registers;
mod row_cells;
mod rows;
mod run;
mod shape;
mod source;
mod table;

use std::mem::take;

use arrow_array::UInt32Array;
use arrow_schema::SchemaRef;
use voucher_core::{
    self as core, Language,
    gas::{Stage, Step, columns::day_number},
};

use self::{
    by_month::ByMonth,
    fault::{CODES, Tally},
    output::{Faults, dictionary_type, reworded},
    prelude::*,
    rows::{Piece, Wants},
};
use crate::{
    argument::{self, Texts, Whole},
    coded::{Code, codes},
    date::read_optional,
    hint::hint,
    message::words_of_error,
};

pub(crate) use arrow::AnyArrow;
pub(crate) use due::due_actions;
pub(crate) use output::texts;
pub(crate) use recipients::potential_recipients;
pub(crate) use refusals::{refusal_flags, refusal_lists};
pub(crate) use table::Table;

/// The columns of a review's answer, in order.
const OUTPUTS: [&str; 9] =
    ["stage", "activated", "refusals", "reasons", "earliest", "next", "status", "code", "field"];

const REASONS: &str = "reasons";

/// Reviews a table of person-months: what a `Ledger` that is fed the facts of all rows answers to each (N9-N26).
///
/// Columns of `table`, by name and in any order; others are ignored. A column of Arrow's type `null` is null in every row.
///
/// - `month`: date32, any day of it, or text `2025-09`. Absent: error `missing_column`. Null: row error `missing_field`.
/// - `region`: text as `Region.parse` takes it, or KATO codes as whole numbers. Absent: a region of the pilot. Null: row error.
/// - `targeted_social`, `housing`: boolean, received on the last day of the month before. Both absent, and no `assisted_…`:
///   assistance that counts; one absent: false. Null: row error.
/// - `assisted_from`, `assisted_until`: date32, inclusive, instead of those two: the same day lies between. Absent or null: open at
///   that end; both null: no assistance.
/// - `listed_on`: date32. Absent: the first day of the month. Null: never listed.
/// - `asked_on`, `reminded_on`: date32, start SMS and repeat SMS sent. Absent or null: not sent.
/// - `answered_on`, `answer`: date32; text `agree` or `refuse`, or boolean, true where it agrees. Absent or null: no answer; only one of
///   both: an error.
/// - `entered_on`: date32, account entered, offer accepted, account checked, all confirmed. Absent or null: not tried.
/// - `account`: text, or uint32 or uint64 for keys of your own. Absent: each row has its own. Null: not known; with
///   `entered_on` a row error.
/// - `account_exists`: boolean, what the provider says. Absent: true. Null: not known, the entry waits at `check_account`.
/// - `as_of`: date32, the day of the question; instead of the argument. Null: row error.
/// - `iin` or `person`: text or whole numbers, who it is. Absent: nobody stands twice. Null: nobody in particular.
/// - `unread`: text, what `prepare` could not read. Absent or null: all was read.
///
/// Dates but `as_of` lie in the row's month (`outside_month`). Columns of the answer:
///
/// - `stage`: dictionary of text, where the person stands on `as_of`, a code of `Stage`.
/// - `activated`: boolean, whether the voucher is, on whatever day.
/// - `refusals`: uint32, a bit for each `Refusal` that a fact of the row met, in the order of the list; `reasons`: list of text, the
///   same as codes, only by `outputs`.
/// - `earliest`: date32, the first day on which it could be activated, where waiting can help.
/// - `next`: dictionary of text, the `Step` at which the activation stands.
/// - `status`: dictionary of text, `ok` or `error`; `code`, `field`: of a bad row, what is wrong and where; the first six are
///   null then, and the row takes part in nothing.
///
/// `regulation` may be several, of which no two have a month in common: each row is answered under that of its month, and a
/// row whose month is none's under the first by date, so that it is `outside_pilot`.
///
/// `as_of` is the day of the question for every row; `outputs` chooses columns of the answer by name; `strict=True` raises
/// `RowErrors` if any row is bad; `threads` work at once, and no number of them changes an answer.
///
/// `as_of` does not cut the facts by itself: with `facts="all"` a question rests on every fact of the table, so that of a
/// table of the whole month a voucher is `activated` on the 2nd that was activated on the 10th. `facts="known_on_as_of"`
/// asks as one would have asked on that day: facts after it have not happened yet, also for the use of accounts. `facts_later`
/// of the answer says how many facts are later than the day of the question.
///
/// A person who stands twice in a month would get two vouchers: where the table has a column `iin` or `person`, each row of
/// such a person is bad, `duplicate_person`, and the whole table is held in memory. So it is in `due_actions`,
/// `potential_recipients`, `compare` and `counts`.
///
/// `keep` names columns of `table`, of any type, that go before the answer's, such as ids; `prefix` stands before each name
/// of the answer's. With `language` what the codes say stands behind them, as far as they are among the outputs: `stage_text`,
/// `reasons_text` (a list, of `refusals` or `reasons`), `next_text`, `code_text`.
///
/// A column that is absent means something generous, so what is read stands in `columns_read` of the answer; `require` names
/// columns that must be read; and a column whose name is nearly one that is lacking gets a `ColumnWarning`, with `strict` an error.
///
/// Errors: `regulations_overlap`, `not_arrow`, `not_a_table`, `missing_column`, `misspelt_column` with `strict`, `duplicate_column`, `excluded_column`, `unsupported_type`, `not_text`, `float_for_int`,
/// `unknown_output`, `stream_failed`, whose `__cause__` is what the source itself raised; with `strict`, `bad_rows`.
#[pyfunction]
#[pyo3(signature = (
    table, *, regulation, as_of=None, outputs=None, strict=false, threads=None, facts=Facts::All, keep=None, prefix=None,
    require=None, language=None,
))]
#[expect(clippy::too_many_arguments, reason = "all but one are named by the caller")]
pub(crate) fn review(
    py: Python<'_>,
    table: AnyArrow<'_>,
    regulation: ByMonth,
    as_of: Option<ExactDate<'_>>,
    outputs: Option<Outputs>,
    strict: bool,
    threads: Option<Whole<'_, u16>>,
    facts: Facts,
    keep: Option<Names>,
    prefix: Option<Text<'_>>,
    require: Option<Texts<'_>>,
    language: Option<Code<Language>>,
) -> Bind<Table> {
    catch(|| {
        let outputs = outputs.unwrap_or_default().spoken(language.map(|language| language.0));
        let as_of = read_optional(as_of.as_ref(), "as_of")?.map(day_number);
        let threads = threads.map_or(Ok(1), |threads| threads.read("threads"))?;
        let arrays = table.open()?;
        let mut layout = layout(&arrays.shape, Column::AS_OF, as_of)?;
        let wishes = Wishes { strict, require, keep, prefix, facts };
        let (source, beside) = wishes.open(py, arrays, &mut layout)?;
        let schema = beside.schema(outputs.fields())?;
        let reviews = regulation.reviews(as_of, facts, outputs.wants());
        let table = detached(py, || {
            let pieces = run::run(source, &layout, &reviews, &beside, usize::from(threads))?;
            let pieces = regulation.choose(&reviews, pieces);
            let mut tally = Tally::default();
            pieces.iter().filter(|_| strict).for_each(|piece| tally.add(piece.first_row, &piece.bad));
            tally.refuse(|fault| fault.said(Column::all()))?;
            outputs.table(schema, pieces, &beside)
        })?;
        Ok(table.reading(&layout.names()))
    })
}

/// Where the columns of a table of person-months are, as far as this one; who it is, and what `prepare` could not read. `as_of`
/// is the day of the question, if it is given.
fn layout(shape: &Shape, last: Column, as_of: Option<i32>) -> Bind<Layout> {
    let must = |column| column == Column::MONTH || column == Column::AS_OF && as_of.is_none();
    let columns = Column::MONTH.until(last).chain([Column::IIN, Column::PERSON, Column::UNREAD]);
    let layout = Layout::new(shape, &columns.map(|column| column.wanted(must(column))).collect::<Vec<_>>())?;
    layout.demand(Column::ANSWER, Column::ANSWERED_ON)?;
    layout.demand(Column::ANSWERED_ON, Column::ANSWER)?;
    // Assistance is said by kinds or by dates.
    for period in [Column::ASSISTED_FROM, Column::ASSISTED_UNTIL] {
        layout.exclude(period, Column::TARGETED_SOCIAL)?;
        layout.exclude(period, Column::HOUSING)?;
    }
    if as_of.is_some() && layout.has(Column::AS_OF) {
        let text = "the table has such a column: give the day once";
        return Err(BindError::malformed("excluded_column", "as_of", text));
    }
    Ok(layout)
}

/// Which columns the answer has, and the language in which it says its codes too.
pub(crate) struct Outputs(Vec<&'static str>, Option<Language>);

impl Default for Outputs {
    /// Every one but `reasons`: lists take more time and room than all the rest.
    fn default() -> Self {
        Self(OUTPUTS.into_iter().filter(|output| *output != REASONS).collect(), None)
    }
}

impl<'py> FromPyObject<'_, 'py> for Outputs {
    type Error = BindError;

    hint!(
        INPUT_TYPE =
            type_hint_subscript!(ITERABLE, type_hint_identifier!("voucher_core._arrow", "ReviewOutput"))
    );

    /// Errors: `not_text` for anything but an iterable of texts, `unknown_output`.
    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        let known = |name: String| {
            OUTPUTS.into_iter().find(|output| *output == name).ok_or_else(|| {
                let text = format!("names a column that no answer has; there are {}", OUTPUTS.join(", "));
                BindError::malformed("unknown_output", "outputs", text)
            })
        };
        let chosen = argument::texts(&value, "outputs")?.into_iter().map(known).collect::<Bind<Vec<_>>>()?;
        Ok(Self(OUTPUTS.into_iter().filter(|output| chosen.contains(output)).collect(), None))
    }
}

/// The columns of codes, each with what it is called in words.
const SPOKEN: [(&str, &str); 5] = [
    ("stage", "stage_text"),
    ("refusals", REASONS_TEXT),
    (REASONS, REASONS_TEXT),
    ("next", "next_text"),
    ("code", "code_text"),
];

const REASONS_TEXT: &str = "reasons_text";

impl Outputs {
    /// The same, and beside the codes what they say in a language.
    fn spoken(self, language: Option<Language>) -> Self {
        let said = SPOKEN.into_iter().filter(|(codes, _)| self.0.contains(codes)).map(|(_, text)| text);
        let mut outputs = self.0.clone();
        outputs.extend(language.map(|_| said).into_iter().flatten());
        outputs.dedup();
        Self(outputs, language)
    }

    fn wants(&self) -> Wants {
        let has = |name| self.0.contains(&name);
        Wants {
            stage: has("stage"),
            activated: has("activated"),
            refusals: has("refusals") || has(REASONS),
            earliest: has("earliest"),
            next: has("next"),
            groups: false,
            days: false,
        }
    }

    fn fields(&self) -> Vec<Field> {
        let field_of = |name: &&str| match *name {
            "activated" => Field::new(*name, DataType::Boolean, true),
            "refusals" => Field::new(*name, DataType::UInt32, true),
            REASONS | REASONS_TEXT => refusals::lists(name),
            "earliest" => Field::new(*name, DataType::Date32, true),
            _ => Field::new(*name, dictionary_type(), *name != "status"),
        };
        self.0.iter().map(field_of).collect()
    }

    fn table(&self, schema: SchemaRef, pieces: Vec<Piece>, beside: &Beside) -> Bind<Table> {
        let mut faults = Faults::default();
        let later = pieces.iter().map(|piece| piece.facts_later).sum();
        let batches = pieces.into_iter().map(|mut piece| {
            interrupted()?;
            let (rows, mut columns) = (piece.rows, take(&mut piece.kept));
            columns.extend(self.columns(piece, &mut faults)?);
            output::batch(&schema, columns, rows)
        });
        let batches = batches.collect::<Bind<Vec<_>>>()?;
        Ok(Table::new(schema, batches).keeping(beside.len()).seen_with(later))
    }

    fn columns(&self, mut piece: Piece, faults: &mut Faults) -> Bind<Vec<ArrayRef>> {
        let good = output::good(piece.rows, &piece.bad);
        let [status, code, field] = faults.columns(Column::all(), piece.rows, &piece.bad)?;
        let good_sets = good.clone().filter(|_| self.wants().refusals);
        let sets = UInt32Array::new(take(&mut piece.refusals).into(), good_sets);
        let language = self.1.unwrap_or(Language::En);
        let mut columns: Vec<ArrayRef> = Vec::new();
        for name in &self.0 {
            let spoken = |of: &str, texts: &[&str]| {
                let place = self.0.iter().position(|name| *name == of);
                let codes = place.and_then(|place| columns.get(place));
                codes.map_or_else(|| Err(odd()), |codes| reworded(codes, texts))
            };
            let column = match *name {
                "stage" => take(&mut piece.stage).dictionary(good.clone(), &codes::<Stage>())?,
                "activated" => take(&mut piece.activated).booleans(good.clone()),
                "refusals" => Arc::new(sets.clone()),
                REASONS => refusals::reasons(&sets, None),
                "earliest" => {
                    let known = take(&mut piece.has_earliest);
                    output::dates(take(&mut piece.earliest), known, good.as_ref())
                }
                "next" => take(&mut piece.next).dictionary(good.clone(), &codes::<Step>())?,
                "status" => Arc::clone(&status),
                "code" => Arc::clone(&code),
                "stage_text" => spoken("stage", &words(Stage::ALL, Stage::texts, language))?,
                REASONS_TEXT => refusals::reasons(&sets, Some(language)),
                "next_text" => spoken("next", &words(Step::ALL, Step::texts, language))?,
                "code_text" => {
                    let said = CODES.iter().map(|code| words_of_error(code, language).unwrap_or(code));
                    spoken("code", &said.collect::<Vec<_>>())?
                }
                _ => Arc::clone(&field),
            };
            columns.push(column);
        }
        Ok(columns)
    }
}

/// What the values of a list say in a language.
fn words<T: Copy>(
    all: &[T],
    texts: fn(T) -> core::programme::Texts,
    language: Language,
) -> Vec<&'static str> {
    all.iter().map(|value| texts(*value).in_language(language)).collect()
}

#[cold]
fn odd() -> BindError {
    BindError::Panic("columns.rs".to_owned())
}

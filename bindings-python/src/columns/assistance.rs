//! Families in tables: the decision on each, and what becomes of all under several regulations (T24-T32).

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, ListArray, UInt8Array, UInt32Array};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, FieldRef};
use pyo3::prelude::*;
use voucher_core::targeted_assistance::{
    AssistanceKind, MissingFact, MonthAmount, Refusal, Regulation,
    columns::{AnswerKind, Assessor, RowAnswer},
};
use voucher_core::{self as core, Coded, Set, Tiyn};

use self::{
    compare::Tally,
    source::{Families, Shared},
};
use super::{
    arrow::AnyArrow,
    batches::{self, Answered},
    beside::{Names, Wishes},
    codes,
    facts::Facts,
    fault::{Bad, Column, Fault},
    look,
    output::{self, Places},
    receipts::{PRECISION, SCALE, tenge},
    table::Table,
};
use crate::{
    argument::{Text, Texts},
    date::{ExactDate, read_optional},
    error::{Bind, BindError, catch},
};

mod compare;
mod flat;
mod source;

/// The decision on each household of a table by the caller's word, as the core makes it. The columns and the answer are
/// those of `targeted_assistance.assess`; `members` is a second table, joined by the column `household`.
#[pyfunction]
#[pyo3(signature = (
    households, *, regulation, members, on, figures, strict, keep=None, prefix=None, require=None, facts=Facts::All,
))]
#[expect(clippy::too_many_arguments, reason = "all but one are named by the caller")]
pub(crate) fn _assess(
    py: Python<'_>,
    households: AnyArrow<'_>,
    regulation: Text<'_>,
    members: Option<AnyArrow<'_>>,
    on: Option<ExactDate<'_>>,
    figures: Vec<Option<String>>,
    strict: bool,
    keep: Option<Names>,
    prefix: Option<Text<'_>>,
    require: Option<Texts<'_>>,
    facts: Facts,
) -> Bind<Table> {
    catch(|| {
        let regulation = Regulation::from_json(regulation.read("regulation")?)?;
        let on = read_optional(on.as_ref(), "on")?;
        let wishes = Wishes { strict, require, keep, prefix, facts };
        let (source, families, beside) =
            Families::open(py, &households, members.as_ref(), on, &figures, false, wishes)?;
        let (mut assessor, mut shared) = (Assessor::new(&regulation, &[]), Shared::default());
        let answer = || {
            batches::answer(source, fields(), strict, &beside, |_, rows| {
                let (mut answers, mut months) = (Answers::with_capacity(rows.len()), Vec::new());
                families.each_block(rows, &mut shared, |block| {
                    assessor.extend(block.new_terms);
                    for place in 0..block.faults.len() {
                        answers.push(decide(&assessor, block, place, &mut months), &months);
                    }
                })?;
                answers.end()
            })
        };
        Ok(py.detach(|| catch(answer))?.reading(&families.names()).of_sets(sets))
    })
}

/// Of which lists the columns of sets are.
fn sets(column: &str) -> Option<Vec<&'static str>> {
    if column.ends_with("missing") { Some(codes::<MissingFact>()) } else { look::refusals::<Refusal>(column) }
}

/// What becomes of the households of a table under each of several regulations, given by id and content: a row for each
/// regulation, region and answer, and one for each reason beside its answer. In one pass over the table.
#[pyfunction]
#[pyo3(signature = (households, regulations, *, members, on, figures, require=None, facts=Facts::All))]
#[expect(clippy::too_many_arguments, reason = "all but two are named by the caller")]
pub(crate) fn _compare_assistance(
    py: Python<'_>,
    households: AnyArrow<'_>,
    regulations: Vec<(String, String)>,
    members: Option<AnyArrow<'_>>,
    on: Option<ExactDate<'_>>,
    figures: Vec<Option<String>>,
    require: Option<Texts<'_>>,
    facts: Facts,
) -> Bind<Table> {
    catch(|| {
        let on = read_optional(on.as_ref(), "on")?;
        let under = |(id, json): (String, String)| {
            Ok((id, Assessor::new(&Regulation::from_json(&json)?, &[]), Tally::default()))
        };
        let mut tallies = regulations.into_iter().map(under).collect::<Result<Vec<_>, core::Error>>()?;
        let wishes = Wishes { require, facts, ..Wishes::default() };
        let (mut source, families, _) =
            Families::open(py, &households, members.as_ref(), on, &figures, true, wishes)?;
        let mut shared = Shared::default();
        py.detach(|| {
            catch(|| {
                let mut months = Vec::new();
                while let Some(rows) = source.next()? {
                    families.each_block(&rows, &mut shared, |block| {
                        for (_, assessor, tally) in &mut tallies {
                            assessor.extend(block.new_terms);
                            for (place, region) in block.regions.iter().enumerate() {
                                let said = decide(assessor, block, place, &mut months);
                                tally.add(*region, said.ok(), &months);
                            }
                        }
                    })?;
                    batches::interrupted()?;
                }
                compare::tidy(&tallies, &shared.regions.names)
            })
        })
    })
}

/// The decision on a household of a block, or what is wrong with the row.
#[inline]
fn decide(
    assessor: &Assessor,
    block: &flat::Block<'_>,
    place: usize,
    months: &mut Vec<MonthAmount>,
) -> Result<RowAnswer, Fault> {
    match block.faults.get(place) {
        Some(fault) if *fault != Fault::NONE => {
            months.clear();
            Err(*fault)
        }
        Some(_) | None => assessor
            .assess(&block.households, place, months)
            .map_err(|error| Fault::new(Column::MEMBERS, error.code())),
    }
}

fn amount_type() -> DataType {
    DataType::Decimal128(PRECISION, SCALE)
}

fn item() -> FieldRef {
    Arc::new(Field::new("item", amount_type(), false))
}

fn fields() -> Vec<Field> {
    vec![
        Field::new("answer", output::dictionary_type(), true),
        Field::new("refusals", DataType::UInt32, true),
        Field::new("missing", DataType::UInt32, true),
        Field::new("kind", output::dictionary_type(), true),
        Field::new("members", DataType::UInt8, true),
        Field::new("line", amount_type(), true),
        Field::new("per_capita", amount_type(), true),
        Field::new("base", amount_type(), true),
        Field::new("months", DataType::List(item()), true),
    ]
}

/// Codes of a closed list, a place a row; null where there is none.
struct Codes {
    places: Vec<u8>,
    known: Vec<bool>,
}

impl Codes {
    fn with_capacity(rows: usize) -> Self {
        Self { places: Vec::with_capacity(rows), known: Vec::with_capacity(rows) }
    }

    fn push<T: Coded>(&mut self, value: Option<T>) {
        let place = value.and_then(|value| u8::try_from(value.place()).ok());
        self.places.push(place.unwrap_or(0));
        self.known.push(place.is_some());
    }

    fn end<T: Coded>(self) -> Bind<ArrayRef> {
        let codes: Vec<&str> = T::ALL.iter().map(|each| each.code()).collect();
        Places::from(self.places).dictionary(Some(self.known.into()), &codes)
    }
}

/// Amounts, a row each; null where there is none.
struct Amounts {
    tiyn: Vec<i128>,
    known: Vec<bool>,
}

impl Amounts {
    fn with_capacity(rows: usize) -> Self {
        Self { tiyn: Vec::with_capacity(rows), known: Vec::with_capacity(rows) }
    }

    fn push(&mut self, amount: Option<Tiyn>) {
        self.tiyn.push(i128::from(amount.unwrap_or_default().tiyn()));
        self.known.push(amount.is_some());
    }

    fn end(self) -> Bind<ArrayRef> {
        tenge(self.tiyn, Some(self.known.into()))
    }
}

/// The columns of the answer.
struct Answers {
    answer: Codes,
    refusals: Vec<u32>,
    missing: Vec<u32>,
    kind: Codes,
    members: Vec<Option<u8>>,
    line: Amounts,
    per_capita: Amounts,
    base: Amounts,
    months: Vec<i128>,
    months_at: Vec<i32>,
    months_known: Vec<bool>,
    bad: Bad,
}

impl Answers {
    fn with_capacity(rows: usize) -> Self {
        let amounts = || Amounts::with_capacity(rows);
        let mut months_at = Vec::with_capacity(rows + 1);
        months_at.push(0);
        Self {
            answer: Codes::with_capacity(rows),
            refusals: Vec::with_capacity(rows),
            missing: Vec::with_capacity(rows),
            kind: Codes::with_capacity(rows),
            members: Vec::with_capacity(rows),
            line: amounts(),
            per_capita: amounts(),
            base: amounts(),
            months: Vec::with_capacity(3 * rows),
            months_at,
            months_known: Vec::with_capacity(rows),
            bad: Bad::default(),
        }
    }

    #[inline]
    fn push(&mut self, said: Result<RowAnswer, Fault>, months: &[MonthAmount]) {
        let said = said.map_err(|fault| self.bad.0.push((self.refusals.len(), fault))).ok();
        self.answer.push::<AnswerKind>(said.and_then(|said| said.answer));
        self.refusals.push(said.map_or(0, |said| said.refusals.iter().collect::<Set<Refusal>>().bits()));
        self.missing.push(said.map_or(0, |said| said.missing.bits()));
        self.kind.push::<AssistanceKind>(said.and_then(|said| said.kind));
        self.members.push(said.and_then(|said| u8::try_from(said.members?).ok()));
        self.line.push(said.and_then(|said| said.line));
        self.per_capita.push(said.and_then(|said| said.per_capita));
        self.base.push(months.first().map(|month| month.base));
        self.months.extend(months.iter().map(|month| i128::from(month.total().tiyn())));
        self.months_at.push(i32::try_from(self.months.len()).unwrap_or(i32::MAX));
        self.months_known.push(!months.is_empty());
    }

    fn end(self) -> Bind<Answered> {
        let good = output::good(self.refusals.len(), &self.bad);
        let odd = |_| BindError::Panic("columns/assistance.rs".to_owned());
        let months_at = OffsetBuffer::new(self.months_at.into());
        let known = Some(NullBuffer::from(self.months_known));
        let months = ListArray::try_new(item(), months_at, tenge(self.months, None)?, known).map_err(odd)?;
        let columns: Vec<ArrayRef> = vec![
            self.answer.end::<AnswerKind>()?,
            output::refusals(self.refusals, good.clone()),
            Arc::new(UInt32Array::new(self.missing.into(), good)),
            self.kind.end::<AssistanceKind>()?,
            Arc::new(UInt8Array::from(self.members)),
            self.line.end()?,
            self.per_capita.end()?,
            self.base.end()?,
            Arc::new(months),
        ];
        Ok((columns, self.bad))
    }
}

//! Families in tables: the decision on each, and what becomes of all under several regulations (T24-T32).

use arrow_array::{ListArray, UInt8Array, UInt32Array};
use arrow_buffer::OffsetBuffer;
use arrow_schema::FieldRef;
use voucher_core::{
    self as core, Coded, Set, Tiyn,
    targeted_assistance::{
        AssistanceKind, MissingFact, MonthAmount, Refusal, Regulation,
        columns::{AnswerKind, Assessments, Assessor, RowAnswer},
    },
};

use self::{
    compare::Tally,
    flat::Block,
    source::{Families, Shared},
};
use super::{
    batches::{self, Answered},
    look,
    output::{Flags, Places},
    prelude::*,
    receipts::{PRECISION, SCALE, tenge},
};
use crate::{amount::Amount, argument::Texts, coded::codes, date::read_optional};

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
    figures: Vec<Option<Amount<'_>>>,
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
        let answer = |_, rows: &StructArray| {
            let (mut answers, mut months) = (Answers::with_capacity(rows.len()), Vec::new());
            families.each_block(rows, &mut shared, |block| {
                assessor.extend(block.new_terms);
                answers.extend(&assessor, block, &mut months);
            })?;
            answers.end()
        };
        let answered =
            detached(py, || batches::answer(source, fields(), strict, &beside, Column::all(), answer))?;
        Ok(answered.reading(&families.names()).of_sets(sets))
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
    figures: Vec<Option<Amount<'_>>>,
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
        detached(py, || {
            let mut months = Vec::new();
            while let Some(rows) = source.next()? {
                families.each_block(&rows, &mut shared, |block| {
                    for (_, assessor, tally) in &mut tallies {
                        assessor.extend(block.new_terms);
                        let assessments = assessor.assess(&block.households);
                        for (place, region) in block.regions.iter().enumerate() {
                            let said = decide(&assessments, block, place, &mut months);
                            tally.add(*region, said.ok(), &months);
                        }
                    }
                })?;
                interrupted()?;
            }
            compare::tidy(&tallies, &shared.regions.names)
        })
    })
}

/// The decision on a household of a block, or what is wrong with the row. In its caller, so that no answer is copied.
#[inline(always)]
fn decide(
    assessments: &Assessments<'_>,
    block: &Block<'_>,
    place: usize,
    months: &mut Vec<MonthAmount>,
) -> Result<RowAnswer, Fault> {
    match block.faults.get(place) {
        Some(fault) if *fault != Fault::NONE => {
            months.clear();
            Err(*fault)
        }
        Some(_) | None => {
            assessments.of(place, months).map_err(|error| Fault::new(Column::MEMBERS, error.code()))
        }
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

/// What was decided on a row; nothing where the row is bad.
type Said = Option<RowAnswer>;

/// A column of values, of which those that are not known are null.
struct Known<T> {
    values: Vec<T>,
    known: Flags,
}

impl<T: Copy + Default> Known<T> {
    fn with_capacity(rows: usize) -> Self {
        Self { values: Vec::with_capacity(rows), known: Flags::with_capacity(rows) }
    }

    #[inline(always)]
    fn extend<R>(&mut self, rows: &[R], value: impl Fn(&R) -> Option<T>) {
        self.values.extend(rows.iter().map(|row| value(row).unwrap_or_default()));
        self.known.extend_with(rows, |row| value(row).is_some());
    }
}

impl Known<u8> {
    /// Codes of a closed list, by their places.
    fn codes<T: Coded>(self) -> Bind<ArrayRef> {
        Places::from(self.values).dictionary(Some(self.known.nulls()), &codes::<T>())
    }

    fn numbers(self) -> ArrayRef {
        Arc::new(UInt8Array::new(self.values.into(), Some(self.known.nulls())))
    }
}

impl Known<i128> {
    /// Amounts in tiyn.
    fn amounts(self) -> Bind<ArrayRef> {
        tenge(self.values, Some(self.known.nulls()))
    }
}

fn place<T: Coded>(value: Option<T>) -> Option<u8> {
    value.and_then(|value| u8::try_from(value.place()).ok())
}

fn tiyn(amount: Option<Tiyn>) -> Option<i128> {
    amount.map(|amount| i128::from(amount.tiyn()))
}

/// The columns of the answer.
struct Answers {
    answer: Known<u8>,
    refusals: Vec<u32>,
    missing: Vec<u32>,
    kind: Known<u8>,
    members: Known<u8>,
    line: Known<i128>,
    per_capita: Known<i128>,
    base: Known<i128>,
    months: Vec<i128>,
    months_at: Vec<i32>,
    bad: Bad,
}

impl Answers {
    fn with_capacity(rows: usize) -> Self {
        let (places, amounts) = (|| Known::with_capacity(rows), || Known::with_capacity(rows));
        let mut months_at = Vec::with_capacity(rows + 1);
        months_at.push(0);
        Self {
            answer: places(),
            refusals: Vec::with_capacity(rows),
            missing: Vec::with_capacity(rows),
            kind: places(),
            members: places(),
            line: amounts(),
            per_capita: amounts(),
            base: amounts(),
            months: Vec::with_capacity(3 * rows),
            months_at,
            bad: Bad::default(),
        }
    }

    /// Adds the decisions on a block; only the last one to be added may have a number of rows that is no multiple of 64.
    fn extend(&mut self, assessor: &Assessor, block: &Block<'_>, months: &mut Vec<MonthAmount>) {
        let assessments = assessor.assess(&block.households);
        for first in (0..block.faults.len()).step_by(64) {
            let rows = 64.min(block.faults.len() - first);
            let (mut said, mut bases): ([Said; 64], _) = ([None; 64], [None; 64]);
            let (said, bases) = (said.split_at_mut(rows).0, bases.split_at_mut(rows).0);
            for (place, (said, base)) in (first..).zip(said.iter_mut().zip(&mut *bases)) {
                match decide(&assessments, block, place, months) {
                    Ok(answer) => *said = Some(answer),
                    Err(fault) => self.bad.0.push((self.refusals.len() + place - first, fault)),
                }
                *base = months.first().map(|month| month.base);
                self.months.extend(months.iter().map(|month| i128::from(month.total().tiyn())));
                self.months_at.push(i32::try_from(self.months.len()).unwrap_or(i32::MAX));
            }
            self.put(said, bases);
        }
    }

    /// Adds what was decided on rows, and the base of each, a column at a time.
    fn put(&mut self, said: &[Said], bases: &[Option<Tiyn>]) {
        let refusals = |said: RowAnswer| said.refusals.iter().collect::<Set<Refusal>>().bits();
        self.answer.extend(said, |said| place(said.as_ref()?.answer));
        self.refusals.extend(said.iter().map(|said| said.map_or(0, refusals)));
        self.missing.extend(said.iter().map(|said| said.as_ref().map_or(0, |said| said.missing.bits())));
        self.kind.extend(said, |said| place(said.as_ref()?.kind));
        self.members.extend(said, |said| u8::try_from(said.as_ref()?.members?).ok());
        self.line.extend(said, |said| tiyn(said.as_ref()?.line));
        self.per_capita.extend(said, |said| tiyn(said.as_ref()?.per_capita));
        self.base.extend(bases, |base| tiyn(*base));
    }

    fn end(self) -> Bind<Answered> {
        let good = output::good(self.refusals.len(), &self.bad);
        let odd = |_| BindError::Panic("columns/assistance.rs".to_owned());
        let months_at = OffsetBuffer::new(self.months_at.into());
        // Where there is a base, there are months.
        let base = self.base.amounts()?;
        let known = base.nulls().cloned();
        let months = ListArray::try_new(item(), months_at, tenge(self.months, None)?, known).map_err(odd)?;
        let columns: Vec<ArrayRef> = vec![
            self.answer.codes::<AnswerKind>()?,
            output::refusals(self.refusals, good.clone()),
            Arc::new(UInt32Array::new(self.missing.into(), good)),
            self.kind.codes::<AssistanceKind>()?,
            self.members.numbers(),
            self.line.amounts()?,
            self.per_capita.amounts()?,
            base,
            Arc::new(months),
        ];
        Ok((columns, self.bad))
    }
}

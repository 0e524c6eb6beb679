//! A table of families in, a table of their levels out (K5 to K8).

use arrow_array::{
    BooleanArray, Decimal128Array, Int32Array, UInt64Array, downcast_integer_array, types::Decimal128Type,
};
use chrono::NaiveDate;
use multiversion::multiversion;
use voucher_core::{
    self as core,
    family_card::{
        Criterion, FactKind, Grading, PlainKind, Refusal,
        columns::{Block, FactColumn, Grader, NO_LEVEL, ROWS},
    },
};

use super::{
    batches::{self, Answered},
    cells::{self, BLOCK, Bits, Texts, Wholes, head, head_mut, number},
    input::Kind,
    look,
    near::NearMisses,
    output::{Flags, Places, dictionary_type},
    prelude::*,
};
use crate::argument::Texts as Named;

const _: () = assert!(BLOCK.is_multiple_of(ROWS));

/// The levels of a table of families under a grading, which comes as JSON.
#[pyfunction]
#[pyo3(signature = (table, *, grading, on, strict=false, keep=None, prefix=None, require=None))]
#[expect(clippy::too_many_arguments, reason = "all but one are named by the caller")]
pub(crate) fn _grade(
    py: Python<'_>,
    table: AnyArrow<'_>,
    grading: Text<'_>,
    on: ExactDate<'_>,
    strict: bool,
    keep: Option<Names>,
    prefix: Option<Text<'_>>,
    require: Option<Named<'_>>,
) -> Bind<Table> {
    let (grading, on) = (grading.read("grading")?, on.read("on")?);
    catch(|| {
        let graded = Graded::new(grading, on)?;
        let arrays = table.open()?;
        let mut picks = Vec::new();
        let places = graded.layout(&arrays.shape, &mut picks)?;
        let read: Vec<String> = picks.iter().map(|pick| pick.field.name().clone()).collect();
        let read: Vec<&str> = read.iter().map(String::as_str).collect();
        NearMisses::new(&arrays.shape, &graded.names()).admit(py, strict, require, &read)?;
        let beside = Beside::new(&arrays.shape, &mut picks, keep, prefix.as_ref())?;
        let source = arrays.read(picks);
        let names = graded.names();
        let answer = |_, rows: &StructArray| graded.answer(rows, &places);
        let answered =
            detached(py, || batches::answer(source, graded.fields(), strict, &beside, &names, answer))?;
        Ok(answered.reading(&read).of_sets(look::refusals::<Refusal>))
    })
}

/// What is done with a block: its bad cells, its answers, and how many rows it has.
pub(super) type Then<'a> = dyn FnMut(&[(usize, Fault)], &mut Block, usize) + 'a;

/// A grading that tables are put to, on a date.
pub(super) struct Graded {
    pub(super) grading: Grading,
    grader: Grader,
    on: NaiveDate,
    /// The refusals of a row whose facts agree, and those of one whose facts disagree.
    refusals: [u32; 2],
}

impl Graded {
    /// Errors: those of the grading, and `grading_too_large` for one whose sums, facts or levels do not fit into columns.
    pub(super) fn new(json: &str, on: NaiveDate) -> Bind<Self> {
        let grading = Grading::from_json(json)?;
        let text = "has more than 64 facts or 32 levels, or sums of points that have more than 32 bits";
        let too_large = || BindError::malformed("grading_too_large", "grading", text);
        let grader = Grader::new(&grading).ok_or_else(too_large)?;
        let bit = |refusal: Refusal| {
            Refusal::ALL.iter().take_while(|each| **each != refusal).fold(1, |bit, _| bit << 1)
        };
        let outside = if grading.period().contains(on) { 0 } else { bit(Refusal::OutsidePilot) };
        let refusals = [outside, outside | bit(Refusal::FactsDisagree)];
        Ok(Self { grading, grader, on, refusals })
    }

    /// The names of the facts, by their places.
    pub(super) fn names(&self) -> Vec<&str> {
        self.grading.parts().facts.iter().map(|fact| fact.name.as_str()).collect()
    }

    /// Which of the columns that are read each fact is; they are added to what is read already.
    pub(super) fn layout(&self, shape: &Shape, picks: &mut Vec<Pick>) -> Bind<Vec<Option<usize>>> {
        shape.demand_table()?;
        let place = |fact: &core::family_card::FactParts| {
            let place = shape.find(&fact.name)?;
            place.map(|place| pick(shape, place, &fact.name, kind(&fact.kind), picks)).transpose()
        };
        self.grading.parts().facts.iter().map(place).collect()
    }

    /// The columns of the answer, but for those on faults.
    fn fields(&self) -> Vec<Field> {
        let dictionary = |name| Field::new(name, dictionary_type(), true);
        let points =
            |of: &str| ["least", "most"].map(|end| Field::new(format!("{of}_{end}"), DataType::Int32, true));
        let mut fields = ["level", "best", "worst"].map(dictionary).to_vec();
        fields.extend(points("total"));
        fields.extend(Criterion::ALL.iter().flat_map(|criterion| points(criterion.code())));
        fields.push(Field::new("facts", DataType::UInt64, true));
        fields.push(Field::new("refusals", DataType::UInt32, true));
        fields
    }

    /// The answers to a piece of a table.
    fn answer(&self, rows: &StructArray, places: &[Option<usize>]) -> Bind<Answered> {
        let mut answers = Answers::new(rows.len());
        self.each(rows, places, &mut |bad, block, count| answers.keep(self, bad, block, count));
        let levels: Vec<&str> = self.grading.levels().iter().map(String::as_str).collect();
        answers.end(&levels)
    }

    /// Grades a piece of a table, block by block.
    pub(super) fn each(&self, rows: &StructArray, places: &[Option<usize>], then: &mut Then<'_>) {
        let columns = self.grading.parts().facts.iter().zip(places);
        let columns: Vec<Cells<'_>> = columns
            .map(|(fact, place)| Cells::new(place.and_then(|place| rows.columns().get(place)), &fact.kind))
            .collect();
        grade(self, &columns, rows.len(), then);
    }
}

/// Grades a piece with the widest registers that the machine has.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl+avx2+bmi1+bmi2+fma+lzcnt+popcnt",
    "x86_64+avx2+bmi1+bmi2+fma+lzcnt+popcnt"
))]
fn grade(graded: &Graded, columns: &[Cells<'_>], rows: usize, then: &mut Then<'_>) {
    let mut numbers: Vec<Numbers> = columns.iter().map(Cells::numbers).collect();
    let (mut block, mut faults) = (Block::new(), Vec::new());
    for start in (0..rows).step_by(BLOCK) {
        let count = BLOCK.min(rows - start);
        faults.clear();
        for ((column, numbers), place) in columns.iter().zip(&mut numbers).zip(0_u8..) {
            column.fill(start, count, numbers, &mut |row, code| {
                faults.push((row, Fault::new(Column::at(place), code)));
            });
        }
        let table: Vec<FactColumn<'_>> = numbers.iter().map(|numbers| numbers.column(count)).collect();
        // The first fault of each row, in the order of the facts.
        faults.sort_unstable();
        faults.dedup_by_key(|(row, _)| *row);
        for first in (0..count).step_by(ROWS) {
            let answered = graded.grader.grade(graded.on, &table, first, count, &mut block);
            let from = faults.partition_point(|(row, _)| *row < first);
            let until = faults.partition_point(|(row, _)| *row < first + answered);
            let mut bad = faults.get(from..until).unwrap_or_default().to_vec();
            bad.iter_mut().for_each(|(row, _)| *row -= first);
            then(&bad, &mut block, answered);
        }
    }
}

/// What a column of a fact may hold.
fn kind(kind: &FactKind) -> Kind {
    match kind {
        FactKind::Plain(PlainKind::Amount) => Kind::Decimals,
        FactKind::Plain(PlainKind::Count) => Kind::Counts,
        FactKind::Plain(PlainKind::Boolean) => Kind::Booleans,
        FactKind::OneOf(_) => Kind::Texts,
    }
}

/// The place of a column among those that are read.
pub(super) fn pick(
    shape: &Shape,
    place: usize,
    name: &str,
    kind: Kind,
    picks: &mut Vec<Pick>,
) -> Bind<usize> {
    let pick = kind.pick(shape, place, name).map_err(|untaken| untaken.error(name.to_owned()))?;
    // A column is taken out of its batch once.
    Ok(picks.iter().position(|known| *known == pick).unwrap_or_else(|| {
        picks.push(pick);
        picks.len() - 1
    }))
}

/// A column of a fact.
enum Cells<'a> {
    NotKnown,
    Booleans(&'a BooleanArray),
    Counts(&'a ArrayRef),
    Decimals(&'a Decimal128Array, u32),
    /// Amounts as whole tenge.
    Wholes(Wholes<'a>),
    /// Amounts as text.
    Amounts(Texts<'a>),
    /// Listed values, and the place of each text of a dictionary.
    Values(Texts<'a>, &'a [String], Option<Vec<i32>>),
}

/// A block of a column, as numbers.
enum Numbers {
    NotKnown,
    Small(Box<[i8; BLOCK]>),
    Count(Box<[i32; BLOCK]>),
    Amount(Box<[i64; BLOCK]>),
}

impl Numbers {
    fn column(&self, rows: usize) -> FactColumn<'_> {
        match self {
            Self::NotKnown => FactColumn::NotKnown,
            Self::Small(numbers) => FactColumn::Small(head(numbers, rows)),
            Self::Count(numbers) => FactColumn::Count(head(numbers, rows)),
            Self::Amount(numbers) => FactColumn::Amount(head(numbers, rows)),
        }
    }
}

/// Of a cell that is no value of its fact.
const STRANGE: i32 = -2;

impl<'a> Cells<'a> {
    fn new(array: Option<&'a ArrayRef>, kind: &'a FactKind) -> Self {
        Self::of(array, kind).unwrap_or(Self::NotKnown)
    }

    fn of(array: Option<&'a ArrayRef>, kind: &'a FactKind) -> Option<Self> {
        let array = array.filter(|array| *array.data_type() != DataType::Null)?;
        Some(match kind {
            FactKind::Plain(PlainKind::Boolean) => Self::Booleans(array.as_boolean_opt()?),
            FactKind::Plain(PlainKind::Count) => Self::Counts(array),
            FactKind::Plain(PlainKind::Amount) => match array.as_primitive_opt::<Decimal128Type>() {
                Some(decimals) => Self::Decimals(decimals, u32::try_from(decimals.scale()).ok()?),
                None => match Wholes::new(array) {
                    Some(numbers) => Self::Wholes(numbers),
                    None => Self::Amounts(Texts::new(array)?),
                },
            },
            FactKind::OneOf(values) => {
                let texts = Texts::new(array)?;
                let of_dictionary = array.as_any_dictionary_opt().and_then(|dictionary| {
                    let texts = Texts::new(dictionary.values())?;
                    Some((0..dictionary.values().len()).map(|key| place(values, texts.get(key))).collect())
                });
                Self::Values(texts, values, of_dictionary)
            }
        })
    }

    fn numbers(&self) -> Numbers {
        match self {
            Self::NotKnown => Numbers::NotKnown,
            Self::Booleans(_) => Numbers::Small(Box::new([-1; BLOCK])),
            Self::Counts(_) | Self::Values(..) => Numbers::Count(Box::new([-1; BLOCK])),
            Self::Decimals(..) | Self::Wholes(_) | Self::Amounts(_) => Numbers::Amount(Box::new([-1; BLOCK])),
        }
    }

    /// Reads a block; what is strange is told of, and not known.
    #[inline(always)]
    fn fill(&self, start: usize, rows: usize, numbers: &mut Numbers, strange: &mut impl FnMut(usize, &str)) {
        match (self, numbers) {
            (Self::Booleans(array), Numbers::Small(out)) => booleans(array, start, head_mut(out, rows)),
            (Self::Counts(array), Numbers::Count(out)) => counts(array, start, head_mut(out, rows), strange),
            (Self::Decimals(array, scale), Numbers::Amount(out)) => {
                decimals(array, *scale, start, head_mut(out, rows), strange);
            }
            (Self::Wholes(numbers), Numbers::Amount(out)) => {
                amounts_of_wholes(*numbers, start, head_mut(out, rows), strange);
            }
            (Self::Amounts(texts), Numbers::Amount(out)) => {
                amounts_of_texts(texts, start, head_mut(out, rows), strange);
            }
            (Self::Values(texts, values, of_dictionary), Numbers::Count(out)) => {
                let mut put = |row: usize, number: i32| {
                    if number == STRANGE {
                        strange(row, "unknown_value");
                    }
                    cells::put(&mut out[..], row, number);
                };
                match of_dictionary {
                    Some(places) => texts.each_key(start, rows, |row, key| {
                        put(row, key.and_then(|key| places.get(key)).copied().unwrap_or(-1));
                    }),
                    None => texts.each(start, rows, |row, text| put(row, place(values, text))),
                }
            }
            (
                Self::NotKnown
                | Self::Booleans(_)
                | Self::Counts(_)
                | Self::Decimals(..)
                | Self::Wholes(_)
                | Self::Amounts(_)
                | Self::Values(..),
                _,
            ) => {}
        }
    }
}

/// The place of a text among the values of a fact.
#[inline(always)]
fn place(values: &[String], text: Option<&str>) -> i32 {
    let Some(text) = text else { return -1 };
    let found = values.iter().zip(0_i32..).find(|(value, _)| value.len() == text.len() && *value == text);
    found.map_or(STRANGE, |(_, place)| place)
}

#[inline(always)]
fn booleans(array: &BooleanArray, start: usize, out: &mut [i8]) {
    let rows = out.len();
    let values = Bits::values(array).words(start, rows);
    let mut known = Bits::validity(array).map(|validity| validity.words(start, rows));
    for (out, values) in out.chunks_mut(64).zip(values) {
        let known = known.as_mut().map_or(u64::MAX, |known| known.next().unwrap_or(0));
        for (row, out) in (0_u32..).zip(out) {
            let yes = if (values >> (row & 63)) & 1 != 0 { 1 } else { 0 };
            *out = if (known >> (row & 63)) & 1 != 0 { yes } else { -1 };
        }
    }
}

/// Makes the cells that are null *not known*.
#[inline(always)]
fn hide_nulls<T: Copy>(validity: Option<Bits<'_>>, start: usize, not_known: T, out: &mut [T]) {
    let Some(validity) = validity else { return };
    let words = validity.words(start, out.len());
    for (out, known) in out.chunks_mut(64).zip(words) {
        for (row, out) in (0_u32..).zip(out) {
            let value = *out;
            *out = if (known >> (row & 63)) & 1 != 0 { value } else { not_known };
        }
    }
}

/// Reads counts of whatever width.
#[inline(always)]
fn counts(array: &ArrayRef, start: usize, out: &mut [i32], strange: &mut impl FnMut(usize, &str)) {
    downcast_integer_array!(array => {
        for (out, value) in out.iter_mut().zip(array.values().get(start..).unwrap_or_default()) {
            *out = number(*value).unwrap_or(STRANGE).max(STRANGE);
        }
        hide_nulls(Bits::validity(array), start, i32::MIN, out);
    } _ => return);
    let mut odd = false;
    for out in out.iter() {
        odd |= (*out < 0) & (*out != i32::MIN);
    }
    if odd {
        for (row, _) in out.iter().enumerate().filter(|(_, number)| **number < 0 && **number != i32::MIN) {
            strange(row, "not_a_count");
        }
    }
}

// These are not inlined: there is no need of several versions.

#[inline(never)]
fn amounts_of_texts(texts: &Texts<'_>, start: usize, out: &mut [i64], strange: &mut dyn FnMut(usize, &str)) {
    texts.each(start, out.len(), |row, text| {
        put(out.get_mut(row), row, text.map(core::Amount::parse), strange);
    });
}

#[inline(never)]
fn amounts_of_wholes(
    numbers: Wholes<'_>,
    start: usize,
    out: &mut [i64],
    strange: &mut dyn FnMut(usize, &str),
) {
    numbers.each(start, out.len(), &mut |row, number| {
        put(out.get_mut(row), row, number.map(|number| core::Amount::from_scaled(number, 0)), strange);
    });
}

#[inline(always)]
fn decimals(
    array: &Decimal128Array,
    scale: u32,
    start: usize,
    out: &mut [i64],
    strange: &mut impl FnMut(usize, &str),
) {
    // Of a scale that is known here, a compiler makes a loop that neither divides nor takes a branch.
    if scale == core::Amount::DECIMALS {
        amounts(array, core::Amount::DECIMALS, start, out, strange);
    } else {
        amounts(array, scale, start, out, strange);
    }
}

#[inline(always)]
fn amounts(
    array: &Decimal128Array,
    scale: u32,
    start: usize,
    out: &mut [i64],
    strange: &mut impl FnMut(usize, &str),
) {
    let values = array.values().get(start..).unwrap_or_default();
    let mut odd = false;
    for (out, value) in out.iter_mut().zip(values) {
        let amount = core::Amount::from_scaled(*value, scale);
        odd |= amount.is_err();
        *out = amount.map_or(-1, FactColumn::of_amount);
    }
    hide_nulls(Bits::validity(array), start, -1, out);
    if odd {
        let validity = Bits::validity(array);
        let is_known = |row: usize| validity.is_none_or(|validity| validity.get(start + row));
        for (row, (out, value)) in out.iter_mut().zip(values).enumerate().filter(|(row, _)| is_known(*row)) {
            put(Some(out), row, Some(core::Amount::from_scaled(*value, scale)), strange);
        }
    }
}

#[inline(always)]
fn put(
    out: Option<&mut i64>,
    row: usize,
    amount: Option<Result<core::Amount, core::Error>>,
    strange: &mut (impl FnMut(usize, &str) + ?Sized),
) {
    let number = match amount {
        None => -1,
        Some(Ok(amount)) => FactColumn::of_amount(amount),
        Some(Err(error)) => {
            strange(row, error.code());
            -1
        }
    };
    if let Some(out) = out {
        *out = number;
    }
}

/// The columns of the answer.
struct Answers {
    /// The level, the best and the worst possible.
    levels: [Vec<u8>; 3],
    graded: Flags,
    possible: Flags,
    points: Vec<Vec<i32>>,
    facts: Vec<u64>,
    refusals: Vec<u32>,
    bad: Bad,
}

impl Answers {
    fn new(rows: usize) -> Self {
        let points = || Vec::with_capacity(rows);
        Self {
            levels: std::array::from_fn(|_| Vec::with_capacity(rows)),
            graded: Flags::with_capacity(rows),
            possible: Flags::with_capacity(rows),
            points: (0..2 * (1 + Criterion::ALL.len())).map(|_| points()).collect(),
            facts: Vec::with_capacity(rows),
            refusals: Vec::with_capacity(rows),
            bad: Bad::default(),
        }
    }

    fn keep(&mut self, graded: &Graded, bad: &[(usize, Fault)], block: &mut Block, count: usize) {
        let first = self.facts.len();
        for (row, fault) in bad {
            if let (Some(level), Some(levels)) = (block.level.get_mut(*row), block.levels.get_mut(*row)) {
                (*level, *levels) = (NO_LEVEL, 0);
            }
            self.bad.0.push((first + row, *fault));
        }
        let (level, possible) = (block.level.get(..count), block.levels.get(..count));
        let (level, possible) = (level.unwrap_or_default(), possible.unwrap_or_default());
        self.graded.extend_with(level, |level| *level != NO_LEVEL);
        self.possible.extend_with(possible, |levels| *levels != 0);
        let [levels, best, worst] = &mut self.levels;
        let place = |place: u32| place.to_le_bytes()[0];
        levels.extend(level.iter().map(|level| if *level == NO_LEVEL { 0 } else { *level }));
        best.extend(possible.iter().map(|levels| place(levels.trailing_zeros() & 31)));
        worst.extend(possible.iter().map(|levels| place(31 - (levels | 1).leading_zeros())));
        let sums = [&block.total].into_iter().chain(&block.criteria);
        let sums = sums.flat_map(|points| [&points.least, &points.most]);
        for (column, points) in self.points.iter_mut().zip(sums) {
            column.extend_from_slice(points.get(..count).unwrap_or_default());
        }
        let facts = block.facts.get(..count).unwrap_or_default();
        self.facts.extend_from_slice(facts);
        let [agree, disagree] = graded.refusals;
        let refusal = |(levels, facts): (&u32, &u64)| match (*levels, *facts) {
            (0, 0) => agree,
            (0, _) => disagree,
            (_, _) => 0,
        };
        self.refusals.extend(possible.iter().zip(facts).map(refusal));
    }

    fn end(self, names: &[&str]) -> Bind<Answered> {
        let [graded, possible] = [self.graded, self.possible].map(|known| output::some_nulls(known.nulls()));
        let mut columns: Vec<ArrayRef> = Vec::new();
        for (keys, known) in self.levels.into_iter().zip([&graded, &possible, &possible]) {
            columns.push(Places::from(keys).dictionary(known.clone(), names)?);
        }
        for points in self.points {
            columns.push(Arc::new(Int32Array::new(points.into(), possible.clone())));
        }
        let good = output::good(self.facts.len(), &self.bad);
        columns.push(Arc::new(UInt64Array::new(self.facts.into(), good.clone())));
        columns.push(output::refusals(self.refusals, good));
        Ok((columns, self.bad))
    }
}

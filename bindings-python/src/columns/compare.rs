//! Several regulations over one table: how many stand where under each.

use std::collections::{BTreeMap, BTreeSet};

use arrow_buffer::NullBuffer;
use voucher_core::{
    self as core, Month,
    gas::{
        Stage,
        columns::{MonthPlace, day_number},
    },
};

use super::{
    layout,
    output::Places,
    prelude::*,
    rows::{Piece, Review, Wants},
    run,
};
use crate::{
    argument::{Texts, Whole, kind, texts},
    coded::codes,
    date::read_optional,
    hint::hint,
};

/// How many rows of a table stand where under each regulation, in one pass over it (N18).
///
/// Columns of `table`, `as_of`, `threads`, `facts` and `require` are those of `review`; so is `facts_later` of the answer. The answer is tidy: a row for each
/// `regulation` (its id), `region` (KATO; null where the table has no such column), `month` (`2025-09`) and
/// `stage` that occur, with `count`; in the order of the regulations as given, then of months, regions and
/// stages, nulls last. Bad rows count with a null `stage`, and with a null `month` and `region` where those
/// are at fault.
///
/// Errors: those of `review`, and `duplicate_regulation` where two have one id: `.replace(id="...", ...)`
/// names a changed one.
#[pyfunction]
#[pyo3(signature = (table, regulations, *, as_of=None, threads=None, facts=Facts::All, require=None))]
pub(crate) fn compare(
    py: Python<'_>,
    table: AnyArrow<'_>,
    regulations: RegulationsArg<'_>,
    as_of: Option<ExactDate<'_>>,
    threads: Option<Whole<'_, u16>>,
    facts: Facts,
    require: Option<Texts<'_>>,
) -> Bind<Table> {
    catch(|| {
        let regulations: Vec<&core::gas::Regulation> = regulations.iter().collect();
        counted(py, &table, &regulations, as_of, threads, facts, require, tidy)
    })
}

/// How many rows of a table there are of each kind: a row a group, with `count`, in the order of `by` (N18).
///
/// `by` names the columns of the answer that tell groups apart, of `region` (KATO; null where the table has no such
/// column), `month` (`2025-09`) and `stage`: a funnel by region and month is all three, which is the default. Columns of
/// `table`, `as_of`, `threads` and `facts` are those of `review`; so is `facts_later` of the answer. Bad rows count with a
/// null `stage`, and with a null `month` and `region` where those are at fault.
///
/// Errors: those of `review`; `unknown_output` and `duplicate_column` of `by`.
#[pyfunction]
#[pyo3(signature = (table, *, regulation, by=None, as_of=None, threads=None, facts=Facts::All))]
pub(crate) fn counts(
    py: Python<'_>,
    table: AnyArrow<'_>,
    regulation: RegulationArg<'_>,
    by: Option<By>,
    as_of: Option<ExactDate<'_>>,
    threads: Option<Whole<'_, u16>>,
    facts: Facts,
) -> Bind<Table> {
    catch(|| {
        let by = by.map_or_else(|| Group::ALL.to_vec(), |by| by.0);
        counted(py, &table, &[regulation.get()], as_of, threads, facts, None, |rows| grouped(&by, rows))
    })
}

/// Errors: `duplicate_regulation` where two of these ids are the same.
pub(super) fn told_apart<'a>(field: &'static str, ids: impl Iterator<Item = &'a str>) -> Bind<()> {
    let mut known = BTreeSet::new();
    for id in ids {
        if !known.insert(id) {
            let text = format!(
                "two are called {id:?}, and the answer could not tell them apart: name a changed one by \
                 .replace(id=\"...\", ...)"
            );
            return Err(BindError::malformed("duplicate_regulation", field, text));
        }
    }
    Ok(())
}

/// Counts the rows of a table under each regulation, and makes a table of the counts.
#[expect(clippy::too_many_arguments, reason = "what both functions take")]
fn counted(
    py: Python<'_>,
    table: &AnyArrow<'_>,
    regulations: &[&core::gas::Regulation],
    as_of: Option<ExactDate<'_>>,
    threads: Option<Whole<'_, u16>>,
    facts: Facts,
    require: Option<Texts<'_>>,
    tell: impl FnOnce(&[Counted<'_>]) -> Bind<Table> + Send,
) -> Bind<Table> {
    let as_of = read_optional(as_of.as_ref(), "as_of")?.map(day_number);
    let threads = threads.map_or(Ok(1), |threads| threads.read("threads"))?;
    told_apart(REGULATIONS, regulations.iter().map(|regulation| regulation.id()))?;
    let arrays = table.open()?;
    let layout = layout(&arrays.shape, Column::AS_OF, as_of)?;
    layout.admit(py, false, require)?;
    let wants = Wants { stage: true, groups: true, ..Wants::default() };
    let review = |regulation: &&core::gas::Regulation| Review::new(regulation, as_of, facts, wants);
    let reviews: Vec<Review> = regulations.iter().map(review).collect();
    let source = arrays.read(layout.picks());
    let table = detached(py, || {
        let pieces = run::run(source, &layout, &reviews, &Beside::default(), usize::from(threads))?;
        let later = pieces.first().map(|pieces| pieces.iter().map(|piece| piece.facts_later).sum());
        let mut rows = Vec::new();
        for ((regulation, review), pieces) in regulations.iter().zip(&reviews).zip(pieces) {
            count(regulation.id(), review, pieces, layout.has(Column::REGION), &mut rows)?;
        }
        Ok(tell(&rows)?.seen_with(later.unwrap_or(0)))
    })?;
    Ok(table.reading(&layout.names()))
}

/// What tells groups of rows apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Region,
    Month,
    Stage,
}

impl Group {
    const ALL: [Self; 3] = [Self::Region, Self::Month, Self::Stage];

    const fn name(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Month => "month",
            Self::Stage => "stage",
        }
    }

    /// The value of a row.
    fn of(self, row: &Counted<'_>) -> NullsLast {
        let place = match self {
            Self::Region => row.region.map(u32::from),
            Self::Month => {
                row.month.map(|month| u32::try_from(month.year()).unwrap_or(0) * 12 + month.month_of_year())
            }
            Self::Stage => row.stage.map(u32::from),
        };
        (place.is_none(), place)
    }

    fn column(self, rows: &[&Counted<'_>]) -> Bind<ArrayRef> {
        Ok(match self {
            Self::Region => output::texts(rows.iter().map(|row| row.region.map(kato_text))),
            Self::Month => output::texts(rows.iter().map(|row| row.month.map(|month| month.to_string()))),
            Self::Stage => stages(rows.iter().map(|row| row.stage))?,
        })
    }
}

/// A value whose absence comes last.
type NullsLast = (bool, Option<u32>);

/// `by` as an argument.
pub(crate) struct By(Vec<Group>);

impl<'py> FromPyObject<'_, 'py> for By {
    type Error = BindError;

    hint!(
        INPUT_TYPE = type_hint_subscript!(ITERABLE, type_hint_identifier!("voucher_core._arrow", "CountsBy"))
    );

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        const FIELD: &str = "by";
        let known = |name: String| {
            Group::ALL.into_iter().find(|group| group.name() == name).ok_or_else(|| {
                let text = "names no group; there are region, month, stage";
                BindError::malformed("unknown_output", FIELD, text)
            })
        };
        let groups = texts(&value, "by")?.into_iter().map(known).collect::<Bind<Vec<_>>>()?;
        let twice = (0..groups.len())
            .any(|place| groups.iter().take(place).any(|group| groups.get(place) == Some(group)));
        if twice {
            Err(BindError::malformed("duplicate_column", FIELD, "names a group twice"))
        } else {
            Ok(Self(groups))
        }
    }
}

/// Counts put together that differ in nothing that tells groups apart.
fn grouped(by: &[Group], rows: &[Counted<'_>]) -> Bind<Table> {
    let mut groups: BTreeMap<Vec<NullsLast>, (&Counted<'_>, u64)> = BTreeMap::new();
    for row in rows {
        let key = by.iter().map(|group| group.of(row)).collect();
        groups.entry(key).or_insert((row, 0)).1 += row.count;
    }
    let firsts: Vec<&Counted<'_>> = groups.values().map(|(row, _)| *row).collect();
    let columns = by.iter().map(|group| Ok((group.name(), group.column(&firsts)?)));
    let mut columns = columns.collect::<Bind<Vec<_>>>()?;
    columns.push(("count", output::counts(groups.values().map(|(_, count)| *count))));
    Table::of(columns, groups.len())
}

pub(super) fn kato_text(kato: u8) -> String {
    format!("{kato:02}")
}

/// Stages as codes.
fn stages(stages: impl Iterator<Item = Option<u8>> + Clone) -> Bind<ArrayRef> {
    let known: NullBuffer = stages.clone().map(|stage| stage.is_some()).collect::<Vec<_>>().into();
    Places::from(stages.map(|stage| stage.unwrap_or(0)).collect::<Vec<_>>())
        .dictionary(Some(known), &codes::<Stage>())
}

const REGULATIONS: &str = "regulations";

/// Several regulations as an argument: anything that iterates over them.
pub(crate) struct RegulationsArg<'py>(Vec<RegulationArg<'py>>);

impl<'py> FromPyObject<'_, 'py> for RegulationsArg<'py> {
    type Error = BindError;

    hint!(INPUT_TYPE = type_hint_subscript!(ITERABLE, RegulationArg::INPUT_TYPE));

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Bind<Self> {
        let Ok(regulations) = value.try_iter() else {
            let text = format!("must be a list of Regulation; {} came", kind(&value));
            return Err(BindError::wrong_type("unsupported_type", REGULATIONS, text));
        };
        let read = |regulation: PyResult<Bound<'py, PyAny>>| {
            regulation?.extract().map_err(|error: BindError| error.of_field("regulations"))
        };
        Ok(Self(regulations.map(read).collect::<Bind<_>>()?))
    }
}

impl RegulationsArg<'_> {
    pub(super) fn iter(&self) -> impl Iterator<Item = &core::gas::Regulation> {
        self.0.iter().map(RegulationArg::get)
    }
}

/// So many rows, of which group.
struct Counted<'a> {
    regulation: &'a str,
    month: Option<Month>,
    region: Option<u8>,
    stage: Option<u8>,
    count: u64,
}

/// How many rows of a month there are of each region and stage.
struct Tally(Box<[u64; Self::ROOM]>);

impl Tally {
    /// More than there are stages.
    const STAGES: usize = 16;
    const ROOM: usize = 256 * Self::STAGES;

    fn cell(&mut self, region: u8, stage: u8) -> Option<&mut u64> {
        self.0.get_mut(usize::from(region) * Self::STAGES + usize::from(stage) % Self::STAGES)
    }

    /// Region, stage, and how many, where there are any.
    fn cells(&self) -> impl Iterator<Item = (u8, u8, u64)> {
        let numbers = (0..=u8::MAX).flat_map(|region| (0_u8..16).map(move |stage| (region, stage)));
        let counted = numbers.zip(self.0.iter()).filter(|(_, count)| **count > 0);
        counted.map(|((region, stage), count)| (region, stage, *count))
    }
}

/// Counts what became of a table under one regulation. Compiled once for all who count.
#[inline(never)]
fn count<'a>(
    regulation: &'a str,
    review: &Review,
    pieces: Vec<Piece>,
    has_region: bool,
    rows: &mut Vec<Counted<'a>>,
) -> Bind<()> {
    let mut tallies: Vec<Option<(MonthPlace, Tally)>> = Vec::new();
    let mut counted: Vec<Counted<'a>> = Vec::new();
    let mut bad: BTreeMap<(Option<Month>, Option<u8>), u64> = BTreeMap::new();
    for piece in pieces {
        interrupted()?;
        for ((month, region), stage) in piece.months.iter().zip(&piece.regions).zip(piece.stage.iter()) {
            let place = usize::try_from(month.number()).unwrap_or(0);
            if tallies.len() <= place {
                tallies.resize_with(place + 1, || None);
            }
            let Some(slot) = tallies.get_mut(place) else { continue };
            let (_, tally) = slot.get_or_insert_with(|| (*month, Tally(Box::new([0; Tally::ROOM]))));
            if let Some(count) = tally.cell(*region, stage) {
                *count += 1;
            }
        }
        // Bad rows went with the others, so that there is no branch a row: they are taken out again.
        for &(row, fault) in &piece.bad.0 {
            let cells = (piece.months.get(row), piece.regions.get(row));
            let (Some(month), Some(region)) = cells else { continue };
            let stage = piece.stage.get(row);
            let place = usize::try_from(month.number()).unwrap_or(0);
            let tally = tallies.get_mut(place).and_then(Option::as_mut);
            if let Some(count) = tally.and_then(|(_, tally)| tally.cell(*region, stage)) {
                *count = count.saturating_sub(1);
            }
            let (has_month, knows_region) = known(fault);
            let region = Some(*region).filter(|_| knows_region && has_region);
            *bad.entry((has_month.then(|| review.timetable().month_at(*month)), region)).or_default() += 1;
        }
    }
    for ((month, region), count) in bad {
        counted.push(Counted { regulation, month, region, stage: None, count });
    }
    for (month, tally) in tallies.iter().flatten() {
        let month = Some(review.timetable().month_at(*month));
        let of_month = tally.cells().map(|(region, stage, count)| {
            let region = Some(region).filter(|_| has_region);
            Counted { regulation, month, region, stage: Some(stage), count }
        });
        counted.extend(of_month);
    }
    counted.sort_by_key(|row| [Group::Month, Group::Region, Group::Stage].map(|group| group.of(row)));
    rows.append(&mut counted);
    Ok(())
}

/// Whether month and region of a bad row could be read, from its first fault.
fn known(fault: Fault) -> (bool, bool) {
    (fault.column() > Column::MONTH, fault.column() > Column::REGION)
}

/// A row for each regulation and group.
fn tidy(rows: &[Counted<'_>]) -> Bind<Table> {
    let all: Vec<&Counted<'_>> = rows.iter().collect();
    let mut columns = vec![("regulation", output::texts(rows.iter().map(|row| Some(row.regulation))))];
    for group in Group::ALL {
        columns.push((group.name(), group.column(&all)?));
    }
    columns.push(("count", output::counts(rows.iter().map(|row| row.count))));
    Table::of_full(&["regulation", "count"], columns, rows.len())
}

//! Several gradings over one table: who moves from which level to which, by region.

use std::{borrow::Cow, sync::Arc};

use arrow_array::{Array, ArrayRef, StringArray, StructArray};
use arrow_schema::{DataType, Field};
use pyo3::prelude::*;

use super::{
    amounts::Cell,
    arrow::AnyArrow,
    batches::{PIECE, interrupted},
    card::{Graded, pick},
    cells::BLOCK,
    dictionary::Dictionary,
    input::Kind,
    near::NearMisses,
    output,
    receipts::Regions,
    table::Table,
};
use crate::{
    date::ExactDate,
    error::{Bind, BindError, catch},
};

/// How many families of a table move from which level of the first grading, which come as JSON, to which of each.
#[pyfunction]
#[pyo3(signature = (table, *, gradings, on))]
pub(crate) fn _grade_moves(
    py: Python<'_>,
    table: AnyArrow<'_>,
    gradings: Vec<String>,
    on: ExactDate<'_>,
) -> Bind<Table> {
    let on = on.read("on")?;
    catch(|| {
        let gradings = gradings.iter().map(|json| Graded::new(json, on)).collect::<Bind<Vec<_>>>()?;
        tell_apart(&gradings)?;
        let arrays = table.open()?;
        let mut picks = Vec::new();
        let places = gradings.iter().map(|graded| graded.layout(&arrays.shape, &mut picks));
        let places = places.collect::<Bind<Vec<_>>>()?;
        let region = arrays.shape.find(REGION)?;
        let region = region.map(|place| pick(&arrays.shape, place, REGION, Kind::Regions, &mut picks));
        let region = region.transpose()?;
        let mut names: Vec<&str> = gradings.iter().flat_map(Graded::names).collect();
        names.push(REGION);
        NearMisses::new(&arrays.shape, &names).warn(py, false)?;
        let mut source = arrays.read(picks);
        py.detach(|| {
            catch(|| {
                let mut moves: Vec<Moves> = gradings.iter().map(|_| Moves::new()).collect();
                let known = Dictionary::default();
                while let Some(rows) = source.next()? {
                    for start in (0..rows.len()).step_by(PIECE) {
                        let piece = rows.slice(start, PIECE.min(rows.len() - start));
                        let regions =
                            regions(region.and_then(|place| piece.columns().get(place)), piece.len(), &known);
                        count(&gradings, &places, &piece, &regions, &mut moves);
                        interrupted()?;
                    }
                }
                tidy(&gradings, &moves)
            })
        })
    })
}

const REGION: &str = "region";

/// Errors: `duplicate_regulation` where two have one id.
fn tell_apart(gradings: &[Graded]) -> Bind<()> {
    for (place, graded) in gradings.iter().enumerate() {
        let id = graded.grading.id();
        if gradings.iter().take(place).any(|other| other.grading.id() == id) {
            let text = format!(
                "two are called {id:?}, and the answer could not tell them apart: name a changed one by \
                 .replace(id=\"...\", ...)"
            );
            return Err(BindError::malformed("duplicate_regulation", Cow::Borrowed("gradings"), text));
        }
    }
    Ok(())
}

/// The KATO number of each row's region; 0 where it is not known.
fn regions(array: Option<&ArrayRef>, rows: usize, known: &Dictionary<Cell<u8>>) -> Vec<u8> {
    let column = Regions::new(array, known);
    let mut regions = Vec::with_capacity(rows);
    let mut cells = [Cell::Null; BLOCK];
    for start in (0..rows).step_by(BLOCK) {
        let cells = cells.get_mut(..BLOCK.min(rows - start)).unwrap_or_default();
        column.fill(start, cells);
        regions.extend(cells.iter().map(|cell| if let Cell::Is(number) = cell { *number } else { 0 }));
    }
    regions
}

/// How many families there are of each region, level before and level after.
struct Moves(Vec<u64>);

impl Moves {
    /// One more than a KATO number can be.
    const REGIONS: usize = 100;
    /// The most levels, and one place for none.
    const LEVELS: usize = 33;

    fn new() -> Self {
        Self(vec![0; Self::REGIONS * Self::LEVELS * Self::LEVELS])
    }

    fn place(region: u8, before: u8, after: u8) -> usize {
        (usize::from(region) * Self::LEVELS + usize::from(before)) * Self::LEVELS + usize::from(after)
    }

    /// Region, level before and after, and how many, where there are any: in this order, nothing last.
    fn each(&self) -> impl Iterator<Item = (u8, u8, u8, u64)> {
        let levels = || 0..33_u8;
        let regions = (1..100_u8).chain([0]);
        let places = regions.flat_map(move |region| levels().map(move |before| (region, before)));
        let places =
            places.flat_map(move |(region, before)| levels().map(move |after| (region, before, after)));
        places.filter_map(|(region, before, after)| {
            let count = self.0.get(Self::place(region, before, after)).copied().unwrap_or(0);
            (count > 0).then_some((region, before, after, count))
        })
    }
}

/// The place of no level.
const NONE: u8 = 32;

/// Counts a piece of a table under each grading.
fn count(
    gradings: &[Graded],
    places: &[Vec<Option<usize>>],
    rows: &StructArray,
    regions: &[u8],
    moves: &mut [Moves],
) {
    let mut before = Vec::new();
    for ((graded, places), moves) in gradings.iter().zip(places).zip(moves) {
        let mut after: Vec<u8> = Vec::with_capacity(rows.len());
        graded.each(rows, places, &mut |bad, block, count| {
            let first = after.len();
            after.extend(block.level.iter().take(count).map(|level| (*level).min(NONE)));
            for (row, _) in bad {
                if let Some(level) = after.get_mut(first + row) {
                    *level = NONE;
                }
            }
        });
        if before.is_empty() {
            before.clone_from(&after);
        }
        for ((region, before), after) in regions.iter().zip(&before).zip(&after) {
            if let Some(count) = moves.0.get_mut(Moves::place(*region, *before, *after)) {
                *count += 1;
            }
        }
    }
}

/// The answer.
fn tidy(gradings: &[Graded], moves: &[Moves]) -> Bind<Table> {
    let text = |name, nullable| Field::new(name, DataType::Utf8, nullable);
    let schema = output::schema(vec![
        text("grading", false),
        text(REGION, true),
        text("before", true),
        text("after", true),
        Field::new("count", DataType::Int64, false),
    ]);
    let level = |graded: &Graded, place: u8| graded.grading.levels().get(usize::from(place)).cloned();
    let (mut ids, mut regions, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    let (mut befores, mut afters) = (Vec::new(), Vec::new());
    for (graded, moves) in gradings.iter().zip(moves) {
        for (region, before, after, count) in moves.each() {
            ids.push(Some(graded.grading.id()));
            regions.push((region > 0).then(|| format!("{region:02}")));
            befores.push(gradings.first().and_then(|first| level(first, before)));
            afters.push(level(graded, after));
            counts.push(count);
        }
    }
    let rows = counts.len();
    let columns: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from(ids)),
        Arc::new(StringArray::from(regions)),
        Arc::new(StringArray::from(befores)),
        Arc::new(StringArray::from(afters)),
        output::counts(counts),
    ];
    let batch = output::batch(&schema, columns, rows)?;
    Ok(Table::new(schema, vec![batch]))
}

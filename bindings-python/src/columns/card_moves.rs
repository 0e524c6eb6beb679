//! Several gradings over one table: who moves from which level to which, by region.

use super::{
    amounts::Cell,
    batches::PIECE,
    card::{Graded, pick},
    cells::{BLOCK, put},
    compare::{kato_text, told_apart},
    dictionary::Dictionary,
    input::Kind,
    near::NearMisses,
    prelude::*,
    receipts::Regions,
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
        told_apart("gradings", gradings.iter().map(|graded| graded.grading.id()))?;
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
        detached(py, || {
            let mut moves: Vec<Moves> = gradings.iter().map(|_| Moves::new()).collect();
            let known = Dictionary::default();
            while let Some(rows) = source.next()? {
                for start in (0..rows.len()).step_by(PIECE) {
                    let piece = rows.slice(start, PIECE.min(rows.len() - start));
                    let array = region.and_then(|place| piece.columns().get(place));
                    let regions = regions(array, piece.len(), &known);
                    count(&gradings, &places, &piece, &regions, &mut moves);
                    interrupted()?;
                }
            }
            tidy(&gradings, &moves)
        })
    })
}

const REGION: &str = "region";

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
        let known = Self::place(1, 0, 0);
        let number = |number: usize| u8::try_from(number).unwrap_or(0);
        (known..self.0.len()).chain(0..known).filter_map(move |place| {
            let count = self.0.get(place).copied().filter(|count| *count > 0)?;
            let (levels, after) = (place / Self::LEVELS, place % Self::LEVELS);
            let (region, before) = (levels / Self::LEVELS, levels % Self::LEVELS);
            Some((number(region), number(before), number(after), count))
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
                put(&mut after, first + row, NONE);
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
    let moves = gradings.iter().zip(moves);
    let rows: Vec<_> =
        moves.flat_map(|(graded, moves)| moves.each().map(move |moved| (graded, moved))).collect();
    let level = |graded: &Graded, place: u8| graded.grading.levels().get(usize::from(place)).cloned();
    let first = |place| gradings.first().and_then(|first| level(first, place));
    let columns = [
        ("grading", output::texts(rows.iter().map(|(graded, _)| Some(graded.grading.id())))),
        (
            REGION,
            output::texts(rows.iter().map(|(_, (region, ..))| (*region > 0).then(|| kato_text(*region)))),
        ),
        ("before", output::texts(rows.iter().map(|(_, (_, before, ..))| first(*before)))),
        ("after", output::texts(rows.iter().map(|(graded, (_, _, after, _))| level(graded, *after)))),
        ("count", output::counts(rows.iter().map(|(_, (.., count))| *count))),
    ];
    Table::of_full(&["grading", "count"], columns, rows.len())
}

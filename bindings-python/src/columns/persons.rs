//! People who stand twice in a month: each of their rows is bad, because nobody here can tell which one is theirs.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use voucher_core::Month;

use super::{
    block::Block,
    cells::{Texts, wholes},
    months::MonthsOf,
    prelude::*,
};

/// The columns that name people: the first of them that a table has counts.
const PEOPLE: [Column; 2] = [Column::IIN, Column::PERSON];

/// The code of a row whose person stands twice.
const TWICE: &str = "duplicate_person";

/// The rows of people who stand twice in a month, in order, and the column that names them.
#[derive(Default)]
pub(super) struct Twice(Option<(Column, Vec<u64>)>);

impl Twice {
    /// Looks for them. Where the table names people, that takes all of it at once; otherwise nothing is read.
    pub(super) fn find(layout: &Layout, source: Source) -> Bind<(Source, Self)> {
        let named = PEOPLE.into_iter().find(|column| layout.has(*column));
        let Some(person) = named else { return Ok((source, Self::default())) };
        let batches = source.gather()?;
        let rows = twice(layout, person, &batches)?;
        Ok((Source::ready(batches), Self(Some((person, rows)).filter(|(_, rows)| !rows.is_empty()))))
    }

    /// Notes those of a block, which has so many rows, the first of them with this number.
    #[inline(always)]
    pub(super) fn note(&self, block: &mut Block, first_row: u64, count: usize) {
        if let Some((column, rows)) = &self.0 {
            let first = rows.partition_point(|row| *row < first_row);
            let places = rows.iter().skip(first).map(|row| usize::try_from(row - first_row).unwrap_or(count));
            block.note(places.take_while(|place| *place < count), *column, TWICE);
        }
    }
}

/// The rows whose person has another one in the same month, in order. A row without person or month has none, and a blank text
/// is no person.
fn twice(layout: &Layout, person: Column, batches: &[StructArray]) -> Bind<Vec<u64>> {
    let mut first: HashMap<(Month, Key<'_>), u64, FixedState> = HashMap::default();
    let (mut rows, mut row) = (Vec::new(), 0);
    for batch in batches {
        let months = MonthsOf::new(layout.array(batch, Column::MONTH));
        let Some(persons) = layout.array(batch, person) else { continue };
        let (texts, numbers) = (Texts::new(persons), wholes(persons).unwrap_or_default());
        for place in 0..batch.len() {
            let key = match &texts {
                Some(texts) => texts.get(place).map(str::trim).filter(|text| !text.is_empty()).map(Key::Text),
                None => numbers.get(place).copied().flatten().map(Key::Number),
            };
            if let Some(key) = months.get(place).zip(key) {
                let first = *first.entry(key).or_insert(row);
                rows.extend([first, row].into_iter().filter(|_| first != row));
            }
            row += 1;
        }
        interrupted()?;
    }
    rows.sort_unstable();
    rows.dedup();
    Ok(rows)
}

/// A person, as text or as a number.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Text(&'a str),
    Number(i128),
}

//! Registers of the programmes that cross: as tables out and in, and two of them compared (N27, N28).
//!
//! The columns are those of the register's CSV, by name: a day where the name ends in `_on`, a number where it is `quantity`,
//! otherwise text. The core compares.

use std::collections::BTreeMap;

use arrow_array::{
    Date32Array, UInt32Array,
    builder::{ListBuilder, StringBuilder},
};
use voucher_core::{
    self as core, Coded, Programme,
    gas::columns::day_number,
    programme::{Match, Row},
};

use self::rows::{Kind, Read};
use super::prelude::*;
use crate::coded::{MatchKind, codes};

pub(crate) use self::rows::rows;

mod rows;

/// What the face asks of the registers of a programme.
struct Registers {
    read: fn(Python<'_>, &AnyArrow<'_>) -> Bind<String>,
    reconcile: fn(Python<'_>, &AnyArrow<'_>, &AnyArrow<'_>) -> Bind<Table>,
}

impl Registers {
    const fn of<R: Read>() -> Self {
        Self { read: read::<R>, reconcile: reconcile::<R> }
    }

    /// Errors: `unknown_value` for a programme whose registers do not cross.
    fn named(programme: &str) -> Bind<Self> {
        match Programme::from_code(programme) {
            Some(Programme::Meals) => Ok(Self::of::<core::meals::RegisterRow>()),
            Some(Programme::Medicines) => Ok(Self::of::<core::medicines::RegisterRow>()),
            Some(Programme::Gas) => Ok(Self::of::<core::gas::RegisterRow>()),
            Some(Programme::FamilyCard | Programme::TargetedAssistance) | None => {
                let text = "no programme with such registers";
                Err(BindError::malformed("unknown_value", "programme", text))
            }
        }
    }
}

/// The CSV of a table's rows in the order of a register. Errors: those of tables; `bad_rows` for what no register holds.
#[pyfunction]
pub(crate) fn _register_csv(py: Python<'_>, programme: &str, table: AnyArrow<'_>) -> Bind<String> {
    catch(|| (Registers::named(programme)?.read)(py, &table))
}

/// The table of a register's CSV, as the core writes it: its first line has the names.
#[pyfunction]
pub(crate) fn _csv_table(csv: Text<'_>) -> Bind<Table> {
    let csv = csv.read("csv")?;
    catch(|| of_csv(csv))
}

/// The table of a register's CSV.
pub(crate) fn of_csv(csv: &str) -> Bind<Table> {
    let (names, lines) = csv.split_once('\n').unwrap_or_default();
    let mut columns = Columns::new(names.split(',').map(|name| (name.to_owned(), name)));
    for line in lines.lines() {
        columns.push(line.split(',').map(Some));
    }
    Table::of(columns.end(), lines.lines().count())
}

/// Compares the Wallet's register of vouchers with the provider's copy, by recipient, as a table (N28).
///
/// Each side is a `Register`, or a table with the columns `account`, `iin`, `activated_on` (date32 or text) and `channel`,
/// such as the provider's CSV read with accounts as text. Every recipient of either side is in the answer once, sorted:
/// `iin`, `match` (a `MatchKind`), how often the recipient is on each side, which fields differ, and both values of each
/// field, side by side.
///
/// Errors: those of tables; `RowErrors` with the place, column and code of rows that no register holds.
#[pyfunction]
pub(crate) fn reconcile_tables(py: Python<'_>, wallet: AnyArrow<'_>, provider: AnyArrow<'_>) -> Bind<Table> {
    catch(|| reconcile::<core::gas::RegisterRow>(py, &wallet, &provider))
}

/// Compares the Wallet's register with the other side's copy, key by key (N28): every key of either side once, sorted, how it
/// compares, how often it is on each side, which fields differ, and both values of each field side by side.
#[pyfunction]
pub(crate) fn _reconcile(
    py: Python<'_>,
    programme: &str,
    wallet: AnyArrow<'_>,
    provider: AnyArrow<'_>,
) -> Bind<Table> {
    catch(|| (Registers::named(programme)?.reconcile)(py, &wallet, &provider))
}

fn read<R: Read>(py: Python<'_>, table: &AnyArrow<'_>) -> Bind<String> {
    let mut rows = rows::<R>(py, table)?;
    detached(py, || {
        rows.sort_unstable();
        let mut csv = format!("{}\n", R::HEADER);
        for row in &rows {
            row.push_csv(&mut csv);
            csv.push('\n');
        }
        Ok(csv)
    })
}

fn reconcile<R: Read>(py: Python<'_>, wallet: &AnyArrow<'_>, provider: &AnyArrow<'_>) -> Bind<Table> {
    let (wallet, provider) = (rows::<R>(py, wallet)?, rows::<R>(py, provider)?);
    detached(py, || compared(&wallet, &provider))
}

fn compared<R: Read>(wallet: &[R], provider: &[R]) -> Bind<Table> {
    let fields = codes::<R::Field>();
    let keys: Vec<&str> = R::HEADER.split(',').filter(|name| !fields.contains(name)).collect();
    let beside =
        |field: &&'static str| ["wallet", "provider"].map(|side| (format!("{field}_{side}"), *field));
    let mut columns = Columns::new(keys.iter().chain(&["match"]).map(|name| ((*name).to_owned(), *name)));
    let mut values = Columns::new(fields.iter().flat_map(beside));
    let (mut in_wallet, mut at_provider) = (Vec::new(), Vec::new());
    let mut differ = ListBuilder::new(StringBuilder::new());
    let rows = [wallet, provider].map(by_key);
    let mut lines = [String::new(), String::new()];
    for (key, found) in core::programme::reconcile(wallet, provider) {
        for (line, rows) in lines.iter_mut().zip(&rows) {
            line.clear();
            rows.get(&key).into_iter().for_each(|row| row.push_csv(line));
        }
        let sides = lines.each_ref().map(String::as_str);
        let either = sides.into_iter().find(|line| !line.is_empty()).unwrap_or_default();
        let kind = MatchKind::of(&found);
        columns.push(keys.iter().map(|name| cell::<R>(either, name)).chain([Some(kind.code())]));
        // Of several rows of a key there is no one value.
        let sides = if kind == MatchKind::Duplicated { [""; 2] } else { sides };
        values.push(fields.iter().flat_map(|field| sides.map(|line| cell::<R>(line, field))));
        let (ours, theirs) = MatchKind::counts(&found);
        in_wallet.push(u64::try_from(ours).unwrap_or(u64::MAX));
        at_provider.push(u64::try_from(theirs).unwrap_or(u64::MAX));
        if let Match::Differs(fields) = &found {
            fields.iter().for_each(|field| differ.values().append_value(field.code()));
        }
        differ.append(true);
    }
    let count = in_wallet.len();
    let middle: [(String, ArrayRef); 3] = [
        ("in_wallet".to_owned(), output::counts(in_wallet)),
        ("at_provider".to_owned(), output::counts(at_provider)),
        ("differs".to_owned(), Arc::new(differ.finish())),
    ];
    Table::of(columns.end().chain(middle).chain(values.end()), count)
}

/// The last row of each key.
fn by_key<R: Row>(rows: &[R]) -> BTreeMap<R::Key, &R> {
    rows.iter().map(|row| (row.key(), row)).collect()
}

/// The cell of this name in a line of CSV; none in an empty line.
fn cell<'a, R: Row>(line: &'a str, name: &str) -> Option<&'a str> {
    let mut cells = R::HEADER.split(',').zip(line.split(','));
    cells.find_map(|(of, cell)| (of == name).then_some(cell)).filter(|cell| !cell.is_empty())
}

/// Columns by name, filled row by row with texts, of which a field makes values.
struct Columns(Vec<(String, Kind, StringBuilder)>);

impl Columns {
    /// Columns of these names, each made of the values of a field.
    fn new<'a>(names: impl IntoIterator<Item = (String, &'a str)>) -> Self {
        Self(names.into_iter().map(|(name, field)| (name, Kind::of(field), StringBuilder::new())).collect())
    }

    fn push<'a>(&mut self, cells: impl IntoIterator<Item = Option<&'a str>>) {
        for ((_, _, column), cell) in self.0.iter_mut().zip(cells) {
            column.append_option(cell);
        }
    }

    fn end(self) -> impl Iterator<Item = (String, ArrayRef)> {
        let day = |cell: &str| core::parse_date(cell).ok().map(day_number);
        let column = move |(name, kind, mut texts): (String, Kind, StringBuilder)| {
            let texts = texts.finish();
            let cells = texts.iter();
            let array: ArrayRef = match kind {
                Kind::Day => Arc::new(cells.map(|cell| day(cell?)).collect::<Date32Array>()),
                Kind::Number => Arc::new(cells.map(|cell| cell?.parse().ok()).collect::<UInt32Array>()),
                Kind::Text => Arc::new(texts),
            };
            (name, array)
        };
        self.0.into_iter().map(column)
    }
}

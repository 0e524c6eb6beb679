//! Plain tables for a terminal: columns under one another, numbers to the right, words to the left.

use std::fmt;
use std::io::{self, Write};

use comfy_table::CellAlignment;
use comfy_table::presets::NOTHING;

/// More rows are only counted: a journal may ask what is due every day for years.
const MOST_ROWS: usize = 40;

/// Rows under a header. The first column holds names, the others mostly numbers.
pub(crate) struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    totals: Option<Vec<String>>,
}

impl Table {
    pub(crate) fn new(header: &[&str]) -> Table {
        Table { header: header.iter().copied().map(str::to_owned).collect(), rows: Vec::new(), totals: None }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, name: &str, numbers: &[u64]) {
        self.rows.push(cells(name, numbers));
    }

    /// Adds a row that ends with a cell of another kind.
    pub(crate) fn row_with(&mut self, name: &str, numbers: &[u64], last: String) {
        let mut row = cells(name, numbers);
        row.push(last);
        self.rows.push(row);
    }

    /// Adds a row of any cells.
    pub(crate) fn cells(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Sets the last row of any cells.
    pub(crate) fn total_cells(&mut self, cells: Vec<String>) {
        self.totals = Some(cells);
    }

    /// Sets the last row, which a line parts from the others.
    pub(crate) fn total(&mut self, name: &str, numbers: &[u64]) {
        self.totals = Some(cells(name, numbers));
    }

    /// The same, with a cell of another kind at its end.
    pub(crate) fn total_with(&mut self, name: &str, numbers: &[u64], last: String) {
        let mut row = cells(name, numbers);
        row.push(last);
        self.totals = Some(row);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Prints it with an empty line before it, unless it has no rows; of very many, the first.
    pub(crate) fn print(mut self, out: &mut impl Write) -> io::Result<()> {
        let more = self.rows.len().saturating_sub(MOST_ROWS);
        self.rows.truncate(MOST_ROWS);
        if !self.rows.is_empty() {
            write!(out, "\n{self}")?;
        }
        if more > 0 { writeln!(out, "  and {more} more") } else { Ok(()) }
    }

    /// Which columns hold numbers, by their last row; the first holds names.
    fn numeric(&self) -> impl Iterator<Item = bool> {
        let last = self.totals.as_ref().or(self.rows.last()).into_iter().flatten();
        let is_number =
            |cell: &String| cell.starts_with(|first: char| first.is_ascii_digit() || first == '-');
        last.enumerate().map(move |(place, cell)| place > 0 && is_number(cell))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = comfy_table::Table::new();
        table.load_style(NOTHING).add_row(&self.header).add_rows(&self.rows).add_rows(&self.totals);
        let rule: Vec<String> =
            table.column_max_content_widths().iter().map(|width| "-".repeat((*width).into())).collect();
        let mut table = comfy_table::Table::new();
        table.load_style(NOTHING).add_row(&self.header).add_row(&rule).add_rows(&self.rows);
        if let Some(totals) = &self.totals {
            table.add_row(&rule).add_row(totals);
        }
        for (column, numeric) in table.column_iter_mut().zip(self.numeric()) {
            column.set_padding((2, 0));
            column.set_cell_alignment(if numeric { CellAlignment::Right } else { CellAlignment::Left });
        }
        writeln!(f, "{}", table.trim_fmt())
    }
}

fn cells(name: &str, numbers: &[u64]) -> Vec<String> {
    [name.to_owned()].into_iter().chain(numbers.iter().copied().map(number)).collect()
}

/// A count as tables take it.
pub(crate) fn count_of(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// A count with its thousands apart: `1 433 487`.
pub(crate) fn number(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// So many in a hundred, with one decimal: `37.2 %`; a dash where there is no whole.
pub(crate) fn share(part: u64, whole: u64) -> String {
    match (part * 1000 + whole / 2).checked_div(whole) {
        None => "-".to_owned(),
        Some(thousandths) => format!("{}.{} %", thousandths / 10, thousandths % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_and_shares() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_433_487), "1 433 487");
        assert_eq!(share(372, 1000), "37.2 %");
        assert_eq!(share(2, 3), "66.7 %");
        assert_eq!(share(0, 0), "-");
    }

    #[test]
    fn columns_stand_under_one_another() {
        let mut table = Table::new(&["code", "lines", "norm"]);
        table.row_with("not_listed", &[1500], "N12, A".to_owned());
        table.row_with("out_of_order", &[7], "N9".to_owned());
        let want = [
            "  code          lines  norm",
            "  ------------  -----  ------",
            "  not_listed    1 500  N12, A",
            "  out_of_order      7  N9",
        ];
        assert_eq!(table.to_string().lines().collect::<Vec<_>>(), want);
    }

    #[test]
    fn very_many_rows_are_counted() {
        let mut table = Table::new(&["due on", "lines"]);
        for day in 0..50 {
            table.row(&format!("2025-{day}"), &[1]);
        }
        let mut out = Vec::new();
        table.print(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("\n  due on   lines\n"), "{text}");
        assert!(text.ends_with("\n  2025-39      1\n  and 10 more\n"), "{text}");
    }
}

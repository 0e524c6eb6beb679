//! Plain tables for a terminal: columns under one another, numbers to the right.

use std::fmt;
use std::io::{self, Write};

/// Rows under a header. The first column holds names, the others numbers.
pub(crate) struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    totals: Option<Vec<String>>,
}

impl Table {
    pub(crate) fn new<const N: usize>(header: [&str; N]) -> Table {
        Table { header: header.map(str::to_owned).to_vec(), rows: Vec::new(), totals: None }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, name: &str, numbers: &[u64]) {
        self.rows.push(cells(name, numbers));
    }

    /// Adds a row that ends with a word of another kind.
    pub(crate) fn row_with(&mut self, name: &str, numbers: &[u64], last: String) {
        let mut row = cells(name, numbers);
        row.push(last);
        self.rows.push(row);
    }

    /// Sets the last row, which a line parts from the others.
    pub(crate) fn total(&mut self, name: &str, numbers: &[u64]) {
        self.totals = Some(cells(name, numbers));
    }

    /// The same, with a word of another kind at its end.
    pub(crate) fn total_with(&mut self, name: &str, numbers: &[u64], last: String) {
        let mut row = cells(name, numbers);
        row.push(last);
        self.totals = Some(row);
    }

    /// Prints it with an empty line before it, unless it has no rows.
    pub(crate) fn print(&self, out: &mut impl Write) -> io::Result<()> {
        if self.rows.is_empty() { Ok(()) } else { write!(out, "\n{self}") }
    }

    fn widths(&self) -> Vec<usize> {
        let mut widths = vec![0; self.header.len()];
        for row in [&self.header].into_iter().chain(&self.rows).chain(&self.totals) {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.chars().count().max(*width);
            }
        }
        widths
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths = self.widths();
        let rule = widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>();
        write_row(f, &self.header, &widths)?;
        write_row(f, &rule, &widths)?;
        for row in &self.rows {
            write_row(f, row, &widths)?;
        }
        if let Some(totals) = &self.totals {
            write_row(f, &rule, &widths)?;
            write_row(f, totals, &widths)?;
        }
        Ok(())
    }
}

fn write_row(f: &mut fmt::Formatter<'_>, row: &[String], widths: &[usize]) -> fmt::Result {
    let mut cells = row.iter().zip(widths);
    if let Some((name, &width)) = cells.next() {
        write!(f, "  {name:width$}")?;
    }
    for (cell, &width) in cells {
        write!(f, "  {cell:>width$}")?;
    }
    writeln!(f)
}

fn cells(name: &str, numbers: &[u64]) -> Vec<String> {
    [name.to_owned()].into_iter().chain(numbers.iter().copied().map(number)).collect()
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
        let mut table = Table::new(["region", "listed"]);
        table.row("Shymkent", &[1500]);
        table.total("all", &[1500]);
        let want = "  region    listed\n  --------  ------\n  Shymkent   1 500\n  --------  ------\n  all        1 500\n";
        assert_eq!(table.to_string(), want);
    }
}

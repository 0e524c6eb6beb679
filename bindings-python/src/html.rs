//! Small tables for notebooks: every text is escaped, and what is shown of a person is what `repr` shows.

/// An HTML table under construction.
pub(crate) struct Table(String);

impl Table {
    /// A table with a caption and, unless there are none, the names of its columns.
    pub(crate) fn new(caption: &str, columns: &[&str]) -> Self {
        let mut table = Self("<table class=\"voucher-core\"><caption>".to_owned());
        table.push(caption);
        table.0.push_str("</caption>");
        if !columns.is_empty() {
            table.0.push_str("<thead><tr>");
            for column in columns {
                table.cell("th", column);
            }
            table.0.push_str("</tr></thead>");
        }
        table.0.push_str("<tbody>");
        table
    }

    /// One row of plain cells.
    pub(crate) fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.0.push_str("<tr>");
        for cell in cells {
            self.cell("td", cell.as_ref());
        }
        self.0.push_str("</tr>");
    }

    /// One row that names what its one value is.
    pub(crate) fn field(&mut self, name: &str, value: &str) {
        self.0.push_str("<tr>");
        self.cell("th", name);
        self.cell("td", value);
        self.0.push_str("</tr>");
    }

    /// The whole table.
    pub(crate) fn end(mut self) -> String {
        self.0.push_str("</tbody></table>");
        self.0
    }

    fn cell(&mut self, tag: &str, text: &str) {
        // Text reads from the left, whatever a notebook does with numbers.
        self.0.push_str(&format!("<{tag} style=\"text-align:left\">"));
        self.push(text);
        self.0.push_str(&format!("</{tag}>"));
    }

    fn push(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                _ => self.0.push(character),
            }
        }
    }
}

//! Text in aligned columns.

use std::fmt;

/// Rows of cells. Its `Display` pads every column to its widest cell, two spaces apart.
///
/// Widths count characters, which is right for most scripts and near enough for the rest: put a
/// column of free text last.
#[derive(Debug)]
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with column titles.
    pub(crate) fn new<const N: usize>(titles: [&str; N]) -> Table {
        Table {
            rows: vec![titles.map(str::to_owned).to_vec()],
        }
    }

    /// Adds a row.
    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(Vec::from(cells));
    }

    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        (0..columns).map(width).collect()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths = self.widths();
        for row in &self.rows {
            let cells = row.iter().zip(&widths);
            let padded: Vec<String> = cells
                .map(|(cell, &width)| format!("{cell:width$}"))
                .collect();
            writeln!(f, "{}", padded.join("  ").trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn columns_line_up_and_lines_do_not_trail() {
        let mut table = Table::new(["id", "f1", "why"]);
        table.row(["long-name".into(), "1.000".into(), String::new()]);
        table.row(["é".into(), "0.5".into(), "x".into()]);
        let expected = "id         f1     why\nlong-name  1.000\né          0.5    x\n";
        assert_eq!(table.to_string(), expected);
    }
}

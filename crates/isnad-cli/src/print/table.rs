//! Tables whose columns stand under each other, whatever the letters in them.

use std::io::{self, Write};

use console::{Style, Term};

use super::{
    isolated,
    width::{fitting, width},
};

/// Between two columns.
const GAP: &str = "  ";

/// A cell: words of any direction, and how to show them.
pub(crate) struct Cell {
    text: String,
    style: Style,
    /// What stands before the words and is ours, not a page's: the branches of a tree.
    before: String,
}

impl Cell {
    pub(crate) fn new(text: impl Into<String>) -> Cell {
        Cell {
            text: text.into(),
            style: Style::new(),
            before: String::new(),
        }
    }

    pub(crate) fn dim(text: impl Into<String>) -> Cell {
        Cell {
            style: Style::new().dim(),
            ..Cell::new(text)
        }
    }

    pub(crate) fn after(self, before: impl Into<String>) -> Cell {
        Cell {
            before: before.into(),
            ..self
        }
    }
}

/// Where nobody tells how wide the paper is: the same everywhere.
const PAPER: usize = 140;
/// No column is made narrower than this to fit.
const NARROWEST: usize = 8;

/// Rows of cells. Columns that no row fills are left out.
pub(crate) struct Table {
    /// How wide each column may become; longer words are cut.
    most: &'static [usize],
    rows: Vec<Vec<Cell>>,
}

impl Table {
    pub(crate) fn new(most: &'static [usize]) -> Table {
        Table {
            most,
            rows: Vec::new(),
        }
    }

    /// Adds a row of as many cells as there are columns, or fewer.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Prints it as wide as the terminal at most, where there is one.
    pub(crate) fn print(&self, out: &mut impl Write, indent: &str) -> io::Result<()> {
        let terminal = Term::stdout().size_checked();
        let paper = terminal.map_or(PAPER, |(_, columns)| usize::from(columns));
        let widths = self.widths(paper.saturating_sub(width(indent)));
        for row in &self.rows {
            write!(out, "{indent}")?;
            let mut gap = 0;
            for (cell, room) in row.iter().zip(&widths).filter(|(_, room)| **room > 0) {
                let text = fitting(&cell.text, room.saturating_sub(width(&cell.before)));
                let taken = width(&cell.before) + width(&text);
                // Spaces are held back until something follows: lines end where their words do.
                if taken > 0 {
                    let shown = cell.style.apply_to(isolated(&text));
                    write!(out, "{:gap$}{}{shown}", "", cell.before)?;
                    gap = 0;
                }
                gap += room.saturating_sub(taken) + GAP.len();
            }
            writeln!(out)?;
        }
        Ok(())
    }

    /// What each column asks for, the widest narrowed until all fit.
    fn widths(&self, paper: usize) -> Vec<usize> {
        let asked = |(at, most): (usize, &usize)| {
            let cells = self.rows.iter().filter_map(|row| row.get(at));
            let widest = cells.map(|cell| width(&cell.before) + width(&cell.text));
            widest.max().unwrap_or(0).min(*most)
        };
        let mut widths: Vec<usize> = self.most.iter().enumerate().map(asked).collect();
        let gaps = widths.iter().filter(|width| **width > 0).count() * GAP.len();
        let mut over = (widths.iter().sum::<usize>() + gaps).saturating_sub(paper);
        while over > 0 {
            match widths.iter_mut().max() {
                Some(widest) if *widest > NARROWEST => *widest -= 1,
                _ => break,
            }
            over -= 1;
        }
        widths
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(table: &Table) -> String {
        let mut out = Vec::new();
        table.print(&mut out, "  ").expect("memory never fails");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn columns_stand_under_each_other_in_any_script() {
        let mut table = Table::new(&[12, 4, 20]);
        let rows = [
            ["Port Post", "", "90%"],
            ["بريد لِينار", "", "100%"],
            ["x", "", ""],
        ];
        for row in rows {
            table.row(row.map(Cell::new));
        }
        let text = printed(&table);
        let starts: Vec<usize> = text
            .lines()
            .take(2)
            .map(|line| width(line.trim_end_matches(|c| "0129%".contains(c))))
            .collect();
        assert_eq!(starts, [14, 14], "{text}");
        assert_eq!(text.lines().last(), Some("  x"));
    }

    #[test]
    fn the_widest_columns_give_way_to_the_paper() {
        let mut table = Table::new(&[60, 60, 60]);
        table.row(["Port", &"a".repeat(50), &"b".repeat(30)].map(Cell::new));
        assert_eq!(table.widths(140), [4, 50, 30]);
        assert_eq!(table.widths(60), [4, 25, 25]);
        assert_eq!(table.widths(5), [4, NARROWEST, NARROWEST]);
    }

    #[test]
    fn long_words_are_cut_and_branches_kept() {
        let mut table = Table::new(&[8]);
        table.row([Cell::new("The Lennar Courier").after("├ ")]);
        assert_eq!(printed(&table), "  ├ \u{2068}The L…\u{2069}\n");
    }
}

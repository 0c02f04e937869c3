//! Rows as CSV (RFC 4180, UTF-8): the simplest thing a spreadsheet opens.

use std::borrow::Cow;

use super::{COLUMNS, Cell, Row};

/// What stands between the items of a list.
const BETWEEN: &str = "; ";

/// The line of column names.
pub(crate) fn head() -> Vec<u8> {
    let names: Vec<Cow<str>> = COLUMNS.iter().map(|column| column.name.into()).collect();
    line(&names)
}

/// The line of a row.
pub(crate) fn of(row: &Row) -> Vec<u8> {
    let cells: Vec<Cow<str>> = row.iter().map(words).collect();
    line(&cells)
}

fn words(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Text(text) => text.as_deref().unwrap_or_default().into(),
        Cell::Number(number) => number.map(|it| it.to_string()).unwrap_or_default().into(),
        Cell::List(items) => items.join(BETWEEN).into(),
    }
}

fn line(cells: &[Cow<'_, str>]) -> Vec<u8> {
    let quoted: Vec<Cow<str>> = cells.iter().map(|cell| quoted(cell)).collect();
    let mut line = quoted.join(",").into_bytes();
    line.extend(b"\r\n");
    line
}

/// A cell in quotation marks where it needs them. What a spreadsheet would take for a formula is words of
/// a page, and gets an apostrophe in front, as spreadsheets themselves mark words.
fn quoted(cell: &str) -> Cow<'_, str> {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if !is_formula && !cell.contains([',', '"', '\n', '\r']) {
        return cell.into();
    }
    let mark = if is_formula { "'" } else { "" };
    format!("\"{mark}{}\"", cell.replace('"', "\"\"")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_survive_their_own_marks() {
        let row = vec![
            Cell::Text(Some("He said \"no\",\nthen left".into())),
            Cell::Text(None),
            Cell::Number(Some(-7)),
            Cell::List(vec!["Lena".into(), "Omar".into()]),
            Cell::Text(Some("=1+1".into())),
        ];
        let line = String::from_utf8(of(&row)).unwrap();
        let expected = "\"He said \"\"no\"\",\nthen left\",,\"'-7\",Lena; Omar,\"'=1+1\"\r\n";
        assert_eq!(line, expected);
    }

    #[test]
    fn the_head_names_every_column() {
        let head = String::from_utf8(head()).unwrap();
        assert_eq!(head.trim_end().split(',').count(), COLUMNS.len());
    }
}

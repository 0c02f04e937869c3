//! Lexicons: tables of words kept as data files.
//!
//! A lexicon is a text file of lines. A line that starts with `#` is a comment and says where the
//! facts below come from; every other line is a row of fields separated by tabs. Empty lines
//! separate groups. The files are compiled in, so nothing is read at run time.

/// The rows of a lexicon, each split at its tabs. Fields are trimmed.
pub fn rows(data: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    data.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}

#[cfg(test)]
mod tests {
    #[test]
    fn comments_and_blank_lines_are_no_rows() {
        let rows: Vec<_> = super::rows("# from nowhere\n\na\tb \nc\n").collect();
        assert_eq!(rows, [vec!["a", "b"], vec!["c"]]);
    }
}

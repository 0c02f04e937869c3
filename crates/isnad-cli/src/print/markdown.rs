//! An article as Markdown.

use std::io::{self, Write};

use isnad::model::{BlockKind, Reading};

use super::harmless;

pub(crate) fn article(out: &mut impl Write, reading: &Reading) -> io::Result<()> {
    let article = &reading.article;
    if let Some(headline) = article.headline() {
        writeln!(out, "# {}\n", escaped(headline))?;
    }
    let mut in_list = false;
    for block in article.body() {
        let words = escaped(article.words(block));
        let is_item = block.kind == BlockKind::ListItem;
        if in_list && !is_item {
            writeln!(out)?;
        }
        in_list = is_item;
        match block.kind {
            BlockKind::Heading => writeln!(out, "## {words}\n")?,
            BlockKind::Lead => writeln!(out, "**{words}**\n")?,
            BlockKind::ListItem => writeln!(out, "- {words}")?,
            BlockKind::Quotation => writeln!(out, "> {words}\n")?,
            _ => writeln!(out, "{words}\n")?,
        }
    }
    if in_list {
        writeln!(out)?;
    }
    Ok(())
}

/// The characters that Markdown would take for markup, each behind a backslash.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for (index, c) in harmless(words).char_indices() {
        let opens_line = index == 0 && matches!(c, '#' | '>' | '-' | '+');
        if opens_line || matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_stay_words() {
        assert_eq!(super::escaped("# 5 * 3 [a]"), "\\# 5 \\* 3 \\[a\\]");
        assert_eq!(super::escaped("لنار"), "لنار");
    }
}

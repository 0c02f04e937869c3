//! An article as Markdown.

use std::io::{self, Write};

use isnad::model::Reading;

use super::harmless;

pub(crate) fn article(out: &mut impl Write, reading: &Reading) -> io::Result<()> {
    writeln!(out, "{}", harmless(&reading.article.to_markdown()))
}

//! Which pages are taken for the shell of an application, and what links of a page are taken for
//! articles.
//!
//! Every page of the gold data holds an article, so none is a shell. Their links have no gold: `--links`
//! shows those of one page, to be looked at.

use std::fmt::Write;

use isnad::model::{MediaType, Page};
use isnad_gather::section::{article_links, needs_scripts};

use crate::{
    args::Args,
    error::Error,
    gold::{self, PageRow},
    report::{Report, Scores},
};

/// What the measure takes.
pub(crate) const USAGE: &str = "DIR [--links ID]
      pages of DIR/manifest.jsonl taken for shells of applications; the article links of one page";

/// Counts the pages that are taken for shells, and names them.
///
/// # Errors
/// When the manifest or a page cannot be read.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let args = Args::parse(args, &["links"], &[])?;
    let folder = args.path()?;
    let rows: Vec<PageRow> = gold::lines(&folder.join("manifest.jsonl"))?;
    let mut text = String::new();
    let (mut shells, mut links) = (0, 0);
    for row in &rows {
        let page = Page {
            url: row.url.clone(),
            media_type: MediaType::Html,
            bytes: gold::bytes(&folder.join(&row.file))?,
            ..Page::default()
        };
        if needs_scripts(&page) {
            shells += 1;
            let _ = writeln!(text, "taken for a shell: {}", row.id);
        }
        let found = article_links(&page);
        links += found.len();
        if args.option("links") == Some(&row.id) {
            let _ = writeln!(text, "{}", found.join("\n"));
        }
    }
    let scores = Scores::new("sections")
        .part("pages_not_shells", rows.len() - shells, rows.len())
        .number("links_per_page", links as f64 / rows.len().max(1) as f64, 1);
    Ok(Report { text, scores })
}

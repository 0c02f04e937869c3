//! How well, and how fast, articles come out of HTML pages.
//!
//! The prediction for a page is its article with the longest body: the gold has one article a page,
//! and a page that holds teasers of others must not be punished for naming them apart.
//!
//! Limits: speed is one thread, pages already in memory; on a shared machine compare it only with
//! the bare parse measured in the same run.

mod as_text;
mod score;
mod show;
mod speed;

use std::{fs, path::Path};

use isnad::{
    model::{Article, MediaType, Page},
    recover::recover,
};
use serde_json::{Map, Value, json};

use crate::{
    args::Args,
    error::Error,
    gold::{self, PageRow},
    report::Report,
};

pub(crate) const USAGE: &str =
    "DIR [--out FILE] [--only PART] [--show ID] [--folds] [--misses] [--no-speed]
    [--as-text]
      article bodies and metadata of the pages in DIR/manifest.jsonl; --out writes the bodies,
      --only keeps pages whose id or address contains PART, --show compares one page line by line,
      --as-text reads the words of each page without its tags, --folds scores five folds of publishers, --misses lists wrong titles, days and authors";

/// A gold page and its bytes.
pub(crate) struct Sample {
    pub(crate) row: PageRow,
    pub(crate) page: Page,
}

impl Sample {
    /// Leaves the page's words and takes its tags.
    pub(crate) fn strip(&mut self) {
        let html = String::from_utf8_lossy(&self.page.bytes);
        self.page.bytes = as_text::as_text(&html).into_bytes();
        self.page.media_type = MediaType::Text;
    }
}

/// Runs the measure.
///
/// # Errors
/// On bad arguments, unreadable data, and when no page is left to score.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let options = ["out", "only", "show"];
    let args = Args::parse(args, &options, &["folds", "misses", "no-speed", "as-text"])?;
    let folder = args.path()?;
    let only = args.option("show").or(args.option("only"));
    let mut samples = load(&folder, only.unwrap_or(""))?;
    if args.has("as-text") {
        samples.iter_mut().for_each(Sample::strip);
    }
    if let Some(id) = args.option("show") {
        let shown = samples.iter().find(|sample| sample.row.id == id);
        return shown
            .or(samples.first())
            .map_or_else(|| Err(nothing(&folder)), show::show);
    }
    let rows: Vec<score::Row> = samples.iter().map(score::Row::of).collect();
    if let Some(path) = args.option("out") {
        write(Path::new(path), &rows)?;
    }
    let mut scores = score::scores(&rows);
    if !args.has("no-speed") {
        scores = speed::measure(&samples).add_to(scores);
    }
    let mut text = score::worst(&rows);
    if args.has("misses") {
        text += &score::misses(&rows);
    }
    if args.has("folds") {
        text += &score::folds(&rows);
    }
    Ok(Report { text, scores })
}

pub(crate) fn load(folder: &Path, only: &str) -> Result<Vec<Sample>, Error> {
    let rows: Vec<PageRow> = gold::lines(&folder.join("manifest.jsonl"))?;
    let wanted = |row: &PageRow| {
        row.id.contains(only) || row.url.as_ref().is_some_and(|url| url.contains(only))
    };
    let samples: Vec<Sample> = rows
        .into_iter()
        .filter(wanted)
        .map(|row| sample(folder, row))
        .collect::<Result<_, _>>()?;
    if samples.is_empty() {
        return Err(nothing(folder));
    }
    Ok(samples)
}

fn sample(folder: &Path, row: PageRow) -> Result<Sample, Error> {
    let page = Page {
        url: row.url.clone(),
        media_type: MediaType::Html,
        bytes: gold::bytes(&folder.join(&row.file))?,
        ..Page::default()
    };
    Ok(Sample { row, page })
}

fn nothing(folder: &Path) -> Error {
    Error::Empty {
        path: folder.to_owned(),
        hint: "no row of manifest.jsonl has the text asked for in its id or address",
    }
}

/// The article of a page with the longest body. `None` as well when the page cannot be read.
pub(crate) fn predict(page: &Page) -> Option<Article> {
    let articles = recover(page).ok()?.articles;
    articles
        .into_iter()
        .max_by_key(|article| article.body_text().len())
}

/// `{id: {"articleBody": …}}`, the form the public benchmark's own script reads.
fn write(path: &Path, rows: &[score::Row]) -> Result<(), Error> {
    let bodies: Map<String, Value> = rows
        .iter()
        .map(|row| (row.gold.id.clone(), json!({ "articleBody": row.body })))
        .collect();
    fs::write(path, Value::Object(bodies).to_string()).map_err(Error::io(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::tests::Scratch;

    const MANIFEST: &str = concat!(
        r#"{"id":"a","file":"a.html","url":"https://ostrel.example/a","body":["The ferry is back."]}"#,
        "\n",
        r#"{"id":"b","file":"a.html","url":"https://lennar.example/b","authors":null,"body":[]}"#,
    );

    fn data(name: &str) -> Scratch {
        let scratch = Scratch::new(name);
        scratch.write("manifest.jsonl", MANIFEST.as_bytes());
        scratch.write("a.html", b"<p>The ferry is back.</p>");
        scratch
    }

    #[test]
    fn bodies_are_written_for_every_page() {
        let scratch = data("pages-out");
        let out = scratch.0.join("out.json");
        let out = out.to_string_lossy();
        let report = run(&scratch.args(&["--out", &out, "--folds", "--misses"])).expect("runs");
        assert_eq!(report.scores.get("n"), Some("2"));
        for name in [
            "f1",
            "exact",
            "title",
            "pages_per_s",
            "parse_pages_per_s",
            "peak_mb",
        ] {
            assert!(report.scores.get(name).is_some(), "{name}");
        }
        let bodies: Value = gold::value(Path::new(&*out)).expect("written");
        assert!(bodies["a"]["articleBody"].is_string() && bodies["b"]["articleBody"].is_string());
    }

    #[test]
    fn only_the_pages_asked_for() {
        let scratch = data("pages-only");
        let report = run(&scratch.args(&["--only", "lennar", "--no-speed"])).expect("runs");
        assert_eq!(report.scores.get("n"), Some("1"));
        let error = run(&scratch.args(&["--only", "nowhere"])).expect_err("must refuse");
        assert!(error.to_string().contains("nothing to score"), "{error}");
    }
}

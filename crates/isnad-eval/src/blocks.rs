//! What the model is told of every block of the gold pages, for training it.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use isnad::recover::{blocks, feature_names};
use serde_json::json;

use crate::{
    args::Args,
    error::Error,
    pages,
    report::{Report, Scores},
};

pub(crate) const USAGE: &str = "DIR --out FILE [--as-text]
      the features of every block of the pages in DIR, a line of JSON a block, for training;
      --as-text reads the words of each page without its tags";

/// Runs the measure.
///
/// # Errors
/// On bad arguments, unreadable data, and when the file cannot be written.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let args = Args::parse(args, &["out"], &["as-text"])?;
    let folder = args.path()?;
    let path = args
        .option("out")
        .ok_or_else(|| Error::Usage(format!("blocks {USAGE}")))?;
    let path = Path::new(path);
    let mut out = BufWriter::new(File::create(path).map_err(Error::io(path))?);
    let mut count = 0;
    let mut line = |value: serde_json::Value| writeln!(out, "{value}").map_err(Error::io(path));
    line(json!({ "names": feature_names() }))?;
    for mut sample in pages::load(&folder, "")? {
        if args.has("as-text") {
            sample.strip();
        }
        for seen in blocks(&sample.page).unwrap_or_default() {
            line(
                json!({ "page": sample.row.id, "text": seen.text, "rule": seen.rule, "keeps": seen.keeps, "features": seen.features }),
            )?;
            count += 1;
        }
    }
    Ok(Report {
        text: String::new(),
        scores: Scores::new("blocks").count("n", count),
    })
}

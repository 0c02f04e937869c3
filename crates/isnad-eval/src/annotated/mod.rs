//! Credits, quotes and figures against articles that were labelled span by span.
//!
//! A found span is right when it overlaps a label by at least half of each; what is said of it (the
//! speaker, the value, the role) is counted apart, over the spans that are right, as right, wrong or
//! missing: a wrong speaker harms more than none. Optional labels neither count nor harm.

mod conflicts;
mod lines;
mod rows;
mod score;
mod speed;

use std::path::Path;

use isnad::annotate::annotate;

use crate::{
    args::Args,
    error::Error,
    gold,
    report::Report,
    seed::{
        annotations::Reader,
        fact::{Fact, Field},
    },
};

use rows::Labelled;
use score::Tally;

pub(crate) const CREDITS: &str = "FILE [--labels FILE] [--misses]
      named sources; FILE holds rows {text, credits}, or articles to which --labels has the labels of lines";
pub(crate) const SPEED: &str = "FILE   rows {text, lang}: how fast all of annotation is";
pub(crate) use conflicts::{USAGE as CONFLICTS, run as conflicts};
pub(crate) use speed::run as speed;
pub(crate) const QUOTES: &str = "FILE [--misses]   rows {text, quotes}: words and who said them";
pub(crate) const FIGURES: &str = "FILE [--misses]   rows {text, figures}: values, bounds and units";

/// A kind of annotation as this measure compares it.
struct Kind {
    name: &'static str,
    /// The key of its labels in a row.
    labels: &'static str,
    /// What is said of each.
    fields: &'static [Field],
    found: fn(Reader<'_>) -> Vec<Fact>,
}

const OF_CREDITS: Kind = Kind {
    name: "credits",
    labels: "credits",
    fields: &[Field::Key("role"), Field::Key("key")],
    found: |reader| reader.credits(),
};
const OF_QUOTES: Kind = Kind {
    name: "quotes",
    labels: "quotes",
    fields: &[
        Field::Words("speaker"),
        Field::Key("direct"),
        Field::Words("channel"),
    ],
    found: |reader| reader.quotes(),
};
const OF_FIGURES: Kind = Kind {
    name: "figures",
    labels: "figures",
    fields: &[
        Field::Key("value"),
        Field::Key("bound"),
        Field::Key("unit"),
        Field::Key("as_of"),
    ],
    found: |reader| reader.figures(),
};

/// Scores credits.
///
/// # Errors
/// On bad arguments and unreadable data.
pub(crate) fn credits(args: &[String]) -> Result<Report, Error> {
    let args = Args::parse(args, &["labels"], &["misses"])?;
    let path = args.path()?;
    let tally = match args.option("labels") {
        Some(labels) => lines::tally(&path, Path::new(labels))?,
        None => tally(&OF_CREDITS, &path)?,
    };
    Ok(tally.report(args.has("misses")))
}

/// Scores quotes.
///
/// # Errors
/// On bad arguments and unreadable data.
pub(crate) fn quotes(args: &[String]) -> Result<Report, Error> {
    run(&OF_QUOTES, args)
}

/// Scores figures.
///
/// # Errors
/// On bad arguments and unreadable data.
pub(crate) fn figures(args: &[String]) -> Result<Report, Error> {
    run(&OF_FIGURES, args)
}

fn run(kind: &Kind, args: &[String]) -> Result<Report, Error> {
    let args = Args::parse(args, &[], &["misses"])?;
    Ok(tally(kind, &args.path()?)?.report(args.has("misses")))
}

fn tally(kind: &Kind, path: &Path) -> Result<Tally, Error> {
    let mut tally = Tally::new(kind.name, kind.fields);
    for row in gold::lines::<Labelled>(path)? {
        let reading = annotate(row.article(), None);
        let reader = Reader {
            reading: &reading,
            page: &row.text,
        };
        tally.add(&row.id, &row.labels(kind.labels)?, &(kind.found)(reader));
    }
    if tally.gold == 0 {
        let (path, hint) = (path.to_owned(), "no row has labels of this kind");
        return Err(Error::Empty { path, hint });
    }
    Ok(tally)
}

//! One page to its articles in the form in which they are written: what several threads do at a time.

use std::io::{self, Write};

use isnad::{
    model::{Document, Language, Reading},
    trace,
};
use isnad_gather::{Gathered, Place};
use serde_json::json;

use super::output::Piece;
use crate::{
    arguments::Format,
    commands::read_gathered,
    print::{markdown, text},
    table::{self, csv},
};

/// A page, done.
pub(super) struct Done {
    pub(super) name: String,
    pub(super) place: Option<Place>,
    /// How many articles it has, and those that were asked for; or why it could not be read.
    pub(super) outcome: Result<(usize, Vec<Piece>), String>,
}

/// The languages asked for; none stands for all.
pub(super) fn wanted(tags: &[String]) -> Vec<String> {
    let first = |tag: &String| tag.split('-').next().unwrap_or_default().to_lowercase();
    tags.iter().map(first).collect()
}

fn is_wanted(languages: &[String], language: Option<&Language>) -> bool {
    let has = |language: &Language| {
        let first = language.as_str().split('-').next().unwrap_or_default();
        languages.iter().any(|wanted| wanted == first)
    };
    languages.is_empty() || language.is_some_and(has)
}

/// Reads one page and puts its articles into their form.
pub(super) fn page(
    gathered: Result<Gathered, isnad_gather::Error>,
    format: Format,
    languages: &[String],
) -> Done {
    match read_gathered(gathered) {
        Err(reason) => Done {
            name: String::new(),
            place: None,
            outcome: Err(reason),
        },
        Ok((gathered, page)) => {
            let articles = page.readings.iter();
            let asked = articles.filter(|it| is_wanted(languages, it.article.language.as_ref()));
            let pieces = asked
                .map(|reading| piece(&gathered, reading, format))
                .collect();
            Done {
                outcome: Ok((page.readings.len(), pieces)),
                name: gathered.name,
                place: gathered.place,
            }
        }
    }
}

fn piece(gathered: &Gathered, reading: &Reading, format: Format) -> Piece {
    let mut bytes = Vec::new();
    // Memory does not refuse to be written to.
    let _ = match format {
        Format::Parquet => return Piece::Row(table::row(gathered, reading)),
        Format::Csv => return Piece::Bytes(csv::of(&table::row(gathered, reading))),
        Format::Text => {
            let chain = trace::chain(reading);
            text::article(&mut bytes, &gathered.name, reading, &chain)
        }
        Format::Markdown => markdown::article(&mut bytes, reading),
        Format::Jsonl => document(&mut bytes, gathered, reading, false),
        Format::Json => document(&mut bytes, gathered, reading, true),
    };
    Piece::Bytes(bytes)
}

/// The document of an article, with the place of its record where it has one.
fn document(
    to: &mut Vec<u8>,
    gathered: &Gathered,
    reading: &Reading,
    is_alone: bool,
) -> io::Result<()> {
    let mut value = Document::new(reading, &trace::chain(reading))
        .value()
        .clone();
    if let Some(place) = &gathered.place {
        value["place"] = json!({
            "file": place.file,
            "member": place.member,
            "offset": place.offset,
        });
    }
    match is_alone {
        true => write!(to, "{value:#}"),
        false => writeln!(to, "{value}"),
    }
}

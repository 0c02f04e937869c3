//! The sample newsroom and the truth about it; `sample/README.md` explains both.

use std::{fs, path::PathBuf};

use isnad::model::ArticleId;
use serde_json::Value;

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../sample"))
}

/// The listing, as an input of the command.
pub(crate) fn listing() -> PathBuf {
    folder().join("pages.tsv")
}

/// One row of the listing.
pub(crate) struct Listed {
    pub(crate) file: String,
    pub(crate) url: String,
    pub(crate) fetched: String,
}

/// The pages in the order of fetching.
pub(crate) fn pages() -> Vec<Listed> {
    let text = fs::read_to_string(listing()).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| {
        let mut columns = row.split('\t').map(str::to_owned);
        let mut column = || columns.next().unwrap();
        Listed {
            file: column(),
            url: column(),
            fetched: column(),
        }
    })
    .collect()
}

/// The truth, a row an article.
pub(crate) fn expected() -> Vec<Value> {
    let text = fs::read_to_string(folder().join("expected.jsonl")).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The id of the article `file#ordinal`.
pub(crate) fn id(place: &str) -> ArticleId {
    let (file, ordinal) = place.split_once('#').unwrap();
    let pages = pages();
    let page = pages.iter().find(|page| page.file == file).unwrap();
    ArticleId::of(page.url.as_bytes(), ordinal.parse().unwrap())
}

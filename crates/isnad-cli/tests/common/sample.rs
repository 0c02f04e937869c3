//! The sample newsroom and the truth about it; `sample/README.md` explains both.

use std::{fs, path::PathBuf};

use isnad::model::ArticleId;
use serde_json::Value;

/// The agency's report and its six copies.
pub(crate) const FAMILY: [&str; 7] = [
    "01-almina-wardana.html#0",
    "02-barid-wardana.html#0",
    "03-rasmina-wardana.html#0",
    "04-qandil-wardana.html#0",
    "05-manbar-wardana.html#0",
    "06-daftar-wardana.txt#0",
    "08-selwana-now-wardana.html#0",
];
/// A copy of a copy that says so, in plain text with page chrome around it.
pub(crate) const COPY: &str = FAMILY[5];
/// A copy that changed a number of the agency's report.
pub(crate) const CHANGED: &str = FAMILY[3];
/// The two copies of a report whose own page is not in the sample.
pub(crate) const ORPHANS: [&str; 2] = ["22-jusur-rate.txt#0", "25-qandil-rate.html#0"];
/// An article that was corrected later (file 11 has the same address).
pub(crate) const CORRECTED: &str = "10-aswaq-wheat-1.html#0";

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

//! The data files of this language.

use super::Files;

pub(super) const FILES: Files = Files {
    code: "fr",
    chrome: include_str!("chrome.tsv"),
    words: &[
        include_str!("speech.tsv"),
        include_str!("titles.tsv"),
        include_str!("common.tsv"),
        include_str!("names.tsv"),
        include_str!("credit.tsv"),
    ],
};

//! The data files of this language.

use super::Files;

pub(super) const FILES: Files = Files {
    code: "en",
    chrome: include_str!("chrome.tsv"),
    terms: concat!(
        include_str!("../international.tsv"),
        include_str!("time.tsv"),
        include_str!("numbers.tsv"),
        include_str!("bounds.tsv"),
        include_str!("units.tsv"),
    ),
    channels: include_str!("channel.tsv"),
    words: &[
        include_str!("speech.tsv"),
        include_str!("titles.tsv"),
        include_str!("common.tsv"),
        include_str!("names.tsv"),
        include_str!("credit.tsv"),
    ],
};

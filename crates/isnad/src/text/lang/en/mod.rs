//! The data files of this language.

use super::Files;

pub(super) const FILES: Files = Files {
    code: "en",
    chrome: include_str!("chrome.tsv"),
};

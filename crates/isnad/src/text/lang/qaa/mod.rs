//! A language that nobody speaks: what a language needs to be read, in the fewest rows. Only tests have it.

use super::Files;

pub(super) const FILES: Files = Files {
    code: "qaa",
    chrome: include_str!("chrome.tsv"),
    terms: concat!(
        include_str!("../international.tsv"),
        include_str!("terms.tsv"),
    ),
    channels: include_str!("channel.tsv"),
    words: &[include_str!("words.tsv")],
};

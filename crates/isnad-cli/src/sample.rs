//! The sample newsroom, built in.

use isnad_gather::{Error, Gathered, listing};

const LISTING: &str = include_str!("../../../sample/pages.tsv");

/// File names and bytes, in order of their names.
const PAGES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/sample_pages.rs"));

/// The pages of the sample newsroom in the order in which they were fetched.
pub(crate) fn pages() -> impl Iterator<Item = Result<Gathered, Error>> {
    listing::pages(LISTING, |file| {
        let at = PAGES.binary_search_by_key(&file, |(name, _)| name).ok()?;
        Some(PAGES[at].1.to_vec())
    })
}

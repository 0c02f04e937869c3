//! Keeps what was fetched and what was made of it.
//!
//! A data folder holds:
//!
//! ```text
//! archive/isnad-20310503-00001.warc.gz   everything as it came: the truth
//! isnad.sqlite                           what was read in it: derived, made anew by `rebuild`
//! fingerprints/0000000007.segment        which articles share text: derived from the database
//! subscriptions.sqlite                   what somebody wants to read: theirs, and left alone
//! ```
//!
//! and two empty files, `isnad.lock` and `archive.lock`, which processes tell each other by that
//! they use it. [`Store`] is the first three, [`Subscriptions`] the fourth.
//!
//! A page is accepted once its WARC record is on disk; whatever happens after that, it shows up in
//! [`pending`](Store::pending) until someone has read it through:
//!
//! ```
//! use isnad::{model::Page, trace};
//! use isnad_store::Store;
//! # let folder = std::env::temp_dir().join(format!("isnad-store-doc-{}", std::process::id()));
//!
//! let mut store = Store::open(&folder)?;
//! store.accept(&Page::from_text("Harbour reopens\nThe harbour of Lennar reopened on Saturday.\n"))?;
//! for number in store.pending()? {
//!     let page = store.page(number)?;
//!     # let recover = |_: &Page| -> Vec<isnad::model::Article> { Vec::new() };
//!     # let annotate = |article, _| isnad::model::Reading { article, ..Default::default() };
//!     for article in recover(&page) {
//!         let reading = annotate(article, page.fetched_date());
//!         let overlaps = trace::overlaps(&reading, &store)?;
//!         store.put(number, &reading, &overlaps)?;
//!     }
//!     store.finish(number)?;
//! }
//! assert!(store.pending()?.is_empty());
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The archive
//!
//! [`accept`](Store::accept) takes a page that came by any way, [`accept_fetch`](Store::accept_fetch) an
//! exchange with a server: the `request`, what a feed said of the page (`metadata`), and the `response`,
//! or a `revisit` where the answer brings nothing new. Redirects, errors, feeds and `robots.txt` are
//! archived as well, and are no pages to be read. Bodies stand decompressed; header lines that say
//! otherwise are kept as `X-Crawler-…`.
//!
//! A new file is begun each day (UTC) and after 1 GiB. Each record is a gzip member of its own and an
//! exchange ends with its answer, so what a crash cut short is known by the answer that is missing: it is
//! removed whole when the folder is opened, and told once ([`notices`](Store::notices)).
//! [`retain`](Store::retain) removes whole files, the oldest first, with what was made of their pages.
//!
//! # Limits
//!
//! One machine: the locks and SQLite's write-ahead log do not work over network file systems. A page
//! may have almost 64 MiB. A page that is removed takes its number with it: what is left is numbered anew
//! by a rebuild. A revisit may outlive the response it names. Connected articles are read at once: a family of very many members takes
//! memory to match.

mod archive;
mod articles;
mod batch;
mod database;
mod error;
mod fingerprints;
mod index;
mod notice;
mod record;
mod retention;
mod retrace;
mod segments;
mod store;
mod subscriptions;
#[cfg(test)]
mod tests;
mod window;

use isnad::model::{Moment, Reading, Source};

pub use articles::{Relatives, Window};
pub use error::Error;
pub use notice::{Notice, NoticeKind};
pub use retention::{Outdated, Retention};
pub use segments::SegmentFolder;
pub use store::{Accepted, Archived, Store};
pub use subscriptions::{Counts, Subscriptions};

/// The number of an archived page: counts up from 1 in the order of acceptance.
pub type PageNumber = u64;

/// One state of an article: what its page held when it was fetched.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// Counts up from 1 in the order of fetching.
    pub number: u32,
    /// When its page was fetched.
    pub fetched: Option<Moment>,
    /// The archived page it was recovered from.
    pub page: PageNumber,
    /// The article in that state.
    pub reading: Reading,
}

/// A source and what the store holds of it.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceRow {
    /// The source.
    pub source: Source,
    /// How many articles it published.
    pub published: usize,
    /// How many articles credit it.
    pub credited: usize,
}

/// Where an archived page stands, for reading it with another tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordPlace {
    /// The file's name in the folder `archive`.
    pub file: String,
    /// The byte at which the record's gzip member starts.
    pub offset: u64,
}

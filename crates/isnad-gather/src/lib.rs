//! Brings pages in: from files, folders, listings, standard input, WARC archives and the web.
//!
//! Everything comes out as the same [`Page`], one at a time, so that memory
//! does not grow with the input. What cannot be read is one [`Error`] with one clear line, and the
//! pages after it still come.
//!
//! ```no_run
//! use isnad_gather::{Input, Options, gather};
//!
//! for gathered in gather(&Input::parse("pages/")?, &Options::default()) {
//!     match gathered {
//!         Ok(gathered) => println!("{}: {} bytes", gathered.name, gathered.page.bytes.len()),
//!         Err(error) => eprintln!("{error}"),
//!     }
//! }
//! # Ok::<(), isnad_gather::Error>(())
//! ```
//!
//! | module | brings in |
//! | --- | --- |
//! | `file` | one file: HTML or text, as it is or in gzip |
//! | `folder` | every page below a folder, in sorted order |
//! | `stdin` | one page from standard input |
//! | [`listing`] | pages named in a tab-separated listing, from a folder or from memory |
//! | `warc` | the pages of a WARC archive |
//! | `zip` | the pages of a zip file, of saved pages or of archives (WACZ) |
//! | `json` | pages in lines of JSON |
//! | `parquet` | pages in the rows of a Parquet file, with the feature of that name |
//! | `paths` | the files that a list names |
//! | `after` | what comes after a [`Place`]: an interrupted reading goes on there |
//! | [`http`] | what the web answers, within the safety rules of [`address`] |
//! | [`robots`] | what a site asks of robots |
//! | [`discover`] | from a site's address to its feeds, sitemaps or section pages |
//! | [`section`] | the articles that a section page links to |
//! | [`render`] | pages that need scripts, through a program of the user's choice |
//!
//! What says where pages are is read without a network, from bytes that somebody fetched:
//!
//! | module | reads |
//! | --- | --- |
//! | [`feed`] | RSS, Atom, CDF and JSON Feed |
//! | [`sitemap`] | sitemaps, indexes of them, and what Google News adds |
//! | [`opml`] | lists of subscriptions, both ways |
//! | [`html`] | nothing: it makes HTML of others harmless |
//!
//! # Limits
//!
//! This room settles where bytes come from, not what they are: whether a page is empty, binary or
//! in a strange character set is for [`isnad::recover`] to say.

pub mod address;
mod after;
pub mod collect;
mod date;
pub mod discover;
mod error;
pub mod feed;
mod file;
mod folder;
pub mod html;
pub mod http;
mod input;
mod json;
pub mod listing;
mod media;
pub mod opml;
mod options;
mod outline;
#[cfg(feature = "parquet")]
mod parquet;
mod paths;
mod place;
mod read;
pub mod render;
pub mod robots;
mod row;
pub mod section;
pub mod sitemap;
mod stdin;
#[cfg(test)]
mod testing;
mod warc;
mod xml;
mod zip;

pub use address::{Address, BadAddress};
pub use date::When;
pub use error::{Error, Problem};
pub use input::Input;
pub use options::{AGENT, Limits, Options};
pub use place::Place;

use isnad::model::Page;

/// A page and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathered {
    /// What to call it in messages: a path, an address, a place in an archive.
    pub name: String,
    /// The page.
    pub page: Page,
    /// Where it stood; none for pages that come from no file.
    pub place: Option<Place>,
}

/// Pages as they come, each read when it is asked for.
pub type Pages = Box<dyn Iterator<Item = Result<Gathered, Error>> + Send>;

/// The pages of an input.
///
/// Nothing is opened before the first page is asked for. An error stands for one page, or for one
/// folder that cannot be listed; the iterator goes on after it.
pub fn gather(input: &Input, options: &Options) -> Pages {
    let options = options.clone();
    match input.clone() {
        Input::Stdin => Box::new(std::iter::once_with(move || stdin::page(&options))),
        Input::Address(address) => Box::new(std::iter::once_with(move || {
            http::Client::new(&options)?.fetch(&address)
        })),
        Input::Path(path) => Box::new(
            std::iter::once_with(move || file::path_pages(&path, &options, None)).flatten(),
        ),
    }
}

/// The pages of an input that come after the one at `place`, for a reading that was interrupted there.
///
/// What is neither a file nor a folder has no places and gives all its pages.
pub fn gather_after(input: &Input, place: Place, options: &Options) -> Pages {
    let Input::Path(path) = input.clone() else {
        return gather(input, options);
    };
    let options = options.clone();
    let pages = move || file::path_pages(&path, &options, Some(place));
    Box::new(std::iter::once_with(pages).flatten())
}

/// How many bytes the files of an input have, for a progress bar; `None` where that cannot be told.
pub fn size(input: &Input, options: &Options) -> Option<u64> {
    match input {
        Input::Stdin | Input::Address(_) => None,
        Input::Path(path) => file::size(path, options),
    }
}

/// How many pages an input will give, for a progress bar: `None` where only reading it would tell
/// (an archive), or where it cannot be read at all.
///
/// Walks a folder without opening its files; pages that turn out unreadable are counted.
pub fn count(input: &Input) -> Option<u64> {
    match input {
        Input::Stdin | Input::Address(_) => Some(1),
        Input::Path(path) => file::count(path),
    }
}

//! One file: HTML or text, as it is or in gzip; and the way from a path to whatever it holds.

use std::{
    fs::{self, File},
    iter,
    path::{Path, PathBuf},
};

use isnad::model::{MediaType, Page};

#[cfg(feature = "parquet")]
use crate::parquet;
use crate::{
    Error, Gathered, Options, Pages, Place, after, folder, json, listing,
    media::{self, Kind},
    paths, read, warc, zip,
};

/// The listing that, when it stands in a folder, says which pages the folder holds.
const LISTING: &str = "pages.tsv";

/// A file to read.
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) kind: Kind,
}

/// Files one after the other. An error stands for one that cannot be found.
pub(crate) type Sources = Box<dyn Iterator<Item = Result<Source, Error>> + Send>;

/// The pages at a path, whatever it is; those after a place, where one is given.
pub(crate) fn path_pages(path: &Path, options: &Options, after: Option<Place>) -> Pages {
    let sources = sources(path, options);
    if let Some(place) = after {
        return after::pages(sources, place, options);
    }
    let options = options.clone();
    Box::new(sources.flat_map(move |source| pages_of(source, &options)))
}

/// The files that a path stands for.
fn sources(path: &Path, options: &Options) -> Sources {
    let one = |path: &Path, kind| -> Sources {
        let path = path.to_owned();
        Box::new(iter::once(Ok(Source { path, kind })))
    };
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) => return Box::new(iter::once(Err(Error::from_io(&name(path), error)))),
    };
    let listing = path.join(LISTING);
    match media::by_name(path) {
        Kind::Paths if !metadata.is_dir() => paths::sources(path, options),
        kind if !metadata.is_dir() => one(path, kind),
        _ if listing.is_file() => one(&listing, Kind::Listing),
        _ => Box::new(folder::walk(path).map(|found| {
            found.map(|path| Source {
                kind: media::by_name(&path),
                path,
            })
        })),
    }
}

/// The pages of a source.
pub(crate) fn pages_of(source: Result<Source, Error>, options: &Options) -> Pages {
    match source {
        Ok(source) => source_pages(&source, options, 0),
        Err(error) => failed(error),
    }
}

/// The pages in one file: from byte `from`, where the file can be entered there, else all.
pub(crate) fn source_pages(source: &Source, options: &Options, from: u64) -> Pages {
    let Source { path, kind } = source;
    match kind {
        Kind::Archive => warc::pages(path, options, from),
        Kind::Zip => zip::pages(path, options),
        Kind::Lines => json::pages(path, options, from),
        #[cfg(feature = "parquet")]
        Kind::Parquet => parquet::pages(path, options),
        #[cfg(not(feature = "parquet"))]
        Kind::Parquet => failed(Error::Archive {
            name: name(path),
            problem: "Parquet is read by programs built with the feature parquet".to_owned(),
        }),
        Kind::Listing => listing::from_disk(path, options),
        Kind::Page(media_type) => once(page(path, *media_type, options)),
        // A list inside a list names no page.
        Kind::Other | Kind::Paths => once(page(path, MediaType::Unknown, options)),
    }
}

/// One page.
pub(crate) fn once(page: Result<Gathered, Error>) -> Pages {
    Box::new(iter::once(page))
}

/// The one page in a file.
fn page(path: &Path, media_type: MediaType, options: &Options) -> Result<Gathered, Error> {
    let bytes = bytes(path, options)?;
    Ok(Gathered {
        name: name(path),
        place: Some(Place::of(&name(path))),
        page: Page {
            fetched: options.fetched,
            media_type,
            bytes,
            ..Page::default()
        },
    })
}

/// A file's bytes, decompressed when they are gzip.
pub(crate) fn bytes(path: &Path, options: &Options) -> Result<Vec<u8>, Error> {
    let (name, limits) = (name(path), &options.limits);
    let io = |error| Error::from_io(&name, error);
    let file = File::open(path).map_err(io)?;
    let size = file.metadata().map_err(io)?.len();
    // Over the limit before decompression is over it in any case: no byte need be read.
    if size > limits.max_bytes as u64 {
        return Err(Error::TooLarge {
            name,
            size: Some(size),
            limit: limits.max_bytes,
        });
    }
    read::either(file, limits).map_err(|stop| stop.about(&name, limits))
}

/// How many pages a path will give, where that can be told without reading them.
pub(crate) fn count(path: &Path) -> Option<u64> {
    let kind = if !fs::metadata(path).ok()?.is_dir() {
        media::by_name(path)
    } else if path.join(LISTING).is_file() {
        return listing::count(&path.join(LISTING));
    } else {
        return folder::count(path);
    };
    match kind {
        Kind::Archive | Kind::Zip | Kind::Lines | Kind::Parquet | Kind::Paths => None,
        Kind::Listing => listing::count(path),
        Kind::Page(_) | Kind::Other => Some(1),
    }
}

/// How many bytes the files of a path have; those that are not there have none.
pub(crate) fn size(path: &Path, options: &Options) -> Option<u64> {
    fs::metadata(path).ok()?;
    let found = sources(path, options).flatten();
    let sizes = found.filter_map(|source| fs::metadata(&source.path).ok());
    Some(sizes.map(|metadata| metadata.len()).sum())
}

/// What to call a path in messages.
pub(crate) fn name(path: &Path) -> String {
    path.display().to_string()
}

/// An input that fails as a whole.
pub(crate) fn failed(error: Error) -> Pages {
    Box::new(iter::once(Err(error)))
}

#[cfg(test)]
mod tests {
    use std::fs::OpenOptions;

    use super::*;
    use crate::testing::{Scratch, gzipped};

    fn only(path: &Path) -> Result<Gathered, Error> {
        let mut pages = path_pages(path, &Options::default(), None);
        let first = pages.next().unwrap();
        assert!(pages.next().is_none());
        first
    }

    #[test]
    fn one_file_is_one_page() {
        let scratch = Scratch::new();
        for (name, bytes, media_type, expected) in [
            (
                "a.html",
                b"<p>Rain in Lennar".to_vec(),
                MediaType::Html,
                "<p>Rain in Lennar",
            ),
            (
                "b.txt.gz",
                gzipped("مطر".as_bytes()),
                MediaType::Text,
                "مطر",
            ),
            (
                "c.html",
                gzipped(b"<p>saved compressed"),
                MediaType::Html,
                "<p>saved compressed",
            ),
            (
                "d",
                b"no extension".to_vec(),
                MediaType::Unknown,
                "no extension",
            ),
            (
                "e.xml",
                b"named, so read".to_vec(),
                MediaType::Unknown,
                "named, so read",
            ),
            ("empty.html", Vec::new(), MediaType::Html, ""),
        ] {
            let path = scratch.write(name, bytes);
            let gathered = only(&path).unwrap();
            assert_eq!(gathered.name, path.display().to_string());
            assert_eq!(gathered.page.media_type, media_type, "{name}");
            assert_eq!(gathered.page.bytes, expected.as_bytes(), "{name}");
            assert_eq!((gathered.page.url, gathered.page.fetched), (None, None));
            assert_eq!(count(&path), Some(1));
        }
    }

    #[test]
    fn a_file_takes_the_fetch_date_it_is_given() {
        let scratch = Scratch::new();
        let path = scratch.write("a.txt", "Rain.");
        let fetched = Some("2031-05-03T08:00:00Z".parse().unwrap());
        let options = Options {
            fetched,
            ..Options::default()
        };
        let gathered = path_pages(&path, &options, None).next().unwrap().unwrap();
        assert_eq!(gathered.page.fetched, fetched);
    }

    #[test]
    fn bad_files_are_one_clear_line_each() {
        let scratch = Scratch::new();
        let mut cut = gzipped(b"A report that ends too soon, in the middle of");
        cut.truncate(cut.len() / 2);
        let bomb = gzipped(&vec![b' '; 8 << 20]);
        // A sparse file: a gigabyte to whoever asks its size, nothing on the disk.
        let huge = scratch.write("huge.txt", "");
        OpenOptions::new()
            .write(true)
            .open(&huge)
            .unwrap()
            .set_len(1 << 30)
            .unwrap();
        for (path, expected) in [
            (
                scratch.path().join("gone.html"),
                "there is no such file or folder",
            ),
            (
                scratch.write("cut.html.gz", cut),
                "the gzip data is broken or cut short",
            ),
            (
                scratch.write("bomb.gz", bomb),
                "grows over 250 times when decompressed",
            ),
            (huge, "has 1073741824 bytes: at most 16777216 are read"),
        ] {
            let line = only(&path).unwrap_err().to_string();
            assert!(
                line.starts_with(&name(&path)) && line.contains(expected),
                "{line}"
            );
            assert!(!line.contains('\n'), "{line}");
        }
    }
}

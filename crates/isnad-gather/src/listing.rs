//! Pages named in a listing, from a folder or from memory.
//!
//! A listing gives stored pages back what their bytes alone do not say: where they were fetched
//! from, when, and as what. It is tab-separated text, a row a page; `#` starts a comment:
//!
//! ```text
//! # file           url                           fetched               content-type
//! ferry.html       https://lennar.example/ferry  2031-05-03T08:00:00Z  text/html; charset=utf-8
//! ```
//!
//! Everything after the file may be left empty. The files of `pages.tsv` stand in the folder `pages`
//! beside it, or, where there is none, in the listing's own folder; a listing cannot reach outside.
//!
//! ```
//! use isnad_gather::listing;
//!
//! let rows = "ferry.html\thttps://lennar.example/ferry\t2031-05-03T08:00:00Z\ttext/html\n";
//! let open = |file: &str| (file == "ferry.html").then(|| b"<p>The ferry sails.".to_vec());
//! for gathered in listing::pages(rows, open) {
//!     assert_eq!(gathered?.page.url.as_deref(), Some("https://lennar.example/ferry"));
//! }
//! # Ok::<(), isnad_gather::Error>(())
//! ```

use std::path::{Component, Path, PathBuf};

use isnad::model::{MediaType, Page};
use jiff::Timestamp;

use crate::{
    Address, Error, Gathered, Limits, Options, Pages, Place, file,
    media::{self, ContentType, Kind},
    read,
};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    file: String,
    url: Option<String>,
    fetched: Option<Timestamp>,
    content_type: Option<ContentType>,
}

/// The pages of a listing whose files `open` knows: those built into a program, for one.
///
/// Errors are rows that cannot be read, and files that `open` does not know.
pub fn pages(
    listing: &str,
    open: impl Fn(&str) -> Option<Vec<u8>>,
) -> impl Iterator<Item = Result<Gathered, Error>> {
    let limits = Limits::default();
    rows(listing, "the listing").into_iter().map(move |row| {
        let row = row?;
        let name = row.file.clone();
        let stored = open(&name).ok_or_else(|| Error::Missing { name: name.clone() })?;
        let bytes =
            read::either(&stored[..], &limits).map_err(|stop| stop.about(&name, &limits))?;
        Ok(row.page(name, bytes, None))
    })
}

/// The pages of a listing on disk.
pub(crate) fn from_disk(path: &Path, options: &Options) -> Pages {
    let listing = match text(path, options) {
        Ok(listing) => listing,
        Err(error) => return file::failed(error),
    };
    let folder = folder(path);
    let options = options.clone();
    let listing_name = file::name(path);
    let rows = rows(&listing, &listing_name).into_iter();
    Box::new(rows.zip(0..).map(move |(row, number)| {
        let row = row?;
        let place = Place {
            member: Some(row.file.clone()),
            offset: number,
            ..Place::of(&listing_name)
        };
        let path = folder.join(&row.file);
        let bytes = file::bytes(&path, &options)?;
        Ok(row.page(file::name(&path), bytes, Some(place)))
    }))
}

/// Where the files of a listing stand.
fn folder(listing: &Path) -> PathBuf {
    let named = listing.with_extension("");
    if named.is_dir() {
        return named;
    }
    listing.parent().unwrap_or(Path::new("")).to_owned()
}

/// How many pages a listing names.
pub(crate) fn count(path: &Path) -> Option<u64> {
    let listing = text(path, &Options::default()).ok()?;
    Some(rows(&listing, "").len() as u64)
}

fn text(path: &Path, options: &Options) -> Result<String, Error> {
    let bytes = file::bytes(path, options)?;
    String::from_utf8(bytes).map_err(|error| Error::Listing {
        name: file::name(path),
        line: 1 + error
            .as_bytes()
            .iter()
            .take(error.utf8_error().valid_up_to())
            .filter(|&&b| b == b'\n')
            .count(),
        problem: "is not UTF-8; save the listing in that encoding".to_owned(),
    })
}

fn rows(listing: &str, name: &str) -> Vec<Result<Row, Error>> {
    let listing = listing.strip_prefix('\u{feff}').unwrap_or(listing);
    listing
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(index, line)| {
            row(line).map_err(|problem| Error::Listing {
                name: name.to_owned(),
                line: index + 1,
                problem,
            })
        })
        .collect()
}

/// Reads one row, or says what is wrong with it.
fn row(line: &str) -> Result<Row, String> {
    let mut columns = line.split('\t').map(str::trim);
    let mut column = || columns.next().filter(|text| !text.is_empty());
    let file = column().ok_or("names no file; start the row with one")?;
    if !Path::new(file)
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
    {
        return Err(format!("{file:?} is not below the listing's folder"));
    }
    let url = column();
    if let Some(url) = url {
        Address::parse(url).map_err(|error| error.to_string())?;
    }
    let fetched = column().map(|time| {
        time.parse().map_err(|_| {
            format!("{time:?} is not a time in RFC 3339; write it like 2031-05-03T08:00:00Z")
        })
    });
    Ok(Row {
        file: file.to_owned(),
        url: url.map(str::to_owned),
        fetched: fetched.transpose()?,
        content_type: column().map(media::content_type),
    })
}

impl Row {
    fn page(self, name: String, bytes: Vec<u8>, place: Option<Place>) -> Gathered {
        let media_type = match (&self.content_type, media::by_name(Path::new(&self.file))) {
            (Some(content_type), _) => content_type.media_type(),
            (None, Kind::Page(media_type)) => media_type,
            (None, _) => MediaType::Unknown,
        };
        let page = Page {
            url: self.url,
            fetched: self.fetched,
            media_type,
            charset: self
                .content_type
                .and_then(|content_type| content_type.charset),
            bytes,
            item: None,
        };
        Gathered { name, page, place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Scratch, gzipped};

    const LISTING: &str = "# pages of Lennar\n\
        a.html\thttps://lennar.example/a\t2031-05-03T08:00:00Z\ttext/html; charset=windows-1256\r\n\
        \n\
        sub/b.txt.gz\n\
        c.html\t\t\ttext/plain\textra\n";

    #[test]
    fn from_memory_and_from_disk_alike() {
        let scratch = Scratch::new();
        let files = [
            ("a.html", b"<p>a".to_vec()),
            ("sub/b.txt.gz", gzipped(b"b")),
            ("c.html", b"c".to_vec()),
        ];
        for (name, bytes) in &files {
            scratch.write(name, bytes);
        }
        let path = scratch.write("pages.tsv", LISTING);
        let open = |name: &str| {
            files
                .iter()
                .find(|(file, _)| *file == name)
                .map(|(_, bytes)| bytes.clone())
        };
        let memory: Vec<Page> = pages(LISTING, open)
            .map(|page| page.unwrap().page)
            .collect();
        let options = Options::default();
        for start in [path.as_path(), scratch.path()] {
            let disk = file::path_pages(start, &options, None).map(|page| page.unwrap().page);
            assert!(disk.eq(memory.iter().cloned()));
            assert_eq!(file::count(start), Some(3));
        }
        assert_eq!(
            memory[0],
            Page {
                url: Some("https://lennar.example/a".to_owned()),
                fetched: Some("2031-05-03T08:00:00Z".parse().unwrap()),
                media_type: MediaType::Html,
                charset: Some("windows-1256".to_owned()),
                bytes: b"<p>a".to_vec(),
                item: None,
            }
        );
        assert_eq!(
            (memory[1].media_type, &memory[1].bytes[..]),
            (MediaType::Text, &b"b"[..])
        );
        assert_eq!(
            (memory[2].media_type, &memory[2].url),
            (MediaType::Text, &None)
        );
    }

    #[test]
    fn a_bad_row_is_one_line_and_the_next_row_still_comes() {
        for (row, expected) in [
            (
                "../secret",
                "the listing, line 1: \"../secret\" is not below",
            ),
            ("/etc/hosts", "is not below the listing's folder"),
            ("\thttps://lennar.example/", "names no file"),
            ("a\tlennar", "lennar: "),
            (
                "a\thttps://lennar.example/\tyesterday",
                "not a time in RFC 3339",
            ),
            ("unknown", "unknown: there is no such file"),
        ] {
            let listing = format!("{row}\ngood");
            let open = |name: &str| (name == "good").then(|| b"x".to_vec());
            let [bad, good] = pages(&listing, open)
                .collect::<Vec<_>>()
                .try_into()
                .unwrap();
            let line = bad.unwrap_err().to_string();
            assert!(line.contains(expected), "{line}");
            assert!(good.is_ok());
        }
    }

    #[test]
    fn files_may_stand_in_a_folder_of_the_listings_name() {
        let scratch = Scratch::new();
        scratch.write("pages.tsv", "a.html\n");
        scratch.write("pages/a.html", "inside");
        scratch.write("a.html", "beside");
        let mut found = file::path_pages(scratch.path(), &Options::default(), None);
        assert_eq!(found.next().unwrap().unwrap().page.bytes, b"inside");
        assert!(found.next().is_none());
    }

    #[test]
    fn a_listing_in_another_encoding_is_refused_with_its_line() {
        let scratch = Scratch::new();
        let path = scratch.write("pages.tsv", b"a.html\n\xe3\xd1\n");
        let line = from_disk(&path, &Options::default())
            .next()
            .unwrap()
            .unwrap_err()
            .to_string();
        assert!(
            line.ends_with("pages.tsv, line 2: is not UTF-8; save the listing in that encoding")
        );
    }
}

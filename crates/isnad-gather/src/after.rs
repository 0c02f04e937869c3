//! Going on where a reading stopped.

use std::iter;

use crate::{
    Error, Gathered, Options, Pages, Place,
    file::{self, Source, Sources},
};

/// The pages of `sources` that come after the one at `place`.
///
/// One error, and no page, when that place is no longer there: going on anywhere else would lose
/// pages or give them twice.
pub(crate) fn pages(sources: Sources, place: Place, options: &Options) -> Pages {
    let is_it = {
        let file = place.file.clone();
        move |source: &Result<Source, Error>| {
            source
                .as_ref()
                .is_ok_and(|source| file::name(&source.path) == file)
        }
    };
    let mut sources = sources.skip_while(move |source| !is_it(source));
    let Some(Ok(first)) = sources.next() else {
        return file::failed(gone(&place));
    };
    let tail = Tail {
        pages: file::source_pages(&first, options, place.offset),
        place: Some(place),
    };
    let options = options.clone();
    Box::new(tail.chain(sources.flat_map(move |source| file::pages_of(source, &options))))
}

fn gone(place: &Place) -> Error {
    Error::Archive {
        name: place.file.clone(),
        problem: "no longer holds the page after which reading stopped; read everything anew"
            .into(),
    }
}

/// What comes after a place.
struct Tail {
    pages: Pages,
    /// What is still looked for.
    place: Option<Place>,
}

impl Iterator for Tail {
    type Item = Result<Gathered, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(place) = self.place.take() {
            let is_it = |page: &Gathered| page.place.as_ref().is_some_and(|it| it.is(&place));
            let mut before = iter::from_fn(|| self.pages.next());
            if !before.any(|page| page.is_ok_and(|page| is_it(&page))) {
                return Some(Err(gone(&place)));
            }
        }
        self.pages.next()
    }
}

#[cfg(test)]
mod tests {
    use std::{io::Read, path::PathBuf};

    use isnad_warc::{Capture, Writer};

    use super::*;
    use crate::{
        Input, gather, gather_after,
        testing::{Scratch, gzipped},
    };

    fn archive() -> Vec<u8> {
        let mut writer = Writer::new(Vec::new());
        for (number, body) in ["<p>one", "<p>two", "<p>three"].iter().enumerate() {
            let capture = Capture {
                uri: &format!("https://lennar.example/{number}"),
                date: "2031-05-03T10:00:01Z",
                content_type: Some("text/html"),
                body: body.as_bytes(),
                fields: &[],
            };
            writer.response(&capture).unwrap();
        }
        writer.into_inner()
    }

    /// Inputs of every form that holds several pages.
    fn inputs(scratch: &Scratch) -> Vec<PathBuf> {
        let packed = archive();
        let mut plain = Vec::new();
        flate2::read::MultiGzDecoder::new(packed.as_slice())
            .read_to_end(&mut plain)
            .unwrap();
        let lines = "{\"text\": \"one\"}\n{\"text\": \"two\"}\nnot JSON\n{\"text\": \"three\"}\n";
        scratch.write("folder/a.html", "<p>first");
        scratch.write("folder/b.warc.gz", &packed);
        scratch.write("folder/c.html", "<p>last");
        scratch.write("listing/a.html", "<p>a");
        scratch.write("listing/b.html", "<p>b");
        scratch.write("listing/pages.tsv", "b.html\na.html\nb.html\n");
        vec![
            scratch.write("one-member.warc.gz", gzipped(&plain)),
            scratch.write("plain.warc", plain),
            scratch.write("packed.warc.gz", packed),
            scratch.write("lines.jsonl", lines),
            scratch.write("lines.jsonl.gz", gzipped(lines.as_bytes())),
            scratch.path().join("folder"),
            scratch.path().join("listing"),
            scratch.write("all.paths", "folder/c.html\nfolder/b.warc.gz\nplain.warc\n"),
        ]
    }

    fn good(pages: Pages) -> Vec<Gathered> {
        pages.flatten().collect()
    }

    #[test]
    fn what_comes_after_a_page_is_all_that_came_after_it() {
        let scratch = Scratch::new();
        let options = Options::default();
        for path in inputs(&scratch) {
            let input = Input::Path(path.clone());
            let whole = good(gather(&input, &options));
            assert!(whole.len() > 1, "{}", path.display());
            for (at, page) in whole.iter().enumerate() {
                let place = page.place.clone().unwrap();
                let rest = good(gather_after(&input, place, &options));
                let bytes = |pages: &[Gathered]| -> Vec<Vec<u8>> {
                    pages.iter().map(|page| page.page.bytes.clone()).collect()
                };
                assert_eq!(
                    bytes(&rest),
                    bytes(&whole[at + 1..]),
                    "{}: {at}",
                    path.display()
                );
            }
        }
    }

    #[test]
    fn a_place_that_is_gone_is_one_line_and_no_page_is_given_twice() {
        let scratch = Scratch::new();
        for path in inputs(&scratch) {
            let input = Input::Path(path.clone());
            let place = good(gather(&input, &Options::default()))[0].place.clone();
            for change in [
                |place: &mut Place| place.nth += 77,
                |place: &mut Place| place.file += "x",
            ] {
                let mut place = place.clone().unwrap();
                change(&mut place);
                let file = place.file.clone();
                let found: Vec<_> = gather_after(&input, place, &Options::default()).collect();
                let gone = found[0].as_ref().unwrap_err().to_string();
                assert!(gone.contains("no longer holds"), "{gone}");
                assert!(
                    found.iter().flatten().all(|page| {
                        page.place.as_ref().is_some_and(|place| place.file != file)
                    }),
                    "{}",
                    path.display()
                );
            }
        }
    }
}

//! Lists of archives, as news crawls publish them: a path a line, gzip or not.
//!
//! ```text
//! crawl-data/CC-NEWS/2031/05/CC-NEWS-20310503081500-00042.warc.gz
//! ```
//!
//! The paths are looked for below a folder: [`Options::base`], else the folder of the list. Nothing is
//! fetched; a file that is not there is one line.

use std::{
    iter,
    path::{Component, Path},
};

use crate::{
    Error, Options,
    file::{self, Source, Sources},
    media,
};

/// The files that a list names, in its order.
pub(crate) fn sources(list: &Path, options: &Options) -> Sources {
    let text = match file::bytes(list, options) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => return Box::new(iter::once(Err(error))),
    };
    let here = list.parent().unwrap_or(Path::new(""));
    let base = options.base.as_deref().unwrap_or(here);
    let lines = text.lines().enumerate();
    let found: Vec<Result<Source, Error>> = lines
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(at, line)| {
            source(line.trim(), base).map_err(|problem| Error::Listing {
                name: file::name(list),
                line: at + 1,
                problem,
            })
        })
        .collect();
    Box::new(found.into_iter())
}

/// The file of one line, or what is wrong with it.
fn source(line: &str, base: &Path) -> Result<Source, String> {
    let below = |part: Component| matches!(part, Component::Normal(_) | Component::CurDir);
    if line.contains("://") || !Path::new(line).components().all(below) {
        return Err(format!(
            "{line:?} is no path below a folder; write it like crawl-data/…/a.warc.gz"
        ));
    }
    Ok(Source {
        path: base.join(line),
        kind: media::by_name(Path::new(line)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Scratch, gzipped};

    #[test]
    fn lines_are_looked_for_beside_the_list_or_where_told() {
        let scratch = Scratch::new();
        scratch.write("mirror/crawl-data/a.html", "<p>first");
        scratch.write("mirror/crawl-data/b.html", "<p>second");
        let lines = "crawl-data/b.html\n\n# a note\ncrawl-data/a.html\ncrawl-data/gone.html\n\
            ../x.html\n/etc/hosts\nhttps://lennar.example/a.html\n";
        let beside = scratch.write("mirror/html.paths.gz", gzipped(lines.as_bytes()));
        let elsewhere = scratch.write("html.paths", lines);
        let base = Options {
            base: Some(scratch.path().join("mirror")),
            ..Options::default()
        };
        for (list, options) in [(beside, Options::default()), (elsewhere, base)] {
            let (good, bad): (Vec<_>, Vec<_>) =
                file::path_pages(&list, &options, None).partition(Result::is_ok);
            let bodies: Vec<Vec<u8>> = good
                .into_iter()
                .map(|page| page.unwrap().page.bytes)
                .collect();
            assert_eq!(bodies, [b"<p>second".to_vec(), b"<p>first".to_vec()]);
            let lines: Vec<String> = bad
                .into_iter()
                .map(|error| error.unwrap_err().to_string())
                .collect();
            assert_eq!(lines.len(), 4, "{lines:?}");
            assert!(lines[0].contains("no such file"), "{lines:?}");
            assert!(lines[1].contains("line 6"), "{lines:?}");
        }
    }
}

//! Pages in lines of JSON, gzip or not: an object a line.
//!
//! | field | under the names |
//! | --- | --- |
//! | address | `url`, `uri`, `link`, `address` |
//! | a page of tags | `html`, `raw_html`, `content_html` |
//! | its text | `text`, `plain_text`, `article`, `maintext` |
//! | one or the other, by its look | `content`, `body`, `raw_content` |
//! | when it was fetched | `fetched`, `crawled`, `timestamp`, `date`, `crawl_date`, `fetch_time`, `warc_date`, `date_download` |
//! | its headline | `title`, `headline` |
//! | when it was published | `published`, `date_publish`, `publish_date`, `pubdate` |
//!
//! Names are the same in any case, the first of a row that has words counts, and other fields are passed
//! over. A time is RFC 3339, a day, both with a space between, or seconds (or milliseconds) since 1970.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
    path::Path,
};

use flate2::read::MultiGzDecoder;
use serde_json::Value;

use crate::{Error, Gathered, Limits, Options, Pages, Place, file, row::Row};

/// The pages of a file of lines, from the line that starts at byte `from`.
pub(crate) fn pages(path: &Path, options: &Options, from: u64) -> Pages {
    let name = file::name(path);
    match Lines::open(path, options.limits, from) {
        Ok(lines) => {
            let fetched = options.fetched;
            Box::new(lines.filter_map(move |line| {
                let (place, line) = match line {
                    Ok(line) => line,
                    Err(error) => return Some(Err(error)),
                };
                page(place, &line, fetched).transpose()
            }))
        }
        Err(error) => file::failed(Error::from_io(&name, error)),
    }
}

/// The page of one line; `None` for an empty one.
fn page(
    place: Place,
    line: &[u8],
    fetched: Option<jiff::Timestamp>,
) -> Result<Option<Gathered>, Error> {
    let line = line.trim_ascii();
    if line.is_empty() {
        return Ok(None);
    }
    let name = place.name("line at byte");
    let problem = |problem: String| Error::Archive {
        name: name.clone(),
        problem,
    };
    let value: Value =
        serde_json::from_slice(line).map_err(|error| problem(format!("is not JSON: {error}")))?;
    let Value::Object(fields) = value else {
        return Err(problem(
            "is no object of url, html or text, and date".into(),
        ));
    };
    let fields = fields.into_iter().filter_map(|(name, value)| match value {
        Value::String(text) => Some((name, text)),
        Value::Number(number) => Some((name, number.to_string())),
        _ => None,
    });
    let mut page = Row::new(fields).page().map_err(problem)?;
    page.fetched = page.fetched.or(fetched);
    Ok(Some(Gathered {
        name,
        page,
        place: Some(place),
    }))
}

/// Lines with the place of each. A line over the limit is one error and is not held.
struct Lines {
    input: BufReader<Box<dyn Read + Send>>,
    file: String,
    limit: usize,
    offset: u64,
    /// Bytes of text are bytes of the file.
    is_plain: bool,
    ended: bool,
}

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

impl Lines {
    fn open(path: &Path, limits: Limits, from: u64) -> io::Result<Lines> {
        let mut file = File::open(path)?;
        let mut start = Vec::new();
        (&mut file).take(2).read_to_end(&mut start)?;
        let is_plain = start != GZIP_MAGIC;
        let offset = if is_plain { from } else { 0 };
        file.seek(SeekFrom::Start(offset))?;
        let input: Box<dyn Read + Send> = match is_plain {
            true => Box::new(file),
            false => Box::new(MultiGzDecoder::new(BufReader::with_capacity(1 << 16, file))),
        };
        Ok(Lines {
            input: BufReader::with_capacity(1 << 18, input),
            file: file::name(path),
            // A page may be written in escapes of several letters for one.
            limit: limits.max_bytes.saturating_mul(2),
            offset,
            is_plain,
            ended: false,
        })
    }

    fn line(&mut self) -> io::Result<(u64, Vec<u8>)> {
        let mut line = Vec::new();
        let room = self.limit as u64;
        let mut taken = (&mut self.input).take(room).read_until(b'\n', &mut line)? as u64;
        if taken == room && line.last() != Some(&b'\n') {
            line.clear();
            taken += pass_line(&mut self.input)?;
        }
        Ok((taken, line))
    }
}

/// Reads to the end of a line and keeps nothing of it.
fn pass_line(input: &mut impl BufRead) -> io::Result<u64> {
    let mut passed = 0;
    loop {
        let bytes = input.fill_buf()?;
        let end = bytes.iter().position(|&byte| byte == b'\n');
        let count = end.map_or(bytes.len(), |end| end + 1);
        let is_over = end.is_some() || bytes.is_empty();
        input.consume(count);
        passed += count as u64;
        if is_over {
            return Ok(passed);
        }
    }
}

impl Iterator for Lines {
    type Item = Result<(Place, Vec<u8>), Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let (taken, line) = match self.line() {
            Ok(read) => read,
            Err(error) => {
                self.ended = true;
                return Some(Err(Error::Gzip {
                    name: self.file.clone(),
                    source: error,
                }));
            }
        };
        if taken == 0 {
            return None;
        }
        let offset = self.offset;
        self.offset += taken;
        let place = Place {
            offset,
            read: if self.is_plain { self.offset } else { 0 },
            ..Place::of(&self.file)
        };
        if line.is_empty() {
            return Some(Err(Error::TooLarge {
                name: place.name("line at byte"),
                size: Some(taken),
                limit: self.limit,
            }));
        }
        Some(Ok((place, line)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Scratch, gzipped};
    use isnad::model::MediaType;

    const LINES: &str = concat!(
        r#"{"url": "https://lennar.example/a", "html": "<p>a", "date": "2031-05-03"}"#,
        "\n\n",
        r#"{"URI": "https://lennar.example/b", "text": "b", "timestamp": 1935576000, "tags": ["x"]}"#,
        "\n",
        "not JSON\n",
        r#"["a"]"#,
        "\n",
        r#"{"url": "https://lennar.example/c"}"#,
        "\n",
        r#"{"content": "<p>d", "title": "Rain", "published": "2031-05-02"}"#,
    );

    fn read(path: &Path, options: &Options) -> (Vec<Gathered>, Vec<String>) {
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        for page in file::path_pages(path, options, None) {
            match page {
                Ok(page) => good.push(page),
                Err(error) => bad.push(error.to_string()),
            }
        }
        (good, bad)
    }

    #[test]
    fn a_line_is_a_page() {
        let scratch = Scratch::new();
        let plain = scratch.write("a.jsonl", LINES);
        let packed = scratch.write("a.ndjson.gz", gzipped(LINES.as_bytes()));
        for path in [plain, packed] {
            let (pages, errors) = read(&path, &Options::default());
            let bodies: Vec<&[u8]> = pages.iter().map(|page| &page.page.bytes[..]).collect();
            assert_eq!(bodies, [&b"<p>a"[..], b"b", b"<p>d"]);
            let types: Vec<MediaType> = pages.iter().map(|page| page.page.media_type).collect();
            assert_eq!(
                types,
                [MediaType::Html, MediaType::Text, MediaType::Unknown]
            );
            assert_eq!(
                pages[0].page.fetched,
                Some("2031-05-03T12:00:00Z".parse().unwrap())
            );
            assert_eq!(
                pages[1].page.fetched,
                Some("2031-05-03T12:00:00Z".parse().unwrap())
            );
            let item = pages[2].page.item.as_deref().unwrap();
            assert_eq!(item.title.as_deref(), Some("Rain"));
            assert_eq!(item.published.as_deref(), Some("2031-05-02"));
            assert_eq!(errors.len(), 3, "{errors:?}");
            assert!(errors[0].contains("is not JSON"), "{errors:?}");
            assert!(errors[2].contains("html"), "{errors:?}");
        }
    }

    #[test]
    fn a_line_without_end_is_one_error_and_the_next_still_comes() {
        let scratch = Scratch::new();
        let long = format!(
            "{{\"text\": \"{}\"}}\n{{\"text\": \"short\"}}\n",
            "x".repeat(5000)
        );
        let path = scratch.write("long.jsonl", long);
        let options = Options {
            limits: Limits {
                max_bytes: 1000,
                ..Limits::default()
            },
            ..Options::default()
        };
        let (pages, errors) = read(&path, &options);
        assert_eq!((pages.len(), errors.len()), (1, 1));
        assert_eq!(pages[0].page.bytes, b"short");
        assert!(errors[0].contains("5013 bytes"), "{errors:?}");
    }
}

//! The pages of a WARC archive.
//!
//! What counts as a page: a `response` that succeeded, a `resource`, or a `conversion` (the text
//! some archives make of a page), if it is HTML, plain text, or does not say what it is. Everything
//! else an archive holds (requests, pictures, robots.txt, the archive's own notes) is passed over
//! without a word; a damaged record is one error and the records after it still come.
//!
//! One page comes once: a `revisit` says that nothing changed, and a `conversion` of the page before it
//! says the same in other letters.
//!
//! Archives that Isnad wrote tell more ([`isnad_warc::own`]), and are read here as a rebuild reads them:
//! what only led to pages is passed over whatever its type, and what a feed said goes with its page.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use isnad::model::{FeedItem, MediaType, Page};
use isnad_warc::{Answer, Fields, Reader, Record, own};

use crate::{Error, Gathered, Limits, Options, Pages, Place, file, media::ContentType};

/// The kinds of record that can hold a page.
const KINDS: &[&str] = &["response", "resource", "conversion"];

/// What starts the targets of texts that browsers' archives keep beside the page they were taken from.
const TEXTS_BESIDE: [&str; 2] = ["urn:text:", "urn:textFinal:"];

/// What a record may have beyond the page itself: the HTTP header in front of it.
const HEADER_ROOM: u64 = 64 << 10;

/// The pages of an archive, compressed or not, from the record at byte `from`.
pub(crate) fn pages(path: &Path, options: &Options, from: u64) -> Pages {
    let name = file::name(path);
    let opened = File::open(path).and_then(|mut file| {
        // A pipe has no places.
        if from > 0 {
            file.seek(SeekFrom::Start(from))?;
        }
        Ok(file)
    });
    match opened {
        Ok(file) => pages_of(file, from, Place::of(&name), options),
        Err(error) => file::failed(Error::from_io(&name, error)),
    }
}

/// The pages of an archive that is itself at byte `from` of the file or member `place`.
pub(crate) fn pages_of(
    input: impl Read + Send + 'static,
    from: u64,
    place: Place,
    options: &Options,
) -> Pages {
    let limits = options.limits;
    let reader = Reader::starting_at(input, from)
        .limit(limits.max_bytes as u64 + HEADER_ROOM)
        .only(is_of_use);
    let name = match &place.member {
        Some(member) => format!("{}: {member}", place.file),
        None => place.file.clone(),
    };
    let mut archive = Archive {
        place,
        limits,
        item: None,
        last: None,
    };
    Box::new(reader.filter_map(move |record| match record {
        Ok(record) => archive.take(&record).transpose(),
        Err(isnad_warc::Error::Io(error)) => Some(Err(Error::from_io(&name, error))),
        Err(damage) => Some(Err(damaged(&name, &damage))),
    }))
}

/// Whether a record of this header can hold a page, or what was said of one.
fn is_of_use(header: &Fields) -> bool {
    let kind = header.get("WARC-Type").unwrap_or_default();
    if kind == "metadata" {
        let is_json = header.get("Content-Type") == Some("application/json");
        return is_json && header.get(own::CONCURRENT_TO).is_some();
    }
    KINDS.contains(&kind) && can_hold_a_page(header)
}

/// Archives keep the robots.txt of every host they visited; it is text, but never a page.
fn can_hold_a_page(header: &Fields) -> bool {
    let uri = header.get("WARC-Target-URI").unwrap_or_default();
    let uri = uri.trim_start_matches('<').trim_end_matches('>');
    header.is_to_be_read() != Some(false)
        && !uri.ends_with("/robots.txt")
        && !TEXTS_BESIDE.iter().any(|start| uri.starts_with(start))
}

/// An archive on its way.
struct Archive {
    place: Place,
    limits: Limits,
    /// What a feed said of a page that has not come yet, and the name of that page's record.
    item: Option<(String, Box<FeedItem>)>,
    /// The name of the record that held the last page.
    last: Option<String>,
}

impl Archive {
    /// The page a record holds, if it holds one.
    fn take(&mut self, record: &Record) -> Result<Option<Gathered>, Error> {
        if record.kind() == "metadata" {
            self.item = item(record);
            return Ok(None);
        }
        if record.kind() == "conversion" && self.is_of_last(record) {
            return Ok(None);
        }
        let item = self.item.take();
        let page = self.page(record)?;
        let Some(mut found) = page else {
            return Ok(None);
        };
        let item = item.filter(|(of, _)| record.id() == Some(of));
        found.page.item = item.map(|(_, item)| item);
        self.last = record.id().map(str::to_owned);
        Ok(Some(found))
    }

    /// Whether it says again what the last page says.
    fn is_of_last(&self, record: &Record) -> bool {
        let of = record.fields.get("WARC-Refers-To");
        of.is_some() && of == self.last.as_deref()
    }

    fn page(&self, record: &Record) -> Result<Option<Gathered>, Error> {
        let place = Place {
            offset: record.offset,
            nth: record.nth,
            read: match self.place.member {
                Some(_) => self.place.read,
                None => record.offset + record.length,
            },
            ..self.place.clone()
        };
        let answer = record.answer();
        let answer = answer.map_err(|error| damaged(&self.place.file, &error))?;
        let Some(answer) = answer else {
            return Ok(None);
        };
        let Some(page) = page(answer, record.fields.is_to_be_read()) else {
            return Ok(None);
        };
        let name = place.name("record at byte");
        let (size, limit) = (page.bytes.len(), self.limits.max_bytes);
        if size > limit {
            return Err(Error::TooLarge {
                name,
                size: Some(size as u64),
                limit,
            });
        }
        let place = Some(place);
        Ok(Some(Gathered { name, page, place }))
    }
}

/// What an answer holds, unless it says that it is something else than a page. What is said to be one is
/// taken for one whatever its type.
fn page(answer: Answer<'_>, is_to_be_read: Option<bool>) -> Option<Page> {
    let told = answer.content_type.map(ContentType::from);
    let media_type = told
        .as_ref()
        .map_or(MediaType::Unknown, ContentType::media_type);
    if told.is_some() && media_type == MediaType::Unknown && is_to_be_read != Some(true) {
        return None;
    }
    Some(Page {
        url: answer.url.map(str::to_owned),
        fetched: answer.fetched.and_then(|time| time.parse().ok()),
        media_type,
        charset: told.and_then(|it| it.charset),
        bytes: answer.body.into_owned(),
        item: None,
    })
}

/// What a feed said of a page, and the name of the record that holds the page. Other JSON says nothing here.
fn item(record: &Record) -> Option<(String, Box<FeedItem>)> {
    let of = record.fields.get(own::CONCURRENT_TO)?;
    let item: FeedItem = serde_json::from_slice(&record.block).ok()?;
    (item != FeedItem::default()).then(|| (of.to_owned(), Box::new(item)))
}

fn damaged(name: &str, problem: &isnad_warc::Error) -> Error {
    Error::Archive {
        name: name.to_owned(),
        problem: problem.to_string(),
    }
}

#[cfg(test)]
mod tests;

//! The pages in a zip file: saved pages, and web archives (WACZ is a zip with WARC files in it).
//!
//! Members come in the order of the file, each read when it is asked for, within the limits of any
//! page. Nothing is ever written to a disk. What cannot be read is one line; what is no page by its name,
//! or hidden, is passed over. Of a WACZ only the archives are read: the rest of it is about them.

mod directory;
#[cfg(test)]
mod tests;

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom, Take},
    path::{Component, Path, PathBuf},
};

use flate2::{Crc, read::DeflateDecoder};
use isnad::model::{MediaType, Page};

use self::directory::{Fault, Member};
use crate::{
    Error, Gathered, Options, Pages, Place, file,
    media::{self, Kind},
    read::{self, Counted},
    warc,
};

const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// The pages in a zip file.
pub(crate) fn pages(path: &Path, options: &Options) -> Pages {
    let name = file::name(path);
    let members = File::open(path)
        .map_err(Fault::from)
        .and_then(|mut file| directory::read(&mut file));
    let members = match members {
        Ok(members) => members,
        Err(fault) => return file::failed(about(&name, fault)),
    };
    let is_wacz = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("wacz"));
    let zip = Zip {
        path: path.to_owned(),
        name,
        is_wacz,
        options: options.clone(),
    };
    let mut end = 0;
    Box::new(
        members
            .into_iter()
            .flat_map(move |member| zip.member(&member, &mut end)),
    )
}

fn about(name: &str, fault: Fault) -> Error {
    match fault {
        Fault::Io(error) => Error::from_io(name, error),
        Fault::Broken(problem) => Error::Archive {
            name: name.to_owned(),
            problem: problem.to_owned(),
        },
    }
}

struct Zip {
    path: PathBuf,
    name: String,
    is_wacz: bool,
    options: Options,
}

impl Zip {
    /// The pages of a member. `end` is where the bytes of the one before end: two that share bytes are
    /// how a small file is made to look like a very large one.
    fn member(&self, member: &Member, end: &mut u64) -> Pages {
        let kind = media::by_name(Path::new(&member.name));
        let media_type = match kind {
            Kind::Archive => None,
            Kind::Page(media_type) if !self.is_wacz => Some(media_type),
            _ => return Box::new(std::iter::empty()),
        };
        if member.name.ends_with('/') || is_hidden(&member.name) {
            return Box::new(std::iter::empty());
        }
        let opened = self.open(member, *end);
        let pages = opened.map(|data| {
            *end = data.end;
            match media_type {
                Some(media_type) => file::once(self.page(member, media_type, &data)),
                None => self.archive(member, &data),
            }
        });
        pages.unwrap_or_else(|fault| file::failed(about(&self.about(member), fault)))
    }

    fn about(&self, member: &Member) -> String {
        format!("{}: {}", self.name, member.name)
    }

    /// Finds the bytes of a member.
    fn open(&self, member: &Member, before: u64) -> Result<Data, Fault> {
        if !is_inside(&member.name) {
            return Err(Fault::Broken(
                "has a name that leads out of the zip; it was not read",
            ));
        }
        if member.is_encrypted {
            return Err(Fault::Broken("is encrypted; unpack it first"));
        }
        if ![STORED, DEFLATED].contains(&member.method) {
            return Err(Fault::Broken(
                "is compressed in a way that is not read; only deflate is known",
            ));
        }
        let mut file = File::open(&self.path)?;
        let (start, end) = directory::data(&mut file, member)?;
        if member.header < before {
            return Err(Fault::Broken(
                "shares its bytes with another member; it was not read",
            ));
        }
        if end > file.metadata()?.len() {
            return Err(Fault::Broken("is cut short"));
        }
        file.seek(SeekFrom::Start(start))?;
        Ok(Data { file, start, end })
    }

    fn place(&self, member: &Member, data: &Data) -> Place {
        Place {
            member: Some(member.name.clone()),
            read: data.end,
            ..Place::of(&self.name)
        }
    }

    fn page(&self, member: &Member, media_type: MediaType, data: &Data) -> Result<Gathered, Error> {
        let (name, limits) = (self.about(member), &self.options.limits);
        let packed = data.bytes().map_err(|error| Error::from_io(&name, error))?;
        let content = match member.method {
            STORED => read::plain(packed, limits),
            _ => read::inflated(DeflateDecoder::new(Counted::new(packed)), limits),
        };
        let content = content.map_err(|stop| stop.about(&name, limits))?;
        let mut crc = Crc::new();
        crc.update(&content);
        if crc.sum() != member.crc {
            return Err(about(
                &name,
                Fault::Broken("is damaged: its checksum does not fit"),
            ));
        }
        // Saved pages are often gzip already.
        let bytes = read::either(content.as_slice(), limits);
        Ok(Gathered {
            page: Page {
                fetched: self.options.fetched,
                media_type,
                bytes: bytes.map_err(|stop| stop.about(&name, limits))?,
                ..Page::default()
            },
            name,
            place: Some(self.place(member, data)),
        })
    }

    /// The pages of an archive inside. One that is stored as it is keeps the offsets of the zip file,
    /// so that any tool finds a record there.
    fn archive(&self, member: &Member, data: &Data) -> Pages {
        let name = self.about(member);
        let bytes = match data.bytes() {
            Ok(bytes) => bytes,
            Err(error) => return file::failed(Error::from_io(&name, error)),
        };
        let place = self.place(member, data);
        match member.method {
            STORED => {
                let place = Place {
                    member: None,
                    ..place
                };
                warc::pages_of(bytes, data.start, place, &self.options)
            }
            _ => {
                let content = DeflateDecoder::new(BufReader::with_capacity(1 << 16, bytes));
                warc::pages_of(content, 0, place, &self.options)
            }
        }
    }
}

/// The bytes of a member, at their start.
struct Data {
    file: File,
    start: u64,
    end: u64,
}

impl Data {
    fn bytes(&self) -> io::Result<Take<File>> {
        Ok(self.file.try_clone()?.take(self.end - self.start))
    }
}

/// What systems put beside the files of a person.
fn is_hidden(name: &str) -> bool {
    name.split('/')
        .any(|part| part.starts_with('.') && part != ".." && part != "." || part == "__MACOSX")
}

fn is_inside(name: &str) -> bool {
    let below = |part: Component| matches!(part, Component::Normal(_) | Component::CurDir);
    !name.contains(['\\', '\0']) && Path::new(name).components().all(below)
}

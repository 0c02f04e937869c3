use std::{
    borrow::Cow,
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write},
    ops::Range,
    path::{Path, PathBuf},
};

use isnad::trace::Shelf;

use crate::Error;

/// What names of segment files end with.
const ENDING: &str = "segment";

/// The segments of a [`trace::Index`](isnad::trace::Index) as files in a folder.
///
/// The newest of those that were put since it was opened are held in memory as well, up to a number of
/// bytes: articles are mostly copied within days. The others are read where they lie, a few hundred
/// bytes at a time.
///
/// # Limits
///
/// One process at a time. A file that was being written in a crash is passed over and overwritten.
#[derive(Debug)]
pub struct SegmentFolder {
    folder: PathBuf,
    segments: BTreeMap<u64, Segment>,
    /// How many bytes may be held in memory.
    limit: usize,
}

#[derive(Debug)]
struct Segment {
    file: File,
    size: usize,
    /// All of it, when it is among the newest.
    bytes: Option<Vec<u8>>,
}

impl SegmentFolder {
    /// The segments in a folder, which is made when it is not there. `limit` is how many bytes of
    /// them may be held in memory.
    ///
    /// # Errors
    /// When the folder cannot be made or read.
    pub fn open(folder: &Path, limit: usize) -> Result<SegmentFolder, Error> {
        fs::create_dir_all(folder).map_err(Error::io(folder))?;
        let mut segments = BTreeMap::new();
        for entry in fs::read_dir(folder).map_err(Error::io(folder))? {
            let path = entry.map_err(Error::io(folder))?.path();
            if let Some(number) = number(&path) {
                let file = File::open(&path).map_err(Error::io(&path))?;
                let size = file.metadata().map_err(Error::io(&path))?.len() as usize;
                let bytes = None;
                segments.insert(number, Segment { file, size, bytes });
            }
        }
        Ok(SegmentFolder {
            folder: folder.to_owned(),
            segments,
            limit,
        })
    }

    /// How many bytes the files have.
    pub fn size(&self) -> usize {
        self.segments.values().map(|segment| segment.size).sum()
    }

    fn path(&self, number: u64) -> PathBuf {
        self.folder.join(format!("{number:010}.{ENDING}"))
    }

    /// Lets go of the oldest segments in memory, until those left are within the limit.
    fn forget(&mut self) {
        let mut held = 0;
        for segment in self.segments.values_mut().rev() {
            held += segment.size;
            if held > self.limit {
                segment.bytes = None;
            }
        }
    }
}

fn number(path: &Path) -> Option<u64> {
    let is_segment = path.extension()? == ENDING;
    is_segment.then(|| path.file_stem()?.to_str()?.parse().ok())?
}

/// Writes a file of which a crash leaves all or nothing.
fn write(path: &Path, bytes: &[u8]) -> io::Result<File> {
    let part = path.with_extension("part");
    let mut file = File::create(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&part, path)?;
    File::open(path)
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, at)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = &mut bytes[read..];
        at += read as u64;
    }
    Ok(())
}

impl Shelf for SegmentFolder {
    type Error = Error;

    fn list(&self) -> Result<Vec<(u64, usize)>, Error> {
        let segments = self.segments.iter();
        Ok(segments
            .map(|(number, segment)| (*number, segment.size))
            .collect())
    }

    fn put(&mut self, number: u64, bytes: Vec<u8>) -> Result<(), Error> {
        let path = self.path(number);
        let file = write(&path, &bytes).map_err(Error::io(&path))?;
        let segment = Segment {
            file,
            size: bytes.len(),
            bytes: Some(bytes),
        };
        self.segments.insert(number, segment);
        self.forget();
        Ok(())
    }

    fn read(&self, number: u64, place: Range<usize>) -> Result<Cow<'_, [u8]>, Error> {
        let missing = || io::ErrorKind::UnexpectedEof.into();
        let read = || -> io::Result<Cow<'_, [u8]>> {
            let segment = self.segments.get(&number).ok_or_else(missing)?;
            if let Some(bytes) = &segment.bytes {
                return bytes.get(place).map(Cow::Borrowed).ok_or_else(missing);
            }
            let mut bytes = vec![0; place.len().min(segment.size)];
            read_at(&segment.file, &mut bytes, place.start as u64)?;
            Ok(Cow::Owned(bytes))
        };
        read().map_err(|source| Error::io(&self.path(number))(source))
    }

    fn remove(&mut self, number: u64) -> Result<(), Error> {
        self.segments.remove(&number);
        let path = self.path(number);
        fs::remove_file(&path).map_err(Error::io(&path))
    }
}

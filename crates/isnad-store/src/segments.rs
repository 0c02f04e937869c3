use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{self, Write},
    ops::Range,
    path::{Path, PathBuf},
};

use isnad::trace::Shelf;

use crate::{Error, archive};

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
/// One process at a time, unless someone else says which files count, as a [`Store`](crate::Store)
/// does. A file that was being written in a crash is passed over and overwritten.
#[derive(Debug)]
pub struct SegmentFolder {
    folder: PathBuf,
    segments: BTreeMap<u64, Segment>,
    /// How many bytes may be held in memory.
    limit: usize,
    /// Whether what is removed here is removed from the disk, too.
    is_sole: bool,
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
        let mut found = SegmentFolder::of(folder, &numbers(folder)?, limit)?;
        found.is_sole = true;
        Ok(found)
    }

    /// Certain segments in a folder. Files are written to it but not removed: others may read them
    /// still.
    pub(crate) fn of(
        folder: &Path,
        numbers: &BTreeSet<u64>,
        limit: usize,
    ) -> Result<SegmentFolder, Error> {
        let mut found = SegmentFolder {
            folder: folder.to_owned(),
            segments: BTreeMap::new(),
            limit,
            is_sole: false,
        };
        for &number in numbers {
            let path = found.path(number);
            let file = File::open(&path).map_err(Error::io(&path))?;
            let size = file.metadata().map_err(Error::io(&path))?.len() as usize;
            let bytes = None;
            found.segments.insert(number, Segment { file, size, bytes });
        }
        Ok(found)
    }

    /// The numbers of the segments.
    pub(crate) fn numbers(&self) -> BTreeSet<u64> {
        self.segments.keys().copied().collect()
    }

    /// How many bytes the files have.
    pub fn size(&self) -> usize {
        self.segments.values().map(|segment| segment.size).sum()
    }

    fn path(&self, number: u64) -> PathBuf {
        path(&self.folder, number)
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

/// The numbers of the segments that lie in a folder.
fn numbers(folder: &Path) -> Result<BTreeSet<u64>, Error> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(Error::io(folder))? {
        let path = entry.map_err(Error::io(folder))?.path();
        found.extend(number(&path));
    }
    Ok(found)
}

/// Removes the segments that are not among `named`. Later ones than those are left: someone else may
/// be about to name them, and numbers only rise.
pub(crate) fn sweep(folder: &Path, named: &BTreeSet<u64>) -> Result<(), Error> {
    let Some(newest) = named.last() else {
        return Ok(());
    };
    for number in numbers(folder)?.range(..newest) {
        if !named.contains(number) {
            let path = path(folder, *number);
            fs::remove_file(&path).map_err(Error::io(&path))?;
        }
    }
    Ok(())
}

fn path(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number:010}.{ENDING}"))
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
    if let Some(folder) = path.parent() {
        archive::sync_folder(folder)?;
    }
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
        fs::create_dir_all(&self.folder).map_err(Error::io(&self.folder))?;
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
        if !self.is_sole {
            return Ok(());
        }
        let path = self.path(number);
        fs::remove_file(&path).map_err(Error::io(&path))
    }
}

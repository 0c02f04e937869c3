//! The folder `archive`: a row of WARC files, of which only the newest is written.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use isnad_warc::{DEFAULT_LIMIT, Record, Writer};
use jiff::Timestamp;

use crate::{
    Error, RecordPlace,
    record::{Exchange, Written},
};

/// A file is closed and the next one begun when it has this many bytes: large enough to be few,
/// small enough to be copied.
const FULL: u64 = 1024 * 1024 * 1024;

/// The bytes a page may have with the head of its answer: what the reader takes back, less some for
/// what others may add.
pub(crate) const LARGEST: usize = DEFAULT_LIMIT as usize - 60 * 1024;

const SOFTWARE: &str = concat!("isnad/", env!("CARGO_PKG_VERSION"));

/// The archive of a data folder.
pub(crate) struct Archive {
    folder: PathBuf,
    /// Held by whoever appends, in whichever process.
    lock: File,
    lock_path: PathBuf,
    /// The bytes from which on a file is closed.
    pub(crate) full: u64,
}

/// One file of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ArchiveFile {
    /// Counts up from 1 over the whole archive, and puts its files in order.
    pub(crate) number: u32,
    pub(crate) name: String,
    /// The day it was begun, `YYYYMMDD` in UTC.
    pub(crate) day: String,
    pub(crate) path: PathBuf,
}

/// While it lives no one else appends.
pub(crate) struct Appending<'a>(&'a File);

impl Drop for Appending<'_> {
    fn drop(&mut self) {
        // Nothing can be done about a failure, and closing the file frees the lock in any case.
        let _ = self.0.unlock();
    }
}

impl Archive {
    /// Opens the archive of a data folder, making it when it is not there.
    pub(crate) fn open(data: &Path) -> Result<Archive, Error> {
        let folder = data.join("archive");
        fs::create_dir_all(&folder).map_err(Error::io(&folder))?;
        let lock_path = data.join("archive.lock");
        let lock = lock_file(&lock_path)?;
        Ok(Archive {
            folder,
            lock,
            lock_path,
            full: FULL,
        })
    }

    /// Waits until no one else appends.
    pub(crate) fn lock(&self) -> Result<Appending<'_>, Error> {
        self.lock.lock().map_err(Error::io(&self.lock_path))?;
        Ok(Appending(&self.lock))
    }

    /// The files in order. Whatever else lies in the folder is not looked at.
    pub(crate) fn files(&self) -> Result<Vec<ArchiveFile>, Error> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(Error::io(&self.folder))? {
            let entry = entry.map_err(Error::io(&self.folder))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if let Some((day, number)) = parse_name(&name) {
                files.push(ArchiveFile {
                    number,
                    day: day.to_owned(),
                    path: entry.path(),
                    name,
                });
            }
        }
        files.sort_by(|a, b| (a.number, &a.name).cmp(&(b.number, &b.name)));
        Ok(files)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn path_of(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Reads a record again.
    pub(crate) fn record(&self, place: &RecordPlace) -> Result<Record, Error> {
        let path = self.path_of(&place.file);
        let mut file = File::open(&path).map_err(Error::io(&path))?;
        isnad_warc::read_at(&mut file, place.offset).map_err(Error::archive(&path))
    }

    /// Makes ready to append: to the newest file when it `is_open` for more, of this day and not
    /// full, else to a new one.
    pub(crate) fn appender(
        &self,
        is_open: impl FnOnce(&ArchiveFile) -> Result<bool, Error>,
        now: Timestamp,
    ) -> Result<Appender, Error> {
        let day: String = now.strftime("%Y%m%d").to_string();
        let newest = self.files()?.pop();
        let number = newest.as_ref().map_or(0, |file| file.number) + 1;
        if let Some(file) = newest
            // A clock that was set back begins no file.
            && file.day >= day
            && is_open(&file)?
        {
            let length = fs::metadata(&file.path).map_err(Error::io(&file.path))?;
            if length.len() < self.full {
                return Appender::open(file, now);
            }
        }
        let name = format!("isnad-{day}-{number:05}.warc.gz");
        let file = ArchiveFile {
            number,
            day,
            path: self.path_of(&name),
            name,
        };
        let appender = Appender::open(file, now)?;
        sync_folder(&self.folder).map_err(Error::io(&self.folder))?;
        Ok(appender)
    }
}

/// The newest file, open at its end.
pub(crate) struct Appender {
    pub(crate) file: ArchiveFile,
    writer: Writer<File>,
    /// Where the file ended before.
    start: u64,
}

impl Appender {
    fn open(file: ArchiveFile, now: Timestamp) -> Result<Appender, Error> {
        let path = &file.path;
        let mut options = OpenOptions::new();
        let options = options.create(true).write(true).truncate(false);
        let mut output = options.open(path).map_err(Error::io(path))?;
        let start = output.seek(SeekFrom::End(0)).map_err(Error::io(path))?;
        let mut writer = Writer::appending(output, start);
        if start == 0 {
            let info = writer.info(&file.name, &now.to_string(), SOFTWARE);
            info.map_err(Error::archive(path))?;
        }
        Ok(Appender {
            file,
            writer,
            start,
        })
    }

    pub(crate) fn append(&mut self, exchange: &Exchange<'_>) -> Result<Written, Error> {
        let written = exchange.write(&mut self.writer);
        written.map_err(Error::archive(&self.file.path))
    }

    pub(crate) fn append_revisit(
        &mut self,
        exchange: &Exchange<'_>,
        held: &Record,
    ) -> Result<(), Error> {
        let written = exchange.write_revisit(&mut self.writer, held);
        written.map_err(Error::archive(&self.file.path))
    }

    /// Waits until everything is on disk.
    pub(crate) fn sync(&self) -> Result<(), Error> {
        let output = self.writer.get_ref();
        output.sync_data().map_err(Error::io(&self.file.path))
    }

    /// Where the file ends now.
    pub(crate) fn end(&self) -> u64 {
        self.writer.offset()
    }

    /// Takes back what was appended, after a failure that left its pages unaccepted. Should that
    /// fail too, the next one to open the folder finds the torn tail.
    pub(crate) fn undo(self) {
        let _ = self.writer.into_inner().set_len(self.start);
    }
}

/// A new file's name is safe only once its folder is on disk. Windows cannot open folders so, and
/// does not need to.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Opens a file that only serves to be locked.
pub(crate) fn lock_file(path: &Path) -> Result<File, Error> {
    let mut options = OpenOptions::new();
    let options = options.create(true).read(true).write(true).truncate(false);
    options.open(path).map_err(Error::io(path))
}

/// The day and the number in `isnad-YYYYMMDD-NNNNN.warc.gz`.
fn parse_name(name: &str) -> Option<(&str, u32)> {
    let middle = name.strip_prefix("isnad-")?.strip_suffix(".warc.gz")?;
    let (day, number) = middle.split_once('-')?;
    let is_day = day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.parse().ok().filter(|_| is_day)?;
    Some((day, number))
}

#[cfg(test)]
mod tests {
    use super::parse_name;

    #[test]
    fn only_its_own_files_are_part_of_the_archive() {
        let cases = [
            ("isnad-20310503-00001.warc.gz", Some(1)),
            ("isnad-20310503-123456.warc.gz", Some(123_456)),
            ("isnad-2031-00001.warc.gz", None),
            ("isnad-20310503-00001.warc.gz.part", None),
            ("isnad-20310503-x.warc.gz", None),
            ("other.warc.gz", None),
        ];
        for (name, expected) in cases {
            let expected = expected.map(|number| ("20310503", number));
            assert_eq!(parse_name(name), expected, "{name}");
        }
    }
}

//! The archive side of a data folder: pages go in, and come out again.

use std::{
    fs::{self, File},
    path::Path,
};

use isnad::model::Page;
use jiff::Timestamp;

use crate::{
    Error, Notice, PageNumber, RecordPlace,
    archive::{self, Appender, Archive, LARGEST_PAGE},
    database::{
        Database,
        page::{self, FileState, NewPage},
    },
    fingerprints::{self, Fingerprints},
    index, record, retrace,
    window::Window,
};

/// The database's name in the data folder.
pub(crate) const DATABASE: &str = "isnad.sqlite";

/// A data folder.
///
/// Several processes may have one folder open, and several `Store`s one process: appending is
/// guarded by a lock, and the database lets readers read while one writes. A `Store` can be sent to
/// another thread but not shared: give each thread its own.
pub struct Store {
    pub(crate) database: Database,
    pub(crate) fingerprints: Fingerprints,
    /// A family of more articles is not traced whole for a few new ones.
    pub(crate) large_family: usize,
    /// With the state of the database that it is up to.
    pub(crate) window: Option<(Window, i64)>,
    archive: Archive,
    notices: Vec<Notice>,
    /// Held shared while the folder is open, so that no one rebuilds it under us.
    _in_use: File,
}

/// What became of a page: its number, and whether it was new.
pub type Accepted = (PageNumber, bool);

impl Store {
    /// Opens a data folder, making it when it is not there.
    ///
    /// A record that a crash cut short is removed from the end of the archive; pages that were
    /// accepted but not yet read show up in [`pending`](Store::pending).
    ///
    /// # Errors
    /// When the folder cannot be made, read or written.
    pub fn open(folder: &Path) -> Result<Store, Error> {
        let in_use = use_file(folder)?;
        let path = folder.join(IN_USE);
        in_use.lock_shared().map_err(Error::io(&path))?;
        Store::start(folder, in_use)
    }

    /// Makes the database anew from the archive: every page is pending again. What was wrong with
    /// the archive is in [`notices`](Store::notices).
    ///
    /// # Errors
    /// [`Error::InUse`] while anyone has the folder open; else as [`open`](Store::open).
    pub fn rebuild(folder: &Path) -> Result<Store, Error> {
        let in_use = use_file(folder)?;
        let path = folder.join(IN_USE);
        if in_use.try_lock().is_err() {
            return Err(Error::InUse {
                path: folder.display().to_string(),
            });
        }
        for suffix in ["", "-wal", "-shm"] {
            let file = folder.join(format!("{DATABASE}{suffix}"));
            if file.exists() {
                fs::remove_file(&file).map_err(Error::io(&file))?;
            }
        }
        let segments = folder.join(fingerprints::FOLDER);
        if segments.exists() {
            fs::remove_dir_all(&segments).map_err(Error::io(&segments))?;
        }
        // From here on others may open it too. Not every system can turn one lock into the other.
        in_use.unlock().map_err(Error::io(&path))?;
        in_use.lock_shared().map_err(Error::io(&path))?;
        Store::start(folder, in_use)
    }

    fn start(folder: &Path, in_use: File) -> Result<Store, Error> {
        let archive = Archive::open(folder)?;
        let mut notices = Vec::new();
        let database = {
            let lock = archive.lock()?;
            let mut database = Database::open(&folder.join(DATABASE))?;
            index::catch_up(&archive, &lock, &mut database, &mut notices)?;
            database
        };
        Ok(Store {
            database,
            fingerprints: Fingerprints::in_folder(folder),
            large_family: retrace::LARGE,
            window: None,
            archive,
            notices,
            _in_use: in_use,
        })
    }

    /// What was found wrong with the archive since the folder was opened.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Archives a page. When this returns the page is on disk and survives a crash. A page whose
    /// address and bytes are the same as the last state held is not stored twice: its number comes
    /// back with `false`.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn accept(&mut self, page: &Page) -> Result<(PageNumber, bool), Error> {
        let accepted = self.accept_all(std::slice::from_ref(page))?;
        // One page in, one answer out.
        accepted.first().copied().ok_or(Error::NoSuchPage(0))
    }

    /// Archives several pages: all of them, or none when it fails. Waiting for the disk once for
    /// all is what makes it faster than [`accept`](Store::accept) for each.
    ///
    /// # Errors
    /// When the archive cannot be written, or a page is too large for it.
    pub fn accept_all(&mut self, pages: &[Page]) -> Result<Vec<Accepted>, Error> {
        let Store {
            archive,
            database,
            notices,
            ..
        } = self;
        let lock = archive.lock()?;
        index::catch_up(archive, &lock, database, notices)?;
        let mut batch = Batch {
            archive,
            appender: None,
            is_safe: false,
        };
        let result = database.write(|c| batch.accept(c, pages));
        // Once on disk a page stays, even when the database could not be told: it is pending then.
        if let (Err(_), Some(appender), false) = (&result, batch.appender, batch.is_safe) {
            appender.undo();
        }
        result
    }

    /// The archived pages that no one has [`put`](Store::put) yet, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn pending(&self) -> Result<Vec<PageNumber>, Error> {
        self.database.read(|c| Ok(page::pending(c)?))
    }

    /// An archived page, read from its WARC record.
    ///
    /// # Errors
    /// When there is no such page or its record cannot be read.
    pub fn page(&self, number: PageNumber) -> Result<Page, Error> {
        let place = self.place(number)?;
        let path = self.archive.path_of(&place.file);
        let mut file = File::open(&path).map_err(Error::io(&path))?;
        let record = isnad_warc::read_at(&mut file, place.offset).map_err(Error::archive(&path))?;
        record::read(&record)
            .ok_or(Error::NoSuchPage(number))?
            .map_err(Error::archive(&path))
    }

    /// Where an archived page stands.
    ///
    /// # Errors
    /// When there is no such page.
    pub fn place(&self, number: PageNumber) -> Result<RecordPlace, Error> {
        self.database
            .read(|c| page::place(c, number)?.ok_or(Error::NoSuchPage(number)))
    }
}

/// Pages on their way into the archive.
struct Batch<'a> {
    archive: &'a Archive,
    /// Opened with the first page that is new.
    appender: Option<Appender>,
    /// Everything appended is on disk.
    is_safe: bool,
}

impl Batch<'_> {
    fn accept(&mut self, c: &rusqlite::Connection, pages: &[Page]) -> Result<Vec<Accepted>, Error> {
        let accepted: Result<Vec<Accepted>, Error> =
            pages.iter().map(|page| self.add(c, page)).collect();
        let accepted = accepted?;
        if let Some(appender) = &self.appender {
            appender.sync()?;
            self.is_safe = true;
            let state = FileState {
                end: appender.end(),
                closed: false,
            };
            page::set_file_state(c, &appender.file.name, state)?;
        }
        Ok(accepted)
    }

    fn add(&mut self, c: &rusqlite::Connection, page: &Page) -> Result<Accepted, Error> {
        let url = page.url.as_deref().filter(|url| !url.is_empty());
        check_size(page)?;
        let digest = isnad_warc::sha256(&page.bytes);
        if let Some(number) = page::identical(c, url, page.fetched, &digest)? {
            return Ok((number, false));
        }
        let appender = self.appender(c)?;
        let place = appender.append(page, &digest)?;
        let new = NewPage {
            file: &appender.file.name,
            offset: place.offset,
            url,
            fetched: page.fetched,
            digest: &digest,
        };
        Ok((page::insert(c, &new)?, true))
    }

    fn appender(&mut self, c: &rusqlite::Connection) -> Result<&mut Appender, Error> {
        let appender = match self.appender.take() {
            Some(appender) => appender,
            None => self.archive.appender(
                |file| Ok(!page::file_state(c, &file.name)?.closed),
                Timestamp::now(),
            )?,
        };
        Ok(self.appender.insert(appender))
    }
}

fn check_size(page: &Page) -> Result<(), Error> {
    if page.bytes.len() <= LARGEST_PAGE {
        return Ok(());
    }
    Err(Error::TooLarge {
        url: page.url.clone().unwrap_or("without an address".to_owned()),
        length: page.bytes.len(),
        limit: LARGEST_PAGE,
    })
}

/// The file that says by its locks who has the folder open.
const IN_USE: &str = "isnad.lock";

fn use_file(folder: &Path) -> Result<File, Error> {
    fs::create_dir_all(folder).map_err(Error::io(folder))?;
    archive::lock_file(&folder.join(IN_USE))
}

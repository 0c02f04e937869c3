//! The archive side of a data folder: pages go in, and come out again.

use std::{
    fs::{self, File},
    path::Path,
};

use isnad::model::{Fetch, Page};
use jiff::Timestamp;
use rusqlite::Connection;

use crate::{
    Error, Notice, PageNumber, RecordPlace,
    archive::{self, Archive},
    batch::Batch,
    database::{DERIVED, Database, page},
    fingerprints::{self, Fingerprints},
    index,
    record::{self, Content, Exchange},
    retrace,
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
    /// Stretches of days, each with the state of the database that it is up to.
    pub(crate) windows: Vec<(Window, i64)>,
    pub(crate) archive: Archive,
    pub(crate) notices: Vec<Notice>,
    /// The number of the newest file when the archive was last looked at.
    pub(crate) newest: u32,
    /// Held shared while the folder is open, so that no one rebuilds it under us.
    _in_use: File,
}

/// What became of a page: its number, and whether it was new.
pub type Accepted = (PageNumber, bool);

/// What became of an exchange with a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Archived {
    /// It brought a page, or a new state of one, which is pending now.
    New(PageNumber),
    /// It brought what this page holds already.
    Unchanged(PageNumber),
    /// It brought no page to be read: a feed, `robots.txt`, a redirect, an error.
    NoPage,
}

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
        let (mut notices, mut newest) = (Vec::new(), 0);
        let database = {
            let lock = archive.lock()?;
            let mut database = Database::open(&folder.join(DATABASE), &DERIVED)?;
            index::catch_up(&archive, &lock, &mut database, &mut notices, &mut newest)?;
            database
        };
        Ok(Store {
            database,
            fingerprints: Fingerprints::in_folder(folder),
            large_family: retrace::LARGE,
            windows: Vec::new(),
            archive,
            notices,
            newest,
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
        let now = Timestamp::now();
        let exchanges: Vec<_> = pages
            .iter()
            .map(|page| Exchange::of_page(page, now))
            .collect();
        self.accept_pages(now, &exchanges)
    }

    /// Archives a page whose bytes no server sent: the text that a feed brought of it, or what its
    /// scripts drew. It is the page of its address for every reader, and the archive does not claim
    /// that it was an answer. Else as [`accept`](Store::accept).
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn accept_made(&mut self, page: &Page) -> Result<Accepted, Error> {
        let now = Timestamp::now();
        let accepted = self.accept_pages(now, &[Exchange::of_made(page, now)])?;
        accepted.first().copied().ok_or(Error::NoSuchPage(0))
    }

    fn accept_pages(
        &mut self,
        now: Timestamp,
        exchanges: &[Exchange<'_>],
    ) -> Result<Vec<Accepted>, Error> {
        self.append(now, |batch, c| {
            let pages = exchanges.iter();
            pages.map(|exchange| batch.add_page(c, exchange)).collect()
        })
    }

    /// Archives an exchange with a server: what was asked and what came back. When this returns it is
    /// on disk and survives a crash.
    ///
    /// An answer that brings nothing new (status 304, or the bytes that its address had the last
    /// time) is archived as such, without the bytes.
    ///
    /// # Errors
    /// When the archive cannot be written, or the answer is too large for it.
    pub fn accept_fetch(&mut self, fetch: &Fetch) -> Result<Archived, Error> {
        let archived = self.accept_fetches(std::slice::from_ref(fetch))?;
        archived.first().copied().ok_or(Error::NoSuchPage(0))
    }

    /// Archives several exchanges (a page with the redirects that led to it): all of them, or none
    /// when it fails.
    ///
    /// # Errors
    /// As [`accept_fetch`](Store::accept_fetch).
    pub fn accept_fetches(&mut self, fetches: &[Fetch]) -> Result<Vec<Archived>, Error> {
        self.accept_fetches_at(Timestamp::now(), fetches)
    }

    pub(crate) fn accept_fetches_at(
        &mut self,
        now: Timestamp,
        fetches: &[Fetch],
    ) -> Result<Vec<Archived>, Error> {
        let exchanges: Vec<_> = fetches
            .iter()
            .map(|fetch| Exchange::of_fetch(fetch, now))
            .collect();
        self.append(now, |batch, c| {
            exchanges
                .iter()
                .map(|exchange| batch.add_exchange(c, exchange))
                .collect()
        })
    }

    /// Appends to the archive, and waits until it is on disk.
    fn append<T>(
        &mut self,
        now: Timestamp,
        add: impl FnOnce(&mut Batch<'_>, &Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let Store {
            archive,
            database,
            notices,
            newest,
            ..
        } = self;
        let lock = archive.lock()?;
        index::catch_up(archive, &lock, database, notices, newest)?;
        let mut batch = Batch::new(archive, now);
        let result = database.write(|c| {
            let added = add(&mut batch, c)?;
            batch.sync(c)?;
            Ok(added)
        });
        if result.is_err() {
            batch.undo();
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
        let content = record::read(&self.archive.record(&place)?).map_err(Error::archive(&path))?;
        let Content::Page(page) = content else {
            return Err(Error::NoSuchPage(number));
        };
        let item = match self.database.read(|c| Ok(page::item(c, number)?))? {
            Some(place) => record::read_item(&self.archive.record(&place)?),
            None => None,
        };
        Ok(Page {
            item: item.map(Box::new),
            ..page
        })
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

/// The file that says by its locks who has the folder open.
const IN_USE: &str = "isnad.lock";

fn use_file(folder: &Path) -> Result<File, Error> {
    fs::create_dir_all(folder).map_err(Error::io(folder))?;
    archive::lock_file(&folder.join(IN_USE))
}

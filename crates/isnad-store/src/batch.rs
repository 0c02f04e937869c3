//! Pages and exchanges on their way into the archive, in one transaction.

use jiff::Timestamp;
use rusqlite::Connection;

use crate::{
    Accepted, Archived, Error, RecordPlace,
    archive::{Appender, Archive, LARGEST},
    database::{
        other,
        page::{self, FileState, NewPage},
    },
    record::Exchange,
};

/// What is appended together.
pub(crate) struct Batch<'a> {
    archive: &'a Archive,
    now: Timestamp,
    /// Opened with the first record that is new.
    appender: Option<Appender>,
    /// Everything appended is on disk.
    is_safe: bool,
}

impl<'a> Batch<'a> {
    pub(crate) fn new(archive: &'a Archive, now: Timestamp) -> Batch<'a> {
        Batch {
            archive,
            now,
            appender: None,
            is_safe: false,
        }
    }

    /// Waits until everything is on disk, and says so in the database.
    pub(crate) fn sync(&mut self, c: &Connection) -> Result<(), Error> {
        let Some(appender) = &self.appender else {
            return Ok(());
        };
        appender.sync()?;
        self.is_safe = true;
        let state = FileState {
            end: appender.end(),
            ..FileState::default()
        };
        Ok(page::set_file_state(c, &appender.file.name, state)?)
    }

    /// Takes back what was appended, after a failure. Once on disk a page stays, even when the
    /// database could not be told: it is pending then.
    pub(crate) fn undo(self) {
        if let (Some(appender), false) = (self.appender, self.is_safe) {
            appender.undo();
        }
    }

    /// Adds a page unless the archive holds it.
    pub(crate) fn add_page(
        &mut self,
        c: &Connection,
        exchange: &Exchange<'_>,
    ) -> Result<Accepted, Error> {
        if let Some(number) = identical(c, exchange)? {
            return Ok((number, false));
        }
        match self.add_new(c, exchange)? {
            Archived::New(number) | Archived::Unchanged(number) => Ok((number, true)),
            Archived::NoPage => Err(Error::NoSuchPage(0)),
        }
    }

    /// Adds an exchange, without the bytes when the archive holds them.
    pub(crate) fn add_exchange(
        &mut self,
        c: &Connection,
        exchange: &Exchange<'_>,
    ) -> Result<Archived, Error> {
        if let Some((place, archived)) = held(c, exchange)?
            // When what it refers to cannot be read, it is better to have the bytes again.
            && let Ok(held) = self.archive.record(&place)
        {
            self.appender(c)?.append_revisit(exchange, &held)?;
            return Ok(archived);
        }
        self.add_new(c, exchange)
    }

    fn add_new(&mut self, c: &Connection, exchange: &Exchange<'_>) -> Result<Archived, Error> {
        check_size(exchange)?;
        let appender = self.appender(c)?;
        let written = appender.append(exchange)?;
        let place = RecordPlace {
            file: appender.file.name.clone(),
            offset: written.page.offset,
        };
        if !exchange.is_success() {
            return Ok(Archived::NoPage);
        }
        if !exchange.is_page() {
            other::set(c, exchange.uri(), &place, &exchange.digest)?;
            return Ok(Archived::NoPage);
        }
        let new = NewPage {
            file: &place.file,
            offset: place.offset,
            item: written.item.map(|item| item.offset),
            url: exchange.url(),
            fetched: exchange.fetched(),
            digest: &exchange.digest,
        };
        Ok(Archived::New(page::insert(c, &new)?))
    }

    fn appender(&mut self, c: &Connection) -> Result<&mut Appender, Error> {
        let appender = match self.appender.take() {
            Some(appender) => appender,
            None => self.archive.appender(
                |file| Ok(!page::file_state(c, &file.name)?.closed),
                self.now,
            )?,
        };
        Ok(self.appender.insert(appender))
    }
}

/// What an exchange brings nothing new to: where it stands, and what to say of it.
fn held(c: &Connection, exchange: &Exchange<'_>) -> Result<Option<(RecordPlace, Archived)>, Error> {
    if !exchange.is_http() || !(exchange.is_unmodified() || exchange.is_success()) {
        return Ok(None);
    }
    if !exchange.is_page() {
        let last = other::last(c, exchange.uri())?;
        let held =
            last.filter(|(_, digest)| exchange.is_unmodified() || *digest == exchange.digest);
        return Ok(held.map(|(place, _)| (place, Archived::NoPage)));
    }
    let number = if exchange.is_unmodified() {
        page::last(c, exchange.uri())?
    } else {
        identical(c, exchange)?
    };
    let Some(number) = number else {
        return Ok(None);
    };
    let place = page::place(c, number)?;
    Ok(place.map(|place| (place, Archived::Unchanged(number))))
}

/// The page that holds the same. A page of which no feed had said anything is not the same once one
/// does.
fn identical(c: &Connection, exchange: &Exchange<'_>) -> Result<Option<u64>, Error> {
    let url = exchange.url();
    let number = page::identical(c, url, exchange.fetched(), &exchange.digest)?;
    match number {
        Some(number) if exchange.has_item() && page::item(c, number)?.is_none() => Ok(None),
        number => Ok(number),
    }
}

fn check_size(exchange: &Exchange<'_>) -> Result<(), Error> {
    if exchange.size() <= LARGEST {
        return Ok(());
    }
    Err(Error::TooLarge {
        url: exchange.url().unwrap_or("without an address").to_owned(),
        length: exchange.size(),
        limit: LARGEST,
    })
}

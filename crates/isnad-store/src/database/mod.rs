//! The SQLite databases, and the one of what was read: one file here a table or two, with every query
//! that touches it.
//!
//! Everything in that one is derived from the archive. Values of the model that are only ever handed out
//! whole are kept as JSON; what is searched or sorted by has a column and an index.

pub(crate) mod article;
pub(crate) mod family;
pub(crate) mod fingerprint;
pub(crate) mod other;
pub(crate) mod overlap;
pub(crate) mod page;
pub(crate) mod removal;
pub(crate) mod source;
pub(crate) mod story;

mod schema;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use isnad::model::{ArticleId, Moment};
use rusqlite::{
    Connection, ToSql, TransactionBehavior,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
};
use serde::{Serialize, de::DeserializeOwned};

use crate::Error;

#[cfg(test)]
pub(crate) use schema::made_by;
pub(crate) use schema::{DERIVED, Schema};

/// How long one process waits for another's transaction.
const PATIENCE: Duration = Duration::from_secs(30);

/// More than there are queries, so that each is prepared once.
const STATEMENTS: usize = 80;

/// An open database.
pub(crate) struct Database {
    connection: Connection,
    path: PathBuf,
    schema: &'static Schema,
}

impl Database {
    /// Opens the file, making it or bringing it to the present schema.
    pub(crate) fn open(path: &Path, schema: &'static Schema) -> Result<Database, Error> {
        let open = || -> Result<Connection, Error> {
            let mut connection = Connection::open(path)?;
            connection.busy_timeout(PATIENCE)?;
            connection.set_prepared_statement_cache_capacity(STATEMENTS);
            schema::configure(&connection, schema)?;
            schema::migrate(&mut connection, path, schema)?;
            Ok(connection)
        };
        Ok(Database {
            connection: open().map_err(|error| error.in_database(path, schema))?,
            path: path.to_owned(),
            schema,
        })
    }

    /// Asks: all queries in `ask` see one state.
    pub(crate) fn read<T>(
        &self,
        ask: impl FnOnce(&Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let run = || {
            let snapshot = self.connection.unchecked_transaction()?;
            ask(&snapshot)
        };
        run().map_err(|error| error.in_database(&self.path, self.schema))
    }

    /// A number that is another when someone else has changed the database.
    pub(crate) fn changed_by_others(&self) -> Result<i64, Error> {
        let ask = |c: &Connection| {
            c.query_row("PRAGMA data_version", [], |row| row.get(0))
                .map_err(Error::from)
        };
        ask(&self.connection).map_err(|error| error.in_database(&self.path, self.schema))
    }

    /// Changes: all of `change` or nothing of it.
    pub(crate) fn write<T>(
        &mut self,
        change: impl FnOnce(&Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (path, schema) = (&self.path, self.schema);
        let connection = &mut self.connection;
        let run = || {
            let behavior = TransactionBehavior::Immediate;
            let transaction = connection.transaction_with_behavior(behavior)?;
            let result = change(&transaction)?;
            transaction.commit()?;
            Ok(result)
        };
        run().map_err(|error: Error| error.in_database(path, schema))
    }
}

/// A value kept as JSON.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        serde_json::to_string(&self.0)
            .map(ToSqlOutput::from)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
    }
}

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Json<T>> {
        serde_json::from_slice(value.as_bytes()?)
            .map(Json)
            .map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

/// An article's id as the signed number that SQLite has: the same 64 bits.
pub(crate) struct Id(pub(crate) ArticleId);

impl ToSql for Id {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.0.cast_signed().into())
    }
}

impl FromSql for Id {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Id> {
        Ok(Id(ArticleId(value.as_i64()?.cast_unsigned())))
    }
}

/// A moment as the number it is put in order by: microseconds since 1970.
pub(crate) fn order(moment: Option<Moment>) -> Option<i64> {
    moment.map(|moment| moment.order_key().as_microsecond())
}

/// A limit or an offset as SQLite has it.
pub(crate) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// All rows of a query, each made of its first columns.
pub(crate) fn all<T>(
    c: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
    row: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    c.prepare_cached(sql)?.query_map(params, row)?.collect()
}

/// The first row of a query.
pub(crate) fn first<T>(
    c: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
    row: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Option<T>> {
    use rusqlite::OptionalExtension;
    c.prepare_cached(sql)?.query_row(params, row).optional()
}

/// Runs a statement and says how many rows it changed.
pub(crate) fn run(
    c: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
) -> rusqlite::Result<usize> {
    c.prepare_cached(sql)?.execute(params)
}

//! The tables, as the list of steps that made them.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::Error;

/// What a database file is, and what its owner should do when it fails.
pub(crate) struct Schema {
    /// Each step is run once, in order; `user_version` counts those that were. Never change a step
    /// that was released: add one.
    pub(crate) steps: &'static [&'static str],
    /// Whether a commit waits for the disk: `NORMAL` (a power cut may lose the last transactions but
    /// never damages the file) or `FULL`.
    pub(crate) synchronous: &'static str,
    /// What to do when it cannot be read or written.
    pub(crate) remedy: &'static str,
    /// What to do when a later version wrote it.
    pub(crate) later: &'static str,
}

/// What was read in the pages. With the archive at hand it need not wait for the disk each time,
/// which is far faster.
pub(crate) const DERIVED: Schema = Schema {
    steps: &[
        include_str!("001.sql"),
        include_str!("002.sql"),
        include_str!("003.sql"),
    ],
    synchronous: "NORMAL",
    remedy: "Nothing in it is lost for good: `isnad rebuild` makes it anew from the archive",
    later: "use that version, or `isnad rebuild` to make it anew with this one",
};

pub(super) fn configure(c: &Connection, schema: &Schema) -> rusqlite::Result<()> {
    c.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    let synchronous = schema.synchronous;
    c.execute_batch(&format!(
        "PRAGMA synchronous = {synchronous}; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;"
    ))
}

pub(super) fn migrate(c: &mut Connection, path: &Path, schema: &Schema) -> Result<(), Error> {
    let version = |c: &Connection| -> rusqlite::Result<usize> {
        c.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0))
            .map(|version| version as usize)
    };
    if version(c)? == schema.steps.len() {
        return Ok(());
    }
    let transaction = c.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been faster.
    let found = version(&transaction)?;
    let missing = schema.steps.get(found..).ok_or_else(|| Error::Later {
        path: path.display().to_string(),
        found,
        known: schema.steps.len(),
        remedy: schema.later,
    })?;
    for step in missing {
        transaction.execute_batch(step)?;
    }
    transaction.execute_batch(&format!("PRAGMA user_version = {}", schema.steps.len()))?;
    Ok(transaction.commit()?)
}

/// A database as the version left it that knew so many steps, with some rows.
#[cfg(test)]
pub(crate) fn made_by(
    steps: usize,
    path: &Path,
    fill: impl FnOnce(&Connection) -> rusqlite::Result<()>,
) {
    let c = Connection::open(path).expect("a new file");
    for step in &DERIVED.steps[..steps] {
        c.execute_batch(step).expect("a step that was released");
    }
    let version = format!("PRAGMA user_version = {steps}");
    c.execute_batch(&version).expect("a version");
    fill(&c).expect("rows of that schema");
}

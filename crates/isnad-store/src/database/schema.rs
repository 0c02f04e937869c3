//! The tables, as the list of steps that made them.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::Error;

/// Each step is run once, in order; `user_version` counts those that were. Never change a step that
/// was released: add one.
const STEPS: &[&str] = &[include_str!("001.sql"), include_str!("002.sql")];

/// A power cut may lose the last transactions but never damages the file: with the archive at hand
/// that is enough, and far faster than waiting for the disk each time.
pub(super) fn configure(c: &Connection) -> rusqlite::Result<()> {
    c.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    c.execute_batch(
        "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;",
    )
}

pub(super) fn migrate(c: &mut Connection, path: &Path) -> Result<(), Error> {
    let version = |c: &Connection| -> rusqlite::Result<usize> {
        c.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0))
            .map(|version| version as usize)
    };
    if version(c)? == STEPS.len() {
        return Ok(());
    }
    let transaction = c.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been faster.
    let found = version(&transaction)?;
    let missing = STEPS.get(found..).ok_or_else(|| Error::Later {
        path: path.display().to_string(),
        found,
        known: STEPS.len(),
    })?;
    for step in missing {
        transaction.execute_batch(step)?;
    }
    transaction.execute_batch(&format!("PRAGMA user_version = {}", STEPS.len()))?;
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
    for step in &STEPS[..steps] {
        c.execute_batch(step).expect("a step that was released");
    }
    let version = format!("PRAGMA user_version = {steps}");
    c.execute_batch(&version).expect("a version");
    fill(&c).expect("rows of that schema");
}

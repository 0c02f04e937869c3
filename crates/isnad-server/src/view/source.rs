//! A source and the list of sources.

use isnad_store::SourceRow;

use super::SourceView;

/// A source with what the store holds of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SourceLine {
    pub(crate) source: SourceView,
    pub(crate) published: usize,
    pub(crate) credited: usize,
}

impl SourceLine {
    pub(crate) fn of(row: &SourceRow) -> SourceLine {
        SourceLine {
            source: SourceView::of(&row.source),
            published: row.published,
            credited: row.credited,
        }
    }
}

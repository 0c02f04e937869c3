use std::fmt;

/// Something about the archive that its owner should know. None of it stops the work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The file's name in the folder `archive`.
    pub file: String,
    /// The byte it is about.
    pub offset: u64,
    /// What was found.
    pub kind: NoticeKind,
}

/// What can be found in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// A crash cut the last record short; its bytes were removed. No accepted page is lost: a page
    /// is accepted only once its record is whole.
    TornTail {
        /// The bytes that were removed.
        removed: u64,
    },
    /// A record cannot be read. It was left as it is.
    Damaged {
        /// What is wrong with it.
        reason: String,
    },
    /// The file ends before what was known of it: its last pages are lost.
    Shorter {
        /// The bytes that are missing.
        missing: u64,
    },
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Notice { file, offset, kind } = self;
        match kind {
            NoticeKind::TornTail { removed } => write!(
                f,
                "archive/{file}: removed {removed} bytes at {offset}, a record that a crash cut \
                 short; no accepted page is lost"
            ),
            NoticeKind::Damaged { reason } => write!(f, "archive/{file}: {reason}; left as it is"),
            NoticeKind::Shorter { missing } => write!(
                f,
                "archive/{file}: {missing} bytes are missing after {offset}, and the pages in \
                 them; put the file back from a copy if there is one, then `isnad rebuild`"
            ),
        }
    }
}

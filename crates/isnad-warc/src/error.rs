use std::io;

/// What can go wrong with a WARC file. Only [`Error::Io`] ends a reading; after any other the
/// [`Reader`](crate::Reader) goes on with the next record.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input could not be read, or the output not be written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A record, or whatever stands where one should, is not readable.
    #[error("record at byte {offset} is damaged: {reason}")]
    Damaged {
        /// Where it starts.
        offset: u64,
        /// What was found.
        reason: &'static str,
    },
    /// The input ends before the record does.
    #[error("record at byte {offset} is cut short by the end of the file")]
    CutShort {
        /// Where it starts.
        offset: u64,
    },
    /// A record is larger than the reader may hold.
    #[error("record at byte {offset} has {length} bytes and was passed over: the limit is {limit}")]
    TooLarge {
        /// Where it starts.
        offset: u64,
        /// The bytes of its block.
        length: u64,
        /// The bytes it may have.
        limit: u64,
    },
    /// The body is compressed in a way this crate does not know.
    #[error(
        "record at byte {offset}: the body is encoded as {coding:?}; only gzip and deflate are known"
    )]
    Encoding {
        /// Where the record starts.
        offset: u64,
        /// The `Content-Encoding`.
        coding: String,
    },
    /// A value cannot stand in a WARC header because it would end it.
    #[error("{name} holds a line break or another control character: {value:?}")]
    Field {
        /// The name of the field.
        name: String,
        /// The value.
        value: String,
    },
}

/// Why a record could not be read, before it is known where it starts.
#[derive(Debug)]
pub(crate) enum Fault {
    Io(io::Error),
    Damaged(&'static str),
    CutShort,
    TooLarge { length: u64 },
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        Fault::Io(error)
    }
}

impl Fault {
    pub(crate) fn at(self, offset: u64, limit: u64) -> Error {
        match self {
            Fault::Io(error) => Error::Io(error),
            Fault::Damaged(reason) => Error::Damaged { offset, reason },
            Fault::CutShort => Error::CutShort { offset },
            Fault::TooLarge { length } => Error::TooLarge {
                offset,
                length,
                limit,
            },
        }
    }
}

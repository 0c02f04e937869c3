/// Where a page stood among the inputs: with it the page can be found again, and a reading that was
/// interrupted goes on after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file, as it was named or found below the folder that was named.
    pub file: String,
    /// Of a file that holds others (a zip, a listing) the name of the one inside.
    pub member: Option<String>,
    /// Where in the file, or in the member where there is one. In an archive the byte at which its
    /// record starts, in lines of JSON the byte at which its line starts (after decompression), in
    /// Parquet and in a listing the number of its row from 0; 0 in a file that is one page.
    pub offset: u64,
    /// Which of several pages at one offset, from 0: records that share a gzip member.
    pub nth: u64,
    /// The byte of the file up to which it was read, for showing progress. 0 where that is not known.
    pub read: u64,
}

impl Place {
    /// The place of a file that is one page.
    pub(crate) fn of(file: &str) -> Place {
        Place {
            file: file.to_owned(),
            ..Place::default()
        }
    }

    /// Whether both are one place, however far the file was read by then.
    pub fn is(&self, other: &Place) -> bool {
        let key = |place: &Place| (place.offset, place.nth);
        key(self) == key(other) && self.file == other.file && self.member == other.member
    }

    /// What to call it in messages.
    pub(crate) fn name(&self, what: &str) -> String {
        let Place { file, offset, .. } = self;
        match &self.member {
            Some(member) => format!("{file}: {member}, {what} {offset}"),
            None => format!("{file}, {what} {offset}"),
        }
    }
}

//! An index whose segments lie in files.

use std::fs;

use isnad::{
    model::ArticleId,
    trace::{Index, SegmentSizes},
};

use super::Folder;
use crate::{Error, SegmentFolder};

const SIZES: SegmentSizes = SegmentSizes {
    sealed: 10,
    largest: 40,
};

fn open(folder: &Folder, limit: usize) -> Result<Index<SegmentFolder>, Error> {
    Index::open(SegmentFolder::open(folder.path(), limit)?, SIZES)
}

fn sharing(index: &Index<SegmentFolder>, fingerprint: u64) -> Vec<u64> {
    let found = index.sharing(&[fingerprint]).unwrap();
    found.into_iter().map(|(id, _)| id.0).collect()
}

#[test]
fn what_was_sealed_is_found_after_opening_again() {
    let folder = Folder::new();
    // All in memory, some, none.
    for limit in [usize::MAX, 40_000, 0] {
        let _ = fs::remove_dir_all(folder.path());
        let mut index = open(&folder, limit).unwrap();
        for id in 0..105 {
            index.insert(ArticleId(id), &[id / 5]).unwrap();
        }
        assert!(index.remove(ArticleId(50)));
        index.seal().unwrap();
        let index = open(&folder, limit).unwrap();
        assert_eq!(index.len(), 104);
        assert_eq!(sharing(&index, 3), [15, 16, 17, 18, 19]);
        assert_eq!(sharing(&index, 10), [51, 52, 53, 54]);
        let files = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(files, index.segments());
    }
}

#[test]
fn a_damaged_file_is_told_and_a_half_written_one_passed_over() {
    let folder = Folder::new();
    let mut index = open(&folder, 0).unwrap();
    for id in 0..10 {
        index.insert(ArticleId(id), &[1]).unwrap();
    }
    let part = folder.path().join("0000000007.part");
    fs::write(&part, b"half").unwrap();
    assert_eq!(open(&folder, 0).unwrap().len(), 10);
    let file = folder.path().join("0000000000.segment");
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() - 1]).unwrap();
    assert!(matches!(open(&folder, 0), Err(Error::Segment(_))));
}

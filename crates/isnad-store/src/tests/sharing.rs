//! Which articles share fingerprints: one contract, whoever answers.

use std::fs;

use isnad::{
    model::{ArticleId, BlockKind, Direction},
    trace::{self, Index, Past},
};

use super::{Folder, put, reading};
use crate::{
    Store,
    database::{fingerprint, made_by},
};

/// Whoever can be told what articles hold.
trait Holder {
    fn set(&mut self, id: u64, fingerprints: Option<&[u64]>);
    fn sharing(&self, fingerprints: &[u64]) -> Vec<(ArticleId, u32)>;
}

impl Holder for Store {
    fn set(&mut self, id: u64, fingerprints: Option<&[u64]>) {
        let note = |c: &rusqlite::Connection| {
            fingerprint::note(c, ArticleId(id), fingerprints)?;
            Ok(())
        };
        self.change(note).unwrap();
    }

    fn sharing(&self, fingerprints: &[u64]) -> Vec<(ArticleId, u32)> {
        Past::sharing(self, fingerprints).unwrap()
    }
}

impl Holder for Index {
    fn set(&mut self, id: u64, fingerprints: Option<&[u64]>) {
        match fingerprints {
            Some(list) => self.insert(ArticleId(id), list).unwrap(),
            None => {
                self.remove(ArticleId(id));
            }
        }
    }

    fn sharing(&self, fingerprints: &[u64]) -> Vec<(ArticleId, u32)> {
        Index::sharing(self, fingerprints).unwrap()
    }
}

/// A folder that is opened anew, by someone else, for every change and every question.
struct Reopened(Folder);

impl Holder for Reopened {
    fn set(&mut self, id: u64, fingerprints: Option<&[u64]>) {
        sealing(&self.0).set(id, fingerprints);
    }

    fn sharing(&self, fingerprints: &[u64]) -> Vec<(ArticleId, u32)> {
        Holder::sharing(&self.0.open(), fingerprints)
    }
}

/// A folder that two have open: one changes it, both are asked.
struct Shared(Store, Store);

impl Holder for Shared {
    fn set(&mut self, id: u64, fingerprints: Option<&[u64]>) {
        self.0.set(id, fingerprints);
    }

    fn sharing(&self, fingerprints: &[u64]) -> Vec<(ArticleId, u32)> {
        let found = Holder::sharing(&self.0, fingerprints);
        assert_eq!(Holder::sharing(&self.1, fingerprints), found);
        found
    }
}

/// A store that seals a segment after a few changes.
fn sealing(folder: &Folder) -> Store {
    let mut store = folder.open();
    store.fingerprints.sealed = 8;
    store
}

fn each_holder(check: impl Fn(&mut dyn Holder)) {
    let folders = [(); 4].map(|()| Folder::new());
    check(&mut Index::default());
    check(&mut folders[0].open());
    check(&mut sealing(&folders[1]));
    check(&mut Shared(sealing(&folders[2]), folders[2].open()));
    let [.., last] = folders;
    check(&mut Reopened(last));
}

fn sharing(holder: &dyn Holder, fingerprints: &[u64]) -> Vec<(u64, u32)> {
    let found = holder.sharing(fingerprints).into_iter();
    found.map(|(id, count)| (id.0, count)).collect()
}

#[test]
fn articles_are_found_by_the_fingerprints_of_their_current_state() {
    each_holder(|holder| {
        holder.set(1, Some(&[10, 11, u64::MAX]));
        holder.set(2, Some(&[11, 12]));
        assert_eq!(sharing(holder, &[10, 11, u64::MAX, 99]), [(1, 3), (2, 1)]);
        holder.set(1, Some(&[12]));
        assert_eq!(sharing(holder, &[10, 11, u64::MAX]), [(2, 1)]);
        assert_eq!(sharing(holder, &[12]), [(1, 1), (2, 1)]);
        assert!(sharing(holder, &[]).is_empty());
    });
}

#[test]
fn what_goes_is_not_found_until_it_comes_again() {
    each_holder(|holder| {
        for id in 0..30 {
            holder.set(id, Some(&[id / 3, 1000 + id]));
        }
        for id in [0, 13, 29, 77] {
            holder.set(id, None);
        }
        assert_eq!(sharing(holder, &[0, 4]), [(1, 1), (2, 1), (12, 1), (14, 1)]);
        for id in 40..60 {
            holder.set(id, Some(&[9]));
        }
        assert_eq!(sharing(holder, &[1029, 1000, 1013]), []);
        holder.set(13, Some(&[4, 5]));
        assert_eq!(sharing(holder, &[4]), [(12, 1), (13, 1), (14, 1)]);
    });
}

#[test]
fn a_fingerprint_that_too_many_hold_is_passed_over() {
    each_holder(|holder| {
        for id in 1..=100 {
            holder.set(id, Some(&[7, 1000 + id]));
        }
        assert_eq!(sharing(holder, &[7]).len(), 100);
        holder.set(101, Some(&[7]));
        assert_eq!(sharing(holder, &[7, 1001]), [(1, 1)]);
    });
}

#[test]
fn what_is_put_is_found() {
    let folder = Folder::new();
    let mut store = folder.open();
    let mut reading = reading(1, 1, "Harbour reopens", &[]);
    let words: Vec<String> = (0..200).map(|i| format!("berth{}", i * 31 % 97)).collect();
    let article = &mut reading.article;
    article.push(
        BlockKind::Paragraph,
        &words.join(" "),
        "test",
        Direction::Ltr,
    );
    put(&mut store, &reading, &[]);
    let fingerprints = trace::fingerprints(&reading.article);
    let expected = [(1, fingerprints.len() as u32)];
    assert!(expected[0].1 > 20);
    assert_eq!(sharing(&store, &fingerprints), expected);
    // A rebuilt database knows nothing of it until its page is read again.
    drop(store);
    let store = Store::rebuild(folder.path()).unwrap();
    assert_eq!(sharing(&store, &fingerprints), []);
    assert_eq!(store.pending().unwrap(), [1]);
}

/// The names of the files of the index.
fn files(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path().join("fingerprints")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn a_crash_between_file_and_database_changes_nothing() {
    let folder = Folder::new();
    let mut store = sealing(&folder);
    for id in 0..12 {
        store.set(id, Some(&[id, 500]));
    }
    assert_eq!(files(&folder), ["0000000000.segment"]);
    // Sealed, but the transaction that would have named the file is lost.
    let lost: Result<(), crate::Error> = store.database.write(|c| {
        for id in 20..28 {
            fingerprint::note(c, ArticleId(id), Some(&[id, 500]))?;
        }
        assert!(store.fingerprints.seal_when_full(c)?);
        Err(crate::Error::NoSuchPage(0))
    });
    assert!(lost.is_err());
    store.fingerprints.forget();
    assert!(files(&folder).len() > 1);
    drop(store);

    let mut store = sealing(&folder);
    assert_eq!(sharing(&store, &[500]).len(), 12);
    assert_eq!(sharing(&store, &[21]), []);
    for id in 30..40 {
        store.set(id, Some(&[id, 500]));
    }
    assert_eq!(sharing(&store, &[500]).len(), 22);
    let named = store.database.read(|c| Ok(fingerprint::segments(c)?));
    assert_eq!(files(&folder).len(), named.unwrap().len());
}

#[test]
fn whoever_reads_while_another_seals_goes_on() {
    let folder = Folder::new();
    let (mut writer, reader) = (sealing(&folder), folder.open());
    for id in 0..200 {
        writer.set(id, Some(&[id / 2, 1000 + id]));
        let expected: Vec<(u64, u32)> = (id / 2 * 2..=id).map(|id| (id, 1)).collect();
        assert_eq!(sharing(&reader, &[id / 2]), expected);
    }
    let late = folder.open();
    assert_eq!(sharing(&late, &[50]), [(100, 1), (101, 1)]);
    assert!(files(&folder).len() < 8);
}

#[test]
fn a_database_of_the_first_schema_keeps_what_it_knew() {
    let folder = Folder::new();
    fs::create_dir_all(folder.path()).unwrap();
    made_by(1, &folder.path().join("isnad.sqlite"), |c| {
        c.execute_batch(
            "INSERT INTO article (id, page, moment, unsettled, fingerprints)
             VALUES (5, 1, NULL, 0, x'0700000000000000FFFFFFFFFFFFFFFF'), (6, 1, NULL, 0, x'')",
        )
    });
    let store = folder.open();
    assert_eq!(sharing(&store, &[7, u64::MAX, 8]), [(5, 2)]);
}

#[test]
fn a_damaged_index_is_told_and_made_anew() {
    let folder = Folder::new();
    let mut store = sealing(&folder);
    (0..9).for_each(|id| store.set(id, Some(&[id])));
    drop(store);
    let file = folder.path().join("fingerprints/0000000000.segment");
    let bytes = fs::read(&file).unwrap();
    for left in [Some(&bytes[..bytes.len() - 1]), None] {
        match left {
            Some(bytes) => fs::write(&file, bytes).unwrap(),
            None => fs::remove_file(&file).unwrap(),
        }
        let error = Past::sharing(&folder.open(), &[1]).unwrap_err();
        assert!(error.to_string().contains("isnad rebuild"), "{error}");
    }
    let mut store = Store::rebuild(folder.path()).unwrap();
    store.set(1, Some(&[1]));
    assert_eq!(sharing(&store, &[1]), [(1, 1)]);
}

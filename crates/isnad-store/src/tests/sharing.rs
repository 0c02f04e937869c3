//! Which articles share fingerprints.

use isnad::{
    model::{ArticleId, BlockKind, Direction},
    trace::{self, Past},
};

use super::{Folder, put, reading};
use crate::{
    Store,
    database::{Id, article},
};

fn set(store: &mut Store, id: u64, fingerprints: &[u64]) {
    let change = |c: &rusqlite::Connection| {
        let id = Id(ArticleId(id));
        Ok(article::set_fingerprints(c, &id, fingerprints)?)
    };
    store.database.write(change).unwrap();
}

fn sharing(store: &Store, fingerprints: &[u64]) -> Vec<(u64, u32)> {
    let found = store.sharing(fingerprints).unwrap();
    found.into_iter().map(|(id, count)| (id.0, count)).collect()
}

#[test]
fn articles_are_found_by_the_fingerprints_of_their_current_state() {
    let folder = Folder::new();
    let mut store = folder.open();
    for id in [1, 2] {
        put(&mut store, &reading(id, 1, "x", &[]), &[]);
    }
    set(&mut store, 1, &[10, 11, u64::MAX]);
    set(&mut store, 2, &[11, 12]);
    assert_eq!(sharing(&store, &[10, 11, u64::MAX, 99]), [(1, 3), (2, 1)]);
    set(&mut store, 1, &[12]);
    assert_eq!(sharing(&store, &[10, 11, u64::MAX]), [(2, 1)]);
    assert_eq!(sharing(&store, &[12]), [(1, 1), (2, 1)]);
    assert!(sharing(&store, &[]).is_empty());
}

#[test]
fn a_fingerprint_that_too_many_hold_is_passed_over() {
    let folder = Folder::new();
    let mut store = folder.open();
    put(&mut store, &reading(1, 1, "x", &[]), &[]);
    for id in 1..=100 {
        set(&mut store, id, &[7, 1000 + id]);
    }
    assert_eq!(sharing(&store, &[7]).len(), 100);
    set(&mut store, 101, &[7]);
    assert_eq!(sharing(&store, &[7, 1001]), [(1, 1)]);
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
    let expected: &[(u64, u32)] = match fingerprints.len() {
        0 => &[],
        count => &[(1, count as u32)],
    };
    assert_eq!(sharing(&store, &fingerprints), expected);
}

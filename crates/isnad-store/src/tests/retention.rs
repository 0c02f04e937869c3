//! Old files go whole, with everything that was made of them and nothing else.

use std::{collections::BTreeSet, fs};

use isnad::{
    model::{ArticleId, BlockKind, Direction, Fetch, Overlap, Purpose, Reading},
    trace::{self, Past},
};

use super::{Folder, ids, overlap, page, reading, time};
use crate::{
    Archived, Error, Outdated, Retention, Store,
    database::{page as table, removal},
};

/// Archives a page on a day, and puts its articles.
fn put_on(store: &mut Store, day: u32, path: &str, readings: &[(&Reading, &[Overlap])]) -> u64 {
    let fetch = Fetch {
        page: page(path, day, &format!("{path} {day}")),
        status: 200,
        ..Fetch::default()
    };
    let archived = store.accept_fetches_at(time(day), &[fetch]).unwrap();
    let [Archived::New(number)] = archived[..] else {
        panic!("{archived:?}");
    };
    for (reading, overlaps) in readings {
        store.put(number, reading, overlaps).unwrap();
    }
    store.finish(number).unwrap();
    number
}

/// A page a day from the first to the fifth.
fn five_days(folder: &Folder) -> Store {
    let mut store = folder.open();
    for day in 1..=5 {
        put_on(&mut store, day, "a", &[]);
    }
    store
}

fn days(outdated: &[Outdated]) -> String {
    let day = |row: &Outdated| row.file[13..14].to_owned();
    outdated.iter().map(day).collect()
}

#[test]
fn the_oldest_files_go() {
    let folder = Folder::new();
    let store = five_days(&folder);
    let sizes = folder.files();
    let sizes = sizes.iter().map(|file| fs::metadata(file).unwrap().len());
    let sizes: Vec<u64> = sizes.collect();
    let last = |count: usize| Some(sizes[5 - count..].iter().sum::<u64>());
    let cases = [
        (None, None, 5, ""),
        (Some(4), None, 5, ""),
        (Some(3), None, 5, "1"),
        (Some(0), None, 5, "1234"),
        (Some(0), None, 9, "1234"),
        (Some(3), None, 3, ""),
        (None, last(5), 5, ""),
        (None, last(3), 5, "12"),
        (None, last(3).map(|bytes| bytes - 1), 5, "123"),
        (None, Some(0), 5, "1234"),
        (Some(2), last(4), 5, "12"),
        (Some(3), last(2), 5, "123"),
    ];
    for (max_age, max_bytes, today, expected) in cases {
        let rule = Retention { max_age, max_bytes };
        let outdated = store.outdated(&rule, time(today)).unwrap();
        assert_eq!(days(&outdated), expected, "{rule:?} on day {today}");
        assert!(outdated.iter().all(|row| row.pages == 1 && row.bytes > 0));
    }
    assert_eq!(folder.files().len(), 5, "nothing was removed");
}

#[test]
fn what_would_go_is_what_goes() {
    let folder = Folder::new();
    let mut store = five_days(&folder);
    let rule = Retention {
        max_age: Some(2),
        max_bytes: None,
    };
    let outdated = store.outdated(&rule, time(5)).unwrap();
    assert_eq!(store.retain(&rule, time(5)).unwrap(), outdated);
    assert_eq!(days(&outdated), "12");
    assert_eq!(folder.files().len(), 3);
    assert!(store.retain(&rule, time(5)).unwrap().is_empty());
    assert!(matches!(store.page(2), Err(Error::NoSuchPage(2))));
    assert_eq!(store.page(3).unwrap().bytes, b"a 3");
    // Files go on being numbered, and what is left is what a rebuild finds.
    put_on(&mut store, 6, "b", &[]);
    assert!(folder.files()[3].ends_with("isnad-20310506-00006.warc.gz"));
    drop(store);
    let store = Store::rebuild(folder.path()).unwrap();
    assert!(store.notices().is_empty());
    assert_eq!(store.pending().unwrap().len(), 4);
}

/// Long enough to have fingerprints.
const WORDS: &str = "The harbour of Lennar reopened on Saturday after repairs that had lasted nine \
    weeks and ferries to the islands sail again at noon while the fish market opens on Monday";

/// The second article shares text with the first, the fourth with the third.
fn traced(store: &mut Store) {
    let rows = [(1, 2, None), (2, 3, Some(1)), (3, 3, None), (4, 4, Some(3))];
    for (id, day, parent) in rows {
        let agency = format!("Agency {id}");
        let mut reading = reading(id, day, "Harbour", &[&agency]);
        let article = &mut reading.article;
        article.push(BlockKind::Paragraph, WORDS, "test", Direction::Ltr);
        let overlaps: Vec<_> = parent
            .map(|parent| overlap(id, parent))
            .into_iter()
            .collect();
        put_on(store, day, &id.to_string(), &[(&reading, &overlaps)]);
    }
    store.retrace().unwrap();
}

/// The articles that stories and derivations name.
fn named(store: &Store) -> BTreeSet<u64> {
    let stories = store.stories(9, 0).unwrap();
    let told = stories.iter().flat_map(|story| &story.articles);
    let mut named: BTreeSet<u64> = told.map(|id| id.0).collect();
    for id in 1..=4 {
        let derivation = store.derivation(ArticleId(id)).unwrap();
        named.extend(derivation.and_then(|it| it.parent).map(|parent| parent.0));
    }
    named
}

#[test]
fn an_article_goes_with_all_that_was_known_of_it() {
    let folder = Folder::new();
    let mut store = folder.open();
    traced(&mut store);
    assert!(store.unsettled().unwrap().is_empty());
    assert_eq!(named(&store), [1, 2, 3, 4].into());
    let prints = trace::fingerprints(&store.reading(ArticleId(1)).unwrap().unwrap().article);
    let holders = |store: &Store| -> Vec<u64> {
        let holders = store.sharing(&prints).unwrap();
        holders.iter().map(|(id, _)| id.0).collect()
    };
    assert_eq!(holders(&store), [1, 2, 3, 4]);
    let rule = Retention {
        max_age: Some(2),
        max_bytes: None,
    };
    assert_eq!(days(&store.retain(&rule, time(5)).unwrap()), "2");
    let (gone, copy) = (ArticleId(1), ArticleId(2));
    assert_eq!(store.reading(gone).unwrap(), None);
    assert!(store.revisions(gone).unwrap().is_empty());
    assert_eq!(store.origin(gone).unwrap(), None);
    assert!(store.crediting("agency 1", 9).unwrap().is_empty());
    assert_eq!(holders(&store), [2, 3, 4]);
    // What it had to do with others is looked at again, and the others are as they were.
    assert_eq!(store.unsettled().unwrap(), [copy]);
    let (relatives, overlaps) = store.relatives(copy).unwrap();
    assert_eq!((ids(&relatives), overlaps.len()), (vec![2], 0));
    assert_eq!(ids(&store.relatives(ArticleId(3)).unwrap().0), [3, 4]);
    store.retrace().unwrap();
    assert_eq!(named(&store), [2, 3, 4].into());
    assert_eq!(store.story_of(gone).unwrap(), None);
    assert!(store.story_of(copy).unwrap().is_some());
}

#[test]
fn an_article_stays_while_a_page_of_it_does() {
    let folder = Folder::new();
    let mut store = folder.open();
    let (early, late) = (reading(7, 2, "Early", &[]), reading(7, 4, "Late", &[]));
    let other = (reading(8, 2, "Early", &[]), reading(8, 4, "Late", &[]));
    put_on(&mut store, 2, "7", &[(&early, &[])]);
    // Of the other, the state that was archived first is the one that was fetched last.
    put_on(&mut store, 2, "8", &[(&other.1, &[])]);
    put_on(&mut store, 3, "7", &[(&late, &[])]);
    let kept = put_on(&mut store, 3, "8", &[(&other.0, &[])]);
    let rule = Retention {
        max_age: Some(1),
        max_bytes: None,
    };
    assert_eq!(days(&store.outdated(&rule, time(4)).unwrap()), "2");
    store.retain(&rule, time(4)).unwrap();
    assert_eq!(store.reading(ArticleId(7)).unwrap(), Some(late));
    assert_eq!(store.revisions(ArticleId(7)).unwrap().len(), 1);
    // It is read again from the page that is left.
    assert_eq!(store.reading(ArticleId(8)).unwrap(), None);
    assert_eq!(store.pending().unwrap(), [kept]);
    store.put(kept, &other.0, &[]).unwrap();
    assert_eq!(store.reading(ArticleId(8)).unwrap(), Some(other.0));
}

#[test]
fn a_removal_that_was_interrupted_is_completed() {
    let folder = Folder::new();
    let mut store = five_days(&folder);
    let names: Vec<String> = store
        .outdated(
            &Retention {
                max_age: Some(0),
                max_bytes: None,
            },
            time(5),
        )
        .unwrap()
        .into_iter()
        .map(|row| row.file)
        .collect();
    // Marked, and no more; some of its pages gone; all but the file.
    let steps = [0, 1, 9];
    for (name, pages) in names.iter().zip(steps) {
        let change = |c: &rusqlite::Connection| {
            table::set_gone(c, name)?;
            removal::pages(c, name, pages)?;
            Ok(())
        };
        store.database.write(change).unwrap();
    }
    drop(store);
    let store = folder.open();
    assert!(store.notices().is_empty(), "{:?}", store.notices());
    assert_eq!(folder.files().len(), 2);
    assert_eq!(store.page(4).unwrap().bytes, b"a 4");
    assert!(store.pending().unwrap().is_empty());
}

#[test]
fn a_feed_that_went_is_archived_anew() {
    let folder = Folder::new();
    let mut store = folder.open();
    let feed = Fetch {
        page: page("feed", 1, "<rss>"),
        status: 200,
        purpose: Purpose::Feed,
        ..Fetch::default()
    };
    let accept = |store: &mut Store, day| {
        store
            .accept_fetches_at(time(day), std::slice::from_ref(&feed))
            .unwrap();
        let file = fs::File::open(folder.files().pop().unwrap()).unwrap();
        let last = isnad_warc::Reader::new(file).last().unwrap().unwrap();
        last.kind().to_owned()
    };
    assert_eq!(accept(&mut store, 1), "response");
    assert_eq!(accept(&mut store, 2), "revisit");
    let rule = Retention {
        max_age: None,
        max_bytes: Some(0),
    };
    assert_eq!(days(&store.retain(&rule, time(2)).unwrap()), "1");
    assert_eq!(accept(&mut store, 3), "response");
}

//! What was read in the pages, and what was made of it.

use isnad::{
    model::{ArticleId, Derivation, Evidence, Origin, OriginKind, Page, Story},
    trace::{Family, Past},
};

use super::{Folder, ids, moment, overlap, page, put, reading};
use crate::{Error, Store};

fn origin(article: u64) -> (ArticleId, Origin) {
    let origin = Origin {
        kind: OriginKind::OwnReporting,
        source: None,
        article: Some(ArticleId(article)),
        evidence: Evidence::rule("test", 0.25),
    };
    (ArticleId(article), origin)
}

fn derivation(copy: u64, parent: Option<u64>) -> Derivation {
    Derivation {
        copy: ArticleId(copy),
        parent: parent.map(ArticleId),
        copy_in_parent: 0.9,
        parent_in_copy: 0.1,
        confidence: 0.5,
        evidence: Vec::new(),
        changes: Vec::new(),
        further: Vec::new(),
        alternatives: Vec::new(),
    }
}

fn story(id: u64, articles: &[u64], last: u32) -> Story {
    Story {
        id: ArticleId(id),
        headline: format!("Story {id}"),
        articles: articles.iter().map(|&id| ArticleId(id)).collect(),
        first: Some(moment(1)),
        last: Some(moment(last)),
        outlets: Vec::new(),
        origins: Vec::new(),
        conflicts: Vec::new(),
    }
}

fn unsettled(store: &Store) -> Vec<u64> {
    let ids = store.unsettled().unwrap();
    ids.into_iter().map(|id| id.0).collect()
}

#[test]
fn an_article_comes_back_as_it_was_also_after_reopening() {
    let folder = Folder::new();
    let mut store = folder.open();
    // Ids over 2^63 are negative numbers in the database.
    for id in [1, u64::MAX] {
        put(
            &mut store,
            &reading(id, 1, "Harbour reopens", &["Northwire"]),
            &[],
        );
    }
    drop(store);
    let store = folder.open();
    for id in [1, u64::MAX] {
        let held = store.reading(ArticleId(id)).unwrap();
        assert_eq!(
            held,
            Some(reading(id, 1, "Harbour reopens", &["Northwire"]))
        );
    }
    assert_eq!(store.reading(ArticleId(2)).unwrap(), None);
    assert!(store.pending().unwrap().is_empty());
}

#[test]
fn an_article_needs_a_page() {
    let folder = Folder::new();
    let mut store = folder.open();
    let put = store.put(9, &reading(1, 1, "x", &[]), &[]);
    assert!(matches!(put, Err(Error::NoSuchPage(9))));
    assert!(matches!(store.finish(9), Err(Error::NoSuchPage(9))));
    assert!(store.unsettled().unwrap().is_empty());
}

#[test]
fn the_state_fetched_last_is_the_current_one_in_any_order_of_arrival() {
    for order in [[1, 2, 3], [3, 2, 1], [2, 3, 1]] {
        let folder = Folder::new();
        let mut store = folder.open();
        for day in order {
            let agency = format!("Agency{day}");
            put(
                &mut store,
                &reading(1, day, &format!("Day {day}"), &[&agency]),
                &[],
            );
        }
        let current = store.reading(ArticleId(1)).unwrap().unwrap();
        assert_eq!(current.article.headline(), Some("Day 3"), "{order:?}");
        let revisions = store.revisions(ArticleId(1)).unwrap();
        let found: Vec<_> = revisions
            .iter()
            .map(|revision| {
                (
                    revision.number,
                    revision.reading.article.headline().unwrap(),
                )
            })
            .collect();
        assert_eq!(
            found,
            [(3, "Day 3"), (2, "Day 2"), (1, "Day 1")],
            "{order:?}"
        );
        for revision in &revisions {
            let page = store.page(revision.page).unwrap();
            assert_eq!(page.bytes, revision.reading.article.text.as_bytes());
            assert_eq!(page.fetched_moment(), revision.fetched);
        }
        assert_eq!(store.crediting("agency3", 9).unwrap().len(), 1, "{order:?}");
        assert!(
            store.crediting("agency1", 9).unwrap().is_empty(),
            "{order:?}"
        );
    }
}

#[test]
fn a_fetch_that_found_nothing_changed_is_no_revision() {
    let folder = Folder::new();
    let mut store = folder.open();
    for (day, headline) in [(1, "one"), (2, "one"), (3, "two"), (4, "one")] {
        let page = page("1", day, &format!("{headline}, and advertisement {day}"));
        let (number, _) = store.accept(&page).unwrap();
        store
            .put(number, &reading(1, day, headline, &[]), &[])
            .unwrap();
    }
    let revisions = store.revisions(ArticleId(1)).unwrap();
    let days: Vec<_> = revisions.iter().map(|revision| revision.fetched).collect();
    assert_eq!(days, [4, 3, 1].map(|day| Some(moment(day))));
}

#[test]
fn putting_twice_is_putting_once() {
    let folder = Folder::new();
    let mut store = folder.open();
    let (number, _) = store.accept(&Page::from_text("x")).unwrap();
    put(&mut store, &reading(2, 1, "other", &[]), &[]);
    for _ in 0..2 {
        let reading = reading(1, 1, "x", &["Northwire"]);
        store.put(number, &reading, &[overlap(1, 2)]).unwrap();
    }
    assert_eq!(store.revisions(ArticleId(1)).unwrap().len(), 1);
    let row = store.source("northwire").unwrap().unwrap();
    assert_eq!((row.published, row.credited), (0, 1));
    assert_eq!(store.relatives(ArticleId(1)).unwrap().1, [overlap(1, 2)]);
}

#[test]
fn relatives_are_all_that_are_connected() {
    let folder = Folder::new();
    let mut store = folder.open();
    let chains: [(u64, &[(u64, u64)]); 6] = [
        (1, &[]),
        (2, &[(1, 2)]),
        (u64::MAX, &[(2, u64::MAX)]),
        (4, &[]),
        (5, &[(4, 5)]),
        (6, &[]),
    ];
    for (id, overlaps) in chains {
        let overlaps: Vec<_> = overlaps.iter().map(|&(a, b)| overlap(a, b)).collect();
        put(&mut store, &reading(id, 1, "x", &[]), &overlaps);
    }
    let cases: [(u64, &[u64], usize); 5] = [
        (1, &[1, 2, u64::MAX], 2),
        (u64::MAX, &[1, 2, u64::MAX], 2),
        (5, &[4, 5], 1),
        (6, &[6], 0),
        (7, &[], 0),
    ];
    for (id, expected, overlaps) in cases {
        let (readings, found) = store.relatives(ArticleId(id)).unwrap();
        assert_eq!(ids(&readings), expected, "relatives of {id}");
        assert_eq!(found.len(), overlaps, "relatives of {id}");
    }
}

#[test]
fn settling_a_family_replaces_what_was_known_of_it() {
    let folder = Folder::new();
    let mut store = folder.open();
    for id in 1..=3 {
        put(&mut store, &reading(id, 1, "x", &[]), &[]);
    }
    assert_eq!(unsettled(&store), [1, 2, 3]);
    let first = Family {
        derivations: vec![derivation(2, Some(1)), derivation(3, Some(1))],
        origins: vec![origin(1), origin(2), origin(3)],
        quotations: Vec::new(),
    };
    store.settle(&first).unwrap();
    assert!(unsettled(&store).is_empty());
    assert_eq!(store.copies(ArticleId(1)).unwrap(), first.derivations);
    assert_eq!(store.derivation(ArticleId(1)).unwrap(), None);
    assert_eq!(store.origin(ArticleId(2)).unwrap(), Some(origin(2).1));

    let second = Family {
        derivations: vec![derivation(2, None)],
        origins: vec![origin(1)],
        quotations: Vec::new(),
    };
    store.settle(&second).unwrap();
    assert_eq!(
        store.derivation(ArticleId(2)).unwrap(),
        Some(derivation(2, None))
    );
    assert_eq!(
        store.copies(ArticleId(1)).unwrap(),
        [derivation(3, Some(1))]
    );
    assert_eq!(store.origin(ArticleId(2)).unwrap(), None);
    assert_eq!(store.origin(ArticleId(3)).unwrap(), Some(origin(3).1));
}

#[test]
fn a_change_unsettles_those_it_no_longer_overlaps_with() {
    let folder = Folder::new();
    let mut store = folder.open();
    for id in 1..=3 {
        put(&mut store, &reading(id, 1, "x", &[]), &[]);
    }
    put(
        &mut store,
        &reading(4, 1, "x", &[]),
        &[overlap(1, 4), overlap(2, 4)],
    );
    let family = Family {
        derivations: Vec::new(),
        origins: (1..=4).map(origin).collect(),
        quotations: Vec::new(),
    };
    store.settle(&family).unwrap();
    put(&mut store, &reading(4, 2, "y", &[]), &[overlap(2, 4)]);
    assert_eq!(unsettled(&store), [1, 4]);
    assert_eq!(store.relatives(ArticleId(4)).unwrap().1, [overlap(2, 4)]);
    assert_eq!(store.overlaps(ArticleId(2)).unwrap(), [overlap(2, 4)]);
    assert_eq!(store.overlaps(ArticleId(4)).unwrap(), [overlap(2, 4)]);
    assert!(store.overlaps(ArticleId(1)).unwrap().is_empty());
}

#[test]
fn a_window_holds_the_newest_and_what_is_among_them() {
    let folder = Folder::new();
    let mut store = folder.open();
    for (id, day) in [(1, 4), (2, 1), (3, 3)] {
        put(&mut store, &reading(id, day, "x", &[]), &[]);
    }
    put(
        &mut store,
        &reading(4, 2, "x", &[]),
        &[1, 2, 3].map(|id| overlap(id, 4)),
    );
    let family = Family {
        derivations: Vec::new(),
        origins: (1..=4).map(origin).collect(),
        quotations: Vec::new(),
    };
    store.settle(&family).unwrap();
    let (readings, overlaps, origins) = store.window(3).unwrap();
    assert_eq!(ids(&readings), [1, 3, 4]);
    assert_eq!(overlaps, [overlap(1, 4), overlap(3, 4)]);
    assert_eq!(origins, [1, 3, 4].map(origin));
    assert_eq!(store.window(usize::MAX).unwrap().0.len(), 4);
    assert!(store.window(0).unwrap().0.is_empty());
}

#[test]
fn stories_replace_those_that_held_their_articles() {
    let folder = Folder::new();
    let mut store = folder.open();
    let titles = |store: &Store| -> Vec<u64> {
        let stories = store.stories(10, 0).unwrap();
        stories.into_iter().map(|story| story.id.0).collect()
    };
    store
        .put_stories(&[
            story(1, &[1, 2], 5),
            story(3, &[3, 4], 7),
            story(5, &[5], 6),
        ])
        .unwrap();
    assert_eq!(titles(&store), [3, 5, 1]);
    assert_eq!(store.stories(1, 1).unwrap(), [story(5, &[5], 6)]);
    store
        .put_stories(&[story(1, &[1, 2, 3], 8), story(4, &[4], 4)])
        .unwrap();
    assert_eq!(titles(&store), [1, 5, 4]);
    for (article, expected) in [(3, Some(1)), (4, Some(4)), (5, Some(5)), (9, None)] {
        let found = store.story_of(ArticleId(article)).unwrap();
        assert_eq!(found.map(|story| story.id.0), expected, "article {article}");
    }
}

#[test]
fn sources_are_counted_and_list_their_articles() {
    let folder = Folder::new();
    let mut store = folder.open();
    put(
        &mut store,
        &reading(1, 1, "x", &["Northwire", "Northwire"]),
        &[],
    );
    put(
        &mut store,
        &reading(2, 3, "x", &["Northwire", "Seapress"]),
        &[],
    );
    put(&mut store, &reading(3, 2, "x", &[]), &[]);
    let rows: Vec<_> = store
        .sources()
        .unwrap()
        .into_iter()
        .map(|row| (row.source.name, row.published, row.credited))
        .collect();
    let expected = [("Post", 3, 0), ("Northwire", 0, 2), ("Seapress", 0, 1)];
    assert_eq!(rows, expected.map(|(name, p, c)| (name.to_owned(), p, c)));
    assert_eq!(ids(&store.published_by("post", 2).unwrap()), [2, 3]);
    assert_eq!(ids(&store.crediting("northwire", 9).unwrap()), [2, 1]);
    assert!(store.source("nobody").unwrap().is_none());
}

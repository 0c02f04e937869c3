//! Pages go in and come out again, whatever happens between.

use std::fs;

use isnad::model::Page;
use isnad_warc::{Reader, Writer};

use super::{Folder, page, put, reading, time};
use crate::{Error, NoticeKind, Store, archive::LARGEST, record::Exchange};

fn sample() -> Vec<Page> {
    let long: String = (0..400)
        .map(|i| format!("berth {} ", i * 7919 % 1000))
        .collect();
    vec![
        page("a", 1, "Harbour reopens"),
        Page::from_html("<h1>مرفأ</h1>"),
        page("b", 2, &long),
    ]
}

fn numbers(store: &Store) -> Vec<u64> {
    store.pending().unwrap()
}

#[test]
fn pages_come_back_as_they_were_also_after_reopening() {
    let folder = Folder::new();
    let pages = sample();
    let mut store = folder.open();
    for (i, page) in pages.iter().enumerate() {
        assert_eq!(store.accept(page).unwrap(), (i as u64 + 1, true));
    }
    drop(store);
    let store = folder.open();
    assert!(store.notices().is_empty());
    assert_eq!(numbers(&store), [1, 2, 3]);
    for (i, page) in pages.iter().enumerate() {
        assert_eq!(store.page(i as u64 + 1).unwrap(), *page);
    }
    assert!(matches!(store.page(4), Err(Error::NoSuchPage(4))));
}

#[test]
fn a_page_is_where_it_is_said_to_be() {
    let folder = Folder::new();
    let mut store = folder.open();
    store.accept_all(&sample()).unwrap();
    for number in 1..=3 {
        let place = store.place(number).unwrap();
        let mut file = fs::File::open(folder.path().join("archive").join(&place.file)).unwrap();
        let record = isnad_warc::read_at(&mut file, place.offset).unwrap();
        let payload = record.payload().unwrap();
        assert_eq!(*payload.body, store.page(number).unwrap().bytes);
    }
}

#[test]
fn the_same_page_is_not_archived_twice() {
    let folder = Folder::new();
    let mut store = folder.open();
    let cases = [
        (page("a", 1, "one"), (1, true)),
        (page("a", 2, "one"), (1, false)),
        (page("b", 1, "one"), (2, true)),
        (page("a", 3, "two"), (3, true)),
        // Back to what it was: a new state, since the last one was another.
        (page("a", 4, "one"), (4, true)),
        // The very same fetch again, though it is not the last state.
        (page("a", 3, "two"), (3, false)),
        (Page::from_text("one"), (5, true)),
        (Page::from_text("one"), (5, false)),
        (Page::from_text("two"), (6, true)),
    ];
    for (page, expected) in &cases {
        assert_eq!(store.accept(page).unwrap(), *expected, "{page:?}");
    }
    drop(store);
    let mut store = Store::rebuild(folder.path()).unwrap();
    let pages: Vec<Page> = cases.iter().map(|(page, _)| page.clone()).collect();
    let again = store.accept_all(&pages[..4]).unwrap();
    assert!(again.iter().all(|(_, is_new)| !is_new), "{again:?}");
}

#[test]
fn a_batch_is_accepted_whole_or_not_at_all() {
    let folder = Folder::new();
    let mut store = folder.open();
    store.accept(&page("a", 1, "one")).unwrap();
    let length = fs::metadata(&folder.files()[0]).unwrap().len();
    let bad = page("line\nbreak", 2, "three");
    let error = store.accept_all(&[page("b", 2, "two"), bad]).unwrap_err();
    assert!(error.to_string().contains("line break"), "{error}");
    assert_eq!(fs::metadata(&folder.files()[0]).unwrap().len(), length);
    assert_eq!(numbers(&store), [1]);
    assert_eq!(store.accept(&page("b", 2, "two")).unwrap(), (2, true));
}

#[test]
fn a_page_too_large_to_be_read_again_is_refused() {
    let folder = Folder::new();
    let mut store = folder.open();
    let page = Page {
        bytes: vec![b'a'; LARGEST - 200],
        ..page("large", 1, "")
    };
    assert_eq!(store.accept(&page).unwrap(), (1, true));
    assert_eq!(store.page(1).unwrap().bytes.len(), page.bytes.len());
    let larger = Page {
        bytes: vec![b'a'; LARGEST],
        ..page
    };
    assert!(matches!(store.accept(&larger), Err(Error::TooLarge { .. })));
    assert_eq!(numbers(&store), [1]);
}

#[test]
fn a_record_cut_anywhere_is_removed_and_the_rest_is_kept() {
    let folder = Folder::new();
    let mut store = folder.open();
    store.accept(&page("a", 1, "one")).unwrap();
    let file = folder.files().remove(0);
    let whole = fs::metadata(&file).unwrap().len() as usize;
    drop(store);
    // The next record as a crash would leave it: on its way, and not in the database.
    let mut writer = Writer::appending(fs::read(&file).unwrap(), whole as u64);
    let next = page("b", 2, "two");
    Exchange::of_page(&next, time(2))
        .write(&mut writer)
        .unwrap();
    let bytes = writer.into_inner();
    for cut in whole + 1..bytes.len() {
        fs::write(&file, &bytes[..cut]).unwrap();
        let store = folder.open();
        let kinds: Vec<_> = store.notices().iter().map(|notice| &notice.kind).collect();
        let removed = (cut - whole) as u64;
        assert_eq!(kinds, [&NoticeKind::TornTail { removed }], "cut at {cut}");
        assert_eq!(fs::metadata(&file).unwrap().len() as usize, whole);
        assert_eq!(numbers(&store), [1], "cut at {cut}");
    }
    let mut store = folder.open();
    assert_eq!(store.accept(&page("b", 2, "two")).unwrap(), (2, true));
    assert_eq!(store.page(2).unwrap(), page("b", 2, "two"));
}

#[test]
fn what_was_archived_but_not_in_the_database_becomes_pending() {
    let folder = Folder::new();
    let mut store = folder.open();
    store.accept(&page("a", 1, "one")).unwrap();
    let file = folder.files().remove(0);
    let bytes = fs::read(&file).unwrap();
    let mut writer = Writer::appending(bytes.clone(), bytes.len() as u64);
    let next = page("b", 2, "two");
    Exchange::of_page(&next, time(2))
        .write(&mut writer)
        .unwrap();
    fs::write(&file, writer.into_inner()).unwrap();
    // Seen by whoever opens the folder, and by whoever appends next.
    assert_eq!(numbers(&folder.open()), [1, 2]);
    assert_eq!(store.accept(&page("b", 3, "two")).unwrap(), (2, false));
    assert_eq!(store.accept(&page("c", 3, "three")).unwrap(), (3, true));
    assert_eq!(store.page(2).unwrap(), page("b", 2, "two"));
}

#[test]
fn damage_in_the_middle_costs_its_page_only() {
    let folder = Folder::new();
    let mut store = folder.open();
    store.accept_all(&sample()).unwrap();
    let place = store.place(2).unwrap();
    drop(store);
    let file = folder.files().remove(0);
    let mut bytes = fs::read(&file).unwrap();
    bytes[place.offset as usize + 40] ^= 0x55;
    fs::write(&file, &bytes).unwrap();

    let store = folder.open();
    assert!(matches!(store.page(2), Err(Error::Archive { .. })));
    assert_eq!(store.page(3).unwrap(), sample()[2]);
    drop(store);
    let store = Store::rebuild(folder.path()).unwrap();
    assert_eq!(store.notices().len(), 1, "{:?}", store.notices());
    assert_eq!(numbers(&store), [1, 2]);
    assert_eq!(store.page(2).unwrap(), sample()[2]);
}

#[test]
fn damage_at_the_end_is_kept_and_a_new_file_begun() {
    let folder = Folder::new();
    let mut store = folder.open();
    store.accept(&page("a", 1, "one")).unwrap();
    let file = folder.files().remove(0);
    let mut bytes = fs::read(&file).unwrap();
    bytes.extend([0; 100]);
    fs::write(&file, &bytes).unwrap();
    assert_eq!(store.accept(&page("b", 2, "two")).unwrap(), (2, true));
    assert_eq!(store.notices().len(), 1);
    assert_eq!(fs::read(&file).unwrap(), bytes);
    assert_eq!(folder.files().len(), 2);
    assert!(store.place(2).unwrap().file.ends_with("-00002.warc.gz"));
    assert!(folder.open().notices().is_empty(), "said once");
}

#[test]
fn a_file_that_lost_its_end_is_told_and_left() {
    let folder = Folder::new();
    let mut store = folder.open();
    store.accept_all(&sample()).unwrap();
    let file = folder.files().remove(0);
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() - 30]).unwrap();
    let mut store = folder.open();
    let kinds: Vec<_> = store.notices().iter().map(|notice| &notice.kind).collect();
    assert_eq!(kinds, [&NoticeKind::Shorter { missing: 30 }]);
    assert_eq!(store.accept(&page("c", 3, "three")).unwrap(), (4, true));
    assert_eq!(folder.files().len(), 2);
    assert_eq!(store.page(4).unwrap(), page("c", 3, "three"));
}

#[test]
fn a_rebuild_gives_the_same_pages_the_same_numbers() {
    let folder = Folder::new();
    let mut store = folder.open();
    store.accept_all(&sample()).unwrap();
    put(&mut store, &reading(7, 3, "Harbour reopens", &[]), &[]);
    let before: Vec<_> = (1..=4)
        .map(|n| (store.place(n).unwrap(), store.page(n).unwrap()))
        .collect();
    assert_eq!(numbers(&store), [1, 2, 3]);
    assert!(matches!(
        Store::rebuild(folder.path()),
        Err(Error::InUse { .. })
    ));
    drop(store);
    let store = Store::rebuild(folder.path()).unwrap();
    let after: Vec<_> = (1..=4)
        .map(|n| (store.place(n).unwrap(), store.page(n).unwrap()))
        .collect();
    assert_eq!(before, after);
    assert_eq!(numbers(&store), [1, 2, 3, 4]);
    assert!(store.window(10).unwrap().0.is_empty());
}

#[test]
fn a_damaged_database_is_made_anew() {
    let folder = Folder::new();
    folder.open().accept_all(&sample()).unwrap();
    fs::write(
        folder.path().join("isnad.sqlite"),
        "not a database, and long enough",
    )
    .unwrap();
    let error = Store::open(folder.path()).err().unwrap().to_string();
    assert!(
        error.contains("isnad.sqlite") && error.contains("isnad rebuild"),
        "{error}"
    );
    let store = Store::rebuild(folder.path()).unwrap();
    assert_eq!(numbers(&store), [1, 2, 3]);
}

#[test]
fn two_stores_share_one_folder() {
    let folder = Folder::new();
    let threads: Vec<_> = (0..4)
        .map(|thread| {
            let path = folder.path().to_owned();
            std::thread::spawn(move || {
                let mut store = Store::open(&path).unwrap();
                for i in 0..10 {
                    let page = page(&format!("{thread}/{i}"), 1, "text");
                    let (number, is_new) = store.accept(&page).unwrap();
                    assert!(is_new);
                    assert_eq!(store.page(number).unwrap(), page);
                    store.finish(number).unwrap();
                }
                assert!(store.notices().is_empty(), "{:?}", store.notices());
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let file = fs::File::open(&folder.files()[0]).unwrap();
    assert_eq!(Reader::new(file).filter(Result::is_ok).count(), 41);
    assert!(numbers(&folder.open()).is_empty());
    assert_eq!(numbers(&Store::rebuild(folder.path()).unwrap()).len(), 40);
}

//! Crashes: what `isnad add` said it added is there afterwards, whenever it was killed.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

mod common;

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use common::{ISNAD, Scratch, isnad, kill, server::Server, within};
use isnad::model::ArticleId;
use isnad_store::Store;

/// How many pages there are to add.
const PAGES: usize = 48;
/// After how many acknowledged pages `isnad add` is killed, a round each.
const ROUNDS: [usize; 6] = [0, 1, 2, 9, 23, 47];

const FETCHED: &str = "2031-05-03T08:00:00Z";

/// A page of its own words; every fourth is a copy of the one before with a figure changed, so that
/// there are families to settle.
fn page(number: usize) -> String {
    let (place, families) = (number - usize::from(number % 4 == 3), 100 + number);
    let sentences: String = (0..6)
        .map(|at| {
            let key = place * 31 + at * 7;
            format!(
                "<p>Gauge {key} at weir {place} rose by {} centimetres during hour {at}, keeper number \
                 {key} told the river office of valley {place}, and {families} families of quarter \
                 {key} were asked to move to hall {at}.</p>",
                key % 90
            )
        })
        .collect();
    format!(
        "<html lang=en><head><title>River report {number}</title></head><body><article>\
         <h1>River report number {number}</h1>{sentences}</article></body></html>"
    )
}

fn write_pages(scratch: &Scratch) -> Vec<String> {
    let names = (0..PAGES).map(|number| format!("pages/{number:03}.html"));
    let write =
        |(number, name): (usize, String)| scratch.write(&name, page(number)).display().to_string();
    names.enumerate().map(write).collect()
}

fn arguments<'a>(data: &'a Path, pages: &'a Path) -> [&'a OsStr; 6] {
    let option = OsStr::new;
    [
        option("add"),
        option("--fetched"),
        option(FETCHED),
        option("--data"),
        data.as_os_str(),
        pages.as_os_str(),
    ]
}

/// Runs `isnad add` and kills it once it has acknowledged so many pages. What it acknowledged until
/// it was dead: names of pages.
fn add_and_kill(data: &Path, pages: &Path, after: usize) -> Vec<String> {
    let mut command = Command::new(ISNAD);
    command
        .args(arguments(data, pages))
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    within("isnad add", move || {
        let mut said: Vec<String> = lines.by_ref().take(after).collect();
        assert_eq!(said.len(), after, "isnad add ended early");
        kill(&mut child);
        said.extend(lines);
        said.iter()
            .map(|line| acknowledged(line).to_owned())
            .collect()
    })
}

/// The page of `added NAME: page 3, 1 article`.
fn acknowledged(line: &str) -> &str {
    let rest = line
        .strip_prefix("added ")
        .unwrap_or_else(|| panic!("{line:?}"));
    rest.rsplit_once(": page ")
        .unwrap_or_else(|| panic!("{line:?}"))
        .0
}

fn id(number: usize) -> ArticleId {
    ArticleId::of(page(number).as_bytes(), 0)
}

#[test]
fn what_was_acknowledged_survives_a_crash() {
    let scratch = Scratch::new();
    let names = write_pages(&scratch);
    let pages = scratch.path("pages");
    let undisturbed = scratch.path("undisturbed");
    assert_eq!(isnad(arguments(&undisturbed, &pages)).code, Some(0));
    let stories = Server::over(&undisturbed).stories();
    assert!(stories.len() > 1);
    for after in ROUNDS {
        let data = scratch.path(&format!("data-{after}"));
        // A reader has the folder open all the while, and is killed too.
        let server = Server::over(&data);
        let said = add_and_kill(&data, &pages, after);
        drop(server);
        assert!(said.len() >= after, "{after}: {said:?}");
        let server = Server::over(&data);
        for (number, name) in names
            .iter()
            .enumerate()
            .filter(|(_, name)| said.contains(name))
        {
            let document = server.json(&format!("/api/v1/article/{}", id(number)));
            assert_eq!(
                document["headline"],
                format!("River report number {number}"),
                "{name}"
            );
        }
        sound(&data);
        let again = isnad(arguments(&data, &pages));
        assert_eq!((again.code, again.err.as_str()), (Some(0), ""), "{after}");
        for name in &said {
            let line = format!("already held {name}: page ");
            assert!(
                again.out.lines().any(|held| held.starts_with(&line)),
                "{after}: {name}"
            );
        }
        assert_eq!(
            server.stories(),
            stories,
            "{after}: not as without the crash"
        );
        sound(&data);
    }
}

/// The database holds what SQLite asks of it, nothing is left to read, and the archive reads whole.
fn sound(data: &Path) {
    let database = rusqlite::Connection::open(data.join("isnad.sqlite")).unwrap();
    let verdict: String = database
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(verdict, "ok");
    let dangling: i64 = database
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(dangling, 0);
    let store = Store::open(data).unwrap();
    assert!(store.notices().is_empty(), "{:?}", store.notices());
    assert!(store.pending().unwrap().is_empty());
    let archive = data.join("archive");
    let read = isnad([
        "read".as_ref(),
        "--format".as_ref(),
        "jsonl".as_ref(),
        archive.as_os_str(),
    ]);
    let pages: i64 = database
        .query_row("SELECT count(*) FROM page", [], |row| row.get(0))
        .unwrap();
    // To have found nothing is no success, and is said.
    assert_eq!(read.code, Some(i32::from(pages == 0)), "{}", read.err);
    assert_eq!(
        read.err.contains("holds no pages"),
        pages == 0,
        "{}",
        read.err
    );
    assert_eq!(
        read.err.lines().count(),
        usize::from(pages == 0),
        "{}",
        read.err
    );
    assert_eq!(read.documents().len() as i64, pages);
}

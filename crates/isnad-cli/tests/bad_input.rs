//! Input that cannot be read: one line on standard error that names it, exit code 1, and the other
//! inputs of the same call read all the same, in bounded memory.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

mod common;

use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    fs,
    path::{Path, PathBuf},
};

use common::{
    Run, Scratch,
    hostile::{GOOD, bad_inputs},
    isnad, isnad_within,
};

/// What a run may hold at most, as the limit on the size of a page promises.
const MEMORY: u64 = 500 << 20;

fn read(inputs: &[&OsStr]) -> Run {
    let options = ["read", "--format", "jsonl", "--allow-private"].map(OsStr::new);
    isnad_within(MEMORY, options.iter().chain(inputs))
}

#[test]
fn each_bad_input_is_one_line_and_the_others_are_read() {
    let scratch = Scratch::new();
    let before = scratch.write("before.html", GOOD);
    let after = scratch.write("after.html", GOOD.replace("ferry", "tram"));
    for (input, reason) in bad_inputs(&scratch) {
        let run = read(&[before.as_os_str(), &input, after.as_os_str()]);
        let shown = format!("{}: {:?} {}", input.display(), run.code, run.err);
        assert_eq!(run.code, Some(1), "{shown}");
        assert_eq!(run.err.lines().count(), 1, "{shown}");
        let name = input.to_string_lossy();
        assert!(
            run.err.contains(&*name) && run.err.contains(reason),
            "no {reason:?}: {shown}"
        );
        assert_eq!(run.documents().len(), 2, "{shown}");
    }
}
/// Pages that can be read and hold no article, or too much of one: a note, and no failure.
#[test]
fn a_page_without_an_article_is_no_failure() {
    let scratch = Scratch::new();
    let good = scratch.write("good.html", GOOD);
    let deep = "<div>".repeat(200_000);
    let pages = [
        ("blank.txt", " \n\t\u{a0}\u{feff} \r\n".to_owned()),
        (
            "deep.html",
            format!("<article><h1>Deep</h1>{deep}<p>Ferry.</p>"),
        ),
        ("unclosed.html", "<b><i><a>".repeat(70_000)),
        ("line.txt", "x".repeat(2 << 20)),
    ];
    for (name, content) in pages {
        let page = scratch.write(name, content);
        let run = read(&[page.as_os_str(), good.as_os_str()]);
        assert_eq!(run.code, Some(0), "{name}: {}", run.err);
        assert_eq!(run.err.lines().count(), 1, "{name}: {}", run.err);
        assert!(
            run.err.contains(name) && run.err.contains("no article"),
            "{name}: {}",
            run.err
        );
        assert_eq!(run.documents().len(), 1, "{name}");
    }
}

/// One broken letter does not cost the others.
#[test]
fn invalid_utf8_is_read_around() {
    let scratch = Scratch::new();
    let page = "<meta charset=utf-8><article><h1>العبارة تبحر من جديد</h1><p>أبحرت العبارة بين لينار \
        والجزر من جديد يوم السبت بعد تسعة أسابيع من العمل في الرصيف، بحسب إدارة الميناء.</p>\
        <p>وكان على متنها نحو 200 راكب عندما غادرت ظهرا.</p></article>";
    let (before, after) = page.split_once("الجزر").unwrap();
    let broken = [before.as_bytes(), b"\xd8\xff\xfe", after.as_bytes()].concat();
    let run = read(&[scratch.write("broken.html", broken).as_os_str()]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let documents = run.documents();
    assert_eq!(documents[0]["headline"], "العبارة تبحر من جديد");
    let body = documents[0]["body"].to_string();
    assert!(
        body.contains("بعد تسعة أسابيع") && body.contains('\u{fffd}'),
        "{body}"
    );
}

/// The largest page that is read at all, of the marks that cost most, and a control that the bound
/// is one the system keeps.
#[cfg(target_os = "linux")]
#[test]
fn the_largest_page_stays_within_memory() {
    let scratch = Scratch::new();
    let most = isnad_gather::Limits::default().max_bytes;
    let good = scratch.write("good.html", GOOD);
    for unit in ["<p>a", "<li>a"] {
        let page = scratch.write("large.html", unit.repeat(most / unit.len()));
        let arguments = [OsStr::new("read"), page.as_os_str(), good.as_os_str()];
        let run = isnad_within(MEMORY, arguments);
        assert_eq!(run.code, Some(0), "{unit}: {}", run.err);
        assert_eq!(isnad_within(MEMORY / 8, arguments).code, None, "{unit}");
    }
}

#[test]
fn a_failing_add_leaves_the_data_folder_as_it_was() {
    let scratch = Scratch::new();
    let data = scratch.path("data");
    let add = |inputs: &[OsString]| {
        let options = [
            "add".as_ref(),
            "--allow-private".as_ref(),
            "--data".as_ref(),
            data.as_os_str(),
        ];
        isnad(
            options
                .into_iter()
                .chain(inputs.iter().map(OsString::as_os_str)),
        )
    };
    let good = scratch.write("good.html", GOOD);
    assert_eq!(add(&[good.into()]).code, Some(0));
    let before = files(&data);
    assert!(before.keys().any(|path| path.ends_with("isnad.sqlite")));
    let bad: Vec<OsString> = bad_inputs(&scratch)
        .into_iter()
        .map(|(input, _)| input)
        .collect();
    let run = add(&bad);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert_eq!(run.err.lines().count(), bad.len(), "{}", run.err);
    assert_eq!(files(&data), before);
}

/// Every file below a folder with its bytes, but SQLite's own, which exist while it is open.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if !path.to_string_lossy().ends_with("-shm") {
            files.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    files
}

#[test]
fn a_data_folder_that_cannot_be_is_one_line() {
    let scratch = Scratch::new();
    let good = scratch.write("good.html", GOOD);
    let file = scratch.write("file", "not a folder");
    for command in ["add", "serve", "rebuild"] {
        let mut arguments = vec![OsStr::new(command), OsStr::new("--data"), file.as_os_str()];
        arguments.extend((command == "add").then_some(good.as_os_str()));
        let run = isnad(arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{command}");
        assert_eq!(run.err.lines().count(), 1, "{command}: {}", run.err);
        assert!(
            run.err.contains(&*file.to_string_lossy()),
            "{command}: {}",
            run.err
        );
    }
}

//! Input that cannot be read: one line on standard error that names it, exit code 1, and the other
//! inputs of the same call read all the same, in bounded memory.

mod common;

use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    fs,
    io::Write as _,
    net::TcpListener,
    path::{Path, PathBuf},
};

use common::{Run, Scratch, isnad, isnad_within};

/// What a run may hold at most, as the limit on the size of a page promises.
const MEMORY: u64 = 500 << 20;

const GOOD: &str = "<html lang=en><body><article><h1>Ferry sails again from Lennar</h1>\
    <p>The ferry between Lennar and the islands sailed again on Saturday after nine weeks of work \
    on the pier, the port authority said.</p><p>About 200 passengers were on board when it left at \
    noon, among them the mayor, who called the crossing a quiet relief.</p></article></body></html>";

/// A bad input: its name on the command line, and words its one line must hold.
type Bad = (OsString, &'static str);

fn file(scratch: &Scratch, name: &str, bytes: impl AsRef<[u8]>, reason: &'static str) -> Bad {
    (scratch.write(name, bytes).into(), reason)
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Bytes in which no one sees text: a generator's, with zeros in between.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..length)
        .map(|at| if at % 7 == 0 { 0 } else { next() })
        .collect()
}

fn feed() -> String {
    let item =
        "<item><title>Ferry sails again</title><link>https://lennar.example/ferry</link></item>";
    let channel = item.repeat(20);
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>News of Lennar</title>{channel}</channel></rss>"
    )
}

/// A folder that may not be listed, or, for root whom no folder refuses, a link to itself.
fn unreadable(scratch: &Scratch) -> PathBuf {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let closed = scratch.path("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(&closed).is_err() {
        return closed;
    }
    println!("running as root, whom rights do not bind: a link to itself stands in for the folder");
    let link = scratch.path("itself.html");
    symlink(&link, &link).unwrap();
    link
}

/// An address on loopback at which nobody listens: its port was bound, and is free again.
fn refusing() -> OsString {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    format!("http://127.0.0.1:{port}/ferry").into()
}

fn bad_inputs(scratch: &Scratch) -> Vec<Bad> {
    let mut cut = gzipped(&noise(4000));
    cut.truncate(2000);
    let mut torn = gzipped(GOOD.as_bytes());
    let middle = torn.len() / 2;
    torn[middle] ^= 0xff;
    vec![
        file(scratch, "empty.html", "", "empty"),
        file(scratch, "noise.html", noise(100_000), "not text"),
        file(scratch, "noise", noise(100_000), "not text"),
        file(
            scratch,
            "picture.html",
            [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &noise(999)[..]].concat(),
            "not text",
        ),
        file(scratch, "feed.xml", feed(), "feed"),
        file(scratch, "feed.html", feed(), "feed"),
        file(scratch, "cut.html.gz", cut, "gzip data is broken"),
        file(scratch, "torn.html.gz", torn, "gzip data is broken"),
        file(scratch, "stub.html.gz", b"\x1f\x8b", "gzip data is broken"),
        file(
            scratch,
            "bomb.html.gz",
            gzipped(&vec![b' '; 200 << 20]),
            "grows over",
        ),
        file(scratch, "line.txt", vec![b'x'; 64 << 20], "too large"),
        (scratch.path("missing.html").into(), "no such file"),
        (unreadable(scratch).into(), "cannot be read"),
        (refusing(), "cannot connect"),
        ("ftp://lennar.example/ferry".into(), "http"),
    ]
}

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

/// The limit on memory is one the system keeps: under a tenth of it, a large page ends the process.
#[cfg(target_os = "linux")]
#[test]
fn the_bound_on_memory_bites() {
    let scratch = Scratch::new();
    let page = scratch.write("large.html", "<p>a".repeat(1 << 20));
    assert_eq!(
        isnad_within(MEMORY, ["read".as_ref(), page.as_os_str()]).code,
        Some(0)
    );
    assert_eq!(
        isnad_within(MEMORY / 20, ["read".as_ref(), page.as_os_str()]).code,
        None
    );
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

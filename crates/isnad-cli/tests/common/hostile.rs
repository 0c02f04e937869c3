//! Input that cannot be read, made where it is needed: nothing large or odd lies in the repository.

use std::{ffi::OsString, fs, io::Write as _, net::TcpListener, path::PathBuf};

use super::Scratch;

/// A page that is read without trouble.
pub(crate) const GOOD: &str = "<html lang=en><body><article><h1>Ferry sails again from Lennar</h1>\
    <p>The ferry between Lennar and the islands sailed again on Saturday after nine weeks of work \
    on the pier, the port authority said.</p><p>About 200 passengers were on board when it left at \
    noon, among them the mayor, who called the crossing a quiet relief.</p></article></body></html>";

/// A bad input: its name on the command line, and words its one line must hold.
pub(crate) type Bad = (OsString, &'static str);

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

fn spaces(mebibytes: usize) -> Vec<u8> {
    vec![b' '; mebibytes << 20]
}

/// A page longer than any that is read, that shrinks as pages do.
fn flood() -> String {
    (0..600_000)
        .map(|at| format!("<p>Ferry number {at} sails at noon.</p>\n"))
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

/// Everything that cannot be read.
pub(crate) fn bad_inputs(scratch: &Scratch) -> Vec<Bad> {
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
        file(scratch, "bomb.html.gz", gzipped(&spaces(4)), "grows over"),
        file(
            scratch,
            "flood.html.gz",
            gzipped(flood().as_bytes()),
            "at most",
        ),
        file(scratch, "line.txt", vec![b'x'; 64 << 20], "at most"),
        (scratch.path("missing.html").into(), "no such file"),
        (unreadable(scratch).into(), "cannot be read"),
        (refusing(), "cannot connect"),
        ("ftp://lennar.example/ferry".into(), "http"),
    ]
}

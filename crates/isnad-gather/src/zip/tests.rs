//! Zip files made here, whole and damaged.

use std::{fs, io::Write};

use super::*;
use crate::{Limits, testing::Scratch};

const GOOD: &[u8] = b"<p>The ferry sails again from Lennar.";

/// A member as it is written: what the directory says may differ from what is there.
struct Packed {
    name: &'static str,
    method: u16,
    flags: u16,
    bytes: Vec<u8>,
    crc: u32,
}

fn packed(name: &'static str, method: u16, content: &[u8]) -> Packed {
    let mut crc = Crc::new();
    crc.update(content);
    let bytes = match method {
        DEFLATED => {
            let level = flate2::Compression::best();
            let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), level);
            deflate.write_all(content).unwrap();
            deflate.finish().unwrap()
        }
        _ => content.to_vec(),
    };
    Packed {
        name,
        method,
        flags: 0,
        bytes,
        crc: crc.sum(),
    }
}

/// A header of either kind from the fields both have.
fn header(start: &[u8], member: &Packed) -> Vec<u8> {
    let mut bytes = start.to_vec();
    for field in [member.flags, member.method, 0, 0] {
        bytes.extend(field.to_le_bytes());
    }
    let length = member.bytes.len() as u32;
    for field in [member.crc, length, 1 << 30] {
        // The last is a lie about the length after decompression, which nobody may believe.
        bytes.extend(field.to_le_bytes());
    }
    bytes.extend((member.name.len() as u16).to_le_bytes());
    bytes.extend(0_u16.to_le_bytes());
    bytes
}

fn zip(members: &[Packed]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for member in members {
        let at = file.len() as u32;
        file.extend(header(b"PK\x03\x04\x14\0", member));
        file.extend(member.name.as_bytes());
        file.extend(&member.bytes);
        directory.extend(header(b"PK\x01\x02\x14\0\x14\0", member));
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(member.name.as_bytes());
    }
    let start = file.len() as u32;
    file.extend(&directory);
    file.extend(b"PK\x05\x06\0\0\0\0\0\0\0\0");
    file.extend((directory.len() as u32).to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0, 0]);
    file
}

/// Bodies and error lines of a file.
fn read(name: &str, bytes: &[u8]) -> (Vec<Gathered>, Vec<String>) {
    let scratch = Scratch::new();
    let path = scratch.write(name, bytes);
    let limits = Limits {
        max_bytes: 4 << 20,
        ..Limits::default()
    };
    let options = Options {
        limits,
        ..Options::default()
    };
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for page in file::path_pages(&path, &options, None) {
        match page {
            Ok(page) => good.push(page),
            Err(error) => bad.push(error.to_string()),
        }
    }
    (good, bad)
}

fn warc(bodies: &[&[u8]]) -> Vec<u8> {
    let mut writer = isnad_warc::Writer::new(Vec::new());
    for body in bodies {
        let capture = isnad_warc::Capture {
            uri: "https://lennar.example/ferry",
            date: "2031-05-03T10:00:01Z",
            content_type: Some("text/html"),
            body,
            fields: &[],
        };
        writer.response(&capture).unwrap();
    }
    writer.into_inner()
}

#[test]
fn pages_come_out_in_the_order_of_the_file() {
    let file = zip(&[
        packed("b/ferry.html", DEFLATED, GOOD),
        packed("a.txt", STORED, b"Rain in Lennar."),
        packed("a/", STORED, b""),
        packed("logo.png", STORED, b"\x89PNG"),
        packed("__MACOSX/._a.txt", STORED, b"x"),
        packed(".hidden.html", STORED, b"x"),
    ]);
    let (pages, errors) = read("saved.zip", &file);
    assert!(errors.is_empty(), "{errors:?}");
    let bodies: Vec<&[u8]> = pages.iter().map(|page| &page.page.bytes[..]).collect();
    assert_eq!(bodies, [GOOD, b"Rain in Lennar."]);
    assert_eq!(pages[0].page.media_type, MediaType::Html);
    assert!(pages[0].name.ends_with("saved.zip: b/ferry.html"));
}

#[test]
fn the_archives_of_a_wacz_are_read() {
    let archive = warc(&[b"<p>one", b"<p>two"]);
    for method in [STORED, DEFLATED] {
        let file = zip(&[
            packed("pages/pages.jsonl", DEFLATED, b"{}"),
            packed("notes.html", STORED, b"about the archive"),
            packed("archive/data.warc.gz", method, &archive),
        ]);
        let (pages, errors) = read("crawl.wacz", &file);
        assert!(errors.is_empty(), "{errors:?}");
        let bodies: Vec<&[u8]> = pages.iter().map(|page| &page.page.bytes[..]).collect();
        assert_eq!(bodies, [b"<p>one", b"<p>two"]);
        let place = pages[1].place.as_ref().unwrap();
        if method == STORED {
            let mut whole = io::Cursor::new(&file);
            let record = isnad_warc::read_at(&mut whole, place.offset).unwrap();
            assert_eq!(&*record.payload().unwrap().body, b"<p>two");
        } else {
            assert_eq!(place.member.as_deref(), Some("archive/data.warc.gz"));
        }
    }
}

#[test]
fn each_bad_member_is_one_line_and_the_others_are_read() {
    let spoiled = |change: fn(&mut Packed)| {
        let mut member = packed("bad.html", DEFLATED, GOOD);
        change(&mut member);
        member
    };
    let cases = [
        (packed("../bad.html", STORED, GOOD), "leads out of the zip"),
        (
            packed("/etc/bad.html", STORED, GOOD),
            "leads out of the zip",
        ),
        (packed("a\\bad.html", STORED, GOOD), "leads out of the zip"),
        (spoiled(|member| member.flags = 1), "encrypted"),
        (spoiled(|member| member.method = 12), "only deflate"),
        (spoiled(|member| member.crc ^= 1), "checksum"),
        (spoiled(|member| member.bytes.truncate(9)), "broken or cut"),
        (
            packed("bad.html", DEFLATED, &vec![b' '; 3 << 20]),
            "grows over",
        ),
        (packed("bad.html", STORED, &vec![b' '; 5 << 20]), "at most"),
    ];
    for (bad, reason) in cases {
        let file = zip(&[bad, packed("good.html", DEFLATED, GOOD)]);
        let (pages, errors) = read("saved.zip", &file);
        assert_eq!(errors.len(), 1, "{reason}: {errors:?}");
        assert!(errors[0].contains(reason), "{reason}: {errors:?}");
        assert_eq!(pages.len(), 1, "{reason}");
        assert_eq!(pages[0].page.bytes, GOOD, "{reason}");
    }
}

#[test]
fn members_that_share_bytes_are_read_once() {
    let mut file = zip(&[
        packed("a.html", STORED, GOOD),
        packed("b.html", STORED, GOOD),
    ]);
    // The directory's second entry points at the first member.
    let at = file
        .windows(4)
        .rposition(|bytes| bytes == b"PK\x01\x02")
        .unwrap();
    file[at + 42..at + 46].fill(0);
    let (pages, errors) = read("twice.zip", &file);
    assert_eq!((pages.len(), errors.len()), (1, 1), "{errors:?}");
    assert!(errors[0].contains("shares its bytes"), "{errors:?}");
}

#[test]
fn a_zip_cut_or_overwritten_anywhere_is_lines_and_no_panic() {
    let file = zip(&[
        packed("a.html", DEFLATED, GOOD),
        packed("b.html", STORED, GOOD),
    ]);
    let scratch = Scratch::new();
    let path = scratch.path().join("cut.zip");
    for at in 0..file.len() {
        let mut wrong = file.clone();
        wrong[at] ^= 0xff;
        for bytes in [&file[..at], &wrong] {
            fs::write(&path, bytes).unwrap();
            let read: Vec<_> = pages(&path, &Options::default()).collect();
            assert!(read.len() <= 2, "byte {at}");
            for page in read.into_iter().flatten() {
                assert_eq!(page.page.bytes, GOOD, "byte {at}");
            }
        }
    }
}

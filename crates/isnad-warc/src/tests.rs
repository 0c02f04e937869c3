//! Whole files: written, read, damaged, read again.

use std::io::{Cursor, Read, Write};

use crate::{Capture, Error, Place, Reader, Record, Writer, read_at};

const DATE: &str = "2031-05-03T10:00:01.25Z";

/// A body that compresses badly, so that damage can fall anywhere in it.
fn body(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    (0..length)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state as u8
        })
        .collect()
}

fn write(bodies: &[Vec<u8>]) -> (Vec<u8>, Vec<Place>) {
    let mut writer = Writer::new(Vec::new());
    let places = bodies
        .iter()
        .enumerate()
        .map(|(i, body)| {
            let capture = Capture {
                uri: &format!("https://lennar.example/{i}"),
                date: DATE,
                content_type: Some("text/html; charset=windows-1256"),
                body,
                fields: &[("X-Count", "7")],
            };
            writer.response(&capture).unwrap()
        })
        .collect();
    (writer.into_inner(), places)
}

fn sample() -> (Vec<Vec<u8>>, Vec<u8>, Vec<Place>) {
    let bodies = vec![body(1, 100), body(2, 500), body(3, 200), Vec::new()];
    let (file, places) = write(&bodies);
    (bodies, file, places)
}

fn read(file: &[u8]) -> (Vec<Record>, Vec<Error>) {
    let (mut records, mut errors) = (Vec::new(), Vec::new());
    for item in Reader::new(file) {
        match item {
            Ok(record) => records.push(record),
            Err(error) => errors.push(error),
        }
    }
    (records, errors)
}

fn unzipped(file: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    flate2::bufread::MultiGzDecoder::new(file)
        .read_to_end(&mut plain)
        .unwrap();
    plain
}

fn zipped(plain: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

/// An input that gives one byte at a time.
struct Drip<'a>(&'a [u8]);

impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = buffer.len().min(1);
        self.0.read(&mut buffer[..count])
    }
}

#[test]
fn what_is_written_comes_back() {
    let (bodies, file, places) = sample();
    let (records, errors) = read(&file);
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(records.len(), bodies.len());
    for ((record, body), place) in records.iter().zip(&bodies).zip(&places) {
        let payload = record.payload().unwrap();
        assert_eq!(&*payload.body, body.as_slice());
        assert_eq!(
            payload.content_type.as_deref(),
            Some("text/html; charset=windows-1256")
        );
        assert_eq!((record.offset, record.length), (place.offset, place.length));
        assert_eq!(record.date(), Some(DATE));
        assert_eq!(record.fields.get("x-count"), Some("7"));
        assert_eq!(
            read_at(&mut Cursor::new(&file), place.offset).unwrap(),
            *record
        );
    }
}

#[test]
fn the_form_of_the_file_does_not_matter() {
    let (_, file, _) = sample();
    let expected = read(&file).0;
    let plain = unzipped(&file);
    let empty_members = [zipped(b""), file.clone(), zipped(b"")].concat();
    let cases = [
        ("plain", plain.clone()),
        ("one member for all", zipped(&plain)),
        ("empty members", empty_members),
        (
            "last line breaks missing",
            plain[..plain.len() - 4].to_vec(),
        ),
    ];
    for (name, form) in cases {
        let (records, errors) = read(&form);
        assert!(errors.is_empty(), "{name}: {errors:?}");
        let blocks: Vec<_> = records.iter().map(|record| &record.block).collect();
        let wanted: Vec<_> = expected.iter().map(|record| &record.block).collect();
        assert_eq!(blocks, wanted, "{name}");
    }
    let dripped: Result<Vec<Record>, Error> = Reader::new(Drip(&file)).collect();
    assert_eq!(dripped.unwrap(), expected);
}

#[test]
fn a_plain_record_is_found_by_its_offset() {
    let (_, file, _) = sample();
    let plain = unzipped(&file);
    for record in read(&plain).0 {
        let again = read_at(&mut Cursor::new(&plain), record.offset).unwrap();
        assert_eq!(again.block, record.block);
        assert!(read_at(&mut Cursor::new(&plain), record.offset + 1).is_err());
    }
}

#[test]
fn a_file_cut_at_any_byte_keeps_the_whole_records_before_the_cut() {
    let (_, file, places) = sample();
    for cut in 0..file.len() {
        let (records, errors) = read(&file[..cut]);
        let mut whole = places
            .iter()
            .filter(|place| place.offset + place.length <= cut as u64);
        assert_eq!(records.len(), whole.clone().count(), "cut at {cut}");
        let end = whole
            .next_back()
            .map_or(0, |place| place.offset + place.length);
        match errors.as_slice() {
            [] => assert_eq!(end, cut as u64),
            [Error::CutShort { offset }] => {
                assert_eq!(*offset, end, "cut at {cut}");
            }
            others => panic!("cut at {cut}: {others:?}"),
        }
    }
}

#[test]
fn any_byte_overwritten_costs_one_record() {
    let (_, file, places) = sample();
    let expected = read(&file).0;
    for at in 0..file.len() {
        for value in [0xff, file[at] ^ 0x10] {
            let mut damaged = file.clone();
            damaged[at] = value;
            let (records, errors) = read(&damaged);
            let hit = places.iter().rposition(|place| place.offset <= at as u64);
            for (i, record) in expected.iter().enumerate() {
                let found = records.iter().any(|found| found.block == record.block);
                assert!(
                    found || Some(i) == hit,
                    "byte {at} = {value}: record {i} lost"
                );
            }
            assert!(errors.len() <= 1, "byte {at} = {value}: {errors:?}");
            assert_eq!(
                records.len() + errors.len(),
                expected.len(),
                "byte {at} = {value}"
            );
        }
    }
}

#[test]
fn bytes_missing_from_the_middle_cost_their_record_only() {
    let (_, file, places) = sample();
    let (start, end) = (places[1].offset as usize, places[2].offset as usize);
    for cut in start + 1..end {
        let torn = [&file[..cut], &file[end..]].concat();
        let (records, errors) = read(&torn);
        assert_eq!(records.len(), 3, "cut at {cut}");
        assert!(
            matches!(errors.as_slice(), [Error::Damaged { offset, .. } | Error::CutShort { offset }]
                if *offset == start as u64),
            "cut at {cut}: {errors:?}"
        );
    }
}

#[test]
fn damage_in_a_plain_file_costs_one_record() {
    let (bodies, file, _) = sample();
    let plain = unzipped(&file);
    let replaced = |from: &[u8], to: &[u8]| {
        let at = plain.windows(from.len()).position(|found| found == from);
        let at = at.expect("the file has it");
        [&plain[..at], to, &plain[at + from.len()..]].concat()
    };
    let cases = [
        ("no length", replaced(b"Content-Length", b"Content-Width")),
        ("no version", replaced(b"WARC/1.1", b"CRAW/1.1")),
        ("rubbish before", [b"rubbish\n", plain.as_slice()].concat()),
    ];
    for (name, damaged) in cases {
        let (records, errors) = read(&damaged);
        assert_eq!(errors.len(), 1, "{name}: {errors:?}");
        assert!(records.len() >= bodies.len() - 1, "{name}");
    }
}

#[test]
fn a_record_over_the_limit_is_passed_over() {
    let (_, file, places) = sample();
    for form in [file.clone(), unzipped(&file), zipped(&unzipped(&file))] {
        let items: Vec<_> = Reader::new(form.as_slice()).limit(400).collect();
        let (records, errors): (Vec<_>, Vec<_>) = items.into_iter().partition(Result::is_ok);
        assert_eq!((records.len(), errors.len()), (3, 1));
        assert!(matches!(errors[0], Err(Error::TooLarge { limit: 400, .. })));
    }
    assert!(places[1].length > 400);
}

#[test]
fn what_is_not_wanted_is_passed_over_and_counted() {
    let (_, file, _) = sample();
    let wanted = |fields: &crate::Fields| {
        let uri = fields.get("WARC-Target-URI").unwrap_or_default();
        uri.ends_with("/1") || uri.ends_with("/3")
    };
    let plain = unzipped(&file);
    for (form, nths) in [(&file, [0, 0]), (&plain, [0, 0]), (&zipped(&plain), [1, 3])] {
        let mut reader = Reader::new(form.as_slice()).only(wanted);
        let records: Vec<Record> = reader.by_ref().map(Result::unwrap).collect();
        let found: Vec<u64> = records.iter().map(|record| record.nth).collect();
        assert_eq!(found, nths);
        assert_eq!(records[0].block, read(form).0[1].block);
        assert_eq!(reader.position(), form.len() as u64);
    }
}

#[test]
fn a_reading_goes_on_from_where_it_was() {
    let (_, file, _) = sample();
    for form in [file.clone(), unzipped(&file)] {
        let whole = read(&form).0;
        for taken in 0..whole.len() {
            let mut first = Reader::new(form.as_slice());
            assert_eq!(first.by_ref().take(taken).count(), taken);
            let from = first.position();
            let rest = Reader::starting_at(&form[from as usize..], from);
            let rest: Vec<Record> = rest.map(Result::unwrap).collect();
            assert_eq!(rest, whole[taken..]);
        }
    }
}

#[test]
fn zstandard_is_named() {
    let (records, errors) = read(b"\x28\xb5\x2f\xfd\x04\x00rest of it");
    assert!(records.is_empty());
    assert!(errors[0].to_string().contains("Zstandard"), "{errors:?}");
}

#[test]
fn a_length_that_lies_takes_no_memory() {
    let header = "WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: 60000000\r\n\r\nshort";
    let (records, errors) = read(header.as_bytes());
    assert!(records.is_empty());
    assert!(
        matches!(errors.as_slice(), [Error::CutShort { offset: 0 }]),
        "{errors:?}"
    );
}

#[test]
fn rubbish_is_no_reason_to_panic() {
    for seed in 0..100 {
        let mut bytes = body(seed, 3000);
        for at in (0..bytes.len() - 10).step_by(97 + seed as usize % 50) {
            bytes[at..at + 4].copy_from_slice(&[0x1f, 0x8b, 8, 0]);
        }
        let (records, errors) = read(&bytes);
        assert_eq!(
            (records.len(), errors.len()),
            (0, 1),
            "seed {seed}: {errors:?}"
        );
    }
}

#[test]
fn headers_of_other_tools_are_understood() {
    let file = "WARC/1.0\nwarc-type: resource\nWARC-Target-URI: <https://lennar.example/a>\n\
        WARC-Date: 2031-05-03T10:00:00Z\nX-Long: one\n two\nno colon\nContent-Length: 2\n\nok\n\n";
    let (records, errors) = read(file.as_bytes());
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(records[0].uri(), Some("https://lennar.example/a"));
    assert_eq!(records[0].kind(), "resource");
    assert_eq!(records[0].fields.get("X-LONG"), Some("one two"));
    assert_eq!(records[0].block, b"ok");
}

#[test]
fn a_value_cannot_forge_a_header() {
    let mut writer = Writer::new(Vec::new());
    let cases = [
        Capture {
            uri: "a\r\nb",
            ..Capture::default()
        },
        Capture {
            content_type: Some("text/html\r\nSet-Cookie: x"),
            ..Capture::default()
        },
        Capture {
            fields: &[("X", "a\nb")],
            ..Capture::default()
        },
        Capture {
            fields: &[("X\r\nY", "a")],
            ..Capture::default()
        },
    ];
    for capture in cases {
        assert!(
            matches!(writer.response(&capture), Err(Error::Field { .. })),
            "{capture:?}"
        );
    }
    assert!(writer.into_inner().is_empty());
}

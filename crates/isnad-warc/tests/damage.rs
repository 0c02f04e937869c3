//! What must hold of any archive cut or overwritten anywhere.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

use std::io::{Read, Write};

use isnad_warc::{Capture, Error, Reader, Record, Writer};
use proptest::{collection::vec, prelude::*};

/// Bodies that compress well and badly.
fn bodies() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let noise = vec(any::<u8>(), 0..600);
    let words = (1..3000_usize).prop_map(|count| b"the ferry sails ".repeat(count / 16 + 1));
    vec(prop_oneof![noise, words], 1..6)
}

/// Each record in a member of its own, and where each ends.
fn members(bodies: &[Vec<u8>]) -> (Vec<u8>, Vec<usize>) {
    let mut writer = Writer::new(Vec::new());
    let mut ends = Vec::new();
    for (number, body) in bodies.iter().enumerate() {
        let capture = Capture {
            uri: &format!("https://lennar.example/{number}"),
            date: "2031-05-03T10:00:01Z",
            content_type: Some("text/html"),
            body,
            fields: &[],
        };
        let place = writer.response(&capture).unwrap();
        ends.push((place.offset + place.length) as usize);
    }
    (writer.into_inner(), ends)
}

/// As much as comes out of gzip members that may be cut.
fn unzipped(file: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    // What came before the cut stands in `plain` also when there is an error.
    let _ = flate2::bufread::MultiGzDecoder::new(file).read_to_end(&mut plain);
    plain
}

fn zipped(plain: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
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

/// Of one member for the whole file: a record stays whole when the cut is in the first bytes of the next.
#[test]
fn a_cut_in_the_first_bytes_of_a_record_costs_no_other() {
    let (packed, _) = members(&[b"first".to_vec(), b"second".to_vec()]);
    let plain = unzipped(&packed);
    let second = read(&plain).0[1].offset as usize;
    for seen in 1..=8 {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&plain[..second + seen]).unwrap();
        // Everything so far is written, and no end.
        encoder.flush().unwrap();
        let (records, errors) = read(encoder.get_ref());
        assert_eq!((records.len(), errors.len()), (1, 1), "{seen}: {errors:?}");
        assert!(
            matches!(errors[0], Error::CutShort { offset: 0 }),
            "{errors:?}"
        );
    }
}

/// And a cut in what ends the member, which follows the last record, costs none but that.
#[test]
fn a_cut_behind_the_content_costs_the_last_record_only() {
    let (packed, _) = members(&[b"first".to_vec(), b"second".to_vec()]);
    let one = zipped(&unzipped(&packed));
    for missing in 1..=8 {
        let (records, errors) = read(&one[..one.len() - missing]);
        assert_eq!(
            (records.len(), errors.len()),
            (1, 1),
            "{missing}: {errors:?}"
        );
    }
}

/// Whether the record of a number is whole before a cut.
type IsWhole<'a> = &'a dyn Fn(usize, usize) -> bool;

/// The bytes of a record without the line breaks that follow it.
const BREAKS: usize = 4;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_record_before_a_cut_is_read(bodies in bodies(), at in any::<prop::sample::Index>()) {
        let (packed, packed_ends) = members(&bodies);
        let plain = unzipped(&packed);
        let whole = read(&packed).0;
        prop_assert_eq!(whole.len(), bodies.len());
        let plain_ends: Vec<usize> = read(&plain).0.iter().map(|it| (it.offset + it.length) as usize).collect();
        let one = zipped(&plain);
        // A record of one large member is whole when something follows it.
        let seen = |cut: usize| unzipped(&one[..cut]).len();
        let forms: [(&[u8], IsWhole<'_>); 3] = [
            (&packed, &|at, cut| packed_ends[at] <= cut),
            (&plain, &|at, cut| plain_ends[at] - BREAKS <= cut),
            (&one, &|at, cut| plain_ends[at] < seen(cut)),
        ];
        for (form, is_whole) in forms {
            let cut = at.index(form.len() + 1);
            let (records, errors) = read(&form[..cut]);
            let expected = (0..bodies.len()).filter(|&at| is_whole(at, cut)).count();
            prop_assert!(records.len() >= expected, "{} of {} at {}", records.len(), expected, cut);
            prop_assert!(errors.len() <= 1, "{:?}", errors);
            for (record, expected) in records.iter().zip(&whole) {
                prop_assert_eq!(&record.block, &expected.block);
            }
        }
    }

    #[test]
    fn bytes_overwritten_anywhere_cost_what_they_hit(
        bodies in bodies(),
        at in any::<prop::sample::Index>(),
        wrong in vec(any::<u8>(), 1..200),
    ) {
        let (file, ends) = members(&bodies);
        let whole = read(&file).0;
        let at = at.index(file.len());
        let end = (at + wrong.len()).min(file.len());
        let mut damaged = file.clone();
        damaged[at..end].copy_from_slice(&wrong[..end - at]);
        let (records, errors) = read(&damaged);
        let starts = std::iter::once(0).chain(ends.iter().copied());
        for ((start, stop), record) in starts.zip(&ends).zip(&whole) {
            let is_hit = start < end && at < *stop;
            prop_assert!(is_hit || records.iter().any(|found| found.block == record.block));
        }
        // Bytes that happen to look like the start of a record may be told of once more each.
        prop_assert!(errors.len() <= 1 + wrong.len(), "{:?}", errors);
    }

    #[test]
    fn anything_at_all_ends_without_a_panic(bytes in vec(any::<u8>(), 0..3000)) {
        let (records, _) = read(&bytes);
        prop_assert!(records.len() <= bytes.len());
        let with_start = [b"WARC/1.0\r\nContent-Length: 5\r\n\r\n".as_slice(), &bytes].concat();
        read(&with_start);
        read(&[b"\x1f\x8b\x08\0\0\0\0\0\0\0".as_slice(), &bytes].concat());
    }
}

//! Text that was decoded twice.
//!
//! UTF-8 read as windows-1256 and saved again turns `الاتفاق` into `ط§ظ„ط§طھظپط§ظ‚`; read as
//! windows-1252 or ISO-8859-1 it becomes `Ø§Ù„Ø§ØªÙØ§Ù‚`. Each character is then one byte of the
//! original, so a run of such characters, turned back into bytes, is valid UTF-8 — which a run of
//! real words practically never is, because letters lie in the range of lead bytes and UTF-8 wants
//! continuation bytes after each. That is the certainty asked for here: a run is mended only when
//! all of it turns into valid UTF-8, and only in a page where that happens often enough not to be
//! chance.

use std::{borrow::Cow, sync::LazyLock};

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1256};

/// Fewer mended characters than this in a page are taken for chance, and left.
const FEWEST: usize = 8;

/// For each way of reading bytes wrongly: its characters above ASCII, sorted, with their bytes.
static WRONG_READINGS: LazyLock<[Vec<(char, u8)>; 2]> =
    LazyLock::new(|| [reading_of(WINDOWS_1256), reading_of(WINDOWS_1252)]);

fn reading_of(encoding: &'static Encoding) -> Vec<(char, u8)> {
    let high = 0x80..=0xff_u8;
    let mut table: Vec<(char, u8)> = high
        .clone()
        .flat_map(|byte| {
            encoding
                .decode_without_bom_handling(&[byte])
                .0
                .chars()
                .map(|c| (c, byte))
                .collect::<Vec<_>>()
        })
        .collect();
    if encoding == WINDOWS_1252 {
        // ISO-8859-1 proper reads the bytes 80–9F as control characters.
        table.extend((0x80..=0x9f_u8).map(|byte| (char::from(byte), byte)));
    }
    table.sort_unstable();
    table.dedup_by_key(|(c, _)| *c);
    table
}

/// Mends what was decoded twice; says how many characters that made.
pub(super) fn mend(text: Cow<'_, str>) -> (Cow<'_, str>, usize) {
    let mut mended = String::new();
    let mut characters = 0;
    let mut copied = 0;
    let mut at = 0;
    while let Some(run) = next_run(&text, at) {
        at = run.end;
        if let Some(original) = original_of(&text[run.clone()]) {
            mended.push_str(&text[copied..run.start]);
            mended.push_str(&original);
            characters += original.chars().count();
            copied = run.end;
        }
    }
    if characters < FEWEST {
        return (text, 0);
    }
    mended.push_str(&text[copied..]);
    (Cow::Owned(mended), characters)
}

/// The next run of characters above ASCII.
fn next_run(text: &str, from: usize) -> Option<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let start = from + first_above_ascii(bytes.get(from..)?)?;
    let len = bytes[start..]
        .iter()
        .position(u8::is_ascii)
        .unwrap_or(bytes.len() - start);
    Some(start..start + len)
}

/// The place of the first byte above ASCII. Most of a page is below, so it is looked for in strides.
fn first_above_ascii(bytes: &[u8]) -> Option<usize> {
    const STRIDE: usize = 64;
    let strides = bytes.chunks(STRIDE).take_while(|stride| stride.is_ascii());
    let skipped = (strides.count() * STRIDE).min(bytes.len());
    let place = bytes[skipped..].iter().position(|byte| !byte.is_ascii())?;
    Some(skipped + place)
}

/// The text of which a run is a wrong reading.
fn original_of(run: &str) -> Option<String> {
    WRONG_READINGS.iter().find_map(|table| {
        let mut bytes = Vec::new();
        for (index, c) in run.chars().enumerate() {
            let position = table.binary_search_by_key(&c, |(known, _)| *known).ok()?;
            let byte = table[position].1;
            // Ordinary words fail here, at their second letter.
            if index == 0 && !(0xc2..=0xf4).contains(&byte) || index == 1 && byte >= 0xc0 {
                return None;
            }
            bytes.push(byte);
        }
        String::from_utf8(bytes).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twice(text: &str, wrong: &'static Encoding) -> String {
        wrong
            .decode_without_bom_handling(text.as_bytes())
            .0
            .into_owned()
    }

    fn twice_latin1(text: &str) -> String {
        text.bytes().map(char::from).collect()
    }

    const TEXTS: [&str; 3] = [
        "أعلنت بلدية لنار أن الجسر «الجديد» سيفتح قريباً",
        "Le théâtre rouvrira après l’été, a déclaré la maire – à Élénor",
        "The bridge — “finally” — reopens; tickets cost €5… or £4 or £3 “maybe”",
    ];

    #[test]
    fn each_wrong_reading_is_turned_back() {
        for text in TEXTS {
            for broken in [
                twice(text, WINDOWS_1252),
                twice(text, WINDOWS_1256),
                twice_latin1(text),
            ] {
                assert_ne!(broken, text);
                assert_eq!(mend(Cow::Borrowed(&broken)).0, text);
            }
        }
    }

    #[test]
    fn sound_text_is_never_touched() {
        for text in TEXTS {
            assert_eq!(mend(Cow::Borrowed(text)), (Cow::Borrowed(text), 0));
        }
    }

    #[test]
    fn one_page_may_hold_both() {
        let mixed = format!("{} | {}", TEXTS[0], twice(TEXTS[0], WINDOWS_1256));
        assert_eq!(
            mend(Cow::Borrowed(&mixed)).0,
            format!("{0} | {0}", TEXTS[0])
        );
    }

    #[test]
    fn chance_is_left_alone() {
        let text = "Ã© once";
        assert_eq!(mend(Cow::Borrowed(text)).0, text);
    }
}

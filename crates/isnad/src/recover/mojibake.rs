//! Text that was decoded twice.
//!
//! UTF-8 read as windows-1256 and saved again turns `الاتفاق` into `ط§ظ„ط§طھظپط§ظ‚`; read as
//! windows-1252 or ISO-8859-1 it becomes `Ø§Ù„Ø§ØªÙØ§Ù‚`. Each character is then one byte of the
//! original, so a run of such characters, turned back into bytes, is valid UTF-8 — which a run of
//! real words practically never is, because letters lie in the range of lead bytes and UTF-8 wants
//! continuation bytes after each. That is the certainty asked for here: a run is mended only when
//! all of it turns into valid UTF-8, in a page where that happens often enough not to be chance, and
//! a run of a letter or two only when it gives letters of a script that longer runs of the page give.

use std::{borrow::Cow, collections::BTreeSet, ops::Range, sync::LazyLock};

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

/// A run that can be turned back.
struct Repair {
    run: Range<usize>,
    original: String,
    /// Whether nothing but a wrong reading looks like this: a run that gives several letters, or Latin
    /// ones inside a word of such, as in `thÃ©Ã¢tre`.
    is_sure: bool,
}

/// Mends what was decoded twice; says how many characters that made.
pub(super) fn mend(text: Cow<'_, str>) -> (Cow<'_, str>, usize) {
    let repairs = repairs(&text);
    let count = |repairs: &[Repair]| -> usize {
        repairs
            .iter()
            .map(|repair| repair.original.chars().count())
            .sum()
    };
    if count(&repairs) < FEWEST {
        return (text, 0);
    }
    let sure = repairs.iter().filter(|repair| repair.is_sure);
    let blocks: BTreeSet<u32> = sure
        .flat_map(|repair| repair.original.chars().map(block))
        .collect();
    let is_certain = |repair: &Repair| {
        let mut found = repair.original.chars().map(block);
        let is_known = found.all(|block| block == PUNCTUATION || blocks.contains(&block));
        repair.is_sure || (is_known && !is_letter_and_mark(&text[repair.run.clone()]))
    };
    let certain: Vec<Repair> = repairs.into_iter().filter(is_certain).collect();
    if certain.is_empty() {
        return (text, 0);
    }
    let mut mended = String::with_capacity(text.len());
    let mut copied = 0;
    for repair in &certain {
        mended.push_str(&text[copied..repair.run.start]);
        mended.push_str(&repair.original);
        copied = repair.run.end;
    }
    mended.push_str(&text[copied..]);
    (Cow::Owned(mended), count(&certain))
}

fn repairs(text: &str) -> Vec<Repair> {
    let is_word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    let mut repairs = Vec::new();
    let mut at = 0;
    while let Some(run) = next_run(text, at) {
        at = run.end;
        let Some(original) = original_of(&text[run.clone()]) else {
            continue;
        };
        let before = run
            .start
            .checked_sub(1)
            .and_then(|before| bytes.get(before));
        let is_latin = original
            .chars()
            .all(|c| block(c) <= 1 || block(c) == PUNCTUATION);
        let is_in_word = is_latin && (is_word(before) || is_word(bytes.get(run.end)));
        let is_sure = original.chars().count() >= SEVERAL || is_in_word;
        repairs.push(Repair {
            run,
            original,
            is_sure,
        });
    }
    repairs
}

/// So many letters out of one run are no chance.
const SEVERAL: usize = 3;

/// The part of Unicode that a character stands in: 256 of them to a block.
fn block(c: char) -> u32 {
    c as u32 >> 8
}

/// Dashes, quotation marks, dots: what text of any script has.
const PUNCTUATION: u32 = 0x20;

/// `ا…`, `أ»`: an Arabic letter alone and a mark behind it, which is sound as it stands and a wrong
/// reading of `ǅ` or `û` too.
fn is_letter_and_mark(run: &str) -> bool {
    let mut chars = run.chars();
    let is_letter = chars
        .next()
        .is_some_and(|c| matches!(c, '\u{621}'..='\u{6d3}'));
    is_letter && chars.all(|c| "،؛؟»…”’›".contains(c))
}

/// The next run of characters above ASCII.
fn next_run(text: &str, from: usize) -> Option<Range<usize>> {
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

    use proptest::prelude::*;

    /// Words of one script with the marks that go with it.
    fn sentence(
        letters: &'static str,
        marks: &'static [&'static str],
    ) -> impl Strategy<Value = String> {
        let letters: Vec<char> = letters.chars().collect();
        let word = proptest::collection::vec(proptest::sample::select(letters), 3..9);
        let word = word.prop_map(|word| word.into_iter().collect::<String>());
        let mark = proptest::sample::select(marks);
        proptest::collection::vec((word, mark), 12..40)
            .prop_map(|parts| parts.into_iter().map(|(word, mark)| word + mark).collect())
    }

    /// A page of two scripts, as the pages of two-tongued countries are.
    fn text() -> impl Strategy<Value = String> {
        let arabic = sentence(
            "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى",
            &[" ", " ", "، ", " «", "» ", " — ", "… ", "؟ "],
        );
        let french = sentence(
            "abcdefghilmnoprstuéèàçêôûœ",
            &[" ", " ", ", ", " «", "» ", "’", " — ", "… ", "? "],
        );
        let russian = sentence("абвгдежзиклмнопрстуф", &[" ", ", ", " — "]);
        (arabic, french, russian).prop_map(|(a, b, c)| format!("{a}\n{b}\n{c}"))
    }

    proptest! {
        #[test]
        fn what_was_decoded_twice_is_turned_back(text in text()) {
            for broken in [twice(&text, WINDOWS_1252), twice(&text, WINDOWS_1256), twice_latin1(&text)] {
                prop_assert_eq!(&*mend(Cow::Borrowed(&broken)).0, &text);
                // Half a page broken, half of it sound.
                let mixed = format!("{text}\n{broken}");
                let mended = format!("{text}\n{text}");
                prop_assert_eq!(&*mend(Cow::Borrowed(&mixed)).0, &mended);
            }
        }

        #[test]
        fn what_is_sound_is_left(text in text()) {
            prop_assert_eq!(&*mend(Cow::Borrowed(&text)).0, &text);
        }
    }
}

//! Bytes to text.
//!
//! A page's character set is named by its carrier, by its first bytes, by itself, or by nobody; the
//! names are often wrong. What the bytes can be settles more than what anyone says of them:
//!
//! 1. a byte order mark;
//! 2. bytes that are valid UTF-8 and use it are UTF-8, whatever they are called;
//! 3. the name the carrier gives, then the one in the page's first kilobytes, unless the bytes
//!    read by it are no text;
//! 4. detection by letter frequencies (chardetng).
//!
//! Text that was decoded twice is mended afterwards, in [`mojibake`](super::mojibake).

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Error, mojibake};

/// The text of a page and the character set it was read in.
pub(super) struct Decoded<'p> {
    pub(super) text: Cow<'p, str>,
    pub(super) encoding: &'static Encoding,
    /// How many runs of text had been decoded twice and were mended.
    pub(super) mended: usize,
}

/// How far into a page its own declaration is looked for. The standard says 1,024 bytes; real pages
/// put scripts before it.
const DECLARATION_BYTES: usize = 8192;

/// Files that are certainly no text, by their first bytes.
const MAGIC: [(&[u8], &str); 10] = [
    (b"\x89PNG", "it is a PNG image"),
    (b"\xff\xd8\xff", "it is a JPEG image"),
    (b"GIF8", "it is a GIF image"),
    (b"RIFF", "it is a RIFF file (audio, video or WebP image)"),
    (b"%PDF-", "it is a PDF document; convert it to text first"),
    (b"PK\x03\x04", "it is a ZIP archive; unpack it first"),
    (b"\x1f\x8b", "it is gzip-compressed; unpack it first"),
    (b"\x7fELF", "it is a program"),
    (b"SQLite format 3", "it is a SQLite database"),
    (
        b"\x28\xb5\x2f\xfd",
        "it is Zstandard-compressed; unpack it first",
    ),
];

pub(super) fn decode<'p>(bytes: &'p [u8], charset: Option<&str>) -> Result<Decoded<'p>, Error> {
    if Encoding::for_bom(bytes).is_none() && utf16_without_mark(bytes).is_none() && is_binary(bytes)
    {
        return Err(magic(bytes).unwrap_or(Error::Binary("it is full of control bytes")));
    }
    decode_loosely(bytes, charset)
}

/// The same, whatever control bytes there are.
pub(super) fn decode_loosely<'p>(
    bytes: &'p [u8],
    charset: Option<&str>,
) -> Result<Decoded<'p>, Error> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::Empty);
    }
    if let Some(error) = magic(bytes) {
        return Err(error);
    }
    let encoding = choose(bytes, charset);
    let (text, encoding, _) = encoding.decode(bytes);
    let (text, mended) = mojibake::mend(text);
    Ok(Decoded {
        text,
        encoding,
        mended,
    })
}

/// What a file is that is certainly no text.
fn magic(bytes: &[u8]) -> Option<Error> {
    let known = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    known.map(|(_, what)| Error::Binary(what))
}

fn choose(bytes: &[u8], charset: Option<&str>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    // The carrier speaks for the server, the page for who made it: where one is wrong, the other may be right.
    let claims = [charset.and_then(label), declaration(bytes)];
    let mut claims = claims.into_iter().flatten();
    let sound = claims.find(|&encoding| reads_well(encoding, bytes));
    sound.unwrap_or_else(|| detect(bytes))
}

fn label(name: &str) -> Option<&'static Encoding> {
    // Bytes that reach this point are neither UTF-16 nor in need of ISO-2022's escapes.
    Encoding::for_label(name.trim().as_bytes()).filter(|encoding| encoding.is_ascii_compatible())
}

/// The character set that the page's beginning names: `charset=` in a `<meta>`, `encoding=` in an
/// XML declaration.
fn declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION_BYTES)].to_ascii_lowercase();
    [&b"charset="[..], b"encoding="].iter().find_map(|key| {
        let start = memchr::memmem::find(&head, key)? + key.len();
        let name: Vec<u8> = head[start..]
            .iter()
            .copied()
            .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
            .collect();
        label(std::str::from_utf8(&name).ok()?)
    })
}

/// Whether bytes read by a declared character set look like text at all.
fn reads_well(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    if encoding == UTF_8 {
        return mostly_utf8(bytes);
    }
    // Windows-1252 is what servers say when nobody told them anything; bytes of which a quarter
    // lie above ASCII are hardly a Western European language.
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let letters = bytes
        .iter()
        .filter(|byte| byte.is_ascii_alphabetic())
        .count();
    if encoding == WINDOWS_1252 && high > letters / 4 {
        return false;
    }
    let sample = &bytes[..bytes.len().min(1 << 16)];
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let bad = text
        .chars()
        .filter(|&c| c == '\u{fffd}' || ('\u{80}'..'\u{a0}').contains(&c))
        .count();
    bad * 50 <= high.min(text.len()).max(50)
}

/// UTF-8 with a few broken places (a cut character, one pasted quotation mark) is still UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let broken = text.matches('\u{fffd}').count();
    let good = text.chars().filter(|c| !c.is_ascii()).count() - broken;
    broken * 10 <= good
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    // Letters settle within the first 64 KiB that hold any; whole pages cost time for nothing.
    let first_high = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let sample = &bytes[first_high..bytes.len().min(first_high + (1 << 16))];
    detector.feed(sample, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// UTF-16 shows by the spaces, digits and tags of any text: NULs in every other byte and in no
/// other.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(512) & !1];
    let nul_at = |offset: usize| {
        sample
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (even, odd, half) = (nul_at(0), nul_at(1), sample.len() / 2);
    if half >= 4 && odd * 8 > half && even == 0 {
        Some(UTF_16LE)
    } else if half >= 4 && even * 8 > half && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Control bytes that no text has, beyond one in a hundred.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(1 << 14)];
    let control = sample
        .iter()
        .filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b))
        .count();
    control * 100 > sample.len()
}

#[cfg(test)]
mod tests {
    use encoding_rs::{EUC_KR, GB18030, ISO_8859_6, SHIFT_JIS, WINDOWS_1256};

    use super::*;

    const ARABIC: &str =
        "أعلنت بلدية لنار اليوم السبت أن الجسر الجديد سيفتح أمام السيارات في مطلع الشهر المقبل.";

    #[test]
    fn what_the_bytes_are_beats_what_they_are_called() {
        let in_1256 = WINDOWS_1256.encode(ARABIC).0.into_owned();
        let cases: [(&str, Vec<u8>, Option<&str>); 6] = [
            ("utf-8, no name", ARABIC.into(), None),
            (
                "utf-8 called windows-1256",
                ARABIC.into(),
                Some("windows-1256"),
            ),
            ("utf-8 called latin-1", ARABIC.into(), Some("iso-8859-1")),
            (
                "windows-1256 by its name",
                in_1256.clone(),
                Some("windows-1256"),
            ),
            ("windows-1256 called utf-8", in_1256.clone(), Some("utf-8")),
            ("windows-1256 called latin-1", in_1256, Some("iso-8859-1")),
        ];
        for (name, bytes, charset) in cases {
            assert_eq!(decode(&bytes, charset).unwrap().text, ARABIC, "{name}");
        }
    }

    #[test]
    fn declared_sets_are_read() {
        let cases: [(&'static Encoding, &str); 4] = [
            (ISO_8859_6, ARABIC),
            (SHIFT_JIS, "港の工事は土曜日に終わりました。"),
            (GB18030, "港口的维修工程于星期六结束。"),
            (EUC_KR, "항구 수리 공사가 토요일에 끝났다."),
        ];
        for (encoding, text) in cases {
            let html = format!(
                "<html><head><meta charset=\"{}\"></head><p>{text}</p>",
                encoding.name()
            );
            let bytes = encoding.encode(&html).0.into_owned();
            assert_eq!(
                decode(&bytes, None).unwrap().text,
                html,
                "{}",
                encoding.name()
            );
        }
    }

    #[test]
    fn utf16_is_read_with_and_without_its_mark() {
        let html = format!("<html><body><p>Harbour</p><p>{ARABIC}</p>");
        let little: Vec<u8> = html.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&little, None).unwrap().text, html);
        let marked: Vec<u8> = [
            b"\xfe\xff".to_vec(),
            html.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        ]
        .concat();
        assert_eq!(decode(&marked, None).unwrap().text, html);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b" \n ", None).err(), Some(Error::Empty));
        assert!(matches!(
            decode(b"%PDF-1.7 ...", None),
            Err(Error::Binary(_))
        ));
        assert!(matches!(decode(&[1; 100], None), Err(Error::Binary(_))));
    }

    use proptest::prelude::*;

    /// Words that a character set can hold, of a length that news has.
    fn words(letters: &'static str) -> impl Strategy<Value = String> {
        let letters: Vec<char> = letters.chars().collect();
        let word = proptest::collection::vec(proptest::sample::select(letters), 2..9);
        let word = word.prop_map(|word| word.into_iter().collect::<String>());
        proptest::collection::vec(word, 20..80).prop_map(|words| words.join(" "))
    }

    const ARABIC_LETTERS: &str = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى،؟";
    // As often as they come in French: a quarter of all letters would be no Western language.
    const WESTERN: &str = "abcdefghilmnoprstuabcdefghilmnoprstuabcdefghilmnoprstuabcdefghilmnoprstuabcdefghilmnoprstuéèàçêôûäöüñß";
    const JAPANESE: &str = "港工事土曜日終東京新聞記者かなでにをはがのとた";
    const CHINESE: &str = "港口维修工程于星期六结束北京新闻记者报道的了是";
    const KOREAN: &str = "항구수리공사가토요일에끝났다서울신문기자보도의는";

    /// What a set can hold comes back, whether the carrier names it or the page does.
    fn comes_back(encoding: &'static Encoding, text: &str) -> Result<(), TestCaseError> {
        let page =
            |name: &str| format!("<html><head><meta charset=\"{name}\"></head><p>{text}</p>");
        let html = page(encoding.name());
        let bytes = encoding.encode(&html).0;
        prop_assert_eq!(&*decode(&bytes, None).unwrap().text, &html);
        let bare = format!("<p>{text}</p>");
        let bytes = encoding.encode(&bare).0;
        let decoded = decode(&bytes, Some(encoding.name())).unwrap();
        prop_assert_eq!(&*decoded.text, &bare);
        Ok(())
    }

    proptest! {
        #[test]
        fn arabic_sets_come_back(text in words(ARABIC_LETTERS)) {
            comes_back(WINDOWS_1256, &text)?;
            comes_back(ISO_8859_6, &text)?;
        }

        /// Nobody says which set it is: letter frequencies do, in words that are some.
        #[test]
        fn arabic_is_told_by_its_letters(
            order in proptest::sample::subsequence(ARABIC.split(' ').collect::<Vec<_>>(), 8..=14)
        ) {
            let bare = format!("<p>{}</p>", order.join(" "));
            let bytes = WINDOWS_1256.encode(&bare).0;
            prop_assert_eq!(&*decode(&bytes, None).unwrap().text, &bare);
        }

        #[test]
        fn western_sets_come_back(text in words(WESTERN)) {
            // More accents than that, and it is no Western language whatever the page says.
            let accents = text.chars().filter(|c| !c.is_ascii()).count();
            let plain = text.chars().filter(char::is_ascii_alphabetic).count();
            prop_assume!(accents * 4 < plain);
            comes_back(WINDOWS_1252, &text)?;
        }

        #[test]
        fn eastern_sets_come_back(
            japanese in words(JAPANESE), chinese in words(CHINESE), korean in words(KOREAN),
        ) {
            comes_back(SHIFT_JIS, &japanese)?;
            comes_back(GB18030, &chinese)?;
            comes_back(EUC_KR, &korean)?;
        }

        #[test]
        fn utf16_comes_back(text in words(ARABIC_LETTERS)) {
            let html = format!("<html><body><p>{text}</p></body></html>");
            let units = || html.encode_utf16();
            let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
            for (bytes, mark) in [(little, b"\xff\xfe"), (big, b"\xfe\xff")] {
                prop_assert_eq!(&*decode(&bytes, None).unwrap().text, &html);
                let marked = [&mark[..], &bytes].concat();
                prop_assert_eq!(&*decode(&marked, None).unwrap().text, &html);
            }
        }

        #[test]
        fn utf8_is_told_whatever_it_is_called(text in words(ARABIC_LETTERS), name in "[a-z0-9-]{0,12}") {
            let called = ["windows-1256", "iso-8859-1", "shift_jis", "utf-16", &name];
            for name in called {
                prop_assert_eq!(&*decode(text.as_bytes(), Some(name)).unwrap().text, &text);
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = decode(&bytes, None);
        }
    }
}

//! Arabic letters written as their shapes.
//!
//! Old systems, and text taken out of PDF files, hold each letter as the shape it has in its place of
//! the word (Unicode's Arabic Presentation Forms). It looks the same and is found by no search. The
//! letters themselves are put in their place; ligatures that are words of their own (`ﷲ`, `ﷺ`) stay.
//! Diacritics and tatweel stay too: they are the writer's.

/// Runs of shapes: the first, how many there are, and what they are shapes of.
const SHAPES: [(char, u32, &str); 64] = [
    ('\u{fb50}', 2, "ٱ"),
    ('\u{fb56}', 4, "پ"),
    ('\u{fb7a}', 4, "چ"),
    ('\u{fb8a}', 2, "ژ"),
    ('\u{fb8e}', 4, "ک"),
    ('\u{fb92}', 4, "گ"),
    ('\u{fba4}', 2, "ۀ"),
    ('\u{fba6}', 4, "ہ"),
    ('\u{fbaa}', 4, "ھ"),
    ('\u{fbae}', 2, "ے"),
    ('\u{fbb0}', 2, "ۓ"),
    ('\u{fbfc}', 4, "ی"),
    ('\u{fe70}', 1, " \u{64b}"),
    ('\u{fe71}', 1, "ـ\u{64b}"),
    ('\u{fe72}', 1, " \u{64c}"),
    ('\u{fe74}', 1, " \u{64d}"),
    ('\u{fe76}', 1, " \u{64e}"),
    ('\u{fe77}', 1, "ـ\u{64e}"),
    ('\u{fe78}', 1, " \u{64f}"),
    ('\u{fe79}', 1, "ـ\u{64f}"),
    ('\u{fe7a}', 1, " \u{650}"),
    ('\u{fe7b}', 1, "ـ\u{650}"),
    ('\u{fe7c}', 1, " \u{651}"),
    ('\u{fe7d}', 1, "ـ\u{651}"),
    ('\u{fe7e}', 1, " \u{652}"),
    ('\u{fe7f}', 1, "ـ\u{652}"),
    ('\u{fe80}', 1, "ء"),
    ('\u{fe81}', 2, "آ"),
    ('\u{fe83}', 2, "أ"),
    ('\u{fe85}', 2, "ؤ"),
    ('\u{fe87}', 2, "إ"),
    ('\u{fe89}', 4, "ئ"),
    ('\u{fe8d}', 2, "ا"),
    ('\u{fe8f}', 4, "ب"),
    ('\u{fe93}', 2, "ة"),
    ('\u{fe95}', 4, "ت"),
    ('\u{fe99}', 4, "ث"),
    ('\u{fe9d}', 4, "ج"),
    ('\u{fea1}', 4, "ح"),
    ('\u{fea5}', 4, "خ"),
    ('\u{fea9}', 2, "د"),
    ('\u{feab}', 2, "ذ"),
    ('\u{fead}', 2, "ر"),
    ('\u{feaf}', 2, "ز"),
    ('\u{feb1}', 4, "س"),
    ('\u{feb5}', 4, "ش"),
    ('\u{feb9}', 4, "ص"),
    ('\u{febd}', 4, "ض"),
    ('\u{fec1}', 4, "ط"),
    ('\u{fec5}', 4, "ظ"),
    ('\u{fec9}', 4, "ع"),
    ('\u{fecd}', 4, "غ"),
    ('\u{fed1}', 4, "ف"),
    ('\u{fed5}', 4, "ق"),
    ('\u{fed9}', 4, "ك"),
    ('\u{fedd}', 4, "ل"),
    ('\u{fee1}', 4, "م"),
    ('\u{fee5}', 4, "ن"),
    ('\u{fee9}', 4, "ه"),
    ('\u{feed}', 2, "و"),
    ('\u{feef}', 2, "ى"),
    ('\u{fef1}', 4, "ي"),
    // Lam and alef run together, which the letters do by themselves.
    ('\u{fef5}', 8, "لآ لأ لإ لا"),
    ('\u{fefd}', 0, ""),
];

/// The letters that a shape stands for, when a character is one.
pub(crate) fn letters(c: char) -> Option<&'static str> {
    if !is_shape(c) {
        return None;
    }
    let at = SHAPES
        .partition_point(|(first, ..)| *first <= c)
        .checked_sub(1)?;
    let (first, count, letters) = SHAPES[at];
    let place = c as u32 - first as u32;
    if first == '\u{fef5}' {
        return letters.split(' ').nth(place as usize / 2);
    }
    (place < count).then_some(letters)
}

/// Whether a character lies where the shapes do.
pub(crate) fn is_shape(c: char) -> bool {
    matches!(c, '\u{fb50}'..='\u{fbff}' | '\u{fe70}'..='\u{fefc}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_become_letters() {
        let read = |text: &str| -> String {
            text.chars()
                .flat_map(|c| {
                    letters(c).map_or_else(|| vec![c], |letters| letters.chars().collect())
                })
                .collect()
        };
        let cases = [
            ("ﺍﻟﺴﻼﻡ", "السلام"),
            ("ﻣﺪﺭﺳﺔ", "مدرسة"),
            ("ﻷﻥ", "لأن"),
            ("ﭘﺎﺭﻳﺲ ﭼﺎﭖ", "پاريس چاپ"),
            ("ﷲ ﷺ", "ﷲ ﷺ"),
            ("السَّـلام", "السَّـلام"),
        ];
        for (shapes, expected) in cases {
            assert_eq!(read(shapes), expected);
        }
    }

    #[test]
    fn runs_are_in_order_and_apart() {
        for pair in SHAPES.windows(2) {
            assert!(pair[0].0 as u32 + pair[0].1 <= pair[1].0 as u32, "{pair:?}");
        }
    }
}

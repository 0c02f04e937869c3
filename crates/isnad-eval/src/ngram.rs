//! How much of a text came back: multisets of word 4-grams, as in the public benchmark of article
//! extraction.
//!
//! A word is a run of Python's `\w` (letters and numbers of Unicode, and `_`). Marks are not in it,
//! so a vocalised Arabic or a Hindi word counts as several; figures published elsewhere are made
//! that way, and these must compare.

use std::collections::HashMap;

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Words in a shingle.
const N: usize = 4;

/// Whether Python's `\w` matches a character: general category L or N, or `_`.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    let group = c.general_category_group();
    matches!(
        group,
        GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number
    )
}

/// The runs of word characters in a text.
pub(crate) fn words(text: &str) -> Vec<&str> {
    let runs = text.split(|c| !is_word(c));
    runs.filter(|run| !run.is_empty()).collect()
}

/// How a predicted text compares with the gold: shingles of one page, as shares that sum to 1, so
/// that a long page weighs no more than a short one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Match {
    /// In both.
    pub(crate) tp: f64,
    /// Predicted only.
    pub(crate) fp: f64,
    /// Gold only.
    pub(crate) fn_: f64,
}

impl Match {
    /// Compares the multisets of word 4-grams of two texts.
    pub(crate) fn of(gold: &str, predicted: &str) -> Match {
        let (gold, predicted) = (words(gold), words(predicted));
        let mut balance: HashMap<&[&str], (usize, usize)> = HashMap::new();
        shingles(&gold).for_each(|shingle| balance.entry(shingle).or_default().0 += 1);
        shingles(&predicted).for_each(|shingle| balance.entry(shingle).or_default().1 += 1);
        let (mut tp, mut fp, mut fn_) = (0, 0, 0);
        for (in_gold, in_predicted) in balance.into_values() {
            tp += in_gold.min(in_predicted);
            fp += in_predicted.saturating_sub(in_gold);
            fn_ += in_gold.saturating_sub(in_predicted);
        }
        let all = (tp + fp + fn_).max(1) as f64;
        Match {
            tp: tp as f64 / all,
            fp: fp as f64 / all,
            fn_: fn_ as f64 / all,
        }
    }

    /// Share of what was predicted that is gold. Nothing predicted of something is 0.
    pub(crate) fn precision(self) -> f64 {
        self.share(self.fp)
    }

    /// Share of the gold that was predicted.
    pub(crate) fn recall(self) -> f64 {
        self.share(self.fn_)
    }

    fn share(self, wrong: f64) -> f64 {
        if self.is_exact() {
            1.0
        } else if self.tp == 0.0 {
            0.0
        } else {
            self.tp / (self.tp + wrong)
        }
    }

    /// Whether the multisets are equal.
    pub(crate) fn is_exact(self) -> bool {
        self.fp == 0.0 && self.fn_ == 0.0
    }

    /// F1 of this page alone, for putting pages in order.
    pub(crate) fn f1(self) -> f64 {
        harmonic(self.precision(), self.recall())
    }
}

/// Shingles of [`N`] words; a text of fewer words is one shingle of all it has.
fn shingles<'w, 't>(words: &'w [&'t str]) -> impl Iterator<Item = &'w [&'t str]> {
    let short = (!words.is_empty() && words.len() < N).then_some(words);
    words.windows(N).chain(short)
}

/// F1 of a precision and a recall.
pub(crate) fn harmonic(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 {
        return 0.0;
    }
    2.0 * precision * recall / (precision + recall)
}

/// Precision, recall and F1 over pages: both are averaged over the pages, F1 is taken of the
/// averages. Zeros without pages.
pub(crate) fn average(matches: impl IntoIterator<Item = Match>) -> (f64, f64, f64) {
    let (mut n, mut precision, mut recall) = (0, 0.0, 0.0);
    for one in matches {
        n += 1;
        precision += one.precision();
        recall += one.recall();
    }
    let pages = f64::from(n.max(1));
    let (precision, recall) = (precision / pages, recall / pages);
    (precision, recall, harmonic(precision, recall))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The expected side is what Python 3.11 prints for `re.findall(r'\w+', text)`.
    #[test]
    fn words_are_those_of_python() {
        let cases: [(&str, &[&str]); 11] = [
            ("قالَ هِيَ", &["قال", "ه", "ي"]),
            ("हिन्दी भाषा", &["ह", "न", "द", "भ", "ष"]),
            ("l'État d’art", &["l", "État", "d", "art"]),
            ("a_b-c 2.5 ½ ² Ⅷ", &["a_b", "c", "2", "5", "½", "²", "Ⅷ"]),
            ("ⓐbc ㊀ 〇", &["bc", "㊀", "〇"]),
            ("العـربية", &["العـربية"]),
            ("３４ x\u{301}y é e\u{301}", &["３４", "x", "y", "é", "e"]),
            ("\u{200f}قال\u{200f}", &["قال"]),
            ("日本語。", &["日本語"]),
            ("ไทยที่", &["ไทยท"]),
            (" -- ", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), expected, "{text:?}");
        }
    }

    #[test]
    fn shingles_by_hand() {
        // (gold, predicted, tp, fp, fn as counts)
        let cases = [
            ("a b c d e", "a b c d e", [2, 0, 0]),
            ("a b c d e", "a b c d", [1, 0, 1]),
            ("a b c d e", "a b c d x y", [1, 2, 1]),
            ("a b c d a b c d", "a b c d", [1, 0, 4]),
            ("a b c", "a b c", [1, 0, 0]),
            ("a b c", "a b", [0, 1, 1]),
            ("a b c d", "", [0, 0, 1]),
            ("", "a b c d", [0, 1, 0]),
            ("", "", [0, 0, 0]),
            ("A b c d", "a b c d", [0, 1, 1]),
        ];
        for (gold, predicted, counts) in cases {
            let sum = counts.iter().sum::<i32>().max(1);
            let [tp, fp, fn_] = counts.map(|count| f64::from(count) / f64::from(sum));
            assert_eq!(
                Match::of(gold, predicted),
                Match { tp, fp, fn_ },
                "{predicted:?}"
            );
        }
    }

    #[test]
    fn edges_of_precision_and_recall() {
        let cases = [
            ("", "", 1.0, 1.0),
            ("a b c d", "", 0.0, 0.0),
            ("", "a b c d", 0.0, 0.0),
            ("a b c d e", "a b c d", 1.0, 0.5),
            ("a b c d", "a b c d e", 0.5, 1.0),
        ];
        for (gold, predicted, precision, recall) in cases {
            let found = Match::of(gold, predicted);
            assert_eq!(
                (found.precision(), found.recall()),
                (precision, recall),
                "{predicted:?}"
            );
        }
    }

    #[test]
    fn f1_is_taken_of_the_averages() {
        let right = Match::of("a b c d", "a b c d");
        let nothing = Match::of("a b c d", "");
        assert_eq!(average([right, nothing]), (0.5, 0.5, 0.5));
        assert_eq!(average([]), (0.0, 0.0, 0.0));
    }
}

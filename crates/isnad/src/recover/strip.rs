//! Headlines glued together without spaces.
//!
//! When a page's "related" box is copied as text, its headlines run into each other and into the
//! paragraph below: `…غير مقبولةخاص …`. Where one ends and the next begins shows in two ways: a letter
//! that Arabic has only at the end of words stands in the middle of one; or a word the page uses
//! nowhere else falls into two, of which the page knows one or both.

use std::collections::HashMap;

use crate::{
    model::Span,
    text::{fold, token},
};

/// Letters that end an Arabic word and never stand inside one.
const FINAL_ONLY: [char; 2] = ['ة', 'ى'];

/// The shortest part a glued word is taken to consist of, in letters, when the page knows both
/// parts, and when it knows only one.
const SHORTEST_KNOWN: usize = 3;
const SHORTEST_ALONE: usize = 5;

/// The most letters of two words glued together. Every place of a word is tried as the seam, so
/// without an end one endless word would take for ever.
const LONGEST: usize = 60;

/// How often each folded word stands in a page.
pub(super) struct Vocabulary(HashMap<String, usize>);

impl Vocabulary {
    pub(super) fn of(page: &str) -> Vocabulary {
        let mut counts = HashMap::new();
        for token in token::tokens(page) {
            *counts.entry(token.folded()).or_insert(0) += 1;
        }
        Vocabulary(counts)
    }

    fn count(&self, word: &str) -> usize {
        self.0.get(word).copied().unwrap_or(0)
    }
}

/// The parts of a strip, cut where words are glued; spans count bytes of `strip`.
pub(super) fn parts(strip: &str, vocabulary: &Vocabulary) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = 0;
    for token in token::tokens(strip) {
        if let Some(cut) = seam(token.text, vocabulary) {
            let at = token.span.start as usize + cut;
            parts.push(trimmed(strip, start, at));
            start = at;
        }
    }
    parts.push(trimmed(strip, start, strip.len()));
    parts.retain(|part| !part.is_empty());
    parts
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let part = &text[start..end];
    let lead = part.len() - part.trim_start().len();
    Span::new(start + lead, start + lead + part.trim().len())
}

/// Where a word falls into two, in bytes.
fn seam(word: &str, vocabulary: &Vocabulary) -> Option<usize> {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let by_letter = letters.windows(2).find(|pair| {
        FINAL_ONLY.contains(&pair[0].1) && pair[1].1.is_alphabetic() && !fold::is_mark(pair[1].1)
    });
    if let Some(pair) = by_letter {
        return Some(pair[1].0);
    }
    if letters.len() > LONGEST || vocabulary.count(&fold::fold(word)) > 1 {
        return None;
    }
    (1..letters.len())
        .filter_map(|count| {
            Some((
                letters[count].0,
                knows(word, letters[count].0, count, letters.len(), vocabulary)?,
            ))
        })
        .max_by_key(|(_, known)| *known)
        .map(|(cut, _)| cut)
}

/// How many letters of a word cut at `cut` are words of the page; `None` when too few to tell.
fn knows(
    word: &str,
    cut: usize,
    left: usize,
    letters: usize,
    vocabulary: &Vocabulary,
) -> Option<usize> {
    let right = letters - left;
    let knows_left = vocabulary.count(&fold::fold(&word[..cut])) > 0;
    let knows_right = vocabulary.count(&fold::fold(&word[cut..])) > 0;
    match (knows_left, knows_right) {
        (true, true) if left.min(right) >= SHORTEST_KNOWN && left.max(right) >= SHORTEST_ALONE => {
            Some(letters)
        }
        (true, false) | (false, true) if left.min(right) >= SHORTEST_ALONE => {
            Some(if knows_left { left } else { right })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seams_are_found_by_letters_and_by_words_the_page_knows() {
        let page = "لنارستان تفتح الميناء. وفي السبت قال ماريوس. زارت لنارستان العاصمة.";
        let vocabulary = Vocabulary::of(page);
        let cases = [
            ("قرية جميلةخاص بنا", vec!["قرية جميلة", "خاص بنا"]),
            ("حول لنارستانوفي يوم", vec!["حول لنارستان", "وفي يوم"]),
            ("كلام زائرونماريوس يقول", vec!["كلام زائرون", "ماريوس يقول"]),
            ("لا شيء ملتصق هنا", vec!["لا شيء ملتصق هنا"]),
        ];
        for (strip, expected) in cases {
            let found: Vec<&str> = parts(strip, &vocabulary)
                .iter()
                .map(|span| span.of(strip))
                .collect();
            assert_eq!(found, expected, "{strip}");
        }
    }

    #[test]
    fn an_endless_word_is_one() {
        let vocabulary = Vocabulary::of("زارت لنارستان العاصمة");
        let word = "لنارستان".repeat(100_000);
        assert_eq!(parts(&word, &vocabulary), [Span::new(0, word.len())]);
    }
}

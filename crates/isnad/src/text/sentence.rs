//! Sentences.
//!
//! A sentence ends at `.`, `!`, `?`, `؟`, `۔`, `…` or a line's end. A point does not end one inside a number or
//! an address, after an abbreviation or an initial, or where the next letter is small; closing
//! quotes and brackets stay with the sentence they close.
//!
//! Limits: abbreviations are those of the table below; Arabic has no capitals, so a point there ends
//! a sentence whenever a space follows and no single letter stands before it.

use crate::model::Span;

use super::fold::is_mark;

/// Abbreviations with a point, folded to small letters, of English and French.
const ABBREVIATIONS: [&str; 44] = [
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sgt", "capt", "maj", "sen", "rep", "gov",
    "pres", "rev", "st", "jr", "sr", "vs", "no", "inc", "ltd", "corp", "co", "etc", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mm", "mme", "mlle",
    "art", "cf", "approx",
];

/// Where the sentences of a text stand, in order, without the white space between them.
///
/// ```
/// use isnad::text::sentence::sentences;
/// let text = "وصل الوفد. هل غادر؟ \"نعم.\" Mr. Vale left at 3.30 p.m. on Friday.";
/// let found: Vec<&str> = sentences(text).into_iter().map(|span| span.of(text)).collect();
/// assert_eq!(found, ["وصل الوفد.", "هل غادر؟", "\"نعم.\"", "Mr. Vale left at 3.30 p.m. on Friday."]);
/// ```
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let line_end = c == '\n';
        if !line_end && !is_end_mark(c) {
            continue;
        }
        let mut end = if line_end { at } else { at + c.len_utf8() };
        while let Some((next, closing)) =
            chars.next_if(|(_, next)| !line_end && (is_end_mark(*next) || is_closing(*next)))
        {
            end = next + closing.len_utf8();
        }
        if let Some(closed) = spaced_guillemet(text, end)
            && !line_end
        {
            while chars.next_if(|(next, _)| *next < closed).is_some() {}
            end = closed;
        }
        if line_end || ends_here(text, start, at, c, end) {
            push(&mut found, text, start, end);
            start = end;
        }
    }
    push(&mut found, text, start, text.len());
    found
}

/// French sets a space before its closing mark: where `»` after a space ends.
fn spaced_guillemet(text: &str, end: usize) -> Option<usize> {
    let after = text.get(end..)?;
    let closing = after.strip_prefix([' ', '\u{a0}', '\u{202f}'])?;
    closing
        .strip_prefix('»')
        .map(|rest| text.len() - rest.len())
}

fn push(found: &mut Vec<Span>, text: &str, start: usize, end: usize) {
    let Some(piece) = text.get(start..end) else {
        return;
    };
    let trimmed = piece.trim_start();
    let start = end - trimmed.len();
    let end = start + trimmed.trim_end().len();
    if start < end {
        found.push(Span::new(start, end));
    }
}

fn is_end_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '؟' | '۔' | '…' | '。')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '“') || is_mark(c)
}

/// Whether the mark at a place ends a sentence; `end` is past the marks that close it.
fn ends_here(text: &str, start: usize, at: usize, mark: char, end: usize) -> bool {
    let after = text.get(end..).unwrap_or("");
    let Some(next) = after.chars().next() else {
        return true;
    };
    if !next.is_whitespace() {
        // "3.30", "isnad.example", "أ.ف.ب"; a sentence glued to the next is left whole.
        return false;
    }
    let following = after.trim_start().chars().find(|c| c.is_alphanumeric());
    if mark != '.' {
        return !(mark == '…' && following.is_some_and(char::is_lowercase));
    }
    if following.is_some_and(char::is_lowercase) {
        return false;
    }
    let before = text.get(start..at).unwrap_or("");
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric() && !is_mark(c))
        .next()
        .unwrap_or("");
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let lower = word.to_lowercase();
    !initial && !ABBREVIATIONS.contains(&lower.as_str())
}

/// What ends a sentence, as far as one mark tells.
pub const ENDS: &[char] = &['.', '!', '?', '؟', '؛', '\n'];

/// The longest stretch looked at on each side, in bytes: what is further off says nothing of a place.
const REACH: usize = 1000;

/// The stretch between two of some marks around a place; marks inside the place do not count. It reaches
/// a thousand bytes to each side at most, so that asking for many places of one long text stays cheap.
pub fn stretch(text: &str, place: Span, marks: &[char]) -> Span {
    let (from, to) = (place.start as usize, place.end as usize);
    let before = text
        .get(text.ceil_char_boundary(from.saturating_sub(REACH))..from)
        .unwrap_or("");
    let after = text
        .get(to..text.floor_char_boundary(to + REACH))
        .unwrap_or("");
    let start = before.rfind(marks).and_then(|at| {
        let mark = before[at..].chars().next()?;
        Some(from - before.len() + at + mark.len_utf8())
    });
    let end = after.find(marks).unwrap_or(after.len());
    Span::new(start.unwrap_or(from - before.len()), to + end)
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn where_sentences_end() {
        let cases: [(&str, &[&str]); 7] = [
            ("", &[]),
            ("خبر بلا نقطة", &["خبر بلا نقطة"]),
            (
                "بلغ العدد 3.5 ملايين. وقال.",
                &["بلغ العدد 3.5 ملايين.", "وقال."],
            ),
            ("One.\nTwo", &["One.", "Two"]),
            (
                "\"It works.\" Then he left.",
                &["\"It works.\"", "Then he left."],
            ),
            (
                "On Oct. 3 Dr. Ilen spoke. He left!",
                &["On Oct. 3 Dr. Ilen spoke.", "He left!"],
            ),
            (
                "« Oui. » Il part… et revient.",
                &["« Oui. »", "Il part… et revient."],
            ),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = sentences(text).into_iter().map(|s| s.of(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}

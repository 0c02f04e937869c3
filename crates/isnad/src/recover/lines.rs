//! The lines of a plain-text page, and what each looks like.
//!
//! A page copied as text has lost its tags; a line stands for a block. What a line is shows by its
//! words (the lexicons of [`chrome`](super::chrome)), by how it ends, and by its length.

use crate::{
    model::Span,
    text::{date, token},
};

use super::chrome;

/// What a line looks like, seen alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing but phrases of pages, with the rule's name.
    Chrome(&'static str),
    /// `Read also:` and its kin: what follows is another matter.
    ReadAlso,
    /// A date of publication. The span is the date without its label, in bytes of the page.
    Dateline(Span),
    /// Names a source: `*رويترز`, `المصدر: …`, `(أ ف ب)`.
    Credit,
    /// A label for related headlines with those headlines in the same line; the span is the rest.
    Strip(Span),
    /// Words that do not end as a sentence.
    Title,
    /// Running text.
    Paragraph,
}

/// A line that is not empty.
#[derive(Clone, Debug)]
pub(super) struct Line<'p> {
    /// Without white space at its ends.
    pub(super) text: &'p str,
    /// Where that stands in the page.
    pub(super) at: Span,
    pub(super) shape: Shape,
    pub(super) words: usize,
}

/// A title longer than this (in words) is a sentence that lost its full stop.
const LONGEST_TITLE: usize = 26;

/// A sentence shorter than this (in words) may be a title that ends in a mark.
const SHORTEST_PARAGRAPH: usize = 6;

/// The most words a line of credit has.
const LONGEST_CREDIT: usize = 9;

pub(super) fn lines(page: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for raw in page.split_inclusive('\n') {
        let text = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if !text.is_empty() {
            let offset = start + (text.as_ptr() as usize - raw.as_ptr() as usize);
            let at = Span::new(offset, offset + text.len());
            start += raw.len();
            if lines.len() >= MANY && text.len() < SCRAP && join(page, &mut lines, at) {
                continue;
            }
            lines.push(Line {
                text,
                at,
                shape: shape(text, at),
                words: token::tokens(text).count(),
            });
        } else {
            start += raw.len();
        }
    }
    lines
}

/// A page of more lines than this is no page, and of so few bytes a line scraps of one: they become
/// one line, so that what is kept of a page stays within a few times its size.
const MANY: usize = 20_000;
const SCRAP: usize = 24;

/// Adds scraps to the line of scraps before, if that is one.
fn join<'p>(page: &'p str, lines: &mut [Line<'p>], at: Span) -> bool {
    let Some(last) = lines.last_mut() else {
        return false;
    };
    let is_scraps = last.shape == SCRAPS || last.text.len() < SCRAP;
    if is_scraps {
        last.at.end = at.end;
        last.text = last.at.of(page);
        last.shape = SCRAPS;
    }
    is_scraps
}

const SCRAPS: Shape = Shape::Chrome("scraps");

fn shape(text: &str, at: Span) -> Shape {
    let words = token::tokens(text).count();
    if words == 0 {
        return Shape::Chrome("no-words");
    }
    if is_credit(text) {
        return Shape::Credit;
    }
    if let Some(phrase) = chrome::at_start(text) {
        let rest = at.start as usize + phrase.end..at.end as usize;
        let is_related = matches!(phrase.kind, "read-also" | "related");
        match phrase.kind {
            "published" if words <= 16 => {
                return dateline(text, at, phrase.end).unwrap_or(Shape::Chrome("phrase-published"));
            }
            _ if is_related && phrase.whole => return Shape::ReadAlso,
            _ if is_related && !phrase.label && words > LONGEST_TITLE => {
                return Shape::Strip(rest.into());
            }
            _ => {}
        }
        let chars = text.chars().count();
        if let Some(rule) = chrome::rule(phrase, chars).or_else(|| chrome::covers(text)) {
            return Shape::Chrome(rule);
        }
    }
    if words <= 12
        && let Some(shape) = dateline(text, at, 0)
    {
        return shape;
    }
    if words > LONGEST_TITLE || (words >= SHORTEST_PARAGRAPH && ends_as_sentence(text)) {
        Shape::Paragraph
    } else {
        Shape::Title
    }
}

/// A line of which most is a date.
fn dateline(text: &str, at: Span, label: usize) -> Option<Shape> {
    let (span, _) = date::stamp(text.get(label..)?, None)?;
    let others = token::tokens(&text[label..])
        .filter(|token| !span.overlaps(token.span))
        .count();
    let start = at.start as usize + label + span.start as usize;
    let rest_of_line = Span::new(start, at.end as usize);
    (others <= 4).then_some(Shape::Dateline(rest_of_line))
}

/// Whether a line does nothing but name a source.
pub(super) fn is_credit(text: &str) -> bool {
    let words = token::tokens(text).count();
    let labelled = words <= LONGEST_CREDIT
        && chrome::at_start(text)
            .is_some_and(|phrase| phrase.kind == "source" && phrase.label && !phrase.whole);
    labelled || (words > 0 && is_marked_credit(text, words)) || is_joined(text, words)
}

/// A line of a few words that begins with one that joins sources: `With AFP`, `بالاشتراك مع …`.
fn is_joined(text: &str, words: usize) -> bool {
    words <= 3
        && !ends_as_sentence(text)
        && chrome::at_start(text).is_some_and(|phrase| phrase.kind == "with")
}

/// `*رويترز`, `(أ ف ب)`, `- وكالات -`: a short line that marks itself as no sentence.
fn is_marked_credit(text: &str, words: usize) -> bool {
    let starred = text.starts_with(['*', '•']) && !text.starts_with("**");
    let bracketed = text.starts_with(['(', '[']) && text.ends_with([')', ']']);
    let dashed = text.starts_with(['-', '–', '—']) && text.ends_with(['-', '–', '—']);
    words <= 5 && (starred || bracketed || dashed) && !ends_as_sentence(text)
}

pub(super) fn ends_as_sentence(text: &str) -> bool {
    without_closing_marks(text).ends_with(['.', '!', '?', '…', '؟', '۔', '。', '！', '？', '।'])
}

/// A text without the quotation marks and brackets that close at its end.
pub(super) fn without_closing_marks(text: &str) -> &str {
    text.trim_end_matches(|c: char| "\"'”’»)]".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_show_what_they_are() {
        let cases = [
            ("شارك", "Chrome"),
            ("انتقل إلى المحتوى شارك محادثة", "Chrome"),
            ("اقرأ أيضاً:", "ReadAlso"),
            ("Related stories", "ReadAlso"),
            ("*وكالة الميناء", "Credit"),
            ("المصدر: إذاعة الساحل", "Credit"),
            ("(Northwire)", "Credit"),
            ("تاريخ النشر: 2031-03-14", "Dateline"),
            ("افتتاح جسر لنار بعد تسعة أسابيع من الإصلاح", "Title"),
            (
                "Share prices fell for a third day, the exchange in Lennar said on Friday.",
                "Paragraph",
            ),
            ("أعلنت بلدية لنار اليوم أن الجسر سيفتح غدا.", "Paragraph"),
        ];
        for (text, expected) in cases {
            let shape = format!("{:?}", lines(text)[0].shape);
            assert!(shape.starts_with(expected), "{text}: {shape}");
        }
    }

    #[test]
    fn places_are_those_of_the_page() {
        let page = "  واحد \r\n\n اثنان";
        let lines = lines(page);
        assert_eq!(lines[0].at.of(page), "واحد");
        assert_eq!(lines[1].at.of(page), "اثنان");
    }
}

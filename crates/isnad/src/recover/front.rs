//! Lines about the article that stand around its body: who wrote it, when, and whose text it is.
//!
//! Designs differ in where they put them, but all put them near: between headline and body, inside
//! the body's element, or in the first lines under it. Only lines there are looked at, so that dates
//! and names of other articles on the page are not taken for this one's.

use crate::{
    model::{BlockKind, Evidence, Language, Moment, Span},
    text::{date, token},
};

use super::{
    body::{self, Known, Verdict},
    chrome,
    hints::Hints,
    lines, people,
    pieces::{Kind, Piece, Pieces},
};

/// How many pieces under the body are still near.
const NEAR: usize = 4;

/// How many pieces above the body are near when the headline is not seen there.
const ABOVE: usize = 8;

/// The most words such a line has, and the most it has beside the date.
const LONGEST_LINE: usize = 18;
const WORDS_BESIDE_DATE: usize = 9;

/// More inline elements than this that call themselves the author are something else.
const MOST_MARKED: usize = 6;

/// Parts of a page whose lines are about something else, however near they stand.
const ELSEWHERE: Hints = body::CHROME_OF_LEADS.with(Hints::FORM).with(Hints::EMBED);

/// What such lines say.
#[derive(Debug, Default)]
pub(super) struct Front {
    pub(super) published: Option<(Moment, Evidence)>,
    pub(super) authors: Vec<String>,
}

/// The kind of block that a rule of this module makes of a piece.
pub(super) fn block_kind(rule: &str) -> Option<BlockKind> {
    match rule {
        "date-line" => Some(BlockKind::Dateline),
        "byline" => Some(BlockKind::Byline),
        "credit-line" => Some(BlockKind::Credit),
        _ => None,
    }
}

/// Turns the verdict on each such line to one that keeps it, and gathers what they say.
pub(super) fn keep(
    pieces: &Pieces,
    verdicts: &mut [Verdict],
    known: &Known,
    language: Option<&Language>,
) -> Front {
    let mut front = Front::default();
    let Some(first) = verdicts.iter().position(|verdict| verdict.keeps()) else {
        return front;
    };
    let last = verdicts
        .iter()
        .rposition(|verdict| verdict.keeps())
        .unwrap_or(first);
    let title = (known.range.start..first)
        .rev()
        .find(|&index| body::same_words(&pieces.list[index].text, known.headline));
    let start = title.unwrap_or(first.saturating_sub(ABOVE).max(known.range.start));
    let end = (last + 1 + NEAR).min(known.range.end);
    let near = pieces.list.iter().zip(verdicts).take(end).skip(start);
    for (piece, verdict) in near {
        if verdict.keeps() && !may_be_mistaken(piece) {
            continue;
        }
        if let Some(rule) = front.read(piece, language) {
            *verdict = Verdict::Keep(rule);
        }
    }
    front
}

/// Lines of a few words that end no sentence look like running text to the rules of the body, where
/// they stand in paragraphs of their own.
fn may_be_mistaken(piece: &Piece) -> bool {
    let is_block = !matches!(
        piece.kind,
        Kind::Heading(_) | Kind::ListItem | Kind::Quotation
    );
    lines::is_credit(&piece.text) || (is_block && !piece.ends_as_sentence() && piece.chars <= 90)
}

impl Front {
    /// The rule by which a piece is such a line, when it is.
    fn read(&mut self, piece: &Piece, language: Option<&Language>) -> Option<&'static str> {
        if piece.hints.any(ELSEWHERE) || token::tokens(&piece.text).count() > LONGEST_LINE {
            return None;
        }
        if lines::is_credit(&piece.text) {
            return Some("credit-line");
        }
        let stamp = date::stamp(&piece.text, language);
        let has_byline = self.byline(piece, stamp.map(|(span, _)| span));
        let has_date = stamp.is_some_and(|stamp| self.dateline(piece, stamp));
        match (has_date, has_byline) {
            (true, _) => Some("date-line"),
            (false, true) => Some("byline"),
            (false, false) => None,
        }
    }

    /// `Tuesday 11 March | By Ada Lind`: each part that begins as bylines do, or all of a line that
    /// its element calls the author. `date` is where a date stands in it.
    fn byline(&mut self, piece: &Piece, date: Option<Span>) -> bool {
        let calls_itself =
            piece.hints.any(Hints::AUTHOR) && token::tokens(&piece.text).count() <= 8;
        let parts = piece.text.split(['|', '·', '•']).map(str::trim);
        let mut found: Vec<String> = parts
            .filter(|part| people::is_byline(part))
            .flat_map(|part| people::people(before_dash(part)))
            .collect();
        if found.is_empty() {
            let marked = piece.authors.iter().take(MOST_MARKED);
            let names = marked.map(|range| &piece.text[range.clone()]);
            found = people::named(names.flat_map(people::people).collect());
        }
        match date {
            Some(date) if found.is_empty() => {
                let beside = beside_date(&piece.text).map(|name| vec![name]);
                found = beside.unwrap_or_else(|| behind_date(&piece.text, date));
            }
            None if found.is_empty() && calls_itself => found = people::people(&piece.text),
            _ => {}
        }
        let any = !found.is_empty();
        if self.authors.is_empty() {
            self.authors = people::distinct(found);
        }
        any
    }

    fn dateline(&mut self, piece: &Piece, (span, moment): (Span, Moment)) -> bool {
        let beside = token::tokens(&piece.text)
            .filter(|word| !word.span.overlaps(span))
            .count();
        if beside > WORDS_BESIDE_DATE {
            return false;
        }
        // A line that says it is the date of publication beats one that is merely a date.
        let says_so =
            chrome::at_start(&piece.text).is_some_and(|phrase| phrase.kind == "published");
        let confidence = if says_so { 0.85 } else { 0.7 };
        if self
            .published
            .as_ref()
            .is_none_or(|(_, known)| known.confidence < confidence)
        {
            self.published = Some((moment, Evidence::rule("date-line", confidence)));
        }
        true
    }
}

/// `3 May 2031, 14:35 by Ada Lind`.
fn behind_date(text: &str, date: Span) -> Vec<String> {
    let byline = text
        .get(date.end as usize..)
        .map(str::trim_start)
        .filter(|rest| people::is_byline(rest));
    byline.map(people::people).unwrap_or_default()
}

/// What stands between a name and a date.
const PARTS_OF_LINES: [&str; 6] = ["|", "·", "•", " - ", " – ", " — "];

/// `Ada Lind · Saturday, 15 March`: in a line of two parts of which one is a date, the other is a
/// name, if it looks like one.
fn beside_date(text: &str) -> Option<String> {
    let parts = PARTS_OF_LINES
        .iter()
        .map(|mark| text.split(mark).map(str::trim).collect());
    let parts: Vec<&str> = parts.into_iter().find(|parts: &Vec<_>| parts.len() == 2)?;
    let [one, other] = parts[..] else { return None };
    let is_date = |part: &str| date::stamp(part, None).is_some();
    let name = match (is_date(one), is_date(other)) {
        (false, true) => one,
        (true, false) => other,
        _ => return None,
    };
    let words = token::tokens(name).count();
    let is_name = (2..=4).contains(&words) && chrome::at_start(name).is_none();
    people::people(name).pop().filter(|_| is_name)
}

/// `By Ada Lind - Saturday, 15 March` without what is no name.
fn before_dash(text: &str) -> &str {
    [" - ", " – ", " — "]
        .iter()
        .fold(text, |text, dash| text.split(dash).next().unwrap_or(text))
}

//! Quotation marks and sentences of a block.
//!
//! News mixes every kind of mark, writes some of them the wrong way round and forgets others, so a
//! mark is read by where it stands (with or without a space beside it) as much as by its shape.

use std::ops::Range;

use crate::{annotate::words::Words, text::lang::classes::Classes};

/// A pair of marks, by items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::annotate) struct Pair {
    /// The item that opens.
    pub(in crate::annotate) open: usize,
    /// The first item inside.
    pub(in crate::annotate) start: usize,
    /// The item that closes, or the end of the block when nothing does.
    pub(in crate::annotate) close: usize,
    /// The first item after the pair.
    pub(in crate::annotate) after: usize,
    /// Whether something closes it.
    pub(in crate::annotate) closed: bool,
}

impl Pair {
    /// The items inside.
    pub(in crate::annotate) fn inside(self) -> Range<usize> {
        self.start..self.close
    }

    /// How many words stand inside.
    pub(in crate::annotate) fn len(self, words: &Words<'_>) -> usize {
        self.inside().filter(|at| words.word(*at)).count()
    }
}

/// The pairs that open in a run of items. Pairs stand in order and apart from each other, so that a block
/// of a million words with a hundred thousand quotations is read as fast, by the word, as a short one.
pub(in crate::annotate) fn opening(pairs: &[Pair], run: Range<usize>) -> &[Pair] {
    let first = pairs.partition_point(|pair| pair.open < run.start);
    let end = pairs.partition_point(|pair| pair.open < run.end);
    pairs.get(first..end).unwrap_or(&[])
}

/// The pair that opens at an item.
pub(in crate::annotate) fn opening_at(pairs: &[Pair], at: usize) -> Option<Pair> {
    opening(pairs, at..at + 1).first().copied()
}

/// The pair that ends right before an item.
pub(in crate::annotate) fn ending_at(pairs: &[Pair], at: usize) -> Option<Pair> {
    let found = pairs.binary_search_by_key(&at, |pair| pair.after);
    found.ok().and_then(|place| pairs.get(place).copied())
}

/// Whether an item stands in a pair, its marks included.
pub(in crate::annotate) fn is_within(pairs: &[Pair], at: usize) -> bool {
    let after = pairs.partition_point(|pair| pair.open <= at);
    let before = after.checked_sub(1).and_then(|place| pairs.get(place));
    before.is_some_and(|pair| at < pair.after)
}

/// The name of at most so many items in quotation marks that open at an item: `صحيفة «الشراع»`.
pub(in crate::annotate) fn name_at(
    words: &Words<'_>,
    open: usize,
    longest: usize,
) -> Option<Range<usize>> {
    let close = match words.mark(open)? {
        '«' => '»',
        '“' => '”',
        '"' => '"',
        _ => return None,
    };
    let end = (open + 1..open + 2 + longest).find(|at| words.mark(*at) == Some(close))?;
    (open + 1 < end).then_some(open + 1..end)
}

/// The most items that a quotation has; what closes later closes something else. An apostrophe may stand
/// before any word, so that few are looked at behind it.
fn longest(family: Family) -> usize {
    match family {
        Family::Angle | Family::Double => 4000,
        Family::Single => 400,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Angle,
    Double,
    Single,
}

/// The outermost pairs of a block, in order.
pub(in crate::annotate) fn pairs(words: &Words<'_>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut at = 0;
    while at < words.items.len() {
        let Some((family, width)) = opens(words, at) else {
            at += 1;
            continue;
        };
        let closing = close(words, family, at + width);
        if closing.is_none() && family == Family::Single {
            at += 1;
            continue;
        }
        let (close, after) = closing.unwrap_or((words.items.len(), words.items.len()));
        pairs.push(Pair {
            open: at,
            start: at + width,
            close,
            after,
            closed: closing.is_some(),
        });
        at = after.max(at + 1);
    }
    pairs
}

/// Whether the next item stands right after this one.
fn glued_after(words: &Words<'_>, at: usize) -> bool {
    words.get(at + 1).is_some_and(|next| next.glued)
}

/// Whether this item stands right after a word.
fn glued_before(words: &Words<'_>, at: usize) -> bool {
    at > 0 && words.get(at).is_some_and(|item| item.glued) && words.word(at - 1)
}

/// Two apostrophes in a row are one double mark.
fn twin(words: &Words<'_>, at: usize) -> bool {
    words.marked(at, &['\'', '`', '’', '‘'])
        && words.mark(at) == words.mark(at + 1)
        && glued_after(words, at)
}

fn opens(words: &Words<'_>, at: usize) -> Option<(Family, usize)> {
    let inward = !glued_before(words, at) && glued_after(words, at);
    match words.mark(at)? {
        '«' => Some((Family::Angle, 1)),
        '»' if inward => Some((Family::Angle, 1)),
        '“' | '„' | '‟' | '"' | '＂' => Some((Family::Double, 1)),
        '”' if inward => Some((Family::Double, 1)),
        _ if twin(words, at) => Some((Family::Double, 2)),
        '‘' | '\'' | '‹' | '’' if inward => Some((Family::Single, 1)),
        _ => None,
    }
}

/// The item that closes a pair of a family opened before `from`, and the item after it.
fn close(words: &Words<'_>, family: Family, from: usize) -> Option<(usize, usize)> {
    let mut depth = 0;
    let mut at = from;
    let limit = words.items.len().min(from + longest(family));
    while at < limit {
        let width = if twin(words, at) { 2 } else { 1 };
        match kind_of(words, at, family, width) {
            Some(true) => depth += 1,
            Some(false) if depth == 0 => return Some((at, at + width)),
            Some(false) => depth -= 1,
            None => {}
        }
        at += width;
    }
    None
}

/// Whether the item opens (`true`) or closes (`false`) a pair of this family.
fn kind_of(words: &Words<'_>, at: usize, family: Family, width: usize) -> Option<bool> {
    let inward = !words.get(at)?.glued && glued_after(words, at + width - 1);
    let mark = words.mark(at)?;
    match family {
        Family::Angle => match mark {
            '«' => Some(inward),
            '»' => Some(false),
            _ => None,
        },
        Family::Double => match mark {
            '“' | '„' | '‟' => Some(inward),
            '”' | '"' | '＂' => Some(false),
            _ if width == 2 => Some(false),
            _ => None,
        },
        Family::Single => match mark {
            '’' | '\'' | '›' if words.get(at)?.glued && !words.word(at + 1) => Some(false),
            '’' | '\'' | '›' if words.get(at)?.glued && !glued_after(words, at) => Some(false),
            _ => None,
        },
    }
}

const ENDS: &[char] = &['.', '!', '?', '؟', '…', '؛', ';', '۔'];

/// The sentences of a block, by items. What stands in quotation marks does not end a sentence, unless
/// it ends one itself and a new one begins after it.
pub(in crate::annotate) fn sentences(words: &Words<'_>, pairs: &[Pair]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut pairs = pairs.iter().filter(|pair| pair.closed).peekable();
    while at < words.items.len() {
        while pairs.next_if(|pair| pair.open < at).is_some() {}
        let ends = if let Some(pair) = pairs.next_if(|pair| pair.open == at) {
            at = pair.after - 1;
            words.marked(pair.close.saturating_sub(1), ENDS) && begins(words, pair.after)
        } else {
            words.marked(at, ENDS) && ends_sentence(words, at)
        };
        at += 1;
        if ends {
            sentences.push(start..at);
            start = at;
        }
    }
    if start < words.items.len() {
        sentences.push(start..words.items.len());
    }
    sentences
}

/// Whether a new sentence can begin at an item.
fn begins(words: &Words<'_>, at: usize) -> bool {
    words.get(at).is_none_or(|item| {
        item.mark.is_none_or(|mark| matches!(mark, '"' | '“' | '«'))
            && (words.arabic()
                && !words.is(at, Classes::SAY | Classes::SAY_THAT | Classes::ACCORDING)
                || item.capital
                    && !words.is(at + 1, Classes::SAY)
                    && !words.is(at + 2, Classes::SAY)
                || item.mark.is_some())
    })
}

/// Short forms before names, and before numbers.
const TITLES: &[&str] = &[
    "st", "gen", "sen", "rep", "gov", "lt", "col", "sgt", "capt", "vs",
];
const NUMBERED: &[&str] = &[
    "no", "jan", "feb", "aug", "sept", "sep", "oct", "nov", "dec", "art", "vol",
];

/// A point ends a sentence unless it stands in a number, after an initial or after an abbreviation.
fn ends_sentence(words: &Words<'_>, at: usize) -> bool {
    if words.mark(at) != Some('.') || at == 0 {
        return true;
    }
    let before = words.fold(at - 1);
    let inside = glued_after(words, at) && words.word(at + 1) && words.word(at - 1);
    if inside {
        let long =
            |word: &str| word.chars().count() > 2 && !word.contains(|c: char| c.is_ascii_digit());
        return words.arabic() && long(before) && long(words.fold(at + 1));
    }
    let next = words.get(at + 1);
    let initial = before.chars().count() == 1
        && words.word(at - 1)
        && before.chars().all(char::is_alphabetic);
    if initial && at >= 3 && words.marked(at - 2, &['.']) && words.is(at + 1, Classes::STOP) {
        // `… in the U.S. The …`
        return next.is_some_and(|next| next.capital);
    }
    let title = words.is(at - 1, Classes::HONOUR) || TITLES.contains(&before);
    let number = words.fold(at + 1).starts_with(|c: char| c.is_ascii_digit());
    let dated = number && (words.is(at - 1, Classes::TIME) || NUMBERED.contains(&before));
    let abbreviation = dated || title && next.is_some_and(|next| next.capital);
    !(initial || !words.arabic() && abbreviation)
}

//! Any two articles beside each other.

use std::borrow::Cow;

use crate::model::{ChangeKind, Comparison, Difference, Passage, PassageKind, Reading, Span};

use super::align::{Fate, Laid};
use super::change::changes_along;
use super::fingerprint::{Shingles, shared};
use super::words::body_words;

/// Words of a body that are laid beside another's: more than a report has, and few enough that texts
/// of one repeated word, the dearest to align, take a second.
const MOST: usize = 20_000;

/// Lays two articles beside each other. Shares are counted over the whole texts; words are aligned
/// over the first 20,000 of each body, so that no text takes longer than its length asks for.
pub fn compare(a: &Reading, b: &Reading) -> Comparison {
    let (a_in_b, b_in_a) = shares(a, b);
    let (a, b) = (head(a), head(b));
    let laid = Laid::new(&a.article, &b.article);
    Comparison {
        a: a.article.id,
        b: b.article.id,
        a_in_b,
        b_in_a,
        is_whole: matches!((&a, &b), (Cow::Borrowed(_), Cow::Borrowed(_))),
        differences: differences(&laid, &a, &b),
        passages: passages(&laid),
    }
}

fn shares(a: &Reading, b: &Reading) -> (f32, f32) {
    let (a, b) = (Shingles::of(&a.article).set, Shingles::of(&b.article).set);
    let both = shared(&a, &b) as f32;
    let of = |set: &[u64]| both / set.len().max(1) as f32;
    (of(&a), of(&b))
}

fn differences(laid: &Laid, a: &Reading, b: &Reading) -> Vec<Difference> {
    let changes = changes_along(laid, a, b).into_iter();
    changes
        .filter(|change| change.kind < ChangeKind::Reworded)
        .map(|change| Difference {
            kind: change.kind,
            a: change.parent,
            b: change.copy,
        })
        .collect()
}

fn passages(laid: &Laid) -> Vec<Passage> {
    let passage = |stretch| {
        let (a, b) = laid.places(stretch);
        let kind = match stretch.fate {
            Fate::Kept => PassageKind::Same,
            Fate::Moved => PassageKind::Moved,
            Fate::Reworded => PassageKind::Replaced,
            Fate::Cut => PassageKind::OnlyA,
            Fate::Added => PassageKind::OnlyB,
        };
        Passage { kind, a, b }
    };
    laid.stretches.iter().map(passage).collect()
}

/// The reading, or of a very long one its beginning, with what was read there. Places stay.
fn head(reading: &Reading) -> Cow<'_, Reading> {
    let words = body_words(&reading.article);
    let Some(last) = words.get(MOST - 1).filter(|_| words.len() > MOST) else {
        return Cow::Borrowed(reading);
    };
    let end = last.span.end;
    let inside = |span: Span| span.end <= end;
    let mut head = reading.clone();
    let article = &mut head.article;
    article.text.truncate(end as usize);
    article.blocks.retain(|block| block.span.start < end);
    for block in &mut article.blocks {
        block.span.end = block.span.end.min(end);
    }
    head.credits.retain(|credit| inside(credit.span));
    head.figures.retain(|figure| inside(figure.span));
    head.times.retain(|time| inside(time.span));
    head.mentions.retain(|mention| inside(mention.span));
    Cow::Owned(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, Direction};
    use crate::trace::sample::{FERRY, agency, outlet, report, titled, with_figure};

    fn words_of(passages: &[Passage], kind: PassageKind, a: &Reading, b: &Reading) -> Vec<String> {
        let of = |span: Option<Span>, reading: &Reading| {
            span.map_or("", |span| span.of(&reading.article.text))
                .to_owned()
        };
        let found = passages.iter().filter(|passage| passage.kind == kind);
        found
            .map(|passage| format!("{} > {}", of(passage.a, a), of(passage.b, b)))
            .collect()
    }

    #[test]
    fn facts_passages_and_shares_of_two_articles() {
        let figure = |reading, words: &str, value| {
            let figure = (value, crate::model::Bound::Exactly, "traveller");
            with_figure(reading, words, figure, None)
        };
        let a = titled(1, &agency("Northwire"), "Ferry turned back", &FERRY);
        let a = figure(a, "210 travellers", 210.0);
        let changed = FERRY[0].replace("210", "120");
        let body = [FERRY[2], "Nobody was hurt.", &changed];
        let b = titled(2, &outlet("Port Post"), "Night in the port", &body);
        let b = figure(b, "120 travellers", 120.0);
        let found = compare(&a, &b);
        let kinds: Vec<ChangeKind> = found.differences.iter().map(|d| d.kind).collect();
        assert_eq!(kinds, [ChangeKind::Number, ChangeKind::Headline]);
        let of = |kind| words_of(&found.passages, kind, &a, &b);
        assert_eq!(of(PassageKind::Replaced), ["210 > 120"]);
        assert!(of(PassageKind::Moved)[0].starts_with("Winters with ice"));
        assert!(of(PassageKind::OnlyA)[0].starts_with("A second ship"));
        assert_eq!(of(PassageKind::OnlyB), [" > Nobody was hurt"]);
        assert!(
            found.b_in_a > found.a_in_b && found.a_in_b > 0.4,
            "{found:?}"
        );
    }

    #[test]
    fn the_other_way_round_the_shares_change_places() {
        let a = report(1, &outlet("Port Post"), &FERRY);
        let b = report(2, &outlet("Cape Times"), &FERRY[..2]);
        let (there, back) = (compare(&a, &b), compare(&b, &a));
        assert_eq!((there.a_in_b, there.b_in_a), (back.b_in_a, back.a_in_b));
        assert_eq!((there.a, there.b), (back.b, back.a));
        assert!(
            compare(&a, &a)
                .passages
                .iter()
                .all(|p| p.kind == PassageKind::Same)
        );
    }

    #[test]
    fn texts_of_ten_megabytes_are_compared_by_their_beginnings() {
        let long = |id, word: &str| {
            let mut reading = report(id, &outlet("Port Post"), &[]);
            let text = word.repeat(10_000_000 / word.len());
            let article = &mut reading.article;
            article.push(BlockKind::Paragraph, &text, "sample", Direction::Ltr);
            reading
        };
        let found = compare(&long(1, "سفينة رست. "), &long(2, "سفينة رست غدا. "));
        assert!(!found.is_whole);
        let ends = found.passages.iter().filter_map(|passage| passage.b);
        let end = ends.map(|span| span.end as usize).max();
        assert!(end < Some(MOST * 10), "{end:?}");
    }
}

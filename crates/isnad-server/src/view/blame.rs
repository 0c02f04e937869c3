//! Which held article had each paragraph first.
//!
//! A paragraph is looked for in the articles that this one goes back to, from the nearest to the
//! furthest: the furthest that holds it had it first, as far as the evidence of the chain goes. Else
//! in articles that share text with it and took it from no one held: there the order is open. What
//! stands in none of them is the outlet's own.

use std::collections::BTreeMap;

use isnad::{
    model::{Article, Block, Comparison, PassageKind, Reading, Span},
    trace,
};

use super::{SourceView, article_href, body, percent};

/// The least share of a paragraph's words that another must hold to be where it stands.
const HELD: f32 = 0.5;
/// From this share on a paragraph counts as taken whole, and no share is shown.
const WHOLE: f32 = 0.95;
/// Paragraphs of fewer words say too little of where they come from.
const WORDS: usize = 5;

/// Where a paragraph stands first.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Blame {
    /// String key: `blame.first`, `blame.also` or `blame.own`.
    pub(crate) how: &'static str,
    /// For the style.
    pub(crate) class: &'static str,
    /// The other article, when it stands in one.
    pub(crate) other: Option<Other>,
}

/// A place in another article.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Other {
    pub(crate) publisher: Option<SourceView>,
    /// The paragraph there.
    pub(crate) href: String,
    /// How much of the paragraph stands there, unless it is all of it.
    pub(crate) share: Option<String>,
}

/// By the places of an article's blocks. Empty when there is nothing to look in.
pub(crate) fn blame(
    reading: &Reading,
    ancestors: &[Reading],
    others: &[Reading],
) -> BTreeMap<usize, Blame> {
    if ancestors.is_empty() && others.is_empty() {
        return BTreeMap::new();
    }
    let look = |how, class| move |other| Held::new(how, class, other, reading);
    let first: Vec<Held> = ancestors.iter().map(look("blame.first", "first")).collect();
    let also: Vec<Held> = others.iter().map(look("blame.also", "also")).collect();
    let article = &reading.article;
    let long = |(_, block): &(usize, &Block)| {
        block.kind.is_body() && article.words(block).split_whitespace().count() >= WORDS
    };
    let blocks = article.blocks.iter().enumerate().filter(long);
    blocks
        .map(|(at, block)| (at, one(block, &first, &also)))
        .collect()
}

fn one(block: &Block, first: &[Held], also: &[Held]) -> Blame {
    let furthest = first.iter().rev().find_map(|held| held.blame(block));
    let fallback = || also.iter().find_map(|held| held.blame(block));
    furthest.or_else(fallback).unwrap_or(Blame {
        how: "blame.own",
        class: "own",
        other: None,
    })
}

/// An article that paragraphs are looked for in.
struct Held<'r> {
    how: &'static str,
    class: &'static str,
    article: &'r Article,
    comparison: Comparison,
}

impl<'r> Held<'r> {
    fn new(
        how: &'static str,
        class: &'static str,
        held: &'r Reading,
        reading: &Reading,
    ) -> Held<'r> {
        Held {
            how,
            class,
            article: &held.article,
            comparison: trace::compare(held, reading),
        }
    }

    /// How this article holds a block, when it holds enough of it.
    fn blame(&self, block: &Block) -> Option<Blame> {
        let (mut all, mut held, mut longest) = (0, 0, None);
        for passage in &self.comparison.passages {
            let here = passage.b.map_or(0, |span| shared(span, block.span));
            all += here;
            if here > 0 && matches!(passage.kind, PassageKind::Same | PassageKind::Moved) {
                held += here;
                longest = longest.max(Some((here, passage.a, passage.b)));
            }
        }
        let share = held as f32 / all.max(1) as f32;
        let (_, there, here) = longest.filter(|_| share >= HELD)?;
        Some(Blame {
            how: self.how,
            class: self.class,
            other: Some(Other {
                publisher: self.article.publisher.as_ref().map(SourceView::of),
                href: self.place(there?, here?, block),
                share: (share < WHOLE).then(|| percent(share)),
            }),
        })
    }

    /// The block there of the words that stand at the head of this block here.
    fn place(&self, there: Span, here: Span, block: &Block) -> String {
        let into = block.span.start.saturating_sub(here.start);
        let at = (there.start + into).min(there.end.saturating_sub(1));
        let holds = |block: &Block| block.span.start <= at && at < block.span.end;
        let anchor = self.article.blocks.iter().position(holds);
        let anchor = body::anchor(self.article, anchor);
        format!("{}#{anchor}", article_href(self.article.id))
    }
}

/// How many bytes two spans share.
fn shared(a: Span, b: Span) -> u32 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

#[cfg(test)]
mod tests {
    use isnad::model::{ArticleId, BlockKind, Direction};

    use super::*;

    const QUAY: &str = "The north quay of Lennar was raised by forty centimetres after the storm.";
    const LAMPS: &str = "Its lamps will burn all night until the last stones are laid in autumn.";
    const FISH: &str = "The fish market opens on Monday at the old tram depot behind the hill.";

    fn article(id: u64, paragraphs: &[&str]) -> Reading {
        let mut reading = Reading::default();
        reading.article.id = ArticleId(id);
        for words in paragraphs {
            let article = &mut reading.article;
            article.push(BlockKind::Paragraph, words, "test", Direction::Ltr);
        }
        reading
    }

    #[test]
    fn the_furthest_that_holds_a_paragraph_had_it_first() {
        let root = article(1, &["A quay.", QUAY]);
        let middle = article(2, &[LAMPS, QUAY]);
        let other = article(3, &[FISH]);
        let here = article(
            4,
            &[
                QUAY,
                LAMPS,
                FISH,
                "Nobody knows what the gulls will say to all this.",
                "Short.",
            ],
        );
        let found = blame(&here, &[middle, root], &[other]);
        let told: Vec<_> = found
            .values()
            .map(|blame| {
                (
                    blame.how,
                    blame.other.as_ref().map_or("", |other| &other.href),
                )
            })
            .collect();
        let expected = [
            ("blame.first", "/article/0000000000000001#b1"),
            ("blame.first", "/article/0000000000000002#b0"),
            ("blame.also", "/article/0000000000000003#b0"),
            ("blame.own", ""),
        ];
        assert_eq!(told, expected);
        assert_eq!(found.get(&4), None);
    }

    #[test]
    fn a_paragraph_held_in_part_says_how_much() {
        let half = format!("{QUAY} Two ferries wait.");
        let found = blame(&article(2, &[&half]), &[article(1, &[QUAY])], &[]);
        let share = found[&0]
            .other
            .as_ref()
            .and_then(|other| other.share.as_deref());
        assert_eq!(share, Some("82%"));
        assert!(blame(&article(2, &[&half]), &[], &[]).is_empty());
    }
}

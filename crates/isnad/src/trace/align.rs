//! Two texts laid beside each other by words.
//!
//! Runs of words that both texts hold are laid first, the longest first (greedy string tiling), so a
//! paragraph that moved is found as moved and not as cut here and added there; a few words replaced inside it
//! do not make two of it. What lies between is cut, added, or reworded.

use std::ops::Range;

use crate::model::{Article, Span};

use super::tile::{Tile, in_order, tiles};
use super::words::{Word, body_words};

/// Gaps of up to so many words on each side are compared word by word.
const SMALL_GAP: usize = 40;

/// Words that may be replaced, on each side, inside a passage that moved.
const INSIDE: usize = 8;

/// What became of a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Stands in both, in the same order.
    Kept,
    /// Stands in both, at another place among the rest.
    Moved,
    /// Stands only in the parent.
    Cut,
    /// Stands only in the copy.
    Added,
    /// Other words stand in its place.
    Reworded,
}

/// A stretch of the two texts: ranges of words, empty on the side where it does not stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) fate: Fate,
    pub(super) parent: Range<usize>,
    pub(super) copy: Range<usize>,
}

/// Two bodies laid beside each other: their words, and what became of them.
pub(super) struct Laid {
    pub(super) parent: Vec<Word>,
    pub(super) copy: Vec<Word>,
    pub(super) stretches: Vec<Stretch>,
}

impl Laid {
    pub(super) fn new(parent: &Article, copy: &Article) -> Laid {
        let (parent, copy) = (body_words(parent), body_words(copy));
        Laid {
            stretches: align(&parent, &copy),
            parent,
            copy,
        }
    }

    /// Where a stretch stands in the parent's text and in the copy's.
    pub(super) fn places(&self, stretch: &Stretch) -> (Option<Span>, Option<Span>) {
        (
            span_of(&self.parent, &stretch.parent),
            span_of(&self.copy, &stretch.copy),
        )
    }
}

/// The stretches of two texts, in the order of the copy; every word of both is in exactly one.
fn align(parent: &[Word], copy: &[Word]) -> Vec<Stretch> {
    let mut tiles = tiles(parent, copy);
    tiles.sort_unstable_by_key(|tile| tile.copy);
    let (kept, moved) = in_order(&tiles);
    let mut moved = passages(moved);
    moved.sort_unstable_by_key(|passage| passage.parent.start);
    let mut stretches = Vec::new();
    let (mut p, mut c) = (0, 0);
    let end = Tile {
        parent: parent.len(),
        copy: copy.len(),
        len: 0,
    };
    for tile in kept.iter().chain([&end]) {
        let gap = Gap {
            parent: p..tile.parent,
            copy: c..tile.copy,
        };
        gap.fill(parent, copy, &moved, &mut stretches);
        if tile.len > 0 {
            stretches.push(Stretch {
                fate: Fate::Kept,
                parent: tile.parent..tile.parent + tile.len,
                copy: tile.copy..tile.copy + tile.len,
            });
        }
        (p, c) = (tile.parent + tile.len, tile.copy + tile.len);
    }
    stretches.sort_by_key(|stretch| stretch.copy.start);
    stretches
}

/// Where a range of words stands in its text; `None` for an empty range.
fn span_of(words: &[Word], range: &Range<usize>) -> Option<Span> {
    let first = words.get(range.start).filter(|_| !range.is_empty())?;
    let last = words.get(range.end - 1)?;
    Some(Span {
        start: first.span.start,
        end: last.span.end,
    })
}

/// Runs that moved together, with what little stands between them.
struct Passage {
    parent: Range<usize>,
    copy: Range<usize>,
    tiles: Vec<Tile>,
}

/// Joins the runs (sorted by copy) that stand near each other in both texts.
fn passages(tiles: Vec<Tile>) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    for tile in tiles {
        let (parent, copy) = (
            tile.parent..tile.parent + tile.len,
            tile.copy..tile.copy + tile.len,
        );
        let near = |end: usize, start: usize| (end..=end + INSIDE).contains(&start);
        match passages.last_mut() {
            Some(last)
                if near(last.parent.end, parent.start) && near(last.copy.end, copy.start) =>
            {
                last.parent.end = parent.end;
                last.copy.end = copy.end;
                last.tiles.push(tile);
            }
            _ => passages.push(Passage {
                parent,
                copy,
                tiles: vec![tile],
            }),
        }
    }
    passages
}

impl Passage {
    /// Its runs as moved, and what was replaced between them.
    fn fill(&self, parent: &[Word], copy: &[Word], out: &mut Vec<Stretch>) {
        let (mut p, mut c) = (self.parent.start, self.copy.start);
        for tile in &self.tiles {
            replace(parent, copy, p..tile.parent, c..tile.copy, out);
            (p, c) = (tile.parent + tile.len, tile.copy + tile.len);
            out.push(Stretch {
                fate: Fate::Moved,
                parent: tile.parent..p,
                copy: tile.copy..c,
            });
        }
    }
}

/// What lies between two kept runs.
struct Gap {
    parent: Range<usize>,
    copy: Range<usize>,
}

impl Gap {
    /// Says what became of the words in the gap, with what moved into or out of it left apart.
    fn fill(self, parent: &[Word], copy: &[Word], moved: &[Passage], out: &mut Vec<Stretch>) {
        let left: Vec<_> = pieces(
            &self.parent,
            moved.iter().map(|passage| passage.parent.clone()),
        );
        let mut here: Vec<&Passage> = moved
            .iter()
            .filter(|passage| self.copy.contains(&passage.copy.start))
            .collect();
        here.sort_unstable_by_key(|passage| passage.copy.start);
        let right: Vec<_> = pieces(&self.copy, here.iter().map(|passage| passage.copy.clone()));
        if let ([p], [c]) = (&left[..], &right[..]) {
            replace(parent, copy, p.clone(), c.clone(), out);
        } else {
            let only = |fate, parent, copy| Stretch { fate, parent, copy };
            let at = self.copy.start;
            out.extend(left.into_iter().map(|range| only(Fate::Cut, range, at..at)));
            let at = self.parent.start;
            out.extend(
                right
                    .into_iter()
                    .map(|range| only(Fate::Added, at..at, range)),
            );
        }
        for passage in here {
            passage.fill(parent, copy, out);
        }
    }
}

/// The parts of `range` that the `holes` (sorted) leave; empty parts are left out.
fn pieces(range: &Range<usize>, holes: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut start = range.start;
    let mut left = Vec::new();
    for hole in holes.filter(|hole| range.contains(&hole.start)) {
        if start < hole.start {
            left.push(start..hole.start);
        }
        start = hole.end;
    }
    if start < range.end {
        left.push(start..range.end);
    }
    left
}

/// Words in the place of others: split at the words they share, where the two are near enough.
fn replace(
    parent: &[Word],
    copy: &[Word],
    p: Range<usize>,
    c: Range<usize>,
    out: &mut Vec<Stretch>,
) {
    let small = p.len() <= SMALL_GAP && c.len() <= SMALL_GAP;
    let mut common = if small {
        common(&parent[p.clone()], &copy[c.clone()])
    } else {
        Vec::new()
    };
    if common.len() * 5 < p.len().max(c.len()) * 2 {
        common.clear();
    }
    let (mut at_p, mut at_c) = (p.start, c.start);
    for (i, j) in common {
        let (i, j) = (p.start + i, c.start + j);
        push(out, at_p..i, at_c..j);
        out.push(Stretch {
            fate: Fate::Kept,
            parent: i..i + 1,
            copy: j..j + 1,
        });
        (at_p, at_c) = (i + 1, j + 1);
    }
    push(out, at_p..p.end, at_c..c.end);
}

/// Adds what two ranges without a common word make: a cut, an addition, a rewording, or nothing.
fn push(out: &mut Vec<Stretch>, parent: Range<usize>, copy: Range<usize>) {
    let fate = match (parent.is_empty(), copy.is_empty()) {
        (true, true) => return,
        (false, true) => Fate::Cut,
        (true, false) => Fate::Added,
        (false, false) => Fate::Reworded,
    };
    out.push(Stretch { fate, parent, copy });
}

/// A longest common subsequence, as pairs of places. Only for small gaps: it fills a whole table.
fn common(parent: &[Word], copy: &[Word]) -> Vec<(usize, usize)> {
    let width = copy.len() + 1;
    let mut longest = vec![0_u16; (parent.len() + 1) * width];
    for (i, p) in parent.iter().enumerate().rev() {
        for (j, c) in copy.iter().enumerate().rev() {
            longest[i * width + j] = if p.hash == c.hash {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < parent.len() && j < copy.len() {
        if parent[i].hash == copy[j].hash {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::words::words;

    /// The stretches as `fate parent-words > copy-words`, the kept ones left out.
    fn told(parent: &str, copy: &str) -> Vec<String> {
        let (p, c) = (words(parent), words(copy));
        align(&p, &c)
            .into_iter()
            .filter(|stretch| stretch.fate != Fate::Kept)
            .map(|stretch| {
                let of = |text, words: &[Word], range| {
                    span_of(words, range)
                        .map_or("", |span| span.of(text))
                        .to_owned()
                };
                let before = of(parent, &p, &stretch.parent);
                let after = of(copy, &c, &stretch.copy);
                format!("{:?} {before} > {after}", stretch.fate)
            })
            .collect()
    }

    #[test]
    fn cut_added_reworded_moved() {
        let parent = "The mayor of Orsund said on Monday that the bridge will open in May. \
            Repairs cost nine million crowns. Ferries will stop in June, she added.";
        let cases: [(&str, &[&str]); 4] = [
            (
                "The mayor of Orsund said that the bridge will open in May. Repairs cost nine \
                 million crowns. Ferries will stop in June, she added.",
                &["Cut on Monday > "],
            ),
            (
                "The mayor of Orsund said on Monday that the new bridge will open in May. Repairs \
                 cost ten million crowns. Ferries will stop in June, she added.",
                &["Added  > new", "Reworded nine > ten"],
            ),
            (
                "Repairs cost nine million crowns. The mayor of Orsund said on Monday that the \
                 bridge will open in May. Ferries will stop in June, she added.",
                &["Moved Repairs cost nine million crowns > Repairs cost nine million crowns"],
            ),
            (parent, &[]),
        ];
        for (copy, expected) in cases {
            assert_eq!(told(parent, copy), expected);
        }
    }

    #[test]
    fn every_word_stands_in_one_stretch() {
        let texts = [
            "",
            "a b c d e f g h",
            "e f g h x a b c d",
            "a a a a b a a a",
            "x y a b c q e f g z",
        ];
        for parent in texts {
            for copy in texts {
                let (p, c) = (words(parent), words(copy));
                let stretches = align(&p, &c);
                let mut in_parent: Vec<usize> = stretches
                    .iter()
                    .flat_map(|stretch| stretch.parent.clone())
                    .collect();
                let in_copy: Vec<usize> = stretches
                    .iter()
                    .flat_map(|stretch| stretch.copy.clone())
                    .collect();
                in_parent.sort_unstable();
                assert_eq!(in_parent, Vec::from_iter(0..p.len()), "{parent} > {copy}");
                assert_eq!(in_copy, Vec::from_iter(0..c.len()), "{parent} > {copy}");
            }
        }
    }
}

//! Which paragraphs of two articles belong together.
//!
//! Paragraphs that share a third of the shorter one's words are linked; linked neighbours make a row
//! (one paragraph may be two elsewhere). What lies between two such rows is a row of its own. Passages
//! that moved link nothing, so rows keep the order of both articles.

use std::{collections::BTreeMap, ops::Range};

use isnad::model::{Passage, PassageKind, Span};

/// Places among the shown blocks of both sides, neighbours on each; one of the two may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) a: Range<usize>,
    pub(crate) b: Range<usize>,
}

/// The rows of two articles, of which these are the blocks in order, without gaps.
pub(crate) fn rows(a: &[Span], b: &[Span], passages: &[Passage]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut end = (0, 0);
    for group in groups(&links(a, b, passages)) {
        rows.extend(between(end, (group.a.start, group.b.start)));
        end = (group.a.end, group.b.end);
        rows.push(group);
    }
    rows.extend(between(end, (a.len(), b.len())));
    rows
}

fn between(from: (usize, usize), to: (usize, usize)) -> Option<Row> {
    let row = Row {
        a: from.0..to.0,
        b: from.1..to.1,
    };
    (!row.a.is_empty() || !row.b.is_empty()).then_some(row)
}

/// Pairs of blocks, by both their places.
fn links(a: &[Span], b: &[Span], passages: &[Passage]) -> Vec<(usize, usize)> {
    let mut shared: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for passage in passages.iter().filter(|one| one.kind == PassageKind::Same) {
        let (Some(there), Some(here)) = (passage.a, passage.b) else {
            continue;
        };
        for (pair, bytes) in pairs(a, b, there, here) {
            *shared.entry(pair).or_default() += bytes;
        }
    }
    let enough = |&((at_a, at_b), bytes): &((usize, usize), u32)| {
        let shorter = a[at_a].len().min(b[at_b].len());
        bytes as usize * 3 >= shorter
    };
    let links = shared.into_iter().filter(enough);
    links.map(|(pair, _)| pair).collect()
}

/// The pairs of blocks that a run of equal words lies in, with how many bytes of it. Equal words have
/// nearly equal lengths, so a place in the one side's run is told from the place in the other's.
fn pairs(a: &[Span], b: &[Span], there: Span, here: Span) -> Vec<((usize, usize), u32)> {
    let over = |blocks: &[Span], run: Span| {
        let from = blocks.partition_point(|block| block.end <= run.start);
        let to = blocks.partition_point(|block| block.start < run.end);
        from..to
    };
    let (in_a, in_b) = (over(a, there), over(b, here));
    let mut found = Vec::new();
    for at_b in in_b {
        for at_a in in_a.clone() {
            let left = (a[at_a].start.max(there.start) - there.start)
                ..(a[at_a].end.min(there.end) - there.start);
            let right = (b[at_b].start.max(here.start) - here.start)
                ..(b[at_b].end.min(here.end) - here.start);
            let bytes = left
                .end
                .min(right.end)
                .saturating_sub(left.start.max(right.start));
            if bytes > 0 {
                found.push(((at_a, at_b), bytes));
            }
        }
    }
    found
}

/// Links that share a block, put together.
fn groups(links: &[(usize, usize)]) -> Vec<Row> {
    let mut groups: Vec<Row> = Vec::new();
    for &(a, b) in links {
        match groups
            .last_mut()
            .filter(|last| a < last.a.end || b < last.b.end)
        {
            Some(last) => {
                last.a.end = last.a.end.max(a + 1);
                last.b.end = last.b.end.max(b + 1);
            }
            None => groups.push(Row {
                a: a..a + 1,
                b: b..b + 1,
            }),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: (usize, usize), b: (usize, usize)) -> Passage {
        Passage {
            kind: PassageKind::Same,
            a: Some(Span::new(a.0, a.1)),
            b: Some(Span::new(b.0, b.1)),
        }
    }

    fn blocks(ends: &[usize]) -> Vec<Span> {
        let starts = [0].into_iter().chain(ends.iter().map(|end| end + 1));
        starts
            .zip(ends)
            .map(|(start, end)| Span::new(start, *end))
            .collect()
    }

    fn row(a: Range<usize>, b: Range<usize>) -> Row {
        Row { a, b }
    }

    #[test]
    fn equal_paragraphs_stand_side_by_side_and_the_rest_between() {
        let (a, b) = (blocks(&[100, 200, 300]), blocks(&[50, 151, 250]));
        let passages = [same((0, 100), (51, 151)), same((201, 300), (152, 250))];
        let expected = [
            row(0..0, 0..1),
            row(0..1, 1..2),
            row(1..2, 2..2),
            row(2..3, 2..3),
        ];
        assert_eq!(rows(&a, &b, &passages), expected);
    }

    #[test]
    fn one_paragraph_that_is_two_elsewhere_is_one_row() {
        let (a, b) = (blocks(&[200]), blocks(&[100, 200]));
        assert_eq!(rows(&a, &b, &[same((0, 200), (0, 200))]), [row(0..1, 0..2)]);
    }

    #[test]
    fn a_few_shared_words_link_nothing() {
        let (a, b) = (blocks(&[100, 200]), blocks(&[100]));
        assert_eq!(rows(&a, &b, &[same((0, 20), (0, 20))]), [row(0..2, 0..1)]);
        assert_eq!(rows(&[], &[], &[]), []);
    }
}

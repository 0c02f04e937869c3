//! Any two articles beside each other: what differs of facts first, then both texts, paragraph by
//! paragraph, with the words that differ marked.

use std::collections::{BTreeMap, HashSet};

use isnad::model::{
    Change, ChangeKind, Comparison, Derivation, Difference, Passage, PassageKind, Reading, Span,
};

use crate::strings::Words;

use super::{
    Card, article_href,
    changes::{self, ChangeView},
    compare_href, confidence,
    paint::{Cell, Look, Sheet, Side},
    percent,
    rows::{Row, rows},
};

/// What the store holds of two articles.
#[derive(Clone, Debug)]
pub(crate) struct CompareParts {
    pub(crate) a: Reading,
    pub(crate) b: Reading,
    /// The derivation of the one from the other, where there is one.
    pub(crate) derivation: Option<Derivation>,
    pub(crate) comparison: Comparison,
}

/// The page of two articles.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CompareView {
    pub(crate) a: Card,
    pub(crate) b: Card,
    /// How much of each stands in the other.
    pub(crate) a_in_b: String,
    pub(crate) b_in_a: String,
    pub(crate) taken: Option<Taken>,
    /// String keys of what differs, each with how often; facts first.
    pub(crate) kinds: Vec<(&'static str, usize)>,
    pub(crate) facts: Vec<ChangeView>,
    pub(crate) rows: Vec<RowView>,
    /// Whether the two share any passage.
    pub(crate) shares: bool,
    pub(crate) is_whole: bool,
    /// The same page the other way round, and as JSON.
    pub(crate) swapped: String,
    pub(crate) json: String,
}

/// Which of the two took from the other, as far as the evidence goes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Taken {
    /// String key: the first took from the second, or the other way round.
    pub(crate) key: &'static str,
    pub(crate) confidence: String,
    /// Where the evidence stands.
    pub(crate) href: String,
}

/// Paragraphs of both that belong together.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RowView {
    pub(crate) a: Vec<Cell>,
    pub(crate) b: Vec<Cell>,
    /// Whether nothing differs: narrow screens then show one side.
    pub(crate) same: bool,
}

/// Makes the page.
pub(crate) fn compare(words: &Words, parts: &CompareParts) -> CompareView {
    let CompareParts {
        a, b, comparison, ..
    } = parts;
    let ids = (a.article.id, b.article.id);
    let facts = comparison.differences.iter().map(|one| fact(one, parts));
    CompareView {
        a: Card::of(words, a),
        b: Card::of(words, b),
        a_in_b: percent(comparison.a_in_b),
        b_in_a: percent(comparison.b_in_a),
        taken: parts
            .derivation
            .as_ref()
            .map(|derivation| taken(derivation, parts)),
        kinds: kinds(comparison),
        facts: facts.collect(),
        rows: painted(parts),
        shares: comparison
            .passages
            .iter()
            .any(|passage| matches!(passage.kind, PassageKind::Same | PassageKind::Moved)),
        is_whole: comparison.is_whole,
        swapped: compare_href(ids.1, ids.0),
        json: format!("/api/v1{}", compare_href(ids.0, ids.1)),
    }
}

fn taken(derivation: &Derivation, parts: &CompareParts) -> Taken {
    let first = derivation.copy == parts.a.article.id;
    Taken {
        key: if first {
            "compare.a_took"
        } else {
            "compare.b_took"
        },
        confidence: confidence(derivation.confidence),
        href: format!("{}#changes", article_href(derivation.copy)),
    }
}

fn fact(difference: &Difference, parts: &CompareParts) -> ChangeView {
    let (a, b) = (&parts.a.article, &parts.b.article);
    let of = |span: Option<Span>, text| span.map_or("", |span| span.of(text)).to_owned();
    let change = Change {
        kind: difference.kind,
        before: of(difference.a, &a.text),
        after: of(difference.b, &b.text),
        parent: difference.a,
        copy: difference.b,
    };
    ChangeView {
        sides: ("compare.in_a", "compare.in_b"),
        ..changes::view(&change, b, Some(a))
    }
}

/// The kinds of difference that occur.
fn kinds(comparison: &Comparison) -> Vec<(&'static str, usize)> {
    let mut facts: BTreeMap<ChangeKind, usize> = BTreeMap::new();
    for one in &comparison.differences {
        *facts.entry(one.kind).or_default() += 1;
    }
    // What is told as a fact is not told again as other words.
    let told: HashSet<_> = comparison
        .differences
        .iter()
        .map(|fact| (fact.a, fact.b))
        .collect();
    let wording = [
        ("compare.replaced", PassageKind::Replaced),
        ("compare.moved", PassageKind::Moved),
        ("compare.only_a", PassageKind::OnlyA),
        ("compare.only_b", PassageKind::OnlyB),
    ];
    let untold = |one: &&Passage| !told.contains(&(one.a, one.b));
    let passages = |kind| {
        let of_kind = comparison.passages.iter().filter(|one| one.kind == kind);
        of_kind.filter(untold).count()
    };
    let facts = facts
        .into_iter()
        .map(|(kind, count)| (changes::kind_key(kind), count));
    let wording = wording.map(|(key, kind)| (key, passages(kind)));
    facts
        .chain(wording.into_iter().filter(|(_, count)| *count > 0))
        .collect()
}

fn painted(parts: &CompareParts) -> Vec<RowView> {
    let a = Sheet::new(&parts.a.article, &parts.comparison, Side::A);
    let b = Sheet::new(&parts.b.article, &parts.comparison, Side::B);
    let view = |Row { a: left, b: right }: Row| {
        let (left, right) = (a.cells(left, &b), b.cells(right, &a));
        RowView {
            same: is_same(&left) && is_same(&right),
            a: left,
            b: right,
        }
    };
    let rows = rows(&a.blocks, &b.blocks, &parts.comparison.passages);
    rows.into_iter().map(view).collect()
}

fn is_same(cells: &[Cell]) -> bool {
    let mut pieces = cells.iter().flat_map(|cell| &cell.pieces);
    !cells.is_empty() && pieces.all(|piece| piece.look == Look::Same)
}

#[cfg(test)]
mod tests {
    use isnad::model::ArticleId;

    use super::*;

    #[test]
    fn every_kind_of_difference_is_counted_facts_first() {
        let at = |start| Some(Span::new(start, start + 4));
        let fact = |kind, start| Difference {
            kind,
            a: at(start),
            b: at(start),
        };
        let passage = |kind, start| Passage {
            kind,
            a: at(start),
            b: at(start),
        };
        let comparison = Comparison {
            a: ArticleId(1),
            b: ArticleId(2),
            a_in_b: 0.5,
            b_in_a: 0.5,
            is_whole: true,
            differences: vec![
                fact(ChangeKind::Number, 0),
                fact(ChangeKind::Quote, 10),
                fact(ChangeKind::Term, 20),
                fact(ChangeKind::Term, 30),
            ],
            passages: vec![
                passage(PassageKind::Same, 5),
                passage(PassageKind::Replaced, 10),
                passage(PassageKind::Replaced, 40),
            ],
        };
        let expected = [
            ("change.number", 1),
            ("change.quote", 1),
            ("change.term", 2),
            ("compare.replaced", 1),
        ];
        assert_eq!(kinds(&comparison), expected);
    }
}

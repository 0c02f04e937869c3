//! What is held beside a report that its outlet calls its own alone.

use crate::model::{ArticleId, Derivation, Evidence, Overlap, Reading};

/// What the held articles show of such a claim. Articles that nobody gathered may show more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exclusive {
    /// No other article held has its text.
    Alone,
    /// Others have its text, and took it from here as far as the evidence goes.
    First,
    /// Its text stands in this article, which it was taken from as far as the evidence goes.
    After(ArticleId),
    /// Others have its text; who was first is open.
    Open,
}

/// The claim of a reading, when it makes one, with what is held beside it: its overlaps with other
/// articles (without those that quote the same words alone) and the derivations of its family.
pub fn exclusive<'r>(
    reading: &'r Reading,
    overlaps: &[Overlap],
    derivations: &[Derivation],
) -> Option<(&'r Evidence, Exclusive)> {
    let claim = reading.exclusive.as_ref()?;
    let id = reading.article.id;
    let parent = derivations
        .iter()
        .find(|one| one.copy == id)
        .and_then(|one| one.parent);
    let shown = if let Some(parent) = parent {
        Exclusive::After(parent)
    } else if derivations.iter().any(|one| one.parent == Some(id)) {
        Exclusive::First
    } else if overlaps.iter().any(|pair| pair.a == id || pair.b == id) {
        Exclusive::Open
    } else {
        Exclusive::Alone
    };
    Some((claim, shown))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::sample::{outlet, report};

    fn taken(copy: ArticleId, parent: ArticleId) -> Derivation {
        Derivation {
            copy,
            parent: Some(parent),
            copy_in_parent: 1.0,
            parent_in_copy: 1.0,
            confidence: 0.9,
            evidence: Vec::new(),
            changes: Vec::new(),
            further: Vec::new(),
            alternatives: Vec::new(),
        }
    }

    #[test]
    fn a_claim_stands_beside_what_is_held() {
        let mut reading = report(1, &outlet("Port Post"), &["The harbour closes today."]);
        assert_eq!(exclusive(&reading, &[], &[]), None);
        reading.exclusive = Some(Evidence::rule("says-exclusive", 0.9));
        let (id, other) = (
            reading.article.id,
            report(2, &outlet("Cape Times"), &["x"]).article.id,
        );
        let pair = Overlap {
            a: id.min(other),
            b: id.max(other),
            shared: 40,
            a_in_b: 1.0,
            b_in_a: 1.0,
        };
        let cases = [
            (vec![], vec![], Exclusive::Alone),
            (vec![pair.clone()], vec![], Exclusive::Open),
            (vec![pair.clone()], vec![taken(other, id)], Exclusive::First),
            (vec![pair], vec![taken(id, other)], Exclusive::After(other)),
        ];
        for (overlaps, derivations, expected) in cases {
            let found = exclusive(&reading, &overlaps, &derivations).map(|(_, shown)| shown);
            assert_eq!(found, Some(expected));
        }
    }
}

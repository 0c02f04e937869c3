//! Which places of a text have a name already.

use std::collections::BTreeMap;

use super::Candidate;
use crate::model::Span;

/// Places that do not overlap, by their starts.
#[derive(Default)]
pub(super) struct Taken(BTreeMap<u32, u32>);

impl Taken {
    /// The places of names.
    pub(super) fn of(found: &[Candidate]) -> Taken {
        Taken(
            found
                .iter()
                .map(|one| (one.span.start, one.span.end))
                .collect(),
        )
    }

    /// Takes a place, if no part of it is taken yet; says whether it did.
    pub(super) fn take(&mut self, span: Span) -> bool {
        let before = self.0.range(..span.end).next_back();
        let free = before.is_none_or(|(_, end)| *end <= span.start);
        if free {
            self.0.insert(span.start, span.end);
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::{Span, Taken};

    #[test]
    fn a_place_is_taken_once() {
        let mut taken = Taken::default();
        let cases = [
            (10..20, true),
            (0..10, true),
            (5..11, false),
            (19..30, false),
            (12..13, false),
            (20..30, true),
            (0..40, false),
        ];
        for (place, expected) in cases {
            let span = Span::new(place.start, place.end);
            assert_eq!(taken.take(span), expected, "{place:?}");
        }
    }
}

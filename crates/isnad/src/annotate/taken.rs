//! Which places of a text have been read already.

use std::collections::BTreeMap;

use crate::model::Span;

/// Places that do not overlap, by their starts.
#[derive(Default)]
pub(in crate::annotate) struct Taken(BTreeMap<u32, u32>);

impl Taken {
    /// These places, which do not overlap.
    pub(in crate::annotate) fn of(places: impl Iterator<Item = Span>) -> Taken {
        Taken(places.map(|place| (place.start, place.end)).collect())
    }

    /// Whether no part of a place is taken.
    pub(in crate::annotate) fn is_free(&self, span: Span) -> bool {
        let before = self.0.range(..span.end).next_back();
        before.is_none_or(|(_, end)| *end <= span.start)
    }

    /// Takes a place, if no part of it is taken yet; says whether it did.
    pub(in crate::annotate) fn take(&mut self, span: Span) -> bool {
        let free = self.is_free(span);
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

//! Overlapping annotations of a block, as segments that do not overlap.
//!
//! HTML elements must nest; annotations need not (a figure may reach over the end of a quote). One
//! sweep over the boundaries cuts the block into segments of which each knows every mark over it.
//!
//! ```text
//! words     |The mayor said forty ships had left|
//! quote                    [---------------------]
//! figure                   [----------]
//! segments  [--------------][----------][--------]
//! ```

use isnad::model::Span;

/// What an annotation is, for the legend and the style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MarkKind {
    Quote,
    Figure,
    Time,
    Person,
    Place,
    Organisation,
    Credit,
}

impl MarkKind {
    /// Every kind, in the order of the legend.
    pub(crate) const ALL: [MarkKind; 7] = [
        MarkKind::Quote,
        MarkKind::Figure,
        MarkKind::Time,
        MarkKind::Person,
        MarkKind::Place,
        MarkKind::Organisation,
        MarkKind::Credit,
    ];

    /// Its name in classes, anchors and string keys.
    pub(crate) fn name(self) -> &'static str {
        match self {
            MarkKind::Quote => "quote",
            MarkKind::Figure => "figure",
            MarkKind::Time => "time",
            MarkKind::Person => "person",
            MarkKind::Place => "place",
            MarkKind::Organisation => "organisation",
            MarkKind::Credit => "credit",
        }
    }

    /// String key of its name for many.
    pub(crate) fn key(self) -> &'static str {
        match self {
            MarkKind::Quote => "mark.quote",
            MarkKind::Figure => "mark.figure",
            MarkKind::Time => "mark.time",
            MarkKind::Person => "mark.person",
            MarkKind::Place => "mark.place",
            MarkKind::Organisation => "mark.organisation",
            MarkKind::Credit => "mark.credit",
        }
    }
}

/// One annotation: where it stands in the article's text, and the note that tells its evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    pub(crate) kind: MarkKind,
    /// Place among the article's notes.
    pub(crate) note: usize,
}

/// A piece of a block and the marks over it, the narrowest first: its note is the one to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment<'t> {
    pub(crate) words: &'t str,
    pub(crate) marks: Vec<Mark>,
}

/// Cuts `block` of `text` at the boundaries of the marks that overlap it.
///
/// `marks` must be sorted by the start of their spans. A mark off the text's character boundaries is
/// left out rather than guessed at. The words of the segments put together are the block.
pub(crate) fn segments<'t>(text: &'t str, block: Span, marks: &[Mark]) -> Vec<Segment<'t>> {
    let sound = |mark: &&Mark| {
        mark.span.overlaps(block) && !mark.span.is_empty() && text.get(mark.span.range()).is_some()
    };
    let over: Vec<Mark> = marks.iter().filter(sound).copied().collect();
    let mut coming = over.iter().copied().peekable();
    let mut open: Vec<Mark> = Vec::new();
    let mut out = Vec::new();
    for pair in boundaries(block, &over).windows(2) {
        let &[start, end] = pair else { continue };
        open.retain(|mark| mark.span.end > start);
        while let Some(mark) = coming.next_if(|mark| mark.span.start <= start) {
            open.push(mark);
        }
        let mut marks = open.clone();
        marks.sort_by_key(|mark| (mark.span.len(), mark.kind, mark.note));
        let words = Span { start, end }.of(text);
        out.push(Segment { words, marks });
    }
    out
}

/// Both ends of the block and of what of each mark lies in it: sorted, distinct.
fn boundaries(block: Span, marks: &[Mark]) -> Vec<u32> {
    let mut at: Vec<u32> = marks
        .iter()
        .flat_map(|mark| [mark.span.start, mark.span.end])
        .map(|byte| byte.clamp(block.start, block.end))
        .chain([block.start, block.end])
        .collect();
    at.sort_unstable();
    at.dedup();
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, kind: MarkKind, note: usize) -> Mark {
        Mark {
            span: Span::new(start, end),
            kind,
            note,
        }
    }

    #[test]
    fn overlapping_marks_become_segments_with_all_their_kinds() {
        let text = "said forty ships left";
        let marks = [
            mark(5, 16, MarkKind::Figure, 1),
            mark(11, 21, MarkKind::Quote, 0),
        ];
        let cut = segments(text, Span::new(0, text.len()), &marks);
        let shape: Vec<(&str, Vec<usize>)> = cut
            .iter()
            .map(|s| (s.words, s.marks.iter().map(|m| m.note).collect()))
            .collect();
        let expected = vec![
            ("said ", vec![]),
            ("forty ", vec![1]),
            ("ships", vec![0, 1]),
            (" left", vec![0]),
        ];
        assert_eq!(shape, expected);
    }

    #[test]
    fn marks_off_the_letters_are_left_out() {
        let text = "قال أحمد";
        let marks = [
            mark(1, 4, MarkKind::Quote, 0),
            mark(2, 99, MarkKind::Time, 1),
        ];
        let cut = segments(text, Span::new(0, text.len()), &marks);
        assert_eq!(cut.len(), 1);
        assert!(cut[0].marks.is_empty());
    }

    /// A small congruential generator: the property needs many cases, not good ones.
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, limit: usize) -> usize {
            self.0 = self
                .0
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            (self.0 >> 33) as usize % limit
        }
    }

    #[test]
    fn segments_put_together_are_the_block_whatever_the_marks() {
        let text = "قال «عمدة لينّار» إن 40 سفينة <b>left</b> & the \"quay\" – يوم 3 مايو";
        let mut dice = Dice(7);
        for _ in 0..2_000 {
            let start = dice.below(text.len());
            let end = start + dice.below(text.len() - start) + 1;
            let block = Span::new(start, end);
            if text.get(block.range()).is_none() {
                continue;
            }
            let mut marks: Vec<Mark> = (0..dice.below(9))
                .map(|note| {
                    let start = dice.below(text.len());
                    let kind = MarkKind::ALL[dice.below(7)];
                    mark(start, start + dice.below(30), kind, note)
                })
                .collect();
            marks.sort_by_key(|mark| mark.span);
            let cut = segments(text, block, &marks);
            let joined: String = cut.iter().map(|segment| segment.words).collect();
            assert_eq!(joined, block.of(text), "{block:?} {marks:?}");
            for segment in &cut {
                assert!(!segment.words.is_empty());
                assert!(segment.marks.is_sorted_by_key(|mark| mark.span.len()));
            }
            for sound in marks.iter().filter(|m| text.get(m.span.range()).is_some()) {
                let covered: usize = cut
                    .iter()
                    .filter(|segment| segment.marks.contains(sound))
                    .map(|segment| segment.words.len())
                    .sum();
                let from = sound.span.start.max(block.start);
                let to = sound.span.end.min(block.end);
                assert_eq!(covered, to.saturating_sub(from) as usize, "{sound:?}");
            }
        }
    }
}

//! The open elements, and which of them an end tag closes.

use super::DEPTH;

/// The elements around the place that is read, each with what a reader keeps of it.
///
/// Elements deeper than [`DEPTH`] are counted and not kept.
pub(crate) struct Open<'a, T> {
    kept: Vec<(&'a str, T)>,
    deeper: usize,
}

impl<T> Default for Open<'_, T> {
    fn default() -> Self {
        Open::new()
    }
}

impl<'a, T> Open<'a, T> {
    /// Nothing is open.
    pub(crate) fn new() -> Open<'a, T> {
        Open {
            kept: Vec::new(),
            deeper: 0,
        }
    }

    /// How many elements are kept.
    pub(crate) fn depth(&self) -> usize {
        self.kept.len()
    }

    /// Whether another element would be too deep to be kept.
    pub(crate) fn is_full(&self) -> bool {
        self.kept.len() >= DEPTH
    }

    /// An element opens; answers whether it is kept.
    pub(crate) fn push(&mut self, name: &'a str, what: T) -> bool {
        if self.is_full() {
            self.deeper += 1;
            return false;
        }
        self.kept.push((name, what));
        true
    }

    /// What is kept of the innermost element.
    pub(crate) fn last(&self) -> Option<&T> {
        self.kept.last().map(|(_, what)| what)
    }

    /// What is kept of all, the innermost first.
    pub(crate) fn inner_to_outer(&self) -> impl Iterator<Item = &T> {
        self.kept.iter().rev().map(|(_, what)| what)
    }

    /// To which depth the elements are closed by an end tag: one that matches none closes none, and
    /// one that matches an outer element closes those inside it, too.
    pub(crate) fn closes_to(&mut self, name: &str) -> usize {
        if self.deeper > 0 {
            self.deeper -= 1;
            return self.kept.len();
        }
        let matches = |(open, _): &(&str, T)| open.eq_ignore_ascii_case(name);
        self.kept
            .iter()
            .rposition(matches)
            .unwrap_or(self.kept.len())
    }

    /// Closes the innermost element: its name and what was kept of it.
    pub(crate) fn pop(&mut self) -> Option<(&'a str, T)> {
        self.kept.pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn end_tags_find_their_elements() {
        let mut open = Open::new();
        for name in ["rss", "channel", "item", "title"] {
            open.push(name, ());
        }
        assert_eq!(open.closes_to("TITLE"), 3);
        assert_eq!(open.closes_to("item"), 2);
        assert_eq!(open.closes_to("b"), 4);
        for _ in 0..DEPTH {
            open.push("b", ());
        }
        assert_eq!((open.depth(), open.deeper), (DEPTH, 4));
        for _ in 0..4 {
            assert_eq!(open.closes_to("b"), DEPTH);
        }
        assert_eq!(open.closes_to("b"), DEPTH - 1);
    }
}

//! Sentences.

use crate::model::Span;

/// Where the sentences of a text stand. The helper that owns this file widens it.
pub fn sentences(text: &str) -> Vec<Span> {
    vec![Span::new(0, text.len())]
}

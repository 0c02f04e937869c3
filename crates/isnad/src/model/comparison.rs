use serde::{Deserialize, Serialize};

use super::{ArticleId, ChangeKind, Span, evidence::thousandths};

/// Two articles laid beside each other. It says what differs and not who took from whom: the two
/// change places freely.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The one.
    pub a: ArticleId,
    /// The other.
    pub b: ArticleId,
    /// The share of `a`'s text that `b` holds, 0 to 1, counted as in [`Overlap`](super::Overlap).
    #[serde(serialize_with = "thousandths")]
    pub a_in_b: f32,
    /// The share of `b`'s text that `a` holds, 0 to 1.
    #[serde(serialize_with = "thousandths")]
    pub b_in_a: f32,
    /// Whether both texts were laid beside each other to their end; very long ones are not.
    pub is_whole: bool,
    /// What differs of facts (numbers, names, dates, quotations, credits, terms, headlines), in the
    /// order of [`ChangeKind`].
    pub differences: Vec<Difference>,
    /// What became of every word of both bodies, in the order of `b`.
    pub passages: Vec<Passage>,
}

/// One fact that differs. Spans are places in the two articles' texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// What differs.
    pub kind: ChangeKind,
    /// The place in `a`; absent for a credit that only `b` has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub a: Option<Span>,
    /// The place in `b`; absent for a credit that only `a` has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b: Option<Span>,
}

/// A run of words and where it stands. Spans are places in the two articles' texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// How the two sides relate.
    pub kind: PassageKind,
    /// The place in `a`; absent for what only `b` has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub a: Option<Span>,
    /// The place in `b`; absent for what only `a` has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b: Option<Span>,
}

/// How the two sides of a passage relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassageKind {
    /// The same words, in the same order among the rest.
    Same,
    /// The same words, at another place among the rest.
    Moved,
    /// Other words in the same place.
    Replaced,
    /// Words that only `a` has.
    OnlyA,
    /// Words that only `b` has.
    OnlyB,
}

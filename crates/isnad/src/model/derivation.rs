use serde::{Deserialize, Serialize};

use super::{ArticleId, Evidence, Span, evidence::thousandths};

/// What two articles share, without saying which was first. `a` is the smaller id, so that one pair
/// has one overlap whichever article arrived first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overlap {
    /// One article.
    pub a: ArticleId,
    /// The other.
    pub b: ArticleId,
    /// Distinct shingles of 5 folded words that both hold.
    pub shared: u32,
    /// The share of `a`'s shingles that `b` holds, 0 to 1.
    #[serde(serialize_with = "thousandths")]
    pub a_in_b: f32,
    /// The share of `b`'s shingles that `a` holds, 0 to 1.
    #[serde(serialize_with = "thousandths")]
    pub b_in_a: f32,
}

impl Overlap {
    /// The larger of the two containments: how much of the shorter text is in the longer.
    pub fn containment(&self) -> f32 {
        self.a_in_b.max(self.b_in_a)
    }

    /// The article at the other end than this one.
    pub fn other(&self, one: ArticleId) -> ArticleId {
        if self.a == one { self.b } else { self.a }
    }
}

/// `prov:wasDerivedFrom`: one article took text from another, or from a source whose page is not held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Derivation {
    /// The article that took.
    pub copy: ArticleId,
    /// The article it took from; absent when only the origin is known by its credit.
    pub parent: Option<ArticleId>,
    /// The share of the copy's text that is the parent's, 0 to 1.
    #[serde(serialize_with = "thousandths")]
    pub copy_in_parent: f32,
    /// The share of the parent's text that the copy kept, 0 to 1.
    #[serde(serialize_with = "thousandths")]
    pub parent_in_copy: f32,
    /// How sure the direction is, 0 to 1.
    #[serde(serialize_with = "thousandths")]
    pub confidence: f32,
    /// What the decision rests on, the weightiest first.
    pub evidence: Vec<Evidence>,
    /// What the copy did to the text.
    pub changes: Vec<Change>,
    /// Where the text is put together from several sources: the other articles that it took passages from, those of most
    /// passages first, each without `changes` and `further` of its own. `parent` is the one that explains most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<Derivation>,
    /// Other articles that it may have taken the same text from instead, the likelier first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Alternative>,
}

/// An article that a copy may have been taken from, beside the one that was chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// The article.
    pub parent: ArticleId,
    /// How sure that would be, 0 to 1; comparable with [`Derivation::confidence`].
    #[serde(serialize_with = "thousandths")]
    pub confidence: f32,
}

impl Derivation {
    /// Itself, then the further ones.
    pub fn all(&self) -> impl Iterator<Item = &Derivation> {
        std::iter::once(self).chain(&self.further)
    }
}

/// One thing a copy changed. Spans are places in the two articles' texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// What kind of change.
    pub kind: ChangeKind,
    /// The place in the parent; absent for what was added.
    pub parent: Option<Span>,
    /// The place in the copy; absent for what was cut.
    pub copy: Option<Span>,
    /// The parent's words.
    pub before: String,
    /// The copy's words.
    pub after: String,
}

/// The kinds of change, the ones a reader should see first at the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// A number became another.
    Number,
    /// A name became another.
    Name,
    /// A date became another.
    Date,
    /// Words inside quotation marks were replaced, cut or added.
    Quote,
    /// A credit was dropped, added or replaced.
    Credit,
    /// One word stands for another wherever it stood.
    Term,
    /// The headline is another.
    Headline,
    /// Words were replaced.
    Reworded,
    /// A passage stands at another place.
    Moved,
    /// Words of the parent are missing.
    Cut,
    /// The copy has words of its own.
    Added,
}

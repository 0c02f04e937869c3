use serde::{Deserialize, Serialize};

use super::{Evidence, Span};

/// A person, place or organisation named in the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The name, without clitics and titles.
    pub span: Span,
    /// What it is.
    pub kind: MentionKind,
    /// The key of the entity it stands for: a gazetteer's key (`country:BY`), or the folded fullest
    /// form of the name in this article.
    pub entity: String,
    /// The rule and how sure it is.
    pub evidence: Evidence,
}

/// The kinds of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MentionKind {
    /// A human being.
    Person,
    /// A country, town, river.
    Place,
    /// A state body, company, party, outlet.
    Organisation,
}

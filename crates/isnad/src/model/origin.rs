use serde::{Deserialize, Serialize};

use super::{ArticleId, Evidence, Source};

/// Where a text comes from at the root.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// What kind of root.
    pub kind: OriginKind,
    /// Who, where it is known.
    pub source: Option<Source>,
    /// The article that is the root, when it is held.
    pub article: Option<ArticleId>,
    /// Why.
    pub evidence: Evidence,
}

impl Origin {
    /// What two articles of one origin share: the root article, else the source. `None` for unknown.
    pub fn identity(&self) -> Option<String> {
        match (&self.source, self.article) {
            (Some(source), _) if self.kind != OriginKind::OwnReporting => {
                Some(source.identity().to_owned())
            }
            (_, Some(article)) => Some(article.to_string()),
            (Some(source), None) => Some(source.identity().to_owned()),
            (None, None) => None,
        }
    }
}

/// The kinds of origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OriginKind {
    /// An agency whose own page is held.
    Agency,
    /// An agency that is only credited.
    CreditedAgency,
    /// The outlet wrote it, as far as the evidence goes.
    OwnReporting,
    /// The evidence does not say.
    Unknown,
}

use serde::{Deserialize, Serialize};

/// Whoever a report comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Source {
    /// The name to show.
    pub name: String,
    /// What it is, as far as is known.
    pub kind: SourceKind,
    /// A stable key where one is known: an agency's key in the lexicon (`reuters`), or an outlet's
    /// host name without `www.`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

impl Source {
    /// The key, or the name where there is no key: what two mentions of one source share.
    pub fn identity(&self) -> &str {
        self.key.as_deref().unwrap_or(&self.name)
    }
}

/// What a source does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// Writes for others to carry.
    Agency,
    /// Publishes to readers.
    Outlet,
    /// Carries what others publish.
    Aggregator,
    /// Is quoted.
    Speaker,
}

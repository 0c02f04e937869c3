use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Evidence, Source};

/// Who handed the text on, from the page in hand back to the origin.
///
/// Its `Display` is the chain line: `this page ← Mosaique FM ← Reuters`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Chain {
    /// The publisher of the page in hand, where known.
    pub publisher: Option<Source>,
    /// The sources behind it, the nearest first.
    pub links: Vec<ChainLink>,
}

/// One step of a chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChainLink {
    /// Who.
    pub source: Source,
    /// On what evidence.
    pub evidence: Evidence,
}

impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let publisher = self
            .publisher
            .as_ref()
            .map_or("this page", |source| source.name.as_str());
        f.write_str(publisher)?;
        for link in &self.links {
            write!(f, " ← {}", link.source.name)?;
        }
        Ok(())
    }
}

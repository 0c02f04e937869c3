use serde::{Deserialize, Serialize};

use super::{Evidence, Source, Span};

/// Where the text itself names a source: `*رويترز`, `(أ ف ب)`, `المصدر: …`, `نقلاً عن …`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Credit {
    /// The name as it stands there, without brackets, labels and marks.
    pub span: Span,
    /// Who it is.
    pub source: Source,
    /// What the credit says of the text.
    pub role: CreditRole,
    /// The rule and how sure it is.
    pub evidence: Evidence,
}

/// What a credit claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CreditRole {
    /// The text, or part of it, is from this source.
    Text,
    /// The source is cited in the report; the text need not be from it.
    Cited,
    /// A picture is from this source.
    Photo,
}

use serde::{Deserialize, Serialize};

use super::{Evidence, Span};

/// Words or a statement attributed to a speaker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// The words (inside the marks) or the reported statement (after `إن`, `that`, `que`).
    pub span: Span,
    /// The speaker as the text names them, when the text does.
    pub speaker: Option<Span>,
    /// The full name, when the speaker is named elsewhere in the article more fully.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker_name: Option<String>,
    /// The speaker's office or description (`المتحدث باسم …`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Span>,
    /// The medium by which the words reached the writer, where the text names one: an account or a
    /// service (`حسابه على منصة «إكس»`), a site, or the outlet that the speaker spoke to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Span>,
    /// The verb or phrase of saying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verb: Option<Span>,
    /// In the speaker's own words (marks) or reported.
    pub direct: bool,
    /// The rule and how sure it is.
    pub evidence: Evidence,
}

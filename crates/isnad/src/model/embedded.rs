use serde::{Deserialize, Serialize};

use super::Span;

/// A picture in the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Its address, as written in the page.
    pub src: String,
    /// What the page says it shows, for those who do not see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// The words under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Span>,
    /// Whose it is, where the caption says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Span>,
    /// How many of the article's blocks stand before it.
    pub before: u32,
}

/// A post from elsewhere that the article shows (schema.org `SocialMediaPosting`): the words of its
/// author, not of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Its words.
    pub span: Span,
    /// Who posted it, as it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Where it stands, as written in the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

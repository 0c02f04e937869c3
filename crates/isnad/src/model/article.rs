use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{ArticleId, Evidence, Image, Language, Moment, Post, Rule, Source, Span};

/// One recovered report.
///
/// All its words stand in one [`text`](Article::text), block after block with a line feed between
/// them, so that one kind of offset serves every room; [`blocks`](Article::blocks) says what each
/// part is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Its name; see [`ArticleId`] for what it is made of.
    pub id: ArticleId,
    /// The address of the page it stood on.
    pub url: Option<String>,
    /// Its place among the articles of that page, from 0.
    pub ordinal: u32,
    /// When the page was fetched.
    pub fetched: Option<Moment>,
    /// Everything kept, blocks joined by `\n`.
    pub text: String,
    /// What each part of the text is, in order, without gaps other than the line feeds.
    pub blocks: Vec<Block>,
    /// The authors, one name each.
    pub byline: Vec<String>,
    /// Who published the page: the outlet or aggregator it was found at.
    pub publisher: Option<Source>,
    /// When it was first published, as the page says.
    pub published: Option<Moment>,
    /// Why `published` is what it is.
    pub published_evidence: Option<Evidence>,
    /// Whether everyone may read all of it, as the page says (schema.org `isAccessibleForFree`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_accessible_for_free: Option<bool>,
    /// Which of the page's places each fact about the article was taken from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// When it was last changed, as the page says.
    pub modified: Option<Moment>,
    /// The language of the text.
    pub language: Option<Language>,
    /// The address the page gives as its own (`rel=canonical`, `og:url`).
    pub canonical: Option<String>,
    /// The section of the outlet (`politics`, `رياضة`).
    pub section: Option<String>,
    /// Keywords the page gives.
    pub tags: Vec<String>,
    /// The address of the lead image.
    pub image: Option<String>,
    /// Links in the body.
    pub links: Vec<Link>,
    /// Pictures, in the order of the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<Image>,
    /// Posts from elsewhere, in the order of the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<Post>,
    /// "Read also" headlines that stood in or under the article.
    pub related: Vec<Related>,
    /// What of the page was left out, and by which rule. Neighbours with one reason are one entry.
    pub dropped: Vec<Dropped>,
}

/// The place of a page that a fact about its article was taken from, where many places say it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The article's field, as it is called in JSON: `headline`, `byline`, `published`, …
    pub field: Cow<'static, str>,
    /// The place that was believed: `json-ld`, `microdata`, `meta-og:title`, `h1`, …
    pub rule: Rule,
    /// The places that say something else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<Rule>,
}

/// A part of an article that stands as one: a heading, a paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in [`Article::text`].
    pub span: Span,
    /// Where it stands in the page: bytes of the decoded text for plain text, and absent for HTML,
    /// where a block's words are gathered from many nodes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Span>,
    /// The rule that kept it.
    pub rule: Rule,
    /// The direction its own letters ask for.
    pub direction: Direction,
    /// Of a heading its rank in the page (2 for `h2`), of a list item how deep its list is nested,
    /// from 1; 0 of all others, and where the page does not tell.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub level: u8,
    /// The number of an item in a numbered list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
}

fn is_zero(level: &u8) -> bool {
    *level == 0
}

/// The kinds of block, by the words of IPTC and HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// The article's title.
    Headline,
    /// The summary between headline and body (standfirst, deck).
    Lead,
    /// A heading inside the body.
    Heading,
    /// A paragraph of the body.
    Paragraph,
    /// An item of a list in the body.
    ListItem,
    /// A block quotation.
    Quotation,
    /// A row of a table, its cells joined by ` | `. Kept, but not part of the body, which is running
    /// text.
    TableRow,
    /// Words under a picture. Kept, but not part of the body.
    Caption,
    /// A post from elsewhere. Kept, but not part of the body; see [`Post`].
    Post,
    /// A line that names the authors. Not part of the body.
    Byline,
    /// A line that gives the date of publication. Not part of the body.
    Dateline,
    /// A line that names where the text comes from (`*رويترز`, `المصدر: …`). Not part of the body.
    Credit,
}

impl BlockKind {
    /// Whether the block is running text of the report itself (`articleBody`), the lead included.
    pub fn is_body(self) -> bool {
        use BlockKind::{Heading, Lead, ListItem, Paragraph, Quotation};
        matches!(self, Lead | Heading | Paragraph | ListItem | Quotation)
    }
}

/// Which way a text runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value of HTML's `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }
}

/// A link in the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The words that carry it.
    pub span: Span,
    /// Where it leads, as written in the page.
    pub href: String,
}

/// The headline of another article that stood in or under this one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Related {
    /// The headline.
    pub text: String,
    /// Where it leads, if it was a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// Where it stands in the decoded page, for plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Span>,
    /// The rule that recognised it.
    pub rule: Rule,
}

/// A part of the page that no article keeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dropped {
    /// Its words, shortened to 200 characters.
    pub text: String,
    /// The rule that dropped it.
    pub rule: Rule,
    /// Where it stands in the decoded page, for plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Span>,
}

impl Article {
    /// The words of a block.
    pub fn words(&self, block: &Block) -> &str {
        block.span.of(&self.text)
    }

    /// The blocks of a kind.
    pub fn of_kind(&self, kind: BlockKind) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(move |block| block.kind == kind)
    }

    /// The title, when one was found.
    pub fn headline(&self) -> Option<&str> {
        self.of_kind(BlockKind::Headline)
            .next()
            .map(|block| self.words(block))
    }

    /// The summary, when the page has one apart from the body.
    pub fn lead(&self) -> Option<&str> {
        self.of_kind(BlockKind::Lead)
            .next()
            .map(|block| self.words(block))
    }

    /// The running text of the report itself: lead, headings, paragraphs, lists, quotations.
    pub fn body(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.kind.is_body())
    }

    /// schema.org `articleBody`: the words of [`body`](Article::body), a line a block.
    pub fn body_text(&self) -> String {
        let lines: Vec<&str> = self.body().map(|block| self.words(block)).collect();
        lines.join("\n")
    }

    /// The direction of the article as a whole.
    pub fn direction(&self) -> Direction {
        let rtl = match &self.language {
            Some(language) => language.is_rtl(),
            None => self
                .blocks
                .first()
                .is_some_and(|block| block.direction == Direction::Rtl),
        };
        if rtl { Direction::Rtl } else { Direction::Ltr }
    }

    /// The best known moment of the article: published, else modified, else fetched.
    pub fn moment(&self) -> Option<Moment> {
        self.published.or(self.modified).or(self.fetched)
    }

    /// Adds a block at the end of the text and returns where it stands.
    pub fn push(
        &mut self,
        kind: BlockKind,
        words: &str,
        rule: impl Into<Rule>,
        direction: Direction,
    ) -> Span {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.text.push_str(words);
        let span = Span::new(start, self.text.len());
        self.blocks.push(Block {
            kind,
            span,
            at: None,
            rule: rule.into(),
            direction,
            level: 0,
            number: None,
        });
        span
    }
}

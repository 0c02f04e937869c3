//! What the templates show, made from what the store holds.
//!
//! Everything here is a plain function from data to data: no store, no request. The words of the
//! interface come in as [`Words`].

pub(crate) mod article;
pub(crate) mod blame;
pub(crate) mod body;
pub(crate) mod changes;
pub(crate) mod claim;
pub(crate) mod compare;
pub(crate) mod conflict;
pub(crate) mod front;
pub(crate) mod notes;
pub(crate) mod outline;
pub(crate) mod paint;
pub(crate) mod picture;
pub(crate) mod practice;
pub(crate) mod revisions;
pub(crate) mod rows;
pub(crate) mod shares;
pub(crate) mod source;
pub(crate) mod story;
pub(crate) mod timeline;
pub(crate) mod tree;

use isnad::{
    model::{Article, ArticleId, BlockKind, Chain, ChainLink, Moment, Reading, Source, SourceKind},
    trace,
};

use crate::{
    strings::Words,
    text::{Text, brief, neutral},
};

/// A source as a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SourceView {
    pub(crate) name: String,
    pub(crate) href: String,
    /// String key of its kind.
    pub(crate) kind: &'static str,
}

impl SourceView {
    pub(crate) fn of(source: &Source) -> SourceView {
        SourceView {
            name: neutral(&source.name),
            href: source_href(source.identity()),
            kind: kind_key(source.kind),
        }
    }
}

fn kind_key(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Agency => "kind.agency",
        SourceKind::Outlet => "kind.outlet",
        SourceKind::Aggregator => "kind.aggregator",
        SourceKind::Speaker => "kind.speaker",
    }
}

/// A moment for machines and for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct When {
    pub(crate) iso: String,
    pub(crate) shown: String,
}

impl When {
    pub(crate) fn of(words: &Words, moment: Moment) -> When {
        When {
            iso: moment.to_string(),
            shown: words.moment(moment),
        }
    }
}

/// Who handed the text on, from the page back.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ChainView {
    pub(crate) steps: Vec<Step>,
}

/// One name in a chain. Without a name it is the page in hand.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) source: Option<SourceView>,
    /// The rule and confidence behind it; the page in hand needs none.
    pub(crate) why: Option<Why>,
}

/// Evidence in the form the pages print it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Why {
    pub(crate) rule: String,
    pub(crate) confidence: String,
    /// The words it rests on.
    pub(crate) words: Option<Text>,
}

impl Why {
    /// `article` is the one whose text the evidence's span speaks of.
    pub(crate) fn of(evidence: &isnad::model::Evidence, article: &Article) -> Why {
        let words = evidence.span.map(|span| span.of(&article.text));
        Why {
            rule: neutral(&evidence.rule),
            confidence: confidence(evidence.confidence),
            words: words
                .filter(|words| !words.is_empty())
                .map(|words| Text::of(article, &brief(words, 200))),
        }
    }
}

impl ChainView {
    /// A source that names itself (an agency signing its own page) is one step, not two.
    pub(crate) fn of(reading: &Reading) -> ChainView {
        let mut steps = vec![Step {
            source: reading.article.publisher.as_ref().map(SourceView::of),
            why: None,
        }];
        for link in behind(reading) {
            steps.push(Step {
                source: Some(SourceView::of(&link.source)),
                why: Some(Why::of(&link.evidence, &reading.article)),
            });
        }
        ChainView { steps }
    }

    /// Whether anyone stands behind the page.
    pub(crate) fn is_known(&self) -> bool {
        self.steps.len() > 1
    }
}

/// The links of a reading's chain that name someone else than the step before.
pub(crate) fn behind(reading: &Reading) -> Vec<ChainLink> {
    let Chain { publisher, links } = trace::chain(reading);
    let mut last = publisher;
    let mut out = Vec::new();
    for link in links {
        let known = last.as_ref().map(Source::identity);
        if known != Some(link.source.identity()) {
            last = Some(link.source.clone());
            out.push(link);
        }
    }
    out
}

/// An article in a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Card {
    pub(crate) href: String,
    pub(crate) headline: Option<Text>,
    pub(crate) publisher: Option<SourceView>,
    pub(crate) when: Option<When>,
    pub(crate) brief: Option<Text>,
    pub(crate) chain: ChainView,
}

impl Card {
    pub(crate) fn of(words: &Words, reading: &Reading) -> Card {
        let article = &reading.article;
        Card {
            href: article_href(article.id),
            headline: headline(article),
            publisher: article.publisher.as_ref().map(SourceView::of),
            when: article.moment().map(|moment| When::of(words, moment)),
            brief: opening(article),
            chain: ChainView::of(reading),
        }
    }
}

/// The headline, when the article has one that is not blank.
pub(crate) fn headline(article: &Article) -> Option<Text> {
    let words = article
        .headline()
        .filter(|words| !words.trim().is_empty())?;
    Some(Text::of(article, words))
}

/// The first sentence of the lead, else of the first paragraph.
pub(crate) fn opening(article: &Article) -> Option<Text> {
    let paragraph = || article.of_kind(BlockKind::Paragraph).next();
    let lead = article.of_kind(BlockKind::Lead).next().or_else(paragraph)?;
    Some(Text::of(article, &brief(article.words(lead), 260)))
}

pub(crate) fn article_href(id: ArticleId) -> String {
    format!("/article/{id}")
}

/// Two articles beside each other.
pub(crate) fn compare_href(a: ArticleId, b: ArticleId) -> String {
    format!("/compare/{a}/{b}")
}

pub(crate) fn story_href(id: ArticleId) -> String {
    format!("/story/{id}")
}

/// The identity is a key, a host or any name: everything but letters and digits is percent-encoded.
pub(crate) fn source_href(identity: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    let path: String = identity.bytes().map(encode).collect();
    format!("/source/{path}")
}

pub(crate) fn confidence(value: f32) -> String {
    format!("{value:.2}")
}

/// A share from 0 to 1 in whole per cent.
pub(crate) fn percent(share: f32) -> String {
    format!("{:.0}%", (share.clamp(0.0, 1.0) * 100.0).round())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_identity_fits_one_path_segment() {
        let cases = [
            ("lennar.example", "/source/lennar.example"),
            ("a/b?c#d", "/source/a%2Fb%3Fc%23d"),
            ("مرفأ", "/source/%D9%85%D8%B1%D9%81%D8%A3"),
        ];
        for (identity, href) in cases {
            assert_eq!(source_href(identity), href);
        }
    }

    #[test]
    fn shares_are_whole_per_cent_within_bounds() {
        for (share, shown) in [(0.0, "0%"), (0.837, "84%"), (1.2, "100%")] {
            assert_eq!(percent(share), shown);
        }
    }
}

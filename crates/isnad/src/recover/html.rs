//! An HTML page to its articles.

use crate::{
    model::{Choice, FeedItem},
    text::token,
};

use super::{
    articles::{Draft, SHORTEST},
    assemble, body,
    container::{self, Container},
    dom::{self, Dom},
    hints::Hints,
    metadata, parts,
    pieces::Pieces,
    scripted,
};

/// So many characters of running text are not only the beginning of an article.
const WHOLE: f32 = 4000.0;

/// So many times the text that a page shows must stand in its scripts for them to be believed.
const FAR_MORE: f32 = 2.5;

/// So many times the text that a page shows must a feed bring to be believed, and so much of what the
/// page shows must be in it: a page that shows the beginning, a notice that the rest is to be paid for.
const MORE: f32 = 1.5;
const IN_FEED: f32 = 0.5;

/// Reads a page. `url` is its address, `item` what the feed that led to it says.
pub(super) fn draft(html: &str, url: Option<&str>, item: Option<&FeedItem>) -> Draft {
    let dom = dom::parse(html);
    let pieces = Pieces::of(&dom);
    let is_line = |text: &str| {
        let mut texts = pieces.list.iter().map(|piece| &piece.text);
        texts.any(|line| body::same_words(line, text))
    };
    let mut metadata = metadata::read(&dom, url, item, &is_line);
    let headline = metadata.headline.as_ref().map_or("", |(text, _)| text);
    let mut best = Candidate::of(dom, pieces).or_better(metadata.body.as_deref(), headline);
    let mut passed_over = Vec::new();
    if let Some(content) = item.and_then(|item| item.content.as_deref()) {
        let feed = Candidate::of_html(&format!("<article>{content}"));
        if best.is_part_of(&feed) {
            passed_over = assemble::all_dropped(&best.pieces, FEED);
            metadata.choices.push(best.gives_way());
            best = feed;
        }
    }
    Draft {
        dom: best.dom,
        pieces: best.pieces,
        container: best.container,
        metadata,
        passed_over,
    }
}

/// The rule that takes an article's text from the feed.
const FEED: &str = "feed-content";

/// A tree that may hold the article.
struct Candidate {
    dom: Dom,
    pieces: Pieces,
    container: Option<Container>,
}

impl Candidate {
    fn of(dom: Dom, pieces: Pieces) -> Candidate {
        Candidate {
            container: container::find(&dom, &pieces),
            dom,
            pieces,
        }
    }

    fn of_html(html: &str) -> Candidate {
        let dom = dom::parse(html);
        let pieces = Pieces::of(&dom);
        Candidate::of(dom, pieces)
    }

    fn worth(&self) -> f32 {
        self.container
            .as_ref()
            .map_or(0.0, |container| container.worth)
    }

    /// Whether its text has at least half of a headline's longer words. Scripts hold other articles
    /// too.
    fn is_about(&self, headline: &str) -> bool {
        let texts = self.pieces.list.iter().map(|piece| &*piece.text);
        parts::Topic::of(texts).share(headline) >= 0.5
    }

    /// Whether the page shows nothing, or no more than a part of what the feed brings.
    fn is_part_of(&self, feed: &Candidate) -> bool {
        let (worth, whole) = (self.worth(), feed.worth());
        if whole < SHORTEST || whole < MORE * worth {
            return false;
        }
        worth < SHORTEST || self.worth_within(feed) >= IN_FEED * worth
    }

    /// What those pieces are worth whose words stand in another text. The last word does not count:
    /// a text that goes on elsewhere often ends in the middle of it.
    fn worth_within(&self, other: &Candidate) -> f32 {
        let fold = |text: &str| -> Vec<String> {
            let words = token::tokens(text).map(|word| word.folded());
            words.collect()
        };
        let texts = other.pieces.list.iter().flat_map(|piece| fold(&piece.text));
        let text = texts.collect::<Vec<String>>().join(" ");
        let worths = self.pieces.list.iter().filter_map(|piece| {
            let worth = container::worth(piece, Hints::CHROME);
            let words = fold(&piece.text);
            let (_, words) = words.split_last().filter(|_| worth > 0.0)?;
            text.contains(&words.join(" ")).then_some(worth)
        });
        worths.sum()
    }

    /// That the text is not this page's but the feed's.
    fn gives_way(&self) -> Choice {
        let shows_some = self.worth() >= SHORTEST;
        Choice {
            field: "text".into(),
            rule: FEED.into(),
            against: shows_some.then(|| "page".into()).into_iter().collect(),
        }
    }

    /// The page's own tree, unless its scripts or its JSON-LD hold far more text: a page that
    /// builds itself with scripts, or one that shows only the beginning.
    fn or_better(self, json_body: Option<&str>, headline: &str) -> Candidate {
        if self.worth() >= WHOLE {
            return self;
        }
        let enough = FAR_MORE * self.worth().max(SHORTEST);
        let scripted = scripted::html(self.dom.scripts(), enough as usize);
        let written = json_body.filter(|body| body.len() as f32 > enough);
        let others = [scripted, written.map(scripted::paragraphs)];
        let best = others
            .iter()
            .flatten()
            .map(|html| Candidate::of_html(html))
            .max_by(|a, b| a.worth().total_cmp(&b.worth()));
        match best {
            Some(best) if best.worth() > enough && best.is_about(headline) => best,
            _ => self,
        }
    }
}

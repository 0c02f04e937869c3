use serde::{Deserialize, Serialize};

use super::{Origin, Span, evidence::thousandths};

/// How much of a text comes from where, in words. Of one article, or of all articles of a story together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shares {
    /// Words of the body, or of the bodies.
    pub words: usize,
    /// The known origins, those of most words first.
    pub origins: Vec<OriginShare>,
    /// Words that an article has beside what it took from others.
    pub own: usize,
    /// Words of which nobody knows where they come from.
    pub unknown: usize,
    /// Where an article's own passages stand in its text, five words or more each; empty for a story.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Span>,
}

/// The words that come from one origin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OriginShare {
    /// Where they come from; without the place of its evidence, which is in the text of one article.
    pub origin: Origin,
    /// How many.
    pub words: usize,
    /// Of all words, 0 to 1.
    #[serde(serialize_with = "thousandths")]
    pub share: f32,
}

impl Shares {
    /// A number of words as a share of all, 0 to 1.
    pub fn of(&self, words: usize) -> f32 {
        words as f32 / self.words.max(1) as f32
    }

    /// The shares of several articles as those of one text.
    pub fn together<'s>(shares: impl IntoIterator<Item = &'s Shares>) -> Shares {
        let mut all = Shares::default();
        for one in shares {
            all.words += one.words;
            all.own += one.own;
            all.unknown += one.unknown;
            for part in &one.origins {
                all.add(&part.origin, part.words);
            }
        }
        all.settled()
    }

    /// Counts words of an origin.
    pub fn add(&mut self, origin: &Origin, words: usize) {
        let same = |part: &&mut OriginShare| part.origin.identity() == origin.identity();
        match self.origins.iter_mut().find(same) {
            Some(part) => part.words += words,
            None => {
                let mut origin = origin.clone();
                origin.evidence.span = None;
                self.origins.push(OriginShare {
                    origin,
                    words,
                    share: 0.0,
                });
            }
        }
    }

    /// Itself with the shares worked out and the largest first.
    #[must_use]
    pub fn settled(mut self) -> Shares {
        let words = self.words;
        for part in &mut self.origins {
            part.share = part.words as f32 / words.max(1) as f32;
        }
        let key = |part: &OriginShare| (std::cmp::Reverse(part.words), part.origin.identity());
        self.origins.sort_by_key(key);
        self
    }
}

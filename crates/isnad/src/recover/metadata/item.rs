//! What the feed that led to a page says of it.

use crate::model::FeedItem;

use super::facts::{Facts, Field};

/// The name of the place.
pub(super) const RULE: &str = "feed";

/// After what the page itself tells machines, before what its elements let guess.
const RANK: u32 = 290;

pub(super) fn add_to(item: &FeedItem, facts: &mut Facts<'_>) {
    let one = [
        (Field::Headline, &item.title),
        (Field::Published, &item.published),
        (Field::Modified, &item.modified),
        (Field::Publisher, &item.publisher),
        (Field::Language, &item.language),
    ];
    for (field, value) in one {
        facts.add(field, RULE, RANK, value.clone().unwrap_or_default());
    }
    for author in &item.authors {
        facts.add(Field::Author, RULE, RANK, author.clone());
    }
}

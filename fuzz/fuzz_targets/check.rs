//! What must hold of whatever was recovered.

use isnad::{model::Page, recover};

/// Reads a page and holds every place it names against the text it stands in.
pub fn check(page: &Page) {
    let Ok(recovered) = recover::recover(page) else {
        return;
    };
    for article in &recovered.articles {
        let mut end = 0;
        for block in &article.blocks {
            assert!(article.text.get(block.span.range()).is_some(), "{block:?}");
            assert!(block.span.start >= end && !block.span.is_empty(), "{block:?}");
            end = block.span.end;
        }
        let places = article
            .links
            .iter()
            .map(|link| link.span)
            .chain(article.posts.iter().map(|post| post.span))
            .chain(article.images.iter().flat_map(|image| image.caption.into_iter().chain(image.credit)));
        for place in places {
            assert!(article.text.get(place.range()).is_some(), "{place:?}");
        }
        article.to_markdown();
        article.body_text();
    }
    let again = recover::recover(page);
    assert_eq!(again.as_ref(), Ok(&recovered), "one page, two outcomes");
}

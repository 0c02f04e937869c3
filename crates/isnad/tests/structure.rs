//! A page with every kind of block that an article can have, read whole.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

use isnad::{
    model::{Article, BlockKind, Page},
    recover::recover,
};

fn article() -> Article {
    let page = Page::from_html(include_str!("pages/structure.html"));
    let mut articles = recover(&page).unwrap().articles;
    assert_eq!(articles.len(), 1);
    articles.remove(0)
}

/// The blocks of a kind, as words.
fn words(article: &Article, kind: BlockKind) -> Vec<&str> {
    article
        .of_kind(kind)
        .map(|block| article.words(block))
        .collect()
}

#[test]
fn every_kind_of_block_is_told() {
    let article = article();
    let of = |kind| words(&article, kind);
    assert_eq!(
        of(BlockKind::Headline),
        ["Harbour reopens after nine weeks"]
    );
    assert_eq!(of(BlockKind::Heading), ["What was repaired"]);
    assert_eq!(of(BlockKind::Paragraph).len(), 4);
    assert_eq!(
        of(BlockKind::Caption),
        ["The north quay on Saturday. Photo: Ada Lind"]
    );
    assert_eq!(
        of(BlockKind::Post),
        ["We sail again! See you at the quay at noon."]
    );
    assert_eq!(of(BlockKind::Quotation).len(), 1);
    assert_eq!(
        of(BlockKind::TableRow).last(),
        Some(&"The north quay of the harbour | Fourteen, of which two are ferries.")
    );
    let items: Vec<(u8, Option<u32>)> = article
        .of_kind(BlockKind::ListItem)
        .map(|block| (block.level, block.number))
        .collect();
    assert_eq!(items, [(1, Some(1)), (2, None), (1, Some(2))]);
    let heading = article.of_kind(BlockKind::Heading).next();
    assert_eq!(heading.map(|block| block.level), Some(2));
}

#[test]
fn links_pictures_and_posts_stand_where_they_say() {
    let article = article();
    let text = &article.text;
    assert_eq!(article.links.len(), 1);
    assert_eq!(article.links[0].span.of(text), "its director said");
    assert_eq!(article.links[0].href, "https://port.example/news");
    let image = &article.images[0];
    assert_eq!((image.src.as_str(), image.before), ("/img/quay.jpg", 1));
    assert_eq!(image.alt.as_deref(), Some("A quay with two ships"));
    assert_eq!(image.credit.map(|credit| credit.of(text)), Some("Ada Lind"));
    let post = &article.posts[0];
    assert_eq!(post.author.as_deref(), Some("Omar Sel"));
    assert_eq!(
        post.href.as_deref(),
        Some("https://posts.example/omarsel/1")
    );
    assert_eq!(
        post.span.of(text),
        "We sail again! See you at the quay at noon."
    );
}

#[test]
fn the_body_has_neither_captions_nor_posts() {
    let body = article().body_text();
    for part in [
        "Photo: Ada Lind",
        "We sail again",
        "All rights reserved",
        "Home",
    ] {
        assert!(!body.contains(part), "{part}");
    }
    assert!(
        body.contains("nine weeks, its director said. Two ships"),
        "{body}"
    );
}

#[test]
fn as_markdown() {
    let markdown = article().to_markdown();
    let parts = [
        "# Harbour reopens after nine weeks\n\n![A quay with two ships](/img/quay.jpg)\n\n\
         *The north quay on Saturday. Photo: Ada Lind*\n\n",
        "nine weeks, [its director said](https://port.example/news). Two",
        "\n\n## What was repaired\n\n",
        "\n\n1. The north quay was raised by forty centimetres.\n    - Its lamps",
        "Selwana.\n2. The crane",
        "\n\n> We sail again! See you at the quay at noon.\n>\n> — [Omar Sel](https://posts.example/omarsel/1)\n\n",
    ];
    for part in parts {
        assert!(markdown.contains(part), "{part}\n---\n{markdown}");
    }
}

#[test]
fn a_sentence_printed_large_beside_its_text_is_kept_once() {
    let page = Page::from_html(
        "<article><h1>Harbour reopens after nine weeks</h1>
        <p>The harbour of Lennar reopened on Saturday after repairs that had lasted nine weeks.</p>
        <p>Ferries to the islands sail again at noon, and the fish market opens on Monday.</p>
        <div><p>We have waited for this day since the storm in winter</p></div>
        <p>\"We have waited for this day since the storm in winter,\" said the director, Ada Lind.</p>
        <p>The north quay stays closed until summer, when its last stones are laid.</p></article>",
    );
    let recovered = recover(&page).unwrap();
    let article = &recovered.articles[0];
    assert_eq!(
        article.body_text().matches("waited for this day").count(),
        1
    );
    assert_eq!(article.body().count(), 4);
    let rules: Vec<&str> = article.dropped.iter().map(|entry| &*entry.rule).collect();
    assert!(rules.contains(&"pull-quote"), "{rules:?}");
}

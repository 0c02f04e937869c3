//! A page and what the feed that led to it says of it, read as one.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

use isnad::{
    model::{Article, FeedItem, MediaType, Page},
    recover::{Error, Recovered, recover},
};

const WHOLE: [&str; 5] = [
    "The harbour of Lennar reopened on Saturday after repairs that had lasted nine weeks, its director said.",
    "Two ferries to the islands sail again at noon, and the fish market on the north quay opens on Monday.",
    "The storm of last winter had torn away forty metres of the quay and the lamps that stood on it.",
    "The repairs cost two million crowns, of which the province pays one half and the port the other.",
    "The last stones will be laid in summer, when fewer ships call at the harbour than in spring.",
];

fn paragraphs(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("<p>{text}</p>")).collect()
}

fn item() -> FeedItem {
    FeedItem {
        feed: "https://tern.example/feed".to_owned(),
        link: Some("https://tern.example/1".to_owned()),
        title: Some("Harbour of Lennar reopens".to_owned()),
        authors: vec!["Ada Lind".to_owned()],
        published: Some("2031-05-03T12:00:00+02:00".to_owned()),
        publisher: Some("The Tern".to_owned()),
        language: Some("en".to_owned()),
        content: Some(paragraphs(&WHOLE)),
        ..FeedItem::default()
    }
}

fn read(html: &str, item: Option<FeedItem>) -> Result<Recovered, Error> {
    recover(&Page {
        url: Some("https://tern.example/1".to_owned()),
        item: item.map(Box::new),
        ..Page::from_html(html)
    })
}

fn one(html: &str, item: Option<FeedItem>) -> Article {
    let mut articles = read(html, item).unwrap().articles;
    assert_eq!(articles.len(), 1, "{html}");
    articles.remove(0)
}

/// Where the text was taken from, and what says otherwise.
fn text_is_from(article: &Article) -> Option<(&str, Vec<&str>)> {
    let choice = article
        .choices
        .iter()
        .find(|choice| choice.field == "text")?;
    let against = choice.against.iter().map(|rule| &**rule).collect();
    Some((&choice.rule, against))
}

#[test]
fn the_text_is_the_feeds_where_the_page_has_no_more_than_a_part_of_it() {
    let page = |texts: &[&str], more: &str| {
        format!(
            "<title>Harbour - Tern</title><nav><a href=/>Home</a></nav><article><h1>Harbour of Lennar \
             reopens</h1>{}{more}</article>",
            paragraphs(texts)
        )
    };
    let notice = "<p>Subscribe to read on.</p>";
    let cut = &WHOLE[2][..60];
    let other =
        "The museum of Selwana shows boats of four centuries, and its garden is open until dusk.";
    let second = "Its keeper built most of them again from drawings that were found in a chest in the attic.";
    let feed = || Some(("feed-content", vec!["page"]));
    let nothing = || Some(("feed-content", vec![]));
    let cases = [
        ("all of it", page(&WHOLE, ""), None),
        (
            "more than the feed",
            page(
                &WHOLE,
                "<p>And the ferries were full, all of them, on that day.</p>",
            ),
            None,
        ),
        ("a teaser", page(&WHOLE[..2], ""), feed()),
        ("a teaser and a notice", page(&WHOLE[..2], notice), feed()),
        (
            "cut in the middle of a word",
            page(&[WHOLE[0], WHOLE[1], cut], ""),
            feed(),
        ),
        (
            "nothing",
            "<title>Tern</title><script>load()</script>".to_owned(),
            nothing(),
        ),
        ("only a notice", page(&[], notice), nothing()),
        ("no bytes", String::new(), nothing()),
        ("another article", page(&[other, second], ""), None),
        ("most of it", page(&WHOLE[..4], ""), None),
    ];
    for (name, html, expected) in cases {
        let article = one(&html, Some(item()));
        assert_eq!(text_is_from(&article), expected, "{name}");
        assert_eq!(
            article.headline(),
            Some("Harbour of Lennar reopens"),
            "{name}"
        );
        let body = article.body_text();
        let is_whole = WHOLE.iter().all(|text| body.contains(text));
        let has_all = !matches!(name, "another article" | "most of it");
        assert_eq!(is_whole, has_all, "{name}: {body}");
        assert!(!body.contains("Subscribe"), "{name}: {body}");
    }
}

#[test]
fn what_the_page_shows_instead_is_dropped_with_the_rule() {
    let html = format!(
        "<article>{}<p>Subscribe to read on.</p></article>",
        paragraphs(&WHOLE[..2])
    );
    let recovered = read(&html, Some(item())).unwrap();
    let dropped: Vec<_> = recovered.dropped.iter().collect();
    let of_feed = dropped.iter().find(|entry| entry.rule == "feed-content");
    assert!(
        of_feed.unwrap().text.contains(&WHOLE[0][..40]),
        "{dropped:?}"
    );
}

#[test]
fn a_summary_is_no_article() {
    let item = FeedItem {
        content: None,
        summary: Some(paragraphs(&WHOLE)),
        ..item()
    };
    let empty = "<title>Tern</title><script>load()</script>";
    assert!(read(empty, Some(item.clone())).unwrap().articles.is_empty());
    assert_eq!(read("", Some(item)).unwrap_err(), Error::Empty);
    assert_eq!(read("", None).unwrap_err(), Error::Empty);
}

#[test]
fn the_item_alone_is_an_article() {
    let article = one(&paragraphs(&WHOLE), Some(item()));
    assert_eq!(
        text_is_from(&article),
        None,
        "the page is the feed's text itself"
    );
    assert_eq!(article.headline(), Some("Harbour of Lennar reopens"));
    assert_eq!(article.byline, ["Ada Lind"]);
    assert_eq!(article.published.unwrap().date.to_string(), "2031-05-03");
    assert_eq!(article.published_evidence.as_ref().unwrap().rule, "feed");
    assert_eq!(article.body().count(), WHOLE.len());
    assert_eq!(article.publisher.unwrap().name, "The Tern");
}

#[test]
fn an_arabic_page_that_is_paid_for() {
    let texts = [
        "أعلنت بلدية لنار أن الجسر القديم عند مدخل الميناء سيفتح أمام السيارات في مطلع الأسبوع المقبل.",
        "وقالت البلدية إن كلفة الإصلاح بلغت مليوني درهم، وإن العمل انتهى قبل موعده بثلاثة أيام.",
        "وأضافت أن العبّارات ستعود إلى مواعيدها المعتادة بعد أن يفتح الجسر أمام المارة.",
    ];
    let item = FeedItem {
        title: Some("افتتاح جسر لنار".to_owned()),
        authors: vec!["سلمى الراوي".to_owned()],
        content: Some(paragraphs(&texts)),
        ..item()
    };
    let html = format!(
        "<article>{}<p>اشترك لقراءة المزيد</p></article>",
        paragraphs(&texts[..1])
    );
    let article = one(&html, Some(item));
    assert_eq!(text_is_from(&article), Some(("feed-content", vec!["page"])));
    assert_eq!(article.headline(), Some("افتتاح جسر لنار"));
    assert_eq!(article.byline, ["سلمى الراوي"]);
    assert_eq!(
        article
            .language
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        Some("ar")
    );
    assert_eq!(article.body().count(), 3);
}

#[test]
fn a_page_of_plain_text_takes_what_it_does_not_say() {
    let page = Page {
        url: Some("https://tern.example/1".to_owned()),
        media_type: MediaType::Text,
        bytes: WHOLE.join("\n").into_bytes(),
        item: Some(Box::new(item())),
        ..Page::default()
    };
    let article = recover(&page).unwrap().articles.remove(0);
    assert_eq!(article.headline(), Some("Harbour of Lennar reopens"));
    assert_eq!(article.byline, ["Ada Lind"]);
    assert_eq!(article.published.unwrap().date.to_string(), "2031-05-03");
}

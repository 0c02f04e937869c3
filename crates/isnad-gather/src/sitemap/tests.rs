use isnad::model::FeedItem;

use super::*;

const BASE: &str = "https://tern.example/sitemap.xml";

fn pages(text: &str) -> Vec<SitemapPage> {
    match parse(text.as_bytes(), BASE).unwrap() {
        Sitemap::Pages(pages) => pages,
        Sitemap::Index(_) => panic!("an index: {text}"),
    }
}

#[test]
fn pages_of_every_form() {
    let cases = [
        (
            "<urlset><url><loc>https://tern.example/1</loc></url><url><loc> /2 </loc></url></urlset>",
            2,
        ),
        ("<urlset><url><loc>/1</loc><url><loc>/2</loc>", 2),
        ("<urlset><url><loc>/1?a=1&b=2</loc></url></urlset>", 1),
        (
            "<urlset><url></url><url><loc>javascript:x</loc></url></urlset>",
            0,
        ),
        ("<urlset><url><loc><![CDATA[/1]]></loc></url></urlset", 1),
        (
            "\u{feff}<?xml version='1.0'?>\n<URLSET><URL><LOC>/1</LOC></URL></URLSET>",
            1,
        ),
        (
            "<s:urlset xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'><s:url><s:loc>/1</s:loc></s:url></s:urlset>",
            1,
        ),
        (
            "https://tern.example/1\r\n\r\nhttps://tern.example/2\nno address\n",
            2,
        ),
        (
            "<rss><channel><item><link>/1</link></item></channel></rss>",
            1,
        ),
        ("<urlset/>", 0),
    ];
    for (text, expected) in cases {
        let found = pages(text);
        assert_eq!(found.len(), expected, "{text}");
        assert!(
            found
                .iter()
                .all(|page| page.address.starts_with("https://tern.example/")),
            "{found:?}"
        );
    }
}

#[test]
fn what_is_said_of_a_page() {
    let text = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' \
        xmlns:n='http://www.google.com/schemas/sitemap-news/0.9' \
        xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'><url><loc>/1</loc>\
        <lastmod>2031-05-03T14:35+03:00</lastmod><image:image><image:loc>/x.jpg</image:loc>\
        <image:title>X</image:title></image:image><n:news><n:publication><n:name>وكالة لنار</n:name>\
        <n:language>ar</n:language></n:publication><n:publication_date>3 مايو 2031</n:publication_date>\
        <n:title>فتح \u{202e}الجسر &amp; الميناء</n:title></n:news></url></urlset>";
    let item = pages(text)[0].item(BASE);
    let expected = FeedItem {
        feed: BASE.into(),
        link: Some("https://tern.example/1".into()),
        title: Some("فتح الجسر & الميناء".into()),
        published: Some("2031-05-03".into()),
        modified: Some("2031-05-03T14:35:00+03:00".into()),
        publisher: Some("وكالة لنار".into()),
        language: Some("ar".into()),
        ..FeedItem::default()
    };
    assert_eq!(item, expected);
}

#[test]
fn an_index() {
    let text = "<sitemapindex><sitemap><loc>/a.xml.gz</loc><lastmod>2031-05-03</lastmod></sitemap></sitemapindex>";
    let part = Part {
        address: "https://tern.example/a.xml.gz".into(),
        lastmod: Some("2031-05-03".into()),
    };
    assert_eq!(parse(text.as_bytes(), BASE), Ok(Sitemap::Index(vec![part])));
}

#[test]
fn a_feed_as_a_sitemap_keeps_what_it_says() {
    let page = &pages(
        "<rss><channel><item><link>/1</link><title>Harbour</title><author>Ada Lind</author></item>",
    )[0];
    let item = page.item(BASE);
    assert_eq!(
        (item.title.as_deref(), item.authors),
        (Some("Harbour"), vec!["Ada Lind".to_owned()])
    );
}

#[test]
fn what_is_no_sitemap() {
    for (text, expected) in [
        ("<html><body>x</body></html>", "its first element is <html>"),
        ("nothing here", "neither XML nor a list"),
        (" ", "not a sitemap"),
        ("<!-- -->", "neither XML nor a list"),
    ] {
        let error = parse(text.as_bytes(), BASE).unwrap_err().to_string();
        assert!(error.contains(expected), "{text}: {error}");
    }
}

#[test]
fn hostile_ones_are_bounded() {
    let deep = format!("<urlset>{}", "<url>".repeat(200_000));
    assert_eq!(pages(&deep).len(), 0);
    let deep = format!("<urlset><url>{}<loc>/1</loc>", "<x>".repeat(200_000));
    assert_eq!(pages(&deep).len(), 0);
    let many = format!(
        "<urlset>{}",
        "<url><loc>/1</loc></url>".repeat(MAX_PAGES + 5)
    );
    assert_eq!(pages(&many).len(), MAX_PAGES);
    let empty = format!("<urlset>{}", "<x/>".repeat(200_000));
    assert_eq!(pages(&empty).len(), 0);
}

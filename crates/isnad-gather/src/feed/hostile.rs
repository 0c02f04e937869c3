//! Feeds that were made to do harm: each is read or refused in little time and memory.
//!
//! What is kept is counted in bytes; that reading takes no time that grows faster than the feed is seen
//! by doubling it, in steps of the scanner's work and not by a clock, in `xml`; here the sizes are large
//! enough that anything quadratic would not come back.

use super::*;

/// All bytes that a feed keeps.
fn kept(feed: &Feed) -> usize {
    format!("{feed:?}").len()
}

fn read(text: &str) -> Feed {
    parse(text.as_bytes(), &About::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// `<!ENTITY>`s each of which is ten of the one before.
fn bomb(levels: usize) -> String {
    let level = |n: usize| format!("<!ENTITY e{} '{}'>", n + 1, format!("&e{n};").repeat(10));
    let levels: String = (0..levels).map(level).collect();
    format!("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY e0 'lol'>{levels}]>")
}

#[test]
fn entities_are_not_expanded() {
    let channel = |reference: &str| {
        format!(
            "<rss><channel><title>{reference}</title><item><title>a</title></item></channel></rss>"
        )
    };
    let long = format!("<!DOCTYPE rss [<!ENTITY a '{}'>]>", "A".repeat(60_000));
    let cases = [
        (bomb(30), "&e30;".to_owned()),
        (long, "&a;".repeat(60_000)),
        (
            "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>".to_owned(),
            "&x;".to_owned(),
        ),
        (
            "<!DOCTYPE rss [<!ENTITY % p SYSTEM 'http://127.0.0.1/x.dtd'>%p;]>".to_owned(),
            "%p;".to_owned(),
        ),
        (
            "<!DOCTYPE rss SYSTEM 'http://127.0.0.1/x.dtd'>".to_owned(),
            "&x;".to_owned(),
        ),
        (
            "<!DOCTYPE rss [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>".to_owned(),
            "&a;".to_owned(),
        ),
    ];
    for (doctype, reference) in cases {
        let feed = read(&(doctype + &channel(&reference)));
        assert_eq!(
            feed.title.as_ref().map(Text::as_str),
            Some(reference.as_str())
        );
        assert_eq!(feed.entries.len(), 1);
    }
}

#[test]
fn depth_is_bounded() {
    let deep = "<b>".repeat(200_000);
    let closed = format!("{deep}{}", "</b>".repeat(200_000));
    for inside in [
        deep.clone(),
        closed,
        format!("<content type='xhtml'>{deep}"),
        format!("&lt;{deep}"),
    ] {
        for around in [
            "<rss><channel><item><description>",
            "<feed><entry>",
            "<rss>",
            "",
        ] {
            match parse(format!("{around}{inside}").as_bytes(), &About::default()) {
                Ok(feed) => assert!(kept(&feed) < 10_000, "{around}"),
                Err(error) => assert!(around.is_empty(), "{around}: {error}"),
            }
        }
    }
    let json = format!("{{\"items\":{}", "[".repeat(200_000));
    assert!(parse(json.as_bytes(), &About::default()).is_err());
}

#[test]
fn numbers_are_bounded() {
    let attributes: String = (0..200_000).map(|n| format!(" a{n}='x'")).collect();
    assert!(
        kept(&read(&format!(
            "<rss{attributes}><channel{attributes}/></rss>"
        ))) < 2_000
    );
    let spaces: String = (0..200_000).map(|n| format!(" xmlns:n{n}='x'")).collect();
    assert!(
        kept(&read(&format!(
            "<rss{spaces}><channel><item{spaces}/></channel></rss>"
        ))) < 2_000
    );
    let same = " xmlns:a='x'".repeat(200_000);
    assert!(kept(&read(&format!("<rss{same}><channel/></rss>"))) < 2_000);
    let entries = read(&format!(
        "<rss><channel>{}",
        "<item/>".repeat(MAX_ENTRIES + 7)
    ));
    assert_eq!((entries.entries.len(), entries.cut), (MAX_ENTRIES, true));
    let authors: String = (0..100_000)
        .map(|n| format!("<dc:creator>{n}</dc:creator><category>{n}</category>"))
        .collect();
    let feed = read(&format!("<rss><channel><item>{authors}{authors}"));
    assert!(feed.entries[0].authors.len() <= 64 && feed.entries[0].categories.len() <= 64);
    let media = "<enclosure url='https://tern.example/x'/>".repeat(100_000);
    assert_eq!(
        read(&format!("<rss><channel><item>{media}")).entries[0]
            .media
            .len(),
        1
    );
}

#[test]
fn long_texts_are_cut() {
    let long = "x".repeat(MAX_TEXT + 100);
    for around in [
        "<rss><channel><title>",
        "<feed><title type='html'>&lt;b>",
        "<rss><channel><item><link>",
        "<rss><channel><author>",
    ] {
        assert!(
            kept(&read(&format!("{around}{long}"))) < MAX_TEXT + 10_000,
            "{around}"
        );
    }
    let arabic = "خ".repeat(MAX_TEXT);
    assert!(kept(&read(&format!("<rss><channel><title>{arabic}"))) < MAX_TEXT + 10_000);
}

#[test]
fn odd_bytes_are_no_reason_to_stop() {
    let cases: [&[u8]; 6] = [
        b"<rss><channel><title>a\0b\x0bc</title><item/></channel></rss>",
        b"<rss><channel><title>\xff\xfe\xc3</title><item/></channel></rss>",
        b"\0\0\0<rss><channel><item/></channel></rss>",
        b"<rss><channel><item><title>\xef\xbf\xbe\xed\xa0\x80</title></item></channel></rss>",
        b"<rss><channel>\x1b[31m<item/></channel></rss>",
        b"<rss\0><channel><item/></channel></rss>",
    ];
    for bytes in cases {
        let entries = parse(bytes, &About::default()).map(|feed| feed.entries.len());
        // A NUL inside the name of the root makes it another one.
        assert!(
            entries == Ok(1) || bytes.starts_with(b"<rss\0"),
            "{bytes:?}: {entries:?}"
        );
    }
}

#[test]
fn mistakes_without_end_take_no_time() {
    for piece in [
        "<item",
        "<item \"",
        "<![CDATA[",
        "<!--",
        "<!",
        "&",
        "&#",
        "<",
        "</",
        "<title>",
        "<item><title>",
        "<a href='",
        "]]>",
        "<?",
    ] {
        let text = format!("<rss><channel><item><description>{}", piece.repeat(1 << 15));
        assert!(kept(&read(&text)) < 8 * text.len() + 4_000_000, "{piece}");
        let html = format!(
            "<rss><channel><item><description><![CDATA[<p>{}]]>",
            piece.repeat(1 << 15)
        );
        assert!(
            kept(&read(&html)) < 8 * html.len() + 4_000_000,
            "{piece} in HTML"
        );
    }
}

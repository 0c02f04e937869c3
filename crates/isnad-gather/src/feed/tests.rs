use super::*;
use crate::date::When;

const ADDRESS: &str = "https://tern.example/feeds/news.xml";

fn read(text: &str) -> Feed {
    let about = About {
        address: Some(ADDRESS),
        ..About::default()
    };
    parse(text.as_bytes(), &about).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// An RSS feed with one entry.
fn entry(inside: &str) -> Entry {
    read(&format!(
        "<rss version='2.0'><channel><item>{inside}</item></channel></rss>"
    ))
    .entries
    .remove(0)
}

fn shown(text: &Option<Text>) -> Option<&str> {
    text.as_ref().map(Text::as_str)
}

#[test]
fn one_report_in_every_format() {
    let feeds = [
        (
            Kind::Rss,
            "<rss version='2.0'><channel><title>Tern</title><link>https://tern.example/</link><item>\
            <title>Harbour</title><link>/1</link><pubDate>Sat, 03 May 2031 14:35:07 +0300</pubDate>\
            <author>ada@tern.example (Ada Lind)</author></item></channel></rss>",
        ),
        (
            Kind::Rdf,
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' \
            xmlns:dc='http://purl.org/dc/elements/1.1/'><channel rdf:about='x'><title>Tern</title>\
            <link>https://tern.example/</link><items><rdf:Seq><rdf:li resource='y'/></rdf:Seq></items></channel>\
            <image><title>Logo</title><link>/logo</link></image><item rdf:about='z'><title>Harbour</title>\
            <link>/1</link><dc:date>2031-05-03T14:35:07+03:00</dc:date><dc:creator>Ada Lind</dc:creator></item></rdf:RDF>",
        ),
        (
            Kind::Atom,
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>Tern</title><link href='https://tern.example/'/>\
            <link rel='self' href='/me'/><author><name>Ada Lind</name></author><entry><title>Harbour</title>\
            <link href='/1'/><link rel='related' href='/2'/><published>2031-05-03T14:35:07+03:00</published></entry></feed>",
        ),
        (
            Kind::Cdf,
            "<CHANNEL HREF='https://tern.example/'><TITLE>Tern</TITLE><ITEM HREF='/1'><TITLE>Harbour</TITLE>\
            <pubDate>3 May 2031 14:35:07 +0300</pubDate><dc:creator>Ada Lind</dc:creator></ITEM></CHANNEL>",
        ),
        (
            Kind::Json,
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Tern\",\"home_page_url\":\"https://tern.example/\",\
            \"items\":[{\"id\":7,\"title\":\"Harbour\",\"url\":\"/1\",\"date_published\":\"2031-05-03T14:35:07+03:00\",\
            \"authors\":[{\"name\":\"Ada Lind\"}]}]}",
        ),
    ];
    for (kind, text) in feeds {
        let feed = read(text);
        assert_eq!(
            (feed.kind, shown(&feed.title)),
            (kind, Some("Tern")),
            "{kind:?}"
        );
        assert_eq!(
            feed.link.as_deref(),
            Some("https://tern.example/"),
            "{kind:?}"
        );
        assert_eq!(feed.entries.len(), 1, "{kind:?}");
        let item = feed.entries[0].item(&feed, ADDRESS);
        assert_eq!(item.feed, ADDRESS);
        assert_eq!(item.title.as_deref(), Some("Harbour"), "{kind:?}");
        assert_eq!(
            item.link.as_deref(),
            Some("https://tern.example/1"),
            "{kind:?}"
        );
        assert_eq!(
            item.published.as_deref(),
            Some("2031-05-03T14:35:07+03:00"),
            "{kind:?}"
        );
        assert_eq!(item.modified, None, "{kind:?}");
        assert_eq!(item.authors, ["Ada Lind"], "{kind:?}");
    }
}

#[test]
fn titles() {
    let cases = [
        ("<title>a &amp; b</title>", "a & b"),
        ("<title>a &amp;amp; b</title>", "a & b"),
        ("<title>1 &lt; 2</title>", "1 < 2"),
        ("<title><![CDATA[<b>a</b> c]]></title>", "a c"),
        ("<title>a <i>b</i></title>", "a b"),
        ("<title>&lt;script&gt;x&lt;/script&gt;a</title>", "a"),
        ("<title>خبر\u{202e}\n عاجل\0</title>", "خبر عاجل"),
        ("<title/><media:title>b</media:title>", "b"),
        ("<title>a</title><dc:title>b</dc:title>", "a"),
        ("<image><title>logo</title></image><title>a</title>", "a"),
        ("<x:title>b</x:title><title>a</title>", "a"),
        ("<title>a<link>/1</link>", "a"),
        ("<TITLE>a</TITLE>", "a"),
    ];
    for (inside, expected) in cases {
        assert_eq!(
            entry(inside).title.map(|title| title.plain()).as_deref(),
            Some(expected),
            "{inside}"
        );
    }
}

#[test]
fn links() {
    let cases = [
        (
            "<link>/1?a=1&b=2</link>",
            Some("https://tern.example/1?a=1&b=2"),
        ),
        (
            "<link>HTTPS://Tern.Example/A</link>",
            Some("HTTPS://Tern.Example/A"),
        ),
        ("<link> \n /1 \n </link>", Some("https://tern.example/1")),
        (
            "<guid>https://tern.example/2</guid>",
            Some("https://tern.example/2"),
        ),
        (
            "<guid>https://tern.example/2</guid><link>/1</link>",
            Some("https://tern.example/1"),
        ),
        (
            "<guid isPermaLink='false'>https://tern.example/2</guid>",
            None,
        ),
        ("<guid>tag-7</guid>", None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>file:///etc/hosts</link>", None),
        ("<atom:link href='/1'/>", Some("https://tern.example/1")),
        (
            "<atom:link href='/f' type='application/rss+xml'/><link>/1</link>",
            Some("https://tern.example/1"),
        ),
        (
            "<link>/1</link><feedburner:origLink>/3</feedburner:origLink>",
            Some("https://tern.example/3"),
        ),
        (
            "<link xml:base='/x/'>1</link>",
            Some("https://tern.example/x/1"),
        ),
        (
            "<source url='/s'>Gull</source><link>/1</link>",
            Some("https://tern.example/1"),
        ),
    ];
    for (inside, expected) in cases {
        assert_eq!(entry(inside).link.as_deref(), expected, "{inside}");
    }
}

#[test]
fn what_else_an_entry_says() {
    let entry = entry(
        "<dc:publisher>Gull</dc:publisher><category>Sea</category><category>Sea</category><source url='/s'>Auk</source>\
         <description>a &lt;b&gt;c&lt;/b&gt; &lt;img src=x onerror=y&gt;</description>\
         <content:encoded><![CDATA[<p dir=\"rtl\" lang=ar>نص <a href=\"/2\">رابط</a></p>]]></content:encoded>\
         <enclosure url='/x.mp3' type='audio/mpeg' length='7'/>\
         <media:group><media:content url='/y.jpg'/><media:thumbnail url='/z.jpg'/></media:group>\
         <georss:where><gml:Point><gml:pos>45.256 -71.92</gml:pos></gml:Point></georss:where>\
         <dc:language>ar_SY</dc:language><dcterms:modified>2031-05-04</dcterms:modified><guid>7</guid>",
    );
    assert_eq!(entry.publisher.as_deref(), Some("Gull"));
    assert_eq!(entry.source.as_deref(), Some("Auk"));
    assert_eq!(entry.categories, ["Sea"]);
    assert_eq!(entry.id.as_deref(), Some("7"));
    assert_eq!(entry.language.as_deref(), Some("ar-SY"));
    assert_eq!(entry.place, Some((45.256, -71.92)));
    assert_eq!(
        entry.updated.map(|when| when.rfc3339()).as_deref(),
        Some("2031-05-04")
    );
    assert_eq!(
        shown(&entry.summary),
        Some("a <b>c</b> <img src=\"https://tern.example/feeds/x\" />")
    );
    let content = "<p dir=\"rtl\" lang=\"ar\">نص <a href=\"https://tern.example/2\">رابط</a></p>";
    assert_eq!(shown(&entry.content), Some(content));
    let media: Vec<&str> = entry
        .media
        .iter()
        .map(|media| media.address.as_str())
        .collect();
    assert_eq!(
        media,
        [
            "https://tern.example/x.mp3",
            "https://tern.example/y.jpg",
            "https://tern.example/z.jpg"
        ]
    );
    assert_eq!(entry.media[0].length, Some(7));
}

#[test]
fn what_else_a_feed_says() {
    let feed = read(
        "<rss><channel><title>Tern</title><language>ar</language><ttl>60</ttl><lastBuildDate>2031-05-03</lastBuildDate>\
         <atom:link rel='hub' href='https://hub.example/'/><atom:link rel='self' href='/me'/>\
         <managingEditor>Ada Lind</managingEditor><item><title>a</title></item><item/></channel></rss>",
    );
    assert_eq!(feed.hub.as_deref(), Some("https://hub.example/"));
    assert_eq!(feed.self_link.as_deref(), Some("https://tern.example/me"));
    assert_eq!((feed.ttl, feed.language.as_deref()), (Some(60), Some("ar")));
    assert_eq!(
        feed.updated.map(|when| when.rfc3339()).as_deref(),
        Some("2031-05-03")
    );
    assert_eq!(feed.entries.len(), 2);
    let item = feed.entries[0].item(&feed, ADDRESS);
    assert_eq!(item.language.as_deref(), Some("ar"));
    assert!(
        item.authors.is_empty(),
        "the editor of an RSS channel wrote no item"
    );
}

#[test]
fn hours_and_days_on_which_not_to_come() {
    let feed = |inner: &str| {
        let text = format!(
            "<rss version='2.0'><channel><hour>1</hour><title>Tern</title>{inner}\
             <item><title>One</title><hour>2</hour></item></channel></rss>"
        );
        read(&text)
    };
    for (inner, hours, days) in [
        ("", &[][..], &[][..]),
        (
            "<skipHours><hour>0</hour><hour> 23 </hour><hour>24</hour><hour>25</hour><hour>x</hour></skipHours>",
            &[0, 23],
            &[],
        ),
        (
            "<skipDays><day>Saturday</day><day>SUN</day><day>Sunday</day><day>Someday</day></skipDays>",
            &[],
            &[6, 7],
        ),
        (
            "<skipHours/><skipDays><hour>3</hour><day>Monday</day></skipDays>",
            &[3],
            &[1],
        ),
    ] {
        let feed = feed(inner);
        assert_eq!(
            (&*feed.skip_hours, &*feed.skip_days),
            (hours, days),
            "{inner}"
        );
    }
}

#[test]
fn persons() {
    let cases = [
        ("<author>Ada Lind</author>", vec!["Ada Lind"]),
        (
            "<author>ada@tern.example (Ada Lind)</author>",
            vec!["Ada Lind"],
        ),
        (
            "<author>Ada Lind &lt;ada@tern.example&gt;</author>",
            vec!["Ada Lind"],
        ),
        (
            "<author>ada@tern.example</author>",
            vec!["ada@tern.example"],
        ),
        (
            "<author>ada@tern.example</author><dc:creator>Ada Lind</dc:creator>",
            vec!["Ada Lind"],
        ),
        (
            "<dc:creator>آدا لند</dc:creator><dc:creator>Omar Sel</dc:creator>",
            vec!["آدا لند", "Omar Sel"],
        ),
        (
            "<author><name>Ada Lind</name><email>ada@tern.example</email></author>",
            vec!["Ada Lind"],
        ),
        (
            "<itunes:author>Omar Sel</itunes:author><author>Ada Lind</author>",
            vec!["Ada Lind"],
        ),
        ("<author> </author>", vec![]),
    ];
    for (inside, expected) in cases {
        let feed = read(&format!(
            "<rss><channel><item>{inside}</item></channel></rss>"
        ));
        let item = feed.entries[0].item(&feed, ADDRESS);
        assert_eq!(item.authors, expected, "{inside}");
    }
}

#[test]
fn texts_of_atom_are_what_they_say() {
    let cases = [
        ("<title>a &lt;b&gt;</title>", Text::Plain("a <b>".into())),
        (
            "<title type='text'>a &lt;b&gt;</title>",
            Text::Plain("a <b>".into()),
        ),
        (
            "<title type='html'>a &lt;i&gt;b&lt;/i&gt;</title>",
            Text::Html("a <i>b</i>".into()),
        ),
        (
            "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a <i>b</i></div></title>",
            Text::Html("a <i>b</i>".into()),
        ),
        (
            "<title type='xhtml'><x:div xmlns:x='http://www.w3.org/1999/xhtml'>a<x:script>y</x:script></x:div></title>",
            Text::Html("a".into()),
        ),
        (
            "<title mode='base64'>YSA8aT5iPC9pPg==</title>",
            Text::Html("a <i>b</i>".into()),
        ),
        ("<title type=''>a</title>", Text::Plain("a".into())),
    ];
    for (inside, expected) in cases {
        let feed = read(&format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry>{inside}</entry></feed>"
        ));
        assert_eq!(feed.entries[0].title.as_ref(), Some(&expected), "{inside}");
    }
}

#[test]
fn broken_feeds_are_read_as_far_as_they_mean_anything() {
    let cases = [
        (
            "<rss><channel><item><title>a</title><item><title>b</title>",
            2,
        ),
        (
            "<rss><channel><item><title>a</item><item><title>b</item></channel></rss>",
            2,
        ),
        (
            "<rss><channel><item><title>a & b < c</title></item></chan",
            1,
        ),
        (
            "<rss><channel><item><title>a</b></title></item></channel><item/>",
            2,
        ),
        ("<rss><channel><item><description><![CDATA[x", 1),
        (
            "<!-- cache -->\n\n<?xml version='1.0'?><rss><channel><item/></channel></rss>",
            1,
        ),
        ("warning: x <rss><channel><item/></channel></rss>", 1),
        (
            "<rss><channel><item><link href=/1>a</link></item></channel></rss>",
            1,
        ),
        ("<rss xmlns:a='b\"><channel><item/></channel></rss>", 1),
        ("<item><title>a</title></item>", 1),
        ("<!DOCTYPE rss [<!ENTITY x 'y'><rss><channel><item/>", 1),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text).entries.len(), expected, "{text}");
    }
}

#[test]
fn character_sets() {
    let text = "<rss><channel><title>أعلنت بلدية لنار أن الجسر سيفتح اليوم</title></channel></rss>";
    let in_1256 = encoding_rs::WINDOWS_1256.encode(text).0.into_owned();
    let cases = [
        ("utf-8", text.as_bytes().to_vec(), None),
        (
            "utf-8 called windows-1256",
            text.as_bytes().to_vec(),
            Some("text/xml; charset=windows-1256"),
        ),
        (
            "windows-1256 by its carrier",
            in_1256.clone(),
            Some("text/xml; charset=\"windows-1256\""),
        ),
        ("windows-1256 that nobody names", in_1256, None),
        (
            "utf-16",
            text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            None,
        ),
    ];
    for (name, bytes, content_type) in cases {
        let about = About {
            content_type,
            ..About::default()
        };
        let title = parse(&bytes, &about).unwrap().title;
        assert_eq!(
            shown(&title),
            Some("أعلنت بلدية لنار أن الجسر سيفتح اليوم"),
            "{name}"
        );
    }
}

#[test]
fn what_is_no_feed() {
    let cases = [
        ("<html><body>x</body></html>", "its first element is <html>"),
        ("<opml/>", "its first element is <opml>"),
        ("words", "it has no elements"),
        ("", "not a feed: the page is empty"),
        ("{\"a\": 1}", "it has no list of items"),
        ("{\"items\": [", "not a JSON feed"),
        ("%PDF-1.7", "PDF"),
    ];
    for (text, expected) in cases {
        let error = parse(text.as_bytes(), &About::default())
            .unwrap_err()
            .to_string();
        assert!(error.contains(expected), "{text}: {error}");
    }
    assert_eq!(
        parse(&vec![b' '; MAX_BYTES + 1], &About::default()),
        Err(Error::TooLarge(MAX_BYTES + 1))
    );
}

#[test]
fn dates_of_entries() {
    let seconds = |when: Option<When>| when.map(|when| when.seconds());
    let entry = entry(
        "<pubDate>x</pubDate><pubDate>Sat, 03 May 2031 14:35:07 GMT</pubDate><dc:date>nonsense</dc:date>",
    );
    assert_eq!(seconds(entry.published), Some(1_935_585_307));
    assert_eq!(entry.updated, None);
}

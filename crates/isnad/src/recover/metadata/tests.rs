use crate::model::{FeedItem, Language};

use super::{super::dom, Metadata, read};

fn of(html: &str) -> Metadata {
    with_item(html, None)
}

fn with_item(html: &str, item: Option<&FeedItem>) -> Metadata {
    let url = Some("https://tern.example/1");
    read(&dom::parse(html), url, item, &|_| false)
}

/// The place that was believed for a field, and those that say otherwise.
fn choice(metadata: &Metadata, field: &str) -> Option<(String, Vec<String>)> {
    let choices = metadata.choices.iter().chain(&metadata.authors.choice);
    let choice = choices.into_iter().find(|choice| choice.field == field)?;
    let against = choice.against.iter().map(ToString::to_string).collect();
    Some((choice.rule.to_string(), against))
}

#[test]
fn where_places_disagree_the_choice_says_which_won() {
    let metadata = of("<script type='application/ld+json'>
        {\"@type\":\"NewsArticle\",\"datePublished\":\"2031-05-03T10:00:00Z\",\"author\":\"Ada Lind\"}</script>
        <meta property='article:published_time' content='2031-05-04'>
        <meta name='author' content='Omar Sel'><meta name='date' content='2031-05-03T10:00:00Z'>");
    let published = metadata
        .published
        .as_ref()
        .map(|(moment, _)| moment.date.to_string());
    assert_eq!(published.as_deref(), Some("2031-05-03"));
    assert_eq!(
        choice(&metadata, "published"),
        Some(("json-ld".into(), vec!["meta-article:published_time".into()]))
    );
    assert_eq!(metadata.authors.names, ["Ada Lind"]);
    assert_eq!(
        choice(&metadata, "byline"),
        Some(("json-ld".into(), vec!["meta-author".into()]))
    );
}

#[test]
fn microdata_and_rdfa_are_read() {
    let forms = [
        "<article itemscope itemtype='https://schema.org/NewsArticle'>
            <span itemprop='author' itemscope><b itemprop='name'>Ada Lind</b> writes about ports</span>
            <time itemprop='datePublished' datetime='2031-05-03'>Saturday</time>
            <meta itemprop='isAccessibleForFree' content='False'></article>",
        "<article vocab='https://schema.org/' typeof='NewsArticle'>
            <span property='author'>Ada Lind</span>
            <span property='schema:datePublished' content='2031-05-03'>Saturday</span>
            <span property='isAccessibleForFree' content='false'></span></article>",
    ];
    for html in forms {
        let metadata = of(html);
        assert_eq!(metadata.authors.names, ["Ada Lind"], "{html}");
        let published = metadata
            .published
            .map(|(moment, evidence)| (moment.to_string(), evidence.rule));
        assert_eq!(
            published,
            Some(("2031-05-03".into(), "microdata".into())),
            "{html}"
        );
        assert_eq!(metadata.is_accessible_for_free, Some(false), "{html}");
    }
}

#[test]
fn facts_of_other_articles_are_not_this_ones() {
    let metadata = of("<p itemprop='author'>Ada Lind</p>
        <div class='related'><p itemprop='author'>Omar Sel</p>
        <time itemprop='datePublished' datetime='2030-01-01'></time></div>");
    assert_eq!(metadata.authors.names, ["Ada Lind"]);
    let published = metadata.published.map(|(_, evidence)| evidence.rule);
    assert_eq!(published, Some("time-element".into()));
}

#[test]
fn every_fact_has_its_places() {
    let metadata = of("<html lang='ar-TN'><title>عودة السفن | الخرشنة</title>
        <link rel=canonical href='https://tern.example/a'>
        <meta property='og:site_name' content='الخرشنة'>
        <meta property='og:image' content='https://tern.example/a.jpg'>
        <meta property='article:section' content='اقتصاد'>
        <meta name='keywords' content='ميناء، سفن, ميناء'>
        <meta property='article:content_tier' content='free'>
        <meta name='twitter:label1' content='بقلم'><meta name='twitter:data1' content='سعاد العمري'>
        <h1>عودة السفن</h1>");
    assert_eq!(metadata.language.as_ref().map(Language::as_str), Some("ar"));
    assert_eq!(
        metadata.canonical.as_deref(),
        Some("https://tern.example/a")
    );
    assert_eq!(
        metadata.publisher.map(|site| site.name).as_deref(),
        Some("الخرشنة")
    );
    assert_eq!(
        metadata.image.as_deref(),
        Some("https://tern.example/a.jpg")
    );
    assert_eq!(metadata.section.as_deref(), Some("اقتصاد"));
    assert_eq!(metadata.tags, ["ميناء", "سفن"]);
    assert_eq!(metadata.is_accessible_for_free, Some(true));
    assert_eq!(metadata.authors.names, ["سعاد العمري"]);
    assert_eq!(
        metadata.headline.map(|(text, _)| text).as_deref(),
        Some("عودة السفن")
    );
}

#[test]
fn the_time_nearest_to_the_headline_is_the_articles() {
    let day = |html: &str| {
        let (moment, evidence) = of(html).published.expect(html);
        (moment.date.to_string(), evidence.rule.to_string())
    };
    let latest = "<ul><li><time datetime='2031-05-09'>9 May</time> Ferry late</ul>";
    let cases = [
        // In the order of the page another's time comes first.
        format!("{latest}<h1>Harbour reopens</h1><p><time datetime='2031-05-03'>3 May</time>"),
        format!("<time datetime='2031-05-03'>3 May</time><h1>Harbour reopens</h1>{latest}"),
        // One that stands nearer is in a part about others.
        "<h1>Harbour reopens</h1><nav><time datetime='2031-05-09'></time></nav>
         <p><i>x</i><i>x</i></p><time datetime='2031-05-03'></time>"
            .to_owned(),
    ];
    for html in cases {
        assert_eq!(
            day(&html),
            ("2031-05-03".into(), "time-element".into()),
            "{html}"
        );
    }
}

#[test]
fn pictures_have_authors_of_their_own() {
    let metadata = of(
        "<figure><span itemprop='author'>Photo provided by Omar Sel</span></figure>
        <meta name='author' content='Ada Lind'>",
    );
    assert_eq!(metadata.authors.names, ["Ada Lind"]);
}

#[test]
fn when_a_page_was_changed_is_not_when_it_was_published() {
    let metadata = of("<meta name='last-modified' content='Sat, 03 May 2031 16:02:01 GMT'>");
    assert_eq!(metadata.published, None);
    let modified = metadata.modified.map(|moment| moment.to_string());
    assert_eq!(modified.as_deref(), Some("2031-05-03T16:02:01Z"));
}

#[test]
fn a_feed_is_trusted_more_than_guesses_and_less_than_the_page() {
    let item = FeedItem {
        title: Some("Harbour reopens".to_owned()),
        authors: vec!["Ada Lind".to_owned(), "Omar Sel".to_owned()],
        published: Some("2031-05-03T12:00:00+02:00".to_owned()),
        modified: Some("2031-05-04".to_owned()),
        publisher: Some("The Tern".to_owned()),
        language: Some("fr".to_owned()),
        ..FeedItem::default()
    };
    // A page, what is taken from it for published, byline and headline, and from where.
    let cases = [
        ("", "2031-05-03", "Ada Lind", "Harbour reopens", ["feed"; 3]),
        (
            "<title>Old news</title><time datetime=2031-05-01>1 May</time>",
            "2031-05-03",
            "Ada Lind",
            "Harbour reopens",
            ["feed"; 3],
        ),
        (
            "<meta property=article:published_time content=2031-05-02>
            <meta name=author content='Mia Ros'><h1>Back to sea</h1>",
            "2031-05-02",
            "Mia Ros",
            "Back to sea",
            ["meta-article:published_time", "meta-author", "h1"],
        ),
    ];
    for (html, published, author, headline, rules) in cases {
        let metadata = with_item(html, Some(&item));
        let (moment, _) = metadata.published.as_ref().unwrap();
        assert_eq!(moment.date.to_string(), published, "{html}");
        assert_eq!(metadata.authors.names[0], author, "{html}");
        assert_eq!(metadata.headline.as_ref().unwrap().0, headline, "{html}");
        for (field, rule) in ["published", "byline", "headline"].into_iter().zip(rules) {
            let (won, against) = choice(&metadata, field).unwrap();
            assert_eq!(won, rule, "{field} of {html}");
            let is_against = against.iter().any(|other| other == "feed");
            assert_eq!(is_against, rule != "feed", "{field} of {html}");
        }
        let modified = metadata.modified.unwrap().date.to_string();
        assert_eq!(modified, "2031-05-04");
        assert_eq!(metadata.publisher.unwrap().name, "The Tern");
        assert_eq!(metadata.language, Language::from_tag("fr"));
    }
}

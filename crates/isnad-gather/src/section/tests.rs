//! Invented section pages, and pages that are none.

use super::*;

fn page(url: &str, html: &str) -> Page {
    Page {
        url: Some(url.to_owned()),
        ..Page::from_html(html)
    }
}

/// Paths of the links found on a page of `https://lennar.example/news/`, separated by spaces.
fn found(html: &str) -> String {
    let links = article_links(&page("https://lennar.example/news/", html));
    let paths: Vec<&str> = links
        .iter()
        .map(|link| link.strip_prefix("https://lennar.example").unwrap_or(link))
        .collect();
    paths.join(" ")
}

const MENU: &str = "<header><a href=/>Lennar Post</a><nav><ul><li><a href=/news/>News</a>
    <li><a href=/news/harbour-and-ferries>Harbour and the ferries of the islands</a>
    <li><a href=/sport>Sport</a></ul></nav></header>";

const FOOTER: &str = "<footer><a href=/about-us>About the people who make this paper</a>
    <a href=/privacy>Privacy</a><a href=/login?to=/news/>Log in</a>
    <a href=https://social.example/lennar>Follow us</a></footer>";

#[test]
fn by_date_and_words() {
    let html = format!(
        "{MENU}<main><article><a href=/2031/03/05/harbour-reopens><img src=a.jpg></a>
        <h2><a href=/2031/03/05/harbour-reopens>Harbour reopens after nine weeks</a></h2>
        <a href=/author/ada-lind>Ada Lind</a> <a href=/tag/harbour-of-the-north>The harbour of the north</a>
        <a href=/2031/03/05/harbour-reopens#comments>14 comments</a></article>
        <article><a href='/2031/03/04/bridge.html'><h3>Bridge closed</h3></a></article>
        <a href=/news/page/2>Older news of the harbour and town</a> <a href='?page=3'>Next page of news</a></main>{FOOTER}"
    );
    assert_eq!(
        found(&html),
        "/2031/03/05/harbour-reopens /2031/03/04/bridge.html"
    );
}

#[test]
fn by_number() {
    let html = format!(
        "{MENU}<div class=list>
        <a href=/news/48211>Council of Lennar votes on the new bridge</a>
        <a href=article.php?id=48212>Ferry to Selwana sails again</a>
        <a href='/news/48213-storm-over-the-coast.html'></a>
        <a href=/news/7>7</a><a href=/gallery/48214.jpg>A ship in the harbour of Lennar</a></div>{FOOTER}"
    );
    assert_eq!(
        found(&html),
        "/news/48211 /news/article.php?id=48212 /news/48213-storm-over-the-coast.html"
    );
}

#[test]
fn arabic_addresses_and_words() {
    let html = "<div class=main-menu><a href=/سياسة>سياسة</a><a href=/اقتصاد>اقتصاد</a></div>
        <div class=news-item><a href=/سياسة/مجلس-لنار-يصوت-على-جسر-جديد>مجلس لنار يصوت على جسر جديد</a></div>
        <div class=news-item><a href=/story/90211>عودة العبارات إلى ميناء لنار</a></div>
        <div class=news-item><a href=/وسم/ميناء-لنار-القديم>ميناء لنار القديم في الشمال</a></div>
        <div class=footer-links><a href=/من-نحن>من نحن وكيف نعمل في الصحيفة</a></div>";
    let links = article_links(&page("https://lennar.example/", html));
    assert_eq!(links.len(), 2, "{links:?}");
    assert!(
        links[0].starts_with("https://lennar.example/%D8%B3") && links[1].ends_with("/story/90211")
    );
}

/// Addresses that say little are believed when several are made alike and have headlines.
#[test]
fn addresses_made_alike_support_each_other() {
    let item = |name: &str, words: &str| format!("<div><a href=/n/{name}>{words}</a></div>");
    let three = [
        item("k3f", "Harbour reopens after nine weeks"),
        item("m9x", "Ferry sails again to Selwana"),
        item("p2q", "Council votes on the bridge"),
    ];
    assert_eq!(found(&three.concat()), "/n/k3f /n/m9x /n/p2q");
    assert_eq!(found(&three[..2].concat()), "");
    let sections = "<a href=/sport>Sport</a><a href=/town>Town</a><a href=/coast>Coast</a>";
    assert_eq!(found(sections), "");
}

#[test]
fn links_are_of_the_site_each_once_and_absolute() {
    let html = "<base href=https://lennar.example/news/north/>
        <a href=2031-03-05-harbour-reopens.html>Harbour reopens</a>
        <a href=https://www.lennar.example/2031/03/05/a-bridge-is-closed>A bridge is closed</a>
        <a href=https://news.lennar.example/2031/03/05/storm>Storm over the coast again</a>
        <a href=https://other.example/2031/03/05/harbour-reopens>Harbour reopens after nine weeks</a>
        <a href=https://notlennar.example/2031/03/05/harbour>Harbour reopens after nine weeks</a>
        <a href=mailto:desk@lennar.example>Write to the desk of the paper</a>
        <a href='javascript:open(20310305)'>Open the harbour in a window</a>
        <a href='#20310305'>Down to the harbour and its ferries</a>
        <a href='http://[bad/2031/03/05/x-y-z'>Harbour reopens after nine weeks</a>
        <a href=2031-03-05-harbour-reopens.html>Harbour reopens after nine weeks</a>";
    assert_eq!(
        found(html),
        "/news/north/2031-03-05-harbour-reopens.html \
         https://www.lennar.example/2031/03/05/a-bridge-is-closed \
         https://news.lennar.example/2031/03/05/storm"
    );
}

#[test]
fn a_page_without_an_address_has_no_links() {
    let html = "<a href=https://lennar.example/2031/03/05/a>Harbour reopens after nine weeks</a>";
    assert!(article_links(&Page::from_html(html)).is_empty());
    assert_eq!(found(html), "/2031/03/05/a");
}

#[test]
fn there_is_an_end_to_links() {
    let html: String = (0..2_000)
        .map(|n| format!("<a href=/2031/03/05/{n}>Harbour reopens after nine weeks</a>"))
        .collect();
    assert_eq!(
        article_links(&page("https://lennar.example/", &html)).len(),
        MAX_LINKS
    );
}

#[test]
fn shells_of_applications() {
    let sentences = [
        "The harbour of Lennar reopened on Saturday after repairs that had lasted nine weeks.",
        "Ferries to the islands sail again at noon, and the fish market opens on Monday.",
        "The north quay stays closed until summer, when its last stones are laid.",
        "The council had voted for the repairs in winter, after the storm.",
        "Its director said that the old crane would be kept as a monument.",
        "Two ships from Selwana were the first that came in on Saturday morning.",
        "Their crews were met by the mayor, a band and some three hundred people.",
        "A second part of the repairs begins next year and will take until autumn.",
        "Until then the larger ships of the company go on to the harbour of Selwana.",
    ];
    let text = sentences.join(" ");
    let in_script = format!("{:?}", format!("<p>{}</p>", sentences.join("</p><p>")));
    for (html, expected) in [
        ("<body><div id=root></div><script src=/main.js></script>".to_owned(), true),
        ("<title>News</title><div id=__next><p>Loading</div><script>start()</script>".to_owned(), true),
        ("<app-root></app-root><script src=/m.js></script>".to_owned(), true),
        ("<script src=a.js></script><noscript>You need to enable JavaScript to run this.</noscript>
          <a href=/a>a</a><a href=/b>b</a><a href=/c>c</a>".to_owned(), true),
        ("<script src=a.js></script><noscript><p>يرجى تفعيل جافا سكريبت</p></noscript>".to_owned(), true),
        ("<html><head></head><body><script>location='/x'</script></body></html>".to_owned(), true),
        // Drawn on the server, into the same element.
        (format!("<div id=root><article><p>{text}</p></article></div><script src=/main.js></script>"), false),
        (format!("<noscript>Enable JavaScript</noscript><article><p>{text}</p></article><script></script>"), false),
        // Short, but whole.
        ("<h1>404</h1><p>Nothing is here.</p>".to_owned(), false),
        ("<p>Short news</p><a href=/1>1</a><a href=/2>2</a><a href=/3>3</a><script>count()</script>".to_owned(), false),
        // The text comes along.
        (format!("<title>Harbour of Lennar reopened after repairs</title><div id=root></div>
                 <script>data = {{\"body\": {in_script}}}</script>"), false),
        (String::new(), false),
    ] {
        let needs = needs_scripts(&page("https://lennar.example/", &html));
        assert_eq!(needs, expected, "{html}");
    }
}

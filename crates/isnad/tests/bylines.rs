//! Who wrote an article and when, where only the page's visible lines say it.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

use isnad::{
    model::{Article, Page},
    recover::recover,
};

const FIRST: &str = "The harbour of Lennar reopened on Saturday after nine weeks of repairs, its director said, and the first ferry left at noon.";
const SECOND: &str = "Fourteen boats lay at the north quay in the evening, of which two are ferries, and the town expects that more will come in the summer.";

/// The article of a page with a line between headline and body.
fn article(line: &str) -> Article {
    let page = Page::from_html(&format!(
        "<h1>Harbour of Lennar reopens</h1>{line}<article><p>{FIRST}</p><p>{SECOND}</p></article>"
    ));
    recover(&page).unwrap().articles.remove(0)
}

#[test]
fn names_and_days_are_read_from_lines_near_the_headline() {
    let lines = [
        "<p>By <a href=/authors/ada-lind>Ada Lind</a> May 3, 2031</p>",
        "<p><a href=/authors/ada-lind>Ada Lind</a></p><p>May 3, 2031</p>",
        "<p>May 3, 2031, 14:35 by Ada Lind</p>",
        "<p>Ada Lind – May 3, 2031</p>",
        "<div class=byline><a class=author>Ada Lind</a> <i>Tern Weekend</i></div><p>May 3, 2031</p>",
        "<div class=byline>By Ada Lind, in Harbour, Business</div><p>May 3, 2031</p>",
        "<p><b class=author>Ada Lind</b> <b class=author>7 hours ago</b></p><p>May 3, 2031</p>",
    ];
    for line in lines {
        let article = article(line);
        assert_eq!(article.byline, ["Ada Lind"], "{line}");
        let day = article.published.map(|moment| moment.date.to_string());
        assert_eq!(day.as_deref(), Some("2031-05-03"), "{line}");
    }
}

#[test]
fn a_line_gives_way_to_nobody_but_the_site_itself() {
    let site = "<meta property=og:site_name content='The Tern'>";
    let cases = [
        ("The Tern", "Ada Lind"),
        ("Tern", "Ada Lind"),
        ("TT", "Ada Lind"),
        ("Omar Sel", "Omar Sel"),
    ];
    for (said, expected) in cases {
        let article = article(&format!(
            "{site}<meta name=author content='{said}'><p>By Ada Lind</p>"
        ));
        assert_eq!(article.byline, [expected], "{said}");
    }
}

#[test]
fn the_day_is_the_one_that_the_page_shows() {
    let told = "<meta property=article:published_time content='2031-05-04T02:00:00Z'>";
    let article = article(&format!("{told}<p>May 3, 2031 10:00 PM</p>"));
    let moment = article.published.unwrap();
    assert_eq!(moment.date.to_string(), "2031-05-03");
    assert_eq!(moment.instant.unwrap().to_string(), "2031-05-04T02:00:00Z");
}

//! What the pages show of the way between articles: the picture and the timeline of a story, two
//! articles beside each other, where paragraphs stand first, claims of exclusivity.

#![allow(clippy::expect_used, reason = "a fixture that fails is a failed test")]

mod fixture;
mod site;

use axum::http::StatusCode;
use fixture::{Draft, Folder, source};
use isnad::{
    model::{BlockKind, Derivation, Evidence, Overlap, Page, Reading, SourceKind},
    trace::{Family, overlaps},
};
use isnad_store::Store;
use site::{Site, id, site};

const REPORT: &str = "https://northwire.example/ar/1";
const COPY: &str = "https://mersal.example/f?id=7&x=1";
const SECOND: &str = "https://tilal.example/n/3";
const OWN: &str = "https://ledger.example/ferry";

#[tokio::test]
async fn a_story_has_a_picture_with_a_text_twin() {
    let (_folder, site) = site("picture");
    let page = site.get(&format!("/story/{}?lang=en", id(REPORT))).await;
    page.in_order(&[
        r#"role="img" aria-labelledby="tree-name tree-words" direction="ltr""#,
        r#"<title id="tree-name">How the report travelled</title>"#,
        r#"<text class="share""#,
        r#"<ol id="tree-text">"#,
        r#"<li class="step-0">"#,
        r#"<li class="step-1">"#,
        r#"<li class="step-2">"#,
    ]);
}

#[tokio::test]
async fn a_story_has_a_timeline_of_what_changed() {
    let (_folder, site) = site("timeline");
    let page = site.get(&format!("/story/{}?lang=en", id(REPORT))).await;
    let (_, timeline) = page
        .body
        .split_once(r#"<ol class="timeline">"#)
        .unwrap_or_default();
    let (timeline, _) = timeline.split_once("</ol>").unwrap_or_default();
    let mut at = 0;
    for words in [
        "First report",
        // An hour later the same page had another figure, and nothing said so.
        "Revision, not marked",
        "<del><bdi>أكثر من 30 راكباً</bdi></del>",
        "New origin",
        "Another figure",
        "At least 38 passengers",
        "Changed in the copy",
        ">45</ins>",
        "Last report",
    ] {
        let found = timeline.get(at..).and_then(|rest| rest.find(words));
        at += found.unwrap_or_else(|| panic!("{words}: {timeline}"));
    }
}

#[tokio::test]
async fn figures_say_when_they_hold_and_lead_to_a_comparison() {
    let (_folder, site) = site("as-of");
    let page = site.get(&format!("/story/{}?lang=en", id(REPORT))).await;
    page.holds(&[
        r#"As of <bdi lang="en">on Saturday</bdi> (<bdi>2031-05-03</bdi>)"#,
        &format!(r#"href="/compare/{}/{}""#, id(REPORT), id(OWN)),
    ]);
}

#[tokio::test]
async fn two_articles_stand_beside_each_other() {
    let (_folder, site) = site("compare");
    let path = format!("/compare/{}/{}", id(REPORT), id(COPY));
    let page = site.get(&format!("{path}?lang=en")).await;
    assert_eq!(page.status, StatusCode::OK);
    page.holds(&["The second took its text from the first", "0.82"]);
    page.in_order(&[
        "What differs",
        r#"<p class="kind">Number</p>"#,
        r#">First article: </span>40</del>"#,
        r#">Second article: </span>45</ins>"#,
        r#"<p class="kind">Headline</p>"#,
        "Both texts",
        r#"<div class="row">"#,
        r#"<del class="fact">40</del>"#,
        r#"<ins class="fact">45</ins>"#,
        "خط قديم",
    ]);
    page.lacks(&["<script", " style="]);
    let turned = format!("/compare/{}/{}", id(COPY), id(REPORT));
    let page = site.get(&format!("{turned}?lang=en")).await;
    page.holds(&[
        "The first took its text from the second",
        r#"<ins class="fact">40</ins>"#,
    ]);
}

#[tokio::test]
async fn articles_that_share_nothing_and_an_article_beside_itself() {
    let (_folder, site) = site("compare-far");
    let page = site
        .get(&format!("/compare/{}/{}?lang=en", id(REPORT), id(OWN)))
        .await;
    page.holds(&["The two share no passage of three words or more."]);
    let page = site
        .get(&format!("/compare/{0}/{0}?lang=en", id(REPORT)))
        .await;
    page.holds(&["No difference was found.", r#"<div class="row same">"#]);
    for path in ["/compare/zz/1", "/compare/1/2", "/compare/1"] {
        let status = site.get(path).await.status;
        assert!(status.is_client_error(), "{path}: {status}");
    }
}

#[tokio::test]
async fn the_form_leads_to_the_comparison() {
    let (_folder, site) = site("compare-form");
    let here = format!("/compare/{}", id(REPORT));
    let there = format!("{here}/{}", id(COPY));
    for with in [
        "https%3A%2F%2Fmersal.example%2Ff%3Fid%3D7%26x%3D1".to_owned(),
        id(COPY).to_string(),
    ] {
        let answer = site.get(&format!("{here}?with={with}")).await;
        assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT, "{with}");
        assert_eq!(answer.header("location"), there);
    }
    let answer = site.get(&format!("{here}?with=the+ferry&lang=en")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let page = site.get(&format!("/article/{}?lang=en", id(REPORT))).await;
    page.holds(&[&format!(
        r#"<form class="ask" action="{here}" method="get">"#
    )]);
    assert!(
        page.header("content-security-policy")
            .contains("form-action 'self'")
    );
}

#[tokio::test]
async fn a_comparison_as_json_counts_letters() {
    let (_folder, site) = site("compare-json");
    let path = format!("/api/v1/compare/{}/{}", id(REPORT), id(COPY));
    let answer = site.get(&path).await;
    assert_eq!(answer.header("content-type"), "application/json");
    let value: serde_json::Value = serde_json::from_str(&answer.body).expect("json");
    assert_eq!(value["schema"], "isnad/1");
    assert_eq!(value["a"], id(REPORT).to_string());
    let number = &value["differences"][0];
    assert_eq!(number["kind"], "number");
    assert_eq!(
        (&number["a"]["exact"], &number["b"]["exact"]),
        (&"40".into(), &"45".into())
    );
    let text = fixture::report().article.text;
    let start = number["a"]["start"].as_u64().unwrap_or_default() as usize;
    assert_eq!(text.chars().skip(start).take(2).collect::<String>(), "40");
    assert_eq!(value["passages"][0]["kind"], "same");
    assert_eq!(
        site.get("/api/v1/compare/1/x").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn paragraphs_say_where_they_stand_first() {
    let (_folder, site) = site("blame");
    // Through the first copy the second goes back to the report.
    let page = site.get(&format!("/article/{}?lang=en", id(SECOND))).await;
    page.in_order(&[
        r#"id="show-blame""#,
        r#"<small class="blame first" dir="ltr" lang="en">first in"#,
        &format!(r#"href="/article/{}#b1""#, id(REPORT)),
    ]);
    let page = site.get(&format!("/article/{}?lang=en", id(REPORT))).await;
    page.lacks(&["show-blame", r#"class="blame"#]);
}

/// The words of one speaker, in two reports that have nothing else in common.
const SAID: &str = "we will open the gate on Monday and nobody in this town will have to walk around the lake again, \
    whatever the province says about the price of the bridge or the colour of its lamps";

/// Reports that claim to be exclusive: one alone, one that another took from, that other, two of which nothing
/// says who was first, and two that quote the same words.
fn claims(store: &mut Store) {
    let quay = "The north quay of Lennar was raised by forty centimetres in nine weeks, its director \
        Omar Sel said on Saturday, and the ferries to Quelan sail again from Monday at noon.";
    let lamps = "All lamps of the old town go out for an hour on Friday so that the children of the \
        school at the mill can count the stars for a map of the southern sky over Lennar.";
    let bells = "The bells of Quelan are silent until autumn because the tower leans by a hand more \
        than last year, the mason who measures it every spring told the council on Tuesday.";
    let draft = |number, words: &str| {
        let paper = source(&format!("Paper {number}"), SourceKind::Outlet, None);
        let url = format!("https://paper{number}.example/");
        Draft::new(&url, "en", paper, "2031-05-03T08:00:00Z")
            .block(BlockKind::Byline, "Exclusive")
            .block(BlockKind::Paragraph, words)
            .exclusive("Exclusive")
    };
    let work = "Work at the gate of Lennar has taken two summers, and the ferrymen, who lost their trade when the \
        road was closed, came to the square this morning with flags, where the mayor climbed a cart and said";
    let letter = "In a letter that reached our desk after the council had met behind closed doors, Ilsa Brandt \
        answers those who doubt the date, and leaves the question of who pays for the next winter to others";
    let quoting = |number, words: &str, speaker| {
        draft(number, &format!("{words}: \"{SAID}\"")).quote(SAID, speaker, "", true)
    };
    let mut reports: Vec<Reading> = [(1, quay), (2, lamps), (3, lamps), (4, bells), (5, bells)]
        .map(|(number, words)| draft(number, words).done())
        .into();
    reports.push(quoting(6, work, "the mayor").done());
    reports.push(quoting(7, letter, "Ilsa Brandt").done());
    for reading in &reports {
        let page = Page {
            url: reading.article.url.clone(),
            ..Page::from_html("<p>one")
        };
        let (number, _) = store.accept(&page).expect("accept");
        let found: Vec<Overlap> = overlaps(reading, store).expect("overlaps");
        store.put(number, reading, &found).expect("put");
    }
    let taken = Derivation {
        copy: reports[2].article.id,
        parent: Some(reports[1].article.id),
        copy_in_parent: 1.0,
        parent_in_copy: 1.0,
        confidence: 0.8,
        evidence: vec![Evidence::rule("held-in-parent", 0.8)],
        changes: Vec::new(),
        further: Vec::new(),
        alternatives: Vec::new(),
    };
    let family = Family {
        derivations: vec![taken],
        origins: Vec::new(),
        quotations: Vec::new(),
    };
    store.settle(&family).expect("settle");
}

#[tokio::test]
async fn a_claim_of_exclusivity_stands_beside_what_is_held() {
    let folder = Folder::new("claims");
    claims(&mut Store::open(&folder.0).expect("open"));
    let site = Site::over(&folder.0);
    let cases = [
        (1, "No other article held here has its text."),
        (
            2,
            "Others held here have its text, and took it from here as far as the evidence goes.",
        ),
        (
            3,
            "Its text stands in another article, which it was taken from as far as the evidence goes:",
        ),
        (4, "Others held here have its text; who was first is open."),
    ];
    for (number, held) in cases {
        let path = format!(
            "/article/{}?lang=en",
            id(&format!("https://paper{number}.example/"))
        );
        let page = site.get(&path).await;
        page.holds(&[
            r##"exclusive: <a href="#b0"><q dir="ltr" lang="en">Exclusive</q></a>"##,
            held,
        ]);
    }
    // Who quotes the same words has not the same text.
    let path = format!("/article/{}?lang=en", id("https://paper6.example/"));
    let page = site.get(&path).await;
    page.holds(&[
        "No other article held here has its text.",
        "Quote the same words, and share nothing else",
        "<bdi>Paper 7</bdi>",
    ]);
    // Where the order is open, the paragraph also stands elsewhere.
    let page = site
        .get(&format!(
            "/article/{}?lang=en",
            id("https://paper4.example/")
        ))
        .await;
    page.holds(&[
        r#"<small class="blame also" dir="ltr" lang="en">also in"#,
        "<bdi>Paper 5</bdi>",
    ]);
}

//! Articles written to break out of the page.
#![allow(clippy::expect_used, reason = "a fixture that fails is a failed test")]

mod fixture;
mod site;

use fixture::{Draft, Folder, keep, source};
use isnad::{
    model::{
        BlockKind, Change, ChangeKind, Conflict, Derivation, Evidence, MentionKind, Origin,
        OriginKind, Reading, SourceKind, Span,
    },
    trace::Family,
};
use isnad_store::Store;
use site::Site;

const SCRIPT: &str = "<script>alert(1)</script>";
const ATTRIBUTE: &str = "\" onmouseover=\"alert(1)\" x='";

fn hostile(url: &str) -> Reading {
    let name = format!("Ledger {SCRIPT}{ATTRIBUTE}");
    let key = format!("../{SCRIPT}");
    let publisher = source(&name, SourceKind::Outlet, Some(&key));
    let words = format!("Quay {SCRIPT} {ATTRIBUTE} said 40 ships \u{202E}left\u{2066} &amp; more");
    let mut reading = Draft::new(url, "en", publisher.clone(), "2031-05-03T14:05:00Z")
        .block(
            BlockKind::Headline,
            &format!("\u{202E}Harbour\u{202C} {SCRIPT}"),
        )
        .block(BlockKind::Paragraph, &words)
        .block(BlockKind::Credit, "</p></section><h1>mine")
        .quote(SCRIPT, "Quay", "said", true)
        .figure(
            "40 ships",
            isnad::model::Bound::Exactly,
            40.0,
            SCRIPT,
            "<script>",
        )
        .time("40", ATTRIBUTE)
        .mention("Quay", MentionKind::Place, ATTRIBUTE)
        .credit("mine", publisher)
        .related(SCRIPT, "javascript:alert(1)")
        .related("data", "data:text/html,<b>")
        .dropped("chrome-phrase", SCRIPT)
        .exclusive("<script>alert")
        .holding("\" onmouseover")
        .with(|article| {
            article.byline = vec![SCRIPT.into()];
            article.tags = vec![ATTRIBUTE.into()];
            article.section = Some(SCRIPT.into());
            article.canonical = Some("javascript:alert(2)".into());
            article.published_evidence = Some(Evidence::at(SCRIPT, Span::new(1, 9999), -3.5));
        })
        .done();
    // Annotations that do not fit the text must not stop the page.
    reading.quotes[0].speaker = Some(Span::new(3, 1_000_000));
    let mut beyond = reading.figures[0].clone();
    beyond.span = Span::new(1_000_000, 2_000_000);
    beyond.value = Some(f64::NAN);
    reading.figures.push(beyond);
    reading
}

fn fill(folder: &Folder) -> (Reading, Reading) {
    let mut store = Store::open(&folder.0).expect("open");
    let first = hostile("javascript:alert(3)//a.example/");
    let second = hostile("https://a.example/\"><script>");
    for reading in [&first, &second] {
        keep(&mut store, reading, "<p>page");
    }
    let ids = (first.article.id, second.article.id);
    let circle = |copy, parent| Derivation {
        copy,
        parent: Some(parent),
        copy_in_parent: -3.5,
        parent_in_copy: 7.0,
        confidence: -1.0,
        evidence: vec![Evidence::rule(SCRIPT, 0.5)],
        changes: vec![Change {
            kind: ChangeKind::Number,
            parent: Some(Span::new(9, 999_999)),
            copy: Some(Span::new(9, 999_999)),
            before: SCRIPT.into(),
            after: "\u{202E}45".into(),
        }],
        further: Vec::new(),
        alternatives: Vec::new(),
    };
    let origin = Origin {
        kind: OriginKind::CreditedAgency,
        source: first.article.publisher.clone(),
        article: None,
        evidence: Evidence::rule(ATTRIBUTE, 0.5),
    };
    store
        .settle(&Family {
            derivations: vec![circle(ids.0, ids.1), circle(ids.1, ids.0)],
            origins: vec![(ids.0, origin.clone())],
            quotations: Vec::new(),
        })
        .expect("settle");
    let claims = [&first, &second].map(|r| (r.article.id, r.figures[0].span));
    let conflict = Conflict {
        unit: SCRIPT.into(),
        figures: claims.into(),
    };
    let readings = [first.clone(), second.clone()];
    let story = fixture::story(&readings, vec![origin], vec![conflict]);
    store.put_stories(&[story]).expect("stories");
    (first, second)
}

#[tokio::test]
async fn nothing_from_outside_becomes_markup() {
    let folder = Folder::new("hostile");
    let (first, second) = fill(&folder);
    let site = Site::over(&folder.0);
    let identity = "..%2F%3Cscript%3Ealert%281%29%3C%2Fscript%3E";
    let pages = [
        "/".to_owned(),
        format!("/story/{}", first.article.id),
        format!("/article/{}", first.article.id),
        format!("/article/{}", second.article.id),
        format!("/compare/{}/{}", first.article.id, second.article.id),
        format!("/compare/{}/{}", second.article.id, first.article.id),
        "/sources".to_owned(),
        format!("/source/{identity}"),
        "/nowhere/<script>?x=\"><script>&lang=\"><script>".replace(['<', '>', '"'], "%22"),
    ];
    for path in pages {
        for lang in ["ar", "en"] {
            let page = site
                .get_with(&path, "cookie", &format!("lang={lang}"))
                .await;
            assert!(
                page.status.is_success() || path.starts_with("/nowhere"),
                "{path}"
            );
            page.lacks(&[
                "<script",
                "\" onmouseover",
                "' onmouseover",
                "href=\"javascript",
                "href=\"data:text",
                "<h1>mine",
                "\u{202E}",
                "\u{2066}",
            ]);
        }
    }
}

#[tokio::test]
async fn only_the_address_that_is_one_becomes_a_link_out() {
    let folder = Folder::new("hostile-links");
    let (first, _) = fill(&folder);
    let site = Site::over(&folder.0);
    let page = site.get(&format!("/article/{}", first.article.id)).await;
    page.lacks(&["rel=\"noopener noreferrer external\""]);
    page.holds(&["&#60;script&#62;alert(1)&#60;/script&#62;"]);
}

//! Every page over a filled data folder: what stands on it, in which language, with which headers.

mod fixture;
mod site;

use axum::http::StatusCode;
use fixture::Folder;
use site::{Site, id, site};

#[tokio::test]
async fn the_front_page_tells_outlets_apart_from_origins() {
    let (_folder, site) = site("front");
    let page = site.get("/").await;
    assert_eq!(page.status, StatusCode::OK);
    page.holds(&[
        r#"<html lang="ar" dir="rtl">"#,
        "جنوح عبّارة قبالة ميناء لينار",
        "4 وسائل · أصلان مستقلان",
        "تباين في رقم واحد",
        "<bdi>The Lennar Ledger</bdi>",
        "وسيلة واحدة · أصل مستقل واحد",
        r#"<time datetime="2031-05-03T14:05:00Z">3 مايو 2031، 14:05 UTC</time>"#,
        r#"dir="ltr" lang="fr""#,
    ]);
    page.lacks(&["<script", "javascript:", " style="]);
}

#[tokio::test]
async fn the_language_is_picked_and_remembered() {
    let (_folder, site) = site("language");
    let page = site.get("/?lang=en").await;
    page.holds(&[
        r#"<html lang="en" dir="ltr">"#,
        "4 outlets · 2 independent origins",
    ]);
    assert!(page.header("set-cookie").starts_with("lang=en; Path=/;"));
    let page = site
        .get_with("/", "accept-language", "fr-FR,fr;q=0.9")
        .await;
    page.holds(&[
        r#"<html lang="fr" dir="ltr">"#,
        "4 médias · 2 origines indépendantes",
    ]);
    assert_eq!(page.header("set-cookie"), "");
}

#[tokio::test]
async fn a_story_shows_its_figures_side_by_side_and_its_tree() {
    let (_folder, site) = site("story");
    let story = id("https://northwire.example/ar/1");
    let page = site.get(&format!("/story/{story}?lang=en")).await;
    assert_eq!(page.status, StatusCode::OK);
    page.holds(&[
        "Figures that disagree",
        "more than 40",
        "more than 45",
        "at least 38",
        r#"<bdi lang="en">Mara Quist</bdi>"#,
        "First to carry it, as far as held here",
        r#"<svg class="tree""#,
        r#"id="tree-text""#,
        r#"<bdi>بوابة تلال</bdi></a> from <bdi>مرسال لينار</bdi>"#,
        "84%",
    ]);
    page.in_order(&["more than 40", "at least 38", "more than 45"]);
}

#[tokio::test]
async fn a_source_that_is_only_credited_is_drawn_dashed() {
    let (_folder, site) = site("dashed");
    let story = id("https://courrier.example/pont");
    let page = site.get(&format!("/story/{story}?lang=en")).await;
    // An agency's box is pointed. Left to right it stands at the left edge and the arrow runs right;
    // right to left it is the mirror.
    page.in_order(&[
        r#"class="box unheld" d="M16 2h168l14 32"#,
        r#"class="arrow" d="M198 34H216V34H256m-7 -4l7 4l-7 4""#,
        r#"class="box" d="M256 2h196v64"#,
    ]);
    let page = site.get(&format!("/story/{story}?lang=ar")).await;
    page.in_order(&[
        r#"class="box unheld" d="M270 2h168l14 32"#,
        r#"<text class="who" x="432""#,
        r#"class="arrow" d="M256 34H238V34H198m7 -4l-7 4l7 4""#,
        r#"class="box" d="M2 2h196v64"#,
    ]);
}

#[tokio::test]
async fn any_article_of_a_story_leads_to_it() {
    let (_folder, site) = site("moved");
    let page = site
        .get(&format!("/story/{}", id("https://ledger.example/ferry")))
        .await;
    assert_eq!(page.status, StatusCode::TEMPORARY_REDIRECT);
    let story = id("https://northwire.example/ar/1");
    assert_eq!(page.header("location"), format!("/story/{story}"));
}

#[tokio::test]
async fn an_article_shows_all_that_is_known_with_its_evidence() {
    let (_folder, site) = site("article");
    let report = id("https://northwire.example/ar/1");
    let page = site.get(&format!("/article/{report}?lang=en")).await;
    assert_eq!(page.status, StatusCode::OK);
    page.holds(&[
        r#"<h1 id="headline" dir="rtl" lang="ar">جنوح عبّارة"#,
        // A figure inside a quote carries both classes and opens the narrower mark's note.
        r##"<mark class="m-figure m-quote"><a id="b2-3" href="#figure-0" title="Figure: more than 40 · Quote: سالم الدروبي">أكثر من 40 راكباً</a></mark>"##,
        r#"<li id="figure-0" class="n-figure" tabindex="-1">"#,
        r#"<code>bound-number-noun</code>"#,
        r#"id="show-quote" checked"#,
        "2031-05-03",
        "json-ld",
        r#"href="/source/northwire""#,
        // What changed since the state an hour before.
        "Revisions",
        "<del><bdi>أكثر من 30 راكباً</bdi></del>",
        "<ins><bdi>أكثر من 40 راكباً</bdi></ins>",
        "Copies of this article",
        "84%",
        r#"href="https://northwire.example/ar/1" rel="noopener noreferrer external""#,
        "cookie-notice",
        "WARC file",
        ".warc.gz",
        "ترميم رصيف لينار ينتهي في الخريف",
    ]);
    page.lacks(&["<script", " style=", "<img"]);
}

#[tokio::test]
async fn a_copy_shows_numbers_and_names_before_cuts() {
    let (_folder, site) = site("copy");
    let copy = id("https://mersal.example/f?id=7&x=1");
    let page = site.get(&format!("/article/{copy}?lang=en")).await;
    page.holds(&[
        "What it changed against its parent",
        "84%",
        "61%",
        r#"href="https://mersal.example/f?id=7&#38;x=1""#,
        "credits-the-agency",
    ]);
    page.in_order(&[
        r#"<p class="kind">Number</p>"#,
        ">Before: </span>40</del>",
        ">After: </span>45</ins>",
        r#"<p class="kind">Name</p>"#,
        r#"<p class="kind">Headline</p>"#,
        "Rewording, cuts and additions",
        r#"<p class="kind">Cut</p>"#,
    ]);
}

#[tokio::test]
async fn sources_lead_to_what_they_published_and_who_credits_them() {
    let (_folder, site) = site("sources");
    let page = site.get("/sources?lang=en").await;
    page.holds(&[
        r#"href="/source/northwire""#,
        "The Lennar Ledger",
        "Aggregator",
    ]);
    let page = site.get("/source/northwire?lang=en").await;
    assert_eq!(page.status, StatusCode::OK);
    page.holds(&["Articles that credit it", "Le pont de Quelan"]);
    let named = site
        .get("/source/%D8%B1%D8%A7%D8%AF%D9%8A%D9%88%20%D9%83%D9%8A%D9%84%D8%A7%D9%86")
        .await;
    assert_eq!(named.status, StatusCode::OK);
    named.holds(&["راديو كيلان"]);
}

#[tokio::test]
async fn the_api_answers_with_documents() {
    let (_folder, site) = site("api");
    let report = id("https://northwire.example/ar/1");
    let answer = site.get(&format!("/api/v1/article/{report}")).await;
    assert_eq!(answer.header("content-type"), "application/json");
    let value: serde_json::Value = serde_json::from_str(&answer.body).expect("json");
    assert_eq!(value["schema"], "isnad/1");
    assert_eq!(value["figures"][0]["span"]["exact"], "أكثر من 40 راكباً");
    let answer = site.get("/api/v1/stories?limit=1").await;
    let value: serde_json::Value = serde_json::from_str(&answer.body).expect("json");
    assert_eq!(value["stories"].as_array().map(Vec::len), Some(1));
    assert_eq!(value["next"], 1);
    assert_eq!(
        site.get("/api/v1/article/zz").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn every_answer_carries_the_guarding_headers() {
    let (_folder, site) = site("headers");
    let style = site.style_href().await;
    for path in [
        "/",
        "/nowhere",
        "/api/v1/stories",
        "/healthz",
        style.as_str(),
    ] {
        let page = site.get(path).await;
        let policy = page.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self'"),
            "{path}"
        );
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(page.header("referrer-policy"), "no-referrer", "{path}");
    }
    let css = site.get(&style).await;
    assert_eq!(css.header("content-type"), "text/css; charset=utf-8");
    assert!(css.header("cache-control").contains("immutable"));
}

#[tokio::test]
async fn what_is_not_there_is_told_in_the_same_design() {
    let (_folder, site) = site("missing");
    let cases = [
        ("/nowhere?lang=en", 404, "No page at this address"),
        (
            "/article/0000000000000001?lang=en",
            404,
            "No page at this address",
        ),
        ("/article/x?lang=en", 404, "No page at this address"),
        (
            "/story/0000000000000001?lang=en",
            404,
            "No page at this address",
        ),
        ("/source/nobody?lang=en", 404, "No page at this address"),
        (
            "/source/%FF?lang=en",
            400,
            "The address makes no sense here",
        ),
    ];
    for (path, status, words) in cases {
        let page = site.get(path).await;
        assert_eq!(page.status.as_u16(), status, "{path}");
        page.holds(&[words, r#"<header class="site">"#]);
    }
}

#[tokio::test]
async fn an_empty_folder_has_a_front_page() {
    let folder = Folder::new("empty");
    let site = Site::over(&folder.0);
    let page = site.get("/?page=18446744073709551615&lang=fr").await;
    assert_eq!(page.status, StatusCode::OK);
    page.holds(&["Aucun sujet pour l’instant."]);
    assert_eq!(site.get("/healthz").await.body, "ok\n");
}

#[tokio::test]
async fn a_folder_that_cannot_be_opened_is_an_error_page_without_its_path() {
    let folder = Folder::new("broken");
    std::fs::write(&folder.0, "a file, not a folder").expect("write");
    let site = Site::over(&folder.0);
    let page = site.get("/?lang=en").await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    page.holds(&["The store could not be read"]);
    page.lacks(&["isnad-server-", "broken"]);
    assert_eq!(
        site.get("/healthz").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    std::fs::remove_file(&folder.0).expect("remove");
}

#[tokio::test]
async fn older_stories_are_a_page_away() {
    let folder = Folder::new("paging");
    let mut store = isnad_store::Store::open(&folder.0).expect("open");
    let stories: Vec<_> = (0..23)
        .map(|day| {
            let url = format!("https://ledger.example/{day}");
            let paper =
                fixture::source("The Lennar Ledger", isnad::model::SourceKind::Outlet, None);
            let published = format!("2031-04-{:02}T09:00:00Z", day + 1);
            let reading = fixture::Draft::new(&url, "en", paper, &published)
                .block(
                    isnad::model::BlockKind::Headline,
                    &format!("Tide table number {day}"),
                )
                .done();
            fixture::keep(&mut store, &reading, &url);
            fixture::story(&[reading], vec![], vec![])
        })
        .collect();
    store.put_stories(&stories).expect("stories");
    drop(store);
    let site = Site::over(&folder.0);
    let first = site.get("/?lang=en").await;
    first.holds(&[
        "Tide table number 22<",
        "Tide table number 3<",
        r#"rel="next" href="/?page=2""#,
    ]);
    first.lacks(&["Tide table number 2<", r#"rel="prev""#]);
    let second = site.get("/?page=2&lang=en").await;
    second.holds(&["Tide table number 2<", r#"rel="prev" href="/?page=1""#]);
    second.lacks(&["Tide table number 3<", r#"rel="next""#]);
}

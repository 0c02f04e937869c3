//! The reader in a real browser, over the sample newsroom.
//!
//! Needs Chromium and chromedriver (Debian: `chromium`, `chromium-driver`). Without them it is
//! skipped, unless the environment says `CI_BROWSER=required`.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

mod common;

use std::{
    env,
    panic::{self, AssertUnwindSafe},
};

use common::{
    Scratch,
    desk::{Desk, article, compare},
    sample::{self, CHANGED, COPY, CORRECTED, FAMILY},
    server::Server,
    webdriver::Browser,
};
use serde_json::json;

/// Pages and words of theirs that are no part of an article.
const DROPPED: [(&str, &str); 2] = [
    ("22-jusur-rate.txt#0", "الميناء"),
    ("08-selwana-now-wardana.html#0", "أرسل لصديق"),
];
/// WebDriver's name of the key.
const TAB: char = '\u{e004}';

/// The checks, each with its name.
macro_rules! named {
    ($($check:ident),* $(,)?) => { [$((stringify!($check), $check as fn(&Desk))),*] };
}

#[test]
fn the_reader_in_a_browser() {
    let Some(browser) = Browser::start() else {
        assert_ne!(
            env::var("CI_BROWSER").as_deref(),
            Ok("required"),
            "no Chromium, no chromedriver"
        );
        println!("skipped: no Chromium");
        return;
    };
    let scratch = Scratch::new();
    let server = Server::with_sample(&scratch.path("data"));
    let desk = Desk { browser, server };
    let mut failed = Vec::new();
    let checks = named![
        arabic_runs_from_right_to_left,
        english_keeps_arabic_right_to_left,
        the_flood_is_one_story,
        the_story_lists_the_family,
        the_picture_runs_from_the_start_side,
        a_narrow_screen_has_the_picture_as_text,
        the_timeline_tells_a_correction,
        two_articles_stand_side_by_side,
        the_form_leads_to_two_articles,
        paragraphs_say_where_they_stand_first,
        marks_go_off_without_a_script,
        the_way_back_is_shown,
        a_correction_has_two_revisions,
        nothing_leaves_the_host,
        tab_finds_the_skip_link,
        a_narrow_screen_does_not_scroll_sideways,
    ];
    for (name, check) in checks {
        if panic::catch_unwind(AssertUnwindSafe(|| check(&desk))).is_err() {
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}

const DIRECTION: &str = "return getComputedStyle(document.documentElement).direction";

fn arabic_runs_from_right_to_left(desk: &Desk) {
    desk.open("/");
    assert_eq!(
        desk.browser.run("return document.documentElement.lang"),
        "ar"
    );
    assert_eq!(desk.browser.run(DIRECTION), "rtl");
}

fn english_keeps_arabic_right_to_left(desk: &Desk) {
    desk.open("/?lang=en");
    assert_eq!(desk.browser.run(DIRECTION), "ltr");
    let directions = desk.browser.list(
        "return [...document.querySelectorAll('.headline:lang(ar)')]
            .map(e => getComputedStyle(e).direction)",
    );
    assert!(
        directions.len() > 5 && directions.iter().all(|d| d == "rtl"),
        "{directions:?}"
    );
    let english = "return getComputedStyle(document.querySelector('.headline:lang(en)')).direction";
    assert_eq!(desk.browser.run(english), "ltr");
    desk.open("/?lang=ar");
    assert_eq!(desk.browser.run(english), "ltr");
}

fn the_flood_is_one_story(desk: &Desk) {
    let stories = desk.listed();
    assert_eq!(stories.len(), desk.server.stories().len());
    for place in FAMILY {
        let story = format!("/story/{}", desk.story_of(place));
        assert_eq!(
            story,
            format!("/story/{}", desk.story_of(FAMILY[0])),
            "{place}"
        );
        assert_eq!(
            stories.iter().filter(|href| **href == story).count(),
            1,
            "{place}"
        );
    }
}

fn the_story_lists_the_family(desk: &Desk) {
    desk.open(&format!("/story/{}", desk.story_of(FAMILY[0])));
    let listed = desk.browser.list(
        "return [...document.querySelectorAll('ol.cards > li .headline a')]
            .map(a => a.getAttribute('href'))",
    );
    for place in FAMILY {
        assert_eq!(
            listed
                .iter()
                .filter(|href| **href == article(place))
                .count(),
            1,
            "{place}"
        );
    }
    let drawn = desk
        .browser
        .run("return document.querySelectorAll('.drawing > svg .box').length");
    assert!(drawn.as_u64().unwrap() >= 7, "{drawn}");
}

/// Left edges of elements, in the order of the page.
fn lefts(desk: &Desk, selector: &str) -> Vec<f64> {
    let script = format!(
        "return [...document.querySelectorAll('{selector}')].map(e => e.getBoundingClientRect().left)"
    );
    let lefts = desk.browser.run(&script);
    lefts
        .as_array()
        .unwrap()
        .iter()
        .map(|left| left.as_f64().unwrap())
        .collect()
}

fn shown(desk: &Desk, selector: &str) -> bool {
    let script = format!("return document.querySelector('{selector}').checkVisibility()");
    desk.browser.run(&script) == json!(true)
}

fn the_picture_runs_from_the_start_side(desk: &Desk) {
    let story = format!("/story/{}", desk.story_of(FAMILY[0]));
    for (language, from_left) in [("ar", false), ("en", true)] {
        desk.open(&format!("{story}?lang={language}"));
        let boxes = lefts(desk, ".drawing > svg .box");
        assert!(boxes.len() >= 7, "{boxes:?}");
        // The agency's report is drawn first, at the start side; its copies further on.
        let further = boxes.iter().filter(|left| (**left > boxes[0]) == from_left);
        assert!(further.count() >= 6, "{language}: {boxes:?}");
        let names = desk.browser.list(
            "const svg = document.querySelector('.drawing > svg');
             return [svg.getAttribute('role'), svg.querySelector('title').id, svg.querySelector('desc').id,
                 svg.getAttribute('aria-labelledby')]",
        );
        assert_eq!(
            names,
            ["img", "tree-name", "tree-words", "tree-name tree-words"]
        );
    }
}

fn a_narrow_screen_has_the_picture_as_text(desk: &Desk) {
    desk.open(&format!("/story/{}?lang=ar", desk.story_of(FAMILY[0])));
    assert!(shown(desk, ".drawing") && !shown(desk, "#tree-text li"));
    desk.browser.set_width(360);
    assert!(!shown(desk, ".drawing") && shown(desk, "#tree-text li"));
    let steps = lefts(desk, "#tree-text li");
    desk.browser.set_width(1200);
    assert!(steps.len() >= 7, "{steps:?}");
}

fn the_timeline_tells_a_correction(desk: &Desk) {
    desk.open(&format!("/story/{}?lang=en", desk.story_of(CORRECTED)));
    let entries = desk
        .browser
        .list("return [...document.querySelectorAll('.timeline > li')].map(li => li.textContent)");
    assert_eq!(entries.len(), 2, "{entries:?}");
    assert!(entries[0].contains("First report"), "{entries:?}");
    assert!(entries[1].contains("marked as a correction"), "{entries:?}");
    assert!(
        entries[1].contains("84") && entries[1].contains("48"),
        "{entries:?}"
    );
}

fn two_articles_stand_side_by_side(desk: &Desk) {
    let path = compare(FAMILY[0], CHANGED);
    for (language, from_left) in [("ar", false), ("en", true)] {
        desk.open(&format!("{path}?lang={language}"));
        let cells = lefts(desk, ".row:first-child > .cell");
        assert_eq!(cells[0] < cells[1], from_left, "{language}: {cells:?}");
        let facts = desk.browser.list(
            "return [...document.querySelectorAll('.rows .fact')].map(e => e.tagName + e.textContent)",
        );
        assert_eq!(facts, ["DEL340", "INS430"]);
        desk.browser.set_width(360);
        let cells = lefts(desk, ".row:first-child > .cell");
        assert_eq!(cells[0], cells[1], "{language}");
        desk.browser.set_width(1200);
    }
}

fn the_form_leads_to_two_articles(desk: &Desk) {
    desk.open(&article(FAMILY[0]));
    let url = sample::pages()
        .into_iter()
        .find(|page| CHANGED.starts_with(&page.file))
        .unwrap()
        .url;
    desk.browser.run(&format!(
        "document.querySelector('#with').value = {}",
        json!(url)
    ));
    let path = desk.browser.follow(".ask button");
    assert_eq!(path, json!(compare(FAMILY[0], CHANGED)));
}

fn paragraphs_say_where_they_stand_first(desk: &Desk) {
    desk.open(&article(COPY));
    let links = desk
        .browser
        .list("return [...document.querySelectorAll('.blame a')].map(a => a.getAttribute('href'))");
    let root = format!("{}#b", article(FAMILY[0]));
    assert!(
        links.len() >= 5 && links.iter().all(|href| href.starts_with(&root)),
        "{links:?}"
    );
    assert!(shown(desk, ".blame"));
    desk.browser.click("#show-blame");
    assert!(!shown(desk, ".blame"));
    desk.open(&links[0]);
    assert_eq!(
        desk.browser
            .run("return document.querySelectorAll(':target').length"),
        1
    );
}

fn marks_go_off_without_a_script(desk: &Desk) {
    desk.open(&article(COPY));
    assert_eq!(desk.browser.run("return document.scripts.length"), 0);
    for kind in ["credit", "time", "quote"] {
        let look = format!(
            "const mark = document.querySelector('.body mark.m-{kind}');
             return [mark, mark.firstChild].map(e => {{ const s = getComputedStyle(e);
                 return [s.backgroundColor, s.boxShadow, s.textDecorationLine, s.borderBottom].join() }})"
        );
        let on = desk.browser.list(&look);
        desk.browser.click(&format!("#show-{kind}"));
        let off = desk.browser.list(&look);
        assert_ne!(on, off, "{kind}");
        desk.browser.click(&format!("#show-{kind}"));
        assert_eq!(desk.browser.list(&look), on, "{kind}");
    }
}

fn the_way_back_is_shown(desk: &Desk) {
    desk.open(&article(COPY));
    let chain = desk.browser.list(
        "return [...document.querySelectorAll('.opening .chain > li a')].map(a => a.textContent)",
    );
    assert!(
        chain.len() >= 2 && chain.iter().any(|name| name.contains("الميناء")),
        "{chain:?}"
    );
    let original = "return document.querySelector('.opening a[rel~=external]').href";
    let url = sample::pages()
        .into_iter()
        .find(|page| COPY.starts_with(&page.file))
        .unwrap()
        .url;
    assert_eq!(desk.browser.run(original), json!(url));
    for (place, words) in DROPPED {
        desk.open(&article(place));
        let dropped = desk
            .browser
            .run("return [...document.querySelectorAll('aside details')].pop().textContent");
        assert!(
            dropped.as_str().unwrap().contains(words),
            "{place}: {dropped}"
        );
    }
}

fn a_correction_has_two_revisions(desk: &Desk) {
    desk.open(&article(CORRECTED));
    let states = desk
        .browser
        .list("return [...document.querySelectorAll('.revisions > li')].map(li => li.textContent)");
    assert_eq!(states.len(), 2, "{states:?}");
    assert!(
        states[0].contains("84") && states[0].contains("48"),
        "{states:?}"
    );
}

fn nothing_leaves_the_host(desk: &Desk) {
    let host = format!("http://{}/", desk.server.address);
    for page in desk.pages() {
        desk.open(&page);
        let asked = desk
            .browser
            .list("return performance.getEntries().map(e => e.name)");
        assert!(
            asked.iter().any(|name| name.ends_with(".css")),
            "{page}: {asked:?}"
        );
        let away = asked
            .iter()
            .filter(|name| name.contains("://") && !name.starts_with(&host));
        assert_eq!(away.count(), 0, "{page}: {asked:?}");
    }
}

fn tab_finds_the_skip_link(desk: &Desk) {
    for page in desk.pages() {
        desk.open(&page);
        desk.browser.press(TAB);
        let focused = desk.browser.list(
            "const e = document.activeElement, box = e.getBoundingClientRect();
             return [e.className, e.getAttribute('href'), String(box.top >= 0 && box.height > 0)]",
        );
        assert_eq!(focused, ["skip", "#main", "true"], "{page}");
    }
}

fn a_narrow_screen_does_not_scroll_sideways(desk: &Desk) {
    desk.browser.set_width(360);
    for page in desk.pages() {
        for language in ["ar", "en"] {
            desk.open(&format!("{page}?lang={language}"));
            assert_eq!(desk.browser.run("return innerWidth"), 360);
            let width = desk
                .browser
                .run("return document.documentElement.scrollWidth");
            assert!(
                width.as_u64().unwrap() <= 360,
                "{page} in {language}: {width} wide"
            );
        }
    }
}

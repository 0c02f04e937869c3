//! What an Arabic page needs: its letters as they were meant, and nothing that turns the page around.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

use isnad::{
    model::{Article, BlockKind, Direction, Language, Page},
    recover::recover,
};

fn article(page: &Page) -> Article {
    recover(page).unwrap().articles.remove(0)
}

const REST: &str = "وقالت البلدية إن كلفة الإصلاح بلغت مليوني درهم، وإن العمل انتهى قبل موعده بثلاثة أيام كما كان مأمولا.";

fn html(first: &str) -> Page {
    Page::from_html(&format!(
        "<html dir=rtl lang=ar><h1>افتتاح جسر لنار بعد تسعة أسابيع</h1><article><p>{first}</p><p>{REST}</p>
        <p dir=ltr>The bridge of Lennar will be open to cars and to all others from Saturday on, says the town.</p>
        <p>{REST} {REST}</p></article>"
    ))
}

fn body(article: &Article) -> Vec<&str> {
    article.body().map(|block| article.words(block)).collect()
}

#[test]
fn diacritics_and_tatweel_stay() {
    let first = "أَعْلَنَتْ بلديةُ لنـــار أنَّ الجِسرَ القديمَ عند مدخل الميناء سيُفتَح أمام السيارات والمشاة في مطلع الأسبوع المقبل.";
    assert_eq!(body(&article(&html(first)))[0], first);
    let text = format!("افتتاح جسر لنار بعد تسعة أسابيع\n{first}\n{REST}\n{REST} {REST}");
    assert_eq!(body(&article(&Page::from_text(&text)))[0], first);
}

#[test]
fn shapes_of_letters_become_letters() {
    let shaped = "ﺃﻋﻠﻨﺖ ﺑﻠﺪﻳﺔ ﻟﻨﺎﺭ ﺃﻥ ﺍﻟﺠﺴﺮ ﺍﻟﻘﺪﻳﻢ ﻋﻨﺪ ﻣﺪﺧﻞ ﺍﻟﻤﻴﻨﺎﺀ ﺳﻴﻔﺘﺢ ﺃﻣﺎﻡ ﺍﻟﺴﻴﺎﺭﺍﺕ ﻭﺍﻟﻤﺸﺎﺓ ﻓﻲ ﻣﻄﻠﻊ ﺍﻷﺳﺒﻮﻉ ﺍﻟﻤﻘﺒﻞ.";
    let expected = "أعلنت بلدية لنار أن الجسر القديم عند مدخل الميناء سيفتح أمام السيارات والمشاة في مطلع الأسبوع المقبل.";
    assert_eq!(body(&article(&html(shaped)))[0], expected);
    let references: String = shaped.chars().map(|c| format!("&#{};", c as u32)).collect();
    assert_eq!(body(&article(&html(&references)))[0], expected);
}

#[test]
fn nothing_in_a_page_turns_it_around() {
    let first = "أعلنت بلدية لنار أن \u{202e}الجسر القديم\u{202c} عند &#8238;مدخل الميناء&#x2069; سيفتح أمام السيارات والمشاة يوم السبت.";
    let expected =
        "أعلنت بلدية لنار أن الجسر القديم عند مدخل الميناء سيفتح أمام السيارات والمشاة يوم السبت.";
    let page = html(first);
    let article = article(&page);
    assert_eq!(body(&article)[0], expected);
    let overrides = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!article.text.contains(overrides));
}

#[test]
fn of_marks_of_direction_alone_no_block_is_made() {
    let sentence =
        "أعلنت بلدية لنار أن الجسر القديم عند مدخل الميناء سيفتح أمام السيارات والمشاة يوم السبت.";
    let page = html(&format!(
        "{sentence}</p><h3>&#8238;</h3><p>* * *</p><p>{sentence} وأكد ذلك العمدة."
    ));
    let article = article(&page);
    assert_eq!(
        body(&article)[..2],
        [sentence.to_owned(), format!("{sentence} وأكد ذلك العمدة.")]
    );
    let stars = article
        .dropped
        .iter()
        .find(|dropped| dropped.text == "* * *");
    assert_eq!(stars.map(|dropped| &*dropped.rule), Some("no-words"));
}

#[test]
fn every_block_runs_its_own_way() {
    let article = article(&html("123.456 – 789"));
    let directions: Vec<Direction> = article.body().map(|block| block.direction).collect();
    use Direction::{Ltr, Rtl};
    assert_eq!(directions[directions.len() - 3..], [Rtl, Ltr, Rtl]);
    let headline = article.of_kind(BlockKind::Headline).next().unwrap();
    assert_eq!(headline.direction, Rtl);
    assert_eq!(article.language.as_ref().map(Language::as_str), Some("ar"));
}

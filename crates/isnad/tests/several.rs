//! Pages that hold more than the one article: others below it, lists of them, the entries of a live
//! blog.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

use isnad::{
    model::{Article, Page},
    recover::{Recovered, recover},
};

/// Four paragraphs about a subject.
fn paragraphs(subject: &str) -> Vec<String> {
    [
        "reopened on Saturday after repairs that lasted nine weeks, its director said.",
        "will be open every day from eight in the morning until the last ferry has left.",
        "cost the town less than was planned, and the rest goes to the school, the mayor said.",
        "had been closed since the storm of February, which took its roof and two of its walls.",
    ]
    .map(|rest| format!("{subject} {rest}"))
    .to_vec()
}

fn html(title: &str, subject: &str) -> String {
    let body: String = paragraphs(subject)
        .iter()
        .map(|text| format!("<p>{text}</p>"))
        .collect();
    format!("<h1>{title}</h1><p class=byline>By Ada Lind</p>{body}")
}

fn read(page: &Page) -> Recovered {
    recover(page).unwrap()
}

fn headlines(recovered: &Recovered) -> Vec<&str> {
    recovered
        .articles
        .iter()
        .filter_map(Article::headline)
        .collect()
}

#[test]
fn the_next_article_of_an_endless_page_is_its_own() {
    let page = format!(
        "<html><head><meta property=og:title content='Harbour of Lennar reopens'></head><body>
        <nav><a href=/>Home</a></nav><main><article>{}</article><article>{}</article>
        <article><h2><a href=/3>Rates fall in Selwana</a></h2><p>A teaser.</p></article></main></body>",
        html("Harbour of Lennar reopens", "The harbour of Lennar"),
        html("Museum of salt finds a roof", "The museum of salt"),
    );
    let recovered = read(&Page::from_html(&page));
    assert_eq!(
        headlines(&recovered),
        ["Harbour of Lennar reopens", "Museum of salt finds a roof"]
    );
    for (article, subject) in recovered.articles.iter().zip(["The harbour", "The museum"]) {
        assert_eq!(article.body().count(), 4);
        assert!(
            article
                .body()
                .all(|block| article.words(block).starts_with(subject))
        );
        assert_eq!(article.byline, ["Ada Lind"]);
    }
    assert_eq!(recovered.articles[1].blocks[0].rule, "title-of-element");
}

#[test]
fn the_entries_of_a_live_blog_are_one_article() {
    let entries: String = (1..=6)
        .map(|at| {
            let text = paragraphs("The harbour of Lennar").join(" ");
            format!("<article><h3>Entry number {at} of the day</h3><p>{at}: {text}</p></article>")
        })
        .collect();
    let page = format!(
        "<article><h1>Live: the harbour of Lennar reopens</h1><p>Follow the reopening of the harbour
        as it happens, from the first ship to the last lamp.</p>{entries}</article>"
    );
    let recovered = read(&Page::from_html(&page));
    assert_eq!(
        headlines(&recovered),
        ["Live: the harbour of Lennar reopens"]
    );
    let body = recovered.articles[0].body_text();
    assert!(
        (1..=6).all(|at| body.contains(&format!("{at}: The harbour"))),
        "{body}"
    );
}

#[test]
fn a_list_of_headlines_above_the_article_is_dropped_with_its_reason() {
    let list: String = (1..=30)
        .map(|at| {
            format!("<li><a href=/{at}>Report number {at} of the archive of this week</a></li>")
        })
        .collect();
    let page = format!(
        "<div><ul>{list}</ul></div><div>{}</div>",
        html("Harbour of Lennar reopens", "The harbour of Lennar")
    );
    let recovered = read(&Page::from_html(&page));
    assert_eq!(headlines(&recovered), ["Harbour of Lennar reopens"]);
    assert_eq!(recovered.articles[0].body().count(), 4);
    let about = |text: &str| text.contains("of the archive");
    assert!(
        recovered
            .dropped
            .iter()
            .any(|dropped| about(&dropped.text) && !dropped.rule.is_empty())
    );
}

#[test]
fn without_tags_too() {
    let list: String = (1..=30)
        .map(|at| format!("تقرير رقم {at} من أرشيف هذا الأسبوع في المدينة\n"))
        .collect();
    let text = "أعلنت بلدية لنار أن ميناء المدينة القديم سيفتح أمام السفن في مطلع الأسبوع المقبل بعد إصلاحات دامت تسعة أسابيع.\n\
        وقالت البلدية إن كلفة إصلاح الميناء بلغت مليوني درهم، وإن العمل انتهى قبل موعده بثلاثة أيام كما كان مأمولا.\n\
        وأضافت أن السفن ستدخل الميناء من بابه الشمالي حتى نهاية الشهر، ثم من بابيه معا كما كانت قبل العاصفة.\n";
    let page = format!("{list}ميناء لنار يفتح أبوابه بعد تسعة أسابيع\n2031-03-15\n{text}");
    let recovered = read(&Page::from_text(&page));
    assert_eq!(
        headlines(&recovered),
        ["ميناء لنار يفتح أبوابه بعد تسعة أسابيع"]
    );
    assert_eq!(recovered.articles[0].body().count(), 3);
    let published = recovered.articles[0]
        .published
        .map(|moment| moment.to_string());
    assert_eq!(published.as_deref(), Some("2031-03-15"));
    let dropped: Vec<&str> = recovered
        .dropped
        .iter()
        .map(|dropped| &*dropped.text)
        .collect();
    assert!(
        dropped.iter().any(|text| text.contains("من أرشيف")),
        "{dropped:?}"
    );
}

//! Makes a data folder with a record of every kind, for checking its archive with another tool:
//!
//! ```text
//! cargo run -p isnad-store --example write_sample -- sample
//! warcio check --verbose sample/archive/*.warc.gz
//! ```
//!
//! Add a number to archive that many pages more, and see how long it takes.

use std::{error::Error, path::PathBuf, time::Instant};

use isnad::model::{FeedItem, Fetch, MediaType, Page, Purpose};
use isnad_store::Store;

fn pages() -> Result<Vec<Page>, Box<dyn Error>> {
    let fetched = Some("2031-05-03T10:00:01.123456789Z".parse()?);
    let arabic = Page {
        url: Some("https://lennar.example/أخبار/مرفأ".to_owned()),
        fetched,
        charset: Some("utf-8".to_owned()),
        ..Page::from_html("<h1>إعادة فتح المرفأ</h1>")
    };
    let empty = Page {
        url: Some("http://lennar.example/empty?a=b&c".to_owned()),
        fetched,
        ..Page::default()
    };
    let odd = Page {
        url: Some("ftp://lennar.example/harbour.txt".to_owned()),
        media_type: MediaType::Unknown,
        charset: Some("wind\"ows".to_owned()),
        bytes: vec![0, 13, 10, 255],
        fetched,
        ..Page::default()
    };
    Ok(vec![
        arabic,
        empty,
        odd,
        Page::from_text("Harbour reopens\n"),
    ])
}

/// Exchanges: a redirect, the page it led to, the same page twice more, and a feed.
fn fetches() -> Result<Vec<Fetch>, Box<dyn Error>> {
    let line = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let fetch =
        |path: &str, second: u32, status, headers, body: &str| -> Result<Fetch, jiff::Error> {
            Ok(Fetch {
                page: Page {
                    url: Some(format!("https://lennar.example/{path}")),
                    fetched: Some(format!("2031-05-03T10:00:{second:02}Z").parse()?),
                    ..Page::from_html(body)
                },
                status,
                request: format!("GET /{path} HTTP/1.1\r\nHost: lennar.example\r\n").into_bytes(),
                headers,
                purpose: Purpose::Page,
            })
        };
    let html = || {
        let line = |(name, value)| line(name, value);
        let lines = [
            ("Content-Type", "text/html"),
            ("Content-Encoding", "gzip"),
            ("Content-Length", "31"),
            ("Transfer-Encoding", "chunked"),
        ];
        lines.map(line).to_vec()
    };
    let moved = vec![line("Location", "/ferry")];
    let mut first = fetch("ferry", 3, 200, html(), "<p>عادت العبّارة</p>")?;
    first.page.item = Some(Box::new(FeedItem {
        feed: "https://lennar.example/feed".to_owned(),
        title: Some("عادت العبّارة".to_owned()),
        ..FeedItem::default()
    }));
    let rss = vec![line("Content-Type", "application/rss+xml")];
    Ok(vec![
        fetch("old", 2, 301, moved, "")?,
        first,
        fetch("ferry", 4, 304, Vec::new(), "")?,
        fetch("ferry", 5, 200, html(), "<p>عادت العبّارة</p>")?,
        Fetch {
            purpose: Purpose::Feed,
            ..fetch("feed", 6, 200, rss, "<rss version=\"2.0\"/>")?
        },
    ])
}

fn many(count: usize) -> Vec<Page> {
    let line = |i: usize, j: usize| format!("<p>Berth {i} of {j}: {}</p>", i * j * 7919 % 100_003);
    let page = |i: usize| Page {
        url: Some(format!("https://lennar.example/many/{i}")),
        ..Page::from_html(&(0..1500).map(|j| line(i, j)).collect::<String>())
    };
    (0..count).map(page).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("say in which folder")?);
    let count = arguments.next().map_or(Ok(0), |count| count.parse())?;
    let mut store = Store::open(&folder)?;
    for page in pages()? {
        let (number, is_new) = store.accept(&page)?;
        println!(
            "page {number}: {}",
            if is_new { "new" } else { "held already" }
        );
        assert_eq!(store.page(number)?, page);
    }
    for fetch in fetches()? {
        println!("{} {:?}", fetch.status, store.accept_fetch(&fetch)?);
    }
    let (one_by_one, batches) = (many(count / 10), many(count));
    let start = Instant::now();
    for page in &one_by_one {
        store.accept(page)?;
    }
    println!(
        "{} pages one by one: {:?}",
        one_by_one.len(),
        start.elapsed()
    );
    let start = Instant::now();
    for batch in batches.chunks(100) {
        store.accept_all(batch)?;
    }
    println!("{} pages in batches: {:?}", batches.len(), start.elapsed());
    drop(store);
    let start = Instant::now();
    let store = Store::rebuild(&folder)?;
    println!(
        "{} pages rebuilt: {:?}",
        store.pending()?.len(),
        start.elapsed()
    );
    Ok(())
}

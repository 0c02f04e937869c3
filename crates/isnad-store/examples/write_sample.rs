//! Makes a data folder with a page of every kind, for checking its archive with another tool:
//!
//! ```text
//! cargo run -p isnad-store --example write_sample -- sample
//! warcio check --verbose sample/archive/*.warc.gz
//! ```
//!
//! Add a number to archive that many pages more, and see how long it takes.

use std::{error::Error, path::PathBuf, time::Instant};

use isnad::model::{MediaType, Page};
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

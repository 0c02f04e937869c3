//! What a file says as a feed, as a list of subscriptions and as a sitemap, and how long reading took:
//! `read_feed FILE…`, a line for each.
//!
//! For looking at one feed, and for measuring hostile ones (with `/usr/bin/time -v` for the memory).

use std::{fs, time::Instant};

use isnad_gather::{
    feed::{self, About, Text},
    opml,
    sitemap::{self, Sitemap},
};

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let bytes = fs::read(&path)?;
        let started = Instant::now();
        let said = said(&bytes);
        let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
        println!(
            "{path}: {} bytes, {milliseconds:.1} ms: {said}",
            bytes.len()
        );
    }
    Ok(())
}

fn said(bytes: &[u8]) -> String {
    let error = match feed::parse(bytes, &About::default()) {
        Ok(feed) => {
            let title = feed.title.as_ref().map(Text::plain).unwrap_or_default();
            let title: String = title.chars().take(40).collect();
            let dates = feed
                .entries
                .iter()
                .map(|entry| entry.item(&feed, "").published.unwrap_or_default());
            let dates: Vec<String> = dates.take(8).collect();
            let (kind, entries, mended) = (feed.kind, feed.entries.len(), feed.mended);
            return format!(
                "{kind:?} {title:?}, {entries} entries, {mended} mended {}",
                dates.join(" ")
            );
        }
        Err(error) => error,
    };
    if let Ok(outlines) = opml::parse(bytes) {
        return format!("{} subscriptions", outlines.len());
    }
    match sitemap::parse(bytes, "https://tern.example/") {
        Ok(Sitemap::Pages(pages)) => format!("a sitemap of {} pages", pages.len()),
        Ok(Sitemap::Index(parts)) => format!("an index of {} sitemaps", parts.len()),
        Err(_) => error.to_string(),
    }
}

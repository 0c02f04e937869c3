#![no_main]

use isnad_gather::{feed::{self, About}, html};
use libfuzzer_sys::fuzz_target;

/// Elements that must never come out, whatever went in.
const FORBIDDEN: [&str; 11] =
    ["script", "style", "iframe", "svg", "math", "object", "embed", "form", "base", "meta", "link"];

fuzz_target!(|bytes: &[u8]| {
    let about = About {
        address: Some("https://tern.example/feeds/news.xml"),
        content_type: Some("text/xml; charset=windows-1256"),
        ..About::default()
    };
    check_html(&html::sanitised(&String::from_utf8_lossy(bytes), None));
    let Ok(feed) = feed::parse(bytes, &about) else {
        return;
    };
    for entry in &feed.entries {
        let item = entry.item(&feed, "https://tern.example/feeds/news.xml");
        item.summary.iter().chain(&item.content).for_each(|html| check_html(html));
        for text in item.title.iter().chain(&item.authors) {
            assert_eq!(&html::neutral(text), text);
        }
        if let Some(link) = &item.link {
            assert!(!link.to_ascii_lowercase().starts_with("javascript:"), "{link}");
        }
        for date in item.published.iter().chain(&item.modified) {
            assert!(date.len() == 10 || date.parse::<jiff::Timestamp>().is_ok(), "{date}");
        }
    }
});

/// Every `<` begins a tag that may stand there, and no tag holds an attribute that acts.
fn check_html(html: &str) {
    for after in html.split('<').skip(1) {
        let name = after.trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        assert!(end > 0 && !FORBIDDEN.contains(&&name[..end]), "{html}");
        let tag = after.split('>').next().unwrap_or("");
        // Between quotation marks stands text; what is outside are names.
        for name in tag.split('"').step_by(2) {
            assert!(!name.trim_start().starts_with("on"), "{html}");
        }
    }
}

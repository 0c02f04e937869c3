//! What feeds say of their items: the task each leads to, and its text as a page.

use std::collections::HashSet;

use isnad::model::{FeedItem, MediaType, Page, Subscription, Task};
use jiff::Timestamp;
use url::Url;

use crate::{Address, html};

/// The longest name of an item that stands in an address, in bytes; longer ones by their digests.
const LONGEST_ID: usize = 200;

/// A task for each page that items lead to, and for each item that is all there is.
pub(super) fn tasks(
    items: Vec<FeedItem>,
    subscription: &Subscription,
    now: Timestamp,
) -> Vec<Task> {
    let mut addresses = HashSet::new();
    let task = |item: FeedItem| {
        let address = match &item.link {
            Some(link) => Address::parse(link).ok()?.to_string(),
            None => own_address(&item, &subscription.address)?,
        };
        addresses.insert(address.clone()).then(|| Task {
            address,
            subscription: subscription.address.clone(),
            found: now,
            item: Some(item),
            ..Task::default()
        })
    };
    items.into_iter().filter_map(task).collect()
}

/// The address under which an item without a page is kept: a place in its feed, always the same. `None` for
/// one without text.
fn own_address(item: &FeedItem, feed: &str) -> Option<String> {
    let text = text(item)?;
    let title = item.title.as_deref().unwrap_or_default();
    let mut address = Url::parse(feed).ok()?;
    let id = item
        .id
        .as_deref()
        .map(str::trim)
        .filter(|id| !id.is_empty());
    let digest;
    let id = match id {
        Some(id) if id.len() <= LONGEST_ID => id,
        id => {
            let named = id.map_or_else(|| format!("{title}\n{text}"), str::to_owned);
            digest = isnad_warc::sha256(named.as_bytes());
            digest.trim_end_matches('=')
        }
    };
    address.set_fragment(Some(id));
    Some(address.into())
}

/// Whether a task is for an item that has no page: there is nothing to fetch.
pub(super) fn is_all_there_is(task: &Task) -> bool {
    task.item.as_ref().is_some_and(|item| item.link.is_none())
}

/// The text that a feed brought: the whole of it, or, of an item without a page, what there is.
fn text(item: &FeedItem) -> Option<&str> {
    let summary = item.summary.as_deref().filter(|_| item.link.is_none());
    let mut texts = [item.content.as_deref(), summary].into_iter().flatten();
    texts.find(|text| !text.trim().is_empty())
}

/// Whether a feed brought the text of a task's page.
pub(super) fn has_text(task: &Task) -> bool {
    task.item.as_ref().is_some_and(|item| text(item).is_some())
}

/// What the feed said of a page, as a page.
pub(super) fn alone(task: &Task, now: Timestamp) -> Option<Page> {
    let item = task.item.as_ref()?;
    let content = text(item)?;
    let title = item.title.as_deref().map(html::escaped).unwrap_or_default();
    let html = format!(
        "<!doctype html><meta charset=\"utf-8\"><title>{title}</title>\n\
         <article><h1>{title}</h1>\n{content}\n</article>\n"
    );
    Some(Page {
        url: Some(task.address.clone()),
        fetched: Some(now),
        media_type: MediaType::Html,
        charset: Some("utf-8".to_owned()),
        bytes: html.into_bytes(),
        item: Some(Box::new(item.clone())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_without_a_page_has_an_address_of_its_own() {
        let long = "x".repeat(300);
        let address = |id: Option<&str>, title: &str, content: &str| {
            let item = FeedItem {
                id: id.map(str::to_owned),
                title: Some(title.to_owned()),
                content: Some(content.to_owned()),
                ..FeedItem::default()
            };
            own_address(&item, "https://lennar.example/feed?a=b")
        };
        for (id, expected) in [
            ("17", "https://lennar.example/feed?a=b#17"),
            (" tag:x y ", "https://lennar.example/feed?a=b#tag:x%20y"),
            (
                "مرفأ",
                "https://lennar.example/feed?a=b#%D9%85%D8%B1%D9%81%D8%A3",
            ),
        ] {
            assert_eq!(address(Some(id), "", "text").as_deref(), Some(expected));
            assert_eq!(
                address(Some(id), "T", "other text").as_deref(),
                Some(expected)
            );
        }
        let nameless = |title, content| address(None, title, content).unwrap();
        assert_eq!(nameless("a", "b"), nameless("a", "b"));
        assert_ne!(nameless("a", "b"), nameless("a", "c"));
        assert_eq!(address(Some(" "), "a", "b"), Some(nameless("a", "b")));
        let by_digest = address(Some(&long), "a", "b").unwrap();
        assert!(by_digest.len() < 120, "{by_digest}");
        assert_eq!(Some(by_digest), address(Some(&long), "a", "c"));
        assert_eq!(address(Some("17"), "a", " "), None);
    }
}

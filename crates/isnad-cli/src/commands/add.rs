//! `isnad add`: puts pages into a data folder, or subscribes to sites.

use std::{
    io::{self, Write},
    path::Path,
};

use isnad_gather::{Address, Input};
use isnad_store::Store;

use crate::{
    arguments::{Add, Inputs},
    config::Config,
    error::Error,
    pipeline, print,
};

use super::{each_page, subscribe};

/// The list of sources that is built in, and how it is called.
const STARTER: &str = include_str!("../../data/starter.opml");
const STARTER_NAME: &str = "starter";

/// How paths of feeds end.
const FEEDS: [&str; 8] = [
    ".rss", ".atom", ".rdf", "/feed", "/rss", "/atom", "feed.xml", "rss.xml",
];

/// Subscribes first: what a page says is the same a minute later.
pub(crate) fn run(add: &Add) -> Result<usize, Error> {
    let config = settings(add)?;
    let mut pages = Vec::new();
    let mut sites = Vec::new();
    let mut failed = 0;
    for input in &add.inputs.inputs {
        match subscribe_to(add, input, &config) {
            Some(Ok(chosen)) => sites.extend(chosen),
            Some(Err(error)) => {
                print::complain(&error);
                failed += 1;
            }
            None => pages.push(input.clone()),
        }
    }
    if !sites.is_empty() {
        failed += subscribe::first_look(&sites, &config)?;
    }
    if !pages.is_empty() {
        failed += put(add, pages)?;
    }
    Ok(failed)
}

/// The settings, and over them what the command line says.
fn settings(add: &Add) -> Result<Config, Error> {
    let mut config = Config::find(add.config.as_deref())?;
    config.data.clone_from(&add.data.folder);
    config.gather.allow_private |= add.inputs.allow_private;
    Ok(config)
}

/// What is subscribed to and has to be looked at, where an input asks for that; `None` for pages.
fn subscribe_to(add: &Add, input: &str, config: &Config) -> Option<Result<Vec<String>, Error>> {
    let listed = |done: Result<(), Error>| Some(done.map(|()| Vec::new()));
    if add.page {
        return None;
    }
    match Input::parse(input) {
        Ok(Input::Address(address)) if add.source || is_source(&address) => {
            Some(subscribe::site(&address, config))
        }
        Ok(Input::Path(path)) if subscribe::is_list(&path) => {
            listed(subscribe::list_file(&path, config))
        }
        Ok(Input::Path(path)) if path == Path::new(STARTER_NAME) && !path.exists() => {
            listed(subscribe::list(STARTER_NAME, STARTER.as_bytes(), config))
        }
        _ => None,
    }
}

/// Whether an address looks like that of a site or a feed, and not like that of an article.
fn is_source(address: &Address) -> bool {
    let path = address.path().to_lowercase();
    match path.as_str() {
        // `/?p=17` is an article, as many sites write it.
        "" | "/" => !address.as_str().contains('?'),
        path => FEEDS
            .iter()
            .any(|ending| path.trim_end_matches('/').ends_with(ending)),
    }
}

/// Prints `added` for each page once it is on disk: what was said to be added survives a crash.
fn put(add: &Add, inputs: Vec<String>) -> Result<usize, Error> {
    let mut store = Store::open(&add.data.folder)?;
    print::notices(&store);
    pipeline::catch_up(&mut store, || ())?;
    let mut out = io::stdout();
    let inputs = Inputs {
        inputs,
        ..add.inputs.clone()
    };
    let failed = each_page(&inputs, |gathered, page| {
        let taken = pipeline::take(&mut store, &gathered.page, &page.readings)?;
        let what = if taken.new { "added" } else { "already held" };
        let articles = print::count(taken.articles, "article");
        writeln!(
            out,
            "{what} {}: page {}, {articles}",
            gathered.name, taken.number
        )?;
        out.flush()?;
        Ok(())
    })?;
    pipeline::settle(&mut store)?;
    Ok(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_subscribed_to() {
        let cases = [
            ("https://lennar.example", true),
            ("https://lennar.example/", true),
            ("https://lennar.example/feed/", true),
            ("https://lennar.example/sport/rss", true),
            ("https://lennar.example/news.RSS", true),
            ("https://lennar.example/rss.xml?lang=ar", true),
            ("https://lennar.example/2031/05/ferry", false),
            ("https://lennar.example/?p=17", false),
            ("https://lennar.example/impress", false),
            ("https://lennar.example/a.html", false),
        ];
        for (text, expected) in cases {
            assert_eq!(
                is_source(&Address::parse(text).unwrap()),
                expected,
                "{text}"
            );
        }
    }
}

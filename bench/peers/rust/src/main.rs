//! The bodies that the Rust peers find in gold pages, and how long each page took:
//! `isnad-peers dom_smoothie|rs-trafilatura DIR`.
//!
//! Prints a line of JSON a page, `{"id", "body", "seconds": [one a pass]}`, as `../python_peers.py`
//! does for the peers in Python.

use std::{
    error::Error,
    fs::{self, File},
    io::Read,
    panic,
    path::Path,
    time::Instant,
};

use dom_smoothie::{Config, Readability, TextMode};
use serde::Deserialize;

/// How often each page is read.
const PASSES: usize = 3;

#[derive(Deserialize)]
struct Row {
    id: String,
    file: String,
    url: Option<String>,
}

type Peer = fn(&str, Option<&str>) -> Option<String>;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, folder] = arguments.as_slice() else {
        return Err("usage: isnad-peers dom_smoothie|rs-trafilatura DIR".into());
    };
    let peer: Peer = match name.as_str() {
        "dom_smoothie" => dom_smoothie,
        "rs-trafilatura" => rs_trafilatura,
        _ => return Err(format!("no peer is called {name}").into()),
    };
    let folder = Path::new(folder);
    for line in fs::read_to_string(folder.join("manifest.jsonl"))?.lines() {
        let row: Row = serde_json::from_str(line)?;
        let html = page(&folder.join(&row.file))?;
        let url = row.url.as_deref();
        let mut seconds = Vec::new();
        let mut body = String::new();
        for _ in 0..PASSES {
            let start = Instant::now();
            // A page that a peer dies on is a page without a body, not the end of the run.
            let found = panic::catch_unwind(|| peer(&html, url));
            seconds.push(start.elapsed().as_secs_f64());
            body = found.ok().flatten().unwrap_or_default();
        }
        println!(
            "{}",
            serde_json::json!({ "id": row.id, "body": body, "seconds": seconds })
        );
    }
    Ok(())
}

/// The text of a page, packed or not. What is not UTF-8 is replaced, for every peer alike.
fn page(path: &Path) -> Result<String, Box<dyn Error>> {
    let mut bytes = Vec::new();
    if path.extension().is_some_and(|ending| ending == "gz") {
        flate2::read::MultiGzDecoder::new(File::open(path)?).read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.read_to_end(&mut bytes)?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn dom_smoothie(html: &str, url: Option<&str>) -> Option<String> {
    let config = Config {
        // Blocks on lines of their own: without it words of neighbours run together.
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    let article = Readability::new(html, url, Some(config)).ok()?.parse().ok()?;
    Some(article.text_content.to_string())
}

fn rs_trafilatura(html: &str, _url: Option<&str>) -> Option<String> {
    Some(rs_trafilatura::extract(html).ok()?.content_text)
}

//! The article of a page that builds itself with scripts.
//!
//! Such a page arrives nearly empty; what its script will draw comes along in the script, as a JSON
//! string that holds the HTML of the article. Frameworks differ in everything around that string
//! and agree on the string: the longest one with paragraphs in it is the article.

/// Paragraphs as they stand in scripts: escaped or not.
const PARAGRAPHS: [&str; 4] = ["\\u003cp", "\\u003Cp", "<p>", "<p "];

/// A shorter string, in bytes, is a teaser.
const SHORTEST: usize = 600;

/// How often a string may be a string in a string.
const MAX_NESTING: usize = 4;

/// Whether a script may hold an article.
pub(super) fn may_hold(script: &str) -> bool {
    // The two beginnings that all the marks have between them.
    script.len() >= SHORTEST && (find(script, "<p").is_some() || find(script, "\\u003").is_some())
}

/// The HTML of the longest text with paragraphs in the scripts, if it has over `least` bytes.
pub(super) fn html(scripts: &[String], least: usize) -> Option<String> {
    let long = scripts.iter().filter(|script| script.len() > least);
    let found = long.filter_map(|script| longest(script, 0));
    found
        .max_by_key(String::len)
        .filter(|html| html.len() > least)
}

/// HTML of a text whose paragraphs are lines.
pub(super) fn paragraphs(text: &str) -> String {
    let mut html = String::from("<article>");
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        html.push_str("<p>");
        html.push_str(&line.replace('&', "&amp;").replace('<', "&lt;"));
    }
    html
}

fn longest(script: &str, nesting: usize) -> Option<String> {
    let mut best: Option<String> = None;
    let mut at = 0;
    while let Some(mark) = first_mark(&script[at..]) {
        let mark = at + mark;
        let Some((start, end)) = literal_around(script, mark, at) else {
            break;
        };
        at = end + 1;
        let text = serde_json::from_str::<String>(&script[start..=end]).ok();
        let text = text.and_then(|text| match first_mark(&text) {
            // A string of JSON in a string of JSON.
            Some(_) if text.contains("\\\"") && nesting < MAX_NESTING => {
                longest(&text, nesting + 1)
            }
            Some(_) => Some(text),
            None => None,
        });
        let known = best.as_ref().map_or(SHORTEST, String::len);
        best = text.filter(|text| text.len() > known).or(best);
    }
    best
}

fn first_mark(text: &str) -> Option<usize> {
    PARAGRAPHS.iter().filter_map(|mark| find(text, mark)).min()
}

fn find(text: &str, mark: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), mark.as_bytes())
}

/// The places of the quotation marks around a place in a script, looked for no further back than
/// `from`.
fn literal_around(script: &str, place: usize, from: usize) -> Option<(usize, usize)> {
    let bytes = script.as_bytes();
    let is_quote = |at: usize| {
        let slashes = || bytes[..at].iter().rev().take_while(|byte| **byte == b'\\');
        bytes[at] == b'"' && slashes().count() % 2 == 0
    };
    let start = (from..place).rev().find(|&at| is_quote(at))?;
    let end = (place..bytes.len()).find(|&at| is_quote(at))?;
    Some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article() -> String {
        let paragraph = "<p class=\"x\">The harbour of Lennar reopened, its director said.</p>\n";
        paragraph.repeat(12)
    }

    #[test]
    fn an_article_is_found_however_deep_it_is_quoted() {
        let once = serde_json::json!({ "id": 7, "teaser": "<p>short</p>", "body": article() });
        let script = format!("window.state = {once};");
        assert_eq!(html(&[script], 0), Some(article()));
        let twice = serde_json::to_string(&once.to_string()).unwrap();
        let script = format!("self.push([1,{twice}])");
        assert_eq!(html(&[script], 0), Some(article()));
        let escaped = once.to_string().replace('<', "\\u003c");
        assert_eq!(html(&[escaped], 0), Some(article()));
    }

    #[test]
    fn programs_and_teasers_hold_none() {
        let program = "if (a<p) { b = \"<p>\" + c; }".repeat(100);
        for script in [program, "\"<p>short</p>\"".to_owned(), "<p>".to_owned()] {
            assert_eq!(html(&[script], 0), None);
        }
    }
}

//! A page as "select all" and "copy" leave it: its words without its tags, a line a block.

use scraper::{Html, Node};

/// Elements whose words nobody sees.
const UNSEEN: [&str; 12] = [
    "head", "script", "style", "noscript", "template", "svg", "iframe", "object", "select",
    "textarea", "audio", "video",
];

/// Elements that run along in the line.
const INLINE: [&str; 27] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "em", "font", "i", "label", "mark",
    "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "img",
    "button",
];

/// The text of an HTML page.
pub(crate) fn as_text(html: &str) -> String {
    let page = Html::parse_document(html);
    let mut text = String::new();
    // An element is met twice: before and behind what is inside it.
    for edge in page.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Text(words) if is_seen(&node) => push(&mut text, words),
                Node::Element(element) if !INLINE.contains(&element.name()) => end_line(&mut text),
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => {
                if let Node::Element(element) = node.value()
                    && !INLINE.contains(&element.name())
                {
                    end_line(&mut text);
                }
            }
        }
    }
    text
}

fn is_seen(node: &ego_tree::NodeRef<'_, Node>) -> bool {
    let mut above = node.ancestors();
    !above.any(|up| {
        up.value()
            .as_element()
            .is_some_and(|up| UNSEEN.contains(&up.name()))
    })
}

/// Words, white space folded.
fn push(text: &mut String, words: &str) {
    for (index, word) in words.split(char::is_whitespace).enumerate() {
        let is_parted = text.ends_with([' ', '\n']) || text.is_empty();
        if index > 0 && !is_parted {
            text.push(' ');
        }
        text.push_str(word);
    }
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::as_text;

    #[test]
    fn a_line_a_block() {
        let html =
            "<title>t</title><nav><a>Home</a> <a>Sea</a></nav><h1>Harbour <b>reopens</b></h1>
            <p>Two ships<br>left.</p><script>x</script><ul><li>One<li>Two</ul>";
        assert_eq!(
            as_text(html),
            "Home Sea\nHarbour reopens\nTwo ships\nleft.\nOne\nTwo\n"
        );
    }
}

//! What each element does to the flow of words, as browsers lay them out.

use html5ever::local_name;

use super::{
    super::dom::{Attr, Dom, NodeId},
    Kind,
};

/// What an element does to the flow of words.
pub(super) enum Flow {
    /// Its words are never read.
    Skip,
    /// It stands as a block.
    Block(Option<Kind>),
    /// It runs along in the line.
    Inline,
    Break,
}

pub(super) fn flow(dom: &Dom, id: NodeId) -> Flow {
    let Some(name) = dom.local_name(id) else {
        return Flow::Block(None);
    };
    if is_written_break(dom, id) {
        return Flow::Break;
    }
    match *name {
        local_name!("script")
        | local_name!("style")
        | local_name!("noscript")
        | local_name!("template")
        | local_name!("svg")
        | local_name!("iframe")
        | local_name!("object")
        | local_name!("button")
        | local_name!("select")
        | local_name!("textarea")
        | local_name!("head")
        | local_name!("title")
        | local_name!("audio")
        | local_name!("video")
        | local_name!("canvas")
        | local_name!("option")
        | local_name!("math")
        | local_name!("embed")
        | local_name!("rp")
        | local_name!("rt") => Flow::Skip,
        local_name!("p") => Flow::Block(Some(Kind::Paragraph)),
        local_name!("h1") => Flow::Block(Some(Kind::Heading(1))),
        local_name!("h2") => Flow::Block(Some(Kind::Heading(2))),
        local_name!("h3") => Flow::Block(Some(Kind::Heading(3))),
        local_name!("h4") => Flow::Block(Some(Kind::Heading(4))),
        local_name!("h5") => Flow::Block(Some(Kind::Heading(5))),
        local_name!("h6") => Flow::Block(Some(Kind::Heading(6))),
        local_name!("li") | local_name!("dd") | local_name!("dt") => {
            Flow::Block(Some(Kind::ListItem))
        }
        local_name!("blockquote") => Flow::Block(Some(Kind::Quotation)),
        local_name!("td") | local_name!("th") => Flow::Block(Some(Kind::Cell)),
        local_name!("figcaption") | local_name!("caption") => Flow::Block(Some(Kind::Caption)),
        local_name!("br") | local_name!("hr") => Flow::Break,
        local_name!("a")
        | local_name!("abbr")
        | local_name!("acronym")
        | local_name!("b")
        | local_name!("bdi")
        | local_name!("bdo")
        | local_name!("big")
        | local_name!("cite")
        | local_name!("code")
        | local_name!("data")
        | local_name!("del")
        | local_name!("dfn")
        | local_name!("em")
        | local_name!("font")
        | local_name!("i")
        | local_name!("ins")
        | local_name!("kbd")
        | local_name!("label")
        | local_name!("mark")
        | local_name!("q")
        | local_name!("ruby")
        | local_name!("s")
        | local_name!("samp")
        | local_name!("small")
        | local_name!("span")
        | local_name!("strike")
        | local_name!("strong")
        | local_name!("sub")
        | local_name!("sup")
        | local_name!("time")
        | local_name!("tt")
        | local_name!("u")
        | local_name!("var")
        | local_name!("wbr")
        | local_name!("img")
        | local_name!("input")
        | local_name!("picture")
        | local_name!("source") => Flow::Inline,
        _ if name.contains('-') => Flow::Inline,
        _ => Flow::Block(None),
    }
}

/// `<span class="br"></span>`, which some editors write for `<br>`.
fn is_written_break(dom: &Dom, id: NodeId) -> bool {
    let is_break = |class: &str| class.split_ascii_whitespace().any(|word| word == "br");
    dom.name(id) == "span"
        && dom.attribute(id, Attr::Class).is_some_and(is_break)
        && dom.children(id).next().is_none()
}

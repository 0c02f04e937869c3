//! What may stand in HTML that others wrote.

/// Elements that are kept, each with its own attributes.
const ELEMENTS: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang", "rel"]),
    ("abbr", &[]),
    ("address", &[]),
    ("article", &[]),
    ("aside", &[]),
    ("audio", &["controls", "src"]),
    ("b", &[]),
    ("bdi", &[]),
    ("bdo", &[]),
    ("big", &[]),
    ("blockquote", &["cite"]),
    ("br", &[]),
    ("caption", &[]),
    ("center", &[]),
    ("cite", &[]),
    ("code", &[]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("dd", &[]),
    ("del", &["cite", "datetime"]),
    ("details", &["open"]),
    ("dfn", &[]),
    ("div", &[]),
    ("dl", &[]),
    ("dt", &[]),
    ("em", &[]),
    ("figcaption", &[]),
    ("figure", &[]),
    ("font", &["color"]),
    ("footer", &[]),
    ("h1", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("header", &[]),
    ("hr", &[]),
    ("i", &[]),
    ("img", &["alt", "height", "src", "width"]),
    ("ins", &["cite", "datetime"]),
    ("kbd", &[]),
    ("li", &["value"]),
    ("main", &[]),
    ("mark", &[]),
    ("ol", &["reversed", "start"]),
    ("p", &[]),
    ("picture", &[]),
    ("pre", &[]),
    ("q", &["cite"]),
    ("rp", &[]),
    ("rt", &[]),
    ("ruby", &[]),
    ("s", &[]),
    ("samp", &[]),
    ("section", &[]),
    ("small", &[]),
    ("source", &["src", "type"]),
    ("span", &[]),
    ("strike", &[]),
    ("strong", &[]),
    ("sub", &[]),
    ("summary", &[]),
    ("sup", &[]),
    ("table", &["summary"]),
    ("tbody", &[]),
    ("td", &["colspan", "headers", "rowspan"]),
    ("tfoot", &[]),
    ("th", &["colspan", "headers", "rowspan", "scope"]),
    ("thead", &[]),
    ("time", &["datetime"]),
    ("tr", &[]),
    ("tt", &[]),
    ("u", &[]),
    ("ul", &[]),
    ("var", &[]),
    ("video", &["controls", "height", "poster", "src", "width"]),
    ("wbr", &[]),
];

/// Attributes that every element may have.
const EVERYWHERE: &[&str] = &["align", "dir", "lang", "style", "title"];

/// Attributes that hold an address.
const ADDRESSES: &[&str] = &["cite", "href", "poster", "src"];

/// Elements that hold nothing.
const EMPTY: &[&str] = &["br", "col", "hr", "img", "source", "wbr"];

/// Elements that are dropped with all they hold.
const DROPPED: &[&str] = &[
    "iframe", "math", "noembed", "noframes", "script", "select", "style", "svg", "template",
    "textarea", "title", "xmp",
];

/// Elements that others of their kind close.
const ALIKE: &[&str] = &["dd", "dt", "li", "p", "td", "th", "tr"];

/// Other elements that are known, and whose tags alone are dropped.
const KNOWN: &[&str] = &[
    "acronym", "applet", "area", "base", "blink", "body", "button", "canvas", "dialog", "dir",
    "embed", "fieldset", "form", "frame", "frameset", "head", "html", "input", "label", "legend",
    "link", "map", "marquee", "menu", "meta", "nav", "nobr", "noscript", "object", "option",
    "param", "progress", "track",
];

/// The name and own attributes of an element that is kept; `None` for one that is not.
pub(super) fn element(name: &str) -> Option<(&'static str, &'static [&'static str])> {
    let at = ELEMENTS
        .binary_search_by(|(known, _)| (*known).cmp(name))
        .ok()?;
    ELEMENTS.get(at).copied()
}

/// Whether an attribute may stand on an element with these own ones.
pub(super) fn attribute(own: &[&str], name: &str) -> bool {
    own.contains(&name) || EVERYWHERE.contains(&name)
}

/// Whether an attribute holds an address.
pub(super) fn is_address(name: &str) -> bool {
    ADDRESSES.contains(&name)
}

/// Whether an element holds nothing.
pub(super) fn is_empty(name: &str) -> bool {
    EMPTY.contains(&name)
}

/// Whether an element is dropped with all it holds.
pub(super) fn is_dropped(name: &str) -> bool {
    DROPPED.contains(&name)
}

/// Whether an element ends where another of its kind begins.
pub(super) fn ends_itself(name: &str) -> bool {
    ALIKE.contains(&name)
}

/// Whether HTML has an element of this name.
pub(super) fn is_known(name: &str) -> bool {
    element(name).is_some() || is_dropped(name) || KNOWN.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_can_be_searched() {
        assert!(ELEMENTS.is_sorted_by_key(|(name, _)| *name));
        assert!(element("a").is_some() && element("wbr").is_some() && element("script").is_none());
        assert!(
            ELEMENTS
                .iter()
                .all(|(name, _)| !is_dropped(name) && !KNOWN.contains(name))
        );
    }

    #[test]
    fn nothing_kept_can_act() {
        for (_, own) in ELEMENTS {
            assert!(
                own.iter()
                    .chain(EVERYWHERE)
                    .all(|name| !name.starts_with("on") && *name != "srcdoc")
            );
        }
    }
}

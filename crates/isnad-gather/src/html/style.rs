//! What may stand in a `style` attribute: colours, sizes and borders, nothing that moves an element
//! over others and nothing that is fetched.

/// Properties that are kept with any harmless value.
const PROPERTIES: &[&str] = &[
    "clear",
    "color",
    "direction",
    "display",
    "float",
    "font",
    "font-family",
    "font-size",
    "font-style",
    "font-variant",
    "font-weight",
    "height",
    "letter-spacing",
    "line-height",
    "list-style",
    "list-style-type",
    "max-width",
    "text-align",
    "text-decoration",
    "text-indent",
    "text-transform",
    "unicode-bidi",
    "vertical-align",
    "white-space",
    "width",
];

/// Groups of properties whose values are keywords, colours and lengths.
const GROUPS: &[&str] = &["background", "border", "margin", "padding"];

/// The keywords that their values may be.
const KEYWORDS: &[&str] = &[
    "aqua",
    "auto",
    "black",
    "blue",
    "bold",
    "both",
    "bottom",
    "brown",
    "center",
    "collapse",
    "dashed",
    "dotted",
    "fuchsia",
    "gray",
    "green",
    "grey",
    "inherit",
    "left",
    "lime",
    "maroon",
    "medium",
    "navy",
    "none",
    "normal",
    "olive",
    "purple",
    "red",
    "right",
    "silver",
    "solid",
    "teal",
    "thick",
    "thin",
    "top",
    "transparent",
    "white",
    "yellow",
];

/// The declarations of a style that are kept: `color: red; width: 9px;`, or nothing.
pub(super) fn kept(style: &str) -> String {
    let declarations = style.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let (property, value) = (property.trim().to_ascii_lowercase(), value.trim());
        allows(&property, value).then(|| format!("{property}: {value};"))
    });
    declarations.collect::<Vec<_>>().join(" ")
}

fn allows(property: &str, value: &str) -> bool {
    if !is_harmless(value) {
        return false;
    }
    let group = property.split('-').next().unwrap_or(property);
    PROPERTIES.contains(&property)
        || GROUPS.contains(&group) && value.split_whitespace().all(is_plain)
}

/// No functions (`url(…)`, `expression(…)`), escapes, comments or strings with either in them.
fn is_harmless(value: &str) -> bool {
    let harmless = |c: char| c.is_alphanumeric() || " #%,.-+!'\t\n".contains(c);
    !value.is_empty() && value.chars().all(harmless)
}

/// A keyword, a colour in hexadecimal digits, a length that does not lead out of its place.
fn is_plain(value: &str) -> bool {
    let colour = value
        .strip_prefix('#')
        .is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    let length = value.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    colour
        || length
        || KEYWORDS
            .iter()
            .any(|keyword| value.eq_ignore_ascii_case(keyword))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles() {
        let cases = [
            ("color:red", "color: red;"),
            ("COLOR : #fff ; position:fixed; top:0", "color: #fff;"),
            (
                "direction:rtl;text-align:right",
                "direction: rtl; text-align: right;",
            ),
            ("background:url(https://tern.example/x)", ""),
            (
                "background-color:black;background-repeat:repeat",
                "background-color: black;",
            ),
            ("margin:0 auto;margin-left:-999px", "margin: 0 auto;"),
            ("width:expression(alert(1))", ""),
            ("color:\\75 rl", ""),
            ("color", ""),
        ];
        for (style, expected) in cases {
            assert_eq!(kept(style), expected, "{style}");
        }
    }
}

//! Comments and declarations, taken out before HTML is read.

use std::borrow::Cow;

/// A text without `<!-- … -->` and `<! … >`.
///
/// A comment that is never closed ends at the next `>`, as the first browsers had it: its writer meant
/// a comment, and not that the rest of the text is lost. A declaration that is never closed is text.
pub(super) fn removed(html: &str) -> Cow<'_, str> {
    if !html.contains("<!") {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    // What was looked for in vain is not looked for again, or a text of openings would take forever.
    let mut endings = ["-->", ">"].map(|ending| html.rfind(ending).map_or(0, |at| html.len() - at));
    while let Some(at) = rest.find("<!") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let is_comment = rest.starts_with("<!--");
        let exists =
            |which: usize, endings: &[usize; 2]| endings[which] > 0 && endings[which] < rest.len();
        let ending = match (is_comment, exists(0, &endings)) {
            (true, true) => Some("-->"),
            _ if exists(1, &endings) => Some(">"),
            _ => None,
        };
        match ending.and_then(|ending| Some(rest.find(ending)? + ending.len())) {
            Some(end) => rest = &rest[end..],
            None if is_comment => {
                endings[0] = 0;
                rest = &rest[4..];
            }
            None => {
                out.push_str("&lt;!");
                rest = &rest[2..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_out() {
        let cases = [
            ("a<!-- b --> c", "a c"),
            ("a<!-- b > c -->d", "ad"),
            ("a<!-- b >c", "ac"),
            ("a<!--", "a"),
            ("a<!-->b-->c", "ab-->c"),
            ("<!DOCTYPE html>a", "a"),
            ("a <!DOCTYPE ~", "a &lt;!DOCTYPE ~"),
            ("<![CDATA[x]]>y", "y"),
            ("a<!-- b --><!-- c", "a c"),
        ];
        for (html, expected) in cases {
            assert_eq!(removed(html), expected, "{html}");
        }
    }
}

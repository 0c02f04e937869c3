//! `Link` headers (RFC 8288): `<https://hub.example/>; rel="hub", </feed>; rel=self`.

/// One link of such a header.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Link<'a> {
    /// As written: may be relative.
    pub(super) target: &'a str,
    /// The relations, separated by white space, as written.
    relations: &'a str,
}

impl Link<'_> {
    pub(super) fn is(&self, relation: &str) -> bool {
        let mut relations = self.relations.split_ascii_whitespace();
        relations.any(|it| it.eq_ignore_ascii_case(relation))
    }
}

/// The links of a header value. What is no link is passed over.
pub(super) fn links(value: &str) -> Vec<Link<'_>> {
    let mut found = Vec::new();
    let mut rest = value;
    while let Some((_, from)) = rest.split_once('<') {
        let Some((target, parameters)) = from.split_once('>') else {
            break;
        };
        let end = unquoted(parameters, ',');
        let (parameters, after) = parameters.split_at(end);
        // Only the first counts where there are several.
        if let Some(relations) = split(parameters, ';').find_map(relations) {
            let target = target.trim();
            found.push(Link { target, relations });
        }
        rest = after;
    }
    found
}

/// The value of a parameter `rel`.
fn relations(parameter: &str) -> Option<&str> {
    let (name, value) = parameter.split_once('=')?;
    let value = value.trim();
    name.trim()
        .eq_ignore_ascii_case("rel")
        .then(|| value.trim_matches('"'))
}

/// Parts between separators that stand in no quotes.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let (part, after) = text.split_at(unquoted(text, separator));
        rest = after.get(separator.len_utf8()..);
        Some(part)
    })
}

/// Where a separator stands first outside of quotes; the end if nowhere.
fn unquoted(text: &str, separator: char) -> usize {
    let mut quoted = false;
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if letter == separator && !quoted => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_as_servers_write_them() {
        for (value, relation, expected) in [
            (
                "<https://hub.example/>; rel=\"hub\"",
                "hub",
                "https://hub.example/",
            ),
            (
                "<a>; rel=hub, <b>; rel=\"self hub\",<c>;rel=self",
                "hub",
                "a b",
            ),
            (
                "<a>; rel=hub, <b>; rel=\"self hub\",<c>;rel=self",
                "self",
                "b c",
            ),
            (
                "<a,b;c>; title=\"x, <y>; rel=hub\"; REL=Hub",
                "hub",
                "a,b;c",
            ),
            (
                "<a>; title=\"say \\\"so, <z>; rel=hub\\\"\"; rel=hub",
                "hub",
                "a",
            ),
            ("<a>; rel=self; rel=hub", "hub", ""),
            ("<a>; rel=hub; rel=self", "hub", "a"),
            ("<a>", "hub", ""),
            ("<a; rel=hub", "hub", ""),
            ("a; rel=hub", "hub", ""),
            ("<a>; rel = \"hub\" , <>; rel=hub", "hub", "a "),
            ("<a>; title=\"open; rel=hub", "hub", ""),
            ("", "hub", ""),
        ] {
            let found = links(value);
            let targets: Vec<&str> = found
                .iter()
                .filter(|link| link.is(relation))
                .map(|link| link.target)
                .collect();
            assert_eq!(targets.join(" "), expected, "{value}");
        }
    }
}

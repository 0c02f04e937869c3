//! Names in bylines.
//!
//! A byline is a line of names and of what is no name: who says they wrote, what they are, when it
//! was. Names are what is left when all of that is cut.

use std::{collections::HashSet, sync::LazyLock};

use crate::text::{
    date,
    lang::{self, agencies::agencies},
    token,
};

use super::space;

/// What stands between names.
const JOINTS: [&str; 15] = [
    ",", ";", "|", "•", "·", "،", "、", "/", " and ", " und ", " et ", " og ", " och ", " & ",
    " y ",
];

/// How many scalar values a name has, and how many words.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=60;
const MOST_WORDS: usize = 7;

/// The forms of a group of `bylines.tsv`.
struct Bylines {
    labels: Vec<String>,
    roles: Vec<String>,
    degrees: Vec<String>,
    pages: HashSet<String>,
}

static BYLINES: LazyLock<Bylines> = LazyLock::new(|| {
    let forms = |group: &str| -> Vec<String> {
        let rows = lang::bylines().filter(|row| row[0] == group);
        rows.flat_map(|row| {
            row[1..]
                .iter()
                .map(|form| form.to_lowercase())
                .collect::<Vec<_>>()
        })
        .collect()
    };
    // Of two labels the longer is tried first: `by`, `by staff`.
    let mut labels = forms("label");
    labels.sort_by_key(|label| std::cmp::Reverse(label.len()));
    Bylines {
        labels,
        roles: forms("role"),
        degrees: forms("degree"),
        pages: forms("page").into_iter().collect(),
    }
});

/// Whether a line begins as bylines do.
pub(super) fn is_byline(text: &str) -> bool {
    label(unwrapped(text)).is_some()
}

/// Where the label at the start of a line ends, in bytes.
fn label(text: &str) -> Option<usize> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    BYLINES.labels.iter().find_map(|label| {
        let rest = lower.strip_prefix(label.as_str())?;
        let colon = rest.trim_start().starts_with([':', '：']);
        let is_parted = colon || rest.starts_with(' ');
        // A label of Chinese or Japanese needs its colon: nothing else parts it from a word.
        (is_parted && !rest.trim().is_empty()).then(|| {
            let marks = rest.len() - rest.trim_start_matches([' ', ':', '：']).len();
            label.len() + marks
        })
    })
}

/// Whether an address is that of a page about somebody who writes: `/author/ada-lind`.
pub(super) fn is_authors_page(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or(href);
    let mut parts = path.trim_end_matches('/').rsplit('/');
    // The page's own name comes last, and its folder may be parted once more: `/authors/a/ada-lind`.
    parts.next();
    parts.take(2).any(|part| BYLINES.pages.contains(part))
}

/// The names in a byline such as `By Ada Lind and Omar Sel, Staff Writers`. Notes in brackets are
/// left out.
pub(super) fn people(text: &str) -> Vec<String> {
    let text = space::collapse(&without_brackets(unwrapped(text)));
    if text.starts_with('@') || text.starts_with("http") {
        return Vec::new();
    }
    let bare = &text[label(&text).unwrap_or(0)..];
    let names = before_date(bare);
    let cut = |parts: Vec<_>, joint: &&'static str| {
        parts
            .into_iter()
            .flat_map(|part: &str| part.split(joint))
            .collect()
    };
    let parts: Vec<&str> = JOINTS.iter().fold(vec![names], cut);
    let mut found: Vec<String> = Vec::new();
    // `By Ada Lind, in Business, Travel`: where it was put is said behind who wrote it.
    let names = parts
        .into_iter()
        .take_while(|part| !part.trim_start().starts_with("in "));
    for part in names {
        let part = before_dash(part);
        let part = &part[label(part).unwrap_or(0)..];
        let name = part.trim_matches(|c: char| c.is_whitespace() || ".:-–—*".contains(c));
        if is_name(name) {
            found.push(without_degrees(name).to_owned());
        }
    }
    named(found)
}

/// Without what says more of the name before it. What stands alone may be all that the page says.
pub(super) fn named(mut names: Vec<String>) -> Vec<String> {
    let mut is_first = true;
    names.retain(|name| std::mem::take(&mut is_first) || !is_description(name));
    names
}

pub(super) fn distinct(mut names: Vec<String>) -> Vec<String> {
    let is_address = |name: &str| !name.contains(' ') && name.contains(['-', '_', '.', '@']);
    // `ada-lind` beside `Ada Lind` is her page's address.
    if names.iter().any(|name| !is_address(name)) {
        names.retain(|name| !is_address(name) || name.chars().any(char::is_uppercase));
    }
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(name.to_lowercase()));
    names
}

/// A line that is all in brackets, without them.
fn unwrapped(text: &str) -> &str {
    let text = text.trim();
    let inside = text
        .strip_prefix(['(', '（', '['])
        .and_then(|text| text.strip_suffix([')', '）', ']']));
    inside
        .filter(|inside| label(inside).is_some())
        .unwrap_or(text)
}

fn before_date(text: &str) -> &str {
    if !text.chars().any(char::is_numeric) {
        return text;
    }
    match date::stamp(text, None) {
        Some((span, _)) if span.start > 0 => &text[..span.start as usize],
        _ => text,
    }
}

/// `Ada Lind - Saturday` without what is no name.
fn before_dash(text: &str) -> &str {
    [" - ", " – ", " — "]
        .iter()
        .fold(text, |text, dash| text.split(dash).next().unwrap_or(text))
}

/// Whether words can be a name: few, and more letters than digits.
fn is_name(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let digits = words.chars().filter(|c| c.is_numeric()).count();
    LENGTH.contains(&words.chars().count())
        && letters > digits
        && token::tokens(words).count() <= MOST_WORDS
        && !BYLINES.degrees.contains(&words.to_lowercase())
        && !BYLINES.labels.contains(&words.to_lowercase())
        && !are_initials(words)
}

/// `lmo`: how desks sign. Agencies sign in small letters too (`dpa`), and those are known.
fn are_initials(words: &str) -> bool {
    words.len() <= 3
        && words.bytes().all(|byte| byte.is_ascii_lowercase())
        && agencies().whole(words).is_none()
}

/// Whether words say what somebody is or when it was: `Staff Writer`, an address, `7 hours ago`.
fn is_description(words: &str) -> bool {
    let is_role = |word: token::Token| BYLINES.roles.contains(&word.text.to_lowercase());
    token::tokens(words).any(is_role) || is_host(words) || words.contains(char::is_numeric)
}

fn is_host(words: &str) -> bool {
    !words.contains(' ')
        && words
            .rsplit_once('.')
            .is_some_and(|(_, end)| (2..=8).contains(&end.len()))
}

/// `Ada Lind MD` without what she studied.
fn without_degrees(name: &str) -> &str {
    match name.rsplit_once(' ') {
        Some((head, tail)) if BYLINES.degrees.contains(&tail.to_lowercase()) => {
            without_degrees(head)
        }
        _ => name,
    }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let outside = text.chars().filter(|c| {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    outside.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_fall_into_names() {
        let cases: [(&str, &[&str]); 22] = [
            ("By Ada Lind and Omar Sel (OS)", &["Ada Lind", "Omar Sel"]),
            ("بقلم: سعاد العمري", &["سعاد العمري"]),
            ("كتبت سعاد العمري", &["سعاد العمري"]),
            ("https://tern.example/ada", &[]),
            ("105092", &[]),
            ("15 March 2031 12:40:05", &[]),
            ("View all posts by Ada Lind", &["Ada Lind"]),
            ("Ada Lind, Staff Writer", &["Ada Lind"]),
            (
                "Ada Lind, Omar Sel, Contributing Opinion Writers",
                &["Ada Lind", "Omar Sel"],
            ),
            ("Ada Lind, MS, RDN, LD", &["Ada Lind"]),
            (
                "Ada Lind Feb 6, 2031 at 12:55 pm ET • 1 min read",
                &["Ada Lind"],
            ),
            ("Editorial Staff", &["Editorial Staff"]),
            ("dpa", &["dpa"]),
            ("lmo/jbr", &[]),
            ("（责编：牛镛、岳弘彬）", &["牛镛", "岳弘彬"]),
            ("Von Ada Lind - Samstag", &["Ada Lind"]),
            ("Byron Lind", &["Byron Lind"]),
            ("von", &[]),
            ("By Ada Lind, in Business, Travel", &["Ada Lind"]),
            ("Ada Lind, 7 hours ago", &["Ada Lind"]),
            ("신현주 기자", &["신현주"]),
            ("Ada Lind, tern.example", &["Ada Lind"]),
        ];
        for (text, expected) in cases {
            assert_eq!(people(text), expected, "{text}");
        }
    }

    #[test]
    fn pages_of_authors() {
        let cases = [
            ("https://tern.example/author/ada-lind/", true),
            ("/autoren/name/ada-lind", true),
            ("/profile/ada?from=byline", true),
            ("/author/", false),
            ("https://author/", false),
            ("/2031/05/03/the-author-of-the-plan", false),
        ];
        for (href, expected) in cases {
            assert_eq!(is_authors_page(href), expected, "{href}");
        }
    }

    #[test]
    fn one_author_is_one_name() {
        let names = ["Ada Lind", "ada-lind", "ADA LIND", "dpa"].map(str::to_owned);
        assert_eq!(distinct(names.to_vec()), ["Ada Lind", "dpa"]);
        assert_eq!(distinct(vec!["ada.lind.12".into()]), ["ada.lind.12"]);
    }
}

//! What an element says of itself by its name, role, class and id.
//!
//! Designers name the parts of a page for themselves, in a vocabulary that hardly differs from site
//! to site. The tables below and `hints.tsv` hold that vocabulary: single words and pairs of neighbouring words.

use std::{collections::HashMap, hash::BuildHasherDefault, sync::LazyLock};

use html5ever::{LocalName, local_name};

use crate::text::{
    hash::{Fnv, PageMap},
    lexicon,
};

use super::dom::{Attr, Dom, NodeId};

/// A set of things known of a place in the page; children inherit those of their parents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints(u32);

macro_rules! hints {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl Hints {
            $($(#[$doc])* pub(super) const $name: Hints = Hints(1 << $bit);)*
            const ALL: &[Hints] = &[$(Hints::$name),*];
        }
    };
}

hints! {
    /// Menus, breadcrumbs, pagers.
    NAVIGATION = 0;
    /// The page's foot.
    FOOTER = 1;
    /// Beside the article.
    ASIDE = 2;
    /// Pictures, players and what stands under them.
    CAPTION = 3;
    /// Fields to fill in.
    FORM = 4;
    /// Not shown.
    HIDDEN = 5;
    /// What readers wrote.
    COMMENTS = 6;
    /// Headlines of other articles.
    RELATED = 7;
    /// Share buttons.
    SHARE = 8;
    /// Newsletters, subscriptions, advertisements, notices.
    PROMOTION = 9;
    /// Who wrote it.
    AUTHOR = 10;
    /// When.
    DATE = 11;
    /// Keywords.
    TAGS = 12;
    /// The summary under the headline.
    LEAD = 13;
    /// The body of the article, by its own word.
    BODY = 14;
    /// The page's head, above the article.
    HEADER = 15;
    /// A quotation set apart to draw the eye, which repeats words of the body.
    PULLQUOTE = 16;
    /// A post embedded from elsewhere.
    EMBED = 17;
    /// An overline above the headline.
    KICKER = 18;
}

impl Hints {
    pub(super) const NONE: Hints = Hints(0);

    /// The hints under which no words belong to an article's body.
    pub(super) const CHROME: Hints = Hints(
        Hints::NAVIGATION.0
            | Hints::FOOTER.0
            | Hints::ASIDE.0
            | Hints::CAPTION.0
            | Hints::FORM.0
            | Hints::HIDDEN.0
            | Hints::COMMENTS.0
            | Hints::RELATED.0
            | Hints::SHARE.0
            | Hints::PROMOTION.0
            | Hints::AUTHOR.0
            | Hints::DATE.0
            | Hints::TAGS.0
            | Hints::PULLQUOTE.0
            | Hints::EMBED.0
            | Hints::KICKER.0,
    );

    pub(super) const fn with(self, other: Hints) -> Hints {
        Hints(self.0 | other.0)
    }

    pub(super) const fn without(self, other: Hints) -> Hints {
        Hints(self.0 & !other.0)
    }

    pub(super) fn any(self, other: Hints) -> bool {
        self.0 & other.0 != 0
    }

    /// The name of the first hint in the set that speaks against words, as a rule name.
    pub(super) fn rule(self) -> &'static str {
        let against = Hints(self.0 & Hints::CHROME.0);
        Hints::ALL
            .iter()
            .find(|hint| against.any(**hint))
            .map_or("container", |hint| hint.slug())
    }

    fn slug(self) -> &'static str {
        match self {
            Hints::NAVIGATION => "hint-navigation",
            Hints::FOOTER => "hint-footer",
            Hints::ASIDE => "hint-aside",
            Hints::CAPTION => "hint-caption",
            Hints::FORM => "hint-form",
            Hints::HIDDEN => "hint-hidden",
            Hints::COMMENTS => "hint-comments",
            Hints::RELATED => "hint-related",
            Hints::SHARE => "hint-share",
            Hints::PROMOTION => "hint-promotion",
            Hints::AUTHOR => "hint-author",
            Hints::DATE => "hint-date",
            Hints::TAGS => "hint-tags",
            Hints::LEAD => "hint-lead",
            Hints::BODY => "hint-body",
            Hints::HEADER => "hint-header",
            Hints::PULLQUOTE => "hint-pullquote",
            Hints::EMBED => "hint-embed",
            _ => "hint-kicker",
        }
    }
}

/// Element names that speak for themselves.
fn of_element(name: &LocalName) -> Hints {
    match *name {
        local_name!("nav") | local_name!("menu") => Hints::NAVIGATION,
        local_name!("footer") => Hints::FOOTER,
        local_name!("aside") => Hints::ASIDE,
        local_name!("figure") | local_name!("figcaption") | local_name!("caption") => {
            Hints::CAPTION
        }
        local_name!("form") => Hints::FORM,
        local_name!("dialog") => Hints::PROMOTION,
        local_name!("address") => Hints::AUTHOR,
        _ => Hints::NONE,
    }
}

const ROLES: [(&str, Hints); 8] = [
    ("navigation", Hints::NAVIGATION),
    ("menu", Hints::NAVIGATION),
    ("menubar", Hints::NAVIGATION),
    ("complementary", Hints::ASIDE),
    ("contentinfo", Hints::FOOTER),
    ("search", Hints::FORM),
    ("dialog", Hints::PROMOTION),
    ("alertdialog", Hints::PROMOTION),
];

const PROPERTIES: [(&str, Hints); 7] = [
    ("articleBody", Hints::BODY),
    ("author", Hints::AUTHOR),
    ("datePublished", Hints::DATE),
    ("dateModified", Hints::DATE),
    ("description", Hints::LEAD),
    ("caption", Hints::CAPTION),
    ("keywords", Hints::TAGS),
];

/// What elements say of themselves, with what was found for each class name so far: the same ones
/// come hundreds of times in a page.
#[derive(Default)]
pub(super) struct Cache<'d> {
    of_words: PageMap<&'d str, Hints>,
    /// The words of the name being read, kept for its memory.
    words: String,
}

impl<'d> Cache<'d> {
    /// What one element says of itself.
    pub(super) fn of(&mut self, dom: &'d Dom, id: NodeId) -> Hints {
        let mut hints = dom.local_name(id).map_or(Hints::NONE, of_element);
        for (name, value) in dom.attributes(id) {
            let said = match name {
                Attr::Class | Attr::Id | Attr::DataComponent | Attr::DataTestid => *self
                    .of_words
                    .entry(value)
                    .or_insert_with(|| of_words(value, &mut self.words)),
                Attr::Role => look_up(&ROLES, value),
                Attr::Itemprop => look_up(&PROPERTIES, value),
                Attr::Hidden => Hints::HIDDEN,
                Attr::AriaHidden if value == "true" => Hints::HIDDEN,
                Attr::Style if hides(value) => Hints::HIDDEN,
                _ => Hints::NONE,
            };
            hints = hints.with(said);
        }
        hints
    }
}

fn hides(style: &str) -> bool {
    let compact: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    compact.contains("display:none") || compact.contains("visibility:hidden")
}

fn look_up(table: &[(&str, Hints)], word: &str) -> Hints {
    table
        .iter()
        .find(|(known, _)| *known == word)
        .map_or(Hints::NONE, |(_, hints)| *hints)
}

/// Words that turn a class name into one about the page's layout: `has-sidebar`, `sidebar-grid`,
/// `comments-enabled` say nothing of the element's own words.
const ABOUT_LAYOUT: [&str; 12] = [
    "has", "with", "no", "not", "without", "grid", "layout", "enabled", "disabled", "open",
    "template", "single",
];

/// What class names say: `c-articleBody__text` is the words `c`, `article`, `body`, `text`.
fn of_words(value: &str, words: &mut String) -> Hints {
    let mut hints = Hints::NONE;
    for name in value.split_ascii_whitespace() {
        spell(name, words);
        hints = hints.with(of_name(words));
    }
    hints
}

/// What one name says, of which the words are given with a space between.
fn of_name(words: &str) -> Hints {
    let index = index();
    let mut hints = Hints::NONE;
    let mut rest = words;
    while !rest.is_empty() {
        let end = rest.find(' ').unwrap_or(rest.len());
        let behind = rest.get(end + 1..).unwrap_or("");
        if let Some(entry) = index.get(&rest[..end]) {
            if entry.is_about_layout {
                return Hints::NONE;
            }
            hints = hints.with(entry.hints);
            if entry.begins_pair && !behind.is_empty() {
                let next = behind.find(' ').unwrap_or(behind.len());
                let pair = index.get(&rest[..end + 1 + next]);
                hints = hints.with(pair.map_or(Hints::NONE, |pair| pair.hints));
            }
        }
        rest = behind;
    }
    hints
}

/// Puts down the words of a name in lower case, a space between them: a word ends at what is no letter
/// and before a capital after a small one.
fn spell(name: &str, words: &mut String) {
    words.clear();
    let mut last = b' ';
    for &byte in name.as_bytes() {
        let begins =
            !last.is_ascii_alphabetic() || (byte.is_ascii_uppercase() && last.is_ascii_lowercase());
        if byte.is_ascii_alphabetic() {
            if begins && !words.is_empty() {
                words.push(' ');
            }
            words.push(char::from(byte.to_ascii_lowercase()));
        }
        last = byte;
    }
}

type Index = HashMap<&'static str, Entry, BuildHasherDefault<Fnv>>;

/// What a word or a pair says.
#[derive(Default)]
struct Entry {
    hints: Hints,
    /// Whether pairs begin with it.
    begins_pair: bool,
    is_about_layout: bool,
}

/// Words of class and id, one or two neighbouring ones, with what they say.
fn index() -> &'static Index {
    static INDEX: LazyLock<Index> = LazyLock::new(|| {
        let mut index = Index::default();
        for row in lexicon::rows(include_str!("hints.tsv")) {
            let hint = Hints::ALL
                .iter()
                .copied()
                .find(|hint| hint.slug() == row[0]);
            for name in &row[1..] {
                let entry = index.entry(*name).or_default();
                entry.hints = entry.hints.with(hint.unwrap_or_default());
                if let Some((first, _)) = name.split_once(' ') {
                    index.entry(first).or_default().begins_pair = true;
                }
            }
        }
        for word in ABOUT_LAYOUT {
            index.entry(word).or_default().is_about_layout = true;
        }
        index
    });
    &INDEX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_names_a_hint() {
        for row in lexicon::rows(include_str!("hints.tsv")) {
            assert!(
                Hints::ALL.iter().any(|hint| hint.slug() == row[0]),
                "{row:?}"
            );
            assert!(row.len() > 1, "{row:?}");
        }
    }

    #[test]
    fn class_names_fall_into_words_and_pairs() {
        let cases = [
            ("article-body", Hints::BODY),
            ("c-articleBody__text", Hints::BODY),
            ("article body", Hints::NONE),
            ("js-share-bar", Hints::SHARE),
            ("download", Hints::NONE),
            ("Read_More", Hints::RELATED),
            ("shadow", Hints::NONE),
            ("has-sidebar comments-enabled", Hints::NONE),
        ];
        for (class, expected) in cases {
            assert_eq!(of_words(class, &mut String::new()), expected, "{class}");
        }
    }
}

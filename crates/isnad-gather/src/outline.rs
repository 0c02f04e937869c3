//! What of an HTML page leads on: its links, what it says of its feeds, and whether it says anything.
//!
//! One pass over the tags, without a tree: where a link stands is known from the elements that are
//! open around it.

use html5gum::{DefaultEmitter, HtmlString, Spanned, StartTag, Token, Tokenizer};
use isnad::{model::Page, recover};

use crate::html;

/// What was seen of a page.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// What relative links are relative to, as written; else the page's own address.
    pub(crate) base: Option<String>,
    /// The text of `<title>`, in one line.
    pub(crate) title: String,
    /// Content of `og:site_name`.
    pub(crate) site: Option<String>,
    /// `<link>` elements.
    pub(crate) relations: Vec<Relation>,
    /// `<a>` elements, in order.
    pub(crate) links: Vec<Link>,
    /// How many letters stand in what is shown.
    pub(crate) letters: usize,
    /// The text of `<noscript>`.
    pub(crate) noscript: String,
    /// How many `<script>` elements there are.
    pub(crate) scripts: usize,
    /// Whether there is an element that scripts commonly draw a page into.
    pub(crate) mount: bool,
}

/// A `<link>`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Relation {
    pub(crate) rel: String,
    pub(crate) media_type: String,
    pub(crate) href: String,
    pub(crate) title: String,
}

/// An `<a>`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Link {
    /// As written.
    pub(crate) href: String,
    /// The text within, in one line.
    pub(crate) text: String,
    /// Whether it stands among what every page of a site has: menus, header, footer.
    pub(crate) chrome: bool,
    /// Whether it stands in a heading, or a heading in it.
    pub(crate) heading: bool,
}

/// Elements around a link that are chrome whatever they are called.
const CHROME: &[&str] = &["nav", "footer", "menu", "dialog", "form"];

/// Words in names and classes of elements that are.
const CHROME_WORDS: &[&str] = &[
    "breadcrumb",
    "breadcrumbs",
    "cookie",
    "copyright",
    "footer",
    "language",
    "languages",
    "login",
    "menu",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "pager",
    "pagination",
    "share",
    "sitemap",
    "social",
    "submenu",
    "tags",
    "topbar",
];

/// Elements in which a `<header>` is that of an article and not of the page.
const ARTICLES: &[&str] = &["article", "li", "main", "section"];

const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];

/// Elements whose text is not shown.
const HIDDEN: &[&str] = &[
    "script", "style", "noscript", "template", "title", "svg", "iframe",
];

/// Elements that hold nothing, so that they never end.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Names (`id`) of the elements that frameworks draw a page into.
const MOUNTS: &[&str] = &[
    "root",
    "app",
    "__next",
    "__nuxt",
    "__layout",
    "app-root",
    "react-root",
    "main-app",
    "svelte",
    "q-app",
    "ember-application",
    "gatsby-focus-wrapper",
    "___gatsby",
    "application",
];

/// The same as elements of their own.
const MOUNT_ELEMENTS: &[&str] = &["app-root", "my-app", "app-main"];

/// The deepest nesting that is followed; what is deeper counts as standing here.
const MAX_DEPTH: usize = 256;

/// The most links that are kept of a page.
const MAX_LINKS: usize = 20_000;

/// The longest text that is kept of a link, in bytes.
const MAX_TEXT: usize = 2_000;

/// The outline of a page; nothing of one whose bytes are no text.
pub(crate) fn outline(page: &Page) -> Outline {
    let Ok(source) = recover::text(&page.bytes, page.charset.as_deref()) else {
        return Outline::default();
    };
    let mut reader = Reader::default();
    let mut emitter = DefaultEmitter::default();
    // The text of scripts and styles is no tags.
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(&*source, emitter) {
        match token {
            Token::StartTag(tag) => reader.open(&tag),
            Token::EndTag(tag) => reader.close(&text(&tag.name)),
            Token::String(string) => reader.words(&text(&string.value)),
            _ => {}
        }
    }
    reader.outline
}

/// An element that is open.
struct Open {
    name: String,
    chrome: bool,
    hidden: bool,
    heading: bool,
    article: bool,
}

#[derive(Default)]
struct Reader {
    outline: Outline,
    stack: Vec<Open>,
    /// Whether the last of the links is still open.
    in_link: bool,
}

impl Reader {
    fn open(&mut self, tag: &StartTag<()>) {
        let name = text(&tag.name);
        self.note(&name, tag);
        if VOID.contains(&name.as_str()) || self.stack.len() >= MAX_DEPTH {
            return;
        }
        let around = self.stack.last();
        let article = around.is_some_and(|open| open.article);
        let open = Open {
            chrome: around.is_some_and(|open| open.chrome) || is_chrome(&name, tag, article),
            hidden: around.is_some_and(|open| open.hidden) || HIDDEN.contains(&&*name),
            heading: around.is_some_and(|open| open.heading) || HEADINGS.contains(&&*name),
            article: article || ARTICLES.contains(&&*name),
            name,
        };
        self.stack.push(open);
    }

    /// What a tag itself says.
    fn note(&mut self, name: &str, tag: &StartTag<()>) {
        let get = |attribute: &str| attribute_of(tag, attribute);
        match name {
            "base" => self.outline.base = self.outline.base.take().or_else(|| get("href")),
            "link" => self.outline.relations.push(Relation {
                rel: get("rel").unwrap_or_default().to_lowercase(),
                media_type: get("type").unwrap_or_default().to_lowercase(),
                href: get("href").unwrap_or_default(),
                title: get("title").unwrap_or_default(),
            }),
            "meta" if get("property").as_deref() == Some("og:site_name") => {
                self.outline.site = get("content").map(|name| html::neutral(&name));
            }
            "script" => self.outline.scripts += 1,
            "a" => self.link(get("href")),
            _ if HEADINGS.contains(&name) && self.in_link => {
                if let Some(link) = self.outline.links.last_mut() {
                    link.heading = true;
                }
            }
            _ => {}
        }
        let id = get("id").unwrap_or_default();
        self.outline.mount |= MOUNT_ELEMENTS.contains(&name) || MOUNTS.contains(&id.as_str());
    }

    fn link(&mut self, href: Option<String>) {
        self.in_link = false;
        let Some(href) = href.filter(|_| self.outline.links.len() < MAX_LINKS) else {
            return;
        };
        let around = self.stack.last();
        self.in_link = true;
        self.outline.links.push(Link {
            href,
            text: String::new(),
            chrome: around.is_some_and(|open| open.chrome),
            heading: around.is_some_and(|open| open.heading),
        });
    }

    fn close(&mut self, name: &str) {
        if name == "a" {
            self.in_link = false;
        }
        if let Some(at) = self.stack.iter().rposition(|open| open.name == name) {
            self.stack.truncate(at);
        }
    }

    fn words(&mut self, words: &str) {
        match self.stack.last() {
            Some(open) if open.name == "title" && self.outline.title.is_empty() => {
                self.outline.title = html::neutral(words);
            }
            Some(open) if open.name == "noscript" => self.outline.noscript.push_str(words),
            Some(open) if open.hidden => {}
            _ => {
                self.outline.letters += words.chars().filter(|c| c.is_alphabetic()).count();
                self.link_text(words);
            }
        }
    }

    fn link_text(&mut self, words: &str) {
        let link = self.outline.links.last_mut().filter(|_| self.in_link);
        if let Some(link) = link.filter(|link| link.text.len() < MAX_TEXT) {
            let words = html::neutral(words);
            if !link.text.is_empty() && !words.is_empty() {
                link.text.push(' ');
            }
            link.text.push_str(&words);
        }
    }
}

fn is_chrome(name: &str, tag: &StartTag<()>, article: bool) -> bool {
    let words = ["class", "id", "role"].iter().any(|attribute| {
        let value = attribute_of(tag, attribute)
            .unwrap_or_default()
            .to_lowercase();
        value
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| CHROME_WORDS.contains(&word))
    });
    // The page as a whole is none, whatever its classes say.
    let whole = matches!(name, "html" | "body" | "main" | "article");
    CHROME.contains(&name) || (name == "header" && !article) || (words && !whole)
}

fn attribute_of(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value: &Spanned<HtmlString, ()> = tag.attributes.get(name.as_bytes())?;
    Some(text(&value.value))
}

fn text(string: &HtmlString) -> String {
    String::from_utf8_lossy(string).into_owned()
}

//! What an element says of itself by its name, role, class and id.
//!
//! Designers name the parts of a page for themselves, in a vocabulary that hardly differs from site
//! to site. The tables below hold that vocabulary: single words and pairs of neighbouring words.

use super::dom::{Dom, NodeId};

/// A set of things known of a place in the page; children inherit those of their parents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints(u32);

macro_rules! hints {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl Hints {
            $($(#[$doc])* pub(super) const $name: Hints = Hints(1 << $bit);)*
            /// Every hint with the name of the rule that drops (or keeps) by it.
            pub(super) const ALL: &[(Hints, &str)] = &[$((Hints::$name, stringify!($name))),*];
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

    /// The name of the first hint in the set, as a rule name.
    pub(super) fn rule(self) -> &'static str {
        match Hints::ALL.iter().find(|(hint, _)| self.any(*hint)) {
            Some((hint, _)) => hint.slug(),
            None => "container",
        }
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
const ELEMENTS: [(&str, Hints); 10] = [
    ("nav", Hints::NAVIGATION),
    ("footer", Hints::FOOTER),
    ("aside", Hints::ASIDE),
    ("figure", Hints::CAPTION),
    ("figcaption", Hints::CAPTION),
    ("caption", Hints::CAPTION),
    ("form", Hints::FORM),
    ("dialog", Hints::PROMOTION),
    ("address", Hints::AUTHOR),
    ("menu", Hints::NAVIGATION),
];

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

/// Words of class and id, one or two neighbouring ones, with what they say.
const WORDS: &[(Hints, &[&str])] = &[
    (
        Hints::NAVIGATION,
        &[
            "nav",
            "navbar",
            "navigation",
            "menu",
            "submenu",
            "breadcrumb",
            "breadcrumbs",
            "pagination",
            "pager",
            "paging",
            "toc",
            "skip",
            "topbar",
            "masthead",
            "jump",
            "skiplink",
            "navi",
            "tabs",
        ],
    ),
    (
        Hints::FOOTER,
        &[
            "footer",
            "foot",
            "copyright",
            "colophon",
            "bottombar",
            "impressum",
            "legal",
        ],
    ),
    (
        Hints::ASIDE,
        &[
            "sidebar", "aside", "rail", "sidecol", "marginal", "infobox", "factbox", "infobox",
        ],
    ),
    (
        Hints::CAPTION,
        &[
            "caption",
            "captions",
            "figcaption",
            "figure",
            "gallery",
            "slideshow",
            "carousel",
            "slider",
            "photo credit",
            "image credit",
            "image caption",
            "photo caption",
            "legend",
            "player",
            "video",
            "imagecaption",
            "wp caption",
            "bildunterschrift",
            "bildtext",
            "copyright",
            "mediacaption",
            "lightbox",
            "picture",
        ],
    ),
    (
        Hints::FORM,
        &[
            "search", "login", "signin", "poll", "survey", "contact", "feedback",
        ],
    ),
    (
        Hints::HIDDEN,
        &[
            "hidden",
            "sr only",
            "screen reader",
            "visually hidden",
            "visuallyhidden",
            "invisible",
            "noprint",
            "d none",
        ],
    ),
    (
        Hints::COMMENTS,
        &[
            "comments",
            "comment",
            "disqus",
            "respond",
            "kommentare",
            "commentaires",
            "commentlist",
            "discussion",
            "livefyre",
            "reactions",
            "coral",
            "forum",
            "opencomments",
        ],
    ),
    (
        Hints::RELATED,
        &[
            "related",
            "recommended",
            "recommendation",
            "recommendations",
            "recirc",
            "recirculation",
            "readmore",
            "read more",
            "read also",
            "readalso",
            "more news",
            "more stories",
            "more on",
            "also read",
            "see also",
            "popular",
            "trending",
            "mostread",
            "most read",
            "most viewed",
            "latest news",
            "outbrain",
            "taboola",
            "teaser",
            "teasers",
            "onward",
            "further reading",
            "up next",
            "next article",
            "similar",
            "suggested",
            "suggestions",
            "verwandt",
            "lire aussi",
            "inread",
            "internal link",
            "mehr zum",
            "mehr lesen",
            "morearticles",
            "linkbox",
            "moreon",
            "youmaylike",
            "may like",
            "topstories",
            "top stories",
            "card",
            "cards",
            "zergnet",
            "headlines",
            "related links",
        ],
    ),
    (
        Hints::SHARE,
        &[
            "share",
            "sharing",
            "social",
            "socials",
            "sharebar",
            "addtoany",
            "sharethis",
            "addthis",
            "shareaholic",
            "sharedaddy",
            "follow",
            "shares",
            "sharetools",
            "socialmedia",
            "facebook",
            "whatsapp",
            "toolbar",
            "tools",
            "bookmark",
            "jp relatedposts",
        ],
    ),
    (
        Hints::PROMOTION,
        &[
            "newsletter",
            "newsletters",
            "subscribe",
            "subscription",
            "subscriptions",
            "signup",
            "sign up",
            "promo",
            "promotion",
            "promobox",
            "ad",
            "ads",
            "advert",
            "adverts",
            "advertisement",
            "advertising",
            "anzeige",
            "sponsored",
            "sponsor",
            "banner",
            "cookie",
            "cookies",
            "consent",
            "gdpr",
            "paywall",
            "modal",
            "popup",
            "overlay",
            "cta",
            "donate",
            "donation",
            "membership",
            "app store",
            "dfp",
            "marketing",
            "commercial",
            "affiliate",
            "shop",
            "shopping",
            "adsbox",
            "adslot",
            "teads",
            "alert",
            "alerts",
            "registration",
            "notification",
            "notifications",
            "appeal",
            "offer",
            "offers",
            "toast",
            "webpush",
            "push",
            "podcast promo",
            "disclaimer",
            "tooltip",
            "piano",
            "regwall",
            "abo",
            "werbung",
            "publicite",
            "pub",
            "kiosk",
            "breaking",
            "ticker",
            "weather",
            "error",
        ],
    ),
    (
        Hints::AUTHOR,
        &[
            "byline",
            "author",
            "authors",
            "bio",
            "writer",
            "contributor",
            "contributors",
            "autor",
            "autoren",
            "auteur",
            "dateline byline",
            "authorbox",
            "about author",
            "signature",
            "meta author",
            "reporter",
            "autorenzeile",
            "contribution",
        ],
    ),
    (
        Hints::DATE,
        &[
            "date",
            "datetime",
            "timestamp",
            "time",
            "published",
            "pubdate",
            "dateline",
            "updated",
            "datum",
            "publish date",
            "posted on",
            "last updated",
            "reading time",
            "readtime",
            "read time",
            "meta",
            "metadata",
            "postmeta",
            "entry meta",
            "info",
            "infos",
            "byline time",
        ],
    ),
    (
        Hints::TAGS,
        &[
            "tags",
            "tag",
            "keywords",
            "topics",
            "topic",
            "taglist",
            "hashtags",
            "categories",
            "category",
            "labels",
            "tagcloud",
            "etiquetas",
        ],
    ),
    (
        Hints::LEAD,
        &[
            "lead",
            "lede",
            "standfirst",
            "summary",
            "excerpt",
            "deck",
            "dek",
            "subtitle",
            "subheadline",
            "subhead",
            "chapo",
            "chapeau",
            "intro",
            "introduction",
            "abstract",
            "sapo",
            "leadtext",
            "subheading",
            "entradilla",
            "sottotitolo",
            "vorspann",
            "teasertext",
            "article description",
            "ingress",
            "manchet",
            "standout",
            "synopsis",
            "bajada",
            "copete",
            "sommario",
            "subtitulo",
            "spot",
            "blurb",
        ],
    ),
    (
        Hints::BODY,
        &[
            "article body",
            "articlebody",
            "entry content",
            "post content",
            "story body",
            "article content",
            "article text",
            "article main",
            "content body",
            "body content",
            "post body",
            "story content",
            "storybody",
            "articletext",
            "article copy",
            "body copy",
            "news body",
            "news content",
            "story text",
            "text body",
            "artikel body",
            "artikeltext",
            "article bodytext",
            "detail content",
            "body text",
            "articlecontent",
            "storycontent",
            "postcontent",
            "newstext",
            "news text",
            "fulltext",
            "richtext",
            "rich text",
            "page content",
            "content text",
            "articledetail",
            "article detail",
            "cuerpo",
            "texto",
            "contenido",
            "corps",
            "texte",
        ],
    ),
    (
        Hints::HEADER,
        &["siteheader", "site header", "page header", "header", "head"],
    ),
    (
        Hints::PULLQUOTE,
        &["pullquote", "pull quote", "pull", "blockquote pull"],
    ),
    (
        Hints::EMBED,
        &[
            "twitter tweet",
            "instagram media",
            "embed",
            "tweet",
            "embedded",
            "iframe",
            "fb post",
            "tiktok embed",
            "oembed",
            "embedpost",
        ],
    ),
    (
        Hints::KICKER,
        &[
            "kicker",
            "overline",
            "eyebrow",
            "rubric",
            "section label",
            "dachzeile",
            "spitzmarke",
            "topline",
            "roofline",
            "flag",
        ],
    ),
];

/// What one element says of itself.
pub(super) fn of_element(dom: &Dom, id: NodeId) -> Hints {
    let mut hints = look_up(&ELEMENTS, dom.name(id));
    for attribute in dom.attributes(id) {
        let value: &str = &attribute.value;
        let said = match &*attribute.name.local {
            "class" | "id" | "data-component" | "data-testid" => of_words(value),
            "role" => look_up(&ROLES, value),
            "itemprop" => look_up(&PROPERTIES, value),
            "hidden" => Hints::HIDDEN,
            "aria-hidden" if value == "true" => Hints::HIDDEN,
            "style" if hides(value) => Hints::HIDDEN,
            _ => Hints::NONE,
        };
        hints = hints.with(said);
    }
    hints
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
fn of_words(value: &str) -> Hints {
    value
        .split_whitespace()
        .map(of_name)
        .fold(Hints::NONE, Hints::with)
}

fn of_name(name: &str) -> Hints {
    let index = index();
    let words = split_name(name);
    let mut hints = Hints::NONE;
    for (at, word) in words.iter().enumerate() {
        if ABOUT_LAYOUT.contains(&word.as_str()) {
            return Hints::NONE;
        }
        let pair = words.get(at + 1).map(|next| format!("{word} {next}"));
        let said = [
            index.get(word.as_str()),
            pair.as_ref().and_then(|pair| index.get(pair.as_str())),
        ];
        hints = said
            .into_iter()
            .flatten()
            .fold(hints, |hints, said| hints.with(*said));
    }
    hints
}

/// The lower-case words of a name: cut at what is no letter and before a capital after a small one.
fn split_name(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        if !c.is_ascii_alphabetic() || (c.is_ascii_uppercase() && was_lower) {
            words.push(String::new());
        }
        was_lower = c.is_ascii_lowercase();
        if let (true, Some(word)) = (c.is_ascii_alphabetic(), words.last_mut()) {
            word.push(c.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn index() -> &'static std::collections::HashMap<&'static str, Hints> {
    static INDEX: std::sync::LazyLock<std::collections::HashMap<&'static str, Hints>> =
        std::sync::LazyLock::new(|| {
            let mut index = std::collections::HashMap::new();
            for (hint, words) in WORDS {
                for word in *words {
                    let entry: &mut Hints = index.entry(*word).or_default();
                    *entry = entry.with(*hint);
                }
            }
            index
        });
    &INDEX
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(of_words(class), expected, "{class}");
        }
    }
}

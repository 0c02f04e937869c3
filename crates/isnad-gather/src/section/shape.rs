//! What an address alone says of what stands there.

use url::form_urlencoded;

use crate::Address;

/// An address, read.
pub(super) struct Shape {
    /// How much it looks like that of an article.
    pub(super) points: i32,
    /// Whether it leads to a list, or to something that is no article.
    pub(super) listing: bool,
    /// The address with its own parts taken out: the same for addresses that are made alike.
    pub(super) form: String,
}

/// Parts of paths, and names in queries, whose pages list articles or have to do with none.
const LISTINGS: &[&str] = &[
    // Lists.
    "archive",
    "archives",
    "author",
    "authors",
    "categories",
    "category",
    "columnists",
    "contributors",
    "feed",
    "feeds",
    "label",
    "page",
    "rss",
    "search",
    "section",
    "sections",
    "series",
    "sitemap",
    "tag",
    "tags",
    "topic",
    "topics",
    "writer",
    "writers",
    "paged",
    "cat",
    "q",
    "s",
    "auteur",
    "auteurs",
    "etiquette",
    "mot-cle",
    "recherche",
    "rubrique",
    "rubriques",
    "الاقسام",
    "الأقسام",
    "بحث",
    "تصنيف",
    "قسم",
    "كاتب",
    "كتاب",
    "وسم",
    "وسوم",
    // The outlet and its readers.
    "about",
    "about-us",
    "account",
    "advertise",
    "advertising",
    "app",
    "apps",
    "careers",
    "cart",
    "contact",
    "contact-us",
    "cookies",
    "donate",
    "faq",
    "help",
    "jobs",
    "login",
    "logout",
    "newsletter",
    "newsletters",
    "privacy",
    "privacy-policy",
    "profile",
    "register",
    "shop",
    "signin",
    "signup",
    "subscribe",
    "subscription",
    "terms",
    "user",
    "users",
    "wp-admin",
    "wp-login.php",
    "a-propos",
    "abonnement",
    "connexion",
    "inscription",
    "mentions-legales",
    "nous-contacter",
    "publicite",
    "اتصل-بنا",
    "اشتراك",
    "من-نحن",
    "سياسة-الخصوصية",
    "تسجيل",
];

/// Ends of names of what is no page.
const FILES: &[&str] = &[
    "apk", "avi", "css", "doc", "docx", "exe", "gif", "ico", "jpeg", "jpg", "js", "json", "m3u8",
    "m4a", "mov", "mp3", "mp4", "ogg", "pdf", "png", "ppt", "rar", "rss", "svg", "webm", "webp",
    "xls", "xlsx", "xml", "zip",
];

/// Names in queries that hold the number of an article.
const NUMBERED: &[&str] = &[
    "a",
    "aid",
    "article",
    "articleid",
    "articleno",
    "artid",
    "id",
    "itemid",
    "newsid",
    "nid",
    "no",
    "p",
    "post",
    "sid",
    "storyid",
];

impl Shape {
    pub(super) fn of(address: &Address) -> Shape {
        let segments = segments(address);
        let queries = queries(address);
        let last = segments.last().map(String::as_str).unwrap_or_default();
        let ends = segments.iter().rev().take(2);
        let listing = ends.map(|it| without_end(it)).any(is_listing)
            || queries.iter().any(|(name, _)| is_listing(name))
            || FILES.contains(&end(last));
        let numbered = queries
            .iter()
            .any(|(name, value)| NUMBERED.contains(&&**name) && is_number(value, 2));
        let parts = [
            (dated(&segments), 3),
            (numbered || segments.iter().any(|it| has_number(it)), 2),
            (slug(last) >= 3, 2),
            (slug(last) >= 5, 1),
            (matches!(end(last), "html" | "htm" | "aspx" | "shtml"), 1),
            (listing, -6),
            (segments.is_empty() && !numbered, -3),
        ];
        Shape {
            points: parts
                .iter()
                .filter(|(holds, _)| *holds)
                .map(|(_, points)| points)
                .sum(),
            listing,
            form: form(&segments, &queries),
        }
    }
}

/// The parts of the path, decoded, in lower case.
fn segments(address: &Address) -> Vec<String> {
    let decode = |part: &str| {
        // A path is no form, but is decoded like one once its plus signs are safe.
        let part = part
            .replace('+', "%2B")
            .replace('&', "%26")
            .replace('=', "%3D");
        let decoded = form_urlencoded::parse(part.as_bytes()).next();
        decoded
            .map(|(part, _)| part.to_lowercase())
            .unwrap_or_default()
    };
    address
        .path()
        .split('/')
        .filter(|part| !part.is_empty())
        .map(decode)
        .collect()
}

fn queries(address: &Address) -> Vec<(String, String)> {
    let query = address.target().split_once('?').map(|(_, query)| query);
    form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .map(|(name, value)| (name.to_lowercase(), value.into_owned()))
        .collect()
}

/// What follows the last point of a name, if it can be the end of a file's name.
fn end(name: &str) -> &str {
    let end = name.rsplit_once('.').map(|(_, end)| end);
    end.filter(|end| end.len() <= 5).unwrap_or_default()
}

fn without_end(name: &str) -> &str {
    name.strip_suffix(end(name))
        .and_then(|name| name.strip_suffix('.'))
        .unwrap_or(name)
}

fn is_listing(name: &str) -> bool {
    LISTINGS.contains(&name)
}

fn is_number(text: &str, least: usize) -> bool {
    text.len() >= least && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a part holds a number that is no year: alone, or set off.
fn has_number(part: &str) -> bool {
    part.split(|c: char| !c.is_alphanumeric())
        .any(|word| is_number(word, 4) && !is_year(word))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))
}

/// Whether a path holds a day or a month: `/2031/03/05/`, `/2031-03-05/`, `/20310305/`.
fn dated(segments: &[String]) -> bool {
    let parts: Vec<&str> = segments
        .iter()
        .flat_map(|segment| segment.split(|c: char| !c.is_alphanumeric()))
        .collect();
    let month =
        |text: &str| text.parse().is_ok_and(|month| (1..=12).contains(&month)) && text.len() <= 2;
    let apart = parts
        .windows(2)
        .any(|pair| matches!(pair, [year, next] if is_year(year) && month(next)));
    let together = |part: &&str| {
        is_number(part, 8)
            && part.len() == 8
            && part.get(..4).is_some_and(is_year)
            && part.get(4..6).is_some_and(month)
    };
    apart || parts.iter().any(together)
}

/// How many words a part is made of.
fn slug(part: &str) -> usize {
    let is_word =
        |word: &&str| word.chars().nth(1).is_some() && word.chars().any(char::is_alphabetic);
    without_end(part)
        .split(['-', '_', ' ', '+', '–'])
        .filter(is_word)
        .count()
}

/// The form of an address: what differs from article to article is a mark.
fn form(segments: &[String], queries: &[(String, String)]) -> String {
    let mut form = String::new();
    for segment in segments {
        form.push('/');
        form.push_str(match segment.as_str() {
            part if part.bytes().any(|byte| byte.is_ascii_digit()) => "0",
            part if slug(part) >= 3 || part.chars().count() >= 20 => "w",
            part => part,
        });
    }
    for (name, _) in queries {
        form.push('?');
        form.push_str(name);
    }
    form
}

//! Which language a reader sees: `?lang=` first, then the cookie it set, then what the browser
//! accepts, else Arabic.

use std::{borrow::Borrow, convert::Infallible};

use axum::{
    extract::FromRequestParts,
    http::{
        header::{ACCEPT_LANGUAGE, COOKIE, HeaderName},
        request::Parts,
    },
};
use isnad::model::Language;

use crate::{assets::STYLE_HREF, strings::Words};

/// The interface of one request.
#[derive(Clone)]
pub(crate) struct Ui {
    pub(crate) w: &'static Words,
    /// Whether the address asked for the language: then it is remembered in a cookie.
    pub(crate) asked: bool,
    /// The address without `lang`, ready for `lang=…` to be added.
    here: String,
    query: String,
}

/// One entry of the language switch.
pub(crate) struct Choice {
    pub(crate) code: &'static str,
    pub(crate) dir: &'static str,
    /// The language's name in that language.
    pub(crate) name: &'static str,
    pub(crate) href: String,
    pub(crate) current: bool,
}

impl Ui {
    fn of(parts: &Parts) -> Ui {
        let query = parts.uri.query().unwrap_or("");
        let asked = pairs(query, '&').find(|(name, _)| *name == "lang");
        let asked = asked.and_then(|(_, code)| Words::of(code));
        let header = |name: HeaderName| parts.headers.get(name).and_then(|v| v.to_str().ok());
        let remembered = || {
            let cookies = pairs(header(COOKIE)?, ';');
            cookies
                .filter(|(name, _)| *name == "lang")
                .find_map(|(_, code)| Words::of(code))
        };
        let accepted = || accepted(header(ACCEPT_LANGUAGE)?);
        let default = || &Words::all()[0];
        Ui {
            w: asked
                .or_else(remembered)
                .or_else(accepted)
                .unwrap_or_else(default),
            asked: asked.is_some(),
            here: here(parts.uri.path(), query),
            query: query.to_owned(),
        }
    }

    /// A number in the address's query; anything else there counts as absent.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        number(&self.query, name)
    }

    /// Words in the address's query, as a form sends them; what is no UTF-8 counts as absent.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let found = pairs(&self.query, '&').find(|(known, _)| *known == name);
        decoded(found?.1)
    }

    /// The words for a key.
    pub(crate) fn t<'k>(&self, key: &'k str) -> &'k str {
        self.w.get(key)
    }

    /// A counted noun.
    pub(crate) fn n(&self, noun: &str, count: impl Borrow<usize>) -> String {
        self.w.count(noun, *count.borrow())
    }

    /// The words for a key with a number in them.
    pub(crate) fn with(&self, key: &str, number: &usize) -> String {
        self.w.get(key).replace("{n}", &number.to_string())
    }

    /// The style sheet's address, which changes with its content.
    pub(crate) fn style(&self) -> &'static str {
        &STYLE_HREF
    }

    /// The language switch.
    pub(crate) fn choices(&self) -> Vec<Choice> {
        let choice = |words: &'static Words| Choice {
            code: words.code,
            dir: words.dir,
            name: words.find("language.own").unwrap_or(words.code),
            href: format!("{}lang={}", self.here, words.code),
            current: words.code == self.w.code,
        };
        Words::all().iter().map(choice).collect()
    }
}

impl<S: Sync> FromRequestParts<S> for Ui {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Ui, Infallible> {
        Ok(Ui::of(parts))
    }
}

/// A number in a query; anything else there counts as absent.
pub(crate) fn number(query: &str, name: &str) -> Option<usize> {
    let found = pairs(query, '&').find(|(known, _)| *known == name);
    found.and_then(|(_, value)| value.parse().ok())
}

/// What stands for itself, `+` for a space, `%` before two hexadecimal digits for a byte.
fn decoded(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let escaped = after
            .get(..2)
            .filter(|_| byte == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if escaped.is_some() {
            rest = after.get(2..).unwrap_or_default();
        }
        let plain = if byte == b'+' { b' ' } else { byte };
        bytes.push(escaped.unwrap_or(plain));
    }
    String::from_utf8(bytes).ok()
}

fn pairs(text: &str, separator: char) -> impl Iterator<Item = (&str, &str)> {
    text.split(separator)
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.trim(), value.trim()))
}

fn here(path: &str, query: &str) -> String {
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="))
        .collect();
    // A path of two slashes would read as the address of another host.
    let path = format!("/{}", path.trim_start_matches('/'));
    match kept.join("&").as_str() {
        "" => format!("{path}?"),
        kept => format!("{path}?{kept}&"),
    }
}

/// The best language of an `Accept-Language` header that the interface has.
fn accepted(header: &str) -> Option<&'static Words> {
    let mut best: Option<(f32, &'static Words)> = None;
    for range in header.split(',') {
        let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
        let quality = parameters.trim().strip_prefix("q=");
        let quality: f32 = quality.map_or(1.0, |q| q.parse().unwrap_or(0.0));
        let words = Language::from_tag(tag).and_then(|code| Words::of(code.as_str()));
        let better = quality > best.map_or(0.0, |(held, _)| held);
        if let Some(words) = words.filter(|_| better) {
            best = Some((quality, words));
        }
    }
    best.map(|(_, words)| words)
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    type Headers<'h> = &'h [(&'h str, &'h str)];

    fn ui(uri: &str, headers: Headers<'_>) -> Ui {
        let mut request = Request::builder().uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Ui::of(&request.body(()).expect("request").into_parts().0)
    }

    #[test]
    fn address_cookie_browser_arabic_in_this_order() {
        let french = ("accept-language", "fr-CA, en;q=0.8");
        let cookie = ("cookie", "a=b; lang=en");
        let cases: [(&str, Headers<'_>, &str); 7] = [
            ("/", &[], "ar"),
            ("/", &[french], "fr"),
            ("/", &[french, cookie], "en"),
            ("/?lang=ar", &[french, cookie], "ar"),
            ("/?lang=xx", &[french], "fr"),
            ("/", &[("accept-language", "de, en;q=0.3, fr;q=0.7")], "fr"),
            ("/", &[("accept-language", "de;q=x,;;,*")], "ar"),
        ];
        for (uri, headers, expected) in cases {
            assert_eq!(ui(uri, headers).w.code, expected, "{uri} {headers:?}");
        }
    }

    #[test]
    fn words_come_out_of_a_query_as_they_went_in() {
        let cases = [
            ("/?with=a%20b+c", Some("a b c")),
            (
                "/?x=1&with=https%3A%2F%2Fa.example%2F%D9%85",
                Some("https://a.example/م"),
            ),
            ("/?with=100%", Some("100%")),
            ("/?with=%zz", Some("%zz")),
            ("/?with=%FF", None),
            ("/", None),
        ];
        for (uri, expected) in cases {
            assert_eq!(ui(uri, &[]).text("with").as_deref(), expected, "{uri}");
        }
    }

    #[test]
    fn the_switch_keeps_the_rest_of_the_address() {
        let cases = [
            ("/", "/?lang=en"),
            ("/?page=2&lang=fr", "/?page=2&lang=en"),
            ("//evil.example/", "/evil.example/?lang=en"),
        ];
        for (uri, expected) in cases {
            let choices = ui(uri, &[]).choices();
            assert!(
                choices.iter().any(|choice| choice.href == expected),
                "{uri}"
            );
        }
    }
}

//! News agencies known by name.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::{
    model::{Source, SourceKind},
    text::{lexicon, phrase::Phrases},
};

/// An agency (or another source whose texts are carried under its name).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its key: `reuters`. The key `agencies` stands for "several agencies, not named".
    pub key: &'static str,
    /// The name to show.
    pub name: &'static str,
    /// Agency or outlet.
    pub kind: SourceKind,
    /// Whether this name is also a common word, so that it counts only where a credit is expected.
    pub short: bool,
}

/// The key of [`Agency::key`] that stands for no one agency.
pub const SEVERAL: &str = "agencies";

static AGENCIES: LazyLock<Phrases<Agency>> = LazyLock::new(load);
static SITES: LazyLock<BTreeMap<&'static str, Source>> = LazyLock::new(sites);

/// The agencies of all languages, by their names and short names.
pub fn agencies() -> &'static Phrases<Agency> {
    &AGENCIES
}

impl Agency {
    /// The agency as a source.
    pub fn source(&self) -> Source {
        Source {
            name: self.name.to_owned(),
            kind: self.kind,
            key: Some(self.key.to_owned()),
        }
    }
}

/// The agency that publishes at this host (`www.` and what else stands before the name of the site is passed over).
pub fn agency_at(host: &str) -> Option<Source> {
    let sites: &BTreeMap<&str, Source> = &SITES;
    let host = host.to_ascii_lowercase();
    let below = host.match_indices('.').map(|(dot, _)| &host[dot + 1..]);
    let mut names = std::iter::once(&host[..]).chain(below);
    names.find_map(|name| sites.get(name)).cloned()
}

fn sites() -> BTreeMap<&'static str, Source> {
    let known: BTreeMap<&str, Source> = lexicon::rows(include_str!("agencies.tsv"))
        .filter_map(|row| Some((*row.first()?, *row.get(1)?)))
        .map(|(key, name)| (key, agency(key, name)))
        .collect();
    lexicon::rows(include_str!("agency_sites.tsv"))
        .filter_map(|row| Some((known.get(row.first()?)?.clone(), *row.get(1)?)))
        .flat_map(|(source, hosts)| hosts.split('|').map(move |host| (host, source.clone())))
        .collect()
}

fn agency(key: &str, name: &str) -> Source {
    Source {
        name: name.to_owned(),
        kind: SourceKind::Agency,
        key: Some(key.to_owned()),
    }
}

fn load() -> Phrases<Agency> {
    let mut phrases = Phrases::default();
    for row in lexicon::rows(include_str!("agencies.tsv")) {
        let [key, name, kind, names, ref shorts @ ..] = row[..] else {
            continue;
        };
        let kind = match kind {
            "outlet" => SourceKind::Outlet,
            _ => SourceKind::Agency,
        };
        let shorts = shorts.first().copied().unwrap_or("");
        for (forms, short) in [(names, false), (shorts, true)] {
            for form in forms.split('|').filter(|form| !form.is_empty()) {
                let agency = Agency {
                    key,
                    name,
                    kind,
                    short,
                };
                phrases.insert(form, agency);
            }
        }
    }
    phrases
}

#[cfg(test)]
mod tests {
    use super::{agencies, agency_at};

    #[test]
    fn agencies_are_known_by_their_sites() {
        let key = |host| agency_at(host).and_then(|source| source.key);
        assert_eq!(key("www.reuters.com").as_deref(), Some("reuters"));
        assert_eq!(key("ar.AA.com.tr").as_deref(), Some("aa"));
        assert_eq!(key("myreuters.com"), None);
        assert_eq!(key("tern.example"), None);
    }

    #[test]
    fn names_of_agencies() {
        let cases = [
            ("رويترز", "reuters", false),
            ("أ ف ب", "afp", true),
            ("أ.ف.ب", "afp", true),
            ("AFP", "afp", false),
            ("وكالة فرانس برس", "afp", false),
            ("وات", "tap", true),
            ("Agence France-Presse", "afp", false),
            ("وكالات", "agencies", true),
        ];
        for (name, key, short) in cases {
            let agency = agencies().whole(name);
            assert_eq!(
                agency.map(|a| (a.key, a.short)),
                Some((key, short)),
                "{name}"
            );
        }
    }
}

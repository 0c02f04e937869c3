//! The chain that one article's own credits tell.

use crate::model::{Chain, ChainLink, Credit, CreditRole, Reading, Source, SourceKind};

use super::source::same_source;

/// The publisher, then the sources the article names as those of its text, the nearest first.
///
/// An outlet stands nearer than an agency, wherever the two stand in the text: outlets carry what
/// agencies write, and `*Agency` above `Source: Outlet` is how a page copied from the outlet looks.
/// Among sources of one kind the order of the text decides. Nothing is said of a source that is only
/// cited, or credited for a picture, and a publisher that credits itself is no link.
pub fn chain(reading: &Reading) -> Chain {
    let mut links: Vec<&Credit> = Vec::new();
    let publisher = reading.article.publisher.as_ref();
    for credit in reading
        .credits
        .iter()
        .filter(|credit| credit.role == CreditRole::Text)
    {
        let same = |source: &Source| same_source(source, &credit.source);
        let known = publisher.is_some_and(same) || links.iter().any(|link| same(&link.source));
        if !known {
            links.push(credit);
        }
    }
    links.sort_by_key(|credit| distance(credit.source.kind));
    Chain {
        publisher: reading.article.publisher.clone(),
        links: links
            .into_iter()
            .map(|credit| ChainLink {
                source: credit.source.clone(),
                evidence: credit.evidence.clone(),
            })
            .collect(),
    }
}

/// How far from the page in hand a kind of source stands.
fn distance(kind: SourceKind) -> u8 {
    match kind {
        SourceKind::Aggregator => 0,
        SourceKind::Outlet => 1,
        SourceKind::Agency => 2,
        SourceKind::Speaker => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, Span};

    fn credit(name: &str, kind: SourceKind, role: CreditRole, at: usize) -> Credit {
        let span = Span::new(at, at + 1);
        Credit {
            span,
            source: Source {
                name: name.to_owned(),
                kind,
                key: None,
            },
            role,
            evidence: Evidence::at("test", span, 1.0),
        }
    }

    type Given = (&'static str, SourceKind, CreditRole);

    #[test]
    fn the_nearest_source_comes_first() {
        use CreditRole::{Cited, Photo, Text};
        use SourceKind::{Agency, Outlet};
        let cases: &[(&[Given], &str)] = &[
            (&[], "this page"),
            (&[("Northwire", Agency, Text)], "this page ← Northwire"),
            (
                &[("Northwire", Agency, Text), ("Harbour FM", Outlet, Text)],
                "this page ← Harbour FM ← Northwire",
            ),
            (
                &[("Northwire", Agency, Text), ("Northwire", Agency, Text)],
                "this page ← Northwire",
            ),
            (
                &[("Northwire", Agency, Cited), ("Southwire", Agency, Photo)],
                "this page",
            ),
        ];
        for (credits, expected) in cases {
            let reading = Reading {
                credits: credits
                    .iter()
                    .enumerate()
                    .map(|(at, (name, kind, role))| credit(name, *kind, *role, at))
                    .collect(),
                ..Reading::default()
            };
            assert_eq!(chain(&reading).to_string(), *expected);
        }
    }
}

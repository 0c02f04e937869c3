//! An outlet in numbers: what its articles are made of, how late its copies are, what they change.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    ChangeKind, CreditRole, Derivation, Moment, Origin, OriginKind, Practice, Reading, Source,
};

use super::source::same_source;

/// An article of the outlet with what was traced of it.
#[derive(Clone, Copy, Debug)]
pub struct Traced<'a> {
    /// The article.
    pub reading: &'a Reading,
    /// Where its text comes from.
    pub origin: Option<&'a Origin>,
    /// What it took from whom.
    pub derivation: Option<&'a Derivation>,
    /// When the article it took from was published.
    pub parent_published: Option<Moment>,
}

/// The outlet whose articles these are, in numbers.
pub fn practice(articles: &[Traced<'_>]) -> Practice {
    let mut practice = Practice {
        articles: articles.len(),
        ..Practice::default()
    };
    for article in articles {
        *count(&mut practice, article) += 1;
    }
    practice.median_delay = median(articles.iter().filter_map(delay).collect());
    practice.changes = changes(articles);
    practice
}

/// The count that an article belongs to.
fn count<'p>(practice: &'p mut Practice, article: &Traced<'_>) -> &'p mut usize {
    let reading = article.reading;
    let Some(origin) = article.origin else {
        return &mut practice.unknown;
    };
    let of_origin = |source: &Source| {
        origin
            .source
            .as_ref()
            .is_some_and(|own| same_source(own, source))
    };
    let is_publisher = reading.article.publisher.as_ref().is_some_and(of_origin);
    let mut credits = reading
        .credits
        .iter()
        .filter(|credit| credit.role == CreditRole::Text);
    match origin.kind {
        OriginKind::Unknown => &mut practice.unknown,
        OriginKind::OwnReporting if is_publisher || origin.article == Some(reading.article.id) => {
            &mut practice.own
        }
        OriginKind::OwnReporting => &mut practice.other_outlets,
        OriginKind::Agency | OriginKind::CreditedAgency if is_publisher => &mut practice.own,
        OriginKind::Agency | OriginKind::CreditedAgency => {
            if credits.any(|credit| of_origin(&credit.source)) {
                &mut practice.agency_credited
            } else {
                &mut practice.agency_uncredited
            }
        }
    }
}

/// Minutes from the parent's publication; nothing where a time is open or the order is the other one.
fn delay(article: &Traced<'_>) -> Option<i64> {
    article.derivation?;
    let own = article.reading.article.published?.instant?;
    let parent = article.parent_published?.instant?;
    let minutes = (own.as_second() - parent.as_second()) / 60;
    (minutes >= 0).then_some(minutes)
}

fn median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

fn changes(articles: &[Traced<'_>]) -> Vec<(ChangeKind, usize)> {
    let mut counts: BTreeMap<ChangeKind, usize> = BTreeMap::new();
    for derivation in articles.iter().filter_map(|article| article.derivation) {
        let kinds: BTreeSet<ChangeKind> = derivation
            .changes
            .iter()
            .map(|change| change.kind)
            .collect();
        for kind in kinds {
            *counts.entry(kind).or_default() += 1;
        }
    }
    let mut counts: Vec<(ChangeKind, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{ArticleId, Change, Evidence},
        trace::sample::{agency, at_hour, crediting, outlet, report},
    };

    fn origin(kind: OriginKind, source: &Source, article: Option<ArticleId>) -> Origin {
        Origin {
            kind,
            source: Some(source.clone()),
            article,
            evidence: Evidence::rule("test", 1.0),
        }
    }

    #[test]
    fn every_article_is_counted_once() {
        let (post, times, wire) = (
            outlet("Port Post"),
            outlet("Cape Times"),
            agency("Northwire"),
        );
        let plain = at_hour(report(1, &post, &["The harbour closes today."]), 5);
        let credited = crediting(report(2, &post, &["The harbour closes today."]), &wire);
        let id = plain.article.id;
        let taken = Derivation {
            copy: id,
            parent: None,
            copy_in_parent: 1.0,
            parent_in_copy: 1.0,
            confidence: 1.0,
            evidence: Vec::new(),
            changes: vec![Change {
                kind: ChangeKind::Number,
                parent: None,
                copy: None,
                before: "1".into(),
                after: "2".into(),
            }],
            further: Vec::new(),
            alternatives: Vec::new(),
        };
        let parent = at_hour(report(3, &times, &["x"]), 2).article.published;
        let origins = [
            None,
            Some(origin(OriginKind::OwnReporting, &post, Some(id))),
            Some(origin(OriginKind::OwnReporting, &times, None)),
            Some(origin(OriginKind::CreditedAgency, &wire, None)),
            Some(origin(OriginKind::Agency, &wire, None)),
        ];
        let readings = [&plain, &plain, &plain, &credited, &plain];
        let articles: Vec<Traced<'_>> = readings
            .iter()
            .zip(&origins)
            .map(|(reading, origin)| Traced {
                reading,
                origin: origin.as_ref(),
                derivation: Some(&taken),
                parent_published: parent,
            })
            .collect();
        let found = practice(&articles);
        let counts = [
            found.unknown,
            found.own,
            found.other_outlets,
            found.agency_credited,
            found.agency_uncredited,
        ];
        assert_eq!((counts, found.articles), ([1; 5], 5));
        assert_eq!(found.median_delay, Some(180));
        assert_eq!(found.changes, [(ChangeKind::Number, 5)]);
        assert_eq!(practice(&[]), Practice::default());
    }
}

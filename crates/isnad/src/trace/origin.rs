//! Where each text comes from at the root.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ArticleId, CreditRole, Derivation, Evidence, Origin, OriginKind};

use super::{pairs::Pairs, profile::Profile};

/// The origin of every profile, in the order of ids.
pub(super) fn origins(
    profiles: &[Profile<'_>],
    derivations: &[Derivation],
    pairs: &Pairs,
) -> Vec<(ArticleId, Origin)> {
    let parents: BTreeMap<ArticleId, &Derivation> = derivations
        .iter()
        .map(|derivation| (derivation.copy, derivation))
        .collect();
    let taken_from: BTreeSet<ArticleId> = derivations.iter().filter_map(|one| one.parent).collect();
    let copied = |id| taken_from.contains(&id);
    // Text shared with an article that does not go back to this one: who was first is open.
    let open = |at: usize| {
        let own = profiles[at].id();
        pairs
            .of(at)
            .any(|other| root(profiles[other].id(), &parents).0 != own)
    };
    profiles
        .iter()
        .map(|profile| {
            let (root, sure) = root(profile.id(), &parents);
            let place = profiles.binary_search_by_key(&root, Profile::id);
            let mut origin = match place {
                Ok(at) => of_root(&profiles[at], copied(root), open(at)),
                Err(_) => unknown("root-not-held"),
            };
            if root != profile.id() {
                origin.evidence.span = None;
                origin.evidence.confidence *= sure;
                if let Some(better) = own_agency(profile, &origin) {
                    origin = better;
                }
            }
            (profile.id(), origin)
        })
        .collect()
}

/// The last ancestor that is held, and how sure every step to it is.
fn root(id: ArticleId, parents: &BTreeMap<ArticleId, &Derivation>) -> (ArticleId, f32) {
    let (mut at, mut sure) = (id, 1.0);
    while let Some((parent, confidence)) = parents
        .get(&at)
        .and_then(|found| Some((found.parent?, found.confidence)))
    {
        at = parent;
        sure *= confidence;
    }
    (at, sure)
}

/// The origin of a text that no held article gave.
fn of_root(root: &Profile<'_>, copied: bool, open: bool) -> Origin {
    let article = root.article();
    let publisher = || root.publisher().cloned();
    if root.agency {
        return Origin {
            kind: OriginKind::Agency,
            source: publisher(),
            article: Some(root.id()),
            evidence: Evidence::rule("published-by-agency", 0.9),
        };
    }
    if let Some(origin) = credited_agency(root) {
        return origin;
    }
    if let Some(credit) = root.credits.first() {
        return Origin {
            kind: OriginKind::OwnReporting,
            source: Some(credit.source.clone()),
            article: None,
            evidence: Evidence::at(
                "credits-outlet",
                credit.span,
                0.7 * credit.evidence.confidence,
            ),
        };
    }
    let rule = match (open, copied, article.byline.is_empty()) {
        (true, _, _) => return unknown("shares-text-direction-unknown"),
        (false, true, _) => ("others-derive-from-it", 0.7),
        (false, false, false) => ("byline-without-credit", 0.6),
        (false, false, true) => return unknown("no-credit-no-byline"),
    };
    Origin {
        kind: OriginKind::OwnReporting,
        source: publisher(),
        article: Some(root.id()),
        evidence: Evidence::rule(rule.0, rule.1),
    }
}

/// The agency that an article credits and nobody holds.
fn credited_agency(profile: &Profile<'_>) -> Option<Origin> {
    let credit = profile.agency_credit()?;
    let text = credit.role == CreditRole::Text;
    text.then(|| Origin {
        kind: OriginKind::CreditedAgency,
        source: Some(credit.source.clone()),
        article: None,
        evidence: Evidence::at("credits-agency", credit.span, credit.evidence.confidence),
    })
}

/// A copy that credits an agency knows more than a parent whose origin is open: the parent dropped
/// the credit or never had it.
fn own_agency(copy: &Profile<'_>, inherited: &Origin) -> Option<Origin> {
    let open = !matches!(
        inherited.kind,
        OriginKind::Agency | OriginKind::CreditedAgency
    );
    open.then(|| credited_agency(copy)).flatten()
}

fn unknown(rule: &'static str) -> Origin {
    Origin {
        kind: OriginKind::Unknown,
        source: None,
        article: None,
        evidence: Evidence::rule(rule, 0.0),
    }
}

//! Families of invented reports.

use super::*;
use crate::model::{ArticleId, OriginKind};
use crate::trace::Batch;
use crate::trace::sample::{FERRY, agency, at_hour, crediting, fetched_at_hour, outlet, report};
use std::collections::BTreeMap;

fn trace(readings: &[Reading]) -> Family {
    let mut batch = Batch::default();
    readings
        .iter()
        .for_each(|reading| batch.add(&reading.article));
    family(readings, &batch.overlaps())
}

/// `copy<parent` for every derivation, 0 for a parent that is not held.
fn parents(family: &Family) -> Vec<(u64, u64)> {
    let pair = |d: &Derivation| (d.copy.0, d.parent.map_or(0, |parent| parent.0));
    family.derivations.iter().map(pair).collect()
}

fn kinds(family: &Family) -> Vec<OriginKind> {
    family
        .origins
        .iter()
        .map(|(_, origin)| origin.kind)
        .collect()
}

#[test]
fn who_else_it_may_have_been_taken_from_is_kept() {
    let readings = [
        report(1, &agency("Northwire"), &FERRY),
        report(2, &outlet("Port Post"), &FERRY),
        report(3, &outlet("Lennar Times"), &FERRY[..2]),
    ];
    let family = trace(&readings);
    let of_times = family.derivations.iter().find(|one| one.copy.0 == 3);
    let of_times = of_times.expect("a copy");
    let others = &of_times.alternatives;
    assert_eq!(others.len(), 1, "{others:?}");
    assert_ne!(Some(others[0].parent), of_times.parent);
    assert!(others[0].confidence <= of_times.confidence);
    assert!(others[0].confidence + of_times.confidence <= 1.001);
}

#[test]
fn who_took_from_whom() {
    let (wire, post, times) = (
        agency("Northwire"),
        outlet("Port Post"),
        outlet("Lennar Times"),
    );
    let full = |id, publisher| report(id, publisher, &FERRY);
    let cut = |id, publisher| report(id, publisher, &FERRY[..2]);
    type Case<'c> = (&'c str, Vec<Reading>, &'c [(u64, u64)]);
    let part =
        |id, publisher, parts: [usize; 2]| report(id, publisher, &parts.map(|part| FERRY[part]));
    let cases: [Case<'_>; 11] = [
        (
            "the agency credited is the origin, whatever the clock says",
            vec![
                at_hour(full(1, &wire), 9),
                at_hour(crediting(cut(2, &post), &wire), 4),
            ],
            &[(2, 1)],
        ),
        (
            "an agency is the origin without credit too",
            vec![full(1, &wire), full(2, &post)],
            &[(2, 1)],
        ),
        (
            "an outlet that is credited by name",
            vec![crediting(full(1, &times), &post), full(2, &post)],
            &[(1, 2)],
        ),
        (
            "a larger text that credits the smaller",
            vec![crediting(full(1, &times), &post), cut(2, &post)],
            &[(1, 2)],
        ),
        ("nothing tells", vec![full(1, &post), full(2, &times)], &[]),
        (
            "half an hour tells nothing",
            vec![at_hour(full(1, &post), 5), at_hour(full(2, &times), 5)],
            &[],
        ),
        (
            "half a day does",
            vec![at_hour(full(1, &post), 17), at_hour(full(2, &times), 5)],
            &[(1, 2)],
        ),
        (
            "two that credit an agency nobody holds are siblings",
            vec![
                at_hour(crediting(full(1, &post), &wire), 1),
                at_hour(crediting(full(2, &times), &wire), 20),
            ],
            &[(1, 0), (2, 0)],
        ),
        ("one report alone", vec![full(1, &post)], &[]),
        (
            "what came into the earlier one by a revision",
            vec![
                fetched_at_hour(at_hour(report(1, &post, &FERRY[2..]), 5), 10),
                fetched_at_hour(at_hour(full(1, &post), 5), 12),
                fetched_at_hour(at_hour(cut(2, &times), 9), 11),
            ],
            &[(1, 2)],
        ),
        (
            "each has what another lacks: all took it from somebody who is not held",
            vec![
                at_hour(part(1, &post, [0, 1]), 1),
                at_hour(part(2, &times, [1, 2]), 9),
                at_hour(part(3, &outlet("Cape Times"), [0, 2]), 17),
                at_hour(part(4, &outlet("Bay Post"), [0, 1]), 25),
            ],
            &[(4, 1)],
        ),
    ];
    for (what, readings, expected) in cases {
        assert_eq!(parents(&trace(&readings)), expected, "{what}");
    }
}

#[test]
fn a_copy_that_shares_its_parents_changes_is_a_copy_of_a_copy() {
    let (wire, post, times) = (
        agency("Northwire"),
        outlet("Port Post"),
        outlet("Lennar Times"),
    );
    let changed = FERRY[1].replace(
        "timber for the mills of Lennar",
        "wood for the towns up north",
    );
    let first = crediting(report(2, &post, &[FERRY[0], &changed, FERRY[2]]), &wire);
    let second = crediting(report(3, &times, &[FERRY[0], &changed]), &wire);
    let family = trace(&[second, first, report(1, &wire, &FERRY)]);
    assert_eq!(parents(&family), [(2, 1), (3, 2)]);
    assert_eq!(kinds(&family), [OriginKind::Agency; 3]);
    assert!(
        family
            .origins
            .iter()
            .all(|(_, origin)| origin.article == Some(ArticleId(1)))
    );
    let rules: Vec<&str> = family.derivations[1]
        .evidence
        .iter()
        .map(|evidence| evidence.rule.as_ref())
        .collect();
    assert!(rules.contains(&"shares-changes"), "{rules:?}");
}

#[test]
fn origins_without_their_article() {
    let (wire, post, times) = (
        agency("Northwire"),
        outlet("Port Post"),
        outlet("Lennar Times"),
    );
    let mut signed = report(1, &post, &FERRY);
    signed.article.byline.push("Mara Lind".into());
    let cases = [
        (
            "credited agency",
            crediting(report(1, &post, &FERRY), &wire),
            OriginKind::CreditedAgency,
        ),
        (
            "credited outlet",
            crediting(report(1, &post, &FERRY), &times),
            OriginKind::OwnReporting,
        ),
        ("signed", signed, OriginKind::OwnReporting),
        ("neither", report(1, &post, &FERRY), OriginKind::Unknown),
    ];
    for (what, reading, expected) in cases {
        assert_eq!(kinds(&trace(&[reading])), [expected], "{what}");
    }
}

#[test]
fn every_article_has_at_most_one_parent_and_no_circle_closes() {
    let posts: Vec<_> = (0..12).map(|n| outlet(&format!("Paper {n}"))).collect();
    let readings: Vec<Reading> = posts
        .iter()
        .enumerate()
        .map(|(n, publisher)| {
            let credited = crediting(report(n as u64, publisher, &FERRY), &posts[(n + 1) % 12]);
            at_hour(credited, (n * 7 % 12) as i64 * 3)
        })
        .collect();
    let family = trace(&readings);
    let parents: BTreeMap<u64, u64> = parents(&family).into_iter().collect();
    assert_eq!(parents.len(), family.derivations.len());
    for start in parents.keys() {
        let walk = std::iter::successors(Some(start), |at| parents.get(at));
        assert!(walk.take(20).count() < 20, "circle through {start}");
    }
}

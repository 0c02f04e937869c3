//! What a story shows of its articles.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ArticleId, Moment, Origin, Overlap, Reading, Story};
use crate::trace::conflict::conflicts;

use super::{Stories, Weights};

/// See [`crate::trace::stories`].
pub(in crate::trace) fn stories(
    readings: &[Reading],
    overlaps: &[Overlap],
    origins: &[(ArticleId, Origin)],
) -> Vec<Story> {
    let by_id: BTreeMap<ArticleId, &Reading> = readings.iter().map(|r| (r.article.id, r)).collect();
    let origins: BTreeMap<ArticleId, &Origin> = origins.iter().map(|(id, o)| (*id, o)).collect();
    let held = Stories::of(Weights::default(), by_id.values().copied(), overlaps);
    let members = |group: Vec<ArticleId>| {
        group
            .iter()
            .filter_map(|id| by_id.get(id).copied())
            .collect()
    };
    let groups = held.groups().into_iter();
    let mut stories: Vec<Story> = groups
        .filter_map(|group| told(members(group), &origins))
        .collect();
    stories.sort_by_key(|story| story.id);
    stories
}

/// See [`crate::trace::story`].
pub(in crate::trace) fn story(
    members: &[Reading],
    origins: &[(ArticleId, Origin)],
) -> Option<Story> {
    let origins = origins.iter().map(|(id, origin)| (*id, origin)).collect();
    told(members.iter().collect(), &origins)
}

fn told(mut members: Vec<&Reading>, origins: &BTreeMap<ArticleId, &Origin>) -> Option<Story> {
    // Articles without a moment come last: nothing speaks for their being first.
    let key = |reading: &&Reading| {
        let moment = reading.article.moment();
        (
            moment.is_none(),
            moment.map(|moment| moment.order_key()),
            reading.article.id,
        )
    };
    members.sort_by_key(key);
    let articles: Vec<ArticleId> = members.iter().map(|reading| reading.article.id).collect();
    let moments: Vec<Moment> = members.iter().filter_map(|r| r.article.moment()).collect();
    let publishers = members
        .iter()
        .filter_map(|reading| reading.article.publisher.as_ref());
    let outlets: BTreeSet<String> = publishers
        .map(|source| source.identity().to_owned())
        .collect();
    let known = known_origins(&articles, origins);
    Some(Story {
        id: *articles.first()?,
        headline: headline(&members, &known),
        first: moments.first().copied(),
        last: moments.last().copied(),
        outlets: outlets.into_iter().collect(),
        conflicts: conflicts(&members),
        articles,
        origins: known,
    })
}

/// The distinct known origins, by their identity, the surest evidence of each.
fn known_origins(articles: &[ArticleId], origins: &BTreeMap<ArticleId, &Origin>) -> Vec<Origin> {
    let mut known: BTreeMap<String, &Origin> = BTreeMap::new();
    for origin in articles.iter().filter_map(|id| origins.get(id).copied()) {
        if let Some(identity) = origin.identity() {
            let best = known.entry(identity).or_insert(origin);
            let rank = |origin: &Origin| (origin.article.is_some(), origin.evidence.confidence);
            if rank(origin) > rank(best) {
                *best = origin;
            }
        }
    }
    known.into_values().cloned().collect()
}

/// The headline of an origin that is in the story, else of its earliest article that has one, else
/// the earliest article's first words.
fn headline(members: &[&Reading], origins: &[Origin]) -> String {
    let roots: Vec<ArticleId> = origins.iter().filter_map(|origin| origin.article).collect();
    let is_root = |reading: &&&Reading| roots.contains(&reading.article.id);
    let ordered = members.iter().filter(is_root).chain(members);
    let mut titled = ordered.filter_map(|reading| reading.article.headline());
    titled.next().map(str::to_owned).unwrap_or_else(|| {
        let text = members
            .first()
            .map_or("", |reading| reading.article.text.as_str());
        text.lines()
            .next()
            .unwrap_or("")
            .chars()
            .take(120)
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::sample::{
        FERRY, agency, at_hour, crediting, outlet, report, shuffled, titled,
    };
    use crate::trace::{Family, Memory, family, overlaps, stories};

    const WELLS: [&str; 2] = [
        "Nobody in Lennar remembers a spring as dry as this one, and the mills have begun to draw \
         their water from the old wells behind the church, said the miller Tomas Rehn.",
        "The council of Lennar will decide on Thursday whether gardens may still be watered.",
    ];

    /// What a pipeline does as articles arrive: ask, hold, and at the end trace the whole.
    fn arrive(readings: &[Reading]) -> (Vec<Overlap>, Family, Vec<Story>) {
        let mut past = Memory::default();
        let mut found = Vec::new();
        for reading in readings {
            found.extend(overlaps(reading, &past).expect("memory never fails"));
            past.insert(reading.clone());
        }
        let traced = family(readings, &found);
        let told = stories(readings, &found, &traced.origins);
        found.sort_by_key(|overlap| (overlap.a, overlap.b));
        (found, traced, told)
    }

    fn newsroom() -> Vec<Reading> {
        let (wire, post, times) = (
            agency("Northwire"),
            outlet("Port Post"),
            outlet("Lennar Times"),
        );
        let own = "Ice in the strait stopped the ferry to Orsund: its 210 travellers slept in the \
            port, the harbour master Ilsa Brandt told this paper.";
        vec![
            at_hour(
                titled(5, &wire, "Ferry to Orsund stopped by ice", &FERRY),
                8,
            ),
            at_hour(
                crediting(titled(2, &post, "Night in the port", &FERRY[..2]), &wire),
                10,
            ),
            at_hour(titled(9, &times, "Ice stops the ferry", &FERRY[1..]), 12),
            at_hour(
                titled(4, &outlet("Strait News"), "Orsund ferry stopped", &[own]),
                13,
            ),
            at_hour(titled(7, &times, "Mills turn to the old wells", &WELLS), 9),
            at_hour(
                crediting(titled(1, &post, "A dry spring", &WELLS[..1]), &times),
                20,
            ),
        ]
    }

    #[test]
    fn forty_copies_are_one_story_with_one_origin() {
        let (_, _, told) = arrive(&newsroom());
        assert_eq!(told.len(), 2, "{told:#?}");
        let ferry = told
            .iter()
            .find(|story| story.articles.len() == 4)
            .expect("the ferry");
        assert_eq!(ferry.id, ArticleId(5));
        assert_eq!(ferry.headline, "Ferry to Orsund stopped by ice");
        assert_eq!(
            ferry.outlets,
            ["lennar times", "northwire", "port post", "strait news"]
        );
        let agencies = ferry
            .origins
            .iter()
            .filter(|o| o.article == Some(ArticleId(5)));
        assert_eq!((agencies.count(), ferry.origins.len()), (1, 1));
    }

    #[test]
    fn the_order_of_arrival_changes_nothing() {
        let readings = newsroom();
        let expected = arrive(&readings);
        for seed in 0..40 {
            assert_eq!(arrive(&shuffled(&readings, seed)), expected, "seed {seed}");
        }
    }

    #[test]
    fn the_furniture_of_an_outlet_joins_no_stories() {
        let tail = "This page is looked after by the evening desk of the Port Post, which can be \
            reached by letter, by wire and at the counter of its house on the quay every working day.";
        let heads = [
            "Barley prices fell again at the exchange while rye held steady until noon.",
            "The northern choir sang before a full cathedral and asked for warmer halls.",
            "Two swimmers crossed the bay by moonlight and were fined by a sleepy constable.",
            "Glass blowers from the islands opened a workshop beside the railway museum.",
            "A comet was seen above the lighthouse by the keeper and his elder daughter.",
        ];
        let readings: Vec<Reading> = heads
            .iter()
            .enumerate()
            .map(|(n, head)| report(n as u64, &outlet("Port Post"), &[head, tail]))
            .collect();
        let (found, _, told) = arrive(&readings);
        assert!(!found.is_empty());
        assert_eq!(told.len(), heads.len());
    }
}

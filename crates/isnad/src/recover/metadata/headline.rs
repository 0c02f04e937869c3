//! The headline: what most of the places that can give it agree on.
//!
//! A page names its article in many places, and for many readers: the heading for those who are
//! there, Open Graph for those who share it, JSON-LD for search engines. A third of all news pages
//! word them differently. Each place votes with a weight, and a wording that is another one with a
//! topic in front or a site behind loses to the other. The weights were fitted on pages with gold
//! and held by publishers they were not fitted on; docs/measurements.md has the figures.

use crate::model::Rule;

use super::{
    super::{names, space},
    facts::{Facts, Field},
    item,
};

/// Where a headline can stand and how its vote counts.
const PLACES: [(&str, f32); 8] = [
    ("h1", 2.3),
    ("og-title", 3.0),
    ("json-ld", 2.2),
    ("json-ld-alternative", 1.0),
    // Mostly what the page says; not fitted, since pages with gold have no feed.
    (item::RULE, 1.0),
    // Shortened for a card, or worded to be clicked on.
    ("twitter-title", -1.1),
    ("meta-title", 0.0),
    ("title", -1.4),
];

/// What a wording gains that another one continues, and loses that continues another or has it
/// behind a topic.
const IS_BEGINNING: f32 = 1.2;
const CONTINUES: f32 = -1.7;
const HAS_TOPIC: f32 = -1.3;

/// Beyond this many first-rank headings a page uses them for something else.
const MOST_HEADINGS: usize = 8;

/// The wording that won.
pub(super) struct Won {
    pub(super) text: String,
    pub(super) place: &'static str,
    /// The places that word it otherwise.
    pub(super) against: Vec<Rule>,
}

/// One wording.
struct Wording {
    text: String,
    /// As it is compared: lower case, single spaces, nothing invisible.
    key: String,
    /// The first place that gave it.
    place: &'static str,
    votes: f32,
}

/// The wording that most speaks for. `headings` are those of the first rank, `title` the part of
/// `<title>` that is no site.
pub(super) fn best(
    headings: impl Iterator<Item = String>,
    facts: &Facts,
    title: Option<String>,
    site: Option<&str>,
) -> Option<Won> {
    let mut wordings: Vec<Wording> = Vec::new();
    for (place, text) in said(headings, facts, title) {
        let text = names::without_site(&space::plain(&text), site);
        let key = key(&text);
        let is_site = site.is_some_and(|site| self::key(site) == key);
        if key.is_empty() || is_site {
            continue;
        }
        let votes = PLACES.iter().find(|(name, _)| *name == place);
        let votes = votes.map_or(0.0, |(_, votes)| *votes);
        match wordings.iter_mut().find(|wording| wording.key == key) {
            Some(known) => known.votes += votes,
            None => wordings.push(Wording {
                text,
                key,
                place,
                votes,
            }),
        }
    }
    let score = |one: &Wording| one.votes + compared(one, &wordings);
    // The first of equals: `max_by` takes the last.
    let best = wordings
        .iter()
        .rev()
        .max_by(|a, b| score(a).total_cmp(&score(b)))?;
    let others = wordings.iter().filter(|other| other.key != best.key);
    Some(Won {
        text: best.text.clone(),
        place: best.place,
        against: others.map(|other| other.place.into()).collect(),
    })
}

fn said(
    headings: impl Iterator<Item = String>,
    facts: &Facts,
    title: Option<String>,
) -> Vec<(&'static str, String)> {
    let headings = headings.take(MOST_HEADINGS).enumerate();
    let mut said: Vec<(&'static str, String)> = headings
        // Only the first heading of a page is sure to be its headline.
        .map(|(rank, text)| (if rank == 0 { "h1" } else { "further-h1" }, text))
        .collect();
    for fact in facts.of(Field::Headline) {
        let place = match &*fact.rule {
            "json-ld" => "json-ld",
            "json-ld-alternative" => "json-ld-alternative",
            "meta-og:title" => "og-title",
            "meta-twitter:title" => "twitter-title",
            item::RULE => item::RULE,
            _ => "meta-title",
        };
        said.push((place, fact.value.to_string()));
    }
    said.extend(title.map(|title| ("title", title)));
    said
}

/// What a wording gains and loses beside the others.
fn compared(one: &Wording, all: &[Wording]) -> f32 {
    let others = || all.iter().filter(|other| other.key != one.key);
    let any = |is_so: &dyn Fn(&str) -> bool, gain: f32| {
        if others().any(|other| is_so(&other.key)) {
            gain
        } else {
            0.0
        }
    };
    any(&|other| other.starts_with(&one.key), IS_BEGINNING)
        + any(&|other| one.key.starts_with(other), CONTINUES)
        + any(&|other| one.key.ends_with(other), HAS_TOPIC)
}

fn key(text: &str) -> String {
    let is_visible =
        |c: &char| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}') && !c.is_control();
    let visible: String = text.chars().filter(is_visible).collect();
    space::collapse(&visible.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn won(h1: &str, og: &str, json: &str) -> Option<Won> {
        let mut facts = Facts::default();
        facts.add(Field::Headline, "json-ld", 0, json);
        facts.add(Field::Headline, "meta-og:title", 1, og);
        best([h1.to_owned()].into_iter(), &facts, None, Some("The Tern"))
    }

    #[test]
    fn places_vote() {
        let cases = [
            // All agree, or two of three do.
            (
                "Harbour reopens",
                "Harbour reopens",
                "Harbour reopens",
                "Harbour reopens",
            ),
            (
                "Harbour reopens",
                "Back to sea",
                "Harbour reopens",
                "Harbour reopens",
            ),
            // A topic in front, a site behind.
            (
                "Harbour reopens",
                "Lennar: Harbour reopens",
                "",
                "Harbour reopens",
            ),
            (
                "Harbour reopens",
                "Harbour reopens | The Tern",
                "",
                "Harbour reopens",
            ),
            // The name of the site is no headline.
            ("The Tern", "", "Harbour reopens", "Harbour reopens"),
        ];
        for (h1, og, json, expected) in cases {
            let found = won(h1, og, json).map(|won| won.text);
            assert_eq!(found.as_deref(), Some(expected), "{h1} / {og} / {json}");
        }
        assert!(won("", "", "").is_none());
        let won = won("A", "B", "A");
        assert_eq!(
            won.map(|won| (won.place, won.against)),
            Some(("h1", vec!["og-title".into()]))
        );
    }
}

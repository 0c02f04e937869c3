//! The headline: what most of the places that can give it agree on.
//!
//! A page names its article in many places, and for many readers: the heading for those who are
//! there, Open Graph for those who share it, JSON-LD for search engines. A third of all news pages
//! word them differently. Each place votes with a weight, and a wording that is another one with a
//! topic in front or a site behind loses to the other. The weights were fitted on pages with gold
//! and held by publishers they were not fitted on; docs/measurements.md has the figures.

use super::{
    dom::{Dom, NodeId},
    names,
    structured::Structured,
};

/// Where a headline can stand and how its vote counts.
const PLACES: [(&str, f32); 7] = [
    ("h1", 2.3),
    ("og-title", 3.0),
    ("json-ld", 2.2),
    ("json-ld-alternative", 1.0),
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

/// The places of a page that name its article.
pub(super) struct Headlines<'p> {
    pub(super) dom: &'p Dom,
    pub(super) headings: &'p [NodeId],
    pub(super) said: &'p Structured,
    /// The values of `<meta>` by a row of names, the most trusted first.
    pub(super) meta: &'p dyn Fn(&'static [&'static str]) -> Option<String>,
    pub(super) site: Option<&'p str>,
    /// The part of `<title>` that stands on the page as a line.
    pub(super) title: Option<String>,
}

/// One wording.
struct Wording {
    text: String,
    /// As it is compared: lower case, single spaces, nothing invisible.
    key: String,
    /// The first place that gave it.
    rule: &'static str,
    votes: f32,
}

impl Headlines<'_> {
    /// The headline and the place that gave it.
    pub(super) fn best(self) -> Option<(String, &'static str)> {
        let mut wordings: Vec<Wording> = Vec::new();
        for (place, text) in self.said() {
            let text = names::without_site(&text, self.site);
            let key = key(&text);
            let is_site = self.site.is_some_and(|site| self::key(site) == key);
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
                    rule: place,
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
        Some((best.text.clone(), best.rule))
    }

    fn said(&self) -> Vec<(&'static str, String)> {
        let headings = self.headings.iter().take(MOST_HEADINGS);
        let mut said: Vec<(&'static str, String)> = headings
            .enumerate()
            .map(|(rank, &id)| {
                // Only the first heading of a page is sure to be its headline.
                let place = if rank == 0 { "h1" } else { "further-h1" };
                (place, self.dom.text(id))
            })
            .collect();
        let others = [
            ("json-ld", self.said.headline.clone()),
            ("og-title", (self.meta)(&["og:title"])),
            ("json-ld-alternative", self.said.alternative.clone()),
            ("twitter-title", (self.meta)(&["twitter:title"])),
            (
                "meta-title",
                (self.meta)(&["headline", "parsely-title", "dc.title", "title"]),
            ),
            ("title", self.title.clone()),
        ];
        said.extend(
            others
                .into_iter()
                .filter_map(|(place, text)| Some((place, text?))),
        );
        said
    }
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
    super::space::collapse(&visible.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(h1: &str, og: &str, json: &str) -> Option<(String, &'static str)> {
        let dom = super::super::dom::parse(&format!("<h1>{h1}</h1>"));
        let headings: Vec<NodeId> = dom
            .descendants(dom.root())
            .filter(|&id| dom.name(id) == "h1")
            .collect();
        let said = Structured {
            headline: Some(json.to_owned()).filter(|text| !text.is_empty()),
            ..Structured::default()
        };
        let meta = |names: &'static [&'static str]| {
            (names == ["og:title"] && !og.is_empty()).then(|| og.to_owned())
        };
        Headlines {
            dom: &dom,
            headings: &headings,
            said: &said,
            meta: &meta,
            site: Some("The Tern"),
            title: None,
        }
        .best()
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
            let found = best(h1, og, json).map(|(text, _)| text);
            assert_eq!(found.as_deref(), Some(expected), "{h1} / {og} / {json}");
        }
        assert_eq!(best("", "", ""), None);
    }
}

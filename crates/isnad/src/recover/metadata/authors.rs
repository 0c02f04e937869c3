//! Who wrote the article.

use crate::model::{Choice, Rule};

use super::{
    super::{body, people},
    facts::{Facts, Field, choice},
};

/// The authors, and whether the page may name them better elsewhere.
#[derive(Debug, Default)]
pub(in crate::recover) struct Authors {
    pub(in crate::recover) names: Vec<String>,
    pub(in crate::recover) choice: Option<Choice>,
    /// Whether only the site itself was named: a name in the page's visible lines is better.
    is_site: bool,
    site: Site,
}

/// The names of the first place that names people; where none does, the site itself if it says so.
pub(super) fn authors(facts: &Facts, site: Site) -> Authors {
    let mut places: Vec<(Rule, Vec<String>)> = Vec::new();
    for fact in facts.of(Field::Author) {
        let names = people::people(&fact.value);
        match places.last_mut() {
            Some((rule, known)) if *rule == fact.rule => known.extend(names),
            _ => places.push((fact.rule.clone(), names)),
        }
    }
    for (_, names) in &mut places {
        *names = people::distinct(std::mem::take(names));
        // `Ada Lind, The Tern`: the site beside its author.
        if names.iter().any(|name| !site.is_named(name)) {
            names.retain(|name| !site.is_named(name));
        }
    }
    places.retain(|(_, names)| !names.is_empty());
    let is_person = |name: &String| !site.is_named(name);
    let people = places
        .iter()
        .position(|(_, names)| names.iter().any(is_person));
    let Some((rule, names)) = places.get(people.unwrap_or(0)) else {
        return Authors {
            site,
            ..Authors::default()
        };
    };
    let others = places.iter().filter(|(_, other)| other != names);
    let against = others.map(|(rule, _)| rule.clone()).collect();
    Authors {
        is_site: people.is_none(),
        choice: Some(choice(Field::Author, rule.clone(), against)),
        names: names.clone(),
        site,
    }
}

impl Authors {
    /// Gives way to what a visible line says, where that is better.
    pub(in crate::recover) fn or_visible(self, visible: Vec<String>) -> Authors {
        let names_people = visible.iter().any(|name| !self.site.is_named(name));
        let is_better = self.names.is_empty() || (self.is_site && names_people);
        if visible.is_empty() || !is_better {
            return self;
        }
        let against = self.choice.map(|choice| choice.rule);
        Authors {
            names: visible,
            choice: Some(choice(
                Field::Author,
                "byline".into(),
                against.into_iter().collect(),
            )),
            is_site: !names_people,
            site: self.site,
        }
    }
}

/// What the site calls itself, in lower case: where it names itself as the author, that names nobody.
#[derive(Debug, Default)]
pub(super) struct Site {
    names: Vec<String>,
    /// The telling part of its host: `tern` of `www.tern.example`.
    label: Option<String>,
}

/// A shorter name, in bytes, is part of too many others to tell anything.
const SHORTEST: usize = 3;

impl Site {
    pub(super) fn new<'n>(names: impl Iterator<Item = &'n str>, host: Option<&str>) -> Site {
        let label = host.and_then(|host| {
            let (labels, _) = host.rsplit_once('.')?;
            labels.split('.').max_by_key(|label| label.len())
        });
        Site {
            names: names.map(str::to_lowercase).collect(),
            label: label
                .filter(|label| label.len() >= SHORTEST)
                .map(str::to_lowercase),
        }
    }

    /// Whether a name is the site's: `Tern`, `The Tern`, `tern.example`, `TT`.
    fn is_named(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        let is_one = |site: &String| {
            body::same_words(&lower, site)
                || (name.chars().count() >= SHORTEST && site.contains(&lower))
                || (site.len() >= SHORTEST && lower.contains(site))
                || is_short_for(name, site)
        };
        self.names.iter().any(is_one)
            || self
                .label
                .iter()
                .any(|label| begins_with_word(&lower, label))
    }
}

/// `TT` for `The Tern`.
fn is_short_for(name: &str, site: &str) -> bool {
    let initials = site
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    name.chars().count() >= 2 && initials.eq(name.chars().flat_map(char::to_lowercase))
}

/// Whether a text begins with a word and goes on, if it does, with another.
fn begins_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_is_known_by_its_names() {
        let site = Site::new(
            ["The Tern", "Tern Media"].into_iter(),
            Some("www.tern.example"),
        );
        for (name, expected) in [
            ("The Tern", true),
            ("TERN", true),
            ("tern.example", true),
            ("Tern Newsroom", true),
            ("TM", true),
            ("Ternaya Lind", false),
            ("Ada Lind", false),
            ("", false),
        ] {
            assert_eq!(site.is_named(name), expected, "{name}");
        }
        assert!(!Site::default().is_named("Ada Lind"));
    }
}

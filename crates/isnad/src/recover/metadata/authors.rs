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
    pub(in crate::recover) is_site: bool,
}

/// The names of the first place that names people; where none does, the site itself if it says so.
pub(super) fn authors(facts: &Facts, site: Option<&str>) -> Authors {
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
        if names.iter().any(|name| !is_site(name, site)) {
            names.retain(|name| !is_site(name, site));
        }
    }
    places.retain(|(_, names)| !names.is_empty());
    let is_person = |name: &String| !is_site(name, site);
    let people = places
        .iter()
        .position(|(_, names)| names.iter().any(is_person));
    let Some((rule, names)) = places.get(people.unwrap_or(0)) else {
        return Authors::default();
    };
    let others = places.iter().filter(|(_, other)| other != names);
    let against = others.map(|(rule, _)| rule.clone()).collect();
    Authors {
        is_site: people.is_none(),
        choice: Some(choice(Field::Author, rule.clone(), against)),
        names: names.clone(),
    }
}

impl Authors {
    /// Gives way to what a visible line says, where that is better.
    pub(in crate::recover) fn or_visible(
        self,
        visible: Vec<String>,
        site: Option<&str>,
    ) -> Authors {
        let names_people = visible.iter().any(|name| !is_site(name, site));
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
        }
    }
}

fn is_site(name: &str, site: Option<&str>) -> bool {
    let Some(site) = site else { return false };
    // `Tern`, `The Tern`, `tern.example`: one name in the other is enough.
    let (name, site) = (name.to_lowercase(), site.to_lowercase());
    body::same_words(&name, &site)
        || (name.chars().count() >= 3 && site.contains(&name))
        || name.contains(&site)
}

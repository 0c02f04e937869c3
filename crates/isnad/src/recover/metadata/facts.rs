//! What the places of a page say of its article, place by place.

use std::borrow::Cow;

use crate::model::{Choice, Rule};

use super::super::space;

/// What can be said of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Headline,
    Description,
    Author,
    Published,
    Modified,
    Publisher,
    Language,
    Canonical,
    Section,
    Tags,
    Image,
    Access,
}

impl Field {
    const COUNT: usize = Field::Access as usize + 1;

    /// Its name, as the article's field is called.
    fn name(self) -> &'static str {
        match self {
            Field::Headline => "headline",
            Field::Description => "description",
            Field::Author => "byline",
            Field::Published => "published",
            Field::Modified => "modified",
            Field::Publisher => "publisher",
            Field::Language => "language",
            Field::Canonical => "canonical",
            Field::Section => "section",
            Field::Tags => "tags",
            Field::Image => "image",
            Field::Access => "is_accessible_for_free",
        }
    }
}

/// A value and the place that gives it.
#[derive(Clone, Debug)]
pub(super) struct Fact<'p> {
    pub(super) field: Field,
    /// The name of the place.
    pub(super) rule: Rule,
    /// How far a place is trusted, 0 being the most; of equals the one that stands first.
    pub(super) rank: u32,
    pub(super) value: Cow<'p, str>,
}

/// Everything that is said.
#[derive(Debug, Default)]
pub(super) struct Facts<'p> {
    list: Vec<Fact<'p>>,
    /// How many there are of each field.
    counts: [usize; Field::COUNT],
}

/// A page that says one thing more often than this is not believed more for it.
const MOST_OF_A_FIELD: usize = 60;

impl<'p> Facts<'p> {
    pub(super) fn add(
        &mut self,
        field: Field,
        rule: impl Into<Rule>,
        rank: u32,
        value: impl Into<Cow<'p, str>>,
    ) {
        let value = match value.into() {
            Cow::Borrowed(value) => space::plain(value),
            Cow::Owned(value) => Cow::Owned(space::plain(&value).into_owned()),
        };
        let known = &mut self.counts[field as usize];
        if !value.trim().is_empty() && *known < MOST_OF_A_FIELD {
            *known += 1;
            self.list.push(Fact {
                field,
                rule: rule.into(),
                rank,
                value,
            });
        }
    }

    /// Puts the most trusted first; call it when all is said.
    pub(super) fn sort(&mut self) {
        self.list.sort_by_key(|fact| fact.rank);
    }

    pub(super) fn of(&self, field: Field) -> impl Iterator<Item = &Fact<'p>> {
        self.list.iter().filter(move |fact| fact.field == field)
    }

    /// The first value of a field.
    pub(super) fn first(&self, field: Field) -> Option<&str> {
        self.of(field).next().map(|fact| &*fact.value)
    }

    /// The first value of a field that can be read, with the place that gave it and the places that
    /// give another one.
    pub(super) fn choose<T: PartialEq>(
        &self,
        field: Field,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<(T, Choice)> {
        let mut values = self
            .of(field)
            .filter_map(|fact| Some((read(&fact.value)?, fact)));
        let (value, fact) = values.next()?;
        let mut against: Vec<Rule> = values
            .filter(|(other, _)| *other != value)
            .map(|(_, fact)| fact.rule.clone())
            .collect();
        against.dedup();
        let choice = choice(field, fact.rule.clone(), against);
        Some((value, choice))
    }
}

pub(super) fn choice(field: Field, rule: Rule, against: Vec<Rule>) -> Choice {
    Choice {
        field: field.name().into(),
        rule,
        against,
    }
}

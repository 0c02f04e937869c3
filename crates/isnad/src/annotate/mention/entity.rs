//! Which names of an article stand for one person.

use super::{Candidate, holding, items_at, shape};
use crate::{
    annotate::{taken::Taken, words::Words},
    model::{Evidence, Mention, MentionKind, Quote, Span},
    text::{
        fold::fold,
        hash::{PageMap, PageSet},
        lang::classes::Classes,
        token::tokens,
    },
};

/// The persons of an article, by their fullest names. Every look-up is by a word of the name, so that an
/// article of a million words takes a million times as long as one of one word, and no longer.
pub(super) struct People {
    full: Vec<Person>,
    /// Persons by the last and by the first word of their names, the fullest first.
    by_last: PageMap<String, Vec<usize>>,
    by_first: PageMap<String, Vec<usize>>,
    /// Last names of persons named in full that the article does not also use as common nouns
    /// (`المدينة` beside `مدينة`).
    lasts: PageSet<String>,
}

struct Person {
    words: Vec<String>,
    shown: String,
    /// Where the full name stands first.
    span: Span,
}

/// So many persons of one last name are looked at; an article with more is a list of names.
const MOST_ALIKE: usize = 64;

/// The folded words of a name.
pub(super) fn name_words(name: &str) -> Vec<String> {
    let folded = fold(name);
    tokens(&folded).map(|token| token.text.to_owned()).collect()
}

impl People {
    /// The distinct fullest names among the persons found.
    pub(super) fn of(found: &[Candidate], blocks: &[Words<'_>]) -> People {
        let mut names: Vec<&Candidate> = found
            .iter()
            .filter(|candidate| candidate.kind == MentionKind::Person && !candidate.name.is_empty())
            .collect();
        names.sort_by_key(|candidate| (std::cmp::Reverse(candidate.name.len()), candidate.span));
        let mut people = People {
            full: Vec::new(),
            by_last: PageMap::default(),
            by_first: PageMap::default(),
            lasts: PageSet::default(),
        };
        for candidate in names {
            if people.find(&candidate.name).is_none() {
                people.push(candidate);
            }
        }
        let full = people.full.iter().filter(|person| person.words.len() > 1);
        let lasts = full.filter_map(|person| person.words.last());
        let long = lasts.filter(|last| last.chars().count() >= SHORTEST_LAST);
        people.lasts = long.cloned().collect();
        drop_common(&mut people.lasts, blocks);
        people
    }

    fn push(&mut self, candidate: &Candidate) {
        let place = self.full.len();
        let ends = [
            (&mut self.by_last, candidate.name.last()),
            (&mut self.by_first, candidate.name.first()),
        ];
        for (table, word) in ends {
            if let Some(word) = word {
                table.entry(word.clone()).or_default().push(place);
            }
        }
        self.full.push(Person {
            words: candidate.name.clone(),
            shown: candidate.name.join(" "),
            span: candidate.span,
        });
    }

    /// The person a name stands for: a fuller name that ends as it does, or begins as it does.
    fn find(&self, name: &[String]) -> Option<&Person> {
        let (first, last) = (name.first()?, name.last()?);
        let holds = |person: &&Person| name.iter().all(|word| person.words.contains(word));
        let begins = |person: &&Person| name.len() > 1 && person.words.starts_with(name);
        let ends = self.named(&self.by_last, last).find(holds);
        ends.or_else(|| self.named(&self.by_first, first).find(begins))
    }

    /// The persons that a table has under a word.
    fn named<'p>(
        &'p self,
        table: &'p PageMap<String, Vec<usize>>,
        word: &str,
    ) -> impl Iterator<Item = &'p Person> {
        let places = table.get(word).into_iter().flatten().take(MOST_ALIKE);
        places.map(|&place| &self.full[place])
    }

    /// Finds the last names of persons named in full where they stand alone.
    pub(super) fn again(&self, words: &Words<'_>, taken: &mut Taken, found: &mut Vec<Candidate>) {
        for at in 0..words.items.len() {
            let item = &words.items[at];
            if item.mark.is_some() || item.known.is_some() || !words.arabic() && !item.capital {
                continue;
            }
            let found_last = self.alone(words, at);
            let Some((prefix, last)) = found_last.filter(|_| !shape::is_ordinary(words, at)) else {
                continue;
            };
            let mut span = item.span;
            span.start += prefix as u32;
            if !taken.take(span) {
                continue;
            }
            let mut candidate =
                Candidate::at(words, span, MentionKind::Person, "named-before", 0.8);
            candidate.name = vec![last.to_owned()];
            found.push(candidate);
        }
    }

    /// The last name that an item is, and the bytes of what is written onto it in front.
    fn alone(&self, words: &Words<'_>, at: usize) -> Option<(usize, &str)> {
        let common = Classes::NEVER_IN_NAMES | Classes::ORDINARY | Classes::ORDINAL;
        if self.lasts.is_empty() || words.is(at, common) {
            return None;
        }
        let folded = words.fold(at);
        if let Some(last) = self.lasts.get(folded) {
            return Some((0, last));
        }
        if !words.arabic() {
            return None;
        }
        if let Some(after) = folded.strip_prefix("لل")
            && let Some(last) = self.lasts.get(&format!("ال{after}"))
        {
            return Some(('ل'.len_utf8(), last));
        }
        FRONTS.iter().find_map(|front| {
            let last = self.lasts.get(folded.strip_prefix(front)?)?;
            Some((front.len(), last.as_str()))
        })
    }

    /// Gives speakers that are named more fully elsewhere their full names.
    pub(super) fn name_speakers(&self, blocks: &[Words<'_>], quotes: &mut [Quote]) {
        for quote in quotes {
            let Some(speaker) = quote.speaker else {
                continue;
            };
            let Some(words) = holding(blocks, speaker) else {
                continue;
            };
            let name = name_words(speaker.of(words.text));
            let person = self
                .find(&name)
                .filter(|person| person.words.len() > name.len());
            let office =
                items_at(words, speaker).is_some_and(|run| words.is(run.start, Classes::TITLE));
            if let Some(person) = person.filter(|_| !office) {
                quote.speaker_name = Some(person.span.of(words.text).to_owned());
            }
        }
    }

    /// A candidate with its entity.
    pub(super) fn mention(&self, candidate: Candidate) -> Mention {
        let entity = candidate.key.unwrap_or_else(|| {
            match candidate.kind {
                MentionKind::Person => self
                    .find(&candidate.name)
                    .map(|person| person.shown.clone()),
                _ => None,
            }
            .unwrap_or_else(|| candidate.name.join(" "))
        });
        Mention {
            span: candidate.span,
            kind: candidate.kind,
            entity,
            evidence: Evidence::at(candidate.rule, candidate.span, candidate.confidence),
        }
    }
}

/// What is written onto a last name in front.
const FRONTS: [&str; 7] = ["و", "ف", "ل", "ب", "ك", "ول", "وب"];

/// The fewest letters of a last name that is looked for by itself.
const SHORTEST_LAST: usize = 3;

/// Takes out the names that stand in the article without their article too, and so are nouns.
fn drop_common(lasts: &mut PageSet<String>, blocks: &[Words<'_>]) {
    lasts.remove("الله");
    let definite: PageSet<&str> = lasts.iter().filter_map(|last| bare(last)).collect();
    if definite.is_empty() {
        return;
    }
    let items = |words: &Words<'_>| 0..words.items.len();
    let arabic = blocks.iter().filter(|words| words.arabic());
    let nouns: PageSet<String> = arabic
        .flat_map(|words| items(words).map(|at| words.fold(at)))
        .filter_map(|folded| {
            let joined = folded
                .strip_prefix('و')
                .filter(|noun| definite.contains(noun));
            definite.get(folded).copied().or(joined).map(str::to_owned)
        })
        .collect();
    lasts.retain(|last| bare(last).is_none_or(|bare| !nouns.contains(bare)));
}

/// A definite name without its article.
fn bare(last: &str) -> Option<&str> {
    last.strip_prefix("ال")
}

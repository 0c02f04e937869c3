//! Which names of an article stand for one person.

use super::{Candidate, items_at, shape, taken::Taken};
use crate::{
    annotate::words::Words,
    model::{Evidence, Mention, MentionKind, Quote},
    text::{fold::fold, lang::classes::Classes, token::tokens},
};

/// The persons of an article, by their fullest names.
pub(super) struct People {
    full: Vec<Person>,
    /// Last names that the article also uses as common nouns (`المدينة` beside `مدينة`).
    common: Vec<String>,
}

struct Person {
    words: Vec<String>,
    shown: String,
}

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
            common: Vec::new(),
        };
        for candidate in names {
            if people.find(&candidate.name).is_none() {
                people.full.push(Person {
                    words: candidate.name.clone(),
                    shown: candidate.name.join(" "),
                });
            }
        }
        people.common = people
            .full
            .iter()
            .filter_map(|person| person.words.last())
            .filter(|last| is_common(last, blocks))
            .cloned()
            .collect();
        people
    }

    /// The person a name stands for: a fuller name that ends as it does, or begins as it does and is
    /// the only such one.
    fn find(&self, name: &[String]) -> Option<&Person> {
        let last = name.last()?;
        let holds = |person: &&Person| name.iter().all(|word| person.words.contains(word));
        let ends = |person: &&Person| person.words.last() == Some(last);
        self.full.iter().filter(holds).find(ends).or_else(|| {
            self.full
                .iter()
                .filter(holds)
                .find(|person| name.len() > 1 && person.words.starts_with(name))
        })
    }

    /// Finds the last names of persons named in full where they stand alone.
    pub(super) fn again(&self, words: &Words<'_>, taken: &mut Taken, found: &mut Vec<Candidate>) {
        let full = self.full.iter().filter(|person| person.words.len() > 1);
        let lasts: Vec<&str> = full
            .filter_map(|person| person.words.last())
            .map(String::as_str)
            .filter(|last| !self.common.iter().any(|common| common == last))
            .collect();
        for at in 0..words.items.len() {
            let item = &words.items[at];
            if item.mark.is_some() || item.known.is_some() || !words.arabic() && !item.capital {
                continue;
            }
            let found_last = lasts
                .iter()
                .find_map(|last| Some((alone(words, at, last)?, *last)));
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

    /// Gives speakers that are named more fully elsewhere their full names.
    pub(super) fn name_speakers(&self, blocks: &[Words<'_>], quotes: &mut [Quote]) {
        for quote in quotes {
            let Some(speaker) = quote.speaker else {
                continue;
            };
            let Some(words) = blocks.iter().find(|words| words.span.contains(speaker)) else {
                continue;
            };
            let name = name_words(speaker.of(words.text));
            let person = self
                .find(&name)
                .filter(|person| person.words.len() > name.len());
            let office =
                items_at(words, speaker).is_some_and(|run| words.is(run.start, Classes::TITLE));
            if let Some(person) = person.filter(|_| !office) {
                quote.speaker_name = Some(self.written(blocks, person));
            }
        }
    }

    /// A person's full name as it is written in the text.
    fn written(&self, blocks: &[Words<'_>], person: &Person) -> String {
        let found = blocks.iter().find_map(|words| {
            (0..words.items.len()).find_map(|at| {
                let run = at..at + span_of(words, at, &person.words)?;
                Some(words.bare_place(run).of(words.text).to_owned())
            })
        });
        found.unwrap_or_else(|| person.shown.clone())
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

/// Whether a definite word stands in the article without its article too, so that it is a noun.
fn is_common(last: &str, blocks: &[Words<'_>]) -> bool {
    let Some(bare) = last.strip_prefix("ال") else {
        return false;
    };
    last == "الله"
        || blocks.iter().any(|words| {
            (0..words.items.len()).any(|at| {
                let folded = words.fold(at);
                folded == bare || folded.strip_prefix('و') == Some(bare)
            })
        })
}

/// How many items from `at` on are exactly these folded words (a point after an initial left out).
fn span_of(words: &Words<'_>, at: usize, name: &[String]) -> Option<usize> {
    let mut place = at;
    for (index, word) in name.iter().enumerate() {
        if index > 0 && words.mark(place) == Some('.') {
            place += 1;
        }
        let first = index == 0
            && words.items.get(at)?.prefix > 0
            && words.fold(place).ends_with(word.as_str());
        if words.fold(place) != word && !first {
            return None;
        }
        place += 1;
    }
    Some(place - at)
}

/// Whether an item is this last name, and the bytes of what is written onto it in front.
fn alone(words: &Words<'_>, at: usize, last: &str) -> Option<usize> {
    let common = Classes::NEVER_IN_NAMES | Classes::ORDINARY | Classes::ORDINAL;
    if last.chars().count() < 3 || words.is(at, common) {
        return None;
    }
    let folded = words.fold(at);
    if folded == last {
        return Some(0);
    }
    if let (Some(bare), Some(after)) = (last.strip_prefix("ال"), folded.strip_prefix("لل")) {
        return (words.arabic() && bare == after).then_some('ل'.len_utf8());
    }
    let front = folded.strip_suffix(last).filter(|_| words.arabic())?;
    matches!(front, "و" | "ف" | "ل" | "ب" | "ك" | "ول" | "وب").then_some(front.len())
}

//! Pairs of which one side tells that the other is the source.
//!
//! Of two articles of different outlets that share text,
//!
//! * one credits the other's outlet and is not credited by it (`credits`): the credited one is the source;
//! * or one has words told to its own outlet (`قال لـ«…»`), and the other has those words without naming any of the
//!   two outlets (`told`): the one that was told is the source.
//!
//! What told it is taken away from the readings, so that the direction rests on everything else.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use isnad::{
    model::{CreditRole, Reading},
    text::{fold::fold, token},
};

use super::Pair;
use crate::{
    error::Error,
    press::{self, Row},
};

/// Share of the shorter text that the longer holds, from which a pair counts.
const LEAST: f32 = 0.3;
/// Words beside the name in how an outlet is named: newspaper, site, electronic, Saudi.
const BESIDE: &[&str] = &[
    "صحيفه",
    "جريده",
    "موقع",
    "الالكترونيه",
    "السعوديه",
    "اونلاين",
    "وكاله",
];

/// What names an outlet before its name, without prefixes.
const PAPER: [&str; 2] = ["صحيفه", "جريده"];
/// Words of a run that two texts share, and the share of such runs of a statement that makes it one.
const RUN: usize = 5;
const SAME: f32 = 0.6;

/// The folded words of each outlet's names.
type Names = BTreeMap<String, Vec<Vec<String>>>;

/// Makes the pairs, and hides from `readings` (as many as `rows`) what made them.
///
/// # Errors
/// When the names cannot be read.
pub(super) fn pairs(
    rows: &[Row],
    readings: &mut [Reading],
    shared: &[press::Pair],
    names: &Path,
) -> Result<Vec<Pair>, Error> {
    let outlets: BTreeSet<&str> = rows.iter().map(|row| row.outlet.as_str()).collect();
    let mut names = self::names(names)?;
    names.retain(|outlet, _| outlets.contains(outlet.as_str()));
    let places: BTreeMap<&str, usize> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| (row.id.as_str(), at))
        .collect();
    let named: Vec<Vec<String>> = readings
        .iter()
        .map(|one| outlets_named(one, &names))
        .collect();
    let mut pairs = Vec::new();
    for pair in shared.iter().filter(|pair| pair.containment >= LEAST) {
        let (Some(&a), Some(&b)) = (places.get(pair.a.as_str()), places.get(pair.b.as_str()))
        else {
            continue;
        };
        if rows[a].outlet == rows[b].outlet {
            continue;
        }
        for (source, copy) in [(a, b), (b, a)] {
            let says = |who: usize, of: usize| named[who].contains(&rows[of].outlet);
            let told = || {
                carries(
                    &readings[source],
                    &readings[copy],
                    &rows[source].outlet,
                    &names,
                )
            };
            let by = match (says(copy, source), says(source, copy)) {
                (true, false) => "credits",
                (false, false) if !says(copy, copy) && told() => "told",
                _ => continue,
            };
            pairs.push(Pair {
                source: rows[source].id.clone(),
                copy: rows[copy].id.clone(),
                by: by.to_owned(),
            });
        }
    }
    hide(readings, &names);
    Ok(pairs)
}

fn names(path: &Path) -> Result<Names, Error> {
    let table = std::fs::read_to_string(path).map_err(Error::io(path))?;
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    Ok(rows
        .filter_map(|line| line.split_once('\t'))
        .map(|(key, names)| (key.to_owned(), names.split('|').map(name_words).collect()))
        .collect())
}

fn name_words(name: &str) -> Vec<String> {
    token::tokens(&fold(name))
        .map(|word| word.text.to_owned())
        .filter(|word| !BESIDE.contains(&word.as_str()))
        .collect()
}

/// Whether `copy` has words that `source` says were told to its own `outlet`.
fn carries(source: &Reading, copy: &Reading, outlet: &str, names: &Names) -> bool {
    let text = &source.article.text;
    let mut held = None;
    source.quotes.iter().any(|quote| {
        let to = quote
            .channel
            .and_then(|span| self::outlet(span.of(text), names));
        if to.as_deref() != Some(outlet) {
            return false;
        }
        let held = held.get_or_insert_with(|| runs(&copy.article.text));
        let said = runs(quote.span.of(text));
        let both = said.intersection(held).count();
        both > 0 && both as f32 >= SAME * said.len() as f32
    })
}

fn runs(text: &str) -> BTreeSet<Vec<String>> {
    let words: Vec<String> = token::tokens(&fold(text))
        .map(|word| word.text.to_owned())
        .collect();
    words.windows(RUN).map(<[String]>::to_vec).collect()
}

/// The outlets that an article names: as its source, as the medium of words, or behind the word for a newspaper.
fn outlets_named(reading: &Reading, names: &Names) -> Vec<String> {
    let text = &reading.article.text;
    let credits = reading
        .credits
        .iter()
        .filter(|credit| credit.role != CreditRole::Photo)
        .map(|credit| {
            (
                credit
                    .source
                    .key
                    .as_deref()
                    .filter(|key| names.contains_key(*key)),
                credit,
            )
        })
        .map(|(key, credit)| key.unwrap_or(&credit.source.name));
    let media = reading
        .quotes
        .iter()
        .filter_map(|quote| Some(quote.channel?.of(text)));
    let mut found: Vec<String> = credits
        .chain(media)
        .filter_map(|name| outlet(name, names))
        .collect();
    found.extend(papers(text, names));
    found
}

/// The outlets named behind the word for a newspaper, with a preposition or without.
fn papers(text: &str, names: &Names) -> Vec<String> {
    let folded = fold(text);
    let words: Vec<&str> = token::tokens(&folded).map(|word| word.text).collect();
    let is_paper = |word: &str| {
        let bare = word.trim_start_matches(['و', 'ب', 'ل']);
        PAPER.contains(&word) || PAPER.contains(&bare)
    };
    let behind = |at: usize| {
        let rest = &words[at + 1..];
        let starts = |name: &Vec<String>| {
            rest.len() >= name.len() && name.iter().zip(rest).all(|(a, b)| a == b)
        };
        names.iter().find(|(_, known)| known.iter().any(starts))
    };
    (0..words.len())
        .filter(|&at| is_paper(words[at]))
        .filter_map(|at| behind(at).map(|(key, _)| key.clone()))
        .collect()
}

fn outlet(name: &str, names: &Names) -> Option<String> {
    let words = name_words(name);
    let found = names
        .iter()
        .find(|(key, known)| *key == name || known.contains(&words));
    found.map(|(key, _)| key.clone())
}

/// Takes away every word about an outlet of the table.
fn hide(readings: &mut [Reading], names: &Names) {
    for reading in readings {
        let Reading {
            article,
            credits,
            quotes,
            ..
        } = reading;
        credits.retain(|credit| {
            let known = |name: &str| outlet(name, names).is_some();
            !known(&credit.source.name) && !credit.source.key.as_deref().is_some_and(known)
        });
        for quote in quotes {
            quote.channel = quote
                .channel
                .filter(|span| outlet(span.of(&article.text), names).is_none());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_outlets_are_known_with_and_without_the_word_for_one() {
        let names: Names = [("post".to_owned(), vec![name_words("الميناء الجديد")])].into();
        let cases = [
            ("صحيفة الميناء الجديد", true),
            ("«الميناء الجديد» الإلكترونية", true),
            ("الميناء", false),
        ];
        for (name, known) in cases {
            assert_eq!(outlet(name, &names).is_some(), known, "{name}");
        }
    }
}

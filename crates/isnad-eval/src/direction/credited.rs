//! Pairs of which one side tells that the other is the source.
//!
//! Of two articles of different outlets that share text,
//!
//! * one credits the other's outlet and is not credited by it (`credits`): the credited one is the source;
//! * or one has words told to its own outlet (`قال لـ«…»`), and the other has the text without naming any of the
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
    "صحيفه", "جريده", "موقع", "الالكترونيه", "السعوديه", "اونلاين", "وكاله",
];

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
    let named: Vec<Vec<(String, bool)>> = readings.iter().map(|one| outlets_named(one, &names)).collect();
    let mut pairs = Vec::new();
    for pair in shared.iter().filter(|pair| pair.containment >= LEAST) {
        let (Some(&a), Some(&b)) = (places.get(pair.a.as_str()), places.get(pair.b.as_str())) else {
            continue;
        };
        if rows[a].outlet == rows[b].outlet {
            continue;
        }
        for (source, copy) in [(a, b), (b, a)] {
            let says = |who: usize, of: usize| named[who].iter().any(|(outlet, _)| *outlet == rows[of].outlet);
            let told = named[source].contains(&(rows[source].outlet.clone(), true));
            let by = match (says(copy, source), says(source, copy)) {
                (true, false) => "credits",
                (false, false) if told && !says(copy, copy) => "told",
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

/// The outlets that an article names as its source or as the medium of words; of each whether it is a medium.
fn outlets_named(reading: &Reading, names: &Names) -> Vec<(String, bool)> {
    let text = &reading.article.text;
    let credits = reading
        .credits
        .iter()
        .filter(|credit| credit.role != CreditRole::Photo)
        .map(|credit| (credit.source.key.as_deref().filter(|key| names.contains_key(*key)), credit))
        .map(|(key, credit)| (key.unwrap_or(&credit.source.name), false));
    let media = reading
        .quotes
        .iter()
        .filter_map(|quote| Some((quote.channel?.of(text), true)));
    credits
        .chain(media)
        .filter_map(|(name, medium)| Some((outlet(name, names)?, medium)))
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
        let Reading { article, credits, quotes, .. } = reading;
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

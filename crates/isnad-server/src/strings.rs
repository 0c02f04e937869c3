//! The words of the interface, one data file a language under `strings/`.
//!
//! A new interface language is a file there and a line in [`FILES`]; the tests say which keys it
//! lacks. Nothing else in the crate holds a word that a reader sees.

use std::{collections::HashMap, sync::LazyLock};

use isnad::{
    model::{Direction, Moment},
    text::lang::{self, Lexicons},
};
use jiff::{
    civil::{Date, DateTime},
    tz::Offset,
};

/// Code, direction, how its numbers choose a form, and the file.
const FILES: [(&str, Direction, Plural, &str); 3] = [
    (
        "ar",
        Direction::Rtl,
        plural_ar,
        include_str!("../strings/ar.tsv"),
    ),
    (
        "en",
        Direction::Ltr,
        plural_en,
        include_str!("../strings/en.tsv"),
    ),
    (
        "fr",
        Direction::Ltr,
        plural_fr,
        include_str!("../strings/fr.tsv"),
    ),
];

static ALL: LazyLock<Vec<Words>> = LazyLock::new(|| FILES.into_iter().map(Words::load).collect());

/// The CLDR plural category of a count.
type Plural = fn(usize) -> &'static str;

/// One language's words.
pub(crate) struct Words {
    /// BCP 47 primary subtag.
    pub(crate) code: &'static str,
    /// The direction of the page.
    pub(crate) dir: &'static str,
    plural: Plural,
    /// What the library knows of the language.
    lexicons: Option<&'static Lexicons>,
    table: HashMap<&'static str, &'static str>,
}

impl Words {
    fn load((code, dir, plural, file): (&'static str, Direction, Plural, &'static str)) -> Words {
        Words {
            code,
            dir: dir.as_str(),
            plural,
            lexicons: lang::all().iter().find(|lexicons| lexicons.code == code),
            table: rows(file).collect(),
        }
    }

    /// Every interface language, the default first.
    pub(crate) fn all() -> &'static [Words] {
        &ALL
    }

    /// The words of a language, when there is a file for it.
    pub(crate) fn of(code: &str) -> Option<&'static Words> {
        ALL.iter().find(|words| words.code == code)
    }

    /// The words for a key; the key itself when a file lacks it, so that a page never fails for it.
    pub(crate) fn get<'k>(&self, key: &'k str) -> &'k str
    where
        'static: 'k,
    {
        self.table.get(key).copied().unwrap_or(key)
    }

    /// The words for a key that data makes up (`language.de`), when the file has it.
    pub(crate) fn find(&self, key: &str) -> Option<&'static str> {
        self.table.get(key).copied()
    }

    /// A counted noun in the form the count asks for: `7 outlets`.
    pub(crate) fn count(&self, noun: &str, n: usize) -> String {
        let key = format!("{noun}.{}", (self.plural)(n));
        self.get(&key).replace("{n}", &n.to_string())
    }

    /// What a figure's unit is called; the key itself where no lexicon has it.
    pub(crate) fn unit(&self, key: &str) -> String {
        let name = self.lexicons.and_then(|lexicons| lexicons.unit_name(key));
        name.unwrap_or(key).to_owned()
    }

    /// A day as people of this language write it.
    pub(crate) fn day(&self, date: Date) -> String {
        let month = format!("month.{}", date.month());
        self.get("date.day")
            .replace("{d}", &date.day().to_string())
            .replace("{m}", self.get(&month))
            .replace("{y}", &date.year().to_string())
    }

    /// A moment in few letters, in UTC where its time is known: `14 March, 06:52`.
    pub(crate) fn brief_moment(&self, moment: Moment) -> String {
        let utc = moment
            .instant
            .map(|instant| Offset::UTC.to_datetime(instant));
        let date = utc.map_or(moment.date, DateTime::date);
        let month = format!("month.{}", date.month());
        let day = self
            .get("date.brief")
            .replace("{d}", &date.day().to_string());
        let day = day.replace("{m}", self.get(&month));
        match utc {
            Some(utc) => format!(
                "{day}{} {:02}:{:02}",
                self.get("date.comma"),
                utc.hour(),
                utc.minute()
            ),
            None => day,
        }
    }

    /// A moment: the page's own day, and the time in UTC where it is known, with UTC's day when that
    /// is another.
    pub(crate) fn moment(&self, moment: Moment) -> String {
        let day = self.day(moment.date);
        let Some(instant) = moment.instant else {
            return day;
        };
        let utc = Offset::UTC.to_datetime(instant);
        let same = utc.date() == moment.date;
        let pattern = self.get(if same { "date.time" } else { "date.differs" });
        pattern
            .replace("{time}", &format!("{:02}:{:02}", utc.hour(), utc.minute()))
            .replace("{other}", &self.day(utc.date()))
            .replace("{day}", &day)
    }
}

fn rows(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
}

/// CLDR rules for whole numbers.
fn plural_ar(n: usize) -> &'static str {
    match (n, n % 100) {
        (0, _) => "zero",
        (1, _) => "one",
        (2, _) => "two",
        (_, 3..=10) => "few",
        (_, 11..=99) => "many",
        _ => "other",
    }
}

fn plural_en(n: usize) -> &'static str {
    if n == 1 { "one" } else { "other" }
}

fn plural_fr(n: usize) -> &'static str {
    if n < 2 { "one" } else { "other" }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

    /// The keys without plural forms.
    fn keys(words: &Words) -> BTreeSet<String> {
        let base = |key: &&str| match key.rsplit_once('.') {
            Some((noun, form)) if FORMS.contains(&form) => format!("{noun}.*"),
            _ => (*key).to_owned(),
        };
        words.table.keys().map(base).collect()
    }

    #[test]
    fn every_key_stands_in_every_language() {
        let arabic = keys(&ALL[0]);
        for words in Words::all() {
            assert_eq!(keys(words), arabic, "{}", words.code);
            for (key, text) in &words.table {
                assert!(!text.trim().is_empty(), "{} {key}", words.code);
            }
        }
    }

    #[test]
    fn no_key_stands_twice_in_a_file() {
        for (code, _, _, file) in FILES {
            let listed: Vec<&str> = rows(file).map(|(key, _)| key).collect();
            let distinct: BTreeSet<&str> = listed.iter().copied().collect();
            assert_eq!(listed.len(), distinct.len(), "{code}");
        }
    }

    #[test]
    fn every_count_has_its_form() {
        for words in Words::all() {
            for noun in keys(words).iter().filter_map(|key| key.strip_suffix(".*")) {
                for n in (0..=120).chain([1_000, 1_002]) {
                    let key = format!("{noun}.{}", (words.plural)(n));
                    assert!(words.find(&key).is_some(), "{} {key}", words.code);
                }
            }
        }
    }

    /// Keys written in templates and code, found by their shape `ui.t("…")` and `ui.n("…"`.
    #[test]
    fn every_key_that_templates_use_is_there() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
        let mut seen = 0;
        for entry in std::fs::read_dir(folder).expect("templates") {
            let text = std::fs::read_to_string(entry.expect("entry").path()).expect("text");
            for (call, suffix) in [("ui.t(\"", ""), ("ui.with(\"", ""), ("ui.n(\"", ".other")] {
                for rest in text.split(call).skip(1) {
                    let key = rest.split('"').next().unwrap_or_default();
                    let key = format!("{key}{suffix}");
                    assert!(ALL[0].find(&key).is_some(), "no {key} in strings");
                    seen += 1;
                }
            }
        }
        assert!(seen > 30, "the templates moved: only {seen} keys seen");
    }

    /// Keys that code puts together from data.
    const MADE: [&str; 4] = ["error.", "language.", "month.", "one."];

    #[test]
    fn no_key_is_left_over() {
        let here = env!("CARGO_MANIFEST_DIR");
        let mut code = String::new();
        for folder in ["templates", "src", "src/view"] {
            for entry in std::fs::read_dir(format!("{here}/{folder}")).expect("folder") {
                code += &std::fs::read_to_string(entry.expect("entry").path()).unwrap_or_default();
            }
        }
        for key in keys(&ALL[0]) {
            let used = code.contains(&format!("\"{}\"", key.trim_end_matches(".*")));
            let made = MADE.iter().any(|prefix| key.starts_with(prefix));
            assert!(used || made, "{key} is used nowhere");
        }
    }

    #[test]
    fn counts_take_the_form_of_the_language() {
        let cases = [
            ("ar", 1, "وسيلة واحدة"),
            ("ar", 2, "وسيلتان"),
            ("ar", 7, "7 وسائل"),
            ("ar", 11, "11 وسيلة"),
            ("ar", 100, "100 وسيلة"),
            ("en", 1, "1 outlet"),
            ("en", 0, "0 outlets"),
            ("fr", 0, "0 média"),
        ];
        for (code, n, expected) in cases {
            let words = Words::of(code).expect(code);
            assert_eq!(words.count("outlets", n), expected);
        }
    }

    #[test]
    fn a_moment_keeps_the_day_of_the_page() {
        let moment = |date: &str, instant: Option<&str>| Moment {
            date: date.parse().expect("date"),
            instant: instant.map(|text| text.parse().expect("instant")),
        };
        let cases = [
            ("2031-05-03", None, "3 May 2031"),
            (
                "2031-05-03",
                Some("2031-05-03T14:05:00Z"),
                "3 May 2031, 14:05 UTC",
            ),
            (
                "2031-05-03",
                Some("2031-05-03T23:30:00-04:00"),
                "3 May 2031 (4 May 2031, 03:30 UTC)",
            ),
        ];
        let words = Words::of("en").expect("en");
        for (date, instant, expected) in cases {
            assert_eq!(words.moment(moment(date, instant)), expected);
        }
    }
}

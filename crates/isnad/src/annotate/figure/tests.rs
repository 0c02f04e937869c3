use super::*;
use crate::annotate::{time, vocabulary};
use crate::model::{Bound, Language};

fn read(tag: &str, text: &str) -> Vec<(String, Option<f64>, Bound, Option<String>)> {
    let language = Language::from_tag(tag);
    let lexemes = Lexemes::of(text, vocabulary(language.as_ref()));
    let times = time::read(&lexemes, None);
    figures(&lexemes, &times)
        .into_iter()
        .map(|figure| {
            let words = figure.span.of(text).to_owned();
            (words, figure.value, figure.bound, figure.unit)
        })
        .collect()
}

/// Language, text, and the figure's words, value, bound and unit.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    Option<f64>,
    Bound,
    &'static str,
);

#[test]
fn figures_of_the_news() {
    use Bound::{About, AtLeast, AtMost, Between, Exactly, Hundreds, LessThan, MoreThan, Tens};
    let cases: [Case; 28] = [
        (
            "ar",
            "فتح طريقين في المدينة",
            "طريقين",
            Some(2.0),
            Exactly,
            "road",
        ),
        (
            "ar",
            "عثر على سبعة جمال قرب البئر",
            "سبعة جمال",
            Some(7.0),
            Exactly,
            "camel",
        ),
        (
            "ar",
            "كتب ستمئة رقعة في عام",
            "ستمئة رقعة",
            Some(600.0),
            Exactly,
            "رقعه",
        ),
        (
            "ar",
            "لن يقل عن 110 دنانير للطن",
            "لن يقل عن 110 دنانير",
            Some(110.0),
            AtLeast,
            "dinar",
        ),
        (
            "ar",
            "لم تتجاوز 3 درجات ليلا",
            "لم تتجاوز 3 درجات",
            Some(3.0),
            AtMost,
            "degree",
        ),
        (
            "en",
            "a debt of $1.3bn at the port",
            "$1.3bn",
            Some(1_300_000_000.0),
            Exactly,
            "dollar",
        ),
        (
            "en",
            "it will cost between $400m and $500m in all",
            "between $400m and $500m",
            Some(400_000_000.0),
            Between,
            "dollar",
        ),
        (
            "en",
            "sixty cameras watch the quay",
            "sixty cameras",
            Some(60.0),
            Exactly,
            "camera",
        ),
        (
            "fr",
            "une quarantaine de cahiers manquent",
            "quarantaine de cahiers",
            Some(40.0),
            About,
            "cahier",
        ),
        (
            "fr",
            "un projet de 48 millions de dollars",
            "48 millions de dollars",
            Some(48_000_000.0),
            Exactly,
            "dollar",
        ),
        (
            "ar",
            "أفرج عن أكثر من 1000 معتقل سياسي اليوم",
            "أكثر من 1000 معتقل سياسي",
            Some(1000.0),
            MoreThan,
            "detainee",
        ),
        (
            "ar",
            "عشرات السجناء السياسيين",
            "عشرات السجناء السياسيين",
            None,
            Tens,
            "prisoner",
        ),
        (
            "ar",
            "ومئات الأشخاص",
            "مئات الأشخاص",
            None,
            Hundreds,
            "person",
        ),
        (
            "ar",
            "يكابدها 2.3 مليون شخص",
            "2.3 مليون شخص",
            Some(2_300_000.0),
            Exactly,
            "person",
        ),
        (
            "ar",
            "بما لا يقل عن 12 سفينة",
            "لا يقل عن 12 سفينة",
            Some(12.0),
            AtLeast,
            "ship",
        ),
        (
            "ar",
            "أربعة أسرى",
            "أربعة أسرى",
            Some(4.0),
            Exactly,
            "captive",
        ),
        ("ar", "سقط قتيلان", "قتيلان", Some(2.0), Exactly, "killed"),
        (
            "ar",
            "بين 30 و40 جريحا",
            "بين 30 و40 جريحا",
            Some(30.0),
            Between,
            "wounded",
        ),
        ("ar", "بنسبة 7,5%", "7,5%", Some(7.5), Exactly, "percent"),
        (
            "ar",
            "منذ أكثر من 3 عقود",
            "أكثر من 3 عقود",
            Some(30.0),
            MoreThan,
            "year",
        ),
        (
            "ar",
            "نحو 170 مطعما",
            "نحو 170 مطعما",
            Some(170.0),
            About,
            "مطعم",
        ),
        (
            "en",
            "At least 52 political prisoners were freed",
            "At least 52 political prisoners",
            Some(52.0),
            AtLeast,
            "prisoner",
        ),
        (
            "en",
            "fewer than 1,200 people",
            "fewer than 1,200 people",
            Some(1200.0),
            LessThan,
            "person",
        ),
        (
            "en",
            "5 to 6 million euros",
            "5 to 6 million euros",
            Some(5_000_000.0),
            Between,
            "euro",
        ),
        (
            "en",
            "a $3.5 billion plan",
            "$3.5 billion",
            Some(3_500_000_000.0),
            Exactly,
            "dollar",
        ),
        (
            "en",
            "it sank 107 barges",
            "107 barges",
            Some(107.0),
            Exactly,
            "barge",
        ),
        (
            "fr",
            "plus de 5 000 personnes",
            "plus de 5 000 personnes",
            Some(5000.0),
            MoreThan,
            "person",
        ),
        (
            "fr",
            "des milliers de migrants",
            "milliers de migrants",
            None,
            Bound::Thousands,
            "migrant",
        ),
    ];
    for (tag, text, words, value, bound, unit) in cases {
        let expected = vec![(words.to_owned(), value, bound, Some(unit.to_owned()))];
        assert_eq!(read(tag, text), expected, "{text}");
    }
}

#[test]
fn numbers_that_count_nothing() {
    let cases = [
        ("ar", "في 7 أكتوبر 2031"),
        ("ar", "القرار 242 الصادر"),
        ("ar", "فاز الفريق 2-1 على ضيفه"),
        ("ar", "قُتل 13 وأُصيب آخرون"),
        ("ar", "(3) العودة"),
        ("ar", "الأسابيع الثلاثة"),
        ("en", "Resolution 1701 countries"),
        ("en", "Harbour Line 2 opens"),
        ("en", "one of the ships"),
        ("en", "a 2031 film"),
        ("en", "at 10:30 people came"),
        ("fr", "en 2031"),
    ];
    for (tag, text) in cases {
        assert_eq!(read(tag, text), [], "{text}");
    }
}

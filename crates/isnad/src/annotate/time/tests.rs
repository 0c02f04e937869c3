use super::*;
use crate::annotate::vocabulary;
use crate::model::Language;

/// Saturday 3 May 2031.
fn saturday() -> Date {
    Date::constant(2031, 5, 3)
}

fn read_in(tag: &str, text: &str, own: bool) -> Vec<TimeExpression> {
    let language = Language::from_tag(tag);
    let lexemes = Lexemes::of(text, vocabulary(language.as_ref()));
    let reference = Reference {
        day: saturday(),
        instant: None,
        own,
    };
    read(&lexemes, Some(reference))
}

#[test]
fn words_and_the_day_they_mean() {
    let cases = [
        ("ar", "اليوم الجمعة", "2031-05-02"),
        ("ar", "وقال أمس إن", "2031-05-02"),
        ("ar", "غدا (الأحد)", "2031-05-04"),
        ("ar", "يوم الخميس الماضي", "2031-05-01"),
        ("ar", "7 نيسان/أبريل الماضي", "2031-04-07"),
        ("ar", "تموز (يوليو) المقبل", "2031-07"),
        ("ar", "الأربعاء 9 أفريل", "2031-04-09"),
        ("ar", "في الثالث من الشهر الجاري", "2031-05-03"),
        ("ar", "هذا الأسبوع", "2031-W18"),
        ("ar", "مطلع العام الجاري", "2031-01"),
        ("ar", "خلال الأشهر الماضية", "PAST_REF"),
        ("ar", "قبل ثلاثة أيام", "2031-04-30"),
        ("ar", "منذ شهرين", "2031-03"),
        ("ar", "الأسابيع الثلاثة تقريبا", "P3W"),
        ("ar", "أكثر من 3 عقود", "P30Y"),
        ("ar", "عام 2020", "2020"),
        ("ar", "تسعينيات القرن الماضي", "199X"),
        ("ar", "12 ديسمبر 2025، 14:35 غرينتش", "2025-12-12T14:35Z"),
        (
            "ar",
            "السبت 3 مايو 2031 الساعة 9 مساء بتوقيت مكة المكرمة",
            "2031-05-03T21:00+03:00",
        ),
        (
            "ar",
            "3 جويلية 2030، 20:30 بتوقيت تونس",
            "2030-07-03T20:30+01:00",
        ),
        ("ar", "٢٦ غشت ٢٠٣٠", "2030-08-26"),
        ("ar", "۲۶ آب ۲۰۳۰", "2030-08-26"),
        ("ar", "في 15 رمضان 1446", "2025-03-15"),
        ("ar", "15 رمضان", "2031-01-09"),
        ("ar", "رمضان الماضي", "2030-12-26/2031-01-23"),
        ("ar", "شهر شوال 1446هـ", "2025-03-30/2025-04-28"),
        ("ar", "عام 1446 هـ", "2024-07-07/2025-06-25"),
        ("ar", "10 محرم 1447هـ الموافق 6 يوليو 2025", "2025-07-06"),
        ("en", "last Friday", "2031-05-02"),
        ("en", "on April 12", "2031-04-12"),
        ("en", "about three weeks ago", "2031-04-12"),
        ("en", "late October", "2030-10"),
        ("en", "in 2019", "2019"),
        ("en", "the 1990s", "199X"),
        ("en", "over the past three years", "P3Y"),
        ("fr", "vendredi dernier", "2031-05-02"),
        ("fr", "le 3 du mois dernier", "2031-04-03"),
        ("fr", "il y a deux semaines", "2031-04-19"),
        ("fr", "la semaine prochaine", "2031-W19"),
        ("fr", "dans trois jours", "2031-05-06"),
        ("fr", "fin mars", "2031-03"),
        ("fr", "mercredi 30, le port", "2031-04-30"),
        ("fr", "lundi de la semaine dernière", "2031-04-21"),
        ("fr", "il y a un an", "2030"),
        ("fr", "octobre de l'année dernière", "2030-10"),
        ("fr", "demain à quinze heures", "2031-05-04T15:00"),
        ("ar", "الأحد من الأسبوع المقبل", "2031-05-11"),
        ("ar", "غدا الأحد الساعة العاشرة صباحا", "2031-05-04T10:00"),
        ("en", "the 20th of the previous month", "2031-04-20"),
    ];
    for (tag, text, expected) in cases {
        let found = read_in(tag, text, true);
        let value = found.first().and_then(|time| time.value.as_deref());
        assert_eq!(value, Some(expected), "{text}: {found:?}");
    }
}

#[test]
fn ranges_counted_days_and_parts_of_years() {
    let cases = [
        ("ar", "من 13 إلى 15 أبريل", "2031-04-13/2031-04-15"),
        ("ar", "بين 28 مارس و2 أبريل الماضي", "2031-03-28/2031-04-02"),
        (
            "ar",
            "من 20 ديسمبر حتى 5 يناير الماضي",
            "2030-12-20/2031-01-05",
        ),
        (
            "ar",
            "تموز 13 إلى 15 من العام الماضي",
            "2030-07-13/2030-07-15",
        ),
        ("ar", "من عام 2011 إلى 2015", "2011/2015"),
        ("ar", "آخر يوم من الشهر الماضي", "2031-04-30"),
        ("ar", "ثالث ثلاثاء من أيلول عام 2030", "2030-09-17"),
        ("ar", "الثلاثاء الثالث من أيلول عام 2030", "2030-09-03"),
        ("ar", "الأسبوع الأول من أبريل 2031", "2031-W15"),
        ("ar", "الأسبوع الثاني من شهر أبريل الماضي", "2031-W16"),
        ("ar", "أول أحد من أيار المقبل", "2031-05-04"),
        ("ar", "الربع الثالث من عام 2030", "2030-35"),
        ("ar", "النصف الأول من العام الجاري", "2031-40"),
        ("ar", "الصيف الماضي", "2030-22"),
        ("ar", "يوم الجمعة 18/4", "2031-04-18"),
        ("ar", "في 3 من شهر 4", "2031-04-03"),
        ("ar", "لمدة أسبوع كامل", "P1W"),
        ("ar", "نصف ساعة", "PT0.5H"),
        ("ar", "عام ألفين وعشرين", "2020"),
        ("ar", "الأسبوع المقبل الأحد", "2031-05-11"),
        ("ar", "قبل أمس", "2031-05-01"),
        (
            "en",
            "from 13 to the 15th of April",
            "2031-04-13/2031-04-15",
        ),
        ("en", "April 27-29, 2030", "2030-04-27/2030-04-29"),
        ("en", "from May to July 2030", "2030-05/2030-07"),
        ("en", "(1914-1918)", "1914/1918"),
        ("en", "the first Monday of this month", "2031-05-05"),
        ("en", "the last Friday in March", "2031-03-28"),
        ("en", "the week of April 7", "2031-W15"),
        ("en", "the third quarter of 2030", "2030-35"),
        ("en", "last summer", "2030-22"),
        ("en", "this winter", "2031-24"),
        ("en", "on 4/12", "2031-04-12"),
        ("en", "April 12 (Saturday)", "2031-04-12"),
        ("en", "three weeks from now", "2031-05-24"),
        ("en", "the week after next", "2031-W20"),
        ("fr", "du 13 au 15 avril", "2031-04-13/2031-04-15"),
        (
            "fr",
            "entre le 28 mars et le deux avril",
            "2031-03-28/2031-04-02",
        ),
        ("fr", "lundi 14 - 20 avr. 2031", "2031-04-14/2031-04-20"),
        ("fr", "la dernière semaine de mars", "2031-W13"),
        ("fr", "au premier semestre 2030", "2030-40"),
        ("fr", "l'été dernier", "2030-22"),
        ("fr", "lundi en huit", "2031-05-12"),
        ("fr", "le 12/04", "2031-04-12"),
        ("fr", "pendant un mois", "P1M"),
    ];
    for (tag, text, expected) in cases {
        let found = read_in(tag, text, true);
        let longest = found.iter().max_by_key(|time| time.span.len());
        let value = longest.and_then(|time| time.value.as_deref());
        assert_eq!(value, Some(expected), "{text}: {found:?}");
    }
}

#[test]
fn what_only_looks_like_a_time() {
    let cases = [
        ("ar", "الأمين العام للمنظمة"),
        ("ar", "اليوم العالمي للبحر"),
        ("ar", "خطبة الجمعة"),
        ("ar", "سلمى رمضان"),
        ("ar", "العمل اليومي"),
        ("en", "it may rain"),
        ("en", "the cat sat down"),
        ("en", "Route 2020 people"),
        ("ar", "فاز 3-1 في الربع الأول"),
        ("ar", "القانون 3/2015"),
        ("ar", "في اليوم الأخير من العرض"),
        ("ar", "شهر 10 أشخاص سيوفهم"),
        ("en", "prices fall 2000 metres down"),
        ("en", "scores of 2/15 and 17-2"),
        ("en", "the second half of the match"),
        ("fr", "la mer est belle"),
        ("fr", "il a été dernier"),
    ];
    for (tag, text) in cases {
        assert_eq!(read_in(tag, text, true), [], "{text}");
    }
}

#[test]
fn without_its_own_date_the_words_are_kept_beside_the_answer() {
    // "Today, Friday", "tomorrow", "26 November last" on a page fetched on the Saturday after.
    let text = "اليوم الجمعة وغدا، وفي 26 نوفمبر الماضي";
    let found = read_in("ar", text, false);
    let values: Vec<_> = found
        .iter()
        .map(|time| (time.value.as_deref(), time.anchored.as_deref()))
        .collect();
    assert_eq!(
        values,
        [
            (None, Some("2031-05-02")),
            (None, Some("2031-05-03")),
            (Some("XXXX-11-26"), Some("2030-11-26")),
        ]
    );
    assert!(found.iter().all(|time| time.anchor == Some(saturday())));
}

#[test]
fn a_weekday_that_is_not_the_day_s_lowers_the_confidence() {
    let cases = [
        ("ar", "السبت 3 مايو 2031", 0.99),
        ("ar", "الأحد 3 مايو 2031", 0.6),
        ("en", "Sunday, 3 May 2031", 0.6),
        ("fr", "dimanche 3 mai 2031", 0.6),
    ];
    for (tag, text, expected) in cases {
        let found = read_in(tag, text, true);
        let sure = found.first().map(|time| time.evidence.confidence);
        assert_eq!(sure, Some(expected), "{text}");
    }
}

#[test]
fn a_weekday_of_some_past_month_stays_open() {
    let found = read_in("ar", "وفي نوفمبر الماضي، قالت الوزيرة الأحد إنها", true);
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].value, None);
}

#[test]
fn hours_ago_need_the_hour() {
    let found = read_in("en", "three hours ago", true);
    assert_eq!(found[0].value, None);
    let lexemes = Lexemes::of(
        "three hours ago",
        vocabulary(Language::from_tag("en").as_ref()),
    );
    let reference = Reference {
        day: saturday(),
        instant: "2031-05-03T01:30:00Z".parse().ok(),
        own: true,
    };
    let found = read(&lexemes, Some(reference));
    assert_eq!(found[0].value.as_deref(), Some("2031-05-02T22:30Z"));
}

/// Words that begin, continue and end every form, in three languages, and marks between them.
const PIECES: &str = "اليوم|الجمعة|،| |26|نوفمبر|/|تشرين الثاني|الماضي|وقبل|ثلاثة|أيام|أكثر من|3|\
    عقود|مليون|سجين|%|\n|.|:|14|35|GMT|+|0200|last|May|the|of|in|2020|-|(|)|th|years|ago|le|1er|\
    mai|il y a|dernière|semaine|\u{200f}|ـ|هـ|1447|رمضان|$|000|قتيلان|و|ال|لل";

#[test]
fn any_run_of_words_gives_spans_in_order_that_fit() {
    let pieces: Vec<&str> = PIECES.split('|').collect();
    let mut state = 7u64;
    for round in 0..400 {
        let mut text = String::new();
        for _ in 0..(round % 40) {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
            if state >> 62 != 0 {
                text.push(' ');
            }
        }
        let lexemes = Lexemes::of(&text, vocabulary(None));
        let times = read(&lexemes, None);
        let figures = crate::annotate::figure::figures(&lexemes, &times);
        for spans in [
            times.iter().map(|time| time.span).collect::<Vec<_>>(),
            figures.iter().map(|figure| figure.span).collect(),
        ] {
            let fit = spans.iter().all(|span| !span.of(&text).is_empty());
            let in_order = spans.windows(2).all(|pair| pair[0].end <= pair[1].start);
            assert!(fit && in_order, "{text:?}: {spans:?}");
        }
    }
}

//! Invented sentences. A case: language, paragraphs, and the mentions expected as `words>entity`.

use crate::annotate::{annotate, sample::article};

type Case = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const CASES: &[Case] = &[
    (
        "ar",
        &["وصل الوفد إلى مينسك ثم لبنان وبالولايات المتحدة."],
        &[
            "مينسك>city:minsk",
            "لبنان>country:LB",
            "الولايات المتحدة>country:US",
        ],
    ),
    (
        "ar",
        &[
            "التقى الرئيس الليناري كريم النجار وفدا من تونس.",
            "ثم غادر النجار المكان، ورافقته زوجة للنجار.",
        ],
        &[
            "كريم النجار>كريم النجار",
            "تونس>country:TN",
            "النجار>كريم النجار",
            "لنجار>كريم النجار",
        ],
    ),
    (
        "ar",
        &["أعلنت وزارة النقل الليناري اليوم فتح الطريق."],
        &["وزارة النقل الليناري>وزاره النقل الليناري"],
    ),
    ("ar", &["رحبت منظمة \"مرفأ\" بالخطوة."], &["مرفأ>مرفا"]),
    (
        "ar",
        &["عقدت للجمعية العامة للأمم المتحدة جلسة."],
        &["لجمعية العامة للأمم المتحدة>org:unga"],
    ),
    ("ar", &["كان نظام الري مالي المصدر وبنين الصغار."], &[]),
    (
        "ar",
        &["سافر المهندس محمد سالم البحري على عجل."],
        &["محمد سالم البحري>محمد سالم البحري"],
    ),
    (
        "ar",
        &["زار عبد الله النجار القرية على عجل وعلى مهل."],
        &["عبد الله النجار>عبد الله النجار"],
    ),
    (
        "ar",
        &["وقال دونالد ترامب إن العمل مستمر.", "ولترامب رأي آخر."],
        &["دونالد ترامب>دونالد ترامب", "ترامب>دونالد ترامب"],
    ),
    (
        "ar",
        &["زار المدينة أمس حمد بن زايد آل دلما."],
        &["حمد بن زايد آل دلما>حمد بن زايد ال دلما"],
    ),
    (
        "ar",
        &["التقى الملك فؤاد الثاني نجيب المنصوري."],
        &["فؤاد الثاني>فواد الثاني", "نجيب المنصوري>نجيب المنصوري"],
    ),
    (
        "ar",
        &["درس في جامعة كورمانا ثم عاد إلى قرية طلمورة."],
        &["جامعة كورمانا>جامعه كورمانا", "طلمورة>طلموره"],
    ),
    (
        "ar",
        &["أعلنت شركة كورماتك أرباحها.", "وقالت كورماتك إن العام جيد."],
        &["كورماتك>كورماتك", "كورماتك>كورماتك"],
    ),
    (
        "ar",
        &[
            "فاز ليفربول في المباراة بهدف وسجل اللاعب الهدف.",
            "وسافر الفريق إلى ليفربول.",
        ],
        &["ليفربول>ليفربول", "ليفربول>city:liverpool"],
    ),
    (
        "ar",
        &["نشرت صحيفة الحياة الخبر، والحياة صعبة."],
        &["الحياة>agency:alhayat.com"],
    ),
    ("ar", &["فتحت شركة تستورد القمح وشركة مختصة فرعا."], &[]),
    (
        "ar",
        &["زار مصطفى البحراوي على عجل معرضا."],
        &["مصطفى البحراوي>مصطفي البحراوي"],
    ),
    (
        "ar",
        &["كان عمره عشرين عاما وكان فلكيا بإمكانه السفر."],
        &[],
    ),
    (
        "ar",
        &["شكرا على كل شيء، فالمدينة جميلة والناس طيبون."],
        &[],
    ),
    (
        "en",
        &[
            "President Jane Mallow flew to Belarus on Monday.",
            "Mallow met nobody.",
        ],
        &[
            "Jane Mallow>jane mallow",
            "Belarus>country:BY",
            "Mallow>jane mallow",
        ],
    ),
    (
        "en",
        &["The Ministry of Harbours closed the Lennar Bank on Friday."],
        &[
            "Ministry of Harbours>ministry of harbours",
            "Lennar Bank>lennar bank",
        ],
    ),
    (
        "en",
        &["They ate turkey near Lake Mallow while it rained."],
        &["Lake Mallow>lake mallow"],
    ),
    (
        "en",
        &["Michael Jordan spoke in Jordan."],
        &["Michael Jordan>michael jordan", "Jordan>country:JO"],
    ),
    (
        "en",
        &["Spokeswoman Mary Reed told the U.S. Senate."],
        &["Mary Reed>mary reed", "U.S. Senate>org:us-senate"],
    ),
    ("en", &["The Old Pier Was Closed On Monday"], &[]),
    (
        "fr",
        &["Le président Paul Mallet est arrivé à Bruxelles avec la ministre Anne Duport."],
        &[
            "Paul Mallet>paul mallet",
            "Bruxelles>city:brussels",
            "Anne Duport>anne duport",
        ],
    ),
    (
        "fr",
        &["Mme Duport a rencontré l'ONU aux Etats-Unis."],
        &["Duport>duport", "ONU>org:un", "Etats-Unis>country:US"],
    ),
    ("fr", &["Les travaux du port commencent en mars."], &[]),
];

#[test]
fn names_and_what_they_stand_for() {
    let mut wrong = Vec::new();
    for (language, paragraphs, expected) in CASES {
        let reading = annotate(article(language, paragraphs), None);
        let shown = |mention: &crate::model::Mention| {
            format!(
                "{}>{}",
                mention.span.of(&reading.article.text),
                mention.entity
            )
        };
        let found: Vec<String> = reading.mentions.iter().map(shown).collect();
        if found != *expected {
            wrong.push(format!("{paragraphs:?}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn speakers_get_their_full_names() {
    let paragraphs = [
        "Mayor Jane Mallow opened the pier.",
        "Mallow said that the pier was safe.",
    ];
    let reading = annotate(article("en", &paragraphs), None);
    let names: Vec<Option<&str>> = reading
        .quotes
        .iter()
        .map(|quote| quote.speaker_name.as_deref())
        .collect();
    assert_eq!(names, [Some("Jane Mallow")]);
}

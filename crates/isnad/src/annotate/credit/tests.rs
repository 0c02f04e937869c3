//! Invented lines around invented and real agencies. A case: language, blocks, and what is expected
//! as `words>name>role`, in order.

use crate::{
    annotate::words,
    model::{Article, BlockKind, Direction, Language, Source, SourceKind},
};

use BlockKind::{Byline, Caption, Credit, Paragraph};

type Case = (
    &'static str,
    &'static [(BlockKind, &'static str)],
    &'static [&'static str],
);

fn found(language: &str, blocks: &[(BlockKind, &str)]) -> Vec<String> {
    let mut article = Article {
        language: Language::from_tag(language),
        publisher: Some(Source {
            name: "Harbour Post".to_owned(),
            kind: SourceKind::Outlet,
            key: None,
        }),
        ..Article::default()
    };
    for (kind, text) in blocks {
        article.push(*kind, text, "test", Direction::Ltr);
    }
    let read = words::read(&article);
    super::credits(&article, &read)
        .iter()
        .map(|credit| {
            let words = credit.span.of(&article.text);
            format!("{words}>{}>{:?}", credit.source.name, credit.role)
        })
        .collect()
}

const LINES: &[Case] = &[
    ("ar", &[(Credit, "*رويترز")], &["رويترز>Reuters>Text"]),
    (
        "ar",
        &[(Credit, "- أ ف ب -")],
        &["أ ف ب>Agence France-Presse>Text"],
    ),
    (
        "ar",
        &[(Credit, "(و م ع)")],
        &["و م ع>Maghreb Arabe Presse>Text"],
    ),
    (
        "ar",
        &[(Credit, "(د ب أ)")],
        &["د ب أ>Deutsche Presse-Agentur>Text"],
    ),
    (
        "ar",
        &[(Credit, "المصدر: مرفأ أف.أم")],
        &["مرفأ أف.أم>مرفأ أف.أم>Text"],
    ),
    (
        "ar",
        &[(Credit, "المصدر : راديو لينار + وكالات")],
        &["راديو لينار>راديو لينار>Text", "وكالات>agencies>Text"],
    ),
    ("ar", &[(Credit, "وكالات")], &["وكالات>agencies>Text"]),
    (
        "ar",
        &[(Credit, "*وكالة الشمال للأنباء")],
        &["وكالة الشمال للأنباء>وكالة الشمال للأنباء>Text"],
    ),
    (
        "ar",
        &[(Credit, "*نورث واير")],
        &["نورث واير>نورث واير>Text"],
    ),
    ("ar", &[(Credit, "* أستاذ القانون بجامعة لينار")], &[]),
    ("ar", &[(Credit, "تصوير: سالم البحري")], &[]),
    ("ar", &[(Credit, "خاص")], &[]),
    ("ar", &[(Byline, "سالم البحري - لينار")], &[]),
    (
        "ar",
        &[(Byline, "لينار - واس")],
        &["واس>Saudi Press Agency>Text"],
    ),
    (
        "ar",
        &[(Byline, "سلمى النجار، أ ف ب")],
        &["أ ف ب>Agence France-Presse>Text"],
    ),
    (
        "ar",
        &[(Caption, "السفن في المرفأ (رويترز)")],
        &["رويترز>Reuters>Photo"],
    ),
    (
        "en",
        &[(Credit, "Northwire")],
        &["Northwire>Northwire>Text"],
    ),
    (
        "en",
        &[(Credit, "With AFP")],
        &["AFP>Agence France-Presse>Text"],
    ),
    (
        "en",
        &[(Credit, "Source: Lennar Gazette")],
        &["Lennar Gazette>Lennar Gazette>Text"],
    ),
    ("en", &[(Credit, "Source: Harbour Post")], &[]),
    ("en", &[(Byline, "By Jane Mallow")], &[]),
    (
        "en",
        &[(Byline, "Jane Mallow and AFP")],
        &["AFP>Agence France-Presse>Text"],
    ),
    (
        "en",
        &[(Caption, "Ships at anchor. Photo: AP")],
        &["AP>Associated Press>Photo"],
    ),
    (
        "fr",
        &[(Credit, "Avec AFP")],
        &["AFP>Agence France-Presse>Text"],
    ),
    (
        "fr",
        &[(Byline, "La Gazette du Port avec Reuters")],
        &["Reuters>Reuters>Text"],
    ),
    (
        "fr",
        &[(Credit, "Source : Radio Lennar")],
        &["Radio Lennar>Radio Lennar>Text"],
    ),
];

const DATELINES: &[Case] = &[
    (
        "ar",
        &[(Paragraph, "لندن (رويترز) - عادت السفن إلى المرفأ.")],
        &["رويترز>Reuters>Text"],
    ),
    (
        "ar",
        &[(Paragraph, "واشنطن - أ ف ب: عادت السفن إلى المرفأ.")],
        &["أ ف ب>Agence France-Presse>Text"],
    ),
    (
        "ar",
        &[(Paragraph, "لينار (نورث واير) - عادت السفن إلى المرفأ.")],
        &["نورث واير>نورث واير>Text"],
    ),
    (
        "ar",
        &[(Paragraph, "عادت السفن (الكبيرة) إلى المرفأ بنا.")],
        &[],
    ),
    (
        "ar",
        &[(Paragraph, "عادت السفن إلى المرفأ. (أ ف ب)")],
        &["أ ف ب>Agence France-Presse>Text"],
    ),
    (
        "ar",
        &[(Paragraph, "قنا - عادت السفن إلى المرفأ.")],
        &["قنا>Qatar News Agency>Text"],
    ),
    (
        "ar",
        &[(Paragraph, "بنا المرفأ - وهو كبير - عمال كثيرون.")],
        &[],
    ),
    (
        "en",
        &[(Paragraph, "PARIS, May 3 (AFP) – Ships came back.")],
        &["AFP>Agence France-Presse>Text"],
    ),
    (
        "en",
        &[(
            Paragraph,
            "LENNAR, May 3, 2031 (Northwire) - Ships came back.",
        )],
        &["Northwire>Northwire>Text"],
    ),
    (
        "en",
        &[(Paragraph, "WASHINGTON (AP) — Ships came back.")],
        &["AP>Associated Press>Text"],
    ),
    (
        "en",
        &[(
            Paragraph,
            "The Port Workers Union (PWU) - the largest - struck.",
        )],
        &[],
    ),
    (
        "en",
        &[(Paragraph, "Ships came back on Monday (Reuters).")],
        &["Reuters>Reuters>Text"],
    ),
    (
        "fr",
        &[(Paragraph, "Paris (AFP) - Les navires sont revenus.")],
        &["AFP>Agence France-Presse>Text"],
    ),
    (
        "fr",
        &[(
            Paragraph,
            "LENNAR, 3 mai (Filnord) – Les navires sont revenus.",
        )],
        &["Filnord>Filnord>Text"],
    ),
];

const CITED: &[Case] = &[
    (
        "ar",
        &[(Paragraph, "ونقلت وكالة رويترز عن المدير أن المرفأ مفتوح.")],
        &["وكالة رويترز>Reuters>Cited"],
    ),
    (
        "ar",
        &[(Paragraph, "وقال المدير لرويترز إن المرفأ مفتوح.")],
        &["رويترز>Reuters>Cited"],
    ),
    (
        "ar",
        &[(Paragraph, "المرفأ مفتوح، نقلاً عن وكالة الشمال للأنباء.")],
        &["وكالة الشمال للأنباء>وكالة الشمال للأنباء>Cited"],
    ),
    (
        "ar",
        &[(Paragraph, "وذكرت صحيفة «بريد المرفأ» أن السفن عادت.")],
        &["بريد المرفأ>بريد المرفأ>Cited"],
    ),
    ("ar", &[(Paragraph, "وصل مصور رويترز إلى المرفأ.")], &[]),
    (
        "ar",
        &[(Paragraph, "وأوضح المدير بحسب «الحياة» أن المرفأ مفتوح.")],
        &["الحياة>Al-Hayat>Cited"],
    ),
    (
        "ar",
        &[(Paragraph, "وعادت السفن، وفقاً لما أوردته ”الحياة” أمس.")],
        &["الحياة>Al-Hayat>Cited"],
    ),
    ("ar", &[(Paragraph, "وعادت «الحياة» إلى المرفأ.")], &[]),
    (
        "ar",
        &[(
            Paragraph,
            "وفي مقاله \"المرفأ الذي نام!!\" بصحيفة \"بريد المرفأ\" يسأل الكاتب عن السفن.",
        )],
        &["بريد المرفأ>بريد المرفأ>Cited"],
    ),
    (
        "ar",
        &[(Paragraph, "وكانت صحيفة «بريد المرفأ» قد نشرت صور السفن.")],
        &["بريد المرفأ>بريد المرفأ>Cited"],
    ),
    (
        "ar",
        &[(Paragraph, "وكانت صحيفة «بريد المرفأ» جارة السوق.")],
        &[],
    ),
    (
        "en",
        &[(Paragraph, "The harbour is open, according to Reuters.")],
        &["Reuters>Reuters>Cited"],
    ),
    (
        "en",
        &[(Paragraph, "The director told AFP the harbour was open.")],
        &["AFP>Agence France-Presse>Cited"],
    ),
    (
        "en",
        &[(
            Paragraph,
            "The harbour is open, according to the Lennar News Agency.",
        )],
        &["Lennar News Agency>Lennar News Agency>Cited"],
    ),
    (
        "en",
        &[(Paragraph, "A Reuters photographer saw the harbour.")],
        &[],
    ),
    (
        "en",
        &[(Paragraph, "A draft seen by Reuters names no port.")],
        &["Reuters>Reuters>Cited"],
    ),
    (
        "en",
        &[(Paragraph, "\"We sail at noon,\" she told The Lennar Times.")],
        &["The Lennar Times>The Lennar Times>Cited"],
    ),
    (
        "fr",
        &[(Paragraph, "Le port rouvre, rapporte La Gazette des Quais.")],
        &["La Gazette des Quais>La Gazette des Quais>Cited"],
    ),
    (
        "ar",
        &[(
            Paragraph,
            "وذكرت إذاعة \"راديو المرفأ\" وصحيفتا \"لنار\" الوردانية و\"ديلي كوست\" المحلية أن الميناء فتح.",
        )],
        &[
            "راديو المرفأ>راديو المرفأ>Cited",
            "لنار>لنار>Cited",
            "ديلي كوست>ديلي كوست>Cited",
        ],
    ),
    (
        "ar",
        &[(
            Paragraph,
            "وكشفت صحيفة كوست الوردانية عن الاتفاق. وبحسب تقديرات «كوست» فإن المبلغ كبير.",
        )],
        &["كوست>كوست>Cited", "كوست>كوست>Cited"],
    ),
    (
        "ar",
        &[(
            Paragraph,
            "وأكد المدير، في حديث لـ\"صدى المرفأ\"، أن العمل انتهى.",
        )],
        &["صدى المرفأ>صدى المرفأ>Cited"],
    ),
    (
        "ar",
        &[(Paragraph, "وكتب رئيس تحرير صحيفة «كوست» رسالة إلى البلدية.")],
        &[],
    ),
    (
        "ar",
        &[(Paragraph, "وسعت الشركة شبكة الألياف في أحياء المدينة.")],
        &[],
    ),
    (
        "fr",
        &[(Paragraph, "Le port est ouvert, selon l’AFP.")],
        &["AFP>Agence France-Presse>Cited"],
    ),
    (
        "fr",
        &[(
            Paragraph,
            "Le directeur a dit à Reuters que le port est ouvert.",
        )],
        &["Reuters>Reuters>Cited"],
    ),
];

#[test]
fn credits_are_found_where_they_stand() {
    let mut wrong = Vec::new();
    for (language, blocks, expected) in [LINES, DATELINES, CITED].concat() {
        let found = found(language, blocks);
        if found != expected {
            wrong.push(format!("{blocks:?}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

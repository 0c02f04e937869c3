//! Invented reports. A case: language, paragraphs, and each quote expected as
//! `speaker | role | verb | direct or indirect | words`, `-` where there is none.

use crate::{
    annotate::{sample::article, words},
    model::Span,
};

pub(super) type Case = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const ARABIC: &[Case] = &[
    (
        "ar",
        &[
            "وقال سالم البحري مدير مرفأ لينار اليوم الاثنين إن \"السفن عادت إلى المرفأ بعد العاصفة\".",
        ],
        &["سالم البحري | مدير مرفأ لينار | قال | direct | السفن عادت إلى المرفأ بعد العاصفة"],
    ),
    (
        "ar",
        &["أعلن وزير النقل الليناري سالم البحري أن المرفأ سيفتح غدا."],
        &["سالم البحري | وزير النقل الليناري | أعلن | indirect | المرفأ سيفتح غدا"],
    ),
    (
        "ar",
        &["وأكد المتحدث باسم الوزارة أن السفن عادت، مضيفاً أن العمل مستمر."],
        &[
            "المتحدث باسم الوزارة | - | أكد | indirect | السفن عادت",
            "المتحدث باسم الوزارة | - | مضيفاً | indirect | العمل مستمر",
        ],
    ),
    (
        "ar",
        &["قال أحمد سالم إن المرفأ مفتوح.", "وأضاف أن السفن ستصل غدا."],
        &[
            "أحمد سالم | - | قال | indirect | المرفأ مفتوح",
            "أحمد سالم | - | أضاف | indirect | السفن ستصل غدا",
        ],
    ),
    (
        "ar",
        &["وقال مسؤول في البلدية إن العمل بدأ أمس، فيما تواصلت الأمطار."],
        &["مسؤول في البلدية | - | قال | indirect | العمل بدأ أمس"],
    ),
    (
        "ar",
        &["السفن عادت إلى المرفأ، بحسب بيان الوزارة."],
        &["بيان الوزارة | - | بحسب | indirect | السفن عادت إلى المرفأ"],
    ),
    (
        "ar",
        &["وفقاً لشهود عيان، اندلع الحريق عند الفجر."],
        &["شهود عيان | - | وفقاً | indirect | اندلع الحريق عند الفجر"],
    ),
    (
        "ar",
        &["«عادت السفن كلها إلى المرفأ»، يقول أحمد سالم."],
        &["أحمد سالم | - | يقول | direct | عادت السفن كلها إلى المرفأ"],
    ),
    (
        "ar",
        &["وقالت منى الشاطئ: «نريد أن نعود إلى بيوتنا»."],
        &["منى الشاطئ | - | قالت | direct | نريد أن نعود إلى بيوتنا"],
    ),
    (
        "ar",
        &["وتقول جمعيات محلية إن أكثر من مئة صياد فقدوا عملهم، بينهم شبان."],
        &["جمعيات محلية | - | تقول | indirect | أكثر من مئة صياد فقدوا عملهم، بينهم شبان"],
    ),
    ("ar", &["افتتحت الشركة مطعم \"البحر الكبير\" أمس."], &[]),
    (
        "ar",
        &["ويطلق السكان على المكان اسم ''الرصيف القديم'' منذ سنوات."],
        &[],
    ),
    ("ar", &["وصل الوفد بعد أن قال السائق كلمته ومضى."], &[]),
    (
        "ar",
        &["ودعا بيان الجمعية إلى \"حماية الصيادين من خطر العواصف\"."],
        &["بيان الجمعية | - | دعا | direct | حماية الصيادين من خطر العواصف"],
    ),
    ("ar", &["بحسب القانون، يغلق المرفأ ليلا."], &[]),
    (
        "ar",
        &["وأشار رئيس البلدية إلى أن الأشغال ستنتهي قريبا."],
        &["رئيس البلدية | - | أشار | indirect | الأشغال ستنتهي قريبا"],
    ),
    (
        "ar",
        &["وقال السيد كريم النجار، مدير المحطة، إن القطار تأخر."],
        &["كريم النجار | مدير المحطة | قال | indirect | القطار تأخر"],
    ),
    (
        "ar",
        &["وقال ''إن الأمر صعب جدا على الجميع'' أحمد سالم."],
        &["- | - | قال | direct | إن الأمر صعب جدا على الجميع"],
    ),
];

const ENGLISH: &[Case] = &[
    (
        "en",
        &["\"We will open the harbour on Monday,\" said Jane Mallow, the mayor of Lennar."],
        &["Jane Mallow | the mayor of Lennar | said | direct | We will open the harbour on Monday"],
    ),
    (
        "en",
        &["\"We will open the harbour,\" harbour director Tom Reed said on Friday."],
        &["Tom Reed | harbour director | said | direct | We will open the harbour"],
    ),
    (
        "en",
        &["Mayor Jane Mallow said that the harbour would open on Monday."],
        &["Jane Mallow | Mayor | said | indirect | the harbour would open on Monday"],
    ),
    (
        "en",
        &["Officials said the harbour would reopen within weeks."],
        &["Officials | - | said | indirect | the harbour would reopen within weeks"],
    ),
    (
        "en",
        &["The harbour will reopen within weeks, the ministry said."],
        &["ministry | - | said | indirect | The harbour will reopen within weeks"],
    ),
    (
        "en",
        &["The harbour will reopen soon, according to a report by the council."],
        &["report | - | according to | indirect | The harbour will reopen soon"],
    ),
    (
        "en",
        &["According to police, two boats sank."],
        &["police | - | According to | indirect | two boats sank"],
    ),
    (
        "en",
        &[
            "Tom Reed said the pier was safe.",
            "He added that work would go on.",
        ],
        &[
            "Tom Reed | - | said | indirect | the pier was safe",
            "Tom Reed | - | added | indirect | work would go on",
        ],
    ),
    (
        "en",
        &["“It was dark,” she said. “Nobody saw the boat coming.”"],
        &[
            "- | - | said | direct | It was dark",
            "- | - | - | direct | Nobody saw the boat coming",
        ],
    ),
    ("en", &["The \"Sea Rose\" left on Monday."], &[]),
    ("en", &["The claim was read out on Monday."], &[]),
    (
        "en",
        &[
            "Jane Mallow, the mayor of Lennar, told reporters that the pier was safe, adding that repairs were over.",
        ],
        &[
            "Jane Mallow | the mayor of Lennar | told | indirect | the pier was safe",
            "Jane Mallow | the mayor of Lennar | adding | indirect | repairs were over",
        ],
    ),
    (
        "en",
        &["The council announced on Monday that fees would rise."],
        &["council | - | announced | indirect | fees would rise"],
    ),
];

const FRENCH: &[Case] = &[
    (
        "fr",
        &["« Le port rouvrira lundi matin », a déclaré Jeanne Mallet, maire de Lennar."],
        &["Jeanne Mallet | maire de Lennar | a déclaré | direct | Le port rouvrira lundi matin"],
    ),
    (
        "fr",
        &["Le ministre des Transports Paul Martin a affirmé que le port rouvrirait lundi."],
        &[
            "Paul Martin | ministre des Transports | a affirmé | indirect | le port rouvrirait lundi",
        ],
    ),
    (
        "fr",
        &["Le port rouvrira lundi, selon la préfecture."],
        &["préfecture | - | selon | indirect | Le port rouvrira lundi"],
    ),
    (
        "fr",
        &["Selon la police, deux bateaux ont coulé."],
        &["police | - | Selon | indirect | deux bateaux ont coulé"],
    ),
    (
        "fr",
        &[
            "Paul Martin a assuré que le quai était sûr.",
            "« Les travaux sont finis depuis hier », a-t-il ajouté.",
        ],
        &[
            "Paul Martin | - | a assuré | indirect | le quai était sûr",
            "Paul Martin | - | a-t-il ajouté | direct | Les travaux sont finis depuis hier",
        ],
    ),
    ("fr", &["L'annonce a surpris les pêcheurs du port."], &[]),
    (
        "fr",
        &["« Nous sommes rentrés tard », explique-t-elle."],
        &["- | - | explique | direct | Nous sommes rentrés tard"],
    ),
];

fn found(language: &str, paragraphs: &[&str]) -> Vec<String> {
    let article = article(language, paragraphs);
    let shown = |span: Option<Span>| span.map_or("-", |span| span.of(&article.text)).to_owned();
    super::quotes(&words::read(&article))
        .iter()
        .map(|quote| {
            let form = if quote.direct { "direct" } else { "indirect" };
            let fields = [quote.speaker, quote.role, quote.verb].map(shown);
            format!(
                "{} | {form} | {}",
                fields.join(" | "),
                quote.span.of(&article.text)
            )
        })
        .collect()
}

/// What was found otherwise than expected.
pub(super) fn wrong(cases: &[Case]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (language, paragraphs, expected) in cases {
        let found = found(language, paragraphs);
        if found != *expected {
            wrong.push(format!(
                "{paragraphs:?}\n  found {found:#?}\n  not {expected:#?}"
            ));
        }
    }
    wrong
}

#[test]
fn quotes_and_their_speakers() {
    let wrong = wrong(&[ARABIC, ENGLISH, FRENCH].concat());
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

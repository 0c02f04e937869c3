//! Invented reports in which the speaker is hard to tell. The cases are those of [`super::tests`].

use super::tests::{Case, wrong};

const APPOSED: &[Case] = &[
    (
        "ar",
        &["وأوضحت رئيسة الجمعية، نوال بلعزيز، في تصريح للصحافة، أن المرفأ مفتوح."],
        &["نوال بلعزيز | رئيسة الجمعية | أوضحت | indirect | المرفأ مفتوح"],
    ),
    (
        "ar",
        &["غير أن سالم البحري، الباحث في جامعة لينار، يرى أن المرفأ قديم."],
        &["سالم البحري | الباحث في جامعة لينار | يرى | indirect | المرفأ قديم"],
    ),
    (
        "ar",
        &["ووصف كبير المهندسين في شركة «لينار» عمر البحري الخطوة بأنها \"خطوة أولى\"."],
        &["عمر البحري | كبير المهندسين في شركة «لينار» | وصف | direct | خطوة أولى"],
    ),
    (
        "en",
        &["Its spokeswoman, Zola Mallow, later added that the pier was safe."],
        &["Zola Mallow | Its spokeswoman | added | indirect | the pier was safe"],
    ),
    (
        "en",
        &["The chair, Ambassador Jane Mallow, told the session that the pier was safe."],
        &["Jane Mallow | The chair | told | indirect | the pier was safe"],
    ),
    (
        "fr",
        &["Son avocat, Me Hubert Mallet, a plaidé que le quai était sûr."],
        &["Hubert Mallet | Son avocat | a plaidé | indirect | le quai était sûr"],
    ),
    (
        "fr",
        &["« Le quai rouvrira lundi », dit en riant la bibliothécaire Solange Mallet."],
        &["Solange Mallet | bibliothécaire | dit | direct | Le quai rouvrira lundi"],
    ),
];

const CARRIED: &[Case] = &[
    (
        "ar",
        &["ووصل أحمد سالم إلى المرفأ مساء. وقال بعد الوصول: \"نريد أن نعود إلى بيوتنا\"."],
        &["أحمد سالم | - | قال | direct | نريد أن نعود إلى بيوتنا"],
    ),
    (
        "ar",
        &[
            "قالت منى الشاطئ إن البحر هادئ.",
            "ثم أردفت مبتسمة: «لكن الليل طويل جدا».",
        ],
        &[
            "منى الشاطئ | - | قالت | indirect | البحر هادئ",
            "منى الشاطئ | - | أردفت | direct | لكن الليل طويل جدا",
        ],
    ),
    (
        "en",
        &["Its keeper, Tom Reed, was amused. \"Nobody saw the boat coming.\""],
        &["Tom Reed | Its keeper | - | direct | Nobody saw the boat coming"],
    ),
    (
        "en",
        &["Lennar Rail apologised for \"a bad morning\" and said that trains would run."],
        &[
            "Lennar Rail | - | apologised for | direct | a bad morning",
            "Lennar Rail | - | said | indirect | trains would run",
        ],
    ),
    (
        "fr",
        &["« Un quai, c'est un lieu, résume Jeanne Mallet, il se partage. »"],
        &[
            "Jeanne Mallet | - | résume | direct | Un quai, c'est un lieu",
            "Jeanne Mallet | - | résume | direct | il se partage",
        ],
    ),
];

const SOURCES: &[Case] = &[
    (
        "ar",
        &["ونقلت صحيفة «الشاطئ» عن مدير المرفأ سالم البحري قوله إن السفن عادت."],
        &["سالم البحري | مدير المرفأ | نقلت | indirect | السفن عادت"],
    ),
    (
        "ar",
        &["وقيل خلال الجلسة إن الشاهد سافر."],
        &["- | - | قيل | indirect | الشاهد سافر"],
    ),
    ("ar", &["ويُتوقع أن يصل الوفد غدا."], &[]),
    (
        "ar",
        &["لينار (وكالة الشاطئ) – عادت السفن كلها، بينها سفينة صيد، بحسب بيان الوزارة."],
        &["بيان الوزارة | - | بحسب | indirect | عادت السفن كلها، بينها سفينة صيد"],
    ),
    (
        "en",
        &["LENNAR (LP) - The pier is shut, officials and residents said."],
        &["officials and residents | - | said | indirect | The pier is shut"],
    ),
    (
        "en",
        &["It was rumoured that a second boat had sunk."],
        &["- | - | It was rumoured | indirect | a second boat had sunk"],
    ),
    (
        "en",
        &["The museum, which has moved twice, expects the drawing in May."],
        &[],
    ),
    ("en", &["According to the law, the pier must close."], &[]),
    (
        "fr",
        &["Lennar (AL) - Le quai est fermé, ont annoncé les pêcheurs dans un communiqué."],
        &["pêcheurs | - | ont annoncé | indirect | Le quai est fermé"],
    ),
    (
        "fr",
        &["On murmure dans les rues que le quai ne rouvrira pas."],
        &["- | - | On murmure | indirect | le quai ne rouvrira pas"],
    ),
    (
        "fr",
        &["Le texte, intitulé « La Lampe basse », raconte la vie du port."],
        &[],
    ),
];

#[test]
fn apposed_carried_and_cited_speakers() {
    let wrong = wrong(&[APPOSED, CARRIED, SOURCES].concat());
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

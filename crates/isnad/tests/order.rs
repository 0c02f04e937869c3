//! Articles arrive in any order; what is traced of them is the same.

use isnad::{
    annotate::annotate,
    model::{
        Article, ArticleId, BlockKind, Direction, Language, Moment, Overlap, Reading, Source,
        SourceKind,
    },
    trace::{Memory, family, overlaps, stories},
};
use proptest::prelude::*;

/// The words that reports are made of.
const WORDS: &[&str] = &[
    "ferry",
    "harbour",
    "Orsund",
    "ice",
    "strait",
    "Monday",
    "crew",
    "travellers",
    "210",
    "night",
    "hall",
    "port",
    "master",
    "said",
    "mayor",
    "Lennar",
    "timber",
    "mills",
    "bridge",
    "winter",
    "April",
    "repairs",
    "crowns",
    "nine",
    "million",
    "storm",
    "roof",
    "school",
    "council",
    "vote",
];

/// How an article is made from a report: which report, what is left out at its end, which words are replaced, who
/// publishes it when, and whether it credits the agency.
#[derive(Clone, Debug)]
struct Recipe {
    report: usize,
    cut: usize,
    replaced: Vec<usize>,
    outlet: usize,
    hour: i64,
    credits: bool,
}

fn recipe() -> impl Strategy<Value = Recipe> {
    let replaced = prop::collection::vec(0..120_usize, 0..6);
    (
        0..3_usize,
        0..60_usize,
        replaced,
        0..5_usize,
        0..60_i64,
        any::<bool>(),
    )
        .prop_map(|(report, cut, replaced, outlet, hour, credits)| Recipe {
            report,
            cut,
            replaced,
            outlet,
            hour,
            credits,
        })
}

fn reading(number: usize, recipe: &Recipe) -> Reading {
    let word =
        |at: usize| WORDS[(at * (7 + 4 * recipe.report) + at / 11 + recipe.report) % WORDS.len()];
    let mut words: Vec<String> = (0..120 - recipe.cut)
        .map(|at| word(at).to_owned())
        .collect();
    for at in &recipe.replaced {
        if let Some(word) = words.get_mut(*at) {
            *word = format!("other{at}");
        }
    }
    let instant = jiff::Timestamp::from_second(1_940_018_700 + recipe.hour * 3600);
    let mut article = Article {
        id: ArticleId(number as u64 + 1),
        language: Language::from_tag("en"),
        publisher: Some(Source {
            name: format!("Outlet {}", recipe.outlet),
            kind: SourceKind::Outlet,
            key: None,
        }),
        published: instant.ok().map(Moment::at),
        ..Article::default()
    };
    for line in words.chunks(20) {
        let line = format!("{}.", line.join(" "));
        article.push(BlockKind::Paragraph, &line, "test", Direction::Ltr);
    }
    if recipe.credits {
        article.push(BlockKind::Credit, "Source: Reuters", "test", Direction::Ltr);
    }
    annotate(article, None)
}

/// Everything that is traced of articles arriving in an order, as text.
fn traced(readings: &[Reading], order: &[usize]) -> String {
    let mut past = Memory::default();
    let mut found: Vec<Overlap> = Vec::new();
    for &at in order {
        let Ok(new) = overlaps(&readings[at], &past);
        found.extend(new);
        past.insert(readings[at].clone());
    }
    found.sort_by_key(|overlap| (overlap.a, overlap.b));
    let arrived: Vec<Reading> = order.iter().map(|at| readings[*at].clone()).collect();
    let mut family = family(&arrived, &found);
    family.derivations.sort_by_key(|derivation| derivation.copy);
    family.origins.sort_by_key(|(id, _)| *id);
    let mut told = stories(&arrived, &found, &family.origins);
    told.sort_by_key(|story| story.id);
    format!("{found:?}\n{family:?}\n{told:?}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_arrival_changes_nothing(
        recipes in prop::collection::vec(recipe(), 2..9),
        keys in prop::collection::vec(any::<u32>(), 9),
    ) {
        let readings: Vec<Reading> = recipes.iter().enumerate().map(|(at, one)| reading(at, one)).collect();
        let straight: Vec<usize> = (0..readings.len()).collect();
        let mut shuffled = straight.clone();
        shuffled.sort_by_key(|at| keys[*at]);
        prop_assert_eq!(traced(&readings, &straight), traced(&readings, &shuffled));
    }
}

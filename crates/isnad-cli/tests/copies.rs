//! Who took from whom in the sample newsroom, after its pages went down the whole road.

mod common;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use common::{Scratch, isnad, sample};
use isnad::model::{ArticleId, Derivation, Origin, OriginKind, Reading, Story};
use isnad_store::{Revision, Store};
use serde_json::Value;

/// The agency's report and its six copies.
const FAMILY: [&str; 7] = [
    "01-almina-wardana.html#0",
    "02-barid-wardana.html#0",
    "03-rasmina-wardana.html#0",
    "04-qandil-wardana.html#0",
    "05-manbar-wardana.html#0",
    "06-daftar-wardana.txt#0",
    "08-selwana-now-wardana.html#0",
];
/// The two copies of a report whose own page is not in the sample.
const ORPHANS: [&str; 2] = ["22-jusur-rate.txt#0", "25-qandil-rate.html#0"];

/// Everything the tests ask, read once.
struct Newsroom {
    stories: Vec<Story>,
    readings: BTreeMap<ArticleId, Reading>,
    origins: BTreeMap<ArticleId, Origin>,
    derivations: BTreeMap<ArticleId, Derivation>,
    corrected: Vec<Revision>,
}

static NEWSROOM: LazyLock<Newsroom> = LazyLock::new(|| {
    let scratch = Scratch::new();
    let data = scratch.path("data");
    let listing = sample::listing();
    let add = isnad([
        "add".as_ref(),
        "--data".as_ref(),
        data.as_os_str(),
        listing.as_os_str(),
    ]);
    assert_eq!((add.code, add.err.as_str()), (Some(0), ""));
    let store = Store::open(&data).unwrap();
    let (readings, _, origins) = store.window(1000).unwrap();
    let readings: BTreeMap<ArticleId, Reading> = readings
        .into_iter()
        .map(|reading| (reading.article.id, reading))
        .collect();
    let derivation = |id: &ArticleId| Some((*id, store.derivation(*id).unwrap()?));
    Newsroom {
        stories: store.stories(1000, 0).unwrap(),
        derivations: readings.keys().filter_map(derivation).collect(),
        readings,
        origins: origins.into_iter().collect(),
        corrected: store
            .revisions(sample::id("10-aswaq-wheat-1.html#0"))
            .unwrap(),
    }
});

impl Newsroom {
    fn story_of(&self, place: &str) -> &Story {
        let id = sample::id(place);
        let mut holding = self
            .stories
            .iter()
            .filter(|story| story.articles.contains(&id));
        let story = holding
            .next()
            .unwrap_or_else(|| panic!("{place} is in no story"));
        assert!(holding.next().is_none(), "{place} is in two stories");
        story
    }

    fn parent(&self, place: &str) -> Option<ArticleId> {
        self.derivations.get(&sample::id(place))?.parent
    }

    fn headline(&self, id: ArticleId) -> &str {
        self.readings[&id]
            .article
            .headline()
            .unwrap_or("(no headline)")
    }
}

fn place(row: &Value) -> String {
    format!("{}#{}", row["file"].as_str().unwrap(), row["ordinal"])
}

#[test]
fn the_agency_report_and_its_copies_are_one_story() {
    let story = NEWSROOM.story_of(FAMILY[0]);
    for place in FAMILY {
        assert_eq!(NEWSROOM.story_of(place).id, story.id, "{place}");
    }
}

#[test]
fn stories_are_those_of_the_truth() {
    let rows = sample::expected();
    let mut wrong = Vec::new();
    for (at, a) in rows.iter().enumerate() {
        for b in &rows[at + 1..] {
            let (first, second) = (place(a), place(b));
            let together = NEWSROOM.story_of(&first).id == NEWSROOM.story_of(&second).id;
            if together != (a["story"] == b["story"]) {
                let what = if together { "joined" } else { "apart" };
                wrong.push(format!("{what}: {first} and {second}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn each_copy_has_the_parent_it_was_taken_from() {
    let mut wrong = Vec::new();
    for row in sample::expected() {
        let expected = row["copy_of"].as_str().map(sample::id);
        let found = NEWSROOM.parent(&place(&row));
        if expected != found {
            let shown = |id: Option<ArticleId>| id.map(|id| NEWSROOM.headline(id));
            wrong.push(format!(
                "{}: expected {:?}, found {:?}",
                place(&row),
                shown(expected),
                shown(found)
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_agency_page_is_the_origin_of_all() {
    for place in FAMILY {
        let origin = &NEWSROOM.origins[&sample::id(place)];
        assert_eq!(origin.kind, OriginKind::Agency, "{place}: {origin:?}");
        assert_eq!(
            origin.article,
            Some(sample::id(FAMILY[0])),
            "{place}: {origin:?}"
        );
    }
}

#[test]
fn outlets_and_origins_are_counted_apart() {
    let rows = sample::expected();
    let story = NEWSROOM.story_of(FAMILY[0]);
    let publishers: BTreeSet<&str> = rows
        .iter()
        .filter(|row| row["story"] == "azram-flood")
        .map(|row| row["publisher"].as_str().unwrap())
        .collect();
    assert_eq!(story.outlets.len(), publishers.len(), "{:?}", story.outlets);
    // The agency, and the reporter on the roofs.
    let kinds: Vec<OriginKind> = story.origins.iter().map(|origin| origin.kind).collect();
    assert_eq!(kinds.len(), 2, "{:#?}", story.origins);
    assert!(kinds.contains(&OriginKind::Agency) && kinds.contains(&OriginKind::OwnReporting));
}

#[test]
fn the_families_of_the_agency_and_of_the_association_stand_side_by_side() {
    let story = NEWSROOM.story_of(FAMILY[0]);
    let conflicts: Vec<BTreeSet<String>> = story
        .conflicts
        .iter()
        .map(|conflict| {
            conflict
                .figures
                .iter()
                .map(|(id, span)| value(*id, *span))
                .collect()
        })
        .collect();
    let holds = |values: &BTreeSet<String>| values.contains("340") && values.contains("410");
    assert!(conflicts.iter().any(holds), "{conflicts:?}");
}

fn value(id: ArticleId, span: isnad::model::Span) -> String {
    let figure = NEWSROOM.readings[&id]
        .figures
        .iter()
        .find(|figure| figure.span == span);
    let value = figure.and_then(|figure| figure.value);
    value.map_or_else(|| "?".to_owned(), |value| value.to_string())
}

#[test]
fn two_copies_of_an_absent_report_share_a_credited_origin_and_nothing_more() {
    let origins = ORPHANS.map(|place| &NEWSROOM.origins[&sample::id(place)]);
    for (place, origin) in ORPHANS.into_iter().zip(origins) {
        assert_eq!(
            origin.kind,
            OriginKind::CreditedAgency,
            "{place}: {origin:?}"
        );
        assert_eq!(origin.article, None, "{place}: {origin:?}");
        assert_eq!(NEWSROOM.parent(place), None, "{place}");
    }
    assert!(origins[0].identity().is_some());
    assert_eq!(origins[0].identity(), origins[1].identity());
    assert_eq!(NEWSROOM.story_of(ORPHANS[0]).origins.len(), 1);
}

#[test]
fn a_corrected_page_has_two_revisions() {
    let corrected = &NEWSROOM.corrected;
    let numbers: Vec<u32> = corrected.iter().map(|revision| revision.number).collect();
    assert_eq!(numbers, [2, 1]);
    let headlines: Vec<Option<&str>> = corrected
        .iter()
        .map(|revision| revision.reading.article.headline())
        .collect();
    let truth = sample::expected();
    let expected = ["11-aswaq-wheat-2.html", "10-aswaq-wheat-1.html"].map(|file| {
        let row = truth.iter().find(|row| row["file"] == file).unwrap();
        row["headline"].as_str()
    });
    assert_eq!(headlines, expected);
}

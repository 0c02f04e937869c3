//! What is traced as articles come, change and go.

use isnad::{
    model::{
        Article, ArticleId, BlockKind, Credit, CreditRole, Derivation, Direction, Evidence,
        Language, Moment, Overlap, Reading, SourceKind,
    },
    trace::{self, Family},
};

use super::{Folder, put, source};
use crate::Store;

const REPORTS: [&str; 3] = [
    "The ferry to Orsund was turned back on Monday after its crew saw ice in the strait, the harbour master \
     Ilsa Brandt said, and 210 travellers spent the night in the hall of the port. A second ship, the Havtorn, \
     waits outside the strait with timber for the mills of Lennar and will be brought in by tug.",
    "Nobody in Lennar remembers a spring as dry as this one, said the miller Tomas Rehn, and 14 mills have \
     begun to draw their water from the old wells behind the church. The council of Lennar will decide on \
     Thursday whether gardens may still be watered, and whether 9 fountains are to be shut until the rain comes.",
    "Rescue teams took 95 families out of Tamourt after the river Marrel broke its banks in the night. The mayor, \
     Nadir Berkawi, said that 48 houses were damaged and that the bridge to Selwan would stay closed for 12 days \
     while divers look at its pillars, which stand in water as high as in the flood of the year of the comet.",
];

/// An article made of a report: words left out at its end and words in front, by an outlet at an hour.
fn told(id: u64, (report, cut, own): (usize, usize, usize), outlet: u64, hour: i64) -> Reading {
    let words: Vec<&str> = REPORTS[report].split(' ').collect();
    let kept = words[..words.len() - cut].join(" ");
    let front: String = (0..own)
        .map(|at| format!("word{}of{id} ", at * 7))
        .collect();
    let instant = jiff::Timestamp::from_second(1_940_018_700 + hour * 3600).unwrap();
    let mut article = Article {
        id: ArticleId(id),
        url: Some(format!("https://lennar.example/{id}")),
        language: Language::from_tag("en"),
        publisher: Some(source(&format!("Outlet {outlet}"), SourceKind::Outlet)),
        published: Some(Moment::at(instant)),
        fetched: Some(super::moment(1)),
        ..Article::default()
    };
    let text = format!("{front}{kept}.");
    article.push(BlockKind::Paragraph, &text, "test", Direction::Ltr);
    Reading {
        article,
        ..Reading::default()
    }
}

/// The same, crediting its text to a source.
fn crediting(mut reading: Reading, name: &str, kind: SourceKind) -> Reading {
    let article = &mut reading.article;
    let span = article.push(BlockKind::Credit, name, "test", Direction::Ltr);
    reading.credits.push(Credit {
        span,
        source: source(name, kind),
        role: CreditRole::Text,
        evidence: Evidence::at("test", span, 0.9),
    });
    reading
}

fn add(store: &mut Store, reading: &Reading) {
    let overlaps = trace::overlaps(reading, store).unwrap();
    put(store, reading, &overlaps);
}

/// Everything that is traced, as text.
fn traced(store: &Store, readings: &[Reading]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for reading in readings {
        let id = reading.article.id;
        lines.push(format!("{id} {:?}", store.derivation(id).unwrap()));
        lines.push(format!("{id} {:?}", store.origin(id).unwrap()));
        lines.push(format!("{id} {:?}", store.overlaps(id).unwrap()));
    }
    let stories = store.stories(100, 0).unwrap();
    lines.extend(stories.iter().map(|story| format!("{story:?}")));
    lines.sort();
    lines.join("\n")
}

/// The articles of each story.
fn groups(store: &Store) -> Vec<Vec<u64>> {
    let stories = store.stories(100, 0).unwrap();
    let ids = |ids: &[ArticleId]| {
        let mut ids: Vec<u64> = ids.iter().map(|id| id.0).collect();
        ids.sort_unstable();
        ids
    };
    let mut groups: Vec<Vec<u64>> = stories.iter().map(|story| ids(&story.articles)).collect();
    groups.sort();
    groups
}

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn shuffled<T: Clone>(&mut self, items: &[T]) -> Vec<T> {
        let mut items = items.to_vec();
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
        items
    }

    fn readings(&mut self, count: u64) -> Vec<Reading> {
        (1..=count)
            .map(|id| {
                let made = (self.below(3), self.below(30), self.below(3) * 4);
                // Two thirds of some days, the others of days that no window of those reaches.
                let days = 40 * (self.below(3) / 2);
                let hour = (24 * days + self.below(120)) as i64;
                let reading = told(id, made, self.below(5) as u64, hour);
                let credits = self.below(4) == 0;
                if credits {
                    crediting(reading, "Northwire", SourceKind::Agency)
                } else {
                    reading
                }
            })
            .collect()
    }
}

#[test]
fn neither_order_nor_pauses_nor_reopening_change_what_is_traced() {
    for seed in 0..12 {
        let mut dice = Dice(seed);
        let readings = dice.readings(14);
        let straight = Folder::new();
        let mut store = straight.open();
        readings.iter().for_each(|reading| add(&mut store, reading));
        store.retrace().unwrap();
        let expected = traced(&store, &readings);

        let shuffled = Folder::new();
        let mut store = shuffled.open();
        for reading in dice.shuffled(&readings) {
            add(&mut store, &reading);
            match dice.below(4) {
                0 => store.retrace().unwrap(),
                // Someone else goes on, at times before everything is traced.
                1 => store = shuffled.open(),
                _ => {}
            }
        }
        store.retrace().unwrap();
        assert_eq!(traced(&store, &readings), expected, "seed {seed}");
        // What goes and comes back leaves no trace.
        for reading in dice.shuffled(&readings).iter().take(4) {
            assert!(store.remove(reading.article.id).unwrap());
            if dice.below(2) == 0 {
                store.retrace().unwrap();
            }
            add(&mut store, reading);
        }
        store.retrace().unwrap();
        assert_eq!(traced(&store, &readings), expected, "seed {seed}, again");
    }
}

#[test]
fn earlier_states_tell_who_took_it_from_whom() {
    let fetched = |mut reading: Reading, hour: i64| {
        let instant = jiff::Timestamp::from_second(1_940_018_700 + hour * 3600).unwrap();
        reading.article.fetched = Some(Moment::at(instant));
        reading
    };
    // An older report of another drought took in, under its old date, what the second outlet had by then.
    let before = fetched(told(1, (1, 0, 0), 1, 0), 6);
    let after = fetched(told(1, (0, 0, 0), 1, 0), 12);
    let other = fetched(told(2, (0, 0, 0), 2, 3), 9);
    for states in [[&before, &after, &other], [&other, &after, &before]] {
        let folder = Folder::new();
        let mut store = folder.open();
        states.iter().for_each(|state| add(&mut store, state));
        store.retrace().unwrap();
        let derivation = store.derivation(ArticleId(1)).unwrap().unwrap();
        assert_eq!(derivation.parent, Some(ArticleId(2)));
        let rules = derivation.evidence.iter().map(|one| &*one.rule);
        assert_eq!(rules.take(1).collect::<Vec<_>>(), ["taken-in-by-revision"]);
    }
}

#[test]
fn an_article_leaves_the_stories_it_does_not_belong_to_as_they_are() {
    let folder = Folder::new();
    let mut store = folder.open();
    for id in 0..6 {
        let report = id as usize % 3;
        add(&mut store, &told(id, (report, 0, 0), id, id as i64));
    }
    store.retrace().unwrap();
    assert_eq!(groups(&store), [[0, 3], [1, 4], [2, 5]]);
    // Told by hand, so that telling it anew would show.
    let mut told_before = store.story_of(ArticleId(1)).unwrap().unwrap();
    told_before.headline = "Kept".to_owned();
    store
        .put_stories(std::slice::from_ref(&told_before))
        .unwrap();
    add(&mut store, &told(9, (0, 10, 0), 9, 9));
    store.retrace().unwrap();
    assert_eq!(groups(&store), [vec![0, 3, 9], vec![1, 4], vec![2, 5]]);
    let kept = store.story_of(ArticleId(4)).unwrap().unwrap();
    assert_eq!(kept.headline, "Kept");
}

#[test]
fn a_story_goes_on_beyond_the_window_and_keeps_what_it_had() {
    let folder = Folder::new();
    let mut store = folder.open();
    let day = 24;
    for (id, hour) in [(1, 0), (2, 10)] {
        add(&mut store, &told(id, (0, 0, 0), id, hour));
        add(&mut store, &told(id + 10, (1, 0, 0), id, hour));
    }
    store.retrace().unwrap();
    // Four weeks on, someone copies the old report: a copy is of its story whatever the day.
    add(&mut store, &told(3, (0, 4, 0), 3, 28 * day));
    // And another day of the other one, within the window.
    add(&mut store, &told(13, (1, 4, 0), 3, 2 * day));
    store.retrace().unwrap();
    assert_eq!(groups(&store), [vec![1, 2], vec![3], vec![11, 12, 13]]);
    let derivation = store.derivation(ArticleId(3)).unwrap();
    assert!(derivation.is_some_and(|one| one.parent.is_some()));
}

#[test]
fn a_story_loses_what_goes_and_its_copies_are_traced_anew() {
    let folder = Folder::new();
    let mut store = folder.open();
    for id in 1..=3 {
        let cut = 2 * id as usize;
        add(&mut store, &told(id, (0, cut, 0), id, 12 * id as i64));
    }
    store.retrace().unwrap();
    assert_eq!(groups(&store), [[1, 2, 3]]);
    assert!(store.remove(ArticleId(1)).unwrap());
    assert!(!store.remove(ArticleId(1)).unwrap());
    store.retrace().unwrap();
    assert_eq!(groups(&store), [[2, 3]]);
    let parents = [2, 3].map(|id| store.derivation(ArticleId(id)).unwrap());
    assert!(
        parents
            .iter()
            .flatten()
            .all(|one| one.parent != Some(ArticleId(1)))
    );
    assert!(store.origin(ArticleId(1)).unwrap().is_none());
    assert!(store.unsettled().unwrap().is_empty());
}

/// An article, and the overlaps it is put with: it is contained whole in those.
fn add_beside(store: &mut Store, reading: &Reading, others: &[u64]) {
    let id = reading.article.id;
    let overlap = |other: &u64| Overlap {
        a: id.min(ArticleId(*other)),
        b: id.max(ArticleId(*other)),
        shared: 60,
        a_in_b: 1.0,
        b_in_a: 1.0,
    };
    let overlaps: Vec<Overlap> = others.iter().map(overlap).collect();
    put(store, reading, &overlaps);
}

#[test]
fn one_more_of_a_very_large_family_is_traced_among_those_near_it() {
    let folder = Folder::new();
    let mut store = folder.open();
    store.large_family = 12;
    for id in 1..=40 {
        let before: &[u64] = if id == 1 { &[] } else { &[id - 1] };
        let reading = told(id, (0, 0, 0), id, id as i64 / 4);
        let name = format!("Outlet {}", id - 1);
        let reading = crediting(reading, &name, SourceKind::Outlet);
        add_beside(&mut store, &reading, before);
    }
    store.retrace().unwrap();
    let of = |store: &Store, id| store.derivation(ArticleId(id)).unwrap();
    let [near, far] = [38, 10].map(|id| of(&store, id).unwrap());
    assert_eq!(far.parent, Some(ArticleId(9)));
    // Known to be otherwise, so that tracing them anew shows.
    let wrong = |one: &Derivation| Derivation {
        confidence: 0.123,
        ..one.clone()
    };
    let origins = [38, 10].map(|id| (ArticleId(id), store.origin(ArticleId(id)).unwrap().unwrap()));
    store
        .settle(&Family {
            derivations: vec![wrong(&near), wrong(&far)],
            origins: origins.to_vec(),
            ..Family::default()
        })
        .unwrap();
    add_beside(&mut store, &told(1000, (0, 4, 0), 1000, 110), &[38, 39]);
    store.retrace().unwrap();
    assert!(store.unsettled().unwrap().is_empty());
    let parent = of(&store, 1000).and_then(|one| one.parent);
    assert!(
        [38, 39].map(|id| Some(ArticleId(id))).contains(&parent),
        "{parent:?}"
    );
    assert_eq!(of(&store, 38), Some(near));
    assert_eq!(of(&store, 10), Some(wrong(&far)));
}

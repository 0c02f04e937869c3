use super::*;
use crate::model::Language;
use crate::trace::sample::{FERRY, at_hour, outlet, report, shuffled, with_name};

fn told(language: &str, mut reading: Reading, names: &[&str]) -> Reading {
    reading.article.language = Language::from_tag(language);
    names
        .iter()
        .fold(reading, |reading, name| with_name(reading, name))
}

/// One flood told in three languages, and another flood of the same kind in one of them.
fn floods() -> Vec<Reading> {
    let post = outlet("Port Post");
    let arabic = "أجلت فرق الإنقاذ 340 أسرة من مدينة سنديار بعد فيضان نهر الأزرم يوم 14، وقال رئيس البلدية \
        نادر البرقاوي إن 1263 منزلا تضررت.";
    let english = "Rescue teams took 340 families out of Sindiyar after the river Azram broke its banks \
        on the 14th. The mayor, Nadir Berkawi, said that 1263 houses were damaged.";
    let french = "Les secours ont évacué 340 familles à Sindiar après la crue de l'Azram le 14. Le maire, \
        Nader Barqaoui, parle de 1263 maisons touchées.";
    let other = "Rescue teams took 95 families out of Orsund after the river Marrel broke its banks on \
        the 2nd. The mayor, Ilsa Brandt, said that 48 houses were damaged.";
    let arabic = told(
        "ar",
        report(1, &post, &[arabic]),
        &["سنديار", "الأزرم", "نادر البرقاوي"],
    );
    let readings = [
        arabic,
        told("en", report(2, &post, &[english]), &[]),
        told("fr", report(3, &post, &[french]), &[]),
        told("en", report(4, &post, &[other]), &[]),
    ];
    readings
        .into_iter()
        .map(|reading| at_hour(reading, 9))
        .collect()
}

fn ids(groups: &[&[u64]]) -> Vec<Vec<ArticleId>> {
    groups
        .iter()
        .map(|group| group.iter().map(|id| ArticleId(*id)).collect())
        .collect()
}

fn arrived(readings: &[Reading]) -> Stories {
    let mut stories = Stories::default();
    readings
        .iter()
        .for_each(|reading| stories.insert(reading, &[]));
    stories
}

#[test]
fn three_languages_tell_one_event_and_one_language_two() {
    assert_eq!(arrived(&floods()).groups(), ids(&[&[1, 2, 3], &[4]]));
}

#[test]
fn days_apart_it_is_another_event_in_the_same_words() {
    let mut readings = floods();
    readings[1] = at_hour(readings[1].clone(), 9 + 24 * 30);
    assert_eq!(arrived(&readings).groups(), ids(&[&[1, 3], &[2], &[4]]));
}

#[test]
fn no_order_of_arrival_and_no_detour_changes_the_stories() {
    let mut readings = floods();
    readings.extend((10..14).map(|id| report(id, &outlet("Lennar Times"), &FERRY[..2])));
    let expected = Stories::of(Weights::default(), &readings, &[]).groups();
    for seed in 0..40 {
        let order = shuffled(&readings, seed);
        let mut stories = arrived(&order);
        // Some go and come back.
        order[..3]
            .iter()
            .for_each(|reading| stories.remove(reading.article.id));
        order[..3]
            .iter()
            .for_each(|reading| stories.insert(reading, &[]));
        stories.settle();
        let all: usize = stories.groups().iter().map(Vec::len).sum();
        assert_eq!(all, readings.len(), "every article is in one story");
        assert_eq!(stories.groups(), expected, "seed {seed}");
    }
}

#[test]
fn a_story_falls_apart_when_what_held_it_together_goes() {
    let mut stories = arrived(&floods());
    [1, 2, 3]
        .iter()
        .for_each(|id| stories.remove(ArticleId(*id)));
    assert_eq!(stories.groups(), ids(&[&[4]]));
    stories.remove(ArticleId(4));
    assert!(stories.groups().is_empty() && stories.index.is_empty());
}

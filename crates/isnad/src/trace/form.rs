//! Forms: words that come back on other days with other names and numbers in them, as in weather reports, congratulations
//! and the reports of courts. Two fillings of one form share most of their words, and neither is a copy of the other.
//!
//! A report is carried within a day or two; what stands in articles of many days is a form. Two articles that share
//! a form are still one report when what they do not have from the form is one, too.
//!
//! Limits: a form is known only once it is held from six days.

use jiff::civil::Date;

use super::{fingerprint::shared, profile::Profile};

/// On so many days the words of a form stand, at least.
const DAYS: usize = 6;
/// The share of what the shorter of two texts does not have from a form that the other must hold.
const SAME: f32 = 0.4;
/// Fewer runs of words beside the form tell nothing.
const FEWEST: usize = 6;

/// The shingles of a family that are of a form; sorted.
pub(super) fn forms(profiles: &[Profile<'_>], members: &[usize]) -> Vec<u64> {
    if members.len() < DAYS {
        return Vec::new();
    }
    let mut days: Vec<(u64, Date)> = Vec::new();
    for profile in members.iter().map(|&at| &profiles[at]) {
        let day = profile.article().published.map(|moment| moment.date);
        let shingles = profile.shingles.iter();
        days.extend(
            day.into_iter()
                .flat_map(|day| shingles.clone().map(move |it| (*it, day))),
        );
    }
    days.sort_unstable();
    days.dedup();
    let often = days
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|run| run.len() >= DAYS);
    often.map(|run| run[0].0).collect()
}

/// What an article has beside a form: asked for once, and compared with many.
pub(super) struct Beside {
    /// Sorted shingles.
    own: Vec<u64>,
    /// Whether it has some of the form.
    is_touched: bool,
}

impl Beside {
    /// What `profile` has beside `forms` (sorted shingles).
    pub(super) fn of(profile: &Profile<'_>, forms: &[u64]) -> Beside {
        let own = profile.shingles.iter().copied();
        let own: Vec<u64> = own.filter(|it| forms.binary_search(it).is_err()).collect();
        let is_touched = own.len() < profile.shingles.len();
        Beside { own, is_touched }
    }
}

/// Whether two articles share more than a form.
pub(super) fn is_more(a: &Beside, b: &Beside) -> bool {
    let least = a.own.len().min(b.own.len());
    let is_of_forms = a.is_touched && b.is_touched && least >= FEWEST;
    !is_of_forms || shared(&a.own, &b.own) as f32 >= SAME * least as f32
}

#[cfg(test)]
mod tests {
    use super::super::{
        family,
        overlap::Batch,
        sample::{at_hour, outlet, report},
    };
    use crate::model::Reading;

    /// A weather report of a day, by two outlets.
    fn weather(day: usize, outlet_number: usize) -> Reading {
        let towns = [
            "Orsund", "Lennar", "Tamourt", "Wardana", "Rasmina", "Selwan", "Azram", "Halvik",
        ];
        let town = |at: usize| towns[(day * 3 + at * (day % 5 + 1)) % towns.len()];
        let text = format!(
            "The weather office expects in its report of today that the sky will be partly clouded over the \
             highlands and that winds from the north will be light to moderate and raise sand in the open \
             {} and {} with {} degrees in {} and {} degrees in {} and rain near {} and fog until nine o'clock over {} \
             while the sea will be calm and the waves will reach one metre off the northern coast of the country",
            town(0),
            town(1),
            20 + day,
            town(2),
            11 + day * 2,
            town(3),
            town(4),
            town(5)
        );
        let name = outlet(&format!("Outlet {outlet_number}"));
        let id = (day * 10 + outlet_number) as u64 + 1;
        at_hour(
            report(id, &name, &[&text]),
            day as i64 * 24 + outlet_number as i64 * 8,
        )
    }

    #[test]
    fn the_fillings_of_a_form_are_no_copies_but_a_copy_of_one_is() {
        let readings: Vec<Reading> = (0..8)
            .flat_map(|day| [weather(day, 0), weather(day, 1)])
            .collect();
        let mut batch = Batch::default();
        readings
            .iter()
            .for_each(|reading| batch.add(&reading.article));
        let overlaps = batch.overlaps();
        assert!(overlaps.len() > 8, "the form is shared");
        let family = family(&readings, &overlaps);
        let pairs: Vec<(u64, u64)> = family
            .derivations
            .iter()
            .filter_map(|one| Some((one.copy.0, one.parent?.0)))
            .collect();
        let day = |id: u64| (id - 1) / 10;
        assert!(
            pairs
                .iter()
                .all(|(copy, parent)| day(*copy) == day(*parent)),
            "{pairs:?}"
        );
        assert_eq!(pairs.len(), 8, "{pairs:?}");
    }
}

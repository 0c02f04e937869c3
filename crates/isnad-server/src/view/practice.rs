//! An outlet in numbers, as shares of what is held of it.

use isnad::model::Practice;

use crate::strings::Words;

use super::{changes::kind_key, percent};

/// What an outlet's articles are made of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PracticeView {
    /// How many articles were looked at.
    pub(crate) articles: usize,
    pub(crate) shares: Vec<ShareView>,
    /// The median delay of its copies, in words.
    pub(crate) delay: Option<String>,
    /// What its copies change most: string keys, each with how many copies.
    pub(crate) changes: Vec<(&'static str, usize)>,
}

/// One kind of article.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ShareView {
    /// String key of what it is.
    pub(crate) label: &'static str,
    pub(crate) count: usize,
    /// `23%`.
    pub(crate) percent: String,
}

/// Kinds of change that are shown.
const CHANGES: usize = 5;

/// Nothing for an outlet of which no article is held.
pub(crate) fn practice(words: &Words, practice: &Practice) -> Option<PracticeView> {
    let all = practice.articles;
    let kinds = [
        ("practice.own", practice.own),
        ("practice.agency-credited", practice.agency_credited),
        ("practice.agency-uncredited", practice.agency_uncredited),
        ("practice.other-outlets", practice.other_outlets),
        ("practice.unknown", practice.unknown),
    ];
    let share = |(label, count): (&'static str, usize)| ShareView {
        label,
        count,
        percent: percent(count as f32 / all.max(1) as f32),
    };
    (all > 0).then(|| PracticeView {
        articles: all,
        shares: kinds.into_iter().map(share).collect(),
        delay: practice.median_delay.map(|minutes| delay(words, minutes)),
        changes: practice
            .changes
            .iter()
            .take(CHANGES)
            .map(|(kind, count)| (kind_key(*kind), *count))
            .collect(),
    })
}

/// Minutes up to two hours, then hours.
fn delay(words: &Words, minutes: i64) -> String {
    let (key, number) = if minutes < 120 {
        ("practice.minutes", minutes)
    } else {
        ("practice.hours", minutes / 60)
    };
    words.get(key).replace("{n}", &number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use isnad::model::ChangeKind;

    #[test]
    fn shares_and_delay() {
        let words = Words::of("en").expect("en");
        assert_eq!(practice(words, &Practice::default()), None);
        let held = Practice {
            articles: 4,
            own: 3,
            unknown: 1,
            median_delay: Some(150),
            changes: vec![(ChangeKind::Number, 2)],
            ..Practice::default()
        };
        let view = practice(words, &held).expect("four articles");
        assert_eq!(
            (view.shares[0].count, view.shares[0].percent.as_str()),
            (3, "75%")
        );
        assert_eq!(view.delay.as_deref(), Some("2 h"));
        assert_eq!(view.changes, [("change.number", 2)]);
    }
}

//! What a copy did to the text, with what a reader should see first set apart: changed numbers,
//! names, dates, credits and the headline before other wording.

use std::ops::Range;

use crate::model::{Change, ChangeKind, Credit, CreditRole, Reading, Span};

use super::align::{Fate, align, span_of};
use super::source::same_source;
use super::words::{Word, body_words, words};

/// Replaced passages of up to so many words are looked into for numbers, names and dates. In longer
/// ones everything is other, and to set one number against another would be a guess.
const SMALL: usize = 12;

/// The changes from `parent` to `copy`: the kinds in the order of [`ChangeKind`], then by place.
pub(super) fn changes(parent: &Reading, copy: &Reading) -> Vec<Change> {
    let pair = Pair { parent, copy };
    let (p, c) = (body_words(&parent.article), body_words(&copy.article));
    let mut changes: Vec<Change> = align(&p, &c)
        .into_iter()
        .filter_map(|stretch| {
            let (before, after) = (span_of(&p, &stretch.parent), span_of(&c, &stretch.copy));
            match stretch.fate {
                Fate::Kept | Fate::Moved => None,
                Fate::Cut => Some(pair.change(ChangeKind::Cut, before, None)),
                Fate::Added => Some(pair.change(ChangeKind::Added, None, after)),
                Fate::Reworded => {
                    let kind = pair.kind(&p, &c, &stretch.parent, &stretch.copy);
                    Some(pair.change(kind, before, after))
                }
            }
        })
        .collect();
    changes.extend(pair.headline());
    changes.extend(pair.credits());
    changes.sort_by_key(|change| (change.kind, change.copy, change.parent));
    changes
}

struct Pair<'r> {
    parent: &'r Reading,
    copy: &'r Reading,
}

impl Pair<'_> {
    fn change(&self, kind: ChangeKind, parent: Option<Span>, copy: Option<Span>) -> Change {
        let of = |span: Option<Span>, text| span.map_or("", |span| span.of(text)).to_owned();
        Change {
            kind,
            before: of(parent, &self.parent.article.text),
            after: of(copy, &self.copy.article.text),
            parent,
            copy,
        }
    }

    /// What a replaced passage changed, by what stands at both places.
    fn kind(
        &self,
        p: &[Word],
        c: &[Word],
        before: &Range<usize>,
        after: &Range<usize>,
    ) -> ChangeKind {
        if before.len() > SMALL || after.len() > SMALL {
            return ChangeKind::Reworded;
        }
        let (Some(old), Some(new)) = (span_of(p, before), span_of(c, after)) else {
            return ChangeKind::Reworded;
        };
        let kinds: [(ChangeKind, Facts); 4] = [
            (ChangeKind::Date, dates),
            (ChangeKind::Number, numbers),
            (ChangeKind::Number, digits),
            (ChangeKind::Name, names),
        ];
        let found = kinds.iter().find(|(_, facts)| {
            let (old, new) = (facts(self.parent, old), facts(self.copy, new));
            !old.is_empty() && !new.is_empty() && old != new
        });
        found.map_or(ChangeKind::Reworded, |(kind, _)| *kind)
    }

    fn headline(&self) -> Option<Change> {
        let of = |reading: &Reading| {
            let mut blocks = reading.article.of_kind(crate::model::BlockKind::Headline);
            blocks.next().map(|block| block.span)
        };
        let (before, after) = (of(self.parent)?, of(self.copy)?);
        let change = self.change(ChangeKind::Headline, Some(before), Some(after));
        let hashes = |text: &str| words(text).iter().map(|word| word.hash).collect::<Vec<_>>();
        (hashes(&change.before) != hashes(&change.after)).then_some(change)
    }

    /// Credits dropped, added, or one for another. That a copy names who it copied is no change.
    fn credits(&self) -> Vec<Change> {
        let dropped: Vec<Span> = missing(self.parent, self.copy);
        let added: Vec<Span> = missing(self.copy, self.parent);
        if let ([before], [after]) = (&dropped[..], &added[..]) {
            return vec![self.change(ChangeKind::Credit, Some(*before), Some(*after))];
        }
        let dropped = dropped.into_iter().map(|span| (Some(span), None));
        let added = added.into_iter().map(|span| (None, Some(span)));
        let both = dropped.chain(added);
        both.map(|(before, after)| self.change(ChangeKind::Credit, before, after))
            .collect()
    }
}

/// Where `one` credits its text to a source that `other` neither credits nor is.
fn missing(one: &Reading, other: &Reading) -> Vec<Span> {
    fn texts(reading: &Reading) -> impl Iterator<Item = &Credit> {
        reading
            .credits
            .iter()
            .filter(|credit| credit.role == CreditRole::Text)
    }
    let mut spans: Vec<Span> = Vec::new();
    let mut seen: Vec<&Credit> = Vec::new();
    for credit in texts(one) {
        let own = |reading: &Reading| {
            reading
                .article
                .publisher
                .as_ref()
                .is_some_and(|own| same_source(own, &credit.source))
        };
        let kept = texts(other).any(|theirs| same_source(&theirs.source, &credit.source));
        let again = seen
            .iter()
            .any(|earlier| same_source(&earlier.source, &credit.source));
        if !kept && !again && !own(one) && !own(other) {
            spans.push(credit.span);
        }
        seen.push(credit);
    }
    spans
}

/// What stands at a place, in a form that can be compared.
type Facts = fn(&Reading, Span) -> Vec<String>;

fn dates(reading: &Reading, place: Span) -> Vec<String> {
    let times = reading
        .times
        .iter()
        .filter(|time| time.span.overlaps(place));
    times
        .filter_map(|time| time.best().map(str::to_owned))
        .collect()
}

fn numbers(reading: &Reading, place: Span) -> Vec<String> {
    let figures = reading
        .figures
        .iter()
        .filter(|figure| figure.span.overlaps(place));
    figures
        .map(|f| format!("{:?} {:?} {:?}", f.bound, f.value, f.upper))
        .collect()
}

/// Words in digits, for numbers that no figure covers.
fn digits(reading: &Reading, place: Span) -> Vec<String> {
    let folded = crate::text::fold::fold(place.of(&reading.article.text)).into_owned();
    let runs = folded.split(|c: char| !c.is_ascii_digit());
    runs.filter(|run| !run.is_empty())
        .map(str::to_owned)
        .collect()
}

fn names(reading: &Reading, place: Span) -> Vec<String> {
    let mentions = reading
        .mentions
        .iter()
        .filter(|mention| mention.span.overlaps(place));
    mentions.map(|mention| mention.entity.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Bound;
    use crate::trace::sample::{FERRY, agency, crediting, outlet, titled, with_figure, with_name};

    #[test]
    fn numbers_names_credits_and_headlines_are_set_apart() {
        let wire = agency("Northwire");
        let parent = titled(1, &wire, "Ferry turned back", &FERRY);
        let parent = with_figure(
            parent,
            "210 travellers",
            (210.0, Bound::Exactly, "traveller"),
            None,
        );
        let parent = with_name(parent, "Ilsa Brandt");
        let first = FERRY[0]
            .replace("210", "120")
            .replace("Ilsa Brandt", "Ilse Brand");
        let second = FERRY[1].replace("timber for the mills", "wood for the mills");
        let copy = titled(
            2,
            &outlet("Port Post"),
            "Night in the port",
            &[&first, &second],
        );
        let copy = with_figure(
            copy,
            "120 travellers",
            (120.0, Bound::Exactly, "traveller"),
            None,
        );
        let copy = crediting(with_name(copy, "Ilse Brand"), &agency("Southwire"));
        let found: Vec<(ChangeKind, String, String)> = changes(&parent, &copy)
            .into_iter()
            .map(|change| (change.kind, change.before, change.after))
            .collect();
        let expected = [
            (ChangeKind::Number, "210", "120"),
            (ChangeKind::Name, "Ilsa Brandt", "Ilse Brand"),
            (ChangeKind::Credit, "", "Southwire"),
            (
                ChangeKind::Headline,
                "Ferry turned back",
                "Night in the port",
            ),
            (ChangeKind::Reworded, "timber", "wood"),
        ];
        for (found, (kind, before, after)) in found.iter().zip(expected) {
            assert_eq!(*found, (kind, before.to_owned(), after.to_owned()));
        }
        assert_eq!(found.len(), 6);
        assert!(found[5].0 == ChangeKind::Cut && found[5].1.starts_with("Winters with ice"));
    }

    #[test]
    fn a_faithful_copy_that_names_its_source_changes_nothing() {
        let wire = agency("Northwire");
        let parent = titled(1, &wire, "Ferry turned back", &FERRY);
        let copy = titled(2, &outlet("Port Post"), "FERRY turned back", &FERRY);
        assert_eq!(changes(&parent, &crediting(copy, &wire)), []);
    }
}

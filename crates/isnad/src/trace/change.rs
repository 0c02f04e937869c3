//! What a copy did to the text, with what a reader should see first set apart: changed numbers,
//! names, dates, quotations, credits, terms and the headline before other wording.

use crate::model::{Change, ChangeKind, Credit, CreditRole, Reading, Span};

use super::align::{Fate, Laid};
use super::source::same_source;
use super::term;
use super::words::words;

/// Replaced passages of up to so many words are looked into for numbers, names and dates. In longer
/// ones everything is other, and to set one number against another would be a guess.
const SMALL: usize = 12;

/// Fewer words that stand elsewhere are no passage.
const PASSAGE: usize = 6;
/// Bytes between two parts of one passage that moved.
const NEAR: u32 = 120;

/// The changes from `parent` to `copy`: the kinds in the order of [`ChangeKind`], then by place.
pub(super) fn changes(parent: &Reading, copy: &Reading) -> Vec<Change> {
    changes_along(&Laid::new(&parent.article, &copy.article), parent, copy)
}

/// The same, of two articles that are laid beside each other already.
pub(super) fn changes_along(laid: &Laid, parent: &Reading, copy: &Reading) -> Vec<Change> {
    let pair = Pair { parent, copy };
    let mut changes: Vec<Change> = laid
        .stretches
        .iter()
        .filter_map(|stretch| {
            let (before, after) = laid.places(stretch);
            match stretch.fate {
                Fate::Kept => None,
                Fate::Moved => Some(pair.change(ChangeKind::Moved, before, after)),
                Fate::Cut => Some(pair.change(pair.missing_words(before, true), before, None)),
                Fate::Added => Some(pair.change(pair.missing_words(after, false), None, after)),
                Fate::Reworded => {
                    let small = stretch.parent.len().max(stretch.copy.len()) <= SMALL;
                    let kind = pair.kind(before.zip(after).filter(|_| small));
                    Some(pair.change(kind, before, after))
                }
            }
        })
        .collect();
    pair.join_moved(&mut changes);
    changes
        .retain(|change| change.kind != ChangeKind::Moved || words(&change.after).len() >= PASSAGE);
    term::mark(&mut changes, laid);
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

    /// What a replaced passage changed, by what stands at both places; none are given of a long one.
    fn kind(&self, places: Option<(Span, Span)>) -> ChangeKind {
        let Some((old, new)) = places else {
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
        match found {
            Some((kind, _)) => *kind,
            None if quoted(self.parent, old) && quoted(self.copy, new) => ChangeKind::Quote,
            None => ChangeKind::Reworded,
        }
    }

    /// Makes one change of a passage that moved as a whole, with a few words replaced in it.
    fn join_moved(&self, changes: &mut Vec<Change>) {
        let near = |one: Option<Span>, next: Option<Span>| {
            let (one, next) = (one?, next?);
            (one.end <= next.start && next.start - one.end <= NEAR).then_some(Span {
                end: next.end,
                ..one
            })
        };
        let mut moved: Option<usize> = None;
        let mut at = 0;
        while at < changes.len() {
            if changes[at].kind != ChangeKind::Moved {
                at += 1;
                continue;
            }
            let joined = moved.and_then(|before| {
                let parent = near(changes[before].parent, changes[at].parent)?;
                let copy = near(changes[before].copy, changes[at].copy)?;
                Some((before, parent, copy))
            });
            if let Some((before, parent, copy)) = joined {
                changes[before] = self.change(ChangeKind::Moved, Some(parent), Some(copy));
                changes.remove(at);
            } else {
                moved = Some(at);
                at += 1;
            }
        }
    }

    /// What words are that stand on one side only: of a quotation of which both have the rest, or cut and added.
    fn missing_words(&self, place: Option<Span>, in_parent: bool) -> ChangeKind {
        let (reading, other, kind) = if in_parent {
            (self.parent, self.copy, ChangeKind::Cut)
        } else {
            (self.copy, self.parent, ChangeKind::Added)
        };
        let inside = place.and_then(|place| quotation(reading, place).map(|quote| (place, quote)));
        match inside {
            Some((place, quote))
                if place.len() * 2 < quote.len() && has_rest(other, reading, quote, place) =>
            {
                ChangeKind::Quote
            }
            _ => kind,
        }
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

/// The words in quotation marks around a place.
fn quotation(reading: &Reading, place: Span) -> Option<Span> {
    let mut quotes = reading.quotes.iter().filter(|quote| quote.direct);
    quotes
        .find(|quote| quote.span.contains(place))
        .map(|quote| quote.span)
}

fn quoted(reading: &Reading, place: Span) -> bool {
    quotation(reading, place).is_some()
}

/// Whether another article quotes the words of a quotation around a place in it: those before, else those behind.
fn has_rest(other: &Reading, reading: &Reading, quote: Span, place: Span) -> bool {
    let text = &reading.article.text;
    let before = Span {
        start: quote.start,
        end: place.start,
    };
    let after = Span {
        start: place.end,
        end: quote.end,
    };
    let rest = if before.len() >= after.len() {
        before
    } else {
        after
    };
    let hashes = |text: &str| words(text).iter().map(|word| word.hash).collect::<Vec<_>>();
    let rest = hashes(rest.of(text));
    let mut quotes = other.quotes.iter().filter(|quote| quote.direct);
    !rest.is_empty()
        && quotes.any(|quote| {
            let said = hashes(quote.span.of(&other.article.text));
            said.windows(rest.len()).any(|run| run == rest)
        })
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
    use crate::trace::sample::{
        FERRY, agency, crediting, outlet, titled, with_figure, with_name, with_quote,
    };

    const TERMS: [&str; 3] = [
        "The old steamer left the harbour of Orsund at noon with timber for the mills of Lennar on board.",
        "We saw nothing but white for an hour, said Ilsa Brandt, who keeps the light at the cape of Orsund.",
        "In the evening the steamer lay at the quay again, and its crew was fed by the people of the port.",
    ];

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

    #[test]
    fn terms_quotations_and_moved_passages_are_set_apart() {
        let wire = agency("Northwire");
        let parent = titled(1, &wire, "Ferry turned back", &TERMS);
        let parent = with_quote(
            parent,
            "We saw nothing but white for an hour",
            "Ilsa Brandt",
        );
        let changed: Vec<String> = TERMS
            .iter()
            .map(|text| {
                text.replace("steamer", "vessel")
                    .replace("nothing but white", "little but fog")
            })
            .collect();
        let [first, second, third] = &changed[..] else {
            panic!("three paragraphs")
        };
        let copy = titled(
            2,
            &outlet("Port Post"),
            "Ferry turned back",
            &[third, first, second],
        );
        let copy = with_quote(copy, "We saw little but fog for an hour", "Ilsa Brandt");
        let found = changes(&parent, &copy);
        let of = |kind| found.iter().filter(|change| change.kind == kind).count();
        assert_eq!(
            (of(ChangeKind::Term), of(ChangeKind::Moved)),
            (2, 1),
            "{found:?}"
        );
        let quote = found.iter().find(|change| change.kind == ChangeKind::Quote);
        let words = quote.map(|change| (change.before.as_str(), change.after.as_str()));
        assert_eq!(words, Some(("nothing but white", "little but fog")));
        assert_eq!(of(ChangeKind::Reworded), 0, "{found:?}");
    }
}

//! The names around an Arabic office: between commas after it, behind the body it belongs to.

use std::ops::Range;

use super::speaker::{Group, Parsed};
use crate::text::lang::classes::Classes;

const COMMAS: &[char] = &['،', ','];

/// A name has at most so many words.
const LONGEST: usize = 4;

impl Group<'_, '_> {
    /// The group with what stands between commas after it: the office of a name, or the name of an
    /// office (`المتحدث باسم الشرطة، العقيد سعيد سرحان، إن`).
    pub(super) fn with_apposition(&self, name: Range<usize>, end: usize) -> Parsed {
        let words = self.words;
        let (role, after) = self.apposition(end);
        let named = Classes::HONOUR | Classes::GIVEN | Classes::TITLE;
        let office = words.is(
            name.start,
            Classes::TITLE | Classes::SOURCE | Classes::ATTACHED,
        ) && words.marked(end, COMMAS)
            && (words.is(end + 1, named) || self.is_plain_name(end + 1));
        if office
            && let Some((inner, _, inner_end)) = self.parse(end + 1)
            && self.is_personal(&inner)
            && (self.ends_apposition(inner_end) || !words.word(inner_end))
        {
            let (_, end) = self.apposition(inner_end);
            return (inner, Some(name), end);
        }
        (name, role, after)
    }

    /// Whether a group is the name of a person.
    fn is_personal(&self, name: &Range<usize>) -> bool {
        let common = Classes::TITLE | Classes::SOURCE | Classes::ORG;
        self.words.is(name.start, Classes::NAME_WORDS)
            || !self.words.is(name.start, common) && name.len() >= 2
    }

    /// `…، مدير المرفأ، إن`: an office between commas.
    fn apposition(&self, at: usize) -> (Option<Range<usize>>, usize) {
        let words = self.words;
        // `وهو طبيب …`
        let clause = matches!(words.fold(at + 1), "وهو" | "وهي");
        if !words.marked(at, COMMAS) || !clause && !words.is(at + 1, Classes::TITLE) {
            return (None, at);
        }
        let start = at + 1 + usize::from(clause);
        let end = (at + 2..self.limit.min(at + 16))
            .find(|at| self.ends_apposition(*at))
            .filter(|end| (at + 1..*end).all(|at| !words.is(at, Classes::SAY)));
        match end {
            Some(end) => (Some(start..end), end),
            None => (None, at),
        }
    }

    /// A comma, a colon, a complementiser or words in marks that are no name.
    fn ends_apposition(&self, at: usize) -> bool {
        let pair = super::marks::opening_at(self.pairs, at);
        let quotation = pair.is_some_and(|pair| pair.len(self.words) > super::TERM);
        let addressed = self.words.word(at) && self.is_addressed(at);
        quotation
            || addressed
            || self.words.marked(at, &['،', ',', ':', '.'])
            || self.words.is(at, Classes::THAT)
    }

    /// Two to four words that are nothing else, up to a mark: a name nobody knows.
    fn is_plain_name(&self, from: usize) -> bool {
        let words = self.words;
        let end = (from..from + LONGEST + 1).find(|at| !words.word(*at));
        let common = Classes::NEVER_IN_NAMES;
        end.is_some_and(|end| {
            end >= from + 2
                && !self.is_definite(from)
                && words.items[from].prefix == 0
                && (from..end).all(|at| !words.is(at, common) || words.is(at, Classes::NAME_WORDS))
        })
    }

    /// `منيرة السبيحاني،`: a word that looks like a feminine noun, and a word that is not its adjective,
    /// with nothing after them.
    pub(super) fn is_pair_of_names(&self, from: usize) -> bool {
        let words = self.words;
        let family = from + 1;
        let plain = words.class(from).is_none() && words.items[from].known.is_none();
        let fits = words.class(family).is_none() && self.goes_on(family);
        let nisba = self.is_definite(family) && words.fold(family).ends_with('ي');
        let indefinite = !self.is_definite(family) && words.marked(family + 1, COMMAS);
        let closed =
            words.marked(family + 1, &['،', ',', ':', '(']) || words.is(family + 1, Classes::THAT);
        plain && fits && closed && (nisba || indefinite)
    }

    /// Where the name begins when a word of courtesy or a given name stands behind words that the office
    /// did not explain (`مدير محطة بئر الواحة المهندس علي …`).
    pub(super) fn later_name(&self, start: usize) -> usize {
        let words = self.words;
        if words.is(start, Classes::NAME_WORDS | Classes::HONOUR) {
            return start;
        }
        let mut at = start + 1;
        while at < start + LONGEST + 2 && self.goes_on(at) && self.goes_on(at - 1) {
            let honour = words.is(at, Classes::HONOUR) && self.goes_on(at + 1);
            let given = words.is(at, Classes::GIVEN) && self.is_definite(at - 1);
            if honour {
                return self.after_office(at);
            }
            if given {
                return at;
            }
            at += 1;
        }
        start
    }

    /// The name at the end of a group: a given name, or two words behind a name in marks.
    pub(super) fn closing_name(&self, run: Range<usize>) -> Option<usize> {
        let words = self.words;
        let name = run.clone().skip(1).find(|at| {
            let marks = !words.word(at - 1);
            let given = words.is(*at, Classes::GIVEN) && self.is_definite(at - 1);
            words.word(*at)
                && !self.is_prefixed(*at)
                && (given
                    || marks && !self.is_definite(*at) && !words.is(*at, Classes::NEVER_IN_NAMES))
                && !super::marks::is_within(self.pairs, *at)
        })?;
        (run.end >= name + 2).then_some(name)
    }
}

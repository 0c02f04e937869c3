//! The words of an office or a body in an Arabic noun group, up to where the name begins.

use std::ops::Range;

use super::speaker::{ENDS, Group};
use crate::text::lang::classes::Classes;

/// Words for some of a number, inside an office (`ممثلة إحدى الدول`).
const PARTS: [&str; 5] = ["احد", "احدي", "بعض", "كل", "جميع"];

/// Endings of nouns whose owner is a pronoun, which want no noun behind them (`وزارته`, `باسمه`).
const OWNED: [&str; 5] = ["ته", "ها", "باسمه", "باسمهم", "تهم"];

impl Group<'_, '_> {
    /// The item after the words of an office.
    pub(super) fn after_office(&self, from: usize) -> usize {
        let words = self.words;
        let inside = Classes::TITLE | Classes::COMPLEMENT | Classes::ORG | Classes::HONOUR;
        let mut at = from;
        // Whether the word before still wants a noun: `وزير`, `مدير`, not `الرئيس`.
        let mut open = false;
        while self.goes_on(at)
            || open && at < self.limit && PARTS.contains(&words.fold(at))
            || at > from
                && at < self.limit
                && words.is(at, Classes::COMPLEMENT)
                && !words.is(at, Classes::TIME | Classes::PREP)
            || words.marked(at, &['.']) && at > from && words.fold(at - 1).chars().count() <= 2
        {
            let item = &words.items[at];
            if item.mark.is_some() {
                at += 1;
                continue;
            }
            let given = item
                .class
                .any(Classes::GIVEN | Classes::FAMILY | Classes::LINK)
                && !item.class.any(Classes::TITLE);
            if given && at > from {
                break;
            }
            let (count, fits) = match item.known {
                Some((_, count)) => (count, true),
                None => (item.class_len, item.class.any(inside)),
            };
            let fits = fits
                || self.is_definite(at)
                || self.is_prefixed(at)
                || open
                || self.is_adjective(at);
            if !fits {
                break;
            }
            let owned = OWNED.iter().any(|end| self.words.fold(at).ends_with(end));
            open = !self.is_definite(at)
                && !owned
                && item
                    .class
                    .any(Classes::TITLE | Classes::ORG | Classes::COMPLEMENT)
                && !item.class.any(Classes::HONOUR)
                && item.known.is_none();
            at += if self.words.is(at, ENDS) {
                1
            } else {
                count.max(1)
            };
        }
        at.min(self.limit)
    }

    /// `روسي`, `سابق` … after an office without article.
    fn is_adjective(&self, at: usize) -> bool {
        let folded = self.words.fold(at);
        let long = folded.chars().count() >= 4;
        long && (folded.ends_with("يه") || folded.ends_with("يين") || folded.ends_with("يون"))
            && !self.words.is(at, Classes::GIVEN | Classes::FAMILY)
    }

    /// The rest of a noun group whose head has been read: words, names in marks, the place or body after `في`,
    /// and a description apart (`المرتبط بـ…`).
    pub(super) fn extended(&self, from: usize, at: usize) -> (Option<Range<usize>>, usize) {
        let words = self.words;
        let (mut at, mut role) = (at, None);
        let mut complete = false;
        while at < self.limit && at < from + 14 {
            if let Some(pair) = self.name_in_marks(at) {
                at = pair.after;
                continue;
            }
            if self.is_inner_preposition(from, at) {
                at += 1;
                continue;
            }
            if !self.goes_on(at) || complete && !self.is_definite(at) && !self.is_prefixed(at) {
                break;
            }
            if words.is(at, Classes::ATTACHED) && role.is_none() {
                role = Some(at);
            }
            let known = words.items[at].known;
            complete = known.is_some();
            at += known.map_or(1, |(_, count)| count);
        }
        let at = at.min(self.limit);
        (role.map(|role| role..at), at)
    }

    /// `في حماس` after `مسؤول`, `عن حقوق` after `للدفاع`: prepositions that belong to the group.
    fn is_inner_preposition(&self, from: usize, at: usize) -> bool {
        let words = self.words;
        if !self.words.word(at) || at + 1 >= self.limit || !words.word(at + 1) {
            return false;
        }
        let next = Classes::TIME | Classes::VENUE | ENDS;
        let fits =
            !words.is(at + 1, next.without(Classes::STOP)) || words.items[at + 1].known.is_some();
        let folded = words.fold(at);
        let after_purpose = folded == "عن" && self.is_prefixed(at - 1);
        let inside = matches!(folded, "في" | "من" | "لدي" | "عن")
            && at <= from + 4
            && (!self.is_definite(from) || folded == "من" && words.is(from, Classes::STOP));
        fits && (after_purpose || inside && words.is(from, Classes::SOURCE | Classes::TITLE))
    }
}

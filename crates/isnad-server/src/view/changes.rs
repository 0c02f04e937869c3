//! What a copy did to the text it took.

use isnad::model::{Article, Change, ChangeKind, Derivation, Reading, Span};

use crate::{
    strings::Words,
    text::{Text, neutral},
};

use super::{Card, Why, compare_href, confidence, percent};

/// How many letters of context stand on each side of a change.
const CONTEXT: usize = 48;

/// Runs of more bytes are marked without a stroke through or under every word.
pub(crate) const LONG: usize = 160;

/// The longest stretch of cut or added text shown.
const LONGEST: usize = 600;

/// One article's derivation from another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DerivationView {
    /// The article it took from, when its page is held.
    pub(crate) parent: Option<Card>,
    /// The two beside each other.
    pub(crate) compare: Option<String>,
    pub(crate) shared: String,
    pub(crate) kept: String,
    pub(crate) confidence: String,
    pub(crate) evidence: Vec<Why>,
    /// Numbers, names, dates, credits and headlines: what a reader should see first.
    pub(crate) facts: Vec<ChangeView>,
    /// Rewording, cuts and additions.
    pub(crate) wording: Vec<ChangeView>,
    /// How many changes of wording are not shown.
    pub(crate) unshown: usize,
}

/// One change with a few words around it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ChangeView {
    /// String key of its kind.
    pub(crate) kind: &'static str,
    pub(crate) dir: &'static str,
    pub(crate) lang: String,
    pub(crate) lead_in: String,
    pub(crate) before: String,
    pub(crate) after: String,
    pub(crate) lead_out: String,
    /// String keys of what the two sides are called.
    pub(crate) sides: (&'static str, &'static str),
}

/// At most this many changes of wording are shown: a copy rewritten from end to end would fill pages.
const MOST: usize = 60;

/// `copy` is the article in hand, `parent` the one it took from, when it is held.
pub(crate) fn derivation(
    words: &Words,
    derivation: &Derivation,
    copy: &Article,
    parent: Option<&Reading>,
) -> DerivationView {
    let mut changes: Vec<&Change> = derivation.changes.iter().collect();
    changes.sort_by_key(|change| change.kind);
    let first_wording = changes.partition_point(|change| change.kind < ChangeKind::Reworded);
    let (facts, wording) = changes.split_at(first_wording);
    let show = |change: &&Change| view(change, copy, parent.map(|reading| &reading.article));
    DerivationView {
        parent: parent.map(|reading| Card::of(words, reading)),
        compare: parent.map(|parent| compare_href(parent.article.id, copy.id)),
        shared: percent(derivation.copy_in_parent),
        kept: percent(derivation.parent_in_copy),
        confidence: confidence(derivation.confidence),
        evidence: derivation
            .evidence
            .iter()
            .map(|evidence| Why::of(evidence, copy))
            .collect(),
        facts: facts.iter().map(show).collect(),
        wording: wording.iter().take(MOST).map(show).collect(),
        unshown: wording.len().saturating_sub(MOST),
    }
}

pub(crate) fn kind_key(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Number => "change.number",
        ChangeKind::Name => "change.name",
        ChangeKind::Date => "change.date",
        ChangeKind::Quote => "change.quote",
        ChangeKind::Term => "change.term",
        ChangeKind::Moved => "change.moved",
        ChangeKind::Credit => "change.credit",
        ChangeKind::Headline => "change.headline",
        ChangeKind::Reworded => "change.reworded",
        ChangeKind::Cut => "change.cut",
        ChangeKind::Added => "change.added",
    }
}

/// One change; `parent` is the other article, when it is held.
pub(crate) fn view(change: &Change, copy: &Article, parent: Option<&Article>) -> ChangeView {
    let here = change.copy.map(|span| (copy, span));
    let there = parent.zip(change.parent);
    let (article, span) = here.or(there).unwrap_or((copy, Span::new(0, 0)));
    let whole = change.kind == ChangeKind::Headline || span.is_empty();
    let (lead_in, lead_out) = if whole {
        (String::new(), String::new())
    } else {
        around(&article.text, span)
    };
    let words = if change.after.is_empty() {
        &change.before
    } else {
        &change.after
    };
    let Text { dir, lang, .. } = Text::of(article, words);
    ChangeView {
        kind: kind_key(change.kind),
        dir,
        lang,
        lead_in: neutral(&lead_in),
        before: short(&change.before),
        after: short(&change.after),
        lead_out: neutral(&lead_out),
        sides: ("change.before", "change.after"),
    }
}

fn short(words: &str) -> String {
    let mut text: String = neutral(words).chars().take(LONGEST).collect();
    if text.len() < words.len() && text.chars().count() == LONGEST {
        text.push('…');
    }
    text
}

/// The words before and after a span, within its line, whole words only, with an ellipsis where the
/// line goes on.
fn around(text: &str, span: Span) -> (String, String) {
    let before = text.get(..span.start as usize).unwrap_or("");
    let after = text.get(span.end as usize..).unwrap_or("");
    let before = before.rsplit('\n').next().unwrap_or("");
    let after = after.split('\n').next().unwrap_or("");
    (tail(before), head(after))
}

fn tail(line: &str) -> String {
    let Some((from, _)) = line.char_indices().rev().nth(CONTEXT) else {
        return line.to_owned();
    };
    let near = line.get(from..).unwrap_or("");
    let whole = near.find(' ').and_then(|space| near.get(space..));
    format!("…{}", whole.unwrap_or(near))
}

fn head(line: &str) -> String {
    let Some((to, _)) = line.char_indices().nth(CONTEXT) else {
        return line.to_owned();
    };
    let near = line.get(..to).unwrap_or("");
    let whole = near.rfind(' ').and_then(|space| near.get(..space));
    format!("{}…", whole.unwrap_or(near))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_keeps_to_the_line_and_to_whole_words() {
        let text = "Headline\nforty ships left the harbour of Lennar on Saturday after nine long weeks of work\nEnd";
        let start = text.find("Lennar").expect("word");
        let (before, after) = around(text, Span::new(start, start + 6));
        assert_eq!(before, "forty ships left the harbour of ");
        assert_eq!(after, " on Saturday after nine long weeks of work");
        let (before, _) = around(text, Span::new(text.len() - 8, text.len() - 4));
        assert!(
            before.starts_with("… ") && before.chars().count() <= CONTEXT + 2,
            "{before:?}"
        );
    }

    #[test]
    fn spans_that_do_not_fit_give_no_context() {
        let nothing = (String::new(), String::new());
        assert_eq!(around("قال", Span::new(1, 99)), nothing);
    }
}

//! What each copy changed, as tables.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use console::Style;
use isnad::model::{Article, Change, ChangeKind, Derivation, Span, Story};
use serde_json::json;

use crate::{
    print::{
        isolated,
        table::{Cell, Table},
    },
    traced::{Held, Traced},
};

use super::{is_fact, number, who, word};

/// Kind, the parent's words, the copy's words, and the words around them.
const COLUMNS: &[usize] = &[9, 48, 50, 48];
/// Changes of wording that are shown; the others are counted.
const SHOWN: usize = 4;
/// Letters on each side of a changed number or name.
const AROUND: usize = 20;

/// The changes of every copy in a story that changed anything.
pub(super) fn print(out: &mut impl Write, traced: &Traced, story: &Story) -> io::Result<()> {
    let changed: Vec<(Held<'_>, &Derivation, Held<'_>)> = traced
        .members(story)
        .filter_map(|copy| {
            let (derivation, parent) = traced.taken_from(copy.article.id)?;
            (!derivation.changes.is_empty()).then_some((copy, derivation, parent))
        })
        .collect();
    if changed.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n  {}",
        Style::new().bold().apply_to("what copies changed")
    )?;
    for (copy, derivation, parent) in changed {
        let (copier, giver) = (numbered(story, copy), numbered(story, parent));
        writeln!(out, "    {copier} ← {giver}")?;
        one(out, derivation, copy.article)?;
    }
    Ok(())
}

/// `3 The Lennar Courier`.
fn numbered(story: &Story, held: Held<'_>) -> String {
    let name = isolated(who(held));
    let number = number(story, held.article.id);
    format!("{number} {name}").trim_start().to_owned()
}

fn one(out: &mut impl Write, derivation: &Derivation, copy: &Article) -> io::Result<()> {
    let mut changes: Vec<&Change> = derivation.changes.iter().collect();
    changes.sort_by_key(|change| change.kind);
    let facts = changes.partition_point(|change| is_fact(change.kind));
    let shown = changes.len().min(facts + SHOWN);
    let mut table = Table::new(COLUMNS);
    for change in &changes[..shown] {
        let around = change.copy.filter(|_| has_context(change.kind));
        let after = Cell::new(change.after.as_str());
        let arrow = if change.after.is_empty() { "" } else { "→ " };
        table.row([
            Cell::dim(word(&json!(change.kind))),
            Cell::new(change.before.as_str()),
            after.after(arrow),
            Cell::dim(around.map_or_else(String::new, |span| context(&copy.text, span))),
        ]);
    }
    table.print(out, "      ")?;
    match rest(&changes[shown..]) {
        Some(rest) => writeln!(out, "      {}", Style::new().dim().apply_to(rest)),
        None => Ok(()),
    }
}

/// A number or a name alone does not say what it is about; a headline does.
fn has_context(kind: ChangeKind) -> bool {
    kind < ChangeKind::Credit
}

/// The words around a place of a text, on its line.
fn context(text: &str, span: Span) -> String {
    let (before, rest) = text
        .split_at_checked(span.start as usize)
        .unwrap_or(("", ""));
    let after = rest.get(span.len()..).unwrap_or("");
    let (before, after) = (
        before.rsplit('\n').next().unwrap_or(""),
        after.split('\n').next().unwrap_or(""),
    );
    let from = before.char_indices().rev().nth(AROUND - 1);
    let to = after.char_indices().nth(AROUND);
    let head = from.map_or(before, |(at, _)| {
        let cut = &before[at..];
        cut.split_once(' ').map_or(cut, |(_, words)| words)
    });
    let tail = to.map_or(after, |(at, _)| {
        let cut = &after[..at];
        cut.rsplit_once(' ').map_or(cut, |(words, _)| words)
    });
    format!("{head}{}{tail}", span.of(text))
}

/// `and 7 more: 3 reworded, 4 cut`.
fn rest(changes: &[&Change]) -> Option<String> {
    let mut counts: BTreeMap<ChangeKind, usize> = BTreeMap::new();
    for change in changes {
        *counts.entry(change.kind).or_default() += 1;
    }
    let kinds: Vec<String> = counts
        .iter()
        .map(|(kind, count)| format!("{count} {}", word(&json!(kind))))
        .collect();
    (!kinds.is_empty()).then(|| format!("and {} more: {}", changes.len(), kinds.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_keeps_whole_words_of_the_line() {
        let text =
            "Headline\nThe harbour master said on Monday that 430 families had left the quay.";
        let start = text.find("430").expect("it is there");
        let words = context(text, Span::new(start, start + 3));
        assert_eq!(words, "on Monday that 430 families had left");
        assert_eq!(context("430", Span::new(0, 3)), "430");
        assert_eq!(context("x", Span::new(5, 9)), "");
    }
}

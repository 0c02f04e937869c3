//! Which pieces of the container are the report.
//!
//! Each piece meets the rules in order; the first that speaks decides, and its name is kept as the
//! evidence for what `isnad explain` shows.

use crate::text::token::tokens;

use super::{
    container::Container,
    dom::Dom,
    features::Features,
    hints::Hints,
    model,
    pieces::{Kind, Piece, Pieces},
    repeats, teasers,
};

/// A first paragraph has at least so many scalar values, or ends as a sentence.
const SHORTEST_OPENING: usize = 25;

/// The rule for stars and dashes between parts, and quotation marks that are drawn large. It holds
/// whatever the model says.
const NO_WORDS: &str = "no-words";

/// What becomes of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Keep(&'static str),
    Drop(&'static str),
}

impl Verdict {
    /// The name of the rule.
    pub(super) fn rule(self) -> &'static str {
        let (Verdict::Keep(rule) | Verdict::Drop(rule)) = self;
        rule
    }

    pub(super) fn keeps(self) -> bool {
        matches!(self, Verdict::Keep(_))
    }
}

/// What is known before a piece is judged.
pub(super) struct Known<'k> {
    pub(super) dom: &'k Dom,
    pub(super) container: &'k Container,
    /// The pieces that can be this article's; others belong to another on the page.
    pub(super) range: std::ops::Range<usize>,
    pub(super) headline: &'k str,
    /// Hints that all of the article stands under, and that therefore tell nothing of its parts.
    pub(super) of_all: Hints,
    /// The page's own short description of the article.
    pub(super) description: Option<&'k str>,
}

/// The verdict on every piece of the page: what the rules say, weighed with all else by the model.
pub(super) fn judge(pieces: &Pieces, known: &Known) -> Vec<Verdict> {
    let rules = by_rules(pieces, known);
    let features = Features::of(pieces, known, &rules);
    let weigh = |(index, &rule): (usize, &Verdict)| {
        let can_be = known.range.contains(&index);
        let row = can_be.then(|| features.row(index)).flatten();
        match (rule, row.map(|row| model::keeps(&row, pieces.has_tags))) {
            (Verdict::Drop(NO_WORDS), _) => rule,
            (Verdict::Drop(_), Some(true)) => Verdict::Keep("model"),
            (Verdict::Keep(_), Some(false)) => Verdict::Drop("model"),
            (agreed, _) => agreed,
        }
    };
    let mut verdicts: Vec<Verdict> = rules.iter().enumerate().map(weigh).collect();
    repeats::drop_repeats(pieces, &mut verdicts);
    repeats::drop_pull_quotes(pieces, &mut verdicts);
    name_lead(pieces, &mut verdicts);
    verdicts
}

/// What the rules say of every piece; the model weighs it.
pub(super) fn by_rules(pieces: &Pieces, known: &Known) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = (0..pieces.list.len())
        .map(|index| judge_one(pieces, index, known))
        .collect();
    keep_lead(pieces, known, &mut verdicts);
    drop_idle_headings(pieces, &mut verdicts);
    repeats::drop_repeats(pieces, &mut verdicts);
    drop_overline(pieces, &mut verdicts);
    name_lead(pieces, &mut verdicts);
    verdicts
}

fn judge_one(pieces: &Pieces, index: usize, known: &Known) -> Verdict {
    let piece = &pieces.list[index];
    let unbelieved = Hints::CHROME.without(known.container.chrome);
    let hints = piece.hints.without(known.of_all).without(unbelieved);
    if !known.range.contains(&index) {
        return Verdict::Drop(piece.chrome_rule.unwrap_or("other-article"));
    }
    if !known.dom.is_within(piece.at, known.container.node) {
        return Verdict::Drop(if hints.any(Hints::CHROME) {
            hints.rule()
        } else {
            "outside-article"
        });
    }
    if hints.any(Hints::CHROME) {
        return Verdict::Drop(hints.rule());
    }
    if known.container.body_only && !piece.hints.any(Hints::BODY) {
        return Verdict::Drop("outside-body");
    }
    if teasers::holds(known.dom, &known.container.teasers, piece.at) {
        return Verdict::Drop("teaser-list");
    }
    if same_words(&piece.text, known.headline) {
        return Verdict::Drop("repeats-headline");
    }
    if let Some(rule) = piece.chrome_rule {
        return Verdict::Drop(rule);
    }
    judge_by_shape(piece)
}

fn judge_by_shape(piece: &Piece) -> Verdict {
    let links = piece.link_share();
    match piece.kind {
        _ if !piece.text.contains(char::is_alphanumeric) => Verdict::Drop(NO_WORDS),
        Kind::Heading(_) if links > 0.8 => Verdict::Drop("linked-heading"),
        Kind::Heading(1) => Verdict::Drop("second-headline"),
        Kind::Heading(_) => Verdict::Keep("section-heading"),
        _ if links > 0.8 && !(piece.ends_as_sentence() && piece.chars > 150) => {
            Verdict::Drop("all-links")
        }
        _ if links > 0.5 && piece.chars < 80 => Verdict::Drop("mostly-links"),
        Kind::Paragraph | Kind::Quotation => Verdict::Keep("paragraph"),
        Kind::ListItem if piece.chars >= 20 || piece.ends_as_sentence() => {
            Verdict::Keep("list-item")
        }
        Kind::ListItem => Verdict::Drop("short-item"),
        Kind::Caption => Verdict::Drop("caption"),
        Kind::Cell | Kind::Bare
            if piece.chars >= 80 || (piece.chars >= 30 && piece.ends_as_sentence()) =>
        {
            Verdict::Keep("running-text")
        }
        Kind::Cell | Kind::Bare => Verdict::Drop("short-text"),
    }
}

/// The summary often stands above the container, between headline and picture.
fn keep_lead(pieces: &Pieces, known: &Known, verdicts: &mut [Verdict]) {
    let Some(first) = verdicts.iter().position(|verdict| verdict.keeps()) else {
        return;
    };
    let said_already = |text: &str, verdicts: &[Verdict]| {
        pieces
            .list
            .iter()
            .zip(verdicts)
            .any(|(piece, verdict)| verdict.keeps() && same_words(&piece.text, text))
    };
    let candidate = (0..first).rev().take(40).find(|&index| {
        let piece = &pieces.list[index];
        let calls_itself = piece.hints.any(Hints::LEAD) && piece.chars >= 40;
        let is_description = known
            .description
            .is_some_and(|description| same_start(&piece.text, description));
        (calls_itself || is_description)
            && piece.link_share() < 0.3
            && !matches!(piece.kind, Kind::Heading(1))
            && !piece.hints.any(CHROME_OF_LEADS)
            && !same_words(&piece.text, known.headline)
            && piece.chrome_rule.is_none()
    });
    if let Some(index) = candidate
        && !said_already(&pieces.list[index].text, verdicts)
    {
        verdicts[index] = Verdict::Keep("lead");
    }
}

/// A summary that stands inside the container, above its first paragraph.
fn name_lead(pieces: &Pieces, verdicts: &mut [Verdict]) {
    let mut kept = (0..verdicts.len()).filter(|&index| verdicts[index].keeps());
    let Some(first) = kept.next() else { return };
    let piece = &pieces.list[first];
    let calls_itself = piece.hints.any(Hints::LEAD) && !piece.hints.any(Hints::BODY);
    let rule = match pieces.has_tags {
        true => kept.next().filter(|_| calls_itself).map(|_| "lead"),
        // Without tags it shows only where the page prints it a second time.
        false => {
            let words = repeats::folded(&piece.text);
            kept.any(|index| repeats::repeats(&words, &pieces.list[index].text))
                .then_some("lead-repeated-below")
        }
    };
    if let Some(rule) = rule {
        verdicts[first] = Verdict::Keep(rule);
    }
}

/// A lead may stand in the page's header or beside the date, never among these.
pub(super) const CHROME_OF_LEADS: Hints = Hints::NAVIGATION
    .with(Hints::FOOTER)
    .with(Hints::COMMENTS)
    .with(Hints::RELATED)
    .with(Hints::HIDDEN)
    .with(Hints::CAPTION)
    .with(Hints::PROMOTION);

/// A heading with nothing of its own under it announces what was dropped.
fn drop_idle_headings(pieces: &Pieces, verdicts: &mut [Verdict]) {
    let mut has_text_below = false;
    for (piece, verdict) in pieces.list.iter().zip(verdicts.iter_mut()).rev() {
        if !verdict.keeps() {
            continue;
        }
        if matches!(piece.kind, Kind::Heading(_)) && !has_text_below {
            *verdict = Verdict::Drop("heading-of-nothing");
        } else {
            has_text_below = true;
        }
    }
}

/// A few words above the first paragraph name the section, not the news.
fn drop_overline(pieces: &Pieces, verdicts: &mut [Verdict]) {
    let first = pieces
        .list
        .iter()
        .zip(verdicts.iter_mut())
        .find(|(_, verdict)| verdict.keeps());
    if let Some((piece, verdict)) = first
        && piece.kind == Kind::Paragraph
        && piece.chars < SHORTEST_OPENING
        && !piece.ends_as_sentence()
    {
        *verdict = Verdict::Drop("overline");
    }
}

/// Whether two texts are the same but for letters that readers take for the same and punctuation.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    // Cheap first: lengths that differ by half cannot be the same words.
    if a.len() * 2 < b.len() || b.len() * 2 < a.len() {
        return false;
    }
    let mut words = (tokens(a), tokens(b));
    loop {
        match (words.0.next(), words.1.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) if x.text == y.text || x.folded() == y.folded() => {}
            _ => return false,
        }
    }
}

/// Whether two texts begin with the same words; descriptions are cut short.
fn same_start(text: &str, description: &str) -> bool {
    let mut same = 0;
    for (x, y) in tokens(text).zip(tokens(description)) {
        if x.folded() != y.folded() {
            break;
        }
        same += 1;
    }
    same >= 8 || (same >= 4 && same == tokens(text).count())
}

//! The article page: everything that is known of one article, each with its way back to the bytes.

use isnad::model::{
    Alternative, Article, Derivation, Dropped, Language, Moment, Origin, OriginKind, Overlap,
    Reading, Related, Shares, Story,
};
use isnad_store::{RecordPlace, Revision};

use crate::{
    marks::MarkKind,
    strings::Words,
    text::{Text, neutral, safe_href},
};

use super::{
    Card, ChainView, SourceView, When, Why, article_href,
    blame::blame,
    body::{BlockView, body},
    changes::{self, DerivationView},
    claim::{ClaimView, claim},
    compare_href,
    front::{self, counts},
    headline,
    notes::{Note, notes},
    percent,
    revisions::{RevisionView, revisions},
    shares::SharesView,
    story_href,
};

/// What the store holds of an article.
#[derive(Clone, Debug)]
pub(crate) struct ArticleParts {
    pub(crate) reading: Reading,
    pub(crate) origin: Option<Origin>,
    pub(crate) derivation: Option<Derivation>,
    /// The article it took from, when that is held, and those that one goes back to.
    pub(crate) ancestors: Vec<Reading>,
    /// The further articles that it was put together from.
    pub(crate) further: Vec<(Derivation, Reading)>,
    /// The articles that it may have been taken from instead.
    pub(crate) alternatives: Vec<(Alternative, Reading)>,
    /// How much of it comes from where.
    pub(crate) shares: Option<Shares>,
    /// Articles that share text with it and took theirs from no one held.
    pub(crate) others: Vec<Reading>,
    /// What it shares with others, more than a quotation.
    pub(crate) overlaps: Vec<Overlap>,
    /// Articles that quote the same words, and share nothing else with it.
    pub(crate) quoting: Vec<Reading>,
    /// Those that took from it.
    pub(crate) copies: Vec<(Derivation, Reading)>,
    pub(crate) story: Option<Story>,
    /// What to read beside it, each with the names that both have; none where it is of the same story.
    pub(crate) read_also: Vec<(Reading, Vec<String>)>,
    /// All states, the latest first.
    pub(crate) revisions: Vec<Revision>,
    /// Where the page of the latest state stands.
    pub(crate) place: Option<RecordPlace>,
}

/// The article page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ArticleView {
    pub(crate) id: String,
    pub(crate) headline: Option<Text>,
    pub(crate) blocks: Vec<BlockView>,
    /// The kinds of mark that occur, each with how often.
    pub(crate) legend: Vec<(MarkKind, usize)>,
    pub(crate) notes: Vec<Note>,
    pub(crate) facts: Facts,
    pub(crate) chain: ChainView,
    pub(crate) origin: Option<OriginView>,
    pub(crate) derivation: Option<DerivationView>,
    /// The further articles that it was put together from.
    pub(crate) further: Vec<CopyView>,
    /// The articles that it may have been taken from instead, each with how sure that would be.
    pub(crate) alternatives: Vec<CopyView>,
    pub(crate) shares: SharesView,
    /// Articles that quote the same words, each with the address of the comparison.
    pub(crate) quoting: Vec<(Card, String)>,
    pub(crate) copies: Vec<CopyView>,
    /// Whether it says of its paragraphs where they stand first.
    pub(crate) traced: bool,
    pub(crate) claim: Option<ClaimView>,
    pub(crate) revisions: Vec<RevisionView>,
    pub(crate) related: Vec<Link>,
    pub(crate) read_also: Vec<ReadAlsoView>,
    pub(crate) dropped: Vec<DroppedView>,
    pub(crate) place: Option<RecordPlace>,
    pub(crate) story: Option<StoryLink>,
    /// The page itself, when a reader may be sent there.
    pub(crate) original: Option<String>,
}

/// What the page says about the article.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Facts {
    pub(crate) publisher: Option<SourceView>,
    pub(crate) byline: Vec<String>,
    pub(crate) published: Option<When>,
    pub(crate) published_why: Option<Why>,
    /// For an article without a date: between which days its words say that it was written.
    pub(crate) inferred: Option<Inferred>,
    pub(crate) modified: Option<When>,
    pub(crate) fetched: Option<When>,
    pub(crate) language: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) tags: Vec<String>,
}

/// The days between which an article was written, as far as its own words tell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Inferred {
    pub(crate) earliest: Option<When>,
    pub(crate) latest: Option<When>,
    /// The expressions that led there.
    pub(crate) from: Vec<Why>,
}

/// Where the text comes from at the root.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OriginView {
    /// String key of its kind.
    pub(crate) kind: &'static str,
    pub(crate) source: Option<SourceView>,
    /// The root article, when it is held and another.
    pub(crate) article: Option<String>,
    pub(crate) why: Why,
}

/// An article that took from this one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CopyView {
    pub(crate) card: Card,
    pub(crate) share: String,
    pub(crate) changes: usize,
    /// The two beside each other.
    pub(crate) compare: String,
}

/// An article to read beside this one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReadAlsoView {
    pub(crate) card: Card,
    /// The names that both have; none where it is of the same story.
    pub(crate) because: Vec<String>,
}

/// Words that may lead somewhere.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Link {
    pub(crate) text: Text,
    pub(crate) href: Option<String>,
}

/// What the page held and the article does not.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DroppedView {
    pub(crate) text: Text,
    pub(crate) rule: String,
}

/// The story an article belongs to, when it has other articles.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StoryLink {
    pub(crate) href: String,
    pub(crate) headline: Text,
    pub(crate) counts: String,
}

/// Makes the page.
pub(crate) fn article(words: &Words, parts: &ArticleParts) -> ArticleView {
    let reading = &parts.reading;
    let article = &reading.article;
    let (mut notes, marks) = notes(words, reading);
    let blame = blame(reading, &parts.ancestors, &parts.others);
    let traced = !blame.is_empty();
    let blocks = body(words, article, &marks, &mut notes, blame);
    let parent = parts.ancestors.first();
    let address = article.url.as_deref().or(article.canonical.as_deref());
    let derivation = parts.derivation.as_ref();
    ArticleView {
        id: article.id.to_string(),
        headline: headline(article),
        blocks,
        legend: legend(&notes),
        notes,
        facts: facts(words, reading),
        chain: ChainView::of(reading),
        origin: parts.origin.as_ref().map(|origin| root(origin, reading)),
        derivation: derivation
            .filter(|derivation| derivation.parent.is_some())
            .map(|d| changes::derivation(words, d, article, parent)),
        further: copies(words, article, &parts.further),
        alternatives: alternatives(words, article, &parts.alternatives),
        shares: parts
            .shares
            .as_ref()
            .map(|shares| SharesView::of(shares, Some(article)))
            .unwrap_or_default(),
        quoting: parts
            .quoting
            .iter()
            .map(|other| {
                let compare = compare_href(article.id, other.article.id);
                (Card::of(words, other), compare)
            })
            .collect(),
        copies: copies(words, article, &parts.copies),
        claim: claimed(parts),
        traced,
        revisions: revisions(words, &parts.revisions),
        related: related(reading),
        read_also: read_also(words, &parts.read_also),
        dropped: dropped(reading),
        place: parts.place.clone(),
        story: parts.story.as_ref().and_then(|story| link(words, story)),
        original: address.and_then(safe_href).map(str::to_owned),
    }
}

fn legend(notes: &[Note]) -> Vec<(MarkKind, usize)> {
    let count = |kind: MarkKind| notes.iter().filter(|note| note.kind == kind).count();
    MarkKind::ALL
        .into_iter()
        .map(|kind| (kind, count(kind)))
        .filter(|(_, count)| *count > 0)
        .collect()
}

fn facts(words: &Words, reading: &Reading) -> Facts {
    let article = &reading.article;
    let when = |moment| When::of(words, moment);
    let evidence = article.published_evidence.as_ref();
    Facts {
        publisher: article.publisher.as_ref().map(SourceView::of),
        byline: article.byline.iter().map(|name| neutral(name)).collect(),
        published: article.published.map(when),
        published_why: evidence.map(|evidence| Why::of(evidence, article)),
        inferred: inferred(words, reading),
        modified: article.modified.map(when),
        fetched: article.fetched.map(when),
        language: article.language.as_ref().map(|code| language(words, code)),
        section: article.section.as_deref().map(neutral),
        tags: article.tags.iter().map(|tag| neutral(tag)).collect(),
    }
}

fn inferred(words: &Words, reading: &Reading) -> Option<Inferred> {
    let window = reading.inferred.as_ref()?;
    let when = |day| When::of(words, Moment::day(day));
    Some(Inferred {
        earliest: window.earliest.map(when),
        latest: window.latest.map(when),
        from: window
            .from
            .iter()
            .map(|clue| Why::of(clue, &reading.article))
            .collect(),
    })
}

/// The language's name where the interface has a word for it, else its code.
fn language(words: &Words, language: &Language) -> String {
    let name = words.find(&format!("language.{language}"));
    name.map_or_else(|| language.to_string(), str::to_owned)
}

fn root(origin: &Origin, reading: &Reading) -> OriginView {
    let article = &reading.article;
    let other = origin.article.filter(|id| *id != article.id);
    OriginView {
        kind: match origin.kind {
            OriginKind::Agency => "origin.agency",
            OriginKind::CreditedAgency => "origin.credited-agency",
            OriginKind::OwnReporting => "origin.own-reporting",
            OriginKind::Unknown => "origin.unknown",
        },
        source: origin.source.as_ref().map(SourceView::of),
        article: other.map(article_href),
        why: Why::of(&origin.evidence, article),
    }
}

fn claimed(parts: &ArticleParts) -> Option<ClaimView> {
    let copies = parts.copies.iter().map(|(derivation, _)| derivation);
    let derivations: Vec<Derivation> = parts.derivation.iter().chain(copies).cloned().collect();
    claim(
        &parts.reading,
        &parts.overlaps,
        &derivations,
        parts.ancestors.first(),
    )
}

fn copies(words: &Words, here: &Article, copies: &[(Derivation, Reading)]) -> Vec<CopyView> {
    let view = |(derivation, reading): &(Derivation, Reading)| CopyView {
        card: Card::of(words, reading),
        share: percent(derivation.copy_in_parent),
        changes: derivation.changes.len(),
        compare: compare_href(here.id, reading.article.id),
    };
    copies.iter().map(view).collect()
}

fn alternatives(words: &Words, here: &Article, of: &[(Alternative, Reading)]) -> Vec<CopyView> {
    let view = |(alternative, reading): &(Alternative, Reading)| CopyView {
        card: Card::of(words, reading),
        share: percent(alternative.confidence),
        changes: 0,
        compare: compare_href(here.id, reading.article.id),
    };
    of.iter().map(view).collect()
}

fn read_also(words: &Words, articles: &[(Reading, Vec<String>)]) -> Vec<ReadAlsoView> {
    let view = |(reading, because): &(Reading, Vec<String>)| ReadAlsoView {
        card: Card::of(words, reading),
        because: because.iter().map(|name| neutral(name)).collect(),
    };
    articles.iter().map(view).collect()
}

fn related(reading: &Reading) -> Vec<Link> {
    let article = &reading.article;
    let view = |related: &Related| Link {
        text: Text::of(article, &related.text),
        href: related
            .href
            .as_deref()
            .and_then(safe_href)
            .map(str::to_owned),
    };
    article.related.iter().map(view).collect()
}

fn dropped(reading: &Reading) -> Vec<DroppedView> {
    let article = &reading.article;
    let view = |dropped: &Dropped| DroppedView {
        text: Text::of(article, &dropped.text),
        rule: neutral(&dropped.rule),
    };
    article.dropped.iter().map(view).collect()
}

fn link(words: &Words, story: &Story) -> Option<StoryLink> {
    (story.articles.len() > 1).then(|| StoryLink {
        href: story_href(story.id),
        headline: front::headline(words, story, None),
        counts: counts(words, story),
    })
}

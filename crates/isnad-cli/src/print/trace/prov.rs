//! What was traced, in W3C PROV-JSON (<https://www.w3.org/submissions/prov-json/>).
//!
//! Articles, and statements and figures that they quote, are entities; publishers, agencies and
//! speakers are agents; stories are collections. PROV's finer kinds of derivation (quotation,
//! primary source) are `prov:type`s of `wasDerivedFrom`, as PROV-JSON writes them. Why something is
//! said, and how sure it is, stands in attributes of the prefix `isnad`.

mod document;
mod said;

use std::io::{self, Write};

use isnad::{
    model::{
        ArticleId, Change, Derivation, Evidence, Moment, Origin, OriginKind, Source, SourceKind,
        Span, Story,
    },
    trace,
};
use serde_json::{Value, json};

use crate::traced::{Held, Traced};

use super::{is_fact, word};
use document::{Attributes, Document, PRIMARY_SOURCE, REPORTED, in_language, name, typed};
use said::{Said, repeats, statement};

/// The whole as one document.
pub(crate) fn print(out: &mut impl Write, traced: &Traced) -> io::Result<()> {
    let mut document = Document::default();
    // An agent is kept as it was first met: whose own page makes an agency of them comes first.
    for source in agencies(traced) {
        agent(&mut document, source, SourceKind::Agency);
    }
    for held in traced.held() {
        article(&mut document, held);
        taken(&mut document, traced, held);
        for (at, quote) in held.reading.quotes.iter().enumerate() {
            statement(&mut document, held.article, at, quote);
        }
    }
    for story in &traced.stories {
        self::story(&mut document, traced, story);
    }
    writeln!(out, "{:#}", document.into_value())
}

/// The publishers of articles that are origins because an agency published them.
fn agencies(traced: &Traced) -> impl Iterator<Item = &Source> {
    let own = traced.held().filter(|held| {
        let id = held.article.id;
        let origin = traced.origin(id);
        origin.is_some_and(|one| one.kind == OriginKind::Agency && one.article == Some(id))
    });
    own.filter_map(|held| held.article.publisher.as_ref())
}

fn article_name(id: ArticleId) -> String {
    format!("article:{id}")
}

/// An article, who published it, and whom it credits.
fn article(document: &mut Document, held: Held<'_>) {
    let article = held.article;
    let mut fields = Attributes::typed("isnad:Article");
    fields.set(
        "prov:label",
        article.headline().map(|words| in_language(words, article)),
    );
    fields.set(
        "prov:location",
        article.url.as_ref().map(|url| typed(url, "xsd:anyURI")),
    );
    fields.set("isnad:ordinal", Some(json!(article.ordinal)));
    fields.set("isnad:input", Some(json!(held.name)));
    fields.set("isnad:published", article.published.map(moment));
    let entity = article_name(article.id);
    document.thing("entity", &entity, fields);
    if let Some(publisher) = &article.publisher {
        let agent = agent(document, publisher, publisher.kind);
        attributed(
            document,
            &entity,
            &agent,
            Attributes::typed("isnad:Publisher"),
        );
    }
    for link in trace::chain(held.reading).links {
        let agent = agent(document, &link.source, link.source.kind);
        let mut why = Attributes::typed("isnad:Credited");
        why.evidence(&link.evidence);
        attributed(document, &entity, &agent, why);
    }
}

fn moment(moment: Moment) -> Value {
    match moment.instant {
        Some(instant) => typed(&instant.to_string(), "xsd:dateTime"),
        None => typed(&moment.date.to_string(), "xsd:date"),
    }
}

/// The agent of a publisher or of a credited source.
fn agent(document: &mut Document, source: &Source, kind: SourceKind) -> String {
    let kind = match kind {
        SourceKind::Agency => "isnad:Agency",
        SourceKind::Outlet => "isnad:Outlet",
        SourceKind::Aggregator => "isnad:Aggregator",
        SourceKind::Speaker => "isnad:Speaker",
    };
    let id = name("source", source.identity());
    let mut fields = Attributes::typed(kind);
    fields.also_typed("prov:Organization");
    fields.set("prov:label", Some(json!(source.name)));
    document.thing("agent", &id, fields);
    id
}

fn attributed(document: &mut Document, entity: &str, agent: &str, mut fields: Attributes) {
    fields.set("prov:entity", Some(json!(entity)));
    fields.set("prov:agent", Some(json!(agent)));
    document.relation("wasAttributedTo", fields);
}

fn derived(document: &mut Document, entity: &str, from: &str, mut fields: Attributes) {
    fields.set("prov:generatedEntity", Some(json!(entity)));
    fields.set("prov:usedEntity", Some(json!(from)));
    document.relation("wasDerivedFrom", fields);
}

/// Whom an article took its text from, and where that text comes from at the root.
fn taken(document: &mut Document, traced: &Traced, held: Held<'_>) {
    let id = held.article.id;
    if let Some((derivation, parent)) = traced.taken_from(id) {
        let from = article_name(parent.article.id);
        derived(document, &article_name(id), &from, copied(derivation));
        for one in &derivation.further {
            if let Some(parent) = one.parent.and_then(|id| traced.get(id)) {
                let from = article_name(parent.article.id);
                derived(document, &article_name(id), &from, copied(one));
            }
        }
    }
    let Some(origin) = traced.origin(id) else {
        return;
    };
    let Some(root) = root(document, traced, id, origin) else {
        return;
    };
    let mut fields = Attributes::typed(PRIMARY_SOURCE);
    fields.evidence(&origin.evidence);
    derived(document, &article_name(id), &root, fields);
}

fn copied(derivation: &Derivation) -> Attributes {
    let reason = |one: &Evidence| json!(format!("{} {:.3}", one.rule, one.confidence));
    let change = |one: &Change| {
        let kind = json!(one.kind);
        json!(format!("{}: {} → {}", word(&kind), one.before, one.after))
    };
    let facts = derivation.changes.iter().filter(|one| is_fact(one.kind));
    let mut fields = Attributes::typed("isnad:Copy");
    fields.set("isnad:confidence", Some(share(derivation.confidence)));
    fields.set(
        "isnad:takenFromParent",
        Some(share(derivation.copy_in_parent)),
    );
    fields.set("isnad:keptOfParent", Some(share(derivation.parent_in_copy)));
    fields.list("isnad:evidence", derivation.evidence.iter().map(reason));
    fields.list("isnad:changed", facts.map(change));
    fields
}

/// A share or a confidence with three decimals: more would only show how `f32` rounds.
fn share(value: f32) -> Value {
    typed(&format!("{value:.3}"), "xsd:double")
}

/// The entity at the root of an article's text, where that is another: an article that is held, or
/// the report of an agency that is only credited, one for each story.
fn root(
    document: &mut Document,
    traced: &Traced,
    id: ArticleId,
    origin: &Origin,
) -> Option<String> {
    if let Some(article) = origin.article {
        return (article != id).then(|| article_name(article));
    }
    let source = origin
        .source
        .as_ref()
        .filter(|_| origin.kind == OriginKind::CreditedAgency)?;
    let story = traced.story_of(id)?;
    let entity = name("report", &format!("{}-{}", story.id, source.identity()));
    let agent = agent(document, source, source.kind);
    if document.thing("entity", &entity, Attributes::typed("isnad:UnseenReport")) {
        attributed(
            document,
            &entity,
            &agent,
            Attributes::typed("isnad:Publisher"),
        );
    }
    Some(entity)
}

/// A story collects its articles; figures that differ are collected apart.
fn story(document: &mut Document, traced: &Traced, story: &Story) {
    let collection = format!("story:{}", story.id);
    let mut fields = Attributes::typed("isnad:Story");
    fields.also_typed("prov:Collection");
    fields.set("prov:label", Some(json!(story.headline)));
    fields.set("isnad:outlets", Some(json!(story.outlets.len())));
    fields.set("isnad:origins", Some(json!(story.origins.len())));
    document.thing("entity", &collection, fields);
    for id in &story.articles {
        member(document, &collection, &article_name(*id));
    }
    for (at, conflict) in story.conflicts.iter().enumerate() {
        let figures = format!("conflict:{}-{at}", story.id);
        let mut fields = Attributes::typed("isnad:FiguresThatDiffer");
        fields.also_typed("prov:Collection");
        fields.set("isnad:unit", Some(json!(conflict.unit)));
        document.thing("entity", &figures, fields);
        for (held, figure) in traced.claims(conflict) {
            let article = held.article;
            let words = |span: Span| span.of(&article.text);
            let id = format!("figure:{}-{}", article.id, figure.span.start);
            member(document, &figures, &id);
            let said = Said {
                id,
                of: "isnad:Figure",
                value: in_language(words(figure.span), article),
                speaker: figure.said_by.map(words),
                evidence: &figure.evidence,
            };
            repeats(document, article, REPORTED, said);
        }
    }
}

fn member(document: &mut Document, collection: &str, entity: &str) {
    let mut fields = Attributes::default();
    fields.set("prov:collection", Some(json!(collection)));
    fields.set("prov:entity", Some(json!(entity)));
    document.relation("hadMember", fields);
}

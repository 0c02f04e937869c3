//! What people say, as entities that articles repeat.

use isnad::{
    model::{Article, Evidence, Quote},
    text::{fold::fold, token::tokens},
};
use serde_json::{Value, json};

use super::{
    article_name, attributed, derived,
    document::{Attributes, Document, QUOTATION, REPORTED, in_language, name},
};

/// Words with a speaker whom the text names: an entity of the speaker's that the article repeats.
pub(super) fn statement(document: &mut Document, article: &Article, at: usize, quote: &Quote) {
    let Some(speaker) = quote.speaker else { return };
    let speaker = quote
        .speaker_name
        .as_deref()
        .unwrap_or(speaker.of(&article.text));
    let kind = if quote.direct { QUOTATION } else { REPORTED };
    let id = format!("statement:{}-{at}", article.id);
    let value = in_language(quote.span.of(&article.text), article);
    let said = Said {
        id,
        of: "isnad:Statement",
        value,
        speaker: Some(speaker),
        evidence: &quote.evidence,
    };
    repeats(document, article, kind, said);
}

/// What somebody said, as an entity.
pub(super) struct Said<'s> {
    pub(super) id: String,
    pub(super) of: &'static str,
    pub(super) value: Value,
    pub(super) speaker: Option<&'s str>,
    pub(super) evidence: &'s Evidence,
}

/// An article repeats what somebody said.
pub(super) fn repeats(
    document: &mut Document,
    article: &Article,
    kind: &'static str,
    said: Said<'_>,
) {
    let mut fields = Attributes::typed(said.of);
    fields.set("prov:value", Some(said.value));
    document.thing("entity", &said.id, fields);
    let mut why = Attributes::typed(kind);
    why.evidence(said.evidence);
    derived(document, &article_name(article.id), &said.id, why);
    let speaker = said.speaker.and_then(|words| speaker(document, words));
    if let Some(speaker) = speaker {
        attributed(
            document,
            &said.id,
            &speaker,
            Attributes::typed("isnad:Speaker"),
        );
    }
}

/// One agent for all spellings of a name that readers take for the same; none for what has no letters.
fn speaker(document: &mut Document, words: &str) -> Option<String> {
    let folded = fold(words);
    let key: Vec<&str> = tokens(&folded).map(|token| token.text).collect();
    if key.is_empty() {
        return None;
    }
    let id = name("speaker", &key.join("-"));
    let mut fields = Attributes::typed("isnad:Speaker");
    fields.set("prov:label", Some(json!(words)));
    document.thing("agent", &id, fields);
    Some(id)
}

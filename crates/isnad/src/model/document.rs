use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Article, Chain, Comparison, Reading};

/// The JSON that Isnad shows to the world for one article: `isnad read --format json`, the API, and
/// exports all write this, and it changes only with [`Document::SCHEMA`].
///
/// It is the [`Reading`] with three differences: the article's fields stand at the top level, the
/// views people ask for are filled in (`headline`, `lead`, `body`, `chain`), and every place is an
/// object `{"start", "end", "exact"}` whose offsets count Unicode scalar values of `text`, end
/// excluded, with the words that stand there.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Document(Value);

impl Document {
    /// The value of the field `schema`.
    pub const SCHEMA: &'static str = "isnad/1";

    /// The document of a reading and its chain.
    pub fn new(reading: &Reading, chain: &Chain) -> Document {
        let article = &reading.article;
        let mut fields = Map::new();
        let mut set = |name: &str, value: Value| {
            fields.insert(name.to_owned(), value);
        };
        set("schema", json!(Document::SCHEMA));
        set("headline", json!(article.headline()));
        set("lead", json!(article.lead()));
        set(
            "body",
            json!(
                article
                    .body()
                    .map(|block| article.words(block))
                    .collect::<Vec<_>>()
            ),
        );
        set("chain_line", json!(chain.to_string()));
        set("chain", json!(chain));
        if let Value::Object(mut reading_fields) = json!(reading) {
            if let Some(Value::Object(article_fields)) = reading_fields.remove("article") {
                fields.extend(article_fields);
            }
            fields.extend(reading_fields);
        }
        let mut value = Value::Object(fields);
        Places::new(&article.text).convert(&mut value);
        Document(value)
    }

    /// The document of a comparison of these two articles: `schema` and the [`Comparison`], its places
    /// as above, each in the text of its own side.
    pub fn of_comparison(comparison: &Comparison, a: &Article, b: &Article) -> Document {
        let mut value = json!(comparison);
        value["schema"] = json!(Document::SCHEMA);
        let sides = [("a", Places::new(&a.text)), ("b", Places::new(&b.text))];
        for list in ["differences", "passages"] {
            for item in value[list].as_array_mut().into_iter().flatten() {
                for (side, places) in &sides {
                    if let Some(place) = item.get_mut(side) {
                        places.convert(place);
                    }
                }
            }
        }
        Document(value)
    }

    /// The document as a JSON value.
    pub fn value(&self) -> &Value {
        &self.0
    }
}

/// Turns byte spans into places that count scalar values.
struct Places<'t> {
    text: &'t str,
    /// The byte offset of every 64th scalar value, so that a look-up scans at most 64 of them.
    marks: Vec<usize>,
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Places<'t> {
        let marks = text
            .char_indices()
            .step_by(64)
            .map(|(byte, _)| byte)
            .collect();
        Places { text, marks }
    }

    fn scalar(&self, byte: usize) -> usize {
        let mark = self
            .marks
            .partition_point(|&start| start <= byte)
            .saturating_sub(1);
        let start = self.marks.get(mark).copied().unwrap_or(0);
        let rest = self.text.get(start..byte).unwrap_or("");
        mark * 64 + rest.chars().count()
    }

    /// `at` speaks of the page, not of the article's text, and stays inside the library.
    fn convert(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.convert(item)),
            Value::Object(fields) => {
                fields.remove("at");
                if let Some(place) = self.place(fields) {
                    *value = place;
                } else {
                    fields.values_mut().for_each(|field| self.convert(field));
                }
            }
            _ => {}
        }
    }

    fn place(&self, fields: &Map<String, Value>) -> Option<Value> {
        if fields.len() != 2 {
            return None;
        }
        let start = fields.get("start")?.as_u64()? as usize;
        let end = fields.get("end")?.as_u64()? as usize;
        let exact = self.text.get(start..end)?;
        Some(json!({ "start": self.scalar(start), "end": self.scalar(end), "exact": exact }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleId, BlockKind, Direction, Passage, PassageKind, Span};

    #[test]
    fn places_count_scalar_values_and_quote_the_words() {
        let mut article = Article::default();
        article.push(BlockKind::Headline, "عودة السفن", "test", Direction::Rtl);
        article.push(
            BlockKind::Paragraph,
            &"كلمة ".repeat(40),
            "test",
            Direction::Rtl,
        );
        let reading = Reading {
            article,
            ..Reading::default()
        };
        let document = Document::new(&reading, &Chain::default());
        let block = &document.value()["blocks"][1]["span"];
        assert_eq!(block["start"], 11);
        assert_eq!(block["end"], 211);
        assert_eq!(document.value()["blocks"][0]["span"]["exact"], "عودة السفن");
        assert_eq!(document.value()["headline"], "عودة السفن");
    }
    #[test]
    fn each_side_of_a_comparison_counts_in_its_own_text() {
        let of = |words| {
            let mut article = Article::default();
            article.push(BlockKind::Paragraph, words, "test", Direction::Rtl);
            article
        };
        let (a, b) = (of("عادت السفن"), of("The ships returned"));
        let comparison = Comparison {
            a: ArticleId(1),
            b: ArticleId(2),
            a_in_b: 0.0,
            b_in_a: 0.0,
            is_whole: true,
            differences: Vec::new(),
            passages: vec![Passage {
                kind: PassageKind::Replaced,
                a: Some(Span::new(9, 19)),
                b: Some(Span::new(4, 9)),
            }],
        };
        let document = Document::of_comparison(&comparison, &a, &b);
        let passage = &document.value()["passages"][0];
        assert_eq!(
            passage["a"],
            json!({"start": 5, "end": 10, "exact": "السفن"})
        );
        assert_eq!(
            passage["b"],
            json!({"start": 4, "end": 9, "exact": "ships"})
        );
        assert_eq!(document.value()["schema"], Document::SCHEMA);
    }
}

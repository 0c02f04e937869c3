//! A PROV-JSON document while it is written.

use std::collections::BTreeMap;

use isnad::model::{Article, Evidence};
use serde_json::{Map, Value, json};

/// A derivation that repeats words.
pub(super) const QUOTATION: &str = "prov:Quotation";
/// A derivation that says in other words what somebody said. PROV has no word for it.
pub(super) const REPORTED: &str = "isnad:ReportedSpeech";
/// A derivation from the root.
pub(super) const PRIMARY_SOURCE: &str = "prov:PrimarySource";

/// What names begin with. `prov` and `xsd` are part of PROV-JSON.
const PREFIXES: &[&str] = &[
    "article",
    "source",
    "speaker",
    "report",
    "statement",
    "figure",
    "story",
    "conflict",
];

/// Records by what they are (`entity`, `wasDerivedFrom`), then by name.
#[derive(Default)]
pub(super) struct Document {
    records: BTreeMap<&'static str, Map<String, Value>>,
}

impl Document {
    /// Adds an entity or an agent, unless it is there; says whether it was not.
    pub(super) fn thing(&mut self, kind: &'static str, name: &str, fields: Attributes) -> bool {
        let records = self.records.entry(kind).or_default();
        let new = !records.contains_key(name);
        if new {
            records.insert(name.to_owned(), Value::Object(fields.0));
        }
        new
    }

    /// Adds a relation. Relations have no names of their own: they are numbered.
    pub(super) fn relation(&mut self, kind: &'static str, fields: Attributes) {
        let records = self.records.entry(kind).or_default();
        let name = format!("_:{kind}{}", records.len());
        records.insert(name, Value::Object(fields.0));
    }

    pub(super) fn into_value(self) -> Value {
        let mut prefixes: Map<String, Value> = PREFIXES
            .iter()
            .map(|name| ((*name).to_owned(), json!(format!("urn:isnad:{name}:"))))
            .collect();
        prefixes.insert("isnad".to_owned(), json!("urn:isnad:"));
        let mut document = Map::from_iter([("prefix".to_owned(), Value::Object(prefixes))]);
        let records = self.records.into_iter();
        document.extend(records.map(|(kind, named)| (kind.to_owned(), Value::Object(named))));
        Value::Object(document)
    }
}

/// The attributes of one record.
#[derive(Default)]
pub(super) struct Attributes(Map<String, Value>);

impl Attributes {
    pub(super) fn typed(of: &str) -> Attributes {
        let mut fields = Attributes::default();
        fields.set("prov:type", Some(qualified(of)));
        fields
    }

    pub(super) fn also_typed(&mut self, of: &str) {
        if let Some(first) = self.0.remove("prov:type") {
            self.set("prov:type", Some(json!([first, qualified(of)])));
        }
    }

    /// Sets an attribute, when there is a value.
    pub(super) fn set(&mut self, name: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value);
        }
    }

    /// Sets an attribute of several values, when there is any.
    pub(super) fn list(&mut self, name: &str, values: impl Iterator<Item = Value>) {
        let values: Vec<Value> = values.collect();
        self.set(name, (!values.is_empty()).then_some(Value::Array(values)));
    }

    /// Says by which rule, and how sure.
    pub(super) fn evidence(&mut self, evidence: &Evidence) {
        let confidence = typed(&format!("{:.3}", evidence.confidence), "xsd:double");
        self.set("isnad:rule", Some(json!(evidence.rule)));
        self.set("isnad:confidence", Some(confidence));
    }
}

/// A value of a type of XML Schema.
pub(super) fn typed(value: &str, of: &str) -> Value {
    json!({ "$": value, "type": of })
}

fn qualified(name: &str) -> Value {
    typed(name, "prov:QUALIFIED_NAME")
}

/// Words in the language of the article they stand in.
pub(super) fn in_language(words: &str, article: &Article) -> Value {
    match &article.language {
        Some(language) => json!({ "$": words, "lang": language }),
        None => json!(words),
    }
}

/// A qualified name: all of the key but letters, digits and `.-_` is percent-encoded.
pub(super) fn name(prefix: &str, key: &str) -> String {
    let mut name = format!("{prefix}:");
    for c in key.chars() {
        if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') {
            name.push(c);
        } else {
            let mut bytes = [0; 4];
            let bytes = c.encode_utf8(&mut bytes).bytes();
            name.extend(bytes.map(|byte| format!("%{byte:02X}")));
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_key_makes_a_name() {
        let cases = [
            ("lennar.example", "source:lennar.example"),
            ("بريد لينار", "source:بريد%20لينار"),
            ("a/b:c", "source:a%2Fb%3Ac"),
        ];
        for (key, expected) in cases {
            assert_eq!(name("source", key), expected);
        }
    }

    #[test]
    fn things_are_kept_once_and_relations_are_numbered() {
        let mut document = Document::default();
        assert!(document.thing("agent", "source:a", Attributes::typed("isnad:Agency")));
        assert!(!document.thing("agent", "source:a", Attributes::typed("isnad:Outlet")));
        document.relation("hadMember", Attributes::default());
        document.relation("hadMember", Attributes::default());
        let value = document.into_value();
        assert_eq!(value["agent"]["source:a"]["prov:type"]["$"], "isnad:Agency");
        assert_eq!(value["hadMember"].as_object().map(Map::len), Some(2));
        assert_eq!(value["prefix"]["source"], "urn:isnad:source:");
    }
}

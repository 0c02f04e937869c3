//! One check.

use std::{fs, path::Path};

use isnad_gather::{
    When,
    feed::{Feed, Person, Text},
};
use serde::Deserialize;

use crate::error::Error;

/// A field of a feed or of an entry, and its value.
#[derive(Debug, Deserialize)]
pub(super) struct Row {
    pub(super) file: String,
    /// `feed` or `entry`.
    pub(super) target: String,
    /// Which entry, from 0.
    index: Option<usize>,
    pub(super) field: String,
    expected: Value,
}

/// Dates are seconds since 1970.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Value {
    Seconds(i64),
    Text(String),
}

/// The rows of a file.
pub(super) fn rows(path: &Path) -> Result<Vec<Row>, Error> {
    parse(&fs::read_to_string(path).map_err(Error::io(path))?, path)
}

pub(super) fn parse(text: &str, path: &Path) -> Result<Vec<Row>, Error> {
    let row = |(line, text)| serde_json::from_str(text).map_err(Error::json(path, line + 1));
    text.lines().enumerate().map(row).collect()
}

impl Row {
    /// The value that is right.
    pub(super) fn wanted(&self) -> String {
        match &self.expected {
            Value::Seconds(seconds) => seconds.to_string(),
            Value::Text(text) => text.clone(),
        }
    }

    /// The value that a feed has there.
    pub(super) fn found(&self, feed: &Feed) -> Option<String> {
        let text = |text: &Option<Text>| text.as_ref().map(|text| text.as_str().to_owned());
        let first = |authors: &[Person]| authors.first().map(Person::shown);
        let seconds = |when: &Option<When>| when.map(|when| when.seconds().to_string());
        macro_rules! field {
            ($of:expr) => {
                match self.field.as_str() {
                    "title" => text(&$of.title),
                    "link" => $of.link.clone(),
                    "id" => $of.id.clone(),
                    "author" => first(&$of.authors),
                    "language" => $of.language.clone(),
                    "published" => seconds(&$of.published),
                    "updated" => seconds(&$of.updated),
                    "created" => seconds(&$of.created),
                    _ => None,
                }
            };
        }
        if self.target == "feed" {
            return field!(feed);
        }
        let entry = feed.entries.get(self.index?)?;
        field!(entry)
    }
}

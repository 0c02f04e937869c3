//! A row of somebody's data set, by the names its fields commonly have.

use isnad::model::{FeedItem, MediaType, Page};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::Offset,
};

/// What fields mean. The order within a line is the order of trust.
const NAMES: &[(Field, &[&str])] = &[
    (Field::Url, &["url", "uri", "link", "address"]),
    (Field::Html, &["html", "raw_html", "content_html"]),
    (Field::Text, &["text", "plain_text", "article", "maintext"]),
    (Field::Either, &["content", "body", "raw_content"]),
    (
        Field::Fetched,
        &[
            "fetched",
            "crawled",
            "timestamp",
            "date",
            "crawl_date",
            "fetch_time",
            "warc_date",
            "date_download",
        ],
    ),
    (Field::Title, &["title", "headline"]),
    (
        Field::Published,
        &["published", "date_publish", "publish_date", "pubdate"],
    ),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Url,
    Html,
    Text,
    Either,
    Fetched,
    Title,
    Published,
}

/// Whether a field of this name is looked at.
#[cfg(feature = "parquet")]
pub(crate) fn knows(name: &str) -> bool {
    rank(name).is_some()
}

/// What a name means, and how many better names there are for it.
fn rank(name: &str) -> Option<(Field, usize)> {
    NAMES.iter().find_map(|(field, names)| {
        let at = names.iter().position(|it| it.eq_ignore_ascii_case(name))?;
        Some((*field, at))
    })
}

/// The fields of a row that mean something.
pub(crate) struct Row {
    fields: Vec<(Field, usize, String)>,
}

impl Row {
    /// Of fields without words nothing is kept.
    pub(crate) fn new(fields: impl Iterator<Item = (String, String)>) -> Row {
        let known = |(name, value): (String, String)| {
            let (field, rank) = rank(&name).filter(|_| !value.trim().is_empty())?;
            Some((field, rank, value))
        };
        Row {
            fields: fields.filter_map(known).collect(),
        }
    }

    fn take(&mut self, wanted: Field) -> Option<String> {
        let places = self.fields.iter().enumerate();
        let (best, _) = places
            .filter(|(_, (field, ..))| *field == wanted)
            .min_by_key(|(_, (_, rank, _))| *rank)?;
        Some(self.fields.swap_remove(best).2)
    }

    /// The page of this row.
    ///
    /// # Errors
    /// When it has neither tags nor text, or a time that cannot be read.
    pub(crate) fn page(mut self) -> Result<Page, String> {
        let forms = [
            (Field::Html, MediaType::Html),
            (Field::Text, MediaType::Text),
            (Field::Either, MediaType::Unknown),
        ];
        let mut forms = forms.into_iter();
        let found = forms.find_map(|(field, media_type)| Some((self.take(field)?, media_type)));
        let (content, media_type) =
            found.ok_or("has no page: no field html, text or content with words in it")?;
        let fetched = self.take(Field::Fetched).map(|time| moment(&time));
        let url = self.take(Field::Url);
        Ok(Page {
            item: self.item(url.as_deref()),
            url,
            fetched: fetched.transpose()?,
            media_type,
            // What is inside JSON is decoded; what the page says of its bytes is of the past.
            charset: Some("utf-8".to_owned()),
            bytes: content.into_bytes(),
        })
    }

    /// What the row says of the page beside its content.
    fn item(&mut self, url: Option<&str>) -> Option<Box<FeedItem>> {
        let title = self.take(Field::Title);
        let published = self.take(Field::Published);
        if title.is_none() && published.is_none() {
            return None;
        }
        Some(Box::new(FeedItem {
            link: url.map(str::to_owned),
            title,
            published,
            ..FeedItem::default()
        }))
    }
}

/// A time as data sets write it. A day stands for its noon in UTC; a time without a zone is in UTC.
pub(crate) fn moment(text: &str) -> Result<Timestamp, String> {
    let text = text.trim();
    let utc = |time: DateTime| Offset::UTC.to_timestamp(time).ok();
    let day = || {
        text.parse::<Date>()
            .ok()
            .and_then(|day| utc(day.at(12, 0, 0, 0)))
    };
    let time = || text.parse::<DateTime>().ok().and_then(utc);
    let found = seconds(text).or_else(|| text.parse().ok());
    let found = if text.len() <= 10 {
        found.or_else(day)
    } else {
        found.or_else(time)
    };
    found.ok_or_else(|| {
        format!(
            "{text:?} is not a time; write it like 2031-05-03T08:00:00Z or as seconds since 1970"
        )
    })
}

/// Numbers over the first are so many parts of a second.
const PARTS: &[(f64, f64)] = &[(1e17, 1e9), (1e14, 1e6), (1e11, 1e3)];

/// Seconds since 1970, or thousandths, millionths or billionths of one where that many seconds would be
/// thousands of years away.
fn seconds(text: &str) -> Option<Timestamp> {
    let digits = |c: char| c.is_ascii_digit() || c == '.';
    let number: f64 = text.parse().ok().filter(|_| text.chars().all(digits))?;
    let part = PARTS.iter().find(|(most, _)| number > *most);
    let seconds = number / part.map_or(1.0, |(_, parts)| *parts);
    Timestamp::from_millisecond((seconds * 1e3) as i64).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_data_sets_write_them() {
        for (text, expected) in [
            ("2031-05-03T08:00:00Z", "2031-05-03T08:00:00Z"),
            ("2031-05-03T08:00:00+03:00", "2031-05-03T05:00:00Z"),
            ("2031-05-03 08:00:00.25", "2031-05-03T08:00:00.25Z"),
            ("2031-05-03", "2031-05-03T12:00:00Z"),
            ("1935576000", "2031-05-03T12:00:00Z"),
            ("1935576000000", "2031-05-03T12:00:00Z"),
            ("1935576000000000", "2031-05-03T12:00:00Z"),
            ("1935576000000000000", "2031-05-03T12:00:00Z"),
            ("1935576000.5", "2031-05-03T12:00:00.5Z"),
        ] {
            assert_eq!(moment(text).unwrap().to_string(), expected, "{text}");
        }
        for text in [
            "",
            "yesterday",
            "03/05/2031",
            "1e300",
            "NaN",
            "9".repeat(300).as_str(),
        ] {
            assert!(moment(text).is_err(), "{text}");
        }
    }
}

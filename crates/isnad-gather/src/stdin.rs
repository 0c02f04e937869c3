//! One page from standard input.

use isnad::model::{MediaType, Page};

use crate::{Error, Gathered, Options, read};

const NAME: &str = "standard input";

pub(crate) fn page(options: &Options) -> Result<Gathered, Error> {
    from(std::io::stdin().lock(), options)
}

/// A reader stands in for standard input in tests.
fn from(reader: impl std::io::Read, options: &Options) -> Result<Gathered, Error> {
    let bytes =
        read::either(reader, &options.limits).map_err(|stop| stop.about(NAME, &options.limits))?;
    Ok(Gathered {
        name: NAME.to_owned(),
        place: None,
        page: Page {
            fetched: options.fetched,
            media_type: MediaType::Unknown,
            bytes,
            ..Page::default()
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gzipped;

    #[test]
    fn standard_input_is_a_page_without_address() {
        let gathered = from(&gzipped(b"A quiet day in Lennar.")[..], &Options::default()).unwrap();
        assert_eq!(gathered.page.bytes, b"A quiet day in Lennar.");
        assert_eq!(gathered.page.url, None);
        assert_eq!(gathered.page.media_type, MediaType::Unknown);
    }

    #[test]
    fn a_line_without_end_is_one_clear_error_line() {
        let error = from(std::io::repeat(b'a'), &Options::default()).unwrap_err();
        let line = error.to_string();
        assert!(
            line.starts_with("standard input: has over 16777216 bytes: at most"),
            "{line}"
        );
        assert!(!line.contains('\n'));
    }
}

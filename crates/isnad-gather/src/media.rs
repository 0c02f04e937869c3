//! What a carrier says of its content: a file by its name, an answer by its `Content-Type`.

use std::path::Path;

use isnad::model::MediaType;

/// What a file's name promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A page, or something that may be one.
    Page(MediaType),
    /// A WARC archive.
    Archive,
    /// A zip file, of saved pages or of archives.
    Zip,
    /// Pages in lines of JSON.
    Lines,
    /// Pages in the rows of a Parquet file.
    Parquet,
    /// A list of files.
    Paths,
    /// A listing of pages.
    Listing,
    /// Something else that stands beside pages: left out of a folder, read when named itself.
    Other,
}

/// File name extensions in lower case. What is not here may be a page: saved pages often carry the
/// last part of their address (`.php`, `.aspx`, nothing at all).
const EXTENSIONS: &[(Kind, &[&str])] = &[
    (
        Kind::Page(MediaType::Html),
        &["html", "htm", "xhtml", "shtml"],
    ),
    (Kind::Page(MediaType::Text), &["txt", "text", "md"]),
    (Kind::Archive, &["warc"]),
    (Kind::Zip, &["zip", "wacz"]),
    (Kind::Lines, &["jsonl", "ndjson"]),
    (Kind::Parquet, &["parquet"]),
    (Kind::Paths, &["paths"]),
    (Kind::Listing, &["tsv"]),
    (
        Kind::Other,
        &[
            "7z", "avi", "avif", "bmp", "br", "bz2", "cdx", "cdxj", "css", "csv", "db", "doc",
            "docx", "epub", "exe", "gif", "ico", "jpeg", "jpg", "js", "json", "m4a", "map", "mjs",
            "mov", "mp3", "mp4", "mpeg", "odt", "ogg", "otf", "pdf", "png", "ppt", "pptx", "py",
            "rar", "rs", "sh", "sqlite", "svg", "tar", "tgz", "tif", "tiff", "toml", "ttf", "wav",
            "webm", "webp", "woff", "woff2", "xls", "xlsx", "xml", "xz", "yaml", "yml", "zst",
        ],
    ),
];

/// What a file's name promises. `.gz` at the end does not count: `a.html.gz` is HTML.
pub(crate) fn by_name(path: &Path) -> Kind {
    let extension = |path: &Path| {
        path.extension()
            .map(|extension| extension.to_string_lossy().to_lowercase())
    };
    let last = match extension(path) {
        Some(gz) if gz == "gz" => path.file_stem().map(Path::new).and_then(extension),
        last => last,
    };
    let Some(last) = last else {
        return Kind::Page(MediaType::Unknown);
    };
    EXTENSIONS
        .iter()
        .find(|(_, names)| names.contains(&last.as_str()))
        .map_or(Kind::Page(MediaType::Unknown), |&(kind, _)| kind)
}

impl Kind {
    /// Whether a walk over a folder takes such files: pages and archives of pages. Of zips only those
    /// that are web archives; the other forms are read when they are named themselves, because what lies
    /// beside pages is often made of them.
    pub(crate) fn is_found_in(self, path: &Path) -> bool {
        match self {
            Kind::Page(_) | Kind::Archive => true,
            Kind::Zip => path
                .extension()
                .is_some_and(|extension| extension.eq_ignore_ascii_case("wacz")),
            _ => false,
        }
    }
}

/// What a `Content-Type` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ContentType {
    /// The type without parameters, in lower case.
    pub(crate) name: String,
    /// The parameter `charset`, as written.
    pub(crate) charset: Option<String>,
}

/// Reads a `Content-Type`. Servers write them in many ways: nothing here is an error.
pub(crate) fn content_type(value: &str) -> ContentType {
    isnad_warc::ContentType::parse(value).into()
}

impl From<isnad_warc::ContentType> for ContentType {
    /// Some servers put the character set in quotes that HTTP does not know, or leave it empty.
    fn from(told: isnad_warc::ContentType) -> ContentType {
        let charset = told.charset.as_deref();
        let charset = charset.map(|charset| charset.trim_matches(['"', '\'']).trim());
        ContentType {
            charset: charset.filter(|it| !it.is_empty()).map(str::to_owned),
            name: told.name,
        }
    }
}

impl ContentType {
    /// The kind of content, for [`isnad::model::Page`].
    pub(crate) fn media_type(&self) -> MediaType {
        match self.name.as_str() {
            "text/html" | "application/xhtml+xml" => MediaType::Html,
            "text/plain" => MediaType::Text,
            _ => MediaType::Unknown,
        }
    }

    /// Whether it can hold no article: pictures, sound, films. What is merely odd
    /// (`application/octet-stream`) is left for `recover` to look at.
    pub(crate) fn is_never_text(&self) -> bool {
        const NEVER: &[&str] = &["image/", "audio/", "video/", "font/", "application/pdf"];
        NEVER.iter().any(|start| self.name.starts_with(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (name, kind) in [
            ("a.html", Kind::Page(MediaType::Html)),
            ("a.HTM.gz", Kind::Page(MediaType::Html)),
            ("خبر.txt", Kind::Page(MediaType::Text)),
            ("a.gz", Kind::Page(MediaType::Unknown)),
            ("article", Kind::Page(MediaType::Unknown)),
            ("a.php", Kind::Page(MediaType::Unknown)),
            ("a.warc", Kind::Archive),
            ("a.warc.gz", Kind::Archive),
            ("crawl.wacz", Kind::Zip),
            ("a.jsonl.gz", Kind::Lines),
            ("warc.paths.gz", Kind::Paths),
            ("pages.tsv", Kind::Listing),
            ("logo.PNG", Kind::Other),
            ("style.css.gz", Kind::Other),
        ] {
            assert_eq!(by_name(Path::new(name)), kind, "{name}");
        }
    }

    #[test]
    fn extensions_stand_in_one_row_each() {
        let mut all: Vec<&str> = EXTENSIONS
            .iter()
            .flat_map(|(_, names)| *names)
            .copied()
            .collect();
        all.sort_unstable();
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn content_types_as_servers_write_them() {
        use MediaType::{Html, Text, Unknown};
        for (value, media_type, charset) in [
            ("text/html", Html, None),
            (
                "Text/HTML; Charset=\"windows-1256\"",
                Html,
                Some("windows-1256"),
            ),
            ("text/html;charset=utf-8;x=y", Html, Some("utf-8")),
            (
                "text/html; boundary=a; charset = 'UTF-8'",
                Html,
                Some("UTF-8"),
            ),
            (
                "text/html; title=\"a; charset=no\"; charset=utf-8",
                Html,
                Some("utf-8"),
            ),
            ("application/xhtml+xml", Html, None),
            ("text/plain; charset=", Text, None),
            ("application/octet-stream", Unknown, None),
            ("", Unknown, None),
            (";;;", Unknown, None),
        ] {
            let read = content_type(value);
            assert_eq!(
                (read.media_type(), read.charset.as_deref()),
                (media_type, charset),
                "{value}"
            );
        }
        assert!(content_type("image/webp").is_never_text());
        assert!(!content_type("application/octet-stream").is_never_text());
    }
}

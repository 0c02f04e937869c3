//! Reading gold data: lines of JSON and files, gzipped or not.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use flate2::read::MultiGzDecoder;
use serde::{Deserialize, de::DeserializeOwned};

use crate::error::Error;

/// A row of `manifest.jsonl`: what is right for one page. Fields other than these are ignored.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct PageRow {
    pub(crate) id: String,
    /// Where the page stands, from the manifest's folder.
    pub(crate) file: PathBuf,
    #[serde(default)]
    pub(crate) url: Option<String>,
    #[serde(default)]
    pub(crate) title: Option<String>,
    /// One name each; `None` (or none at all) where the gold does not know.
    #[serde(default)]
    pub(crate) authors: Option<Vec<String>>,
    /// A date or a date and time, the date first, as the page prints it.
    #[serde(default)]
    pub(crate) published: Option<String>,
    /// Paragraphs.
    pub(crate) body: Vec<String>,
}

/// The bytes of a file, decompressed when its name ends in `.gz`.
///
/// # Errors
/// When the file cannot be read or is no gzip.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let mut file = File::open(path).map_err(Error::io(path))?;
    let mut bytes = Vec::new();
    let gzipped = path.extension().is_some_and(|extension| extension == "gz");
    let read = if gzipped {
        MultiGzDecoder::new(file).read_to_end(&mut bytes)
    } else {
        file.read_to_end(&mut bytes)
    };
    read.map_err(Error::io(path))?;
    Ok(bytes)
}

/// The rows of a file of JSON lines (gzipped when its name ends in `.gz`). Blank lines are skipped.
///
/// # Errors
/// When the file cannot be read, and, with its number, for the first line of another shape.
pub(crate) fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Error> {
    let bytes = bytes(path)?;
    bytes
        .split(|&byte| byte == b'\n')
        .enumerate()
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .map(|(at, line)| serde_json::from_slice(line).map_err(Error::json(path, at + 1)))
        .collect()
}

/// A file that is one JSON value.
///
/// # Errors
/// When the file cannot be read or has another shape.
pub(crate) fn value<T: DeserializeOwned>(path: &Path) -> Result<T, Error> {
    serde_json::from_slice(&bytes(path)?).map_err(|source| Error::Json {
        path: path.to_owned(),
        line: source.line(),
        source,
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::{fs, io::Write};

    /// A folder for one test, gone when dropped.
    pub(crate) struct Scratch(pub(crate) PathBuf);

    impl Scratch {
        pub(crate) fn new(name: &str) -> Scratch {
            let name = format!("isnad-eval-{}-{name}", std::process::id());
            let folder = std::env::temp_dir().join(name);
            fs::create_dir_all(&folder).expect("scratch folder");
            Scratch(folder)
        }

        pub(crate) fn write(&self, name: &str, content: &[u8]) -> PathBuf {
            let path = self.0.join(name);
            fs::write(&path, content).expect("scratch file");
            path
        }

        /// The folder and `more` as command-line arguments.
        pub(crate) fn args(&self, more: &[&str]) -> Vec<String> {
            let folder = self.0.to_string_lossy().into_owned();
            let more = more.iter().map(|&arg| arg.to_owned());
            std::iter::once(folder).chain(more).collect()
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn gzipped_lines_and_plain_lines_read_the_same() {
        let scratch = Scratch::new("gold");
        let text = b"{\"id\":\"a\",\"file\":\"a.html\",\"body\":[\"x\"]}\n\n";
        let plain = scratch.write("plain.jsonl", text);
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(text).expect("packs");
        let packed = scratch.write("packed.jsonl.gz", &packer.finish().expect("packs"));
        for path in [plain, packed] {
            let rows: Vec<PageRow> = lines(&path).expect("reads");
            assert_eq!(rows.len(), 1);
            assert_eq!((rows[0].id.as_str(), rows[0].title.as_deref()), ("a", None));
        }
    }

    #[test]
    fn a_bad_line_is_named() {
        let scratch = Scratch::new("bad");
        let path = scratch.write("rows.jsonl", b"\n{\"id\":\"a\"}\n");
        let error = lines::<PageRow>(&path)
            .expect_err("must refuse")
            .to_string();
        assert!(error.contains("rows.jsonl, line 2"), "{error}");
    }
}

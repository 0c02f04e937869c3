//! Every page below a folder.
//!
//! In sorted order, so that two runs over one folder do the same. Hidden files and folders are left
//! out, and so is what is no page by its name. Symbolic links are followed, but no folder is
//! entered twice, which is also what ends a loop of links.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    Error, file,
    media::{self, Kind},
};

/// The files below a folder that may hold pages. A folder that cannot be listed is one error; the
/// walk goes on beside it.
pub(crate) fn walk(folder: &Path) -> impl Iterator<Item = Result<PathBuf, Error>> + Send + use<> {
    Walk {
        ahead: vec![folder.to_owned()],
        entered: HashSet::new(),
    }
}

/// How many files a walk finds; `None` when one of them is an archive.
pub(crate) fn count(folder: &Path) -> Option<u64> {
    walk(folder).try_fold(0, |count, found| match found {
        Ok(path) if !matches!(media::by_name(&path), Kind::Page(_)) => None,
        _ => Some(count + 1),
    })
}

struct Walk {
    /// What is still to be looked at, the next one last.
    ahead: Vec<PathBuf>,
    /// The true paths of the folders entered so far.
    entered: HashSet<PathBuf>,
}

impl Iterator for Walk {
    type Item = Result<PathBuf, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(path) = self.ahead.pop() {
            match self.look(&path) {
                Ok(true) => return Some(Ok(path)),
                Ok(false) => {}
                Err(error) => return Some(Err(Error::from_io(&file::name(&path), error))),
            }
        }
        None
    }
}

impl Walk {
    /// Whether a path is a file to read; the entries of a folder are put ahead.
    fn look(&mut self, path: &Path) -> io::Result<bool> {
        let metadata = fs::metadata(path)?;
        if metadata.is_dir() {
            if self.entered.insert(fs::canonicalize(path)?) {
                self.ahead.extend(entries(path)?.into_iter().rev());
            }
            return Ok(false);
        }
        // Pipes and devices would block or never end.
        Ok(metadata.is_file() && media::by_name(path).is_found_in(path))
    }
}

/// The entries of a folder that are not hidden, sorted by name.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            entries.push(entry.path());
        }
    }
    entries.sort_unstable();
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;

    /// Paths below the folder, errors as `!` and the line after the folder.
    fn walked(scratch: &Scratch) -> Vec<String> {
        let folder = format!("{}/", scratch.path().display());
        walk(scratch.path())
            .map(|found| match found {
                Ok(path) => path.display().to_string().replace(&folder, ""),
                Err(error) => error.to_string().replace(&folder, "!"),
            })
            .collect()
    }

    #[test]
    fn sorted_without_the_hidden_and_what_is_no_page() {
        let scratch = Scratch::new();
        for name in [
            "b.html",
            "a/z.txt",
            "a/c.html.gz",
            "a.html",
            "logo.png",
            ".hidden.html",
            ".git/x.html",
            "d/e/f/g",
            "أخبار/١.html",
            "x.csv",
        ] {
            scratch.write(name, "text");
        }
        let expected = [
            "a/c.html.gz",
            "a/z.txt",
            "a.html",
            "b.html",
            "d/e/f/g",
            "أخبار/١.html",
        ];
        assert_eq!(walked(&scratch), expected);
        assert_eq!(count(scratch.path()), Some(6));
        scratch.write("x.warc.gz", "");
        assert_eq!(count(scratch.path()), None);
    }

    #[test]
    fn an_empty_folder_holds_nothing() {
        assert!(walked(&Scratch::new()).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn loops_of_links_end() {
        use std::os::unix::fs::symlink;
        let scratch = Scratch::new();
        scratch.write("a/page.html", "text");
        symlink(scratch.path(), scratch.path().join("a/up")).unwrap();
        symlink(scratch.path().join("a"), scratch.path().join("b")).unwrap();
        symlink("self", scratch.path().join("self")).unwrap();
        symlink("nowhere", scratch.path().join("dangling.html")).unwrap();
        let found = walked(&scratch);
        assert_eq!(
            found
                .iter()
                .filter(|path| path.ends_with("page.html"))
                .count(),
            1,
            "{found:?}"
        );
        assert_eq!(
            found.iter().filter(|path| path.starts_with('!')).count(),
            2,
            "{found:?}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_without_rights_is_one_error() {
        use std::os::unix::fs::PermissionsExt;
        let scratch = Scratch::new();
        scratch.write("closed/page.html", "text");
        scratch.write("open.html", "text");
        let closed = scratch.path().join("closed");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
        // To root every folder is open: then there is nothing to refuse.
        let root = fs::read_dir(&closed).is_ok();
        let found = walked(&scratch);
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
        let first = found.first().map(String::as_str).unwrap_or_default();
        assert_eq!(found.last().map(String::as_str), Some("open.html"));
        assert_eq!(found.len(), 2);
        assert!(
            root || first.starts_with("!closed: cannot be read: "),
            "{first}"
        );
    }
}

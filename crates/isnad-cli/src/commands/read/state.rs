//! How far a reading came: a small file beside the output, `FILE.state`, there as long as the output is
//! not finished.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use isnad_gather::Place;
use serde::{Deserialize, Serialize};

use super::output::Written;
use crate::arguments::Read;

/// What the file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    /// What was asked for: another question cannot go on here.
    pub(crate) asked: Asked,
    /// After what reading goes on.
    pub(crate) mark: Mark,
    /// How far the output goes that belongs to it.
    pub(crate) written: Written,
}

/// The part of a command that says what ends up in the output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Asked {
    inputs: Vec<String>,
    format: String,
    languages: Vec<String>,
    fetched: Option<String>,
    base: Option<PathBuf>,
    group: usize,
}

/// A point between two pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// The input, from 0.
    pub(crate) input: usize,
    /// The last page of it that is done.
    pub(crate) after: Option<At>,
    /// What was counted up to there.
    pub(crate) counts: Counts,
}

/// What is said at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Counts {
    pub(crate) pages: u64,
    /// Pages without an article.
    pub(crate) blank: u64,
    /// What could not be read.
    pub(crate) failed: usize,
}

/// [`Place`] as it stands in the file, so that another tool finds the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct At {
    file: String,
    member: Option<String>,
    offset: u64,
    nth: u64,
}

impl From<&Place> for At {
    fn from(place: &Place) -> At {
        At {
            file: place.file.clone(),
            member: place.member.clone(),
            offset: place.offset,
            nth: place.nth,
        }
    }
}

impl From<At> for Place {
    fn from(at: At) -> Place {
        Place {
            file: at.file,
            member: at.member,
            offset: at.offset,
            nth: at.nth,
            read: 0,
        }
    }
}

impl Asked {
    pub(crate) fn by(read: &Read) -> Asked {
        Asked {
            inputs: read.inputs.inputs.clone(),
            format: format!("{:?}", read.format).to_lowercase(),
            languages: read.languages.clone(),
            fetched: read.inputs.fetched.map(|time| time.to_string()),
            base: read.inputs.base.clone(),
            group: read.group.get(),
        }
    }
}

/// Where the state of an output stands.
pub(crate) fn path(output: &Path) -> PathBuf {
    let mut name = output.as_os_str().to_owned();
    name.push(".state");
    name.into()
}

/// The state of an output, if it has one.
pub(crate) fn load(output: &Path) -> io::Result<Option<State>> {
    match fs::read(path(output)) {
        Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Puts the new state in the place of the old one, at once.
pub(crate) fn save(output: &Path, state: &State) -> io::Result<()> {
    let path = path(output);
    let fresh = path.with_extension("state-new");
    fs::write(&fresh, serde_json::to_vec(state)?)?;
    fs::rename(fresh, path)
}

/// The output is finished.
pub(crate) fn remove(output: &Path) -> io::Result<()> {
    match fs::remove_file(path(output)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

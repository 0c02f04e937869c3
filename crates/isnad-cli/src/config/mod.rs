//! Settings: one TOML file, every key with a default, all of it checked when it is read.
//!
//! [`DEFAULT`] is the file that documents them; a test holds that it says of every key what the code does.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use isnad_gather::{Limits, Options};
use serde::Deserialize;

/// The file with every key, its default, and what it is for.
pub(crate) const DEFAULT: &str = include_str!("isnad.toml");

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The file.
    #[error("{}: {source}", path.display())]
    Unreadable {
        path: PathBuf,
        source: std::io::Error,
    },
    /// Its form, or a key that there is not. The reason names line and column and shows the line.
    #[error("{}: {reason}", path.display())]
    Form { path: PathBuf, reason: String },
    /// A value that makes no sense.
    #[error("{}: {key} is {value}, but {rule}", path.display())]
    Value {
        path: PathBuf,
        key: &'static str,
        value: String,
        rule: &'static str,
    },
}

/// The largest page in MiB that the archive takes, with room for its header.
const MOST_MIB: usize = 60;

/// All settings.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) data: PathBuf,
    pub(crate) gather: Gather,
    pub(crate) limits: Costs,
    pub(crate) keep: Keep,
    pub(crate) serve: Serve,
    pub(crate) log: Log,
}

/// How pages are gathered.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Gather {
    pub(crate) contact: String,
    pub(crate) threads: usize,
    pub(crate) host_delay: f64,
    pub(crate) backlog_days: u32,
    pub(crate) allow_private: bool,
    pub(crate) render: Vec<String>,
}

/// What one page may cost.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Costs {
    pub(crate) page_mib: usize,
    pub(crate) connect: u64,
    pub(crate) total: u64,
    pub(crate) redirects: usize,
}

/// How long pages are kept; 0 is for ever.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Keep {
    pub(crate) days: u32,
    pub(crate) gib: u32,
}

/// The reader.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Serve {
    pub(crate) listen: SocketAddr,
    pub(crate) public: String,
    pub(crate) metrics: bool,
}

/// What is said while running.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Log {
    pub(crate) format: LogFormat,
    pub(crate) level: LogLevel,
}

/// For whom the log is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    #[default]
    Text,
    Json,
}

/// The least weighty lines that are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogLevel {
    Error,
    Warn,
    #[default]
    Info,
    Debug,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            data: PathBuf::from("isnad-data"),
            gather: Gather::default(),
            limits: Costs::default(),
            keep: Keep::default(),
            serve: Serve::default(),
            log: Log::default(),
        }
    }
}

impl Default for Gather {
    fn default() -> Gather {
        Gather {
            contact: String::new(),
            threads: 32,
            host_delay: 1.0,
            backlog_days: 7,
            allow_private: false,
            render: Vec::new(),
        }
    }
}

impl Gather {
    /// The least pause between two requests to one host.
    pub(crate) fn delay(&self) -> Duration {
        Duration::from_secs_f64(self.host_delay)
    }
}

impl Default for Costs {
    fn default() -> Costs {
        let limits = Limits::default();
        Costs {
            page_mib: limits.max_bytes >> 20,
            connect: limits.connect.as_secs(),
            total: limits.total.as_secs(),
            redirects: limits.redirects,
        }
    }
}

impl Default for Serve {
    fn default() -> Serve {
        Serve {
            listen: SocketAddr::from(([127, 0, 0, 1], 8420)),
            public: String::new(),
            metrics: true,
        }
    }
}

/// A key, its value as text, whether it makes sense, and the rule if not.
type Check = (&'static str, String, bool, &'static str);

/// The settings where no file is named.
const SETTINGS: &str = "isnad.toml";

impl Config {
    /// The settings in the file that was named, else in the one of the working folder, else the defaults.
    ///
    /// # Errors
    /// As of [`Config::read`].
    pub(crate) fn find(named: Option<&Path>) -> Result<Config, Error> {
        let default = Path::new(SETTINGS);
        match named {
            Some(path) => Config::read(path),
            None if default.exists() => Config::read(default),
            None => Ok(Config::default()),
        }
    }

    /// The settings in a file.
    ///
    /// # Errors
    /// When it cannot be read, is no TOML, has a key that there is not, or a value that makes no sense.
    pub(crate) fn read(path: &Path) -> Result<Config, Error> {
        let text = fs::read_to_string(path).map_err(|source| Error::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        Config::parse(&text, path)
    }

    fn parse(text: &str, path: &Path) -> Result<Config, Error> {
        let config: Config = toml::from_str(text).map_err(|error| Error::Form {
            path: path.to_owned(),
            reason: error.to_string(),
        })?;
        let checks = config.checks();
        let wrong = checks.into_iter().find(|(_, _, sound, _)| !sound);
        wrong.map_or(Ok(config), |(key, value, _, rule)| {
            Err(Error::Value {
                path: path.to_owned(),
                key,
                value,
                rule,
            })
        })
    }

    fn checks(&self) -> Vec<Check> {
        let Config {
            gather,
            limits,
            serve,
            ..
        } = self;
        let public = &serve.public;
        let is_web = public.starts_with("https://") || public.starts_with("http://");
        vec![
            (
                "gather.threads",
                gather.threads.to_string(),
                (1..=1024).contains(&gather.threads),
                "it must be 1 to 1024",
            ),
            (
                "gather.host_delay",
                gather.host_delay.to_string(),
                (0.0..=3600.0).contains(&gather.host_delay),
                "it must be 0 to 3600 seconds",
            ),
            (
                "limits.page_mib",
                limits.page_mib.to_string(),
                (1..=MOST_MIB).contains(&limits.page_mib),
                "it must be 1 to 60 MiB: the archive takes no more",
            ),
            (
                "limits.connect",
                limits.connect.to_string(),
                (1..=limits.total).contains(&limits.connect),
                "it must be at least 1 second and no longer than limits.total",
            ),
            (
                "serve.public",
                public.clone(),
                public.is_empty() || is_web,
                "it must begin with https:// or http://",
            ),
        ]
    }

    /// What the rooms that fetch are told.
    pub(crate) fn options(&self) -> Options {
        let mut options = Options {
            limits: Limits {
                max_bytes: self.limits.page_mib << 20,
                connect: Duration::from_secs(self.limits.connect),
                total: Duration::from_secs(self.limits.total),
                redirects: self.limits.redirects,
                ..Limits::default()
            },
            allow_private: self.gather.allow_private,
            ..Options::default()
        };
        options.name_contact(&self.gather.contact);
        options
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config, Error> {
        Config::parse(text, Path::new("isnad.toml"))
    }

    #[test]
    fn the_file_that_documents_the_keys_says_what_the_code_does() {
        assert_eq!(parse(DEFAULT).unwrap(), Config::default());
        assert_eq!(parse("").unwrap(), Config::default());
    }

    #[test]
    fn every_key_is_documented() {
        // What serde says of a key that there is not names all those that there are.
        for section in [
            "",
            "[gather]\n",
            "[limits]\n",
            "[keep]\n",
            "[serve]\n",
            "[log]\n",
        ] {
            let error = parse(&format!("{section}no_such_key = 1"))
                .unwrap_err()
                .to_string();
            let known: Vec<&str> = error.split('`').skip(1).step_by(2).collect();
            assert!(known.len() > 2, "{error}");
            for key in known.iter().filter(|key| **key != "no_such_key") {
                let documented = [format!("\n{key} = "), format!("\n[{key}]\n")];
                let found = documented
                    .iter()
                    .any(|form| DEFAULT.contains(form.as_str()));
                assert!(found, "{key} of {section:?} is not documented");
            }
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let cases = [
            ("[gather]\nthreds = 4", &["line 2", "threds", "threads"][..]),
            (
                "[gather]\nthreads = 0",
                &["gather.threads is 0", "1 to 1024"],
            ),
            ("[gather]\nthreads = \"many\"", &["line 2", "many"]),
            ("[gather]\nhost_delay = -1.0", &["gather.host_delay is -1"]),
            ("[limits]\npage_mib = 4096", &["limits.page_mib is 4096"]),
            (
                "[serve]\npublic = \"desk\"",
                &["serve.public is desk", "https://"],
            ),
            ("[serve]\nlisten = \"here\"", &["line 2"]),
            ("[log]\nlevel = \"loud\"", &["loud", "debug"]),
            ("data = ", &["line 1"]),
        ];
        for (text, words) in cases {
            let error = parse(text).unwrap_err().to_string();
            assert!(error.starts_with("isnad.toml: "), "{error}");
            for word in words {
                assert!(error.contains(word), "{text:?}: {error}");
            }
        }
    }

    #[test]
    fn the_contact_stands_in_the_user_agent() {
        let config = parse("[gather]\ncontact = \"desk@lennar.example\"").unwrap();
        assert_eq!(
            config.options().user_agent,
            "isnad/0.1 (+desk@lennar.example)"
        );
    }
}

use std::path::PathBuf;

use crate::{Address, Error};

/// Where pages come from, as a person names it on a command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// One page from standard input.
    Stdin,
    /// One page from the web.
    Address(Address),
    /// A file, a folder, a listing or an archive.
    Path(PathBuf),
}

impl Input {
    /// Reads what a person typed: `-` is standard input, what starts with a scheme is an address,
    /// everything else is a path.
    ///
    /// # Errors
    /// When it is an address that may not be fetched: another scheme than http and https, a user
    /// name or password in it, no host.
    pub fn parse(text: &str) -> Result<Input, Error> {
        if text == "-" {
            return Ok(Input::Stdin);
        }
        if has_scheme(text) {
            return Address::parse(text).map(Input::Address);
        }
        Ok(Input::Path(PathBuf::from(text)))
    }
}

/// Whether a text starts like `scheme://`. A path with `://` in it has a `/` before, or is so rare
/// that `./` in front of it is no burden.
fn has_scheme(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_types() {
        for (text, expected) in [
            ("-", "stdin"),
            ("http://lennar.example/a", "address"),
            ("HTTPS://lennar.example/a", "address"),
            ("pages", "path"),
            ("./-", "path"),
            ("/tmp/a.html", "path"),
            ("./http://odd", "path"),
            ("C:\\pages", "path"),
            ("", "path"),
            ("ftp://lennar.example/a", "error"),
            ("file:///etc/hosts", "error"),
            ("https://", "error"),
        ] {
            let got = match Input::parse(text) {
                Ok(Input::Stdin) => "stdin",
                Ok(Input::Address(_)) => "address",
                Ok(Input::Path(_)) => "path",
                Err(_) => "error",
            };
            assert_eq!(got, expected, "{text}");
        }
    }
}

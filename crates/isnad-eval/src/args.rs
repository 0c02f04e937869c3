//! The arguments of a measure: one path, `--name value` options and `--name` switches.

use std::path::PathBuf;

use crate::error::Error;

/// Parsed arguments. What a measure does not declare is refused, so that a typing error is seen.
#[derive(Debug, Default)]
pub(crate) struct Args {
    paths: Vec<PathBuf>,
    options: Vec<(String, String)>,
    switches: Vec<String>,
}

impl Args {
    /// Reads `args`, where `options` take a value and `switches` do not (names without dashes).
    ///
    /// # Errors
    /// On an unknown name and on an option at the end without its value.
    pub(crate) fn parse(
        args: &[String],
        options: &[&str],
        switches: &[&str],
    ) -> Result<Args, Error> {
        let mut parsed = Args::default();
        let mut rest = args.iter();
        while let Some(arg) = rest.next() {
            let Some(name) = arg.strip_prefix("--") else {
                parsed.paths.push(PathBuf::from(arg));
                continue;
            };
            if switches.contains(&name) {
                parsed.switches.push(name.to_owned());
            } else if options.contains(&name) {
                let value = rest
                    .next()
                    .ok_or_else(|| Error::Usage(format!("--{name} needs a value")))?;
                parsed.options.push((name.to_owned(), value.clone()));
            } else {
                let known: Vec<&str> = options.iter().chain(switches).copied().collect();
                let known = known.join(", --");
                return Err(Error::Usage(format!(
                    "no option --{name}; there are --{known}"
                )));
            }
        }
        Ok(parsed)
    }

    /// The only path.
    ///
    /// # Errors
    /// When there is none or more than one.
    pub(crate) fn path(&self) -> Result<PathBuf, Error> {
        match &self.paths[..] {
            [path] => Ok(path.clone()),
            paths => Err(Error::Usage(format!(
                "this measure takes one file or folder, not {}",
                paths.len()
            ))),
        }
    }

    /// The value of an option, the last one when it is repeated.
    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        let found = self.options.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The whole number an option gives.
    ///
    /// # Errors
    /// When it is no number.
    pub(crate) fn number(&self, name: &str, default: u64) -> Result<u64, Error> {
        self.option(name).map_or(Ok(default), |text| {
            let wrong = |_| Error::Usage(format!("--{name} takes a number, not {text}"));
            text.parse().map_err(wrong)
        })
    }

    /// Whether a switch was given.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.switches.iter().any(|known| known == name)
    }
}

#[cfg(test)]
mod tests {
    use super::Args;

    fn parse(line: &str) -> Result<Args, String> {
        let args: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Args::parse(&args, &["out"], &["folds"]).map_err(|error| error.to_string())
    }

    #[test]
    fn paths_options_and_switches_in_any_order() {
        let args = parse("--folds data --out a --out b").expect("parses");
        assert_eq!(args.path().expect("one").to_str(), Some("data"));
        assert_eq!(args.option("out"), Some("b"));
        assert!(args.has("folds") && !args.has("out"));
    }

    #[test]
    fn mistakes_are_named() {
        let cases = [
            ("data --ouput x", "no option --ouput"),
            ("data --out", "--out needs a value"),
        ];
        for (line, expected) in cases {
            let error = parse(line).expect_err("must refuse");
            assert!(error.contains(expected), "{error}");
        }
        assert!(parse("a b").expect("parses").path().is_err());
    }
}

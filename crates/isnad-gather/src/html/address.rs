//! Addresses in what others wrote: made absolute, and those that would do something refused.

use url::Url;

/// The address has a scheme that is not followed (`javascript:`, `data:`, `file:`).
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BadScheme;

/// Schemes that may stand in a link.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "ftp"];

/// The address that `written` means at `base`, without line breaks and the like. One that is absolute
/// stays as it is written; a relative one without a base stays relative.
///
/// # Errors
/// [`BadScheme`] for an address that is not followed.
pub(crate) fn absolute(written: &str, base: Option<&Url>) -> Result<String, BadScheme> {
    // Browsers pass over these inside an address, so `java\nscript:` is a script.
    let is_passed_over =
        |c: char| c.is_control() || c == '\u{feff}' || ('\u{200b}'..='\u{200f}').contains(&c);
    let address: String = written.chars().filter(|&c| !is_passed_over(c)).collect();
    let address = address.trim();
    match scheme(address) {
        Some(scheme)
            if SCHEMES
                .iter()
                .any(|known| scheme.eq_ignore_ascii_case(known)) =>
        {
            Ok(address.to_owned())
        }
        Some(_) => Err(BadScheme),
        None => Ok(base
            .and_then(|base| base.join(address).ok())
            .map_or_else(|| address.to_owned(), String::from)),
    }
}

/// The scheme of an absolute address.
pub(crate) fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let whole = !scheme.is_empty() && scheme.chars().all(is_scheme);
    // What is no scheme and no path either (`&#x6a;avascript:`, ` javascript:`) is not guessed at.
    let odd = !scheme.contains(['/', '?', '#']);
    (whole || odd).then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let base = Url::parse("https://tern.example/a/b").unwrap();
        let cases = [
            ("c", Ok("https://tern.example/a/c")),
            ("/c?d:e", Ok("https://tern.example/c?d:e")),
            ("//gull.example/x", Ok("https://gull.example/x")),
            ("HTTP://Tern.EXAMPLE/A", Ok("HTTP://Tern.EXAMPLE/A")),
            (" http://tern.example/\n x ", Ok("http://tern.example/ x")),
            ("mailto:ada@tern.example", Ok("mailto:ada@tern.example")),
            ("javascript:alert(1)", Err(BadScheme)),
            ("java\tscr\nipt:alert(1)", Err(BadScheme)),
            ("\u{1}javascript:alert(1)", Err(BadScheme)),
            ("data:text/html,x", Err(BadScheme)),
            ("file:///etc/hosts", Err(BadScheme)),
            ("vb script:x", Err(BadScheme)),
        ];
        for (written, expected) in cases {
            assert_eq!(
                absolute(written, Some(&base)),
                expected.map(str::to_owned),
                "{written:?}"
            );
        }
        assert_eq!(absolute("c/d", None), Ok("c/d".to_owned()));
    }
}

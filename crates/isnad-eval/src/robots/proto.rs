//! Test cases as text-format protocol buffers: names, strings and words, nothing else is needed.

/// One thing a robot may or may not fetch.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Case {
    /// The robots.txt.
    pub(super) robots: Vec<u8>,
    /// The address, which may be empty.
    pub(super) url: String,
    pub(super) agent: String,
    pub(super) allowed: bool,
}

/// A piece of the format that matters here.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Word(String),
    /// Strings that follow each other are one.
    Text(Vec<u8>),
}

/// The cases of a file: each address that is asked about, with the robots.txt it stands under.
pub(super) fn cases(bytes: &[u8]) -> Vec<Case> {
    let pieces = pieces(bytes);
    let mut found = Vec::new();
    let mut case = Case::default();
    for pair in pieces.windows(2) {
        match pair {
            [Piece::Word(name), Piece::Text(text)] => {
                let words = || String::from_utf8_lossy(text).into_owned();
                match name.as_str() {
                    "robotstxt" => case.robots.clone_from(text),
                    "testurl" => case.url = words(),
                    "useragent" => case.agent = words(),
                    _ => {}
                }
            }
            [Piece::Word(name), Piece::Word(value)] if name == "expected_outcome" => {
                case.allowed = value == "ALLOWED";
                found.push(case.clone());
            }
            _ => {}
        }
    }
    found
}

fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = match byte {
            b'#' => after_line(after),
            b'"' => {
                let (text, after) = string(after);
                match pieces.last_mut() {
                    Some(Piece::Text(before)) => before.extend(text),
                    _ => pieces.push(Piece::Text(text)),
                }
                after
            }
            _ if is_word(byte) => {
                let end = rest.iter().position(|&byte| !is_word(byte));
                let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
                pieces.push(Piece::Word(String::from_utf8_lossy(word).into_owned()));
                after
            }
            _ => after,
        };
    }
    pieces
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn after_line(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|&byte| byte == b'\n');
    end.and_then(|end| bytes.get(end..)).unwrap_or_default()
}

/// A string to its closing quote, and what follows.
fn string(bytes: &[u8]) -> (Vec<u8>, &[u8]) {
    let mut text = Vec::new();
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return (text, rest),
            [b'"', after @ ..] => return (text, after),
            [b'\\', b'x', high, low, after @ ..] => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16).unwrap_or_default();
                text.push((digit(high) * 16 + digit(low)) as u8);
                after
            }
            [b'\\', letter, after @ ..] => {
                text.push(match letter {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    other => *other,
                });
                after
            }
            [byte, after @ ..] => {
                text.push(*byte);
                after
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_read_with_what_they_stand_under() {
        let text = r#"# a comment: "no"
            tests: [ {
              robotstxt: "\xEF\xBBuser-agent: a\r\n"
                  "allow: /\"x\\\n"  # more
              test_expectations: [
                { testurl: "http://a.example/ض" useragent: "A" expected_outcome: ALLOWED
                  additional_explanation: "expected_outcome: no" "testurl" },
                { testurl: "" useragent: "" expected_outcome: DISALLOWED } ] } ]"#;
        let robots = b"\xEF\xBBuser-agent: a\r\nallow: /\"x\\\n".to_vec();
        let case = |url: &str, agent: &str, allowed| Case {
            robots: robots.clone(),
            url: url.to_owned(),
            agent: agent.to_owned(),
            allowed,
        };
        assert_eq!(
            cases(text.as_bytes()),
            [case("http://a.example/ض", "A", true), case("", "", false)]
        );
    }
}

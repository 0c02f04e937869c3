//! The head of an HTTP answer as it stands over a body that was taken out of its dress.

/// Header lines that tell how the body travelled, which is not how it stands here.
const DRESS: [&str; 3] = ["Content-Encoding", "Transfer-Encoding", "Content-Length"];

/// What stands before the name of such a line.
const KEPT_AS: &str = "X-Crawler-";

/// Status line and header lines, and the line break that ends them, over a body of `length` bytes.
pub(super) fn head(status: u16, headers: &[(String, String)], length: usize) -> Vec<u8> {
    let reason = if status == 200 { "OK" } else { "" };
    let mut head = format!("HTTP/1.1 {status:03} {reason}\r\n");
    for (name, value) in headers {
        let name: String = name.chars().filter(|&letter| is_token(letter)).collect();
        if name.is_empty() {
            continue;
        }
        let is_dress = DRESS.iter().any(|line| line.eq_ignore_ascii_case(&name));
        let prefix = if is_dress { KEPT_AS } else { "" };
        head.push_str(&format!("{prefix}{name}: "));
        // A line break in a value would start another line.
        head.extend(value.trim().chars().map(
            |letter| {
                if letter.is_control() { ' ' } else { letter }
            },
        ));
        head.push_str("\r\n");
    }
    head.push_str(&format!("Content-Length: {length}\r\n\r\n"));
    head.into_bytes()
}

/// Whether a letter can stand in the name of a header line (RFC 9110).
fn is_token(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(letter)
}

/// The value of the first header line of this name.
pub(super) fn value<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut lines = headers.iter();
    let found = lines.find(|(found, _)| found.trim().eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::head;

    /// Status, header lines, and the head they make.
    type Case = (u16, &'static [(&'static str, &'static str)], &'static str);

    #[test]
    fn the_head_is_that_of_the_body_as_it_stands() {
        let cases: [Case; 5] = [
            (200, &[], "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"),
            (
                404,
                &[("Server", "lennar/1"), ("server", "again")],
                "HTTP/1.1 404 \r\nServer: lennar/1\r\nserver: again\r\nContent-Length: 7\r\n\r\n",
            ),
            (
                200,
                &[("content-encoding", "gzip"), ("Content-Length", "5")],
                "HTTP/1.1 200 OK\r\nX-Crawler-content-encoding: gzip\r\n\
                 X-Crawler-Content-Length: 5\r\nContent-Length: 7\r\n\r\n",
            ),
            (
                7,
                &[("A: b\r\nC", "d\r\nE: f\0"), ("", "x"), (" ", "y")],
                "HTTP/1.1 007 \r\nAbC: d  E: f \r\nContent-Length: 7\r\n\r\n",
            ),
            (
                200,
                &[("Title", "منارة")],
                "HTTP/1.1 200 OK\r\nTitle: منارة\r\nContent-Length: 7\r\n\r\n",
            ),
        ];
        for (status, headers, expected) in cases {
            let headers: Vec<_> = headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            let found = String::from_utf8(head(status, &headers, 7)).unwrap();
            assert_eq!(found, expected);
        }
    }
}

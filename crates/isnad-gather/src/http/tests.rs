//! Fetching from a server of the test's own.

use std::{net::TcpListener, time::Duration};

use isnad::model::MediaType;

use super::{
    test_server::{Server, moved, ok, raw},
    *,
};
use crate::testing::gzipped;

fn answer(path: &str, _: u16) -> Vec<u8> {
    match path {
        "/page" => ok(
            "Content-Type: text/html; charset=windows-1256\r\n",
            b"<p>ferry",
        ),
        "/untyped" => ok("", b"plain"),
        "/empty" => ok("Content-Type: text/html\r\n", b""),
        "/image" => ok("Content-Type: image/png\r\n", b"\x89PNG"),
        "/gzip" => ok(
            "Content-Encoding: gzip\r\nContent-Type: text/plain\r\n",
            &gzipped(b"ferry"),
        ),
        "/gzip-not" => ok("Content-Encoding: gzip\r\n", b"ferry"),
        "/gzip-cut" => ok(
            "Content-Encoding: gzip\r\n",
            &gzipped(b"ferry to Lennar")[..20],
        ),
        "/bomb" => ok("Content-Encoding: gzip\r\n", &gzipped(&vec![b' '; 8 << 20])),
        "/brotli" => ok("Content-Encoding: br\r\n", b"ferry"),
        "/large" => ok("", &vec![b'a'; (1 << 20) + 1]),
        "/announced" => raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nSTALL"),
        "/endless" => [
            raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"),
            vec![b'a'; 2 << 20],
        ]
        .concat(),
        "/chunked" => raw(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nfer\r\n2\r\nry\r\n0\r\n\r\n",
        ),
        "/short" => raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nferry"),
        "/long" => {
            raw("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nferry and more")
        }
        "/chunk-cut" => raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nferry"),
        "/silent" => raw("STALL"),
        "/stalls" => raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nferrySTALL"),
        "/nothing" => Vec::new(),
        "/noise" => raw("SSH-2.0-lennar\r\n\r\n"),
        "/headers" => raw(&format!(
            "HTTP/1.1 200 OK\r\n{}\r\n",
            "X: y\r\n".repeat(1000)
        )),
        "/header" => raw(&format!(
            "HTTP/1.1 200 OK\r\nX: {}\r\n\r\n",
            "y".repeat(100 << 10)
        )),
        "/unchanged" => raw("HTTP/1.1 304 Not Modified\r\n\r\n"),
        "/gone" => raw("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"),
        "/odd" => raw("HTTP/1.1 799 Odd\r\nContent-Length: 0\r\n\r\n"),
        "/moved" => moved("page#part"),
        "/loop" => moved("/loop"),
        "/file" => moved("file:///etc/hosts"),
        "/secret" => moved("http://ida:secret@lennar.example/"),
        "/lost" => raw("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"),
        _ => raw("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone"),
    }
}

fn options() -> Options {
    Options {
        allow_private: true,
        limits: Limits {
            max_bytes: 1 << 20,
            max_ratio: 100,
            total: Duration::from_secs(5),
            ..Limits::default()
        },
        ..Options::default()
    }
}

fn quick() -> Options {
    let mut options = options();
    options.limits.total = Duration::from_millis(200);
    options
}

fn fetch(server: &Server, path: &str, options: &Options) -> Result<Gathered, Error> {
    Client::new(options).unwrap().fetch(&server.at(path))
}

#[test]
fn pages_come_as_the_server_describes_them() {
    use MediaType::{Html, Text, Unknown};
    let server = Server::start(answer);
    for (path, body, media_type, charset) in [
        ("/page", "<p>ferry", Html, Some("windows-1256")),
        ("/untyped", "plain", Unknown, None),
        ("/empty", "", Html, None),
        ("/gzip", "ferry", Text, None),
        ("/gzip-not", "ferry", Unknown, None),
        ("/chunked", "ferry", Unknown, None),
        ("/long", "ferry", Unknown, None),
    ] {
        let gathered = fetch(&server, path, &options()).unwrap();
        let page = gathered.page;
        assert_eq!(String::from_utf8_lossy(&page.bytes), body, "{path}");
        assert_eq!(
            (page.media_type, page.charset.as_deref()),
            (media_type, charset),
            "{path}"
        );
        assert_eq!(page.url.as_deref(), Some(server.at(path).as_str()));
        assert_eq!(gathered.name, server.at(path).to_string());
        assert!(page.fetched.is_some());
    }
}

#[test]
fn a_redirect_gives_the_page_its_last_address() {
    let server = Server::start(answer);
    let gathered = fetch(&server, "/moved", &options()).unwrap();
    assert_eq!(
        gathered.page.url.as_deref(),
        Some(server.at("/page").as_str())
    );
    assert_eq!(gathered.name, server.at("/moved").to_string());
}

#[test]
fn requests_say_who_asks_and_little_else() {
    let server = Server::start(answer);
    let mut options = options();
    options.name_contact("https://desk.example/contact");
    fetch(&server, "/page", &options).unwrap();
    let request = server.requests().remove(0).to_lowercase();
    let mut names: Vec<&str> = request
        .lines()
        .skip(1)
        .filter_map(|line| Some(line.split_once(':')?.0))
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"]);
    assert!(request.contains("user-agent: isnad/0.1 (+https://desk.example/contact)\r\n"));
    assert!(request.contains("accept-encoding: gzip\r\n"));
}

/// Everything that can go wrong is one line that names the address and the reason.
#[test]
fn problems_are_one_clear_line_each() {
    let server = Server::start(answer);
    for (path, expected) in [
        (
            "/missing",
            "the server answered with status 404 (Not Found)",
        ),
        ("/gone", "status 410 (Gone)"),
        ("/odd", "status 799 (no standard meaning)"),
        ("/unchanged", "status 304, which brings no page"),
        ("/lost", "status 302, which brings no page"),
        ("/image", "is image/png, not a page of text"),
        ("/gzip-cut", "the gzip data is broken or cut short"),
        ("/brotli", "in the encoding \"br\", which was not asked for"),
        ("/bomb", "has over 1048576 bytes"),
        ("/large", "has 1048577 bytes: at most 1048576 are"),
        ("/announced", "has 99999999999 bytes"),
        ("/endless", "has over 1048576 bytes"),
        ("/short", "the answer was cut short"),
        ("/chunk-cut", "the answer was cut short"),
        ("/nothing", "the answer was cut short"),
        ("/noise", "the answer is not proper HTTP"),
        ("/headers", "the answer is not proper HTTP"),
        ("/header", "the answer is not proper HTTP"),
        ("/loop", "redirects more than 5 times"),
        ("/file", "only http and https addresses are fetched"),
        (
            "/secret",
            "redirects to \"http://lennar.example/\": holds a user name or password",
        ),
    ] {
        let line = fetch(&server, path, &options()).unwrap_err().to_string();
        assert!(
            line.starts_with(server.at(path).as_str()) && line.contains(expected),
            "{line}"
        );
        assert!(!line.contains('\n') && !line.contains("secret@"), "{line}");
    }
    assert_eq!(
        server
            .requests()
            .iter()
            .filter(|request| request.contains("/loop"))
            .count(),
        6
    );
}

#[test]
fn a_bomb_stops_by_its_ratio_before_its_size() {
    let server = Server::start(answer);
    let mut options = options();
    options.limits.max_bytes = 16 << 20;
    let error = fetch(&server, "/bomb", &options).unwrap_err();
    assert!(matches!(error, Error::Bomb { limit: 100, .. }), "{error}");
}

#[test]
fn a_server_that_stops_talking_is_given_up() {
    let server = Server::start(answer);
    for path in ["/silent", "/stalls"] {
        let line = fetch(&server, path, &quick()).unwrap_err().to_string();
        assert!(
            line.ends_with("gave up while waiting for the answer after 200ms"),
            "{line}"
        );
    }
}

#[test]
fn a_closed_port_is_one_clear_line() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let address = Address::parse(&address).unwrap();
    let line = Client::new(&options())
        .unwrap()
        .fetch(&address)
        .unwrap_err()
        .to_string();
    assert!(line.contains("cannot connect: "), "{line}");
}

#[test]
fn a_host_that_does_not_exist_is_one_clear_line() {
    // Longer than a name may be: no lookup leaves the machine.
    let name = "a.".repeat(140);
    let address = Address::parse(&format!("http://{name}invalid/")).unwrap();
    let line = Client::new(&options())
        .unwrap()
        .fetch(&address)
        .unwrap_err()
        .to_string();
    assert!(line.contains("the host has no address"), "{line}");
}

#[test]
fn a_user_agent_that_cannot_be_sent_is_refused() {
    let mut options = options();
    options.user_agent = "isnad\r\nX-Injected: yes".to_owned();
    let line = Client::new(&options).unwrap_err().to_string();
    assert!(
        line.contains("the user agent") && !line.contains('\n'),
        "{line}"
    );
}

#[test]
fn a_secure_connection_that_cannot_be_made_is_one_clear_line() {
    let server = Server::start(|_, _| raw("HTTP/1.1 400 Bad Request\r\n\r\n"));
    let address = Address::parse(&format!("https://{}/", server.address)).unwrap();
    let line = Client::new(&options())
        .unwrap()
        .fetch(&address)
        .unwrap_err()
        .to_string();
    assert!(line.contains("the secure connection failed: "), "{line}");
    assert!(!line.contains('\n'), "{line}");
}

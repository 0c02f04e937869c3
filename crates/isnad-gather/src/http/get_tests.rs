//! Every answer and what a collector reads in it.

use super::{
    test_server::{Server, moved, ok, raw},
    *,
};
use crate::{BadAddress, Problem, robots, testing::gzipped};

fn redirect(status: u16, location: &str) -> Vec<u8> {
    raw(&format!(
        "HTTP/1.1 {status} Moved\r\nConnection: close\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"
    ))
}

fn answer(path: &str, _: u16) -> Vec<u8> {
    match path {
        "/feed" => ok(
            "ETag: W/\"5f3a\"\r\nLast-Modified: Wed, 05 Mar 2031 10:30:00 GMT\r\n\
             Content-Type: image/svg+xml\r\nLink: </hub>; rel=hub\r\nLink: <https://lennar.example/f>; rel=\"self\"\r\n",
            b"<rss/>",
        ),
        "/unchanged" => raw("HTTP/1.1 304 Not Modified\r\nETag: \"6\"\r\n\r\n"),
        "/busy" => raw(
            "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 120\r\nContent-Length: 99999999999\r\n\r\nSTALL",
        ),
        "/gone" => raw("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"),
        "/for-ever" => redirect(301, "/for-ever-too"),
        "/for-ever-too" => redirect(308, "/feed"),
        "/for-now" => redirect(307, "/for-ever"),
        "/to-nothing" => redirect(301, "/gone"),
        "/lost" => raw("HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n"),
        "/sitemap.xml.gz" => ok("Content-Type: application/gzip\r\n", &gzipped(b"<urlset/>")),
        "/twice.xml.gz" => ok(
            "Content-Encoding: gzip\r\nContent-Type: application/gzip\r\n",
            &gzipped(&gzipped(b"<urlset/>")),
        ),
        "/robots.txt" => ok("", &vec![b'#'; robots::MAX_BYTES + (2 << 20)]),
        "/robots.gz" => ok(
            "Content-Encoding: gzip\r\n",
            &gzipped(&vec![b'#'; robots::MAX_BYTES + 1]),
        ),
        "/subscribed" => {
            raw("HTTP/1.1 202 Accepted\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        }
        "/hub-moved" => redirect(308, "/subscribed"),
        "/hub-elsewhere" => moved("/subscribed"),
        _ => ok("", b""),
    }
}

fn options() -> Options {
    let mut options = Options {
        allow_private: true,
        ..Options::default()
    };
    options.limits.max_bytes = 1 << 20;
    options
}

fn get(server: &Server, path: &str, accept: Accept) -> Result<Answer, Error> {
    let client = Client::new(&options()).unwrap();
    client.get(&Request::new(&server.at(path), accept))
}

#[test]
fn an_answer_tells_what_the_next_request_needs() {
    let server = Server::start(answer);
    let feed = get(&server, "/feed", Accept::Feed).unwrap();
    assert_eq!(feed.fetch.status, 200);
    assert_eq!(feed.fetch.page.bytes, b"<rss/>");
    assert_eq!(feed.etag(), Some("W/\"5f3a\""));
    assert_eq!(feed.last_modified(), Some("Wed, 05 Mar 2031 10:30:00 GMT"));
    assert_eq!(feed.links("hub"), [server.at("/hub").to_string()]);
    assert_eq!(feed.links("self"), ["https://lennar.example/f"]);
    assert_eq!((&feed.moved, feed.hops.len()), (&None, 0));
    // The same is no page.
    let page = get(&server, "/feed", Accept::Page).unwrap_err();
    assert!(page.to_string().contains("is image/svg+xml"), "{page}");
}

#[test]
fn conditions_are_sent_as_they_came() {
    let server = Server::start(answer);
    let client = Client::new(&options()).unwrap();
    let address = server.at("/unchanged");
    let unchanged = client
        .get(&Request {
            etag: Some("W/\"5f3a\""),
            last_modified: Some("Wed, 05 Mar 2031 10:30:00 GMT"),
            ..Request::new(&address, Accept::Feed)
        })
        .unwrap();
    assert_eq!(unchanged.fetch.status, 304);
    assert!(unchanged.fetch.page.bytes.is_empty());
    assert_eq!(unchanged.etag(), Some("\"6\""));
    let request = server.requests().remove(0);
    assert!(
        request.contains("\r\nif-none-match: W/\"5f3a\"\r\n"),
        "{request}"
    );
    let since = "\r\nif-modified-since: Wed, 05 Mar 2031 10:30:00 GMT\r\n";
    assert!(request.contains(since), "{request}");
}

#[test]
fn a_condition_that_cannot_be_sent_is_left_out() {
    let server = Server::start(answer);
    let client = Client::new(&options()).unwrap();
    let address = server.at("/feed");
    let request = Request {
        etag: Some("\"5\r\nX-Injected: yes\""),
        ..Request::new(&address, Accept::Feed)
    };
    assert!(client.get(&request).unwrap().is_success());
    assert!(!server.requests().remove(0).contains("Injected"));
}

/// What is archived as the request is what the server read.
#[test]
fn the_head_of_the_request_is_kept_as_it_was_sent() {
    let server = Server::start(answer);
    let paths = [
        "/feed",
        "/moved?a=b&c",
        "/خبر/a|b?q={y}^[z]`w'\"<>",
        "/for-ever",
    ];
    for path in paths {
        let answer = get(&server, path, Accept::Feed).unwrap();
        let received = server.requests().pop().unwrap();
        assert_eq!(
            String::from_utf8(answer.fetch.request).unwrap(),
            received,
            "{path}"
        );
    }
    let client = Client::new(&options()).unwrap();
    let answer = client
        .post(&server.at("/subscribed"), &[("a", "b")])
        .unwrap();
    let received = server.requests().pop().unwrap();
    assert_eq!(String::from_utf8(answer.fetch.request).unwrap(), received);
}

#[test]
fn every_status_is_an_answer() {
    let server = Server::start(answer);
    for (path, status) in [("/busy", 429), ("/gone", 410), ("/lost", 301)] {
        let answer = get(&server, path, Accept::Page).unwrap();
        assert_eq!(answer.fetch.status, status, "{path}");
        assert!(
            !answer.is_success() && answer.fetch.page.bytes.is_empty(),
            "{path}"
        );
    }
    let busy = get(&server, "/busy", Accept::Feed).unwrap();
    let now = "2031-03-05T10:00:00Z".parse().unwrap();
    let again = "2031-03-05T10:02:00Z".parse().unwrap();
    assert_eq!(busy.retry_after(now), Some(again));
}

#[test]
fn an_address_moves_when_all_redirects_are_for_ever() {
    let server = Server::start(answer);
    for (path, hops, moved) in [
        ("/feed", 0, None),
        ("/for-ever", 2, Some("/feed")),
        ("/for-ever-too", 1, Some("/feed")),
        ("/for-now", 3, None),
        ("/to-nothing", 1, None),
    ] {
        let answer = get(&server, path, Accept::Feed).unwrap();
        assert_eq!(answer.hops.len(), hops, "{path}");
        assert_eq!(answer.moved, moved.map(|path| server.at(path)), "{path}");
    }
    let before = server.requests().len();
    let hops = get(&server, "/for-now", Accept::Feed).unwrap().hops;
    // Each is an exchange of its own, to be archived as such.
    for (hop, sent) in hops.iter().zip(&server.requests()[before..]) {
        assert_eq!(String::from_utf8_lossy(&hop.fetch.request), *sent);
        assert_eq!(hop.fetch.page.url.as_deref(), Some(hop.address.as_str()));
        assert_eq!(hop.fetch.status, hop.status);
        let location = hop
            .fetch
            .headers
            .iter()
            .find(|(name, _)| name == "location");
        assert!(location.is_some() && hop.fetch.page.bytes.is_empty());
    }
    let way: Vec<_> = hops
        .iter()
        .map(|hop| (hop.address.path(), hop.status, hop.location.path()))
        .collect();
    assert_eq!(
        way,
        [
            ("/for-now", 307, "/for-ever"),
            ("/for-ever", 301, "/for-ever-too"),
            ("/for-ever-too", 308, "/feed")
        ]
    );
}

#[test]
fn a_redirect_that_may_not_be_followed_is_the_answer() {
    let server = Server::start(answer);
    let client = Client::new(&options()).unwrap();
    let address = server.at("/for-now");
    let answer = client
        .get(&Request {
            may_follow: &|to| to.path() != "/for-ever-too",
            ..Request::new(&address, Accept::Page)
        })
        .unwrap();
    assert_eq!(answer.fetch.status, 301);
    assert_eq!(answer.address(), server.at("/for-ever").as_str());
    assert_eq!(answer.declined, Some(server.at("/for-ever-too")));
    assert_eq!((answer.hops.len(), answer.moved), (1, None));
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn content_that_is_gzip_itself_is_opened_for_feeds() {
    let server = Server::start(answer);
    for path in ["/sitemap.xml.gz", "/twice.xml.gz"] {
        let answer = get(&server, path, Accept::Feed).unwrap();
        assert_eq!(answer.fetch.page.bytes, b"<urlset/>", "{path}");
    }
}

#[test]
fn of_a_long_robots_txt_the_beginning_is_read() {
    let server = Server::start(answer);
    for path in ["/robots.txt", "/robots.gz"] {
        let answer = get(&server, path, Accept::Robots).unwrap();
        assert_eq!(answer.fetch.page.bytes.len(), robots::MAX_BYTES, "{path}");
    }
}

#[test]
fn a_form_is_sent_on_only_where_it_is_to_be_sent_again() {
    let server = Server::start(answer);
    let client = Client::new(&options()).unwrap();
    let form = [
        ("hub.topic", "https://lennar.example/f?a=1&b"),
        ("hub.mode", "subscribe"),
    ];
    for (path, status, requests) in [
        ("/subscribed", 202, 1),
        ("/hub-moved", 202, 2),
        ("/hub-elsewhere", 302, 1),
    ] {
        let before = server.requests().len();
        let answer = client.post(&server.at(path), &form).unwrap();
        assert_eq!(answer.fetch.status, status, "{path}");
        let asked = server.requests().split_off(before);
        assert_eq!(asked.len(), requests, "{path}");
        for request in asked {
            assert!(request.starts_with("POST /"), "{request}");
            let body = "hub.topic=https%3A%2F%2Flennar.example%2Ff%3Fa%3D1%26b&hub.mode=subscribe";
            let length = format!("\r\ncontent-length: {}\r\n", body.len());
            assert!(request.contains(&length), "{request}");
        }
    }
    let sent = server.bodies().remove(0);
    assert_eq!(
        sent,
        "hub.topic=https%3A%2F%2Flennar.example%2Ff%3Fa%3D1%26b&hub.mode=subscribe"
    );
}

#[test]
fn forms_are_bound_by_the_same_rules() {
    let server = Server::start(answer);
    let client = Client::new(&Options::default()).unwrap();
    let error = client.post(&server.at("/subscribed"), &[]).unwrap_err();
    assert!(
        matches!(
            &error,
            Error::Fetch {
                problem: Problem::Forbidden { .. },
                ..
            }
        ),
        "{error}"
    );
    assert!(server.requests().is_empty());
    let nowhere = server.at("/").join("ftp://lennar.example/");
    assert!(matches!(nowhere, Err(BadAddress::Scheme(_))));
}

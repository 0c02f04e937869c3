//! A hub that announces what is new.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{OnceLock, atomic::Ordering},
    thread,
};

use isnad::model::Hub;
use url::form_urlencoded;

use super::{
    super::websub::{self, Inbox, Intent},
    *,
};

const FEED: &str = "http://lennar.example/feed";

/// What the hub needs to turn to us, known once the world stands.
#[derive(Clone)]
struct Ours {
    ledger: Memory,
    inbox: Inbox,
    address: SocketAddr,
    time: Arc<Time>,
}

/// What whoever serves the callback address does there.
fn callback(ours: &Ours, asked: &Asked) -> Reply {
    let (path, query) = asked.path.split_once('?').unwrap_or((&asked.path, ""));
    let id = path.trim_start_matches("/websub/");
    let held = ours.ledger.get(FEED);
    let Some(hub) = held.hub.filter(|hub| websub::id(hub) == id) else {
        return Reply::status(404);
    };
    if asked.head.starts_with("POST") {
        if websub::is_authentic(&hub, asked.header("x-hub-signature"), &asked.body) {
            let kind = asked.header("content-type");
            ours.inbox.deliver(FEED, asked.body.clone(), kind);
        }
        return Reply::status(202);
    }
    match websub::intent(&hub, query, ours.time.now()) {
        Intent::Confirmed { challenge, until } => {
            ours.inbox.confirm(FEED, until);
            Reply::new(200, "text/plain", challenge)
        }
        Intent::Denied { .. } => Reply::status(200),
        Intent::Unwanted => Reply::status(404),
    }
}

/// Sends a request as a hub does; gives the answer.
fn send(to: SocketAddr, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(to).unwrap();
    let length = body.len();
    let host = "Host: desk.example";
    let message = format!("{head}\r\n{host}\r\nContent-Length: {length}\r\n\r\n{body}");
    stream.write_all(message.as_bytes()).unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    answer
}

/// What the hub does when it was asked: confirms, then delivers once with a good signature and once
/// with a bad one.
fn announce(ours: &Ours, form: &[u8], item: &str) {
    let value = |name: &str| {
        let mut fields = form_urlencoded::parse(form);
        fields
            .find(|(field, _)| field == name)
            .unwrap()
            .1
            .into_owned()
    };
    let (topic, secret) = (value("hub.topic"), value("hub.secret"));
    let callback = value("hub.callback");
    let path = callback.strip_prefix("http://desk.example").unwrap();
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("hub.mode", "subscribe")
        .append_pair("hub.topic", &topic)
        .append_pair("hub.challenge", "c h")
        .append_pair("hub.lease_seconds", "864000")
        .finish();
    let answer = send(ours.address, &format!("GET {path}?{query} HTTP/1.1"), "");
    assert!(answer.ends_with("\r\n\r\nc h"), "{answer}");
    for (secret, item) in [(&*secret, item), ("another", "/forged")] {
        let feed = String::from_utf8(rss("lennar.example", &[(item, 1)]).body).unwrap();
        let signature = websub::tests::signature(secret, feed.as_bytes());
        let head = format!(
            "POST {path} HTTP/1.1\r\nContent-Type: application/rss+xml\r\nX-Hub-Signature: {signature}"
        );
        assert!(send(ours.address, &head, &feed).starts_with("HTTP/1.1 202"));
    }
}

#[test]
fn a_hub_is_asked_and_what_it_delivers_is_read() {
    let ours: Arc<OnceLock<Ours>> = Arc::default();
    let known = Arc::clone(&ours);
    let world = World::with_feed(move |asked| match asked.what().as_str() {
        "lennar.example/feed" => rss("lennar.example", &[("/1", -60), ("/0", -180)])
            .with("Link", "<http://hub.example/ask>; rel=\"hub\"")
            .with("Link", "<http://lennar.example/feed>; rel=\"self\""),
        "hub.example/ask" => {
            let ours = known.get().unwrap().clone();
            let form = asked.body.clone();
            ours.time.others.fetch_add(1, Ordering::SeqCst);
            thread::spawn(move || {
                announce(&ours, &form, "/new");
                ours.time.others.fetch_sub(1, Ordering::SeqCst);
            });
            Reply::status(202)
        }
        what if what.starts_with("desk.example/") => callback(known.get().unwrap(), asked),
        what if what.ends_with("/robots.txt") => no_robots(),
        _ => page(&asked.path),
    });
    let settings = Settings {
        callback: Some("http://desk.example/websub".to_owned()),
        ..Settings::default()
    };
    let mut collector = world.collector(settings);
    let set = ours.set(Ours {
        ledger: world.ledger.clone(),
        inbox: collector.inbox(),
        address: world.site.address,
        time: Arc::clone(&world.time),
    });
    assert!(set.is_ok());
    world.time.give(24 * 20);
    let Ok(()) = collector.run(&mut world.ledger.clone(), &world.time.stop);
    let pages = ["/0", "/1", "/new"].map(|path| format!("http://lennar.example{path}"));
    assert_eq!(world.ledger.accepted(), pages, "and not what was forged");
    assert_eq!(world.told("delivered")[0], "delivered 1 1");
    let asked = world.told("hub asked").len();
    assert!(
        (2..=3).contains(&asked),
        "renewed before ten days were over: {asked}"
    );
    let hub: Hub = world.ledger.get(FEED).hub.unwrap();
    assert!(hub.until.is_some_and(|until| until > world.time.now()));
}

#[test]
fn without_a_callback_address_no_hub_is_asked() {
    let world = World::with_feed(|asked| match asked.path.as_str() {
        "/feed" => rss("lennar.example", &[]).with("Link", "<http://hub.example/>; rel=hub"),
        _ => no_robots(),
    });
    world.run(24);
    assert!(
        world
            .site
            .asked()
            .iter()
            .all(|asked| asked.host == "lennar.example")
    );
    assert_eq!(world.ledger.get(FEED).hub, None);
}

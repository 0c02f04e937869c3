//! What no name, redirect, proxy or slow server may bring about.

use std::{
    collections::HashMap,
    io::ErrorKind,
    net::{IpAddr, SocketAddr, TcpListener},
    process::Command,
    sync::Mutex,
    time::Duration,
};

use ureq::{
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{ResolvedSocketAddrs, Resolver},
        transport::NextTimeout,
    },
};

use super::{
    test_server::{Server, moved, ok, raw},
    *,
};
use crate::{Problem, address};

fn answer(path: &str, port: u16) -> Vec<u8> {
    match path {
        "/inside" => moved(&format!("http://127.0.0.2:{port}/page")),
        "/metadata" => moved("http://169.254.169.254/latest"),
        "/named-inside" => moved(&format!("http://inside.example:{port}/page")),
        "/again" => moved(&format!("http://turncoat.example:{port}/page")),
        "/odd" => moved("http://0x7f.1/"),
        "/mapped" => moved("http://[::ffff:127.0.0.1]/"),
        "/data" => moved("data:text/html,ferry"),
        "/script" => moved("javascript:alert(1)"),
        "/ftp" => moved("ftp://lennar.example/"),
        "/slow-status" => raw("HTTP/1.1 200 DRIP"),
        "/slow-header" => raw("HTTP/1.1 200 OK\r\nX: DRIP"),
        "/slow-body" => raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nDRIP"),
        "/slow-chunk" => raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nDRIP"),
        _ => ok("Content-Type: text/html\r\n", b"<p>ferry"),
    }
}

/// Names that mean what a test says. Each question takes the next of a name's meanings, the last
/// for ever.
struct Names(Mutex<HashMap<&'static str, Vec<Vec<IpAddr>>>>);

impl Names {
    fn new(meanings: &[(&'static str, &[&str])]) -> Box<Names> {
        let read = |list: &str| list.split(' ').map(|ip| ip.parse().unwrap()).collect();
        let names = meanings
            .iter()
            .map(|(name, meanings)| (*name, meanings.iter().map(|list| read(list)).collect()));
        Box::new(Names(Mutex::new(names.collect())))
    }
}

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Names")
    }
}

impl Resolver for Names {
    fn resolve(
        &self,
        uri: &Uri,
        _: &Config,
        _: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let host = uri.host().unwrap_or_default();
        let mut names = self.0.lock().unwrap();
        let ips = match names.get_mut(host) {
            Some(meanings) if meanings.len() > 1 => meanings.remove(0),
            Some(meanings) => meanings[0].clone(),
            None => vec![host.trim_matches(['[', ']']).parse().unwrap()],
        };
        let mut found = self.empty();
        for ip in ips {
            found.push(SocketAddr::new(ip, uri.port_u16().unwrap_or(80)));
        }
        Ok(found)
    }
}

/// As in life, but with the test's own server in place of a public one.
fn all_but_the_server(ip: IpAddr) -> Option<&'static str> {
    if ip == IpAddr::from([127, 0, 0, 1]) {
        None
    } else {
        address::refusal(ip)
    }
}

fn client(names: Box<Names>, check: Check) -> Client {
    let mut options = Options::default();
    options.limits.connect = Duration::from_secs(5);
    Client::with_resolver(&options, CheckedResolver::with_names(names, check)).unwrap()
}

/// The address that a fetch was refused for, if that was why it failed.
fn refused(result: &Result<Gathered, Error>) -> Option<IpAddr> {
    match result {
        Err(Error::Fetch {
            problem: Problem::Forbidden { ip, .. },
            ..
        }) => Some(*ip),
        _ => None,
    }
}

#[test]
fn private_addresses_are_refused_before_a_connection_is_made() {
    let server = Server::start(answer);
    let port = server.address.port();
    let client = Client::new(&Options::default()).unwrap();
    let hosts = [
        "127.0.0.1",
        "localhost",
        "0x7f.1",
        "2130706433",
        "017700000001",
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "[::1]",
        "0",
    ];
    for host in hosts {
        let address = Address::parse(&format!("http://{host}:{port}/page")).unwrap();
        let Err(Error::Fetch { problem, .. }) = client.fetch(&address) else {
            panic!("{host} was fetched");
        };
        let refused = matches!(problem, Problem::Forbidden { .. });
        // A machine may not know the name at all.
        assert!(
            refused || (host == "localhost" && problem == Problem::NotFound),
            "{host}: {problem}"
        );
    }
    assert!(server.requests().is_empty());
}

/// One address of each kind that a name may not lead to.
#[test]
fn names_that_lead_inside_are_refused() {
    let address = Address::parse("http://lennar.example/").unwrap();
    for (kind, ip) in [
        ("private", "10.1.2.3"),
        ("private", "172.16.0.1"),
        ("private", "192.168.1.1"),
        ("loopback", "127.0.0.53"),
        ("link-local", "169.254.169.254"),
        ("carrier-grade NAT", "100.64.0.1"),
        ("multicast", "224.0.0.251"),
        ("broadcast", "255.255.255.255"),
        ("unspecified", "0.0.0.0"),
        ("documentation", "203.0.113.5"),
        ("loopback", "::1"),
        ("unspecified", "::"),
        ("unique local", "fd00::1"),
        ("link-local", "fe80::1"),
        ("multicast", "ff02::1"),
        ("documentation", "2001:db8::1"),
        ("IPv4-mapped", "::ffff:10.0.0.1"),
        ("IPv4-compatible", "::10.0.0.1"),
        ("NAT64", "64:ff9b::10.0.0.1"),
        ("NAT64 of the network's own", "64:ff9b:1::10.0.0.1"),
        ("6to4", "2002:a00:1::1"),
        ("Teredo", "2001:0:a00:1::1"),
    ] {
        let names = Names::new(&[("lennar.example", &[ip])]);
        let client = client(names, address::refusal);
        let expected: IpAddr = ip.parse().unwrap();
        assert_eq!(refused(&client.fetch(&address)), Some(expected), "{kind}");
    }
}

#[test]
fn of_several_addresses_the_private_ones_are_not_tried() {
    let server = Server::start(answer);
    let names = Names::new(&[("mixed.example", &["10.0.0.1 127.0.0.1 ::1"])]);
    let client = client(names, all_but_the_server);
    let port = server.address.port();
    let address = Address::parse(&format!("http://mixed.example:{port}/page")).unwrap();
    assert!(client.fetch(&address).is_ok());
}

#[test]
fn a_redirect_to_the_inside_is_refused() {
    let server = Server::start(answer);
    let names = Names::new(&[("inside.example", &["192.168.1.1"])]);
    let client = client(names, all_but_the_server);
    for (path, ip) in [
        ("/inside", "127.0.0.2"),
        ("/metadata", "169.254.169.254"),
        ("/named-inside", "192.168.1.1"),
        ("/mapped", "::ffff:127.0.0.1"),
    ] {
        let result = client.fetch(&server.at(path));
        assert_eq!(refused(&result), Some(ip.parse().unwrap()), "{path}");
    }
    let line = client
        .fetch(&server.at("/metadata"))
        .unwrap_err()
        .to_string();
    let end = "(redirected to http://169.254.169.254/latest): leads to 169.254.169.254, the local \
               link: only public addresses";
    assert!(line.contains(end), "{line}");
    assert!(client.fetch(&server.at("/page")).is_ok());
}

#[test]
fn redirects_lead_to_http_and_https_alone() {
    let server = Server::start(answer);
    let client = client(Names::new(&[]), all_but_the_server);
    for path in ["/data", "/script", "/ftp"] {
        let line = client.fetch(&server.at(path)).unwrap_err().to_string();
        assert!(line.contains("only http and https addresses"), "{line}");
    }
}

/// A name that means a public address when it is looked at, and another when it is connected to.
#[test]
fn a_name_that_changes_its_meaning_is_looked_at_each_time() {
    let server = Server::start(answer);
    let port = server.address.port();
    let address = Address::parse(&format!("http://turncoat.example:{port}/again")).unwrap();
    for inside in ["127.0.0.2", "169.254.169.254", "10.0.0.1", "::1"] {
        let names = Names::new(&[("turncoat.example", &["127.0.0.1", inside])]);
        let client = client(names, all_but_the_server);
        let before = server.requests().len();
        let result = client.fetch(&address);
        assert_eq!(refused(&result), Some(inside.parse().unwrap()), "{inside}");
        assert_eq!(server.requests().len(), before + 1);
    }
}

/// Bytes that come one by one: each is in time, all together are not.
#[test]
fn a_server_that_drips_is_given_up() {
    let server = Server::start(answer);
    let mut options = Options {
        allow_private: true,
        ..Options::default()
    };
    options.limits.total = Duration::from_millis(300);
    let client = Client::new(&options).unwrap();
    for path in ["/slow-status", "/slow-header", "/slow-body", "/slow-chunk"] {
        let error = client.fetch(&server.at(path)).unwrap_err();
        assert!(
            matches!(
                &error,
                Error::Fetch {
                    problem: Problem::Timeout { .. },
                    ..
                }
            ),
            "{error}"
        );
    }
}

/// What another process runs, told of a proxy by its environment.
#[test]
#[ignore = "run by the test below"]
fn a_fetch_that_needs_no_proxy() {
    let server = Server::start(answer);
    let options = Options {
        allow_private: true,
        ..Options::default()
    };
    let client = Client::new(&options).unwrap();
    assert!(client.fetch(&server.at("/page")).is_ok());
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn proxies_of_the_environment_are_not_asked() {
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    proxy.set_nonblocking(true).unwrap();
    let address = format!("http://{}", proxy.local_addr().unwrap());
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([
        "--ignored",
        "--exact",
        "http::safety_tests::a_fetch_that_needs_no_proxy",
    ]);
    for name in [
        "HTTP_PROXY",
        "http_proxy",
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
        "all_proxy",
    ] {
        command.env(name, &address);
    }
    command.env_remove("NO_PROXY").env_remove("no_proxy");
    let run = command.output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success() && said.contains("1 passed"), "{said}");
    let asked = proxy.accept().map_err(|error| error.kind());
    assert!(matches!(asked, Err(ErrorKind::WouldBlock)), "{asked:?}");
}

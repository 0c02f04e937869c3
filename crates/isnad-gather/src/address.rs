//! Which addresses may be fetched.
//!
//! Isnad fetches what people and pages name, from wherever it runs: often a machine inside a
//! network whose other machines trust it. An address in a page must not become a way in. So the
//! rule does not look at names, which anyone can point anywhere, but at the address a name was
//! resolved to, at the moment of connecting and again at every redirect ([`crate::http`]).
//!
//! ```
//! use isnad_gather::address;
//!
//! let refused = |ip: &str| ip.parse().ok().and_then(address::refusal);
//! assert_eq!(refused("10.1.2.3"), Some("a private network"));
//! assert_eq!(refused("::ffff:127.0.0.1"), Some("this machine"));
//! assert_eq!(refused("9.9.9.9"), None);
//! ```

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

use url::{Host, Position, Url};

use crate::Error;

/// Longer addresses are refused: none that leads to a news page is.
const MAX_LENGTH: usize = 8 << 10;

/// An http or https address without user name and password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(Url);

/// Why an address is not fetched, whatever it leads to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadAddress {
    /// It cannot be read as an address.
    #[error("is not an address: {0}")]
    Malformed(url::ParseError),
    /// Neither http nor https.
    #[error("starts with {0:?}: only http and https addresses are fetched")]
    Scheme(String),
    /// A user name or password in it.
    #[error("holds a user name or password; remove it")]
    Credentials,
    /// Over eight KiB.
    #[error("is longer than an address may be")]
    TooLong,
}

impl Address {
    /// Reads an address as browsers do: international names, odd ways to write numbers, and a
    /// fragment, which is dropped.
    ///
    /// # Errors
    /// [`Error::Address`] with the reason. A password in the address is not repeated.
    pub fn parse(text: &str) -> Result<Address, Error> {
        Address::check(Url::parse(text.trim()), text.len()).map_err(|problem| Error::Address {
            address: shown(text),
            problem,
        })
    }

    /// The address that a link or a redirect leads to from here.
    ///
    /// # Errors
    /// [`BadAddress`] when that may not be fetched.
    pub fn join(&self, location: &str) -> Result<Address, BadAddress> {
        Address::check(self.0.join(location.trim()), location.len())
    }

    fn check(url: Result<Url, url::ParseError>, length: usize) -> Result<Address, BadAddress> {
        let mut url = url.map_err(BadAddress::Malformed)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(BadAddress::Scheme(url.scheme().to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BadAddress::Credentials);
        }
        if length > MAX_LENGTH {
            return Err(BadAddress::TooLong);
        }
        url.set_fragment(None);
        Ok(Address(url))
    }

    /// The address in its normal form.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Scheme, host and port, as `https://lennar.example` or `http://lennar.example:8080`: what has
    /// one robots.txt.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// The host: a name in its normal form (`xn--…`) or an address.
    pub fn host(&self) -> Option<Host<&str>> {
        self.0.host()
    }

    /// The port, where it is not the one of the scheme.
    pub fn port(&self) -> Option<u16> {
        self.0.port()
    }

    /// The host, with its port where that is not the usual one: what stands in a `Host` header.
    pub fn authority(&self) -> String {
        let host = self.host().map_or_else(String::new, |host| match host {
            Host::Ipv6(ip) => format!("[{ip}]"),
            host => host.to_string(),
        });
        match self.port() {
            Some(port) => format!("{host}:{port}"),
            None => host,
        }
    }

    /// The path, percent-encoded; `/` at least.
    pub fn path(&self) -> &str {
        self.0.path()
    }

    /// What is asked for at the host: path and query, percent-encoded.
    pub fn target(&self) -> &str {
        &self.0[Position::BeforePath..Position::AfterQuery]
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What to call a refused address in a message: nothing secret, no line breaks, not too long.
pub(crate) fn shown(text: &str) -> String {
    let open = match Url::parse(text.trim()) {
        Ok(mut url) => {
            let _ = url.set_password(None);
            let _ = url.set_username("");
            url.into()
        }
        Err(_) => text.to_owned(),
    };
    let short: String = open.chars().filter(|c| !c.is_control()).take(200).collect();
    if short.is_empty() {
        "the address".to_owned()
    } else {
        short
    }
}

/// Address ranges that are not fetched from: first address, length of the common prefix in bits,
/// what they are. After the special-purpose registries of IANA.
const REFUSED_V4: &[(Ipv4Addr, u8, &str)] = &[
    (Ipv4Addr::new(0, 0, 0, 0), 8, "no address of its own"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, PRIVATE),
    (
        Ipv4Addr::new(100, 64, 0, 0),
        10,
        "the inside of a provider's network",
    ),
    (Ipv4Addr::new(127, 0, 0, 0), 8, LOOPBACK),
    (Ipv4Addr::new(169, 254, 0, 0), 16, LINK_LOCAL),
    (Ipv4Addr::new(172, 16, 0, 0), 12, PRIVATE),
    (Ipv4Addr::new(192, 0, 0, 0), 24, RESERVED),
    (Ipv4Addr::new(192, 0, 2, 0), 24, DOCUMENTATION),
    (
        Ipv4Addr::new(192, 88, 99, 0),
        24,
        "a relay between networks",
    ),
    (Ipv4Addr::new(192, 168, 0, 0), 16, PRIVATE),
    (Ipv4Addr::new(198, 18, 0, 0), 15, BENCHMARKING),
    (Ipv4Addr::new(198, 51, 100, 0), 24, DOCUMENTATION),
    (Ipv4Addr::new(203, 0, 113, 0), 24, DOCUMENTATION),
    (Ipv4Addr::new(224, 0, 0, 0), 4, MULTICAST),
    (Ipv4Addr::new(240, 0, 0, 0), 4, RESERVED),
];

/// The same for IPv6. The first row that fits counts.
const REFUSED_V6: &[(Ipv6Addr, u8, &str)] = &[
    (Ipv6Addr::UNSPECIFIED, 128, "no address of its own"),
    (Ipv6Addr::LOCALHOST, 128, LOOPBACK),
    (
        Ipv6Addr::new(0x100, 0, 0, 0, 0, 0, 0, 0),
        64,
        "an address that leads nowhere",
    ),
    (
        Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0),
        32,
        "a tunnel between networks (Teredo)",
    ),
    (Ipv6Addr::new(0x2001, 2, 0, 0, 0, 0, 0, 0), 48, BENCHMARKING),
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, RESERVED),
    (
        Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0),
        32,
        DOCUMENTATION,
    ),
    (
        Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0),
        20,
        DOCUMENTATION,
    ),
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, PRIVATE),
    (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10, LINK_LOCAL),
    (Ipv6Addr::new(0xfec0, 0, 0, 0, 0, 0, 0, 0), 10, PRIVATE),
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8, MULTICAST),
];

/// IPv6 ranges whose addresses carry an IPv4 address that is the true end of the road: first
/// address, length of the prefix, how many bits stand after the IPv4 address.
const EMBEDDED: &[(Ipv6Addr, u8, u8)] = &[
    // IPv4-mapped.
    (Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0, 0), 96, 0),
    // NAT64, which networks without IPv4 reach all of it by.
    (Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96, 0),
    // 6to4.
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, 80),
];

/// The only IPv6 range given out for the public network so far: 2000::/3.
const PUBLIC_V6: (Ipv6Addr, u8) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

const PRIVATE: &str = "a private network";
const LOOPBACK: &str = "this machine";
const LINK_LOCAL: &str = "the local link";
const RESERVED: &str = "a reserved range";
const DOCUMENTATION: &str = "an address for documentation";
const BENCHMARKING: &str = "an address for measuring networks";
const MULTICAST: &str = "an address of many machines";

/// What speaks against fetching from an address; `None` for public ones.
pub fn refusal(ip: IpAddr) -> Option<&'static str> {
    match ip {
        IpAddr::V4(ip) => refusal_v4(ip),
        IpAddr::V6(ip) => refusal_v6(ip),
    }
}

fn refusal_v4(ip: Ipv4Addr) -> Option<&'static str> {
    REFUSED_V4
        .iter()
        .find(|(start, prefix, _)| (ip.to_bits() ^ start.to_bits()) >> (32 - prefix) == 0)
        .map(|&(_, _, range)| range)
}

fn refusal_v6(ip: Ipv6Addr) -> Option<&'static str> {
    let within =
        |start: Ipv6Addr, prefix: u8| (ip.to_bits() ^ start.to_bits()) >> (128 - prefix) == 0;
    if let Some(&(_, _, after)) = EMBEDDED
        .iter()
        .find(|&&(start, prefix, _)| within(start, prefix))
    {
        return refusal_v4(Ipv4Addr::from_bits((ip.to_bits() >> after) as u32));
    }
    let listed = REFUSED_V6
        .iter()
        .find(|&&(start, prefix, _)| within(start, prefix));
    match listed {
        Some(&(_, _, range)) => Some(range),
        // IPv4-compatible addresses, local NAT64 and whatever is not given out yet.
        None if !within(PUBLIC_V6.0, PUBLIC_V6.1) => Some(RESERVED),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        let refused = "0.0.0.0 0.1.2.3 10.0.0.0 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.1 \
            127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 \
            192.88.99.1 192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 \
            239.255.255.255 240.0.0.1 255.255.255.255 :: ::1 ::2 ::127.0.0.1 ::9.9.9.9 \
            ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::10.0.0.1 \
            64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1 2001:0:909:909::1 2001:2::1 2001:10::1 \
            2001:20::1 2001:db8::1 2002:7f00:1:: 2002:a00:1::1 2002:c0a8:101::5 3fff::1 5f00::1 \
            fc00::1 fd12:3456::1 fe80::1 febf::1 fec0::1 ff02::1 4000::1 e000::1";
        let public = "1.1.1.1 9.9.9.9 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 \
            169.253.255.255 172.15.255.255 172.32.0.0 192.0.1.1 192.167.255.255 198.17.255.255 \
            198.20.0.0 223.255.255.255 ::ffff:9.9.9.9 64:ff9b::909:909 2002:909:909::1 \
            2001:200::1 2620:fe::fe 2a00:1450::1 3ffe::1";
        for ip in refused.split_whitespace() {
            assert!(
                refusal(ip.parse().unwrap()).is_some(),
                "{ip} must be refused"
            );
        }
        for ip in public.split_whitespace() {
            assert_eq!(refusal(ip.parse().unwrap()), None, "{ip} is public");
        }
    }

    /// Hosts written as no one writes them by accident are the addresses they stand for.
    #[test]
    fn odd_hosts_are_seen_through() {
        for (host, ip) in [
            ("0x7f.1", "127.0.0.1"),
            ("2130706433", "127.0.0.1"),
            ("0177.0.0.1", "127.0.0.1"),
            ("017700000001", "127.0.0.1"),
            ("[::127.0.0.1]", "::127.0.0.1"),
            ("[64:ff9b::127.0.0.1]", "64:ff9b::127.0.0.1"),
            ("127.1", "127.0.0.1"),
            ("127.0.0.1.", "127.0.0.1"),
            ("0", "0.0.0.0"),
            ("0xa9fea9fe", "169.254.169.254"),
            ("①②⑦.⓪.⓪.①", "127.0.0.1"),
            ("%31%32%37.0.0.1", "127.0.0.1"),
            ("[::1]", "::1"),
            ("[::ffff:127.0.0.1]", "::ffff:127.0.0.1"),
            ("[::ffff:7f00:1]", "::ffff:127.0.0.1"),
            ("[0:0:0:0:0:0:0:1]", "::1"),
        ] {
            let address = Address::parse(&format!("http://{host}/")).unwrap();
            let expected: IpAddr = ip.parse().unwrap();
            let got = match address.0.host().unwrap() {
                Host::Ipv4(ip) => IpAddr::V4(ip),
                Host::Ipv6(ip) => IpAddr::V6(ip),
                Host::Domain(name) => panic!("{host} became the name {name}"),
            };
            assert_eq!(got, expected, "{host}");
            assert!(refusal(got).is_some(), "{host}");
        }
    }

    #[test]
    fn addresses_that_are_read() {
        for (text, normal) in [
            ("http://lennar.example", "http://lennar.example/"),
            (
                " HTTPS://Lennar.Example:443/a b#part ",
                "https://lennar.example/a%20b",
            ),
            ("http://خبر.example/", "http://xn--ngblk.example/"),
        ] {
            assert_eq!(Address::parse(text).unwrap().as_str(), normal);
        }
        let base = Address::parse("https://lennar.example/a/b").unwrap();
        for (location, end) in [
            ("../c", "https://lennar.example/c"),
            ("//other.example/x", "https://other.example/x"),
            ("?page=2", "https://lennar.example/a/b?page=2"),
        ] {
            assert_eq!(base.join(location).unwrap().as_str(), end);
        }
        assert!(base.join("file:///etc/hosts").is_err());
        assert!(base.join("https://a:b@lennar.example/").is_err());
    }

    #[test]
    fn addresses_that_are_refused_in_one_line_without_their_password() {
        let long = format!("http://lennar.example/{}", "a".repeat(9 << 10));
        for (text, expected) in [
            (
                "ftp://lennar.example/",
                "ftp://lennar.example/: starts with \"ftp\"",
            ),
            ("file:///etc/hosts", "only http and https"),
            ("data:text/html,ferry", "only http and https"),
            ("javascript:alert(1)", "only http and https"),
            ("gopher://lennar.example/", "only http and https"),
            (
                "http://ida:secret@lennar.example/",
                "http://lennar.example/: holds a user name",
            ),
            ("http://ida@lennar.example/", "holds a user name"),
            ("http://", "http://: is not an address"),
            ("http://[::1/", "is not an address"),
            ("http://256.256.256.256/", "is not an address"),
            ("lennar", "lennar: is not an address"),
            ("", "the address: is not an address"),
            (&long, "is longer than an address may be"),
        ] {
            let line = Address::parse(text).unwrap_err().to_string();
            assert!(
                line.contains(expected) && !line.contains("secret"),
                "{line}"
            );
            assert!(line.len() < 400 && !line.contains('\n'), "{line}");
        }
    }
}

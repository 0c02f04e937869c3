use std::{
    fmt,
    net::{IpAddr, SocketAddr},
};

use ureq::{
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::NextTimeout,
    },
};

/// What speaks against connecting to an address, if anything does.
pub(super) type Check = fn(IpAddr) -> Option<&'static str>;

/// Finds the addresses of a host and keeps those that may be connected to. The connection is made
/// to one of these very addresses: nothing is looked up a second time.
pub(super) struct CheckedResolver {
    names: Box<dyn Resolver>,
    check: Check,
}

/// A host none of whose addresses may be connected to.
#[derive(Debug, thiserror::Error)]
#[error("{ip} is {range}")]
pub(super) struct Forbidden {
    pub(super) ip: IpAddr,
    pub(super) range: &'static str,
}

impl CheckedResolver {
    /// Asks the system for the addresses of a host.
    pub(super) fn new(check: Check) -> CheckedResolver {
        CheckedResolver::with_names(Box::new(DefaultResolver::default()), check)
    }

    /// Asks another than the system: tests have names of their own.
    pub(super) fn with_names(names: Box<dyn Resolver>, check: Check) -> CheckedResolver {
        CheckedResolver { names, check }
    }

    /// The addresses that may be connected to.
    fn allowed(&self, found: &[SocketAddr]) -> Result<Vec<SocketAddr>, Forbidden> {
        let refusal = |address: &SocketAddr| (self.check)(address.ip());
        let allowed: Vec<SocketAddr> = found
            .iter()
            .copied()
            .filter(|address| refusal(address).is_none())
            .collect();
        let first = found
            .iter()
            .find_map(|address| Some((address.ip(), refusal(address)?)));
        match first {
            Some((ip, range)) if allowed.is_empty() => Err(Forbidden { ip, range }),
            _ => Ok(allowed),
        }
    }
}

impl Resolver for CheckedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.names.resolve(uri, config, timeout).map_err(lookup)?;
        let allowed = self
            .allowed(&found)
            .map_err(|forbidden| ureq::Error::Other(Box::new(forbidden)))?;
        let mut kept = self.empty();
        for address in allowed {
            kept.push(address);
        }
        Ok(kept)
    }
}

/// A lookup that failed: the system has no kind of error for it, only words in its own language.
fn lookup(error: ureq::Error) -> ureq::Error {
    match error {
        ureq::Error::Io(_) => ureq::Error::HostNotFound,
        other => other,
    }
}

impl fmt::Debug for CheckedResolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CheckedResolver")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address;

    #[test]
    fn a_host_with_public_and_private_addresses_is_reached_by_the_public_ones() {
        let resolver = CheckedResolver::new(address::refusal);
        let read = |list: &str| -> Vec<SocketAddr> {
            list.split_whitespace()
                .map(|address| address.parse().unwrap())
                .collect()
        };
        for (found, allowed) in [
            ("9.9.9.9:80", Some("9.9.9.9:80")),
            ("127.0.0.1:80 9.9.9.9:80 [::1]:80", Some("9.9.9.9:80")),
            ("127.0.0.1:80 [::1]:80", None),
            ("[::ffff:10.0.0.1]:443", None),
        ] {
            assert_eq!(
                resolver.allowed(&read(found)).ok(),
                allowed.map(read),
                "{found}"
            );
        }
    }
}

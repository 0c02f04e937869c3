//! A client for tests, for which every name stands on one server of loopback.

use std::net::SocketAddr;

use ureq::{
    Agent,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

use super::Client;
use crate::Options;

/// Answers every name with one address.
#[derive(Debug)]
struct One(SocketAddr);

impl Resolver for One {
    fn resolve(
        &self,
        _: &Uri,
        _: &Config,
        _: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut found = self.empty();
        found.push(self.0);
        Ok(found)
    }
}

impl Client {
    /// A client like any, but that whatever host it asks, the server at `address` is asked.
    pub(crate) fn to(address: SocketAddr, options: &Options) -> Client {
        let client = Client::new(options).unwrap();
        let config = client.agent.config().clone();
        Client {
            agent: Agent::with_parts(config, DefaultConnector::new(), One(address)),
            ..client
        }
    }
}

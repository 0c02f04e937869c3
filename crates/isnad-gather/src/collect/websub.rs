//! WebSub: hubs that announce what is new instead of being asked again and again.
//!
//! The collector asks a hub that a feed names. The hub then turns to the callback address, which
//! whoever serves it answers with the functions here, and tells the collector by its [`Inbox`]:
//!
//! | the hub sends | answered with | then |
//! | --- | --- | --- |
//! | GET with `hub.mode=subscribe` | what [`intent`] says | [`Inbox::confirm`] |
//! | GET with `hub.mode=denied` | 200 | [`Inbox::deny`] |
//! | POST with content | 202, whatever [`is_authentic`] says | [`Inbox::deliver`] if it is |
//!
//! The callback's last part is [`id`]: nobody but the hub can know it.
//!
//! ```
//! use isnad_gather::collect::websub::{self, Intent};
//! use isnad::model::Hub;
//!
//! let hub = Hub {
//!     address: "https://hub.example/".to_owned(),
//!     topic: "https://lennar.example/feed".to_owned(),
//!     secret: "not told to anybody".to_owned(),
//!     ..Hub::default()
//! };
//! let query = "hub.mode=subscribe&hub.topic=https%3A%2F%2Flennar.example%2Ffeed\
//!              &hub.challenge=42&hub.lease_seconds=864000";
//! let now = "2031-03-05T10:00:00Z".parse()?;
//! let Intent::Confirmed { challenge, until } = websub::intent(&hub, query, now) else {
//!     panic!("this is what was asked for");
//! };
//! assert_eq!((challenge.as_str(), until.to_string()), ("42", "2031-03-15T10:00:00Z".to_owned()));
//! # Ok::<(), jiff::Error>(())
//! ```

use std::sync::mpsc::Sender;

use isnad::model::Hub;
use jiff::Timestamp;
use ring::{digest, hmac, rand};
use url::form_urlencoded;

use super::schedule::after;

/// How long a hub is asked to announce, in seconds: ten days, as hubs usually grant.
const LEASE: u32 = 10 * 86_400;
/// The longest lease that is believed, in seconds.
const LONGEST_LEASE: u32 = 30 * 86_400;

/// What a hub's GET to the callback address means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// It asks whether the subscription is wanted, and it is: answer 200 with the challenge and nothing
    /// else.
    Confirmed {
        /// What to send back.
        challenge: String,
        /// Until when it will announce.
        until: Timestamp,
    },
    /// It will not announce: answer 200.
    Denied {
        /// What it says of why; may be empty.
        reason: String,
    },
    /// Nothing that was asked for: answer 404.
    Unwanted,
}

/// What a hub's GET means for the subscription whose [`id`] it was sent to. `query` is the query of
/// the address, without the question mark.
pub fn intent(hub: &Hub, query: &str, now: Timestamp) -> Intent {
    let value = |name: &str| {
        form_urlencoded::parse(query.as_bytes())
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.into_owned())
    };
    if value("hub.topic").as_deref() != Some(&hub.topic) {
        return Intent::Unwanted;
    }
    let mode = value("hub.mode").unwrap_or_default();
    match (mode.as_str(), value("hub.challenge")) {
        ("denied", _) => Intent::Denied {
            reason: value("hub.reason").unwrap_or_default(),
        },
        ("subscribe", Some(challenge)) => {
            let lease = value("hub.lease_seconds").and_then(|text| text.parse().ok());
            Intent::Confirmed {
                challenge,
                until: after(now, lease.unwrap_or(LEASE).min(LONGEST_LEASE)),
            }
        }
        _ => Intent::Unwanted,
    }
}

/// Whether content comes from the hub: `signature` is the header `X-Hub-Signature`
/// (`sha256=` and the HMAC of the body under the subscription's secret, in hexadecimal digits).
pub fn is_authentic(hub: &Hub, signature: Option<&str>, body: &[u8]) -> bool {
    let Some((method, digits)) = signature.and_then(|text| text.trim().split_once('=')) else {
        return false;
    };
    let algorithm = match method.to_ascii_lowercase().as_str() {
        "sha1" => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        "sha256" => hmac::HMAC_SHA256,
        "sha384" => hmac::HMAC_SHA384,
        "sha512" => hmac::HMAC_SHA512,
        _ => return false,
    };
    let key = hmac::Key::new(algorithm, hub.secret.as_bytes());
    from_hex(digits).is_some_and(|tag| hmac::verify(&key, body, &tag).is_ok())
}

/// The last part of the callback address of a subscription, which [`Hub::id`] keeps.
pub fn id(hub: &Hub) -> String {
    if !hub.id.is_empty() {
        return hub.id.clone();
    }
    let text = format!("{}\n{}\n{}", hub.address, hub.topic, hub.secret);
    let digest = digest::digest(&digest::SHA256, text.as_bytes());
    to_hex(&digest.as_ref()[..16])
}

/// A hub to be asked, with a new secret. `None` when the system has no randomness to give.
pub(super) fn new_hub(address: String, topic: String) -> Option<Hub> {
    let random: rand::Random<[u8; 20]> = rand::generate(&rand::SystemRandom::new()).ok()?;
    Some(named(Hub {
        address,
        topic,
        secret: to_hex(&random.expose()),
        ..Hub::default()
    }))
}

/// The hub with its [`id`], by which it is found when it calls.
pub(super) fn named(hub: Hub) -> Hub {
    Hub {
        id: id(&hub),
        ..hub
    }
}

/// What a hub is asked with.
pub(super) fn form(hub: &Hub, callback: &str) -> Vec<(&'static str, String)> {
    let callback = format!("{}/{}", callback.trim_end_matches('/'), id(hub));
    vec![
        ("hub.mode", "subscribe".to_owned()),
        ("hub.topic", hub.topic.clone()),
        ("hub.callback", callback),
        ("hub.lease_seconds", LEASE.to_string()),
        ("hub.secret", hub.secret.clone()),
    ]
}

/// What hubs sent, for the collector. Cheap to clone; one for each thread that serves.
#[derive(Clone, Debug)]
pub struct Inbox(pub(super) Sender<Word>);

/// One thing a hub sent.
#[derive(Debug)]
pub(super) struct Word {
    /// The address of the subscription.
    pub(super) subscription: String,
    pub(super) what: What,
}

#[derive(Debug)]
pub(super) enum What {
    /// It announces until then, or not at all.
    Answered(Option<Timestamp>),
    /// The content of a feed, and the type that it was sent with.
    Content(Vec<u8>, Option<String>),
}

impl Inbox {
    /// A hub will announce what is new at a subscription's address until then.
    pub fn confirm(&self, subscription: &str, until: Timestamp) {
        self.send(subscription, What::Answered(Some(until)));
    }

    /// A hub will not announce what is new at a subscription's address.
    pub fn deny(&self, subscription: &str) {
        self.send(subscription, What::Answered(None));
    }

    /// A hub sent content for a subscription, and it is authentic. It is read within a second or so;
    /// if the collector is stopped before, the next look finds the same.
    pub fn deliver(&self, subscription: &str, body: Vec<u8>, content_type: Option<&str>) {
        let content_type = content_type.map(str::to_owned);
        self.send(subscription, What::Content(body, content_type));
    }

    fn send(&self, subscription: &str, what: What) {
        // Fails when the collector is gone, and then there is nobody to tell.
        let _ = self.0.send(Word {
            subscription: subscription.to_owned(),
            what,
        });
    }
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    let byte = |pair: &[u8]| match pair {
        [_, _] => u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok(),
        _ => None,
    };
    pairs.map(byte).collect()
}

#[cfg(test)]
pub(super) mod tests;

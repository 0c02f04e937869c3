use super::*;

fn hub() -> Hub {
    Hub {
        address: "https://hub.example/".to_owned(),
        topic: "https://lennar.example/feed?a=1&b=2".to_owned(),
        secret: "key".to_owned(),
        ..Hub::default()
    }
}

/// A signature as a hub makes it.
pub(in crate::collect) fn signature(secret: &str, body: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    format!("sha256={}", to_hex(hmac::sign(&key, body).as_ref()))
}

#[test]
fn what_a_hub_asks() {
    let now = Timestamp::from_second(1_900_000_000).unwrap();
    let topic = "hub.topic=https://lennar.example/feed?a%3D1%26b%3D2";
    let confirmed = |challenge: &str, seconds| Intent::Confirmed {
        challenge: challenge.to_owned(),
        until: after(now, seconds),
    };
    let denied = |reason: &str| Intent::Denied {
        reason: reason.to_owned(),
    };
    for (rest, expected) in [
        (
            "hub.mode=subscribe&hub.challenge=a%26b&hub.lease_seconds=60",
            confirmed("a&b", 60),
        ),
        ("hub.mode=subscribe&hub.challenge=x", confirmed("x", LEASE)),
        (
            "hub.mode=subscribe&hub.challenge=x&hub.lease_seconds=4000000000",
            confirmed("x", LONGEST_LEASE),
        ),
        (
            "hub.mode=subscribe&hub.challenge=x&hub.lease_seconds=soon",
            confirmed("x", LEASE),
        ),
        ("hub.mode=subscribe", Intent::Unwanted),
        ("hub.mode=unsubscribe&hub.challenge=x", Intent::Unwanted),
        ("hub.mode=denied&hub.reason=no+room", denied("no room")),
        ("hub.mode=denied", denied("")),
        ("", Intent::Unwanted),
    ] {
        assert_eq!(
            intent(&hub(), &format!("{topic}&{rest}"), now),
            expected,
            "{rest}"
        );
    }
    let other = "hub.topic=https://other.example/&hub.mode=subscribe&hub.challenge=x";
    assert_eq!(intent(&hub(), other, now), Intent::Unwanted);
}

/// The digests are the ones that RFC 2104 implementations agree on for this key and text.
#[test]
fn who_signed() {
    let body = b"The quick brown fox jumps over the lazy dog";
    let sha1 = "sha1=de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9";
    let sha256 = "sha256=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8";
    for (header, body, expected) in [
        (Some(sha1), &body[..], true),
        (Some(sha256), body, true),
        (Some(sha256.to_uppercase().as_str()), body, true),
        (Some(sha256), b"another text", false),
        (Some(&sha256[..sha256.len() - 1]), body, false),
        (Some("sha256="), body, false),
        (Some("sha256=zz"), body, false),
        (Some("md5=80070713463e7749b90c2dc24911e275"), body, false),
        (
            Some("de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9"),
            body,
            false,
        ),
        (None, body, false),
    ] {
        assert_eq!(is_authentic(&hub(), header, body), expected, "{header:?}");
    }
    assert!(is_authentic(&hub(), Some(&signature("key", body)), body));
    assert!(!is_authentic(&hub(), Some(&signature("other", body)), body));
}

#[test]
fn each_subscription_has_a_secret_and_a_place_of_its_own() {
    let make = || {
        new_hub(
            "https://hub.example/".to_owned(),
            "https://lennar.example/".to_owned(),
        )
    };
    let (a, b) = (make().unwrap(), make().unwrap());
    assert_eq!((a.secret.len(), id(&a).len()), (40, 32));
    assert_ne!(a.secret, b.secret);
    assert_ne!(id(&a), id(&b));
    let form = form(&a, "https://desk.example/websub/");
    assert_eq!(form[2].1, format!("https://desk.example/websub/{}", id(&a)));
}

//! A robots.txt behind two lines: a path that is asked for, and a path of a rule.
#![no_main]

use isnad_gather::robots::{MAX_DELAY, Robots};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(3, |&byte| byte == b'\n');
    let target = String::from_utf8_lossy(parts.next().unwrap_or_default());
    let rule = parts.next().unwrap_or_default();
    whole(parts.next().unwrap_or_default(), &target);
    one_rule(rule, &target);
});

/// Whatever stands in it.
fn whole(text: &[u8], target: &str) {
    let robots = Robots::parse(text);
    assert_eq!(robots, Robots::parse(text), "one robots.txt, two readings");
    let allowed = robots.allows_target("isnad", target);
    assert_eq!(allowed, robots.allows_target("ISNAD", target));
    assert!(robots.crawl_delay("isnad").is_none_or(|delay| delay <= MAX_DELAY));
    assert!(robots.sitemaps().iter().all(|address| !address.is_empty()));
    // A group for another robot, at the end, changes nothing for one that is named.
    let more = [text, b"\nuser-agent: isnad\nallow:\nuser-agent: other\ndisallow: /\n"].concat();
    let more = Robots::parse(&more);
    assert!(!more.allows_target("other", "/") || robots.allows_target("other", "/"));
}

/// One rule, against a comparison that tries everything.
fn one_rule(rule: &[u8], target: &str) {
    let plain = |byte: &u8| matches!(byte, b'!'..=b'~') && !matches!(byte, b'%' | b'#');
    if !rule.iter().all(plain) || !target.bytes().all(|byte| plain(&byte)) || rule.is_empty() {
        return;
    }
    let target = if target.is_empty() { "/" } else { target };
    let (path, ends) = match rule.strip_suffix(b"$") {
        Some(path) => (path, true),
        None => (rule, false),
    };
    for (name, expected) in [("allow", true), ("disallow", false)] {
        let others = if expected { "disallow: /\ndisallow: *\n" } else { "" };
        let text = [format!("user-agent: *\n{others}{name}: ").as_bytes(), rule].concat();
        let allowed = Robots::parse(&text).allows_target("isnad", target);
        let fits = fits(path, ends, target.as_bytes());
        if expected {
            // The rules beside it are of length one: any longer one has the say, and one as long that
            // allows.
            let folder = rule.ends_with(b"/index.html");
            assert!(folder || allowed == fits, "{text:?} {target}");
        } else {
            assert_eq!(!allowed, fits, "{text:?} {target}");
        }
    }
}

/// Whether a path with wildcards fits, by trying every length of every wildcard.
fn fits(path: &[u8], ends: bool, target: &[u8]) -> bool {
    // Which beginnings of the target the path so far can stand for.
    let mut reached = vec![false; target.len() + 1];
    reached[0] = true;
    for &letter in path {
        let mut next = vec![false; target.len() + 1];
        for at in 0..=target.len() {
            if !reached[at] {
                continue;
            }
            if letter == b'*' {
                next[at..].fill(true);
            } else if target.get(at) == Some(&letter) {
                next[at + 1] = true;
            }
        }
        reached = next;
    }
    if ends { reached[target.len()] } else { reached.contains(&true) }
}

//! Cases by what they show: a robots.txt, a robot, what it may and may not fetch.

use std::time::{Duration, Instant};

use super::*;

fn address(target: &str) -> Address {
    Address::parse(&format!("https://lennar.example{target}")).unwrap()
}

/// Robots.txt, robot, allowed targets, forbidden targets.
const CASES: &[(&str, &str, &str, &str)] = &[
    ("", "isnad", "/ /a /a?b", ""),
    ("disallow: /", "isnad", "/", ""),
    (
        "user-agent: *\ndisallow: /",
        "isnad",
        "/robots.txt",
        "/ /a /robots.txt.bak",
    ),
    ("user-agent: *\ndisallow:", "isnad", "/ /a", ""),
    // Groups.
    (
        "user-agent: *\ndisallow: /\nuser-agent: isnad\ndisallow: /a",
        "isnad",
        "/b",
        "/a",
    ),
    (
        "user-agent: *\ndisallow: /\nuser-agent: isnad\ndisallow: /a",
        "other",
        "",
        "/b /a",
    ),
    (
        "user-agent: isnad\nuser-agent: other\ndisallow: /a",
        "other",
        "/b",
        "/a",
    ),
    (
        "user-agent: isnad\nsitemap: /s\nuser-agent: other\ndisallow: /a",
        "isnad",
        "/b",
        "/a",
    ),
    (
        "user-agent: isnad\ndisallow: /a\nuser-agent: x\ndisallow: /c\nuser-agent: isnad\ndisallow: /b",
        "isnad",
        "/c",
        "/a /b",
    ),
    (
        "user-agent: isnad\ndisallow:\nuser-agent: other\ndisallow: /",
        "isnad",
        "/a",
        "",
    ),
    (
        "user-agent: isnad\ndisallow: /a\nuser-agent: ???\ndisallow: /b",
        "isnad",
        "/b",
        "/a",
    ),
    // Names of robots.
    (
        "user-agent: ISNAD/0.1 (+x)\ndisallow: /a",
        "isnad",
        "/b",
        "/a",
    ),
    ("user-agent: isnad2\ndisallow: /a", "isnad", "/b", "/a"),
    ("user-agent: isna\ndisallow: /", "isnad", "/a", ""),
    ("user-agent: * # all\ndisallow: /a", "isnad", "/b", "/a"),
    // The longest rule decides, and of two alike the one that allows.
    (
        "user-agent: *\ndisallow: /a\nallow: /a/b\ndisallow: /a/b/c",
        "isnad",
        "/a/b /a/b/d",
        "/a /a/c /a/b/c",
    ),
    ("user-agent: *\ndisallow: /a\nallow: /a", "isnad", "/a", ""),
    // Wildcards.
    (
        "user-agent: *\ndisallow: /*.pdf$",
        "isnad",
        "/a.pdf?x /a",
        "/a.pdf /b/a.pdf.pdf",
    ),
    (
        "user-agent: *\ndisallow: /*/print/*",
        "isnad",
        "/print/1 /a/print",
        "/a/print/ /a/b/print/c",
    ),
    (
        "user-agent: *\ndisallow: /a**b$",
        "isnad",
        "/ab/ /a",
        "/ab /axxb /abxb",
    ),
    ("user-agent: *\ndisallow: *", "isnad", "", "/ /a"),
    ("user-agent: *\ndisallow: /$", "isnad", "/a /?x", "/"),
    ("user-agent: *\ndisallow: /a$b", "isnad", "/ab /a", "/a$b"),
    (
        "user-agent: *\ndisallow: /*?s=",
        "isnad",
        "/?q=1",
        "/?s=1 /a?s=",
    ),
    ("user-agent: *\ndisallow: a", "isnad", "/a", ""),
    // Letters, encoded or not.
    (
        "user-agent: *\ndisallow: /رأي",
        "isnad",
        "/خبر",
        "/رأي/1 /%D8%B1%d8%a3%D9%8A",
    ),
    ("user-agent: *\ndisallow: /%D8%b1", "isnad", "/a", "/ر"),
    (
        "user-agent: *\ndisallow: /%7euser/a%2Fb",
        "isnad",
        "/~user/a/b",
        "/~user/a%2fb /%7Euser/a%2Fb",
    ),
    ("user-agent: *\ndisallow: /a b", "isnad", "/a", "/a%20b"),
    ("user-agent: *\ndisallow: /a%", "isnad", "/a", "/a%"),
    // In doubt the answer is no.
    (
        "user-agent: *\ndisallow: /\nallow: /%61",
        "isnad",
        "/%61",
        "/a",
    ),
    ("user-agent: *\ndisallow: /%61", "isnad", "/b", "/a /%61"),
    // What people write.
    ("\u{feff}user-agent: *\ndisallow: /a", "isnad", "/b", "/a"),
    (
        "User-Agent:*\r\nDISALLOW:/a\r\r\nDisallow : /b # why",
        "isnad",
        "/c",
        "/a /b",
    ),
    ("user-agent *\ndisallow /a", "isnad", "/b", "/a"),
    (
        "useragent: *\ndissallow: /a\ndisalow: /b",
        "isnad",
        "/c",
        "/a /b",
    ),
    (
        "user-agent: *\ndisallow\ndisallow: /a\nnonsense\n: /b",
        "isnad",
        "/b",
        "/a",
    ),
    (
        "<html><body>User-agent: *<br>Disallow: /</body></html>",
        "isnad",
        "/a",
        "",
    ),
    (
        "user-agent: *\ndisallow: /\nallow: /news/index.html",
        "isnad",
        "/news/ /news/index.html",
        "/news /news/a",
    ),
];

#[test]
fn cases() {
    for (text, agent, allowed, forbidden) in CASES {
        let robots = Robots::parse(text.as_bytes());
        for (targets, expected) in [(allowed, true), (forbidden, false)] {
            for target in targets.split_whitespace() {
                assert_eq!(
                    robots.allows(agent, &address(target)),
                    expected,
                    "{text:?} {target}"
                );
            }
        }
    }
}

#[test]
fn delays_and_sitemaps() {
    let robots = Robots::parse(
        b"Sitemap: https://lennar.example/a.xml\nuser-agent: *\ncrawl-delay: 1.5\ndisallow: /x\n\
          user-agent: slow\ncrawl-delay: 99999999\nuser-agent: odd\nallow: /\ncrawl-delay: -1\n\
          user-agent: none\ndisallow:\nsitemap: /b.xml\nsitemap: https://lennar.example/a.xml\nsitemap:",
    );
    for (agent, expected) in [
        ("isnad", Some(Duration::from_millis(1500))),
        ("slow", Some(MAX_DELAY)),
        ("odd", Some(MAX_DELAY)),
        ("none", None),
    ] {
        assert_eq!(robots.crawl_delay(agent), expected, "{agent}");
    }
    for odd in ["nan", "inf", "1e999", "five", "", "-3"] {
        let text = format!("user-agent: *\ncrawl-delay: {odd}");
        let delay = Robots::parse(text.as_bytes()).crawl_delay("isnad");
        assert_eq!(delay, None, "{odd}");
    }
    assert_eq!(
        robots.sitemaps(),
        ["https://lennar.example/a.xml", "/b.xml"]
    );
}

#[test]
fn tokens() {
    for (agent, expected) in [
        ("isnad/0.1 (+https://desk.example/)", "isnad"),
        ("isnad", "isnad"),
        ("News-Bot_x y", "News-Bot_x"),
        ("news2bot", "news"),
        ("", ""),
        ("ض", ""),
    ] {
        assert_eq!(token(agent), expected);
    }
}

#[test]
fn what_stands_behind_the_limit_counts_as_not_written() {
    let mut text = b"user-agent: *\ndisallow: /a\n".to_vec();
    text.resize(MAX_BYTES - 12, b'#');
    // The limit comes after `/`.
    text.extend(b"\ndisallow: /b\n");
    for length in [text.len(), MAX_BYTES] {
        let robots = Robots::parse(&text[..length]);
        assert!(!robots.allows("isnad", &address("/a")));
        assert!(robots.allows("isnad", &address("/b")));
        assert!(robots.allows("isnad", &address("/c")));
    }
}

/// Wildcards by the hundred against a target that almost fits: with back-tracking this would not end.
#[test]
fn wildcards_cost_no_more_than_the_target_is_long() {
    let line = format!("disallow: /{}b$\n", "*a".repeat(200));
    let text = format!("user-agent: *\n{}", line.repeat(1000));
    let robots = Robots::parse(text.as_bytes());
    let long = address(&format!("/{}", "a".repeat(7000)));
    let start = Instant::now();
    assert!(robots.allows("isnad", &long));
    assert!(start.elapsed() < Duration::from_secs(20));
}

/// All words of at most `length` letters.
fn words(letters: &str, length: usize) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut last = 0;
    for _ in 0..length {
        let from = std::mem::replace(&mut last, words.len());
        let longest = words[from..].to_vec();
        for word in longest {
            words.extend(letters.chars().map(|letter| format!("{word}{letter}")));
        }
    }
    words
}

/// Whether a path of a rule fits, by trying all that a wildcard can stand for.
fn fits(path: &str, target: &str) -> bool {
    match path.chars().next() {
        None => true,
        Some('$') if path.len() == 1 => target.is_empty(),
        Some('*') => (0..=target.len()).any(|skipped| fits(&path[1..], &target[skipped..])),
        Some(letter) => target
            .strip_prefix(letter)
            .is_some_and(|rest| fits(&path[1..], rest)),
    }
}

/// Every short rule against every short path.
#[test]
fn rules_fit_what_a_comparison_that_tries_everything_finds_fitting() {
    let targets = words("/ab", 5);
    for rule in words("/ab*$", 4).iter().filter(|rule| !rule.is_empty()) {
        let robots = Robots::parse(format!("user-agent: *\ndisallow: {rule}").as_bytes());
        for target in targets.iter().filter(|target| target.starts_with('/')) {
            let expected = !fits(rule, target);
            assert_eq!(
                robots.allows_target("isnad", target),
                expected,
                "{rule} {target}"
            );
        }
    }
}

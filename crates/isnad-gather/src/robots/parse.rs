//! Lines to rules.

use std::time::Duration;

use super::{Group, MAX_DELAY, Robots, Rule, pattern::Pattern, token};

/// What a line says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Agent,
    Allow,
    Disallow,
    Delay,
    Sitemap,
}

/// The names of lines, as they are and as they are often misspelt.
const KEYS: &[(&str, Key)] = &[
    ("user-agent", Key::Agent),
    ("useragent", Key::Agent),
    ("user agent", Key::Agent),
    ("allow", Key::Allow),
    ("disallow", Key::Disallow),
    ("dissallow", Key::Disallow),
    ("dissalow", Key::Disallow),
    ("disalow", Key::Disallow),
    ("diasllow", Key::Disallow),
    ("disallaw", Key::Disallow),
    ("crawl-delay", Key::Delay),
    ("crawldelay", Key::Delay),
    ("sitemap", Key::Sitemap),
    ("site-map", Key::Sitemap),
];

/// The bytes some editors put in front, of which some lose a part.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A file that stands in for its folder.
const INDEX: &[u8] = b"/index.html";

pub(super) fn robots(bytes: &[u8]) -> Robots {
    let mut reader = Reader::default();
    for line in lines(without_bom(bytes)) {
        if let Some((key, value)) = entry(line) {
            reader.take(key, value);
        }
    }
    reader.robots
}

fn without_bom(bytes: &[u8]) -> &[u8] {
    let same = bytes
        .iter()
        .zip(BOM)
        .take_while(|(byte, mark)| byte == mark);
    bytes.get(same.count()..).unwrap_or_default()
}

/// Lines, however they end, without comments and white space around.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let line = |line: &'_ [u8]| -> usize {
        let comment = line.iter().position(|&byte| byte == b'#');
        comment.unwrap_or(line.len())
    };
    bytes
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .map(move |bytes| bytes.get(..line(bytes)).unwrap_or(bytes).trim_ascii())
}

/// Name and value of a line. The colon may be missing where that leaves two words.
fn entry(line: &[u8]) -> Option<(Key, &[u8])> {
    if let Some(colon) = line.iter().position(|&byte| byte == b':') {
        let (name, value) = line.split_at(colon);
        let value = value.get(1..).unwrap_or_default();
        return Some((key(name.trim_ascii())?, value.trim_ascii()));
    }
    let mut words = line
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty());
    match (words.next(), words.next(), words.next()) {
        (Some(name), Some(value), None) => Some((key(name)?, value)),
        _ => None,
    }
}

fn key(name: &[u8]) -> Option<Key> {
    let known = KEYS
        .iter()
        .find(|(key, _)| name.eq_ignore_ascii_case(key.as_bytes()));
    known.map(|&(_, key)| key)
}

/// What was read so far.
#[derive(Default)]
struct Reader {
    robots: Robots,
    /// Whether the last group has rules, so that the next agent begins another.
    ruled: bool,
}

impl Reader {
    fn take(&mut self, key: Key, value: &[u8]) {
        match key {
            Key::Agent => self.agent(value),
            Key::Allow => self.allow(value),
            Key::Disallow => self.rule(false, value),
            Key::Delay => self.delay(value),
            Key::Sitemap => self.sitemap(value),
        }
    }

    fn agent(&mut self, value: &[u8]) {
        let name = if value == b"*" || value.starts_with(b"* ") {
            "*".to_owned()
        } else {
            token(&String::from_utf8_lossy(value)).to_ascii_lowercase()
        };
        if self.ruled || self.robots.groups.is_empty() {
            self.robots.groups.push(Group::default());
            self.ruled = false;
        }
        // A name that is none still begins a group: its rules are not for those above.
        if let Some(group) = self.robots.groups.last_mut() {
            group.agents.extend((!name.is_empty()).then_some(name));
        }
    }

    fn allow(&mut self, value: &[u8]) {
        self.rule(true, value);
        if let Some(folder) = value.strip_suffix(INDEX) {
            self.rule(true, &[folder, b"/$"].concat());
        }
    }

    /// A rule of the last group; rules before all groups are for nobody.
    fn rule(&mut self, allows: bool, value: &[u8]) {
        let Some(group) = self.robots.groups.last_mut() else {
            return;
        };
        self.ruled = true;
        // `Disallow:` alone forbids nothing.
        if !value.is_empty() {
            let pattern = Pattern::new(value, allows);
            group.rules.push(Rule { allows, pattern });
        }
    }

    fn delay(&mut self, value: &[u8]) {
        let seconds = std::str::from_utf8(value)
            .ok()
            .and_then(|value| value.parse().ok());
        let delay = seconds.and_then(|seconds: f32| Duration::try_from_secs_f32(seconds).ok());
        if let (Some(group), Some(delay)) = (self.robots.groups.last_mut(), delay) {
            group.delay = Some(delay.min(MAX_DELAY));
        }
    }

    fn sitemap(&mut self, value: &[u8]) {
        let address = String::from_utf8_lossy(value).into_owned();
        if !address.is_empty() && !self.robots.sitemaps.contains(&address) {
            self.robots.sitemaps.push(address);
        }
    }
}

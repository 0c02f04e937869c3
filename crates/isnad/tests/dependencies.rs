//! The library can go anywhere: what it stands on brings no network, no runtime and no C.
#![allow(
    clippy::expect_used,
    reason = "a file that is not there is a failed test"
)]

use std::collections::{BTreeMap, BTreeSet};

/// What would bring them, by name; the other crates of this workspace do have some of it.
const NOT_HERE: &[&str] = &[
    "async-std",
    "cc",
    "futures-core",
    "hyper",
    "mio",
    "reqwest",
    "ring",
    "rusqlite",
    "rustls",
    "smol",
    "socket2",
    "tokio",
    "ureq",
];

/// The packages of a lock file and what each uses. Versions are left out: one that any version of a
/// package brings counts.
fn uses(lock: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut package = "";
    for line in lock.lines() {
        if let Some(name) = line.strip_prefix("name = ") {
            package = name.trim_matches('"');
            found.entry(package).or_default();
        } else if let Some(used) = line.strip_prefix(" \"") {
            let name = used.split(['"', ' ']).next().unwrap_or("");
            found.entry(package).or_default().insert(name);
        }
    }
    found
}

fn all_of<'l>(package: &'l str, uses: &BTreeMap<&'l str, BTreeSet<&'l str>>) -> BTreeSet<&'l str> {
    let mut found = BTreeSet::new();
    let mut open = vec![package];
    while let Some(package) = open.pop() {
        if found.insert(package) {
            open.extend(uses.get(package).into_iter().flatten());
        }
    }
    found
}

#[test]
fn the_library_brings_no_network_no_runtime_and_no_c() {
    let lock = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.lock");
    let lock = std::fs::read_to_string(lock).expect("the lock file is in the project");
    let uses = uses(&lock);
    let tree = all_of("isnad", &uses);
    assert!(tree.contains("html5ever") && tree.contains("encoding_rs"));
    let wrong: Vec<_> = NOT_HERE
        .iter()
        .filter(|name| tree.contains(*name))
        .collect();
    assert!(wrong.is_empty(), "in the library's tree: {wrong:?}");
    // The same look at a crate that has them finds them.
    assert!(all_of("isnad-server", &uses).contains("tokio"));
}

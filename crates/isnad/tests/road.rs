//! The road has one direction. This reads the imports and fails when an arrow runs against it.
//!
//! It reads source text, not compiled code, because a forbidden import compiles as well as any
//! other. Only what stands in comments is passed over, so that documentation may point anywhere.
#![allow(
    clippy::expect_used,
    reason = "a file that is not there is a failed test"
)]

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// The modules of the library and what of it each may use, besides itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &["model"]),
    ("recover", &["model", "text"]),
    ("annotate", &["model", "text"]),
    ("trace", &["model", "text"]),
];

/// The crates of the workspace and which others each may use.
const CRATES: &[(&str, &[&str])] = &[
    ("isnad", &[]),
    ("isnad-warc", &[]),
    ("isnad-gather", &["isnad", "isnad-warc"]),
    ("isnad-store", &["isnad", "isnad-warc"]),
    ("isnad-server", &["isnad", "isnad-store"]),
    (
        "isnad-cli",
        &[
            "isnad",
            "isnad-gather",
            "isnad-server",
            "isnad-store",
            "isnad-warc",
        ],
    ),
    (
        "isnad-eval",
        &["isnad", "isnad-gather", "isnad-store", "isnad-warc"],
    ),
];

/// Doors out of a pure library, by the first names of their paths. `now` is an argument.
const DOORS: &[&str] = &[
    "std::env",
    "std::fs",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    "std::io::stdin",
    "std::io::stdout",
];

/// The same for what is reached without a path that says so.
const WORDS: &[&str] = &[
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "TimeZone::system",
    "tokio",
    "println!",
    "eprintln!",
];

/// A source file of the library: its module path (`["text", "fold"]`) and its code.
struct File {
    path: PathBuf,
    module: Vec<String>,
    code: String,
}

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources() -> Vec<File> {
    let root = crates().join("isnad/src");
    let mut paths = Vec::new();
    walk(&root, &mut paths).expect("the sources can be listed");
    assert!(paths.len() > 20, "the sources are there");
    let file = |path: PathBuf| File {
        module: module_of(path.strip_prefix(&root).expect("below the root")),
        code: without_comments(&fs::read_to_string(&path).expect("the source can be read")),
        path,
    };
    paths.into_iter().map(file).collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    Ok(())
}

fn module_of(path: &Path) -> Vec<String> {
    let name = |part: &std::ffi::OsStr| part.to_string_lossy().into_owned();
    let mut module: Vec<String> = path.with_extension("").iter().map(name).collect();
    if module
        .last()
        .is_some_and(|last| last == "mod" || last == "lib")
    {
        module.pop();
    }
    module
}

/// A `//` inside a string (an address) takes the rest of its line along, which hides no import.
fn without_comments(code: &str) -> String {
    let lines = code
        .lines()
        .map(|line| line.split("//").next().unwrap_or(""));
    lines.collect::<Vec<_>>().join("\n")
}

/// Every path in `code` that starts with `root::`, down to `depth` names, groups opened:
/// `crate::{model::Span, text}` reaches `model` and `text`.
fn reached(code: &str, root: &str, depth: usize) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices(root) {
        let starts_a_path =
            !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
        if let Some(rest) = code[at + root.len()..].strip_prefix("::")
            && starts_a_path
        {
            names(rest, depth, "", &mut found);
        }
    }
    found
}

/// The names a path goes on with. Returns what stands after it.
fn names<'c>(code: &'c str, depth: usize, before: &str, found: &mut BTreeSet<String>) -> &'c str {
    let code = code.trim_start();
    if let Some(mut rest) = code.strip_prefix('{') {
        loop {
            rest = names(rest, depth, before, found).trim_start();
            match rest.strip_prefix(',') {
                Some(more) => rest = more,
                None => return rest.strip_prefix('}').unwrap_or(rest),
            }
        }
    }
    let end = code.find(|c: char| !(c.is_alphanumeric() || c == '_'));
    let (name, rest) = code.split_at(end.unwrap_or(code.len()));
    let path = if before.is_empty() {
        name.to_owned()
    } else {
        format!("{before}::{name}")
    };
    match rest.strip_prefix("::") {
        Some(inner) if path.split("::").count() < depth => names(inner, depth, &path, found),
        Some(inner) => {
            found.insert(path);
            names(inner, 0, "", &mut BTreeSet::new())
        }
        None => {
            if !name.is_empty() {
                found.insert(path);
            }
            after_rename(rest)
        }
    }
}

/// `fold as folded` goes on after the new name.
fn after_rename(rest: &str) -> &str {
    match rest.trim_start().strip_prefix("as ") {
        Some(renamed) => renamed.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'),
        None => rest,
    }
}

/// The rooms a file reaches by `crate::` and by climbing to the root with `super::`.
fn rooms_reached(file: &File) -> BTreeSet<String> {
    let mut found = reached(&file.code, "crate", 1);
    let climb = vec!["super"; file.module.len()].join("::");
    if !climb.is_empty() {
        found.extend(reached(&file.code, &climb, 1));
    }
    found.retain(|name| ROOMS.iter().any(|(room, _)| room == name));
    found
}

#[test]
fn rooms_use_only_what_comes_before_them() {
    let mut wrong = Vec::new();
    for file in sources() {
        let Some(room) = file.module.first() else {
            continue;
        };
        let rule = ROOMS.iter().find(|(name, _)| name == room);
        let (_, allowed) = rule.unwrap_or_else(|| panic!("the module {room} has no rule in ROOMS"));
        for used in rooms_reached(&file) {
            if used != *room && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{}: {room} uses {used}", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "against the road:\n{}", wrong.join("\n"));
}

#[test]
fn the_library_has_no_files_no_network_and_no_clock() {
    let mut wrong = Vec::new();
    for file in sources() {
        let paths: Vec<String> = reached(&file.code, "std", 3)
            .iter()
            .map(|path| format!("std::{path}::"))
            .collect();
        let door = |door: &&&str| {
            paths
                .iter()
                .any(|path| path.starts_with(&format!("{door}::")))
        };
        let word = |word: &&&str| file.code.contains(**word);
        let found = DOORS.iter().filter(door).chain(WORDS.iter().filter(word));
        wrong.extend(found.map(|what| format!("{}: {what}", file.path.display())));
    }
    assert!(wrong.is_empty(), "not pure:\n{}", wrong.join("\n"));
}

#[test]
fn crates_use_only_what_comes_before_them() {
    let mut folders: Vec<String> = fs::read_dir(crates())
        .expect("the crates can be listed")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    folders.sort();
    let mut wrong = Vec::new();
    for name in folders {
        let rule = CRATES.iter().find(|(known, _)| *known == name);
        let (_, allowed) = rule.unwrap_or_else(|| panic!("the crate {name} has no rule in CRATES"));
        let manifest = fs::read_to_string(crates().join(&name).join("Cargo.toml"));
        let used = isnad_dependencies(&manifest.expect("every crate has a manifest"));
        let against = used.iter().filter(|used| !allowed.contains(&used.as_str()));
        wrong.extend(against.map(|used| format!("{name} uses {used}")));
    }
    assert!(wrong.is_empty(), "against the road:\n{}", wrong.join("\n"));
}

/// The dependencies of ours in a manifest, whatever the section: tests too keep to the road.
fn isnad_dependencies(manifest: &str) -> Vec<String> {
    let mut in_dependencies = false;
    let mut found = Vec::new();
    for line in manifest.lines() {
        if let Some(section) = line.strip_prefix('[') {
            in_dependencies = section.contains("dependencies");
        } else if in_dependencies && line.starts_with("isnad") {
            let end = line.find(['.', ' ', '=']).unwrap_or(line.len());
            found.push(line[..end].to_owned());
        }
    }
    found
}

#[test]
fn imports_are_read_in_every_form() {
    let cases = [
        ("use crate::model::Span;", "model"),
        (
            "use crate::{model::{self, Span}, text as words, trace};",
            "model text trace",
        ),
        (
            "pub(crate) use crate::{\n    annotate::time,\n    model,\n};",
            "annotate model",
        ),
        ("let x = crate::text::fold::fold(y);", "text"),
        ("use other_crate::text; use x::crate::y;", ""),
        ("// use crate::trace;\nfn f() {}", ""),
        ("use super::super::annotate::{credit, time};", "annotate"),
        ("use super::trace;", ""),
    ];
    for (code, expected) in cases {
        let file = File {
            path: PathBuf::new(),
            module: vec!["recover".into(), "dom".into()],
            code: without_comments(code),
        };
        let found: Vec<String> = rooms_reached(&file).into_iter().collect();
        assert_eq!(found.join(" "), expected, "{code}");
    }
    let doors = reached(
        "use std::{fs::File, collections::BTreeMap}; std::io::stdin()",
        "std",
        2,
    );
    let doors: Vec<String> = doors.into_iter().collect();
    assert_eq!(doors, ["collections::BTreeMap", "fs::File", "io::stdin"]);
    let manifest = "[package]\nname = \"isnad-x\"\n[dev-dependencies]\nisnad.workspace = true\nisnad-warc = { path = \"x\" }\n";
    assert_eq!(isnad_dependencies(manifest), ["isnad", "isnad-warc"]);
}

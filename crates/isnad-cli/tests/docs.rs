//! The documents say what the program does: each test compares one of them with the program itself.
#![allow(
    clippy::expect_used,
    reason = "a file that is not there is a failed test"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn file(name: &str) -> String {
    let path = root().join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn isnad(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_isnad"))
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("isnad runs");
    assert!(output.status.success(), "isnad {arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The commands that `isnad --help` names.
fn commands() -> Vec<String> {
    let help = isnad(&["--help"]);
    let (_, rest) = help.split_once("Commands:\n").expect("a list of commands");
    let lines = rest.lines().take_while(|line| !line.trim().is_empty());
    let first_words = lines.filter_map(|line| line.split_whitespace().next());
    first_words.map(str::to_owned).collect()
}

/// The long options in a text: `--name`, without what follows.
fn options(text: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_lowercase() || c == '-';
    text.split(|c: char| !is_part(c))
        .filter(|word| {
            word.strip_prefix("--")
                .is_some_and(|name| name.starts_with(|c| c != '-'))
        })
        .map(str::to_owned)
        .collect()
}

/// The part of docs/cli.md below a heading, up to the next one of its level.
fn section(document: &str, heading: &str) -> Option<String> {
    let (_, rest) = document.split_once(&format!("\n## {heading}\n"))?;
    Some(rest.split("\n## ").next().unwrap_or(rest).to_owned())
}

#[test]
fn every_command_and_option_is_in_the_manual() {
    let manual = file("docs/cli.md");
    for command in commands() {
        let section = section(&manual, &format!("`isnad {command}`"));
        let section = section.unwrap_or_else(|| panic!("docs/cli.md has no section on {command}"));
        let mut offered = options(&isnad(&[&command, "--help"]));
        offered.remove("--help");
        let described = options(&section);
        let missing: Vec<_> = offered.difference(&described).collect();
        assert!(
            missing.is_empty(),
            "docs/cli.md, {command}: lacks {missing:?}"
        );
    }
    let described = options(&manual);
    for option in options(&isnad(&["--help"])) {
        assert!(described.contains(&option), "docs/cli.md lacks {option}");
    }
}

#[test]
fn the_manual_describes_nothing_that_is_not_there() {
    let manual = file("docs/cli.md");
    let commands = commands();
    let mut known = options(&isnad(&["--help"]));
    for command in &commands {
        known.extend(options(&isnad(&[command, "--help"])));
    }
    for heading in manual
        .lines()
        .filter_map(|line| line.strip_prefix("## `isnad "))
    {
        let command = heading.trim_end_matches('`');
        assert!(
            commands.iter().any(|known| known == command),
            "no command {command}"
        );
    }
    let unknown: Vec<String> = options(&manual).difference(&known).cloned().collect();
    assert!(unknown.is_empty(), "docs/cli.md describes {unknown:?}");
}

#[test]
fn every_field_of_the_json_is_described() {
    let described = file("docs/json.md");
    let mut lines = isnad(&["read", "--format", "jsonl", "sample/pages.tsv"]);
    let pages = "crates/isnad-cli/tests/trace/pages.tsv";
    lines += &isnad(&["trace", "--format", "jsonl", "sample", pages]);
    let mut fields = BTreeSet::new();
    for line in lines.lines() {
        collect_fields(
            &serde_json::from_str(line).expect("a line of JSON"),
            &mut fields,
        );
    }
    assert!(
        fields.len() > 40,
        "the sample shows most fields: {fields:?}"
    );
    let is_described = |name: &String| {
        described.contains(&format!("`{name}`")) || described.contains(&format!("\"{name}\""))
    };
    let missing: Vec<_> = fields.iter().filter(|name| !is_described(name)).collect();
    assert!(missing.is_empty(), "docs/json.md lacks {missing:?}");
}

fn collect_fields(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_fields(item, found)),
        Value::Object(fields) => {
            found.extend(fields.keys().cloned());
            fields
                .values()
                .for_each(|field| collect_fields(field, found));
        }
        _ => {}
    }
}

#[test]
fn the_readme_names_every_crate_and_the_test_command_that_ci_runs() {
    let readme = file("README.md");
    for entry in fs::read_dir(root().join("crates")).expect("the crates can be listed") {
        let name = entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned();
        assert!(
            readme.contains(&format!("`{name}`")),
            "README.md lacks {name}"
        );
    }
    let tests = "cargo test --workspace";
    let line = |text: &str| text.lines().any(|line| line.trim() == tests);
    assert!(
        line(&readme) && line(&file(".ci/run")),
        "README.md and .ci/run run {tests}"
    );
}

/// The lines between the marks `…` stand in the output as they are, and in that order.
#[test]
fn the_readme_shows_what_the_program_prints() {
    let readme = file("README.md");
    let examples: Vec<&str> = readme.split("$ isnad ").skip(1).collect();
    assert!(examples.len() > 1, "examples of read and trace");
    for example in examples {
        let (shown, _) = example.split_once("\n```").expect("its end");
        let (command, shown) = shown.split_once('\n').expect("its output");
        let printed = isnad(&command.split(' ').collect::<Vec<_>>());
        let mut rest = printed.as_str();
        for part in shown.split("…\n").map(|part| part.trim_end_matches('…')) {
            let at = rest
                .find(part)
                .unwrap_or_else(|| panic!("{command}: not printed:\n{part}\nbut:\n{rest}"));
            rest = &rest[at + part.len()..];
        }
    }
}

#[test]
fn every_measure_is_described() {
    let described = file("docs/measurements.md");
    let source = file("crates/isnad-eval/src/main.rs");
    let (_, table) = source
        .split_once("const MEASURES")
        .expect("a table of measures");
    let (table, _) = table.split_once("];").expect("the end of the table");
    let names: Vec<&str> = table.split("name: \"").skip(1).collect();
    assert!(!names.is_empty());
    for name in names {
        let name = name.split('"').next().unwrap_or(name);
        assert!(
            described.contains(&format!("isnad-eval {name}")),
            "measurements.md lacks {name}"
        );
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    let documents = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/cli.md",
        "docs/json.md",
        "docs/measurements.md",
    ];
    for document in documents {
        let folder = root().join(document);
        let folder = folder.parent().expect("a folder");
        for target in file(document).split("](").skip(1) {
            let target = target.split([')', '#']).next().unwrap_or(target);
            if !target.is_empty() && !target.contains("://") {
                assert!(
                    folder.join(target).exists(),
                    "{document} points to {target}"
                );
            }
        }
    }
}

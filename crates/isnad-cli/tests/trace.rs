//! `isnad trace`: each form over five invented pages as it is kept in `trace/`, the sample newsroom
//! against its truth, bad input, and inputs in any order.
//!
//! When an output is meant to change, `ISNAD_SNAPSHOTS=write cargo test -p isnad-cli --test trace`
//! writes the kept ones anew; their differences show what changed.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

mod common;

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    ffi::OsStr,
    fs,
    path::Path,
};

use common::{
    Run, Scratch,
    hostile::{GOOD, bad_inputs},
    isnad,
    sample::{self, FAMILY, ORPHANS},
};
use serde_json::{Value, json};

/// Five invented pages; relative, so that the output is the same on every machine.
const PAGES: &str = "tests/trace/pages.tsv";
const SAMPLE: &str = "../../sample";
const FORMATS: [&str; 4] = ["text", "json", "jsonl", "prov"];

fn trace(format: &str, inputs: &[impl AsRef<OsStr>]) -> Run {
    let options = ["trace", "--format", format].map(OsStr::new);
    isnad(options.into_iter().chain(inputs.iter().map(AsRef::as_ref)))
}

/// Compares an output with the one that is kept.
fn same_as_kept(name: &str, printed: &str) {
    let path = Path::new("tests/trace").join(name);
    if env::var_os("ISNAD_SNAPSHOTS").is_some_and(|what| what == "write") {
        fs::write(&path, printed).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap();
    let mut lines = kept.lines().zip(printed.lines()).enumerate();
    if let Some((at, (kept, printed))) = lines.find(|(_, (kept, printed))| kept != printed) {
        panic!(
            "{name}, line {}:\n  kept    {kept}\n  printed {printed}",
            at + 1
        );
    }
    assert_eq!(kept.len(), printed.len(), "{name} has another end");
}

#[test]
fn each_form_is_as_kept() {
    for format in FORMATS {
        let run = trace(format, &[PAGES]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{format}");
        same_as_kept(&format!("pages.{format}"), &run.out);
    }
}

#[test]
fn the_sample_newsroom_is_as_kept() {
    let run = trace("text", &[SAMPLE]);
    assert_eq!(run.code, Some(0));
    same_as_kept("sample.text", &run.out);
}

/// The articles of a run by id.
fn articles(run: &Run) -> BTreeMap<String, Value> {
    let rows = run.documents().into_iter();
    let articles = rows.filter(|row| row["type"] == "article");
    articles
        .map(|row| (row["id"].as_str().unwrap().to_owned(), row))
        .collect()
}

#[test]
fn the_sample_newsroom_is_traced_as_in_the_truth() {
    let run = trace("jsonl", &[SAMPLE]);
    let articles = articles(&run);
    let at = |place: &str| &articles[&sample::id(place).to_string()];
    for row in sample::expected() {
        let place = format!("{}#{}", row["file"].as_str().unwrap(), row["ordinal"]);
        let parent = row["copy_of"].as_str().map(sample::id);
        assert_eq!(at(&place)["derivation"]["parent"], json!(parent), "{place}");
    }
    for place in FAMILY {
        let origin = &at(place)["origin"];
        assert_eq!(origin["article"], json!(sample::id(FAMILY[0])), "{place}");
        assert_eq!(at(place)["story"], at(FAMILY[0])["story"], "{place}");
    }
    for place in ORPHANS {
        assert_eq!(at(place)["origin"]["kind"], "credited-agency", "{place}");
    }
    assert_eq!(at(sample::CORRECTED)["states"], 2);
}

/// Every place quotes the words that stand there in the article that `read` prints.
#[test]
fn places_count_letters_of_the_right_text() {
    let read = isnad(["read", "--format", "jsonl", PAGES]);
    let texts: BTreeMap<String, Vec<char>> = read
        .documents()
        .iter()
        .map(|row| {
            let of = |name: &str| row[name].as_str().unwrap().to_owned();
            (of("id"), of("text").chars().collect())
        })
        .collect();
    let mut seen = 0;
    let mut check = |place: &Value, id: &Value| {
        if let Some(exact) = place["exact"].as_str() {
            let at = |name: &str| place[name].as_u64().unwrap() as usize;
            let text = &texts[id.as_str().unwrap()];
            let words: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(words, exact);
            seen += 1;
        }
    };
    for row in trace("jsonl", &[PAGES]).documents() {
        let derivation = &row["derivation"];
        for change in derivation["changes"].as_array().into_iter().flatten() {
            check(&change["copy"], &derivation["copy"]);
            check(&change["parent"], &derivation["parent"]);
        }
        for conflict in row["conflicts"].as_array().into_iter().flatten() {
            for figure in conflict["figures"].as_array().unwrap() {
                check(&figure["span"], &figure["article"]);
                check(&figure["said_by"], &figure["article"]);
            }
        }
        check(&row["exclusive"]["claim"]["span"], &row["id"]);
    }
    assert!(seen > 10, "only {seen} places");
}

#[test]
fn lines_and_document_say_the_same() {
    let document: Value = serde_json::from_str(&trace("json", &[SAMPLE]).out).unwrap();
    assert_eq!(document["schema"], "isnad/1");
    let mut rows = trace("jsonl", &[SAMPLE]).documents();
    for (kind, list) in [("article", "articles"), ("story", "stories")] {
        let of_kind = rows.iter_mut().filter(|row| row["type"] == kind);
        let without_marks: Vec<Value> = of_kind
            .map(|row| {
                let fields = row.as_object_mut().unwrap();
                fields.retain(|name, _| name != "type" && name != "schema");
                row.clone()
            })
            .collect();
        assert_eq!(document[list], json!(without_marks), "{list}");
    }
}

/// Numbers that look random and are the same on every run (a linear congruence).
fn shuffled<T>(items: &mut [T], seed: u64) {
    let mut state = seed.wrapping_mul(2).wrapping_add(1);
    for at in (1..items.len()).rev() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        items.swap(at, (state >> 33) as usize % (at + 1));
    }
}

/// Two states of one address are in the sample, so that they are met in both orders too.
#[test]
fn the_order_of_the_inputs_changes_nothing() {
    let scratch = Scratch::new();
    let listing = fs::read_to_string(sample::listing()).unwrap();
    let rows = listing.lines().filter(|line| !line.starts_with('#'));
    let mut inputs = Vec::new();
    for row in rows {
        let file = row.split('\t').next().unwrap();
        let page = fs::read(Path::new(SAMPLE).join("pages").join(file)).unwrap();
        scratch.write(file, page);
        inputs.push(scratch.write(&format!("{file}.tsv"), row));
    }
    let mut printed: [BTreeSet<String>; FORMATS.len()] = Default::default();
    for seed in 0..4 {
        shuffled(&mut inputs, seed);
        for (format, outputs) in FORMATS.iter().zip(&mut printed) {
            outputs.insert(trace(format, &inputs).out);
        }
    }
    for (format, outputs) in FORMATS.iter().zip(&printed) {
        assert_eq!(outputs.len(), 1, "{format} depends on the order");
    }
}

#[test]
fn a_bad_input_is_one_line_and_the_others_are_traced() {
    let scratch = Scratch::new();
    let good = scratch.write("good.html", GOOD);
    for (input, reason) in bad_inputs(&scratch) {
        let options = ["trace", "--format", "jsonl", "--allow-private"].map(OsStr::new);
        let inputs = [input.as_os_str(), good.as_os_str()];
        let run = isnad(options.iter().chain(&inputs));
        let shown = format!("{}: {:?} {}", input.display(), run.code, run.err);
        assert_eq!(run.code, Some(1), "{shown}");
        assert_eq!(run.err.lines().count(), 1, "{shown}");
        assert!(run.err.contains(reason), "no {reason:?}: {shown}");
        assert_eq!(articles(&run).len(), 1, "{shown}");
    }
}

#[test]
fn nothing_found_is_no_success_and_still_a_document() {
    let scratch = Scratch::new();
    let blank = scratch.write("blank.txt", " \n");
    for format in FORMATS {
        let run = trace(format, &[&blank]);
        assert_eq!(run.code, Some(1), "{format}");
        if matches!(format, "json" | "prov") {
            assert!(serde_json::from_str::<Value>(&run.out).is_ok(), "{format}");
        }
    }
}

/// Words of a page reach the terminal without anything that could move or hide other words.
#[test]
fn words_of_a_page_cannot_move_the_lines() {
    let scratch = Scratch::new();
    let page = GOOD.replace("Ferry sails", "\u{1b}[31mFerry\u{202e} sails");
    let run = trace("text", &[scratch.write("odd.html", page)]);
    assert!(!run.out.contains(['\u{1b}', '\u{202e}']), "{}", run.out);
    assert!(run.out.contains("Ferry"), "{}", run.out);
}

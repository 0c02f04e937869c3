//! `isnad read` over archives: into files, by several threads, interrupted and gone on with.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

mod common;

use std::{
    ffi::{OsStr, OsString},
    fs,
    path::{Path, PathBuf},
};

use common::{Run, Scratch, isnad};
use isnad_warc::{Capture, Writer};

/// The pages of the archive that the tests read.
const PAGES: usize = 12;

fn page(number: usize) -> String {
    // Every fourth is Arabic; every fifth holds no article.
    if number % 5 == 4 {
        return "<html><title>Nothing</title><nav><a href=/>Home</a></nav></html>".to_owned();
    }
    if number % 4 == 3 {
        return format!(
            "<html lang=ar dir=rtl><meta charset=utf-8><article><h1>العبارة رقم {number} تبحر من جديد</h1>\
             <p>أبحرت العبارة بين لينار والجزر يوم السبت بعد تسعة أسابيع من العمل في الرصيف، بحسب ما قالت \
             سلطة الميناء في بيان لها.</p><p>وكان على متنها نحو مئتي راكب، بينهم رئيس البلدية الذي وصف \
             الرحلة بأنها ارتياح هادئ.</p></article></html>"
        );
    }
    format!(
        "<html lang=en><article><h1>Ferry {number} sails again from Lennar</h1><p>The ferry between \
         Lennar and the islands sailed again on Saturday after {number} weeks of work on the pier, \
         the port authority said.</p><p>About 200 passengers were on board when it left at noon, among \
         them the mayor, who called the crossing a quiet relief.</p></article></html>"
    )
}

/// The archive, and where each record starts.
fn archive() -> (Vec<u8>, Vec<usize>) {
    let mut writer = Writer::new(Vec::new());
    let mut starts = Vec::new();
    for number in 0..PAGES {
        let body = page(number);
        let capture = Capture {
            uri: &format!("https://lennar.example/ferry/{number}"),
            date: "2031-05-03T10:00:01Z",
            content_type: Some("text/html; charset=utf-8"),
            body: body.as_bytes(),
            fields: &[],
        };
        starts.push(writer.response(&capture).unwrap().offset as usize);
    }
    (writer.into_inner(), starts)
}

/// The archive twice with one damaged record in the first, and a folder between them.
fn inputs(scratch: &Scratch) -> Vec<PathBuf> {
    let (whole, starts) = archive();
    let mut damaged = whole.clone();
    damaged[starts[5] + 30..starts[5] + 60].fill(0x55);
    fs::create_dir(scratch.path("saved")).unwrap();
    scratch.write("saved/a.html", page(100));
    scratch.write("saved/b.html", page(101));
    vec![
        scratch.write("damaged.warc.gz", damaged),
        scratch.path("saved"),
        scratch.write("whole.warc.gz", whole),
    ]
}

fn read<S: AsRef<OsStr>>(options: &[S], output: &Path, inputs: &[PathBuf]) -> Run {
    let mut all: Vec<OsString> = vec!["read".into(), "--output".into(), output.into()];
    all.extend(options.iter().map(|option| option.as_ref().to_owned()));
    all.extend(inputs.iter().map(|input| input.clone().into()));
    isnad(&all)
}

#[test]
fn what_was_interrupted_anywhere_goes_on_to_the_same_file() {
    let scratch = Scratch::new();
    let inputs = inputs(&scratch);
    let cases = [("jsonl", [1, 40]), ("csv", [5, 7]), ("parquet", [3, 11])];
    for (format, steps) in cases {
        let options = ["--format", format, "--group", "4", "--jobs", "2"];
        let whole = scratch.path("whole.out");
        let run = read(&options, &whole, &inputs);
        assert_eq!(run.code, Some(1), "one record is damaged: {}", run.err);
        let expected = fs::read(&whole).unwrap();
        assert!(!expected.is_empty());
        for step in steps {
            let part = scratch.path("part.out");
            let _ = fs::remove_file(&part);
            let limit = step.to_string();
            let mut options = options.to_vec();
            options.extend(["--limit", &limit, "--resume"]);
            let mut runs = 0;
            loop {
                let run = read(&options, &part, &inputs);
                runs += 1;
                assert!(runs <= 2 * PAGES + 9, "no end: {}", run.err);
                if !run.err.contains("stopped after") {
                    assert_eq!(run.code, Some(1), "{format} by {step}: {}", run.err);
                    break;
                }
                // What is there can be opened at any time.
                let bytes = fs::read(&part).unwrap();
                if format == "parquet" {
                    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
                }
            }
            assert!(step > 2 * PAGES || runs > 1, "{format} by {step}: {runs}");
            assert!(fs::read(&part).unwrap() == expected, "{format} by {step}");
            assert!(!scratch.path("part.out.state").exists());
        }
    }
}

#[test]
fn several_threads_write_what_one_writes() {
    let scratch = Scratch::new();
    let inputs = inputs(&scratch);
    for format in ["jsonl", "parquet"] {
        let files: Vec<Vec<u8>> = ["1", "2", "5"]
            .iter()
            .map(|jobs| {
                let output = scratch.path(jobs);
                let run = read(&["--format", format, "--jobs", jobs], &output, &inputs);
                assert!(run.err.contains("1 failed"), "{}", run.err);
                fs::read(output).unwrap()
            })
            .collect();
        assert!(files[0].len() > 1000);
        assert!(files.iter().all(|file| *file == files[0]), "{format}");
    }
}

#[test]
fn a_row_is_read_again_at_its_offset() {
    let scratch = Scratch::new();
    let (bytes, starts) = archive();
    let input = scratch.write("whole.warc.gz", bytes);
    let output = scratch.path("out.jsonl");
    read(
        &["--format", "jsonl"],
        &output,
        std::slice::from_ref(&input),
    );
    let lines = fs::read_to_string(output).unwrap();
    let mut file = fs::File::open(&input).unwrap();
    let mut rows = 0;
    for line in lines.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let offset = row["place"]["offset"].as_u64().unwrap();
        assert_eq!(row["place"]["file"], input.to_str().unwrap());
        assert!(starts.contains(&(offset as usize)));
        let record = isnad_warc::read_at(&mut file, offset).unwrap();
        assert_eq!(record.uri(), row["url"].as_str());
        rows += 1;
    }
    assert_eq!(rows, (0..PAGES).filter(|number| number % 5 != 4).count());
}

#[test]
fn only_articles_of_the_language_asked_for() {
    let scratch = Scratch::new();
    let input = scratch.write("whole.warc.gz", archive().0);
    for (language, expected) in [("ar", true), ("en", false)] {
        let output = scratch.path("out.jsonl");
        read(
            &["--format", "jsonl", "--lang", language],
            &output,
            std::slice::from_ref(&input),
        );
        let lines = fs::read_to_string(output).unwrap();
        assert!(lines.lines().count() >= 2, "{language}");
        for line in lines.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(
                row["headline"].as_str().unwrap().contains("العبارة"),
                expected
            );
        }
    }
    let output = scratch.path("none.jsonl");
    let run = read(&["--format", "jsonl", "--lang", "fr"], &output, &[input]);
    assert_eq!(run.code, Some(1), "no article at all is no success");
    let run = isnad(["read", "--lang", "?", "-"]);
    assert_eq!(run.code, Some(2));
}

#[test]
fn another_question_does_not_go_on_in_the_file_of_the_first() {
    let scratch = Scratch::new();
    let input = scratch.write("whole.warc.gz", archive().0);
    let output = scratch.path("out.csv");
    let run = read(
        &["--format", "csv", "--limit", "3"],
        &output,
        std::slice::from_ref(&input),
    );
    assert_eq!(run.code, Some(0), "{}", run.err);
    let run = read(
        &["--format", "csv", "--lang", "ar", "--resume"],
        &output,
        std::slice::from_ref(&input),
    );
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("other inputs or options"), "{}", run.err);
    let run = read(
        &["--format", "csv", "--resume"],
        &output,
        std::slice::from_ref(&input),
    );
    assert_eq!(run.code, Some(0), "{}", run.err);
    let run = read(&["--format", "csv", "--resume"], &output, &[input]);
    assert!(run.err.contains("nothing is left to do"), "{}", run.err);
    assert_eq!(isnad(["read", "--format", "parquet", "-"]).code, Some(2));
}

/// The program reads from a pipe that the test fills record by record, so that it is in the midst of its
/// work when the signal comes, however fast or slow it is.
#[cfg(unix)]
#[test]
fn a_signal_leaves_a_file_that_can_be_gone_on_with() {
    use std::{
        io::Write,
        process::{Command, Stdio},
    };
    let scratch = Scratch::new();
    let (bytes, starts) = archive();
    let input = scratch.path("slow.warc.gz");
    assert!(
        Command::new("mkfifo")
            .arg(&input)
            .status()
            .unwrap()
            .success()
    );
    let output = scratch.path("out.jsonl");
    let mut child = Command::new(common::ISNAD)
        .args(["read", "--format", "jsonl", "--output"])
        .args([&output, &input])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Opening waits for the program to open the other end, and by then it listens to signals.
    let mut pipe = fs::OpenOptions::new().write(true).open(&input).unwrap();
    let (first, more) = (&bytes[..starts[4]], &bytes[starts[4]..starts[5]]);
    pipe.write_all(first).unwrap();
    let kill = format!("kill -INT {}", child.id());
    assert!(
        Command::new("sh")
            .args(["-c", &kill])
            .status()
            .unwrap()
            .success()
    );
    let record = more.to_vec();
    let sent = common::within("the program hangs up", move || {
        (1..).find(|_| pipe.write_all(&record).is_err()).unwrap()
    });
    let status = common::within("the program ends", move || child.wait().unwrap());
    assert_eq!(status.code(), Some(1), "it was stopped");
    assert!(scratch.path("out.jsonl.state").exists());
    // All of it once more, as a file that can be entered anywhere, and longer than what was read.
    fs::remove_file(&input).unwrap();
    fs::write(
        &input,
        [first, &more.repeat(sent), &bytes[starts[5]..]].concat(),
    )
    .unwrap();
    let inputs = [input];
    let run = read(&["--format", "jsonl", "--resume"], &output, &inputs);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let whole = scratch.path("expected.jsonl");
    read(&["--format", "jsonl"], &whole, &inputs);
    assert!(fs::read(&output).unwrap() == fs::read(&whole).unwrap());
}

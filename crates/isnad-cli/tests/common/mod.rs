//! What the tests of the command share: scratch folders, runs of the real binary, a running server.
//!
//! Nothing here sleeps or names a port: a test waits for a line, an end of file or a condition, and
//! [`within`] bounds all waiting.

#![allow(
    dead_code,
    reason = "every test file is a crate of its own and uses some of this"
)]

pub(crate) mod desk;
pub(crate) mod hostile;
pub(crate) mod http;
pub(crate) mod newsroom;
pub(crate) mod report;
pub(crate) mod sample;
pub(crate) mod server;
pub(crate) mod webdriver;

use std::{
    ffi::{OsStr, OsString},
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

/// The binary under test.
pub(crate) const ISNAD: &str = env!("CARGO_BIN_EXE_isnad");

/// No wait of a test is longer: far beyond what anything takes on a slow and busy machine.
const BOUND: Duration = Duration::from_secs(300);

/// Runs `work` on a thread and gives up on it, with the test, when it takes too long.
pub(crate) fn within<T: Send + 'static>(
    what: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> T {
    let (done, wait) = mpsc::channel();
    thread::spawn(move || done.send(work()));
    match wait.recv_timeout(BOUND) {
        Ok(value) => value,
        Err(reason) => panic!("{what}: {reason} (bound: {BOUND:?})"),
    }
}

/// A folder that is empty at first and goes away with its value, unless the test failed.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Scratch {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("isnad-{}-{count}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Scratch(path)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if !thread::panicking() {
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}

/// What a finished command left behind.
pub(crate) struct Run {
    /// The exit code; absent when a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// The documents of `isnad read --format jsonl`.
    pub(crate) fn documents(&self) -> Vec<serde_json::Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

/// Runs `isnad` with these arguments to its end.
pub(crate) fn isnad<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Run {
    finish(Command::new(ISNAD).args(arguments))
}

/// The same with at most this many bytes of data (heap and other private memory) for the process:
/// an allocation beyond them fails, which ends it by a signal.
pub(crate) fn isnad_within<A: AsRef<OsStr>>(
    bytes: u64,
    arguments: impl IntoIterator<Item = A>,
) -> Run {
    let limited = format!("ulimit -d {} && exec \"$@\"", bytes / 1024);
    let shell: [OsString; 4] = ["-c".into(), limited.into(), "sh".into(), ISNAD.into()];
    finish(Command::new("sh").args(shell).args(arguments))
}

fn finish(command: &mut Command) -> Run {
    let command = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let out = all_of(child.stdout.take().unwrap());
    let err = all_of(child.stderr.take().unwrap());
    let end = move || {
        (
            out.join().unwrap(),
            err.join().unwrap(),
            child.wait().unwrap(),
        )
    };
    let (out, err, status) = within(&format!("{command:?}"), end);
    Run {
        code: status.code(),
        out,
        err,
    }
}

fn all_of(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    })
}

/// Ends a child with SIGKILL and waits for it, so that nothing of a test outlives it.
pub(crate) fn kill(child: &mut Child) {
    // It may have ended by itself.
    let _ = child.kill();
    let _ = child.wait();
}

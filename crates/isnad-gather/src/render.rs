//! Pages that need scripts, through a program of the user's choice.
//!
//! The program is given the address as its last argument and writes the page as it stands after its
//! scripts have run, as HTML in UTF-8, to its standard output: `chromium --headless --dump-dom`,
//! or a few lines around a browser's driver. It is started as it is named, without a shell, so nothing
//! in an address can be taken for a command.
//!
//! # Limits
//!
//! What the program itself asks the network for is its own affair: the safety rules of [`crate::http`]
//! do not hold there. Give it only where that is meant, best inside a network of its own. A program
//! that leaves children behind when it is killed leaves them behind.

use std::{
    ffi::OsString,
    io::{self, Read},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use crate::{Address, Limits};

/// How often a program that has closed its output is looked at, until it has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// A program that renders pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renderer {
    /// The program: a path, or a name that is looked up as usual.
    pub program: OsString,
    /// Its arguments; the address comes after them.
    pub arguments: Vec<OsString>,
    /// How long it may take, and how much it may write.
    pub limits: Limits,
}

/// Why a page could not be rendered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// The program cannot be started.
    #[error("{program}: cannot be started: {source}; check the rendering command")]
    Start {
        /// Its name.
        program: String,
        /// Why.
        source: io::Error,
    },
    /// It took too long and was stopped.
    #[error("{program}: did not end within {limit:?} and was stopped")]
    Timeout {
        /// Its name.
        program: String,
        /// The limit.
        limit: Duration,
    },
    /// It wrote too much and was stopped.
    #[error("{program}: wrote over {limit} bytes and was stopped")]
    TooLarge {
        /// Its name.
        program: String,
        /// The limit in bytes.
        limit: usize,
    },
    /// It ended without success.
    #[error("{program}: ended with {status}")]
    Failed {
        /// Its name.
        program: String,
        /// How.
        status: String,
    },
}

impl Renderer {
    /// The page at an address as the program sees it: HTML in UTF-8.
    ///
    /// # Errors
    /// [`RenderError`] with the program's name. When this returns, the program has ended.
    pub fn render(&self, address: &Address) -> Result<Vec<u8>, RenderError> {
        let deadline = Instant::now() + self.limits.total;
        let started = Command::new(&self.program)
            .args(&self.arguments)
            .arg(address.as_str())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let child = started.map_err(|source| RenderError::Start {
            program: self.name(),
            source,
        })?;
        let mut running = Running(child);
        let bytes = self.output(&mut running, deadline)?;
        self.end(&mut running, deadline)?;
        Ok(bytes)
    }

    /// What the program writes, all of it.
    fn output(&self, running: &mut Running, deadline: Instant) -> Result<Vec<u8>, RenderError> {
        let Some(output) = running.0.stdout.take() else {
            return Ok(Vec::new());
        };
        let most = self.limits.max_bytes as u64 + 1;
        let (sender, receiver) = mpsc::channel();
        // A pipe knows no time limit. The thread ends when nobody holds the pipe any more: with the
        // program, which is killed at the latest when this returns, or with what it left behind.
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let read = output.take(most).read_to_end(&mut bytes);
            let _ = sender.send(read.map(|_| bytes));
        });
        let left = deadline.saturating_duration_since(Instant::now());
        let bytes = match receiver.recv_timeout(left) {
            Ok(read) => read.map_err(|error| self.failed(&error.to_string()))?,
            Err(RecvTimeoutError::Timeout) => return Err(self.timeout()),
            Err(RecvTimeoutError::Disconnected) => return Err(self.failed("no output")),
        };
        if bytes.len() > self.limits.max_bytes {
            return Err(RenderError::TooLarge {
                program: self.name(),
                limit: self.limits.max_bytes,
            });
        }
        Ok(bytes)
    }

    /// Waits for the end of a program that has closed its output.
    fn end(&self, running: &mut Running, deadline: Instant) -> Result<(), RenderError> {
        loop {
            match running.0.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => return Err(self.failed(&status.to_string())),
                Err(error) => return Err(self.failed(&error.to_string())),
                Ok(None) if Instant::now() >= deadline => return Err(self.timeout()),
                Ok(None) => thread::sleep(PAUSE),
            }
        }
    }

    fn name(&self) -> String {
        self.program.to_string_lossy().into_owned()
    }

    fn timeout(&self) -> RenderError {
        RenderError::Timeout {
            program: self.name(),
            limit: self.limits.total,
        }
    }

    fn failed(&self, status: &str) -> RenderError {
        RenderError::Failed {
            program: self.name(),
            status: status.to_owned(),
        }
    }
}

/// A program that does not outlive this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Neither fails but for a program that has ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    /// A renderer that is a few words for a shell, which gets the address as `$0`.
    fn renderer(script: &str) -> Renderer {
        Renderer {
            program: "sh".into(),
            arguments: vec!["-c".into(), script.into()],
            limits: Limits {
                max_bytes: 10_000,
                total: Duration::from_secs(20),
                ..Limits::default()
            },
        }
    }

    fn render(renderer: &Renderer) -> Result<String, String> {
        let address = Address::parse("https://lennar.example/a?b=$(touch+x)&c=`d`;e").unwrap();
        let rendered = renderer.render(&address);
        rendered
            .map(|bytes| String::from_utf8(bytes).unwrap())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_address_is_one_argument_and_no_command() {
        let page = render(&renderer("printf '<p>%s' \"$0\"")).unwrap();
        assert_eq!(page, "<p>https://lennar.example/a?b=$(touch+x)&c=`d`;e");
    }

    #[test]
    fn what_goes_wrong_is_one_clear_line() {
        for (script, expected) in [
            ("exit 3", "sh: ended with exit status: 3"),
            ("echo page; exit 1", "sh: ended with exit status: 1"),
            (
                "while :; do echo page; done",
                "sh: wrote over 10000 bytes and was stopped",
            ),
        ] {
            assert_eq!(render(&renderer(script)).unwrap_err(), expected);
        }
        let missing = Renderer {
            program: "no-such-program-of-lennar".into(),
            ..renderer("")
        };
        let line = render(&missing).unwrap_err();
        assert!(
            line.starts_with("no-such-program-of-lennar: cannot be started: "),
            "{line}"
        );
    }

    /// Both while it writes nothing and after it has closed its output.
    #[test]
    fn a_program_without_end_is_stopped() {
        for script in ["exec sleep 1000", "exec >&-; exec sleep 1000"] {
            let mut renderer = renderer(script);
            renderer.limits.total = Duration::from_millis(200);
            let line = render(&renderer).unwrap_err();
            assert_eq!(line, "sh: did not end within 200ms and was stopped");
        }
    }
}

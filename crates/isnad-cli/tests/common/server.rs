//! A running `isnad serve`.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::Value;

use super::{
    ISNAD,
    http::{self, Answer},
    kill, within,
};

/// A server on a port that the system chose. It is killed with its value.
pub(crate) struct Server {
    child: Child,
    /// `host:port`.
    pub(crate) address: String,
}

impl Server {
    /// Starts `isnad serve` and waits until it says where it is.
    pub(crate) fn start<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Server {
        let mut command = Command::new(ISNAD);
        command
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments);
        Server::wait(&mut command)
    }

    /// Starts `isnad run` with these settings.
    pub(crate) fn run(settings: &Path) -> Server {
        let mut command = Command::new(ISNAD);
        command
            .args(["run", "--listen", "127.0.0.1:0", "--config"])
            .arg(settings)
            .stderr(Stdio::null());
        Server::wait(&mut command)
    }

    /// Waits until it says where it is.
    fn wait(command: &mut Command) -> Server {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let line = within("where it is", move || {
            let mut line = String::new();
            out.read_line(&mut line).unwrap();
            line
        });
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split_whitespace().next());
        let Some(address) = address.map(str::to_owned) else {
            kill(&mut child);
            panic!("no address in {line:?}");
        };
        Server { child, address }
    }

    /// The sample newsroom in `data`.
    pub(crate) fn with_sample(data: &Path) -> Server {
        Server::start([
            OsStr::new("--sample"),
            OsStr::new("--data"),
            data.as_os_str(),
        ])
    }

    /// What is in `data`.
    pub(crate) fn over(data: &Path) -> Server {
        Server::start([OsStr::new("--data"), data.as_os_str()])
    }

    /// Asks it to stop, as Ctrl-C does, and gives its exit code; absent when a signal ended it.
    pub(crate) fn interrupt(mut self) -> Option<i32> {
        let number = self.child.id().to_string();
        let told = Command::new("kill").args(["-INT", &number]).status();
        assert!(told.unwrap().success());
        let mut child = std::mem::replace(&mut self.child, Command::new("true").spawn().unwrap());
        within("stopping", move || child.wait().unwrap().code())
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        http::request(&self.address, "GET", path, None)
    }

    pub(crate) fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.json()
    }

    /// Every story of `/api/v1/stories`.
    pub(crate) fn stories(&self) -> Vec<Value> {
        let mut stories = Vec::new();
        let mut next = Some(0);
        while let Some(offset) = next {
            let page = self.json(&format!("/api/v1/stories?limit=100&offset={offset}"));
            stories.extend(page["stories"].as_array().unwrap().iter().cloned());
            next = page["next"].as_u64();
        }
        stories
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        kill(&mut self.child);
    }
}

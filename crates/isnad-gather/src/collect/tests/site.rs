//! A web of invented news sites on one server of loopback, which knows what it was asked when.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use jiff::Timestamp;

use super::time::Time;

/// The longest a connection lives, should a test fail in the middle.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server for all hosts. Ends with the last connection after it was dropped.
pub(super) struct Site {
    pub(super) address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    /// The time that requests are noted with; `None` to note none.
    time: Option<Arc<Time>>,
    answer: Box<Answerer>,
    asked: Mutex<Vec<Asked>>,
    /// Requests under way for each host, and the most there ever were.
    busy: Mutex<HashMap<String, (usize, usize)>>,
    closed: std::sync::atomic::AtomicBool,
}

type Answerer = dyn Fn(&Asked) -> Reply + Send + Sync;

/// One request as it came.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) at: Timestamp,
    pub(super) host: String,
    pub(super) path: String,
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

/// What is sent.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) way: Way,
}

/// How it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Whole,
    /// Half of it, and then the connection is closed.
    Cut,
    /// All of it, called longer than it is.
    TooLong,
    /// Nothing, until the client leaves.
    Never,
}

impl Asked {
    /// The value of a header of the request.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (field, value) = line.split_once(':')?;
            field.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// Host and path.
    pub(super) fn what(&self) -> String {
        format!("{}{}", self.host, self.path)
    }
}

impl Reply {
    pub(super) fn new(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Reply {
        Reply {
            status,
            headers: vec![("Content-Type".to_owned(), kind.to_owned())],
            body: body.into(),
            way: Way::Whole,
        }
    }

    pub(super) fn status(status: u16) -> Reply {
        Reply::new(status, "text/plain", "")
    }

    pub(super) fn moved(status: u16, to: &str) -> Reply {
        Reply::status(status).with("Location", to)
    }

    pub(super) fn with(mut self, name: &str, value: &str) -> Reply {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(super) fn by(self, way: Way) -> Reply {
        Reply { way, ..self }
    }
}

impl Site {
    pub(super) fn start(
        time: &Arc<Time>,
        answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static,
    ) -> Site {
        Site::serving(Some(Arc::clone(time)), answer)
    }

    /// A server that remembers nothing.
    pub(super) fn start_quiet(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Site {
        Site::serving(None, answer)
    }

    fn serving(
        time: Option<Arc<Time>>,
        answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static,
    ) -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            time,
            answer: Box::new(answer),
            asked: Mutex::default(),
            busy: Mutex::default(),
            closed: false.into(),
        });
        let serving = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if serving.closed.load(std::sync::atomic::Ordering::Relaxed) {
                    return;
                }
                let shared = Arc::clone(&serving);
                thread::spawn(move || serve(&shared, stream));
            }
        });
        Site { address, shared }
    }

    /// Every request so far, in order.
    pub(super) fn asked(&self) -> Vec<Asked> {
        self.shared.asked.lock().unwrap().clone()
    }

    /// The times at which something was asked of a host and path.
    pub(super) fn times(&self, what: &str) -> Vec<Timestamp> {
        let asked = self.asked();
        let these = asked.iter().filter(|asked| asked.what() == what);
        these.map(|asked| asked.at).collect()
    }

    /// How often something was asked.
    pub(super) fn count(&self, what: &str) -> usize {
        self.times(what).len()
    }

    /// The most requests that were ever under way for one host.
    pub(super) fn most_at_once(&self) -> usize {
        let busy = self.shared.busy.lock().unwrap();
        busy.values().map(|(_, most)| *most).max().unwrap_or(0)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let closed = &self.shared.closed;
        closed.store(true, std::sync::atomic::Ordering::Relaxed);
        // Wakes the listener, so that it sees.
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(shared: &Shared, stream: TcpStream) {
    let _ = stream.set_read_timeout(Some(PATIENCE));
    let mut reader = BufReader::new(stream);
    let now = shared.time.as_ref().map(|time| time.now());
    let Some(asked) = read(&mut reader, now.unwrap_or_default()) else {
        return;
    };
    shared.count(&asked.host, true);
    if now.is_some() {
        shared.asked.lock().unwrap().push(asked.clone());
    }
    let reply = (shared.answer)(&asked);
    let bytes = reply.bytes();
    // Before the last byte: the client may ask again at once when it has it.
    shared.count(&asked.host, false);
    let mut stream = reader.into_inner();
    let _ = stream.write_all(&bytes);
    if reply.way == Way::Never {
        let _ = stream.read(&mut [0]);
    }
    let _ = stream.shutdown(Shutdown::Both);
}

impl Shared {
    fn count(&self, host: &str, more: bool) {
        let mut busy = self.busy.lock().unwrap();
        let (now, most) = busy.entry(host.to_owned()).or_default();
        if more {
            *now += 1;
            *most = (*most).max(*now);
        } else {
            *now -= 1;
        }
    }
}

fn read(reader: &mut BufReader<TcpStream>, at: Timestamp) -> Option<Asked> {
    let mut head = String::new();
    while reader.read_line(&mut head).ok()? > 2 {}
    let mut asked = Asked {
        at,
        host: String::new(),
        path: head.split(' ').nth(1)?.to_owned(),
        head,
        body: Vec::new(),
    };
    asked.host = asked.header("host").unwrap_or_default().to_owned();
    let length = asked
        .header("content-length")
        .and_then(|it| it.parse().ok());
    asked.body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut asked.body).ok()?;
    Some(asked)
}

impl Reply {
    fn bytes(&self) -> Vec<u8> {
        use std::fmt::Write as _;
        if self.way == Way::Never {
            return Vec::new();
        }
        let longer = if self.way == Way::TooLong { 100 } else { 0 };
        let mut head = format!("HTTP/1.1 {} Said\r\nConnection: close\r\n", self.status);
        if self.status != 304 {
            let _ = write!(head, "Content-Length: {}\r\n", self.body.len() + longer);
        }
        for (name, value) in &self.headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head.push_str("\r\n");
        let sent = match self.way {
            Way::Cut => &self.body[..self.body.len() / 2],
            _ => &self.body[..],
        };
        [head.as_bytes(), sent].concat()
    }
}

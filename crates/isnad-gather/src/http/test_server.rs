//! The small server the tests fetch from, on loopback and a port the system chooses.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use crate::Address;

/// The longest a connection of the server lives, should a test fail in the middle.
const SERVER_PATIENCE: Duration = Duration::from_secs(5);

/// Answers each request by its path; remembers the requests.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    requests: Arc<Mutex<Vec<Seen>>>,
}

/// One request: its head and what was sent with it.
struct Seen {
    head: String,
    body: String,
}

/// What is sent for a path.
pub(super) type Answer = fn(path: &str, port: u16) -> Vec<u8>;

impl Server {
    pub(super) fn start(answer: Answer) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        thread::spawn(move || {
            for stream in listener.incoming().take(64).flatten() {
                let seen = Arc::clone(&seen);
                thread::spawn(move || serve(stream, address.port(), answer, &seen));
            }
        });
        Server { address, requests }
    }

    pub(super) fn at(&self, path: &str) -> Address {
        Address::parse(&format!("http://{}{path}", self.address)).unwrap()
    }

    pub(super) fn requests(&self) -> Vec<String> {
        let requests = self.requests.lock().unwrap();
        requests.iter().map(|seen| seen.head.clone()).collect()
    }

    pub(super) fn bodies(&self) -> Vec<String> {
        let requests = self.requests.lock().unwrap();
        requests.iter().map(|seen| seen.body.clone()).collect()
    }
}

/// One request, one answer. An answer that ends in `STALL` is kept open until the client leaves; one
/// that ends in `DRIP` goes on byte by byte until then.
fn serve(stream: TcpStream, port: u16, answer: Answer, seen: &Mutex<Vec<Seen>>) {
    let _ = stream.set_read_timeout(Some(SERVER_PATIENCE));
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while reader.read_line(&mut head).is_ok_and(|read| read > 2) {}
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    let _ = reader.read_exact(&mut body);
    let body = String::from_utf8_lossy(&body).into_owned();
    seen.lock().unwrap().push(Seen { head, body });
    let bytes = answer(&path, port);
    let mut stream = reader.into_inner();
    if let Some(bytes) = bytes.strip_suffix(b"DRIP") {
        let _ = stream.write_all(bytes);
        drip(&mut stream);
    } else if let Some(bytes) = bytes.strip_suffix(b"STALL") {
        let _ = stream.write_all(bytes);
        let _ = stream.read(&mut [0]);
    } else {
        let _ = stream.write_all(&bytes);
    }
}

/// Sends bytes slowly: for longer than any test waits, but not for ever.
fn drip(stream: &mut TcpStream) {
    for _ in 0..5_000 {
        if stream.write_all(b"y").is_err() {
            return;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

pub(super) fn ok(headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n"
    );
    [head.as_bytes(), body].concat()
}

pub(super) fn moved(location: &str) -> Vec<u8> {
    format!("HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n")
        .into_bytes()
}

pub(super) fn raw(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

//! A scripted server on loopback.

#![allow(dead_code)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// The action of the server on a request.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Write(Vec<u8>),
    Sleep(Duration),
    Close,
}

/// A received request: its head in lower case, and its body, with chunks joined.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
    /// The number of its connection.
    pub(crate) connection: usize,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let prefix = format!("{name}: ");
        self.head
            .lines()
            .find_map(|line| line.strip_prefix(&prefix))
    }
}

/// Answers request number *n* with script number *n*, and all later ones with the last script.
pub(crate) struct Server {
    url: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    pub(crate) fn new(scripts: Vec<Vec<Act>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let received: Arc<Mutex<Vec<Received>>> = Arc::default();
        let log = received.clone();
        thread::spawn(move || {
            for (connection, stream) in listener.incoming().enumerate() {
                let (log, scripts) = (log.clone(), scripts.clone());
                thread::spawn(move || serve(stream.unwrap(), connection, &log, &scripts));
            }
        });
        Self { url, received }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

/// Formats a response with a `content-length`.
pub(crate) fn reply(status: &str, headers: &str, body: &[u8]) -> Act {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n");
    Act::Write([head.as_bytes(), body].concat())
}

fn serve(
    mut stream: TcpStream,
    connection: usize,
    log: &Mutex<Vec<Received>>,
    scripts: &[Vec<Act>],
) {
    while let Some(received) = receive(&mut stream, connection) {
        let number = {
            let mut log = log.lock().unwrap();
            log.push(received);
            log.len() - 1
        };
        for act in &scripts[number.min(scripts.len() - 1)] {
            let done = match act {
                Act::Write(bytes) => stream.write_all(bytes).is_ok(),
                Act::Close => false,
                Act::Sleep(time) => {
                    thread::sleep(*time);
                    true
                }
            };
            if !done {
                return;
            }
        }
    }
}

fn receive(stream: &mut TcpStream, connection: usize) -> Option<Received> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(byte(stream)?);
    }
    let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
    let mut received = Received {
        head,
        body: Vec::new(),
        connection,
    };
    if received.header("transfer-encoding") == Some("chunked") {
        loop {
            let length = usize::from_str_radix(&line(stream)?, 16).unwrap();
            let chunk = exactly(stream, length)?;
            line(stream)?;
            if length == 0 {
                break;
            }
            received.body.extend(chunk);
        }
    } else if let Some(length) = received.header("content-length") {
        received.body = exactly(stream, length.parse().unwrap())?;
    }
    Some(received)
}

fn byte(stream: &mut TcpStream) -> Option<u8> {
    exactly(stream, 1).map(|bytes| bytes[0])
}

fn exactly(stream: &mut TcpStream, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

fn line(stream: &mut TcpStream) -> Option<String> {
    let mut line = String::new();
    loop {
        match byte(stream)? {
            b'\r' => {}
            b'\n' => return Some(line),
            other => line.push(char::from(other)),
        }
    }
}

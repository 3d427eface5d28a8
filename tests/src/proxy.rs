//! A forward proxy on loopback: it passes on requests with absolute URIs, and opens tunnels
//! (`CONNECT`).

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A forward proxy. It serves as long as the process lives.
#[derive(Clone, Debug)]
pub struct ForwardProxy {
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
}

impl ForwardProxy {
    /// Starts a proxy. With a `password`, it wants the header `proxy-authorization` to have this
    /// value.
    #[must_use]
    pub fn new(password: Option<&'static str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = Self {
            port: listener.local_addr().unwrap().port(),
            requests: Arc::default(),
        };
        let requests = Arc::clone(&proxy.requests);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let requests = Arc::clone(&requests);
                // A side that goes away ends its connection.
                thread::spawn(move || drop(serve(&stream, password, &requests)));
            }
        });
        proxy
    }

    /// Host and port, with user name and password if `user` has them.
    #[must_use]
    pub fn url(&self, user: &str) -> String {
        format!("http://{user}127.0.0.1:{}", self.port)
    }

    /// The request lines that came in.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

fn serve(
    client: &TcpStream,
    password: Option<&str>,
    requests: &Mutex<Vec<String>>,
) -> io::Result<()> {
    let mut reader = BufReader::new(client);
    let head = read_head(&mut reader)?;
    let line = head.first().cloned().unwrap_or_default();
    requests.lock().unwrap().push(line.clone());
    let authorization = format!("proxy-authorization: {}", password.unwrap_or_default());
    if password.is_some()
        && !head
            .iter()
            .any(|line| line.eq_ignore_ascii_case(&authorization))
    {
        let refusal = "HTTP/1.1 407 Authenticate\r\ncontent-length: 0\r\n\r\n";
        return { client }.write_all(refusal.as_bytes());
    }
    match line.split(' ').collect::<Vec<_>>()[..] {
        ["CONNECT", target, _] => tunnel(client, target),
        [method, uri, _] => pass_on(client, &mut reader, (method, uri), &head[1..]),
        _ => Ok(()),
    }
}

fn read_head(reader: &mut impl BufRead) -> io::Result<Vec<String>> {
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        match line.trim_end() {
            "" => return Ok(head),
            line => head.push(line.to_owned()),
        }
    }
}

fn tunnel(mut client: &TcpStream, target: &str) -> io::Result<()> {
    let Ok(server) = TcpStream::connect(target) else {
        return client.write_all(b"HTTP/1.1 502 No such host\r\ncontent-length: 0\r\n\r\n");
    };
    client.write_all(b"HTTP/1.1 200 Connected\r\n\r\n")?;
    let (mut from, mut to) = (client.try_clone()?, server.try_clone()?);
    thread::spawn(move || {
        let copied = io::copy(&mut from, &mut to);
        // The other side may be gone.
        let _ = to.shutdown(Shutdown::Write);
        copied
    });
    io::copy(&mut &server, &mut client)?;
    client.shutdown(Shutdown::Write)
}

/// Passes one request on, without the headers that are for the proxy.
fn pass_on(
    mut client: &TcpStream,
    reader: &mut impl Read,
    (method, uri): (&str, &str),
    headers: &[String],
) -> io::Result<()> {
    let rest = uri.strip_prefix("http://").expect("an absolute URI");
    let (authority, path) = rest.split_once('/').expect("a path");
    let mut server = TcpStream::connect(authority)?;
    let mut head = format!("{method} /{path} HTTP/1.1\r\nconnection: close\r\n");
    let mut length = 0;
    for line in headers {
        let (name, value) = line.split_once(": ").expect("a header");
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().expect("a length");
        }
        if !name.to_ascii_lowercase().starts_with("proxy-") {
            head.push_str(&format!("{line}\r\n"));
        }
    }
    server.write_all(format!("{head}\r\n").as_bytes())?;
    io::copy(&mut reader.take(length), &mut server)?;
    io::copy(&mut server, &mut client)?;
    client.shutdown(Shutdown::Write)
}

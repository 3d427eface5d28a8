//! A loopback server with minimal overhead: it returns the same bytes for every request.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{io, thread};

/// A server on a port of its own, for the life of the program.
pub struct Server {
    port: u16,
    connections: Arc<AtomicUsize>,
}

impl Server {
    /// Starts a server whose responses have this body.
    pub fn start(body: &str) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let server = Self {
            port: listener.local_addr()?.port(),
            connections: Arc::default(),
        };
        let connections = server.connections.clone();
        let response = response(body);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                connections.fetch_add(1, Ordering::Relaxed);
                let response = response.clone();
                thread::spawn(move || serve(&stream, response.as_bytes()));
            }
        });
        Ok(server)
    }

    /// Its address.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The number of connections made to it.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }
}

fn response(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         x-amzn-RequestId: 6f5ca1f0-3d61-4b8e-9e5d-000000000001\r\n\r\n{body}",
        body.len()
    )
}

/// Serves a connection until it is closed.
fn serve(stream: &TcpStream, response: &[u8]) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    let mut writer = stream;
    while let Some(length) = head(&mut reader)? {
        io::copy(&mut reader.by_ref().take(length), &mut io::sink())?;
        writer.write_all(response)?;
    }
    Ok(())
}

/// Reads the head of a request; returns the length of its body, or `None` at the end of the
/// connection.
fn head(reader: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = 0;
    let mut line = String::new();
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().map_err(io::Error::other)?;
            }
            None if line.trim_end().is_empty() => return Ok(Some(length)),
            _ => {}
        }
    }
}

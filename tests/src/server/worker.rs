//! A connection of the server.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::thread;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::{Action, Received, Script, Shared};

/// Executes a script, until the client disconnects.
pub(super) struct Worker {
    stream: TcpStream,
    shared: Arc<Shared>,
    tls: Option<Arc<ServerConfig>>,
}

impl Worker {
    pub(super) fn new(
        stream: TcpStream,
        shared: Arc<Shared>,
        tls: Option<Arc<ServerConfig>>,
    ) -> Self {
        Self {
            stream,
            shared,
            tls,
        }
    }

    pub(super) fn run(self, script: Script) {
        let tcp = self.stream.try_clone().unwrap();
        // The only possible error is that the client has closed the connection, which is valid.
        let _ = match self.tls {
            None => execute(self.stream, &self.shared, script),
            Some(config) => {
                let connection = ServerConnection::new(config).unwrap();
                let mut stream = StreamOwned::new(connection, self.stream);
                let acted = execute(&mut stream, &self.shared, script);
                stream.conn.send_close_notify();
                let _ = stream.flush();
                acted
            }
        };
        let _ = tcp.shutdown(Shutdown::Both);
    }
}

fn execute(mut stream: impl Read + Write, shared: &Shared, script: Script) -> io::Result<()> {
    for action in script {
        match action {
            Action::Read => {
                let request = read(&mut stream)?;
                shared.requests.lock().unwrap().push(request);
            }
            Action::Send(bytes) => stream.write_all(&bytes)?,
            Action::Trickle(bytes, pause) => {
                for byte in bytes {
                    thread::sleep(pause);
                    stream.write_all(&[byte])?;
                }
            }
            Action::Stall => while stream.read(&mut [0; 1024])? > 0 {},
        }
        stream.flush()?;
    }
    Ok(())
}

fn read(stream: &mut impl Read) -> io::Result<Received> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    head.truncate(head.len() - 4);
    let mut request = Received::parse(std::str::from_utf8(&head).unwrap());
    let length = request.header("content-length").unwrap_or("0");
    request.body = vec![0; length.parse().unwrap()];
    stream.read_exact(&mut request.body)?;
    Ok(request)
}

//! A scripted server on loopback.

mod received;
mod worker;

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub use self::received::Received;
use self::worker::Worker;

/// An action of the server on a connection. After the last one it closes the connection.
#[derive(Clone, Debug)]
pub enum Action {
    /// Reads a complete request and records it; see [`Server::requests`].
    Read,
    /// Sends bytes.
    Send(Vec<u8>),
    /// Sends bytes one by one, with a pause before each.
    Trickle(Vec<u8>, Duration),
    /// Keeps the connection open silently until the client closes it.
    Stall,
}

/// The actions on one connection.
pub type Script = Vec<Action>;

/// Creates a script with one exchange.
#[must_use]
pub fn exchange(response: impl Into<Vec<u8>>) -> Script {
    vec![Action::Read, Action::Send(response.into())]
}

/// Formats a response with a `content-length`.
#[must_use]
pub fn response(status: u16, headers: &[(&str, &str)], body: &str) -> String {
    let mut text = format!("HTTP/1.1 {status} Reason\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
    text
}

/// Formats a successful response.
#[must_use]
pub fn ok(body: &str) -> String {
    response(200, &[("content-type", "application/json")], body)
}

/// A server whose connections each follow one script, in order. Further connections are closed at
/// once. Dropping the server closes all of them.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    scheme: &'static str,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    stopped: AtomicBool,
    connections: AtomicUsize,
    requests: Mutex<Vec<Received>>,
    streams: Mutex<Vec<TcpStream>>,
}

impl Server {
    /// Starts a server.
    #[must_use]
    pub fn new(scripts: impl IntoIterator<Item = Script>) -> Self {
        Self::start(scripts, None)
    }

    /// Starts a server with TLS.
    #[must_use]
    pub fn encrypted(
        scripts: impl IntoIterator<Item = Script>,
        config: Arc<rustls::ServerConfig>,
    ) -> Self {
        Self::start(scripts, Some(config))
    }

    fn start(
        scripts: impl IntoIterator<Item = Script>,
        tls: Option<Arc<rustls::ServerConfig>>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared::default());
        let scheme = if tls.is_some() { "https" } else { "http" };
        let scripts: Vec<Script> = scripts.into_iter().collect();
        let theirs = Arc::clone(&shared);
        let accepting = thread::spawn(move || accept(&listener, scripts, &theirs, tls));
        Self {
            address,
            scheme,
            shared,
            accepting: Some(accepting),
        }
    }

    /// The URL of the server: `http://127.0.0.1:1234`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// The host and port of the server.
    #[must_use]
    pub fn authority(&self) -> String {
        self.address.to_string()
    }

    /// The requests received so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Received> {
        self.shared.requests.lock().unwrap().clone()
    }

    /// The number of connections made.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }
}

fn accept(
    listener: &TcpListener,
    scripts: Vec<Script>,
    shared: &Arc<Shared>,
    tls: Option<Arc<rustls::ServerConfig>>,
) {
    let mut scripts = scripts.into_iter();
    let mut workers = Vec::new();
    while let Ok((stream, _)) = listener.accept() {
        if shared.stopped.load(Ordering::SeqCst) {
            break;
        }
        shared.connections.fetch_add(1, Ordering::SeqCst);
        let Some(script) = scripts.next() else {
            continue;
        };
        stream.set_nodelay(true).unwrap();
        let kept = stream.try_clone().unwrap();
        shared.streams.lock().unwrap().push(kept);
        let worker = Worker::new(stream, Arc::clone(shared), tls.clone());
        workers.push(thread::spawn(move || worker.run(script)));
    }
    for stream in shared.streams.lock().unwrap().drain(..) {
        // The client may have closed it already.
        let _ = stream.shutdown(std::net::Shutdown::Both);
    }
    for worker in workers {
        worker.join().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for connections.
        drop(TcpStream::connect(self.address));
        if let Some(accepting) = self.accepting.take() {
            let ended = accepting.join();
            assert!(ended.is_ok() || thread::panicking(), "the server panicked");
        }
    }
}

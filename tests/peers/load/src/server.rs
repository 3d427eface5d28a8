//! A server that answers each request with the same page, and `GET /connections` with the number
//! of connections so far.

use std::cell::Cell;
use std::io::{Read, Write};
use std::rc::Rc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{LocalSet, spawn_local};

use crate::Failure;

/// The page of the answers.
pub const PAGE: &str = r#"{"syncJobSummaries":[{"arn":"arn:aws:iottwinmaker:us-east-1:123456789012:workspace/factory/sync-job/SITEWISE","workspaceId":"factory","syncSource":"SITEWISE","status":{"state":"ACTIVE","error":{}},"creationDateTime":1637011123.521,"updateDateTime":1637011124.521},{"arn":"arn:aws:iottwinmaker:us-east-1:123456789012:workspace/works/sync-job/SITEWISE","workspaceId":"works","syncSource":"SITEWISE","status":{"state":"ERROR","error":{"code":"SYNC_PROCESSING_ERROR","message":"The asset model could not be read."}},"creationDateTime":1637011125.5,"updateDateTime":1637011126}],"nextToken":null}"#;

/// Serves until standard input ends.
pub fn serve() -> Result<(), Failure> {
    std::thread::spawn(|| {
        let _ = std::io::stdin().read(&mut [0]);
        std::process::exit(0);
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    LocalSet::new().block_on(&runtime, accept())
}

async fn accept() -> Result<(), Failure> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?.port());
    std::io::stdout().flush()?;
    let connections = Rc::new(Cell::new(0_u64));
    let answer: Rc<str> = answer(PAGE).into();
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        connections.set(connections.get() + 1);
        let (answer, connections) = (answer.clone(), connections.clone());
        // A client that goes away ends its connection.
        spawn_local(async move { drop(converse(stream, &answer, &connections).await) });
    }
}

fn answer(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         x-amzn-RequestId: 6f5ca1f0-3d61-4b8e-9e5d-000000000001\r\n\r\n{body}",
        body.len()
    )
}

async fn converse(
    mut stream: TcpStream,
    answer: &str,
    connections: &Cell<u64>,
) -> std::io::Result<()> {
    let mut received = Vec::with_capacity(8 * 1024);
    loop {
        while let Some(length) = request_length(&received) {
            if received.starts_with(b"GET /connections") {
                // This connection is none of the client's.
                let count = (connections.get() - 1).to_string();
                stream.write_all(self::answer(&count).as_bytes()).await?;
            } else {
                stream.write_all(answer.as_bytes()).await?;
            }
            received.drain(..length);
        }
        if stream.read_buf(&mut received).await? == 0 {
            return Ok(());
        }
    }
}

/// The length of the request at the beginning, if it is whole.
fn request_length(received: &[u8]) -> Option<usize> {
    let head = received.windows(4).position(|end| end == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&received[..head]).ok()?;
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse::<usize>().ok())?
    });
    let whole = head + length.unwrap_or(0);
    (received.len() >= whole).then_some(whole)
}

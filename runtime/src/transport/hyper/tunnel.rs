//! A tunnel through a proxy (`CONNECT`; RFC 9110, section 9.3.6).

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::io::Stream;
use super::target::Target;
use crate::transport::tunnel::{TunnelReply, tunnel_failure, tunnel_request};
use crate::transport::{Proxy, TransportError};

/// Asks the proxy for a tunnel to the target.
pub(super) async fn open_tunnel(
    mut stream: Box<dyn Stream>,
    target: &Target,
    proxy: &Proxy,
) -> Result<Box<dyn Stream>, TransportError> {
    let broken = |error: io::Error| tunnel_failure(proxy, &error);
    let request = tunnel_request(target.authority.host(), target.port(), proxy);
    let mut left = &request[..];
    let write = poll_fn(|context| poll_write_all(&mut *stream, &mut left, context));
    write.await.map_err(broken)?;
    let mut reply = TunnelReply::default();
    while !reply.is_whole() {
        // Byte by byte, for what comes after the head is the target's.
        let byte = poll_fn(|context| poll_read_byte(&mut *stream, context));
        let byte = byte.await.map_err(broken)?;
        reply.push(byte, proxy)?;
    }
    reply.check(proxy)?;
    Ok(stream)
}

fn poll_write_all(
    mut stream: &mut dyn Stream,
    left: &mut &[u8],
    context: &mut Context<'_>,
) -> Poll<io::Result<()>> {
    while !left.is_empty() {
        let written = ready!(Pin::new(&mut stream).poll_write(context, left))?;
        if written == 0 {
            return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
        }
        *left = &left[written..];
    }
    Pin::new(&mut stream).poll_flush(context)
}

fn poll_read_byte(mut stream: &mut dyn Stream, context: &mut Context<'_>) -> Poll<io::Result<u8>> {
    let mut byte = [0];
    let mut buffer = ReadBuf::new(&mut byte);
    ready!(Pin::new(&mut stream).poll_read(context, &mut buffer))?;
    Poll::Ready(match buffer.filled() {
        [byte] => Ok(*byte),
        _ => Err(io::ErrorKind::UnexpectedEof.into()),
    })
}

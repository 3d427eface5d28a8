//! The lanes: the generated crate, and its peers.

mod bare;
#[cfg(feature = "official")]
mod official;
mod ours;

use tokio::runtime::Runtime;

use crate::Failure;

/// The workspace that is asked for.
const WORKSPACE: &str = "factory";

/// The input's page size.
const MAX_RESULTS: i32 = 50;

/// A lane and what its calls run in.
pub enum Lane {
    Async(Async, Runtime),
    Blocking(Blocking),
}

/// A client whose calls are awaited.
#[derive(Clone)]
pub enum Async {
    Ours(iottwinmaker::Client),
    Transport(ours::Transport),
    Hyper(bare::Hyper),
    #[cfg(feature = "official")]
    Official(aws_sdk_iottwinmaker::Client),
}

/// A client whose calls block.
#[derive(Clone)]
pub enum Blocking {
    Ours(iottwinmaker::Client),
    Ureq(bare::Ureq),
}

/// The lane of this name, calling the server at this port.
pub fn lane(name: &str, port: u16) -> Result<Lane, Failure> {
    let awaited = |lane| Ok(Lane::Async(lane, runtime()?));
    match name {
        "ours" => awaited(Async::Ours(ours::client(port))),
        "ours-transport" => awaited(Async::Transport(ours::Transport::new(port))),
        "hyper" => awaited(Async::Hyper(bare::Hyper::new(port))),
        #[cfg(feature = "official")]
        "aws-sdk" => awaited(Async::Official(official::client(port))),
        "ours-blocking" => Ok(Lane::Blocking(Blocking::Ours(ours::client(port)))),
        "ureq" => Ok(Lane::Blocking(Blocking::Ureq(bare::Ureq::new(port)))),
        _ => Err(format!("there is no lane `{name}`").into()),
    }
}

/// A part of our calls, to be done alone.
pub fn part(name: &str) -> Result<Box<dyn Fn()>, Failure> {
    match name {
        "to_request" => Ok(ours::to_request()),
        "decode" => Ok(ours::decode()),
        _ => Err(format!("there is no part `{name}`").into()),
    }
}

/// A runtime such as each lane gets: all in the calling thread.
fn runtime() -> std::io::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
}

impl Async {
    /// Makes a call, which must succeed.
    pub async fn call(&self) {
        match self {
            Self::Ours(client) => ours::call(client).await,
            Self::Transport(transport) => transport.call().await,
            Self::Hyper(client) => client.call().await,
            #[cfg(feature = "official")]
            Self::Official(client) => official::call(client).await,
        }
    }
}

impl Blocking {
    /// Makes a call, which must succeed.
    pub fn call(&self) {
        match self {
            Self::Ours(client) => ours::call_blocking(client),
            Self::Ureq(client) => client.call(),
        }
    }
}

//! One way to make calls for both transports, so that a scenario is written once.

use tinsmith_runtime::{ByteStream, Bytes, Call, Error, Operation, Paginated};
use tokio::runtime::{Builder, Runtime};

/// The transport that carries the calls of a scenario out.
pub enum Driver {
    /// The transport over hyper, on a runtime of its own.
    Async(Runtime),
    /// The transport over ureq.
    Blocking,
}

impl Driver {
    /// Creates the asynchronous driver.
    pub fn asynchronous() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build();
        Self::Async(runtime.expect("a runtime can be made"))
    }

    /// The name in the table.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Async(_) => "async",
            Self::Blocking => "blocking",
        }
    }

    /// Makes a call.
    pub fn call<O: Operation>(&self, call: Call<O>) -> Result<O::Output, Error<O::Error>> {
        match self {
            Self::Async(runtime) => runtime.block_on(call.into_future()),
            Self::Blocking => call.send_blocking(),
        }
    }

    /// Reads a body to its end.
    pub fn collect(&self, body: ByteStream) -> std::io::Result<Bytes> {
        match self {
            Self::Async(runtime) => runtime.block_on(body.collect()),
            Self::Blocking => body.collect_blocking(),
        }
    }

    /// Makes a call and those for all pages that follow.
    pub fn pages<O: Paginated>(&self, call: Call<O>) -> Result<Vec<O::Output>, Error<O::Error>> {
        match self {
            Self::Async(runtime) => runtime.block_on(async {
                let (mut pages, mut all) = (call.pages(), Vec::new());
                while let Some(page) = pages.next().await {
                    all.push(page?);
                }
                Ok(all)
            }),
            Self::Blocking => call.pages_blocking().collect(),
        }
    }
}

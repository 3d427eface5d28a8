//! Calls: one call as a state machine without I/O, its retries and time limits, and the drivers of
//! that machine.

mod address;
mod authorize;
mod body;
mod checksum;
mod compress;
mod cursor;
mod drive;
mod endpoint_params;
mod machine;
mod outcome;
mod pages;
mod pages_blocking;
mod reading;
mod request;
mod resolve;
mod retry;

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Request;

use self::body::Prepared;
use self::cursor::Cursor;
use self::drive::{drive, drive_blocking};
pub use self::machine::{Machine, Step};
pub use self::outcome::{Outcome, ResponseMetadata, WithMetadata};
pub use self::pages::{Items, Pages};
pub use self::pages_blocking::{ItemsBlocking, PagesBlocking};
pub use self::reading::Reading;
use crate::config::CallOptions;
use crate::config::ClientContext;
pub use crate::config::{
    AttemptResult, CallContext, CallSummary, Clock, Hooks, Instant, RetryConfig, SystemClock,
};
use crate::error::{Error, ErrorKind, Failure};
use crate::operation::{Operation, Paginated, PaginatedItems};
use crate::serde::{Structure, check_required};
use crate::transport::BoxFuture;

/// A call that has not been made yet.
///
/// Await it, or use [`send_blocking`](Call::send_blocking). Its input is encoded once; each attempt
/// is signed anew. An output with a [`ByteStream`](crate::ByteStream) is there once the head of the
/// response is; time limits of the call and its attempts hold up to then.
#[must_use = "a call does nothing before it is awaited or sent"]
pub struct Call<O: Operation> {
    client: Arc<ClientContext>,
    input: O::Input,
    options: CallOptions,
}

/// The future of an awaited [`Call`].
pub type CallFuture<O> =
    BoxFuture<'static, Result<<O as Operation>::Output, Error<<O as Operation>::Error>>>;

impl<O: Operation> Call<O> {
    pub(crate) fn new(client: Arc<ClientContext>, input: O::Input) -> Self {
        let options = client.options;
        Self {
            client,
            input,
            options,
        }
    }

    /// Sets how long one attempt may take, from making the connection to the last byte of the
    /// response; `None` for no limit.
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.options.attempt_timeout = limit.into();
        self
    }

    /// Sets how long the call may take with all its attempts and the waits between them; `None` for
    /// no limit. Of several pages, each may take so long.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.options.timeout = limit.into();
        self
    }

    /// Sets how many requests the call may send; 1 turns retries off, and 0 is taken for 1.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.options.retry.max_attempts = attempts;
        self
    }

    /// Makes the call while the calling thread waits.
    ///
    /// # Errors
    /// Returns [`Error`] if the service answers with an error, if no response comes, or if input or
    /// response cannot be converted.
    pub fn send_blocking(self) -> Result<O::Output, Error<O::Error>> {
        let transport = self.client.blocking_transport(O::SCHEMA.name)?;
        drive_blocking(self.machine()?, &*transport).output::<O>()
    }

    /// Makes the call, and returns the head of the response with the output.
    ///
    /// # Errors
    /// Returns [`Error`] as awaiting the call does.
    pub async fn send_with_metadata(self) -> Result<WithMetadata<O::Output>, Error<O::Error>> {
        let transport = self.client.transport(O::SCHEMA.name)?;
        let mut machine = self.machine()?;
        drive(&mut machine, &*transport)
            .await
            .output_with_metadata::<O>()
    }

    /// Makes the call while the calling thread waits, and returns the head of the response with the
    /// output.
    ///
    /// # Errors
    /// Returns [`Error`] as [`send_blocking`](Self::send_blocking) does.
    pub fn send_with_metadata_blocking(self) -> Result<WithMetadata<O::Output>, Error<O::Error>> {
        let transport = self.client.blocking_transport(O::SCHEMA.name)?;
        drive_blocking(self.machine()?, &*transport).output_with_metadata::<O>()
    }

    /// The signed request of the call, without any I/O. It is valid for some minutes.
    ///
    /// # Errors
    /// Returns [`Error`] if the request cannot be made from the input, or cannot be signed.
    pub fn to_request(&self) -> Result<Request<Bytes>, Error<O::Error>> {
        let mut request = self.encode_whole()?;
        let client = &self.client;
        let identity = client.identity_at_hand(O::SCHEMA, &mut request)?;
        client.authorize(O::SCHEMA, &mut request, &identity)?;
        Ok(Request::from_parts(
            request.parts,
            request.body.into_bytes(),
        ))
    }

    /// The request of the call with a signature in its query, without any I/O. Whoever has it can
    /// make the call until it expires, after one second to seven days; headers and body must be
    /// sent as they are. In awsQuery and ec2Query it is a GET request without a body, so that its
    /// URL is enough.
    ///
    /// # Errors
    /// Returns [`Error`] if the request cannot be made from the input, or cannot be signed.
    pub fn presign(&self, expires: Duration) -> Result<Request<Bytes>, Error<O::Error>> {
        let request = self.encode_whole()?;
        Ok(self.client.presign(O::SCHEMA, request, expires)?)
    }

    /// The call as a state machine, for those who do the I/O themselves.
    ///
    /// # Errors
    /// Returns [`Error`] if the request cannot be made from the input.
    pub fn machine(&self) -> Result<Machine, Error<O::Error>> {
        let client = Arc::clone(&self.client);
        Ok(Machine::new(
            client,
            O::SCHEMA,
            self.options,
            self.encode()?,
        ))
    }

    /// The request, if its body is in memory.
    fn encode_whole(&self) -> Result<Box<Prepared>, Error<O::Error>> {
        let mut prepared = self.encode()?;
        if prepared.body.is_stream() {
            let reason = "its body is a stream; use the call's machine, or bytes in memory";
            let failure = Failure::new(O::SCHEMA.name, ErrorKind::Request);
            return Err(failure.because(reason).into());
        }
        let finished = prepared.finish(&self.client, O::SCHEMA);
        finished.map_err(|error| Failure::request(O::SCHEMA.name, error))?;
        Ok(prepared)
    }

    fn encode(&self) -> Result<Box<Prepared>, Error<O::Error>> {
        let checked = check_required(&self.input);
        checked.map_err(|error| Failure::request(O::SCHEMA.name, error))?;
        let request = self
            .client
            .request(O::SCHEMA, &|members| self.input.encode_members(members));
        Ok(request?)
    }
}

impl<O: Paginated> Call<O> {
    /// All pages from this call's on, each fetched when it is asked for.
    ///
    /// The stream ends after the last page and after an error. A service that answers with the
    /// token it was just sent gets [`ErrorKind::Pagination`].
    pub fn pages(self) -> Pages<O> {
        Pages::new(Cursor::new(self))
    }

    /// All pages from this call's on, each fetched by [`next`](Iterator::next) while the thread
    /// waits; see [`pages`](Call::pages).
    pub fn pages_blocking(self) -> PagesBlocking<O> {
        PagesBlocking::new(Cursor::new(self))
    }
}

impl<O: PaginatedItems> Call<O> {
    /// The items of all pages from this call's on; see [`pages`](Call::pages).
    pub fn items(self) -> Items<O> {
        Items::new(self.pages())
    }

    /// The items of all pages from this call's on; see [`pages_blocking`](Call::pages_blocking).
    pub fn items_blocking(self) -> ItemsBlocking<O> {
        ItemsBlocking::new(self.pages_blocking())
    }
}

impl<O: Operation> IntoFuture for Call<O> {
    type Output = Result<O::Output, Error<O::Error>>;
    type IntoFuture = CallFuture<O>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let transport = self.client.transport(O::SCHEMA.name)?;
            let mut machine = self.machine()?;
            drive(&mut machine, &*transport).await.output::<O>()
        })
    }
}

impl<O: Operation> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The input is left out: it may hold what must not be logged.
        f.debug_struct("Call")
            .field("operation", &O::SCHEMA.name)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

//! A configuration that has been checked.

use std::sync::Arc;

use http::HeaderValue;

use super::{CallOptions, Clock, ClockSkew, Compression, Hooks, Jitter, RetryQuota, Tokens};
use crate::auth::Identities;
use crate::auth::sigv4::Signer;
use crate::endpoint::{Endpoint, Region, ResolveEndpoint};
use crate::error::{ErrorKind, Failure};
use crate::operation::ServiceSchema;
use crate::transport::{BlockingTransport, Limits, Transport, TransportError, TransportErrorKind};

/// A configuration that has been checked, and the state that the calls of a client share.
pub(crate) struct ClientContext {
    pub(crate) service: &'static ServiceSchema,
    /// `None` where nothing is signed for one.
    pub(crate) region: Option<Region>,
    pub(crate) endpoint: Arc<dyn ResolveEndpoint>,
    /// The endpoint that the user has set in place of the service's own.
    pub(crate) endpoint_url: Option<Endpoint>,
    /// The regions that signatures of version 4a are valid for; those of the endpoint if empty.
    pub(crate) region_set: Vec<Box<str>>,
    pub(crate) use_fips: bool,
    pub(crate) use_dual_stack: bool,
    pub(crate) host_prefix: bool,
    pub(crate) user_agent: HeaderValue,
    pub(crate) identities: Identities,
    /// True if the endpoint depends on the account of the credentials of each call.
    pub(crate) by_account: bool,
    pub(crate) hooks: Option<Arc<dyn Hooks>>,
    pub(crate) signer: Signer,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) skew: ClockSkew,
    pub(crate) options: CallOptions,
    pub(crate) compression: Compression,
    pub(crate) limits: Limits,
    pub(crate) quota: RetryQuota,
    pub(crate) jitter: Jitter,
    pub(crate) tokens: Tokens,
    pub(crate) transport: Option<Arc<dyn Transport>>,
    pub(crate) blocking_transport: Option<Arc<dyn BlockingTransport>>,
}

impl ClientContext {
    pub(crate) fn transport(&self, operation: &'static str) -> Result<Arc<dyn Transport>, Failure> {
        let reason = "turn on the feature `hyper`, or set Config::transport";
        let transport = self.transport.clone();
        transport.ok_or_else(|| unavailable(operation, reason))
    }

    pub(crate) fn blocking_transport(
        &self,
        operation: &'static str,
    ) -> Result<Arc<dyn BlockingTransport>, Failure> {
        let reason = "turn on the feature `blocking`, or set Config::blocking_transport";
        let transport = self.blocking_transport.clone();
        transport.ok_or_else(|| unavailable(operation, reason))
    }
}

fn unavailable(operation: &'static str, reason: &'static str) -> Failure {
    let error = TransportError::new(TransportErrorKind::Unavailable, reason);
    Failure::new(operation, ErrorKind::Transport).because(error)
}

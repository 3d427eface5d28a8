//! The configuration of clients.

mod call_options;
mod check;
mod clock;
mod compression;
mod context;
mod error;
mod hooks;
mod jitter;
mod retry;
mod token;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub(crate) use self::call_options::CallOptions;
pub(crate) use self::clock::ClockSkew;
pub use self::clock::{Clock, Instant, SystemClock};
pub(crate) use self::compression::Compression;
pub(crate) use self::context::ClientContext;
pub use self::error::ConfigError;
pub use self::hooks::{AttemptResult, CallContext, CallSummary, Hooks};
pub(crate) use self::jitter::Jitter;
pub use self::retry::RetryConfig;
pub(crate) use self::retry::RetryQuota;
pub(crate) use self::token::Tokens;
use crate::auth::{
    BearerToken, Credentials, IdentityCache, ProvideCredentials, ProvideIdentity, SharedCredentials,
};
use crate::endpoint::{EndpointSetting, ResolveEndpoint};
use crate::environment::Environment;
use crate::transport::{BlockingTransport, Limits, Proxies, Transport};

/// The configuration of a client. Nothing is checked before the client is created.
///
/// `Debug` shows no credentials.
#[derive(Clone)]
pub struct Config {
    environment: Option<Environment>,
    region: Option<String>,
    credentials: Option<Arc<IdentityCache<Credentials>>>,
    token_provider: Option<Arc<IdentityCache<BearerToken>>>,
    anonymous: bool,
    bearer_token: Option<String>,
    api_key: Option<String>,
    basic_auth: Option<(String, String)>,
    auth_scheme_preference: Option<Vec<Box<str>>>,
    endpoint_url: Option<String>,
    endpoint_resolver: Option<Arc<dyn ResolveEndpoint>>,
    endpoint_settings: Vec<(Cow<'static, str>, EndpointSetting)>,
    sigv4a_region_set: Option<Vec<Box<str>>>,
    account_id: Option<String>,
    account_id_endpoint_mode: Option<String>,
    host_prefix: Option<bool>,
    app_id: Option<String>,
    use_fips: Option<bool>,
    use_dual_stack: Option<bool>,
    retry: Option<RetryConfig>,
    max_attempts: Option<u32>,
    attempt_timeout: Option<Duration>,
    timeout: Option<Duration>,
    limits: Limits,
    disable_compression: Option<bool>,
    min_compression_size: Option<usize>,
    hooks: Option<Arc<dyn Hooks>>,
    clock: Arc<dyn Clock>,
    jitter: Jitter,
    tokens: Tokens,
    proxies: Option<Proxies>,
    ca_bundle: Option<Vec<u8>>,
    max_idle_connections: Option<usize>,
    transport: Option<Arc<dyn Transport>>,
    blocking_transport: Option<Arc<dyn BlockingTransport>>,
}

impl Config {
    /// Creates a configuration without a region, for services that are called at an
    /// [endpoint](Self::endpoint_url) of their own and without a signature.
    #[must_use]
    pub fn without_region() -> Self {
        Self::empty(None)
    }

    /// Creates a configuration for a region, such as `eu-west-1`. Credentials are still missing.
    pub fn new(region: impl Into<String>) -> Self {
        Self::empty(None).region(region)
    }

    /// Creates a configuration that takes what is not set by the functions below from where AWS
    /// tools take it: environment variables and the shared files, with the selected profile. They
    /// are read when the client is made.
    #[must_use]
    pub fn from_env() -> Self {
        Self::from_environment(Environment::process())
    }

    /// Creates a configuration like [`Config::from_env`] from the given [`Environment`] instead of
    /// the process environment.
    #[must_use]
    pub fn from_environment(environment: Environment) -> Self {
        Self::empty(Some(environment))
    }

    /// Ignores the environment variables and the shared files: what is not set in code keeps its
    /// default, as with
    /// [`Config::new`].
    #[must_use]
    pub fn ignore_environment(mut self) -> Self {
        self.environment = None;
        self
    }

    fn empty(environment: Option<Environment>) -> Self {
        Self {
            environment,
            region: None,
            credentials: None,
            token_provider: None,
            anonymous: false,
            bearer_token: None,
            api_key: None,
            basic_auth: None,
            auth_scheme_preference: None,
            endpoint_url: None,
            endpoint_resolver: None,
            endpoint_settings: Vec::new(),
            sigv4a_region_set: None,
            account_id: None,
            account_id_endpoint_mode: None,
            host_prefix: None,
            app_id: None,
            use_fips: None,
            use_dual_stack: None,
            retry: None,
            max_attempts: None,
            attempt_timeout: Some(Duration::from_secs(60)),
            timeout: None,
            limits: Limits {
                connect_timeout: Some(Duration::from_secs(5)),
                read_timeout: Some(Duration::from_secs(60)),
                ..Limits::new()
            },
            disable_compression: None,
            min_compression_size: None,
            hooks: None,
            clock: Arc::new(SystemClock),
            jitter: Jitter::default(),
            tokens: Tokens::default(),
            proxies: None,
            ca_bundle: None,
            max_idle_connections: None,
            transport: None,
            blocking_transport: None,
        }
    }

    /// Sets the region. Requests are signed for it, and sent to its endpoint unless
    /// [another](Self::endpoint_url) is set.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the credentials, or where to take them from for each attempt.
    #[must_use]
    pub fn credentials(mut self, credentials: impl ProvideCredentials + 'static) -> Self {
        self.credentials = Some(IdentityCache::new(SharedCredentials::new(credentials)));
        self
    }

    /// Sets the provider of credentials, which may fetch them from a service. They are cached,
    /// refreshed before they end, and shared by all clients of this configuration and its clones.
    #[must_use]
    pub fn credentials_provider(
        mut self,
        provider: impl ProvideIdentity<Credentials> + 'static,
    ) -> Self {
        self.credentials = Some(IdentityCache::new(provider));
        self
    }

    /// Sets the provider of bearer tokens, in place of [one token](Self::bearer_token). They are
    /// cached and refreshed as
    /// [credentials](Self::credentials_provider) are.
    #[must_use]
    pub fn token_provider(mut self, provider: impl ProvideIdentity<BearerToken> + 'static) -> Self {
        self.token_provider = Some(IdentityCache::new(provider));
        self
    }

    /// Leaves the client without credentials, for operations that need none; others fail when they
    /// are called.
    #[must_use]
    pub fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// Sets the token for operations that are authenticated by a bearer token. It is sent by https,
    /// or to this machine.
    #[must_use]
    pub fn bearer_token(mut self, token: impl Into<String>) -> Self {
        self.bearer_token = Some(token.into());
        self
    }

    /// Sets the key for operations that are authenticated by an API key. It is sent by https, or to
    /// this machine.
    #[must_use]
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.api_key = Some(key.into());
        self
    }

    /// Sets the user name and password for operations that are authenticated by them
    /// (`httpBasicAuth`). They are sent by https, or to this machine.
    #[must_use]
    pub fn basic_auth(mut self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.basic_auth = Some((user.into(), password.into()));
        self
    }

    /// Sets the authentication schemes to prefer where an operation has several that there is an
    /// identity for, such as `["httpBearerAuth", "sigv4"]`. By default `AWS_AUTH_SCHEME_PREFERENCE`
    /// or the profile's `auth_scheme_preference`, and else the order of the model.
    #[must_use]
    pub fn auth_scheme_preference<S: Into<Box<str>>>(
        mut self,
        schemes: impl IntoIterator<Item = S>,
    ) -> Self {
        self.auth_scheme_preference = Some(schemes.into_iter().map(Into::into).collect());
        self
    }

    /// Sets the endpoint, such as `http://localhost:8080`, in place of the service's own.
    #[must_use]
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.endpoint_url = Some(url.into());
        self
    }

    /// Sets the resolver that gives each call its endpoint, in place of the service's own rules.
    /// The endpoint URL, FIPS and dual stack settings are passed to it.
    #[must_use]
    pub fn endpoint_resolver(mut self, resolver: impl ResolveEndpoint + 'static) -> Self {
        self.endpoint_resolver = Some(Arc::new(resolver));
        self
    }

    /// Sets a parameter of the service's endpoint rules, in place of what the environment or a
    /// built-in gives it.
    #[must_use]
    pub fn endpoint_setting(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<EndpointSetting>,
    ) -> Self {
        self.endpoint_settings.push((name.into(), value.into()));
        self
    }

    /// Sets the regions that signatures of version 4a are valid for, such as `us-west-2` or `*`, in
    /// place of those that the endpoint names. By default those of `AWS_SIGV4A_SIGNING_REGION_SET`
    /// or the profile's `sigv4a_signing_region_set`.
    #[must_use]
    pub fn sigv4a_region_set<S: Into<Box<str>>>(
        mut self,
        regions: impl IntoIterator<Item = S>,
    ) -> Self {
        self.sigv4a_region_set = Some(regions.into_iter().map(Into::into).collect());
        self
    }

    /// Sets the account of the credentials, which is a part of some services' hosts. By default
    /// [their own](Credentials::account_id), also where a provider has to fetch them first. For
    /// credentials of the environment it is that of `AWS_ACCOUNT_ID` or the profile's
    /// `aws_account_id`.
    #[must_use]
    pub fn account_id(mut self, id: impl Into<String>) -> Self {
        self.account_id = Some(id.into());
        self
    }

    /// Sets whether hosts contain the account: `preferred`, `disabled` or `required`. By default
    /// what `AWS_ACCOUNT_ID_ENDPOINT_MODE` or the profile's `account_id_endpoint_mode` says, else
    /// `preferred`.
    #[must_use]
    pub fn account_id_endpoint_mode(mut self, mode: impl Into<String>) -> Self {
        self.account_id_endpoint_mode = Some(mode.into());
        self
    }

    /// Sets whether the operation's own prefix is put before the endpoint's host, as in
    /// `api.example.com`. By default it is; an IP address never has one.
    #[must_use]
    pub fn host_prefix(mut self, put: bool) -> Self {
        self.host_prefix = Some(put);
        self
    }

    /// Sets whether requests go to an endpoint that meets FIPS 140-3, which is not supported yet.
    /// `false` ignores `AWS_USE_FIPS_ENDPOINT` and the profile's `use_fips_endpoint`.
    #[must_use]
    pub fn use_fips(mut self, use_fips: bool) -> Self {
        self.use_fips = Some(use_fips);
        self
    }

    /// Sets whether requests go to an endpoint that is reached by IPv4 and IPv6, which is not
    /// supported yet. `false` ignores `AWS_USE_DUALSTACK_ENDPOINT` and the profile's
    /// `use_dualstack_endpoint`.
    #[must_use]
    pub fn use_dual_stack(mut self, use_dual_stack: bool) -> Self {
        self.use_dual_stack = Some(use_dual_stack);
        self
    }

    /// Names the application in the `user-agent` of each request: up to 50 letters, digits and
    /// ``!#$%&'*+-.^_`|~``.
    #[must_use]
    pub fn app_id(mut self, id: impl Into<String>) -> Self {
        self.app_id = Some(id.into());
        self
    }

    /// Sets how often and how soon calls are tried again.
    #[must_use]
    pub fn retry(mut self, retry: RetryConfig) -> Self {
        self.max_attempts = Some(retry.max_attempts);
        self.retry = Some(retry);
        self
    }

    /// Sets how many requests a call may send; 1 turns retries off. By default 3.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = Some(attempts);
        self
    }

    /// Sets how long one attempt of a call may take, from making the connection to the last byte of
    /// the response; `None` for no limit. By default 60 s.
    #[must_use]
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.attempt_timeout = limit.into();
        self
    }

    /// Sets how long a call may take with all its attempts and the waits between them; `None` for
    /// no limit, which is the default.
    #[must_use]
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.timeout = limit.into();
        self
    }

    /// Sets how long each piece of an output that is a stream may take to come; `None` for no
    /// limit. By default 60 s. The blocking transport holds the head of such a response to it as
    /// well.
    #[must_use]
    pub fn read_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.limits.read_timeout = limit.into();
        self
    }

    /// Sets how long making a connection may take, as a part of the attempt; `None` for no limit.
    /// By default 5 s.
    #[must_use]
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.limits.connect_timeout = limit.into();
        self
    }

    /// Sets how many bytes the body of a response may have, or how many of an output that is a
    /// stream may be collected; piece by piece it may be read to its end. By default 256 MiB.
    #[must_use]
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.limits.max_response_bytes = bytes;
        self
    }

    /// Sets whether bodies go as they are even where the service takes them compressed. By default
    /// they do not.
    #[must_use]
    pub fn disable_request_compression(mut self, disable: bool) -> Self {
        self.disable_compression = Some(disable);
        self
    }

    /// Sets the length in bytes from which on bodies are compressed: up to 10,485,760. By default
    /// 10,240.
    #[must_use]
    pub fn min_compression_size(mut self, bytes: usize) -> Self {
        self.min_compression_size = Some(bytes);
        self
    }

    /// Sets hooks that are called before, during and after each call.
    #[must_use]
    pub fn hooks(mut self, hooks: impl Hooks + 'static) -> Self {
        self.hooks = Some(Arc::new(hooks));
        self
    }

    /// Sets the clock that requests are signed and timed by. By default that of the machine.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets the source of random numbers from 0 to 1 for the jitter of retry backoff.
    #[must_use]
    pub fn jitter(mut self, source: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.jitter = Jitter::new(source);
        self
    }

    /// Sets the source of idempotency tokens, each of which a call sends where its input has a
    /// member for one and the caller gives none. By default random UUIDs.
    #[must_use]
    pub fn idempotency_tokens(
        mut self,
        source: impl Fn() -> String + Send + Sync + 'static,
    ) -> Self {
        self.tokens = Tokens::new(source);
        self
    }

    /// Sets the proxies that the built-in transports send requests through, in place of those that
    /// the environment names;
    /// [`Proxies::none`] for none.
    #[must_use]
    pub fn proxies(mut self, proxies: Proxies) -> Self {
        self.proxies = Some(proxies);
        self
    }

    /// Sets how many connections of a built-in transport may be unused; each is closed after a
    /// minute without use. By default
    /// 512. A burst of more calls than that makes new connections.
    #[must_use]
    pub fn max_idle_connections(mut self, number: usize) -> Self {
        self.max_idle_connections = Some(number);
        self
    }

    /// Sets the root certificates, in PEM form, that the built-in transports trust in place of
    /// those of the machine.
    #[must_use]
    pub fn ca_bundle(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.ca_bundle = Some(pem.into());
        self
    }

    /// Sets the transport of awaited calls. By default hyper, if the feature `hyper` is on.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets the transport of blocking calls. By default ureq, if the feature `blocking` is on.
    #[must_use]
    pub fn blocking_transport(mut self, transport: impl BlockingTransport + 'static) -> Self {
        self.blocking_transport = Some(Arc::new(transport));
        self
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A URL that has not been checked may hold a password.
        let url = self.endpoint_url.as_deref();
        let url = url.map(|url| if url.contains('@') { "…" } else { url });
        f.debug_struct("Config")
            .field("environment", &self.environment)
            .field("region", &self.region)
            .field("credentials", &self.credentials.as_ref().map(|_| "…"))
            .field("anonymous", &self.anonymous)
            .field("token_provider", &self.token_provider.as_ref().map(|_| "…"))
            .field("bearer_token", &self.bearer_token.as_ref().map(|_| "…"))
            .field("api_key", &self.api_key.as_ref().map(|_| "…"))
            .field("basic_auth", &self.basic_auth.as_ref().map(|_| "…"))
            .field("auth_scheme_preference", &self.auth_scheme_preference)
            .field("endpoint_url", &url)
            .field("endpoint_resolver", &self.endpoint_resolver)
            .field("endpoint_settings", &self.endpoint_settings)
            .field("sigv4a_region_set", &self.sigv4a_region_set)
            .field("account_id_endpoint_mode", &self.account_id_endpoint_mode)
            .field("host_prefix", &self.host_prefix)
            .field("app_id", &self.app_id)
            .field("use_fips", &self.use_fips)
            .field("use_dual_stack", &self.use_dual_stack)
            .field("retry", &self.retry)
            .field("max_attempts", &self.max_attempts)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("timeout", &self.timeout)
            .field("limits", &self.limits)
            .field("disable_compression", &self.disable_compression)
            .field("min_compression_size", &self.min_compression_size)
            .field("hooks", &self.hooks)
            .field("proxies", &self.proxies)
            .field("max_idle_connections", &self.max_idle_connections)
            .field("ca_bundle", &self.ca_bundle.as_ref().map(Vec::len))
            .field("transport", &self.transport)
            .field("blocking_transport", &self.blocking_transport)
            .finish_non_exhaustive()
    }
}

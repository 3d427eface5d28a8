//! Regions, partitions and endpoints.

mod error;
mod host;
mod partition;
mod region;
mod resolve;
mod url;

pub use error::{EndpointError, InvalidEndpoint};
pub(crate) use host::{is_label_part, is_loopback};
pub use partition::Partition;
pub use region::{InvalidRegion, Region};
pub use resolve::{
    ContextValue, EndpointAuthScheme, EndpointParams, FixedEndpoint, RegionalEndpoint,
    ResolveEndpoint, ResolvedEndpoint,
};
pub use url::Endpoint;

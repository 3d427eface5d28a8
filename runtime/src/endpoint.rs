//! Regions, partitions and endpoints.

mod by_rules;
mod error;
mod host;
mod partition;
mod partition_table;
mod recent;
mod region;
mod resolve;
pub mod rules;
mod standard;
mod url;

pub use by_rules::{EndpointSetting, RulesEndpoint};
pub use error::{EndpointError, InvalidEndpoint};
pub(crate) use host::{is_label_part, is_loopback, split_port};
pub use partition::Partition;
pub(crate) use recent::RecentByRules;
pub use region::{InvalidRegion, Region};
pub use resolve::{
    ContextValue, EndpointAuthScheme, EndpointParams, FixedEndpoint, RegionalEndpoint,
    ResolveEndpoint, ResolvedEndpoint,
};
pub use standard::{
    EndpointRules, dual_stack, dual_stack_if_supported, global, global_dual_stack, standard,
    standard_in_us_gov, standard_in_us_gov_regions,
};
pub use url::Endpoint;

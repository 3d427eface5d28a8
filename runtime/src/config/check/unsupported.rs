//! Settings that AWS tools honor and that are not supported.

use super::super::{Config, ConfigError};
use crate::environment::{RetryMode, Settings};
use crate::operation::ServiceSchema;

impl Config {
    /// Refuses what would change where requests go or how often they are sent, and is not
    /// supported.
    pub(super) fn refuse_unsupported(
        &self,
        service: &ServiceSchema,
        settings: &Settings,
    ) -> Result<(), ConfigError> {
        let refuse = |name, reason| Err(ConfigError::Unsupported { name, reason });
        let resolves = self.endpoint_resolver.is_some() || service.endpoint.is_some();
        if self.use_fips.or(settings.use_fips) == Some(true) && !resolves {
            return refuse(
                "AWS_USE_FIPS_ENDPOINT, `use_fips_endpoint` or Config::use_fips",
                "the service has no rules for FIPS endpoints; turn it off",
            );
        }
        if self.use_dual_stack.or(settings.use_dual_stack) == Some(true) && !resolves {
            return refuse(
                "AWS_USE_DUALSTACK_ENDPOINT, `use_dualstack_endpoint` or Config::use_dual_stack",
                "the service has no rules for dual stack endpoints; turn it off",
            );
        }
        let mode = settings.retry_mode.filter(|_| self.retry.is_none());
        let reason = match mode {
            None | Some(RetryMode::Standard) => return Ok(()),
            Some(RetryMode::Adaptive) => "the mode `adaptive` is not supported; use `standard`",
            Some(RetryMode::Legacy) => "the mode `legacy` is not supported; use `standard`",
        };
        refuse("AWS_RETRY_MODE or `retry_mode`", reason)
    }
}

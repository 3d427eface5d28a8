//! Standard forms of endpoint rules, which services share but for the beginning of their host
//! names.
//!
//! The tables of the forms are generated; `cargo xtask endpoint-tables` writes them.

#[rustfmt::skip]
mod tables;

use super::Partition;
use super::rules::{BuiltIn, ParamValue, Parameter, ResolvedUrl, Rules, RulesError};

/// The endpoint rules of a service: a table, or a standard form with the beginning of the
/// service's host names.
#[derive(Clone, Copy, Debug)]
pub struct EndpointRules {
    rules: &'static Rules,
    prefix: &'static str,
    /// `None` for the runtime's own table.
    partitions: Option<&'static [Partition]>,
}

impl EndpointRules {
    /// Rules with a table of their own.
    #[must_use]
    pub const fn table(rules: &'static Rules) -> Self {
        Self::new(rules, "")
    }

    const fn new(rules: &'static Rules, prefix: &'static str) -> Self {
        Self {
            rules,
            prefix,
            partitions: None,
        }
    }

    /// Sets the partitions, in place of those that this version of the runtime knows.
    #[must_use]
    pub const fn partitions(mut self, table: &'static [Partition]) -> Self {
        self.partitions = Some(table);
        self
    }

    /// True if the rules take the value of a built-in.
    pub(crate) fn takes(&self, built_in: BuiltIn) -> bool {
        let mut parameters = self.rules.parameters.iter();
        parameters.any(|parameter| parameter.built_in == Some(built_in))
    }

    /// The table of the rules.
    #[must_use]
    pub fn rules(&self) -> &'static Rules {
        self.rules
    }

    /// Finds the endpoint for the values that `value` gives to parameters.
    ///
    /// # Errors
    /// Returns [`RulesError`] if the rules end in an error, if no rule applies, or if a value is
    /// missing or not valid.
    pub fn resolve<'a>(
        &self,
        value: &dyn Fn(&'static Parameter) -> Option<ParamValue<'a>>,
    ) -> Result<ResolvedUrl, RulesError> {
        let partitions = self.partitions.unwrap_or_else(Partition::all);
        if self.prefix.is_empty() {
            return self.rules.resolve(partitions, value);
        }
        let prefix = self.prefix;
        self.rules
            .resolve(partitions, &|parameter| match parameter.name {
                "Prefix" => Some(ParamValue::from(prefix)),
                _ => value(parameter),
            })
    }
}

/// An endpoint for each region; FIPS and dual stack where the partition supports them.
#[must_use]
pub const fn standard(prefix: &'static str) -> EndpointRules {
    EndpointRules::new(&tables::standard::RULES, prefix)
}

/// As [`standard`], but in GovCloud (US) the usual endpoints comply with FIPS 140.
#[must_use]
pub const fn standard_in_us_gov(prefix: &'static str) -> EndpointRules {
    EndpointRules::new(&tables::standard_in_us_gov::RULES, prefix)
}

/// An endpoint for each region, always with IPv6 addresses.
#[must_use]
pub const fn dual_stack(prefix: &'static str) -> EndpointRules {
    EndpointRules::new(&tables::dual_stack::RULES, prefix)
}

/// As [`standard`], but in the two regions of GovCloud (US) the usual endpoints comply with FIPS
/// 140.
#[must_use]
pub const fn standard_in_us_gov_regions(prefix: &'static str) -> EndpointRules {
    EndpointRules::new(&tables::standard_in_us_gov_regions::RULES, prefix)
}

/// One endpoint for each partition, always with IPv6 addresses.
#[must_use]
pub const fn global_dual_stack(prefix: &'static str) -> EndpointRules {
    EndpointRules::new(&tables::global_dual_stack::RULES, prefix)
}

/// An endpoint for each region, with IPv6 addresses if the partition supports that.
#[must_use]
pub const fn dual_stack_if_supported(prefix: &'static str) -> EndpointRules {
    EndpointRules::new(&tables::dual_stack_if_supported::RULES, prefix)
}

/// One endpoint for each partition; FIPS and dual stack where the partition supports them.
#[must_use]
pub const fn global(prefix: &'static str) -> EndpointRules {
    EndpointRules::new(&tables::global::RULES, prefix)
}

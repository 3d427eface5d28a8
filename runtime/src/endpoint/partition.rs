//! Partitions: groups of regions with accounts and host names of their own.

use super::{EndpointError, Region};

/// A group of regions under one DNS suffix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Partition {
    /// The commercial regions.
    Aws,
    /// The regions in China.
    AwsCn,
    /// GovCloud (US).
    AwsUsGov,
}

impl Partition {
    /// The partition of a region, derived from its name. A region of unknown prefix is taken for a
    /// new commercial one, as in AWS's own endpoint rules.
    ///
    /// # Errors
    /// Returns an error if the region belongs to a partition with unknown host names.
    pub fn of(region: &Region) -> Result<Self, EndpointError> {
        let name = region.as_str();
        if name.starts_with("cn-") || name == "aws-cn-global" {
            Ok(Self::AwsCn)
        } else if name.starts_with("us-gov-") || name == "aws-us-gov-global" {
            Ok(Self::AwsUsGov)
        } else if is_isolated(name) {
            Err(EndpointError::UnknownPartition {
                region: region.clone(),
            })
        } else {
            Ok(Self::Aws)
        }
    }

    /// The suffix of host names.
    #[must_use]
    pub const fn dns_suffix(self) -> &'static str {
        match self {
            Self::Aws | Self::AwsUsGov => "amazonaws.com",
            Self::AwsCn => "amazonaws.com.cn",
        }
    }
}

/// The isolated partitions, `us-iso-east-1`, `eu-isoe-west-1` and the like, and the European
/// Sovereign Cloud.
fn is_isolated(name: &str) -> bool {
    let mut parts = name.split('-');
    let first = parts.next().unwrap_or_default();
    let second = parts.next().unwrap_or_default();
    first == "eusc" || second.starts_with("iso") || second == "eusc"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn partition(name: &str) -> Result<Partition, EndpointError> {
        Partition::of(&Region::new(name).unwrap())
    }

    #[test]
    fn regions_fall_into_their_partitions() {
        for name in [
            "us-east-1",
            "eu-south-2",
            "mx-central-1",
            "aws-global",
            "zz-new-9",
        ] {
            assert_eq!(partition(name).unwrap(), Partition::Aws, "{name}");
        }
        for name in ["cn-north-1", "cn-northwest-1", "aws-cn-global"] {
            assert_eq!(partition(name).unwrap(), Partition::AwsCn, "{name}");
        }
        for name in ["us-gov-west-1", "us-gov-east-1", "aws-us-gov-global"] {
            assert_eq!(partition(name).unwrap(), Partition::AwsUsGov, "{name}");
        }
    }

    #[test]
    fn isolated_regions_ask_for_an_endpoint() {
        for name in [
            "us-iso-east-1",
            "us-isob-east-1",
            "eu-isoe-west-1",
            "us-isof-south-1",
            "aws-iso-b-global",
            "eusc-de-east-1",
        ] {
            let error = partition(name).unwrap_err().to_string();
            assert!(
                error.contains(name) && error.contains("endpoint"),
                "{error}"
            );
        }
    }
}

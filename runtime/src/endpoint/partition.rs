//! Partitions: groups of regions with accounts and host names of their own.

use super::partition_table::PARTITIONS;

/// A group of regions under DNS suffixes of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Partition {
    /// The name, such as `aws-cn`.
    pub name: &'static str,
    /// The suffix of host names.
    pub dns_suffix: &'static str,
    /// The suffix of dual-stack host names.
    pub dual_stack_dns_suffix: &'static str,
    /// The signing region of global services.
    pub implicit_global_region: &'static str,
    /// True if there are FIPS endpoints.
    pub supports_fips: bool,
    /// True if there are dual-stack endpoints.
    pub supports_dual_stack: bool,
    /// The prefixes of region names, before the last two words: `us`, `us-gov`.
    pub(super) prefixes: &'static [&'static str],
    /// The known regions.
    pub(super) regions: &'static [&'static str],
}

impl Partition {
    /// All partitions.
    #[must_use]
    pub fn all() -> &'static [Self] {
        PARTITIONS
    }

    /// The names of the known regions.
    #[must_use]
    pub const fn regions(&self) -> &'static [&'static str] {
        self.regions
    }

    /// The partition of a region. An unknown region, by name and by form, counts as one of the
    /// first partition, as in AWS's own rules: it may be newer than the table.
    #[must_use]
    pub fn for_region(region: &str) -> &'static Self {
        Self::among(PARTITIONS, region).unwrap_or(&PARTITIONS[0])
    }

    /// The partition of a region in a table; `None` if the table is empty.
    pub(super) fn among(table: &'static [Self], region: &str) -> Option<&'static Self> {
        let by_form = prefix(region)
            .and_then(|prefix| table.iter().find(|one| one.prefixes.contains(&prefix)));
        let by_name = || table.iter().find(|one| one.regions.contains(&region));
        by_form.or_else(by_name).or_else(|| table.first())
    }

    /// The same partition with or without dual-stack endpoints.
    #[must_use]
    pub const fn dual_stack(mut self, supported: bool) -> Self {
        self.supports_dual_stack = supported;
        self
    }
}

/// The part of a region name before its last two words, the last of which is a number.
fn prefix(region: &str) -> Option<&str> {
    let (rest, number) = split_last(region)?;
    let (prefix, word) = split_last(rest)?;
    let letters = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let form = !number.is_empty()
        && number.bytes().all(|b| b.is_ascii_digit())
        && !word.is_empty()
        && word.bytes().all(letters);
    form.then_some(prefix)
}

/// The parts before and after the last hyphen.
fn split_last(text: &str) -> Option<(&str, &str)> {
    let at = text.bytes().rposition(|b| b == b'-')?;
    Some((&text[..at], &text[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_fall_into_their_partitions() {
        for (region, name) in [
            ("us-east-1", "aws"),
            ("eu-south-2", "aws"),
            ("mx-central-1", "aws"),
            ("aws-global", "aws"),
            ("zz-new-9", "aws"),
            ("", "aws"),
            ("us-gov", "aws"),
            ("cn-north-1", "aws-cn"),
            ("cn-new-12", "aws-cn"),
            ("aws-cn-global", "aws-cn"),
            ("us-gov-west-1", "aws-us-gov"),
            ("aws-us-gov-global", "aws-us-gov"),
            ("us-iso-east-1", "aws-iso"),
            ("us-isob-east-1", "aws-iso-b"),
            ("eu-isoe-west-1", "aws-iso-e"),
            ("us-isof-south-1", "aws-iso-f"),
            ("eusc-de-east-1", "aws-eusc"),
        ] {
            assert_eq!(Partition::for_region(region).name, name, "{region}");
        }
    }

    /// The form of a name agrees with the list of names.
    #[test]
    fn every_listed_region_is_of_its_own_partition() {
        for partition in Partition::all() {
            for region in partition.regions {
                assert_eq!(
                    Partition::for_region(region).name,
                    partition.name,
                    "{region}"
                );
            }
        }
    }
}

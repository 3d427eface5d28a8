//! Case conversion: that of heck, except for words that it would split in the middle.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Converts a name to `PascalCase`.
pub(crate) fn pascal(name: &str) -> String {
    with_whole_words(name).to_upper_camel_case()
}

/// Converts a name to `snake_case`.
pub(crate) fn snake(name: &str) -> String {
    with_whole_words(name).to_snake_case()
}

/// Converts a name to `SCREAMING_SNAKE_CASE`.
pub(crate) fn screaming(name: &str) -> String {
    with_whole_words(name).to_shouty_snake_case()
}

/// Words with a lowercase letter among capitals.
const WORDS: [(&str, &str); 7] = [
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("KiB", "Kib"),
    ("MiB", "Mib"),
    ("GiB", "Gib"),
    ("TiB", "Tib"),
    ("iSCSI", "Iscsi"),
];

/// Converts such words, and plural acronyms (`ACLs`), to a single word each.
fn with_whole_words(name: &str) -> String {
    let mut name = name.to_owned();
    for (word, whole) in WORDS {
        if name.contains(word) {
            name = name.replace(word, whole);
        }
    }
    plural_acronyms(&name)
}

/// Matches two or more capitals followed by a final `s`, and lowercases all but the first.
fn plural_acronyms(name: &str) -> String {
    let bytes = name.as_bytes();
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let at = name.len() - rest.len();
        let capitals = rest.bytes().take_while(u8::is_ascii_uppercase).count();
        let plural = capitals >= 2
            && bytes.get(at + capitals) == Some(&b's')
            && !bytes
                .get(at + capitals + 1)
                .is_some_and(u8::is_ascii_lowercase);
        let taken = match capitals {
            0 => first.len_utf8(),
            _ => capitals + usize::from(plural),
        };
        let word = &rest[..taken];
        if plural {
            out.push_str(&word[..1]);
            out.push_str(&word[1..].to_ascii_lowercase());
        } else {
            out.push_str(word);
        }
        rest = &rest[taken..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole() {
        let names = [
            "ListWebACLs",
            "IPv6CidrBlock",
            "AssignIpv6",
            "MemoryMiB",
            "subnetARNs",
            "DBClusterIdentifier",
            "AWSIoTTwinMaker",
            "S3Key",
            "ACLsEnabled",
            "GetEC2Instance",
            "HTTPSserver",
            "x-y",
        ];
        let expected = [
            "list_web_acls",
            "ipv6_cidr_block",
            "assign_ipv6",
            "memory_mib",
            "subnet_arns",
            "db_cluster_identifier",
            "aws_io_t_twin_maker",
            "s3_key",
            "acls_enabled",
            "get_ec2_instance",
            "http_sserver",
            "x_y",
        ];
        assert_eq!(names.map(snake), expected);
        assert_eq!(pascal("SYNC_JOB_state"), "SyncJobState");
        assert_eq!(screaming("nextToken"), "NEXT_TOKEN");
    }
}

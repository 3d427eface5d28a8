//! The method name of an operation in the published reference.

/// Words that the reference does not split, in spite of their capitals.
const WORDS: &[(&str, &str)] = &[
    ("HITs", "Hits"),
    ("OAuth2", "Oauth2"),
    ("OTel", "Otel"),
    ("PartiQL", "Partiql"),
    ("WhatsApp", "Whatsapp"),
    ("iSCSI", "Iscsi"),
];

/// The only operation in which the reference splits such a word.
const SPLIT: &str = "CreateOAuth2TokenWithTokenExchange";

/// Converts `ListSyncJobs` to `list_sync_jobs`.
#[must_use]
pub fn method_name(operation: &str) -> String {
    if operation.contains('_') {
        return operation.to_owned();
    }
    let mut name = operation.to_owned();
    if operation != SPLIT {
        for (word, plain) in WORDS {
            name = name.replace(word, plain);
        }
    }
    let name = split_plural_acronym(&name);
    let name = split_before_words(&name.chars().collect::<Vec<_>>());
    split_after_lower(&name).to_lowercase()
}

/// Splits off a plural acronym at the end: `WebACLs` becomes `Web_acls`.
fn split_plural_acronym(name: &str) -> String {
    let Some(stem) = name.strip_suffix('s') else {
        return name.to_owned();
    };
    let acronym = stem
        .chars()
        .rev()
        .take_while(char::is_ascii_uppercase)
        .count();
    if acronym < 2 {
        return name.to_owned();
    }
    let (head, tail) = name.split_at(stem.len() - acronym);
    format!("{head}_{}", tail.to_lowercase())
}

/// Inserts a `_` between any character and a capital followed by lowercase letters, from left to
/// right.
fn split_before_words(name: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(name.len() + 8);
    let mut at = 0;
    while at < name.len() {
        out.push(name[at]);
        let word = name.get(at + 1).is_some_and(char::is_ascii_uppercase);
        let small = name
            .iter()
            .skip(at + 2)
            .take_while(|c| c.is_ascii_lowercase())
            .count();
        at += 1;
        if word && small > 0 {
            out.push('_');
            out.extend(&name[at..=at + small]);
            at += 1 + small;
        }
    }
    out
}

/// Inserts a `_` between a lowercase letter or digit and a capital.
fn split_after_lower(name: &[char]) -> String {
    let mut out = String::with_capacity(name.len() + 8);
    for (at, character) in name.iter().enumerate() {
        let after = at.checked_sub(1).is_some_and(|before| {
            name[before].is_ascii_lowercase() || name[before].is_ascii_digit()
        });
        if after && character.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(*character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::method_name;

    #[test]
    fn names_are_those_of_the_reference() {
        for (operation, method) in [
            ("ListSyncJobs", "list_sync_jobs"),
            ("GetEC2InstanceDetails", "get_ec2_instance_details"),
            ("ListWebACLs", "list_web_acls"),
            (
                "DescribeCachediSCSIVolumes",
                "describe_cached_iscsi_volumes",
            ),
            ("CreateOAuth2TokenWithIAM", "create_oauth2_token_with_iam"),
            (
                "ListHITsForQualificationType",
                "list_hits_for_qualification_type",
            ),
            ("already_split", "already_split"),
        ] {
            assert_eq!(method_name(operation), method);
        }
    }
}

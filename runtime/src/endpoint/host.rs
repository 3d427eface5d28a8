//! Host names and IP addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The longest label of a host name (RFC 1035, section 2.3.4).
pub(super) const MAX_LABEL: usize = 63;

/// The longest host name that DNS can carry, without the dot at its end.
const MAX_HOST: usize = 253;

/// Returns true if `host` is an IP address as in a URL: IPv6 in brackets.
pub(super) fn is_ip(host: &str) -> bool {
    let v6 = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    match v6 {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => host.starts_with(|c: char| c.is_ascii_digit()) && host.parse::<Ipv4Addr>().is_ok(),
    }
}

/// Host and port of an authority; the colons of an IPv6 address lie in its brackets.
pub(crate) fn split_port(authority: &str) -> (&str, Option<&str>) {
    let bytes = authority.as_bytes();
    let host_end = memchr::memrchr(b']', bytes).map_or(0, |bracket| bracket + 1);
    match memchr::memchr(b':', &bytes[host_end..]) {
        Some(colon) => {
            let at = host_end + colon;
            (&authority[..at], Some(&authority[at + 1..]))
        }
        None => (authority, None),
    }
}

/// Returns true if `host` is this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let v6 = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    let address = v6.unwrap_or(host).parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// Returns true if `host` is a name: labels of letters, digits and hyphens (RFC 1123, section
/// 2.1), and underscores, which container networks use. A name that ends in a number is invalid,
/// since resolvers interpret it differently.
pub(super) fn is_name(host: &str) -> bool {
    let mut rest = host.as_bytes();
    while let Some(dot) = memchr::memchr(b'.', rest) {
        if !is_label(&rest[..dot]) {
            return false;
        }
        rest = &rest[dot + 1..];
    }
    let numeric = rest.iter().all(u8::is_ascii_digit) || rest.starts_with(b"0x");
    host.len() <= MAX_HOST && is_label(rest) && !numeric
}

/// Returns true if `text` is valid in a label, beside other parts of it.
pub(crate) fn is_label_part(text: &str) -> bool {
    is_part(text.as_bytes())
}

fn is_part(text: &[u8]) -> bool {
    let allowed = |b: &u8| is_in_name(*b) && *b != b'.';
    (1..=MAX_LABEL).contains(&text.len()) && text.iter().all(allowed)
}

/// Returns true for what host names consist of.
pub(super) const fn is_in_name(b: u8) -> bool {
    IN_NAME[b as usize]
}

/// A table, as each resolution of an endpoint asks for every byte of a host.
const IN_NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0_u8;
    while b < 128 {
        table[b as usize] = b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        b += 1;
    }
    table
};

fn is_label(label: &[u8]) -> bool {
    is_part(label) && !label.starts_with(b"-") && !label.ends_with(b"-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let longest = ["a".repeat(63).as_str(); 3].join(".") + "." + &"b".repeat(61);
        for name in [
            "localhost",
            "a.b-c.d1",
            "my_service",
            "1.a",
            longest.as_str(),
        ] {
            assert!(is_name(name), "{name}");
        }
        let label = "a".repeat(64);
        let long = longest.clone() + "b";
        for name in [
            "",
            ".",
            "a.",
            ".a",
            "a..b",
            "-a",
            "a-.b",
            "a b",
            "a\0",
            "ü.de",
            "1.2.3",
            "a.1",
            "0x7f000001",
            "127.1",
            &label,
            &long,
        ] {
            assert!(!is_name(name), "{name}");
        }
    }

    #[test]
    fn addresses() {
        for ip in ["127.0.0.1", "[::1]", "[fe80::1]"] {
            assert!(is_ip(ip), "{ip}");
        }
        for no in [
            "::1",
            "[::1",
            "[127.0.0.1]",
            "127.1",
            "[fe80::1%25eth0]",
            "localhost",
        ] {
            assert!(!is_ip(no), "{no}");
        }
    }
}

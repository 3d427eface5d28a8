//! The hosts that are called without a proxy (`NO_PROXY`).

use std::net::IpAddr;

/// A parsed `NO_PROXY`. Entries that are none, as an empty one between two commas, are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bypass(Vec<Entry>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    host: Pattern,
    /// `None` for all ports.
    port: Option<u16>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Pattern {
    All,
    /// A name in lower case, without a dot at its beginning.
    Domain(Box<str>),
    /// An address and the length of its network's prefix in bits.
    Network(IpAddr, u8),
}

impl Bypass {
    pub(super) fn parse(list: &str) -> Self {
        Self(list.split(',').filter_map(Entry::parse).collect())
    }

    pub(super) fn contains(&self, host: &str, port: u16) -> bool {
        let host = unbracketed(host).trim_end_matches('.').to_ascii_lowercase();
        let entries = self.0.iter();
        let mut entries = entries.filter(|entry| entry.port.is_none_or(|only| only == port));
        entries.any(|entry| entry.host.matches(&host))
    }
}

impl Entry {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if let Some(host) = Pattern::network(text) {
            return Some(Self { host, port: None });
        }
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse().ok()?)),
            None => (text, None),
        };
        Some(Self {
            host: Pattern::parse(host),
            port,
        })
    }
}

impl Pattern {
    fn parse(host: &str) -> Self {
        if host == "*" {
            return Self::All;
        }
        let domain = host.strip_prefix('*').unwrap_or(host);
        let domain = domain.trim_matches('.').to_ascii_lowercase();
        Self::network(host).unwrap_or(Self::Domain(domain.into()))
    }

    /// An address, perhaps in brackets, or a network in CIDR notation.
    fn network(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse().ok()?)),
            None => (text, None),
        };
        let address: IpAddr = unbracketed(address).parse().ok()?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(longest);
        (bits <= longest).then_some(Self::Network(address, bits))
    }

    fn matches(&self, host: &str) -> bool {
        match self {
            Self::All => true,
            Self::Domain(domain) => host
                .strip_suffix(&**domain)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.')),
            Self::Network(network, bits) => host
                .parse()
                .is_ok_and(|address| in_network(address, *network, *bits)),
        }
    }
}

fn in_network(address: IpAddr, network: IpAddr, bits: u8) -> bool {
    // The bits to leave out of the comparison are shifted away; all 32 or 128 of them are too many
    // for `>>`.
    match (address, network) {
        (IpAddr::V4(a), IpAddr::V4(b)) => {
            let difference = a.to_bits() ^ b.to_bits();
            difference.checked_shr(32 - u32::from(bits)).unwrap_or(0) == 0
        }
        (IpAddr::V6(a), IpAddr::V6(b)) => {
            let difference = a.to_bits() ^ b.to_bits();
            difference.checked_shr(128 - u32::from(bits)).unwrap_or(0) == 0
        }
        _ => false,
    }
}

fn unbracketed(host: &str) -> &str {
    let inner = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    inner.unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries() {
        for (list, host, port, expected) in [
            ("", "a.test", 443, false),
            ("*", "a.test", 443, true),
            ("a.test", "a.test", 443, true),
            ("A.Test", "b.a.tEST", 443, true),
            (".a.test", "a.test", 443, true),
            ("*.a.test", "b.a.test", 443, true),
            ("a.test", "ba.test", 443, false),
            ("a.test", "a.test.", 443, true),
            ("a.test:8080", "a.test", 443, false),
            ("a.test:8080", "a.test", 8080, true),
            ("x, ,b.test", "b.test", 80, true),
            ("127.0.0.1", "127.0.0.1", 80, true),
            ("127.0.0.1:81", "127.0.0.1", 80, false),
            ("10.0.0.0/8", "10.200.0.1", 80, true),
            ("10.0.0.0/8", "11.0.0.1", 80, false),
            ("0.0.0.0/0", "11.0.0.1", 80, true),
            ("10.0.0.0/33", "10.0.0.1", 80, false),
            ("::1", "[::1]", 80, true),
            ("[::1]:81", "[::1]", 80, false),
            ("fd00::/8", "[fd12::1]", 80, true),
            ("fd00::/8", "10.0.0.1", 80, false),
            ("::/0", "[fd12::1]", 80, true),
        ] {
            assert_eq!(
                Bypass::parse(list).contains(host, port),
                expected,
                "{list} {host}:{port}"
            );
        }
    }
}

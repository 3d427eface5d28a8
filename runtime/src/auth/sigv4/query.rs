//! The canonical query.

use super::encode::push_reencoded;

/// The place of a `name=value` in a buffer.
struct Pair {
    start: usize,
    equals: usize,
    end: usize,
}

impl Pair {
    fn name<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        &text[self.start..self.equals]
    }

    fn value<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        &text[self.equals + 1..self.end]
    }
}

/// Appends the canonical form of `query`: names and values in canonical encoding, sorted by name,
/// then value; a name without `=` gets one.
pub(in crate::auth) fn push_query(out: &mut Vec<u8>, query: &[u8]) {
    if query.is_empty() {
        return;
    }
    if memchr::memchr(b'&', query).is_none() {
        push_pair(out, query);
        return;
    }
    let mut text = Vec::with_capacity(query.len() + 16);
    let mut pairs: Vec<Pair> = query
        .split(|&b| b == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| push_pair(&mut text, pair))
        .collect();
    // As two keys: the `=` between them would sort after `-` and digits.
    pairs.sort_by(|a, b| {
        let names = a.name(&text).cmp(b.name(&text));
        names.then_with(|| a.value(&text).cmp(b.value(&text)))
    });
    for (index, pair) in pairs.iter().enumerate() {
        if index > 0 {
            out.push(b'&');
        }
        out.extend_from_slice(&text[pair.start..pair.end]);
    }
}

fn push_pair(out: &mut Vec<u8>, pair: &[u8]) -> Pair {
    let (name, value) = match memchr::memchr(b'=', pair) {
        Some(at) => (&pair[..at], &pair[at + 1..]),
        None => (pair, &[][..]),
    };
    let start = out.len();
    push_reencoded(out, name);
    let equals = out.len();
    out.push(b'=');
    push_reencoded(out, value);
    Pair {
        start,
        equals,
        end: out.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(query: &str) -> String {
        let mut out = Vec::new();
        push_query(&mut out, query.as_bytes());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn pairs_are_sorted_by_name_then_value() {
        assert_eq!(canonical("b=1&a=2&a=1"), "a=1&a=2&b=1");
        assert_eq!(canonical("a-=1&a=2"), "a=2&a-=1");
        assert_eq!(canonical("b&a=&a"), "a=&a=&b=");
    }

    #[test]
    fn empty_pairs_are_no_pairs() {
        assert_eq!(canonical(""), "");
        assert_eq!(canonical("&&"), "");
        assert_eq!(canonical("&a&"), "a=");
    }
}

//! URLs that may be linked.

/// The maximum length of a URL, in bytes.
const MAX_LENGTH: usize = 2048;

/// Escapes a URL as a link destination; `None` unless it is a complete `http` or `https` URL.
pub(super) fn destination(href: &str) -> Option<String> {
    let href = href.trim();
    if href.len() > MAX_LENGTH || href.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let rest = after_scheme(href)?;
    host_length(rest)?;
    let entities = href.contains(';');
    let mut url = String::with_capacity(href.len());
    for character in href.chars() {
        match character {
            // Otherwise, `&copy;` would be an entity.
            '&' if entities => url.push_str("&amp;"),
            _ if is_plain(character) => url.push(character),
            _ => percent_encode(character, &mut url),
        }
    }
    Some(url)
}

fn percent_encode(character: char, url: &mut String) {
    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
        url.push('%');
        url.extend(
            [byte >> 4, byte & 15].map(|digit| char::from(b"0123456789ABCDEF"[usize::from(digit)])),
        );
    }
}

fn after_scheme(url: &str) -> Option<&str> {
    ["https://", "http://"].into_iter().find_map(|scheme| {
        let begins = url.get(..scheme.len())?.eq_ignore_ascii_case(scheme);
        begins.then(|| &url[scheme.len()..])
    })
}

/// The length of host and port after the scheme; `None` if they do not have the usual form.
fn host_length(rest: &str) -> Option<usize> {
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, port) = rest[..end].split_once(':').unwrap_or((&rest[..end], ""));
    let named = host.bytes().any(|byte| byte.is_ascii_alphanumeric());
    let usual = host
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    (named && usual && port.bytes().all(|byte| byte.is_ascii_digit())).then_some(end)
}

/// Returns true if a character needs no escape in a link destination and in a URL (RFC 3986).
fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~:/?#@!$&'*+,;=%".contains(character)
}

/// A URL in the middle of a text.
pub(super) struct Bare {
    /// The offset of its scheme.
    pub(super) start: usize,
    /// The offset of its end, if it can be linked as it is.
    pub(super) end: Option<usize>,
}

/// Finds the URL whose scheme ends at the colon at `colon`.
pub(super) fn bare(text: &str, colon: usize) -> Option<Bare> {
    if !text[colon..].starts_with("://") {
        return None;
    }
    let scheme = ["https", "http"]
        .into_iter()
        .find(|scheme| text[..colon].ends_with(scheme))?;
    let start = colon - scheme.len();
    let inside_word = text[..start].ends_with(|c: char| c.is_alphanumeric());
    let end = if inside_word {
        None
    } else {
        bare_end(text, start, colon + 3)
    };
    Some(Bare { start, end })
}

fn bare_end(text: &str, start: usize, host: usize) -> Option<usize> {
    let bytes = text[host..].bytes().take(MAX_LENGTH);
    let length = bytes.take_while(|byte| is_plain(char::from(*byte))).count();
    // A URL with a placeholder is a pattern.
    if text[host + length..].starts_with(|c: char| !c.is_whitespace() && !")]>\"".contains(c)) {
        return None;
    }
    let url = text[start..host + length].trim_end_matches(|c: char| ".,:;!?'*~".contains(c));
    let rest = after_scheme(url)?;
    let entities = url.contains('&') && url.contains(';');
    (host_length(rest).is_some() && !entities && url.len() <= MAX_LENGTH)
        .then_some(start + url.len())
}

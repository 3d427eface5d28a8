//! The canonical request: the one form of a request that both sides hash.

use super::SigningOptions;
use super::encode::push_encoded;
use super::query::push_query;
use super::signed_headers::SignedHeaders;

/// The parts of a request as they enter its canonical form.
pub(super) struct CanonicalRequest<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) query: &'a [u8],
    pub(super) headers: &'a SignedHeaders<'a>,
    pub(super) payload: &'a [u8],
}

impl CanonicalRequest<'_> {
    /// Appends the canonical form to `out`.
    pub(super) fn write(&self, out: &mut Vec<u8>, options: SigningOptions) {
        out.extend_from_slice(self.method.as_bytes());
        out.push(b'\n');
        push_path(out, self.path, options);
        out.push(b'\n');
        push_query(out, self.query);
        out.push(b'\n');
        self.headers.push_values(out);
        out.push(b'\n');
        self.headers.push_names(out);
        out.push(b'\n');
        out.extend_from_slice(self.payload);
    }
}

fn push_path(out: &mut Vec<u8>, path: &str, options: SigningOptions) {
    let path = if path.is_empty() { "/" } else { path };
    if options.normalize_path {
        push_normalized(out, path, options.double_encode_path);
    } else if options.double_encode_path {
        push_path_encoded(out, path);
    } else {
        out.extend_from_slice(path.as_bytes());
    }
}

/// The segments as bytes: short texts are searched byte by byte in less time than for a `char`.
fn segments(path: &str) -> impl Iterator<Item = &[u8]> {
    path.as_bytes().split(|&byte| byte == b'/')
}

/// Appends the path with every segment encoded.
fn push_path_encoded(out: &mut Vec<u8>, path: &str) {
    for (index, segment) in segments(path).enumerate() {
        if index > 0 {
            out.push(b'/');
        }
        push_encoded(out, segment);
    }
}

/// Appends the path without dot segments (RFC 3986, section 5.2.4) and empty segments. Like the
/// RFC, and unlike botocore, it keeps a slash at the end where the last segment was a dot segment.
fn push_normalized(out: &mut Vec<u8>, path: &str, encode: bool) {
    let start = out.len();
    let mut last: &[u8] = b"";
    for segment in segments(path) {
        last = segment;
        match segment {
            b"" | b"." => {}
            b".." => {
                let parent = memchr::memrchr(b'/', &out[start..]).unwrap_or(0);
                out.truncate(start + parent);
            }
            _ => {
                out.push(b'/');
                if encode {
                    push_encoded(out, segment);
                } else {
                    out.extend_from_slice(segment);
                }
            }
        }
    }
    if matches!(last, b"" | b"." | b"..") || out.len() == start {
        out.push(b'/');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str, options: SigningOptions) -> String {
        let mut out = b"before/".to_vec();
        push_path(&mut out, text, options);
        String::from_utf8(out.split_off(7)).unwrap()
    }

    #[test]
    fn dot_segments_are_resolved() {
        let default = SigningOptions::default();
        for (text, expected) in [
            ("", "/"),
            ("/", "/"),
            ("//", "/"),
            ("/./", "/"),
            ("/..", "/"),
            ("/../a", "/a"),
            ("/a/b/c/./../../g", "/a/g"),
            ("//a//b//", "/a/b/"),
            ("/a/b/..", "/a/"),
            ("/a/.b/..c/d.", "/a/.b/..c/d."),
            ("/a%2F..%2Fb/%2e", "/a%252F..%252Fb/%252e"),
        ] {
            assert_eq!(path(text, default), expected, "of {text}");
        }
    }

    #[test]
    fn s3_signs_the_path_as_sent() {
        let s3 = SigningOptions::s3();
        assert_eq!(path("/a//./../b%20c/", s3), "/a//./../b%20c/");
        assert_eq!(path("", s3), "/");
    }
}

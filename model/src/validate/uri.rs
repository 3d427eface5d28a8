//! The methods and URIs of operations (Smithy 2.0, "http trait").

use super::about_trait;
use crate::quoted::quoted;
use crate::traits::known;
use crate::{Diagnostic, Shape};

/// Checks the method and the URI of an operation.
pub(super) fn check(operation: &Shape, found: &mut Vec<Diagnostic>) {
    let (Some(http), Some(bound)) = (operation.traits.http(), operation.traits.find(known::HTTP))
    else {
        return;
    };
    let wrong_method = (!is_token(http.method)).then(|| {
        let method = quoted(http.method);
        (
            format!("`{method}` is no method of HTTP"),
            "name one such as POST",
        )
    });
    let wrong_uri = flaw(http.uri).map(|(flaw, help)| {
        let uri = quoted(http.uri);
        (format!("the URI `{uri}` {flaw}"), help)
    });
    for (message, help) in wrong_method.into_iter().chain(wrong_uri) {
        found.push(about_trait(operation.id.clone(), bound, message, help));
    }
}

/// Returns true for the names of methods and headers (RFC 9110, section 5.6.2).
pub(super) fn is_token(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !text.is_empty() && text.bytes().all(allowed)
}

/// The rule that a URI breaks, and how to keep it.
fn flaw(uri: &str) -> Option<(&'static str, &'static str)> {
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let is_label = |segment: &str| segment.starts_with('{') && segment.ends_with('}');
    let labels = |segment: &str| segment.matches(['{', '}']).count();
    let greedy = segments.iter().position(|segment| segment.contains("+}"));
    if !path.starts_with('/') {
        Some(("does not begin with a slash", "begin it with `/`"))
    } else if !uri.bytes().all(|b| b.is_ascii_graphic() && b != b'#') {
        let help = "write other characters in percent-encoding, and no fragment";
        Some(("has characters that no path or query can hold", help))
    } else if query.contains(['{', '}']) {
        let help = "bind the member by smithy.api#httpQuery";
        Some(("has a label in its query", help))
    } else if segments.iter().any(|one| {
        let count = labels(one);
        count != 0 && (count != 2 || !is_label(one))
    }) {
        let help = "put slashes around the label";
        Some(("has a label beside other text in one segment", help))
    } else if greedy.is_some_and(|at| segments[at + 1..].iter().any(|one| labels(one) > 0)) {
        let help = "make the greedy label the last one";
        Some(("has a label after a greedy one", help))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_keep_the_rules() {
        for uri in [
            "/",
            "/a/{b}",
            "/{b}/c?d",
            "/a/{b+}",
            "/{a}/{b+}/c",
            "/a?b=c&d",
            "/2015-03-31/:x/",
        ] {
            assert_eq!(flaw(uri), None, "{uri}");
        }
        for (uri, expected) in [
            ("", "slash"),
            ("a", "slash"),
            ("/a b", "characters"),
            ("/a#b", "characters"),
            ("/ü", "characters"),
            ("/a?x={x}", "query"),
            ("/foo{x}", "segment"),
            ("/{x}{y}", "segment"),
            ("/{x", "segment"),
            ("/a}", "segment"),
            ("/{a+}/{b}", "greedy"),
        ] {
            assert!(
                flaw(uri).is_some_and(|(flaw, _)| flaw.contains(expected)),
                "{uri}"
            );
        }
    }

    #[test]
    fn tokens() {
        assert!(is_token("X-Name") && is_token("PATCH"));
        for text in ["", "a b", "a:b", "ü", "a\r\n"] {
            assert!(!is_token(text), "{text}");
        }
    }
}

//! Received requests.

/// A received request.
#[derive(Clone, Debug)]
pub struct Received {
    /// The method.
    pub method: String,
    /// The path and query as sent.
    pub target: String,
    /// The headers in order, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Received {
    /// Parses a request's head, without the empty line at its end.
    pub(super) fn parse(head: &str) -> Self {
        let mut lines = head.split("\r\n");
        let mut request_line = lines.next().unwrap_or_default().split(' ');
        let mut part = || request_line.next().unwrap_or_default().to_owned();
        let (method, target) = (part(), part());
        assert_eq!(part(), "HTTP/1.1", "{head}");
        let headers = lines.map(|line| {
            let (name, value) = line.split_once(": ").expect("a header");
            (name.to_ascii_lowercase(), value.to_owned())
        });
        Self {
            method,
            target,
            headers: headers.collect(),
            body: Vec::new(),
        }
    }

    /// Returns the value of a header; panics if there is more than one.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(key, _)| key == name);
        let value = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "two headers {name}");
        value
    }

    /// Returns the body as a string.
    #[must_use]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

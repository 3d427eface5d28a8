//! Requests as they came in.

/// A request as it came in.
#[derive(Clone, Debug)]
pub struct Received {
    /// The method.
    pub method: String,
    /// Path and query as they were sent.
    pub target: String,
    /// The headers in their order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Received {
    /// Reads a request's head, without the empty line at its end.
    pub(super) fn of(head: &str) -> Self {
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

    /// The value of a header; panics where it came more than once.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(key, _)| key == name);
        let value = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "two headers {name}");
        value
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

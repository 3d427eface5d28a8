//! Forged parameters, which must not lead requests to hosts outside of a partition's domain or the
//! user's endpoint.

use rt::endpoint::{Endpoint, EndpointRules, Partition};
use rt::rules::{BuiltIn, Expr, Outcome, ParamKind, ParamValue, Parameter, Rules};
use tinsmith_runtime::codegen as rt;

/// The number of parameter sets that are tried on each table.
const SETS: usize = 2_000;

/// Texts that try to end the host, or to begin another one.
const FORGED: &[&str] = &[
    "x@evil.example:443/#",
    "evil.example/",
    "evil.example#",
    "evil.example?",
    "evil.example:80",
    "//evil.example",
    "\\evil.example",
    "https://evil.example/",
    "@evil.example",
    "..",
    ".",
    "/../",
    "a\r\nHost: evil.example",
    "a\0b",
    "%2e%2e%2fevil.example",
    "evil%2eexample%2f",
    "\u{ff45}\u{ff56}\u{ff49}\u{ff4c}\u{ff0e}example",
    "evil\u{3002}example",
    "evil.example",
    "-",
    "",
    " ",
    "{Region}",
    "[::1]",
];

const USUAL: &[&str] = &[
    "us-east-1",
    "cn-north-1",
    "us-gov-west-1",
    "us-iso-east-1",
    "aws-global",
    "123456789012",
    "bucket-name",
    "bucket.name",
    "bucket--use1-az1--x-s3",
    "preferred",
    "required",
];

const ENDPOINTS: &[&str] = &[
    "https://user.example",
    "https://user.example:8443/path",
    "http://127.0.0.1:8000",
    "https://x@evil.example:443/#",
    "https://user.example/../..",
    "https://user.example?x=y",
];

/// Numbers that look like chance and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn one<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn text(&mut self) -> String {
        match self.below(8) {
            0..=2 => self.one(FORGED).to_owned(),
            3 | 4 => self.one(USUAL).to_owned(),
            5 => "a".repeat(300),
            6 => [self.one(USUAL), self.one(FORGED)].concat(),
            _ => self.arn(),
        }
    }

    fn arn(&mut self) -> String {
        let service = self.one(&[
            "s3",
            "s3-outposts",
            "s3-object-lambda",
            "kinesis",
            "dynamodb",
            "sns",
        ]);
        let kind = self.one(&["accesspoint", "outpost", "stream", "table", "evil.example/"]);
        let mut part = || match self.below(2) {
            0 => self.one(USUAL),
            _ => self.one(FORGED),
        };
        let (region, account, one, other) = (part(), part(), part(), part());
        format!("arn:aws:{service}:{region}:{account}:{kind}/{one}/accesspoint/{other}")
    }

    fn value(&mut self, parameter: &Parameter) -> Option<ParamValue<'static>> {
        if self.below(3) == 0 {
            return None;
        }
        let text = match (parameter.built_in, self.below(3)) {
            (Some(BuiltIn::Endpoint), _) => self.one(ENDPOINTS).to_owned(),
            (Some(BuiltIn::Region), 0..=1) => self.one(USUAL).to_owned(),
            _ => self.text(),
        };
        Some(match parameter.kind() {
            ParamKind::Boolean => ParamValue::Boolean(self.below(2) == 0),
            ParamKind::Texts => ParamValue::Texts(vec![text.into(), self.text().into()]),
            ParamKind::Text => ParamValue::Text(text.into()),
        })
    }
}

/// The hosts to which forged parameters lead, of those that are neither in a domain of the rules
/// nor the user's.
pub fn astray(rules: &EndpointRules) -> Vec<String> {
    let table = rules.rules();
    // Rules that take the end of a host from a parameter say so; there is nothing to hold them to.
    let Some(tails) = tails(table) else {
        return Vec::new();
    };
    let mut numbers = Numbers(1);
    let mut found = Vec::new();
    for _ in 0..SETS {
        let given: Vec<_> = table
            .parameters
            .iter()
            .map(|one| (one.name, numbers.value(one)))
            .collect();
        let value = |wanted: &'static Parameter| {
            let (_, value) = given.iter().find(|(name, _)| *name == wanted.name)?;
            value.clone()
        };
        let Ok(resolved) = rules.resolve(&value) else {
            continue;
        };
        let Ok(endpoint) = Endpoint::parse(&resolved.url) else {
            continue;
        };
        let host = endpoint.authority().host().to_owned();
        let mut user = given.iter().filter_map(|(_, value)| match value {
            Some(ParamValue::Text(url)) => origin(url),
            _ => None,
        });
        let users = user.any(|one| {
            let theirs = one.authority().host().to_owned();
            host == theirs || host.ends_with(&format!(".{theirs}"))
        });
        let inside = tails
            .iter()
            .any(|tail| host == *tail || host.ends_with(&format!(".{tail}")));
        if !inside && !users {
            found.push(resolved.url);
        }
    }
    found
}

/// The endpoint of a URL without path, query and fragment: rules may take the host alone of a URL
/// that is no endpoint as a whole.
fn origin(url: &str) -> Option<Endpoint> {
    let host = url.find("://")? + 3;
    let end = url[host..].find(['/', '?', '#']);
    let end = end.map_or(url.len(), |at| host + at);
    Endpoint::parse(&url[..end]).ok()
}

/// The suffix of the hosts of a table's own endpoints; `None` if one ends in a parameter.
fn tails(table: &Rules) -> Option<Vec<String>> {
    let urls = table.results.iter().filter_map(|result| match result {
        Outcome::Endpoint {
            url: Expr::Template(url),
            ..
        } => Some(*url),
        _ => None,
    });
    let tails: Option<Vec<Vec<String>>> = urls.map(tails_of).collect();
    Some(tails?.concat())
}

fn tails_of(url: &str) -> Option<Vec<String>> {
    let Some((_, rest)) = url.split_once("://") else {
        return Some(Vec::new());
    };
    let host = rest.split('/').next().unwrap_or_default();
    let (before, end) = host.rsplit_once('}').unwrap_or(("", host));
    if before.is_empty() {
        return Some(vec![end.split(':').next().unwrap_or(end).to_owned()]);
    }
    // Up to the first dot, the text can belong to a label that a value began.
    if let Some((_, end)) = end.split_once('.') {
        return Some(vec![end.to_owned()]);
    }
    let reference = before.rsplit_once('{').map_or("", |(_, name)| name);
    let all = Partition::all().iter();
    match reference.rsplit_once('#')?.1 {
        "dnsSuffix" => Some(all.map(|one| one.dns_suffix.to_owned()).collect()),
        "dualStackDnsSuffix" => Some(
            all.map(|one| one.dual_stack_dns_suffix.to_owned())
                .collect(),
        ),
        // The host of the user's endpoint, which is held apart.
        _ => Some(Vec::new()),
    }
}

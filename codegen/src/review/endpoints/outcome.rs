//! Outcomes of calls by both rules, and what tells them apart.

/// The outcome of a call.
pub(super) enum Outcome {
    /// An endpoint.
    Target(Target),
    /// An error with this message.
    Failed(String),
}

/// An endpoint, and how requests to it are signed.
pub(super) struct Target {
    /// The number of the endpoint in its table.
    pub(super) number: Option<usize>,
    pub(super) url: String,
    pub(super) headers: Vec<String>,
    /// The schemes in order of preference.
    pub(super) signers: Vec<Signer>,
}

/// An authentication scheme with its parameters.
#[derive(Debug)]
pub(super) struct Signer {
    pub(super) scheme: String,
    pub(super) name: String,
    /// The name is that of the service, whose changes are told apart from those of the rules.
    pub(super) of_service: bool,
    pub(super) region: String,
    pub(super) region_set: Vec<String>,
    pub(super) flags: Vec<String>,
}

impl Signer {
    fn is_like(&self, other: &Self) -> bool {
        let names = self.of_service && other.of_service || self.name == other.name;
        names
            && self.scheme == other.scheme
            && self.region == other.region
            && self.region_set == other.region_set
            && self.flags == other.flags
    }

    fn show(&self) -> String {
        let mut text = format!("{} as {}", self.scheme, self.name);
        if !self.region_set.is_empty() {
            text.push_str(&format!(" for {}", self.region_set.join(", ")));
        } else if !self.region.is_empty() {
            text.push_str(&format!(" for {}", self.region));
        }
        for flag in &self.flags {
            text.push_str(&format!(", {flag}"));
        }
        text
    }
}

/// In what way two outcomes differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// The call goes to another URL, or has other headers.
    Elsewhere,
    /// It is signed in another way, and the way of before is not offered any more.
    Signed,
    /// It fails now.
    Fails,
    /// It is signed in the way of before, or in another one.
    Offered,
    /// It does not fail any more.
    Works,
    /// It fails with another message.
    Message,
}

impl Kind {
    /// Returns true if clients of the old model do not send what the new one asks for.
    pub(super) fn breaks(self) -> bool {
        matches!(self, Self::Elsewhere | Self::Signed | Self::Fails)
    }

    /// The name of the fact.
    pub(super) fn fact(self) -> &'static str {
        match self {
            Self::Signed | Self::Offered => "signing",
            Self::Elsewhere | Self::Fails | Self::Works | Self::Message => "endpoint",
        }
    }
}

/// A difference: its kind, and both outcomes as text.
pub(super) type Differing = (Kind, [String; 2]);

/// Compares the outcomes of a call.
pub(super) fn compare(old: &Outcome, new: &Outcome) -> Vec<Differing> {
    match (old, new) {
        (Outcome::Failed(old), Outcome::Failed(new)) if old == new => Vec::new(),
        (Outcome::Failed(old), Outcome::Failed(new)) => {
            vec![(Kind::Message, [error(old), error(new)])]
        }
        (Outcome::Failed(old), Outcome::Target(new)) => {
            vec![(Kind::Works, [error(old), new.url.clone()])]
        }
        (Outcome::Target(old), Outcome::Failed(new)) => {
            vec![(Kind::Fails, [old.url.clone(), error(new)])]
        }
        (Outcome::Target(old), Outcome::Target(new)) => {
            let places = [old, new].map(place);
            let elsewhere = (places[0] != places[1]).then_some((Kind::Elsewhere, places));
            elsewhere.into_iter().chain(signing(old, new)).collect()
        }
    }
}

fn error(message: &str) -> String {
    format!("error: {message}")
}

fn place(target: &Target) -> String {
    let headers = target.headers.iter();
    let headers: String = headers.map(|header| format!(" with {header}")).collect();
    format!("{}{headers}", target.url)
}

fn signing(old: &Target, new: &Target) -> Option<Differing> {
    let (before, after) = (&old.signers, &new.signers);
    let pairs = before.iter().zip(after);
    if before.len() == after.len() && pairs.into_iter().all(|(one, other)| one.is_like(other)) {
        return None;
    }
    let first = before.first()?;
    let kept = after.iter().any(|one| first.is_like(one));
    let kind = if kept { Kind::Offered } else { Kind::Signed };
    let shown = |all: &[Signer]| match all {
        [] => "as the operation says".to_owned(),
        all => all
            .iter()
            .map(Signer::show)
            .collect::<Vec<_>>()
            .join(", or "),
    };
    Some((kind, [shown(before), shown(after)]))
}

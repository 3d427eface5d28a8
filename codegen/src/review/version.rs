//! Versions (The Cargo Book, "SemVer Compatibility").

/// The version change that an API change requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Api {
    /// Code that uses the crate is not affected.
    Patch,
    /// Items were added.
    Minor,
    /// Code that uses the crate may fail to compile.
    Major,
}

impl Api {
    /// `patch`, `minor` or `major`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// The next version after `version` for a change: below 1.0.0 the minor number stands for breaking
/// changes, and below 0.1.0 the patch number. `None` if `version` is not three numbers, possibly
/// with a suffix.
#[must_use]
pub fn next_version(version: &str, api: Api) -> Option<String> {
    let numbers = version.split(['-', '+']).next()?;
    let numbers: Vec<u64> = numbers
        .split('.')
        .map(|number| number.parse().ok())
        .collect::<Option<_>>()?;
    let [major, minor, patch] = numbers.try_into().ok()?;
    let next = match (api, major, minor) {
        (Api::Major, 0, 0) => (0, 0, patch.checked_add(1)?),
        (Api::Major, 0, _) => (0, minor.checked_add(1)?, 0),
        (Api::Major, _, _) => (major.checked_add(1)?, 0, 0),
        (Api::Minor, 1.., _) => (major, minor.checked_add(1)?, 0),
        (Api::Minor | Api::Patch, _, _) => (major, minor, patch.checked_add(1)?),
    };
    Some(format!("{}.{}.{}", next.0, next.1, next.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_follow_cargo() {
        let next = |version, api| next_version(version, api).unwrap();
        assert_eq!(next("0.1.4", Api::Major), "0.2.0");
        assert_eq!(next("0.1.4", Api::Minor), "0.1.5");
        assert_eq!(next("0.0.4", Api::Major), "0.0.5");
        assert_eq!(next("1.2.3", Api::Major), "2.0.0");
        assert_eq!(next("1.2.3", Api::Minor), "1.3.0");
        assert_eq!(next("1.2.3-rc.1", Api::Patch), "1.2.4");
        for wrong in [
            "",
            "1",
            "1.2",
            "1.2.x",
            "1.2.3.4",
            "1.2.99999999999999999999",
        ] {
            assert_eq!(next_version(wrong, Api::Patch), None, "{wrong}");
        }
    }
}

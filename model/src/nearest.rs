//! Suggestions: existing names sorted by their distance to an unknown one.

/// The number of names suggested.
const OFFERED: usize = 10;

/// Returns the candidates nearest to `wanted`, nearest first, at most ten.
pub(crate) fn nearest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = start(wanted);
    let mut ranked: Vec<(usize, &str)> = candidates
        .map(|name| (distance(&wanted, &start(name)), name))
        .collect();
    ranked.sort_unstable();
    ranked
        .into_iter()
        .take(OFFERED)
        .map(|(_, name)| name)
        .collect()
}

/// The part of a name that is compared: its nearest hundred characters in lower case.
fn start(name: &str) -> String {
    name.chars().take(100).collect::<String>().to_lowercase()
}

/// The Levenshtein distance of two strings, each cut to 100 characters.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let letters = |text: &str| text.chars().take(100).collect::<Vec<_>>();
    let (a, b) = (letters(a), letters(b));
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(left != right);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        let cases = [
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("same", "same", 0),
            ("ü", "u", 1),
        ];
        for (a, b, expected) in cases {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn the_nearest_comes_first() {
        let names = ["ListScenes", "DeleteSyncJob", "ListSyncJobs", "GetSyncJob"];
        assert_eq!(nearest("listsyncjob", names.into_iter())[0], "ListSyncJobs");
    }
}

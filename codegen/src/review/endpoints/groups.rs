//! Calls that differ alike, told together.

use std::collections::BTreeSet;
use std::hash::Hash;

use indexmap::IndexMap;
use tinsmith_model::ShapeId;
use tinsmith_runtime::codegen::endpoint::Partition;

use super::outcome::{Differing, Kind};
use crate::review::WireFact;

/// The most regions, settings or operations that are listed by name.
const LISTED: usize = 4;

/// The most regions of a partition that are named as exceptions.
const EXCEPTIONS: usize = 3;

/// A call that differs.
pub(super) struct Found {
    pub(super) kind: Kind,
    texts: [String; 2],
    region: String,
    setting: String,
    /// The number of the bindings that its operations have; `None` for a test case, which is no
    /// operation's.
    bindings: Option<usize>,
}

impl Found {
    /// Takes region and partition out of the texts, so that those of all regions are alike.
    pub(super) fn new(
        (kind, texts): Differing,
        region: Option<&str>,
        setting: String,
        bindings: Option<usize>,
    ) -> Self {
        let region = region.unwrap_or_default();
        Self {
            kind,
            texts: texts.map(|text| general(&text, region)),
            setting: general(&setting, region),
            region: region.to_owned(),
            bindings,
        }
    }
}

/// A text with references in place of the region, and of the name and the DNS suffix of its
/// partition.
fn general(text: &str, region: &str) -> String {
    if region.is_empty() {
        return text.to_owned();
    }
    let partition = Partition::for_region(region);
    let mut text = replaced(text, region, "{Region}");
    text = text.replace(&format!("arn:{}:", partition.name), "arn:{Partition}:");
    for (suffix, name) in [
        (partition.dns_suffix, "{dnsSuffix}"),
        (partition.dual_stack_dns_suffix, "{dualStackDnsSuffix}"),
    ] {
        let start = format!(".{suffix}");
        let Some(at) = text.find(&start) else {
            continue;
        };
        let range = at + 1..at + start.len();
        let goes_on = |next: char| next.is_alphanumeric() || next == '.';
        if !text[range.end..].starts_with(goes_on) {
            text.replace_range(range, name);
        }
    }
    text
}

/// Replaces a name where it is no part of a longer word.
fn replaced(text: &str, name: &str, by: &str) -> String {
    let letter = |next: Option<char>| next.is_some_and(char::is_alphanumeric);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(name) {
        let after = &rest[at + name.len()..];
        out.push_str(&rest[..at]);
        let inside = letter(out.chars().next_back()) || letter(after.chars().next());
        out.push_str(if inside { name } else { by });
        rest = after;
    }
    out + rest
}

/// Facts for calls that differ: one for those that differ alike, in a product of regions, settings
/// and operations. The gravest, and those of the most calls, come first.
///
/// `operations` are those of each number of bindings.
pub(super) fn facts(found: &[Found], operations: &[&[&ShapeId]]) -> Vec<WireFact> {
    type Set<'f> = BTreeSet<&'f str>;
    let rows = found.iter().map(|one| {
        let key = ((one.kind, &one.texts), one.setting.as_str(), one.bindings);
        (key, one.region.as_str())
    });
    let by_region = collected(rows);
    let rows = by_region
        .into_iter()
        .map(|((what, setting, bindings), regions)| ((what, regions, bindings), setting));
    let by_setting = collected::<_, _, Set<'_>>(rows);
    let rows = by_setting
        .into_iter()
        .map(|((what, regions, bindings), settings)| ((what, regions, settings), bindings));
    let groups = collected::<_, _, BTreeSet<Option<usize>>>(rows);
    let mut groups: Vec<((_, Set<'_>, Set<'_>), _)> = groups.into_iter().collect();
    groups.sort_by_key(|(((kind, _), regions, settings), bindings)| {
        let calls = regions.len() * settings.len() * bindings.len();
        (*kind, usize::MAX - calls)
    });
    let fact =
        |(((kind, texts), regions, settings), bindings): ((_, _, _), BTreeSet<Option<usize>>)| {
            let (kind, [before, after]): (Kind, &[String; 2]) = (kind, texts);
            let mut parts = vec![place(&regions), settings_in_words(&settings)];
            if bindings.len() < operations.len() {
                let names = bindings.iter().flatten().flat_map(|at| operations[*at]);
                let names: Vec<&str> = names.map(|id| id.name()).collect();
                parts.push(listed(&names, ", "));
            }
            parts.retain(|part| !part.is_empty());
            WireFact {
                name: kind.fact(),
                when: Some(parts.join("; ")).filter(|when| !when.is_empty()),
                before: Some(before.clone()),
                after: Some(after.clone()),
                breaks: kind.breaks(),
            }
        };
    groups.into_iter().map(fact).collect()
}

/// The values of each key.
fn collected<K: Hash + Eq, V, S: Default + Extend<V>>(
    rows: impl Iterator<Item = (K, V)>,
) -> IndexMap<K, S> {
    let mut found: IndexMap<K, S> = IndexMap::new();
    for (key, value) in rows {
        found.entry(key).or_default().extend([value]);
    }
    found
}

fn settings_in_words(settings: &BTreeSet<&str>) -> String {
    let settings = settings.iter().map(|setting| match *setting {
        "" => "by default",
        setting => setting,
    });
    match settings.collect::<Vec<_>>().as_slice() {
        ["by default"] => String::new(),
        settings => listed(settings, " or "),
    }
}

/// The regions by name, or by their partitions.
fn place(regions: &BTreeSet<&str>) -> String {
    let known = || Partition::all().iter().flat_map(|one| one.regions());
    if known().all(|region| regions.contains(region)) {
        return "all regions".to_owned();
    }
    if regions.len() > LISTED {
        if let Some(partitions) = by_partition(regions) {
            return partitions;
        }
    }
    let mut names: Vec<&str> = known()
        .copied()
        .filter(|name| regions.contains(name))
        .collect();
    let unknown = regions
        .iter()
        .filter(|name| !name.is_empty() && !names.contains(name));
    let unknown: Vec<&str> = unknown.copied().collect();
    names.extend(unknown);
    listed(&names, ", ")
}

/// Regions as those of whole partitions, but for a few of them; `None` if they are not.
fn by_partition(regions: &BTreeSet<&str>) -> Option<String> {
    let (mut names, mut missing, mut covered) = (Vec::new(), Vec::new(), 0);
    for partition in Partition::all() {
        let all = partition.regions().iter().copied();
        let (inside, outside): (Vec<&str>, Vec<&str>) = all.partition(|one| regions.contains(one));
        if inside.len() > outside.len() {
            names.push(partition.name);
            missing.extend(outside);
            covered += inside.len();
        }
    }
    if covered < regions.len() || missing.len() > EXCEPTIONS {
        return None;
    }
    let but = match missing.as_slice() {
        [] => String::new(),
        missing => format!(" but {}", missing.join(", ")),
    };
    if names.len() == Partition::all().len() {
        return Some(format!("all regions{but}"));
    }
    Some(format!("regions of {}{but}", listed(&names, ", ")))
}

fn listed(all: &[&str], separator: &str) -> String {
    let (shown, rest) = all.split_at(all.len().min(LISTED));
    let shown = shown.join(separator);
    match rest.len() {
        0 => shown,
        more => format!("{shown}{separator}{more} more"),
    }
}

//! Sets of characters.

use std::collections::BTreeSet;

/// A set of characters: ranges of code points, and named sets whose members are not listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Class {
    /// Sorted and apart.
    ranges: Vec<(u32, u32)>,
    /// Escapes such as `\p{L}`.
    named: BTreeSet<String>,
}

const LAST: u32 = 0x0010_FFFF;

impl Class {
    /// One character.
    pub(super) fn letter(letter: char) -> Self {
        Self::from_ranges(&[(u32::from(letter), u32::from(letter))])
    }

    /// Any character, which is the meaning of `.` in strings of one line.
    pub(super) fn any() -> Self {
        Self::from_ranges(&[(0, LAST)])
    }

    /// A set of unknown members.
    pub(super) fn named(name: String) -> Self {
        Self {
            ranges: Vec::new(),
            named: BTreeSet::from([name]),
        }
    }

    /// The class of an escape such as `\d`; `None` if it is none.
    pub(super) fn of_escape(letter: char) -> Option<Self> {
        let digits = [(0x30, 0x39)];
        let word = [(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)];
        let space = [
            (0x09, 0x0D),
            (0x20, 0x20),
            (0xA0, 0xA0),
            (0x1680, 0x1680),
            (0x2000, 0x200A),
            (0x2028, 0x2029),
            (0x202F, 0x202F),
            (0x205F, 0x205F),
            (0x3000, 0x3000),
            (0xFEFF, 0xFEFF),
        ];
        let class = match letter.to_ascii_lowercase() {
            'd' => Self::from_ranges(&digits),
            'w' => Self::from_ranges(&word),
            's' => Self::from_ranges(&space),
            _ => return None,
        };
        Some(match letter.is_ascii_uppercase() {
            true => class.complement()?,
            false => class,
        })
    }

    /// These ranges.
    pub(super) fn from_ranges(ranges: &[(u32, u32)]) -> Self {
        let mut ranges = ranges.to_vec();
        ranges.sort_unstable();
        let mut apart: Vec<(u32, u32)> = Vec::new();
        for (low, high) in ranges {
            match apart.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => apart.push((low, high)),
            }
        }
        Self {
            ranges: apart,
            named: BTreeSet::new(),
        }
    }

    /// The members of both.
    pub(super) fn with(self, other: Self) -> Self {
        let ranges: Vec<_> = self.ranges.into_iter().chain(other.ranges).collect();
        let named = self.named.into_iter().chain(other.named).collect();
        Self {
            named,
            ..Self::from_ranges(&ranges)
        }
    }

    /// All other characters; `None` if they cannot be told.
    pub(super) fn complement(&self) -> Option<Self> {
        if !self.named.is_empty() {
            return None;
        }
        let mut next = 0;
        let mut ranges = Vec::new();
        for (low, high) in &self.ranges {
            if *low > next {
                ranges.push((next, low - 1));
            }
            next = high + 1;
        }
        if next <= LAST {
            ranges.push((next, LAST));
        }
        Some(Self::from_ranges(&ranges))
    }

    /// The single code point of the set, if there is just one.
    pub(super) fn only(&self) -> Option<u32> {
        match self.ranges.as_slice() {
            [(low, high)] if low == high && self.named.is_empty() => Some(*low),
            _ => None,
        }
    }

    /// Returns true if the other has all members of this one.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        if other.ranges == [(0, LAST)] {
            return true;
        }
        let mut ranges = self.ranges.iter();
        let within = |(low, high): &(u32, u32)| {
            let mut others = other.ranges.iter();
            others.any(|(lower, higher)| lower <= low && high <= higher)
        };
        ranges.all(within) && self.named.is_subset(&other.named)
    }
}

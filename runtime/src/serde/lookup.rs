//! Finding the member of a structure or union that a name in the input stands for.

use crate::schema::{Kind, Member, Members, Schema};

/// Looks up members while one structure is read. Services write members in the order of the model
/// most of the time, so that the row behind the last one found is tried first.
#[derive(Debug)]
pub struct Lookup {
    members: Members,
    next: usize,
    /// True if unknown members are handed out by their name and not skipped.
    pub is_union: bool,
}

impl Lookup {
    /// A lookup among the members of a structure or union, of which none has been found.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        let (members, is_union): (Members, bool) = match schema.kind {
            Kind::Structure(members) => (members, false),
            Kind::Union(members) => (members, true),
            _ => (|_| None, false),
        };
        Self {
            members,
            next: 0,
            is_union,
        }
    }

    /// The row that is tried first.
    #[inline]
    #[must_use]
    pub fn expected(&self) -> Option<&'static Member> {
        (self.members)(self.next)
    }

    /// Takes the row that is tried first.
    #[inline]
    pub fn advance(&mut self) -> usize {
        self.next += 1;
        self.next - 1
    }

    /// The row of the member that `is` accepts. Behind the one that is tried first comes the last
    /// one found: elements of a flattened list in XML repeat the name of their member.
    pub fn find(
        &mut self,
        is: impl Fn(&'static Member) -> bool,
    ) -> Option<(usize, &'static Member)> {
        let row = |row: usize| {
            let member = (self.members)(row)?;
            Some((row, member))
        };
        let accepted = |row: &(usize, &'static Member)| is(row.1);
        let first = row(self.next).filter(accepted);
        let again = || row(self.next.checked_sub(1)?).filter(accepted);
        let later = || (self.next + 1..).map_while(row).find(accepted);
        let earlier = || {
            (0..self.next.saturating_sub(1))
                .filter_map(row)
                .find(accepted)
        };
        let found = first.or_else(again).or_else(later).or_else(earlier)?;
        self.next = found.0 + 1;
        Some(found)
    }
}

//! Values that hold others.

use std::collections::BTreeMap;

use super::{Decoded, Decoder, Encoded, Encoder, Structure, Value, Zero};
use crate::schema::Member;

impl<T: Value> Value for Option<T> {
    const NULLABLE: bool = true;

    fn zero() -> Self {
        None
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        match self {
            Some(value) => value.encode(member, encoder),
            None => encoder.absent(member),
        }
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        let value = match self {
            Some(value) if decoder.continues(member) => value,
            slot => slot.insert(T::zero()),
        };
        value.decode(member, decoder)
    }
}

impl<T: Value> Value for Vec<T> {
    fn zero() -> Self {
        Vec::new()
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        let element = member.element();
        encoder.list(member, &|elements| {
            self.iter()
                .try_for_each(|value| value.encode(element, elements))
        })
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        if !self.is_empty() && !decoder.continues(member) {
            self.clear();
        }
        T::decode_list(self, member, decoder)
    }
}

/// Appends the elements of the next value, which is the list of `member`, one by one.
pub(super) fn decode_elements<T: Value, D: Decoder + ?Sized>(
    list: &mut Vec<T>,
    member: &'static Member,
    decoder: &mut D,
) -> Decoded {
    let element = member.element();
    decoder.list(member, &mut |elements| {
        let null = elements.null()?;
        if null && !T::NULLABLE {
            return Ok(());
        }
        if list.is_empty() {
            list.reserve(elements.elements());
        }
        // Decoded in place: a large element is never moved.
        list.push(T::zero());
        match list.last_mut() {
            Some(slot) if !null => slot.decode(element, elements),
            _ => Ok(()),
        }
    })
}

impl<T: Value> Value for BTreeMap<String, T> {
    fn zero() -> Self {
        BTreeMap::new()
    }

    fn encode(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        let entry = member.element();
        encoder.map(member, &|entries| {
            self.iter().try_for_each(|(key, value)| {
                entries.key(key)?;
                value.encode(entry, entries)
            })
        })
    }

    fn decode(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        let entry = member.element();
        if !self.is_empty() && !decoder.continues(member) {
            self.clear();
        }
        decoder.map(member, &mut |key, entries| {
            let mut value = T::zero();
            if !entries.null()? {
                value.decode(entry, entries)?;
            } else if !T::NULLABLE {
                return Ok(());
            }
            self.insert(key.to_owned(), value);
            Ok(())
        })
    }
}

/// A box is written and read as what it holds.
///
/// It is no structure, but where a crate downstream may implement [`Structure`] for a box of its
/// own type, the compiler accepts no second way for a box to be a [`Value`].
impl<T: Value + 'static> Structure for Box<T>
where
    Box<T>: Zero,
{
    const ID: &'static str = "";

    fn encode_members(&self, _: &mut dyn Encoder) -> Encoded {
        Ok(())
    }

    fn encode_value(&self, member: &'static Member, encoder: &mut dyn Encoder) -> Encoded {
        (**self).encode(member, encoder)
    }

    fn decode_value(&mut self, member: &'static Member, decoder: &mut dyn Decoder) -> Decoded {
        (**self).decode(member, decoder)
    }
}

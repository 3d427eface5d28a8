//! Values of enums and members of unions that a model does not know.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// A value that the enum `E` does not know, as the service sent it.
///
/// There is no way to make one but by converting to `E`, which gives the known values their own
/// variants. So a value that is known is never held as an unknown one.
pub struct UnknownValue<E, V = Box<str>> {
    value: V,
    of: PhantomData<fn() -> E>,
}

/// The unknown value of `E`, once it is found to be none of those that are known.
#[must_use]
pub const fn unknown_value<E, V>(value: V) -> UnknownValue<E, V> {
    UnknownValue {
        value,
        of: PhantomData,
    }
}

impl<E> UnknownValue<E> {
    /// The text of the value.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.value
    }
}

impl<E> UnknownValue<E, i32> {
    /// The number.
    #[must_use]
    pub const fn as_i32(&self) -> i32 {
        self.value
    }
}

impl<E, V: Clone> Clone for UnknownValue<E, V> {
    fn clone(&self) -> Self {
        unknown_value(self.value.clone())
    }
}

impl<E, V: fmt::Debug> fmt::Debug for UnknownValue<E, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<E, V: PartialEq> PartialEq for UnknownValue<E, V> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<E, V: Eq> Eq for UnknownValue<E, V> {}

impl<E, V: Ord> PartialOrd for UnknownValue<E, V> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E, V: Ord> Ord for UnknownValue<E, V> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<E, V: Hash> Hash for UnknownValue<E, V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

//! The structure without members.

use super::Structure;

/// Says nothing but that it is there (`smithy.api#Unit`): what a union's member holds that has no
/// value of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit;

impl Structure for Unit {
    const ID: &'static str = "smithy.api#Unit";
}

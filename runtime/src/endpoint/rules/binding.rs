//! The values that operations bind to parameters.

/// A value that an operation gives a parameter of the endpoint rules.
#[derive(Clone, Copy, Debug)]
pub enum Binding {
    /// A text that is the same for all calls.
    Text(&'static str),
    /// A boolean that is the same for all calls.
    Boolean(bool),
    /// Texts that are the same for all calls.
    Texts(&'static [&'static str]),
    /// The value of the input that a path leads to.
    Input(&'static [PathStep]),
}

/// A step of a path through an input (a part of JMESPath).
#[derive(Clone, Copy, Debug)]
pub enum PathStep {
    /// To the member of this name.
    Field(&'static str),
    /// To each element of a list, or each value of a map.
    Each,
    /// To each element of the lists in a list.
    Flatten,
    /// To the keys of a map.
    Keys,
    /// To what several paths lead to.
    All(&'static [&'static [PathStep]]),
}

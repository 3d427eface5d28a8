//! Paginated operations.

use std::collections::BTreeMap;
use std::fmt;

use super::Operation;

/// A paginated operation (`smithy.api#paginated`). Implemented by generated code.
pub trait Paginated: Operation {
    /// The type of the token that names a page: a string in most models.
    type Token: PageToken;

    /// True if a response that repeats the token of its request ends the listing. Otherwise it is
    /// an error, since the pages would never end.
    const REPEATED_TOKEN_ENDS: bool = false;

    /// True if errors must not show a token (`smithy.api#sensitive`).
    const SENSITIVE_TOKEN: bool = false;

    /// The token of the next page; `None` or empty after the last page.
    fn token(output: &Self::Output) -> Option<&Self::Token>;

    /// Sets the token of the page to request.
    fn resume(input: &mut Self::Input, token: Self::Token);
}

/// The token of a page.
pub trait PageToken: Clone + fmt::Debug + PartialEq + Send + 'static {
    /// Returns true if there is no next page.
    fn is_empty(&self) -> bool;
}

impl PageToken for String {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl<V: Clone + fmt::Debug + PartialEq + Send + 'static> PageToken for BTreeMap<String, V> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl PageToken for i32 {
    fn is_empty(&self) -> bool {
        false
    }
}

impl PageToken for i64 {
    fn is_empty(&self) -> bool {
        false
    }
}

/// A paginated operation whose model names the items of a page (`smithy.api#paginated`, `items`).
/// Implemented by generated code.
pub trait PaginatedItems: Paginated {
    /// The item type of a page; for a map, key and value.
    type Item: Send + 'static;

    /// The items of a page.
    fn items(output: Self::Output) -> Vec<Self::Item>;
}

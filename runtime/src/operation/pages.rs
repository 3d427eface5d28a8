//! Operations whose output comes in pages.

use std::collections::BTreeMap;
use std::fmt;

use super::Operation;

/// An operation whose output comes in pages (`smithy.api#paginated`). Implemented by generated code.
pub trait Paginated: Operation {
    /// The type of the token that names a page: a string in most models.
    type Token: PageToken;

    /// If a response that repeats the token of its request ends the listing. Otherwise it is an error, since the pages would
    /// never end.
    const REPEATED_TOKEN_ENDS: bool = false;

    /// The token of the next page; `None` or an empty one after the last.
    fn token(output: &Self::Output) -> Option<&Self::Token>;

    /// Makes the input ask for the page of that token.
    fn resume(input: &mut Self::Input, token: Self::Token);
}

/// The token of a page.
pub trait PageToken: Clone + fmt::Debug + PartialEq + Send + 'static {
    /// Whether it stands for no page.
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

/// A paginated operation whose model says which list or map a page holds (`smithy.api#paginated`, `items`). Implemented by
/// generated code.
pub trait PaginatedItems: Paginated {
    /// What a page is a list of; for a map, key and value.
    type Item: Send + 'static;

    /// The items of a page.
    fn items(output: Self::Output) -> Vec<Self::Item>;
}

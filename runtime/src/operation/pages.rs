//! Operations whose output comes in pages.

use std::collections::BTreeMap;

use super::Operation;

/// An operation whose output comes in pages (`smithy.api#paginated`). Implemented by generated code.
pub trait Paginated: Operation {
    /// What names the next page: a text in most models.
    type Token: PageToken;

    /// The token of the next page; `None` or an empty one after the last.
    fn token(output: &Self::Output) -> Option<&Self::Token>;

    /// Makes the input ask for the page of that token.
    fn resume(input: &mut Self::Input, token: Self::Token);
}

/// What names a page.
pub trait PageToken: Clone + PartialEq + Send + 'static {
    /// Whether it stands for no page.
    fn is_empty(&self) -> bool;
}

impl PageToken for String {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl<V: Clone + PartialEq + Send + 'static> PageToken for BTreeMap<String, V> {
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

//! Pages and items as iterators.

use std::fmt;
use std::vec;

use super::cursor::Cursor;
use super::drive::drive_blocking;
use super::machine::Machine;
use crate::error::Error;
use crate::operation::{Paginated, PaginatedItems};

/// An iterator over pages; see [`Call::pages_blocking`](super::Call::pages_blocking).
#[must_use = "an iterator does nothing before it is asked"]
pub struct PagesBlocking<O: Paginated> {
    cursor: Cursor<O>,
}

impl<O: Paginated> PagesBlocking<O> {
    pub(super) fn new(cursor: Cursor<O>) -> Self {
        Self { cursor }
    }

    fn fetch(
        &mut self,
        machine: Result<Machine, Error<O::Error>>,
    ) -> Result<O::Output, Error<O::Error>> {
        let client = &self.cursor.call().client;
        let transport = client.blocking_transport(O::SCHEMA.name)?;
        self.cursor.page(drive_blocking(machine?, &*transport))
    }
}

impl<O: Paginated> Iterator for PagesBlocking<O> {
    type Item = Result<O::Output, Error<O::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        let machine = self.cursor.machine()?;
        let page = self.fetch(machine);
        if page.is_err() {
            self.cursor.end();
        }
        Some(page)
    }
}

/// An iterator over the items of all pages; see
/// [`Call::items_blocking`](super::Call::items_blocking).
#[must_use = "an iterator does nothing before it is asked"]
pub struct ItemsBlocking<O: PaginatedItems> {
    pages: PagesBlocking<O>,
    page: vec::IntoIter<O::Item>,
}

impl<O: PaginatedItems> ItemsBlocking<O> {
    pub(super) fn new(pages: PagesBlocking<O>) -> Self {
        Self {
            pages,
            page: Vec::new().into_iter(),
        }
    }
}

impl<O: PaginatedItems> Iterator for ItemsBlocking<O> {
    type Item = Result<O::Item, Error<O::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.page.next() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.page = O::items(page).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<O: Paginated> fmt::Debug for PagesBlocking<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PagesBlocking")
            .field(self.cursor.call())
            .finish()
    }
}

impl<O: PaginatedItems> fmt::Debug for ItemsBlocking<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ItemsBlocking")
            .field(self.pages.cursor.call())
            .finish()
    }
}

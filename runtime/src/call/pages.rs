//! Pages and items as streams.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::cursor::Cursor;
use super::drive::{Driving, drive};
use crate::error::Error;
use crate::operation::{Operation, Paginated, PaginatedItems};

/// The item type of a stream of pages.
type Page<O> = Result<<O as Operation>::Output, Error<<O as Operation>::Error>>;

/// A stream of pages; see [`Call::pages`](super::Call::pages).
#[must_use = "a stream does nothing before it is polled"]
pub struct Pages<O: Paginated> {
    cursor: Cursor<O>,
    driving: Option<Driving>,
}

impl<O: Paginated> Pages<O> {
    pub(super) fn new(cursor: Cursor<O>) -> Self {
        Self {
            cursor,
            driving: None,
        }
    }

    /// The next page; `None` after the last one and after an error.
    pub async fn next(&mut self) -> Option<Result<O::Output, Error<O::Error>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Starts the call for the next page.
    fn depart(&mut self) -> Option<Result<Driving, Error<O::Error>>> {
        let machine = self.cursor.machine()?;
        let transport = self.cursor.call().client.transport(O::SCHEMA.name);
        let driving = || {
            let (mut machine, transport) = (machine?, transport?);
            let driving = async move { drive(&mut machine, &*transport).await };
            Ok(Box::pin(driving) as Driving)
        };
        Some(driving())
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Page<O>>> {
        let driving = match &mut self.driving {
            Some(driving) => driving,
            None => match self.depart() {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(driving)) => self.driving.insert(driving),
            },
        };
        let outcome = ready!(driving.as_mut().poll(context));
        self.driving = None;
        Poll::Ready(Some(self.cursor.page(outcome)))
    }
}

// No field is structurally pinned: the future has a box of its own.
impl<O: Paginated> Unpin for Pages<O> {}

impl<O: Paginated> Stream for Pages<O> {
    type Item = Result<O::Output, Error<O::Error>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let page = ready!(this.poll_page(context));
        if let Some(Err(_)) = page {
            this.cursor.end();
        }
        Poll::Ready(page)
    }
}

/// A stream of the items of all pages; see [`Call::items`](super::Call::items).
#[must_use = "a stream does nothing before it is polled"]
pub struct Items<O: PaginatedItems> {
    pages: Pages<O>,
    page: vec::IntoIter<O::Item>,
}

impl<O: PaginatedItems> Items<O> {
    pub(super) fn new(pages: Pages<O>) -> Self {
        Self {
            pages,
            page: Vec::new().into_iter(),
        }
    }

    /// The next item; `None` after the last one and after an error.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error<O::Error>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<O: PaginatedItems> Unpin for Items<O> {}

impl<O: PaginatedItems> Stream for Items<O> {
    type Item = Result<O::Item, Error<<O as Operation>::Error>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => this.page = O::items(page).into_iter(),
            }
        }
    }
}

impl<O: Paginated> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pages").field(self.cursor.call()).finish()
    }
}

impl<O: PaginatedItems> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Items")
            .field(self.pages.cursor.call())
            .finish()
    }
}

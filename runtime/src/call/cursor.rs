//! The way from page to page, common to streams and iterators.

use super::machine::Machine;
use super::{Call, Outcome};
use crate::error::{Error, ErrorKind, Failure};
use crate::operation::{PageToken, Paginated};

/// Knows which page comes next.
pub(super) struct Cursor<'a, O: Paginated> {
    call: Call<'a, O>,
    next: Next<O::Token>,
}

/// What the next page is asked for by.
enum Next<T> {
    /// The input as the caller gave it.
    First,
    /// This token, which the input holds.
    Token(T),
    /// A token that has just been sent: the service goes round in circles.
    Repeated,
    /// There is none.
    End,
}

impl<'a, O: Paginated> Cursor<'a, O> {
    pub(super) fn new(call: Call<'a, O>) -> Self {
        Self {
            call,
            next: Next::First,
        }
    }

    pub(super) fn call(&self) -> &Call<'a, O> {
        &self.call
    }

    /// The call for the next page; `None` after the last one.
    pub(super) fn machine(&mut self) -> Option<Result<Machine, Error<O::Error>>> {
        match self.next {
            Next::End => None,
            Next::First | Next::Token(_) => Some(self.call.machine()),
            Next::Repeated => {
                self.end();
                let reason = "the service answered with the token that it was sent";
                let failure = Failure::new(O::SCHEMA.name, ErrorKind::Pagination);
                Some(Err(failure.because(reason).into()))
            }
        }
    }

    /// Takes a page and prepares for the one after it.
    pub(super) fn page(&mut self, outcome: Outcome) -> Result<O::Output, Error<O::Error>> {
        let page = outcome.output::<O>()?;
        self.next = match O::token(&page) {
            Some(token) if token.is_empty() => Next::End,
            None => Next::End,
            Some(token) => match &self.next {
                Next::Token(sent) if sent == token => Next::Repeated,
                _ => {
                    O::resume(&mut self.call.input, token.clone());
                    Next::Token(token.clone())
                }
            },
        };
        Ok(page)
    }

    /// Nothing comes any more.
    pub(super) fn end(&mut self) {
        self.next = Next::End;
    }
}

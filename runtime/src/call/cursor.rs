//! The position in a listing, common to streams and iterators of pages.

use super::machine::Machine;
use super::{Call, Outcome};
use crate::error::{Error, ErrorKind, Failure};
use crate::operation::{PageToken, Paginated};

/// The call for the next page of a listing.
pub(super) struct Cursor<O: Paginated> {
    call: Call<O>,
    next: Next<O::Token>,
}

/// The request for the next page.
enum Next<T> {
    /// The input as the caller gave it.
    First,
    /// The input with this token.
    Token(T),
    /// None: the service answered with this token, which it had just been sent.
    Repeated(T),
    /// None: the last page has come.
    End,
}

impl<O: Paginated> Cursor<O> {
    pub(super) fn new(call: Call<O>) -> Self {
        Self {
            call,
            next: Next::First,
        }
    }

    pub(super) fn call(&self) -> &Call<O> {
        &self.call
    }

    /// The call for the next page; `None` after the last one.
    pub(super) fn machine(&mut self) -> Option<Result<Machine, Error<O::Error>>> {
        match &self.next {
            Next::End => None,
            Next::First | Next::Token(_) => Some(self.call.machine()),
            Next::Repeated(token) => {
                let failure = repeated::<O>(token);
                self.end();
                Some(Err(failure.into()))
            }
        }
    }

    /// Decodes a page and prepares the request for the one after it.
    pub(super) fn page(&mut self, outcome: Outcome) -> Result<O::Output, Error<O::Error>> {
        let page = outcome.output::<O>()?;
        self.next = match (O::token(&page), &self.next) {
            (None, _) => Next::End,
            (Some(token), _) if token.is_empty() => Next::End,
            (Some(token), Next::Token(sent)) if sent == token => match O::REPEATED_TOKEN_ENDS {
                true => Next::End,
                false => Next::Repeated(token.clone()),
            },
            (Some(token), _) => {
                O::resume(&mut self.call.input, token.clone());
                Next::Token(token.clone())
            }
        };
        Ok(page)
    }

    /// Ends the listing.
    pub(super) fn end(&mut self) {
        self.next = Next::End;
    }
}

/// The failure of a listing whose service repeats a token. Of a long token the message has the
/// beginning.
fn repeated<O: Paginated>(token: &O::Token) -> Failure {
    let mut text = match O::SENSITIVE_TOKEN {
        true => "[redacted]".to_owned(),
        false => format!("{token:?}"),
    };
    if let Some((end, _)) = text.char_indices().nth(200) {
        text.truncate(end);
        text.push('…');
    }
    let reason = format!("the service repeated the token it was sent: {text}");
    Failure::new(O::SCHEMA.name, ErrorKind::Pagination).because(reason)
}

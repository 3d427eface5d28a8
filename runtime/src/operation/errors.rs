//! The modeled errors of an operation.

use crate::schema::{Fault, Schema};
use crate::serde::{DecodeError, Decoded, Named, Structure, Zero};

/// An error structure of an operation.
#[derive(Clone, Copy, Debug)]
pub struct ErrorSchema {
    /// The structure.
    pub schema: &'static Schema,
    /// What it says about failures.
    pub fault: Fault,
}

impl ErrorSchema {
    fn of<T: Structure>() -> Self {
        Self {
            schema: T::SCHEMA,
            fault: T::FAULT.unwrap_or(Fault::client(400)),
        }
    }

    /// The code by which a response names the error: the shape's name without its namespace.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.schema.id.rsplit('#').next().unwrap_or(self.schema.id)
    }
}

/// The modeled errors of an operation as one Rust type. Implemented by generated code.
pub trait ErrorSet: Sized + std::fmt::Debug {
    /// Offers each error to `cases`, in the order of the model.
    fn each(cases: &mut Cases<'_, Self>);
}

/// What [`ErrorSet::each`] offers its errors to: somebody who lists them, or somebody who looks for one.
pub struct Cases<'a, E>(Wanted<'a, E>);

enum Wanted<'a, E> {
    All(&'a mut dyn FnMut(&ErrorSchema)),
    One {
        code: &'a str,
        read: ReadMembers<'a>,
        found: Option<Result<E, DecodeError>>,
    },
}

/// Reads the members of a structure of this schema by means of the function given.
pub(crate) type ReadMembers<'a> = &'a mut dyn FnMut(&'static Schema, Named<'_>) -> Decoded;

impl<E> Cases<'_, E> {
    /// Offers the error structure `T`, which the caller's type holds as `wrap` does.
    pub fn case<T: Structure>(&mut self, wrap: fn(T) -> E) {
        let error = ErrorSchema::of::<T>();
        match &mut self.0 {
            Wanted::All(visit) => visit(&error),
            Wanted::One { code, read, found } => {
                if found.is_none() && error.code() == *code {
                    let mut value = <T as Zero>::zero();
                    let decoded = read(error.schema, &mut |name, decoder| {
                        value.decode_member(name, decoder)
                    });
                    *found = Some(decoded.map(|()| wrap(value)));
                }
            }
        }
    }
}

/// Visits the schemas of the errors in `E`.
pub(super) fn errors<E: ErrorSet>(visit: &mut dyn FnMut(&ErrorSchema)) {
    E::each(&mut Cases(Wanted::All(visit)));
}

/// Reads the error that `code` names; `None` where the model has none of that code.
pub(crate) fn read_error<E: ErrorSet>(
    code: &str,
    read: ReadMembers<'_>,
) -> Option<Result<E, DecodeError>> {
    let mut cases = Cases(Wanted::One {
        code,
        read,
        found: None,
    });
    E::each(&mut cases);
    match cases.0 {
        Wanted::One { found, .. } => found,
        Wanted::All(_) => None,
    }
}

//! The modeled errors of an operation.

use crate::schema::{Fault, Schema};
use crate::serde::{DecodeError, Decoded, Structure, Visit, Zero};

/// An error structure of an operation.
#[derive(Clone, Copy, Debug)]
pub struct ErrorSchema {
    /// The structure.
    pub schema: &'static Schema,
    /// The fault.
    pub fault: Fault,
}

impl ErrorSchema {
    fn new<T: Structure>() -> Self {
        Self {
            schema: T::SCHEMA,
            fault: T::FAULT,
        }
    }

    /// The shape's name without its namespace.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.schema.name()
    }
}

/// The modeled errors of an operation as one Rust type. Implemented by generated code.
pub trait ErrorSet: Sized + std::fmt::Debug {
    /// Visits each error with `cases`, in the order of the model.
    fn each(cases: &mut Cases<'_, Self>);
}

/// The visitor of [`ErrorSet::each`], which lists errors or finds one.
pub struct Cases<'a, E>(Wanted<'a, E>);

enum Wanted<'a, E> {
    All(&'a mut dyn FnMut(&ErrorSchema)),
    One {
        is: &'a dyn Fn(&Schema) -> bool,
        read: ReadMembers<'a>,
        found: Option<Result<E, DecodeError>>,
    },
}

/// Reads the members of a structure of this schema by means of the function given.
pub(crate) type ReadMembers<'a> = &'a mut dyn FnMut(&'static Schema, Visit<'_>) -> Decoded;

impl<E> Cases<'_, E> {
    /// Visits the error structure `T`, which `wrap` converts to the caller's type.
    pub fn case<T: Structure>(&mut self, wrap: fn(T) -> E) {
        let error = ErrorSchema::new::<T>();
        match &mut self.0 {
            Wanted::All(visit) => visit(&error),
            Wanted::One { is, read, found } => {
                if found.is_none() && is(error.schema) {
                    let mut value = <T as Zero>::zero();
                    let decoded = read(error.schema, &mut |row, decoder| {
                        value.decode_row(row, decoder)
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

/// Reads the first error whose schema `is` accepts; `None` if there is none.
pub(crate) fn read_error<E: ErrorSet>(
    is: &dyn Fn(&Schema) -> bool,
    read: ReadMembers<'_>,
) -> Option<Result<E, DecodeError>> {
    let mut cases = Cases(Wanted::One {
        is,
        read,
        found: None,
    });
    E::each(&mut cases);
    match cases.0 {
        Wanted::One { found, .. } => found,
        Wanted::All(_) => None,
    }
}

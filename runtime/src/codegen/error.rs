//! Errors that a model names.

use std::fmt;

/// The message of an error structure, which services leave out at times.
pub trait Message {
    /// The message, if there is one.
    fn text(&self) -> Option<&str>;
}

impl Message for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl Message for Option<String> {
    fn text(&self) -> Option<&str> {
        self.as_deref()
    }
}

impl Message for () {
    fn text(&self) -> Option<&str> {
        None
    }
}

/// Writes the code of an error structure, whose absolute shape id is `id`, and its message if
/// there is one.
///
/// # Errors
/// Returns an error if the formatter does.
pub fn fmt_error(f: &mut fmt::Formatter<'_>, id: &str, message: &dyn Message) -> fmt::Result {
    f.write_str(id.rsplit('#').next().unwrap_or(id))?;
    match message.text().filter(|text| !text.is_empty()) {
        Some(text) => write!(f, ": {text}"),
        None => Ok(()),
    }
}

/// `Display` and `Error` for an error structure: `error!(City.message)`, or `error!(City)` if no
/// member is a message.
#[doc(hidden)]
#[macro_export]
macro_rules! __error {
    ($name:ident) => {
        $crate::__error!(@ $name, error => ());
    };
    ($name:ident.$message:ident) => {
        $crate::__error!(@ $name, error => error.$message);
    };
    (@ $name:ident, $error:ident => $message:expr) => {
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let $error = self;
                let _ = $error;
                $crate::codegen::fmt_error(f, <Self as $crate::codegen::Structure>::ID, &$message)
            }
        }

        impl ::std::error::Error for $name {}
    };
}

/// The errors of an operation as one enum: one line per error.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($variant:ident($held:ty),)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[doc = concat!("The error `", stringify!($variant), "`.")]
                $variant($held),
            )*
        }

        impl $crate::codegen::ErrorSet for $name {
            fn each(_cases: &mut $crate::codegen::Cases<'_, Self>) {
                $(_cases.case(Self::$variant);)*
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, _f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match *self {
                    $(Self::$variant(ref error) => ::core::fmt::Display::fmt(error, _f),)*
                }
            }
        }

        impl ::std::error::Error for $name {}
    };
}

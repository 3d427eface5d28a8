//! Enums of strings.

/// An enum of strings, open to values that the model does not know: one line per value.
///
/// The documentation of each variant ends with its value, unless the enum is `verbatim`.
#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident = $id:literal {
            $($(#[$of_value:meta])* $variant:ident = $value:literal,)*
        }
    ) => {
        $crate::__string_enum! {
            $(#[$meta])*
            pub enum $name = $id, verbatim {
                $(
                    $(#[$of_value])*
                    #[doc = ""]
                    #[doc = concat!("The value `", $value, "`.")]
                    $variant = $value,
                )*
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub enum $name:ident = $id:literal, verbatim {
            $($(#[$of_value:meta])* $variant:ident = $value:literal,)*
        }
    ) => {
        $(#[$meta])*
        #[non_exhaustive]
        pub enum $name {
            $($(#[$of_value])* $variant,)*
            /// A value that this version of the crate does not know.
            Unknown($crate::codegen::UnknownValue<Self>),
        }

        impl $name {
            pub(crate) const SCHEMA: &'static $crate::codegen::Schema =
                &$crate::codegen::enumeration($id, |visit| {
                    Self::values().iter().for_each(|value| visit(value))
                });

            /// Returns the value as the service writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }

            /// Returns the values that this version of the crate knows, in the order of the model.
            #[must_use]
            pub const fn values() -> &'static [&'static str] {
                &[$($value,)*]
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown($crate::codegen::unknown_value(value.into())),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                value.as_str().into()
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(value: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(value.into())
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::default::Default for $name {
            /// Returns the unknown empty value.
            fn default() -> Self {
                "".into()
            }
        }

        impl $crate::codegen::Value for $name {
            fn zero() -> Self {
                ::core::default::Default::default()
            }

            fn encode(
                &self,
                of: $crate::codegen::MemberRef,
                to: &mut dyn $crate::codegen::Encoder,
            ) -> $crate::codegen::Encoded {
                to.string(of, self.as_str())
            }

            fn decode(
                &mut self,
                of: $crate::codegen::MemberRef,
                from: &mut dyn $crate::codegen::Decoder,
            ) -> $crate::codegen::Decoded {
                from.enum_value(of, |value| *self = value.into())
            }
        }
    };
}

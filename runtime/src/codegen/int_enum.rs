//! Enums of integers.

/// An enum of integers, open to values that the model does not know: one line per value.
#[doc(hidden)]
#[macro_export]
macro_rules! __int_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident = $id:literal {
            $($(#[$of_value:meta])* $variant:ident = $value:literal,)*
        }
    ) => {
        $(#[$meta])*
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$of_value])*
                #[doc = ""]
                #[doc = concat!("The value `", $value, "`.")]
                $variant,
            )*
            /// A value that this version of the crate does not know.
            Unknown($crate::codegen::UnknownValue<Self, i32>),
        }

        impl $name {
            pub(crate) const SCHEMA: &'static $crate::codegen::Schema =
                &$crate::codegen::int_enumeration($id, |visit| {
                    Self::values().iter().for_each(|value| visit(*value))
                });

            /// Returns the value as the service writes it.
            #[must_use]
            pub const fn as_i32(&self) -> i32 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value.as_i32(),
                }
            }

            /// Returns the values that this version of the crate knows, in the order of the model.
            #[must_use]
            pub const fn values() -> &'static [i32] {
                &[$($value,)*]
            }
        }

        impl ::core::convert::From<i32> for $name {
            fn from(value: i32) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown($crate::codegen::unknown_value(value)),
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::num::ParseIntError;

            fn from_str(value: &str) -> ::core::result::Result<Self, ::core::num::ParseIntError> {
                value.parse::<i32>().map(Self::from)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i32(), f)
            }
        }

        impl ::core::default::Default for $name {
            /// Returns the value of 0.
            fn default() -> Self {
                0.into()
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
                to.integer(of, self.as_i32().into())
            }

            fn decode(
                &mut self,
                of: $crate::codegen::MemberRef,
                from: &mut dyn $crate::codegen::Decoder,
            ) -> $crate::codegen::Decoded {
                from.int_value(of, |value| *self = value.into())
            }
        }
    };
}

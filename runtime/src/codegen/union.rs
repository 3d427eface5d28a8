//! Unions.

/// A union, open to members that the model does not know: one line per member.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    (
        $(#[$meta:meta])*
        pub enum $name:ident = $id:literal $(, traits($traits:expr))? {
            $($(#[$of_member:meta])* $variant:ident($held:ty) = $member:expr,)*
        }
    ) => {
        $(#[$meta])*
        #[non_exhaustive]
        pub enum $name {
            $($(#[$of_member])* $variant($held),)*
            /// A member that this version of the crate does not know, by its name. It cannot be
            /// sent.
            Unknown($crate::codegen::UnknownValue<Self>),
        }

        const _: () = {
            impl $crate::codegen::Union for $name {
                const ID: &'static str = $id;
                $(const TRAITS: &'static $crate::codegen::FormatTraits = $traits;)?
                const VARIANTS: &'static [$crate::codegen::Variant<Self>] = &[$(
                    $crate::codegen::variant(
                        $member,
                        |it, of, to| match it {
                            Self::$variant(value) => {
                                ::core::option::Option::Some(to.put(of, value))
                            }
                            _ => ::core::option::Option::None,
                        },
                        |it, of, from| match it {
                            Self::$variant(value) => from.get(of, value),
                            other => {
                                *other = Self::$variant(from.take(of)?);
                                ::core::result::Result::Ok(())
                            }
                        },
                    ),
                )*];

                fn unknown(name: &str) -> Self {
                    Self::Unknown($crate::codegen::unknown_value(name.into()))
                }

                fn unknown_name(&self) -> ::core::option::Option<&str> {
                    match self {
                        Self::Unknown(name) => ::core::option::Option::Some(name.as_str()),
                        #[allow(unreachable_patterns)]
                        _ => ::core::option::Option::None,
                    }
                }
            }

            impl $crate::codegen::Value for $name {
                fn zero() -> Self {
                    <Self as $crate::codegen::Union>::unknown("")
                }

                fn encode(
                    &self,
                    of: $crate::codegen::MemberRef,
                    to: &mut dyn $crate::codegen::Encoder,
                ) -> $crate::codegen::Encoded {
                    $crate::codegen::encode_union(self, of, to)
                }

                fn decode(
                    &mut self,
                    of: $crate::codegen::MemberRef,
                    from: &mut dyn $crate::codegen::Decoder,
                ) -> $crate::codegen::Decoded {
                    $crate::codegen::decode_union(self, of, from)
                }
            }
        };
    };
}

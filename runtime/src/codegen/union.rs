//! Unions.

/// A union, open to members that the model does not know: one line per member.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    (
        $(#[$meta:meta])*
        pub enum $name:ident = $id:literal {
            $($(#[$of_member:meta])* $variant:ident($held:ty) = $member:expr,)*
        }
    ) => {
        $(#[$meta])*
        #[non_exhaustive]
        pub enum $name {
            $($(#[$of_member])* $variant($held),)*
            /// A member that this version of the crate does not know, by its name. It cannot be sent.
            Unknown($crate::codegen::UnknownValue<Self>),
        }

        const _: () = {
            $(
                #[allow(non_upper_case_globals)]
                static $variant: $crate::codegen::Member = $member;
            )*

            impl $crate::codegen::Union for $name {
                const ID: &'static str = $id;
                const RENAMED: bool = false $(|| $variant.json_name.is_some())*;

                fn members(_visit: &mut dyn FnMut($crate::codegen::MemberRef)) {
                    $(_visit(&$variant);)*
                }

                fn zero() -> Self {
                    Self::Unknown($crate::codegen::unknown_value("".into()))
                }

                fn encode_member(
                    &self,
                    to: &mut dyn $crate::codegen::Encoder,
                ) -> $crate::codegen::Encoded {
                    match self {
                        $(Self::$variant(value) => to.put(&$variant, value),)*
                        Self::Unknown(name) => $crate::codegen::unknown_variant(name.as_str()),
                    }
                }

                fn decode_member(
                    &mut self,
                    name: &str,
                    from: &mut dyn $crate::codegen::Decoder,
                ) -> $crate::codegen::Decoded {
                    $(
                        if name == $variant.name {
                            *self = Self::$variant(from.take(&$variant)?);
                            return ::core::result::Result::Ok(());
                        }
                    )*
                    *self = Self::Unknown($crate::codegen::unknown_value(name.into()));
                    from.skip()
                }
            }

            impl $crate::codegen::Value for $name {
                fn zero() -> Self {
                    <Self as $crate::codegen::Union>::zero()
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

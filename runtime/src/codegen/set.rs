//! Setters.

/// A value that fits a field, which may be optional and may lie in a `Box`.
pub trait IntoField<F> {
    /// The value as the field holds it.
    fn into_field(self) -> F;
}

impl<T> IntoField<T> for T {
    fn into_field(self) -> T {
        self
    }
}

impl<T> IntoField<Option<T>> for T {
    fn into_field(self) -> Option<T> {
        Some(self)
    }
}

impl<T> IntoField<Box<T>> for T {
    fn into_field(self) -> Box<T> {
        Box::new(self)
    }
}

impl<T> IntoField<Option<Box<T>>> for T {
    fn into_field(self) -> Option<Box<T>> {
        Some(Box::new(self))
    }
}

/// The setter of a field: `setter!(name: impl Into<String>)`.
///
/// Lists and maps take anything that can be iterated over.
#[doc(hidden)]
#[macro_export]
macro_rules! __setter {
    ($(#[$meta:meta])* $name:ident: impl Into<$type:ty>) => {
        $crate::__setter! {
            @ [$(#[$meta])*] $name, value: impl ::core::convert::Into<$type> => value.into()
        }
    };
    ($(#[$meta:meta])* $name:ident: impl IntoIterator<Item = impl Into<$type:ty>>) => {
        $crate::__setter! {
            @ [$(#[$meta])*] $name,
            value: impl ::core::iter::IntoIterator<Item = impl ::core::convert::Into<$type>>
                => value
                    .into_iter()
                    .map(::core::convert::Into::into)
                    .collect::<::std::vec::Vec<_>>()
        }
    };
    (
        $(#[$meta:meta])*
        $name:ident: impl IntoIterator<Item = (impl Into<String>, impl Into<$type:ty>)>
    ) => {
        $crate::__setter! {
            @ [$(#[$meta])*] $name,
            value: impl ::core::iter::IntoIterator<
                Item = (
                    impl ::core::convert::Into<::std::string::String>,
                    impl ::core::convert::Into<$type>,
                ),
            > => value
                .into_iter()
                .map(|(key, value)| (key.into(), value.into()))
                .collect::<$crate::codegen::BTreeMap<_, _>>()
        }
    };
    ($(#[$meta:meta])* $name:ident: impl IntoIterator<Item = (impl Into<String>, $type:ty)>) => {
        $crate::__setter! {
            @ [$(#[$meta])*] $name,
            value: impl ::core::iter::IntoIterator<
                Item = (impl ::core::convert::Into<::std::string::String>, $type),
            > => value
                .into_iter()
                .map(|(key, value)| (key.into(), value))
                .collect::<$crate::codegen::BTreeMap<_, _>>()
        }
    };
    ($(#[$meta:meta])* $name:ident: impl IntoIterator<Item = $type:ty>) => {
        $crate::__setter! {
            @ [$(#[$meta])*] $name,
            value: impl ::core::iter::IntoIterator<Item = $type>
                => value.into_iter().collect::<::std::vec::Vec<_>>()
        }
    };
    ($(#[$meta:meta])* $name:ident: $type:ty) => {
        $crate::__setter! { @ [$(#[$meta])*] $name, value: $type => value }
    };
    (@ [$($meta:tt)*] $name:ident, $value:ident: $type:ty => $converted:expr) => {
        #[doc = concat!("Sets `", stringify!($name), "`.")]
        $($meta)*
        #[must_use]
        pub fn $name(mut self, $value: $type) -> Self {
            self.$name = $crate::codegen::IntoField::into_field($converted);
            self
        }
    };
}

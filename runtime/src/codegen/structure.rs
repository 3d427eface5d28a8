//! Structures and operations.

/// The name of a structure and its members, one row each.
#[doc(hidden)]
#[macro_export]
macro_rules! __structure {
    (
        $name:ident = $id:literal $(, fault = $fault:expr)? $(, traits = $traits:expr)?;
        $($row:expr,)*
    ) => {
        impl $crate::codegen::Structure for $name {
            const ID: &'static str = $id;
            $(const FAULT: $crate::codegen::Fault = $fault;)?
            $(const TRAITS: &'static $crate::codegen::FormatTraits = $traits;)?
            const MEMBERS: &'static [$crate::codegen::Field<Self>] = &[$($row,)*];
        }
    };
}

/// An operation: its marker type, its types, and what its schema says beyond its name.
#[doc(hidden)]
#[macro_export]
macro_rules! __operation {
    (
        $(#[$meta:meta])*
        pub enum $name:ident = $id:literal in $service:path;
        fn($input:ty) -> Result<$output:ty, $error:ty>;
        $($calls:tt)*
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}

        impl $crate::codegen::Operation for $name {
            type Input = $input;
            type Output = $output;
            type Error = $error;
            const SCHEMA: $crate::codegen::OperationRef =
                &$crate::codegen::operation_schema::<Self>($id, &$service) $($calls)*;
        }
    };
}

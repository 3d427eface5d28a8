//! Lists and maps, which have a schema and no type of their own.

/// The schema of a list.
#[doc(hidden)]
#[macro_export]
macro_rules! __list {
    ($name:ident = $id:literal, $element:expr) => {
        pub(crate) static $name: $crate::codegen::Schema = $crate::codegen::list($id, &$element);
    };
}

/// The schema of a map.
#[doc(hidden)]
#[macro_export]
macro_rules! __map {
    ($name:ident = $id:literal, $key:expr, $value:expr) => {
        pub(crate) static $name: $crate::codegen::Schema =
            $crate::codegen::map($id, &$key, &$value);
    };
}

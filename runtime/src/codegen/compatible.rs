//! The agreement between generated code and the runtime.

/// Compiles if this runtime serves code of a generator with the given compatibility number. The
/// number rises when generated code comes to need what older runtimes do not have; code of older
/// generators goes on compiling.
#[doc(hidden)]
#[macro_export]
macro_rules! __compatible {
    (1) => {};
    ($number:literal) => {
        compile_error!(concat!(
            "this code was generated for a newer tinsmith-runtime (compatibility ",
            $number,
            "; this runtime serves 1): update tinsmith-runtime, or generate the code again with \
             the version of tinsmith \
             that belongs to this runtime (`cargo tinsmith generate`)"
        ));
    };
}

//! Clients of services.

/// The client of a service: one line per operation.
#[doc(hidden)]
#[macro_export]
macro_rules! __client {
    (
        $(#[$meta:meta])*
        pub struct $name:ident for $service:path, with $module:ident;
        $($(#[$of_operation:meta])* $function:ident($input:ident) -> $operation:ident;)*
    ) => {
        $(#[$meta])*
        ///
        /// Cloning is cheap: clones share their connections and the quota of their retries.
        #[derive(Clone, Debug)]
        // A service without operations has no use for it, nor has a program that does not call it.
        #[allow(dead_code)]
        pub struct $name($crate::Client);

        #[allow(dead_code)]
        impl $name {
            /// Creates a client. Nothing is sent, and no connection is made.
            ///
            /// # Errors
            ///
            /// Returns [`ConfigError`]($crate::ConfigError) if the configuration is incomplete or
            /// invalid.
            pub fn new(
                config: $crate::Config,
            ) -> ::core::result::Result<Self, $crate::ConfigError> {
                $crate::Client::new(&$service, config).map(Self)
            }

            /// Creates a client with the region, credentials and endpoint that AWS tools use.
            ///
            /// # Errors
            ///
            /// Returns [`ConfigError`]($crate::ConfigError) if the environment or the shared
            /// configuration files are incomplete or invalid.
            pub fn from_env() -> ::core::result::Result<Self, $crate::ConfigError> {
                $crate::Client::from_env(&$service).map(Self)
            }

            $(
                $(#[$of_operation])*
                pub fn $function(
                    &self,
                    input: $module::$input,
                ) -> $crate::Call<$module::$operation> {
                    self.0.call(input)
                }
            )*
        }
    };
}

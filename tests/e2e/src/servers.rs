//! The URLs of the servers, and the configuration of clients that call them.

use tinsmith_runtime::Config;
use tinsmith_runtime::auth::Credentials;

/// The URLs of the servers.
pub struct Servers {
    moto: String,
    s3s: String,
}

impl Servers {
    /// Reads the URLs that `cargo xtask e2e` sets.
    pub fn from_env() -> Self {
        let url = |name: &str| std::env::var(name).expect("run this by `cargo xtask e2e`");
        Self {
            moto: url("E2E_MOTO"),
            s3s: url("E2E_S3S"),
        }
    }

    /// The configuration of a client of moto.
    pub fn moto(&self) -> Config {
        config(&self.moto)
    }

    /// The configuration of a client of s3s-fs.
    pub fn s3s(&self) -> Config {
        config(&self.s3s)
    }
}

/// moto takes any credentials, s3s-fs those that it was started with.
fn config(url: &str) -> Config {
    let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    let credentials = Credentials::new("AKIDEXAMPLE", secret).expect("the keys are valid");
    Config::new("us-east-1")
        .endpoint_url(url)
        .credentials(credentials)
}

//! Tokens that are presigned requests: passwords for databases, and tokens for clusters.
//!
//! They are made without any I/O, from the credentials, the region and the time.

use std::time::Duration;

use base64_simd::URL_SAFE_NO_PAD;
use http::{Request, Uri, request};
use jiff::Timestamp;

use super::Credentials;
use super::sigv4::{SignError, Signer, SigningParams, push_encoded};
use crate::endpoint::{Endpoint, Region};

/// The time for which a database takes a password.
const FOR_RDS: Duration = Duration::from_secs(15 * 60);

/// The time that is said in a token for Amazon EKS, which takes it for 15 minutes.
const FOR_EKS: Duration = Duration::from_secs(60);

/// The header that names the cluster.
const CLUSTER: &str = "x-k8s-aws-id";

/// Makes tokens.
///
/// ```
/// # use tinsmith_runtime::auth::{Credentials, TokenSigner};
/// # use tinsmith_runtime::endpoint::Region;
/// # let credentials = Credentials::for_tests();
/// let region = Region::new("eu-west-1")?;
/// let signer = TokenSigner::new(&credentials, &region, jiff::Timestamp::now());
/// let password = signer.rds("db.example.eu-west-1.rds.amazonaws.com", 5432, "jane")?;
/// assert!(password.starts_with("db.example.eu-west-1.rds.amazonaws.com:5432/?Action=connect&"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct TokenSigner<'a> {
    credentials: &'a Credentials,
    region: &'a Region,
    time: Timestamp,
}

impl<'a> TokenSigner<'a> {
    /// A signer of tokens that are good from this time on.
    #[must_use]
    pub fn new(credentials: &'a Credentials, region: &'a Region, time: Timestamp) -> Self {
        Self {
            credentials,
            region,
            time,
        }
    }

    /// The password of a user of an Amazon RDS database that takes IAM credentials. The host must
    /// be that of the instance or cluster itself, not an alias. New connections can be made with it
    /// for 15 minutes.
    ///
    /// # Errors
    /// Returns [`SignError`] if host and port make no URI, or if the time cannot be written.
    pub fn rds(&self, host: &str, port: u16, user: &str) -> Result<String, SignError> {
        let query = format!("Action=connect&DBUser={}", encoded(user));
        self.database(&format!("{host}:{port}"), &query, "rds-db", FOR_RDS)
    }

    /// The password of a database role of an Amazon Aurora DSQL cluster, good for one second to
    /// seven days.
    ///
    /// # Errors
    /// Returns [`SignError`] if the host makes no URI, if it would expire too early or too late, or
    /// if the time cannot be written.
    pub fn dsql(&self, host: &str, expires: Duration) -> Result<String, SignError> {
        self.database(host, "Action=DbConnect", "dsql", expires)
    }

    /// The password of the role `admin` of an Amazon Aurora DSQL cluster.
    ///
    /// # Errors
    /// Returns [`SignError`] as [`dsql`](Self::dsql) does.
    pub fn dsql_admin(&self, host: &str, expires: Duration) -> Result<String, SignError> {
        self.database(host, "Action=DbConnectAdmin", "dsql", expires)
    }

    /// The bearer token for an Amazon EKS cluster: a presigned request of AWS STS
    /// `GetCallerIdentity` that names the cluster. It is good for 15 minutes.
    ///
    /// # Errors
    /// Returns [`SignError`] if the cluster's name is no header, or if the time cannot be written.
    pub fn eks(&self, cluster: &str) -> Result<String, SignError> {
        let endpoint = Endpoint::regional("sts", self.region).map_err(|_| SignError::NoHost)?;
        let host = endpoint.authority().as_str();
        let query = "Action=GetCallerIdentity&Version=2011-06-15";
        let request = Request::get(format!("https://{host}/?{query}"));
        let request = request.header(CLUSTER, cluster).body(());
        let (parts, ()) = request.map_err(|_| SignError::InvalidHeader)?.into_parts();
        let uri = self.presigned(parts, "sts", FOR_EKS)?;
        let encoded = URL_SAFE_NO_PAD.encode_to_string(uri.to_string());
        Ok(format!("k8s-aws-v1.{encoded}"))
    }

    /// A presigned URI without its scheme.
    fn database(
        &self,
        authority: &str,
        query: &str,
        service: &str,
        expires: Duration,
    ) -> Result<String, SignError> {
        // What the service signs has the host in lower case.
        let authority = authority.to_ascii_lowercase();
        let request = Request::get(format!("https://{authority}/?{query}")).body(());
        let (parts, ()) = request.map_err(|_| SignError::NoHost)?.into_parts();
        let said = parts.uri.authority();
        if said.is_none_or(|said| said.host().is_empty() || *said != *authority) {
            return Err(SignError::NoHost);
        }
        let uri = self.presigned(parts, service, expires)?.to_string();
        Ok(uri.trim_start_matches("https://").to_owned())
    }

    fn presigned(
        &self,
        mut parts: request::Parts,
        service: &str,
        expires: Duration,
    ) -> Result<Uri, SignError> {
        let region = self.region.as_str();
        let params = SigningParams::new(self.credentials, region, service, self.time);
        Signer::new().presign(&mut parts, b"", expires, &params)?;
        Ok(parts.uri)
    }
}

fn encoded(text: &str) -> String {
    let mut out = Vec::new();
    push_encoded(&mut out, text.as_bytes());
    // Escapes and unreserved characters are ASCII.
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCOPE: &str = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260102";
    const TIME: &str = "aws4_request&X-Amz-Date=20260102T030405Z";
    const END: &str = "X-Amz-Security-Token=to%2Fken%2B%3D&X-Amz-Signature";
    const DSQL: &str = "abc.dsql.us-east-1.on.aws";

    fn signed(region: &str, token: impl Fn(TokenSigner<'_>) -> String) -> String {
        let credentials = Credentials::new("AKIDEXAMPLE", "SECRET").unwrap();
        let credentials = credentials.session_token("to/ken+=").unwrap();
        let time = "2026-01-02T03:04:05Z".parse().unwrap();
        token(TokenSigner::new(
            &credentials,
            &Region::new(region).unwrap(),
            time,
        ))
    }

    /// The tokens are those that botocore 1.44.8 makes.
    #[test]
    fn tokens_are_those_of_botocore() {
        let host = "db.example.eu-west-1.rds.amazonaws.com";
        let rds = signed("eu-west-1", |signer| {
            signer
                .rds(&host.replace("db", "DB"), 3306, "jane doe")
                .unwrap()
        });
        let signature = "06d6401549ab13e306b655ebfe8c6a07df3df69a648b35c5e64dd284370c23e7";
        let expected = format!(
            "{host}:3306/?Action=connect&DBUser=jane%20doe&{SCOPE}%2Feu-west-1%2Frds-db%2F{TIME}\
             &X-Amz-Expires=900&X-Amz-SignedHeaders=host&{END}={signature}"
        );
        assert_eq!(rds, expected);
        let expires = Duration::from_secs(900);
        let dsql = signed("us-east-1", |signer| signer.dsql(DSQL, expires).unwrap());
        let admin = signed("us-east-1", |signer| {
            signer.dsql_admin(DSQL, expires).unwrap()
        });
        for (token, action, signature) in [
            (
                dsql,
                "DbConnect",
                "d991ea662c5e2b594088d79d736265798e1526fcfd9d465b9352896ad2ceda7b",
            ),
            (
                admin,
                "DbConnectAdmin",
                "1cb071dfe492686ad43aef75877801ae60c5b3e9a5df10ef35089e3667bbf4fc",
            ),
        ] {
            let expected = format!(
                "{DSQL}/?Action={action}&{SCOPE}%2Fus-east-1%2Fdsql%2F{TIME}&X-Amz-Expires=900\
                 &X-Amz-SignedHeaders=host&{END}={signature}"
            );
            assert_eq!(token, expected);
        }
    }

    #[test]
    fn a_token_for_a_cluster_is_a_request_of_the_partition() {
        let token = signed("cn-north-1", |signer| signer.eks("my-cluster").unwrap());
        let encoded = token.strip_prefix("k8s-aws-v1.").unwrap();
        let uri = URL_SAFE_NO_PAD.decode_to_vec(encoded).unwrap();
        let signature = "08b60a3b7c711e9426f9fb4046d7ff8cd8eabb1b1a7c1768183c93b87b146c97";
        let expected = format!(
            "https://sts.cn-north-1.amazonaws.com.cn/?Action=GetCallerIdentity&Version=2011-06-15\
             &{SCOPE}%2Fcn-north-1%2Fsts%2F{TIME}&X-Amz-Expires=60\
             &X-Amz-SignedHeaders=host%3Bx-k8s-aws-id&{END}={signature}"
        );
        assert_eq!(String::from_utf8(uri).unwrap(), expected);
    }

    #[test]
    fn forged_hosts_are_refused() {
        let refused = |token: fn(TokenSigner<'_>) -> Result<String, SignError>| {
            signed("eu-west-1", |signer| token(signer).unwrap_err().to_string())
        };
        for host in ["", "a/b", "a?b", "a#b", "me@a", "a b", "a\r\nb", "ä"] {
            let credentials = Credentials::for_tests();
            let region = Region::new("eu-west-1").unwrap();
            let signer = TokenSigner::new(&credentials, &region, Timestamp::UNIX_EPOCH);
            assert!(signer.rds(host, 1, "u").is_err(), "{host:?}");
            assert!(signer.dsql(host, FOR_RDS).is_err(), "{host:?}");
        }
        assert!(refused(|signer| signer.eks("a\nb")).contains("header"));
        let long = |signer: TokenSigner<'_>| signer.dsql(DSQL, Duration::from_secs(700_000));
        assert!(refused(long).contains("seven days"));
    }
}

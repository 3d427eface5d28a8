//! AWS Signature Version 2 of forms, which Amazon SimpleDB takes.
//!
//! The rules are those of "Signature Version 2" in the AWS General Reference, for requests by POST:
//! the signature, and what it is made of, are parameters of the form.

use bytes::Bytes;
use hmac::Mac;
use http::request;
use jiff::Timestamp;

use super::Credentials;
use super::sigv4::{DateTime, SignError, keyed, push_encoded, push_host, push_query};

/// Returns the form with its signature.
///
/// # Errors
/// Returns [`SignError`] if the URI names no host or a user, or if the time has no four digits for
/// its year.
pub(crate) fn signed(
    parts: &request::Parts,
    form: &[u8],
    credentials: &Credentials,
    time: Timestamp,
) -> Result<Bytes, SignError> {
    let mut form = form.to_vec();
    push(&mut form, "AWSAccessKeyId", credentials.access_key_id());
    push(&mut form, "SignatureVersion", "2");
    push(&mut form, "SignatureMethod", "HmacSHA256");
    push(&mut form, "Timestamp", &DateTime::new(time)?.extended());
    if let Some(token) = credentials.token() {
        push(&mut form, "SecurityToken", token);
    }
    let text = string_to_sign(parts, &form)?;
    let mac = keyed(credentials.secret_access_key().as_bytes()).chain_update(text);
    let signature = base64_simd::STANDARD.encode_to_string(mac.finalize().into_bytes());
    push(&mut form, "Signature", &signature);
    Ok(form.into())
}

fn push(form: &mut Vec<u8>, name: &str, value: &str) {
    form.push(b'&');
    form.extend_from_slice(name.as_bytes());
    form.push(b'=');
    push_encoded(form, value.as_bytes());
}

/// Method, host in lower case, path, and the parameters in the order of their names.
fn string_to_sign(parts: &request::Parts, form: &[u8]) -> Result<Vec<u8>, SignError> {
    let mut host = Vec::new();
    push_host(&mut host, parts)?;
    host.make_ascii_lowercase();
    let (method, path) = (parts.method.as_str(), parts.uri.path());
    let mut text = [method.as_bytes(), &host, path.as_bytes(), b""].join(&b'\n');
    push_query(&mut text, form);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    fn signature(uri: &str, form: &str, token: &str) -> Result<String, SignError> {
        let (parts, ()) = Request::post(uri).body(()).unwrap().into_parts();
        let mut credentials = Credentials::new("AKIDEXAMPLE", "SECRET").unwrap();
        if !token.is_empty() {
            credentials = credentials.session_token(token).unwrap();
        }
        let time = "2009-02-13T23:31:30.9Z".parse().unwrap();
        let signed = signed(&parts, form.as_bytes(), &credentials, time)?;
        let signed = String::from_utf8(signed.to_vec()).unwrap();
        Ok(signed.strip_prefix(form).unwrap().to_owned())
    }

    /// The signatures are those of botocore's signer.
    #[test]
    fn signatures_are_those_of_botocore() {
        let head = "&AWSAccessKeyId=AKIDEXAMPLE&SignatureVersion=2&SignatureMethod=HmacSHA256\
                    &Timestamp=2009-02-13T23%3A31%3A30Z";
        let form = "Version=2009-04-15&Action=PutAttributes&Attribute.10.Name=x&Attribute.1.Name=a\
                    &Attribute.1.Value=b~%2A%20%C3%BC&Empty=&a=1&B=2";
        for (uri, form, token, end) in [
            (
                "https://sdb.amazonaws.com/",
                "Action=ListDomains&Version=2009-04-15",
                "",
                "&Signature=rQ0v1go2sgv7UgG7einTmc2TUg26dmiGyxc3eLBo48Y%3D",
            ),
            (
                "https://SDB.us-west-2.amazonaws.com:443/",
                form,
                "T/ok+en=",
                "&SecurityToken=T%2Fok%2Ben%3D&Signature=qbrU9FGrVjlz8Xds81vV5tvxLI348QYTQH60SXHhppk%3D",
            ),
            (
                "http://localhost:8080/p",
                "Action=A",
                "",
                "&Signature=aQEcWnkdslPB3DYCpNZcfL%2BwWuPOkJ3Z6OY%2B%2FkXHRDM%3D",
            ),
        ] {
            assert_eq!(
                signature(uri, form, token).unwrap(),
                format!("{head}{end}"),
                "{uri}"
            );
        }
    }

    #[test]
    fn requests_without_a_plain_host_are_refused() {
        assert_eq!(signature("/", "A=b", ""), Err(SignError::NoHost));
        let user = signature("https://me@here/", "A=b", "");
        assert_eq!(user, Err(SignError::UserInfo));
    }
}

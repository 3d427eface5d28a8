//! The reasons and delays of retries.

use std::time::Duration;

use http::{Response, StatusCode};

use crate::error::RetryReason;
use crate::operation::OperationSchema;
use crate::protocol::ErrorInfo;

/// Returns the reason why the operation may succeed after this error; `None` if it will not.
pub(crate) fn reason_for_retry(
    operation: &OperationSchema,
    status: StatusCode,
    info: &ErrorInfo,
) -> Option<RetryReason> {
    let code = info.code.as_deref();
    let fault = code.and_then(|code| operation.fault(code));
    if fault.is_some_and(|fault| fault.throttling) {
        return Some(RetryReason::Throttling);
    }
    let by_response = RetryReason::of_response(Some(status), [code, info.query_code.as_deref()]);
    let retryable = fault.is_some_and(|fault| fault.retryable);
    by_response.or(retryable.then_some(RetryReason::Transient))
}

/// Returns the delay that the service asks for: `x-amz-retry-after` in milliseconds, or
/// `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3), which is counted from the
/// response's own date.
pub(crate) fn wanted_delay<B>(response: &Response<B>, now: jiff::Timestamp) -> Duration {
    let header = |name: &str| response.headers().get(name)?.to_str().ok().map(str::trim);
    if let Some(delay) = header("x-amz-retry-after").and_then(|text| text.parse().ok()) {
        return Duration::from_millis(delay);
    }
    let Some(text) = header("retry-after") else {
        return Duration::ZERO;
    };
    if let Ok(seconds) = text.parse() {
        return Duration::from_secs(seconds);
    }
    let now = header("date").and_then(http_date).unwrap_or(now);
    let delay = http_date(text).map(|until| until.duration_since(now));
    delay
        .and_then(|delay| delay.try_into().ok())
        .unwrap_or_default()
}

/// A date as in HTTP headers.
pub(crate) fn http_date(text: &str) -> Option<jiff::Timestamp> {
    use crate::types::timestamp;
    timestamp::read(text, crate::schema::TimestampFormat::HttpDate).ok()
}

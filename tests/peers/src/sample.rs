//! The sample data of the measurements: the same bytes and the same input for every competitor.

/// The number of summaries on the long page. Every fifth of them has an error.
pub const SUMMARIES: usize = 200;

/// The requested workspace.
pub const WORKSPACE: &str = "factory";

/// The input's page size.
pub const MAX_RESULTS: i32 = 50;

/// A page without summaries.
pub const EMPTY_PAGE: &str = r#"{"syncJobSummaries":[]}"#;

/// The expected content of a summary, with times in microseconds.
#[derive(Debug, PartialEq, Eq)]
pub struct Summary {
    pub arn: String,
    pub workspace_id: String,
    pub sync_source: String,
    pub state: String,
    pub error: Option<(String, String)>,
    pub created: i64,
    pub updated: i64,
}

/// The expected content of a page.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    pub summaries: Vec<Summary>,
    pub next_token: Option<String>,
}

/// The request that a competitor sends.
#[derive(Debug, PartialEq, Eq)]
pub struct Sent {
    pub method: String,
    pub uri: String,
    pub body: Vec<u8>,
    pub signed: bool,
}

/// The token of the page after the long one.
const NEXT_TOKEN: &str = "AAMA-EFRSURBSGhVRkhMdGpFZlNzdXJWbG9CcmVhSzJFTFpjb0dwZWhX";

/// The expected content of the long page.
pub fn page() -> Page {
    Page {
        summaries: summaries(),
        next_token: Some(NEXT_TOKEN.to_owned()),
    }
}

fn summaries() -> Vec<Summary> {
    const STATES: [&str; 4] = ["ACTIVE", "CREATING", "INITIALIZING", "DELETING"];
    (0..SUMMARIES)
        .map(|n| {
            let failed = n % 5 == 0;
            let created = 1_637_011_123_521_000 + i64::try_from(n).unwrap_or(0) * 86_461_007_000;
            Summary {
                arn: format!(
                    "arn:aws:iottwinmaker:us-east-1:123456789012:\
                     workspace/{WORKSPACE}-{n}/sync-job/SITEWISE"
                ),
                workspace_id: format!("{WORKSPACE}-{n}"),
                sync_source: "SITEWISE".to_owned(),
                state: if failed { "ERROR" } else { STATES[n % 4] }.to_owned(),
                error: failed.then(|| {
                    let message = format!(
                        "The asset model \"pump-{n}\" of the source could not be \
                        read."
                    );
                    ("VALIDATION_ERROR".to_owned(), message)
                }),
                created,
                updated: created + 61_250_000,
            }
        })
        .collect()
}

/// The long page as the service sends it.
pub fn long_page() -> String {
    let list: Vec<String> = summaries().iter().map(json).collect();
    format!(
        r#"{{"nextToken":"{NEXT_TOKEN}","syncJobSummaries":[{}]}}"#,
        list.join(",")
    )
}

fn json(summary: &Summary) -> String {
    let error = match &summary.error {
        Some((code, message)) => {
            let message = message.replace('"', "\\\"");
            format!(r#","error":{{"code":"{code}","message":"{message}"}}"#)
        }
        None => String::new(),
    };
    format!(
        r#"{{"arn":"{}","workspaceId":"{}","syncSource":"{}","status":{{"state":"{}"{error}}},
            "creationDateTime":{},"updateDateTime":{}}}"#,
        summary.arn,
        summary.workspace_id,
        summary.sync_source,
        summary.state,
        seconds(summary.created),
        seconds(summary.updated),
    )
}

/// Formats microseconds as decimal seconds with three places, as the service does.
fn seconds(micros: i64) -> String {
    format!("{}.{:03}", micros / 1_000_000, micros % 1_000_000 / 1_000)
}

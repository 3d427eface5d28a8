//! The smallest crate that makes the call.

use aws_sdk_iottwinmaker::Client;

/// Returns the number of jobs on the first page, or the error as text.
pub async fn jobs(client: &Client, workspace_id: &str) -> Result<usize, String> {
    let call = client.list_sync_jobs().workspace_id(workspace_id).send();
    let page = call.await.map_err(|error| error.to_string())?;
    Ok(page.sync_job_summaries().len())
}

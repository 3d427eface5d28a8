//! The smallest crate that makes the call.

use iottwinmaker::Client;
use iottwinmaker::operation::ListSyncJobsInput;

/// Returns the number of jobs on the first page, or the error as text.
pub async fn jobs(client: &Client, workspace_id: &str) -> Result<usize, String> {
    let call = client.list_sync_jobs(ListSyncJobsInput::new(workspace_id));
    let page = call.await.map_err(|error| error.to_string())?;
    Ok(page.sync_job_summaries.unwrap_or_default().len())
}

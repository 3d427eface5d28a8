//! Lists the sync jobs of a workspace, one line per job.
//!
//! Region, credentials and endpoint are those that AWS tools read: `AWS_REGION`,
//! `AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL` and so on, or the profile of the shared config and
//! credentials files.

use std::error::Error;
use std::process::ExitCode;

use iottwinmaker::Client;
use iottwinmaker::operation::ListSyncJobsInput;
use iottwinmaker::types::{SyncJobState, SyncJobSummary};
use lexopt::prelude::*;

const HELP: &str = "\
Lists the sync jobs of an AWS IoT TwinMaker workspace, one line per job.

usage: list_sync_jobs --workspace-id ID [--max-results N] [--all] [--blocking]

  --workspace-id ID   the workspace
  --max-results N     the most jobs a page holds
  --all               every page, not only the first
  --blocking          without an async runtime (needs the feature `blocking`)
  --help              this text

Exit code 1: the call failed. Exit code 2: the arguments or the configuration are wrong.";

struct Arguments {
    workspace_id: String,
    max_results: Option<i32>,
    all: bool,
    blocking: bool,
}

impl Arguments {
    /// Reads the command line; `None` where it asks for help.
    fn read(mut parser: lexopt::Parser) -> Result<Option<Self>, lexopt::Error> {
        let mut workspace_id = None;
        let (mut max_results, mut all, mut blocking) = (None, false, false);
        while let Some(argument) = parser.next()? {
            match argument {
                Long("workspace-id") => workspace_id = Some(parser.value()?.string()?),
                Long("max-results") => max_results = Some(parser.value()?.parse()?),
                Long("all") => all = true,
                Long("blocking") => blocking = true,
                Short('h') | Long("help") => return Ok(None),
                other => return Err(other.unexpected()),
            }
        }
        let workspace_id = workspace_id.ok_or("missing option '--workspace-id'")?;
        Ok(Some(Self {
            workspace_id,
            max_results,
            all,
            blocking,
        }))
    }

    fn input(&self) -> ListSyncJobsInput {
        let input = ListSyncJobsInput::new(&self.workspace_id);
        match self.max_results {
            Some(number) => input.max_results(number),
            None => input,
        }
    }
}

fn main() -> ExitCode {
    let arguments = match Arguments::read(lexopt::Parser::from_env()) {
        Ok(Some(arguments)) => arguments,
        Ok(None) => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(error) => return fail(2, &format!("{error}\n\n{HELP}")),
    };
    let client = match Client::from_env() {
        Ok(client) => client,
        Err(error) => return fail(2, &error.to_string()),
    };
    let listed = if arguments.blocking {
        list_blocking(&client, &arguments)
    } else {
        list(&client, &arguments)
    };
    match listed {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(1, &error.to_string()),
    }
}

fn fail(code: u8, message: &str) -> ExitCode {
    eprintln!("list_sync_jobs: {message}");
    ExitCode::from(code)
}

#[cfg(feature = "hyper")]
fn list(client: &Client, arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let call = client.list_sync_jobs(arguments.input());
        if !arguments.all {
            call.await?
                .sync_job_summaries
                .unwrap_or_default()
                .iter()
                .for_each(print);
            return Ok(());
        }
        let mut jobs = call.items();
        while let Some(job) = jobs.next().await {
            print(&job?);
        }
        Ok(())
    })
}

#[cfg(not(feature = "hyper"))]
fn list(_: &Client, _: &Arguments) -> Result<(), Box<dyn Error>> {
    Err("this program was built without the feature `hyper`; use --blocking".into())
}

#[cfg(feature = "blocking")]
fn list_blocking(client: &Client, arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let call = client.list_sync_jobs(arguments.input());
    if !arguments.all {
        call.send_blocking()?
            .sync_job_summaries
            .unwrap_or_default()
            .iter()
            .for_each(print);
        return Ok(());
    }
    for job in call.items_blocking() {
        print(&job?);
    }
    Ok(())
}

#[cfg(not(feature = "blocking"))]
fn list_blocking(_: &Client, _: &Arguments) -> Result<(), Box<dyn Error>> {
    Err("this program was built without the feature `blocking`; add --features blocking".into())
}

/// Formats a job on one line: ARN, state, synchronized source, and its error.
fn print(job: &SyncJobSummary) {
    let status = job.status.as_ref();
    let state = status
        .and_then(|status| status.state.as_ref())
        .map_or("-", SyncJobState::as_str);
    let (arn, source) = (
        job.arn.as_deref().unwrap_or("-"),
        job.sync_source.as_deref().unwrap_or("-"),
    );
    match status.and_then(|status| status.error.as_ref()) {
        Some(error) => {
            let code = error.code.as_ref().map_or("-", |code| code.as_str());
            println!(
                "{arn}\t{state}\t{source}\t{code}: {}",
                error.message.as_deref().unwrap_or("-")
            );
        }
        None => println!("{arn}\t{state}\t{source}"),
    }
}

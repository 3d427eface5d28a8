//! Lists the sync jobs of a workspace, one line per job: the program of
//! `generated/iottwinmaker/examples/list_sync_jobs.rs`, with the same options, output and exit
//! codes, on the official SDK.

use std::error::Error;
use std::process::ExitCode;

use aws_sdk_iottwinmaker::Client;
use aws_sdk_iottwinmaker::config::BehaviorVersion;
use aws_sdk_iottwinmaker::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use aws_sdk_iottwinmaker::operation::list_sync_jobs::builders::ListSyncJobsFluentBuilder;
use aws_sdk_iottwinmaker::types::{SyncJobState, SyncJobSummary};
use lexopt::prelude::*;

const HELP: &str = "\
Lists the sync jobs of an AWS IoT TwinMaker workspace, one line per job.

usage: list_sync_jobs --workspace-id ID [--max-results N] [--all] [--blocking]

  --workspace-id ID   the workspace
  --max-results N     the most jobs a page holds
  --all               every page, not only the first
  --blocking          without an async runtime (the SDK cannot)
  --help              this text

Exit code 1: the call failed. Exit code 2: the arguments or the configuration are wrong.";

struct Arguments {
    workspace_id: String,
    max_results: Option<i32>,
    all: bool,
    blocking: bool,
}

impl Arguments {
    /// Parses the command line; `None` if help is requested.
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

    fn call(&self, client: &Client) -> ListSyncJobsFluentBuilder {
        client
            .list_sync_jobs()
            .workspace_id(&self.workspace_id)
            .set_max_results(self.max_results)
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
    if arguments.blocking {
        return fail(1, "the SDK has no blocking calls");
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(run(&arguments)),
        Err(error) => fail(1, &error.to_string()),
    }
}

fn fail(code: u8, message: &str) -> ExitCode {
    eprintln!("list_sync_jobs: {message}");
    ExitCode::from(code)
}

async fn run(arguments: &Arguments) -> ExitCode {
    let Some(client) = client().await else {
        return fail(2, "no region or no credentials are configured");
    };
    match list(&client, arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(1, &error.to_string()),
    }
}

#[cfg(feature = "shared-files")]
async fn client() -> Option<Client> {
    let config = aws_config::load_defaults(BehaviorVersion::latest()).await;
    config.region().is_some().then(|| Client::new(&config))
}

#[cfg(not(feature = "shared-files"))]
async fn client() -> Option<Client> {
    use aws_sdk_iottwinmaker::config::{Builder, Credentials, Region};
    let set = |name: &str| std::env::var(name).ok();
    let (key, secret) = (set("AWS_ACCESS_KEY_ID")?, set("AWS_SECRET_ACCESS_KEY")?);
    let token = set("AWS_SESSION_TOKEN");
    let mut config = Builder::new()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(set("AWS_REGION")?))
        .credentials_provider(Credentials::new(key, secret, token, None, "environment"));
    config.set_endpoint_url(set("AWS_ENDPOINT_URL"));
    Some(Client::from_conf(config.build()))
}

async fn list(client: &Client, arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let call = arguments.call(client);
    if !arguments.all {
        let page = call.send().await.map_err(describe)?;
        page.sync_job_summaries().iter().for_each(print);
        return Ok(());
    }
    let mut pages = call.into_paginator().send();
    while let Some(page) = pages.next().await {
        let page = page.map_err(describe)?;
        page.sync_job_summaries().iter().for_each(print);
    }
    Ok(())
}

/// The service's code and message if it sent them, or else the underlying error.
fn describe<E, R>(error: SdkError<E, R>) -> String
where
    E: ProvideErrorMetadata + Error + 'static,
    R: std::fmt::Debug + 'static,
{
    match (error.code(), error.message()) {
        (Some(code), Some(message)) => format!("{code}: {message}"),
        _ => DisplayErrorContext(error).to_string(),
    }
}

/// Formats a job on one line: ARN, state, synchronized source, and its error.
fn print(job: &SyncJobSummary) {
    let status = job.status();
    let state = status
        .and_then(|status| status.state())
        .map_or("-", SyncJobState::as_str);
    let (arn, source) = (job.arn().unwrap_or("-"), job.sync_source().unwrap_or("-"));
    match status.and_then(|status| status.error()) {
        Some(error) => {
            let code = error.code().map_or("-", |code| code.as_str());
            println!(
                "{arn}\t{state}\t{source}\t{code}: {}",
                error.message().unwrap_or("-")
            );
        }
        None => println!("{arn}\t{state}\t{source}"),
    }
}

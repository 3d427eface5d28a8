//! The command `list`: lists the services of a source, and their operations.

use std::process::ExitCode;

use clap::Args;

use crate::catalog::Listed;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::report;
use crate::source::Source;

/// The command's arguments.
#[derive(Args)]
pub struct Options {
    /// The service whose operations are listed, by any of its names; all services if none is named
    service: Option<String>,
    /// A model, folder or archive (.whl, .zip, .tar.gz) of models, by path or URL, or botocore;
    /// by default the botocore that models come from
    #[arg(long, value_name = "SOURCE", value_parser = Source::parse)]
    from: Option<Source>,
    /// List the operations whose names contain these words, ignoring case
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let source = options.from.clone().unwrap_or(Source::Botocore(None));
    let listed = {
        let _progress = Progress::new(1, "reading");
        source.list(options.service.as_deref())?
    };
    let lines = match (&options.search, &options.service) {
        (Some(words), _) => found(&listed, words),
        (None, Some(_)) => listed.into_iter().flat_map(|one| one.operations).collect(),
        (None, None) => listed.iter().map(service_line).collect(),
    };
    let none = lines.is_empty();
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    report::print(&text)?;
    Ok(if none {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn service_line(service: &Listed) -> String {
    match &service.sdk_id {
        Some(id) => format!("{:<32}{id}", service.name),
        None => service.name.clone(),
    }
}

/// The services and operations whose names contain all words.
fn found(services: &[Listed], words: &str) -> Vec<String> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let mut lines = Vec::new();
    for service in services {
        for operation in &service.operations {
            let name = operation.to_lowercase();
            if words.iter().all(|word| name.contains(word.as_str())) {
                lines.push(format!("{:<32}{operation}", service.name));
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_found_by_their_words() {
        let service = Listed {
            name: "toy".to_owned(),
            sdk_id: None,
            operations: ["GetSyncJob", "ListSyncJobs", "ListToys"]
                .map(str::to_owned)
                .to_vec(),
        };
        let lines = found(&[service], "list SYNC");
        assert_eq!(lines, [format!("{:<32}ListSyncJobs", "toy")]);
    }
}

//! Compares the generated types with the service's public reference: the same members, in the same
//! order, of the same types.

use std::collections::BTreeSet;
use std::fs;

use iottwinmaker::operation::ListSyncJobs;
use tinsmith_tests::shapes;

const SYNTAX: &str = include_str!("../fixtures/list_sync_jobs.syntax.txt");
const EXCEPTIONS: &str = include_str!("../fixtures/list_sync_jobs.exceptions.txt");

#[test]
fn list_sync_jobs_has_the_published_syntax() {
    assert_eq!(shapes::syntax::<ListSyncJobs>(), SYNTAX);
}

/// The reference lists the exceptions in an order that the service's model does not have, so that
/// they are compared as a set.
#[test]
fn list_sync_jobs_has_the_published_exceptions() {
    let errors = shapes::errors::<ListSyncJobs>();
    let published: BTreeSet<&str> = EXCEPTIONS.lines().collect();
    assert_eq!(errors.len(), EXCEPTIONS.lines().count());
    assert_eq!(errors.into_iter().collect::<BTreeSet<_>>(), published);
}

/// The fixtures are excerpts of the reference.
#[test]
fn the_fixtures_are_those_of_the_reference() {
    let Some(shared) = tinsmith_tests::shared("the_fixtures_are_those_of_the_reference") else {
        return;
    };
    let page = fs::read_to_string(shared.join("seed/list_sync_jobs.rst")).unwrap();
    let request = block(&page, "**Request Syntax**");
    let response = block(&page, "**Response Syntax**");
    assert_eq!(
        format!("Request Syntax\n{request}\n\nResponse Syntax\n{response}\n"),
        SYNTAX
    );
    let exceptions = page.split("IoTTwinMaker.Client.exceptions.").skip(1);
    let exceptions: Vec<&str> = exceptions
        .filter_map(|rest| rest.split('`').next())
        .collect();
    assert_eq!(exceptions, EXCEPTIONS.lines().collect::<Vec<_>>());
}

/// Returns the literal block below a title, without its indentation.
fn block(page: &str, title: &str) -> String {
    let (_, after) = page.split_once(title).expect(title);
    let lines = after
        .lines()
        .skip_while(|line| matches!(line.trim(), "" | "::"));
    let lines: Vec<&str> = lines.take_while(|line| !line.trim().is_empty()).collect();
    let indent = lines[0].len() - lines[0].trim_start().len();
    lines
        .iter()
        .map(|line| line[indent..].trim_end())
        .collect::<Vec<_>>()
        .join("\n")
}

//! Pagination, as streams and as iterators.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use std::time::Duration;

use iottwinmaker::Client;
use iottwinmaker::operation::ListSyncJobs;
use serde_json::{Value, json};
use tinsmith_runtime::ErrorKind;
use tinsmith_runtime::call::{Items, ItemsBlocking, Pages};
use tinsmith_tests::carrier::{Carrier, both};
use tinsmith_tests::client::{Failed, arns, client, config, input, page};
use tinsmith_tests::server::{Action, Script, Server, exchange, ok, response};

/// The requirement for any stream: that it ends.
const ALL: usize = 1000;

/// Starts a service with these pages on one connection.
fn pages(bodies: &[String]) -> Server {
    let send = |body: &String| [Action::Read, Action::Send(ok(body).into())];
    Server::new([bodies.iter().flat_map(send).collect::<Script>()])
}

/// The bodies of the received requests.
fn asked(server: &Server) -> Vec<Value> {
    let requests = server.requests();
    let bodies = requests.iter().map(|request| request.text());
    bodies
        .map(|body| serde_json::from_str(body).unwrap())
        .collect()
}

/// The ARNs of a listing before its error, and the error.
fn items(carrier: &Carrier, client: &Client) -> (Vec<String>, Option<Failed>) {
    let mut items = carrier.items(client.list_sync_jobs(input()), ALL);
    let failed = items.last().is_some_and(Result::is_err);
    let error = failed.then(|| items.pop().unwrap().unwrap_err());
    let arns = items.into_iter().map(|item| item.unwrap().arn.unwrap());
    (arns.collect(), error)
}

#[test]
fn all_pages_are_fetched_in_turn() {
    both(|carrier| {
        let bodies = [
            page(&["a", "b"], Some("2")),
            page(&["c"], Some("3 ü\"")),
            page(&["d", "e"], None),
        ];
        let server = pages(&bodies);
        let client = client(&server);
        let call = client.list_sync_jobs(input().max_results(2));
        let pages = carrier.pages(call, ALL);
        let pages: Vec<_> = pages.into_iter().map(|page| arns(page.unwrap())).collect();
        assert_eq!(pages, [vec!["a", "b"], vec!["c"], vec!["d", "e"]]);
        let expected = [
            json!({"maxResults": 2}),
            json!({"maxResults": 2, "nextToken": "2"}),
            json!({"maxResults": 2, "nextToken": "3 ü\""}),
        ];
        assert_eq!(asked(&server), expected);
    });
}

#[test]
fn items_are_those_of_all_pages() {
    both(|carrier| {
        let bodies = [
            page(&["a", "b"], Some("2")),
            page(&[], Some("3")),
            r#"{"nextToken":"4"}"#.to_owned(),
            page(&["c"], Some("5")),
            page(&[], None),
        ];
        let server = pages(&bodies);
        let (arns, error) = items(carrier, &client(&server));
        assert_eq!(arns, ["a", "b", "c"]);
        assert!(error.is_none());
        assert_eq!(server.requests().len(), 5);
    });
}

/// A listing with an initial token sends it first.
#[test]
fn a_listing_can_begin_in_the_middle() {
    both(|carrier| {
        let server = pages(&[page(&["b"], Some("3")), page(&["c"], None)]);
        let client = client(&server);
        let call = client.list_sync_jobs(input().next_token("2"));
        assert_eq!(carrier.items(call, ALL).len(), 2);
        assert_eq!(
            asked(&server),
            [json!({"nextToken": "2"}), json!({"nextToken": "3"})]
        );
    });
}

#[test]
fn an_empty_token_ends_the_listing() {
    both(|carrier| {
        let server = pages(&[page(&["a"], Some("2")), page(&["b"], Some(""))]);
        let (arns, error) = items(carrier, &client(&server));
        assert_eq!(arns, ["a", "b"]);
        assert!(error.is_none());
        assert_eq!(server.requests().len(), 2);
    });
}

#[test]
fn a_token_that_comes_back_ends_in_an_error() {
    both(|carrier| {
        let server = pages(&[page(&["a"], Some("2")), page(&["b"], Some("2"))]);
        let (arns, error) = items(carrier, &client(&server));
        assert_eq!(arns, ["a", "b"], "the page itself is not lost");
        let error = error.unwrap();
        assert_eq!(error.kind(), ErrorKind::Pagination);
        assert_eq!(error.operation(), "ListSyncJobs");
        assert!(error.to_string().contains("\"2\""), "which token: {error}");
        assert_eq!(
            server.requests().len(),
            2,
            "nothing is asked for the same again"
        );
    });
}

/// The caller's initial token counts as well.
#[test]
fn the_callers_own_token_that_comes_back_ends_in_an_error() {
    both(|carrier| {
        let scripts = [0; 20].map(|_| exchange(ok(&page(&["a"], Some("1")))));
        let server = Server::new(scripts);
        let client = client(&server);
        let call = client.list_sync_jobs(input().next_token("1"));
        let pages = carrier.pages(call, 10);
        let error = pages.last().unwrap().as_ref().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Pagination);
        assert!(server.requests().len() <= 2);
    });
}

#[test]
fn an_error_ends_the_listing() {
    both(|carrier| {
        let denied = [("x-amzn-errortype", "AccessDeniedException")];
        let server = Server::new([
            exchange(ok(&page(&["a"], Some("2")))),
            exchange(response(403, &denied, "{}")),
            exchange(ok(&page(&["never"], None))),
        ]);
        let client = client(&server);
        let mut pages = carrier.pages(client.list_sync_jobs(input()), ALL);
        assert_eq!(pages.len(), 2);
        let error = pages.pop().unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Service);
        assert_eq!(error.code(), Some("AccessDeniedException"));
        assert_eq!(arns(pages.pop().unwrap().unwrap()), ["a"]);
        assert_eq!(server.requests().len(), 2);
    });
}

#[test]
fn a_page_that_cannot_be_read_ends_the_listing() {
    both(|carrier| {
        let broken = r#"{"syncJobSummaries":[{"arn":"b"},{"arn":{}}],"nextToken":"3"}"#;
        let server = pages(&[page(&["a"], Some("2")), broken.to_owned()]);
        let (arns, error) = items(carrier, &client(&server));
        assert_eq!(arns, ["a"], "nothing of half a page is given out");
        let error = error.unwrap();
        assert_eq!(error.kind(), ErrorKind::Response);
        assert_eq!(error.path().unwrap(), "syncJobSummaries[1].arn");
    });
}

#[test]
fn each_page_is_tried_again() {
    both(|carrier| {
        // One connection: how often a client meets one that has just ended depends on its speed.
        let busy = || response(503, &[], "");
        let (first, last) = (ok(&page(&["a"], Some("2"))), ok(&page(&["b"], None)));
        let responses = [busy(), first, busy(), busy(), last];
        let send = |response: String| [Action::Read, Action::Send(response.into())];
        let server = Server::new([responses.into_iter().flat_map(send).collect::<Script>()]);
        let config = config().endpoint_url(server.url()).max_attempts(3);
        let (arns, error) = items(carrier, &Client::new(config).unwrap());
        assert_eq!(arns, ["a", "b"]);
        assert!(error.is_none());
    });
}

#[test]
fn pages_are_fetched_on_demand() {
    both(|carrier| {
        let first = page(&["a", "b"], Some("2"));
        let server = pages(&[first.clone(), page(&["c"], None)]);
        let client = client(&server);
        // Not even the first page is requested before it is polled.
        assert!(carrier.items(client.list_sync_jobs(input()), 0).is_empty());
        assert_eq!(server.connections(), 0);
        assert_eq!(carrier.items(client.list_sync_jobs(input()), 2).len(), 2);
        assert_eq!(server.requests().len(), 1);
    });
}

/// An invalid input fails once and then ends.
#[test]
fn an_input_that_is_not_valid_ends_the_listing() {
    both(|carrier| {
        let server = Server::new([]);
        let client = client(&server);
        let input = iottwinmaker::operation::ListSyncJobsInput::new("");
        let pages = carrier.pages(client.list_sync_jobs(input), ALL);
        assert_eq!(pages.len(), 1);
        let error = pages[0].as_ref().unwrap_err();
        assert_eq!(
            (error.kind(), error.member()),
            (ErrorKind::Request, Some("workspaceId"))
        );
        assert_eq!(server.connections(), 0);
    });
}

/// Waiting for an item can be canceled and resumed: nothing is lost, and nothing is requested
/// twice.
#[test]
fn waiting_for_an_item_can_be_given_up() {
    let Carrier::Async(runtime) = Carrier::asynchronous() else {
        panic!("a runtime");
    };
    let pause = Duration::from_millis(1);
    let answer = Action::Trickle(ok(&page(&["a"], None)).into(), pause);
    let server = Server::new([vec![Action::Read, answer]]);
    let client = client(&server);
    let mut items = client.list_sync_jobs(input()).items();
    let mut given_up = 0;
    let item = runtime.block_on(async {
        loop {
            match tokio::time::timeout(Duration::from_millis(5), items.next()).await {
                Ok(item) => return item,
                Err(_) => given_up += 1,
            }
        }
    });
    assert_eq!(item.unwrap().unwrap().arn.unwrap(), "a");
    assert!(given_up > 0);
    assert_eq!((server.connections(), server.requests().len()), (1, 1));
}

/// Dropping a waiting stream closes its connection; the client still works.
#[test]
fn a_stream_can_be_dropped_while_it_waits() {
    let Carrier::Async(runtime) = Carrier::asynchronous() else {
        panic!("a runtime");
    };
    let server = Server::new([
        vec![Action::Read, Action::Stall],
        exchange(ok(&page(&["a"], None))),
    ]);
    let client = client(&server);
    runtime.block_on(async {
        let mut items = client.list_sync_jobs(input()).items();
        let waited = tokio::time::timeout(Duration::from_millis(20), items.next()).await;
        assert!(waited.is_err());
        drop(items);
        let page = client.list_sync_jobs(input()).await.unwrap();
        assert_eq!(arns(page), ["a"]);
    });
    assert_eq!(server.connections(), 2);
}

/// Streams and iterators own their data: they can be stored and returned without their client.
#[test]
fn listings_outlive_their_client() {
    struct Listing {
        items: Items<ListSyncJobs>,
        pages: Pages<ListSyncJobs>,
        blocking: ItemsBlocking<ListSyncJobs>,
    }
    fn listing(url: String) -> Listing {
        let client = Client::new(config().endpoint_url(url)).unwrap();
        Listing {
            items: client.list_sync_jobs(input()).items(),
            pages: client.list_sync_jobs(input()).pages(),
            blocking: client.list_sync_jobs(input()).items_blocking(),
        }
    }
    let body = page(&["a"], None);
    let server = Server::new([0; 3].map(|_| exchange(ok(&body))));
    let mut listing = listing(server.url());
    let Carrier::Async(runtime) = Carrier::asynchronous() else {
        panic!("a runtime");
    };
    let item = runtime.block_on(listing.items.next()).unwrap().unwrap();
    assert_eq!(item.arn.as_deref(), Some("a"));
    let page = runtime.block_on(listing.pages.next()).unwrap().unwrap();
    assert_eq!(arns(page), ["a"]);
    let item = listing.blocking.next().unwrap().unwrap();
    assert_eq!(item.arn.as_deref(), Some("a"));
}

/// Streams and calls are `Send`, as tokio's multi-threaded scheduler requires.
#[test]
fn streams_and_calls_move_between_threads() {
    fn assert_send<T: Send>(value: T) -> T {
        value
    }
    let client = Client::new(config()).unwrap();
    drop(assert_send(client.list_sync_jobs(input())));
    drop(assert_send(client.list_sync_jobs(input()).into_future()));
    drop(assert_send(client.list_sync_jobs(input()).pages()));
    drop(assert_send(client.list_sync_jobs(input()).items()));
    drop(assert_send(client.list_sync_jobs(input()).items_blocking()));
}

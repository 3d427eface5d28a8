//! The HTTP clients below ours, bare: the same requests, unsigned, and nothing decoded.

use std::sync::Arc;

use http::Request;
use http::header::{AUTHORIZATION, HOST};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use iottwinmaker::runtime::Bytes;

use super::ours;
use crate::server::PAGE;

/// The request of our call without its signature.
fn request(port: u16) -> Request<Bytes> {
    let mut request = ours::request(&ours::client(port));
    request.headers_mut().remove(AUTHORIZATION);
    request.headers_mut().remove(HOST);
    request
}

/// hyper-util's client.
#[derive(Clone)]
pub struct Hyper {
    client: Client<HttpConnector, Full<Bytes>>,
    request: Arc<Request<Full<Bytes>>>,
}

impl Hyper {
    /// A client of the server at this port.
    pub fn new(port: u16) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
            request: Arc::new(request(port).map(Full::new)),
        }
    }

    /// One exchange.
    pub async fn call(&self) {
        let request = Request::clone(&self.request);
        let response = self.client.request(request).await.expect("a response");
        let body = response.into_body().collect().await.expect("a body");
        assert_eq!(body.to_bytes().len(), PAGE.len());
    }
}

/// ureq's client.
#[derive(Clone)]
pub struct Ureq {
    agent: ureq::Agent,
    request: Arc<Request<Bytes>>,
}

impl Ureq {
    /// A client of the server at this port.
    pub fn new(port: u16) -> Self {
        let config = ureq::Agent::config_builder()
            .max_idle_connections(1000)
            .max_idle_connections_per_host(1000)
            .build();
        Self {
            agent: config.new_agent(),
            request: Arc::new(request(port)),
        }
    }

    /// One exchange.
    pub fn call(&self) {
        let request = Request::clone(&self.request).map(|body| body.to_vec());
        let mut response = self.agent.run(request).expect("a response");
        let body = response.body_mut().read_to_vec().expect("a body");
        assert_eq!(body.len(), PAGE.len());
    }
}

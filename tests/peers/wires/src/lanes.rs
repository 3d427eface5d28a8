//! The two clients: a response in memory to the typed output, status and headers included.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer};
use http::Response;
use tinsmith_runtime::Bytes;
use tinsmith_runtime::codegen::Operation;
use tinsmith_runtime::serde::Structure;

/// A response for a generated operation.
pub struct Ours {
    response: Response<Bytes>,
}

impl Ours {
    pub fn new(body: &[u8], content_type: &str) -> Self {
        let response = Response::builder()
            .header("content-type", content_type)
            .header("smithy-protocol", "rpc-v2-cbor");
        let response = response.body(Bytes::copy_from_slice(body));
        Self {
            response: response.expect("a response"),
        }
    }

    pub fn read<O: Operation>(&self) -> O::Output
    where
        O::Output: Default,
    {
        let mut output = O::Output::default();
        let protocol = O::SCHEMA.service.protocol;
        let read = protocol.output(O::SCHEMA, &self.response, None, &mut |row, decoder| {
            output.decode_row(row, decoder)
        });
        read.expect("the response is read");
        output
    }
}

/// A response for an operation of an SDK, with its deserializer.
pub struct Official {
    operation: FrozenLayer,
    response: HttpResponse,
    config: ConfigBag,
}

impl Official {
    pub fn new(operation: Option<FrozenLayer>, body: &[u8], content_type: &'static str) -> Self {
        let status = 200.try_into().expect("a status");
        let mut response = HttpResponse::new(status, SdkBody::from(body));
        response.headers_mut().insert("content-type", content_type);
        Self {
            operation: operation.expect("the operation has a layer"),
            response,
            config: ConfigBag::base(),
        }
    }

    pub fn read<O: 'static>(&self) -> O
    where
        O: std::fmt::Debug + Send + Sync,
    {
        let deserializer = self.operation.load::<SharedResponseDeserializer>();
        let output = deserializer
            .expect("the layer has a deserializer")
            .deserialize_nonstreaming_with_config(&self.response, &self.config);
        output
            .expect("the SDK reads the response")
            .downcast()
            .expect("the output is of the operation")
    }
}

//! Traits: what is said about a shape or member.

pub(crate) mod known;
mod typed;

use std::sync::Arc;

use serde::Deserialize;

use crate::{Place, ShapeId};
pub(crate) use typed::EnumDefinition;
pub use typed::{
    Deprecated, Endpoint, ErrorKind, Http, HttpChecksum, Length, Paginated, QueryError, Range,
    Retryable, ServiceNames, TimestampFormat, XmlNamespace,
};

/// The value of a trait as it stands in the file.
pub type TraitValue = serde_json::Value;

/// A trait with its value. Where it stands does not count when two are compared.
#[derive(Clone, Debug)]
pub struct Trait {
    /// The id of the trait's definition.
    pub id: ShapeId,
    /// The value, shared between the shapes that inherit it.
    pub value: Arc<TraitValue>,
    /// Where it stands in the file.
    pub place: Place,
}

impl PartialEq for Trait {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.value == other.value
    }
}

/// The traits of a shape or member, sorted by id.
///
/// The accessors cannot fail: a model with a trait value of the wrong form is refused when it is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits(Vec<Trait>);

impl Traits {
    /// All traits, sorted by id.
    pub fn iter(&self) -> std::slice::Iter<'_, Trait> {
        self.0.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The trait of this id with its value and place.
    pub fn find(&self, id: impl AsRef<str>) -> Option<&Trait> {
        self.position(id.as_ref()).ok().map(|at| &self.0[at])
    }

    /// The value of the trait of this id.
    pub fn get(&self, id: impl AsRef<str>) -> Option<&TraitValue> {
        self.find(id).map(|found| &*found.value)
    }

    /// Whether there is a trait of this id.
    pub fn has(&self, id: impl AsRef<str>) -> bool {
        self.position(id.as_ref()).is_ok()
    }

    /// Sets a trait, in the place of one with the same id.
    pub(crate) fn set(&mut self, new: Trait) {
        match self.position(new.id.as_str()) {
            Ok(at) => self.0[at] = new,
            Err(at) => self.0.insert(at, new),
        }
    }

    /// Takes a trait out.
    pub(crate) fn remove(&mut self, id: &str) -> Option<Trait> {
        self.position(id).ok().map(|at| self.0.remove(at))
    }

    /// These traits, and those of `inherited` that they do not have.
    pub(crate) fn over(mut self, inherited: &Self) -> Self {
        for other in &inherited.0 {
            if let Err(at) = self.position(other.id.as_str()) {
                self.0.insert(at, other.clone());
            }
        }
        self
    }

    /// Keeps those for which `keep` holds.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Trait) -> bool) {
        self.0.retain(keep);
    }

    fn position(&self, id: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|probe| probe.id.as_str().cmp(id))
    }

    /// The value of a trait, read as what the table of known traits says it is.
    fn read<'a, T: Deserialize<'a>>(&'a self, id: &str) -> Option<T> {
        T::deserialize(self.get(id)?).ok()
    }
}

impl FromIterator<Trait> for Traits {
    /// Of several with the same id, the last one stays.
    fn from_iter<I: IntoIterator<Item = Trait>>(all: I) -> Self {
        let mut traits = Self::default();
        all.into_iter().for_each(|new| traits.set(new));
        traits
    }
}

impl FromIterator<(ShapeId, TraitValue)> for Traits {
    fn from_iter<I: IntoIterator<Item = (ShapeId, TraitValue)>>(all: I) -> Self {
        let placed = |(id, value)| Trait {
            id,
            value: Arc::new(value),
            place: Place::default(),
        };
        all.into_iter().map(placed).collect()
    }
}

impl<'a> IntoIterator for &'a Traits {
    type Item = &'a Trait;
    type IntoIter = std::slice::Iter<'a, Trait>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What is said about any shape.
impl Traits {
    /// The documentation, in CommonMark with HTML.
    #[must_use]
    pub fn documentation(&self) -> Option<&str> {
        self.read(known::DOCUMENTATION)
    }

    /// The name of the service for people.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.read(known::TITLE)
    }

    /// Whether, and since when, it should not be used any more.
    #[must_use]
    pub fn deprecated(&self) -> Option<Deprecated<'_>> {
        self.read(known::DEPRECATED)
    }

    /// Whether it may change at any time.
    #[must_use]
    pub fn unstable(&self) -> bool {
        self.has(known::UNSTABLE)
    }

    /// Whether it is not meant for customers.
    #[must_use]
    pub fn internal(&self) -> bool {
        self.has(known::INTERNAL)
    }

    /// Whether values must not be shown.
    #[must_use]
    pub fn sensitive(&self) -> bool {
        self.has(known::SENSITIVE)
    }
}

/// What is said about the presence of values.
impl Traits {
    /// Whether the member must be there.
    #[must_use]
    pub fn required(&self) -> bool {
        self.has(known::REQUIRED)
    }

    /// The value assumed where none is given; JSON's null says that there is none in spite of the target's.
    #[must_use]
    pub fn default_value(&self) -> Option<&TraitValue> {
        self.get(known::DEFAULT)
    }

    /// Whether the default came after the member.
    #[must_use]
    pub fn added_default(&self) -> bool {
        self.has(known::ADDED_DEFAULT)
    }

    /// Whether clients must treat the member as optional, whatever else is said.
    #[must_use]
    pub fn client_optional(&self) -> bool {
        self.has(known::CLIENT_OPTIONAL)
    }

    /// Whether the structure is the input of one operation and of nothing else.
    #[must_use]
    pub fn input(&self) -> bool {
        self.has(known::INPUT)
    }

    /// Whether the structure is the output of one operation and of nothing else.
    #[must_use]
    pub fn output(&self) -> bool {
        self.has(known::OUTPUT)
    }

    /// Whether the list or map may hold nulls.
    #[must_use]
    pub fn sparse(&self) -> bool {
        self.has(known::SPARSE)
    }

    /// Whether clients fill the member with a fresh token where the caller leaves it out.
    #[must_use]
    pub fn idempotency_token(&self) -> bool {
        self.has(known::IDEMPOTENCY_TOKEN)
    }
}

/// What is said about the range of values.
impl Traits {
    /// The bounds of a length: characters, bytes or elements.
    #[must_use]
    pub fn length(&self) -> Option<Length> {
        self.read(known::LENGTH)
    }

    /// The bounds of a number.
    #[must_use]
    pub fn range(&self) -> Option<Range> {
        self.read(known::RANGE)
    }

    /// A regular expression (ECMA 262) that matches in every value.
    #[must_use]
    pub fn pattern(&self) -> Option<&str> {
        self.read(known::PATTERN)
    }

    /// Whether no element of the list comes twice.
    #[must_use]
    pub fn unique_items(&self) -> bool {
        self.has(known::UNIQUE_ITEMS)
    }
}

/// What is said about the form of values on the wire.
impl Traits {
    /// The member's name in JSON.
    #[must_use]
    pub fn json_name(&self) -> Option<&str> {
        self.read(known::JSON_NAME)
    }

    /// The name of the XML element or attribute.
    #[must_use]
    pub fn xml_name(&self) -> Option<&str> {
        self.read(known::XML_NAME)
    }

    /// Whether the member is an XML attribute.
    #[must_use]
    pub fn xml_attribute(&self) -> bool {
        self.has(known::XML_ATTRIBUTE)
    }

    /// Whether the list or map has no XML element of its own.
    #[must_use]
    pub fn xml_flattened(&self) -> bool {
        self.has(known::XML_FLATTENED)
    }

    /// The member's name in the query protocol of EC2.
    #[must_use]
    pub fn ec2_query_name(&self) -> Option<&str> {
        self.read(known::EC2_QUERY_NAME)
    }

    /// Whether the member is a header of an event.
    #[must_use]
    pub fn event_header(&self) -> bool {
        self.has(known::EVENT_HEADER)
    }

    /// Whether the member is the whole payload of an event.
    #[must_use]
    pub fn event_payload(&self) -> bool {
        self.has(known::EVENT_PAYLOAD)
    }

    /// The XML namespace.
    #[must_use]
    pub fn xml_namespace(&self) -> Option<XmlNamespace<'_>> {
        self.read(known::XML_NAMESPACE)
    }

    /// How a timestamp is written, where it is not the protocol's own way.
    #[must_use]
    pub fn timestamp_format(&self) -> Option<TimestampFormat> {
        self.read(known::TIMESTAMP_FORMAT)
    }

    /// The media type of a text or blob.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.read(known::MEDIA_TYPE)
    }

    /// Whether the blob is a stream of bytes, or the union a stream of events.
    #[must_use]
    pub fn streaming(&self) -> bool {
        self.has(known::STREAMING)
    }

    /// Whether the length of the stream must be known before it is sent.
    #[must_use]
    pub fn requires_length(&self) -> bool {
        self.has(known::REQUIRES_LENGTH)
    }
}

/// What is said about HTTP.
impl Traits {
    /// Method, URI and success code of the operation.
    #[must_use]
    pub fn http(&self) -> Option<Http<'_>> {
        self.read(known::HTTP)
    }

    /// Whether the member is a part of the path.
    #[must_use]
    pub fn http_label(&self) -> bool {
        self.has(known::HTTP_LABEL)
    }

    /// The query parameter that carries the member.
    #[must_use]
    pub fn http_query(&self) -> Option<&str> {
        self.read(known::HTTP_QUERY)
    }

    /// Whether the member is a map of query parameters.
    #[must_use]
    pub fn http_query_params(&self) -> bool {
        self.has(known::HTTP_QUERY_PARAMS)
    }

    /// The header that carries the member.
    #[must_use]
    pub fn http_header(&self) -> Option<&str> {
        self.read(known::HTTP_HEADER)
    }

    /// What all headers of the member, a map, start with.
    #[must_use]
    pub fn http_prefix_headers(&self) -> Option<&str> {
        self.read(known::HTTP_PREFIX_HEADERS)
    }

    /// Whether the member is the whole body.
    #[must_use]
    pub fn http_payload(&self) -> bool {
        self.has(known::HTTP_PAYLOAD)
    }

    /// Whether the member is the response's status code.
    #[must_use]
    pub fn http_response_code(&self) -> bool {
        self.has(known::HTTP_RESPONSE_CODE)
    }

    /// Whether a checksum of the body must be sent.
    #[must_use]
    pub fn http_checksum_required(&self) -> bool {
        self.has(known::HTTP_CHECKSUM_REQUIRED)
    }

    /// How checksums of bodies are chosen and checked.
    #[must_use]
    pub fn http_checksum(&self) -> Option<HttpChecksum<'_>> {
        self.read(known::HTTP_CHECKSUM)
    }

    /// The encodings a client may compress the request with, the best first.
    #[must_use]
    pub fn request_compression(&self) -> Option<Vec<&str>> {
        let compression: typed::RequestCompression<'_> = self.read(known::REQUEST_COMPRESSION)?;
        Some(compression.encodings)
    }

    /// What the host name starts with.
    #[must_use]
    pub fn endpoint(&self) -> Option<Endpoint<'_>> {
        self.read(known::ENDPOINT)
    }

    /// Whether the member is a part of the host prefix.
    #[must_use]
    pub fn host_label(&self) -> bool {
        self.has(known::HOST_LABEL)
    }
}

/// What is said about operations, errors and services.
impl Traits {
    /// The pagination of an operation, or what it is by default, at a service.
    /// [`Paginated::merged`] brings both together.
    #[must_use]
    pub fn paginated(&self) -> Option<Paginated<'_>> {
        self.read(known::PAGINATED)
    }

    /// Whether the operation changes nothing.
    #[must_use]
    pub fn readonly(&self) -> bool {
        self.has(known::READONLY)
    }

    /// Whether doing the operation twice is as good as once.
    #[must_use]
    pub fn idempotent(&self) -> bool {
        self.has(known::IDEMPOTENT)
    }

    /// Whose fault the error is.
    #[must_use]
    pub fn error(&self) -> Option<ErrorKind> {
        self.read(known::ERROR)
    }

    /// The status code of the error.
    #[must_use]
    pub fn http_error(&self) -> Option<u16> {
        self.read(known::HTTP_ERROR)
    }

    /// The code and status that the query protocol has for the error (`aws.protocols#awsQueryError`); services that
    /// moved from it to another protocol still use the code.
    #[must_use]
    pub fn query_error(&self) -> Option<QueryError<'_>> {
        self.read(known::AWS_QUERY_ERROR)
    }

    /// Whether the service tells the codes of the query protocol in the header `x-amzn-query-error`.
    #[must_use]
    pub fn query_compatible(&self) -> bool {
        self.has(known::AWS_QUERY_COMPATIBLE)
    }

    /// Whether, and how, a call that ended in this error may be tried again.
    #[must_use]
    pub fn retryable(&self) -> Option<Retryable> {
        self.read(known::RETRYABLE)
    }

    /// The authentication schemes, in order of preference.
    #[must_use]
    pub fn auth(&self) -> Option<Vec<ShapeId>> {
        self.read(known::AUTH)
    }

    /// Whether the operation may be called without authentication.
    #[must_use]
    pub fn optional_auth(&self) -> bool {
        self.has(known::OPTIONAL_AUTH)
    }

    /// The names the service goes by within AWS (`aws.api#service`).
    #[must_use]
    pub fn service_names(&self) -> Option<ServiceNames<'_>> {
        self.read(known::AWS_SERVICE)
    }

    /// The name signatures are made for (`aws.auth#sigv4`).
    #[must_use]
    pub fn sigv4_name(&self) -> Option<&str> {
        let sigv4: typed::SigV4<'_> = self.read(known::SIGV4)?;
        Some(sigv4.name)
    }

    /// Whether calls may carry a bearer token (`smithy.api#httpBearerAuth`).
    #[must_use]
    pub fn http_bearer_auth(&self) -> bool {
        self.has(known::HTTP_BEARER_AUTH)
    }

    /// Whether signatures leave the body out (`aws.auth#unsignedPayload`).
    #[must_use]
    pub fn unsigned_payload(&self) -> bool {
        self.has(known::UNSIGNED_PAYLOAD)
    }

    /// The protocols the service speaks, sorted by id, with their settings.
    pub fn protocols(&self) -> impl Iterator<Item = (&ShapeId, &TraitValue)> {
        let protocol = |one: &&Trait| known::PROTOCOLS.contains(&one.id.as_str());
        self.iter()
            .filter(protocol)
            .map(|one| (&one.id, &*one.value))
    }

    /// The names and values of a text with an `enum` trait, as Smithy 1.0 has them.
    pub(crate) fn enum_definitions(&self) -> Option<Vec<EnumDefinition<'_>>> {
        self.read(known::ENUM)
    }
}

//! The authentication schemes of operations (Smithy 2.0, "Authentication traits").

use tinsmith_model::{
    ApiKeyLocation, Diagnostic, HttpApiKeyAuth, Model, Place, Shape, ShapeId, Trait, Traits,
};

use crate::ir::AuthScheme;

const SIGV2: &str = "aws.auth#sigv2";
const SIGV4: &str = "aws.auth#sigv4";
const NO_AUTH: &str = "smithy.api#noAuth";

/// Traits that define a scheme; those that a model defines itself have `authDefinition`.
const DEFINITIONS: [&str; 9] = [
    "aws.auth#cognitoUserPools",
    SIGV2,
    SIGV4,
    "aws.auth#sigv4S3Express",
    "aws.auth#sigv4a",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpDigestAuth",
];

/// The schemes of the service, in order of preference; `None` for the one that follows from its
/// signing name.
pub(super) fn of_service(model: &Model, service: &Shape) -> Option<Vec<AuthScheme>> {
    let schemes = all_of_service(model, service);
    let usual = match service.traits.sigv4_name() {
        Some(_) => AuthScheme::SigV4,
        None => AuthScheme::NoAuth,
    };
    (schemes != [usual]).then_some(schemes)
}

fn all_of_service(model: &Model, service: &Shape) -> Vec<AuthScheme> {
    Named::by_service(model, service).schemes(service, false)
}

/// The schemes of an operation, in order of preference; `None` if they are those of the service.
pub(super) fn of_operation(
    model: &Model,
    service: &Shape,
    operation: &Shape,
) -> Option<Vec<AuthScheme>> {
    let named = Named::by_operation(operation);
    let named = named.unwrap_or_else(|| Named::by_service(model, service));
    let schemes = named.schemes(service, operation.traits.optional_auth());
    (schemes != all_of_service(model, service)).then_some(schemes)
}

/// The reason why no call of the operation could be authenticated; `None` if one of its schemes is
/// supported, or if it has none.
pub(super) fn unsupported(model: &Model, service: &Shape, operation: &Shape) -> Option<Diagnostic> {
    let named = Named::by_operation(operation);
    let named = named.unwrap_or_else(|| Named::by_service(model, service));
    let is_none = |id: &ShapeId| id.as_str() == NO_AUTH;
    let usable = |id: &ShapeId| is_none(id) || scheme(service, id).is_some();
    if named.ids.is_empty() || named.ids.iter().any(usable) {
        return None;
    }
    let ids: Vec<&str> = named.ids.iter().map(ShapeId::as_str).collect();
    Some(Diagnostic {
        place: Some(named.place),
        shape: Some(named.shape),
        message: format!(
            "calls are authenticated only by {}, which cannot be generated",
            ids.join(" or ")
        ),
        help: "select other operations; schemes that can be generated, if the service declares \
               them, are aws.auth#sigv4, smithy.api#httpApiKeyAuth, smithy.api#httpBasicAuth and \
               smithy.api#httpBearerAuth"
            .to_owned(),
    })
}

/// The schemes that a shape names, in order, and the trait that names them.
struct Named {
    ids: Vec<ShapeId>,
    shape: ShapeId,
    place: Place,
}

impl Named {
    fn by_operation(operation: &Shape) -> Option<Self> {
        Some(Self {
            ids: operation.traits.auth()?,
            shape: operation.id.clone(),
            place: place_of(operation, "smithy.api#auth"),
        })
    }

    /// The schemes of the trait `auth`, or else all of the service, which are in the order of their
    /// ids.
    fn by_service(model: &Model, service: &Shape) -> Self {
        if let Some(named) = Self::by_operation(service) {
            return named;
        }
        let defined = service.traits.iter().filter(|one| defines_auth(model, one));
        let ids: Vec<ShapeId> = defined.map(|one| one.id.clone()).collect();
        let first = ids.first().map_or("", |id| id.as_str());
        Self {
            place: place_of(service, first),
            shape: service.id.clone(),
            ids,
        }
    }

    fn schemes(&self, service: &Shape, optional: bool) -> Vec<AuthScheme> {
        let named = self.ids.iter();
        let mut schemes: Vec<AuthScheme> = named.filter_map(|id| scheme(service, id)).collect();
        if (optional || self.ids.is_empty()) && !schemes.contains(&AuthScheme::NoAuth) {
            schemes.push(AuthScheme::NoAuth);
        }
        schemes
    }
}

/// The place of a trait, or else that of the shape.
fn place_of(shape: &Shape, id: &str) -> Place {
    let mut traits = shape.traits.iter();
    traits
        .find(|one| one.id.as_str() == id)
        .map_or(shape.place, |one| one.place)
}

fn defines_auth(model: &Model, applied: &Trait) -> bool {
    let defined = || model.shape(&applied.id);
    DEFINITIONS.contains(&applied.id.as_str())
        || defined().is_some_and(|shape| shape.traits.has("smithy.api#authDefinition"))
}

/// The scheme of this id, if it is supported and the service has its trait.
fn scheme(service: &Shape, id: &ShapeId) -> Option<AuthScheme> {
    let traits = &service.traits;
    match id.as_str() {
        NO_AUTH => Some(AuthScheme::NoAuth),
        SIGV2 => signs_forms(traits).then_some(AuthScheme::SigV2),
        SIGV4 => traits.sigv4_name().map(|_| AuthScheme::SigV4),
        "smithy.api#httpApiKeyAuth" => traits.http_api_key_auth().map(api_key),
        "smithy.api#httpBasicAuth" => traits.http_basic_auth().then_some(AuthScheme::Basic),
        "smithy.api#httpBearerAuth" => traits.http_bearer_auth().then_some(AuthScheme::Bearer),
        _ => None,
    }
}

/// Returns true if calls may carry a signature of version 2, which is a part of a form.
fn signs_forms(traits: &Traits) -> bool {
    let protocols = ["aws.protocols#awsQuery", "aws.protocols#ec2Query"];
    traits.has(SIGV2) && protocols.iter().any(|id| traits.has(id))
}

fn api_key(auth: HttpApiKeyAuth<'_>) -> AuthScheme {
    let name = auth.name.to_owned();
    match auth.location {
        ApiKeyLocation::Header => AuthScheme::ApiKeyHeader {
            name,
            prefix: auth.scheme.unwrap_or_default().to_owned(),
        },
        ApiKeyLocation::Query => AuthScheme::ApiKeyQuery { name },
    }
}

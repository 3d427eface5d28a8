//! The types of rule tables, which generated code defines.

/// The endpoint rules of a service as a table.
#[derive(Debug)]
pub struct Rules {
    /// The parameters. Their values have the first numbers.
    pub parameters: &'static [Parameter],
    /// The names of the variables, whose values have the next numbers.
    pub variables: &'static [&'static str],
    /// The conditions that nodes test.
    pub conditions: &'static [Expr],
    /// The result of a walk.
    pub results: &'static [Outcome],
    /// The nodes: the index of a condition, and the references for true and false. The first one
    /// is the root.
    pub nodes: &'static [[Reference; 3]],
}

/// A reference: the index of a node, or a result, with -1 for the first one; [`Rules::NO_MATCH`]
/// is neither.
pub type Reference = i16;

impl Rules {
    /// The reference for no result.
    pub const NO_MATCH: Reference = Reference::MIN;
}

/// A parameter of endpoint rules.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// The name in the model.
    pub name: &'static str,
    /// The built-in source of its value, unless the operation or a client setting has one.
    pub built_in: Option<BuiltIn>,
    /// True if it is required.
    pub required: bool,
    /// The default.
    pub default: Option<Default>,
    /// The type of its values.
    pub(crate) kind: ParamKind,
}

/// The default value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Default {
    /// A string.
    Text(&'static str),
    /// A boolean.
    Boolean(bool),
    /// A list of strings.
    Texts(&'static [&'static str]),
}

/// The type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// Text.
    Text,
    /// True or false.
    Boolean,
    /// Texts in order.
    Texts,
}

/// Creates a string parameter.
#[must_use]
pub const fn string(name: &'static str) -> Parameter {
    parameter(name, ParamKind::Text)
}

/// Creates a boolean parameter.
#[must_use]
pub const fn boolean(name: &'static str) -> Parameter {
    parameter(name, ParamKind::Boolean)
}

/// Creates a string list parameter.
#[must_use]
pub const fn string_array(name: &'static str) -> Parameter {
    parameter(name, ParamKind::Texts)
}

const fn parameter(name: &'static str, kind: ParamKind) -> Parameter {
    Parameter {
        name,
        built_in: None,
        required: false,
        default: None,
        kind,
    }
}

impl Parameter {
    /// The type of its values.
    #[must_use]
    pub const fn kind(&self) -> ParamKind {
        self.kind
    }

    /// Takes the value from a built-in.
    #[must_use]
    pub const fn built_in(mut self, built_in: BuiltIn) -> Self {
        self.built_in = Some(built_in);
        self
    }

    /// Makes the parameter required.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Sets the default string.
    #[must_use]
    pub const fn or(mut self, default: &'static str) -> Self {
        self.default = Some(Default::Text(default));
        self
    }

    /// Sets the default boolean.
    #[must_use]
    pub const fn or_bool(mut self, default: bool) -> Self {
        self.default = Some(Default::Boolean(default));
        self
    }

    /// Sets the default strings.
    #[must_use]
    pub const fn or_texts(mut self, default: &'static [&'static str]) -> Self {
        self.default = Some(Default::Texts(default));
        self
    }
}

/// A built-in value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BuiltIn {
    /// `AWS::Region`: the region of the client.
    Region,
    /// `AWS::UseFIPS`: true for FIPS endpoints.
    UseFips,
    /// `AWS::UseDualStack`: true for dual-stack endpoints.
    UseDualStack,
    /// `SDK::Endpoint`: the endpoint that the user has set.
    Endpoint,
    /// `AWS::Auth::AccountId`: the account of the credentials.
    AccountId,
    /// `AWS::Auth::AccountIdEndpointMode`: the mode of account-based endpoints.
    AccountIdEndpointMode,
    /// `AWS::Auth::CredentialScope`: the region that the credentials are valid for.
    CredentialScope,
    /// `AWS::S3::Accelerate`: true for S3 transfer acceleration.
    S3Accelerate,
    /// `AWS::S3::DisableMultiRegionAccessPoints`: true if S3's multi-region access points are
    /// refused.
    S3DisableMultiRegionAccessPoints,
    /// `AWS::S3::ForcePathStyle`: true if buckets are always in the path.
    S3ForcePathStyle,
    /// `AWS::S3::UseArnRegion`: true if the region of a bucket's ARN replaces the client's.
    S3UseArnRegion,
    /// `AWS::S3::UseGlobalEndpoint`: true if `us-east-1` stands for S3's global endpoint.
    S3UseGlobalEndpoint,
    /// `AWS::S3Control::UseArnRegion`: true if the region of an ARN replaces the client's.
    S3ControlUseArnRegion,
    /// `AWS::STS::UseGlobalEndpoint`: true for STS's global endpoint.
    StsUseGlobalEndpoint,
}

/// An expression. A value that is missing is neither true nor equal to another.
#[derive(Debug)]
pub enum Expr {
    /// The value of this number.
    Value(u8),
    /// A string.
    Text(&'static str),
    /// A string template.
    Template(&'static str),
    /// A boolean.
    Boolean(bool),
    /// Assigns the value of an expression to a number, and returns it.
    Set(u8, &'static Expr),
    /// Tests for a value (`isSet`).
    IsSet(&'static Expr),
    /// Negates a boolean (`not`).
    Not(&'static Expr),
    /// Compares two values (`stringEquals`, `booleanEquals`).
    Equal(&'static Expr, &'static Expr),
    /// An attribute of a value, by its path (`getAttr`).
    Attribute(&'static Expr, &'static str),
    /// A substring, counted from the end if so specified (`substring`).
    Substring(&'static Expr, usize, usize, bool),
    /// Percent-encodes a string (`uriEncode`).
    UriEncode(&'static Expr),
    /// The parts of a URL (`parseURL`).
    ParseUrl(&'static Expr),
    /// Tests for a label of a host name, or several if allowed (`isValidHostLabel`).
    IsHostLabel(&'static Expr, bool),
    /// Splits a string at separators, into a maximum number of parts unless zero (`split`).
    Split(&'static Expr, &'static Expr, usize),
    /// The first present value (`coalesce`).
    Coalesce(&'static [Expr]),
    /// The second value if the first is true, else the third (`ite`).
    If(&'static Expr, &'static Expr, &'static Expr),
    /// The partition of a region (`aws.partition`).
    Partition(&'static Expr),
    /// The parts of an ARN (`aws.parseArn`).
    ParseArn(&'static Expr),
    /// Tests for a bucket name that is valid in a host name, with dots if allowed
    /// (`aws.isVirtualHostableS3Bucket`).
    IsBucketLabel(&'static Expr, bool),
}

/// The result of a walk.
#[derive(Debug)]
pub enum Outcome {
    /// An endpoint.
    Endpoint {
        /// The URL.
        url: Expr,
        /// The headers, each with its values.
        headers: &'static [(&'static str, &'static [Expr])],
        /// The properties by name.
        properties: &'static [(&'static str, Property)],
    },
    /// An error with this message.
    Error(Expr),
}

/// An endpoint at the URL of a template.
#[must_use]
pub const fn endpoint(url: &'static str) -> Outcome {
    Outcome::Endpoint {
        url: Expr::Template(url),
        headers: &[],
        properties: &[],
    }
}

/// An error with the message of a template.
#[must_use]
pub const fn error(message: &'static str) -> Outcome {
    Outcome::Error(Expr::Template(message))
}

impl Outcome {
    /// Sets the properties of an endpoint.
    #[must_use]
    pub const fn with(self, properties: &'static [(&'static str, Property)]) -> Self {
        match self {
            Self::Endpoint {
                url: Expr::Template(url),
                headers,
                ..
            } => Self::Endpoint {
                url: Expr::Template(url),
                headers,
                properties,
            },
            other => other,
        }
    }
}

/// The value of a property, before references are resolved.
#[derive(Debug)]
pub enum Property {
    /// A string template.
    Text(&'static str),
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A list.
    List(&'static [Property]),
    /// An object.
    Object(&'static [(&'static str, Property)]),
}

//! The form of rule tables, which generated code fills in.

/// The endpoint rules of a service as a table.
#[derive(Debug)]
pub struct Rules {
    /// The parameters. Their values come first among the numbered values.
    pub parameters: &'static [Parameter],
    /// The names of the variables, whose values follow those of the parameters.
    pub variables: &'static [&'static str],
    /// The conditions that nodes test.
    pub conditions: &'static [Expr],
    /// What a walk ends in.
    pub results: &'static [Outcome],
    /// The nodes: the index of a condition, and where to go if it holds and if it does not. A walk begins at the first one.
    pub nodes: &'static [[Reference; 3]],
}

/// Where a walk goes next: to the node of this index, or to a result, -1 being the first one; [`Rules::NO_MATCH`] is
/// neither.
pub type Reference = i16;

impl Rules {
    /// The reference of walks that end without a result.
    pub const NO_MATCH: Reference = Reference::MIN;
}

/// A parameter of endpoint rules.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// The name in the model.
    pub name: &'static str,
    /// Where its value comes from unless the operation or a setting of the client gives it.
    pub built_in: Option<BuiltIn>,
    /// Whether the rules cannot do without it.
    pub required: bool,
    /// The value if there is none from elsewhere.
    pub default: Option<Default>,
    /// The type of its values.
    pub(crate) kind: ParamKind,
}

/// The default value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Default {
    /// A text.
    Text(&'static str),
    /// True or false.
    Boolean(bool),
    /// Texts in order.
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

/// A parameter with text.
#[must_use]
pub const fn string(name: &'static str) -> Parameter {
    parameter(name, ParamKind::Text)
}

/// A parameter that is true or false.
#[must_use]
pub const fn boolean(name: &'static str) -> Parameter {
    parameter(name, ParamKind::Boolean)
}

/// A parameter with texts in order.
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

    /// Fails if there is no value.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Sets the value if there is none from elsewhere.
    #[must_use]
    pub const fn or(mut self, default: &'static str) -> Self {
        self.default = Some(Default::Text(default));
        self
    }

    /// Sets the value to true or false if there is none from elsewhere.
    #[must_use]
    pub const fn or_bool(mut self, default: bool) -> Self {
        self.default = Some(Default::Boolean(default));
        self
    }

    /// Sets the texts if there are none from elsewhere.
    #[must_use]
    pub const fn or_texts(mut self, default: &'static [&'static str]) -> Self {
        self.default = Some(Default::Texts(default));
        self
    }
}

/// A value that every client knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BuiltIn {
    /// `AWS::Region`: the region of the client.
    Region,
    /// `AWS::UseFIPS`: whether endpoints must comply with FIPS 140.
    UseFips,
    /// `AWS::UseDualStack`: whether endpoints must have IPv6 addresses too.
    UseDualStack,
    /// `SDK::Endpoint`: the endpoint that the user has set.
    Endpoint,
    /// `AWS::Auth::AccountId`: the account of the credentials.
    AccountId,
    /// `AWS::Auth::AccountIdEndpointMode`: whether endpoints contain the account.
    AccountIdEndpointMode,
    /// `AWS::Auth::CredentialScope`: the region that the credentials are good for.
    CredentialScope,
    /// `AWS::S3::Accelerate`: whether S3's transfer acceleration is used.
    S3Accelerate,
    /// `AWS::S3::DisableMultiRegionAccessPoints`: whether S3's multi-region access points are refused.
    S3DisableMultiRegionAccessPoints,
    /// `AWS::S3::ForcePathStyle`: whether buckets are always a part of the path.
    S3ForcePathStyle,
    /// `AWS::S3::UseArnRegion`: whether the region of a bucket's ARN counts, not the client's.
    S3UseArnRegion,
    /// `AWS::S3::UseGlobalEndpoint`: whether `us-east-1` stands for S3's global endpoint.
    S3UseGlobalEndpoint,
    /// `AWS::S3Control::UseArnRegion`: whether the region of an ARN counts, not the client's.
    S3ControlUseArnRegion,
    /// `AWS::STS::UseGlobalEndpoint`: whether STS's global endpoint is used.
    StsUseGlobalEndpoint,
}

/// An expression. A value that is missing is neither true nor equal to another.
#[derive(Debug)]
pub enum Expr {
    /// The value of this number.
    Value(u8),
    /// A text.
    Text(&'static str),
    /// A text with references in braces.
    Template(&'static str),
    /// True or false.
    Boolean(bool),
    /// Gives the value of an expression a number, and has it.
    Set(u8, &'static Expr),
    /// Whether there is a value (`isSet`).
    IsSet(&'static Expr),
    /// Whether a value is false (`not`).
    Not(&'static Expr),
    /// Whether two values are equal (`stringEquals`, `booleanEquals`).
    Equal(&'static Expr, &'static Expr),
    /// An attribute of a value, by its path (`getAttr`).
    Attribute(&'static Expr, &'static str),
    /// A part of a text, counted from the end if so said (`substring`).
    Substring(&'static Expr, usize, usize, bool),
    /// A text in percent-encoding (`uriEncode`).
    UriEncode(&'static Expr),
    /// The parts of a URL (`parseURL`).
    ParseUrl(&'static Expr),
    /// Whether a text is a label of a host name, or several if so said (`isValidHostLabel`).
    IsHostLabel(&'static Expr, bool),
    /// The parts of a text between separators, at most so many unless zero (`split`).
    Split(&'static Expr, &'static Expr, usize),
    /// The first value there is (`coalesce`).
    Coalesce(&'static [Expr]),
    /// The second value if the first is true, else the third (`ite`).
    If(&'static Expr, &'static Expr, &'static Expr),
    /// The partition of a region (`aws.partition`).
    Partition(&'static Expr),
    /// The parts of an ARN (`aws.parseArn`).
    ParseArn(&'static Expr),
    /// Whether a bucket can be a part of a host name, or dots in it be allowed (`aws.isVirtualHostableS3Bucket`).
    IsBucketLabel(&'static Expr, bool),
}

/// What a walk ends in.
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
    /// A text with references in braces.
    Text(&'static str),
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Values in order.
    List(&'static [Property]),
    /// Values by name.
    Object(&'static [(&'static str, Property)]),
}

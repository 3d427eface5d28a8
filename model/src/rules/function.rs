//! The functions of the rules engine and of its AWS extension.

use super::types::Type;

/// A function of the rules engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// `isSet`
    IsSet,
    /// `not`
    Not,
    /// `booleanEquals`
    BooleanEquals,
    /// `stringEquals`
    StringEquals,
    /// `getAttr`
    GetAttr,
    /// `substring`
    Substring,
    /// `uriEncode`
    UriEncode,
    /// `parseURL`
    ParseUrl,
    /// `isValidHostLabel`
    IsValidHostLabel,
    /// `split`
    Split,
    /// `coalesce`
    Coalesce,
    /// `ite`
    Ite,
    /// `aws.partition`
    Partition,
    /// `aws.parseArn`
    ParseArn,
    /// `aws.isVirtualHostableS3Bucket`
    IsVirtualHostableS3Bucket,
}

/// The signature of a function.
pub(super) enum Signature {
    /// Arguments of these types, and a result of that one.
    Fixed(&'static [Type], Type),
    /// One argument of any type, and a boolean result.
    AnyToBoolean,
    /// A value and the path to its attribute.
    Attribute,
    /// Two or more arguments of one type, which is the result's.
    SameType,
    /// A boolean and two arguments of one type, which is the result's.
    Choice,
}

impl Function {
    /// All functions.
    pub const ALL: [Self; 15] = [
        Self::IsSet,
        Self::Not,
        Self::BooleanEquals,
        Self::StringEquals,
        Self::GetAttr,
        Self::Substring,
        Self::UriEncode,
        Self::ParseUrl,
        Self::IsValidHostLabel,
        Self::Split,
        Self::Coalesce,
        Self::Ite,
        Self::Partition,
        Self::ParseArn,
        Self::IsVirtualHostableS3Bucket,
    ];

    /// The function of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|function| function.name() == name)
    }

    /// The name in rules.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::IsSet => "isSet",
            Self::Not => "not",
            Self::BooleanEquals => "booleanEquals",
            Self::StringEquals => "stringEquals",
            Self::GetAttr => "getAttr",
            Self::Substring => "substring",
            Self::UriEncode => "uriEncode",
            Self::ParseUrl => "parseURL",
            Self::IsValidHostLabel => "isValidHostLabel",
            Self::Split => "split",
            Self::Coalesce => "coalesce",
            Self::Ite => "ite",
            Self::Partition => "aws.partition",
            Self::ParseArn => "aws.parseArn",
            Self::IsVirtualHostableS3Bucket => "aws.isVirtualHostableS3Bucket",
        }
    }

    pub(super) fn signature(self) -> Signature {
        use Type::{Arn, Boolean, Integer, Partition, String, StringArray, Url};
        match self {
            Self::IsSet => Signature::AnyToBoolean,
            Self::Not => Signature::Fixed(&[Boolean], Boolean),
            Self::BooleanEquals => Signature::Fixed(&[Boolean, Boolean], Boolean),
            Self::StringEquals => Signature::Fixed(&[String, String], Boolean),
            Self::GetAttr => Signature::Attribute,
            Self::Substring => Signature::Fixed(&[String, Integer, Integer, Boolean], String),
            Self::UriEncode => Signature::Fixed(&[String], String),
            Self::ParseUrl => Signature::Fixed(&[String], Url),
            Self::IsValidHostLabel | Self::IsVirtualHostableS3Bucket => {
                Signature::Fixed(&[String, Boolean], Boolean)
            }
            Self::Split => Signature::Fixed(&[String, String, Integer], StringArray),
            Self::Coalesce => Signature::SameType,
            Self::Ite => Signature::Choice,
            Self::Partition => Signature::Fixed(&[String], Partition),
            Self::ParseArn => Signature::Fixed(&[String], Arn),
        }
    }
}

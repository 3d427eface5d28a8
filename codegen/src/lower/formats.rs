//! Traits that matter in a single format. Those of XML are left out if no protocol of the service
//! writes or reads it.

use tinsmith_model::{Member, Shape, Traits};

use super::Lowering;
use crate::ir::FormatTrait;

/// The format traits of a member.
pub(super) fn of_member(lowering: &Lowering<'_>, member: &Member) -> Vec<FormatTrait> {
    let traits = &member.traits;
    let differs = |name: &&str| *name != member.name;
    let json_name = traits.json_name().filter(differs);
    let json_name = json_name.map(|name| FormatTrait::JsonName(name.to_owned()));
    let mut all: Vec<_> = json_name.into_iter().collect();
    if lowering.xml {
        let xml_name = traits.xml_name().filter(differs);
        all.extend(xml_name.map(|name| FormatTrait::XmlName(name.to_owned())));
        all.extend(traits.xml_attribute().then_some(FormatTrait::XmlAttribute));
        all.extend(traits.xml_flattened().then_some(FormatTrait::XmlFlattened));
        all.extend(namespace(traits));
        let ec2_name = traits.ec2_query_name();
        all.extend(ec2_name.map(|name| FormatTrait::Ec2Name(name.to_owned())));
    }
    all
}

/// The format traits of a structure or union.
pub(super) fn of_shape(lowering: &Lowering<'_>, shape: &Shape) -> Vec<FormatTrait> {
    let mut all = Vec::new();
    if lowering.xml {
        let xml_name = shape.traits.xml_name();
        all.extend(xml_name.map(|name| FormatTrait::XmlName(name.to_owned())));
        all.extend(namespace(&shape.traits));
        let error = shape.traits.query_error();
        all.extend(error.map(|error| FormatTrait::QueryCode(error.code.to_owned())));
    }
    all
}

/// The format traits of an operation's output.
pub(super) fn of_output(lowering: &Lowering<'_>, operation: &Shape) -> Option<FormatTrait> {
    let unwrapped = operation
        .traits
        .has("aws.customizations#s3UnwrappedXmlOutput");
    (lowering.xml && unwrapped).then_some(FormatTrait::XmlUnwrapped)
}

/// The namespace that an element declares.
fn namespace(traits: &Traits) -> Option<FormatTrait> {
    let namespace = traits.xml_namespace()?;
    Some(FormatTrait::XmlNamespace(
        namespace.prefix.map(str::to_owned),
        namespace.uri.to_owned(),
    ))
}

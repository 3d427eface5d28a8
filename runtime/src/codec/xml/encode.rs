//! Values to XML.

use bytes::Bytes;
use jiff::Timestamp;

use super::escape::escape;
use crate::codec::MAX_DEPTH;
use crate::codec::text::{self, Scalar};
use crate::schema::{Kind, Member, Role, Schema, TimestampFormat, XmlNamespace};
use crate::serde::{Contents, EncodeError, Encoded, Encoder};

/// Writes values as XML without white space between elements.
#[derive(Debug)]
pub struct XmlEncoder {
    out: String,
    /// The namespace of the service, which the document's element declares unless it has its own.
    namespace: Option<XmlNamespace>,
    /// The name of the document's element, once it is open.
    root: Option<&'static str>,
    /// The end of the start tag of the document's element, where its attributes go.
    root_tag: usize,
    /// True if a start tag lacks its `>`.
    in_tag: bool,
    /// True if only attributes are written.
    attributes: bool,
    depth: usize,
    around: Around,
}

/// The list or map around elements and entries, as far as their names depend on it.
#[derive(Clone, Copy, Debug, Default)]
struct Around {
    /// The name of elements, if the list is flattened.
    element: Option<&'static str>,
    /// The name of entries.
    entry: &'static str,
    /// The name of keys.
    key: Option<&'static Member>,
}

impl XmlEncoder {
    /// An encoder that has written nothing.
    #[must_use]
    pub fn new(namespace: Option<XmlNamespace>) -> Self {
        Self {
            out: String::new(),
            namespace,
            root: None,
            root_tag: 0,
            in_tag: false,
            attributes: false,
            depth: 0,
            around: Around::default(),
        }
    }

    /// Begins a document whose element holds the members of a structure, which follow one by one.
    pub(crate) fn begin(&mut self, schema: &'static Schema) {
        let name = schema.xml_name();
        self.open(name, schema.traits.xml_namespace.or(self.namespace));
        self.root = Some(name);
        self.root_tag = self.out.len();
        self.depth = 1;
    }

    /// Ends the document if [`begin`](Self::begin) began one, and returns its text.
    pub(crate) fn end(&mut self) -> String {
        if let Some(root) = self.root.take() {
            self.close(root);
        }
        std::mem::take(&mut self.out)
    }

    fn end_tag(&mut self) {
        if std::mem::take(&mut self.in_tag) {
            self.out.push('>');
        }
    }

    fn open(&mut self, name: &str, namespace: Option<XmlNamespace>) {
        self.end_tag();
        self.out.push('<');
        self.out.push_str(name);
        if let Some(XmlNamespace { prefix, uri }) = namespace {
            self.out.push_str(" xmlns");
            if let Some(prefix) = prefix {
                self.out.push(':');
                self.out.push_str(prefix);
            }
            self.out.push_str("=\"");
            // A URI of the model has no character that XML cannot hold.
            let _ = escape(&mut self.out, uri);
            self.out.push('"');
        }
        self.in_tag = true;
    }

    fn close(&mut self, name: &str) {
        self.end_tag();
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// The name and namespace of the element for a member. The document's own element is called
    /// after the shape.
    fn element(&self, member: &'static Member) -> (&'static str, Option<XmlNamespace>) {
        let own = member.traits.xml_namespace;
        if self.depth == 0 {
            let of_shape = member.target.traits;
            let namespace = own.or(of_shape.xml_namespace).or(self.namespace);
            return (member.document_name(), namespace);
        }
        match member.role {
            Role::Element => (self.around.element.unwrap_or(member.xml_name()), own),
            _ => (member.xml_name(), own),
        }
    }

    /// Writes an element with what is in it.
    fn wrap(
        &mut self,
        member: &'static Member,
        write: &mut dyn FnMut(&mut Self) -> Encoded,
    ) -> Encoded {
        let (name, namespace) = self.element(member);
        self.open(name, namespace);
        self.nest(member, write)?;
        self.close(name);
        self.end_entry(member);
        Ok(())
    }

    /// Ends the entry of which `member` is the value.
    fn end_entry(&mut self, member: &'static Member) {
        if member.role == Role::Entry && self.depth > 0 {
            self.close(self.around.entry);
        }
    }

    /// Writes what is within an element, one level deeper.
    fn nest(
        &mut self,
        member: &'static Member,
        write: &mut dyn FnMut(&mut Self) -> Encoded,
    ) -> Encoded {
        if self.depth == MAX_DEPTH {
            let reason = format!("nests deeper than {MAX_DEPTH} levels");
            return Err(EncodeError::new(reason).in_member(member.name));
        }
        let around = self.around;
        self.depth += 1;
        let written = write(self);
        self.depth -= 1;
        self.around = around;
        written.map_err(|error| error.in_member(member.name))
    }

    fn attribute(&mut self, member: &'static Member, text: &str) -> Encoded {
        let mut attribute = format!(" {}=\"", member.xml_name());
        escape(&mut attribute, text).map_err(|error| error.in_member(member.name))?;
        attribute.push('"');
        if self.attributes {
            self.out.push_str(&attribute);
        } else {
            self.out.insert_str(self.root_tag, &attribute);
            self.root_tag += attribute.len();
        }
        Ok(())
    }

    /// True if members come one by one, attributes among them.
    fn is_in_root(&self) -> bool {
        self.root.is_some() && self.depth == 1
    }
}

impl Scalar for XmlEncoder {
    fn scalar(&mut self, member: &'static Member, text: &str) -> Encoded {
        let is_attribute = member.traits.xml_attribute && member.role == Role::Field;
        if is_attribute && (self.attributes || self.is_in_root()) {
            return self.attribute(member, text);
        }
        // Attributes and elements are written in passes of their own.
        if is_attribute || self.attributes {
            return Ok(());
        }
        self.wrap(member, &mut |xml| {
            xml.end_tag();
            escape(&mut xml.out, text)
        })
    }
}

/// Returns true if a member of the structure is an attribute.
fn has_attributes(schema: &Schema) -> bool {
    schema.members().any(|member| member.traits.xml_attribute)
}

impl Encoder for XmlEncoder {
    fn absent(&mut self, member: &'static Member) -> Encoded {
        match member.role {
            Role::Field => Ok(()),
            // An element without a value is an empty one.
            _ => self.scalar(member, ""),
        }
    }

    text::scalars!(TimestampFormat::DateTime);

    fn structure(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        if self.attributes {
            return Ok(());
        }
        self.wrap(member, &mut |xml| {
            if has_attributes(member.target) {
                xml.attributes = true;
                let written = contents(xml);
                xml.attributes = false;
                written?;
            }
            contents(xml)
        })
    }

    fn list(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        if self.attributes {
            return Ok(());
        }
        if !member.traits.xml_flattened {
            return self.wrap(member, &mut |xml| {
                xml.around.element = None;
                contents(xml)
            });
        }
        let name = member.xml_name();
        self.nest(member, &mut |xml| {
            xml.around.element = Some(name);
            contents(xml)
        })
    }

    fn map(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        if self.attributes {
            return Ok(());
        }
        let Kind::Map(key, _) = member.target.kind else {
            return Ok(());
        };
        let flattened = member.traits.xml_flattened;
        let mut write = |xml: &mut Self| {
            xml.around.key = Some(key);
            xml.around.entry = if flattened {
                member.xml_name()
            } else {
                "entry"
            };
            contents(xml)
        };
        if flattened {
            self.nest(member, &mut write)
        } else {
            self.wrap(member, &mut write)
        }
    }

    fn key(&mut self, key: &str) -> Encoded {
        let entry = self.around.entry;
        let Some(member) = self.around.key else {
            return Ok(());
        };
        self.open(entry, None);
        self.open(member.xml_name(), member.traits.xml_namespace);
        self.end_tag();
        escape(&mut self.out, key)?;
        self.close(member.xml_name());
        Ok(())
    }
}

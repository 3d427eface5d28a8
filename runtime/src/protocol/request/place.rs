//! The places of members outside the body: host, path, query and headers.

use http::HeaderName;

use super::RequestEncoder;
use super::headers::{chosen_name, header_value};
use crate::protocol::header_list;
use crate::protocol::text::{Part, TextEncoder};
use crate::schema::{Binding, Kind, Member, TimestampFormat};
use crate::serde::{Contents, EncodeError, Encoded};

impl RequestEncoder<'_> {
    pub(super) fn host_label(&mut self, member: &'static Member, write: Contents<'_>) -> Encoded {
        let labels = &mut self.host_labels;
        let mut take = |part: Part<'_>| {
            labels.push((member.name, part.text.to_owned()));
            Ok(())
        };
        write(&mut TextEncoder::new(TimestampFormat::DateTime, &mut take))
    }

    pub(super) fn label(&mut self, member: &'static Member, write: Contents<'_>) -> Encoded {
        let target = &mut self.target;
        let mut take = |part: Part<'_>| {
            let text = match part.text {
                "" => member.empty_label,
                text => text,
            };
            target.label(member.name, sent(member, text))
        };
        write(&mut TextEncoder::new(TimestampFormat::DateTime, &mut take))
    }

    pub(super) fn query(&mut self, member: &'static Member, write: Contents<'_>) -> Encoded {
        let target = &mut self.target;
        let mut take = |part: Part<'_>| {
            match (member.binding, part.key) {
                (Binding::Query(name), _) => target.query(name, sent(member, part.text)),
                (_, key) => target.chosen_query(key.unwrap_or_default(), part.text),
            }
            Ok(())
        };
        write(&mut TextEncoder::new(TimestampFormat::DateTime, &mut take))
    }

    pub(super) fn header(
        &mut self,
        member: &'static Member,
        name: &'static str,
        write: Contents<'_>,
    ) -> Encoded {
        let list = matches!(member.target.kind, Kind::List(_));
        let mut value = String::new();
        let mut first = true;
        let mut take = |part: Part<'_>| {
            if !std::mem::take(&mut first) {
                value.push_str(", ");
            }
            match part.member.target.kind {
                Kind::String | Kind::Enum(_) if part.member.media_type.is_some() => {
                    base64_simd::STANDARD.encode_append(part.text, &mut value);
                }
                // The comma within an HTTP date does not make two elements of it.
                Kind::String | Kind::Enum(_) if list => header_list::push(&mut value, part.text),
                _ => value.push_str(part.text),
            }
            Ok(())
        };
        write(&mut TextEncoder::new(TimestampFormat::HttpDate, &mut take))?;
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| {
            EncodeError::new("is bound to a malformed header name").in_member(member.name)
        })?;
        self.headers.insert(name, header_value(member, &value)?);
        Ok(())
    }

    pub(super) fn prefix_headers(
        &mut self,
        member: &'static Member,
        prefix: &'static str,
        write: Contents<'_>,
    ) -> Encoded {
        let chosen = &mut self.chosen;
        let mut take = |part: Part<'_>| {
            let name = [prefix, part.key.unwrap_or_default()].concat();
            let name = chosen_name(member, &name)?;
            chosen.push((name, header_value(member, part.text)?));
            Ok(())
        };
        write(&mut TextEncoder::new(TimestampFormat::HttpDate, &mut take))
    }
}

/// Returns the part of a value that is sent.
fn sent<'t>(member: &Member, text: &'t str) -> &'t str {
    match text.rsplit_once('/') {
        Some((_, last)) if member.last_segment => last,
        _ => text,
    }
}

//! ARNs (Smithy 2.0, "AWS rules engine library functions", "aws.parseArn").

use std::borrow::Cow;

use super::value::{Value, element, part};

/// The parts of an ARN.
#[derive(Clone, Debug)]
pub(super) struct Arn<'a> {
    partition: Cow<'a, str>,
    service: Cow<'a, str>,
    region: Cow<'a, str>,
    account_id: Cow<'a, str>,
    resource: Cow<'a, str>,
}

impl<'a> Arn<'a> {
    /// Reads `arn:partition:service:region:account:resource`; region and account may be empty.
    pub(super) fn parse(text: &Cow<'a, str>) -> Option<Self> {
        let mut ends = memchr::memchr_iter(b':', text.as_bytes());
        let [arn, partition, service, region, account] = [
            ends.next()?,
            ends.next()?,
            ends.next()?,
            ends.next()?,
            ends.next()?,
        ];
        let arn = Self {
            partition: part(text, arn + 1..partition),
            service: part(text, partition + 1..service),
            region: part(text, service + 1..region),
            account_id: part(text, region + 1..account),
            resource: part(text, account + 1..text.len()),
        };
        let whole =
            !arn.partition.is_empty() && !arn.service.is_empty() && !arn.resource.is_empty();
        (whole && text.starts_with("arn:")).then_some(arn)
    }

    pub(super) fn attribute(&self, path: &str) -> Value<'a> {
        let text = |text: &Cow<'a, str>| Value::Text(text.clone());
        match path {
            "partition" => text(&self.partition),
            "service" => text(&self.service),
            "region" => text(&self.region),
            "accountId" => text(&self.account_id),
            "resourceId" => Value::Texts(self.resource_id()),
            _ => self.resource_part(path).map_or(Value::Missing, Value::Text),
        }
    }

    fn resource_part(&self, path: &str) -> Option<Cow<'a, str>> {
        let index = path.strip_prefix("resourceId[")?.strip_suffix(']')?;
        match index.parse::<usize>() {
            Ok(index) => self.resource_parts().nth(index),
            Err(_) => element(&self.resource_id(), index).cloned(),
        }
    }

    /// The parts of the resource between colons and slashes.
    fn resource_id(&self) -> Vec<Cow<'a, str>> {
        self.resource_parts().collect()
    }

    fn resource_parts(&self) -> impl Iterator<Item = Cow<'a, str>> {
        let mut start = 0;
        let ends = memchr::memchr2_iter(b':', b'/', self.resource.as_bytes());
        ends.chain([self.resource.len()]).map(move |end| {
            let found = part(&self.resource, start..end);
            start = end + 1;
            found
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        let arn = Arn::parse(&Cow::Borrowed(text))?;
        let (partition, service, region) = (&arn.partition, &arn.service, &arn.region);
        let resource = arn.resource_id().join("|");
        Some(format!(
            "{partition} {service} {region} {} {resource}",
            arn.account_id
        ))
    }

    #[test]
    fn arns_are_read() {
        for (text, expected) in [
            (
                "arn:aws:sns:us-west-2:012345678910:topic",
                "aws sns us-west-2 012345678910 topic",
            ),
            (
                "arn:aws:ec2:us-east-1:0123:vpc/vpc-0e",
                "aws ec2 us-east-1 0123 vpc|vpc-0e",
            ),
            ("arn:aws:iam::0123:user:x/", "aws iam  0123 user|x|"),
            ("arn:aws:s3:::bucket_name", "aws s3   bucket_name"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(expected));
        }
        for text in [
            "",
            "arn",
            "arn:aws:s3:::",
            "arn::s3:::x",
            "arn:aws::::x",
            "arx:aws:s3:::b",
            "1-2-3",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}

//! Models that are made rather than kept.

use std::fmt::Write;

use tinsmith_model::Model;

use crate::hostile;

/// All of them, by name.
pub(crate) fn all() -> impl Iterator<Item = (String, Model)> {
    let hostile = hostile::model(&|_| hostile::NASTY.to_owned());
    let all = [
        ("large", large()),
        ("hostile", hostile),
        ("nested_lists", nested("list", 80)),
        ("nested_maps", nested("map", 35)),
        ("nested_members", nested("structure", 245)),
    ];
    all.into_iter().map(|(name, text)| {
        let model = Model::parse(&text, &format!("{name}.json"));
        (
            name.to_owned(),
            model.unwrap_or_else(|error| panic!("{error}")),
        )
    })
}

/// A structure of 600 members, half of which are required, an enum and a union of as many.
fn large() -> String {
    let (mut members, mut values, mut variants) = (String::new(), String::new(), String::new());
    for n in 0..600 {
        let comma = if n == 0 { "" } else { "," };
        let required = if n % 2 == 0 {
            r#","traits":{"smithy.api#required":{}}"#
        } else {
            ""
        };
        write!(
            members,
            r#"{comma}"member{n}":{{"target":"smithy.api#String"{required}}}"#
        )
        .unwrap();
        write!(variants, r#"{comma}"variant{n}":{{"target":"h#Large"}}"#).unwrap();
        write!(
            values,
            r#"{comma}"VALUE_{n}":{{"target":"smithy.api#Unit"}}"#
        )
        .unwrap();
    }
    let uses = r#"{"large":{"target":"h#Large"},"choice":{"target":"h#Choice"},
        "value":{"target":"h#Value"}}"#;
    format!(
        r#"{{"smithy":"2.0","shapes":{{
        "h#Hazard":{{"type":"service","version":"1","operations":[{{"target":"h#Run"}}],
            "traits":{{"aws.protocols#awsJson1_0":{{}}}}}},
        "h#Run":{{"type":"operation","input":{{"target":"h#Large"}},
            "output":{{"target":"h#Output"}}}},
        "h#Large":{{"type":"structure","members":{{{members}}}}},
        "h#Output":{{"type":"structure","members":{uses}}},
        "h#Choice":{{"type":"union","members":{{{variants}}}}},
        "h#Value":{{"type":"enum","members":{{{values}}}}}
        }}}}"#
    )
}

/// Structures nested in each other by members of this kind: `structure`, `list` or `map`.
///
/// Measured by `cargo check` with the default recursion limit of 128: members overflow from 60
/// levels on, and lists from 31 at most; maps from 10 on in `cargo doc`. With the limit that is
/// generated, 996 levels of members and 496 of lists compile.
pub(crate) fn nested(kind: &str, levels: usize) -> String {
    let mut shapes = String::new();
    for n in 0..levels {
        let next = match n + 1 {
            next if next == levels => "smithy.api#String".to_owned(),
            next => format!("h#Level{next}"),
        };
        let (target, between) = match kind {
            "list" => (
                format!("h#List{n}"),
                format!(r#","h#List{n}":{{"type":"list","member":{{"target":"{next}"}}}}"#),
            ),
            "map" => (
                format!("h#Map{n}"),
                format!(
                    r#","h#Map{n}":{{"type":"map","key":{{"target":"smithy.api#String"}},
                    "value":{{"target":"{next}"}}}}"#
                ),
            ),
            _ => (next, String::new()),
        };
        let member = format!(r#""members":{{"next":{{"target":"{target}"}}}}"#);
        write!(
            shapes,
            r#","h#Level{n}":{{"type":"structure",{member}}}{between}"#
        )
        .unwrap();
    }
    format!(
        r#"{{"smithy":"2.0","shapes":{{
        "h#Hazard":{{"type":"service","version":"1","operations":[{{"target":"h#Run"}}],
            "traits":{{"aws.protocols#awsJson1_0":{{}}}}}},
        "h#Run":{{"type":"operation","input":{{"target":"h#Message"}},
            "output":{{"target":"h#Message"}}}},
        "h#Message":{{"type":"structure","members":{{"level":{{"target":"h#Level0"}}}}}}
        {shapes}}}}}"#
    )
}

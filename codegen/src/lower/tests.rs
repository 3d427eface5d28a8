//! The decisions of the passes, in the lowered crate.

use std::time::{Duration, Instant};

use tinsmith_model::{Diagnostic, Model, Selection};

use super::lower;
use crate::ir::{
    Crate, Derives, FormatTrait, Member, Presence, Setting, Structure, TypeBody, Value, Zero,
};
use crate::{Kind, Options};

/// Lowers the operation `Run` with its closure; `shapes` define `In`, `Out` and all others.
fn lowered(shapes: &str) -> Crate {
    lowered_deriving(shapes, &[])
}

/// Lowers as [`lowered`] does, with traits to derive beyond the usual ones.
fn lowered_deriving(shapes: &str, derives: &[&str]) -> Crate {
    lowered_by("awsJson1_0", shapes, derives)
}

/// Lowers as [`lowered_deriving`] does, for a service of this protocol.
fn lowered_by(protocol: &str, shapes: &str, derives: &[&str]) -> Crate {
    let (model, selection) = read(protocol, shapes);
    let mut options = Options::new("t");
    options.derives = derives.iter().map(|name| (*name).to_owned()).collect();
    lower(&model, &selection, &options).unwrap()
}

fn read(protocol: &str, shapes: &str) -> (Model, Selection) {
    let text = format!(
        r##"{{"smithy":"2.0","shapes":{{"t#S":{{"type":"service","version":"1",
            "operations":[{{"target":"t#Run"}}],"traits":{{"aws.protocols#{protocol}":{{}}}}}},
            {shapes}}}}}"##
    );
    let model = Model::parse(&text, "lower.json").unwrap_or_else(|error| panic!("{error}"));
    let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
    (model, selection)
}

/// Lowers for a kind of crate.
fn try_lowered(shapes: &str, kind: Kind) -> Result<Crate, Vec<Diagnostic>> {
    let (model, selection) = read("awsJson1_0", shapes);
    let mut options = Options::new("t");
    options.kind = kind;
    lower(&model, &selection, &options)
}

/// An operation with this input and output, and perhaps the trait `paginated`.
fn run(input: &str, output: &str, paginated: &str) -> String {
    let traits = if paginated.is_empty() {
        String::new()
    } else {
        format!(r#","traits":{{"smithy.api#paginated":{paginated}}}"#)
    };
    format!(
        r##""t#Run":{{"type":"operation","input":{{"target":"t#In"}},
            "output":{{"target":"t#Out"}}{traits}}},
        "t#In":{{"type":"structure","members":{{{input}}}}},"t#Out":{{"type":"structure",
            "members":{{{output}}}}}"##
    )
}

/// A structure or union with members of these targets.
fn shape(kind: &str, id: &str, members: &[(&str, &str)]) -> String {
    let members = members.iter().map(|(name, target)| member(name, target));
    let members: Vec<String> = members.collect();
    format!(
        r##""t#{id}":{{"type":"{kind}","members":{{{}}}}}"##,
        members.join(",")
    )
}

/// A member; one whose name starts with `!` is required.
fn member(name: &str, target: &str) -> String {
    let target = match target.chars().next() {
        Some('A'..='Z') => format!("t#{target}"),
        _ => format!("smithy.api#{}{}", target[..1].to_uppercase(), &target[1..]),
    };
    match name.strip_prefix('!') {
        Some(name) => {
            format!(r#""{name}":{{"target":"{target}","traits":{{"smithy.api#required":{{}}}}}}"#)
        }
        None => format!(r#""{name}":{{"target":"{target}"}}"#),
    }
}

fn structure<'c>(lowered: &'c Crate, name: &str) -> &'c Structure {
    let one = lowered.types.iter().find(|one| one.name == name).unwrap();
    match &one.body {
        TypeBody::Structure(structure) => structure,
        other => panic!("{other:?}"),
    }
}

/// The boxed members of all types, as `Type.member`.
fn boxed(lowered: &Crate) -> Vec<String> {
    let members = lowered.types.iter().flat_map(|one| {
        let members = match &one.body {
            TypeBody::Structure(structure) => structure.members.as_slice(),
            TypeBody::Union(union) => &union.members,
            TypeBody::Enum(_) | TypeBody::IntEnum(_) => &[],
        };
        members.iter().map(move |member| (one, member))
    });
    let boxed = members.filter(|(_, member)| member.boxed);
    boxed
        .map(|(one, member)| format!("{}.{}", one.name, member.name))
        .collect()
}

#[test]
fn the_first_shape_of_a_cycle_boxes_whatever_the_order_of_the_model() {
    let shapes = [
        shape("structure", "B", &[("c", "C"), ("other", "string")]),
        shape("union", "C", &[("a", "A"), ("list", "List")]),
        shape("structure", "A", &[("x", "B"), ("b", "B"), ("d", "D")]),
        shape("structure", "D", &[("d", "D"), ("named", "List")]),
        r##""t#List":{"type":"list","member":{"target":"t#A"}}"##.to_owned(),
        run(&member("c", "C"), "", ""),
    ];
    let expected = ["A.x", "A.b", "D.d"];
    assert_eq!(boxed(&lowered(&shapes.join(","))), expected);
    let mut turned = shapes;
    turned.reverse();
    assert_eq!(boxed(&lowered(&turned.join(","))), expected);
}

/// A chain of structures, each of which requires the next.
fn chain(length: usize) -> String {
    let chain = (0..length).map(|n| {
        let next = format!("N{}", n + 1);
        shape("structure", &format!("N{n}"), &[("!next", &next)])
    });
    let chain: Vec<String> = chain.collect();
    let end = shape("structure", &format!("N{length}"), &[("end", "string")]);
    let run = run("", &member("a", "N0"), "");
    format!("{},{end},{run}", chain.join(","))
}

#[test]
fn a_chain_is_lowered_without_recursion() {
    let length = 900;
    let lowered = lowered(&chain(length));
    assert_eq!(lowered.types.len(), length + 1);
    assert_eq!(boxed(&lowered), Vec::<String>::new());
    assert_eq!(structure(&lowered, "N0").zero, Zero::Derived);
    let length = if cfg!(debug_assertions) {
        20_000
    } else {
        200_000
    };
    let start = Instant::now();
    let error = try_lowered(&chain(length), Kind::Crate).unwrap_err();
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{:?}",
        start.elapsed()
    );
    let expected = format!("the shape is nested {} deep in others", length + 2);
    assert_eq!(error[0].message, expected);
    let last = format!("N{length}");
    assert_eq!(error[0].shape.as_ref().unwrap().name(), last);
    assert_eq!(error.len(), 1);
}

#[test]
fn only_deep_nesting_raises_the_recursion_limit() {
    for (length, expected) in [(20, None), (50, None), (60, Some(256)), (500, Some(1024))] {
        assert_eq!(
            lowered(&chain(length)).recursion_limit,
            expected,
            "{length}"
        );
    }
    try_lowered(&chain(50), Kind::Module).unwrap();
    let error = try_lowered(&chain(60), Kind::Module).unwrap_err();
    assert!(error[0].help.contains("cannot raise"), "{error:?}");
}

#[test]
fn derives_follow_from_reachable_shapes() {
    let shapes = [
        shape("structure", "Exact", &[("a", "string")]),
        shape("structure", "Inexact", &[("f", "float")]),
        shape("structure", "ByList", &[("l", "List")]),
        shape(
            "structure",
            "ByDocument",
            &[("d", "document"), ("me", "ByDocument")],
        ),
        r##""t#List":{"type":"list","member":{"target":"t#Inexact"}}"##.to_owned(),
        run(
            &[
                member("a", "Exact"),
                member("b", "ByList"),
                member("c", "ByDocument"),
            ]
            .join(","),
            "",
            "",
        ),
    ];
    let usual = lowered(&shapes.join(","));
    let names = ["Exact", "Inexact", "ByList", "ByDocument"];
    for name in names {
        let derives = structure(&usual, name).derives;
        assert!(derives.value && !derives.eq && !derives.hash, "{name}");
    }
    let lowered = lowered_deriving(&shapes.join(","), &["Eq", "Hash"]);
    let eq = |name| structure(&lowered, name).derives.eq;
    let hash = |name| structure(&lowered, name).derives.hash;
    assert_eq!(names.map(eq), [true, false, false, false]);
    assert_eq!(names.map(hash), [true, false, false, false]);
    assert!(lowered.operations[0].input.derives.value);
}

#[test]
fn what_holds_a_stream_has_no_derives_of_values() {
    let shapes = r##"
        "t#Run":{"type":"operation","output":{"target":"t#Out"},
            "traits":{"smithy.api#http":{"method":"GET","uri":"/"}}},
        "t#Out":{"type":"structure","members":{"s":{"target":"t#Stream",
            "traits":{"smithy.api#required":{},"smithy.api#httpPayload":{}}}}},
        "t#Stream":{"type":"blob","traits":{"smithy.api#streaming":{}}}"##;
    let lowered = lowered_by("restJson1", shapes, &["Eq", "Hash"]);
    let stream = Derives {
        value: false,
        eq: false,
        hash: false,
    };
    assert_eq!(lowered.operations[0].output.derives, stream);
}

#[test]
fn the_zero_of_a_structure_follows_from_who_builds_it_and_what_it_holds() {
    let shapes = [
        shape("structure", "Built", &[("!a", "string")]),
        shape("structure", "Free", &[("a", "string")]),
        shape(
            "structure",
            "Got",
            &[("!a", "string"), ("!n", "bigDecimal")],
        ),
        shape("structure", "HoldsBuilt", &[("!b", "Built")]),
        shape("structure", "HoldsUnion", &[("!u", "Choice")]),
        shape("structure", "MayHoldUnion", &[("u", "Choice")]),
        shape("union", "Choice", &[("a", "string")]),
        run(
            &[member("a", "Built"), member("b", "Free")].join(","),
            &[
                member("!a", "Got"),
                member("b", "HoldsBuilt"),
                member("c", "HoldsUnion"),
                member("d", "MayHoldUnion"),
            ]
            .join(","),
            "",
        ),
    ];
    let lowered = lowered(&shapes.join(","));
    let zero = |name| structure(&lowered, name).zero;
    assert_eq!(
        ["Built", "Free", "Got"].map(zero),
        [Zero::Private, Zero::Derived, Zero::Derived]
    );
    assert_eq!(
        ["HoldsBuilt", "HoldsUnion"].map(zero),
        [Zero::Default, Zero::Default]
    );
    assert_eq!(zero("MayHoldUnion"), Zero::Derived);
}

#[test]
fn presence_follows_the_rules_of_optionality() {
    let traits =
        |traits: &str| format!(r#"{{"target":"smithy.api#Integer","traits":{{{traits}}}}}"#);
    let members = [
        ("plain", String::new()),
        ("required", r#""smithy.api#required":{}"#.to_owned()),
        ("default", r#""smithy.api#default":5"#.to_owned()),
        ("zero", r#""smithy.api#default":0"#.to_owned()),
        (
            "soft",
            r#""smithy.api#required":{},"smithy.api#clientOptional":{}"#.to_owned(),
        ),
        (
            "added",
            r#""smithy.api#default":5,"smithy.api#addedDefault":{}"#.to_owned(),
        ),
        ("null", r#""smithy.api#default":null"#.to_owned()),
    ];
    let members = members
        .map(|(name, one)| format!(r#""{name}":{}"#, traits(&one)))
        .join(",");
    let lowered = lowered(&run(&members, &members, ""));
    let presence = |end: &Structure| {
        end.members
            .iter()
            .map(|member| word(&member.presence))
            .collect::<Vec<_>>()
    };
    let operation = &lowered.operations[0];
    // Clients treat all members of an input as optional; required ones are checked before the
    // request is sent.
    assert_eq!(presence(&operation.input), ["optional"; 7]);
    let checked = operation.input.members.iter();
    let checked = checked.filter(|member| member.settings.contains(&Setting::Required));
    let checked: Vec<&str> = checked.map(|member| member.name.as_str()).collect();
    assert_eq!(checked, ["required"]);
    let output = [
        "optional", "required", "default", "default", "optional", "optional", "optional",
    ];
    assert_eq!(presence(&operation.output), output);
}

fn word(presence: &Presence) -> &'static str {
    match presence {
        Presence::Optional => "optional",
        Presence::Required => "required",
        Presence::Default(_) => "default",
    }
}

/// The paths of the pagination of a nested output, as `token` and `items` with dots; `None`
/// without pagination.
fn pages(paginated: &str) -> Option<(String, Option<String>)> {
    let input = [member("token", "string"), member("flag", "boolean")].join(",");
    let output = [
        member("token", "string"),
        member("page", "Page"),
        member("items", "List"),
        member("flag", "boolean"),
    ];
    let shapes = [
        shape(
            "structure",
            "Page",
            &[("token", "string"), ("list", "List"), ("map", "Map")],
        ),
        r##""t#List":{"type":"list","member":{"target":"smithy.api#String"}}"##.to_owned(),
        r##""t#Map":{"type":"map","key":{"target":"smithy.api#String"},
            "value":{"target":"smithy.api#String"}}"##
            .to_owned(),
        run(&input, &output.join(","), paginated),
    ];
    let lowered = lowered(&shapes.join(","));
    let pages = lowered.operations.into_iter().next()?.pages?;
    assert_eq!(pages.resume.value, Value::String);
    let dotted = |way: &[Member]| {
        way.iter()
            .map(|step| step.name.clone())
            .collect::<Vec<_>>()
            .join(".")
    };
    Some((dotted(&pages.token), pages.items.as_deref().map(dotted)))
}

#[test]
fn pages_are_found_by_their_paths() {
    let found =
        |token: &str, items: Option<&str>| Some((token.to_owned(), items.map(str::to_owned)));
    let with = |token: &str, items: &str| {
        pages(&format!(
            r#"{{"inputToken":"token","outputToken":"{token}","items":"{items}"}}"#
        ))
    };
    assert_eq!(with("token", "items"), found("token", Some("items")));
    assert_eq!(
        with("page.token", "page.list"),
        found("page.token", Some("page.list"))
    );
    assert_eq!(with("token", "page.map"), found("token", Some("page.map")));
    assert_eq!(
        with("token", "token"),
        found("token", None),
        "no list and no map"
    );
    assert_eq!(with("page", "items"), None, "a token of another type");
    assert_eq!(with("flag", "items"), None);
    assert_eq!(with("no.where", "items"), None);
    assert_eq!(
        pages(r#"{"inputToken":"token","outputToken":"token"}"#),
        found("token", Some("items")),
        "the only list"
    );
    assert_eq!(
        pages(r#"{"inputToken":"flag","outputToken":"flag"}"#),
        None,
        "nothing to compare pages by"
    );
    assert_eq!(pages(""), None);
}

#[test]
fn a_service_without_an_endpoint_prefix_goes_by_its_arns() {
    let prefix = |names: &str| {
        let text = format!(
            r##"{{"smithy":"2.0","shapes":{{"t#S":{{"type":"service","version":"1",
                "traits":{{"aws.protocols#awsJson1_0":{{}},
                "aws.api#service":{{"sdkId":"S"{names}}}}}}}}}}}"##
        );
        let model = Model::parse(&text, "lower.json").unwrap_or_else(|error| panic!("{error}"));
        let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
        let lowered = lower(&model, &selection, &Options::new("t")).unwrap();
        lowered.service.endpoint_prefix
    };
    assert_eq!(prefix(r#","arnNamespace":"a","endpointPrefix":"e""#), "e");
    assert_eq!(prefix(r#","arnNamespace":"a""#), "a");
    assert_eq!(prefix(""), "");
}

#[test]
fn a_name_of_two_namespaces_is_no_link() {
    let docs = r#""smithy.api#documentation":"<code>Thing</code> <code>Only</code>""#;
    let shapes = format!(
        r##""t#Run":{{"type":"operation","input":{{"target":"t#In"}},"traits":{{{docs}}}}},
        "t#In":{{"type":"structure","members":{{"a":{{"target":"t#Thing"}},
            "b":{{"target":"u#Thing"}},"c":{{"target":"u#Only"}}}}}},
        "t#Thing":{{"type":"structure","members":{{}}}},"u#Only":{{"type":"structure",
            "members":{{}}}},"u#Thing":{{"type":"structure","members":{{}}}}"##
    );
    let text = format!(
        r##"{{"smithy":"2.0","shapes":{{"t#S":{{"type":"service","version":"1",
            "operations":[{{"target":"t#Run"}}],"rename":{{"u#Thing":"Other"}},
        "traits":{{"aws.protocols#awsJson1_0":{{}}}}}},{shapes}}}}}"##
    );
    let model = Model::parse(&text, "names.json").unwrap();
    let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
    let lowered = lower(&model, &selection, &Options::new("t")).unwrap();
    let names: Vec<&str> = lowered.types.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Only", "Other", "Thing"]);
    assert_eq!(
        lowered.operations[0].docs,
        ["`Thing` [`Only`](types::Only)"]
    );
}

#[test]
fn errors_with_sensitive_messages_say_so() {
    let sensitive = r#"{"smithy.api#sensitive":{}}"#;
    let error = |id: &str, traits: &str, target: &str| {
        format!(
            r##""t#{id}":{{"type":"structure","traits":{{"smithy.api#error":"client"{traits}}},
                "members":{{"Message":{{"target":"{target}"}}}}}}"##
        )
    };
    let shapes = [
        format!(r##""t#Secret":{{"type":"string","traits":{sensitive}}}"##),
        error("Open", "", "smithy.api#String"),
        error("Hidden", "", "t#Secret"),
        error(
            "Whole",
            r#","smithy.api#sensitive":{}"#,
            "smithy.api#String",
        ),
        r##""t#Run":{"type":"operation","errors":[{"target":"t#Open"},{"target":"t#Hidden"},
            {"target":"t#Whole"}]}"##
            .to_owned(),
    ];
    let lowered = lowered(&shapes.join(","));
    let says = |name| {
        let error = structure(&lowered, name);
        let fault = error.fault.as_ref().unwrap();
        (
            fault.message.is_some(),
            error.formats.contains(&FormatTrait::SensitiveMessage),
        )
    };
    assert_eq!(says("Open"), (true, false));
    assert_eq!(says("Hidden"), (false, true));
    assert_eq!(says("Whole"), (false, true));
}

#[test]
fn sensitive_keys_and_tokens_are_marked() {
    let map = |id: &str, key: &str, traits: &str| {
        format!(
            r##""t#{id}":{{"type":"map","key":{{"target":"{key}"}},
                "value":{{"target":"smithy.api#String"}}{traits}}}"##
        )
    };
    let sensitive = r#","traits":{"smithy.api#sensitive":{}}"#;
    let shapes = [
        format!(r##""t#Secret":{{"type":"string"{sensitive}}}"##),
        map("ByKey", "t#Secret", ""),
        map("Itself", "smithy.api#String", sensitive),
        map("Inside", "smithy.api#String", ""),
        map("Plain", "smithy.api#String", ""),
        map("Innermost", "smithy.api#String", ""),
        map("Holder", "t#Secret", "").replace(
            r#""value":{"target":"smithy.api#String"}"#,
            r##""value":{"target":"t#Innermost"}"##,
        ),
        format!(r##""t#Outer":{{"type":"list","member":{{"target":"t#Holder"}}{sensitive}}}"##),
        format!(r##""t#Around":{{"type":"list","member":{{"target":"t#Inside"}}{sensitive}}}"##),
        run(
            &member("token", "string"),
            &[
                member("token", "Secret"),
                member("a", "ByKey"),
                member("b", "Itself"),
                member("c", "Around"),
                member("d", "Plain"),
                member("e", "Outer"),
            ]
            .join(","),
            r#"{"inputToken":"token","outputToken":"token"}"#,
        ),
    ];
    let lowered = lowered(&shapes.join(","));
    let keys = lowered.collections.iter().filter_map(|one| {
        let key = one.key.as_ref()?;
        let sensitive = key.settings.contains(&Setting::Sensitive);
        Some((one.id.name(), sensitive))
    });
    let expected = [
        ("ByKey", true),
        ("Holder", true),
        ("Innermost", true),
        ("Inside", true),
        ("Itself", true),
        ("Plain", false),
    ];
    assert_eq!(keys.collect::<Vec<_>>(), expected);
    assert!(
        lowered.operations[0]
            .pages
            .as_ref()
            .unwrap()
            .sensitive_token
    );
}

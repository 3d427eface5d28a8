//! The sentences of `docs/downstream.md` on upgrades: a change of the model for each, and a caller
//! that relies on it.

use serde_json::{Value, json};

/// A sentence, and a program that shows it.
pub(crate) struct Promise {
    /// The sentence, with single blanks and without its final punctuation.
    pub(crate) sentence: &'static str,
    /// The derives that both crates ask for.
    pub(crate) derives: &'static [&'static str],
    /// The change of the model's shapes.
    pub(crate) change: fn(&mut Value),
    /// The body of the caller's `main`, which sees both `made` and [`PRELUDE`].
    pub(crate) caller: &'static str,
    /// A part of the compiler's error if the change breaks the caller; none if the program runs
    /// with the old crate and the new one.
    pub(crate) error: Option<&'static str>,
}

/// The start of every caller: a client that answers each request with the same body.
pub(crate) const PRELUDE: &str = r#"#![allow(dead_code, unused_imports)]
use made::operation::{GetBoxInput, GetBoxOutput, PutBoxError, PutBoxInput};
use made::runtime::auth::Credentials;
use made::runtime::http::{Request, Response};
use made::runtime::transport::{BlockingTransport, Body, Limits, TransportError};
use made::types::{Color, Content, Label, LabelRequired, Place, Size};
use made::{Client, Config};

#[derive(Debug)]
struct Answer(&'static str);

impl BlockingTransport for Answer {
    fn send(
        &self,
        _: Request<Body>,
        _: Limits,
    ) -> Result<Response<made::runtime::Bytes>, TransportError> {
        Ok(Response::new(self.0.into()))
    }

    fn sleep(&self, _: std::time::Duration) {}
}

fn client(answer: &'static str) -> Client {
    let config = Config::new("eu-west-1").credentials(Credentials::for_tests());
    Client::new(config.blocking_transport(Answer(answer))).unwrap()
}

fn get(answer: &'static str) -> GetBoxOutput {
    client(answer).get_box(GetBoxInput::new(1)).send_blocking().unwrap()
}
"#;

const fn kept(sentence: &'static str, change: fn(&mut Value), caller: &'static str) -> Promise {
    Promise {
        sentence,
        derives: &[],
        change,
        caller,
        error: None,
    }
}

const fn broken(
    sentence: &'static str,
    change: fn(&mut Value),
    caller: &'static str,
    error: &'static str,
) -> Promise {
    Promise {
        error: Some(error),
        ..kept(sentence, change, caller)
    }
}

/// Adds a member to a shape.
fn add(shapes: &mut Value, shape: &str, name: &str, target: &str, traits: Value) {
    shapes[format!("example.boxes#{shape}")]["members"][name] =
        json!({ "target": target, "traits": traits });
}

/// The traits of a member.
fn traits<'v>(shapes: &'v mut Value, shape: &str, member: &str) -> &'v mut Value {
    &mut shapes[format!("example.boxes#{shape}")]["members"][member]["traits"]
}

fn add_to_each(shapes: &mut Value) {
    const STRING: &str = "smithy.api#String";
    for shape in ["PutBoxInput", "GetBoxOutput", "Content", "Place", "Full"] {
        add(shapes, shape, "more", STRING, json!({}));
    }
    let value = json!({ "smithy.api#enumValue": "green" });
    add(shapes, "Color", "GREEN", "smithy.api#Unit", value);
    shapes["example.boxes#Locked"] = json!({
        "type": "structure",
        "members": {},
        "traits": { "smithy.api#error": "client" }
    });
    shapes["example.boxes#PutBox"]["errors"] =
        json!([{ "target": "example.boxes#Full" }, { "target": "example.boxes#Locked" }]);
    shapes["example.boxes#Sweep"] = json!({
        "type": "operation",
        "traits": { "smithy.api#http": { "method": "POST", "uri": "/sweep" } }
    });
    shapes["example.boxes#Boxes"]["operations"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "target": "example.boxes#Sweep" }));
}

fn change_requirements(shapes: &mut Value) {
    *traits(shapes, "PutBoxInput", "owner") = json!({});
    *traits(shapes, "PutBoxInput", "note") = json!({ "smithy.api#required": {} });
}

/// Puts the members of the input of `PutBox` in the reverse order.
fn reorder(shapes: &mut Value) {
    let members = &mut shapes["example.boxes#PutBoxInput"]["members"];
    let old = std::mem::take(members.as_object_mut().unwrap());
    let new: serde_json::Map<_, _> = old.into_iter().rev().collect();
    *members = Value::Object(new);
}

fn add_optional_to_nested(shapes: &mut Value) {
    for shape in ["Size", "Label"] {
        add(shapes, shape, "more", "smithy.api#String", json!({}));
    }
}

fn add_required_to_nested(shapes: &mut Value) {
    let required = json!({ "smithy.api#required": {} });
    add(shapes, "Size", "more", "smithy.api#String", required);
}

fn add_float_and_document(shapes: &mut Value) {
    for shape in ["Place", "Content"] {
        add(shapes, shape, "ratio", "smithy.api#Double", json!({}));
        add(shapes, shape, "notes", "smithy.api#Document", json!({}));
    }
    let value = json!({ "smithy.api#enumValue": "green" });
    add(shapes, "Color", "GREEN", "smithy.api#Unit", value);
}

fn add_stream(shapes: &mut Value) {
    shapes["example.boxes#Bytes"] =
        json!({ "type": "blob", "traits": { "smithy.api#streaming": {} } });
    let members = shapes["example.boxes#GetBoxOutput"]["members"].as_object_mut();
    for (at, (_, member)) in members.unwrap().iter_mut().enumerate() {
        member["traits"] = json!({ "smithy.api#httpHeader": format!("x-{at}") });
    }
    let output = &mut shapes["example.boxes#GetBoxOutput"]["members"];
    output.as_object_mut().unwrap().retain(|name, _| {
        // What is no text has no header.
        !["content", "place"].contains(&name.as_str())
    });
    let payload = json!({ "smithy.api#httpPayload": {}, "smithy.api#default": "" });
    add(
        shapes,
        "GetBoxOutput",
        "body",
        "example.boxes#Bytes",
        payload,
    );
}

fn require_note(shapes: &mut Value) {
    *traits(shapes, "GetBoxOutput", "note") = json!({ "smithy.api#required": {} });
}

fn add_document(shapes: &mut Value) {
    add(shapes, "Place", "notes", "smithy.api#Document", json!({}));
}

fn add_value(shapes: &mut Value) {
    let value = json!({ "smithy.api#enumValue": "green" });
    add(shapes, "Color", "GREEN", "smithy.api#Unit", value);
}

fn make_sensitive(shapes: &mut Value) {
    shapes["example.boxes#Secret"] =
        json!({ "type": "string", "traits": { "smithy.api#sensitive": {} } });
    add(shapes, "Place", "key", "example.boxes#Secret", json!({}));
}

/// All sentences, in the order of the page.
pub(crate) const PROMISES: &[Promise] = &[
    kept(
        "Structures, unions, enums and the errors of operations are `#[non_exhaustive]`: a new \
         member, value or error breaks nothing, and neither does an operation that becomes available",
        add_to_each,
        r##"
    let GetBoxOutput { owner, color, content, .. } = get(r#"{"owner": "me", "color": "red", "content": {"count": 2}}"#);
    assert_eq!(owner, "me");
    assert!(match color.unwrap() {
        Color::Red => true,
        Color::Blue => false,
        _ => false,
    });
    assert!(match content.unwrap() {
        Content::Text(_) => false,
        Content::Count(count) => count == 2,
        _ => false,
    });
    let errors = |error: PutBoxError| match error {
        PutBoxError::Full(full) => full.message,
        _ => None,
    };
    let _ = errors;"##,
    ),
    kept(
        "All members of an input but the labels of its URI are `Option`: a member that becomes \
         required, or stops being so, breaks nothing",
        change_requirements,
        r##"
    let input = PutBoxInput::new("top", 1).owner("me").note("hi").size(Size::new(1, "cm"));
    let owner: Option<&String> = input.owner.as_ref();
    assert!(owner.is_some() && input.note.is_some());
    client("{}").put_box(input).send_blocking().unwrap();"##,
    ),
    kept(
        "The constructor takes the labels, in the order of the URI",
        reorder,
        r##"
    let input = PutBoxInput::new("top", 1);
    assert_eq!((input.shelf.as_str(), input.number), ("top", 1));"##,
    ),
    kept(
        "Required members that are not set are named, all at once, before anything is sent",
        reorder,
        r##"
    let error = client("not sent").put_box(PutBoxInput::new("top", 1)).send_blocking();
    let text = error.unwrap_err().to_string();
    assert!(text.contains("owner") && text.contains("size"), "{text}");"##,
    ),
    kept(
        "A structure within an input has `new` with its required members, in the order of the \
         model; if there are more than three, it takes a structure of named fields",
        add_optional_to_nested,
        r##"
    let size: Size = Size::new(1, "cm");
    let label = Label::new(LabelRequired {
        text: "a".into(),
        font: "b".into(),
        points: 12,
        language: "en".into(),
    });
    assert_eq!((size.width, label.points), (1, 12));"##,
    ),
    broken(
        "A new required member there breaks",
        add_required_to_nested,
        r##"
    let _ = Size::new(1, "cm");"##,
        "this function takes 3 arguments but 2 arguments were supplied",
    ),
    kept(
        "Optional members of outputs are `Option`, and required ones are not",
        add_to_each,
        r##"
    let output = get(r#"{"owner": "me", "note": "hi"}"#);
    let _: (String, Option<String>) = (output.owner, output.note);"##,
    ),
    broken(
        "One that becomes required, or stops being so, breaks",
        require_note,
        r##"
    let _: Option<String> = get("{}").note;"##,
        "mismatched types",
    ),
    kept(
        "A required member that the service leaves out is the zero value, not a failure",
        add_to_each,
        r##"
    assert_eq!(get("{}").owner, "");"##,
    ),
    kept(
        "Structures and unions implement `Clone`, `Debug` and `PartialEq`, and enums also `Eq`, \
         `Hash` and `Ord`; a new member takes none of that away",
        add_float_and_document,
        r##"
    fn structure<T: Clone + std::fmt::Debug + PartialEq>() {}
    fn string<T: Clone + std::fmt::Debug + Eq + std::hash::Hash + Ord>() {}
    structure::<Place>();
    structure::<Content>();
    structure::<GetBoxOutput>();
    string::<Color>();"##,
    ),
    broken(
        "Only a stream of bytes does, which implements neither `Clone` nor `PartialEq`",
        add_stream,
        r##"
    fn structure<T: Clone>() {}
    structure::<GetBoxOutput>();"##,
        "the trait bound `GetBoxOutput: Clone` is not satisfied",
    ),
    Promise {
        derives: &["Eq", "Hash"],
        ..broken(
            "`Eq` and `Hash` on structures, which a crate can have by `derives = [\"Eq\", \"Hash\"]` \
             in tinsmith.toml, are lost if a member with a floating point number or a document is \
             added",
            add_document,
            r##"
    fn structure<T: Eq + std::hash::Hash>() {}
    structure::<Place>();"##,
            "the trait bound `Place: Eq` is not satisfied",
        )
    },
    kept(
        "A value that an enum does not know is its variant `Unknown`, which holds the text",
        add_value,
        r##"
    let color = get(r#"{"color": "pink"}"#).color.unwrap();
    let Color::Unknown(text) = &color else { panic!("{color:?}") };
    assert_eq!(text.as_str(), "pink");"##,
    ),
    kept(
        "A newer model may give the value a variant of its own, so compare with text by `as_str()`: \
         that goes on working",
        add_value,
        r##"
    assert_eq!(get(r#"{"color": "green"}"#).color.unwrap().as_str(), "green");"##,
    ),
    kept(
        "What is `sensitive` in the model is redacted in `Debug`; more than that is no promise",
        make_sensitive,
        r##"
    let output = get(r#"{"place": {"room": "12", "key": "hunter2"}}"#);
    assert!(!format!("{output:?}").contains("hunter2"));"##,
    ),
];

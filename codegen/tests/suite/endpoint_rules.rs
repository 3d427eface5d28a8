//! Endpoint rules: what calls give them, and reviews, which tell changes by the calls that they
//! reach.

use serde_json::{Value, json};
use tinsmith_codegen::review::{Judged, review};
use tinsmith_codegen::{Options, generate};
use tinsmith_model::compare::{Rule, Wire};
use tinsmith_model::{Model, Place, Selection, ShapeId};

/// A model of a service with these rules. Its operation binds `Bucket` to the member `name`.
fn model(rules: &Value) -> Value {
    json!({ "smithy": "2.0", "shapes": {
        "a#Service": {
            "type": "service", "version": "1", "operations": [{ "target": "a#Get" }],
            "traits": {
                "aws.protocols#restJson1": {}, "aws.auth#sigv4": { "name": "things" },
                "aws.api#service": { "sdkId": "Things", "endpointPrefix": "things" },
                "smithy.rules#endpointRuleSet": {
                    "version": "1.0", "rules": rules,
                    "parameters": {
                        "Region": { "type": "string", "builtIn": "AWS::Region", "required": true },
                        "UseFIPS": {
                            "type": "boolean", "builtIn": "AWS::UseFIPS", "required": true,
                            "default": false },
                        "Bucket": { "type": "string" },
                        "Kind": { "type": "string" } } } } },
        "a#Get": {
            "type": "operation", "input": { "target": "a#GetInput" },
            "traits": { "smithy.api#http": { "method": "POST", "uri": "/", "code": 200 } } },
        "a#GetInput": {
            "type": "structure", "traits": { "smithy.api#input": {} },
            "members": {
                "name": {
                    "target": "smithy.api#String",
                    "traits": { "smithy.rules#contextParam": { "name": "Bucket" } } },
                "other": { "target": "smithy.api#String" } } } } })
}

fn parsed(model: &Value) -> Model {
    Model::parse(&model.to_string(), "model.json").unwrap_or_else(|errors| panic!("{errors}"))
}

/// The change of the rules, if the review has one.
fn reviewed(old: &Value, new: &Value) -> Option<Judged> {
    let [old, new] = [old, new].map(parsed);
    let service = ShapeId::new("a#Service").unwrap();
    let [of_old, of_new] = [&old, &new].map(|model| Selection::all(model, &service).unwrap());
    let review = review((&old, &of_old), (&new, &of_new), &Options::new("things"));
    let review = review.unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(review.unexplained_files, Vec::<String>::new());
    let mut changes = review.changes.into_iter();
    changes.find(|one| one.change.rule == Rule::EndpointRulesChanged)
}

/// The facts of the change, one on a line.
fn lines(judged: &Judged) -> Vec<String> {
    let line = |fact: &tinsmith_codegen::review::WireFact| {
        let [before, after] = [&fact.before, &fact.after].map(|one| one.clone().unwrap());
        format!("{}: {before} -> {after}", fact.title())
    };
    judged.facts.iter().map(line).collect()
}

fn endpoint(conditions: Value, url: &str, properties: Value) -> Value {
    json!({ "type": "endpoint", "conditions": conditions,
        "endpoint": { "url": url, "properties": properties } })
}

fn usual() -> Value {
    endpoint(json!([]), "https://things.{Region}.example", json!({}))
}

fn is_true(name: &str) -> Value {
    json!({ "fn": "booleanEquals", "argv": [{ "ref": name }, true] })
}

fn is(name: &str, text: &str) -> Value {
    json!({ "fn": "stringEquals", "argv": [{ "ref": name }, text] })
}

fn is_set(name: &str) -> Value {
    json!({ "fn": "isSet", "argv": [{ "ref": name }] })
}

fn error(conditions: Value, message: &str) -> Value {
    json!({ "type": "error", "conditions": conditions, "error": message })
}

/// A model may have other services, whose rules are of no concern.
#[test]
fn rules_are_those_of_the_reviewed_service() {
    let with_another = |url: &str| {
        let mut model = model(&json!([endpoint(json!([]), url, json!({}))]));
        let mut other = model["shapes"]["a#Service"].clone();
        other["traits"]["smithy.rules#endpointRuleSet"]["rules"] = json!([usual()]);
        model["shapes"]["a#Other"] = other;
        model
    };
    let old = with_another("https://things.{Region}.example");
    let judged = reviewed(&old, &with_another("https://new.{Region}.example")).unwrap();
    assert_eq!(judged.change.subject.to_string(), "a#Service");
    assert_ne!(judged.change.place, Place::default());
    assert_eq!(
        lines(&judged),
        [
            "endpoint (all regions; by default or FIPS): https://things.{Region}.example -> \
            https://new.{Region}.example"
        ]
    );
}

/// Rules of a service in two models, with the verdict and the facts of their change.
#[test]
fn changes_are_told_by_their_outcome() {
    let fips = |url| {
        json!([
            endpoint(json!([is_true("UseFIPS")]), url, json!({})),
            usual()
        ])
    };
    let signing = |scheme: Value| {
        let schemes = json!({ "authSchemes": [scheme] });
        json!([endpoint(
            json!([]),
            "https://things.{Region}.example",
            schemes
        )])
    };
    let sigv4 = |region| {
        signing(json!({ "name": "sigv4", "signingName": "things", "signingRegion": region }))
    };
    let bucket = |region: &str| {
        let url = "https://{Bucket}.things.{Region}.example";
        let conditions = json!([is("Region", region), is_set("Bucket")]);
        json!([endpoint(conditions, url, json!({})), usual()])
    };
    let no = |region: &str| json!([error(json!([is("Region", region)]), "Not here"), usual()]);
    let cases: [(&str, Value, Value, Wire, &[&str]); 8] = [
        (
            "another host for some calls",
            fips("https://fips.{Region}.example"),
            fips("https://things-fips.{Region}.example"),
            Wire::Breaking,
            &[
                "endpoint (all regions; FIPS): https://fips.{Region}.example -> \
                https://things-fips.{Region}.example",
            ],
        ),
        (
            "the signing that the service has anyway",
            json!([usual()]),
            sigv4("{Region}"),
            Wire::Safe,
            &[],
        ),
        (
            "another region to sign for",
            sigv4("{Region}"),
            sigv4("us-east-1"),
            Wire::Breaking,
            &[
                "signing (all regions but us-east-1; by default or FIPS): sigv4 as things for {Region} \
                -> sigv4 as things for us-east-1",
            ],
        ),
        (
            "an error less",
            no("eu-west-1"),
            json!([usual()]),
            Wire::Safe,
            &[
                "endpoint (eu-west-1; by default or FIPS): error: Not here -> https://things.{Region}.example",
            ],
        ),
        (
            "an error more",
            json!([usual()]),
            no("eu-west-1"),
            Wire::Breaking,
            &[
                "endpoint (eu-west-1; by default or FIPS): https://things.{Region}.example -> error: Not here",
            ],
        ),
        (
            "another message",
            json!([error(json!([]), "Not here")]),
            json!([error(json!([]), "Not there")]),
            Wire::Safe,
            &["endpoint (all regions; by default or FIPS): error: Not here -> error: Not there"],
        ),
        (
            "the value of an input, in a region that the rules name",
            bucket("xx-new-1"),
            json!([usual()]),
            Wire::Breaking,
            &[
                "endpoint (xx-new-1; Bucket=example or FIPS and Bucket=example): \
                https://example.things.{Region}.example -> https://things.{Region}.example",
            ],
        ),
        (
            "the same endpoints by other rules",
            json!([
                endpoint(
                    json!([is_true("UseFIPS")]),
                    "https://a.{Region}.b",
                    json!({})
                ),
                usual()
            ]),
            json!([
                { "type": "tree", "conditions": [is_set("Region"), is_true("UseFIPS")],
                    "rules": [endpoint(json!([]), "https://a.{Region}.b", json!({}))] },
                usual()
            ]),
            Wire::Safe,
            &[],
        ),
    ];
    for (what, old, new, wire, facts) in cases {
        let judged = reviewed(&model(&old), &model(&new)).unwrap_or_else(|| panic!("{what}"));
        let found = lines(&judged);
        assert_eq!(
            judged.change.wire, wire,
            "{what}: {} {found:?}",
            judged.change.message
        );
        assert_eq!(found, facts, "{what}");
    }
}

/// An operation gives other values to the same rules.
#[test]
fn bindings_are_a_part_of_the_rules() {
    let url = "https://{Kind}.things.{Region}.example";
    let rules = json!([endpoint(json!([is_set("Kind")]), url, json!({})), usual()]);
    let bound = |kind: &str| {
        let mut model = model(&rules);
        model["shapes"]["a#Get"]["traits"]["smithy.rules#staticContextParams"] =
            json!({ "Kind": { "value": kind } });
        model
    };
    let judged = reviewed(&bound("one"), &bound("two")).unwrap();
    assert_eq!(judged.change.wire, Wire::Breaking);
    assert_eq!(
        lines(&judged),
        [
            "endpoint (all regions; by default or FIPS): https://one.things.{Region}.example -> \
            https://two.things.{Region}.example"
        ]
    );
    assert_eq!(reviewed(&bound("one"), &bound("one")), None);
}

/// No resolution shows from which member a value comes.
#[test]
fn a_parameter_from_another_member_is_told() {
    let rules = json!([
        endpoint(
            json!([is_set("Bucket")]),
            "https://{Bucket}.example",
            json!({})
        ),
        usual()
    ]);
    let old = model(&rules);
    let mut new = old.clone();
    let members = &mut new["shapes"]["a#GetInput"]["members"];
    let traits = members["name"]["traits"].take();
    members["name"].as_object_mut().unwrap().remove("traits");
    members["other"]["traits"] = traits;
    let judged = reviewed(&old, &new).unwrap();
    assert_eq!(judged.change.wire, Wire::Breaking);
    assert_eq!(
        lines(&judged),
        ["endpoint parameter (Bucket of Get): name -> other"]
    );
}

/// Rules that come to a service have the endpoints that it had without them, or others.
#[test]
fn rules_are_compared_with_the_endpoint_of_before() {
    let old = |prefix: &str| {
        let mut model = model(&json!([usual()]));
        let traits = model["shapes"]["a#Service"]["traits"]
            .as_object_mut()
            .unwrap();
        traits.remove("smithy.rules#endpointRuleSet");
        traits["aws.api#service"]["endpointPrefix"] = json!(prefix);
        model["shapes"]["a#GetInput"]["members"]["name"]
            .as_object_mut()
            .unwrap()
            .remove("traits");
        model
    };
    let partition = json!({ "fn": "aws.partition", "argv": [{ "ref": "Region" }], "assign": "P" });
    let new = model(&json!([
        endpoint(
            json!([partition]),
            "https://things.{Region}.{P#dnsSuffix}",
            json!({})
        ),
        error(json!([]), "No partition")
    ]));
    let judged = reviewed(&old("things"), &new).unwrap();
    assert_eq!(
        (judged.change.wire, lines(&judged).as_slice()),
        (Wire::Safe, &[][..])
    );
    let judged = reviewed(&old("goods"), &new).unwrap();
    assert_eq!(judged.change.wire, Wire::Breaking);
    assert_eq!(
        lines(&judged)[0],
        "endpoint (all regions; by default or FIPS): https://goods.{Region}.{dnsSuffix} -> \
            https://things.{Region}.{dnsSuffix}"
    );
}

/// Endpoints that no call reaches may be others for somebody; the test cases of a model reach what
/// its authors had in mind.
#[test]
fn untried_endpoints_are_not_safe() {
    let middle = |text: &str, url: &str| {
        let part = json!({
            "fn": "substring", "argv": [{ "ref": "Bucket" }, 3, 7, false], "assign": "Middle" });
        let conditions = json!([is_set("Bucket"), part, is("Middle", text)]);
        json!([endpoint(conditions, url, json!({})), usual()])
    };
    let old = model(&middle("--x-", "https://x.{Region}.example"));
    let new = model(&middle("--x-", "https://y.{Region}.example"));
    let judged = reviewed(&old, &new).unwrap();
    assert_eq!(judged.change.wire, Wire::Breaking);
    assert_eq!(lines(&judged), Vec::<String>::new());
    let message = &judged.change.message;
    assert!(
        message.contains("none reached 1 of the old endpoints"),
        "{message}"
    );
    assert!(
        message.contains("none reached 1 of the new endpoints"),
        "{message}"
    );

    let mut new = new;
    new["shapes"]["a#Service"]["traits"]["smithy.rules#endpointTests"] = json!({
        "version": "1.0", "testCases": [{
            "documentation": "a bucket with x", "params": { "Region": "eu-west-1", "Bucket": "abc--x-d" },
            "expect": { "endpoint": { "url": "https://y.eu-west-1.example" } } }] });
    let judged = reviewed(&old, &new).unwrap();
    let message = &judged.change.message;
    assert!(!message.contains("none reached"), "{message}");
    assert_eq!(
        lines(&judged).last().unwrap(),
        "endpoint (eu-west-1; test case \"a bucket with x\"): \
        https://x.{Region}.example -> https://y.{Region}.example"
    );
}

/// Rules that name many regions and parameters, and operations that bind many values, take no more
/// than a bound; what is not tried is not said to be safe.
#[test]
fn rules_of_any_size_are_compared_in_bounded_time() {
    let many = |host: &str| {
        let rules = (0..1_500).map(|at| {
            let url = format!("https://{{Region}}.{at}.example");
            endpoint(
                json!([is("Region", &format!("xx-new-{at}"))]),
                &url,
                json!({}),
            )
        });
        let last = endpoint(json!([]), host, json!({}));
        let mut model = model(&rules.chain([last]).collect());
        let traits = &mut model["shapes"]["a#Service"]["traits"];
        let parameters = &mut traits["smithy.rules#endpointRuleSet"]["parameters"];
        let mut settings = json!({});
        for at in 0..150 {
            parameters[format!("Other{at}")] = json!({ "type": "string" });
            settings[format!("Other{at}")] = json!({ "type": "string" });
        }
        traits["smithy.rules#clientContextParams"] = settings;
        let shapes = &mut model["shapes"];
        for at in 0..300 {
            let mut operation = shapes["a#Get"].clone();
            operation["traits"]["smithy.api#http"]["uri"] = json!(format!("/{at}"));
            operation["traits"]["smithy.rules#staticContextParams"] =
                json!({ "Kind": { "value": format!("kind {at}") } });
            shapes[format!("a#Get{at}")] = operation;
            let target = json!({ "target": format!("a#Get{at}") });
            shapes["a#Service"]["operations"]
                .as_array_mut()
                .unwrap()
                .push(target);
        }
        model
    };
    let judged = reviewed(&many("https://one.example"), &many("https://two.example")).unwrap();
    assert_eq!(judged.change.wire, Wire::Breaking);
    let message = &judged.change.message;
    assert!(
        message.contains("there are more than can be tried"),
        "{message}"
    );
    assert!(judged.facts.len() <= 24, "{}", judged.facts.len());
}

/// The calls of a client have as few endpoints as the rules tell apart.
#[test]
fn operations_bind_the_parameters_that_rules_read() {
    let fips = || json!([is_true("UseFIPS")]);
    let url = "https://other.{Region}.example";
    let by = |condition: Value| endpoint(json!([condition]), url, json!({}));
    let with = |properties: Value| endpoint(fips(), url, properties);
    let mut in_header = with(json!({}));
    in_header["endpoint"]["headers"] = json!({ "x-a": ["{Bucket}"] });
    for (rule, reads) in [
        (with(json!({})), false),
        (with(json!({ "x": "{Region}" })), false),
        (by(is_set("Kind")), false),
        (by(is_set("Bucket")), true),
        (
            by(json!({ "fn": "not", "argv": [is("Bucket", "a")] })),
            true,
        ),
        (
            endpoint(fips(), "https://{Bucket}.example", json!({})),
            true,
        ),
        (with(json!({ "x": [{ "y": "{Bucket}" }] })), true),
        (in_header, true),
        (error(fips(), "not for {Bucket}"), true),
    ] {
        let model = parsed(&model(&json!([rule.clone(), usual()])));
        let service = ShapeId::new("a#Service").unwrap();
        let selection = Selection::all(&model, &service).unwrap();
        let files = generate(&model, &selection, &Options::new("things")).unwrap();
        let bound = files.values().any(|text| text.contains(r#"("Bucket", "#));
        assert_eq!(bound, reads, "{rule}");
    }
}

//! The edits. Each changes the first place that fits, in the order of the ids.

use serde_json::{Map, Value, json};

/// An edit with its name. It returns the place; `None` if there is none.
type Edit = (&'static str, fn(&mut Value) -> Option<String>);

pub(crate) const EDITS: [Edit; 10] = [
    ("input-member-required", input_member_required),
    ("output-member-removed", output_member_removed),
    ("output-member-added", output_member_added),
    ("text-shortened", text_shortened),
    ("text-lengthened", text_lengthened),
    ("service-renamed", service_renamed),
    ("signing-name-changed", signing_name_changed),
    ("error-renamed", error_renamed),
    ("operation-documented", operation_documented),
    ("auth-repeated", auth_repeated),
];

fn shapes(model: &mut Value) -> &mut Map<String, Value> {
    model["shapes"].as_object_mut().unwrap()
}

/// The ids of the shapes of a type, sorted.
fn ids(model: &Value, kind: &str) -> Vec<String> {
    let shapes = model["shapes"].as_object().unwrap().iter();
    let ids = shapes.filter(|(_, shape)| shape["type"] == kind);
    let mut ids: Vec<String> = ids.map(|(id, _)| id.clone()).collect();
    ids.sort();
    ids
}

/// The structures that operations have at one end.
fn ends(model: &Value, end: &str) -> Vec<String> {
    let operations = ids(model, "operation").into_iter();
    let targets = operations.map(|id| model["shapes"][&id][end]["target"].clone());
    let targets = targets.filter_map(|id| id.as_str().map(str::to_owned));
    targets
        .filter(|id| model["shapes"].get(id).is_some())
        .collect()
}

fn name(id: &str) -> &str {
    id.rsplit('#').next().unwrap_or(id)
}

fn has(shape: &Value, name: &str) -> bool {
    shape["traits"].get(format!("smithy.api#{name}")).is_some()
}

/// The first member of these structures that fits.
fn first_member(
    model: &Value,
    structures: Vec<String>,
    fits: impl Fn(&Value) -> bool,
) -> Option<(String, String)> {
    structures.into_iter().find_map(|id| {
        let members = model["shapes"][&id]["members"].as_object()?.iter();
        let mut members = members.filter(|(_, member)| fits(member));
        let (name, _) = members.next()?;
        Some((id.clone(), name.clone()))
    })
}

fn set(model: &mut Value, pointer: [&str; 3], id: &str, value: Value) {
    let [shape, part, member] = pointer;
    let node = &mut shapes(model)[shape];
    let node = if part.is_empty() {
        node
    } else {
        &mut node[part][member]
    };
    let traits = node
        .as_object_mut()
        .unwrap()
        .entry("traits")
        .or_insert_with(|| json!({}));
    traits[id] = value;
}

fn input_member_required(model: &mut Value) -> Option<String> {
    let fits = |member: &Value| {
        !["required", "idempotencyToken", "default"]
            .iter()
            .any(|id| has(member, id))
    };
    let (id, member) = first_member(model, ends(model, "input"), fits)?;
    set(
        model,
        [&id, "members", &member],
        "smithy.api#required",
        json!({}),
    );
    Some(format!("{}.{member}", name(&id)))
}

fn output_member_removed(model: &mut Value) -> Option<String> {
    // Pages go by members that are named in traits.
    let operations = ids(model, "operation").into_iter();
    let pages =
        operations.map(|id| model["shapes"][&id]["traits"]["smithy.api#paginated"].to_string());
    let pages = pages.collect::<String>();
    let (id, member) = ends(model, "output").into_iter().find_map(|id| {
        let mut names = model["shapes"][&id]["members"].as_object()?.keys();
        let name = names.find(|name| !pages.contains(&format!("\"{name}\"")))?;
        Some((id.clone(), name.clone()))
    })?;
    let members = shapes(model)[&id]["members"].as_object_mut()?;
    members.shift_remove(&member)?;
    Some(format!("{}.{member}", name(&id)))
}

fn output_member_added(model: &mut Value) -> Option<String> {
    let fits = |_: &Value| true;
    let (id, _) = first_member(model, ends(model, "output"), fits)?;
    let members = shapes(model)[&id]["members"].as_object_mut()?;
    members.insert(
        "addedLater".to_owned(),
        json!({ "target": "smithy.api#String" }),
    );
    Some(format!("{}.addedLater", name(&id)))
}

/// Sets the length of the first string that an input has.
fn length(model: &mut Value, change: fn(u64) -> u64) -> Option<String> {
    let bounded = |id: &str| {
        let shape = &model["shapes"][id];
        let length = &shape["traits"]["smithy.api#length"]["max"];
        (shape["type"] == "string")
            .then(|| length.as_u64())
            .flatten()
    };
    let fits = |member: &Value| bounded(member["target"].as_str().unwrap_or_default()).is_some();
    let (id, member) = first_member(model, ends(model, "input"), fits)?;
    let target = model["shapes"][&id]["members"][&member]["target"]
        .as_str()?
        .to_owned();
    let most = change(bounded(&target)?);
    shapes(model)[&target]["traits"]["smithy.api#length"]["max"] = json!(most);
    Some(name(&target).to_owned())
}

fn text_shortened(model: &mut Value) -> Option<String> {
    length(model, |most| most - 1)
}

fn text_lengthened(model: &mut Value) -> Option<String> {
    length(model, |most| most + 1)
}

/// Gives a shape another name, wherever it is targeted.
fn rename(model: &mut Value, id: &str, new: &str) -> Option<String> {
    let new = format!("{}#{new}", id.split('#').next()?);
    let text = model
        .to_string()
        .replace(&format!("\"{id}\""), &format!("\"{new}\""));
    *model = serde_json::from_str(&text).ok()?;
    Some(format!("{} to {}", name(id), name(&new)))
}

fn service_renamed(model: &mut Value) -> Option<String> {
    let id = ids(model, "service").into_iter().next()?;
    rename(model, &id, "RenamedService")
}

fn signing_name_changed(model: &mut Value) -> Option<String> {
    let id = ids(model, "service").into_iter().next()?;
    let sigv4 = &mut shapes(model)[&id]["traits"]["aws.auth#sigv4"];
    sigv4.get("name")?;
    sigv4["name"] = json!("renamed");
    Some(name(&id).to_owned())
}

fn error_renamed(model: &mut Value) -> Option<String> {
    let mut errors = ids(model, "structure");
    errors.retain(|id| has(&model["shapes"][id], "error"));
    rename(model, errors.first()?, "RenamedFault")
}

fn operation_documented(model: &mut Value) -> Option<String> {
    let id = ids(model, "operation").into_iter().next()?;
    set(
        model,
        [&id, "", ""],
        "smithy.api#documentation",
        json!("Another text."),
    );
    Some(name(&id).to_owned())
}

fn auth_repeated(model: &mut Value) -> Option<String> {
    let service = ids(model, "service").into_iter().next()?;
    model["shapes"][&service]["traits"].get("aws.auth#sigv4")?;
    let id = ids(model, "operation").into_iter().next()?;
    set(
        model,
        [&id, "", ""],
        "smithy.api#auth",
        json!(["aws.auth#sigv4"]),
    );
    Some(name(&id).to_owned())
}

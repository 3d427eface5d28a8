//! The services to change, each reduced to a few operations.

use std::collections::BTreeSet;
use std::path::Path;

use fastrand::Rng;
use tinsmith_codegen::{
    Files, Options, RuntimeSource, generate, unsupported_operations, unsupported_protocol,
};
use tinsmith_model::{Model, Selection, ShapeId, prune};

use super::draft::Draft;
use tinsmith::config::root;
use tinsmith::failure::Failure;
use tinsmith::names;
use tinsmith::pool::Task;
use tinsmith::services::{self, Service};

/// The number of services if none are named.
const SERVICES: usize = 10;

/// The number of operations of each service.
const OPERATIONS: usize = 5;

/// The maximum number of shapes in their closure: small crates are judged faster.
const SHAPES: usize = 90;

/// Rare traits and types that some kinds of changes need.
const RARE: [&str; 3] = ["smithy.api#httpPayload", "smithy.api#paginated", "union"];

/// A service before any change.
pub(super) struct Base {
    /// The name of its model's file or folder, and of the crate.
    pub(super) name: String,
    pub(super) draft: Draft,
    pub(super) model: Model,
    pub(super) selection: Selection,
    pub(super) options: Options,
    pub(super) files: Files,
}

impl Task for Base {
    fn name(&self) -> &str {
        &self.name
    }

    fn weight(&self) -> u64 {
        self.files.values().map(|text| text.len() as u64).sum()
    }
}

/// Finds the services of these names, or else ten chosen by the seed, half of them with HTTP
/// bindings.
pub(super) fn find(source: &Path, named: &[String], seed: u64) -> Result<Vec<Base>, Failure> {
    let mut services = services::find(source, named)?;
    let mut rng = Rng::with_seed(seed);
    if named.is_empty() {
        rng.shuffle(&mut services);
    }
    let mut bases = Vec::new();
    let mut bound = 0;
    for service in services {
        if named.is_empty() && bases.len() == SERVICES {
            break;
        }
        let Some((base, http)) = base(&service, &mut rng)? else {
            continue;
        };
        let fits = if http { bound } else { bases.len() - bound } < SERVICES / 2;
        if fits || !named.is_empty() {
            bound += usize::from(http);
            bases.push(base);
        }
    }
    if bases.is_empty() {
        return Err(Failure::at(source, "has no service that can be generated"));
    }
    bases.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(bases)
}

/// Reads a service; returns true with it if it has HTTP bindings; `None` if it cannot be
/// generated.
fn base(service: &Service, rng: &mut Rng) -> Result<Option<(Base, bool)>, Failure> {
    let model = Model::read(&service.path)?;
    let shape = model.service()?;
    let http = shape
        .traits
        .protocols()
        .any(|(id, _)| id.name() == "restJson1");
    let all = Selection::all(&model, &shape.id)?;
    if unsupported_protocol(&model, &all).is_some() {
        return Ok(None);
    }
    let chosen = choose(&model, &all, rng)?;
    if chosen.is_empty() {
        return Ok(None);
    }
    let selection = Selection::operations(&model, &shape.id, chosen)?;
    let draft = Draft::from_model(&prune(&model, &selection))?;
    // Parses the text again, as for changed models.
    let model = draft.model(&service.name)?;
    let selection = Selection::all(&model, &model.service()?.id)?;
    let options = options(service)?;
    let files = generate(&model, &selection, &options)?;
    let base = Base {
        name: service.name.clone(),
        draft,
        model,
        selection,
        options,
        files,
    };
    Ok(Some((base, http)))
}

fn options(service: &Service) -> Result<Options, Failure> {
    let mut options = Options::new(names::checked_crate_name(&service.name)?);
    options.model = names::file_name(&service.path);
    options.runtime = RuntimeSource::Path(root().join("runtime").display().to_string());
    Ok(options)
}

/// Chooses operations that together reach as many types and traits as possible: greedily, rare
/// ones first, ties broken at random.
fn choose(model: &Model, all: &Selection, rng: &mut Rng) -> Result<Vec<ShapeId>, Failure> {
    let refused = unsupported_operations(model, all);
    let mut ids: Vec<&ShapeId> = all.operation_ids().iter().collect();
    ids.retain(|id| refused.iter().all(|(refused, _)| refused != *id));
    rng.shuffle(&mut ids);
    let mut waiting = Vec::new();
    for id in ids {
        let reached = Selection::operations(model, all.service(), [id])?;
        waiting.push((id, traits(model, &reached)));
    }
    let (mut chosen, mut seen) = (Vec::new(), BTreeSet::new());
    while chosen.len() < OPERATIONS && !waiting.is_empty() {
        let best = (0..waiting.len()).max_by_key(|at| gain(&waiting[*at].1, &seen));
        let (id, traits) = waiting.swap_remove(best.unwrap_or_default());
        let tried = chosen.iter().chain([id]);
        if Selection::operations(model, all.service(), tried)?
            .shapes()
            .len()
            <= SHAPES
        {
            chosen.push(id.clone());
            seen.extend(traits);
        }
    }
    Ok(chosen)
}

/// Counts the new ones among traits and types: the rare ones, and all.
fn gain(traits: &BTreeSet<String>, seen: &BTreeSet<String>) -> (usize, usize) {
    let new = traits.difference(seen);
    let rare = new.clone().filter(|one| RARE.contains(&one.as_str()));
    (rare.count(), new.count())
}

/// The traits and types in a closure.
fn traits(model: &Model, reached: &Selection) -> BTreeSet<String> {
    let ids = reached.shapes().chain(reached.operation_ids());
    let shapes = ids.filter_map(|id| model.shape(id));
    let found = shapes.flat_map(|shape| {
        let members = shape.members().flat_map(|member| member.traits.iter());
        let traits = shape.traits.iter().chain(members);
        let kind = shape.kind.word().to_owned();
        traits.map(|one| one.id.to_string()).chain([kind])
    });
    found.collect()
}
